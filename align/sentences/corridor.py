"""Sure points first, then a narrow corridor through them: no table of all sentences against all.

Anchors are pairs of sentences that are each other's best match by a clear margin and agree in order (the idea of
Champollion and of Moore 2002, with similarities in place of words). They are looked for in a window that moves along
with the text, and in the whole other text where the window holds nothing: a missing block only moves the window.
"""

from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise

import numpy as np

from .lattice import Corridor, Ints, Scores

Similarity = Callable[[range, range], Scores]
"""Similarities of Chinese and English sentences, shape (rows, columns); unrelated ones near 0."""

_BLOCK = 256
_WINDOW = 1024
_PAD = 5
_WIDE = 48
_CELLS = 1_000_000


def corridor(n: int, m: int, similarity: Similarity, least: float, pad: int = _PAD) -> Corridor:
    """Return the cells worth looking at for two texts.

    Args:
        n: Chinese sentences.
        m: English sentences.
        similarity: Gives similarities of any two ranges of sentences.
        least: Similarity that an anchor must have.
        pad: Cells on either side of the anchors.
    """
    points = [(0, 0), *((i + 1, j + 1) for i, j in anchors(n, m, similarity, least)), (n, m)]
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
        half = min(half, max(2 * _WIDE, _CELLS // len(rows)))
        left, right = np.maximum(middle - half, j0), np.minimum(middle + half, j1)
        left[0], right[-1] = j0, j1
    low[i0 : i1 + 1] = np.minimum(low[i0 : i1 + 1], left)
    high[i0 : i1 + 1] = np.maximum(high[i0 : i1 + 1], right)


def anchors(n: int, m: int, similarity: Similarity, least: float) -> list[tuple[int, int]]:
    """Return pairs of sentences (0-based) that certainly belong together, in order, none crossing another.

    Args:
        n: Chinese sentences.
        m: English sentences.
        similarity: Gives similarities of any two ranges of sentences.
        least: Similarity that an anchor must have.
    """
    found: list[tuple[int, int, float]] = []
    reached = 0
    for start in range(0, n, _BLOCK):
        rows = range(start, min(start + _BLOCK, n))
        columns = range(max(0, reached - _WINDOW), min(m, reached + _WINDOW + 2 * len(rows)))
        best = _mutual(similarity(rows, columns), rows, columns, least) if columns else []
        if 8 * len(best) < len(rows) and len(columns) < m:
            everywhere = range(m)
            best = _mutual(similarity(rows, everywhere), rows, everywhere, least)
        chain = _chain(best)
        if chain:
            reached = chain[-1][1]
        found += chain
    return [(i, j) for i, j, _ in _without_strays(_chain(found))]


def _mutual(table: Scores, rows: range, columns: range, least: float) -> list[tuple[int, int, float]]:
    """Pairs that are best both ways and clearly better than the second best."""
    if not table.size:
        return []
    best = table.argmax(axis=1)
    here = np.arange(len(rows))
    top = table[here, best]
    good = (table.argmax(axis=0)[best] == here) & (top >= least)
    rest = table.copy()
    rest[here, best] = -1
    good &= top - rest.max(axis=1) >= least / 4
    rest = table.copy()
    rest[here[good], best[good]] = -1
    good &= top - rest.max(axis=0)[best] >= least / 4
    return [(rows[i], columns[int(best[i])], float(top[i])) for i in here[good]]


def _chain(pairs: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Longest run of pairs that rises on both sides (patience sorting)."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for k, (_, j, _) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(places[at - 1] if at else -1)
        if at == len(ends):
            ends.append(j)
            places.append(k)
        else:
            ends[at], places[at] = j, k
    chain = []
    k = places[-1] if places else -1
    while k >= 0:
        chain.append(pairs[k])
        k = before[k]
    return chain[::-1]


def _without_strays(chain: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Drop anchors that jump away from both neighbours: chance matches inside a block that one side lacks."""
    kept = []
    for k, (i, j, weight) in enumerate(chain):
        off = [abs((i - x) - (j - y)) for x, y, _ in (*chain[max(0, k - 2) : k], *chain[k + 1 : k + 3])]
        if len(chain) < 4 or sorted(off)[:2][-1] <= 16:
            kept.append((i, j, weight))
    return kept
