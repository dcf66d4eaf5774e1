"""Numbers as word processors and browsers print them in lists: ``7`` as ``vii``, ``七``, ``g``, ``⑦``.

Names of formats are those of ECMA-376, part 1, 17.18.59 (ST_NumberFormat).
"""

from collections.abc import Callable
from functools import partial

_HAN_DIGITS = "零一二三四五六七八九"
_HAN_UNITS = ("", "十", "百", "千")
_LEGAL_SIMPLIFIED = ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"))
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟"))
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


def format_number(number: int, style: str) -> str:
    """Return ``number`` in the format ``style``; decimal where the format is unknown or does not reach that far.

    Example:
        >>> format_number(12, "chineseCounting"), format_number(4, "lowerRoman"), format_number(28, "upperLetter")
        ('十二', 'iv', 'BB')
    """
    formatter = _FORMATS.get(style)
    return (formatter(number) if formatter and number >= 0 else "") or str(number)


def roman(number: int) -> str:
    """Return a Roman number in capitals; empty outside 1 to 3999."""
    if not 0 < number < 4000:
        return ""
    digits = []
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        digits.append(letters * times)
    return "".join(digits)


def han(number: int, digits: str = _HAN_DIGITS, units: tuple[str, ...] = _HAN_UNITS) -> str:
    """Return a Chinese number below ten thousand: 十二, 一百零五; empty above."""
    if not 0 <= number < 10_000:
        return ""
    if number < 10:
        return digits[number]
    text = ""
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += digits[digit] + units[place]
        elif not text.endswith(digits[0]):
            text += digits[0]
    text = text.rstrip(digits[0])
    # eleven is 十一 in counting, 壹拾壹 in sums of money
    return text[1:] if 10 <= number < 20 and digits is _HAN_DIGITS else text


def _letters(number: int) -> str:
    """Return A to Z, then AA, BB, … as Word does."""
    if number < 1:
        return ""
    times, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * (times + 1) if times < 30 else ""


def _positional(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _one_of(number: int, symbols: str) -> str:
    return symbols[number - 1] if 0 < number <= len(symbols) else ""


def _cycled(number: int, symbols: str) -> str:
    times, index = divmod(number - 1, len(symbols))
    return symbols[index] * (times + 1) if number > 0 and times < 30 else ""


def _run(number: int, first: str, count: int) -> str:
    """Return the symbol that stands ``number`` - 1 places after ``first`` in Unicode."""
    return chr(ord(first) + number - 1) if 0 < number <= count else ""


def _circled(number: int) -> str:
    if number > 20:
        return _run(number - 20, "㉑", 15) or _run(number - 35, "㊱", 15)
    return _run(number, "①", 20)


def _suffixed(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, …."""
    teens = 10 <= number % 100 < 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _words(number: int) -> str:
    if number >= 100:
        return ""
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def _ordinal_words(number: int) -> str:
    words = _words(number)
    head, hyphen, last = words.rpartition("-")
    if last in _ORDINALS:
        last = _ORDINALS[last]
    elif last:
        last = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return head + hyphen + last


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": partial(_positional, digits="０１２３４５６７８９"),
    "decimalFullWidth2": partial(_positional, digits="０１２３４５６７８９"),
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "ordinal": _suffixed,
    "cardinalText": lambda number: _words(number).capitalize(),
    "ordinalText": lambda number: _ordinal_words(number).capitalize(),
    "numberInDash": "- {} -".format,
    "chicago": partial(_cycled, symbols="*†‡§"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": partial(_run, first="⒈", count=20),
    "decimalEnclosedParen": partial(_run, first="⑴", count=20),
    "ideographEnclosedCircle": partial(_run, first="㊀", count=10),
    "ideographTraditional": partial(_one_of, symbols=_STEMS),
    "ideographZodiac": partial(_one_of, symbols=_BRANCHES),
    "ideographDigital": partial(_positional, digits="〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": partial(_positional, digits="〇一二三四五六七八九"),
    "taiwaneseDigital": partial(_positional, digits="○一二三四五六七八九"),
    "chineseCounting": han,
    "chineseCountingThousand": han,
    "taiwaneseCounting": han,
    "taiwaneseCountingThousand": han,
    "japaneseCounting": han,
    "chineseLegalSimplified": lambda number: han(number, *_LEGAL_SIMPLIFIED),
    "ideographLegalTraditional": lambda number: han(number, *_LEGAL_TRADITIONAL),
    "japaneseLegal": lambda number: han(number, *_LEGAL_TRADITIONAL),
    "none": lambda number: "",
}
