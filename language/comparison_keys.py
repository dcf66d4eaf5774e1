"""Forms that count as equal: widths, traditional and simplified characters, capitals, hyphens, spaces.

Chinese is folded character by character, so that offsets in the folded text are offsets in the text.
Traditional characters become simplified ones by OpenCC's character table, one character at a time: a table of
phrases would fold the same term differently inside and outside a sentence.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import regex

from . import Language
from .script import is_traditional
from .words import spelling_key

if TYPE_CHECKING:
    import opencc

_JOINERS = regex.compile(r"[\s\p{Pd}\u00ad]+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'"})
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_FIRST_HAN = 0x2E80
_PLANE = 0x10000
_FIGURE_SIGNS = str.maketrans("０１２３４５６７８９．％／（）　\u00a0\u2009\u202f", "0123456789.%/()    ")


# share of characters from which a text is in traditional script, and how many are looked at: of a text in it about 30
# in 100 are its own, of one in simplified script those of a name at most (the charters and conventions tried)
_TRADITIONAL = 0.05
_SAMPLE_LENGTH, _SAMPLE_CHARACTERS = 200, 4_000


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


class _Simplification(dict[int, str]):
    """Character -> its simplified form, worked out when `str.translate` first asks."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        simple = _simplifier().convert(character) if code >= _FIRST_HAN and is_traditional(character) else character
        self[code] = simple if len(simple) == 1 else character
        return self[code]


_FOLDS = _CharacterFold()
_SIMPLE = _Simplification()


def fold_chinese(text: str) -> str:
    """Return ``text`` with widths, traditional characters and capitals folded; as long as ``text``.

    Example:
        >>> fold_chinese("聯合國ＡＢＣ")
        '联合国abc'
    """
    return text.translate(_FOLDS)


def simplified(texts: Sequence[str]) -> list[str]:
    """Return the texts of one document in simplified characters, as they are where they have hardly others.

    Each text stays as long as it was, so that offsets hold.

    Example:
        >>> simplified(["聯合國ＡＢＣ", "大會"])
        ['联合国ＡＢＣ', '大会']
    """
    han = [char for text in texts for char in text[:_SAMPLE_LENGTH] if ord(char) >= _FIRST_HAN][:_SAMPLE_CHARACTERS]
    if sum(map(is_traditional, han)) < _TRADITIONAL * len(han):
        return list(texts)
    return [text.translate(_SIMPLE) for text in texts]


def fold_english(text: str) -> str:
    """Return ``text`` without differences of capitals, hyphens, spaces, apostrophes and British or American spelling.

    Example:
        >>> fold_english("Organisation  programme, decision-making")
        'organization program, decision making'
    """
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).lower()
    return _WORD.sub(lambda match: spelling_key(match.group()), _JOINERS.sub(" ", plain).strip())


def term_key(text: str, language: Language) -> str:
    """Return the key under which a form of a term is found in a glossary."""
    if language == "en":
        return fold_english(text)
    return _JOINERS.sub(" ", fold_chinese(text)).strip()


def segment_key(text: str, language: Language) -> str:
    """Return ``text`` as exact search compares it: width and white space folded, case kept."""
    words = width_folded(text).split()
    return ("" if language == "zh" else " ").join(words)


def width_folded(text: str) -> str:
    """Return ``text`` with full-width and half-width forms in their usual form; as long as before."""
    return text.translate(width_table()) if not text.isascii() and _wide().search(text) else text


def lowered(text: str) -> str:
    """Return ``text`` with width and case folded; as long as before, so that offsets hold."""
    wide = width_folded(text)
    lower = wide.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in wide)


def figure_form(text: str) -> str:
    """Return the text with full-width digits, their signs and wide spaces as ASCII; as long as before.

    Commas stay as they are: the ASCII one groups digits, the Chinese one divides clauses.
    """
    return text.translate(_FIGURE_SIGNS)


def single_spaced(text: str) -> str:
    """Return the text with white space as one space each, none at its ends."""
    return " ".join(text.split())


def without_spaces(text: str) -> str:
    """Return the text without white space: what two ways to cut and wrap it leave the same."""
    return "".join(text.split())


@cache
def _wide() -> re.Pattern[str]:
    """Return a pattern that finds a full-width or half-width form: much faster than to translate for nothing."""
    return re.compile("[" + re.escape("".join(map(chr, width_table()))) + "]")


@cache
def width_table() -> dict[int, str]:
    """Return full-width and half-width forms with the usual form of each, where that is one character."""
    table = {}
    for code in range(_PLANE):  # forms of other width stand in the first plane only
        if unicodedata.east_asian_width(chr(code)) in "FH":
            usual = unicodedata.normalize("NFKC", chr(code))
            if len(usual) == 1:
                table[code] = usual
    return table
