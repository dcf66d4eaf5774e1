"""Acronyms: those in the Chinese must be in the English; one with letters changed places is a slip."""

from collections.abc import Iterator

import regex

from ..acronym_counts import ACRONYM
from ..context import Context
from ..finding import Finding, Span, finding
from ..unit import Unit

_ROMAN = regex.compile(r"[IVXLC]+")


def check_acronyms(unit: Unit, context: Context) -> Iterator[Finding]:
    """An acronym of the Chinese is missing in the English, or one looks like a slip for another."""
    if unit.both:
        yield from _missing(unit, context)
        yield from _slips(unit, context)


def _missing(unit: Unit, context: Context) -> Iterator[Finding]:
    symbols = [(s.start, s.end) for s in (*unit.zh.symbols, *unit.zh.addresses)]
    english = unit.en.text.upper()
    lost = [
        match
        for match in ACRONYM.finditer(unit.zh.text)
        if match[0] not in english
        and not _ROMAN.fullmatch(match[0])
        and not any(start <= match.start() < end for start, end in symbols)
        and not (context.terminology and context.terminology.answered(unit.index, match.start(), match.end()))
    ]
    if lost:
        shown = ", ".join(match[0] for match in lost)
        yield finding(unit, "acronyms", "warning", "acronyms.zh", (shown,), [Span(*match.span()) for match in lost])


def _slips(unit: Unit, context: Context) -> Iterator[Finding]:
    acronyms = context.evidence.acronyms
    for match in ACRONYM.finditer(unit.en.text):
        usual = acronyms.usual(match[0])
        if usual and usual not in unit.en.text:
            span = [Span(*match.span())]
            yield finding(unit, "acronyms", "warning", "acronyms.slip", (match[0], usual), en=span)
