"""Dates in both languages: years, months and days as figures; months are compared with months only."""

import re
from fractions import Fraction

from .figures import Figure, Role, chinese_numbers, english_numbers, take
from .numerals import HAN_DIGITS, han_value

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH_NUMBERS = {form: i for i, name in enumerate(MONTHS, 1) for form in (name, name[:3])} | {"Sept": 9}
_MONTH = "|".join(MONTHS) + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_MOST_DAYS = 30  # that one month's name stands for, less one
_LINK = r"\s*(?:[–—-]|,|to|and|or|through|until)\s*"
_DAYS_FIRST = re.compile(
    rf"(?:(?<![\w.,/–-])|(?<=\d{{4}}[–—-]))((?:{_DAY}{_LINK}){{0,{_MOST_DAYS}}}{_DAY})\s+(?:of\s+)?({_MONTH})(?![A-Za-z])"
)
_MONTH_FIRST = re.compile(rf"(?<![A-Za-z])({_MONTH})\s+({_DAY}(?:[–-]{_DAY})?)(?![\d/]|[,.]\d|\s\d{{3}}\b)")
_BARE = re.compile(rf"(?<![A-Za-z])({_MONTH})(?![A-Za-z])")
# May is a month where something around it says so
_MAY = re.compile(
    r"(?:\b(?:in|of|since|by|from|to|until|till|and|or|during|early|late|mid|next|last|this|between|through|before|after|on)[\s-]+|[–—-]|\d\s+)May\b"
    r"|\bMay\b(?=,?\s+\d{4}|[–—-]|,? (?:and|to|or|until|through) (?:" + "|".join(MONTHS) + r"))"
)
_DECADE = re.compile(r"(?<![\d.,])(1[5-9]\d0|20\d0)s\b")
_FISCAL = re.compile(
    rf"(?<![A-Za-z0-9_/.])(\d{{4}})\s*[/–—-]\s*(\d{{4}}|\d\d)(?![\d/-]|\.\d|\s+(?:of\s+)?(?:{_MONTH}))"
)
_DIGIT = re.compile(r"\d")
_ALONE = re.compile(rf"(?:Date:?\s)?(?P<day>\d{{1,2}}) (?P<name>{'|'.join(MONTHS)}) (?P<year>\d{{4}})")
_ZH_ALONE = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")

_HAN = HAN_DIGITS + "十"
_COUNT = r"(?:\d{1,2}|十[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
_LIST = rf"(?:{_COUNT}\s*(?:、|和|至|到|及|或|与|[–—-])\s*){{0,{_MOST_DAYS}}}{_COUNT}"
_ZH_YEAR = re.compile(rf"(?<!\d[.,])(?<![\d{_HAN}])(\d{{4}}|[{HAN_DIGITS}]{{4}})年(?!代)")
_ZH_MONTH = re.compile(rf"(?<!\d[.,])(?<![\d{_HAN}每这])({_LIST})月(?!球|亮)")
_ZH_DAY = re.compile(
    rf"(?<!\d[.,])(?<![\d{_HAN}])({_LIST})[日号](?!决议|文件|公约|一般|议定|法律|法令|决定|建议|意见|令|案|法)"
)
_ZH_DECADE = re.compile(rf"(?<!\d)(?:(\d{{2}}|[{_HAN}]{{2,3}})世纪)?(\d{{4}}|\d0|[二三四五六七八九]十)年代")


def read_date(text: str) -> str:
    """Return the date that is all of a text, as ``2021-08-04``; empty where it is none.

    Example:
        >>> read_date("4 August 2021"), read_date("2021年8月4日"), read_date("on 4 August 2021")
        ('2021-08-04', '2021-08-04', '')
    """
    match = _ALONE.fullmatch(text) or _ZH_ALONE.fullmatch(text)
    if not match:
        return ""
    parts = match.groupdict()
    month = int(parts.get("month") or _MONTH_NUMBERS[parts["name"]])
    return f"{int(parts['year'])}-{month:02}-{int(parts['day']):02}"


def take_dates(text: str, language: str) -> tuple[list[Figure], str]:
    """Return the dates' parts in a folded text, and the text with them blanked out."""
    if language == "en":
        return _english(text)
    found: list[Figure] = []
    if _BARE.search(text):
        # the masthead of a Chinese document has its date in English
        found, text = _english(text)
    dates, text = _chinese(text)
    return found + dates, text


def text_figures(text: str, language: str) -> list[Figure]:
    """Return the parts of dates and the numbers of a folded text in which symbols are blanked out."""
    dates, rest = take_dates(text, language)
    return [*dates, *(chinese_numbers(rest) if language == "zh" else english_numbers(rest))]


def _figure(role: Role, match: re.Match[str], group: int, value: int | None = None, sure: bool = True) -> Figure:
    number = int(match[group]) if value is None else value
    return Figure(Fraction(number), role, match.start(group), match.end(group), sure)


def _common(text: str, found: list[Figure]) -> str:
    """Take ISO dates, fiscal years and periods of years, written alike in both languages."""
    text = take(text, _ISO, found, lambda m: (_figure("year", m, 1), _figure("month", m, 2), _figure("day", m, 3)))
    return take(text, _FISCAL, found, _period)


def _period(match: re.Match[str]) -> tuple[Figure, ...] | None:
    first, second = int(match[1]), int(match[2])
    if len(match[2]) == 2:
        second += first // 100 * 100
    if not 1500 <= first < second <= 2199:
        return None
    return _figure("year", match, 1), _figure("year", match, 2, second)


def _english(text: str) -> tuple[list[Figure], str]:
    found: list[Figure] = []
    if _DIGIT.search(text):
        text = _common(text, found)
        text = take(text, _DECADE, found, lambda m: [Figure(Fraction(int(m[1])), "year", m.start(), m.end())])
        text = take(text, _DAYS_FIRST, found, lambda m: [*_listed("day", m, 1, r"\d+"), _month(m, 2)])
        text = take(text, _MONTH_FIRST, found, lambda m: [*_listed("day", m, 2, r"\d+"), _month(m, 1)])
    if _BARE.search(text):
        surely = {match.end() - len("May") for match in _MAY.finditer(text)}
        text = take(text, _BARE, found, lambda m: [_month(m, 1, m[1] not in ("May", "Mar") or m.start() in surely)])
    return found, text


def _month(match: re.Match[str], group: int, sure: bool = True) -> Figure:
    return _figure("month", match, group, _MONTH_NUMBERS[match[group].rstrip(".")], sure)


def _listed(role: Role, match: re.Match[str], group: int, item: str) -> list[Figure]:
    """Return a figure for each item of a list: 6、7 of 6、7月."""
    at = match.start(group)
    return [
        Figure(Fraction(_value(part[0])), role, at + part.start(), at + part.end())
        for part in re.finditer(item, match[group])
    ]


def _chinese(text: str) -> tuple[list[Figure], str]:
    found: list[Figure] = []
    if not any(sign in text for sign in "年月日号-/–"):
        return found, text
    text = _common(text, found)
    text = take(text, _ZH_DECADE, found, _decade)
    text = take(text, _ZH_YEAR, found, lambda m: [Figure(Fraction(_value(m[1])), "year", m.start(1), m.end(1))])
    text = take(text, _ZH_MONTH, found, lambda m: _within(12, _listed("month", m, 1, _COUNT)))
    text = take(text, _ZH_DAY, found, lambda m: _within(31, _listed("day", m, 1, _COUNT)))
    return found, text


def _within(most: int, figures: list[Figure]) -> list[Figure] | None:
    return figures if all(1 <= figure.value <= most for figure in figures) else None


def _decade(match: re.Match[str]) -> list[Figure]:
    decade = _value(match[2])
    if match[1]:
        decade += (_value(match[1]) - 1) * 100
    elif decade < 100:
        # 九十年代 without a century: of the last one or the one before
        return [_figure("year", match, 2, 2000 + decade, sure=False), _figure("year", match, 2, 1900 + decade)]
    return [_figure("year", match, 2, decade)]


def _value(text: str) -> int:
    return int(text) if text.isdecimal() else han_value(text, positional=True) or 0
