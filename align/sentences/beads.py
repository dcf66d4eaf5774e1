"""The bead: sentences of one language that translate sentences of the other (Brown, Lai and Mercer 1991)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDEST = 6  # sentences on one side of a bead
SHAPES: tuple[tuple[int, int], ...] = (
    *((a, b) for a in range(1, WIDEST + 1) for b in range(1, WIDEST + 1) if a + b <= WIDEST + 1),
    (1, 0),
    (0, 1),
)
"""Sentences on either side of the beads that are looked for; those of one sentence alone come last."""

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
    def matched(self) -> bool:
        """Whether both sides have sentences."""
        return bool(self.zh) and bool(self.en)

    def shifted(self, zh: int, en: int) -> "Bead":
        """Return the bead with its indices moved, from those of a passage to those of the document, or back."""
        ranges = range(self.zh.start + zh, self.zh.stop + zh), range(self.en.start + en, self.en.stop + en)
        return Bead(*ranges, self.confidence, self.reason)


def divided(beads: Sequence[Bead], sizes: Sequence[tuple[int, int]]) -> list[list[Bead]]:
    """Give each passage its beads, with indices that begin at 0 in each.

    Args:
        beads: Beads of all passages, one after another; none crosses from one into the next.
        sizes: Chinese and English sentences of each passage.
    """
    result: list[list[Bead]] = []
    i = j = k = 0
    for n, m in sizes:
        part = []
        while k < len(beads) and beads[k].zh.stop <= i + n and beads[k].en.stop <= j + m:
            part.append(beads[k].shifted(-i, -j))
            k += 1
        result.append(part)
        i, j = i + n, j + m
    return result


def with_lone_sentences(beads: Iterable[Bead], zh: int, en: int) -> list[Bead]:
    """Return beads, in order, with one more for each of ``zh`` and ``en`` sentences that none of them takes."""
    found: list[Bead] = []
    i = j = 0
    for bead in [*beads, Bead(range(zh, zh + 1), range(en, en + 1), 1.0)]:
        to_i, to_j = bead.zh.start if bead.zh else i, bead.en.start if bead.en else j
        found += [Bead(range(k, k + 1), range(0), 1.0, "alone") for k in range(i, to_i)]
        found += [Bead(range(0), range(k, k + 1), 1.0, "alone") for k in range(j, to_j)]
        found.append(bead)
        i, j = to_i + len(bead.zh), to_j + len(bead.en)
    return found[:-1]


def doubtful_stretches(beads: Sequence[Bead], settled: float, near: int = 1) -> list[tuple[int, int]]:
    """Return half-open ranges of beads below a confidence, each with neighbours on either side, where both sides meet.

    Args:
        beads: An alignment, in order.
        settled: Confidence from which a bead is not doubtful.
        near: Neighbours on either side.
    """
    stretches: list[tuple[int, int]] = []
    for k, bead in enumerate(beads):
        if bead.confidence < settled:
            first, last = max(0, k - near), min(len(beads), k + near + 1)
            if stretches and first <= stretches[-1][1]:
                first = stretches.pop()[0]
            stretches.append((first, last))
    return [
        (first, last)
        for first, last in stretches
        if any(bead.zh for bead in beads[first:last]) and any(bead.en for bead in beads[first:last])
    ]
