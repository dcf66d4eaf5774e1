"""What can be matched between the languages without a model: words of a dictionary, numbers, Latin words, names.

Every sentence becomes a bag of items; a lexicon tells which English items a Chinese one may answer to. The dictionary
(data/lexicon.tsv) is made from CC-CEDICT by tests/bench/tuning/build_lexicon.py.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

import regex

from ...language.numerals import CARDINALS, HAN_NUMERALS, han_value

LONGEST = 5
_HAN = regex.compile(r"\p{Han}+")
_LATIN = regex.compile(r"\p{Latin}[\p{Latin}\p{M}]*(?:['’]s)?")
_NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")
_HAN_NUMBER = regex.compile(rf"[{HAN_NUMERALS}]{{2,}}|[一二三四五六七八九十](?=[年月日岁个天号])")
_ENDINGS = (("es", "s"), ("ly",), ("ing", "ed", "e"))
STOPS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "and",
        "or",
        "but",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "he",
        "she",
        "they",
        "them",
        "him",
        "her",
        "his",
        "their",
        "i",
        "you",
        "we",
        "us",
        "our",
        "your",
        "my",
        "me",
        "not",
        "no",
        "do",
        "does",
        "did",
        "have",
        "has",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "shall",
        "should",
        "must",
        "so",
        "than",
        "then",
        "there",
        "here",
        "what",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "how",
        "if",
        "into",
        "out",
        "up",
        "down",
        "over",
        "about",
        "after",
        "before",
        "all",
        "any",
        "some",
        "such",
        "only",
        "also",
        "very",
        "just",
        "more",
        "most",
        "other",
        "one",
    ]
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A Chinese-English dictionary cut down to what matching needs.

    Attributes:
        lines: Chinese word -> English stems, with spaces between.
        sounds: Chinese character -> its usual reading without tone (`wang`).
    """

    lines: dict[str, str] = field(default_factory=dict)
    sounds: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the dictionary that comes with the package."""
    lines: dict[str, str] = {}
    sounds: dict[str, str] = {}
    text = resources.files(__package__).joinpath("data/lexicon.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        word, sound, stems = line.split("\t")
        if stems:
            lines[word] = stems
        if sound:
            sounds[word] = sound
    return Lexicon(lines, sounds)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Cut an English word in lower case to what its inflected forms share: ``policies`` and ``policy`` -> ``polic``.

    Cruder than a lemmatizer, and all that matching needs: both sides are cut alike.
    """
    for endings in _ENDINGS:
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word.removesuffix(ending)
                break
    if len(word) > 3 and word[-1] in "iy":
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:7]


def english_items(text: str) -> list[str]:
    """Return the items of an English sentence: stems of words that say something, and numbers as ``#7``."""
    items = [f"#{number}" for number in _numbers(text)]
    for match in _LATIN.finditer(text):
        word = match[0].lower().removesuffix("'s").removesuffix("’s")
        if CARDINALS.get(word, 0) > 1:
            items.append(f"#{CARDINALS[word]}")
        if word not in STOPS and len(word) > 1:
            items.append(stem(word))
    return items


def chinese_items(text: str, words: Lexicon) -> list[str]:
    """Return the items of a Chinese sentence: dictionary words, lone characters, Latin words as ``=stem``, numbers."""
    items = [f"#{number}" for number in _numbers(text)]
    items += [f"#{number}" for number in _han_numbers(text)]
    items += [f"={stem(match[0].lower())}" for match in _LATIN.finditer(text) if len(match[0]) > 1]
    for match in _HAN.finditer(text):
        items.extend(_words(match[0], words.lines))
    return items


def _words(run: str, lines: dict[str, str]) -> Iterator[str]:
    """Give all dictionary words of two characters or more, nested ones too, and characters that stand in none."""
    covered = 0
    for start in range(len(run)):
        found = False
        for end in range(min(start + LONGEST, len(run)), start + 1, -1):
            if run[start:end] in lines:
                yield run[start:end]
                covered = max(covered, end)
                found = True
        if not found and start >= covered and run[start] in lines:
            yield run[start]


def answers(item: str, words: Lexicon) -> Iterable[str]:
    """Return the English items that may answer to a Chinese item."""
    if item[0] == "#":
        return (item,)
    if item[0] == "=":
        return (item[1:],)
    return words.lines[item].split(" ")


def _numbers(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        yield match[0].replace(",", "").lstrip("0") or "0"


def _han_numbers(text: str) -> Iterator[int]:
    for match in _HAN_NUMBER.finditer(text):
        value = han_value(match[0])
        if value is not None and value > 1:
            yield value
