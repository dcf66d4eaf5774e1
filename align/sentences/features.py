"""What speaks for a bead, as numbers: nearness, words, figures, lengths, marks. The model weighs them (`model`).

All features of all bead shapes are made for a block of lattice rows at a time, so that memory stays small.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex

from .coverage import Vocabulary
from .lattice import Corridor, Ints, Scores
from .run_vectors import Runs

Table = dict[tuple[int, int], Scores]
"""For runs of a and b sentences: values by the places where they end, shape (rows, columns)."""

WIDEST = 6
SHAPES: tuple[tuple[int, int], ...] = (
    *((a, b) for a in range(1, WIDEST + 1) for b in range(1, WIDEST + 1) if a + b <= WIDEST + 1),
    (1, 0),
    (0, 1),
)
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
    "words answered",
    "words not answered",
    "share of words answered",
    "share of words answered, each further sentence",
    "words that a neighbour sentence would answer",
    "least share of an edge sentence's words answered",
    "figures answered",
    "figures not answered",
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
COUNT = len(NAMES)
_FIRST = len(SHAPES)
_ALONE = COUNT - 4
_SPREAD = 6.8
# weight of shared words, and cosine, from which a sentence of a longer bead is tied to the other side
_TIED = 0.25
_NEAR = 0.17

_MARKS = tuple(
    regex.compile(p)
    for p in (
        "[?？]",
        "[!！]",
        "[“「『]|(?<!\\S)[\"'‘]",
        "[”」』]|(?<=\\S)\"|(?<=[\\p{P}])['’](?!\\w)",
        "…|\\.{3}|——|—",
    )
)
_CLOSERS = "”’\"'」』）)》〉】]"
_OPENERS = '“‘"「『'
_STOPS = "。．.！!？?…"


@dataclass(frozen=True, slots=True)
class Marks:
    """Punctuation and length of one side's sentences.

    Attributes:
        lengths: Running sums of lengths, shape (n + 1,).
        counts: Running sums of question, exclamation, opening, closing marks and ellipses, shape (n + 1, 5).
        opens: Whether a sentence begins with a quotation mark.
        closes: Whether it ends with one.
        stopped: Whether it ends with a full stop, quotation marks and brackets aside.
    """

    lengths: Scores
    counts: Scores
    opens: Scores
    closes: Scores
    stopped: Scores


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of two texts.

    Attributes:
        zh: Chinese vectors; None to do without.
        en: English vectors; None to do without.
        words: Words and names.
        figures: Figures and Latin strings.
        zh_marks: Chinese punctuation and lengths.
        en_marks: English punctuation and lengths.
        ratio: English length for a Chinese length of 1.
        zh_noise: Mean cosine of Chinese runs with sentences from all over the English text, by width.
        en_noise: The same for English runs.
    """

    zh: Runs | None
    en: Runs | None
    words: Vocabulary
    figures: Vocabulary
    zh_marks: Marks
    en_marks: Marks
    ratio: float
    zh_noise: tuple[Scores, ...] = ()
    en_noise: tuple[Scores, ...] = ()


def marks(texts: Sequence[str]) -> Marks:
    """Measure punctuation and lengths."""
    counts = np.array([[len(p.findall(t)) for p in _MARKS] for t in texts], dtype=np.float32).reshape(len(texts), 5)
    bare = [t.rstrip().rstrip(_CLOSERS) for t in texts]
    return Marks(
        _running(np.array([_length(t) for t in texts], dtype=np.float32)),
        _running(counts),
        np.array([t.lstrip()[:1] in _OPENERS and bool(t.strip()) for t in texts], dtype=np.float32),
        np.array([t.rstrip()[-1:] in _CLOSERS and bool(t.strip()) for t in texts], dtype=np.float32),
        np.array([t[-1:] in _STOPS and bool(t) for t in bare], dtype=np.float32),
    )


def length_ratio(zh: Marks, en: Marks) -> float:
    """English length for a Chinese length of 1, held near what is usual where the texts are short or unlike."""
    usual, trust = 3.1, 200.0
    ratio = (float(en.lengths[-1]) + usual * trust) / (float(zh.lengths[-1]) + trust)
    return float(np.clip(ratio, 2.3, 4.2))


def noise(runs: Runs, other: Runs) -> tuple[Scores, ...]:
    """Mean cosine of every run with up to 128 single sentences from all over the other text."""
    step = max(1, len(other.single) // 128)
    mean = other.single[::step].mean(axis=0)
    return tuple(np.asarray(v @ mean, dtype=np.float32) for v in runs.vectors)


def has_stranger(evidence: Evidence, zh: range, en: range) -> bool:
    """Whether a bead holds a sentence that nothing ties to the other side: page furniture, a line of another text.

    Args:
        evidence: All that is known of the texts.
        zh: Chinese sentences of the bead.
        en: English sentences of the bead.
    """
    if len(zh) + len(en) == 2:
        return False
    tied_zh, tied_en = np.zeros(len(zh), dtype=bool), np.zeros(len(en), dtype=bool)
    for vocabulary in (evidence.words, evidence.figures):
        weights, hits = vocabulary.zh.block(zh, en)
        tied_zh |= (weights @ hits).max(axis=1) > _TIED
        weights, hits = vocabulary.en.block(en, zh)
        tied_en |= (weights @ hits).max(axis=1) > _TIED
    if evidence.zh is not None and evidence.en is not None:
        zh_side = evidence.zh.vectors[len(zh) - 1][zh.start]
        en_side = evidence.en.vectors[len(en) - 1][en.start]
        tied_zh |= evidence.zh.single[zh.start : zh.stop] @ en_side > _NEAR
        tied_en |= evidence.en.single[en.start : en.stop] @ zh_side > _NEAR
    return not (len(zh) == 1 or tied_zh.all()) or not (len(en) == 1 or tied_en.all())


def _length(text: str) -> float:
    han = len(regex.findall(r"\p{Han}", text))
    letters = len(regex.findall(r"[\p{L}\p{N}]", text)) - han
    return han + (letters / 3.1 if han else letters)


def _running(values: Scores) -> Scores:
    return np.concatenate([np.zeros((1, *values.shape[1:]), dtype=np.float32), np.cumsum(values, axis=0)])


class Block:
    """Features of the beads that end in rows ``first`` to ``last - 1`` of a corridor."""

    def __init__(self, evidence: Evidence, corridor: Corridor, first: int, last: int) -> None:
        self._e = evidence
        n, m = len(corridor.low) - 1, int(corridor.high[-1]) - 1
        starts = corridor.starts
        widths = corridor.high[first:last] - corridor.low[first:last]
        self.rows = np.repeat(np.arange(first, last), widths)
        cells = np.arange(starts[first], starts[last])
        self.columns = cells - np.repeat(starts[first:last] - corridor.low[first:last], widths)
        # a margin: before, for a bead's first sentence by itself; after, for a bead with one sentence more
        self._own = range(max(0, first - WIDEST), min(n + 1, last + 1))
        self._other = range(max(0, int(corridor.low[first]) - WIDEST), min(m + 1, int(corridor.high[last - 1]) + 1))
        self._places: dict[tuple[int, int], Ints] = {}
        self._cosine: Table = {}
        if evidence.zh is not None and evidence.en is not None:
            self._cosine = _pairs(_ending(evidence.zh, self._own), _ending(evidence.en, self._other))
        self._words = self._coverage(evidence.words)
        self._figures = self._coverage(evidence.figures)

    def _coverage(self, vocabulary: Vocabulary) -> tuple[Table, Table, Scores, Scores]:
        """Weights answered, by Chinese and by English items, and all weights, shape (widths, places) each."""
        rows = range(max(0, self._own.start - WIDEST), self._own.stop - 1)
        columns = range(max(0, self._other.start - WIDEST), self._other.stop - 1)
        weights, hits = vocabulary.zh.block(rows, columns)
        zh = _run_sums(weights, len(self._own))
        zh_hit = _pairs(zh, _run_hits(hits.T, len(self._other)))
        weights, hits = vocabulary.en.block(columns, rows)
        en = _run_sums(weights, len(self._other))
        en_hit = _pairs(_run_hits(hits.T, len(self._own)), en)
        return zh_hit, en_hit, zh.sum(axis=2), en.sum(axis=2)

    def features(self, shape: tuple[int, int]) -> Scores:
        """Return the features of the beads of this shape that end in the block's cells, (cells, COUNT).

        Rows for cells where no such bead can end have no meaning.
        """
        f = np.zeros((len(self.rows), COUNT), dtype=np.float32)
        f[:, SHAPES.index(shape)] = 1
        if shape == (1, 0) or shape == (0, 1):
            self._alone(f, shape)
        else:
            self._nearness(f, shape)
            self._lexical(f, shape)
            self._surface(f, shape)
        return f

    def _at(self, table: Table, a: int, b: int, up: int = 0, left: int = 0) -> Scores:
        """Values of runs of a and b sentences that end ``up`` rows and ``left`` columns before each cell."""
        if (up, left) not in self._places:
            rows = np.minimum(np.maximum(self.rows - up - self._own.start, 0), len(self._own) - 1)
            columns = np.minimum(np.maximum(self.columns - left - self._other.start, 0), len(self._other) - 1)
            self._places[up, left] = rows * len(self._other) + columns
        return np.asarray(table[a, b].take(self._places[up, left]), dtype=np.float32)

    def _edges(self, a: int, b: int) -> tuple[list[tuple[int, int, int, int]], list[tuple[int, int, int, int]]]:
        """Beads with one sentence less and with one more, as (a, b, up, left)."""
        less = []
        if b > 1:
            less += [(a, b - 1, 0, 0), (a, b - 1, 0, 1)]
        if a > 1:
            less += [(a - 1, b, 0, 0), (a - 1, b, 1, 0)]
        more = []
        if a + b <= WIDEST + 1 and b < WIDEST:
            more += [(a, b + 1, 0, 0), (a, b + 1, 0, -1)]
        if a + b <= WIDEST + 1 and a < WIDEST:
            more += [(a + 1, b, 0, 0), (a + 1, b, -1, 0)]
        return less, more

    def _nearness(self, f: Scores, shape: tuple[int, int]) -> None:
        if not self._cosine:
            return
        a, b = shape
        table = self._cosine
        cosine = self._at(table, a, b)
        more = a + b - 2
        k = _FIRST
        f[:, k], f[:, k + 1] = more, min(a, b) - 1
        f[:, k + 2] = cosine
        f[:, k + 3], f[:, k + 4] = np.maximum(cosine - 0.5, 0), np.maximum(cosine - 0.7, 0)
        f[:, k + 5] = cosine * more
        zh, en = self._e.zh_noise, self._e.en_noise
        if a <= len(zh) and b <= len(en):
            i = np.clip(self.rows - a, 0, len(zh[a - 1]) - 1)
            j = np.clip(self.columns - b, 0, len(en[b - 1]) - 1)
            f[:, k + 6] = cosine - (zh[a - 1][i] + en[b - 1][j]) / 2
            f[:, k + 7] = f[:, k + 6] * more
        less, wider = self._edges(a, b)
        if less:
            gain = cosine - np.max([self._at(table, *edge) for edge in less], axis=0)
            f[:, k + 8], f[:, k + 9] = np.maximum(gain, 0), np.maximum(-gain, 0)
            weakest = [self._at(table, a, 1), self._at(table, a, 1, 0, b - 1)] if b > 1 else []
            weakest += [self._at(table, 1, b), self._at(table, 1, b, a - 1, 0)] if a > 1 else []
            f[:, k + 11] = 0.5 - np.min(weakest, axis=0)
        if wider:
            f[:, k + 10] = np.maximum(np.max([self._at(table, *edge) for edge in wider], axis=0) - cosine, 0)

    def _lexical(self, f: Scores, shape: tuple[int, int]) -> None:
        a, b = shape
        k = _FIRST
        f[:, k], f[:, k + 1] = a + b - 2, min(a, b) - 1
        zh_hit, en_hit, zh_all, en_all = self._words
        r, c = self.rows - self._own.start, self.columns - self._other.start
        hit = self._at(zh_hit, a, b) + self._at(en_hit, a, b)
        total = zh_all[a - 1, r] + en_all[b - 1, c]
        share = hit / (total + 1)
        f[:, k + 12], f[:, k + 13] = np.sqrt(hit), np.sqrt(np.maximum(total - hit, 0))
        f[:, k + 14], f[:, k + 15] = share, share * (a + b - 2)
        less, more = self._edges(a, b)
        if more:
            added = [self._at(zh_hit if y == b + 1 else en_hit, x, y, u, v) for x, y, u, v in more]
            now = [self._at(zh_hit if y == b + 1 else en_hit, a, b) for _, y, _, _ in more]
            f[:, k + 16] = np.sqrt(np.maximum(np.max(np.subtract(added, now), axis=0), 0))
        if less:
            shares = []
            for up in {0, a - 1} if a > 1 else ():
                shares.append(self._at(zh_hit, 1, b, up, 0) / (zh_all[0, np.maximum(r - up, 0)] + 0.3))
            for left in {0, b - 1} if b > 1 else ():
                shares.append(self._at(en_hit, a, 1, 0, left) / (en_all[0, np.maximum(c - left, 0)] + 0.3))
            f[:, k + 17] = 0.5 - np.min(shares, axis=0)
        zh_hit, en_hit, zh_all, en_all = self._figures
        zh_got, en_got = self._at(zh_hit, a, b), self._at(en_hit, a, b)
        f[:, k + 18] = np.sqrt(zh_got + en_got)
        missing = zh_all[a - 1, r] - zh_got + en_all[b - 1, c] - en_got
        f[:, k + 19] = np.sqrt(np.maximum(missing, 0))

    def _surface(self, f: Scores, shape: tuple[int, int]) -> None:
        a, b = shape
        zh, en = self._e.zh_marks, self._e.en_marks
        i1, j1 = self.rows, self.columns
        i0, j0 = np.maximum(i1 - a, 0), np.maximum(j1 - b, 0)
        k = _FIRST + 20
        expected = (zh.lengths[i1] - zh.lengths[i0]) * self._e.ratio
        length = en.lengths[j1] - en.lengths[j0]
        f[:, k] = np.abs(np.log((length + 6) / (expected + 6)))
        surprise = (length - expected) ** 2 / (_SPREAD * (length + expected + 2) / 2)
        f[:, k + 1] = np.sqrt(np.minimum(surprise, 64))
        zh_counts, en_counts = zh.counts[i1] - zh.counts[i0], en.counts[j1] - en.counts[j0]
        f[:, k + 2 : k + 6] = np.minimum(np.abs(zh_counts - en_counts), 3)[:, :4]
        zh_last, en_last = np.maximum(i1 - 1, 0), np.maximum(j1 - 1, 0)
        if not len(zh.opens) or not len(en.opens):
            return
        i0, j0 = np.minimum(i0, len(zh.opens) - 1), np.minimum(j0, len(en.opens) - 1)
        f[:, k + 6] = zh.opens[i0] != en.opens[j0]
        f[:, k + 7] = zh.closes[zh_last] != en.closes[en_last]
        f[:, k + 8] = zh.stopped[zh_last] != en.stopped[en_last]
        f[:, k + 9] = (zh.stopped[zh_last] == 0) & (en.stopped[en_last] == 0)
        inner = np.zeros(len(i1), dtype=np.float32)
        for u in range(1, a):
            inner += zh.closes[np.maximum(i1 - 1 - u, 0)]
        for u in range(1, b):
            inner += en.closes[np.maximum(j1 - 1 - u, 0)]
        f[:, k + 10] = np.minimum(inner, 4)
        f[:, k + 11] = np.minimum(np.abs(zh_counts - en_counts)[:, 4], 3)

    def _alone(self, f: Scores, shape: tuple[int, int]) -> None:
        """Features of a sentence without counterpart: how well its best neighbour in the block would do."""
        zh_side = shape == (1, 0)
        places = (self.rows - self._own.start) if zh_side else (self.columns - self._other.start)
        axis = 1 if zh_side else 0
        marks_, ends = (self._e.zh_marks, self.rows) if zh_side else (self._e.en_marks, self.columns)
        if self._cosine:
            best = self._cosine[1, 1].max(axis=axis)
            base = self._e.zh_noise[0] if zh_side else self._e.en_noise[0]
            f[:, _ALONE] = best[places] - base[np.clip(ends - 1, 0, len(base) - 1)]
        hit, whole = (self._words[0], self._words[2]) if zh_side else (self._words[1], self._words[3])
        f[:, _ALONE + 1] = (hit[1, 1].max(axis=axis) / (whole[0] + 0.5))[places]
        lengths = marks_.lengths
        length = np.log1p(lengths[ends] - lengths[np.maximum(ends - 1, 0)])
        f[:, _ALONE + 2] = length if zh_side else length - 1.1
        f[:, _ALONE + 3] = 0 if zh_side else length - 1.1


def _ending(runs: Runs, places: range) -> Scores:
    """Vectors of the runs that end before each place: (widths, places, d); zeros where there is none."""
    found = np.zeros((WIDEST, len(places), runs.single.shape[1]), dtype=np.float32)
    for w, vectors in enumerate(runs.vectors[:WIDEST], start=1):
        left = max(places.start, w)
        if left < places.stop:
            part = vectors[left - w : places.stop - w]
            found[w - 1, left - places.start : left - places.start + len(part)] = part
    return found


def _run_sums(weights: Scores, places: int) -> Scores:
    """Item weights of the runs that end before each of the last ``places`` places: (widths, places, items)."""
    made = np.zeros((WIDEST, places, weights.shape[1]), dtype=np.float32)
    padded = np.concatenate([np.zeros((WIDEST + places, weights.shape[1]), dtype=np.float32), weights])
    total = np.zeros((places, weights.shape[1]), dtype=np.float32)
    for w in range(1, WIDEST + 1):
        total = total + padded[len(padded) - places - w + 1 : len(padded) - w + 1]
        made[w - 1] = total
    return made


def _run_hits(hits: Scores, places: int) -> Scores:
    """Whether an item is answered in the run that ends before each of the last places: (widths, places, items)."""
    made = np.zeros((WIDEST, places, hits.shape[1]), dtype=np.float32)
    padded = np.concatenate([np.zeros((WIDEST + places, hits.shape[1]), dtype=np.float32), hits])
    found = np.zeros((places, hits.shape[1]), dtype=np.float32)
    for w in range(1, WIDEST + 1):
        found = np.maximum(found, padded[len(padded) - places - w + 1 : len(padded) - w + 1])
        made[w - 1] = found
    return made


def _pairs(zh: Scores, en: Scores) -> Table:
    """Products of all runs, (a, places, x) and (b, places, x): for each (a, b) that is needed, (places, places)."""
    a, _, x = zh.shape
    b, c, _ = en.shape
    made = {}
    for k in range(a):
        widths = min(b, WIDEST + 1 - k)
        product = zh[k] @ en[:widths].reshape(widths * c, x).T
        for w in range(widths):
            made[k + 1, w + 1] = np.ascontiguousarray(product[:, w * c : (w + 1) * c], dtype=np.float32)
    return made
