"""Which glossary terms stand in each unit, and whether the other side renders them.

Every Chinese term (the longest where several overlap) is answered when a usable term of one of its concepts stands in
the English, inflected, hyphened or with a few words between. How often a concept is answered in the whole memory is
the evidence by which the checks tell a term from a word that is rendered as the sentence wants it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..terms.concept import Concept, Term, rank
from ..terms.glossary import Glossary
from ..terms.matching.chinese import ChineseMatcher
from ..terms.matching.english import EnglishMatcher
from ..terms.matching.occurrence import Occurrence, in_order, longest
from .renderings import Words

COUNTRY_DOMAIN = "countries"


class Use(NamedTuple):
    """One Chinese term in a unit (a plain tuple of texts: a big memory has millions, read by several processes).

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        concepts: Ids of the concepts that it could be, the likeliest first.
        variant: Whether the form found is a variant, not the concept's own term.
        rendering: The usable English term that answers it, as it stands; empty where there is none.
        unwanted: The forbidden or deprecated English term that stands there, as it stands.
        span: Offsets of what answers it, or of the unwanted term, in the English; (0, 0) where there is neither.
        term: The glossary's form of what answers it, or of the unwanted term; empty where there is neither.
    """

    start: int
    end: int
    concepts: tuple[str, ...]
    variant: bool = False
    rendering: str = ""
    unwanted: str = ""
    span: tuple[int, int] = (0, 0)
    term: str = ""

    @property
    def concept(self) -> str:
        """Id of the likeliest concept."""
        return self.concepts[0]


class Place(NamedTuple):
    """A name of a country in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        concepts: Ids of the concepts that it could be.
        sure: Whether it stands by itself, not inside a longer term.
    """

    start: int
    end: int
    concepts: frozenset[str]
    sure: bool


@dataclass(frozen=True, slots=True)
class UnitTerms:
    """The terms of one unit.

    Attributes:
        uses: The Chinese terms that are no countries.
        zh_places: The countries named in the Chinese.
        en_places: The countries named in the English.
        known_zh: Characters of Chinese that glossary terms make up.
        known_en: Characters of English that their renderings take.
    """

    uses: tuple[Use, ...] = ()
    zh_places: tuple[Place, ...] = ()
    en_places: tuple[Place, ...] = ()
    known_zh: int = 0
    known_en: int = 0


@dataclass(frozen=True, slots=True)
class Terminology:
    """The terms of a stretch of units, with the evidence of the whole memory.

    Attributes:
        glossary: Where the concepts are.
        units: The terms of each unit of the stretch.
        first: Index of the stretch's first unit.
        occurrences: Uses of each concept in the memory, by its id, in pairs where other terms are answered.
        answered_uses: Uses of each concept that are answered.
    """

    glossary: Glossary
    units: Sequence[UnitTerms]
    first: int
    occurrences: Counter[str]
    answered_uses: Counter[str]

    def of(self, index: int) -> UnitTerms:
        """Return the terms of a unit."""
        return self.units[index - self.first]

    def concept(self, id: str) -> Concept:
        """Return a concept that a use names."""
        concept = self.glossary.concept(id)
        assert concept is not None  # noqa: S101
        return concept

    def answered(self, index: int, start: int, end: int) -> bool:
        """Whether a stretch of a unit's Chinese lies inside a term that the English renders."""
        return any(use.start <= start and end <= use.end and use.rendering for use in self.of(index).uses)

    def answering(self, index: int, start: int, end: int) -> bool:
        """Whether a stretch of a unit's English lies inside a term that renders one of the Chinese."""
        return any(use.rendering and use.span[0] <= start and end <= use.span[1] for use in self.of(index).uses)

    def named_before(self, index: int, concept: str) -> bool:
        """Whether one of the three units before names a concept: a pronoun may stand for it here."""
        place = index - self.first
        return any(use.concept == concept for unit in self.units[max(0, place - 3) : place] for use in unit.uses)

    def unanswered_share(self, index: int) -> float:
        """Return the share of a unit's terms that are not answered, 0 where there are none."""
        uses = self.of(index).uses
        return sum(not use.rendering for use in uses) / len(uses) if uses else 0.0


class _Forms(NamedTuple):
    """What the terms that share a form say, worked out once for all its occurrences.

    Attributes:
        concepts: Ids, the likeliest first.
        variant: Whether the likeliest term is a variant.
        countries: Ids of those that are countries.
        terms: Concept, text and whether it may be used, of each term.
    """

    concepts: tuple[str, ...]
    variant: bool
    countries: frozenset[str]
    terms: tuple[tuple[str, str, bool], ...]


class _Spot(NamedTuple):
    """Where a term stands."""

    start: int
    end: int
    forms: _Forms


class TermReader:
    """Reads the terms of one unit after the other.

    It asks the matchers for spans and keeps what each span's terms mean: a `Match` for each of a big memory's millions
    of occurrences would take most of the time.

    Args:
        glossary: The terms.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._zh = _Finder(ChineseMatcher(glossary))
        self._en = _Finder(EnglishMatcher(glossary))
        self._glossary = glossary
        self._texts: dict[str, tuple[str, ...]] = {}

    def read(self, zh: str, en: str) -> UnitTerms:
        """Return the terms of a pair's texts."""
        inner, chinese = self._zh.find(zh)
        nested, english = self._en.find(en) if en else ([], [])
        answers, unwanted = _by_concept(nested)
        uses = [_use(spot, en, answers, unwanted) for spot in chinese if not spot.forms.countries]
        if en and not all(use.rendering or use.unwanted for use in uses):
            words = Words(en)
            uses = [use if use.rendering or use.unwanted else self._answered_freely(use, words) for use in uses]
        return UnitTerms(
            tuple(uses),
            _places(inner, {(spot.start, spot.end) for spot in chinese}),
            _places(nested, {(spot.start, spot.end) for spot in english}),
            sum(spot.end - spot.start for spot in chinese),
            sum(len(use.rendering) or self._length(use.concept) for use in uses)
            + sum(self._length(spot.forms.concepts[0]) for spot in chinese if spot.forms.countries),
        )

    def _length(self, id: str) -> int:
        texts = self._renderings(id)
        return len(texts[0]) if texts else 0

    def _renderings(self, id: str) -> tuple[str, ...]:
        """Return the usable English terms of a concept, the preferred one first."""
        texts = self._texts.get(id)
        if texts is None:
            concept = self._glossary.concept(id)
            texts = tuple(term.text for term in concept.renderings("en")) if concept else ()
            self._texts[id] = texts
        return texts

    def _answered_freely(self, use: Use, words: Words) -> Use:
        """Return the use, answered where the words of a rendering stand in the English in another way."""
        for id in use.concepts:
            for text in self._renderings(id):
                if words.renders(text):
                    return use._replace(rendering=text, term=text)
        return use


def count_uses(units: Iterable[UnitTerms]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each concept is used, and how often it is answered."""
    occurrences: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for unit in units:
        total = sum(bool(use.rendering) for use in unit.uses)
        for use in unit.uses:
            # a pair in which nothing else is answered is faulty as a whole: no evidence on its terms
            if total - bool(use.rendering):
                occurrences[use.concept] += 1
                answered[use.concept] += bool(use.rendering)
    return occurrences, answered


class _Finder:
    """One language's matcher, with what its groups of terms mean."""

    def __init__(self, matcher: ChineseMatcher | EnglishMatcher) -> None:
        self._matcher = matcher
        self._known: dict[tuple[int, ...], _Forms] = {}

    def find(self, text: str) -> tuple[list[_Spot], list[_Spot]]:
        """Return all terms of a text in order, and those that stand in no longer one."""
        occurrences = self._matcher.occurrences(text)
        return [self._spot(each) for each in in_order(occurrences)], [self._spot(each) for each in longest(occurrences)]

    def _spot(self, occurrence: Occurrence) -> _Spot:
        start, end, groups = occurrence
        forms = self._known.get(groups)
        if forms is None:
            readings = [reading for group in groups for reading in self._matcher.groups[group]]
            forms = self._known[groups] = _forms(sorted(readings, key=lambda reading: rank(reading[1])))
        return _Spot(start, end, forms)


def _forms(readings: Sequence[tuple[Concept, Term]]) -> _Forms:
    return _Forms(
        tuple(dict.fromkeys(concept.id for concept, _term in readings)),
        readings[0][1].kind == "variant",
        frozenset(concept.id for concept, _term in readings if concept.domain == COUNTRY_DOMAIN),
        tuple((concept.id, term.text, term.usable) for concept, term in readings),
    )


# start, end and text of a term that stands in a text
_Found = tuple[int, int, str]


def _by_concept(spots: Iterable[_Spot]) -> tuple[dict[str, _Found], dict[str, _Found]]:
    """Return the longest place of each concept: of its usable terms, and of those not to be used."""
    answers: dict[str, _Found] = {}
    unwanted: dict[str, _Found] = {}
    for start, end, forms in spots:
        for id, text, usable in forms.terms:
            found = answers if usable else unwanted
            known = found.get(id)
            if known is None or end - start > known[1] - known[0]:
                found[id] = (start, end, text)
    return answers, unwanted


def _use(spot: _Spot, en: str, answers: dict[str, _Found], unwanted: dict[str, _Found]) -> Use:
    ids = spot.forms.concepts
    use = Use(spot.start, spot.end, ids, spot.forms.variant)
    for id in ids:
        if found := answers.get(id):
            return use._replace(rendering=en[found[0] : found[1]], span=found[:2], term=found[2])
    for id in ids:
        if bad := unwanted.get(id):
            return use._replace(unwanted=en[bad[0] : bad[1]], span=bad[:2], term=bad[2])
    return use


def _places(spots: Sequence[_Spot], standing: set[tuple[int, int]]) -> tuple[Place, ...]:
    """Return the countries among the terms; a name inside another country's name is none."""
    found: list[Place] = []
    reach = -1
    for start, end, forms in spots:
        if forms.countries and end > reach:
            reach = end
            found.append(Place(start, end, forms.countries, (start, end) in standing))
    return tuple(found)
