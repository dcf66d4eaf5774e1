"""Signs that come in pairs: brackets and quotation marks."""

import re
from collections.abc import Iterator

import regex

from ..context import Context
from ..finding import Finding, Span, finding
from ..unit import Unit

_OPENING = {"(": ")", "（": "）", "[": "]", "［": "］", "【": "】", "《": "》", "〈": "〉", "{": "}"}
_CLOSING = {close: open_ for open_, close in _OPENING.items()}
# a full-width bracket may close an ASCII one and the other way round: width is the business of `punctuation`
_SAME = {"（": "(", "）": ")", "［": "[", "］": "]"}
_BRACKET = re.compile("[" + re.escape("".join([*_OPENING, *_CLOSING])) + "]")
_QUOTE = re.compile('[“”「」『』"＂]')
# segments over which a quotation may go
_REACH = 12
_LABEL = regex.compile(
    r"(?:^|[,;:.，；：。、]\s*|\b(?:and|or)\s+|和|及)(?:[a-z]|[ivxl]{1,5}|\d{1,2}|\p{Han})[)）]", regex.IGNORECASE
)


def unpaired_brackets(text: str) -> list[Span]:
    """Return the brackets without a partner; ``a)`` at the head of an item needs none."""
    open_: list[tuple[str, int]] = []
    lost: list[int] = []
    for match in _BRACKET.finditer(text):
        c, place = _SAME.get(match[0], match[0]), match.start()
        if c in _OPENING:
            open_.append((c, place))
        elif open_ and open_[-1][0] == _CLOSING[c]:
            open_.pop()
        else:
            lost.append(place)
    if lost:
        labels = {match.end() - 1 for match in _LABEL.finditer(text)}
        lost = [place for place in lost if place not in labels]
    return [Span(place, place + 1) for place in sorted([*lost, *(place for _c, place in open_)])]


def unpaired_quotes(text: str) -> list[Span]:
    """Return the quotation marks without a partner."""
    open_: list[int] = []
    lost: list[int] = []
    straight: list[int] = []
    for match in _QUOTE.finditer(text):
        if match[0] in "“「『":
            open_.append(match.start())
        elif match[0] in '"＂':
            straight.append(match.start())
        elif open_:
            open_.pop()
        else:
            lost.append(match.start())
    if len(straight) % 2:
        lost.append(straight[-1])
    return [Span(place, place + 1) for place in sorted(lost + open_)]


def _kinds(text: str, spans: list[Span]) -> list[str]:
    return sorted(_SAME.get(text[span.start], text[span.start]) for span in spans)


def check_brackets(unit: Unit, context: Context) -> Iterator[Finding]:
    """A bracket has no partner, and the other text does not lack the same one."""
    zh, en = unpaired_brackets(unit.zh.text), unpaired_brackets(unit.en.text)
    if _kinds(unit.zh.text, zh) != _kinds(unit.en.text, en):
        for side, spans, text in (("zh", zh, unit.zh.text), ("en", en, unit.en.text)):
            if spans:
                shown = " ".join(text[span.start] for span in spans)
                marks = {side: spans}
                yield finding(unit, "brackets", "error", f"brackets.{side}", (shown,), **marks)


def check_quotes(unit: Unit, context: Context) -> Iterator[Finding]:
    """A quotation mark has no partner, in this segment or in those near it, and the other text does not lack it."""
    zh, en = unpaired_quotes(unit.zh.text), unpaired_quotes(unit.en.text)
    if len(zh) == len(en):
        return
    for side, spans, text in (("zh", zh, unit.zh.text), ("en", en, unit.en.text)):
        if spans and not all(_goes_on(text[span.start], side, unit, context) for span in spans):
            shown = " ".join(text[span.start] for span in spans)
            marks = {side: spans}
            yield finding(unit, "quotes", "warning", f"quotes.{side}", (shown,), **marks)


def _goes_on(mark: str, side: str, unit: Unit, context: Context) -> bool:
    """Whether a quotation goes on in segments after this one, or came from those before."""
    opens = mark in "“「『"
    wanted = "”」』" if opens else "“「『"
    if not opens and mark not in "”」』":
        return False
    for other in context.near(unit, _REACH if opens else -_REACH):
        text = other.zh.text if side == "zh" else other.en.text
        left = [text[span.start] for span in unpaired_quotes(text)]
        if any(c in wanted for c in left):
            return True
    return False
