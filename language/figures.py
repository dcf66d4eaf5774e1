"""Figures: what a Chinese or English text says in numbers, by value, whatever the script; dates are in `dates`.

Digits with 万 and million, numerals and number words, ordinals, fractions, multiples and Roman numerals.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Literal
from unicodedata import numeric

from .numerals import (
    CARDINALS,
    HAN_DIGITS,
    HAN_FINANCIAL,
    HAN_NUMERALS,
    HAN_UNITS,
    LONGEST,
    ORDINALS,
    SCALE_ORDINALS,
    SCALES,
    decimal_value,
    english_value,
    han_value,
    roman_value,
)

Role = Literal["number", "year", "month", "day"]

_CLASSIFIERS = (
    "个名位次届项份国期年月日天周岁章节条款段轮倍种类组队场座所处件批支艘架辆部家起例人大分成版卷册级号点方阶"
)
# 17 000, 17,000, 1.5, and what multiplies it: 2.5亿, 1.2万亿, 300多万; 千克 and 兆瓦 are units, not numbers
_ZH_DIGITS = re.compile(
    r"(?<![A-Za-z0-9.#_])(\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+)(\.\d+)?"
    r"((?:多|余|几)?(?:[十百千](?=[万亿])|[百千](?![克米瓦伏卡赫吨焦帕分]))?(?:万亿|[万亿])?)"
)
# each run of signs is tried from its start only: a text may be one run
_ZH_NAMED = re.compile(r"(?<![A-Za-z])[A-Za-z]+[-_#]?\d+[A-Za-z\d]*|(?<!\d)#?\d+[A-Za-z]+\w*", re.ASCII)
# 陆 and 伍 and 拾 are words too: 大陆架, 队伍, 收拾
_ZH_RUN = re.compile(
    f"(第)?((?:[{HAN_NUMERALS}]|(?<![大登着内水队收])[{HAN_FINANCIAL}])+)(?:多|余)?([{_CLASSIFIERS}])?"
)
_ZH_FRACTION = re.compile(
    rf"((?<![\d.])\d+(?:\.\d+)?|(?<![{HAN_NUMERALS}])[{HAN_NUMERALS}]+)分之(\d+(?:\.\d+)?|[{HAN_NUMERALS}点]+)"
)
_ZH_DECIMAL = re.compile(rf"(?<![{HAN_NUMERALS}])([{HAN_NUMERALS}]{{1,9}}点[{HAN_DIGITS}]{{1,9}})([百千万亿]{{1,2}})")
_ZH_AND_HALF = re.compile(rf"(?<![第\d.{HAN_NUMERALS}])(\d{{1,4}}|[{HAN_NUMERALS}]{{1,9}})[个年天]?半(?!数)")
_EN_AND_HALF = re.compile(r"\b(\w+) and a half\b", re.IGNORECASE)
# ½, ①, ㈠, Ⅳ: one sign that is a number; 3½
_SIGN = re.compile(
    r"(?<![\d.,])(\d{0,9})([¼½¾\u2150-\u2188\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3251-\u325f\u3280-\u3289\u32b1-\u32bf])"
)
_HOUR = re.compile(r"(?<![\d.,:])(\d{1,2})(?:[.:](\d\d))?\s?([ap])\.?m\b", re.IGNORECASE)
_CURRENCY = re.compile(r"\$[A-Z]{1,3}(?=\d)")  # $A45,000 has no name A45
# 十四五岁 is fourteen or fifteen, 三四百 three or four hundred
_EITHER = re.compile(r"((?:[二三四五六七八九]?十)?)([一二三四五六七八九])([一二三四五六七八九])([十百千万亿]?)")
_VAGUE = frozenset("数几好上成若")
_HAN_SIGNS = {sign: Fraction(han_value(sign) or 0) for sign in HAN_NUMERALS + HAN_FINANCIAL}
# what may stand for a number where English has one, and never asks for one
_ZH_WORDS = {
    "半": Fraction(1, 2), "双": Fraction(2), "首": Fraction(1), "初": Fraction(1), "单": Fraction(1),
    "俩": Fraction(2), "季": Fraction(1, 4), "唯": Fraction(1), "每": Fraction(1),
}  # fmt: skip
_ZH_WORD = re.compile(f"[{''.join(_ZH_WORDS)}]")

# words that may stand for a number where Chinese has one; they never ask for one
_EN_WORDS: dict[str, int | Fraction] = {
    "a": 1, "an": 1, "another": 1, "sole": 1, "single": 1, "once": 1, "only": 1, "unique": 1, "initial": 1,
    "initially": 1, "both": 2, "twice": 2, "double": 2, "doubled": 2, "doubling": 2, "dual": 2, "pair": 2,
    "couple": 2, "twin": 2, "either": 2, "neither": 2, "bilateral": 2, "biennial": 2, "biennium": 2, "biannual": 2,
    "bicameral": 2, "bilingual": 2, "secondly": 2, "twofold": 2, "half": Fraction(1, 2),
    "semi": Fraction(1, 2), "halve": Fraction(1, 2), "halved": Fraction(1, 2), "mid": Fraction(1, 2),
    "secondary": 2, "second": 2, "triple": 3, "tripled": 3, "tripartite": 3,
    "trilateral": 3, "triennial": 3, "threefold": 3, "thrice": 3, "triangular": 3, "thirdly": 3, "tertiary": 3,
    "quadripartite": 4, "quartet": 4, "quadrennial": 4, "quadruple": 4, "quadrilateral": 4, "fourfold": 4,
    "fourthly": 4, "quarterly": 4, "quintet": 5, "fivefold": 5, "tenfold": 10, "decade": 10, "decades": 10,
    "decennial": 10, "dozen": 12, "dozens": 12, "century": 100, "centuries": 100, "centennial": 100,
    "centenary": 100, "millennium": 1000, "hundreds": 100, "thousands": 1000, "millions": 10**6, "billions": 10**9,
    "fortnight": 2, "quarter": Fraction(1, 4), "quarters": Fraction(1, 4), "tens": 10,
    "bicentennial": 200,
}  # fmt: skip
_ABBREVIATED = {"m": 10**6, "mn": 10**6, "bn": 10**9, "k": 1000}
_EN_NAMED = re.compile(
    r"(?<![A-Za-z])#?[A-Za-z]+[-_#]?\d[A-Za-z\d]*(?:-\d+)?|(?<!\d)\d+(?!(?:st|nd|rd|th|m|mn|bn|k|s)\b)[A-Za-z]+\w*",
    re.ASCII,
)
_NAME_FIRST = re.compile(r"(?:[A-Z]{2}|[A-Z]\d|[A-Za-z]\d|#)")
_EN_DIGITS = re.compile(
    r"(?<![A-Za-z0-9.])(\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+)(\.\d+)?"
    r"(?:[\s-]*(hundred|thousand|million|billion|trillion)s?\b|(m|mn|bn|k|st|nd|rd|th)\b|(s)\b)?"
)
_NUMBER_WORDS = frozenset((*CARDINALS, *ORDINALS, *SCALES, *SCALE_ORDINALS))
_NUMBER_WORD = "|".join(sorted(_NUMBER_WORDS, key=lambda word: (-len(word), word)))
_EN_RUN = re.compile(
    rf"\b(?:{_NUMBER_WORD})s?(?:(?:[\s-]+(?:and[\s-]+)?)(?:{_NUMBER_WORD}|half|halve|quarter)s?)*\b", re.IGNORECASE
)
# 3/4 is a fraction, 24/7 two numbers, 48/141 a resolution: each may answer, none asks
_STROKE = re.compile(r"(?<![A-Za-z0-9_/.])(\d{1,4})/(\d{1,4})(?![A-Za-z0-9_/])")
_DIGIT = re.compile(r"\d")
_EN_WORD = re.compile(r"[A-Za-z]+")
_FRACTION_OF = re.compile(
    r"\b(?:a|one)[\s-](third|quarter|half|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b", re.IGNORECASE
)
_ONE_IN = re.compile(r"\b(?:one|1) (?:in|out of) (?:every )?(\w+)\b", re.IGNORECASE)
_DECADE_WORDS = ("decades", "centuries", "dozen")
_DECADES = re.compile(rf"\b(\w+) ({'|'.join(_DECADE_WORDS)})\b", re.IGNORECASE)
_DENOMINATORS = ORDINALS | {"half": 2, "halve": 2, "quarter": 4}
_EN_ROMAN = re.compile(r"\b(?=[IVXLC])(?:C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})\b")


@dataclass(frozen=True, slots=True)
class Figure:
    """One value in a text.

    Attributes:
        value: The value; of 3 % it is 3, of 1990s it is 1990.
        role: What it counts; months are compared with months only.
        start: Offset of its first character.
        end: Offset after its last character.
        sure: Whether it must have its equal in the other text. What may be a word as well as a number (一, one,
            second, both, 百) only answers for figures of the other side.
        digits: Whether it is written in digits.
    """

    value: Fraction
    role: Role
    start: int
    end: int
    sure: bool = True
    digits: bool = True


# the year in a disease's name, which English writes as COVID-19
NAMED_FOR_A_YEAR = re.compile(r"2019(?=年?新?型?冠状病毒)")


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with stretches, in order, blanked out by a character that is no part of any figure."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], "\x00" * (end - start)]
        last = end
    return "".join([*parts, text[last:]]) if parts else text


def take(
    text: str,
    pattern: re.Pattern[str],
    found: list[Figure],
    read: Callable[[re.Match[str]], Iterable[Figure] | None],
) -> str:
    """Read every match of a pattern into ``found``; return the text without those that ``read`` takes (not None)."""
    spans = []
    for match in pattern.finditer(text):
        figures = read(match)
        if figures is not None:
            found += figures
            spans.append(match.span())
    return blank(text, spans)


def unmatched_figures(figures: Iterable[Figure], others: Iterable[Figure]) -> list[Figure]:
    """Return the sure figures that have no equal on the other side.

    Months answer for months only; a day, a year and a number may answer for each other.
    """
    months = set()
    values = set()
    for other in others:
        if other.role == "month":
            months.add(other.value)
        else:
            values.add(other.value)
    return [
        figure
        for figure in figures
        if figure.sure and figure.value not in (months if figure.role == "month" else values)
    ]


def chinese_numbers(text: str) -> list[Figure]:
    """Return the figures of a folded Chinese text in which symbols and dates are blanked out."""
    found: list[Figure] = []
    text = take(text, NAMED_FOR_A_YEAR, found, lambda m: [_loose(2019, m), _loose(19, m)])
    if "分之" in text:
        text = take(text, _ZH_FRACTION, found, _zh_fractions)
    if "点" in text:
        text = take(text, _ZH_DECIMAL, found, _zh_decimal)
    if "半" in text:
        text = take(text, _ZH_AND_HALF, found, _and_half)
    text = _common(text, found)
    text = take(text, _ZH_NAMED, found, _named)
    text = take(text, _ZH_DIGITS, found, _zh_digits)
    found = _joined(found)
    for match in _ZH_RUN.finditer(text):
        found += _han(match, text)
    found += [_loose(_ZH_WORDS[m[0]], m) for m in _ZH_WORD.finditer(text)]
    return found


def _common(text: str, found: list[Figure]) -> str:
    """Take what both languages write alike: signs that are numbers, currencies before figures, strokes."""
    if not text.isascii():
        text = take(text, _SIGN, found, _sign)
    return take(take(text, _CURRENCY, found, lambda m: ()), _STROKE, found, _around_stroke)


def _sign(match: re.Match[str]) -> list[Figure]:
    """Read ① or ½, which only answer, and 3½; 3① is a number with a mark."""
    value = Fraction(numeric(match[2], 0)).limit_denominator(1000)
    whole = int(match[1] or 0)
    if match[1] and value < 1:
        return [Figure(whole + value, "number", *match.span()), _loose(whole, match), _loose(value, match)]
    return [_loose(value, match), *([Figure(Fraction(whole), "number", *match.span(1))] if match[1] else [])]


def _hour(match: re.Match[str]) -> list[Figure]:
    """Read 3.30 p.m., which 15时30分 and 下午3时30分 may stand for."""
    hour = int(match[1])
    values = (hour, hour % 12 + 12 * (match[3] in "pP"), int(match[2] or 0))
    return [_loose(value, match) for value in values]


def _zh_decimal(match: re.Match[str]) -> list[Figure] | None:
    value = _plain_value(match[1])
    if value is None:
        return None
    return [Figure(value * prod(HAN_UNITS[unit] for unit in match[2]), "number", *match.span(), True, False)]


def _and_half(match: re.Match[str]) -> list[Figure] | None:
    value = _plain_value(match[1])
    half = Fraction(1, 2)
    return None if value is None else [_loose(part, match) for part in (value, half, value + half)]


def _zh_fractions(match: re.Match[str]) -> list[Figure]:
    below, above = _plain_value(match[1]), _plain_value(match[2])
    if below is None or above is None or not below:
        return []
    start, end = match.span()
    if below in (100, 1000, 10000):
        exact = above if below == 100 else above / below
        digits = match[2][0].isdigit()
        return [
            Figure(exact, "number", start, end, above != 100, digits),
            Figure(above, "number", start, end, False, digits),
        ]
    whole = Figure(above / below, "number", start, end, above / below != Fraction(1, 2), False)
    return [whole, *(Figure(part, "number", start, end, False, False) for part in (above, below))]


def _plain_value(text: str) -> Fraction | None:
    """Return the value of digits or of Han numerals, 三点五 too."""
    if text[0].isdigit():
        return Fraction(text) if len(text) <= LONGEST else None
    whole, point, part = text.partition("点")
    value = han_value(whole) if whole else 0
    if value is None or (point and not part):
        return None
    decimals = han_value(part, positional=True) if part else 0
    return None if decimals is None else value + Fraction(decimals, 10 ** len(part))


def _zh_digits(match: re.Match[str]) -> list[Figure]:
    return _grouped_digits(match, prod(HAN_UNITS.get(unit, 1) for unit in match[3] or ""))


def _either(match: re.Match[str]) -> list[Figure]:
    """Return both values of an estimate."""
    parts = _EITHER.fullmatch(match[2])
    if parts is None:
        return []
    head = han_value(parts[1]) or 0
    factor = HAN_UNITS.get(parts[4], 1)
    values = ((head + _HAN_SIGNS[digit]) * factor for digit in (parts[2], parts[3]))
    return [Figure(value, "number", match.start(2), match.end(2), False, False) for value in values]


def _joined(figures: list[Figure]) -> list[Figure]:
    """Return the figures with 2亿 + 5 000万 made one: each part must be smaller than the unit before it."""
    joined: list[Figure] = []
    for figure in figures:
        before = joined[-1] if joined else None
        if before and before.end == figure.start and before.value >= 10**4 and figure.value < 10**8 <= before.value:
            figure = Figure(before.value + figure.value, "number", before.start, figure.end)
            joined.pop()
        joined.append(figure)
    return joined


def _han(match: re.Match[str], text: str) -> list[Figure]:
    start = match.start(2)
    # two taels are 二两, twenty of them 二十两: at the end, 两 counts nothing but is what is counted
    in_taels = len(match[2]) > 1 and match[2][-1] == "两"
    run = match[2][:-1] if in_taels else match[2]
    value = han_value(run, positional=bool(match[1]))  # nobody estimates in an ordinal
    # every numeral answers for its equal on the other side, whatever it means here
    found = [Figure(_HAN_SIGNS[sign], "number", at, at + 1, False, False) for at, sign in enumerate(run, start)]
    if value is None:
        return [*found, *_either(match)]
    vague = text[max(0, start - 1) : start] in _VAGUE or text[match.end(2) : match.end(2) + 1] == "几"
    very = run == "十" and match[3] == "分" and text[match.end() : match.end() + 1] not in "钟之"  # 十分重要
    counted = in_taels or (bool(match[1] or match[3]) and not very) or (len(run) > 1 and run[0] not in "百千万亿佰仟")
    sure = counted and value > 1 and not vague and run not in ("百", "千", "万", "亿", "两", "千万", "百万", "万一")
    return [*found, Figure(Fraction(value), "number", start, start + len(run), sure, False)]


def english_numbers(text: str) -> list[Figure]:
    """Return the figures of a folded English text in which symbols and dates are blanked out."""
    found: list[Figure] = []
    taken = text
    if _DIGIT.search(text):
        taken = take(text, _HOUR, found, _hour)
    taken = _common(taken, found)
    if _DIGIT.search(taken):
        taken = take(taken, _EN_NAMED, found, lambda m: _named(m) if _is_name(m[0]) else None)
        for match in _EN_DIGITS.finditer(taken):
            found += _en_digits(match)
    words = [(match[0].lower(), match) for match in _EN_WORD.finditer(taken)]
    # most sentences have none of what most patterns look for
    present = {word for word, _match in words}
    if any(word.removesuffix("s") in _NUMBER_WORDS for word in present):
        for match in _EN_RUN.finditer(taken):
            found += _words(match)
    found += [_loose(_EN_WORDS[word], match) for word, match in words if word in _EN_WORDS]
    if not present.isdisjoint(_DENOMINATORS):
        found += [_loose(Fraction(1, _DENOMINATORS[m[1].lower()]), m) for m in _FRACTION_OF.finditer(taken)]
    if "half" in present:
        found += [_loose(count + Fraction(1, 2), m) for m in _EN_AND_HALF.finditer(taken) if (count := _count(m[1]))]
    for match in _ONE_IN.finditer(taken) if "one" in present or "1" in taken else ():
        found += [_loose(Fraction(1, count), match)] if (count := _count(match[1])) else []
    for match in _DECADES.finditer(taken) if not present.isdisjoint(_DECADE_WORDS) else ():
        found += [_loose(_count(match[1]) * Fraction(_EN_WORDS[match[2].lower()]), match)]
    found += [_loose(Fraction(value), m) for m in _EN_ROMAN.finditer(taken) if (value := roman_value(m[0]))]
    return found


def _count(word: str) -> int:
    """Return the value of one word or of digits; 0 where it is no number."""
    return decimal_value(word) or CARDINALS.get(word.lower(), 0)


def _is_name(word: str) -> bool:
    """Whether letters and digits make a name (COVID-19, G20, #Faith4Rights), not a count (mid-2021, 20km)."""
    return word[0].isdigit() or "-" not in word or bool(_NAME_FIRST.match(word))


def _en_digits(match: re.Match[str]) -> list[Figure]:
    return _grouped_digits(match, SCALES.get((match[3] or "").lower(), 1) * _ABBREVIATED.get(match[4] or "", 1))


def _words(match: re.Match[str]) -> list[Figure]:
    """Read a run of number words; a run may hold several numbers (``two three-year terms``)."""
    words = [
        (m[0].lower(), match.start() + m.start(), match.start() + m.end()) for m in re.finditer(r"[A-Za-z]+", match[0])
    ]
    found: list[Figure] = []
    number: list[tuple[str, int, int]] = []
    for word in words:
        if word[0] == "and":
            continue
        if number and not _continues(number, word[0]):
            found += _number(number)
            number = []
        number.append(word)
    return found + _number(number)


def _continues(number: list[tuple[str, int, int]], word: str) -> bool:
    last = number[-1][0]
    if scale := SCALES.get(word) or SCALE_ORDINALS.get(word):
        return last in CARDINALS or SCALES.get(last, scale) < scale
    small = CARDINALS.get(word, ORDINALS.get(word))
    if (
        _singular(word) in _DENOMINATORS
        and len(number) == 1
        and last in CARDINALS
        and (small is None or CARDINALS[last] < 20)
    ):
        return True
    if small is None:
        return False
    if last in SCALES:
        return small < SCALES[last]
    return last in CARDINALS and CARDINALS[last] >= 20 and 0 < small < 10


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and word[:-1] in _DENOMINATORS else word


def _number(number: list[tuple[str, int, int]]) -> list[Figure]:
    if not number:
        return []
    start, end = number[0][1], number[-1][2]
    words = [word for word, _start, _end in number]
    last = _singular(words[-1])
    if len(words) == 2 and words[0] in CARDINALS and last in _DENOMINATORS and CARDINALS[words[0]] < 20:
        above, below = CARDINALS[words[0]], _DENOMINATORS[last]
        if below:
            return [Figure(Fraction(above, below), "number", start, end, above > 1 and words[-1] != last, False)] + [
                Figure(Fraction(part), "number", start, end, False, False) for part in (above, below)
            ]
    singular = [word.removesuffix("s") if word not in CARDINALS else word for word in words]
    total, plural = english_value(singular), singular != words
    sure = total > 1 and not plural and words != ["second"] and not (len(words) == 1 and words[0] in SCALES)
    return [Figure(Fraction(total), "number", start, end, sure, False)]


def _loose(value: Fraction | int, match: re.Match[str]) -> Figure:
    return Figure(Fraction(value), "number", match.start(), match.end(), False, match[0].isdecimal())


def _named(match: re.Match[str]) -> list[Figure]:
    """Return the figures in a name (COVID-19, G20)."""
    values = (decimal_value(digits) for digits in re.findall(r"\d+", match[0]))
    return [_loose(value, match) for value in values if value is not None]


def _around_stroke(match: re.Match[str]) -> list[Figure]:
    above, below = int(match[1]), int(match[2])
    return [_loose(value, match) for value in (above, below, Fraction(above, below or 1))]


def _grouped_digits(match: re.Match[str], factor: int) -> list[Figure]:
    """Return the value of digits with their grouping and decimals (groups 1 and 2), times a factor."""
    digits = match[1].replace(",", "").replace(" ", "") + (match[2] or "")
    if len(digits) > LONGEST:
        return []
    value = Fraction(digits)
    year = len(match[0]) == 4 == len(digits) and 1500 <= value <= 2199
    return [Figure(value * factor, "year" if year else "number", match.start(), match.end())]
