"""Numerals as symbols: Han, Roman, letters, enclosed ones, English words; read and printed, with one answer for all.

Numbers that stand in a text are found by `figures` and `dates`. Names of list formats are those of ECMA-376, part 1,
17.18.59 (ST_NumberFormat). What reads returns None where the symbols are no number, and never more than
`LONGEST` symbols' worth of work: 5,000 digits are a key or a checksum, and count nothing.
"""

import unicodedata
from collections.abc import Callable, Iterable
from functools import partial

# the longest number below 10**16 has 31 Han numerals; of digits nobody counts with more either
LONGEST = 32

# what stands in a pattern's class: digits, units and the pairs written as one
HAN_DIGITS = "〇零○一二三四五六七八九"
HAN_NUMERALS = HAN_DIGITS + "十百千万亿两廿卅"
HAN_FINANCIAL = "壹贰叁肆伍陆柒捌玖拾佰仟"  # in sums of money
HAN_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
_MYRIAD = 10**4
_ZERO = "零"
_PLAIN_DIGITS = "零一二三四五六七八九"
# sums of money, traditional characters and pairs written as one
_PLAIN = str.maketrans(
    dict(
        zip("〇○壹贰貳叁參叄肆伍陆陸柒捌玖两兩拾佰仟萬億", "零零一二二三三三四五六六七八九二二十百千万亿", strict=True)
    )
    | {"廿": "二十", "卅": "三十", "卌": "四十"}
)
_COUNTING_UNITS = ("", "十", "百", "千")
_LEGAL_SIMPLIFIED = ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"))
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟"))
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ROMAN_LETTERS = {letters: value for value, letters in _ROMAN if len(letters) == 1}
_MOST_LETTERS = 30  # of the same letter or mark in one label

_ONES = (  # noqa: SIM905
    "zero one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_ORDINAL_ONES = (  # noqa: SIM905
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth "
    "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
CARDINALS = {word: value for value, word in enumerate(_ONES)} | {word: 20 + 10 * i for i, word in enumerate(_TENS)}
ORDINALS = {word: value for value, word in enumerate(_ORDINAL_ONES)} | {
    f"{word[:-1]}ieth": 20 + 10 * i for i, word in enumerate(_TENS)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SCALE_ORDINALS = {f"{word}th": value for word, value in SCALES.items()}


def decimal_value(digits: str) -> int | None:
    """Return the value of decimal digits of any script and width."""
    return int(digits) if digits.isdecimal() and len(digits) <= LONGEST else None


def han_value(numerals: str, *, positional: bool = False) -> int | None:
    """Return the value of Han numerals: simplified or traditional, financial (壹贰), 廿 and 卅, 两, 〇 零 ○.

    Units multiply what stands before them. A digit after a unit without 零 counts the next lower unit, as one says
    it: 二百五 is 250 and 一万二 12,000, but 二百零五 is 205. 千百 and 三四十 are estimates and no number.

    Numerals without a unit are read like digits where they can be nothing else: one alone, four and more (a year), or
    with a zero in them. 三五 is otherwise "three to five"; in a label, where nobody estimates, it is 35.

    Args:
        numerals: The numerals.
        positional: Whether two or three numerals without a unit are read like digits too.

    Example:
        >>> han_value("一万二千"), han_value("廿一"), han_value("二〇二一"), han_value("三五")
        (12000, 21, 2021, None)
        >>> han_value("三五", positional=True)
        35
    """
    if len(numerals) > LONGEST:
        return None
    return _by_units(numerals.translate(_PLAIN), positional)


def _by_units(text: str, positional: bool = False) -> int | None:
    for sign, unit in reversed(HAN_UNITS.items()):
        above, found, below = text.rpartition(sign)
        if not found:
            continue
        times = _times(above, sign, unit)
        rest = _rest(below, unit)
        return None if times is None or rest is None else times * unit + rest
    return _by_place(text, positional)


def _by_place(text: str, positional: bool) -> int | None:
    if not text or any(char not in _PLAIN_DIGITS for char in text):
        return None
    if 1 < len(text) < 4 and _ZERO not in text and not positional:
        return None
    return int("".join(str(_PLAIN_DIGITS.index(char)) for char in text))


def _times(above: str, sign: str, unit: int) -> int | None:
    """Return what a unit is multiplied by: one digit for 十, 百 and 千; a whole number for 万 and 亿 (四万万 too)."""
    times = _by_units(above) if above else 1
    if times is None or (unit < _MYRIAD and above not in _PLAIN_DIGITS):
        return None
    return times if 0 < times < unit or above.endswith(sign) else None


def _rest(below: str, unit: int) -> int | None:
    """Return what a unit's lower places add: nothing, a digit of the next lower unit, or a smaller number."""
    if not below:
        return 0
    if len(below) == 1 and below in _PLAIN_DIGITS[1:]:
        return _PLAIN_DIGITS.index(below) * (unit // 10)
    plain = below.removeprefix(_ZERO)
    # 一百十 is said for 一百一十; no other unit stands there without its digit
    if not plain or (plain[0] in HAN_UNITS and plain[0] != "十"):
        return None
    counted = len(plain) == 1 or any(char in HAN_UNITS for char in plain)
    rest = _by_units(plain) if counted else None
    return rest if rest is not None and 0 < rest < unit else None


def roman_value(numeral: str) -> int | None:
    """Return the value of a Roman numeral in either case; only the usual spelling is one (XIV, not XIIII).

    Example:
        >>> roman_value("XIV"), roman_value("mix"), roman_value("IC")
        (14, 1009, None)
    """
    values = [_ROMAN_LETTERS.get(char, 0) for char in numeral[:LONGEST].upper()]
    total = sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=False))
    return total if total > 0 and to_roman(total) == numeral.upper() else None


def letter_value(letters: str) -> int | None:
    """Return 1 for ``a``, 26 for ``z``, 27 for ``aa``, in either case; None for letters that differ."""
    lower = letters.lower()
    if not ("a" <= lower[:1] <= "z") or len(lower) > _MOST_LETTERS or lower.strip(lower[0]):
        return None
    return ord(lower[0]) - ord("a") + 1 + 26 * (len(lower) - 1)


def stem_value(sign: str) -> int | None:
    """Return the place of a heavenly stem or earthly branch in its order, 1-based: 2 for 乙 and 丑."""
    return next((order.index(sign) + 1 for order in (STEMS, BRANCHES) if sign and sign in order), None)


def enclosed_value(sign: str) -> int | None:
    """Return the value of one sign that holds a number: ① ⑴ ⒈ ㈠ ㊀ Ⅷ; 0 is a value too (⓪)."""
    value = unicodedata.numeric(sign, -1) if len(sign) == 1 and unicodedata.category(sign) in ("No", "Nl") else -1
    return int(value) if value >= 0 and value == int(value) else None


def english_value(words: Iterable[str]) -> int:
    """Return the value of English number words in lower case, cardinal or ordinal; words that are none count nothing.

    Example:
        >>> english_value(["two", "hundred", "and", "seventy", "sixth"])
        276
    """
    total = section = 0
    for word in words:
        scale = SCALES.get(word) or SCALE_ORDINALS.get(word)
        if scale == 100:
            section = (section % 100 or 1) * 100
        elif scale:
            total, section = total + (section or 1) * scale, 0
        else:
            section += CARDINALS.get(word, ORDINALS.get(word, 0))
    return total + section


def format_number(number: int, style: str) -> str:
    """Return ``number`` in the format ``style``; decimal where the format is unknown or does not reach that far.

    Example:
        >>> format_number(12, "chineseCounting"), format_number(4, "lowerRoman"), format_number(28, "upperLetter")
        ('十二', 'iv', 'BB')
    """
    formatter = _FORMATS.get(style)
    return (formatter(number) if formatter and number >= 0 else "") or str(number)


def to_roman(number: int) -> str:
    """Return a Roman number in capitals; empty outside 1 to 3999."""
    if not 0 < number < 4000:
        return ""
    digits = []
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        digits.append(letters * times)
    return "".join(digits)


def to_han(number: int, digits: str = _PLAIN_DIGITS, units: tuple[str, ...] = _COUNTING_UNITS) -> str:
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
    return text[1:] if 10 <= number < 20 and digits is _PLAIN_DIGITS else text


def to_letters(number: int) -> str:
    """Return 1 as ``a``, 26 as ``z``, 27 as ``aa``, 28 as ``bb``, as Word and UN documents do; else empty."""
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1) if 0 <= times < _MOST_LETTERS else ""


def _positional(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _one_of(number: int, symbols: str) -> str:
    return symbols[number - 1] if 0 < number <= len(symbols) else ""


def _cycled(number: int, symbols: str) -> str:
    times, index = divmod(number - 1, len(symbols))
    return symbols[index] * (times + 1) if number > 0 and times < _MOST_LETTERS else ""


def _suffixed(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, …."""
    teens = 10 <= number % 100 < 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def to_words(number: int, *, ordinal: bool = False) -> str:
    """Return a number below a hundred in English words, with a hyphen; empty above.

    Example:
        >>> to_words(42), to_words(21, ordinal=True)
        ('forty-two', 'twenty-first')
    """
    if number >= 100:
        return ""
    ones = _ORDINAL_ONES if ordinal else _ONES
    if number < 20:
        return ones[number]
    tens, rest = _TENS[number // 10 - 2], number % 10
    if rest:
        return f"{tens}-{ones[rest]}"
    return f"{tens[:-1]}ieth" if ordinal else tens


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": partial(_positional, digits="０１２３４５６７８９"),
    "decimalFullWidth2": partial(_positional, digits="０１２３４５６７８９"),
    "upperRoman": to_roman,
    "lowerRoman": lambda number: to_roman(number).lower(),
    "upperLetter": lambda number: to_letters(number).upper(),
    "lowerLetter": to_letters,
    "ordinal": _suffixed,
    "cardinalText": lambda number: to_words(number).capitalize(),
    "ordinalText": lambda number: to_words(number, ordinal=True).capitalize(),
    "numberInDash": "- {} -".format,
    "chicago": partial(_cycled, symbols="*†‡§"),
    "decimalEnclosedCircle": partial(_one_of, symbols=_CIRCLED),
    "decimalEnclosedCircleChinese": partial(_one_of, symbols=_CIRCLED),
    "decimalEnclosedFullstop": partial(_one_of, symbols="⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "decimalEnclosedParen": partial(_one_of, symbols="⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "ideographEnclosedCircle": partial(_one_of, symbols="㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographTraditional": partial(_one_of, symbols=STEMS),
    "ideographZodiac": partial(_one_of, symbols=BRANCHES),
    "ideographDigital": partial(_positional, digits="〇" + _PLAIN_DIGITS[1:]),
    "japaneseDigitalTenThousand": partial(_positional, digits="〇" + _PLAIN_DIGITS[1:]),
    "taiwaneseDigital": partial(_positional, digits="○" + _PLAIN_DIGITS[1:]),
    "chineseCounting": to_han,
    "chineseCountingThousand": to_han,
    "taiwaneseCounting": to_han,
    "taiwaneseCountingThousand": to_han,
    "japaneseCounting": to_han,
    "chineseLegalSimplified": lambda number: to_han(number, *_LEGAL_SIMPLIFIED),
    "ideographLegalTraditional": lambda number: to_han(number, *_LEGAL_TRADITIONAL),
    "japaneseLegal": lambda number: to_han(number, *_LEGAL_TRADITIONAL),
    "none": lambda number: "",
}
