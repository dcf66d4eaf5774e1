"""The form of each text by the rules of its language: brackets, punctuation, spaces, capitals, doubled words, script.

UN Chinese has full-width punctuation but ASCII parentheses, and no space between Chinese and figures.
"""

import re
from collections.abc import Iterator, Sequence

import regex

from ...language import Language
from ...language.note_marks import RAISED
from ...language.script import is_traditional
from ..checked_pair import CheckedPair
from ..finding import Remark, TextSpan, shown
from .check import Context, pair_check

_OPENING = {"(": ")", "（": "）", "[": "]", "［": "］", "【": "】", "《": "》", "〈": "〉", "{": "}"}
_CLOSING = {close: open_ for open_, close in _OPENING.items()}
# a full-width bracket may close an ASCII one and the other way round: width is the business of `punctuation`
_SAME = {"（": "(", "）": ")", "［": "[", "］": "]"}
_BRACKET = re.compile("[" + re.escape("".join([*_OPENING, *_CLOSING])) + "]")
_OPENING_QUOTES, _CLOSING_QUOTES, _STRAIGHT = "“「『", "”」』", '"＂'
_QUOTE = re.compile(f"[{_OPENING_QUOTES}{_CLOSING_QUOTES}{_STRAIGHT}]")
# segments over which a quotation may go
_REACH = 12
_LABEL = regex.compile(
    r"(?:^|[,;:.，；：。、]\s*|\b(?:and|or)\s+|和|及)(?:[a-z]|[ivxl]{1,5}|\d{1,2}|\p{Han})[)）]", regex.IGNORECASE
)
_WIDE = regex.compile(r"[，。、；：？！（）【】《》「」『』～％﹐﹑﹔﹕]")
_SPACE_BEFORE = regex.compile(r"(?<=[\p{L}\p{N})’”])[ \u00a0]+(?:[,;:!?]|\.(?!\s?\.))(?=\s|$|\p{L})")
_DOUBLED = regex.compile(r"([,;:!?，。、；：？！])\1+|(?<![.])\.\.(?![.])|[,;:][.,;:]|[，、；：。][，、；：。]")
_NO_SPACE_AFTER = regex.compile(r"(?<=\p{Ll}{2})[,;](?=\p{L}{2})")
# an ASCII sign between Chinese characters, or after one at the end
_NARROW = regex.compile(r"(?<=\p{Han}|[”》)])\s*[,;:?!](?=\s*(?:\p{Han}|[“《]|$))|(?<=\p{Han}{2})\.(?=\p{Han}|$)")
_END_EN = regex.compile(rf"[.!?:;…—][\s'”’\")\]\d⟦⟧*†{RAISED}]*$")
_END_ZH = regex.compile(rf"[。！？][\s”’）)】》\]\d⟦⟧*†{RAISED}]*$")
_DOUBLE_SPACE = regex.compile(r"(?<=\S)[ \u00a0\u3000]{2,}(?=\S)")
_EDGE_SPACE = regex.compile(r"^\s+|\s+$")
_HAN_SPACE = regex.compile(r"(?<=\p{Han})[ \u3000\t]+(?=[\p{Han}，。；：、])")
_WORD_TWICE = regex.compile(r"(?<![\p{L}\p{N}’'-])(\p{L}+)\s+\1(?![\p{L}\p{N}’'-])", regex.IGNORECASE)
_PARTICLE_TWICE = regex.compile(r"(的|了|在|是|和|与|及|对|为|将|被|把|于|或|并|而)\1|(?<!\p{Han})(\p{Han}{2,6})\2")
# words that English rightly writes twice: he had had it, the fact that that happened, what it is is clear
_TWICE_RIGHT = frozenset({"had", "that", "is", "so", "very", "no", "ha"})
# the first of the radicals, before all Han characters
_FIRST_HAN = "\u2e80"
_MIXED = regex.compile(r"\b\p{Lu}{2,}\p{Ll}{3,}\b")
# an English sentence, not a heading or a cell of a table, has so many characters
_SENTENCE = 40
_LETTER_STOP = regex.compile(r"[\p{Ll})][.!?]$")
_HAN_END = regex.compile(r"\p{Han}$")
_STARTS_LOW = regex.compile(r"^[“‘\"(]*(\p{Ll}{2,})\b")


def unpaired_brackets(text: str) -> list[TextSpan]:
    """Return the brackets without a partner; ``a)`` at the head of an item needs none."""
    open_: list[tuple[str, int]] = []
    unpaired: list[int] = []
    for match in _BRACKET.finditer(text):
        c, place = _SAME.get(match[0], match[0]), match.start()
        if c in _OPENING:
            open_.append((c, place))
        elif open_ and open_[-1][0] == _CLOSING[c]:
            open_.pop()
        else:
            unpaired.append(place)
    if unpaired:
        labels = {match.end() - 1 for match in _LABEL.finditer(text)}
        unpaired = [place for place in unpaired if place not in labels]
    return [TextSpan(place, place + 1) for place in sorted([*unpaired, *(place for _c, place in open_)])]


def unpaired_quotes(text: str) -> list[TextSpan]:
    """Return the quotation marks without a partner."""
    open_: list[int] = []
    unpaired: list[int] = []
    straight: list[int] = []
    for match in _QUOTE.finditer(text):
        if match[0] in _OPENING_QUOTES:
            open_.append(match.start())
        elif match[0] in _STRAIGHT:
            straight.append(match.start())
        elif open_:
            open_.pop()
        else:
            unpaired.append(match.start())
    if len(straight) % 2:
        unpaired.append(straight[-1])
    return [TextSpan(place, place + 1) for place in sorted(unpaired + open_)]


@pair_check("brackets")
def check_brackets(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """A bracket is unpaired, and the other text does not lack the same one."""
    zh, en = unpaired_brackets(pair.zh.text), unpaired_brackets(pair.en.text)
    if _kinds(pair.zh.text, zh) != _kinds(pair.en.text, en):
        if zh:
            yield Remark("error", "zh", (_signs(pair.zh.text, zh),), zh=zh)
        if en:
            yield Remark("error", "en", (_signs(pair.en.text, en),), en=en)


def _kinds(text: str, spans: list[TextSpan]) -> list[str]:
    return sorted(_SAME.get(text[span.start], text[span.start]) for span in spans)


def _signs(text: str, spans: list[TextSpan]) -> str:
    return " ".join(text[span.start] for span in spans)


@pair_check("quotes")
def check_quotes(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """A quotation mark is unpaired in this segment and those near it, and the other text does not lack it."""
    zh, en = unpaired_quotes(pair.zh.text), unpaired_quotes(pair.en.text)
    if len(zh) == len(en):
        return
    if zh and not all(_goes_on(pair.zh.text[span.start], "zh", pair, context) for span in zh):
        yield Remark("warning", "zh", (_signs(pair.zh.text, zh),), zh=zh)
    if en and not all(_goes_on(pair.en.text[span.start], "en", pair, context) for span in en):
        yield Remark("warning", "en", (_signs(pair.en.text, en),), en=en)


def _goes_on(mark: str, side: Language, pair: CheckedPair, context: Context) -> bool:
    """Whether a quotation goes on in segments after this one, or came from those before."""
    if mark in _STRAIGHT:
        return False
    opens = mark in _OPENING_QUOTES
    partners = _CLOSING_QUOTES if opens else _OPENING_QUOTES
    near = context.near(pair, _REACH if opens else -_REACH)
    texts = (other.text(side) for other in near)
    return any(text[span.start] in partners for text in texts for span in unpaired_quotes(text))


def _spans(pattern: regex.Pattern[str], text: str) -> list[TextSpan]:
    return [TextSpan(*match.span()) for match in pattern.finditer(text)]


def _with_neighbours(text: str, spans: Sequence[TextSpan]) -> str:
    """Return the signs at some places, each with the characters beside it."""
    return " ".join(shown(text, [TextSpan(max(0, span.start - 1), span.end + 1) for span in spans]))


@pair_check("punctuation")
def check_punctuation(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """Punctuation of the wrong width, doubled, wrongly spaced, or missing at the end of a sentence."""
    zh, en = pair.zh.text, pair.en.text
    if wide := _spans(_WIDE, en):
        yield Remark("error", "wide", (_with_neighbours(en, wide),), en=wide)
    if spaced := _spans(_SPACE_BEFORE, en):
        yield Remark("warning", "space", (_with_neighbours(en, spaced),), en=spaced)
    if glued := _spans(_NO_SPACE_AFTER, en):
        yield Remark("warning", "glued", (_with_neighbours(en, glued),), en=glued)
    if narrow := _spans(_NARROW, zh):
        yield Remark("warning", "narrow", (_with_neighbours(zh, narrow),), zh=narrow)
    doubled_zh, doubled_en = _spans(_DOUBLED, zh), _spans(_DOUBLED, en)
    if len(doubled_zh) != len(doubled_en):
        signs = _with_neighbours(zh, doubled_zh) or _with_neighbours(en, doubled_en)
        yield Remark("warning", "doubled", (signs,), doubled_zh, doubled_en)
    yield from _ends(zh.rstrip(), en.rstrip())


def _ends(zh: str, en: str) -> Iterator[Remark]:
    """Yield the remark on an end mark that one text has and the other lacks."""
    if not (zh and en):
        return
    if _END_ZH.search(zh) and not _END_EN.search(en):
        yield Remark("warning", "end_en", en=[TextSpan(len(en) - 1, len(en))])
    elif len(en) > _SENTENCE and _LETTER_STOP.search(en) and _HAN_END.search(zh):
        yield Remark("warning", "end_zh", zh=[TextSpan(len(zh) - 1, len(zh))])


@pair_check("spaces")
def check_spaces(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """Consecutive spaces, spaces at either end, or spaces between Chinese characters."""
    zh, en = pair.zh.text, pair.en.text
    doubled = _spans(_DOUBLE_SPACE, zh), _spans(_DOUBLE_SPACE, en)
    if any(doubled):
        yield Remark("warning", "doubled", (), *doubled)
    edges = _spans(_EDGE_SPACE, zh), _spans(_EDGE_SPACE, en)
    if any(edges):
        yield Remark("info", "edge", (), *edges)
    if between := _spans(_HAN_SPACE, zh):
        yield Remark("warning", "han", (), between)


@pair_check("repeated-word")
def check_repeated_word(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """A word is written twice in a row."""
    zh, en = pair.zh.text, pair.en.text
    if twice := [TextSpan(*match.span()) for match in _WORD_TWICE.finditer(en) if not _is_right_twice(match)]:
        yield Remark("warning", "en", (shown(en, twice),), en=twice)
    if twice := _spans(_PARTICLE_TWICE, zh):
        yield Remark("info", "zh", (shown(zh, twice),), zh=twice)


def _is_right_twice(match: regex.Match[str]) -> bool:
    """Whether a word may be written twice; two capitals are a name (Bora Bora)."""
    first, second = match[0].split()
    return first.lower() in _TWICE_RIGHT or (first[0].isupper() and second[0].isupper())


@pair_check("capitals")
def check_capitals(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """A sentence begins in lower case, or a word with two capitals (UNited)."""
    zh, en = pair.zh.text, pair.en.text
    if mixed := [span for span in _spans(_MIXED, en) if en[span.start : span.end] not in zh]:
        yield Remark("warning", "mixed", (shown(en, mixed),), en=mixed)
    start = _STARTS_LOW.match(en)
    if start and _are_sentences(zh, en) and _follows_sentence(pair, context):
        yield Remark("warning", "low", (start[1],), en=[TextSpan(*start.span(1))])


def _are_sentences(zh: str, en: str) -> bool:
    """Whether both texts end as sentences do, no items of a list (``;``) or its beginning (``:``)."""
    return bool(_END_ZH.search(zh) and _END_EN.search(en)) and en.rstrip()[-1] not in ":;"


def _follows_sentence(pair: CheckedPair, context: Context) -> bool:
    """Whether the English before ends with a full stop: a small letter after it is no continuation."""
    return all(before.en.text.rstrip().endswith((".", "!", "?", "”", ")")) for before in context.near(pair, -1))


@pair_check("script")
def check_script(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """Traditional characters are used in simplified Chinese."""
    text = pair.zh.text
    han = ((place, character) for place, character in enumerate(text) if character >= _FIRST_HAN)
    if marks := [TextSpan(place, place + 1) for place, character in han if is_traditional(character)]:
        yield Remark("warning", "traditional", ("".join(shown(text, marks, 12)),), zh=marks)
