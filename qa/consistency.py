"""Term consistency: how many ways each term is rendered, and the Herfindahl index of its renderings.

Itagaki, Aikawa and He 2007 (Automatic validation of terminology translation consistency with statistical method, MT
Summit XI): the sum of the squared shares of a term's renderings, 1 = always the same. A deviation: where no rendering
of the glossary is found, the places count together as one more rendering.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .terminology import Terminology, Use

LEAST = 2
SAMPLES = 500
_SEED = 20070910


@dataclass(frozen=True, slots=True)
class Rendering:
    """One way in which a term is rendered.

    Attributes:
        text: The glossary's form; empty for places where none of the glossary's forms was found.
        status: ``approved``, ``accepted``, ``unwanted`` or ``none``.
        places: Indices of the units, one for each occurrence.
    """

    text: str
    status: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TermScore:
    """How consistently one term is rendered.

    Attributes:
        concept: Id of the concept.
        zh: The Chinese term.
        en: The approved rendering.
        renderings: Most frequent first.
        herfindahl: Sum of the squared shares, 0..1.
        approved: Share of the approved rendering, 0..1.
    """

    concept: str
    zh: str
    en: str
    renderings: tuple[Rendering, ...]
    herfindahl: float
    approved: float

    @property
    def count(self) -> int:
        """Occurrences."""
        return sum(len(rendering.places) for rendering in self.renderings)


@dataclass(frozen=True, slots=True)
class Score:
    """A mean over terms, weighted by occurrences, with the 95 % bootstrap interval (over units)."""

    mean: float
    low: float
    high: float
    terms: int
    occurrences: int


@dataclass(frozen=True, slots=True)
class Consistency:
    """Scores of all terms, worst first, of each document and of the whole.

    Attributes:
        terms: Terms that occur at least twice, least consistent first, then most frequent first.
        whole: Score of everything; None where no term occurs twice.
        documents: Score of each document, by its name.
    """

    terms: tuple[TermScore, ...]
    whole: Score | None
    documents: tuple[tuple[str, Score], ...]


def consistency_of(terminology: Terminology, documents: Sequence[tuple[str, int, int]]) -> Consistency:
    """Return the consistency of all terms.

    Args:
        terminology: The terms of all units.
        documents: Name, first unit and unit after the last of each document.
    """
    uses = [(index, use) for index, unit in enumerate(terminology.units) for use in unit.uses]
    by_concept: defaultdict[str, list[tuple[int, Use]]] = defaultdict(list)
    for index, use in uses:
        by_concept[use.concept.id].append((index, use))
    scores = [_score(group) for group in by_concept.values() if len(group) >= LEAST]
    scores.sort(key=lambda term: (term.herfindahl, -term.count, term.zh, term.concept))
    parts = [(name, mean_score(uses, start, end)) for name, start, end in documents]
    whole = mean_score(uses, 0, len(terminology.units))
    return Consistency(tuple(scores), whole, tuple((name, part) for name, part in parts if part is not None))


def _score(uses: Sequence[tuple[int, Use]]) -> TermScore:
    concept = uses[0][1].concept
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    preferred = concept.text("en")
    for index, use in uses:
        places[use.term, _status(use, preferred)].append(index)
    renderings = tuple(
        Rendering(text, status, tuple(where))
        for (text, status), where in sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    )
    shares = [len(rendering.places) / len(uses) for rendering in renderings]
    approved = sum(share for share, r in zip(shares, renderings, strict=True) if r.status == "approved")
    return TermScore(
        concept.id, concept.text("zh"), preferred, renderings, sum(share * share for share in shares), approved
    )


def _status(use: Use, preferred: str) -> str:
    if use.rendering:
        return "approved" if use.term == preferred else "accepted"
    return "unwanted" if use.unwanted else "none"


def mean_score(uses: Sequence[tuple[int, Use]], start: int, end: int) -> Score | None:
    """Return the weighted mean of the units from ``start`` to before ``end``, None where no term occurs twice."""
    inside = [(index - start, use) for index, use in uses if start <= index < end]
    counts = Counter(use.concept.id for _index, use in inside)
    inside = [(index, use) for index, use in inside if counts[use.concept.id] >= LEAST]
    if not inside:
        return None
    terms = {id: place for place, id in enumerate(dict.fromkeys(use.concept.id for _index, use in inside))}
    ways = {way: place for place, way in enumerate(dict.fromkeys((use.concept.id, use.term) for _index, use in inside))}
    unit_of = np.array([index for index, _use in inside], dtype=np.int64)
    way_of = np.array([ways[use.concept.id, use.term] for _index, use in inside], dtype=np.int64)
    term_of_way = np.array([terms[id] for id, _text in ways], dtype=np.int64)
    generator = np.random.default_rng(_SEED)
    units = end - start
    samples = [
        _mean(np.bincount(generator.integers(0, units, units), minlength=units)[unit_of], way_of, term_of_way)
        for _sample in range(SAMPLES)
    ]
    low, high = np.nanpercentile(samples, [2.5, 97.5])
    mean = _mean(np.ones(len(inside), dtype=np.int64), way_of, term_of_way)
    return Score(mean, float(low), float(high), len(terms), len(inside))


def _mean(weights: NDArray[np.int64], way_of: NDArray[np.int64], term_of_way: NDArray[np.int64]) -> float:
    """Return the mean Herfindahl index, terms weighted by their occurrences.

    Args:
        weights: (n,) how often each occurrence counts.
        way_of: (n,) its rendering.
        term_of_way: (m,) the term of each rendering.
    """
    ways = np.bincount(way_of, weights=weights, minlength=len(term_of_way))
    totals = np.bincount(term_of_way, weights=ways)
    squares = np.bincount(term_of_way, weights=ways * ways)
    counted = totals > 0
    if not counted.any():
        return float("nan")
    # the index of a term is squares / totals², its weight totals
    return float((squares[counted] / totals[counted]).sum() / totals.sum())
