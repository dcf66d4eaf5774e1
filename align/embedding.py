"""Vectors of every run of neighbouring sentences, and how near runs of the two languages are to each other.

Vectors of joined sentences as in Vecalign (Thompson and Koehn 2019, section 3.3), but made from the sentences' own
parts where the encoder can (`encoder.ComposingEncoder`): each sentence is encoded once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .encoder import ComposingEncoder, Encoder, Pooled, Vectors
from .search import Corridor, Ints, Scores

_BLOCK = 64


@dataclass(frozen=True, slots=True)
class Runs:
    """Vectors of the runs of sentences of one side.

    Attributes:
        vectors: ``vectors[w - 1][s]`` is the vector of the ``w`` sentences from ``s`` on; shape (n - w + 1, d).
    """

    vectors: tuple[Vectors, ...]

    @property
    def single(self) -> Vectors:
        """The sentences' own vectors."""
        return self.vectors[0]


def encode_runs(texts: Sequence[str], encoder: Encoder, separator: str, widest: int) -> Runs:
    """Encode each different sentence once and make the vectors of all runs of up to ``widest`` sentences.

    Args:
        texts: The sentences of one side.
        encoder: Where it cannot compose, a run's vector is the mean of its sentences' vectors.
        separator: What stands between joined sentences: a space in English, nothing in Chinese.
        widest: Sentences in the longest run.
    """
    if not texts:
        return Runs((np.zeros((0, 1), dtype=np.float32),))
    unique = sorted(set(texts), key=lambda text: (len(text), text))
    place = {text: k for k, text in enumerate(unique)}
    order = np.array([place[text] for text in texts], dtype=np.int64)
    widest = max(1, min(widest, len(texts)))
    if isinstance(encoder, ComposingEncoder):
        return Runs(_composed(encoder, unique, order, separator, widest))
    single = np.asarray(encoder.encode(unique), dtype=np.float32)[order]
    sums = np.concatenate([np.zeros((1, single.shape[1])), np.cumsum(single, axis=0, dtype=np.float64)])
    return Runs((single, *(_unit(sums[w:] - sums[:-w]) for w in range(2, widest + 1))))


def _composed(
    encoder: ComposingEncoder, unique: list[str], order: Ints, separator: str, widest: int
) -> tuple[Vectors, ...]:
    parts = encoder.pool(unique)
    single = encoder.finish(parts)[order]
    if widest == 1:
        return (single,)
    seam = encoder.seam(separator)
    sums = parts.sums[order] - seam.sums
    sizes = parts.sizes[order] - seam.sizes
    made = [single]
    running, count = sums, sizes
    for w in range(2, widest + 1):
        running = running[:-1] + sums[w - 1 :]
        count = count[:-1] + sizes[w - 1 :]
        made.append(encoder.finish(Pooled(running + seam.sums, count + seam.sizes)))
    return tuple(made)


def _unit(rows: Vectors) -> Vectors:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), dtype=np.float32)


def cosines(zh: Vectors, en: Vectors, corridor: Corridor, shape: tuple[int, int]) -> Scores:
    """Return the cosine of the bead of this shape that ends in each cell, 0 where none can; shape (cells,).

    Args:
        zh: Vectors of the runs of ``shape[0]`` Chinese sentences.
        en: Vectors of the runs of ``shape[1]`` English sentences.
        corridor: The cells.
        shape: Sentences on either side, both above 0.
    """
    a, b = shape
    starts = corridor.starts
    result = np.zeros(int(starts[-1]), dtype=np.float32)
    for first in range(a, len(corridor.low), _BLOCK):
        last = min(first + _BLOCK, len(corridor.low))
        left, right = max(int(corridor.low[first]), b), int(corridor.high[last - 1])
        if left >= right:
            continue
        block = zh[first - a : last - a] @ en[left - b : right - b].T
        cells = np.arange(starts[first], starts[last])
        widths = corridor.high[first:last] - corridor.low[first:last]
        rows = np.repeat(np.arange(last - first), widths)
        columns = cells - np.repeat(starts[first:last] - corridor.low[first:last], widths)
        good = columns >= left
        result[cells[good]] = block[rows[good], columns[good] - left]
    return result
