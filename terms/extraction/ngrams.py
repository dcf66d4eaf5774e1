"""Candidate terms of a text in either language: n-grams of words that may begin, go on and end as terms do.

Chinese words come from the dictionary segmenter with its parts of speech; English words from the matcher's tokens.
Only what occurs is kept with where it occurs: whether it is a term is decided by the other language. How much a pair of
phrases looks like a term orders what is found.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log, log2

import regex

from ...language.numerals import CARDINALS, HAN_NUMERALS, ORDINALS
from ...language.script import has_han
from ...language.words import (
    CHINESE_AND,
    CHINESE_CLAUSE_WORDS,
    CHINESE_PREFIXES,
    INSIDE_TERMS,
    OUTSIDE_TERMS,
    general_frequency,
    known_parts,
    tagged_words,
)
from ..matching.english import Token, tokens_of, word_of

MOST_CHINESE_WORDS = 9
MOST_CHINESE_CHARACTERS = 22
MOST_ENGLISH_WORDS = 10
_NEARLY_ALWAYS = 0.9
_ENOUGH = 3
# an ordinary word of general Chinese (继续, 提供, 支持) occurs at least this often in the segmenter's counts
_COMMON = 20000.0
_CEILING = 8.0
# two things joined by "and" are more often two terms than one
_JOINED = 0.7

# jieba's tags of words that no Chinese term begins or ends with: prepositions, conjunctions, particles, pronouns,
# marks; and of those that none does where they have one character, for longer ones are often tagged wrongly
# (青年 as a time, 马里 as a measure word)
_NO_EDGE = ("p", "c", "u", "r", "y", "e", "o", "x", "w", "k")
_NO_SHORT_EDGE = ("d", "m", "q", "t", "f", "zg", *_NO_EDGE)
_COUNTING = frozenset(HAN_NUMERALS + "几数半")
_CHINESE_WORD = regex.compile(r"[\p{Han}\p{L}\p{N}·]+|[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+")
# names of States as UN lists invert them: Venezuela (Bolivarian Republic of)
_INVERTED = regex.compile(r"\b\p{Lu}\p{L}+ \((?:\p{Lu}\p{L}+ )+of\)")
_POSSESSIVE = regex.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class GramPlace:
    """Where an n-gram stands.

    Attributes:
        pair: Index of the pair.
        words: Bits of the words it covers.
        start: Offset of its first character in the sentence.
        end: Offset after its last character.
    """

    pair: int
    words: int
    start: int
    end: int


Grams = dict[str, list[GramPlace]]


def chinese_grams(texts: Sequence[str], *, least: int = 2) -> Grams:
    """Return n-gram -> where it stands, for Chinese n-grams that stand in at least ``least`` places."""
    grams: dict[str, list[GramPlace]] = defaultdict(list)
    for pair, text in enumerate(texts):
        words = list(_hyphens_joined(tagged_words(text)))
        for first in range(len(words)):
            for last in range(first, min(first + MOST_CHINESE_WORDS, len(words))):
                if not _goes_on(words[last][0], words[last][1]):
                    break
                start, end = words[first][2], words[last][3]
                if end - start > MOST_CHINESE_CHARACTERS:
                    break
                if _is_chinese_gram(words[first : last + 1]):
                    bits = ((1 << (last - first + 1)) - 1) << first
                    grams[text[start:end]].append(GramPlace(pair, bits, start, end))
    return {gram: places for gram, places in grams.items() if len(places) >= least}


def _hyphens_joined(words: Sequence[tuple[str, str, int, int]]) -> Iterator[tuple[str, str, int, int]]:
    """Yield the words with Latin ones joined where hyphens stand between them: COVID-19 is one."""
    joined: tuple[str, str, int, int] | None = None
    for word in words:
        ascii_word = word[0].isascii() and (word[0] == "-" or word[0].replace("-", "").isalnum())
        if joined and ascii_word and (word[0] == "-" or joined[0].endswith("-")):
            joined = (joined[0] + word[0], joined[1], joined[2], word[3])
            continue
        if joined:
            yield joined
        joined = word
    if joined:
        yield joined


def independent(grams: Grams, separator: str = "") -> Grams:
    """Return the n-grams that stand on their own: not nearly always inside one and the same longer one.

    The longer one is then the term (the idea of the C-value: Frantzi, Ananiadou and Mima 2000), as 人权高专办 is, not
    人权高专. Of two occurrences nothing can be said.

    Args:
        grams: The n-grams.
        separator: What stands between words.
    """
    dependent = {
        part
        for gram, places in grams.items()
        if len(places) >= _ENOUGH
        for part in _parts(gram, separator)
        if part in grams and len(places) >= _NEARLY_ALWAYS * len(grams[part])
    }
    return {gram: places for gram, places in grams.items() if gram not in dependent}


def _parts(gram: str, separator: str) -> Iterator[str]:
    words: Sequence[str] = gram.split(separator) if separator else gram
    for first in range(len(words)):
        for last in range(first + 1, len(words) + (first > 0)):
            yield separator.join(words[first:last])


def _goes_on(word: str, tag: str) -> bool:
    """Return whether a word may stand inside a Chinese term."""
    return bool(_CHINESE_WORD.fullmatch(word)) and tag not in ("y", "e", "o")


def _is_chinese_gram(words: Sequence[tuple[str, str, int, int]]) -> bool:
    (first, first_tag, start, _end), (last, last_tag, _start, end) = words[0], words[-1]
    if len(words) == 1:
        return end - start > 1 and has_han(first) and not _bad_edge(first, first_tag)
    if not has_han(last) or _bad_edge(last, last_tag):
        return False
    if _bad_edge(first, first_tag) and first not in CHINESE_PREFIXES and not (first.isascii() and len(first) > 2):
        return False
    return sum(word == "的" for word, *_ in words) < 2 and not any(word in CHINESE_CLAUSE_WORDS for word, *_ in words)


def _bad_edge(word: str, tag: str) -> bool:
    if tag == "m" and word[0] in _COUNTING:
        return True  # 一项, 两个; but not 少数
    return tag.startswith(_NO_SHORT_EDGE if len(word) == 1 else _NO_EDGE)


def english_grams(texts: Sequence[str], *, least: int = 2) -> Grams:
    """Return n-gram of lemmas -> where it stands, for English n-grams that stand in at least ``least`` places."""
    grams: dict[str, list[GramPlace]] = defaultdict(list)
    for pair, text in enumerate(texts):
        tokens = tokens_of(text)
        kinds = [english_kind(token.raw) for token in tokens]
        lemmas = [lemma_of(token.raw) for token in tokens]
        inverted = [_within(tokens, match.start(), match.end()) for match in _INVERTED.finditer(text)]
        for inside in inverted:
            kinds[inside[1] : inside[-1] + 1] = ["mark"] * (len(inside) - 1)
        for first in range(len(tokens)):
            if kinds[first] in ("mark", "function", "inner"):
                continue
            for last in range(first, min(first + MOST_ENGLISH_WORDS, len(tokens))):
                if kinds[last] in ("mark", "function"):
                    break
                if kinds[last] == "noun" or (last == first and kinds[last] == "verb"):
                    bits = ((1 << (last - first + 1)) - 1) << first
                    key = " ".join(lemmas[first : last + 1])
                    end = tokens[last].end - (len(tokens[last].raw) - len(_POSSESSIVE.sub("", tokens[last].raw)))
                    grams[key].append(GramPlace(pair, bits, tokens[first].start, end))
        for inside in inverted:
            key = " ".join(lemmas[inside[0] : inside[-1] + 1])
            bits = sum(1 << n for n in inside)
            grams[key].append(GramPlace(pair, bits, tokens[inside[0]].start, tokens[inside[-1]].end))
    return {gram: places for gram, places in grams.items() if len(places) >= least}


def _within(tokens: Sequence[Token], start: int, end: int) -> list[int]:
    """Return the places of the tokens inside a span."""
    return [place for place, token in enumerate(tokens) if start <= token.start and token.end <= end]


@cache
def english_kind(raw: str) -> str:
    """Return what an English word can be at the edge of a term: ``noun``, ``verb``, ``other``; or that it is none."""
    low = raw.lower()
    if not any(character.isalnum() for character in raw):
        return "mark"
    if low in INSIDE_TERMS or low in CARDINALS or low in ORDINALS:
        return "inner"
    if low in OUTSIDE_TERMS:
        return "function"
    if raw.isdigit():
        return "other"
    parts = known_parts(low)
    if not parts or "NOUN" in parts or "PROPN" in parts or raw[:1].isupper():
        return "noun"
    return "verb" if "VERB" in parts else "other"


@cache
def lemma_of(raw: str) -> str:
    """Return one key for the forms of an English word."""
    return word_of(raw).keys[0]


def termhood(zh: str, en: str, strength: float, count: int) -> float:
    """Return a score of 0..1: the strength of the link, weighed by frequency and by what the phrases look like.

    A term has several words, or is a name, or is rarer in general Chinese than here: the weirdness of Ahmad, Gillam and
    Tostevin 1999.

    Args:
        zh: Chinese term.
        en: English term.
        strength: Strength of their link, 0..1.
        count: Pairs in which they stand.
    """
    frequency = 1 + log2(1 + min(count, 64)) / 4
    joined = _JOINED if _is_joined(zh) and not _is_name(en) else 1.0
    return round(min(1.0, strength * frequency * joined * _chinese_shape(zh) * _english_shape(en) / _CEILING), 4)


def _is_joined(zh: str) -> bool:
    return any(word in CHINESE_AND for word, *_ in tagged_words(zh))


def _is_name(en: str) -> bool:
    return all(raw[:1].isupper() for raw in (token.raw for token in tokens_of(en)) if english_kind(raw) != "inner")


@lru_cache(maxsize=1 << 16)
def _chinese_shape(zh: str) -> float:
    """Return how specific a Chinese phrase is: of several words, or one that is rare in general."""
    words = tagged_words(zh)
    if len(words) > 1:
        return 1.6 + 0.2 * min(len(words), 4)
    word, tag = words[0][:2]
    weird = 1 - log(1 + general_frequency(word)) / log(1 + _COMMON)
    shape = 0.6 + max(0.0, weird)
    if tag in ("ns", "nr", "nt", "nz", "nrt", "nrfg"):
        shape += 0.5
    elif tag[:1] in ("v", "d", "a", "p", "f", "m", "t", "r", "c"):
        shape *= 0.4 if tag not in ("vn", "an") else 0.6
    return shape


@lru_cache(maxsize=1 << 16)
def _english_shape(en: str) -> float:
    """Return the same for an English phrase: names and compounds above single common words, verbs last."""
    raws = [token.raw for token in tokens_of(en)]
    kind = english_kind(raws[-1])
    named = _is_name(en)
    if len(raws) > 1:
        first = english_kind(raws[0])
        return (1.6 if first != "verb" else 1.0) + (0.3 if named else 0.0)
    if kind != "noun" or raws[0].lower().endswith(("ed", "ing")):
        return 0.4
    return 1.2 if named else 0.8
