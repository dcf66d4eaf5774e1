"""Sentences of two languages -> beads: the aligner that everything else calls.

The method in short: vectors of all runs of sentences, made from each sentence's own; a corridor through sure pairs; the
probability of every bead over all paths; the path with the most beads that can be expected to be right. Passages that
lengths, words and figures settle by themselves are never encoded. docs/alignment.md tells it at length.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from threadpoolctl import threadpool_limits

from ..encoders.encoder import Encoder, default_encoder
from .beads import SHAPES, Bead, divided, doubtful_stretches
from .corridor import PAD, Corridor, Scores, full_corridor, narrow_corridor, origins
from .coverage import vocabularies
from .features import BeadFeatures, MeasuredTexts, has_stranger, length_ratio, model, punctuation
from .lattice import NEVER, Lattice, expected_path
from .lexicon import associations, lexicon
from .sentence_runs import encode_runs

Passage = tuple[Sequence[str], Sequence[str]]
_ROWS = 32
# probability of standing alone from which a sentence puts its bead in doubt, and the confidence such a bead has at
# most. Set by hand: of the sure beads of MAC-Dev 002, 004, 006 and A/76/36, 34 of 780 are wrong (0.1: 32 of 770; 0.4:
# 34 of 785)
_DOUBTFUL = 0.2
_UNSURE = 0.49


@dataclass(frozen=True, slots=True)
class SentenceOptions:
    """Choices of the sentence aligner.

    Attributes:
        embeddings: Whether to use the encoder at all; without it lengths, words and figures decide alone.
        settled: Beads that have this confidence without embeddings are kept, and their sentences not encoded...
        mostly: ... where this share of all beads has it; else everything is encoded.
        wrong: What a wrong pair costs against what a right one gains; more makes fewer pairs.
        alone: Worth of a sentence rightly left alone against a right pair.
    """

    embeddings: bool = True
    settled: float = 0.97
    mostly: float = 0.75
    wrong: float = 0.3
    alone: float = 0.5


DEFAULT = SentenceOptions()
PLAIN = SentenceOptions(embeddings=False)


def align_sentences(
    zh: Sequence[str], en: Sequence[str], encoder: Encoder | None = None, options: SentenceOptions = DEFAULT
) -> list[Bead]:
    """Align the sentences of two texts; the beads are monotone and cover both sides wholly.

    Args:
        zh: Chinese sentences.
        en: English sentences.
        encoder: Any encoder; the default one where there is none.
        options: Choices.

    Example:
        >>> import duizhao as dz
        >>> zh = ["会议于6月30日开幕。", "主席致欢迎辞。", "各国代表团发言，会议于7月2日闭幕。"]
        >>> en = ["The meeting opened on 30 June.", "All were welcomed.", "Delegations spoke.", "It closed on 2 July."]
        >>> [(list(bead.zh), list(bead.en)) for bead in dz.align_sentences(zh, en)]
        [([0], [0]), ([1], [1]), ([2], [2, 3])]
    """
    return align_many([(zh, en)], encoder, options)[0]


def align_many(
    passages: Sequence[Passage], encoder: Encoder | None = None, options: SentenceOptions = DEFAULT
) -> list[list[Bead]]:
    """Align many passages (paragraphs) at once: no bead crosses from one into the next.

    Args:
        passages: Chinese and English sentences of each.
        encoder: Any encoder; the default one where there is none.
        options: Choices.
    """
    if not passages:
        return []
    found = _solve(passages, None, options)
    if not options.embeddings:
        return found
    beads = [bead for part in found for bead in part]
    settled = sum(bead.confidence >= options.settled for bead in beads)
    if settled < options.mostly * len(beads):
        return _solve(passages, encoder or default_encoder(), options)
    stretches = [(k, *stretch) for k, part in enumerate(found) for stretch in doubtful_stretches(part, options.settled)]
    if stretches:
        texts = [_texts(passages[k], found[k][first:last]) for k, first, last in stretches]
        better = _solve(texts, encoder or default_encoder(), options)
        # from the last stretch back, so that places before it stay what they are
        for (k, first, last), part in zip(reversed(stretches), reversed(better), strict=True):
            start = found[k][first]
            found[k][first:last] = [bead.shifted(start.zh.start, start.en.start) for bead in part]
    return found


def _texts(passage: Passage, beads: list[Bead]) -> Passage:
    zh, en = passage
    return zh[beads[0].zh.start : beads[-1].zh.stop], en[beads[0].en.start : beads[-1].en.stop]


def _solve(passages: Sequence[Passage], encoder: Encoder | None, options: SentenceOptions) -> list[list[Bead]]:
    zh = [text for side, _ in passages for text in side]
    en = [text for _, side in passages for text in side]
    sizes = [(len(zh_side), len(en_side)) for zh_side, en_side in passages]
    # with one thread here the result does not depend on the machine; the encoder has its own threads
    with threadpool_limits(limits=1, user_api="blas"):
        texts = measured(zh, en, encoder if options.embeddings and zh and en else None)
        corridor = _corridor(texts, sizes, PAD)
        beads = _search(texts, corridor, sizes, options)
        if is_cramped(beads, corridor):
            corridor = _corridor(texts, sizes, 5 * PAD)
            beads = _search(texts, corridor, sizes, options)
        if texts.zh_vectors is not None:
            beads = _search(_with_associations(texts, zh, en, beads), corridor, sizes, options)
    return divided(beads, sizes)


def measured(zh: Sequence[str], en: Sequence[str], encoder: Encoder | None) -> MeasuredTexts:
    """Measure all that the features need of two texts.

    Args:
        zh: Chinese sentences.
        en: English sentences.
        encoder: None to do without vectors.
    """
    words, figures = vocabularies(zh, en, lexicon())
    zh_marks, en_marks = punctuation(zh), punctuation(en)
    texts = MeasuredTexts(words, figures, zh_marks, en_marks, length_ratio(zh_marks, en_marks))
    if encoder is None:
        return texts
    return texts.encoded(encode_runs(zh, encoder, ""), encode_runs(en, encoder, " "))


def _with_associations(
    texts: MeasuredTexts, zh: Sequence[str], en: Sequence[str], beads: Sequence[Bead]
) -> MeasuredTexts:
    """Add to the dictionary what a first alignment teaches: names and words of this text."""
    found = associations(zh, en, beads)
    if not found:
        return texts
    words, figures = vocabularies(zh, en, lexicon().extended(found))
    return replace(texts, words=words, figures=figures)


def _corridor(texts: MeasuredTexts, sizes: Sequence[tuple[int, int]], pad: int) -> Corridor:
    """Join the passages' corridors; where one ends and the next begins, both are open."""
    total = sum(n for n, _ in sizes)
    low, high = np.full(total + 1, sum(m for _, m in sizes), dtype=np.int64), np.zeros(total + 1, dtype=np.int64)
    i = j = 0
    for n, m in sizes:
        small = min(n, m) <= 12 or n * m <= 400
        part = full_corridor(n, m) if small else _anchored(texts, (i, j), (n, m), pad)
        low[i : i + n + 1] = np.minimum(low[i : i + n + 1], part.low + j)
        high[i : i + n + 1] = np.maximum(high[i : i + n + 1], part.high + j)
        i, j = i + n, j + m
    return Corridor(low, high)


def _anchored(texts: MeasuredTexts, first: tuple[int, int], size: tuple[int, int], pad: int) -> Corridor:
    i, j = first

    def near(rows: range, columns: range) -> Scores:
        own = range(rows.start + i, rows.stop + i)
        other = range(columns.start + j, columns.stop + j)
        if texts.zh_vectors is None or texts.en_vectors is None:
            return words_shared(texts, own, other)
        cosine = texts.zh_vectors.single[own.start : own.stop] @ texts.en_vectors.single[other.start : other.stop].T
        base = (
            texts.zh_background[0][own.start : own.stop, None] + texts.en_background[0][other.start : other.stop]
        ) / 2
        return np.asarray(cosine - base, dtype=np.float32)

    return narrow_corridor(*size, near, pad)


def words_shared(texts: MeasuredTexts, rows: range, columns: range) -> Scores:
    """Return the share of words and figures that each of some Chinese sentences has in common with English ones."""
    total = np.zeros((len(rows), len(columns)), dtype=np.float32)
    whole = np.full_like(total, 2.0)
    for vocabulary in (texts.words, texts.figures):
        weights, matched = vocabulary.zh.between(rows, columns)
        total += weights @ matched
        whole += weights.sum(axis=1, keepdims=True)
        weights, matched = vocabulary.en.between(columns, rows)
        total += (weights @ matched).T
        whole += weights.sum(axis=1)
    return total / whole


def _scores(texts: MeasuredTexts, corridor: Corridor, sizes: Sequence[tuple[int, int]]) -> Scores:
    """Score of every bead in every cell of the corridor, shape (shapes, cells)."""
    weights = model(texts.zh_vectors is not None).weights
    scores = np.full((len(SHAPES), int(corridor.starts[-1])), NEVER, dtype=np.float32)
    rows = len(corridor.low)
    for first in range(0, rows, _ROWS):
        last = min(first + _ROWS, rows)
        block = BeadFeatures(texts, corridor, first, last)
        part = slice(int(corridor.starts[first]), int(corridor.starts[last]))
        for t, shape in enumerate(SHAPES):
            scores[t, part] = block.features(shape) @ weights
    for t, shape in enumerate(SHAPES):
        scores[t][_forbidden(corridor, shape, sizes)] = NEVER
    return scores


def _forbidden(
    corridor: Corridor, shape: tuple[int, int], sizes: Sequence[tuple[int, int]]
) -> np.typing.NDArray[np.bool_]:
    """Cells where no bead of this shape may end: it would begin outside, or reach from one passage into another."""
    outside = origins(corridor, shape) < 0
    a, b = shape
    if a and b and len(sizes) > 1:
        numbers = np.arange(len(sizes))
        zh = np.append(np.repeat(numbers, [n for n, _ in sizes]), -1)
        en = np.append(np.repeat(numbers, [m for _, m in sizes]), -2)
        i, j = corridor.cells
        # where a bead would begin before the text it is outside already
        first, begin = np.maximum(i - a, 0), np.maximum(j - b, 0)
        inside = zh[first] == zh[i - 1]
        inside &= (en[begin] == en[j - 1]) & (zh[i - 1] == en[j - 1])
        outside |= ~inside
    return outside


def _search(
    texts: MeasuredTexts, corridor: Corridor, sizes: Sequence[tuple[int, int]], options: SentenceOptions
) -> list[Bead]:
    scores = _scores(texts, corridor, sizes)
    path = expected_path(Lattice(corridor, SHAPES, scores), options.wrong, options.alone)
    reason = "lexical" if texts.zh_vectors is None else "embedding"
    beads = []
    sure = model(texts.zh_vectors is not None)
    for t, i, j, p in path.beads:
        a, b = SHAPES[t]
        confidence = round(sure.confidence(p), 3)
        if a and b:
            alone = max(path.zh_alone[i - a + 1 : i + 1].max(), path.en_alone[j - b + 1 : j + 1].max())
            if alone > _DOUBTFUL or has_stranger(texts, range(i - a, i), range(j - b, j)):
                confidence = min(confidence, _UNSURE)
        beads.append(Bead(range(i - a, i), range(j - b, j), confidence, reason if a and b else "alone"))
    return beads


def is_cramped(beads: Sequence[Bead], corridor: Corridor) -> bool:
    """Whether the path runs along the edge of the corridor, so that a wider one may hold a better path."""
    i = np.array([bead.zh.stop for bead in beads if bead.matched], dtype=np.int64)
    j = np.array([bead.en.stop for bead in beads if bead.matched], dtype=np.int64)
    low, high, m = corridor.low[i], corridor.high[i], int(corridor.high[-1])
    return bool((((j <= low + 1) & (low > 0)) | ((j >= high - 2) & (high < m))).any()) if len(i) else False
