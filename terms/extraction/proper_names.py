"""Names that a text tells to be names: of documents, in 《》, and those whose short form stands after them.

Names in 《》 are paired with the English title of the same sentence that is most like them. 世界卫生组织(世卫组织) and
World Health Organization (WHO): A. Schwartz and M. Hearst, A simple algorithm for identifying abbreviation definitions
in biomedical text, PSB 2003. Chinese has the same idea: every character of the short form stands in the long one, in
order.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from ...align.encoders.encoder import Encoder
from ...language.script import has_han
from ...language.words import SMALL_IN_TITLES, tagged_words

_CHINESE_TITLE = regex.compile(r"《([^《》\n]{2,60})》")
_CAPITAL = r"\p{Lu}[\p{L}\p{N}'’\-–]*"
_SMALL = f"(?:{'|'.join(sorted(SMALL_IN_TITLES))})"
_ENGLISH_TITLE = regex.compile(rf"(?:\b\d{{4}} )?{_CAPITAL}(?:(?:,? (?:and )?(?:{_SMALL} )*|: |, )(?:{_CAPITAL}|\d+))+")
# titles of the same sentence lie above this cosine, other titles below (A/76/36, read by hand)
LEAST_SIMILARITY = 0.45
# a part of a run of capitals has to be more like the name than the whole by this
_PART_COST = 0.05
_ENGLISH_SHORT = regex.compile(r"\((\p{Lu}[\p{L}\p{N}\-]{1,11}\p{Lu}[\p{L}\p{N}\-]*|\p{Lu}{2,12}s?)\)")
_CHINESE_SHORT = regex.compile(r"[(（]([\p{Han}\p{N}A-Z]{2,8}|[A-Z][A-Z\-]{1,11})[)）]")
_WORD = regex.compile(r"[\p{L}\p{N}]+(?:['’]\p{L}+)?")
# what may stand in the name of a body: nouns, verbal nouns, adjectives, names, abbreviations, "and"
_NAME_TAGS = ("n", "v", "a", "j", "l", "i", "b", "s", "m", "c", "g", "h", "z", "eng")


def chinese_titles(text: str) -> list[str]:
    """Return the names in 《》, without the marks, each once."""
    return list(dict.fromkeys(_CHINESE_TITLE.findall(text)))


def english_titles(text: str) -> list[str]:
    """Return the runs of capitalised words, with the small words between them, and their parts after ``of the``."""
    titles: dict[str, None] = {}
    for match in _ENGLISH_TITLE.finditer(text):
        for part in _tails(match.group()):
            titles.setdefault(part)
    return list(titles)


def _tails(title: str) -> Iterator[str]:
    """Yield a title, and what is left of it when words are taken off its beginning or end."""
    yield title
    for cut in regex.finditer(r", (?:and (?:the )?)?| (?:in|on|of|from|to)(?: the)? ", title):
        if title.count(" ", 0, cut.start()):
            yield title[: cut.start()]
        if title[cut.end() : cut.end() + 1].isupper() and title.count(" ", cut.end()):
            yield title[cut.end() :]


def _is_part(title: str, titles: Sequence[str]) -> bool:
    """Return whether a title is part of another one that goes on without a comma."""
    return any(
        other.startswith((f"{title} in ", f"{title} on ", f"{title} of ")) or other.endswith(f" {title}")
        for other in titles
        if title != other
    )


def link_titles(pairs: Sequence[tuple[str, str]], encoder: Encoder) -> Iterator[tuple[int, str, str, float]]:
    """Yield pair index, Chinese name, English title and their cosine, for each name that has a likely title.

    Args:
        pairs: Chinese and English sentences.
        encoder: Encoder of phrases.
    """
    for number, (zh, en) in enumerate(pairs):
        names = chinese_titles(zh)
        titles = english_titles(en) if names else []
        if not titles:
            continue
        similarity = encoder.encode(names) @ encoder.encode(titles).T
        similarity -= [_PART_COST * _is_part(title, titles) for title in titles]
        free = set(range(len(titles)))
        for row, column in sorted(
            ((row, column) for row in range(len(names)) for column in range(len(titles))),
            key=lambda cell: (-float(similarity[cell]), cell),
        ):
            if names[row] and column in free and similarity[row, column] >= LEAST_SIMILARITY:
                yield number, names[row], titles[column], float(similarity[row, column])
                names[row] = ""
                free.discard(column)


class ShortForm(NamedTuple):
    """A long form with the short form that follows it in parentheses."""

    long: str
    short: str


def english_short_forms(text: str) -> Iterator[ShortForm]:
    """Yield the acronyms that an English sentence defines."""
    for match in _ENGLISH_SHORT.finditer(text):
        short = match.group(1)
        before = text[: match.start()].rstrip()
        long = _long_english(before, short) or _long_by_letters(before, short)
        if long:
            yield ShortForm(long, short)


def _long_english(before: str, short: str) -> str:
    """Return the words before an acronym whose initials give its letters, in order; empty where none do.

    Small words (of, and) give no letter; other words may stand between those that do: Office of the United Nations
    High Commissioner for Human Rights is OHCHR.
    """
    letters = [letter for letter in short.rstrip("s").lower() if letter.isalnum()]
    words = list(_WORD.finditer(before))[-(len(letters) * 2 + 6) :]
    place = len(words)
    for letter in reversed(letters):
        place -= 1
        while place >= 0 and not (words[place].group().lower().startswith(letter) and not _is_small(words[place])):
            place -= 1
        if place < 0:
            return ""
    long = before[words[place].start() :].strip()
    content = [word for word in _WORD.finditer(long) if not _is_small(word)]
    listed = "," in long and not all(word.group()[0].isupper() for word in content)
    return "" if listed or not 2 <= len(content) <= 2 * len(letters) else long


def _long_by_letters(before: str, short: str) -> str:
    """Return the shortest name that has an acronym's letters in order, the first one at its beginning (UNICEF)."""
    words = list(_WORD.finditer(before))[-min(len(short) + 5, 2 * len(short)) :]
    for word in reversed(words):
        long = before[word.start() :]
        if word.group()[:1] == short[:1] and _in_order(short.lower(), long.lower()):
            named = all(each.group()[:1].isupper() or _is_small(each) for each in _WORD.finditer(long))
            return long if named and " " in long else ""
    return ""


def _is_small(word: "regex.Match[str]") -> bool:
    return word.group().lower() in SMALL_IN_TITLES


def chinese_short_forms(text: str) -> Iterator[ShortForm]:
    """Yield the short forms that a Chinese sentence defines; an acronym in Latin letters counts."""
    for match in _CHINESE_SHORT.finditer(text):
        short = match.group(1)
        long = _name_before(text[: match.start()])
        if has_han(short):
            long = long if _in_order(short, long) else ""
        if long and long != short and len(long) > len(short):
            yield ShortForm(long, short)


def _name_before(before: str) -> str:
    """Return the longest run of words at the end of a text that may stand in a name."""
    words = tagged_words(before[-40:])
    start = len(before[-40:])
    for word, tag, first, _last in reversed(words):
        if not tag.startswith(_NAME_TAGS) or any(character.isdigit() for character in word):
            break
        start = first
    return before[-40:][start:]


def _in_order(short: str, long: str) -> bool:
    """Return whether a long form has a short form's characters in their order."""
    characters = iter(long)
    return all(character in characters for character in short)
