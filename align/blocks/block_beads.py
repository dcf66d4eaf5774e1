"""The block bead: blocks of one document that belong to blocks of the other, with what speaks for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ...corpora.document import Block
from ...corpora.structure.named_labels import leading_number
from ...corpora.structure.open_series import NAMED
from ...i18n import _
from ..bitext import Method
from ..sentences.beads import Bead
from .correspondence import Correspondence

_TELLING = 0.15  # share of words matched from which contents, not order, put two blocks beside each other
# share from which contents bear a number out: 0.75 and more in short sentences that are versions, 0.42 and less
# in unrelated ones with the same numbers (tests/align/test_same_document.py)
_SPEAKING = 0.45
_THROUGHOUT = 3  # pairs that show that numbers are written otherwise throughout


@dataclass(frozen=True, slots=True)
class BlockBead:
    """Neighbouring blocks of one document that belong to neighbouring blocks of the other.

    Attributes:
        zh: 0-based half-open range of Chinese blocks; empty where the English ones are unaligned.
        en: The same for English blocks.
        confidence: 0..1; 0 where one side is empty.
        reason: ``number``, ``contents``, ``order``; empty for what is unaligned.
        numbering: What is odd about its numbers; empty for nothing.
        words: Share of words, figures and names matched on the other side, 0..1.
    """

    zh: range
    en: range
    confidence: float = 0.0
    reason: Method = ""
    numbering: str = ""
    words: float = 0.0

    @property
    def note(self) -> str:
        """What a reader should know of it, one line; empty for nothing."""
        if len(self.zh) <= 1 and len(self.en) <= 1:
            return self.numbering
        together = _("{zh} Chinese and {en} English paragraphs together")
        said = together.format(zh=len(self.zh), en=len(self.en))
        return f"{self.numbering}; {said}" if self.numbering else said

    @property
    def by_contents(self) -> float:
        """Its confidence where both sides share words, else 0: two documents' numbers agree whatever they are about."""
        return self.confidence if self.words >= _SPEAKING else 0.0


class _Counted(NamedTuple):
    """The words and numbers that two blocks begin with, as printed, and whether they may count alike."""

    zh: str
    en: str
    alike: bool


class BeadTeller:
    """Says of each bead what speaks for it and what is odd about it, and of both documents what holds throughout.

    Args:
        zh: The Chinese blocks.
        en: The English blocks.
        learnt: How their numbers and kinds correspond.
        beads: What was found.
    """

    def __init__(self, zh: Sequence[Block], en: Sequence[Block], learnt: Correspondence, beads: Sequence[Bead]) -> None:
        self._zh, self._en, self._learnt = zh, en, learnt
        pairs = [(bead.zh.start, bead.en.start) for bead in beads if bead.matched]
        i, j = (np.asarray(side, dtype=np.int64) for side in (zip(*pairs, strict=True) if pairs else ((), ())))
        alike = learnt.alike(i, j).tolist()
        together = Counter(self._forms(*pair) for pair in pairs)
        self._odd = [pair for pair in pairs if self._is_odd(*pair)]
        self._otherwise = _throughout(Counter(self._forms(*pair) for pair in self._odd), together)
        apart = [pair for pair, same in zip(pairs, alike, strict=True) if not same]
        self._unlike = _throughout(Counter(self._forms(*pair) for pair in apart), together)

    def _forms(self, i: int, j: int) -> tuple[int, int]:
        return int(self._learnt.zh.forms[i]), int(self._learnt.en.forms[j])

    def _is_odd(self, i: int, j: int) -> bool:
        """Whether two blocks are numbered otherwise: not where words count them alike, 第二条 and Section 2."""
        zh, en = self._zh[i], self._en[j]
        words = zh.style in NAMED and en.style in NAMED
        if zh.key == en.key or (words and zh.value == en.value):
            return False
        counted = _counted(zh, en)
        return counted is None or not counted.alike

    def remarks(self) -> tuple[tuple[Block, str], ...]:
        """Say once, of each two forms that stand beside each other throughout, how they are numbered.

        Returns:
            The first Chinese block of each two forms, and what there is to say.
        """
        first = {self._forms(i, j): (i, j) for i, j in reversed(self._odd)}
        count = Counter(self._forms(i, j) for i, j in self._odd)
        return tuple(
            (self._zh[first[pair][0]], self._remark(*first[pair], count[pair])) for pair in sorted(self._otherwise)
        )

    def _remark(self, i: int, j: int, count: int) -> str:
        zh, en = self._zh[i].label, self._en[j].label
        if zh and en:
            text = _("numbered as {zh} in Chinese and as {en} in English: {count} times")
        elif zh:
            text = _("numbered as {zh} in Chinese and not numbered in English: {count} times")
        else:
            text = _("not numbered in Chinese and numbered as {en} in English: {count} times")
        return text.format(zh=zh, en=en, count=count)

    def bead(self, bead: Bead, words: float, vectors: bool) -> BlockBead:
        """Return a block bead.

        Args:
            bead: Its blocks, with its confidence.
            words: Share of words matched on the other side, 0..1.
            vectors: Whether vectors were looked at.
        """
        if not bead.matched:
            return BlockBead(bead.zh, bead.en)
        i, j = np.asarray([bead.zh.start]), np.asarray([bead.en.start])
        alike = bool(self._learnt.alike(i, j)[0])
        reason: Method = "number" if alike else "contents" if vectors or words >= _TELLING else "order"
        return BlockBead(bead.zh, bead.en, bead.confidence, reason, self._numbering(bead, alike), words)

    def _numbering(self, bead: Bead, alike: bool) -> str:
        """Say what is odd about a bead's numbers: they differ, or one is missing."""
        zh, en = self._zh[bead.zh.start], self._en[bead.en.start]
        if counted := _counted(zh, en):
            differ = _("numbers differ: {zh} in Chinese, {en} in English").format(zh=counted.zh, en=counted.en)
            return "" if counted.alike else differ
        if self._forms(bead.zh.start, bead.en.start) in self._unlike:
            return ""
        if zh.key and en.key and not alike:
            return _("numbers differ: {zh} in Chinese, {en} in English").format(zh=zh.label, en=en.label)
        if bool(zh.key) != bool(en.key):
            return _("number missing in English") if zh.key else _("number missing in Chinese")
        return ""


def _counted(zh: Block, en: Block) -> _Counted | None:
    """Return what two blocks, not both of which were taken for numbered, begin with; None where one has no number."""
    if zh.key and en.key:
        return None
    (left, zh_values), (right, en_values) = _number(zh), _number(en)
    return _Counted(left, right, not zh_values.isdisjoint(en_values)) if zh_values and en_values else None


def _number(block: Block) -> tuple[str, frozenset[int]]:
    """Return the word and number that a block begins with, as printed, and what it may count to."""
    if block.key:
        return block.label, frozenset({block.value} if block.style in NAMED and block.value else ())
    return leading_number(block.text)


def _throughout(some: Counter[tuple[int, int]], together: Counter[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the two different forms whose pairs are nearly always among some of all, and not by chance.

    Args:
        some: Pairs of each two forms that have something odd.
        together: All pairs of each two forms.
    """
    zh, en = Counter[int](), Counter[int]()
    for (s, t), count in together.items():
        zh[s] += count
        en[t] += count
    return {
        (s, t)
        for (s, t), count in some.items()
        if s != t and count >= _THROUGHOUT and 2 * count > max(together[s, t], min(zh[s], en[t]))
    }
