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
# words that may stand between those of a rendering: build their communities back better
_GAP = 3


class Words:
    """The lemmas of a text's words.

    Args:
        text: English text.
    """

    __slots__ = ("_keys", "_order", "_words")

    def __init__(self, text: str) -> None:
        words = [word.lower() for word in _WORD.findall(text)]
        self._words = frozenset(words)
        self._order = [lemma_keys(word) for word in words]
        self._keys = frozenset(key for keys in self._order for key in keys)

    def renders(self, rendering: str) -> bool:
        """Whether the text has all words of a long rendering, a short one's in order, or a single one's stem."""
        contents = _contents(rendering)
        if len(contents) >= _FREE:
            return all(not self._keys.isdisjoint(keys) for keys in contents)
        if len(contents) == _FREE - 1:
            return all(not self._keys.isdisjoint(keys) for keys in contents) and self._in_order(*contents)
        return len(contents) == 1 and " " not in rendering.strip() and self._has_stem(rendering.lower())

    def _in_order(self, first: frozenset[str], second: frozenset[str]) -> bool:
        for place, keys in enumerate(self._order):
            if not first.isdisjoint(keys):
                near = self._order[place + 1 : place + 2 + _GAP]
                if any(not second.isdisjoint(other) for other in near):
                    return True
        return False

    def _has_stem(self, word: str) -> bool:
        stem = word[: max(_STEM, len(word) - 4)]
        return len(word) >= _STEM and any(stem in other for other in self._words)


@lru_cache(maxsize=1 << 14)
def _contents(rendering: str) -> tuple[frozenset[str], ...]:
    """Return the lemma keys of each word of a rendering that says something."""
    words = (word.lower() for word in _WORD.findall(rendering))
    return tuple(frozenset(lemma_keys(word)) for word in words if word not in _EMPTY)
