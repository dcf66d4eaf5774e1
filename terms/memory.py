"""The pairs of a translation memory, for concordances and extraction: TMX, TSV or a memory's data base."""

from collections.abc import Iterable
from pathlib import Path

from ..align.bitext import Bitext, Pair
from ..errors import DuizhaoError
from ..i18n import _


def read_bitext(path: str | Path) -> Bitext:
    """Return the bitext of a TMX or TSV file.

    Raises:
        DuizhaoError: The file cannot be read, or is neither.
    """
    name = str(path).lower().removesuffix(".gz")
    if not Path(path).is_file():
        raise DuizhaoError(_("there is no such file; give a .tmx or .tsv file"), file=path)
    if name.endswith(".tmx"):
        from ..tmx.exchange import read_tmx

        return read_tmx(path)
    if name.endswith((".tsv", ".tab", ".txt")):
        from ..tmx.tsv import read_tsv

        return read_tsv(path)
    raise DuizhaoError(_("neither TMX nor TSV by its name; give a .tmx or .tsv file"), file=path)


def memory_pairs(path: str | Path) -> Iterable[Pair]:
    """Return the pairs of a memory that have both sides."""
    return read_bitext(path).matched
