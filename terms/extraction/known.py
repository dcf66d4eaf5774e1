"""A glossary's terms in a bitext, with the counts of their renderings."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..concept import Concept
from ..glossary import Glossary
from ..matching.matcher import TermMatcher


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """A known concept as a bitext has it.

    Attributes:
        concept: The concept; its frequency is the number of pairs, and its terms carry theirs.
        places: Indexes of the pairs with a term of it on both sides.
        otherwise: Pairs with a Chinese term of it and no English one.
    """

    concept: Concept
    places: tuple[int, ...]
    otherwise: int


def known_terms(glossary: Glossary, zh: Sequence[str], en: Sequence[str]) -> Iterator[KnownTerm]:
    """Yield the concepts that stand on both sides of at least one pair, in the glossary's order."""
    matcher = TermMatcher(glossary)
    counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    both: dict[str, list[int]] = defaultdict(list)
    otherwise: Counter[str] = Counter()
    for number, (chinese, english) in enumerate(zip(zh, en, strict=True)):
        asked = matcher.find_zh(chinese)
        rendered = matcher.find_en(english, nested=True) if asked else []
        there = {concept.id for match in rendered for concept, _term in match.readings}
        for id in sorted({match.concept.id for match in asked}):
            if id in there:
                both[id].append(number)
            else:
                otherwise[id] += 1
        wanted = {match.concept.id for match in asked} & there
        readings = {reading for match in (*asked, *rendered) for reading in match.readings}
        for id, language, text in {(concept.id, term.language, term.text) for concept, term in readings}:
            if id in wanted:
                counts[id][language, text] += 1
    for concept in glossary:
        if concept.id in both:
            terms = tuple(replace(t, frequency=counts[concept.id][t.language, t.text]) for t in concept.terms)
            places = tuple(both[concept.id])
            counted = replace(concept, terms=terms, frequency=len(places))
            yield KnownTerm(counted, places, otherwise[concept.id])
