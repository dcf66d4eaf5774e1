"""Glossary files by their format: found by suffix and contents."""

from pathlib import Path

from ...errors import DuizhaoError
from ...i18n import _
from ..glossary import Glossary
from ..table import read_table


def read_glossary(path: str | Path) -> Glossary:
    """Return the glossary of a file.

    Raises:
        DuizhaoError: The file cannot be read or is no glossary.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DuizhaoError(_("cannot be read ({reason})").format(reason=error.strerror), file=path) from error
    return Glossary(read_table(text.split("\n"), file=str(path)), name=Path(path).name)
