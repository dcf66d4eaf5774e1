"""The bead: sentences of one language that translate sentences of the other (Brown, Lai and Mercer 1991)."""

from collections.abc import Iterable
from dataclasses import dataclass

Indices = tuple[tuple[int, ...], tuple[int, ...]]  # 0-based sentences on either side; an empty side is a deletion


@dataclass(frozen=True, slots=True)
class Bead:
    """Neighbouring sentences on either side that belong together; one side empty where a sentence stands alone.

    Attributes:
        zh: 0-based half-open range of Chinese sentences.
        en: 0-based half-open range of English sentences.
        confidence: 0..1, the probability that exactly these sentences belong together (for a bead with one side
            empty: that they have no counterpart).
        reason: Why it was made: ``embedding``, ``lexical``, ``alone`` (one side empty).
    """

    zh: range
    en: range
    confidence: float
    reason: str = ""

    @property
    def shape(self) -> tuple[int, int]:
        """Sentences on either side, for example (1, 2)."""
        return len(self.zh), len(self.en)

    @property
    def matched(self) -> bool:
        """Whether both sides have sentences."""
        return bool(self.zh) and bool(self.en)

    def shifted(self, zh: int, en: int) -> "Bead":
        """Return the bead with its indices moved, from those of a passage to those of the document, or back."""
        return Bead(
            range(self.zh.start + zh, self.zh.stop + zh),
            range(self.en.start + en, self.en.stop + en),
            self.confidence,
            self.reason,
        )


def covers(beads: Iterable[Bead], zh: int, en: int) -> bool:
    """Tell whether the beads, in order, cover ``zh`` and ``en`` sentences once each and never cross."""
    i = j = 0
    for bead in beads:
        if (bead.zh.start, bead.en.start) != (i, j) or not len(bead.zh) + len(bead.en):
            return False
        i, j = bead.zh.stop, bead.en.stop
    return (i, j) == (zh, en)
