"""The two versions of a document: from two files, or from its symbol."""

from pathlib import Path

from ...errors import DuizhaoError
from ...i18n import _
from ...language.symbols import maybe_symbol
from ..document import Document
from ..reading import read


def read_pair(zh: str, en: str | None = None, base: str | None = None) -> tuple[Document, Document]:
    """Read the Chinese and the English version of a document.

    Args:
        zh: The Chinese file; or, without ``en``, a document symbol, whose official files are downloaded unless they
            were before.
        en: The English file.
        base: Address of the document service; None for the UN's.

    Raises:
        DuizhaoError: A file cannot be read, or the symbol cannot be had in both languages.
    """
    if en is not None:
        return read(zh), read(en)
    if Path(zh).exists() or maybe_symbol(zh) is None:
        raise DuizhaoError(
            _("only one file was given; give the English file too, or a document symbol such as A/76/36"), file=zh
        )
    from .fetching import fetch_pair

    left, right = fetch_pair(zh, base=base)
    return read(left, "zh"), read(right, "en")
