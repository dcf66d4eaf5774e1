"""Which glossary terms stand in each unit, and whether the other side renders them.

Every Chinese term (the longest where several overlap) is answered when a usable term of one of its concepts stands in
the English, inflected, hyphened or with a few words between. How often a concept is answered in the whole memory is
the evidence by which the checks tell a term from a word that is rendered as the sentence wants it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..terms.entry import Concept, Term
from ..terms.matching import Match, TermMatcher
from .words import Words

COUNTRY_DOMAIN = "countries"


@dataclass(frozen=True, slots=True)
class Use:
    """One Chinese term in a unit.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        readings: Concepts and terms that it could be, the likeliest first.
        rendering: The usable English term that answers it, as it stands; empty where there is none.
        unwanted: The forbidden or deprecated English term that stands there, as it stands.
        span: Offsets of what answers it, or of the unwanted term, in the English; (0, 0) where there is neither.
        term: The glossary's form of what answers it, or of the unwanted term; empty where there is neither.
    """

    start: int
    end: int
    readings: tuple[tuple[Concept, Term], ...]
    rendering: str = ""
    unwanted: str = ""
    span: tuple[int, int] = (0, 0)
    term: str = ""

    @property
    def concept(self) -> Concept:
        """The likeliest concept."""
        return self.readings[0][0]


@dataclass(frozen=True, slots=True)
class Place:
    """A name of a country in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        concepts: Ids of the concepts that it could be.
        sure: Whether it stands by itself, not inside a longer term.
        term: The term found.
    """

    start: int
    end: int
    concepts: frozenset[str]
    sure: bool
    term: Term


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
    """The terms of all units, with the evidence of the whole memory.

    Attributes:
        units: The terms of each unit, by its index.
        occurrences: Uses of each concept, by its id, in pairs where other terms are answered.
        answered_uses: Uses of each concept that are answered.
    """

    units: Sequence[UnitTerms]
    occurrences: Counter[str]
    answered_uses: Counter[str]

    def answered(self, index: int, start: int, end: int) -> bool:
        """Whether a stretch of a unit's Chinese lies inside a term that the English renders."""
        return any(use.start <= start and end <= use.end and use.rendering for use in self.units[index].uses)

    def answering(self, index: int, start: int, end: int) -> bool:
        """Whether a stretch of a unit's English lies inside a term that renders one of the Chinese."""
        return any(use.rendering and use.span[0] <= start and end <= use.span[1] for use in self.units[index].uses)

    def named_before(self, index: int, concept: str) -> bool:
        """Whether one of the three units before names a concept: a pronoun may stand for it here."""
        before = self.units[max(0, index - 3) : index]
        return any(use.concept.id == concept for unit in before for use in unit.uses)

    def unanswered_share(self, index: int) -> float:
        """Return the share of a unit's terms that are not answered, 0 where there are none."""
        uses = self.units[index].uses
        return sum(not use.rendering for use in uses) / len(uses) if uses else 0.0


class TermReader:
    """Reads the terms of one unit after the other.

    Args:
        matcher: The glossary's terms.
    """

    def __init__(self, matcher: TermMatcher) -> None:
        self._matcher = matcher
        self._loose = TermMatcher(matcher.glossary, gap=3)

    def read(self, zh: str, en: str) -> UnitTerms:
        """Return the terms of a pair's texts."""
        chinese = self._matcher.find_zh(zh)
        nested = self._matcher.find_en(en, nested=True) if en else []
        answers, unwanted = _by_concept(nested)
        uses = [_use(match, answers, unwanted) for match in chinese if not _is_country(match)]
        if en and any(not use.rendering for use in uses):
            loose = _by_concept(self._loose.find_en(en, nested=True))[0]
            uses = [use if use.rendering else _answered_by(use, loose) for use in uses]
        if en and any(not (use.rendering or use.unwanted) for use in uses):
            words = Words(en)
            uses = [use if use.rendering or use.unwanted else _answered_freely(use, words) for use in uses]
        inner = self._matcher.find_zh(zh, nested=True) if chinese else []
        return UnitTerms(
            tuple(uses),
            _places(inner, {(match.start, match.end) for match in chinese}),
            _places(nested, _longest(nested)),
            sum(match.end - match.start for match in chinese),
            sum(len(use.rendering or use.concept.text("en")) for use in uses)
            + sum(len(match.concept.text("en")) for match in chinese if _is_country(match)),
        )


def gather(units: Iterable[UnitTerms]) -> Terminology:
    """Return the units' terms with the counts over all of them."""
    listed = list(units)
    occurrences: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for unit in listed:
        total = sum(bool(use.rendering) for use in unit.uses)
        for use in unit.uses:
            # a pair in which nothing else is answered is faulty as a whole: no evidence on its terms
            if total - bool(use.rendering):
                occurrences[use.concept.id] += 1
                answered[use.concept.id] += bool(use.rendering)
    return Terminology(listed, occurrences, answered)


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
    use = _answered_by(Use(match.start, match.end, match.readings), answers)
    if use.rendering:
        return use
    for concept, _term in match.readings:
        if bad := unwanted.get(concept.id):
            return Use(match.start, match.end, match.readings, "", bad.form, (bad.start, bad.end), bad.term.text)
    return use


def _answered_by(use: Use, answers: dict[str, Match]) -> Use:
    for concept, _term in use.readings:
        if found := answers.get(concept.id):
            return Use(
                use.start, use.end, use.readings, found.form, "", (found.start, found.end), _text(found, concept)
            )
    return use


def _text(match: Match, concept: Concept) -> str:
    return next(term.text for each, term in match.readings if each.id == concept.id)


def _answered_freely(use: Use, words: Words) -> Use:
    """Return the use, answered where all words of a long rendering stand in the English in whatever order."""
    for concept, _term in use.readings:
        for term in concept.renderings("en"):
            if words.renders(term.text):
                return Use(use.start, use.end, use.readings, term.text, term=term.text)
    return use


def _is_country(match: Match) -> bool:
    return any(concept.domain == COUNTRY_DOMAIN for concept, _term in match.readings)


def _longest(matches: Sequence[Match]) -> set[tuple[int, int]]:
    """Return the spans of the matches that stand in no longer one; matches come by start, longer first."""
    spans: set[tuple[int, int]] = set()
    reach = -1
    for match in matches:
        if match.end > reach:
            spans.add((match.start, match.end))
            reach = match.end
    return spans


def _places(matches: Sequence[Match], standing: set[tuple[int, int]]) -> tuple[Place, ...]:
    """Return the countries among the matches; a name inside another country's name is none."""
    found: list[Place] = []
    reach = -1
    for match in matches:
        concepts = frozenset(concept.id for concept, _term in match.readings if concept.domain == COUNTRY_DOMAIN)
        if not concepts or match.end <= reach:
            continue
        reach = match.end
        found.append(Place(match.start, match.end, concepts, (match.start, match.end) in standing, match.term))
    return tuple(found)
