"""How alike two blocks are in contents: embeddings of their sentences, figures and Latin words that both have."""

from collections.abc import Sequence
from math import log

import numpy as np
import regex

from ..corpora.document import Block, Language
from ..corpora.segmentation import sentence_spans
from .encoder import ComposingEncoder, Encoder, Pooled, Vectors

_TOKEN = regex.compile(
    r"(?:https?://|www\.)[\x21-\x7e]+|[\p{Latin}\p{Nd}][\p{Latin}\p{Nd}/._\-]*[\p{Latin}\p{Nd}]|\p{Nd}"
)
# characters of English for one of Chinese: UN texts have 3.1 to 3.4 (measured on the sample and on a report)
ENGLISH_PER_CHINESE = 3.2


class Contents:
    """The blocks of one document, ready to be compared.

    Args:
        blocks: The blocks.
        language: Their language.
        encoder: Encodes their sentences.
    """

    def __init__(self, blocks: Sequence[Block], language: Language, encoder: Encoder) -> None:
        self.blocks = blocks
        self.sentences = [
            tuple(block.text[start:end] for start, end in sentence_spans(block.text, language)) for block in blocks
        ]
        factor = ENGLISH_PER_CHINESE if language == "zh" else 1.0
        self.sizes = np.asarray([max(1.0, factor * _columns(block.text, language)) for block in blocks])
        self.tokens = [_telling_tokens(block.text) for block in blocks]
        self._encoder = encoder
        self._pooled: Pooled | None = None
        self._vectors: Vectors | None = None

    def vectors(self, spans: Sequence[range]) -> Vectors:
        """Return one row of norm 1 for each run of neighbouring blocks."""
        if isinstance(self._encoder, ComposingEncoder):
            return self._encoder.finish(self._sums(self._encoder, spans))
        rows = self._rows(self._encoder)
        weighted = np.stack([(rows[s.start : s.stop] * self.sizes[s.start : s.stop, None]).sum(axis=0) for s in spans])
        norms = np.linalg.norm(weighted, axis=1, keepdims=True)
        return np.asarray(weighted / np.maximum(norms, 1e-9), dtype=np.float32)

    def _sums(self, encoder: ComposingEncoder, spans: Sequence[range]) -> Pooled:
        if self._pooled is None:
            flat = encoder.pool([sentence for block in self.sentences for sentence in block])
            counts = [len(block) for block in self.sentences]
            edges = np.concatenate([[0], np.cumsum(counts)])
            sums = np.concatenate([np.zeros((1, flat.sums.shape[1])), np.cumsum(flat.sums, axis=0, dtype=np.float64)])
            sizes = np.concatenate([[0.0], np.cumsum(flat.sizes, dtype=np.float64)])
            self._pooled = Pooled(sums[edges].astype(np.float64), sizes[edges])
        starts = [span.start for span in spans]
        stops = [span.stop for span in spans]
        pooled = self._pooled
        return Pooled(
            (pooled.sums[stops] - pooled.sums[starts]).astype(np.float32),
            (pooled.sizes[stops] - pooled.sizes[starts]).astype(np.float32),
        )

    def _rows(self, encoder: Encoder) -> Vectors:
        if self._vectors is None:
            self._vectors = encoder.encode([block.text for block in self.blocks])
        return self._vectors


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
