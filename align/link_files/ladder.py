"""Ladders of hunalign (Varga et al. 2005): a rung a line, two line numbers and a score, separated by tabs.

The sentences between one rung and the next are a bead, and the score on a rung is that of the bead that begins there.
A ladder covers both texts wholly, so deletions are beads with an empty side.
"""

from collections.abc import Sequence
from itertools import pairwise

from ...errors import DuizhaoError
from ...i18n import _
from ..sentences.beads import Bead, Indices

_MOST = 10_000_000  # sentences of a text; more is no ladder


def format_ladder(beads: Sequence[Bead]) -> str:
    """Return beads that cover both texts, in order, as a ladder; the score is the confidence."""
    rungs = []
    i = j = 0
    for bead in beads:
        rungs.append(f"{i}\t{j}\t{bead.confidence:g}\n")
        i, j = i + len(bead.zh), j + len(bead.en)
    return "".join([*rungs, f"{i}\t{j}\t0\n"])


def parse_ladder(text: str, name: str) -> list[Indices]:
    """Return the beads of a ladder.

    Raises:
        DuizhaoError: A line is no rung, or a rung lies below the one before it.
    """
    rungs = [_rung(line, name, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    found: list[Indices] = []
    for (i, j, _line), (to_i, to_j, number) in pairwise(rungs):
        if to_i < i or to_j < j:
            raise DuizhaoError(
                _("has lower line numbers than the line before it; those of a ladder only rise"), file=name, line=number
            )
        if (i, j) != (to_i, to_j):
            found.append((tuple(range(i, to_i)), tuple(range(j, to_j))))
    return found


def _rung(line: str, name: str, number: int) -> tuple[int, int, int]:
    cells = line.split("\t")
    try:
        i, j = int(cells[0]), int(cells[1])
    except (ValueError, IndexError):
        i = j = -1
    if not 0 <= i <= _MOST or not 0 <= j <= _MOST:
        raise DuizhaoError(
            _("is not a line of a hunalign ladder: two line numbers and a score, separated by tabs"),
            file=name,
            line=number,
        )
    return i, j, number
