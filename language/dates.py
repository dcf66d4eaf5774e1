"""Dates in both languages: years, months and days as figures; months are compared with months only."""

import re
from fractions import Fraction

from .chinese_numbers import han_value
from .figures import Figure, Role, blank

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT = {name[:3]: i for i, name in enumerate(MONTHS, 1)} | {"Sept": 9}
_NUMBER = {name: i for i, name in enumerate(MONTHS, 1)} | _SHORT
_MONTH = "|".join(MONTHS) + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_LINK = r"\s*(?:[–—-]|,|to|and|or|through|until)\s*"
_DAYS_FIRST = re.compile(rf"(?<![\w.,/–-])((?:{_DAY}{_LINK})*{_DAY})\s+(?:of\s+)?({_MONTH})(?![A-Za-z])")
_MONTH_FIRST = re.compile(rf"(?<![A-Za-z])({_MONTH})\s+({_DAY}(?:[–-]{_DAY})?)(?![\d/]|[,.]\d|\s\d{{3}}\b)")
_BARE = re.compile(rf"(?<![A-Za-z])({_MONTH})(?![A-Za-z])")
# May is a month where something around it says so
_MAY = re.compile(
    r"(?:\b(?:in|of|since|by|from|to|until|till|and|or|during|early|late|mid|next|last|this|between|through|before|after|on)[\s-]+|[–—-]|\d\s+)May\b"
    r"|\bMay\b(?=,?\s+\d{4}|[–—-]|,? (?:and|to|or|until|through) (?:" + "|".join(MONTHS) + r"))"
)
_DECADE = re.compile(r"(?<![\d.,])(1[5-9]\d0|20\d0)s\b")
_FISCAL = re.compile(r"(?<![A-Za-z0-9_/.])(\d{4})\s*[/–—-]\s*(\d{4}|\d\d)(?![\d/-]|\.\d)")
_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")

_HAN = "〇零一二三四五六七八九十"
_COUNT = r"(?:\d{1,2}|十[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
_LIST = rf"(?:{_COUNT}\s*(?:、|和|至|到|及|或|与|[–—-])\s*)*{_COUNT}"
_ZH_YEAR = re.compile(rf"(?<!\d[.,])(?<![\d{_HAN}])(\d{{4}}|[〇零一二三四五六七八九]{{4}})年(?!代)")
_ZH_MONTH = re.compile(rf"(?<!\d[.,])(?<![\d{_HAN}每这])({_LIST})月(?!球|亮)")
_ZH_DAY = re.compile(
    rf"(?<!\d[.,])(?<![\d{_HAN}])({_LIST})[日号](?!决议|文件|公约|一般|议定|法律|法令|决定|建议|意见|令|案|法)"
)
_ZH_DECADE = re.compile(rf"(?<!\d)(?:(\d{{2}}|[{_HAN}]{{2,3}})世纪)?(\d{{4}}|\d0|[二三四五六七八九]十)年代")


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


def _add(found: list[Figure], role: Role, value: int, start: int, end: int, sure: bool = True) -> None:
    found.append(Figure(Fraction(value), role, start, end, sure))


def _common(text: str, found: list[Figure]) -> str:
    """Take ISO dates, fiscal years and periods of years, written alike in both languages."""
    for match in _ISO.finditer(text):
        for group, role in ((1, "year"), (2, "month"), (3, "day")):
            _add(found, role, int(match[group]), match.start(group), match.end(group))  # type: ignore[arg-type]
        text = blank(text, *match.span())
    for match in _FISCAL.finditer(text):
        first, second = int(match[1]), int(match[2])
        if len(match[2]) == 2:
            second += first // 100 * 100
        if 1500 <= first < second <= 2199:
            _add(found, "year", first, match.start(1), match.end(1))
            _add(found, "year", second, match.start(2), match.end(2))
            text = blank(text, *match.span())
    return text


def _english(text: str) -> tuple[list[Figure], str]:
    found: list[Figure] = []
    if _DIGIT.search(text):
        text = _common(text, found)
        for match in _DECADE.finditer(text):
            _add(found, "year", int(match[1]), *match.span())
            text = blank(text, *match.span())
        for pattern, days, month in ((_DAYS_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
            for match in pattern.finditer(text):
                for day in re.finditer(r"\d+", match[days]):
                    at = match.start(days) + day.start()
                    _add(found, "day", int(day[0]), at, at + len(day[0]))
                _add(found, "month", _number_of(match[month]), match.start(month), match.end(month))
                text = blank(text, *match.span())
    months = {match.start(): match for match in _BARE.finditer(text)}
    if months:
        surely = {match.end() - 3 for match in _MAY.finditer(text)}
        for start, match in months.items():
            sure = match[1] not in ("May", "Mar", "March") or start in surely or match[1] == "March"
            _add(found, "month", _number_of(match[1]), start, match.end(), sure)
        for start, match in months.items():
            text = blank(text, start, match.end())
    return found, text


def _number_of(month: str) -> int:
    return _NUMBER[month.rstrip(".")]


def _chinese(text: str) -> tuple[list[Figure], str]:
    found: list[Figure] = []
    if not ("年" in text or "月" in text or "日" in text or "号" in text or "-" in text or "/" in text or "–" in text):
        return found, text
    text = _common(text, found)
    for match in _ZH_DECADE.finditer(text):
        _add_decade(found, match)
        text = blank(text, match.start(), match.end())
    for match in _ZH_YEAR.finditer(text):
        _add(found, "year", _value(match[1]), match.start(1), match.end(1))
        text = blank(text, match.start(1), match.end())
    for pattern, role in ((_ZH_MONTH, "month"), (_ZH_DAY, "day")):
        for match in pattern.finditer(text):
            parts = [(m, _value(m[0])) for m in re.finditer(_COUNT, match[1])]
            if any(not 1 <= value <= (12 if role == "month" else 31) for _part, value in parts):
                continue
            for part, value in parts:
                _add(found, role, value, match.start(1) + part.start(), match.start(1) + part.end())  # type: ignore[arg-type]
            text = blank(text, *match.span())
    return found, text


def _add_decade(found: list[Figure], match: re.Match[str]) -> None:
    decade = _value(match[2])
    if match[1]:
        decade += (_value(match[1]) - 1) * 100
    elif decade < 100:
        # 九十年代 without a century: of the last one or the one before
        _add(found, "year", 2000 + decade, match.start(2), match.end(2), sure=False)
        decade += 1900
    _add(found, "year", decade, match.start(2), match.end(2))


def _value(text: str) -> int:
    return int(text) if text.isdigit() else han_value(text) or 0
