"""Misaligned pairs: the two texts do not match, but a neighbour's does.

Sentences are compared by a multilingual encoder (Yang et al. 2020). It reads a few hundred sentences a second, so that
in a large memory only the most suspicious pairs are read: those whose figures, symbols and terms disagree, and whose
lengths are unusual.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from ...align.bitext import Pair
from ...align.encoders.encoder import Encoder, Vectors
from ...language.symbols import missing
from ..checked_pair import CheckedPair
from ..finding import Remark, TextSpan
from .check import Context, WholeMemory, memory_check

_REACH = 2
# cosine of a pair's own texts from which on it is never called misaligned; a neighbour's must come near to that, and be
# so much more similar. Of the 235 aligned sentences of A/76/36 one in twenty is below 0.55 (median 0.70); no neighbour
# is above 0.56, and none is more similar than the pair itself
_SIMILAR, _NEIGHBOUR_SIMILAR = 0.55, 0.45
_MARGIN = 0.15
# characters of Chinese; shorter texts have no meaning that could be compared
_SHORTEST = 6
# of a pair's suspicion: figures and symbols count up to this together, lengths from so many spreads on
_MOST_UNMATCHED, _USUAL_DEVIATION = 6, 1.5
# what a symbol and the whole of the terms weigh beside a figure
_SYMBOL_WEIGHT, _TERMS_WEIGHT = 2, 4


@memory_check("misaligned")
def check_misaligned(memory: WholeMemory) -> Iterator[tuple[int, Remark]]:
    """The texts do not match each other, but one matches a neighbouring pair."""
    if memory.encoder is None:
        return
    pairs = memory.pairs
    chosen = _chosen(memory)
    vectors = _Vectors(pairs, memory.encoder, _with_neighbours(chosen, len(pairs)))
    for index in chosen:
        own = vectors.similarity(index, index)
        if own >= _SIMILAR:
            continue
        best, where = _best_neighbour(vectors, index, len(pairs))
        if best > max(own + _MARGIN, _NEIGHBOUR_SIMILAR):
            values = (pairs[where].id, f"{own:.2f}", f"{best:.2f}")
            zh, en = TextSpan(0, len(pairs[index].zh)), TextSpan(0, len(pairs[index].en))
            yield index, Remark("error", "neighbour", values, [zh], [en])


def _best_neighbour(vectors: "_Vectors", index: int, count: int) -> tuple[float, int]:
    """Return the highest similarity of a pair's text with a neighbour's, and that neighbour, the first of equals."""
    near = ((max(vectors.similarity(index, j), vectors.similarity(j, index)), -j) for j in _neighbours(index, count))
    best, where = max(near, default=(-1.0, 0))
    return best, -where


def _neighbours(index: int, count: int) -> list[int]:
    return [j for j in range(max(0, index - _REACH), min(count, index + _REACH + 1)) if j != index]


def _with_neighbours(chosen: Iterable[int], count: int) -> list[int]:
    return sorted({j for index in chosen for j in (index, *_neighbours(index, count))})


def _chosen(memory: WholeMemory) -> list[int]:
    """Return the pairs to be read: all of them where the budget allows, else the most suspicious."""
    able = [i for i, pair in enumerate(memory.pairs) if pair.matched and pair.en.strip() and len(pair.zh) >= _SHORTEST]
    if 2 * len(memory.pairs) <= memory.budget:
        return able
    ranked = sorted(((memory.suspicions[i], -i) for i in able), reverse=True)
    most = memory.budget // (2 * (2 * _REACH + 1))
    return sorted(-i for score, i in ranked[:most] if score > 0)


def suspicion(pair: CheckedPair, context: Context) -> float:
    """Return how little the two texts seem to have in common, without reading them."""
    unmatched = len(pair.unmatched_zh) + len(pair.unmatched_en)
    unmatched += _SYMBOL_WEIGHT * sum(1 for _ in missing(pair.zh.symbols, pair.en.symbols))
    terms = context.terms(pair)
    deviation = abs(context.norms.lengths.deviation(pair, terms))
    score = min(unmatched, _MOST_UNMATCHED) + max(0.0, deviation - _USUAL_DEVIATION)
    return score + (_TERMS_WEIGHT * terms.unrendered_share() if terms else 0)


class _Vectors:
    """Vectors of the chosen pairs' texts, both sides, encoded in one call."""

    def __init__(self, pairs: Sequence[Pair], encoder: Encoder, chosen: Sequence[int]) -> None:
        self._place = {index: place for place, index in enumerate(chosen)}
        texts = [pairs[i].zh or " " for i in chosen] + [pairs[i].en or " " for i in chosen]
        vectors: Vectors = encoder.encode(texts)
        self._zh, self._en = vectors[: len(chosen)], vectors[len(chosen) :]

    def similarity(self, zh: int, en: int) -> float:
        """Return the cosine of one pair's Chinese and another's English."""
        return float(np.dot(self._zh[self._place[zh]], self._en[self._place[en]]))
