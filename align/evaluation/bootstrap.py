"""Bootstrap intervals of F1 (Efron and Tibshirani 1993, chapter 13; for corpora Koehn 2004).

Beads are not independent: one error spoils its neighbours. So groups of beads that share sentences are drawn, with
replacement, not single beads.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_CHUNK = 4_000_000  # draws held at a time


@dataclass(frozen=True, slots=True)
class Resampling:
    """How intervals are found.

    Attributes:
        samples: Resampled corpora; 1,000 steady the second decimal of a 95 % interval.
        seed: Of the random draws, so that the same files give the same interval.
        level: Share of the samples inside the interval.
    """

    samples: int = 1000
    seed: int = 20210630
    level: float = 0.95


DEFAULT = Resampling()


@dataclass(frozen=True, slots=True)
class Interval:
    """Lower and upper bound."""

    low: float
    high: float


def intervals(counts: Sequence[Sequence[int]], resampling: Resampling = DEFAULT) -> tuple[Interval, Interval]:
    """Return the intervals of strict and lax F1.

    Args:
        counts: A row a group: strict hits, lax hits and beads of test, then the same of gold.
        resampling: Samples, seed and level.
    """
    if not counts or not resampling.samples:
        return Interval(0.0, 0.0), Interval(0.0, 0.0)
    table = np.asarray(counts, dtype=np.float64)
    random = np.random.default_rng(resampling.seed)
    size = len(table)
    step = max(1, _CHUNK // size)
    sums = []
    for start in range(0, resampling.samples, step):
        draws = random.multinomial(size, np.full(size, 1 / size), size=min(step, resampling.samples - start))
        sums.append(draws @ table)
    totals = np.concatenate(sums)
    tail = 50 * (1 - resampling.level)
    bounds = []
    for at in (0, 1):
        precision = totals[:, at] / np.maximum(totals[:, 2], 1)
        recall = totals[:, at + 3] / np.maximum(totals[:, 5], 1)
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
        low, high = np.percentile(f1, [tail, 100 - tail])
        bounds.append(Interval(round(float(low), 6), round(float(high), 6)))
    return bounds[0], bounds[1]
