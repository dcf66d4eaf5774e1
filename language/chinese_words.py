"""Words of a Chinese text: the dictionary's, the likeliest way through the sentence, with their parts of speech.

By rjieba without its model for new words, which glues what does not belong together. Terms are no words here: as user
words they would force the very cuts that are to be found out.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from .script import has_han

if TYPE_CHECKING:
    import rjieba

_FIRST_HAN = "\u2e80"
_RUN = re.compile(r"[^\W\d_\u2e80-\U0010ffff]{2,}|\d{2,}")


@cache
def _segmenter() -> "rjieba.Jieba":
    import rjieba

    return rjieba.Jieba()


def inside_words(text: str) -> bytearray:
    """Return 1 for every offset that stands inside a word of at least two characters, or inside a number.

    A word is the dictionary's where it is Chinese; else a run of letters, or one of digits.
    """
    inside = bytearray(len(text) + 1)
    for word, start, end in _segmenter().tokenize(text, mode="default", hmm=False):
        if end - start > 1 and (word[0] >= _FIRST_HAN or has_han(word)):
            inside[start + 1 : end] = b"\x01" * (end - start - 1)
    for run in _RUN.finditer(text):
        inside[run.start() + 1 : run.end()] = b"\x01" * (run.end() - run.start() - 1)
    return inside


def tagged_words(text: str) -> list[tuple[str, str, int, int]]:
    """Return the words of a text with jieba's part of speech and their half-open spans; new words are not guessed."""
    words = []
    at = 0
    for word, tag in _segmenter().tag(text, hmm=False):
        words.append((word, tag, at, at + len(word)))
        at += len(word)
    return words


def general_frequency(word: str) -> int:
    """Return how often a word stands in the counts of the segmenter's dictionary (general Chinese); 0 if unknown."""
    segmenter = _segmenter()
    return int(segmenter.suggest_freq(word)) if segmenter.has_word(word) else 0
