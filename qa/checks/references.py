"""Symbols, numbers of resolutions, addresses and footnote references: each must stand on both sides."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..context import Context
from ..finding import Finding, Span, finding
from ..unit import Unit
from .symbols import Reference, missing

_MARKER = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,3}\]|⟦[^⟧]{1,4}⟧")


def check_symbols(unit: Unit, context: Context) -> Iterator[Finding]:
    """A document symbol or the number of a resolution stands in one text only."""
    return _compared(unit, "symbols", unit.zh.symbols, unit.en.symbols)


def check_urls(unit: Unit, context: Context) -> Iterator[Finding]:
    """A web or mail address stands in one text only; the part that names the language may differ."""
    return _compared(unit, "urls", unit.zh.addresses, unit.en.addresses)


def check_notes(unit: Unit, context: Context) -> Iterator[Finding]:
    """A reference to a footnote stands in one text only."""
    labels = [Counter(note.label for note in notes) for notes in (unit.pair.zh_notes, unit.pair.en_notes)]
    marks = [Counter(_MARKER.findall(text)) for text in (unit.zh.text, unit.en.text)]
    zh = labels[0] - labels[1] + (marks[0] - marks[1])
    en = labels[1] - labels[0] + (marks[1] - marks[0])
    for side, lost in (("zh", zh), ("en", en)):
        if lost:
            yield finding(unit, "notes", "warning", f"notes.{side}", (", ".join(sorted(lost)),))


def _compared(unit: Unit, check: str, zh: Sequence[Reference], en: Sequence[Reference]) -> Iterator[Finding]:
    lost_zh, lost_en = list(missing(tuple(zh), tuple(en))), list(missing(tuple(en), tuple(zh)))
    if not unit.both or not (lost_zh or lost_en):
        return
    key = f"{check}.{'both' if lost_zh and lost_en else 'zh' if lost_zh else 'en'}"
    values = tuple(_listed(lost, text) for lost, text in ((lost_zh, unit.zh.text), (lost_en, unit.en.text)) if lost)
    yield finding(unit, check, "error", key, values, _spans(lost_zh), _spans(lost_en))


def _listed(references: Sequence[Reference], text: str) -> str:
    return ", ".join(dict.fromkeys(text[reference.start : reference.end] for reference in references))


def _spans(references: Sequence[Reference]) -> Iterator[Span]:
    return (Span(reference.start, reference.end) for reference in references)
