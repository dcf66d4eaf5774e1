"""Forms that count as equal: widths, traditional and simplified characters, capitals, hyphens, spaces.

Chinese is folded character by character, so that offsets in the folded text are offsets in the text.
Traditional characters become simplified ones by OpenCC's character table, one character at a time: a table of
phrases would fold the same term differently inside and outside a sentence.
"""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import regex

from . import Language
from .english_words import spelling_key

if TYPE_CHECKING:
    import opencc

_HAN = regex.compile(r"\p{Han}")
_JOINERS = regex.compile(r"[\s\p{Pd}\u00ad]+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'"})
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_ASCII_LIMIT = 0x80
_FIRST_HAN = 0x2E80


class _CharacterFold(dict[int, str]):
    """Character -> its folded form of length one, worked out when `str.translate` first asks."""

    def __missing__(self, code: int) -> str:
        folded = fold_character(chr(code))
        self[code] = folded
        return folded


def fold_character(character: str) -> str:
    """Return one character's folded form, always one character long; half of a surrogate pair becomes U+FFFD."""
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    wide = unicodedata.normalize("NFKC", character)
    lower = (wide if len(wide) == 1 else character).lower()
    folded = lower if len(lower) == 1 else character
    if ord(folded) < _FIRST_HAN:
        return folded
    simple = _simplifier().convert(folded)
    return simple if len(simple) == 1 else folded


@cache
def _simplifier() -> "opencc.OpenCC":
    import opencc

    return opencc.OpenCC("t2s")


_FOLDS = _CharacterFold()


def fold_chinese(text: str) -> str:
    """Return ``text`` with widths, traditional characters and capitals folded; as long as ``text``.

    Example:
        >>> fold_chinese("聯合國ＡＢＣ")
        '联合国abc'
    """
    return text.translate(_FOLDS)


def fold_english(text: str) -> str:
    """Return ``text`` without differences of capitals, hyphens, spaces, apostrophes and British or American spelling.

    Example:
        >>> fold_english("Organisation  programme, decision-making")
        'organization program, decision making'
    """
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).lower()
    return _WORD.sub(lambda match: spelling_key(match.group()), _JOINERS.sub(" ", plain).strip())


def fold(text: str, language: Language) -> str:
    """Return the key under which a form is found."""
    if language == "en":
        return fold_english(text)
    return _JOINERS.sub(" ", fold_chinese(text)).strip()


def language_of(text: str) -> Language:
    """Return the language of a query or term: Chinese as soon as it has a Han character."""
    return "zh" if _HAN.search(text) else "en"


def has_han(text: str) -> bool:
    """Return whether a text has a Han character."""
    return _HAN.search(text) is not None
