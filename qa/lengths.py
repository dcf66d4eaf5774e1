"""Omissions and additions by length: how long the English of so much Chinese usually is.

After Gale and Church 1993 (A program for aligning sentences), with the logarithm of the ratio instead of their
normal variable, a robust centre and spread from the memory itself, and a prior from UN reports for small ones.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import regex

from .context import Context
from .figures import unanswered
from .finding import Finding, Severity, Span
from .reporting import finding
from .terminology import Terminology
from .unit import Unit

# characters of English for one of Chinese in UN reports, the spread of its logarithm, and what they weigh in pairs
_PRIOR_RATIO, _PRIOR_SPREAD, _PRIOR_WEIGHT = 3.4, 0.19, 30
# shorter texts vary too much to judge by length
_SHORTEST = 16
_WARN, _SURE = 3.0, 4.5
# below this a pair is short of something only where the two texts also disagree in what they say
_DOUBT = 1.8
_LOST = 2
_SHORT = 1.0
_STOP_ZH = regex.compile(r"[。！？]")
_STOP_EN = regex.compile(r"[.!?](?=[”’)\]⟦⟧\d]*(?:\s|$))")
# words that no English sentence ends with: it was cut off
_CUT = regex.compile(r"\b(?:the|a|an|and|or|of|its|their|his|her|our|whose|which|including|than|into|per)[.;]?$")
_LATIN = regex.compile(r"[A-Za-z0-9]+(?:[-/.][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class LengthModel:
    """What is usual: the centre and spread of log(English length / Chinese length)."""

    centre: float
    spread: float

    def deviation(self, unit: Unit, terminology: Terminology | None = None) -> float:
        """Return how far a pair is from what is usual, in spreads; short pairs spread more."""
        zh = weight(unit, terminology)
        spread = math.hypot(self.spread, 0.9 / math.sqrt(max(zh, 1.0)))
        return (math.log(max(len(unit.en.text.strip()), 1) / max(zh, 0.3)) - self.centre) / spread


def weight(unit: Unit, terminology: Terminology | None) -> float:
    """Return the length of a unit's Chinese, glossary terms and countries counted as their English is long."""
    length = chinese_length(unit.zh.text)
    if terminology is not None:
        terms = terminology.units[unit.index]
        length += terms.known_en / _PRIOR_RATIO - terms.known_zh
    return max(length, 1.0)


def chinese_length(text: str) -> float:
    """Return the length of a Chinese text in Chinese characters; Latin words and figures count as in English."""
    latin = sum(len(match[0]) for match in _LATIN.finditer(text))
    return len(text.strip()) - latin + latin / _PRIOR_RATIO


def length_model(units: Sequence[Unit], terminology: Terminology | None = None) -> LengthModel:
    """Return what is usual in a memory, near to what is usual in UN reports where the memory is small."""
    ratios = [
        math.log(len(unit.en.text.strip()) / weight(unit, terminology))
        for unit in units
        if unit.both and chinese_length(unit.zh.text) >= _SHORTEST
    ]
    if not ratios:
        return LengthModel(math.log(_PRIOR_RATIO), _PRIOR_SPREAD)
    centre = median(ratios)
    spread = 1.4826 * median(abs(ratio - centre) for ratio in ratios)
    n, prior = len(ratios), _PRIOR_WEIGHT
    return LengthModel(
        (n * centre + prior * math.log(_PRIOR_RATIO)) / (n + prior),
        max((n * spread + prior * _PRIOR_SPREAD) / (n + prior), 0.1),
    )


def check_omission(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """The English is much shorter than is usual for so much Chinese, or Chinese was left over."""
    model = length_model(units, context.terminology)
    severity: Severity
    for unit in units:
        if unit.pair.reason == "leftover" and unit.zh.text.strip() and not unit.en.text.strip():
            severity = "info" if unit.pair.kind == "front" else "warning"
            yield finding(unit, "omission", severity, "omission.left", zh=[Span(0, len(unit.zh.text))])
        elif unit.both and chinese_length(unit.zh.text) >= _SHORTEST:
            z = model.deviation(unit, context.terminology)
            cut = _CUT.search(unit.en.text.rstrip())
            if (
                z < -_WARN
                or (z < -_DOUBT and _disagree(unit, context))
                or (z < -_SHORT and _lacks_sentence(unit, context))
            ):
                severity = "error" if z < -_SURE else "warning"
                values = (_usual(unit, model, context), str(len(unit.en.text)))
                yield finding(unit, "omission", severity, "omission.short", values)
            elif cut and z < 0:
                yield finding(unit, "omission", "warning", "omission.cut", (cut[0],), en=[Span(*cut.span())])


def check_addition(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """The English is much longer than is usual for so much Chinese, or English was left over."""
    model = length_model(units, context.terminology)
    severity: Severity
    for unit in units:
        if unit.pair.reason == "leftover" and unit.en.text.strip() and not unit.zh.text.strip():
            severity = "info" if unit.pair.kind == "front" else "warning"
            yield finding(unit, "addition", severity, "addition.left", en=[Span(0, len(unit.en.text))])
        elif (
            unit.both
            and chinese_length(unit.zh.text) >= _SHORTEST / 2
            and (z := model.deviation(unit, context.terminology)) > _WARN
        ):
            severity = "error" if z > _SURE else "warning"
            yield finding(
                unit, "addition", severity, "addition.long", (_usual(unit, model, context), str(len(unit.en.text)))
            )


def _lacks_sentence(unit: Unit, context: Context) -> bool:
    """Whether the English has fewer sentences, and something that the Chinese says is not in it."""
    fewer = len(_STOP_EN.findall(unit.en.text)) < len(_STOP_ZH.findall(unit.zh.text))
    return fewer and _lost(unit, context) > 0


def _disagree(unit: Unit, context: Context) -> bool:
    """Whether figures or terms of the Chinese are missing in the English as well."""
    return _lost(unit, context) >= _LOST


def _lost(unit: Unit, context: Context) -> int:
    lost = len(unanswered(unit.zh.figures, unit.en.figures))
    if context.terminology is not None:
        uses = context.terminology.units[unit.index].uses
        lost += len({use.concept.id for use in uses if not use.rendering})
    return lost


def _usual(unit: Unit, model: LengthModel, context: Context) -> str:
    return str(round(weight(unit, context.terminology) * math.exp(model.centre)))
