"""Omissions and additions: English too short or too long for its Chinese, sentences cut off, unaligned texts."""

from collections.abc import Iterator

import regex

from ..context import Context
from ..finding import Finding, Severity, Span, finding
from ..lengths import SHORTEST, chinese_length
from ..terminology import UnitTerms
from ..unit import Unit

_WARN, _SURE = 3.0, 4.5
# below this a pair is short of something only where the two texts also disagree in what they say
_DOUBT, _LOST = 1.8, 2
# below this, where the English has fewer sentences as well
_SHORT = 1.0
_STOP_ZH = regex.compile(r"[。！？]")
_STOP_EN = regex.compile(r"[.!?](?=[”’)\]⟦⟧\d]*(?:\s|$))")
# words that no English sentence ends with: it was cut off
_CUT = regex.compile(r"\b(?:the|a|an|and|or|of|its|their|his|her|our|whose|which|including|than|into|per)[.;]?$")


def check_omission(unit: Unit, context: Context) -> Iterator[Finding]:
    """The English is much shorter than is usual for so much Chinese, breaks off, or was not found at all."""
    if not unit.both:
        if unit.pair.status == "unaligned" and unit.zh.text.strip():
            yield finding(unit, "omission", _of_unaligned(unit), "omission.left", zh=[Span(0, len(unit.zh.text))])
        return
    if chinese_length(unit.zh.text) < SHORTEST:
        return
    terms = _terms(unit, context)
    z = context.evidence.lengths.deviation(unit, terms)
    if z < -_WARN or (z < -_SHORT and _is_short(unit, context, z)):
        severity: Severity = "error" if z < -_SURE else "warning"
        values = (str(context.evidence.lengths.usual(unit, terms)), str(len(unit.en.text)))
        yield finding(unit, "omission", severity, "omission.short", values)
    elif z < 0 and (cut := _CUT.search(unit.en.text.rstrip())):
        yield finding(unit, "omission", "warning", "omission.cut", (cut[0],), en=[Span(*cut.span())])


def check_addition(unit: Unit, context: Context) -> Iterator[Finding]:
    """The English is much longer than is usual for so much Chinese, or English is unaligned."""
    if not unit.both:
        if unit.pair.status == "unaligned" and unit.en.text.strip():
            yield finding(unit, "addition", _of_unaligned(unit), "addition.left", en=[Span(0, len(unit.en.text))])
        return
    if chinese_length(unit.zh.text) < SHORTEST / 2:
        return
    terms = _terms(unit, context)
    z = context.evidence.lengths.deviation(unit, terms)
    if z > _WARN:
        severity: Severity = "error" if z > _SURE else "warning"
        values = (str(context.evidence.lengths.usual(unit, terms)), str(len(unit.en.text)))
        yield finding(unit, "addition", severity, "addition.long", values)


def _of_unaligned(unit: Unit) -> Severity:
    """Mastheads differ between the languages (``Chinese``, ``Original: English``)."""
    return "info" if unit.pair.kind == "front" else "warning"


def _terms(unit: Unit, context: Context) -> UnitTerms | None:
    return context.terminology.of(unit.index) if context.terminology else None


def _is_short(unit: Unit, context: Context, z: float) -> bool:
    """Whether the English is short and lacks figures or terms; or lacks sentences, and figures or terms with them."""
    figures = len(unit.lost_zh)
    terms = _terms(unit, context)
    lost = figures + (len({use.concept for use in terms.uses if not use.rendering}) if terms else 0)
    if z < -_DOUBT and lost >= _LOST:
        return True
    # two sentences are often made one; figures and several terms are not lost by that
    fewer = len(_STOP_EN.findall(unit.en.text)) < len(_STOP_ZH.findall(unit.zh.text))
    return fewer and (figures > 0 or lost >= _LOST)
