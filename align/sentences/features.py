"""What speaks for a bead, as numbers with names (nearness, words, figures, lengths, punctuation), and their weights.

A log-linear model over whole alignments (a semi-Markov conditional random field, Sarawagi and Cohen 2004) weighs them,
trained by tests/bench/tuning/train.py on the chapters that docs/alignment.md names. data/weights.tsv holds it, one
feature a line. Features of all bead shapes are made for some lattice rows at a time, so that memory stays small.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
import regex

from .beads import SHAPES, WIDEST
from .corridor import Corridor, Ints, Scores
from .coverage import RunCoverage, Vocabulary, run_coverage
from .sentence_runs import RunTable, RunVectors, mean_cosines, run_products, vectors_before

_MARKS = {
    "question marks apart": regex.compile("[?？]"),
    "exclamation marks apart": regex.compile("[!！]"),
    "opening quotation marks apart": regex.compile("[“「『]|(?<!\\S)[\"'‘]"),
    "closing quotation marks apart": regex.compile("[”」』]|(?<=\\S)\"|(?<=[\\p{P}])['’](?!\\w)"),
    "ellipses apart": regex.compile("…|\\.{3}|——|—"),
}
NAMES = (
    *(f"shape {a}-{b}" for a, b in SHAPES),
    "sentences beyond two",
    "sentences on the shorter side beyond one",
    "cosine",
    "cosine above 0.5",
    "cosine above 0.7",
    "cosine, each further sentence",
    "margin",
    "margin, each further sentence",
    "cosine gained over the bead without an edge sentence",
    "cosine lost by the bead without an edge sentence",
    "cosine that a neighbour sentence would add",
    "cosine of the weakest edge sentence",
    "words matched",
    "words unmatched",
    "share of words matched",
    "share of words matched, each further sentence",
    "words that a neighbour sentence would match",
    "least share of an edge sentence's words matched",
    "figures matched",
    "figures unmatched",
    "length ratio",
    "length surprise",
    "question marks apart",
    "exclamation marks apart",
    "opening quotation marks apart",
    "closing quotation marks apart",
    "one begins with a quotation mark",
    "one ends with a quotation mark",
    "one ends without a full stop",
    "both end without a full stop",
    "inner quotation ends",
    "ellipses apart",
    "alone: best margin nearby",
    "alone: best share of words nearby",
    "alone: length",
    "alone: English length",
)
"""The features, in the order of the columns; nothing else knows this order."""

FeatureTable = np.typing.NDArray[np.void]
"""A record a bead, a float32 field a feature, by its name."""

_FIELDS = np.dtype([(name, np.float32) for name in NAMES])
_SPREAD = 6.8  # variance of the length for each character (Gale and Church 1993, section 2)
# English length for a Chinese length of 1, in letters and figures alone (so not `ENGLISH_PER_CHINESE`): what is usual
# (3.4 on A/76/36; the weights were learnt with 3.1), the Chinese length that it weighs as much as (half or twice
# changes nothing in MAC-Dev 002, 004, 006), and bounds
_USUAL_RATIO, _TRUST, _RATIOS = 3.1, 200.0, (2.3, 4.2)
# weight of shared words, and cosine, from which a sentence of a longer bead is tied to the other side. Set by hand:
# with half or twice of either, 32 to 36 of 761 to 792 sure beads of MAC-Dev 002, 004, 006 and A/76/36 are wrong
# (34 of 780 with these)
_TIED = 0.25
_NEAR = 0.17

_CLOSERS = "”’\"'」』）)》〉】]"
_OPENERS = '“‘"「『'
_STOPS = "。．.！!？?…"


@dataclass(frozen=True, slots=True)
class Punctuation:
    """Punctuation and length of one side's sentences.

    Attributes:
        lengths: Running sums of lengths, shape (n + 1,).
        counts: For each feature of `_MARKS`, running sums of its marks, shape (n + 1,).
        opens: Whether a sentence begins with a quotation mark.
        closes: Whether it ends with one.
        stopped: Whether it ends with a full stop, quotation marks and brackets aside.
    """

    lengths: Scores
    counts: dict[str, Scores]
    opens: Scores
    closes: Scores
    stopped: Scores

    def within(self, rows: range) -> "Punctuation":
        """Return that of neighbouring sentences."""
        sums = slice(rows.start, rows.stop + 1)
        own = slice(rows.start, rows.stop)
        counts = {name: values[sums] for name, values in self.counts.items()}
        return Punctuation(self.lengths[sums], counts, self.opens[own], self.closes[own], self.stopped[own])


@dataclass(frozen=True, slots=True)
class MeasuredTexts:
    """Two texts with all that is measured on their sentences.

    Attributes:
        words: Words and names.
        figures: Figures and Latin strings.
        zh_punctuation: Chinese punctuation and lengths.
        en_punctuation: English punctuation and lengths.
        ratio: English length for a Chinese length of 1.
        zh_vectors: Chinese vectors; None to do without.
        en_vectors: English vectors; None to do without.
        zh_background: Mean cosine of Chinese runs with sentences from all over the English text, by width.
        en_background: The same for English runs.
    """

    words: Vocabulary
    figures: Vocabulary
    zh_punctuation: Punctuation
    en_punctuation: Punctuation
    ratio: float
    zh_vectors: RunVectors | None = None
    en_vectors: RunVectors | None = None
    zh_background: tuple[Scores, ...] = ()
    en_background: tuple[Scores, ...] = ()

    def within(self, zh: range, en: range) -> "MeasuredTexts":
        """Return what is measured of a stretch of both texts, without vectors."""
        return MeasuredTexts(
            self.words.within(zh, en),
            self.figures.within(zh, en),
            self.zh_punctuation.within(zh),
            self.en_punctuation.within(en),
            self.ratio,
        )

    def encoded(self, zh: RunVectors, en: RunVectors) -> "MeasuredTexts":
        """Return the same with vectors."""
        background = mean_cosines(zh, en), mean_cosines(en, zh)
        return replace(self, zh_vectors=zh, en_vectors=en, zh_background=background[0], en_background=background[1])


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt.

    Attributes:
        weights: Weight of each feature, in the order of `NAMES`.
        slope: Calibration: log-odds are multiplied by it,
        offset: and this is added.
    """

    weights: Scores
    slope: float
    offset: float

    def confidence(self, probability: float) -> float:
        """Return the calibrated probability (Platt 1999) for one of the lattice."""
        p = min(max(probability, 1e-6), 1 - 1e-6)
        return 1 / (1 + math.exp(-(self.slope * math.log(p / (1 - p)) + self.offset)))


@lru_cache(maxsize=2)
def model(embeddings: bool) -> Model:
    """Return the model for use with embeddings or without.

    Args:
        embeddings: Whether the features of nearness are there.
    """
    text = resources.files(__package__).joinpath("data/weights.tsv").read_text(encoding="utf-8")
    return read_model(text, NAMES, embeddings)


def read_model(text: str, names: Sequence[str], embeddings: bool) -> Model:
    """Read a file of weights: a name a line, the weight with embeddings and the one without.

    Args:
        text: What the file holds.
        names: The features, in the order that the model has them.
        embeddings: Which of the two columns.
    """
    values = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, with_embeddings, without = line.split("\t")
            values[name] = float(with_embeddings if embeddings else without)
    weights = np.array([values.pop(name) for name in names], dtype=np.float32)
    return Model(weights, values["calibration: slope"], values["calibration: offset"])


def punctuation(texts: Sequence[str]) -> Punctuation:
    """Measure punctuation and lengths."""
    bare = [t.rstrip().rstrip(_CLOSERS) for t in texts]
    return Punctuation(
        _running([_length(t) for t in texts]),
        {name: _running([len(mark.findall(t)) for t in texts]) for name, mark in _MARKS.items()},
        np.array([t.lstrip()[:1] in _OPENERS and bool(t.strip()) for t in texts], dtype=np.float32),
        np.array([t.rstrip()[-1:] in _CLOSERS and bool(t.strip()) for t in texts], dtype=np.float32),
        np.array([t[-1:] in _STOPS and bool(t) for t in bare], dtype=np.float32),
    )


def length_ratio(zh: Punctuation, en: Punctuation) -> float:
    """English length for a Chinese length of 1, held near what is usual where the texts are short or unlike."""
    ratio = (float(en.lengths[-1]) + _USUAL_RATIO * _TRUST) / (float(zh.lengths[-1]) + _TRUST)
    return float(np.clip(ratio, *_RATIOS))


def share_of_words(texts: MeasuredTexts, zh: range, en: range) -> float:
    """Return the share of the words, names and figures of both sides of a bead that the other side matches, 0..1."""
    matched = whole = 0.0
    for vocabulary in (texts.words, texts.figures):
        for side, own, other in ((vocabulary.zh, zh, en), (vocabulary.en, en, zh)):
            all_items, there = side.matched(own, other)
            whole, matched = whole + all_items, matched + there
    return matched / (whole + 2.0)  # one word or two in common are no proof


def has_stranger(texts: MeasuredTexts, zh: range, en: range) -> bool:
    """Whether a bead holds a sentence that nothing ties to the other side: running matter, a line of another text.

    Args:
        texts: Both texts.
        zh: Chinese sentences of the bead.
        en: English sentences of the bead.
    """
    if len(zh) + len(en) == 2:
        return False
    tied_zh, tied_en = np.zeros(len(zh), dtype=bool), np.zeros(len(en), dtype=bool)
    for vocabulary in (texts.words, texts.figures):
        tied_zh |= _shared_weight(*vocabulary.zh.between(zh, en)) > _TIED
        tied_en |= _shared_weight(*vocabulary.en.between(en, zh)) > _TIED
    if texts.zh_vectors is not None and texts.en_vectors is not None:
        zh_side = texts.zh_vectors.vectors[len(zh) - 1][zh.start]
        en_side = texts.en_vectors.vectors[len(en) - 1][en.start]
        tied_zh |= texts.zh_vectors.single[zh.start : zh.stop] @ en_side > _NEAR
        tied_en |= texts.en_vectors.single[en.start : en.stop] @ zh_side > _NEAR
    return not (len(zh) == 1 or tied_zh.all()) or not (len(en) == 1 or tied_en.all())


def _shared_weight(weights: Scores, matched: Scores) -> Scores:
    """Return for each own sentence the most weight that one sentence of the other side matches."""
    # not matmul: BLAS now and then reads past matrices this small and warns of invalid values that are not in them
    return np.asarray(np.einsum("ij,jk->ik", weights, matched).max(axis=1))


def _length(text: str) -> float:
    han = len(regex.findall(r"\p{Han}", text))
    letters = len(regex.findall(r"[\p{L}\p{N}]", text)) - han
    return han + (letters / _USUAL_RATIO if han else letters)


def _running(values: Sequence[float]) -> Scores:
    return np.concatenate([np.zeros(1, dtype=np.float32), np.cumsum(np.array(values, dtype=np.float32))])


class BeadFeatures:
    """Features of the beads that end in rows ``first`` to ``last - 1`` of a corridor."""

    def __init__(self, texts: MeasuredTexts, corridor: Corridor, first: int, last: int) -> None:
        self._texts = texts
        n, m = len(corridor.low) - 1, int(corridor.high[-1]) - 1
        starts = corridor.starts
        widths = corridor.high[first:last] - corridor.low[first:last]
        self._rows = np.repeat(np.arange(first, last), widths)
        cells = np.arange(starts[first], starts[last])
        self._columns = cells - np.repeat(starts[first:last] - corridor.low[first:last], widths)
        # a margin: before, for a bead's first sentence by itself; after, for a bead with one sentence more
        self._zh = range(max(0, first - WIDEST), min(n + 1, last + 1))
        self._en = range(max(0, int(corridor.low[first]) - WIDEST), min(m + 1, int(corridor.high[last - 1]) + 1))
        self._places: dict[tuple[int, int], Ints] = {}
        self._cosine: RunTable = {}
        if texts.zh_vectors is not None and texts.en_vectors is not None:
            self._cosine = run_products(
                vectors_before(texts.zh_vectors, self._zh), vectors_before(texts.en_vectors, self._en)
            )
        self._words = run_coverage(texts.words, self._zh, self._en)
        self._figures = run_coverage(texts.figures, self._zh, self._en)

    def features(self, shape: tuple[int, int]) -> Scores:
        """Return the features of the beads of this shape that end in the block's cells, (cells, features).

        Rows for cells where no such bead can end have no meaning.
        """
        a, b = shape
        table: FeatureTable = np.zeros(len(self._rows), dtype=_FIELDS)
        table[f"shape {a}-{b}"] = 1
        if a and b:
            table["sentences beyond two"] = a + b - 2
            table["sentences on the shorter side beyond one"] = min(a, b) - 1
            if self._cosine:
                self._set_cosine(table, a, b)
                self._set_edge_cosine(table, a, b)
            self._set_words(table, a, b)
            self._set_edge_words(table, a, b)
            self._set_figures(table, a, b)
            self._set_lengths(table, a, b)
            self._set_marks(table, a, b)
            self._set_sentence_ends(table, a, b)
        else:
            self._set_alone(table, shape)
        return table.view(np.float32).reshape(len(table), len(NAMES))

    def _at(self, values: RunTable, a: int, b: int, up: int = 0, left: int = 0) -> Scores:
        """Values of runs of a and b sentences that end ``up`` rows and ``left`` columns before each cell."""
        if (up, left) not in self._places:
            rows = np.minimum(np.maximum(self._rows - up - self._zh.start, 0), len(self._zh) - 1)
            columns = np.minimum(np.maximum(self._columns - left - self._en.start, 0), len(self._en) - 1)
            self._places[up, left] = rows * len(self._en) + columns
        return np.asarray(values[a, b].take(self._places[up, left]), dtype=np.float32)

    def _set_cosine(self, table: FeatureTable, a: int, b: int) -> None:
        """How near the sides are, by themselves and against what unrelated sentences have."""
        cosine, further = self._at(self._cosine, a, b), a + b - 2
        table["cosine"] = cosine
        table["cosine above 0.5"] = np.maximum(cosine - 0.5, 0)
        table["cosine above 0.7"] = np.maximum(cosine - 0.7, 0)
        table["cosine, each further sentence"] = cosine * further
        zh, en = self._texts.zh_background, self._texts.en_background
        if a <= len(zh) and b <= len(en):
            i = np.clip(self._rows - a, 0, len(zh[a - 1]) - 1)
            j = np.clip(self._columns - b, 0, len(en[b - 1]) - 1)
            margin = cosine - (zh[a - 1][i] + en[b - 1][j]) / 2
            table["margin"] = margin
            table["margin, each further sentence"] = margin * further

    def _set_edge_cosine(self, table: FeatureTable, a: int, b: int) -> None:
        """What a sentence more or less at an edge would change."""
        cosine = self._at(self._cosine, a, b)
        if less := list(_with_one_less(a, b)):
            gain = cosine - np.max([self._at(self._cosine, *edge) for edge in less], axis=0)
            table["cosine gained over the bead without an edge sentence"] = np.maximum(gain, 0)
            table["cosine lost by the bead without an edge sentence"] = np.maximum(-gain, 0)
            edges = [(a, 1, 0, 0), (a, 1, 0, b - 1)] if b > 1 else []
            edges += [(1, b, 0, 0), (1, b, a - 1, 0)] if a > 1 else []
            weakest = np.min([self._at(self._cosine, *edge) for edge in edges], axis=0)
            table["cosine of the weakest edge sentence"] = 0.5 - weakest
        if more := list(_with_one_more(a, b)):
            wider = np.max([self._at(self._cosine, *edge) for edge in more], axis=0)
            table["cosine that a neighbour sentence would add"] = np.maximum(wider - cosine, 0)

    def _weights(self, items: RunCoverage, a: int, b: int) -> tuple[Scores, Scores]:
        """Weights of all items of the Chinese run and of the English run of each bead."""
        return items.zh_whole[a - 1, self._rows - self._zh.start], items.en_whole[b - 1, self._columns - self._en.start]

    def _set_words(self, table: FeatureTable, a: int, b: int) -> None:
        zh_whole, en_whole = self._weights(self._words, a, b)
        matched = self._at(self._words.zh_matched, a, b) + self._at(self._words.en_matched, a, b)
        whole = zh_whole + en_whole
        share = matched / (whole + 1)
        table["words matched"] = np.sqrt(matched)
        table["words unmatched"] = np.sqrt(np.maximum(whole - matched, 0))
        table["share of words matched"] = share
        table["share of words matched, each further sentence"] = share * (a + b - 2)

    def _set_edge_words(self, table: FeatureTable, a: int, b: int) -> None:
        """What a neighbour sentence would match, and what the edge sentences do."""
        zh, en = self._words.zh_matched, self._words.en_matched
        if more := list(_with_one_more(a, b)):
            added = [self._at(zh if y == b + 1 else en, x, y, up, left) for x, y, up, left in more]
            now = [self._at(zh if y == b + 1 else en, a, b) for _, y, _, _ in more]
            most = np.max(np.subtract(added, now), axis=0)
            table["words that a neighbour sentence would match"] = np.sqrt(np.maximum(most, 0))
        shares = []
        row, column = self._rows - self._zh.start, self._columns - self._en.start
        for up in {0, a - 1} if a > 1 else ():
            whole = self._words.zh_whole[0, np.maximum(row - up, 0)]
            shares.append(self._at(zh, 1, b, up, 0) / (whole + 0.3))
        for left in {0, b - 1} if b > 1 else ():
            whole = self._words.en_whole[0, np.maximum(column - left, 0)]
            shares.append(self._at(en, a, 1, 0, left) / (whole + 0.3))
        if shares:
            table["least share of an edge sentence's words matched"] = 0.5 - np.min(shares, axis=0)

    def _set_figures(self, table: FeatureTable, a: int, b: int) -> None:
        zh_whole, en_whole = self._weights(self._figures, a, b)
        zh, en = self._at(self._figures.zh_matched, a, b), self._at(self._figures.en_matched, a, b)
        table["figures matched"] = np.sqrt(zh + en)
        table["figures unmatched"] = np.sqrt(np.maximum(zh_whole - zh + en_whole - en, 0))

    def _set_lengths(self, table: FeatureTable, a: int, b: int) -> None:
        zh, en = self._texts.zh_punctuation.lengths, self._texts.en_punctuation.lengths
        expected = (zh[self._rows] - zh[np.maximum(self._rows - a, 0)]) * self._texts.ratio
        length = en[self._columns] - en[np.maximum(self._columns - b, 0)]
        table["length ratio"] = np.abs(np.log((length + 6) / (expected + 6)))
        surprise = (length - expected) ** 2 / (_SPREAD * (length + expected + 2) / 2)
        table["length surprise"] = np.sqrt(np.minimum(surprise, 64))

    def _set_marks(self, table: FeatureTable, a: int, b: int) -> None:
        i, j = np.maximum(self._rows - a, 0), np.maximum(self._columns - b, 0)
        for name, zh in self._texts.zh_punctuation.counts.items():
            en = self._texts.en_punctuation.counts[name]
            apart = np.abs(zh[self._rows] - zh[i] - (en[self._columns] - en[j]))
            table[name] = np.minimum(apart, 3)

    def _set_sentence_ends(self, table: FeatureTable, a: int, b: int) -> None:
        """Quotation marks and full stops where the sides begin and end, and quotations that end inside."""
        zh, en = self._texts.zh_punctuation, self._texts.en_punctuation
        if not len(zh.opens) or not len(en.opens):
            return
        i, j = np.maximum(self._rows - a, 0), np.maximum(self._columns - b, 0)
        i, j = np.minimum(i, len(zh.opens) - 1), np.minimum(j, len(en.opens) - 1)
        zh_last, en_last = np.maximum(self._rows - 1, 0), np.maximum(self._columns - 1, 0)
        table["one begins with a quotation mark"] = zh.opens[i] != en.opens[j]
        table["one ends with a quotation mark"] = zh.closes[zh_last] != en.closes[en_last]
        table["one ends without a full stop"] = zh.stopped[zh_last] != en.stopped[en_last]
        table["both end without a full stop"] = (zh.stopped[zh_last] == 0) & (en.stopped[en_last] == 0)
        inner = np.zeros(len(self._rows), dtype=np.float32)
        for back in range(1, a):
            inner += zh.closes[np.maximum(self._rows - 1 - back, 0)]
        for back in range(1, b):
            inner += en.closes[np.maximum(self._columns - 1 - back, 0)]
        table["inner quotation ends"] = np.minimum(inner, 4)

    def _set_alone(self, table: FeatureTable, shape: tuple[int, int]) -> None:
        """Features of a sentence without counterpart: how well its best neighbour in the block would do."""
        texts, words = self._texts, self._words
        ends: Any
        if shape == (1, 0):
            axis, ends, places = 1, self._rows, self._rows - self._zh.start
            background, lengths = texts.zh_background, texts.zh_punctuation.lengths
            matched, whole = words.zh_matched, words.zh_whole
        else:
            axis, ends, places = 0, self._columns, self._columns - self._en.start
            background, lengths = texts.en_background, texts.en_punctuation.lengths
            matched, whole = words.en_matched, words.en_whole
        if self._cosine:
            best = self._cosine[1, 1].max(axis=axis)
            unrelated = background[0][np.clip(ends - 1, 0, len(background[0]) - 1)]
            table["alone: best margin nearby"] = best[places] - unrelated
        table["alone: best share of words nearby"] = (matched[1, 1].max(axis=axis) / (whole[0] + 0.5))[places]
        length = np.log1p(lengths[ends] - lengths[np.maximum(ends - 1, 0)])
        if shape == (1, 0):
            table["alone: length"] = length
        else:
            # 1.1: the logarithm of the usual length ratio, near enough
            table["alone: length"] = table["alone: English length"] = length - 1.1


def _with_one_less(a: int, b: int) -> Iterator[tuple[int, int, int, int]]:
    """Beads without an edge sentence, as (a, b, rows up, columns left)."""
    if b > 1:
        yield from ((a, b - 1, 0, 0), (a, b - 1, 0, 1))
    if a > 1:
        yield from ((a - 1, b, 0, 0), (a - 1, b, 1, 0))


def _with_one_more(a: int, b: int) -> Iterator[tuple[int, int, int, int]]:
    """Beads with a neighbour sentence more, as (a, b, rows up, columns left)."""
    if b < WIDEST:
        yield from ((a, b + 1, 0, 0), (a, b + 1, 0, -1))
    if a < WIDEST:
        yield from ((a + 1, b, 0, 0), (a + 1, b, -1, 0))
