"""Which glossary terms stand in each pair, and whether the English renders them.

Every Chinese term (the longest where several overlap) is rendered when a usable term of one of its concepts stands in
the English, inflected, hyphened or with a few words between. How often a concept is rendered in the whole memory
tells the checks a term from a word that is translated as the sentence wants it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..language.words import OPTIONAL_IN_RENDERINGS, lemma_keys
from ..terms.glossary import Concept, Glossary, Term, rank
from ..terms.matching.english import EnglishMatcher, Occurrence
from ..terms.matching.matcher import ChineseMatcher, in_order, longest

_COUNTRY_DOMAIN = "countries"
_WORD = re.compile(r"[^\W\d_]+")
# so many words of a rendering must all be there before their order may change: right to development is no development
# right, but no one is left behind leaves no one behind
_FREE = 3
# letters that a stem needs to tell one word from another: femicide, femicidal
_STEM = 5
# words that may stand between those of a rendering: build their communities back better
_GAP = 3


class Use(NamedTuple):
    """One Chinese term in a pair (a plain tuple of texts: a big memory has millions, read by several processes).

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        concepts: Ids of the concepts that it could be, the likeliest first.
        variant: Whether the form found is a variant, not the concept's own term.
        rendering: The usable English term that renders it, as it stands; empty where there is none.
        unwanted: The forbidden or deprecated English term that stands there, as it stands.
        span: Offsets of its rendering, or of the unwanted term, in the English; (0, 0) where there is neither.
        term: The glossary's form of its rendering, or of the unwanted term; empty where there is neither.
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


class CountryName(NamedTuple):
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
class PairTerms:
    """The terms of one pair.

    Attributes:
        uses: The Chinese terms that are no countries.
        zh_countries: The countries named in the Chinese.
        en_countries: The countries named in the English.
        known_zh: Characters of Chinese that glossary terms make up.
        known_en: Characters of English that their renderings take.
    """

    uses: tuple[Use, ...] = ()
    zh_countries: tuple[CountryName, ...] = ()
    en_countries: tuple[CountryName, ...] = ()
    known_zh: int = 0
    known_en: int = 0

    def rendered(self, start: int, end: int) -> bool:
        """Whether a stretch of the Chinese lies inside a term that the English renders."""
        return any(use.start <= start and end <= use.end and use.rendering for use in self.uses)

    def rendering(self, start: int, end: int) -> bool:
        """Whether a stretch of the English lies inside the rendering of a Chinese term."""
        return any(use.rendering and use.span[0] <= start and end <= use.span[1] for use in self.uses)

    def unrendered(self) -> set[str]:
        """Return the concepts, by id, with a use that is not rendered."""
        return {use.concept for use in self.uses if not use.rendering}

    def unrendered_share(self) -> float:
        """Return the share of the terms that are not rendered, 0 where there are none."""
        return sum(not use.rendering for use in self.uses) / len(self.uses) if self.uses else 0.0


@dataclass(frozen=True, slots=True)
class Terminology:
    """The terms of a stretch of pairs.

    Attributes:
        glossary: Where the concepts are.
        pairs: The terms of each pair of the stretch.
        first: Index of the stretch's first pair.
    """

    glossary: Glossary
    pairs: Sequence[PairTerms]
    first: int

    def of(self, index: int) -> PairTerms:
        """Return the terms of a pair."""
        return self.pairs[index - self.first]

    def concept(self, id: str) -> Concept:
        """Return a concept that a use names."""
        concept = self.glossary.concept(id)
        assert concept is not None  # noqa: S101
        return concept

    def named_before(self, index: int, concept: str) -> bool:
        """Whether one of the three pairs before names a concept: a pronoun may stand for it here."""
        place = index - self.first
        return any(use.concept == concept for pair in self.pairs[max(0, place - 3) : place] for use in pair.uses)


class WordForms:
    """The words of an English text by their lemmas: do they say what a rendering says, in other order or form?

    Args:
        text: English text.
    """

    __slots__ = ("_keys", "_order", "_words")

    def __init__(self, text: str) -> None:
        words = [word.lower() for word in _WORD.findall(text)]
        self._words = frozenset(words)
        self._order = [lemma_keys(word) for word in words]
        self._keys = frozenset(key for keys in self._order for key in keys)

    def renders(self, rendering: str) -> bool:
        """Whether the text has the words of a rendering with others between, or a single one's stem.

        Of three words and more the order is free, unless they are a name.
        """
        sought = _content_words(rendering)
        if len(sought) == 1:
            return " " not in rendering.strip() and self._has_stem(rendering.lower())
        if not sought or any(self._keys.isdisjoint(keys) for keys in sought):
            return False
        return (len(sought) >= _FREE and rendering.islower()) or self._in_order(sought)

    def _in_order(self, sought: tuple[frozenset[str], ...]) -> bool:
        """Whether the words stand in their order, a few others between two of them."""
        reached = [place for place, keys in enumerate(self._order) if not sought[0].isdisjoint(keys)]
        for word in sought[1:]:
            reached = [
                at
                for at in range(1, len(self._order))
                if not word.isdisjoint(self._order[at]) and any(at - _GAP - 1 <= place < at for place in reached)
            ]
        return bool(reached)

    def _has_stem(self, word: str) -> bool:
        stem = word[: max(_STEM, len(word) - 4)]
        return len(word) >= _STEM and any(stem in other for other in self._words)


@lru_cache(maxsize=1 << 14)
def _content_words(rendering: str) -> tuple[frozenset[str], ...]:
    """Return the lemma keys of each word of a rendering that says something."""
    words = (word.lower() for word in _WORD.findall(rendering))
    return tuple(frozenset(lemma_keys(word)) for word in words if word not in OPTIONAL_IN_RENDERINGS)


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
    """Reads the terms of one pair after the other.

    It asks the matchers for spans and keeps what each span's terms mean: a `TermMatch` for each of a big memory's
    millions of occurrences would take most of the time.

    Args:
        glossary: The terms.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._zh = _Finder(ChineseMatcher(glossary))
        self._en = _Finder(EnglishMatcher(glossary))
        self._glossary = glossary
        self._texts: dict[str, tuple[str, ...]] = {}

    def read(self, zh: str, en: str) -> PairTerms:
        """Return the terms of a pair's texts."""
        inner, chinese = self._zh.find(zh)
        nested, english = self._en.find(en) if en else ([], [])
        usable, unwanted = _by_concept(nested)
        uses = [_use(spot, en, usable, unwanted) for spot in chinese if not spot.forms.countries]
        if en and not all(use.rendering or use.unwanted for use in uses):
            words = WordForms(en)
            uses = [use if use.rendering or use.unwanted else self._rendered_freely(use, words) for use in uses]
        return PairTerms(
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

    def _rendered_freely(self, use: Use, words: WordForms) -> Use:
        """Return the use, rendered where the words of a rendering stand in the English in another way."""
        for id in use.concepts:
            for text in self._renderings(id):
                if words.renders(text):
                    return use._replace(rendering=text, term=text)
        return use


def count_uses(pairs: Iterable[PairTerms]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each concept is used, and how often it is rendered."""
    uses: Counter[str] = Counter()
    rendered: Counter[str] = Counter()
    for pair in pairs:
        total = sum(bool(use.rendering) for use in pair.uses)
        for use in pair.uses:
            # a pair in which nothing else is rendered is faulty as a whole: it says nothing of its terms
            if total - bool(use.rendering):
                uses[use.concept] += 1
                rendered[use.concept] += bool(use.rendering)
    return uses, rendered


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
        frozenset(concept.id for concept, _term in readings if concept.domain == _COUNTRY_DOMAIN),
        tuple((concept.id, term.text, term.usable) for concept, term in readings),
    )


# start, end and text of a term that stands in a text
_Found = tuple[int, int, str]


def _by_concept(spots: Iterable[_Spot]) -> tuple[dict[str, _Found], dict[str, _Found]]:
    """Return the longest place of each concept: of its usable terms, and of those not to be used."""
    usable: dict[str, _Found] = {}
    unwanted: dict[str, _Found] = {}
    for start, end, forms in spots:
        for id, text, may_be_used in forms.terms:
            found = usable if may_be_used else unwanted
            known = found.get(id)
            if known is None or end - start > known[1] - known[0]:
                found[id] = (start, end, text)
    return usable, unwanted


def _use(spot: _Spot, en: str, usable: dict[str, _Found], unwanted: dict[str, _Found]) -> Use:
    ids = spot.forms.concepts
    use = Use(spot.start, spot.end, ids, spot.forms.variant)
    for id in ids:
        if found := usable.get(id):
            return use._replace(rendering=en[found[0] : found[1]], span=found[:2], term=found[2])
    for id in ids:
        if bad := unwanted.get(id):
            return use._replace(unwanted=en[bad[0] : bad[1]], span=bad[:2], term=bad[2])
    return use


def _places(spots: Sequence[_Spot], standing: set[tuple[int, int]]) -> tuple[CountryName, ...]:
    """Return the countries among the terms; a name inside another country's name is none."""
    found: list[CountryName] = []
    reach = -1
    for start, end, forms in spots:
        if forms.countries and end > reach:
            reach = end
            found.append(CountryName(start, end, forms.countries, (start, end) in standing))
    return tuple(found)
