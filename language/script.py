"""Script: Chinese or Latin letters, simplified or traditional ones, and the columns they take on a page."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from . import Language

if TYPE_CHECKING:
    import regex

_NARROW_ONLY = re.compile(r"[\x20-\x7e\u2018-\u201d\u00a0-\u00ff]*")
_SAMPLE = 200_000  # characters from which a text's language is told
# one Han character carries about as much as three Latin letters, and Chinese UN texts hold many Latin addresses
_LATIN_FOR_HAN = 6


@cache
def _pattern(pattern: str) -> "regex.Pattern[str]":
    import regex  # 15 ms, which `--help` has no use for

    return regex.compile(pattern)


def has_han(text: str) -> bool:
    """Return whether a text has a Han character."""
    return _pattern(r"\p{Han}").search(text) is not None


def language_of(text: str) -> Language:
    """Return the language of a query or term: Chinese as soon as it has a Han character."""
    return "zh" if has_han(text) else "en"


def detect_language(text: str) -> Language | None:
    """Return the language of a document by the share of Han and Latin letters; None where neither is there."""
    sample = text[:_SAMPLE]
    han = len(_pattern(r"\p{Han}").findall(sample))
    latin = len(_pattern(r"\p{Latin}").findall(sample))
    if han + latin == 0:
        return None
    return "zh" if han * _LATIN_FOR_HAN >= latin else "en"


@lru_cache(maxsize=1 << 14)
def is_traditional(character: str) -> bool:
    """Return whether a Han character belongs to traditional script only.

    Two character sets tell: Big5 lists what Chinese is written with in traditional script, GB 2312 what in simplified.
    Rare characters of names that only Big5 has are taken for traditional too.
    """
    return _in(character, "big5") and not _in(character, "gb2312")


def _in(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def display_width(text: str) -> int:
    """Return the columns that a text takes: two for a Chinese character, none for an accent on the letter before.

    rich's cell_len says the same of Chinese and English, but takes twice as long for lines that are all different.
    """
    if _NARROW_ONLY.fullmatch(text):
        return len(text)
    return sum(map(_columns, text))


@lru_cache(maxsize=1 << 14)
def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 0 if unicodedata.combining(char) else 1


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Return a text with spaces up to ``width`` columns, after it or, to stand at the right, before it."""
    filling = " " * (width - display_width(text))
    return filling + text if right else text + filling
