"""Which glossary terms stand in each unit, and whether the other side renders them.

Every Chinese term (the longest where several overlap) is answered when a usable term of one of its concepts stands in
the English, inflected, hyphened or with a few words between. How often a concept is answered in the whole memory is
the evidence by which the checks tell a term from a word that is rendered as the sentence wants it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..terms.entry import Concept
from ..terms.glossary import Glossary
from ..terms.matching import Match, TermMatcher
from ..terms.occurrence import longest
from .words import Words

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


class TermReader:
    """Reads the terms of one unit after the other.

    Args:
        glossary: The terms.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._matcher = TermMatcher(glossary)
        self._glossary = glossary
        self._texts: dict[str, tuple[str, ...]] = {}

    def read(self, zh: str, en: str) -> UnitTerms:
        """Return the terms of a pair's texts."""
        inner = self._matcher.find_zh(zh, nested=True)
        chinese = _longest(inner)
        nested = self._matcher.find_en(en, nested=True) if en else []
        answers, unwanted = _by_concept(nested)
        uses = [_use(match, answers, unwanted) for match in chinese if not _is_country(match)]
        if en and not all(use.rendering or use.unwanted for use in uses):
            words = Words(en)
            uses = [use if use.rendering or use.unwanted else self._answered_freely(use, words) for use in uses]
        countries = [match for match in chinese if _is_country(match)]
        return UnitTerms(
            tuple(uses),
            _places(inner, {(match.start, match.end) for match in chinese}),
            _places(nested, {(match.start, match.end) for match in _longest(nested)}),
            sum(match.end - match.start for match in chinese),
            sum(len(use.rendering) or self._length(use) for use in uses)
            + sum(len(match.concept.text("en")) for match in countries),
        )

    def _length(self, use: Use) -> int:
        texts = self._renderings(use.concept)
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


def _by_concept(matches: Iterable[Match]) -> tuple[dict[str, Match], dict[str, Match]]:
    """Return the longest match of each concept: by its usable terms, and by those not to be used."""
    usable: dict[str, Match] = {}
    unwanted: dict[str, Match] = {}
    for match in matches:
        for concept, term in match.readings:
            found = usable if term.usable else unwanted
            known = found.get(concept.id)
            if known is None or match.end - match.start > known.end - known.start:
                found[concept.id] = match
    return usable, unwanted


def _use(match: Match, answers: dict[str, Match], unwanted: dict[str, Match]) -> Use:
    ids = tuple(concept.id for concept, _term in match.readings)
    use = Use(match.start, match.end, ids, match.term.kind == "variant")
    for id in ids:
        if found := answers.get(id):
            return use._replace(rendering=found.form, span=(found.start, found.end), term=_text(found, id))
    for id in ids:
        if bad := unwanted.get(id):
            return use._replace(unwanted=bad.form, span=(bad.start, bad.end), term=_text(bad, id))
    return use


def _text(match: Match, id: str) -> str:
    return next(term.text for concept, term in match.readings if concept.id == id)


def _is_country(match: Match) -> bool:
    return any(concept.domain == COUNTRY_DOMAIN for concept, _term in match.readings)


def _longest(matches: Sequence[Match]) -> list[Match]:
    """Return the matches that do not overlap, the longest first served."""
    spans = {(match.start, match.end): match for match in matches}
    return [spans[start, end] for start, end, _groups in longest((start, end, ()) for start, end in spans)]


def _places(matches: Sequence[Match], standing: set[tuple[int, int]]) -> tuple[Place, ...]:
    """Return the countries among the matches; a name inside another country's name is none."""
    found: list[Place] = []
    reach = -1
    for match in matches:
        concepts = frozenset(concept.id for concept, _term in match.readings if concept.domain == COUNTRY_DOMAIN)
        if not concepts or match.end <= reach:
            continue
        reach = match.end
        found.append(Place(match.start, match.end, concepts, (match.start, match.end) in standing))
    return tuple(found)
