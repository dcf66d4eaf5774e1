"""Blocks compared by their words and figures alone: enough to settle most pairs of a clean document without encoding.

The words that the other side answers are those of `lexical`; here each block counts as one sentence. On a UN report the
share of answered words tells every paragraph from its neighbours.
"""

import numpy as np

from ..sentences.coverage import Side, vocabularies
from ..sentences.lattice import Scores
from ..sentences.lexicon import lexicon
from .contents import Contents, shared_tokens

_NEAR = 4  # blocks on either side among which rivals are looked for
_CLASSES = (0.35, 0.15)  # words count for more than figures and Latin strings,
_LONG = 60  # English characters, from which a block has words to compare,
_SOME_WORDS = 0.1  # and the share of Chinese words that must then be answered
_TOKENS = 0.25  # and addresses and document symbols are known as a whole


class WordMatch:
    """The shared words of two documents' blocks."""

    def __init__(self, zh: Contents, en: Contents) -> None:
        self._zh, self._en = zh, en
        self._words = vocabularies([b.text for b in zh.blocks], [b.text for b in en.blocks], lexicon())

    def likeness(self, i: int, j: int) -> tuple[float, float]:
        """Return the share of words answered, 0..1, and its lead over the best rival's.

        Rivals are the blocks of the same kind near ``i`` or ``j``: any long paragraph answers a short heading.
        """
        columns = range(max(0, j - _NEAR), min(len(self._en.blocks), j + _NEAR + 1))
        rows = range(max(0, i - _NEAR), min(len(self._zh.blocks), i + _NEAR + 1))
        across = self._shares(range(i, i + 1), columns)
        down = self._shares(rows, range(j, j + 1))
        own = float(across[j - columns.start])
        if not self._share_words(i, j):
            return 0.0, 0.0
        kind = self._zh.blocks[i].kind
        rivals = [v for k, v in zip(columns, across, strict=True) if k != j and self._en.blocks[k].kind == kind]
        rivals += [v for k, v in zip(rows, down, strict=True) if k != i and self._zh.blocks[k].kind == kind]
        return own, own - float(max(rivals, default=0.0))

    def _share_words(self, i: int, j: int) -> bool:
        """Whether two long blocks have words in common: figures alone may agree in unrelated texts too.

        Notes are often nothing but an address or a symbol.
        """
        if min(self._zh.sizes[i], self._en.sizes[j]) < _LONG or self._zh.blocks[i].kind == "footnote":
            return True
        words = self._words[0]
        return bool(_answered(words.zh, range(i, i + 1), range(j, j + 1))[0, 0] >= _SOME_WORDS)

    def _shares(self, rows: range, columns: range) -> Scores:
        """Return the shares of one row over columns, or of rows over one column."""
        tokens = [max(0.0, shared_tokens(self._zh.tokens[i], self._en.tokens[j])) for i in rows for j in columns]
        shares = _TOKENS * np.asarray(tokens)
        for words, weight in zip(self._words, _CLASSES, strict=True):
            shares += weight * (_answered(words.zh, rows, columns) + _answered(words.en, columns, rows).T).ravel()
        return np.asarray(shares)


def _answered(side: Side, own: range, other: range) -> Scores:
    """Return for blocks of one side the weight of the items answered in each of the other, as a share (own, other)."""
    weights, hits = side.block(own, other)
    return np.asarray((weights @ hits) / (weights.sum(axis=1, keepdims=True) + 0.5))
