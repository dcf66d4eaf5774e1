"""Lengths: how long the English of so much Chinese usually is.

After Gale and Church 1993 (A program for aligning sentences), with the logarithm of the ratio instead of their
normal variable, a robust centre and spread from the memory itself, and a prior from UN reports for small ones.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import regex

from .terminology import UnitTerms
from .unit import Unit

# characters of English for one of Chinese in UN reports, the spread of its logarithm, and what they weigh in pairs
_PRIOR_RATIO, _PRIOR_SPREAD, _PRIOR_WEIGHT = 3.4, 0.19, 30
# shorter texts vary too much to judge by length
SHORTEST = 16
_NARROWEST = 0.1
# what short texts vary more: spread of one character
_CHARACTER_SPREAD = 0.9
_LATIN = regex.compile(r"[A-Za-z0-9]+(?:[-/.][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class LengthModel:
    """What is usual: the centre and spread of log(English length / Chinese length)."""

    centre: float
    spread: float

    def deviation(self, unit: Unit, terms: UnitTerms | None = None) -> float:
        """Return how far a pair is from what is usual, in spreads; short pairs spread more."""
        zh = weight(unit, terms)
        spread = math.hypot(self.spread, _CHARACTER_SPREAD / math.sqrt(zh))
        return (math.log(max(len(unit.en.text.strip()), 1) / zh) - self.centre) / spread

    def usual(self, unit: Unit, terms: UnitTerms | None = None) -> int:
        """Return the usual length of the English, in characters."""
        return round(weight(unit, terms) * math.exp(self.centre))


def weight(unit: Unit, terms: UnitTerms | None) -> float:
    """Return the length of a unit's Chinese, glossary terms and countries counted as their English is long."""
    length = chinese_length(unit.zh.text)
    if terms is not None:
        length += terms.known_en / _PRIOR_RATIO - terms.known_zh
    return max(length, 1.0)


def chinese_length(text: str) -> float:
    """Return the length of a Chinese text in Chinese characters; Latin words and figures count as in English."""
    latin = sum(len(match[0]) for match in _LATIN.finditer(text))
    return len(text.strip()) - latin + latin / _PRIOR_RATIO


def log_ratios(units: Sequence[Unit], terms: Sequence[UnitTerms]) -> tuple[float, ...]:
    """Return log(English length / Chinese length) of the pairs that are long enough to tell."""
    return tuple(
        math.log(len(unit.en.text.strip()) / weight(unit, terms[place] if terms else None))
        for place, unit in enumerate(units)
        if unit.both and chinese_length(unit.zh.text) >= SHORTEST
    )


def length_model(ratios: Sequence[float]) -> LengthModel:
    """Return what is usual in a memory, near to what is usual in UN reports where the memory is small."""
    if not ratios:
        return LengthModel(math.log(_PRIOR_RATIO), _PRIOR_SPREAD)
    centre = median(ratios)
    spread = 1.4826 * median(abs(ratio - centre) for ratio in ratios)
    n, prior = len(ratios), _PRIOR_WEIGHT
    return LengthModel(
        (n * centre + prior * math.log(_PRIOR_RATIO)) / (n + prior),
        max((n * spread + prior * _PRIOR_SPREAD) / (n + prior), _NARROWEST),
    )
