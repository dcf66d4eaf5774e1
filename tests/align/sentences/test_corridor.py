"""The corridor: narrow where the text is plain, open where a block is missing."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from duizhao.align.sentences.corridor import anchors, longest_chain, narrow_corridor
from hypothesis import given
from hypothesis import strategies as st


def similar(pairs: set[tuple[int, int]], seed: int = 0):
    """Similarities that are high for the pairs and noise elsewhere."""

    def near(rows: range, columns: range) -> np.ndarray:
        table = np.random.default_rng([seed, rows.start, columns.start]).uniform(-0.1, 0.2, (len(rows), len(columns)))
        for i, j in pairs:
            if i in rows and j in columns:
                table[i - rows.start, j - columns.start] = 0.8
        return table.astype(np.float32)

    return near


@pytest.mark.parametrize(
    ("n", "m", "pairs"),
    [
        (50, 50, {(k, k) for k in range(50)}),
        (3000, 3000, {(k, k) for k in range(3000)}),
        # 300 Chinese sentences without counterpart
        (1200, 900, {(k, k if k < 400 else k - 300) for k in range(1200) if not 400 <= k < 700}),
        # 2,500 English sentences in front
        (800, 3300, {(k, k + 2500) for k in range(800)}),
        (40, 60, set()),
    ],
)
def test_every_pair_lies_inside(n: int, m: int, pairs: set[tuple[int, int]]) -> None:
    made = narrow_corridor(n, m, similar(pairs))
    assert made.low[0] == 0
    assert made.high[-1] == m + 1
    assert (np.diff(made.low) >= 0).all()
    assert (np.diff(made.high) >= 0).all()
    assert (made.high[:-1] > made.low[1:]).all()
    assert all(made.low[i + 1] <= j + 1 < made.high[i + 1] and made.low[i] <= j < made.high[i] for i, j in pairs)
    if len(pairs) == n:
        assert made.starts[-1] < 40 * n


def test_texts_with_nothing_in_common_stay_within_memory() -> None:
    made = narrow_corridor(20_000, 12_000, lambda rows, columns: np.zeros((len(rows), len(columns)), dtype=np.float32))
    assert made.starts[-1] < 5_000_000
    assert (made.high[:-1] > made.low[1:]).all()


def test_a_chance_match_is_no_anchor() -> None:
    pairs = {(k, k) for k in range(100)} - {(50, 50)} | {(50, 96)}
    found = anchors(100, 100, similar(pairs))
    assert (50, 96) not in found
    assert len(found) > 90


@given(st.lists(st.integers(0, 9), max_size=8))
def test_no_chain_is_longer(columns: list[int]) -> None:
    pairs = list(enumerate(columns))
    chain = longest_chain(pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(chain))
    assert set(chain) <= set(pairs)
    longer = combinations(pairs, len(chain) + 1)
    assert not any(all(j < m for (_, j), (_, m) in pairwise(found)) for found in longer)


def test_a_text_without_anchors_is_not_compared_with_all_of_the_other() -> None:
    compared = []

    def alike(rows: range, columns: range) -> np.ndarray:
        compared.append(len(rows) * len(columns))
        return np.zeros((len(rows), len(columns)), dtype=np.float32)

    def cells(size: int) -> int:
        compared.clear()
        corridor = narrow_corridor(size, size, alike)
        return sum(compared) + int(corridor.starts[-1])

    assert cells(40_000) <= 2.5 * cells(20_000)
