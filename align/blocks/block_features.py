"""What speaks for a block bead: all that speaks for one of sentences (`sentences.features`), numbers, kinds, headings.

The weights are learnt by tests/bench/tuning/train_blocks.py, with vectors and without; data/weights.tsv holds them, one
feature a line.
"""

from functools import lru_cache
from importlib import resources

import numpy as np

from ..sentences.corridor import Corridor, Ints, Scores
from ..sentences.features import NAMES as TEXT_NAMES
from ..sentences.features import BeadFeatures, FeatureTable, MeasuredTexts, Model, read_model
from .correspondence import Correspondence

PLACE_NAMES = (
    "numbers agree",
    "numbers differ",
    "numbers above agree",
    "kinds correspond",
    "the same text",
    "long, and hardly a word in common",
    "further numbers",
    "further headings",
    "a heading with more behind it",
    "unfinished blocks with more behind them",
    "a number at an edge agrees with a neighbour's",
    "alone: number",
    "alone: heading",
    "alone: unfinished",
)
NAMES = (*TEXT_NAMES, *PLACE_NAMES)
"""The features, in the order of the columns."""

_LONG = 50  # English letters and figures, about ten words, from which a block has words to compare,
_HARDLY = 0.1  # and the share of words matched under which it has hardly any in common
_PLACE_FIELDS = np.dtype([(name, np.float32) for name in PLACE_NAMES])


@lru_cache(maxsize=2)
def block_model(embeddings: bool) -> Model:
    """Return the model for use with embeddings or without."""
    text = resources.files(__package__).joinpath("data/weights.tsv").read_text(encoding="utf-8")
    return read_model(text, NAMES, embeddings)


class BlockFeatures:
    """Features of the block beads that end in rows ``first`` to ``last - 1`` of a corridor.

    Args:
        texts: What is measured on the texts of a stretch of blocks.
        learnt: How numbers and kinds of both documents correspond.
        corridor: The cells of the stretch.
        rows: The rows asked for, half-open.
        start: Where the stretch begins in either document.
    """

    def __init__(
        self,
        texts: MeasuredTexts,
        learnt: Correspondence,
        corridor: Corridor,
        rows: tuple[int, int],
        start: tuple[int, int] = (0, 0),
    ) -> None:
        first, last = rows
        self._texts = BeadFeatures(texts, corridor, first, last)
        self._learnt = learnt
        self._start = start
        self._lengths = texts.zh_punctuation.lengths, texts.en_punctuation.lengths
        self._ratio = texts.ratio
        widths = corridor.high[first:last] - corridor.low[first:last]
        ends = np.repeat(np.arange(first, last), widths)
        cells = np.arange(corridor.starts[first], corridor.starts[last])
        self._zh_ends = ends + start[0]  # in the document: one past the last block of a bead
        self._en_ends = cells - np.repeat(corridor.starts[first:last] - corridor.low[first:last], widths) + start[1]

    def features(self, shape: tuple[int, int]) -> Scores:
        """Return the features of the beads of this shape that end in the rows' cells, (cells, features)."""
        table: FeatureTable = np.zeros(len(self._zh_ends), dtype=_PLACE_FIELDS)
        if 0 in shape:
            self._set_alone(table, shape)
        else:
            self._set_numbers(table, *shape)
            self._set_further(table, *shape)
        texts = self._texts.features(shape)
        if 0 not in shape:
            self._set_strangers(table, texts, *shape)
        places = table.view(np.float32).reshape(len(table), len(PLACE_NAMES))
        return np.hstack([texts, places])

    def _zh(self, back: int) -> Ints:
        """Return the Chinese block ``back`` before the end of each bead, the document's first or last beyond it."""
        return np.asarray(np.clip(self._zh_ends - back, 0, len(self._learnt.zh.forms) - 1))

    def _en(self, back: int) -> Ints:
        return np.asarray(np.clip(self._en_ends - back, 0, len(self._learnt.en.forms) - 1))

    def _set_numbers(self, table: FeatureTable, a: int, b: int) -> None:
        """What the numbers and kinds of the first blocks say, and those of a block that would be taken from a pair."""
        i, j = self._zh(a), self._en(b)
        agree, differ, above = self._learnt.numbers(i, j)
        table["numbers agree"], table["numbers differ"], table["numbers above agree"] = agree, differ, above
        table["kinds correspond"] = self._learnt.kinds(i, j)
        if a == b == 1:
            # symbols, addresses, and the head of a Chinese document, which is in English
            table["the same text"] = self._learnt.zh.wordings[i] == self._learnt.en.wordings[j]
        if a + b > 2:
            lost = np.zeros(len(i), dtype=np.float32)
            for zh, en in self._edges(a, b):
                lost = np.maximum(lost, self._learnt.numbers(zh, en)[0])
            table["a number at an edge agrees with a neighbour's"] = lost

    def _set_strangers(self, table: FeatureTable, texts: Scores, a: int, b: int) -> None:
        """Whether both sides are long and share nothing: a number that agrees is then no proof."""
        i, j = self._zh_ends - self._start[0], self._en_ends - self._start[1]
        sums = self._lengths[0], self._lengths[1]
        zh = (sums[0][i] - sums[0][np.maximum(i - a, 0)]) * self._ratio
        en = sums[1][j] - sums[1][np.maximum(j - b, 0)]
        share = texts[:, TEXT_NAMES.index("share of words matched")]
        table["long, and hardly a word in common"] = (np.minimum(zh, en) >= _LONG) & (share < _HARDLY)

    def _edges(self, a: int, b: int) -> list[tuple[Ints, Ints]]:
        """Return an edge block of a longer side with the block of the other side that stands just outside the bead."""
        found = []
        if a > 1:
            found += [(self._zh(1), self._en(0)), (self._zh(a), self._en(b + 1))]
        if b > 1:
            found += [(self._zh(0), self._en(1)), (self._zh(a + 1), self._en(b))]
        return found

    def _set_further(self, table: FeatureTable, a: int, b: int) -> None:
        """Numbers and headings among the blocks that are added to the first of a side, and ends before its last."""
        zh, en = self._learnt.zh, self._learnt.en
        added = [(zh, self._zh(back)) for back in range(1, a)] + [(en, self._en(back)) for back in range(1, b)]
        for side, blocks in added:
            table["further numbers"] += side.numbered[blocks]
            table["further headings"] += side.headings[blocks]
        before = [(zh, self._zh(back)) for back in range(2, a + 1)] + [(en, self._en(back)) for back in range(2, b + 1)]
        for side, blocks in before:
            table["unfinished blocks with more behind them"] += side.unfinished[blocks]
        if a + b > 2:
            table["a heading with more behind it"] = zh.headings[self._zh(a)] & (a > 1)
            table["a heading with more behind it"] += en.headings[self._en(b)] & (b > 1)

    def _set_alone(self, table: FeatureTable, shape: tuple[int, int]) -> None:
        side, block = (self._learnt.zh, self._zh(1)) if shape == (1, 0) else (self._learnt.en, self._en(1))
        table["alone: number"] = side.numbered[block]
        table["alone: heading"] = side.headings[block]
        table["alone: unfinished"] = side.unfinished[block]
