"""Misaligned pairs: the two texts do not match, but a neighbour's does.

Sentences are compared by a multilingual encoder (Yang et al. 2020). It reads a few hundred sentences a second, so that
in a large memory only the most suspicious pairs are read: those whose figures, symbols and terms disagree, and whose
lengths are unusual.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from ...align.bitext import Pair
from ...align.encoders.encoder import Encoder, Vectors
from ..context import Context
from ..finding import Finding, Span
from ..unit import Unit
from .symbols import missing

_REACH = 2
# a pair's own likeness: from here on it is never called misaligned
_ALIKE = 0.55
# how much more alike the neighbour must be
_MARGIN = 0.15
_SHORTEST = 6


def check_misaligned(
    pairs: Sequence[Pair], suspicions: Sequence[float], encoder: Encoder | None, budget: int
) -> Iterator[Finding]:
    """The texts do not match, but a neighbour's text does."""
    if encoder is None:
        return
    chosen = _chosen(pairs, suspicions, budget)
    vectors = _Vectors(pairs, encoder, _with_neighbours(chosen, len(pairs)))
    for index in chosen:
        pair, own = pairs[index], vectors.likeness(index, index)
        if own >= _ALIKE:
            continue
        near = _neighbours(index, len(pairs))
        best, where = max(
            ((max(vectors.likeness(index, j), vectors.likeness(j, index)), -j) for j in near), default=(-1.0, 0)
        )
        if best > max(own + _MARGIN, _ALIKE - 0.1):
            yield Finding(
                "misaligned",
                "error",
                pair.id,
                "misaligned.neighbour",
                (pairs[-where].id, f"{own:.2f}", f"{best:.2f}"),
                (Span(0, len(pair.zh)),),
                (Span(0, len(pair.en)),),
                index,
            )


def _neighbours(index: int, count: int) -> list[int]:
    return [j for j in range(max(0, index - _REACH), min(count, index + _REACH + 1)) if j != index]


def _with_neighbours(chosen: Iterable[int], count: int) -> list[int]:
    return sorted({j for index in chosen for j in (index, *_neighbours(index, count))})


def _chosen(pairs: Sequence[Pair], suspicions: Sequence[float], budget: int) -> list[int]:
    """Return the pairs to be read: all of them where the budget allows, else the most suspicious."""
    able = [i for i, pair in enumerate(pairs) if pair.matched and pair.en.strip() and len(pair.zh) >= _SHORTEST]
    if 2 * len(pairs) <= budget:
        return able
    ranked = sorted(((suspicions[i], -i) for i in able), reverse=True)
    most = budget // (2 * (2 * _REACH + 1))
    return sorted(-i for score, i in ranked[:most] if score > 0)


def suspicion(unit: Unit, context: Context) -> float:
    """Return how little the two texts seem to have in common, without reading them."""
    unlike = len(unit.lost_zh) + len(unit.lost_en)
    unlike += 2 * sum(1 for _ in missing(unit.zh.symbols, unit.en.symbols))
    terms = context.terminology.of(unit.index) if context.terminology else None
    score = min(unlike, 6) + max(0.0, abs(context.evidence.lengths.deviation(unit, terms)) - 1.5)
    if context.terminology is not None:
        score += 4 * context.terminology.unanswered_share(unit.index)
    return score


class _Vectors:
    """Vectors of the chosen pairs' texts, both sides, encoded in one call."""

    def __init__(self, pairs: Sequence[Pair], encoder: Encoder, chosen: Sequence[int]) -> None:
        self._place = {index: place for place, index in enumerate(chosen)}
        texts = [pairs[i].zh or " " for i in chosen] + [pairs[i].en or " " for i in chosen]
        vectors: Vectors = encoder.encode(texts)
        self._zh, self._en = vectors[: len(chosen)], vectors[len(chosen) :]

    def likeness(self, zh: int, en: int) -> float:
        """Return the cosine of one pair's Chinese and another's English."""
        return float(np.dot(self._zh[self._place[zh]], self._en[self._place[en]]))
