"""Sure points first, then a narrow corridor through them: no table of all sentences against all.

Anchors are pairs of sentences that are each other's best match by a clear margin and agree in order (the idea of
Champollion and of Moore 2002, with similarities in place of words). They are looked for in a window that moves along
with the text, and in the whole other text where the window holds nothing: a missing block only moves the window.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Scores = NDArray[np.float32]
IndexPair = TypeVar("IndexPair", tuple[int, int], tuple[int, int, float])

Similarity = Callable[[range, range], Scores]
"""Similarities of Chinese and English sentences, shape (rows, columns); unrelated ones near 0."""

# Set by hand. With half or twice PAD or _LEAST the beads of A/76/36 and of MAC-Dev 002, 004 and 006 are the same but
# for one; the others are not measured
_BLOCK = 256  # Chinese sentences whose anchors are looked for at once
_WINDOW = 1024  # English sentences before and after the last anchor among which they are looked for
PAD = 5  # cells on either side of the anchors
_WIDE = 48  # cells on either side of the straight line between two far anchors
_LEAST = 0.3  # similarity that an anchor must have, and four times its lead over the second best
_CELLS = 200_000  # between two anchors at most, but for _NARROW on either side of a row; for memory and time
_NARROW = 12
# pairs of sentences compared outside the window at most: all of 7,000 with 7,000. In a longer text without anchors the
# window has to do, so that time grows with its length
_EVERYWHERE = 50_000_000


@dataclass(frozen=True, slots=True)
class Corridor:
    """The cells that a path may go through: for each row i, the columns ``low[i]`` to ``high[i] - 1``.

    Attributes:
        low: Array (n + 1,), never falling, first 0.
        high: Array (n + 1,), never falling, last m + 1; half-open.
    """

    low: Ints
    high: Ints

    @property
    def starts(self) -> Ints:
        """Place of each row's first cell in an array of all cells; shape (n + 2,), the last is their number."""
        return np.concatenate([[0], np.cumsum(self.high - self.low)]).astype(np.int64)

    @property
    def cells(self) -> tuple[Ints, Ints]:
        """Row and column of every cell, in order."""
        widths = self.high - self.low
        rows = np.repeat(np.arange(len(self.low)), widths)
        columns = np.arange(len(rows)) - np.repeat(self.starts[:-1] - self.low, widths)
        return rows, columns


def full_corridor(n: int, m: int) -> Corridor:
    """Return the corridor of all cells."""
    return Corridor(np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m + 1, dtype=np.int64))


def origins(corridor: Corridor, shape: tuple[int, int]) -> Ints:
    """Return, for every cell, the cell where a bead of this shape that ends there begins; -1 if outside.

    Args:
        corridor: The cells.
        shape: Sentences on either side.
    """
    a, b = shape
    rows, columns = corridor.cells
    i, j = rows - a, columns - b
    safe = np.maximum(i, 0)
    inside = (i >= 0) & (j >= corridor.low[safe]) & (j < corridor.high[safe])
    return np.where(inside, corridor.starts[safe] + j - corridor.low[safe], -1)


def narrow_corridor(n: int, m: int, similarity: Similarity, pad: int = PAD) -> Corridor:
    """Return the cells worth looking at for two texts.

    Args:
        n: Chinese sentences.
        m: English sentences.
        similarity: Gives similarities of any two ranges of sentences.
        pad: Cells on either side of the anchors.
    """
    points = [(0, 0), *((i + 1, j + 1) for i, j in anchors(n, m, similarity)), (n, m)]
    low, high = np.full(n + 1, m, dtype=np.int64), np.zeros(n + 1, dtype=np.int64)
    for (i0, j0), (i1, j1) in pairwise(points):
        _open(low, high, (i0, j0), (i1, j1))
    low, high = np.maximum(low - pad, 0), np.minimum(high + pad, m)
    low = np.minimum.accumulate(low[::-1])[::-1]
    high = np.maximum.accumulate(high)
    low[0], high[-1] = 0, m
    # a path has to be able to step from every row into the next
    high[:-1] = np.maximum(high[:-1], low[1:])
    return Corridor(low, high + 1)


def _open(low: Ints, high: Ints, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Open the cells between two anchors: all of them if they are few or one side is short, else a band."""
    (i0, j0), (i1, j1) = first, last
    rows = np.arange(i0, i1 + 1)
    if min(i1 - i0, j1 - j0) <= 2 * _WIDE:
        left, right = np.full(len(rows), j0), np.full(len(rows), j1)
    else:
        middle = j0 + (rows - i0) * (j1 - j0) // max(1, i1 - i0)
        # wide enough for a block that one side lacks somewhere in between
        half = _WIDE + abs((j1 - j0) - (i1 - i0)) + (j1 - j0) // 16
        # texts that have nothing in common get a band as well, but one that memory can hold
        half = min(half, max(_NARROW, _CELLS // len(rows)))
        left, right = np.maximum(middle - half, j0), np.minimum(middle + half, j1)
        left[0], right[-1] = j0, j1
    low[i0 : i1 + 1] = np.minimum(low[i0 : i1 + 1], left)
    high[i0 : i1 + 1] = np.maximum(high[i0 : i1 + 1], right)


def anchors(n: int, m: int, similarity: Similarity) -> list[tuple[int, int]]:
    """Return pairs of sentences (0-based) that certainly belong together, in order, none crossing another.

    Args:
        n: Chinese sentences.
        m: English sentences.
        similarity: Gives similarities of any two ranges of sentences.
    """
    found: list[tuple[int, int, float]] = []
    reached = 0
    room = _EVERYWHERE
    for start in range(0, n, _BLOCK):
        rows = range(start, min(start + _BLOCK, n))
        columns = range(max(0, reached - _WINDOW), min(m, reached + _WINDOW + 2 * len(rows)))
        best = _mutual(similarity(rows, columns), rows, columns) if columns else []
        if 8 * len(best) < len(rows) and len(columns) < m and room > 0:
            everywhere = range(m)
            room -= len(rows) * m
            best = _mutual(similarity(rows, everywhere), rows, everywhere)
        chain = longest_chain(best)
        if chain:
            reached = chain[-1][1]
        found += chain
    return [(i, j) for i, j, _ in _without_strays(longest_chain(found))]


def _mutual(table: Scores, rows: range, columns: range) -> list[tuple[int, int, float]]:
    """Pairs that are best both ways and clearly better than the second best."""
    if not table.size:
        return []
    best = table.argmax(axis=1)
    here = np.arange(len(rows))
    top = table[here, best]
    good = (table.argmax(axis=0)[best] == here) & (top >= _LEAST)
    rest = table.copy()
    rest[here, best] = -1
    good &= top - rest.max(axis=1) >= _LEAST / 4
    rest = table.copy()
    rest[here[good], best[good]] = -1
    good &= top - rest.max(axis=0)[best] >= _LEAST / 4
    return [(rows[i], columns[int(best[i])], float(top[i])) for i in here[good]]


def longest_chain(pairs: Sequence[IndexPair]) -> list[IndexPair]:
    """Return the longest subsequence that rises on both sides (patience sorting, Fredman 1975).

    Args:
        pairs: Places on either side, first and second of each tuple, in the order of the first, which are distinct.
    """
    tails: list[int] = []  # lowest second place at which a chain of each length can end,
    ends: list[int] = []  # the pair it ends with,
    before: list[int] = []  # and for each pair the one before it in its chain
    for at, pair in enumerate(pairs):
        length = bisect_left(tails, pair[1])
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [pair[1]]
        ends[length : length + 1] = [at]
    chain = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _without_strays(chain: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Drop anchors that jump away from both neighbours: chance matches inside a block that one side lacks."""
    kept = []
    for k, (i, j, weight) in enumerate(chain):
        off = [abs((i - x) - (j - y)) for x, y, _ in (*chain[max(0, k - 2) : k], *chain[k + 1 : k + 3])]
        if len(chain) < 4 or sorted(off)[:2][-1] <= 16:
            kept.append((i, j, weight))
    return kept
