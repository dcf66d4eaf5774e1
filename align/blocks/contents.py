"""The blocks of one document, ready to be compared: lengths, figures, and vectors made when they are needed."""

from collections.abc import Iterable, Sequence
from math import log

import numpy as np
import regex
from numpy.typing import NDArray

from ...corpora.document import Block
from ...language import Language
from ...language.segmentation import sentence_spans
from ..encoders.encoder import ComposingEncoder, Encoder, Pooled, Vectors

_TOKEN = regex.compile(
    r"(?:https?://|www\.)[\x21-\x7e]+|[\p{Latin}\p{Nd}][\p{Latin}\p{Nd}/._\-]*[\p{Latin}\p{Nd}]|\p{Nd}"
)
# characters of English for one of Chinese: UN texts have 3.1 to 3.4 (measured on the sample and on a report)
ENGLISH_PER_CHINESE = 3.2


class Contents:
    """The blocks of one document.

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
        factor = ENGLISH_PER_CHINESE if language == "zh" else 1.0
        self.sizes: NDArray[np.float64] = np.asarray(
            [max(1.0, factor * _columns(block.text, language)) for block in blocks]
        )
        self.tokens = [_telling_tokens(block.text) for block in blocks]
        self._language = language
        self._encoder = encoder
        self._known: NDArray[np.bool_] = np.zeros(len(blocks), dtype=bool)
        self._singles: Vectors = np.zeros((0, 0), dtype=np.float32)
        self._pooled = Pooled(self._singles, np.zeros(0, dtype=np.float32))

    def singles(self, needed: Iterable[int]) -> Vectors:
        """Return an array (n, d), a row of norm 1 a block; only the rows asked for, now or before, are filled."""
        new = sorted({at for at in needed if not self._known[at]})
        if new:
            self._encode(new)
            self._known[new] = True
        return self._singles

    def joined(self, spans: Sequence[range]) -> Vectors:
        """Return a row of norm 1 for each run of neighbouring blocks, which `singles` has been asked for."""
        composing = isinstance(self._encoder, ComposingEncoder)
        table = self._pooled.sums if composing else self._singles * self.sizes[:, None].astype(np.float32)
        starts = np.asarray([span.start for span in spans])
        lengths = np.asarray([len(span) for span in spans])
        sums = table[starts]
        sizes = self._pooled.sizes[starts] if composing else np.ones(len(spans), dtype=np.float32)
        for step in range(1, int(lengths.max(initial=1))):
            longer = lengths > step
            sums[longer] += table[starts[longer] + step]
            if composing:
                sizes[longer] += self._pooled.sizes[starts[longer] + step]
        if isinstance(self._encoder, ComposingEncoder):
            return self._encoder.finish(Pooled(sums, sizes))
        return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9), dtype=np.float32)

    def _encode(self, new: Sequence[int]) -> None:
        if isinstance(self._encoder, ComposingEncoder):
            pooled = self._pool(self._encoder, new)
            self._pooled = Pooled(
                _filled(self._pooled.sums, len(self.blocks), new, pooled.sums),
                _filled(self._pooled.sizes[:, None], len(self.blocks), new, pooled.sizes[:, None])[:, 0],
            )
            rows = self._encoder.finish(pooled)
        else:
            rows = self._encoder.encode([self.blocks[at].text for at in new])
        self._singles = _filled(self._singles, len(self.blocks), new, rows)

    def _pool(self, encoder: ComposingEncoder, new: Sequence[int]) -> Pooled:
        """Return the summed features of blocks: those of their sentences, which are needed apart later."""
        texts = [self.blocks[at].text for at in new]
        sentences = [[text[a:b] for a, b in sentence_spans(text, self._language)] or [text] for text in texts]
        flat = encoder.pool([sentence for block in sentences for sentence in block])
        starts = np.cumsum([0, *(len(block) for block in sentences[:-1])])
        return Pooled(np.add.reduceat(flat.sums, starts, axis=0), np.add.reduceat(flat.sizes, starts))


def shared_tokens(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two blocks agree in figures, symbols and addresses, -1..1; 0 without evidence on both sides."""
    if not one or not other:
        return 0.0
    both = sum(_weight(token) for token in one & other)
    most = min(sum(map(_weight, one)), sum(map(_weight, other)))
    return (2.0 * both / most - 1.0) * min(1.0, most / 3.0)


def length_cost(one: float, other: float) -> float:
    """Return the distance of two lengths, 0 where they are as in most translations (Gale and Church 1993)."""
    return abs(log(one / other)) * min(1.0, min(one, other) / 40.0 + 0.25)


def _filled(table: Vectors, height: int, at: Sequence[int], rows: Vectors) -> Vectors:
    """Return ``table`` with ``rows`` put in; made at its full height when it is empty."""
    if len(table) != height:
        table = np.zeros((height, rows.shape[1]), dtype=np.float32)
    table[at] = rows
    return table


def _telling_tokens(text: str) -> frozenset[str]:
    """Return the addresses, and the tokens of two signs and more that have a figure."""
    tokens = (match[0].lower().rstrip("./") for match in _TOKEN.finditer(text))
    return frozenset(t for t in tokens if t.startswith(("http", "www.")) or (len(t) > 1 and any(map(str.isdigit, t))))


def _weight(token: str) -> float:
    return min(3.0, 0.5 + 0.35 * len(token))


def _columns(text: str, language: Language) -> float:
    if language == "en":
        return float(len(text))
    latin = len(regex.findall(r"[\x21-\x7e]", text))
    return len(text) - latin + latin / ENGLISH_PER_CHINESE
