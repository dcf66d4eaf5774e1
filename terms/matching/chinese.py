"""Chinese terms in a text: Aho-Corasick over folded text, without those that cut a longer word.

A. Aho and M. Corasick, Efficient string matching, CACM 18 (1975). No boundary is demanded, for Chinese has none;
but 积分 inside 累积分布 is no occurrence of 积分: its edges stand inside words. The words are the dictionary's,
the likeliest way through the sentence (rjieba without its model for new words, which glues what does not belong
together). Terms are no words here: as user words they would force the very cuts that are to be found out.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from ...language.comparison_keys import fold_chinese, has_han
from ..glossary import Glossary
from .occurrence import Occurrence

if TYPE_CHECKING:
    import rjieba

_FIRST_HAN = "\u2e80"
_RUN = re.compile(r"[^\W\d_\u2e80-\U0010ffff]{2,}|\d{2,}")


class ChineseMatcher:
    """An automaton over the Chinese terms of a glossary.

    Args:
        glossary: The terms.

    Attributes:
        groups: The readings of each form, by the index that occurrences give.
    """

    def __init__(self, glossary: Glossary) -> None:
        import ahocorasick_rs

        forms = {form: tuple(readings) for form, readings in glossary.forms("zh").items() if form}
        self.groups = list(forms.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(forms))

    def occurrences(self, text: str) -> list[Occurrence]:
        """Return every occurrence of every term, overlapping ones too, but none that cuts a word."""
        folded = fold_chinese(text)
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        if not found:
            return []
        inside = inside_words(folded)
        return [(start, end, (index,)) for index, start, end in found if not (inside[start] or inside[end])]


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
