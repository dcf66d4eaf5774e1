"""Numbers in English text: digits, number words, ordinals, fractions, multiples and Roman numerals, by value."""

import re
from fractions import Fraction

from .figures import Figure, take
from .numerals import CARDINALS, LONGEST, ORDINALS, SCALE_ORDINALS, SCALES, decimal_value, english_value, roman_value

# words that may stand for a number where Chinese has one; they never ask for one
_MULTIPLES: dict[str, int | Fraction] = {
    "a": 1, "an": 1, "another": 1, "sole": 1, "single": 1, "once": 1, "only": 1, "unique": 1, "initial": 1,
    "initially": 1, "both": 2, "twice": 2, "double": 2, "doubled": 2, "doubling": 2, "dual": 2, "pair": 2,
    "couple": 2, "twin": 2, "either": 2, "neither": 2, "bilateral": 2, "biennial": 2, "biennium": 2, "biannual": 2,
    "bicameral": 2, "bilingual": 2, "secondly": 2, "twofold": 2, "again": 2, "half": Fraction(1, 2),
    "semi": Fraction(1, 2), "halve": Fraction(1, 2), "halved": Fraction(1, 2), "mid": Fraction(1, 2),
    "secondary": 2, "second": 2, "seconds": 2, "other": 2, "triple": 3, "tripled": 3, "tripartite": 3,
    "trilateral": 3, "triennial": 3, "threefold": 3, "thrice": 3, "triangular": 3, "thirdly": 3, "tertiary": 3,
    "quadripartite": 4, "quartet": 4, "quadrennial": 4, "quadruple": 4, "quadrilateral": 4, "fourfold": 4,
    "fourthly": 4, "quarterly": 4, "quintet": 5, "fivefold": 5, "tenfold": 10, "decade": 10, "decades": 10,
    "decennial": 10, "dozen": 12, "dozens": 12, "century": 100, "centuries": 100, "centennial": 100,
    "centenary": 100, "millennium": 1000, "hundreds": 100, "thousands": 1000, "millions": 10**6, "billions": 10**9,
    "fortnight": 2, "quarter": Fraction(1, 4), "quarters": Fraction(1, 4), "tens": 10, "fully": 100, "full": 100,
    "bicentennial": 200,
}  # fmt: skip
_ABBREVIATED = {"m": 10**6, "mn": 10**6, "bn": 10**9, "k": 1000}
_NAMED = re.compile(
    r"(?<![A-Za-z])#?[A-Za-z]+[-_#]?\d[A-Za-z\d]*(?:-\d+)?|(?<!\d)\d+(?!(?:st|nd|rd|th|m|mn|bn|k|s)\b)[A-Za-z]+\w*",
    re.ASCII,
)
_NAME_FIRST = re.compile(r"(?:[A-Z]{2}|[A-Z]\d|[A-Za-z]\d|#)")
_DIGITS = re.compile(
    r"(?<![A-Za-z0-9.])(\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+)(\.\d+)?"
    r"(?:[\s-]*(hundred|thousand|million|billion|trillion)s?\b|(m|mn|bn|k|st|nd|rd|th)\b|(s)\b)?"
)
_WORD = "|".join(sorted({*CARDINALS, *ORDINALS, *SCALES, *SCALE_ORDINALS}, key=len, reverse=True))
_RUN = re.compile(rf"\b(?:{_WORD})s?(?:(?:[\s-]+(?:and[\s-]+)?)(?:{_WORD}|half|halve|quarter)s?)*\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[A-Za-z]+")
_FRACTION_OF = re.compile(
    r"\b(?:a|one)[\s-](third|quarter|half|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b", re.IGNORECASE
)
_ONE_IN = re.compile(r"\b(?:one|1) (?:in|out of) (?:every )?(\w+)\b", re.IGNORECASE)
_DECADES = re.compile(r"\b(\w+) (decades|centuries|dozen)\b", re.IGNORECASE)
_DENOMINATORS = ORDINALS | {"half": 2, "halve": 2, "quarter": 4}
_ROMAN = re.compile(r"\b(?=[IVXLC])(?:C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})\b")


def english_numbers(text: str) -> list[Figure]:
    """Return the figures of a folded English text in which symbols and dates are blanked out."""
    found: list[Figure] = []
    taken = text
    if _DIGIT.search(text):
        taken = take(text, _NAMED, found, _named)
        for match in _DIGITS.finditer(taken):
            found += _digits(match)
    for match in _RUN.finditer(taken):
        found += _words(match)
    for match in _LETTERS.finditer(taken):
        value = _MULTIPLES.get(match[0].lower())
        if value is not None:
            found.append(_loose(Fraction(value), match))
    found += [_loose(Fraction(1, _DENOMINATORS[m[1].lower()]), m) for m in _FRACTION_OF.finditer(taken)]
    for match in _ONE_IN.finditer(taken):
        found += [_loose(Fraction(1, count), match)] if (count := _count(match[1])) else []
    for match in _DECADES.finditer(taken):
        found += [_loose(_count(match[1]) * Fraction(_MULTIPLES[match[2].lower()]), match)]
    found += [_loose(Fraction(value), m) for m in _ROMAN.finditer(taken) if (value := roman_value(m[0]))]
    return found


def _loose(value: Fraction, match: re.Match[str]) -> Figure:
    return Figure(value, "number", match.start(), match.end(), False, False)


def _count(word: str) -> int:
    """Return the value of one word or of digits; 0 where it is no number."""
    return decimal_value(word) or CARDINALS.get(word.lower(), 0)


def _named(match: re.Match[str]) -> list[Figure] | None:
    if not _is_name(match[0]):
        return None
    values = (decimal_value(digits) for digits in re.findall(r"\d+", match[0]))
    return [_loose(Fraction(value), match) for value in values if value is not None]


def _is_name(word: str) -> bool:
    """Whether letters and digits make a name (COVID-19, G20, #Faith4Rights), not a count (mid-2021, 20km)."""
    if word[0].isdigit():
        return True
    return "-" not in word or bool(_NAME_FIRST.match(word))


def _digits(match: re.Match[str]) -> list[Figure]:
    digits = match[1].replace(",", "").replace(" ", "") + (match[2] or "")
    if len(digits) > LONGEST:
        return []
    value = Fraction(digits)
    factor = SCALES.get((match[3] or "").lower(), 1) * _ABBREVIATED.get(match[4] or "", 1)
    bare = not (match[2] or match[3] or match[4]) and len(match[1]) == 4
    year = bare and 1500 <= value <= 2199
    return [Figure(value * factor, "year" if year else "number", match.start(), match.end())]


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
