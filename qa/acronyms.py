"""Acronyms: those in the Chinese must be in the English; one with letters changed places is a slip."""

from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from .context import Context
from .finding import Finding, Span
from .reporting import finding
from .unit import Unit

_ACRONYM = regex.compile(
    r"(?<![A-Za-z0-9/.\-])\p{Lu}[\p{Lu}\p{N}]*\p{Lu}[\p{Lu}\p{N}]*(?:-[\p{Lu}\p{N}]+)*(?![A-Za-z/\d])"
)
_ROMAN = regex.compile(r"[IVXLC]+")
_OFTEN, _OFTENER = 3, 3


def check_acronyms(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """An acronym of the Chinese is missing in the English, or one looks like a slip for another."""
    counts = Counter(a[0] for unit in units for a in _ACRONYM.finditer(unit.en.text))
    letters: dict[str, list[str]] = {}
    for acronym, count in counts.items():
        if count >= _OFTEN:
            letters.setdefault("".join(sorted(acronym)), []).append(acronym)
    for unit in units:
        if unit.both:
            yield from _missing(unit, context)
            yield from _slips(unit, counts, letters)


def _missing(unit: Unit, context: Context) -> Iterator[Finding]:
    symbols = [(s.start, s.end) for s in (*unit.zh.symbols, *unit.zh.addresses)]
    english = unit.en.text.upper()
    lost = [
        match
        for match in _ACRONYM.finditer(unit.zh.text)
        if match[0] not in english
        and not _ROMAN.fullmatch(match[0])
        and not any(start <= match.start() < end for start, end in symbols)
        and not (context.terminology and context.terminology.answered(unit.index, match.start(), match.end()))
    ]
    if lost:
        shown = ", ".join(match[0] for match in lost)
        yield finding(unit, "acronyms", "warning", "acronyms.zh", (shown,), [Span(*match.span()) for match in lost])


def _slips(unit: Unit, counts: Counter[str], letters: dict[str, list[str]]) -> Iterator[Finding]:
    for match in _ACRONYM.finditer(unit.en.text):
        for usual in letters.get("".join(sorted(match[0])), ()):
            if usual != match[0] and counts[usual] >= _OFTENER * counts[match[0]] and usual not in unit.en.text:
                span = [Span(*match.span())]
                yield finding(unit, "acronyms", "warning", "acronyms.slip", (match[0], usual), en=span)
                break
