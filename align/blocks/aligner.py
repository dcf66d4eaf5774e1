"""Blocks beside blocks: by contents, and by what the numbers and kinds of these two documents are worth.

Blocks are aligned as sentences are (`sentences.aligner`): a model with learnt weights says how likely each bead is over
all paths, and the path with the most beads that can be expected to be right is taken. To what speaks for sentences come
numbers, kinds and headings (`block_features`), weighed by how far they correspond in the two documents
(`correspondence`). So a number is strong evidence where numbers hold, and none where they do not. Blocks are compared
by their words first; only stretches that words leave open are encoded.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from ...corpora.document import Block
from ...language import Language
from ...language.comparison_keys import simplified
from ...language.segmentation import split_sentences
from ..encoders.encoder import Encoder, Pooled, Vectors, composing
from ..sentences.aligner import align_sentences, is_cramped, measured, words_shared
from ..sentences.beads import SHAPES, Bead, doubtful_stretches
from ..sentences.corridor import PAD, Corridor, Scores, anchors, full_corridor, narrow_corridor, origins
from ..sentences.features import MeasuredTexts, share_of_words
from ..sentences.lattice import NEVER, Lattice, expected_path
from ..sentences.sentence_runs import encode_runs
from .block_beads import BeadTeller, BlockBead
from .block_features import BlockFeatures, block_model
from .correspondence import correspondence

_ROWS = 32  # rows of the lattice whose features are made at once, for memory
_SMALL = 400  # cells up to which all of a lattice is searched,
_RUNNING = 0.9  # share of paragraphs from which a text without numbers is running text
_NARROW = 12  # or with so few blocks on a side


@dataclass(frozen=True, slots=True)
class BlockOptions:
    """Choices of the block aligner.

    Attributes:
        settled: Beads that have this confidence by words and numbers are kept, and their blocks not encoded...
        mostly: ... where this share of all beads has it; else everything is encoded.
        near: Beads on either side of a doubtful one that are encoded with it: a wrong pair gives itself away by a
            neighbour that fits better.
        wrong: What a wrong pair costs against what a right one gains; more makes fewer pairs.
        alone: Worth of a block rightly left alone against a right pair. On held-out documents composed of official
            pairs 0.5 to 0.35 find the same or more, 0.25 pairs strangers; with 0.5 short items of lists stay alone.
    """

    settled: float = 0.97
    mostly: float = 0.5
    near: int = 4
    wrong: float = 0.3
    alone: float = 0.35


DEFAULT = BlockOptions()


@dataclass(frozen=True, slots=True)
class BlockAlignment:
    """The beads of two documents' blocks.

    Attributes:
        beads: They cover both sides wholly, without crossing.
        remarks: What holds throughout, numbers that are written otherwise: the first Chinese block of these, and what
            there is to say.
    """

    beads: list[BlockBead]
    remarks: tuple[tuple[Block, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _BlockStretch:
    """Neighbouring blocks of either document with what is measured of their texts."""

    zh: range
    en: range
    texts: MeasuredTexts


def align_blocks(
    zh: Sequence[Block], en: Sequence[Block], encoder: Encoder, options: BlockOptions = DEFAULT
) -> BlockAlignment:
    """Align the blocks of two documents in order.

    Args:
        zh: The Chinese blocks.
        en: The English blocks.
        encoder: Used for stretches that words and numbers leave open.
        options: Choices.
    """
    if not zh or not en:
        return BlockAlignment(
            [BlockBead(range(i, i + 1), range(0)) for i in range(len(zh))]
            + [BlockBead(range(0), range(j, j + 1)) for j in range(len(en))]
        )
    # with one thread here the result does not depend on the machine; the encoder has its own threads
    with threadpool_limits(limits=1, user_api="blas"):
        return _BlockAligner(zh, en, encoder, options).aligned()


class _BlockAligner:
    """The search over two documents' blocks, with what `align_blocks` is given."""

    def __init__(self, zh: Sequence[Block], en: Sequence[Block], encoder: Encoder, options: BlockOptions) -> None:
        self._blocks = zh, en
        self._options = options
        self._encoder = encoder
        self._sides = simplified([block.text for block in zh]), [block.text for block in en]
        self._encoders = BlockEncoder(encoder, "zh"), BlockEncoder(encoder, "en")
        texts = measured(*self._sides, None)
        self._whole = _BlockStretch(range(len(zh)), range(len(en)), texts)
        sure = anchors(len(zh), len(en), lambda rows, columns: words_shared(texts, rows, columns))
        self._learnt = correspondence(zh, en, [(i, j) for i, j in sure])

    def aligned(self) -> BlockAlignment:
        """Align by words and numbers, and what these leave open by vectors too."""
        if self._is_running_text():
            return self._told([(bead, self._whole) for bead in align_sentences(*self._sides, self._encoder)])
        beads = self._solve(self._whole)
        settled = sum(bead.confidence >= self._options.settled for bead in beads)
        if settled < self._options.mostly * len(beads):
            stretch = self._encoded(self._whole.zh, self._whole.en)
            return self._told([(bead, stretch) for bead in self._solve(stretch)])
        found = [(bead, self._whole) for bead in beads]
        stretches = doubtful_stretches(beads, self._options.settled, self._options.near)
        # from the last stretch back, so that places before it stay what they are
        for first, last in reversed(stretches):
            part = beads[first:last]
            stretch = self._encoded(
                range(part[0].zh.start, part[-1].zh.stop), range(part[0].en.start, part[-1].en.stop)
            )
            found[first:last] = [(bead, stretch) for bead in self._solve(stretch)]
        return self._told(found)

    def _is_running_text(self) -> bool:
        """Whether a long text has nothing numbered and hardly a heading: its lines are sentences as much as blocks."""
        blocks = [block for side in self._blocks for block in side]
        plain = sum(block.kind == "paragraph" for block in blocks)
        long = len(self._whole.zh) * len(self._whole.en) > _SMALL
        return long and not any(block.key for block in blocks) and plain >= _RUNNING * len(blocks)

    def _encoded(self, zh: range, en: range) -> _BlockStretch:
        """Return a stretch with vectors."""
        texts = self._whole.texts.within(zh, en)
        left = encode_runs(self._sides[0][zh.start : zh.stop], self._encoders[0], "")
        right = encode_runs(self._sides[1][en.start : en.stop], self._encoders[1], " ")
        return _BlockStretch(zh, en, texts.encoded(left, right))

    def _solve(self, stretch: _BlockStretch) -> list[Bead]:
        """Return the beads of a stretch, by their places in the documents."""
        corridor = self._corridor(stretch, PAD)
        beads = self._search(stretch, corridor)
        if is_cramped(beads, corridor):
            beads = self._search(stretch, self._corridor(stretch, 5 * PAD))
        return [bead.shifted(stretch.zh.start, stretch.en.start) for bead in beads]

    def _corridor(self, stretch: _BlockStretch, pad: int) -> Corridor:
        n, m = len(stretch.zh), len(stretch.en)
        if min(n, m) <= _NARROW or n * m <= _SMALL:
            return full_corridor(n, m)
        return narrow_corridor(n, m, lambda rows, columns: words_shared(stretch.texts, rows, columns), pad)

    def _search(self, stretch: _BlockStretch, corridor: Corridor) -> list[Bead]:
        path = expected_path(
            Lattice(corridor, SHAPES, self._scores(stretch, corridor)), self._options.wrong, self._options.alone
        )
        sure = block_model(stretch.texts.zh_vectors is not None)
        beads = []
        for t, i, j, p in path.beads:
            a, b = SHAPES[t]
            beads.append(Bead(range(i - a, i), range(j - b, j), round(sure.confidence(p), 4)))
        return beads

    def _scores(self, stretch: _BlockStretch, corridor: Corridor) -> Scores:
        """Score of every bead in every cell of the corridor, shape (shapes, cells)."""
        weights = block_model(stretch.texts.zh_vectors is not None).weights
        scores = np.full((len(SHAPES), int(corridor.starts[-1])), NEVER, dtype=np.float32)
        rows, start = len(corridor.low), (stretch.zh.start, stretch.en.start)
        for first in range(0, rows, _ROWS):
            last = min(first + _ROWS, rows)
            block = BlockFeatures(stretch.texts, self._learnt, corridor, (first, last), start)
            part = slice(int(corridor.starts[first]), int(corridor.starts[last]))
            for t, shape in enumerate(SHAPES):
                scores[t, part] = block.features(shape) @ weights
        for t, shape in enumerate(SHAPES):
            scores[t][origins(corridor, shape) < 0] = NEVER
        return scores

    def _told(self, found: Sequence[tuple[Bead, _BlockStretch]]) -> BlockAlignment:
        """Return the beads with what speaks for them and what is to be said of them."""
        teller = BeadTeller(*self._blocks, self._learnt, [bead for bead, _stretch in found])
        beads = [
            teller.bead(bead, _words(bead, stretch), stretch.texts.zh_vectors is not None) for bead, stretch in found
        ]
        return BlockAlignment(beads, teller.remarks())


def _words(bead: Bead, stretch: _BlockStretch) -> float:
    """Return the share of the words, figures and names of a bead that the other side matches."""
    zh = range(bead.zh.start - stretch.zh.start, bead.zh.stop - stretch.zh.start)
    en = range(bead.en.start - stretch.en.start, bead.en.stop - stretch.en.start)
    return share_of_words(stretch.texts, zh, en) if bead.matched else 0.0


class BlockEncoder:
    """An encoder of blocks by their sentences, which are needed apart later.

    Args:
        encoder: Encodes the sentences.
        language: Of the blocks.
    """

    def __init__(self, encoder: Encoder, language: Language) -> None:
        self._encoder = composing(encoder)
        self._language: Language = language
        self.name = encoder.name
        self.seam, self.finish = self._encoder.seam, self._encoder.finish

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array (n, d) of float32 rows of norm 1, one a block."""
        return self.finish(self.pool(texts))

    def pool(self, texts: Sequence[str]) -> Pooled:
        """Return the summed parts of each block's sentences."""
        sentences = [split_sentences(text, self._language) or [text] for text in texts]
        flat = self._encoder.pool([sentence for block in sentences for sentence in block])
        starts = np.cumsum([0, *(len(block) for block in sentences[:-1])])
        return Pooled(np.add.reduceat(flat.sums, starts, axis=0), np.add.reduceat(flat.sizes, starts))
