"""Blocks beside blocks: by number inside matching sections, and by contents where numbers are missing or lie.

A number is strong evidence, not proof. Blocks whose numbers and contents agree are anchors; what stands between two
anchors is aligned by a small dynamic program over contents, lengths, kinds and labels (beads 1-1, 1-2, 2-1, 1-3, 3-1,
unaligned; the beads are those of Gale and Church 1993, the anchors those of Kay and Röscheisen 1993). Blocks are
compared by words first; only what these leave open is encoded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp

import numpy as np
from numpy.typing import NDArray

from ...i18n import _
from ...language.numerals import decimal_value, roman_value
from ..bitext import Method
from ..encoders.encoder import Encoder
from ..sentences.aligner import align_sentences
from ..sentences.corridor import longest_chain
from .ids import unique_keys
from .similarity import BlockSimilarity, MeasuredBlocks, WordSimilarity, length_cost

Anchor = tuple[int, int]

_SMALL = 100  # cells: stretches up to this size are searched as they are,
_LARGE = 10_000  # beyond this one they are aligned as sentences are,
_MATRIX = 16_000_000  # and up to this one all their blocks are compared first
# log odds of a bead, whose probability is its confidence: of an anchor by words, of a few blocks with the same numbers
# between anchors, both by share of words and lead; of a bead by search, by contents, by a shared number, by merges. Set
# by hand; off by a factor of up to 1.5, their Brier score on those copies stays 0.0001
_BY_WORDS, _IN_PLACE, _BY_SHARE, _BY_LEAD = 3.5, 3.0, 3.0, 10.0
_BY_SEARCH, _BY_CONTENTS, _BY_NUMBER, _BY_MERGE = 1.5, 1.5, 1.5, 0.3
_SHAPES = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (1, 3), (3, 1))


@dataclass(frozen=True, slots=True)
class BlockOptions:
    """Choices of the block aligner.

    Set by hand like the weights of `similarity`, on the same copies of A/76/36: with each off by a factor of up to 1.5,
    four draws, 1,211 or 1,212 paragraphs are found (1,211 with these), none wrong without a mark.

    Attributes:
        unaligned: Score of a block that stays without counterpart, against that of a pair; more leaves more alone.
        anchor: Score of contents from which a shared number is believed.
        share: Share of words matched from which a shared number is believed without vectors, ...
        lead: ... and how far it must be ahead of the best rival.
        no_rival: Lead that does not speak against a shared number.
        few: Most blocks between two anchors that may be paired by number and place alone.
        similar: Cosine from which blocks without numbers are an anchor, ...
        ahead: ... and how far it must be ahead of the second best.
        running: Share of paragraphs from which a long stretch without numbers is aligned as sentences are.
    """

    unaligned: float = -0.7
    anchor: float = 0.6
    share: float = 0.2
    lead: float = 0.1
    no_rival: float = -0.02
    few: int = 3
    similar: float = 0.4
    ahead: float = 0.1
    running: float = 0.9


DEFAULT = BlockOptions()


@dataclass(frozen=True, slots=True)
class BlockBead:
    """Neighbouring blocks of one document that belong to neighbouring blocks of the other.

    Attributes:
        zh: 0-based half-open range of Chinese blocks; empty where the English ones are unaligned.
        en: The same for English blocks.
        confidence: 0..1; 0 where one side is empty.
        reason: ``number``, ``contents``, ``order``; empty for what is unaligned.
        note: What a reader should know; empty for nothing.
    """

    zh: range
    en: range
    confidence: float = 0.0
    reason: Method = ""
    note: str = ""


def align_blocks(
    zh: MeasuredBlocks, en: MeasuredBlocks, encoder: Encoder, options: BlockOptions = DEFAULT
) -> list[BlockBead]:
    """Align the blocks of two documents in order.

    Args:
        zh: The Chinese blocks.
        en: The English blocks.
        encoder: Used where a stretch without anchors is too long for the small program.
        options: Choices.

    Returns:
        Beads that cover both sides wholly, without crossing.
    """
    whole = range(len(zh.blocks)), range(len(en.blocks))
    if not zh.blocks or not en.blocks:
        return _alone(*whole)
    aligner = _BlockAligner(zh, en, encoder, options)
    return aligner.between(*whole, _between_even_stretches(aligner.anchors_by_words(), *whole))


class _BlockAligner:
    """The search over two documents' blocks, with what `align_blocks` is given."""

    def __init__(self, zh: MeasuredBlocks, en: MeasuredBlocks, encoder: Encoder, options: BlockOptions) -> None:
        self._similarity = BlockSimilarity(zh, en)
        self._words = WordSimilarity(zh, en)
        self._encoder = encoder
        self._options = options
        here, there = (unique_keys(keys) for keys in self._similarity.keys)
        self._numbered = sorted((i, there[key]) for key, i in here.items() if key in there)
        self._settled: dict[Anchor, float] = {}  # log odds of pairs that words settle
        self._refused: set[Anchor] = set()  # pairs whose number the vectors do not bear out

    def anchors_by_words(self) -> list[Anchor]:
        """Return pairs of blocks with the same number, once in each document, that share their words, in order."""
        for i, j in self._numbered:
            share, lead = self._words.similarity(i, j)
            if share >= self._options.share and lead >= self._options.lead:
                self._settled[i, j] = _BY_WORDS + _BY_SHARE * share + _BY_LEAD * lead
        return longest_chain(sorted(self._settled))

    def between(self, zh: range, en: range, anchors: Sequence[Anchor]) -> list[BlockBead]:
        """Pair the anchors, and align what stands before, between and after them."""
        beads: list[BlockBead] = []
        i, j = zh.start, en.start
        for a, b in anchors:
            beads += self._stretch(range(i, a), range(j, b))
            beads.append(self._bead(range(a, a + 1), range(b, b + 1)))
            i, j = a + 1, b + 1
        return beads + self._stretch(range(i, zh.stop), range(j, en.stop))

    def _stretch(self, zh: range, en: range) -> list[BlockBead]:
        """Align what stands between two anchors."""
        if not zh or not en:
            return _alone(zh, en)
        cells = len(zh) * len(en)
        if cells > _SMALL and self._without_numbers(zh, en):
            return self._long_stretch(zh, en)
        if self._agree_in_place(zh, en):
            return [self._bead(range(i, i + 1), range(j, j + 1)) for i, j in zip(zh, en, strict=True)]
        anchors = _between_even_stretches(self._anchors_by_vectors(zh, en), zh, en)
        if not anchors and _SMALL < cells <= _MATRIX:
            anchors = _between_even_stretches(self._anchors_by_contents(zh, en), zh, en)
        if anchors:
            return self.between(zh, en, anchors)
        if cells > _LARGE:
            return self._long_stretch(zh, en)
        return self._search(zh, en)

    def _without_numbers(self, zh: range, en: range) -> bool:
        """Whether a stretch is running text: nothing numbered, hardly a heading."""
        keys = [self._similarity.keys[0][i] for i in zh] + [self._similarity.keys[1][j] for j in en]
        paragraphs = sum(kind == "paragraph" for kind, _path, _label in keys)
        return not any(label for _kind, _path, label in keys) and paragraphs >= self._options.running * len(keys)

    def _agree_in_place(self, zh: range, en: range) -> bool:
        """Whether a few blocks between anchors have the same numbers one by one and nothing speaks against them."""
        if len(zh) != len(en) or len(zh) > self._options.few or len(zh) == len(self._similarity.zh.blocks):
            return False
        odds: dict[Anchor, float] = {}
        for i, j in zip(zh, en, strict=True):
            one, other = self._similarity.keys[0][i], self._similarity.keys[1][j]
            cost = length_cost(float(self._similarity.zh.sizes[i]), float(self._similarity.en.sizes[j]))
            share, lead = self._words.similarity(i, j)
            if one != other or not one[2] or cost > 1.0 or lead < self._options.no_rival:
                return False
            odds[i, j] = _IN_PLACE + _BY_SHARE * share + _BY_LEAD * max(lead, 0.0)
        self._settled |= odds
        return True

    def _anchors_by_vectors(self, zh: range, en: range) -> list[Anchor]:
        """Return pairs with the same number that vectors bear out, in order, where words have not settled them."""
        open_ = [
            (i, j)
            for i, j in self._numbered
            if i in zh and j in en and (i, j) not in self._settled and (i, j) not in self._refused
        ]
        pairs = [(range(i, i + 1), range(j, j + 1)) for i, j in open_]
        self._similarity.prepare(pairs)
        good = [
            (a.start, b.start)
            for a, b in pairs
            if self._similarity.content_score(a, b) >= self._options.anchor
            and self._similarity.cosine_and_margin(a, b)[1] > 0
        ]
        self._refused |= set(open_)  # looked at once: as an anchor now, or as any other pair in the search
        return longest_chain(good)

    def _anchors_by_contents(self, zh: range, en: range) -> list[Anchor]:
        """Return pairs of blocks that are each other's best by far in the whole stretch, in order."""
        cosines = self._similarity.matrix(zh, en)
        rows, columns = cosines.argmax(axis=1), cosines.argmax(axis=0)
        found = []
        for i, j in enumerate(rows):
            if columns[j] != i or cosines[i, j] < self._options.similar:
                continue
            second = max(np.delete(cosines[i], j).max(initial=-1.0), np.delete(cosines[:, j], i).max(initial=-1.0))
            if cosines[i, j] - second >= self._options.ahead:
                found.append((zh[i], en[int(j)]))
        return longest_chain(found)

    def _search(self, zh: range, en: range) -> list[BlockBead]:
        """Find the best beads of a short stretch."""
        self._similarity.prepare(
            [
                (range(i, i + p), range(j, j + q))
                for p, q in _SHAPES
                if p and q
                for i in range(zh.start, zh.stop - p + 1)
                for j in range(en.start, en.stop - q + 1)
            ]
        )
        n, m = len(zh), len(en)
        best: NDArray[np.float64] = np.full((n + 1, m + 1), -np.inf)
        back: dict[Anchor, Anchor] = {}
        best[0, 0] = 0.0
        for i in range(n + 1):
            for j in range(m + 1):
                for p, q in _SHAPES:
                    if p > i or q > j or best[i - p, j - q] == -np.inf:
                        continue
                    gain = self._similarity.score(zh[i - p : i], en[j - q : j]) if p and q else self._options.unaligned
                    if best[i - p, j - q] + gain > best[i, j]:
                        best[i, j] = best[i - p, j - q] + gain
                        back[i, j] = p, q
        return self._traced(zh, en, back)

    def _traced(self, zh: range, en: range, back: dict[Anchor, Anchor]) -> list[BlockBead]:
        beads: list[BlockBead] = []
        i, j = len(zh), len(en)
        while i or j:
            p, q = back[i, j]
            a, b = zh[i - p : i], en[j - q : j]
            beads.append(self._bead(a, b) if p and q else BlockBead(a, b))
            i, j = i - p, j - q
        return beads[::-1]

    def _long_stretch(self, zh: range, en: range) -> list[BlockBead]:
        """Align a long stretch without numbers as if its blocks were sentences, in linear memory."""
        left = [self._similarity.zh.blocks[i].text for i in zh]
        right = [self._similarity.en.blocks[j].text for j in en]
        beads = []
        for bead in align_sentences(left, right, self._encoder):
            a, b = zh[bead.zh.start : bead.zh.stop], en[bead.en.start : bead.en.stop]
            beads += [BlockBead(a, b, bead.confidence, "contents")] if a and b else _alone(a, b)
        return beads

    def _bead(self, a: range, b: range) -> BlockBead:
        similarity = self._similarity
        first, second = similarity.keys[0][a.start], similarity.keys[1][b.start]
        same = bool(first[2]) and first[2] == second[2]
        if (settled := self._settled.get((a.start, b.start))) is not None and len(a) == len(b) == 1:
            return BlockBead(a, b, _probability(settled), "number" if same else "order")
        contents = similarity.content_score(a, b)
        odds = _BY_SEARCH + _BY_CONTENTS * contents + (_BY_NUMBER if same else 0.0)
        odds += _BY_MERGE * similarity.merge_score(a, b)
        by_order = similarity.label_score(a, b) >= 0 and contents < self._options.anchor
        reason: Method = "number" if same else "order" if by_order else "contents"
        return BlockBead(a, b, _probability(odds), reason, self._note(a, b, same))

    def _note(self, a: range, b: range, same: bool) -> str:
        """Say what is odd about a bead: other numbers, a number missing, more than one block."""
        first, second = self._similarity.keys[0][a.start], self._similarity.keys[1][b.start]
        notes = []
        if first[2] and second[2] and not same and _number(first[2]) != _number(second[2]):
            zh, en = self._similarity.zh.blocks[a.start].label, self._similarity.en.blocks[b.start].label
            notes.append(_("numbers differ: {zh} in Chinese, {en} in English").format(zh=zh, en=en))
        elif bool(first[2]) != bool(second[2]) and first[0] == second[0]:
            notes.append(_("number missing in English") if first[2] else _("number missing in Chinese"))
        if len(a) > 1 or len(b) > 1:
            notes.append(_("{zh} Chinese and {en} English paragraphs together").format(zh=len(a), en=len(b)))
        return "; ".join(notes)


def _number(key: str) -> int | str:
    """Return the number of a label's key, whatever its style: 一、 stands beside 1."""
    return decimal_value(key) or roman_value(key) or key


def _between_even_stretches(anchors: Sequence[tuple[int, int]], zh: range, en: range) -> list[tuple[int, int]]:
    """Drop the anchors beside a stretch that has more blocks on one side: one of these may belong to the anchor."""
    edges = [(zh.start - 1, en.start - 1), *anchors, (zh.stop, en.stop)]
    uneven = [b[0] - a[0] != b[1] - a[1] for a, b in pairwise(edges)]
    # stretch k lies before anchor k and after anchor k - 1
    return [anchor for k, anchor in enumerate(anchors) if not (uneven[k] or uneven[k + 1])]


def _alone(zh: range, en: range) -> list[BlockBead]:
    return [BlockBead(range(i, i + 1), range(0)) for i in zh] + [BlockBead(range(0), range(j, j + 1)) for j in en]


def _probability(odds: float) -> float:
    return round(min(1.0 / (1.0 + exp(-odds)), 0.999), 4)
