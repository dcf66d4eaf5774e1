"""Labels of headings, paragraphs and items in both languages, compared by value.

第二章 = Chapter II, 一. = I., 第三条 = Article 3, (a) = （a）, 附件一 = Annex I, ① = 1.
"""

import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

import regex

from ...language.numerals import (
    HAN_FINANCIAL,
    HAN_NUMERALS,
    enclosed_value,
    han_value,
    letter_value,
    roman_value,
    to_letters,
    to_roman,
)

Style = Literal[
    "annex", "part", "chapter", "section", "article", "roman", "upper", "arabic", "decimal",
    "lower-paren", "roman-paren", "han-paren", "arabic-paren", "circled",
]  # fmt: skip

RESTARTS = ("annex", "art", "part", "section")  # keys of headings under which paragraph numbers may start again
_HAN_NUMBER = rf"[{HAN_NUMERALS}{HAN_FINANCIAL}]+"
_NUMBER = rf"(?:\d{{1,4}}|{_HAN_NUMBER})"
_SECTIONS: dict[str, Style] = {
    "章": "chapter", "节": "section", "節": "section", "部分": "part", "编": "part", "編": "part",
    "条": "article", "條": "article",
}  # fmt: skip
_WORDS: dict[str, Style] = {
    "chapter": "chapter", "section": "section", "part": "part", "article": "article", "annex": "annex",
    "appendix": "annex", "enclosure": "annex", "附件": "annex", "附录": "annex", "附錄": "annex", "附文": "annex",
}  # fmt: skip

_ZH_SECTION = regex.compile(
    rf"第\s?(?P<value>{_NUMBER})\s?(?P<unit>部分|[章节節编編条條])(?P<bis>之{_HAN_NUMBER})?[.．、:：]?(?=\s|$|\p{{Han}}|[(（《“])"
)
_EN_SECTION = regex.compile(
    r"(?P<word>chapter|section|part|article|annex|appendix|enclosure)\s(?P<value>[ivxlc]+|\d{1,4}|[a-z])(?P<bis>\s(?:bis|ter|quater))?[.:]?(?=\s|$)",
    regex.IGNORECASE,
)
_ANNEX = regex.compile(
    rf"(?P<word>附件|附录|附錄|附文|annex|appendix|enclosure)\s?(?P<value>{_NUMBER}|[IVX]+(?!\p{{L}}))?[.:：]?\s*(?P<rest>.*)",
    regex.IGNORECASE,
)
_BIS = r"(?P<bis>\s?(?:bis|ter|quater|之[二三四五六七八九十]))?"
_RANGE = regex.compile(r"(?P<value>\d{1,3})\s?[-–—~～至]\s?(?P<last>\d{1,3})\s?[.．、](?!\d)\s*")
_ARABIC = regex.compile(rf"(?P<value>\d{{1,4}}){_BIS}(?P<stop>\s?[.．、]|(?<=[a-z])\s)(?!\d)\s*")
_DECIMAL = regex.compile(r"(?P<value>\d{1,3}(?:\.\d{1,3})+)(?:[.．]\s*|\s+)(?!\d)")
_HAN_STOP = regex.compile(rf"(?P<value>{_HAN_NUMBER})(?:[、.．]|[ \u3000]{{2,}})\s*")
_LETTER = regex.compile(r"(?P<value>[A-Z]|[IVXLC]+)[.．、](?!\p{L}|\d)\s*")
_PAREN = regex.compile(
    rf"(?:[(（]\s?(?P<value>[a-z]{{1,2}}|[ivxl]+|[A-Z]|\d{{1,3}}|{_HAN_NUMBER})\s?[)）]|(?P<value>[a-z]|[ivx]+|\d{{1,3}})[)）])\s*"
)
_CIRCLED = regex.compile(r"(?P<value>[①-⑳㉑-㉟㊱-㊿])\s*")
_PLAIN_ANNEX_LENGTH = 60
_LABEL_LENGTH = 12  # characters in which a label's figures stand
_FULL_WIDTH = {ord("０") + step: ord("0") + step for step in range(10)} | {
    ord("Ａ") + case + step: ord("A") + case + step for case in (0, 32) for step in range(26)
}
_COMPOSED = frozenset("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⒈⒉⒊⒋⒌⒍⒎⒏⒐ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ")


@dataclass(frozen=True, slots=True)
class Label:
    """One reading of the number at the start of a line.

    Attributes:
        style: The kind of number; 一. and I. share a style, because the two languages use them for the same level.
        value: Its value, 1-based; 0 for an annex without a number.
        printed: As printed, without its full stop.
        end: Offset in the line where the text after it begins.
        suffix: ``bis``, ``ter``, ``之二`` or empty.
        han: Whether it is written with Chinese numerals.
        last: Last value of a range (12–15.); 0 for a single number.
    """

    style: Style
    value: int
    printed: str
    end: int
    suffix: str = ""
    han: bool = False
    last: int = 0

    @property
    def key(self) -> str:
        """The label in a form that is the same in both languages: ``II``, ``A``, ``1``, ``a``, ``art3``, ``annex1``."""
        return self._base_key + _suffix_key(self.suffix) + (f"-{self.last}" if self.last else "")

    @property
    def _base_key(self) -> str:
        value = self.value
        match self.style:
            case "chapter" | "roman":
                return to_roman(value) or str(value)
            case "annex" | "part" | "section":
                return f"{self.style}{value or ''}"
            case "article":
                return f"art{value}"
            case "upper":
                return chr(64 + value) if value <= 26 else f"upper{value}"
            case "lower-paren":
                return to_letters(value) or str(value)
            case "roman-paren" | "han-paren":
                return to_roman(value).lower() or str(value)
            case _:
                return str(value)


def read_labels(line: str) -> list[Label]:
    """Return every reading of the number at the start of ``line``; empty where there is none.

    ``I.`` is a Roman one and a ninth letter, ``(i)`` likewise: which it is, only its neighbours tell.
    """
    if line[:1] in _COMPOSED:  # ㈠ is one sign for (一), Ⅱ for II
        spelt = unicodedata.normalize("NFKC", line[0])
        longer = len(spelt) - 1
        return [
            replace(label, end=label.end - longer, printed=line[: label.end - longer].strip().rstrip(".．、"))
            for label in read_labels(spelt + line[1:])
            if label.end > longer
        ]
    line = line[:_LABEL_LENGTH].translate(_FULL_WIDTH) + line[_LABEL_LENGTH:]
    found: list[Label] = []
    if match := _ZH_SECTION.match(line):
        style = _SECTIONS[match["unit"]]
        found.append(_label(style, _value(match["value"]), match, suffix=match["bis"] or ""))
    if match := _EN_SECTION.match(line):
        found.append(_label(_WORDS[match["word"].lower()], _value(match["value"]), match, suffix=match["bis"] or ""))
    elif (match := _ANNEX.match(line)) and not _mid_sentence(match):
        printed = line[: match.start("rest")].rstrip(" .:：")
        found.append(Label("annex", _value(match["value"] or "") or 0, printed, match.start("rest")))
    if match := _DECIMAL.match(line):
        found.append(Label("decimal", int(match["value"].rsplit(".", 1)[1]), match["value"], match.end()))
    elif match := _ARABIC.match(line):
        found.append(_label("arabic", int(match["value"]), match, suffix=(match["bis"] or "").strip()))
    elif (match := _RANGE.match(line)) and int(match["last"]) > int(match["value"]):
        found.append(replace(_label("arabic", int(match["value"]), match), last=int(match["last"])))
    if match := _HAN_STOP.match(line):
        found.append(_label("roman", _value(match["value"]), match, han=True))
    if match := _LETTER.match(line):
        found += _letter_readings(match)
    if match := _PAREN.match(line):
        found += _paren_readings(match)
    if match := _CIRCLED.match(line):
        found.append(_label("circled", enclosed_value(match["value"]) or 0, match))
    return [label for label in found if label.value > 0 or label.style == "annex"]


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


def _value(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if regex.fullmatch(_HAN_NUMBER, text):
        return _han_value(text)
    return roman_value(text) or (letter_value(text) if len(text) == 1 else 0) or 0


def _han_value(text: str) -> int:
    # nobody estimates in a label: 第三五条 is Article 35
    return han_value(text, positional=True) or 0


def _mid_sentence(match: "regex.Match[str]") -> bool:
    """Tell "Annex to the report" and 附件所载… from a heading: they run on, or are in lower case."""
    rest = match["rest"]
    lower = match["word"][0].islower()
    return (
        lower
        or len(rest) > _PLAIN_ANNEX_LENGTH
        or bool(rest and not match["value"] and regex.match(r"\p{Han}|\p{Ll}", rest))
    )


def _suffix_key(suffix: str) -> str:
    if suffix.startswith("之"):
        order = _han_value(suffix[1:])
        return {2: "bis", 3: "ter", 4: "quater"}.get(order, f"-{order}")
    return suffix
