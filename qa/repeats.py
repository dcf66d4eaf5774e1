"""Inconsistent pairs: the same source with different targets, the same target with different sources."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import regex

from .context import Context
from .finding import Finding, Severity, Span
from .reporting import finding
from .unit import Unit

_SPACE = regex.compile(r"\s+")
_LETTERS = regex.compile(r"[^\p{L}\p{N}]+")
_SHORTEST_ZH = 4
_SHORTEST_EN = 12


def folded(text: str) -> str:
    """Return a text as it is compared: white space as one space."""
    return _SPACE.sub(" ", text).strip()


def _core(text: str) -> str:
    return _LETTERS.sub("", text).casefold()


def check_inconsistent_target(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """The same Chinese has different English; a warning, but only info where case and punctuation differ."""
    for group in _groups(units, "zh"):
        severity: Severity = "warning" if len({_core(unit.en.text) for unit in group}) > 1 else "info"
        if len(group[0].zh.text.strip()) < _SHORTEST_ZH:
            severity = "info"
        for unit in group:
            other = next(o for o in group if folded(o.en.text) != folded(unit.en.text))
            whole = [Span(0, len(unit.en.text))]
            values = (other.pair.id, other.en.text)
            yield finding(unit, "inconsistent-target", severity, "inconsistent-target.found", values, en=whole)


def check_inconsistent_source(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """The same English stands for different Chinese; a warning, but only info where punctuation differs."""
    for group in _groups(units, "en"):
        severity: Severity = "warning" if len({_core(unit.zh.text) for unit in group}) > 1 else "info"
        if len(group[0].en.text.strip()) < _SHORTEST_EN:
            severity = "info"
        for unit in group:
            other = next(o for o in group if folded(o.zh.text) != folded(unit.zh.text))
            whole = [Span(0, len(unit.zh.text))]
            values = (other.pair.id, other.zh.text)
            yield finding(unit, "inconsistent-source", severity, "inconsistent-source.found", values, zh=whole)


def _groups(units: Sequence[Unit], side: str) -> Iterator[list[Unit]]:
    """Yield the groups of units alike on one side and not on the other."""
    groups: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.both:
            groups[folded(unit.zh.text if side == "zh" else unit.en.text)].append(unit)
    for group in groups.values():
        if len(group) > 1 and len({folded(unit.en.text if side == "zh" else unit.zh.text) for unit in group}) > 1:
            yield group
