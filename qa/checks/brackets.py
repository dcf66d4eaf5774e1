"""Brackets and quotation marks: each that opens must close."""

import re
from collections.abc import Iterator

import regex

from ...language import Language
from ..checked_pair import CheckedPair
from ..finding import Remark, TextSpan
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
    texts = (other.zh.text if side == "zh" else other.en.text for other in near)
    return any(text[span.start] in partners for text in texts for span in unpaired_quotes(text))
