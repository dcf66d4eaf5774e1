"""What is checked: one or more memories or tables, put together to one bitext with the place of each document."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..align.bitext import Bitext, Pair
from ..errors import DuizhaoError
from ..i18n import _


@dataclass(frozen=True, slots=True)
class Sources:
    """A bitext made of documents.

    Attributes:
        bitext: All pairs; with several documents an id begins with its document's name.
        documents: Name, index of the first pair and of the pair after the last one.
    """

    bitext: Bitext
    documents: tuple[tuple[str, int, int], ...]


def read_sources(paths: Sequence[str | Path]) -> Sources:
    """Read memories (.tmx, .tmx.gz) and tables (.tsv).

    Raises:
        DuizhaoError: A file cannot be read, or no pair is in it.
    """
    bitexts = [(str(path), read_bitext(path)) for path in paths]
    if len(bitexts) == 1:
        bitext = bitexts[0][1]
        name = bitext.symbol or Path(bitexts[0][0]).name
        return Sources(bitext, ((name, 0, len(bitext.pairs)),))
    pairs: list[Pair] = []
    documents = []
    for path, bitext in bitexts:
        name = bitext.symbol or Path(path).name
        documents.append((name, len(pairs), len(pairs) + len(bitext.pairs)))
        pairs += [replace(pair, id=f"{name}:{pair.id}") for pair in bitext.pairs]
    return Sources(Bitext(tuple(pairs)), tuple(documents))


def read_bitext(path: str | Path) -> Bitext:
    """Read one memory or table by its suffix.

    Raises:
        DuizhaoError: The file cannot be read, has another suffix, or no pair is in it.
    """
    from ..tmx.exchange import read_tmx
    from ..tmx.tsv import read_tsv

    name = str(path).lower()
    if name.endswith((".tmx", ".tmx.gz")):
        bitext = read_tmx(path)
    elif name.endswith((".tsv", ".txt")):
        bitext = read_tsv(path)
    else:
        raise DuizhaoError(_("not a memory: give a .tmx, .tmx.gz or .tsv file"), file=path)
    if not bitext.pairs:
        raise DuizhaoError(_("no pair of Chinese and English in it"), file=path)
    return bitext
