"""Labels of headings, paragraphs and items in both languages, compared by value.

第二章 = Chapter II, 一. = I., 第三条 = Article 3, (a) = （a）, 附件一 = Annex I, ① = 1.
"""

import unicodedata
from dataclasses import replace

import regex

from ...language.numerals import (
    BRANCHES,
    HAN_FINANCIAL,
    HAN_NUMERALS,
    STEMS,
    enclosed_value,
    han_value,
    letter_value,
    roman_value,
    stem_value,
)
from .label import BRACKETED, Label, Style, code_of
from .named_labels import read_named

_HAN_NUMBER = rf"[{HAN_NUMERALS}{HAN_FINANCIAL}]+"
_BIS = r"(?P<bis>\s?(?:bis|ter|quater|之[二三四五六七八九十]))?"
_RANGE = regex.compile(r"(?P<value>\d{1,3})\s?[-–—~～至]\s?(?P<last>\d{1,3})\s?[.．、](?!\d)\s*")
_ARABIC = regex.compile(rf"(?P<value>\d{{1,4}}){_BIS}(?P<stop>\s?[.．、]|(?<=[a-z])\s)(?!\d)\s*")
# 1.1, 2.1.1., 17.b, 1.a.1: codes of goals and of paragraphs
_DECIMAL = regex.compile(
    r"(?P<value>\d{1,3}(?:\.(?:\d{1,3}|[a-z](?!\p{L})))+)(?:[.．](?!\p{L}|\d)\s*|\s+|(?=\p{Han})|$)"
)
_AMOUNT = regex.compile(
    r"$|[百千万萬亿億兆倍米元吨年月日时時个個公点點度多余%％]|\d|\p{Ll}|[-–—+×=<>≤≥/%]"
)  # 1.5 million
_HAN_STOP = regex.compile(rf"(?P<value>{_HAN_NUMBER})(?:[、.．]|[ \u3000]{{2,}})\s*")
_HAN_FIGURE = regex.compile(rf"[{HAN_NUMERALS}]")
_BULLET = regex.compile(r"[-–—•*·○●▪]\s+(?=[(（①-㊿]|[\p{Ll}\p{Nd}])")
_SMALL_LETTER = regex.compile(r"(?P<value>[a-z]|[ivx]+)[.．、](?!\p{L}|\d)\s*")
_LETTER = regex.compile(r"(?P<value>[A-Z]|[IVXLC]+)[.．、](?!\p{L}|\d)\s*")
_PAREN = regex.compile(
    rf"(?:[(（]\s?(?P<value>[a-z]{{1,2}}|[ivxl]+|[A-Z]|\d{{1,3}}|{_HAN_NUMBER})\s?[)）]|(?P<value>[a-z]|[ivx]+|\d{{1,3}})[)）])\s*"
)
# (甲) or (子) is said for (a), 甲、 for A.; 甲、乙双方 are two parties
_PAREN_STEM = regex.compile(rf"[(（]\s?(?P<value>[{STEMS}{BRANCHES}])\s?[)）]\s*")
_STEM = regex.compile(rf"(?P<value>[{STEMS}])[、.．](?![{STEMS}])\s*")
_CIRCLED = regex.compile(r"(?P<value>[①-⑳㉑-㉟㊱-㊿])\s*")
_LABEL_LENGTH = 12  # characters in which a label's figures stand
_FULL_WIDTH = {ord("０") + step: ord("0") + step for step in range(10)} | {
    ord("Ａ") + case + step: ord("A") + case + step for case in (0, 32) for step in range(26)
}
_COMPOSED = frozenset("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⒈⒉⒊⒋⒌⒍⒎⒏⒐ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ")


def read_labels(line: str, words: frozenset[str] = frozenset(), *, doubtful: bool = False) -> list[Label]:
    """Return every reading of the number at the start of ``line``; empty where there is none.

    ``I.`` is a Roman one and a ninth letter, ``(i)`` likewise: which it is, only its neighbours tell.

    Args:
        line: The line.
        words: Words that its document counts with, besides the usual ones.
        doubtful: Whether to give readings too that the text after them speaks against: Article 3 provides that ….
    """
    if line[:1] in _COMPOSED:  # ㈠ is one sign for (一), Ⅱ for II
        spelt = unicodedata.normalize("NFKC", line[0])
        return _shifted(read_labels(spelt + line[1:], words, doubtful=doubtful), line, 1 - len(spelt))
    if match := _BULLET.match(line):
        inner = [label for label in read_labels(line[match.end() :]) if label.style in BRACKETED]
        return [replace(label, end=label.end + match.end()) for label in inner]
    line = line[:_LABEL_LENGTH].translate(_FULL_WIDTH) + line[_LABEL_LENGTH:]
    found = read_named(line, words)
    if match := _DECIMAL.match(line):
        code = code_of(match["value"])
        amount = bool(_AMOUNT.match(line, match.end()))
        found.append(replace(_label("decimal", code[-1] % 1000, match), code=code, doubtful=amount))
    elif match := _ARABIC.match(line):
        found.append(_label("arabic", int(match["value"]), match, suffix=(match["bis"] or "").strip()))
    elif (match := _RANGE.match(line)) and int(match["last"]) > int(match["value"]):
        found.append(replace(_label("arabic", int(match["value"]), match), last=int(match["last"])))
    if match := _HAN_STOP.match(line):
        value = _han_value(match["value"])
        after = _HAN_FIGURE.match(line, match.end())
        runs_on = after is not None and _han_value(after[0]) == value + 1  # 一、二两项, 三、四季度
        found.append(replace(_label("roman", value, match, han=True), doubtful=runs_on))
    if match := _LETTER.match(line):
        found += _letter_readings(match)
    if match := _PAREN.match(line) or _SMALL_LETTER.match(line):
        found += _paren_readings(match)
    if match := _PAREN_STEM.match(line):
        found.append(_label("lower-paren", stem_value(match["value"]) or 0, match))
    elif match := _STEM.match(line):
        found.append(_label("upper", stem_value(match["value"]) or 0, match))
    if match := _CIRCLED.match(line):
        found.append(_label("circled", enclosed_value(match["value"]) or 0, match))
    return [
        label for label in found if (label.value > 0 or label.style == "annex") and (doubtful or not label.doubtful)
    ]


def _shifted(labels: list[Label], line: str, step: int) -> list[Label]:
    """Return the labels of a line that was spelt out for the line as it stands."""
    return [
        replace(label, end=label.end + step, printed=line[: label.end + step].strip().rstrip(".．、"))
        for label in labels
        if label.end + step > 0
    ]


def _label(style: Style, value: int, match: "regex.Match[str]", suffix: str = "", han: bool = False) -> Label:
    printed = match[0].strip().rstrip(".．、:：").strip()
    end = match.end() + len(match.string[match.end() :]) - len(match.string[match.end() :].lstrip())
    return Label(style, value, printed, end, suffix.strip(), han)


def _letter_readings(match: "regex.Match[str]") -> list[Label]:
    text = match["value"]
    readings = []
    if len(text) == 1:
        readings.append(_label("upper", ord(text) - 64, match))
    if value := roman_value(text):
        readings.append(_label("roman", value, match))
    return readings


def _paren_readings(match: "regex.Match[str]") -> list[Label]:
    text = match.captures("value")[0]
    if text.isdecimal():
        return [_label("arabic-paren", int(text), match)]
    if regex.fullmatch(_HAN_NUMBER, text):
        return [_label("han-paren", _han_value(text), match, han=True)]
    readings = []
    if value := letter_value(text):
        readings.append(_label("lower-paren", value, match))
    if text.islower() and (value := roman_value(text)):
        readings.append(_label("roman-paren", value, match))
    return readings


def _han_value(text: str) -> int:
    # nobody estimates in a label: 第三五条 is Article 35
    return han_value(text, positional=True) or 0
