"""How much a pair of phrases looks like a term: what puts the list of candidates in order."""

from functools import lru_cache
from math import log, log2

from ...language.stop_words import CHINESE_AND
from ..matching.chinese import general_frequency, tagged_words
from ..matching.english import tokens_of
from .ngrams import english_kind

# an ordinary word of general Chinese (继续, 提供, 支持) occurs at least this often in the segmenter's counts
_COMMON = 20000.0
_CEILING = 8.0
_JOINED = 0.7


def termhood(zh: str, en: str, strength: float, count: int) -> float:
    """Return a score of 0..1: the strength of the link, weighed by frequency and by what the phrases look like.

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
