"""Languages and scripts: text left untranslated, empty texts, traditional characters in simplified text."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from ..context import Context
from ..finding import Finding, Severity, Span, finding
from ..unit import Unit

_HAN_RUN = regex.compile(r"\p{Han}+")
_ENGLISH_RUN = regex.compile(r"(?:\b[A-Za-z][a-z]+\b[ ,;’']+){4,}[A-Za-z]+")
_WORDS = regex.compile(r"\p{L}{2,}")
_LATIN_NAME = regex.compile(r"[^\p{Ll}]+")


def check_untranslated(unit: Unit, context: Context) -> Iterator[Finding]:
    """The two texts are the same, or Chinese stands in the English, or a run of English in the Chinese."""
    zh, en = unit.zh.text.strip(), unit.en.text.strip()
    if not unit.both:
        return
    if han := [Span(*match.span()) for match in _HAN_RUN.finditer(unit.en.text)]:
        shown = "、".join(unit.en.text[s.start : s.end] for s in han[:5])
        yield finding(unit, "untranslated", "error", "untranslated.han", (shown,), en=han)
    elif zh == en and len(_WORDS.findall(en)) >= 3 and not _LATIN_NAME.fullmatch(en):
        yield finding(unit, "untranslated", "warning", "untranslated.same", (), [Span(0, len(zh))], [Span(0, len(en))])
    elif runs := [Span(*match.span()) for match in _ENGLISH_RUN.finditer(unit.zh.text)]:
        shown = ", ".join(unit.zh.text[s.start : s.end].strip() for s in runs[:3])
        yield finding(unit, "untranslated", "warning", "untranslated.english", (shown,), zh=runs)


def check_empty(unit: Unit, context: Context) -> Iterator[Finding]:
    """One of the texts is empty; in a masthead that may be right."""
    zh, en = bool(unit.zh.text.strip()), bool(unit.en.text.strip())
    if zh != en:
        severity: Severity = "info" if unit.pair.kind == "front" else "error"
        yield finding(unit, "empty", severity, "empty.en" if zh else "empty.zh")
    elif not zh:
        yield finding(unit, "empty", "warning", "empty.both")


@lru_cache(maxsize=1 << 14)
def is_traditional(character: str) -> bool:
    """Whether a Han character belongs to traditional script only.

    The evidence is in two character sets: Big5 lists what Chinese is written with in traditional script, GB 2312 what
    in simplified. Rare characters of names that only Big5 has are taken for traditional too.
    """
    return _in(character, "big5") and not _in(character, "gb2312")


def _in(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def check_script(unit: Unit, context: Context) -> Iterator[Finding]:
    """Traditional characters stand in simplified Chinese."""
    han = [(place, c) for place, c in enumerate(unit.zh.text) if c >= "\u2e80"]
    marks = [Span(place, place + 1) for place, c in han if is_traditional(c)]
    if marks:
        shown = "".join(unit.zh.text[s.start] for s in marks[:12])
        yield finding(unit, "script", "warning", "script.traditional", (shown,), zh=marks)


def check_forbidden(unit: Unit, context: Context) -> Iterator[Finding]:
    """A pattern that the user forbids is found."""
    for rule in context.settings.forbidden:
        text = unit.zh.text if rule.side == "zh" else unit.en.text
        spans = rule.find(text)
        if spans:
            shown = ", ".join(text[s.start : s.end] for s in spans[:5])
            sides = (spans, ()) if rule.side == "zh" else ((), spans)
            yield finding(unit, "forbidden", rule.severity, "forbidden.found", (shown, rule.message), *sides)
