"""Blocks beside blocks: by number inside matching sections, and by contents where numbers are missing or lie.

A number is strong evidence, not proof. Blocks whose numbers and contents agree are anchors; what stands between two
anchors is aligned by a small dynamic program over contents, lengths, kinds and labels (beads 1-1, 1-2, 2-1, 1-3, 3-1,
leftovers; the beads are those of Gale and Church 1993, the anchors those of Kay and Röscheisen 1993).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp

import numpy as np
from numpy.typing import NDArray

from ..corpora.document import Block
from ..corpora.numbering import read_labels
from ..i18n import _
from .contents import Contents, length_cost, shared_tokens
from .encoder import Encoder, Vectors
from .sentences import align_sentences

Key = tuple[str, tuple[str, ...], str]

_SAME_KEY = 2.6
_SAME_LABEL = 1.6
_OTHER_LABEL = -1.6
_OTHER_KIND = -2.0
_LEFTOVER = -0.7
_MERGE = -0.8
_MERGE_GAIN = 12.0  # for each unit of cosine that the added blocks bring
_MERGED_LABEL = -1.6
_ANCHOR = 0.6  # contents score from which a shared number is believed
_NEAR = 4  # blocks on either side among which rivals are looked for
_CHUNK = 2_000  # candidate links at a time, for memory
_ALIKE = 0.4  # cosine, and its lead over the second best, from which blocks without numbers are an anchor
_CLEARLY = 0.1
_SMALL = 100  # cells: stretches up to this size are searched as they are,
_LARGE = 10_000  # beyond this one they are aligned as sentences are,
_MATRIX = 16_000_000  # and up to this one all their blocks are compared first
_SHAPES = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (1, 3), (3, 1))


@dataclass(frozen=True, slots=True)
class Link:
    """Neighbouring blocks of one document that belong to neighbouring blocks of the other.

    Attributes:
        zh: 0-based half-open range of Chinese blocks; empty where the English ones are left over.
        en: The same for English blocks.
        confidence: 0..1; 0 for leftovers.
        reason: ``number``, ``contents``, ``order``, ``leftover``.
        note: What a reader should know; empty for nothing.
    """

    zh: range
    en: range
    confidence: float
    reason: str
    note: str = ""


def align_blocks(zh: Contents, en: Contents, encoder: Encoder) -> list[Link]:
    """Align the blocks of two documents in order.

    Args:
        zh: The Chinese blocks.
        en: The English blocks.
        encoder: Used where a stretch without anchors is too long for the small program.

    Returns:
        Links that cover both sides wholly, without crossing.
    """
    if not zh.blocks or not en.blocks:
        return _alone(range(len(zh.blocks)), range(len(en.blocks)))
    score = _Scores(zh, en)
    whole = range(len(zh.blocks)), range(len(en.blocks))
    return _between(*whole, _firm(_anchors(zh, en, score), *whole), score, encoder)


def _between(
    zh: range, en: range, anchors: Sequence[tuple[int, int]], score: "_Scores", encoder: Encoder
) -> list[Link]:
    """Link the anchors, and align what stands before, between and after them."""
    links: list[Link] = []
    i, j = zh.start, en.start
    for a, b in anchors:
        links += _stretch(range(i, a), range(j, b), score, encoder)
        links.append(_link(range(a, a + 1), range(b, b + 1), score))
        i, j = a + 1, b + 1
    return links + _stretch(range(i, zh.stop), range(j, en.stop), score, encoder)


def block_key(block: Block) -> Key:
    """Return what a block's number says of its place: kind, headings above, own label, the same in both languages."""
    return block.kind, block.path, label_key_of(block)


def label_key_of(block: Block) -> str:
    """Return a block's label in a form that is the same in both languages; empty where it has none."""
    if not block.label:
        return ""
    readings = read_labels(f"{block.label}. x") or read_labels(f"{block.label} x")
    if block.kind == "heading":
        roman = [reading for reading in readings if reading.style == "roman"]
        readings = roman or readings
    return readings[0].key if readings else block.label


class _Scores:
    """Evidence for a link, in units of a log odds."""

    def __init__(self, zh: Contents, en: Contents) -> None:
        self.zh, self.en = zh, en
        self.keys = [block_key(block) for block in zh.blocks], [block_key(block) for block in en.blocks]
        self._rows = zh.vectors([range(i, i + 1) for i in range(len(zh.blocks))])
        self._columns = en.vectors([range(j, j + 1) for j in range(len(en.blocks))])
        self._likeness: dict[tuple[int, int, int, int], tuple[float, float]] = {}

    def prepare(self, pairs: Sequence[tuple[range, range]]) -> None:
        """Compute cosine and margin of many candidate links at once.

        The margin is the cosine less that of the best rival: another block near the one or the other. Blocks of one
        document are much alike; a wrong pair gives itself away by a better neighbour.
        """
        pairs = [pair for pair in pairs if _cell(*pair) not in self._likeness]
        for start in range(0, len(pairs), _CHUNK):
            part = pairs[start : start + _CHUNK]
            cosines = self._cosines(part)
            rivals = np.maximum(
                _best_rival(self._rows, self._columns, [a for a, _en in part], [b for _zh, b in part]),
                _best_rival(self._columns, self._rows, [b for _zh, b in part], [a for a, _en in part]),
            )
            for pair, cosine, rival in zip(part, cosines, rivals, strict=True):
                self._likeness[_cell(*pair)] = float(cosine), float(cosine - rival)

    def _cosines(self, pairs: Sequence[tuple[range, range]]) -> Vectors:
        rows = _vectors_of(self.zh, self._rows, [a for a, _en in pairs])
        columns = _vectors_of(self.en, self._columns, [b for _zh, b in pairs])
        return np.asarray(np.einsum("ij,ij->i", rows, columns), dtype=np.float32)

    def matrix(self, zh: range, en: range) -> Vectors:
        """Return the cosines of all blocks of two ranges."""
        return np.asarray(self._rows[zh.start : zh.stop] @ self._columns[en.start : en.stop].T, dtype=np.float32)

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
    table = np.concatenate([singles, side.vectors([range(*span) for span in longer])]) if longer else singles
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


def _anchors(zh: Contents, en: Contents, score: _Scores) -> list[tuple[int, int]]:
    """Return pairs of blocks with the same number, once in each document, whose contents agree, in order."""
    there = _unique(score.keys[1])
    shared = [(i, there[key]) for key, i in _unique(score.keys[0]).items() if key in there]
    pairs = [(range(i, i + 1), range(j, j + 1)) for i, j in shared]
    score.prepare(pairs)
    good = [(a.start, b.start) for a, b in pairs if score.contents(a, b) >= _ANCHOR and score.likeness(a, b)[1] > 0]
    return _longest_chain(sorted(good))


def _contents_anchors(zh: range, en: range, score: _Scores) -> list[tuple[int, int]]:
    """Return pairs of blocks that are each other's best by far in the whole stretch, in order."""
    likeness = score.matrix(zh, en)
    rows, columns = likeness.argmax(axis=1), likeness.argmax(axis=0)
    found = []
    for i, j in enumerate(rows):
        if columns[j] != i or likeness[i, j] < _ALIKE:
            continue
        best = likeness[i, j]
        second = max(np.delete(likeness[i], j).max(initial=-1.0), np.delete(likeness[:, j], i).max(initial=-1.0))
        if best - second >= _CLEARLY:
            found.append((zh[i], en[int(j)]))
    return _longest_chain(found)


def _firm(anchors: Sequence[tuple[int, int]], zh: range, en: range) -> list[tuple[int, int]]:
    """Drop the anchors beside a stretch that has more blocks on one side: one of these may belong to the anchor."""
    edges = [(zh.start - 1, en.start - 1), *anchors, (zh.stop, en.stop)]
    uneven = [b[0] - a[0] != b[1] - a[1] for a, b in pairwise(edges)]
    # stretch k lies before anchor k and after anchor k - 1
    return [anchor for k, anchor in enumerate(anchors) if not (uneven[k] or uneven[k + 1])]


def _unique(keys: Sequence[Key]) -> dict[Key, int]:
    found: dict[Key, int] = {}
    twice: set[Key] = set()
    for at, key in enumerate(keys):
        if key in found:
            twice.add(key)
        elif key[2] or key[0] in ("title", "summary"):
            found[key] = at
    return {key: at for key, at in found.items() if key not in twice}


def _longest_chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest subsequence that rises on both sides (patience sorting)."""
    tails: list[int] = []
    heads: list[int] = []
    back: list[int] = []
    for at, (_i, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        back.append(heads[place - 1] if place else -1)
        tails[place : place + 1] = [j]
        heads[place : place + 1] = [at]
    chain = []
    at = heads[-1] if heads else -1
    while at >= 0:
        chain.append(pairs[at])
        at = back[at]
    return chain[::-1]


def _stretch(zh: range, en: range, score: _Scores, encoder: Encoder) -> list[Link]:
    """Align what stands between two anchors."""
    if not zh or not en:
        return _alone(zh, en)
    cells = len(zh) * len(en)
    if _SMALL < cells <= _MATRIX:
        anchors = _firm(_contents_anchors(zh, en, score), zh, en)
        if anchors:
            return _between(zh, en, anchors, score, encoder)
    if cells > _LARGE:
        return _long_stretch(zh, en, score, encoder)
    candidates = [
        (range(i, i + p), range(j, j + q))
        for p, q in _SHAPES
        if p and q
        for i in range(zh.start, zh.stop - p + 1)
        for j in range(en.start, en.stop - q + 1)
    ]
    score.prepare(candidates)
    return _search(zh, en, score)


def _search(zh: range, en: range, score: _Scores) -> list[Link]:
    n, m = len(zh), len(en)
    best: NDArray[np.float64] = np.full((n + 1, m + 1), -np.inf)
    back: dict[tuple[int, int], tuple[int, int]] = {}
    best[0, 0] = 0.0
    for i in range(n + 1):
        for j in range(m + 1):
            for p, q in _SHAPES:
                if p > i or q > j or best[i - p, j - q] == -np.inf:
                    continue
                a, b = zh[i - p : i], en[j - q : j]
                value = best[i - p, j - q] + (score.total(a, b) if p and q else _LEFTOVER)
                if value > best[i, j]:
                    best[i, j] = value
                    back[i, j] = p, q
    links: list[Link] = []
    i, j = n, m
    while i or j:
        p, q = back[i, j]
        a, b = zh[i - p : i], en[j - q : j]
        links.append(_link(a, b, score) if p and q else _leftover(a, b))
        i, j = i - p, j - q
    return links[::-1]


def _long_stretch(zh: range, en: range, score: _Scores, encoder: Encoder) -> list[Link]:
    """Align a long stretch without numbers as if its blocks were sentences, in linear memory."""
    beads = align_sentences([score.zh.blocks[i].text for i in zh], [score.en.blocks[j].text for j in en], encoder)
    spans = [(zh[bead.zh.start : bead.zh.stop], en[bead.en.start : bead.en.stop], bead) for bead in beads]
    score.prepare([(a, b) for a, b, _bead in spans if a and b])
    links = []
    for a, b, bead in spans:
        if a and b:
            links.append(Link(a, b, bead.confidence, "contents"))
        else:
            links += _alone(a, b)
    return links


def _alone(zh: range, en: range) -> list[Link]:
    return [_leftover(range(i, i + 1), range(0)) for i in zh] + [_leftover(range(0), range(j, j + 1)) for j in en]


def _leftover(a: range, b: range) -> Link:
    return Link(a, b, 0.0, "leftover")


def _link(a: range, b: range, score: _Scores) -> Link:
    contents, labels = score.contents(a, b), score.labels(a, b)
    first, second = score.keys[0][a.start], score.keys[1][b.start]
    same = bool(first[2]) and first[2] == second[2]
    odds = 1.5 + 1.5 * contents + (1.5 if same else 0.0) + 0.3 * score.merge(a, b)
    note = ""
    if first[2] and second[2] and not same:
        labels_of = score.zh.blocks[a.start].label, score.en.blocks[b.start].label
        note = _("numbers differ: {zh} in Chinese, {en} in English").format(zh=labels_of[0], en=labels_of[1])
    elif bool(first[2]) != bool(second[2]) and first[0] == second[0]:
        note = _("number missing in English") if first[2] else _("number missing in Chinese")
    if len(a) > 1 or len(b) > 1:
        pieces = _("{zh} Chinese and {en} English paragraphs together").format(zh=len(a), en=len(b))
        note = "; ".join(filter(None, [note, pieces]))
    reason = "number" if same else "order" if labels >= 0 and contents < _ANCHOR else "contents"
    return Link(a, b, round(min(1.0 / (1.0 + exp(-odds)), 0.999), 4), reason, note)
