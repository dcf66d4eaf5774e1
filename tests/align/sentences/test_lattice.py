"""The lattice against brute force: best path and probabilities over every path."""

from collections.abc import Iterator

import numpy as np
import pytest
from duizhao.align.sentences.corridor import Corridor, full_corridor, origins
from duizhao.align.sentences.lattice import Lattice, best_path, posteriors

SHAPES = [(1, 1), (1, 2), (2, 1), (2, 2), (1, 0), (0, 1)]
CORRIDORS = [
    full_corridor(3, 4),
    full_corridor(0, 3),
    full_corridor(3, 0),
    Corridor(np.array([0, 0, 1, 2, 3]), np.array([3, 5, 5, 6, 6])),
    Corridor(np.array([0, 0, 0]), np.array([1, 6, 6])),
]


def lattice(corridor: Corridor, seed: int) -> Lattice:
    scores = np.random.default_rng(seed).normal(size=(len(SHAPES), corridor.starts[-1])).astype(np.float32)
    for t, shape in enumerate(SHAPES):
        scores[t][origins(corridor, shape) < 0] = -1e30
    return Lattice(corridor, SHAPES, scores)


def every_path(made: Lattice, i: int, j: int) -> Iterator[tuple[list[tuple[int, int, int]], float]]:
    corridor = made.corridor
    if i == 0 and j == 0:
        yield [], 0.0
    for t, (a, b) in enumerate(SHAPES):
        if i < a or j < b or not corridor.low[i] <= j < corridor.high[i]:
            continue
        score = float(made.scores[t, corridor.starts[i] + j - corridor.low[i]])
        if score > -1e29:
            for path, total in every_path(made, i - a, j - b):
                yield [*path, (t, i, j)], total + score


@pytest.mark.parametrize("corridor", CORRIDORS)
@pytest.mark.parametrize("seed", range(3))
def test_against_all_paths(corridor: Corridor, seed: int) -> None:
    made = lattice(corridor, seed)
    n, m = len(corridor.low) - 1, int(corridor.high[-1]) - 1
    paths = list(every_path(made, n, m))
    assert best_path(made) == max(paths, key=lambda found: found[1])[0]
    total = np.log(sum(np.exp(score) for _, score in paths))
    expected = np.zeros(made.scores.shape)
    for path, score in paths:
        for t, i, j in path:
            expected[t, corridor.starts[i] + j - corridor.low[i]] += np.exp(score - total)
    assert np.abs(expected - posteriors(made)).max() < 1e-5


def test_no_way_through_is_said() -> None:
    corridor = full_corridor(1, 1)
    blocked = Lattice(corridor, SHAPES, np.full((len(SHAPES), 4), -1e30, dtype=np.float32))
    with pytest.raises(ValueError, match="no path"):
        best_path(blocked)
