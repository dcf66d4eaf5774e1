"""The learnt part: weights of the features, and the correction that makes probabilities honest.

A log-linear model over whole alignments (a semi-Markov conditional random field, Sarawagi and Cohen 2004), trained by
tests/bench/tuning/train.py on the chapters that docs/alignment.md names. data/weights.tsv holds it, one feature a line.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np

from .features import NAMES
from .lattice import Scores


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt.

    Attributes:
        weights: Weight of each feature, in the order of `features.NAMES`.
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
    values = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, with_embeddings, without = line.split("\t")
            values[name] = float(with_embeddings if embeddings else without)
    weights = np.array([values[name] for name in NAMES], dtype=np.float32)
    return Model(weights, values["calibration: slope"], values["calibration: offset"])
