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
from . import lattice as search
from .associations import associations
from .beads import Bead
from .corridor import corridor as narrow
from .coverage import vocabularies
from .features import SHAPES, WIDEST, Block, Evidence, has_stranger, length_ratio, marks, noise
from .lattice import Corridor, Lattice, Scores
from .lexicon import Lexicon, lexicon
from .run_vectors import encode_runs
from .weights import model

Passage = tuple[Sequence[str], Sequence[str]]
_ROWS = 32
_PAD = 5
# probability of standing alone from which a sentence puts its bead in doubt, and the confidence such a bead has at most
_DOUBTFUL = 0.2
_UNSURE = 0.49
_NEVER = np.float32(-1e30)


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """Choices of the sentence aligner.

    Attributes:
        embeddings: Whether to use the encoder at all; without it lengths, words and figures decide alone.
        settled: Beads that have this confidence without embeddings are kept, and their sentences not encoded...
        mostly: ... where this share of all beads has it; else everything is encoded.
        wrong: What a wrong pair costs against what a right one gains; more makes fewer pairs and more leftovers.
        alone: Worth of a sentence rightly left alone against a right pair.
    """

    embeddings: bool = True
    settled: float = 0.97
    mostly: float = 0.75
    wrong: float = 0.3
    alone: float = 0.5


DEFAULT = AlignOptions()
PLAIN = AlignOptions(embeddings=False)


def align_sentences(
    zh: Sequence[str], en: Sequence[str], encoder: Encoder | None = None, options: AlignOptions = DEFAULT
) -> list[Bead]:
    """Align the sentences of two texts; the beads are monotone and cover both sides wholly.

    Args:
        zh: Chinese sentences.
        en: English sentences.
        encoder: Any encoder; the default one where there is none.
        options: Choices.
    """
    return align_many([(zh, en)], encoder, options)[0]


def align_many(
    passages: Sequence[Passage], encoder: Encoder | None = None, options: AlignOptions = DEFAULT
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
    stretches = [(k, *stretch) for k, part in enumerate(found) for stretch in _unsettled(part, options.settled)]
    if stretches:
        texts = [_texts(passages[k], found[k][first:last]) for k, first, last in stretches]
        better = _solve(texts, encoder or default_encoder(), options)
        # from the last stretch back, so that places before it stay what they are
        for (k, first, last), part in zip(reversed(stretches), reversed(better), strict=True):
            start = found[k][first]
            found[k][first:last] = [bead.shifted(start.zh.start, start.en.start) for bead in part]
    return found


def _unsettled(beads: list[Bead], settled: float) -> list[tuple[int, int]]:
    """Stretches of beads to look at again: the doubtful ones with a neighbour on either side, where both sides meet."""
    stretches: list[tuple[int, int]] = []
    for k, bead in enumerate(beads):
        if bead.confidence < settled:
            first, last = max(0, k - 1), min(len(beads), k + 2)
            if stretches and first <= stretches[-1][1]:
                first = stretches.pop()[0]
            stretches.append((first, last))
    return [
        (first, last)
        for first, last in stretches
        if any(bead.zh for bead in beads[first:last]) and any(bead.en for bead in beads[first:last])
    ]


def _texts(passage: Passage, beads: list[Bead]) -> Passage:
    zh, en = passage
    return zh[beads[0].zh.start : beads[-1].zh.stop], en[beads[0].en.start : beads[-1].en.stop]


def _solve(passages: Sequence[Passage], encoder: Encoder | None, options: AlignOptions) -> list[list[Bead]]:
    # with one thread here the result does not depend on the machine; the encoder has its own threads
    with threadpool_limits(limits=1, user_api="blas"):
        return _solve_alone(passages, encoder, options)


def _solve_alone(passages: Sequence[Passage], encoder: Encoder | None, options: AlignOptions) -> list[list[Bead]]:
    zh = [text for side, _ in passages for text in side]
    en = [text for _, side in passages for text in side]
    sizes = [(len(zh_side), len(en_side)) for zh_side, en_side in passages]
    evidence = gather(zh, en, encoder if options.embeddings and zh and en else None)
    corridor = _corridor(evidence, sizes, _PAD)
    beads = _search(evidence, corridor, sizes, options)
    if _cramped(beads, corridor):
        corridor = _corridor(evidence, sizes, 5 * _PAD)
        beads = _search(evidence, corridor, sizes, options)
    if evidence.zh is not None:
        beads = _search(informed(evidence, zh, en, beads), corridor, sizes, options)
    return _divided(beads, sizes)


def gather(zh: Sequence[str], en: Sequence[str], encoder: Encoder | None) -> Evidence:
    """Collect all that is known of two texts.

    Args:
        zh: Chinese sentences.
        en: English sentences.
        encoder: None to do without vectors.
    """
    words, figures = vocabularies(zh, en, lexicon())
    zh_marks, en_marks = marks(zh), marks(en)
    evidence = Evidence(None, None, words, figures, zh_marks, en_marks, length_ratio(zh_marks, en_marks))
    if encoder is None:
        return evidence
    zh_runs = encode_runs(zh, encoder, "", WIDEST)
    en_runs = encode_runs(en, encoder, " ", WIDEST)
    return replace(evidence, zh=zh_runs, en=en_runs, zh_noise=noise(zh_runs, en_runs), en_noise=noise(en_runs, zh_runs))


def informed(evidence: Evidence, zh: Sequence[str], en: Sequence[str], beads: Sequence[Bead]) -> Evidence:
    """Add to the dictionary what a first alignment teaches: names and words of this text.

    Args:
        evidence: What is known so far.
        zh: Chinese sentences.
        en: English sentences.
        beads: The first alignment.
    """
    found = associations(zh, en, beads)
    if not found:
        return evidence
    known = lexicon()
    lines = dict(known.lines)
    for word, stems in found.items():
        lines[word] = " ".join(dict.fromkeys([*lines.get(word, "").split(), *stems]))
    words, figures = vocabularies(zh, en, Lexicon(lines, known.sounds))
    return replace(evidence, words=words, figures=figures)


def _corridor(evidence: Evidence, sizes: Sequence[tuple[int, int]], pad: int) -> Corridor:
    """Join the passages' corridors; where one ends and the next begins, both are open."""
    total = sum(n for n, _ in sizes)
    low, high = np.full(total + 1, sum(m for _, m in sizes), dtype=np.int64), np.zeros(total + 1, dtype=np.int64)
    i = j = 0
    for n, m in sizes:
        small = min(n, m) <= 12 or n * m <= 400
        part = search.full(n, m) if small else _anchored(evidence, (i, j), (n, m), pad)
        low[i : i + n + 1] = np.minimum(low[i : i + n + 1], part.low + j)
        high[i : i + n + 1] = np.maximum(high[i : i + n + 1], part.high + j)
        i, j = i + n, j + m
    return Corridor(low, high)


def _anchored(evidence: Evidence, first: tuple[int, int], size: tuple[int, int], pad: int) -> Corridor:
    i, j = first

    def near(rows: range, columns: range) -> Scores:
        own = range(rows.start + i, rows.stop + i)
        other = range(columns.start + j, columns.stop + j)
        if evidence.zh is None or evidence.en is None:
            return _words_shared(evidence, own, other)
        cosine = evidence.zh.single[own.start : own.stop] @ evidence.en.single[other.start : other.stop].T
        base = (evidence.zh_noise[0][own.start : own.stop, None] + evidence.en_noise[0][other.start : other.stop]) / 2
        return np.asarray(cosine - base, dtype=np.float32)

    return narrow(*size, near, 0.3, pad)


def _words_shared(evidence: Evidence, rows: range, columns: range) -> Scores:
    total = np.zeros((len(rows), len(columns)), dtype=np.float32)
    whole = np.full_like(total, 2.0)
    for vocabulary in (evidence.words, evidence.figures):
        weights, hits = vocabulary.zh.block(rows, columns)
        total += weights @ hits
        whole += weights.sum(axis=1, keepdims=True)
        weights, hits = vocabulary.en.block(columns, rows)
        total += (weights @ hits).T
        whole += weights.sum(axis=1)
    return total / whole


def _scores(evidence: Evidence, corridor: Corridor, sizes: Sequence[tuple[int, int]]) -> Scores:
    """Score of every bead in every cell of the corridor, shape (shapes, cells)."""
    weights = model(evidence.zh is not None).weights
    scores = np.full((len(SHAPES), int(corridor.starts[-1])), _NEVER, dtype=np.float32)
    rows = len(corridor.low)
    for first in range(0, rows, _ROWS):
        last = min(first + _ROWS, rows)
        block = Block(evidence, corridor, first, last)
        part = slice(int(corridor.starts[first]), int(corridor.starts[last]))
        for t, shape in enumerate(SHAPES):
            scores[t, part] = block.features(shape) @ weights
    for t, shape in enumerate(SHAPES):
        scores[t][_forbidden(corridor, shape, sizes)] = _NEVER
    return scores


def _forbidden(
    corridor: Corridor, shape: tuple[int, int], sizes: Sequence[tuple[int, int]]
) -> np.typing.NDArray[np.bool_]:
    """Cells where no bead of this shape may end: it would begin outside, or reach from one passage into another."""
    outside = search.origins(corridor, shape) < 0
    a, b = shape
    if a and b and len(sizes) > 1:
        numbers = np.arange(len(sizes))
        zh = np.append(np.repeat(numbers, [n for n, _ in sizes]), -1)
        en = np.append(np.repeat(numbers, [m for _, m in sizes]), -2)
        i, j = corridor.cells
        inside = zh[i - a] == zh[i - 1]
        inside &= (en[j - b] == en[j - 1]) & (zh[i - 1] == en[j - 1])
        outside |= ~inside
    return outside


def _search(
    evidence: Evidence, corridor: Corridor, sizes: Sequence[tuple[int, int]], options: AlignOptions
) -> list[Bead]:
    scores = _scores(evidence, corridor, sizes)
    likely = search.posteriors(Lattice(corridor, SHAPES, scores))
    gains = likely - np.float32(options.wrong)
    gains[-2:] = likely[-2:] * np.float32(options.alone)
    gains[scores <= _NEVER / 10] = _NEVER
    path = search.best_path(Lattice(corridor, SHAPES, gains))
    # where exactly a sentence stands alone between others does not matter: its probability is that of all places
    rows, columns = corridor.cells
    zh_alone = np.bincount(rows, likely[-2], minlength=len(corridor.low))
    en_alone = np.bincount(columns, likely[-1], minlength=int(corridor.high[-1]))
    reason = "lexical" if evidence.zh is None else "embedding"
    starts = corridor.starts
    beads = []
    sure = model(evidence.zh is not None)
    for t, i, j in path:
        a, b = SHAPES[t]
        p = likely[t, starts[i] + j - corridor.low[i]] if a and b else zh_alone[i] if a else en_alone[j]
        confidence = round(sure.confidence(float(p)), 3)
        if a and b:
            alone = max(zh_alone[i - a + 1 : i + 1].max(), en_alone[j - b + 1 : j + 1].max())
            if alone > _DOUBTFUL or has_stranger(evidence, range(i - a, i), range(j - b, j)):
                confidence = min(confidence, _UNSURE)
        beads.append(Bead(range(i - a, i), range(j - b, j), confidence, reason if a and b else "alone"))
    return beads


def _cramped(beads: list[Bead], corridor: Corridor) -> bool:
    """Whether the path runs along the edge of the corridor, so that a wider one may hold a better path."""
    i = np.array([bead.zh.stop for bead in beads if bead.matched], dtype=np.int64)
    j = np.array([bead.en.stop for bead in beads if bead.matched], dtype=np.int64)
    low, high, m = corridor.low[i], corridor.high[i], int(corridor.high[-1])
    return bool((((j <= low + 1) & (low > 0)) | ((j >= high - 2) & (high < m))).any()) if len(i) else False


def _divided(beads: list[Bead], sizes: Sequence[tuple[int, int]]) -> list[list[Bead]]:
    """Give each passage its beads, with indices that begin at 0 in each."""
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
