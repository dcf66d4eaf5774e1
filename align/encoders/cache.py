"""An encoder that encodes each sentence once: paragraphs are compared first, then their sentences aligned."""

from collections.abc import Sequence

import numpy as np

from .encoder import ComposingEncoder, Encoder, Pooled, Vectors


class RememberingEncoder:
    """Wrap an encoder and keep what it made of each text.

    Args:
        encoder: The encoder that does the work.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self._encoder = encoder
        self._vectors: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array (n, d) of float32 rows of norm 1, one a text."""
        new = sorted({text for text in texts if text not in self._vectors}, key=lambda text: (len(text), text))
        if new:
            self._vectors.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._vectors[text] for text in texts]) if texts else self._encoder.encode([])


class RememberingComposer(RememberingEncoder):
    """The same for an encoder whose texts can be joined after pooling.

    Args:
        encoder: The encoder that does the work.
    """

    def __init__(self, encoder: ComposingEncoder) -> None:
        super().__init__(encoder)
        self._composer = encoder
        self._pooled: dict[str, tuple[Vectors, np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array (n, d) of float32 rows of norm 1, one a text."""
        return self.finish(self.pool(texts))

    def pool(self, texts: Sequence[str]) -> Pooled:
        """Return the additive parts of each text."""
        new = sorted({text for text in texts if text not in self._pooled}, key=lambda text: (len(text), text))
        if new:
            pooled = self._composer.pool(new)
            rows = zip(pooled.sums, pooled.sizes, strict=True)
            self._pooled.update({text: (row, size) for text, (row, size) in zip(new, rows, strict=True)})
        if not texts:
            return self._composer.pool([])
        found = [self._pooled[text] for text in texts]
        return Pooled(np.stack([row for row, _size in found]), np.asarray([size for _row, size in found], np.float32))

    def seam(self, separator: str) -> Pooled:
        """Return what is to be taken off for each join of two texts by ``separator``: one row."""
        return self._composer.seam(separator)

    def finish(self, pooled: Pooled) -> Vectors:
        """Return an array (n, d) of float32 rows of norm 1 from parts, added up or not."""
        return self._composer.finish(pooled)


def remembering(encoder: Encoder) -> Encoder:
    """Return ``encoder`` with a memory of its own."""
    if isinstance(encoder, RememberingEncoder):
        return encoder
    return RememberingComposer(encoder) if isinstance(encoder, ComposingEncoder) else RememberingEncoder(encoder)
