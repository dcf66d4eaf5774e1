"""How much speaks for two blocks being versions of each other: words, figures, lengths, sentence vectors, numbers.

Words and figures come first, each block counting as one sentence (`sentences.coverage`): they settle most pairs of a
clean document without encoding. Vectors are made for the blocks that need them.
"""

from collections.abc import Iterable, Sequence
from math import log

import numpy as np
import regex
from numpy.typing import NDArray

from ...corpora.document import Block
from ...language import Language
from ...language.segmentation import split_sentences
from ...language.words import ENGLISH_PER_CHINESE, chinese_length
from ..encoders.encoder import Encoder, Pooled, Vectors, composing
from ..sentences.corridor import Scores
from ..sentences.coverage import SideItems, vocabularies
from ..sentences.lexicon import lexicon
from .ids import block_key

_TOKEN = regex.compile(
    r"(?:https?://|www\.)[\x21-\x7e]+|[\p{Latin}\p{Nd}][\p{Latin}\p{Nd}/._\-]*[\p{Latin}\p{Nd}]|\p{Nd}"
)
_NEAR = 4  # blocks on either side among which rivals are looked for
_CHUNK = 2_000  # candidate beads at a time, for memory

# Weights in log odds, set by hand on A/76/36 and copies of it with faults. Measured on ten other copies of A/76/36 and
# of the sample (tests/align/test_document_faults.py, seeds 40 to 43 and 60, 61; 1,231 paragraphs): 1,211 are found, no
# pair is wrong without a mark; with each weight off by a factor of up to 1.5, four draws, 1,123 to 1,193 and one.
# words: shares of words, of figures and Latin strings, and of whole addresses and symbols in the similarity
_WORDS, _FIGURES, _TOKENS = 0.35, 0.15, 0.25
_LONG = 60  # English characters, from which a block has words to compare,
_SOME_WORDS = 0.1  # and the share of Chinese words that must then be matched
# vectors: cosine over what unrelated blocks have, and margin over the best rival within bounds
_COSINE, _UNRELATED = 6.0, 0.45
_MARGIN, _MARGINS = 12.0, (-0.25, 0.15)
# lengths and tokens: a distance of lengths up to a bound, and addresses, symbols and figures that agree or do not
_LENGTH, _FARTHEST = -1.2, 2.5
_TOKENS_AGREE = 1.5
# numbers: the same under the same headings, the same under others, another, one missing; paragraph beside heading
_SAME_KEY, _SAME_LABEL, _OTHER_LABEL, _NO_LABEL = 2.6, 1.6, -1.6, -0.4
_OTHER_KIND = -2.0
# merges: each block added, one with a number or a heading besides, and the cosine that they bring
_MERGE, _MERGED_LABEL, _MERGE_GAIN = -0.8, -1.6, 12.0


class MeasuredBlocks:
    """The blocks of one document with what is compared of them; vectors are made when they are needed.

    Attributes:
        blocks: The blocks.
        sizes: Length of each block in English characters, shape (n,).
        tokens: Addresses and figures of each block.

    Args:
        blocks: The blocks.
        language: Their language.
        encoder: Encodes their sentences, those of a block when it is first needed.
    """

    def __init__(self, blocks: Sequence[Block], language: Language, encoder: Encoder) -> None:
        self.blocks = blocks
        self.sizes: NDArray[np.float64] = np.asarray([_english_length(block.text, language) for block in blocks])
        self.tokens = [_telling_tokens(block.text) for block in blocks]
        self._language = language
        self._encoder = composing(encoder)
        self._known: NDArray[np.bool_] = np.zeros(len(blocks), dtype=bool)
        self._singles: Vectors = np.zeros((0, 0), dtype=np.float32)
        self._pooled = Pooled(self._singles, np.zeros(0, dtype=np.float32))

    def singles(self, needed: Iterable[int]) -> Vectors:
        """Return an array (n, d), a row of norm 1 a block; only the rows asked for, now or before, are filled."""
        new = sorted({at for at in needed if not self._known[at]})
        if new:
            self._encode(new)
        return self._singles

    def joined(self, spans: Sequence[range]) -> Vectors:
        """Return a row of norm 1 for each run of neighbouring blocks, which `singles` has been asked for."""
        starts = np.asarray([span.start for span in spans])
        lengths = np.asarray([len(span) for span in spans])
        sums, sizes = self._pooled.sums[starts], self._pooled.sizes[starts]
        for step in range(1, int(lengths.max(initial=1))):
            longer = lengths > step
            sums[longer] += self._pooled.sums[starts[longer] + step]
            sizes[longer] += self._pooled.sizes[starts[longer] + step]
        return self._encoder.finish(Pooled(sums, sizes))

    def _encode(self, new: Sequence[int]) -> None:
        """Fill in blocks by the summed features of their sentences, which are needed apart later."""
        texts = [self.blocks[at].text for at in new]
        sentences = [split_sentences(text, self._language) or [text] for text in texts]
        flat = self._encoder.pool([sentence for block in sentences for sentence in block])
        starts = np.cumsum([0, *(len(block) for block in sentences[:-1])])
        pooled = Pooled(np.add.reduceat(flat.sums, starts, axis=0), np.add.reduceat(flat.sizes, starts))
        vectors = self._encoder.finish(pooled)
        if not self._known.any():
            sums, sizes, self._singles = (
                np.zeros((len(self.blocks), *rows.shape[1:]), dtype=np.float32)
                for rows in (pooled.sums, pooled.sizes, vectors)
            )
            self._pooled = Pooled(sums, sizes)
        self._pooled.sums[new], self._pooled.sizes[new], self._singles[new] = pooled.sums, pooled.sizes, vectors
        self._known[new] = True


def shared_tokens(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two blocks agree in figures, symbols and addresses, -1..1; 0 where one has none."""
    if not one or not other:
        return 0.0
    both = sum(_weight(token) for token in one & other)
    most = min(sum(map(_weight, one)), sum(map(_weight, other)))
    return (2.0 * both / most - 1.0) * min(1.0, most / 3.0)


def _english_length(text: str, language: Language) -> float:
    return max(1.0, ENGLISH_PER_CHINESE * chinese_length(text) if language == "zh" else float(len(text)))


def length_cost(one: float, other: float) -> float:
    """Return the distance of two lengths, 0 where they are as in most translations (Gale and Church 1993)."""
    return abs(log(one / other)) * min(1.0, min(one, other) / 40.0 + 0.25)


def _telling_tokens(text: str) -> frozenset[str]:
    """Return the addresses, and the tokens of two signs and more that have a figure."""
    tokens = (match[0].lower().rstrip("./") for match in _TOKEN.finditer(text))
    return frozenset(t for t in tokens if t.startswith(("http", "www.")) or (len(t) > 1 and any(map(str.isdigit, t))))


def _weight(token: str) -> float:
    return min(3.0, 0.5 + 0.35 * len(token))


class WordSimilarity:
    """The shared words of two documents' blocks."""

    def __init__(self, zh: MeasuredBlocks, en: MeasuredBlocks) -> None:
        self._zh, self._en = zh, en
        self._words = vocabularies([b.text for b in zh.blocks], [b.text for b in en.blocks], lexicon())

    def similarity(self, i: int, j: int) -> tuple[float, float]:
        """Return the share of words matched, 0..1, and its lead over the best rival's.

        Rivals are the blocks of the same kind near ``i`` or ``j``: any long paragraph matches a short heading. Two long
        blocks without a word in common are 1 behind.
        """
        columns = range(max(0, j - _NEAR), min(len(self._en.blocks), j + _NEAR + 1))
        rows = range(max(0, i - _NEAR), min(len(self._zh.blocks), i + _NEAR + 1))
        across = self._shares(range(i, i + 1), columns)
        down = self._shares(rows, range(j, j + 1))
        own = float(across[j - columns.start])
        if not self._share_words(i, j):
            return 0.0, -1.0
        kind = self._zh.blocks[i].kind
        rivals = [v for k, v in zip(columns, across, strict=True) if k != j and self._en.blocks[k].kind == kind]
        rivals += [v for k, v in zip(rows, down, strict=True) if k != i and self._zh.blocks[k].kind == kind]
        return own, own - float(max(rivals, default=0.0))

    def _share_words(self, i: int, j: int) -> bool:
        """Whether two long blocks have words in common: figures alone may agree in unrelated texts too.

        Notes are often nothing but an address or a symbol.
        """
        if min(self._zh.sizes[i], self._en.sizes[j]) < _LONG or self._zh.blocks[i].kind == "footnote":
            return True
        words = self._words[0]
        return bool(_matched(words.zh, range(i, i + 1), range(j, j + 1))[0, 0] >= _SOME_WORDS)

    def _shares(self, rows: range, columns: range) -> Scores:
        """Return the shares of one row over columns, or of rows over one column."""
        tokens = [max(0.0, shared_tokens(self._zh.tokens[i], self._en.tokens[j])) for i in rows for j in columns]
        shares = _TOKENS * np.asarray(tokens)
        for words, weight in zip(self._words, (_WORDS, _FIGURES), strict=True):
            shares += weight * (_matched(words.zh, rows, columns) + _matched(words.en, columns, rows).T).ravel()
        return np.asarray(shares)


def _matched(side: SideItems, own: range, other: range) -> Scores:
    """Return for blocks of one side the weight of the items matched in each of the other, as a share (own, other)."""
    weights, matched = side.between(own, other)
    return np.asarray((weights @ matched) / (weights.sum(axis=1, keepdims=True) + 0.5))


class BlockSimilarity:
    """What speaks for a block bead, as parts of its log odds."""

    def __init__(self, zh: MeasuredBlocks, en: MeasuredBlocks) -> None:
        self.zh, self.en = zh, en
        self.keys = [block_key(block) for block in zh.blocks], [block_key(block) for block in en.blocks]
        self._cosines: dict[tuple[int, int, int, int], tuple[float, float]] = {}

    def prepare(self, pairs: Sequence[tuple[range, range]]) -> None:
        """Compute cosine and margin of many candidate beads at once.

        The margin is the cosine less that of the best rival: another block near the one or the other. Blocks of one
        document resemble each other; a wrong pair gives itself away by a better neighbour.
        """
        pairs = [pair for pair in pairs if _cell(*pair) not in self._cosines]
        for start in range(0, len(pairs), _CHUNK):
            part = pairs[start : start + _CHUNK]
            left, right = [a for a, _en in part], [b for _zh, b in part]
            rows = self.zh.singles(_around(left, len(self.zh.blocks)))
            columns = self.en.singles(_around(right, len(self.en.blocks)))
            ours, theirs = _vectors_of(self.zh, rows, left), _vectors_of(self.en, columns, right)
            cosines = np.einsum("ij,ij->i", ours, theirs)
            rivals = np.maximum(_best_rival(rows, columns, left, right), _best_rival(columns, rows, right, left))
            for pair, cosine, rival in zip(part, cosines, rivals, strict=True):
                self._cosines[_cell(*pair)] = float(cosine), float(cosine - rival)

    def matrix(self, zh: range, en: range) -> Vectors:
        """Return the cosines of all blocks of two ranges."""
        rows, columns = self.zh.singles(zh)[zh.start : zh.stop], self.en.singles(en)[en.start : en.stop]
        return np.asarray(rows @ columns.T, dtype=np.float32)

    def cosine_and_margin(self, a: range, b: range) -> tuple[float, float]:
        """Return cosine and margin of a bead."""
        cell = _cell(a, b)
        if cell not in self._cosines:
            self.prepare([(a, b)])
        return self._cosines[cell]

    def content_score(self, a: range, b: range) -> float:
        """Return how much the contents speak for the bead, about -6..4."""
        cosine, margin = self.cosine_and_margin(a, b)
        one = self.zh.sizes[a.start : a.stop].sum()
        other = self.en.sizes[b.start : b.stop].sum()
        tokens = sum((shared_tokens(self.zh.tokens[i], self.en.tokens[j]) for i in a for j in b), 0.0)
        vectors = _COSINE * (cosine - _UNRELATED) + _MARGIN * min(max(margin, _MARGINS[0]), _MARGINS[1])
        lengths = _LENGTH * min(_FARTHEST, length_cost(float(one), float(other)))
        return vectors + lengths + _TOKENS_AGREE * min(max(tokens, -1.0), 1.0)

    def label_score(self, a: range, b: range) -> float:
        """Return how much kinds and numbers speak for the bead."""
        total = 0.0
        for i, j in zip(a, b, strict=False):
            one, other = self.keys[0][i], self.keys[1][j]
            if one[0] != other[0]:
                total += _OTHER_KIND
            if one[2] and other[2]:
                total += (_SAME_KEY if one[1] == other[1] else _SAME_LABEL) if one[2] == other[2] else _OTHER_LABEL
            elif one[2] or other[2]:
                total += _NO_LABEL
        return total

    def merge_score(self, a: range, b: range) -> float:
        """Return the cost of a bead of more than one block on a side: the added ones should have no number."""
        extra = [self.keys[0][i] for i in a[1:]] + [self.keys[1][j] for j in b[1:]]
        return sum(_MERGE + (_MERGED_LABEL if key[2] or key[0] == "heading" else 0.0) for key in extra)

    def score(self, a: range, b: range) -> float:
        """Return all that speaks for a bead."""
        return self.content_score(a, b) + self.label_score(a, b) + self.merge_score(a, b) + self.merge_gain(a, b)

    def merge_gain(self, a: range, b: range) -> float:
        """Return how much nearer the sides of a longer bead are than its best pair of single blocks."""
        if len(a) == len(b) == 1:
            return 0.0
        single = max(self.cosine_and_margin(range(i, i + 1), range(j, j + 1))[0] for i in a for j in b)
        return _MERGE_GAIN * (self.cosine_and_margin(a, b)[0] - single)


def _vectors_of(side: MeasuredBlocks, singles: Vectors, spans: Sequence[range]) -> Vectors:
    """Return a row for each run of blocks; those of single blocks are known already."""
    longer = sorted({(span.start, span.stop) for span in spans if len(span) > 1})
    table = np.concatenate([singles, side.joined([range(*span) for span in longer])]) if longer else singles
    at = {span: len(singles) + row for row, span in enumerate(longer)}
    return np.asarray(table[[at.get((span.start, span.stop), span.start) for span in spans]], dtype=np.float32)


def _best_rival(rows: Vectors, columns: Vectors, own: Sequence[range], theirs: Sequence[range]) -> Vectors:
    """Return for each run of rows the best cosine of its first or last row with a column near, but not in, its bead."""
    steps = np.asarray([step for step in range(-_NEAR, _NEAR + 1) if step], dtype=np.int64)
    first = np.asarray([span.start for span in theirs])[:, None]
    last = np.asarray([span.stop - 1 for span in theirs])[:, None]
    places = np.where(steps < 0, first + steps, last + steps)
    inside = (places >= 0) & (places < len(columns))
    best = np.full(len(own), -1.0, dtype=np.float32)
    for ends in ([span.start for span in own], [span.stop - 1 for span in own]):
        near = columns[np.where(inside, places, 0)]
        cosines = np.einsum("ij,ikj->ik", rows[ends], near)
        best = np.maximum(best, np.where(inside, cosines, -1.0).max(axis=1))
    return best


def _cell(a: range, b: range) -> tuple[int, int, int, int]:
    return a.start, a.stop, b.start, b.stop


def _around(spans: Sequence[range], size: int) -> set[int]:
    """Return the blocks of the spans and those near them."""
    return {at for span in spans for at in range(max(0, span.start - _NEAR), min(size, span.stop + _NEAR))}
