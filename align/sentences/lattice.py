"""Dynamic programming over a band of the alignment lattice: best path, and probabilities of beads.

The lattice has a cell (i, j) for "i Chinese and j English sentences are done"; a bead of shape (a, b) leads from
(i - a, j - b) to (i, j) (Gale and Church 1993, section 3). Only the cells of a corridor are kept, so that time and
memory grow with the length of the text and not with its square. With scores that are logarithms, the sums over all
paths (the forward-backward algorithm of semi-Markov conditional random fields, Sarawagi and Cohen 2004) give each
bead's probability.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .corridor import Corridor, Ints, Scores, origins

Floats = NDArray[np.float64]

NEVER = -1e30
"""Score of a bead that may not be."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """A corridor with the score of each bead that ends in each of its cells.

    Attributes:
        corridor: The cells.
        shapes: Bead shapes (a, b); the shape (0, 1) comes last, and no other shape has a = 0.
        scores: Array (shapes, cells); below -1e29 where no such bead may end.
    """

    corridor: Corridor
    shapes: Sequence[tuple[int, int]]
    scores: Scores


def best_path(lattice: Lattice) -> list[tuple[int, int, int]]:
    """Return the beads (shape number, row, column where it ends) of the path with the highest sum of scores."""
    corridor, shapes = lattice.corridor, lattice.shapes
    starts = corridor.starts
    best, choice = _viterbi(lattice, starts)
    path = []
    i, j = len(corridor.low) - 1, int(corridor.high[-1]) - 1
    while i or j:
        cell = int(starts[i]) + j - int(corridor.low[i])
        shape = int(choice[cell])
        if best[cell] < NEVER / 10:
            raise ValueError(f"no path through the corridor at row {i}, column {j}")
        path.append((shape, i, j))
        i, j = i - shapes[shape][0], j - shapes[shape][1]
    return path[::-1]


def posteriors(lattice: Lattice) -> Scores:
    """Return the probability of each bead over all paths, array (shapes, cells), scores being logarithms."""
    corridor = lattice.corridor
    starts = corridor.starts
    ahead = _forward(lattice, starts)
    back = _backward(lattice, starts)
    total = ahead[-1]
    result = np.empty_like(lattice.scores)
    padded = np.append(ahead, NEVER)
    for t, shape in enumerate(lattice.shapes):
        result[t] = np.exp(np.minimum(padded[origins(corridor, shape)] + lattice.scores[t] + back - total, 0.0))
    return result


@dataclass(frozen=True, slots=True)
class ExpectedPath:
    """The path with the most beads that can be expected to be right.

    Attributes:
        beads: Shape number, row and column where it ends, and probability of each bead; of one that stands alone, the
            probability that it does so anywhere.
        zh_alone: Probability that the Chinese sentence before each row stands alone, shape (n + 1,).
        en_alone: The same for English sentences and columns, shape (m + 1,).
    """

    beads: list[tuple[int, int, int, float]]
    zh_alone: Floats
    en_alone: Floats


def expected_path(lattice: Lattice, wrong: float, alone: float) -> ExpectedPath:
    """Return the path whose beads can be expected to be right, by their probabilities over all paths.

    Args:
        lattice: The scores, which are logarithms; the last two shapes are those of one sentence alone.
        wrong: What a wrong pair costs against what a right one gains.
        alone: Worth of a sentence rightly left alone against a right pair.
    """
    corridor, shapes = lattice.corridor, lattice.shapes
    likely = posteriors(lattice)
    gains = likely - np.float32(wrong)
    gains[-2:] = likely[-2:] * np.float32(alone)
    gains[lattice.scores <= NEVER / 10] = NEVER
    # where exactly a sentence stands alone between others does not matter: its probability is that of all places
    rows, columns = corridor.cells
    zh_alone: Floats = np.bincount(rows, likely[-2], minlength=len(corridor.low)).astype(np.float64)
    en_alone: Floats = np.bincount(columns, likely[-1], minlength=int(corridor.high[-1])).astype(np.float64)
    starts = corridor.starts
    beads = []
    for t, i, j in best_path(Lattice(corridor, shapes, gains)):
        a, b = shapes[t]
        p = likely[t, starts[i] + j - corridor.low[i]] if a and b else zh_alone[i] if a else en_alone[j]
        beads.append((t, i, j, float(p)))
    return ExpectedPath(beads, zh_alone, en_alone)


def _offsets(corridor: Corridor, shapes: Sequence[tuple[int, int]], starts: Ints) -> Ints:
    """For every row and shape, what to add to a column for the bead's first cell; shape (n + 1, shapes)."""
    rows = np.arange(len(corridor.low))[:, None]
    a, b = np.array(shapes).T
    i = np.maximum(rows - a, 0)
    return np.asarray(starts[i] - corridor.low[i] - b, dtype=np.int64)


def _rows(lattice: Lattice, starts: Ints, done: Floats) -> Iterator[tuple[slice, Floats, Floats]]:
    """Yield the cells of each row, the totals by the beads that end there, and the running scores along the row.

    Args:
        lattice: The scores.
        starts: Place of each row's first cell.
        done: Totals of all cells (cells,), which whoever asks fills row by row.

    Yields:
        The row's cells, an array (shapes, columns) without the last shape, and the sums of the last one's scores
        (columns,): with them taken off and put back, a run of single English sentences is an accumulation.
    """
    corridor, scores = lattice.corridor, lattice.scores
    offsets = _offsets(corridor, lattice.shapes[:-1], starts)
    for i, low in enumerate(corridor.low):
        s, e = int(starts[i]), int(starts[i + 1])
        columns = np.arange(low, low + e - s)
        totals = done[np.clip(offsets[i][:, None] + columns, 0, len(done) - 1)] + scores[:-1, s:e]
        if i == 0:
            totals[0, 0] = 0.0
        yield slice(s, e), totals, np.cumsum(np.concatenate([[0.0], scores[-1, s + 1 : e]]))


def _viterbi(lattice: Lattice, starts: Ints) -> tuple[Floats, NDArray[np.int16]]:
    best = np.full(int(starts[-1]), NEVER)
    choice = np.empty(len(best), dtype=np.int16)
    for cells, totals, runs in _rows(lattice, starts, best):
        row = totals.max(axis=0)
        best[cells] = np.maximum.accumulate(row - runs) + runs
        choice[cells] = np.where(row >= best[cells] - 1e-9, totals.argmax(axis=0), len(lattice.shapes) - 1)
    return best, choice


def _forward(lattice: Lattice, starts: Ints) -> Floats:
    ahead = np.full(int(starts[-1]), NEVER)
    for cells, totals, runs in _rows(lattice, starts, ahead):
        ahead[cells] = np.logaddexp.accumulate(_sum(totals) - runs) + runs
    return ahead


def _backward(lattice: Lattice, starts: Ints) -> Floats:
    corridor, shapes, scores = lattice.corridor, lattice.shapes[:-1], lattice.scores
    rows = len(corridor.low)
    size = int(starts[-1])
    back = np.full(size, NEVER)
    a, b = np.array(shapes).T
    numbers = np.arange(len(shapes))[:, None]
    low, high = corridor.low, corridor.high
    for i in range(rows - 1, -1, -1):
        s, e = int(starts[i]), int(starts[i + 1])
        columns = np.arange(low[i], low[i] + e - s)
        ends = np.minimum(i + a, rows - 1)
        j = columns + b[:, None]
        inside = (i + a < rows)[:, None] & (j >= low[ends][:, None]) & (j < high[ends][:, None])
        cells = np.where(inside, (starts[ends] - low[ends])[:, None] + j, 0)
        row = _sum(np.where(inside, back[cells] + scores[numbers, cells], NEVER))
        if i == rows - 1:
            row[-1] = 0.0
        runs = np.cumsum(np.concatenate([[0.0], scores[-1, s + 1 : e][::-1]]))
        back[s:e] = (np.logaddexp.accumulate(row[::-1] - runs) + runs)[::-1]
    return back


def _sum(logs: Floats) -> Floats:
    """Logarithm of the sum of exponentials over the first axis."""
    top = logs.max(axis=0)
    return np.asarray(top + np.log(np.exp(logs - top).sum(axis=0)), dtype=np.float64)
