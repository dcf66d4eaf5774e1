"""Numbers in Chinese text: digits with 万 and 亿, Han numerals, ordinals, fractions and per cent, by value."""

import re
from fractions import Fraction

from .figures import NAMED_FOR_A_YEAR, Figure, take
from .numerals import HAN_NUMERALS, HAN_UNITS, LONGEST, decimal_value, han_value

_CLASSIFIERS = (
    "个名位次届项份国期年月日天周岁章节条款段轮倍种类组队场座所处件批支艘架辆部家起例人大分成版卷册级号点方阶"
)
# 17 000, 17,000, 1.5, and what multiplies it: 2.5亿, 1.2万亿, 300多万; 千克 and 兆瓦 are units, not numbers
_DIGITS = re.compile(
    r"(?<![A-Za-z0-9.#_])(\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+)(\.\d+)?"
    r"((?:多|余|几)?(?:[十百千](?=[万亿])|[百千](?![克米瓦伏卡赫吨焦帕分]))?(?:万亿|[万亿])?)"
)
# each run of signs is tried from its start only: a text may be one run
_NAMED = re.compile(r"(?<![A-Za-z])[A-Za-z]+[-_#]?\d+[A-Za-z\d]*|(?<!\d)#?\d+[A-Za-z]+\w*", re.ASCII)
_RUN = re.compile(f"(第)?([{HAN_NUMERALS}]+)(?:多|余)?([{_CLASSIFIERS}])?")
_FRACTION = re.compile(
    rf"((?<![\d.])\d+(?:\.\d+)?|(?<![{HAN_NUMERALS}])[{HAN_NUMERALS}]+)分之(\d+(?:\.\d+)?|[{HAN_NUMERALS}点]+)"
)
# 十四五岁 is fourteen or fifteen, 三四百 three or four hundred
_EITHER = re.compile(r"((?:[二三四五六七八九]?十)?)([一二三四五六七八九])([一二三四五六七八九])([十百千万亿]?)")
_VAGUE = "数几好上成若"
_WORDS = {
    "半": Fraction(1, 2),
    "双": Fraction(2),
    "首": Fraction(1),
    "初": Fraction(1),
    "单": Fraction(1),
    "俩": Fraction(2),
    "对": Fraction(2),
    "季": Fraction(1, 4),
    "翻": Fraction(2),
    "兼": Fraction(2),
    "再": Fraction(2),
    "次": Fraction(2),
    "唯": Fraction(1),
    "每": Fraction(1),
}
_WEAK = re.compile(f"[{''.join(_WORDS)}]")


def chinese_numbers(text: str) -> list[Figure]:
    """Return the figures of a folded Chinese text in which symbols and dates are blanked out."""
    found: list[Figure] = []
    text = take(text, NAMED_FOR_A_YEAR, found, _named_year)
    text = take(text, _FRACTION, found, _fractions)
    text = take(text, _NAMED, found, _named)
    text = take(text, _DIGITS, found, _digits)
    found = _joined(found)
    for match in _RUN.finditer(text):
        found += _han(match, text)
    found += [Figure(_WORDS[m[0]], "number", m.start(), m.end(), False, False) for m in _WEAK.finditer(text)]
    return found


def _named_year(match: re.Match[str]) -> list[Figure]:
    return [
        Figure(Fraction(int(match[0])), "number", match.start(), match.end(), sure=False),
        Figure(Fraction(int(match[0][2:])), "number", match.start(), match.end(), sure=False),
    ]


def _named(match: re.Match[str]) -> list[Figure]:
    return [
        Figure(Fraction(value), "number", match.start(), match.end(), sure=False)
        for digits in re.findall(r"\d+", match[0])
        if (value := decimal_value(digits)) is not None
    ]


def _fractions(match: re.Match[str]) -> list[Figure]:
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


def _digits(match: re.Match[str]) -> list[Figure]:
    digits = match[1].replace(",", "").replace(" ", "") + (match[2] or "")
    if len(digits) > LONGEST:
        return []
    value = Fraction(digits)
    for unit in match[3] or "":
        value *= HAN_UNITS.get(unit, 1)
    role = "year" if _is_year(match) else "number"
    return [Figure(value, "year" if role == "year" else "number", match.start(), match.end())]


def _either(match: re.Match[str]) -> list[Figure]:
    """Return both values of an estimate."""
    parts = _EITHER.fullmatch(match[2])
    if parts is None:
        return []
    head = han_value(parts[1]) or 0 if parts[1] else 0
    factor = HAN_UNITS.get(parts[4], 1)
    values = ((head + (han_value(digit) or 0)) * factor for digit in (parts[2], parts[3]))
    return [Figure(Fraction(value), "number", match.start(2), match.end(2), False, False) for value in values]


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


def _is_year(match: re.Match[str]) -> bool:
    return len(match[0]) == 4 and match[0].isdigit() and 1500 <= int(match[0]) <= 2199


def _han(match: re.Match[str], text: str) -> list[Figure]:
    run, start = match[2], match.start(2)
    value = han_value(run)
    # every numeral answers for its equal on the other side, whatever it means here
    found = [
        Figure(Fraction(han_value(sign) or 0), "number", at, at + 1, False, False) for at, sign in enumerate(run, start)
    ]
    if value is None:
        return [*found, *_either(match)]
    vague = text[start - 1 : start] in tuple(_VAGUE) if start else False
    vague = vague or text[match.end(2) : match.end(2) + 1] == "几"
    counted = bool(match[1] or match[3]) or (len(run) > 1 and run[0] not in "百千万亿")
    sure = counted and value > 1 and not vague and run not in ("百", "千", "万", "亿", "两", "千万", "百万", "万一")
    return [*found, Figure(Fraction(value), "number", start, match.end(2), sure, False)]
