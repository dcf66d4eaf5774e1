"""Term consistency: how many ways each term is rendered, and the Herfindahl index of its renderings.

Itagaki, Aikawa and He 2007 (Automatic validation of terminology translation consistency with statistical method, MT
Summit XI): the sum of the squared shares of a term's renderings, 1 = always the same. A deviation: where no rendering
of the glossary is found, the places count together as one more rendering.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..terms.glossary import Glossary
from .terminology import PairTerms, Use

# a term that stands once is always rendered in the same way
_LEAST = 2
SAMPLES = 500
_SEED = 20070910


class TermUse(NamedTuple):
    """One use of a term: index of the pair, id of the concept, the rendering's form and how it may be used."""

    pair: int
    concept: str
    term: str
    status: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """One way in which a term is rendered.

    Attributes:
        text: The glossary's form; empty for places where none of the glossary's forms was found.
        status: ``approved``, ``accepted``, ``unwanted`` or ``none``.
        places: Indices of the pairs, one for each occurrence.
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
class ConsistencyScore:
    """A mean over terms, weighted by occurrences, with the 95 % bootstrap interval (over pairs)."""

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
    whole: ConsistencyScore | None
    documents: tuple[tuple[str, ConsistencyScore], ...]


def uses_of(first: int, pairs: Sequence[PairTerms], glossary: Glossary) -> list[TermUse]:
    """Return the uses of terms in a stretch of pairs that begins at ``first``."""
    preferred: dict[str, str] = {}
    found = []
    for index, pair in enumerate(pairs, first):
        for use in pair.uses:
            if use.concept not in preferred:
                known = glossary.concept(use.concept)
                preferred[use.concept] = known.text("en") if known else ""
            found.append(TermUse(index, use.concept, use.term, _status(use, preferred[use.concept])))
    return found


def _status(use: Use, preferred: str) -> str:
    if not use.rendering:
        return "unwanted" if use.unwanted else "none"
    return "approved" if use.term == preferred else "accepted"


def consistency_of(
    uses: Sequence[TermUse], glossary: Glossary, pairs: int, documents: Sequence[tuple[str, int, int]]
) -> Consistency:
    """Return the consistency of all terms.

    Args:
        uses: All uses of terms.
        glossary: Where their concepts are.
        pairs: How many pairs there are.
        documents: Name, first pair and pair after the last of each document.
    """
    by_concept: defaultdict[str, list[TermUse]] = defaultdict(list)
    for use in uses:
        by_concept[use.concept].append(use)
    scores = [_score(group, glossary) for group in by_concept.values() if len(group) >= _LEAST]
    scores.sort(key=lambda term: (term.herfindahl, -term.count, term.zh, term.concept))
    parts = [(name, mean_score(uses, start, end)) for name, start, end in documents]
    whole = parts[0][1] if len(parts) == 1 else mean_score(uses, 0, pairs)
    return Consistency(tuple(scores), whole, tuple((name, part) for name, part in parts if part is not None))


def _score(uses: Sequence[TermUse], glossary: Glossary) -> TermScore:
    concept = glossary.concept(uses[0].concept)
    assert concept is not None  # noqa: S101
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for use in uses:
        places[use.term, use.status].append(use.pair)
    renderings = tuple(
        Rendering(text, status, tuple(where))
        for (text, status), where in sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    )
    shares = [len(rendering.places) / len(uses) for rendering in renderings]
    approved = sum(share for share, r in zip(shares, renderings, strict=True) if r.status == "approved")
    return TermScore(
        concept.id, concept.text("zh"), concept.text("en"), renderings, sum(share * share for share in shares), approved
    )


def mean_score(uses: Sequence[TermUse], start: int, end: int) -> ConsistencyScore | None:
    """Return the weighted mean of the pairs from ``start`` to before ``end``, None where no term occurs twice."""
    inside = [use for use in uses if start <= use.pair < end]
    counts = Counter(use.concept for use in inside)
    inside = [use for use in inside if counts[use.concept] >= _LEAST]
    if not inside:
        return None
    terms = {id: place for place, id in enumerate(dict.fromkeys(use.concept for use in inside))}
    ways = {way: place for place, way in enumerate(dict.fromkeys((use.concept, use.term) for use in inside))}
    pair_of = np.array([use.pair - start for use in inside], dtype=np.int64)
    way_of = np.array([ways[use.concept, use.term] for use in inside], dtype=np.int64)
    term_of_way = np.array([terms[id] for id, _text in ways], dtype=np.int64)
    generator = np.random.default_rng(_SEED)
    pairs = end - start
    samples = [
        _mean(np.bincount(generator.integers(0, pairs, pairs), minlength=pairs)[pair_of], way_of, term_of_way)
        for _sample in range(SAMPLES)
    ]
    mean = _mean(np.ones(len(inside), dtype=np.int64), way_of, term_of_way)
    # samples with replacement hold fewer different places, so that their index is too high by this much
    bias = float(np.nanmean(samples)) - mean
    low, high = (float(np.clip(value - bias, 0, 1)) for value in np.nanpercentile(samples, [2.5, 97.5]))
    return ConsistencyScore(mean, low, high, len(terms), len(inside))


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
