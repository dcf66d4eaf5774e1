"""Evidence that blocks belong together, from contents, lengths, kinds and numbers."""

from collections.abc import Sequence

import numpy as np

from ..encoders.encoder import Vectors
from .contents import Contents, length_cost, shared_tokens
from .ids import block_key

_SAME_KEY = 2.6
_SAME_LABEL = 1.6
_OTHER_LABEL = -1.6
_OTHER_KIND = -2.0
_MERGE = -0.8
_MERGE_GAIN = 12.0  # for each unit of cosine that the added blocks bring
_MERGED_LABEL = -1.6
_NEAR = 4  # blocks on either side among which rivals are looked for
_CHUNK = 2_000  # candidate links at a time, for memory


class Evidence:
    """Evidence for a link, in units of a log odds."""

    def __init__(self, zh: Contents, en: Contents) -> None:
        self.zh, self.en = zh, en
        self.keys = [block_key(block) for block in zh.blocks], [block_key(block) for block in en.blocks]
        self._likeness: dict[tuple[int, int, int, int], tuple[float, float]] = {}

    def prepare(self, pairs: Sequence[tuple[range, range]]) -> None:
        """Compute cosine and margin of many candidate links at once.

        The margin is the cosine less that of the best rival: another block near the one or the other. Blocks of one
        document are much alike; a wrong pair gives itself away by a better neighbour.
        """
        pairs = [pair for pair in pairs if _cell(*pair) not in self._likeness]
        for start in range(0, len(pairs), _CHUNK):
            part = pairs[start : start + _CHUNK]
            left, right = [a for a, _en in part], [b for _zh, b in part]
            rows = self.zh.singles(_around(left, len(self.zh.blocks)))
            columns = self.en.singles(_around(right, len(self.en.blocks)))
            ours, theirs = _vectors_of(self.zh, rows, left), _vectors_of(self.en, columns, right)
            cosines = np.einsum("ij,ij->i", ours, theirs)
            rivals = np.maximum(_best_rival(rows, columns, left, right), _best_rival(columns, rows, right, left))
            for pair, cosine, rival in zip(part, cosines, rivals, strict=True):
                self._likeness[_cell(*pair)] = float(cosine), float(cosine - rival)

    def matrix(self, zh: range, en: range) -> Vectors:
        """Return the cosines of all blocks of two ranges."""
        rows, columns = self.zh.singles(zh)[zh.start : zh.stop], self.en.singles(en)[en.start : en.stop]
        return np.asarray(rows @ columns.T, dtype=np.float32)

    def likeness(self, a: range, b: range) -> tuple[float, float]:
        """Return cosine and margin of a link."""
        cell = _cell(a, b)
        if cell not in self._likeness:
            self.prepare([(a, b)])
        return self._likeness[cell]

    def contents(self, a: range, b: range) -> float:
        """Return how much the contents speak for the link, about -6..4."""
        cosine, margin = self.likeness(a, b)
        one = self.zh.sizes[a.start : a.stop].sum()
        other = self.en.sizes[b.start : b.stop].sum()
        tokens = sum((shared_tokens(self.zh.tokens[i], self.en.tokens[j]) for i in a for j in b), 0.0)
        evidence = 6.0 * (cosine - 0.45) + 12.0 * min(max(margin, -0.25), 0.15)
        lengths = 1.2 * min(2.5, length_cost(float(one), float(other)))
        return evidence - lengths + 1.5 * min(max(tokens, -1.0), 1.0)

    def labels(self, a: range, b: range) -> float:
        """Return how much kinds and numbers speak for the link."""
        total = 0.0
        for i, j in zip(a, b, strict=False):
            one, other = self.keys[0][i], self.keys[1][j]
            if one[0] != other[0]:
                total += _OTHER_KIND
            if one[2] and other[2]:
                total += (_SAME_KEY if one[1] == other[1] else _SAME_LABEL) if one[2] == other[2] else _OTHER_LABEL
            elif one[2] or other[2]:
                total -= 0.4
        return total

    def merge(self, a: range, b: range) -> float:
        """Return the cost of a link of more than one block on a side: the added ones should have no number."""
        extra = [self.keys[0][i] for i in a[1:]] + [self.keys[1][j] for j in b[1:]]
        return sum(_MERGE + (_MERGED_LABEL if key[2] or key[0] == "heading" else 0.0) for key in extra)

    def total(self, a: range, b: range) -> float:
        """Return all the evidence for a link."""
        return self.contents(a, b) + self.labels(a, b) + self.merge(a, b) + self.gain(a, b)

    def gain(self, a: range, b: range) -> float:
        """Return how much more alike the sides of a longer link are than its best pair of single blocks."""
        if len(a) == len(b) == 1:
            return 0.0
        single = max(self.likeness(range(i, i + 1), range(j, j + 1))[0] for i in a for j in b)
        return _MERGE_GAIN * (self.likeness(a, b)[0] - single)


def _vectors_of(side: Contents, singles: Vectors, spans: Sequence[range]) -> Vectors:
    """Return a row for each run of blocks; those of single blocks are known already."""
    longer = sorted({(span.start, span.stop) for span in spans if len(span) > 1})
    table = np.concatenate([singles, side.joined([range(*span) for span in longer])]) if longer else singles
    at = {span: len(singles) + row for row, span in enumerate(longer)}
    return np.asarray(table[[at.get((span.start, span.stop), span.start) for span in spans]], dtype=np.float32)


def _best_rival(rows: Vectors, columns: Vectors, own: Sequence[range], theirs: Sequence[range]) -> Vectors:
    """Return for each run of rows the best cosine of its first or last row with a column near, but not in, its link."""
    steps = np.asarray([step for step in range(-_NEAR, _NEAR + 1) if step], dtype=np.int64)
    first = np.asarray([span.start for span in theirs])[:, None]
    last = np.asarray([span.stop - 1 for span in theirs])[:, None]
    places = np.where(steps < 0, first + steps, last + steps)
    inside = (places >= 0) & (places < len(columns))
    best = np.full(len(own), -1.0, dtype=np.float32)
    for ends in ([span.start for span in own], [span.stop - 1 for span in own]):
        near = columns[np.where(inside, places, 0)]
        cosines = np.einsum("ij,ikj->ik", rows[ends], near)
        best = np.maximum(best, np.where(inside, cosines, -1.0).max(axis=1))
    return best


def _cell(a: range, b: range) -> tuple[int, int, int, int]:
    return a.start, a.stop, b.start, b.stop


def _around(spans: Sequence[range], size: int) -> set[int]:
    """Return the blocks of the spans and those near them."""
    return {at for span in spans for at in range(max(0, span.start - _NEAR), min(size, span.stop + _NEAR))}
