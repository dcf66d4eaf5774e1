"""Punctuation, spaces, capitals and doubled words of each text by the rules of its language.

UN Chinese has full-width punctuation but ASCII parentheses, and no space between Chinese and figures.
"""

from collections.abc import Iterator

import regex

from ..context import Context
from ..finding import Finding, Span, finding
from ..unit import Unit

_WIDE = regex.compile(r"[，。、；：？！（）【】《》「」『』～％﹐﹑﹔﹕]")
_SPACE_BEFORE = regex.compile(r"(?<=[\p{L}\p{N})’”])[ \u00a0]+(?:[,;:!?]|\.(?!\s?\.))(?=\s|$|\p{L})")
_DOUBLED = regex.compile(r"([,;:!?，。、；：？！])\1+|(?<![.])\.\.(?![.])|[,;:][.,;:]|[，、；：。][，、；：。]")
_NO_SPACE_AFTER = regex.compile(r"(?<=\p{Ll}{2})[,;](?=\p{L}{2})")
# an ASCII sign between Chinese characters, or after one at the end
_NARROW = regex.compile(r"(?<=\p{Han}|[”》)])\s*[,;:?!](?=\s*(?:\p{Han}|[“《]|$))|(?<=\p{Han}{2})\.(?=\p{Han}|$)")
_END_EN = regex.compile(r"[.!?:;…—][\s'”’\")\]\d⟦⟧*†¹²³⁰⁴-⁹]*$")
_END_ZH = regex.compile(r"[。！？][\s”’）)】》\]\d⟦⟧*†¹²³⁰⁴-⁹]*$")
_DOUBLE_SPACE = regex.compile(r"(?<=\S)[ \u00a0\u3000]{2,}(?=\S)")
_EDGE_SPACE = regex.compile(r"^\s+|\s+$")
_HAN_SPACE = regex.compile(r"(?<=\p{Han})[ \u3000\t]+(?=[\p{Han}，。；：、])")
_WORD_TWICE = regex.compile(r"(?<![\p{L}\p{N}’'-])(\p{L}+)\s+\1(?![\p{L}\p{N}’'-])", regex.IGNORECASE)
_PARTICLE_TWICE = regex.compile(r"(的|了|在|是|和|与|及|对|为|将|被|把|于|或|并|而)\1|(?<!\p{Han})(\p{Han}{2,6})\2")
# words that English rightly writes twice
_TWICE_RIGHT = frozenset({"had", "that", "is", "so", "very", "bora", "wagga", "no", "ha"})
_MIXED = regex.compile(r"\b\p{Lu}{2,}\p{Ll}{3,}\b")
_STARTS_LOW = regex.compile(r"^[“‘\"(]*(\p{Ll}{2,})\b")


def _spans(pattern: regex.Pattern[str], text: str) -> list[Span]:
    return [Span(*match.span()) for match in pattern.finditer(text)]


def check_punctuation(unit: Unit, context: Context) -> Iterator[Finding]:
    """Punctuation of the wrong width, doubled, spaced wrongly, or missing at the end of a sentence."""
    zh, en = unit.zh.text, unit.en.text
    if wide := _spans(_WIDE, en):
        yield finding(unit, "punctuation", "error", "punctuation.wide", (_shown(en, wide),), en=wide)
    if spaced := _spans(_SPACE_BEFORE, en):
        yield finding(unit, "punctuation", "warning", "punctuation.space", (_shown(en, spaced),), en=spaced)
    if glued := _spans(_NO_SPACE_AFTER, en):
        yield finding(unit, "punctuation", "warning", "punctuation.glued", (_shown(en, glued),), en=glued)
    if narrow := _spans(_NARROW, zh):
        yield finding(unit, "punctuation", "warning", "punctuation.narrow", (_shown(zh, narrow),), zh=narrow)
    doubled_zh, doubled_en = _spans(_DOUBLED, zh), _spans(_DOUBLED, en)
    if len(doubled_zh) != len(doubled_en):
        shown = _shown(zh, doubled_zh) or _shown(en, doubled_en)
        yield finding(unit, "punctuation", "warning", "punctuation.doubled", (shown,), doubled_zh, doubled_en)
    yield from _ends(unit)


def _ends(unit: Unit) -> Iterator[Finding]:
    zh, en = unit.zh.text.rstrip(), unit.en.text.rstrip()
    if bool(zh) and bool(en) and _END_ZH.search(zh) and not _END_EN.search(en):
        yield finding(unit, "punctuation", "warning", "punctuation.end_en", en=[Span(len(en) - 1, len(en))])
    elif bool(zh) and len(en) > 40 and regex.search(r"[\p{Ll})][.!?]$", en) and regex.search(r"\p{Han}$", zh):
        yield finding(unit, "punctuation", "warning", "punctuation.end_zh", zh=[Span(len(zh) - 1, len(zh))])


def _shown(text: str, spans: list[Span]) -> str:
    return " ".join(dict.fromkeys(text[max(0, s.start - 1) : s.end + 1].strip() for s in spans))


def check_spaces(unit: Unit, context: Context) -> Iterator[Finding]:
    """Spaces doubled, at an edge, or between Chinese characters."""
    zh, en = unit.zh.text, unit.en.text
    doubled = _spans(_DOUBLE_SPACE, zh), _spans(_DOUBLE_SPACE, en)
    if doubled[0] or doubled[1]:
        yield finding(unit, "spaces", "warning", "spaces.doubled", (), *doubled)
    edges = _spans(_EDGE_SPACE, zh), _spans(_EDGE_SPACE, en)
    if edges[0] or edges[1]:
        yield finding(unit, "spaces", "info", "spaces.edge", (), *edges)
    if between := _spans(_HAN_SPACE, zh):
        yield finding(unit, "spaces", "warning", "spaces.han", (), between)


def check_repeated_word(unit: Unit, context: Context) -> Iterator[Finding]:
    """A word stands twice running."""
    en = [
        Span(*match.span())
        for match in _WORD_TWICE.finditer(unit.en.text)
        if match[1].lower() not in _TWICE_RIGHT and not (match[1][0].isupper() and match[0].split()[1][0].isupper())
    ]
    zh = _spans(_PARTICLE_TWICE, unit.zh.text)
    if en:
        shown = ", ".join(unit.en.text[s.start : s.end] for s in en)
        yield finding(unit, "repeated-word", "warning", "repeated-word.en", (shown,), en=en)
    if zh:
        shown = "、".join(unit.zh.text[s.start : s.end] for s in zh)
        yield finding(unit, "repeated-word", "info", "repeated-word.zh", (shown,), zh=zh)


def check_capitals(unit: Unit, context: Context) -> Iterator[Finding]:
    """A sentence begins with a small letter, or a word with two capitals (``UNited``)."""
    en, zh = unit.en.text, unit.zh.text
    mixed = [s for s in _spans(_MIXED, en) if en[s.start : s.end] not in zh]
    if mixed:
        shown = ", ".join(en[s.start : s.end] for s in mixed)
        yield finding(unit, "capitals", "warning", "capitals.mixed", (shown,), en=mixed)
    start = _STARTS_LOW.match(en)
    if (
        start
        and _END_ZH.search(zh)
        and _END_EN.search(en)
        and en.rstrip()[-1] not in ":;"
        and _follows_sentence(unit, context)
    ):
        yield finding(unit, "capitals", "warning", "capitals.low", (start[1],), en=[Span(*start.span(1))])


def _follows_sentence(unit: Unit, context: Context) -> bool:
    """Whether the English before ends with a full stop: a small letter after it is no continuation."""
    before = context.before(unit)
    if before is None:
        return True
    text = before.en.text.rstrip()
    return bool(text) and text[-1] in ".!?”)"
