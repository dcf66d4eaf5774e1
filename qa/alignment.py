"""Misaligned pairs: the two texts do not match, but a neighbour's does.

Sentences are compared by a multilingual encoder (Yang et al. 2020). It reads a few hundred sentences a second, so that
in a large memory only the most suspicious pairs are read: those whose figures, symbols and terms disagree, and whose
lengths are unusual.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from ..align.encoder import Encoder, Vectors
from .context import Context
from .figures import unanswered
from .finding import Finding, Span
from .lengths import LengthModel, length_model
from .reporting import finding
from .symbols import missing
from .unit import Unit

_REACH = 2
# a pair's own likeness: from here on it is never called misaligned
_ALIKE = 0.55
# how much more alike the neighbour must be
_MARGIN = 0.15
_SHORTEST = 6


def check_misaligned(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """The texts do not match, but a neighbour's text does."""
    if context.encoder is None:
        return
    chosen = _suspicious(units, context)
    vectors = _Vectors(units, context.encoder, _with_neighbours(chosen, units))
    for index in chosen:
        unit = units[index]
        own = vectors.likeness(index, index)
        if own >= _ALIKE:
            continue
        near = [j for j in _neighbours(index, units) if units[j].both or units[j].zh.text or units[j].en.text]
        best = max(
            ((max(vectors.likeness(index, j), vectors.likeness(j, index)), j) for j in near), default=(-1.0, index)
        )
        if best[0] > max(own + _MARGIN, _ALIKE - 0.1):
            values = (units[best[1]].pair.id, f"{own:.2f}", f"{best[0]:.2f}")
            spans = [Span(0, len(unit.zh.text))], [Span(0, len(unit.en.text))]
            yield finding(unit, "misaligned", "error", "misaligned.neighbour", values, *spans)


def _neighbours(index: int, units: Sequence[Unit]) -> range | list[int]:
    return [j for j in range(max(0, index - _REACH), min(len(units), index + _REACH + 1)) if j != index]


def _with_neighbours(chosen: Iterable[int], units: Sequence[Unit]) -> list[int]:
    return sorted({j for index in chosen for j in (index, *_neighbours(index, units))})


def _suspicious(units: Sequence[Unit], context: Context) -> list[int]:
    """Return the pairs to be read: all of them where the budget allows, else the most suspicious."""
    able = [i for i, unit in enumerate(units) if unit.both and len(unit.zh.text) >= _SHORTEST]
    if 2 * len(units) <= context.settings.budget:
        return able
    model = length_model(units, context.terminology)
    ranked = sorted(((suspicion(units[i], model, context), -i) for i in able), reverse=True)
    most = context.settings.budget // (2 * (2 * _REACH + 1))
    return sorted(-i for score, i in ranked[:most] if score > 0)


def suspicion(unit: Unit, model: LengthModel, context: Context) -> float:
    """Return how little the two texts seem to have in common, without reading them."""
    unlike = len(unanswered(unit.zh.figures, unit.en.figures)) + len(unanswered(unit.en.figures, unit.zh.figures))
    unlike += 2 * sum(1 for _ in missing(unit.zh.symbols, unit.en.symbols))
    score = min(unlike, 6) + max(0.0, abs(model.deviation(unit, context.terminology)) - 1.5)
    if context.terminology is not None:
        score += 4 * context.terminology.unanswered_share(unit.index)
    return score


class _Vectors:
    """Vectors of the chosen units' texts, both sides, encoded in one call."""

    def __init__(self, units: Sequence[Unit], encoder: Encoder, chosen: Sequence[int]) -> None:
        self._place = {index: place for place, index in enumerate(chosen)}
        texts = [units[i].zh.text or " " for i in chosen] + [units[i].en.text or " " for i in chosen]
        vectors: Vectors = encoder.encode(texts)
        self._zh, self._en = vectors[: len(chosen)], vectors[len(chosen) :]

    def likeness(self, zh: int, en: int) -> float:
        """Return the cosine of one unit's Chinese and another's English."""
        return float(np.dot(self._zh[self._place[zh]], self._en[self._place[en]]))
