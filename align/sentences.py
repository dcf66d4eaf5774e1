"""Sentences of two languages -> beads: the aligner that everything else calls.

The method in short: vectors of all runs of sentences, a corridor through the lattice, the probability of every bead
over all paths, and the path with the most beads that can be expected to be right. docs/alignment.md tells it at length.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from . import search
from .beads import Bead
from .embedding import Runs, cosines, encode_runs
from .encoder import Encoder, SentenceEncoder
from .search import Corridor, Lattice, Scores


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """Choices of the sentence aligner.

    Attributes:
        widest: Sentences on one side of a bead, at most; gold alignments of novels go up to 6.
        embeddings: Whether to use the encoder; without it lengths and words decide alone.
    """

    widest: int = 6
    embeddings: bool = True


DEFAULT = AlignOptions()


def align_sentences(
    zh: Sequence[str], en: Sequence[str], encoder: Encoder | None = None, options: AlignOptions = DEFAULT
) -> list[Bead]:
    """Align the sentences of two texts; the beads are monotone and cover both sides wholly.

    Args:
        zh: Chinese sentences.
        en: English sentences.
        encoder: Any encoder; the default one where there is none.
        options: Choices.
    """
    return align_many([(zh, en)], encoder, options)[0]


def align_many(
    passages: Sequence[tuple[Sequence[str], Sequence[str]]],
    encoder: Encoder | None = None,
    options: AlignOptions = DEFAULT,
) -> list[list[Bead]]:
    """Align many passages (paragraphs) at once: no bead crosses from one into the next.

    Args:
        passages: Chinese and English sentences of each.
        encoder: Any encoder; the default one where there is none.
        options: Choices.
    """
    encoder = encoder or SentenceEncoder()
    zh = [text for side, _ in passages for text in side]
    en = [text for _, side in passages for text in side]
    runs_zh = encode_runs(zh, encoder, "", options.widest)
    runs_en = encode_runs(en, encoder, " ", options.widest)
    shapes = _shapes(options.widest)
    result = []
    i = j = 0
    for zh_side, en_side in passages:
        n, m = len(zh_side), len(en_side)
        part_zh = Runs(tuple(v[i : i + max(0, n - w)] for w, v in enumerate(runs_zh.vectors)))
        part_en = Runs(tuple(v[j : j + max(0, m - w)] for w, v in enumerate(runs_en.vectors)))
        result.append(_align(part_zh, part_en, search.full(n, m), shapes))
        i, j = i + n, j + m
    return result


def _shapes(widest: int) -> list[tuple[int, int]]:
    shapes = [(a, b) for a in range(1, widest + 1) for b in range(1, widest + 1) if a + b <= widest + 1]
    return [*shapes, (1, 0), (0, 1)]


def _align(zh: Runs, en: Runs, corridor: Corridor, shapes: list[tuple[int, int]]) -> list[Bead]:
    scores = np.stack([_score(zh, en, corridor, shape) for shape in shapes])
    lattice = Lattice(corridor, shapes, scores)
    likely = search.posteriors(lattice)
    beads = []
    for t, i, j in search.best_path(Lattice(corridor, shapes, np.where(scores < -1e29, scores, likely))):
        a, b = shapes[t]
        p = float(likely[t, corridor.starts[i] + j - corridor.low[i]])
        beads.append(Bead(range(i - a, i), range(j - b, j), round(p, 4), "embedding" if a and b else "alone"))
    return beads


def _score(zh: Runs, en: Runs, corridor: Corridor, shape: tuple[int, int]) -> Scores:
    a, b = shape
    outside = search.origins(corridor, shape) < 0
    if a and b:
        if a > len(zh.vectors) or b > len(en.vectors):
            return np.full(len(outside), -1e30, dtype=np.float32)
        cosine = cosines(zh.vectors[a - 1], en.vectors[b - 1], corridor, shape)
        score = 12 * (cosine - 0.4) * (a + b) / 2 - 1.0 * (a + b - 2)
    else:
        score = np.full(len(outside), -3.0, dtype=np.float32)
    return np.asarray(np.where(outside, -1e30, score), dtype=np.float32)
