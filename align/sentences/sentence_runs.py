"""Vectors of every run of neighbouring sentences, and products of all runs of one language with those of the other.

Vectors of joined sentences as in Vecalign (Thompson and Koehn 2019, section 3.3), but made from the sentences' own
parts (`encoder.composing`): each sentence is encoded once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..encoders.encoder import Encoder, Pooled, Vectors, composing, unit_rows
from .beads import WIDEST
from .corridor import Scores

RunTable = dict[tuple[int, int], Scores]
"""For runs of a and b sentences: values by the places where they end, shape (rows, columns)."""

# sentences after which a text's own mean counts for half; set by hand: with 10, strict F1 on MAC-Dev 002, 004 and 006
# is 0.910 in place of 0.908, with 40 the same
_TRUST = 20


@dataclass(frozen=True, slots=True)
class RunVectors:
    """Vectors of the runs of sentences of one side.

    Attributes:
        vectors: ``vectors[w - 1][s]`` is the vector of the ``w`` sentences from ``s`` on; shape (n - w + 1, d).
    """

    vectors: tuple[Vectors, ...]

    @property
    def single(self) -> Vectors:
        """The sentences' own vectors."""
        return self.vectors[0]


def encode_runs(texts: Sequence[str], encoder: Encoder, separator: str) -> RunVectors:
    """Encode each different sentence once and make the vectors of all runs that a bead may have.

    Args:
        texts: The sentences of one side.
        encoder: Where it cannot compose, a run's vector is the mean of its sentences' vectors.
        separator: What stands between joined sentences: a space in English, nothing in Chinese.
    """
    if not texts:
        return RunVectors((np.zeros((0, 1), dtype=np.float32),))
    unique = sorted(set(texts), key=lambda text: (len(text), text))
    place = {text: k for k, text in enumerate(unique)}
    order = np.array([place[text] for text in texts], dtype=np.int64)
    composer = composing(encoder)
    parts, seam = composer.pool(unique), composer.seam(separator)
    made = [composer.finish(parts)[order]]
    sums, sizes = parts.sums[order] - seam.sums, parts.sizes[order] - seam.sizes
    running, count = sums, sizes
    for w in range(2, min(WIDEST, len(texts)) + 1):
        running = running[:-1] + sums[w - 1 :]
        count = count[:-1] + sizes[w - 1 :]
        made.append(composer.finish(Pooled(running + seam.sums, count + seam.sizes)))
    return RunVectors(_centred(made))


def mean_cosines(runs: RunVectors, other: RunVectors) -> tuple[Scores, ...]:
    """Return the mean cosine of every run, by width, with up to 128 single sentences from all over the other text."""
    step = max(1, len(other.single) // 128)
    mean = other.single[::step].mean(axis=0)
    return tuple(np.asarray(v @ mean, dtype=np.float32) for v in runs.vectors)


def vectors_before(runs: RunVectors, places: range) -> Scores:
    """Return the vectors of the runs that end before each place: (widths, places, d); zeros where there is none."""
    found = np.zeros((WIDEST, len(places), runs.single.shape[1]), dtype=np.float32)
    for w, vectors in enumerate(runs.vectors[:WIDEST], start=1):
        left = max(places.start, w)
        if left < places.stop:
            part = vectors[left - w : places.stop - w]
            found[w - 1, left - places.start : left - places.start + len(part)] = part
    return found


def run_products(zh: Scores, en: Scores) -> RunTable:
    """Return the products of all runs that a bead may have.

    Args:
        zh: A row for each width and place of Chinese runs, (widths, places, x).
        en: The same for English runs, (widths, other places, x).
    """
    a, _, x = zh.shape
    b, c, _ = en.shape
    made = {}
    for k in range(a):
        widths = min(b, WIDEST + 1 - k)
        product = zh[k] @ en[:widths].reshape(widths * c, x).T
        for w in range(widths):
            made[k + 1, w + 1] = np.ascontiguousarray(product[:, w * c : (w + 1) * c], dtype=np.float32)
    return made


def _centred(runs: Sequence[Vectors]) -> tuple[Vectors, ...]:
    """Take off what all sentences of the text have in common (its language, its style), less so in short texts."""
    count = len(runs[0])
    mean = runs[0].mean(axis=0) * (count / (count + _TRUST))
    return tuple(unit_rows(vectors - mean) for vectors in runs)
