"""The words of an English text by their lemmas: whether they say what a rendering says, in other order or form."""

import re
from functools import lru_cache

from ..language.english_words import lemma_keys

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
        """Whether the text has the words of a rendering with others between, or a single one's stem.

        Of three words and more the order is free, unless they are a name.
        """
        contents = _contents(rendering)
        if len(contents) == 1:
            return " " not in rendering.strip() and self._has_stem(rendering.lower())
        if not contents or any(self._keys.isdisjoint(keys) for keys in contents):
            return False
        return (len(contents) >= _FREE and rendering.islower()) or self._in_order(contents)

    def _in_order(self, contents: tuple[frozenset[str], ...]) -> bool:
        """Whether the words stand in their order, a few others between two of them."""
        reached = [place for place, keys in enumerate(self._order) if not contents[0].isdisjoint(keys)]
        for wanted in contents[1:]:
            reached = [
                at
                for at in range(1, len(self._order))
                if not wanted.isdisjoint(self._order[at]) and any(at - _GAP - 1 <= place < at for place in reached)
            ]
        return bool(reached)

    def _has_stem(self, word: str) -> bool:
        stem = word[: max(_STEM, len(word) - 4)]
        return len(word) >= _STEM and any(stem in other for other in self._words)


@lru_cache(maxsize=1 << 14)
def _contents(rendering: str) -> tuple[frozenset[str], ...]:
    """Return the lemma keys of each word of a rendering that says something."""
    words = (word.lower() for word in _WORD.findall(rendering))
    return tuple(frozenset(lemma_keys(word)) for word in words if word not in _EMPTY)
