"""The aligned passage: the text that a block bead takes of both documents, and the beads of its sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ..corpora.document import Block, Kind
from ..language import Language
from ..language.annotated_text import AnnotatedText, join
from ..language.comparison_keys import simplified
from ..language.segmentation import sentence_spans
from .bitext import LOW
from .blocks.aligner import BlockEncoder
from .blocks.block_beads import BlockBead
from .encoders.encoder import Encoder
from .sentences.aligner import SentenceOptions, align_many
from .sentences.beads import Bead

CUT: frozenset[Kind] = frozenset({"paragraph", "summary", "item", "footnote"})
"""Kinds of blocks that consist of sentences."""


# Cosine from which texts mean the same: official pairs have 0.45 and more (all but 5 in 1,000), sentences of others
# less (all but 7 in 10,000)
_NEAR = 0.45


@dataclass(frozen=True, slots=True)
class PairedBlocks:
    """A block bead with its blocks."""

    bead: BlockBead
    zh: tuple[Block, ...]
    en: tuple[Block, ...]

    @property
    def kind(self) -> Kind:
        """The kind of the first block."""
        return (self.zh or self.en)[0].kind

    @property
    def is_cut(self) -> bool:
        """Whether both sides have sentences to be aligned."""
        return self.kind in CUT and bool(self.zh and self.en)


@dataclass(frozen=True, slots=True)
class PassageText:
    """One side: the text of its blocks, and the half-open spans of its sentences in it."""

    text: AnnotatedText
    spans: tuple[tuple[int, int], ...]

    @property
    def sentences(self) -> list[str]:
        """The sentences."""
        return [self.text.text[start:end] for start, end in self.spans]

    def piece(self, rows: range) -> AnnotatedText:
        """Return the text of neighbouring sentences."""
        return self.text.slice(self.spans[rows.start][0], self.spans[rows.stop - 1][1]) if rows else AnnotatedText()


@dataclass(frozen=True, slots=True)
class AlignedPassage:
    """A block bead with its text on either side, and the beads of its sentences.

    Attributes:
        blocks: The block bead.
        zh: Its Chinese text.
        en: Its English text.
        beads: Of its sentences; none where one side is empty, or where it is nothing to be cut (a heading).
    """

    blocks: PairedBlocks
    zh: PassageText
    en: PassageText
    beads: Sequence[Bead] = ()

    @property
    def least_sure(self) -> float | None:
        """How probable the least sure bead is, and that no sentence stands alone; None without beads."""
        sure = (bead.confidence if bead.matched else 1.0 - bead.confidence for bead in self.beads)
        return min(sure, default=None)

    @property
    def lone_sentences(self) -> list[str]:
        """The sentences without counterpart, where others have theirs; no mere numbers."""
        if not any(bead.matched for bead in self.beads):
            return []
        alone = [bead for bead in self.beads if not bead.matched]
        texts = [(self.zh.piece(bead.zh) if bead.zh else self.en.piece(bead.en)).text for bead in alone]
        return [text for text in texts if any(map(str.isalpha, text))]


def align_passages(paired: Sequence[PairedBlocks], encoder: Encoder, options: SentenceOptions) -> list[AlignedPassage]:
    """Align the sentences of all block beads; blocks that their sentences show to be of one passage are joined.

    Args:
        paired: The block beads of both documents, in order, notes among them.
        encoder: For what words leave open.
        options: Choices of the sentence aligner.
    """
    passages = _aligned(paired, encoder, options)
    tried = [at for at in _divided_passages(passages) if _mean_the_same(passages, at, encoder)]
    made = _aligned([_joined([paired[k] for k in at.places]) for at in tried], encoder, options)
    joined: dict[int, AlignedPassage] = {}
    gone: set[int] = set()
    for at, passage in zip(tried, made, strict=True):
        if (passage.least_sure or 0.0) >= LOW and gone.isdisjoint(at.places):
            joined[at.places[0]] = passage
            gone.update(at.places)
    return [joined.get(k, passage) for k, passage in enumerate(passages) if k in joined or k not in gone]


def _aligned(paired: Sequence[PairedBlocks], encoder: Encoder, options: SentenceOptions) -> list[AlignedPassage]:
    passages = [AlignedPassage(at, _side(at.zh, "zh"), _side(at.en, "en")) for at in paired]
    cut = [k for k, at in enumerate(passages) if at.blocks.is_cut]
    texts = [(passages[k].zh.sentences, passages[k].en.sentences) for k in cut]
    for k, beads in zip(cut, align_many(texts, encoder, options), strict=True):
        passages[k] = replace(passages[k], beads=tuple(beads))
    return passages


def _side(blocks: Sequence[Block], language: Language) -> PassageText:
    glue = "" if language == "zh" else " "
    spans: list[tuple[int, int]] = []
    start = 0
    for block in blocks:
        spans += [(a + start, b + start) for a, b in sentence_spans(block.text, language)]
        start += len(block.text) + len(glue)
    return PassageText(join((block.annotated for block in blocks), glue), tuple(spans))


# blocks of one passage that the search over blocks has not found: it took a part of the passage for the whole


@dataclass(frozen=True, slots=True)
class _DividedPassage:
    """Neighbours that may be one: a passage that ends or begins with sentences without counterpart, and beside these
    blocks of the other language that have none either.

    Attributes:
        places: Of all of them, in order.
        whole: Place of the passage.
        lone: The beads of its sentences without counterpart.
    """

    places: list[int]
    whole: int
    lone: list[Bead]


def _divided_passages(passages: Sequence[AlignedPassage]) -> Iterator[_DividedPassage]:
    for notes in (False, True):
        order = [k for k, at in enumerate(passages) if (at.blocks.kind == "footnote") == notes]
        for at, k in enumerate(order):
            beads = passages[k].beads
            before, behind = order[max(0, at - len(beads)) : at][::-1], order[at + 1 : at + 1 + len(beads)]
            for inwards, outwards in ((beads, before), (beads[::-1], behind)):
                lone = list(takewhile(lambda bead: not bead.matched, inwards))
                count = _answering(lone, [passages[other].blocks for other in outwards])
                if count:
                    yield _DividedPassage(sorted([k, *outwards[:count]]), k, lone)


def _answering(lone: Sequence[Bead], beside: Sequence[PairedBlocks]) -> int:
    """Return how many of the blocks beside a passage may be what its sentences without counterpart lack.

    Args:
        lone: Beads of these sentences, from the edge inwards.
        beside: The blocks on that edge, outwards.
    """
    return sum(1 for _pair in takewhile(lambda pair: _may_answer(pair[1], pair[0]), zip(lone, beside, strict=False)))


def _may_answer(blocks: PairedBlocks, lone: Bead) -> bool:
    """Whether blocks have the side that a sentence has not, and not the one that it has."""
    return blocks.kind in CUT and bool(blocks.zh) != bool(lone.zh) and bool(blocks.en) != bool(lone.en)


def _mean_the_same(passages: Sequence[AlignedPassage], at: _DividedPassage, encoder: Encoder) -> bool:
    """Whether the blocks without counterpart mean what the sentences beside them do that have none."""
    parts = [passages[k] for k in at.places if k != at.whole]
    whole = passages[at.whole]
    zh = [part.zh.text.text for part in parts] + [whole.zh.piece(bead.zh).text for bead in at.lone]
    en = [part.en.text.text for part in parts] + [whole.en.piece(bead.en).text for bead in at.lone]
    vectors = (
        BlockEncoder(encoder, "zh").encode(simplified(["".join(zh)])),
        BlockEncoder(encoder, "en").encode([" ".join(en)]),
    )
    return float((vectors[0] * vectors[1]).sum()) >= _NEAR


def _joined(run: Sequence[PairedBlocks]) -> PairedBlocks:
    """Return neighbours, one of which has both sides, as one."""
    bead = next(at.bead for at in run if at.zh and at.en)
    zh, en = ([rows for at in run if (rows := getattr(at.bead, side))] for side in ("zh", "en"))
    return PairedBlocks(
        replace(bead, zh=range(zh[0].start, zh[-1].stop), en=range(en[0].start, en[-1].stop)),
        tuple(block for at in run for block in at.zh),
        tuple(block for at in run for block in at.en),
    )
