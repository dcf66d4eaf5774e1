"""The words of an English text by their lemmas: whether they say what a rendering says, in other order or form."""

import re
from functools import lru_cache

from ..terms.lemmas import lemma_keys

_WORD = re.compile(r"[^\W\d_]+")
_EMPTY = frozenset(
    re.findall(r"\w+", "a an the of for to in on at by with from and or as into its their is are be been was that")
)
# words of the rendering that must all be there before their order may change: right to development is no development
# right, but no one is left behind leaves no one behind
_FREE = 3
_STEM = 5


class Words:
    """The lemmas of a text's words.

    Args:
        text: English text.
    """

    __slots__ = ("_keys", "_words")

    def __init__(self, text: str) -> None:
        self._words = frozenset(word.lower() for word in _WORD.findall(text))
        self._keys = frozenset(key for word in self._words for key in lemma_keys(word))

    def renders(self, rendering: str) -> bool:
        """Whether the text has all words of a long rendering, or a word of the same stem as a single one."""
        contents = _contents(rendering)
        if len(contents) >= _FREE:
            return all(not self._keys.isdisjoint(keys) for keys in contents)
        return len(contents) == 1 and " " not in rendering.strip() and self._has_stem(rendering.lower())

    def _has_stem(self, word: str) -> bool:
        stem = word[: max(_STEM, len(word) - 4)]
        return len(word) >= _STEM and any(stem in other for other in self._words)


@lru_cache(maxsize=1 << 14)
def _contents(rendering: str) -> tuple[frozenset[str], ...]:
    """Return the lemma keys of each word of a rendering that says something."""
    words = (word.lower() for word in _WORD.findall(rendering))
    return tuple(frozenset(lemma_keys(word)) for word in words if word not in _EMPTY)
