"""Terms found in a text, in either language: the longest over all terms at once.

Where terms overlap, the longer one is the match: a short term inside a longer one is no occurrence of the short term.
English terms are found by a trie over words (`english`), Chinese ones by an automaton over characters: A. Aho and
M. Corasick, Efficient string matching, CACM 18 (1975). No boundary is demanded, for Chinese has none; but 积分 inside
累积分布 is no occurrence of 积分: its edges stand inside words (`language.words`).
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from ...language import Language
from ...language.comparison_keys import fold_chinese, term_key
from ...language.words import inside_words
from ..glossary import Concept, Glossary, Term, rank
from .english import EnglishMatcher, Occurrence

Reading = tuple[Concept, Term]


@dataclass(frozen=True, slots=True)
class TermMatch:
    """One term found in a text.

    Attributes:
        start: Offset of its first character in the text.
        end: Offset after its last character.
        form: The text between them, as it stands.
        concept: The concept.
        term: The term of the concept that the form is a form of.
        others: Other concepts (and their terms) that the form could be, likelier ones first.
    """

    start: int
    end: int
    form: str
    concept: Concept
    term: Term
    others: tuple[Reading, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All concepts and terms that the form could be, the likeliest first."""
        return ((self.concept, self.term), *self.others)


class ChineseMatcher:
    """An automaton over the Chinese terms of a glossary.

    Args:
        glossary: The terms.

    Attributes:
        groups: The readings of each form, by the index that occurrences give.
    """

    def __init__(self, glossary: Glossary) -> None:
        import ahocorasick_rs

        forms = {form: tuple(readings) for form, readings in glossary.forms("zh").items() if form}
        self.groups = list(forms.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(forms))

    def occurrences(self, text: str) -> list[Occurrence]:
        """Return every occurrence of every term, overlapping ones too, but none that cuts a word."""
        folded = fold_chinese(text)
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        if not found:
            return []
        inside = inside_words(folded)
        return [(start, end, (index,)) for index, start, end in found if not (inside[start] or inside[end])]


class TermMatcher:
    """Finds a glossary's terms; each language's index is built at its first use.

    Args:
        glossary: The terms to look for.

    Example:
        >>> from duizhao.terms.formats.registry import load_glossary
        >>> matcher = TermMatcher(load_glossary())
        >>> [match.form for match in matcher.find("They built back better.", "en")]
        ['built back better']
    """

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._matchers: dict[Language, ChineseMatcher | EnglishMatcher] = {}

    def find(self, text: str, language: Language, *, nested: bool = False) -> list[TermMatch]:
        """Return the terms of one language in ``text``, in order.

        Args:
            text: Any text; it is not changed.
            language: The text's language.
            nested: Return terms that stand inside longer ones as well.
        """
        if language not in self._matchers:
            self._matchers[language] = (ChineseMatcher if language == "zh" else EnglishMatcher)(self._glossary)
        matcher = self._matchers[language]
        occurrences = matcher.occurrences(text)
        chosen = in_order(occurrences) if nested else longest(occurrences)
        known: dict[tuple[str, tuple[int, ...]], tuple[Reading, ...]] = {}
        matches = []
        for start, end, groups in chosen:
            form = text[start:end]
            readings = known.get((form, groups))
            if readings is None:
                readings = known[form, groups] = _readings(form, [matcher.groups[group] for group in groups])
            matches.append(TermMatch(start, end, form, *readings[0], readings[1:]))
        return matches


def _readings(form: str, groups: Sequence[Sequence[Reading]]) -> tuple[Reading, ...]:
    """Return each concept once, with the term that the form is likeliest a form of, the likeliest concept first."""
    readings = sorted(chain.from_iterable(groups), key=lambda reading: reading_order(form, reading[1]))
    first: dict[str, Reading] = {}
    for reading in readings:
        first.setdefault(reading[0].id, reading)
    return tuple(first.values())


def in_order(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """Return the occurrences from left to right, the longer of two with one start first."""
    return sorted(occurrences, key=lambda each: (each[0], -each[1]))


def longest(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """Return the occurrences that do not overlap, longer ones first served, then those more to the left; in order."""
    chosen: list[Occurrence] = []
    cluster: list[Occurrence] = []
    reach = -1
    for occurrence in in_order(occurrences):
        if occurrence[0] >= reach and cluster:
            chosen += _longest_of(cluster)
            cluster = []
        cluster.append(occurrence)
        reach = max(reach, occurrence[1])
    return chosen + _longest_of(cluster)


def _longest_of(cluster: list[Occurrence]) -> list[Occurrence]:
    """Return the chosen ones of a run in which each occurrence overlaps another."""
    if len(cluster) < 2:
        return cluster
    starts: list[int] = []
    ends: list[int] = []
    chosen: list[Occurrence] = []
    for occurrence in sorted(cluster, key=lambda each: (each[0] - each[1], each[0])):
        start, end, _groups = occurrence
        place = bisect_right(starts, start)
        if (place and ends[place - 1] > start) or (place < len(starts) and starts[place] < end):
            continue
        starts.insert(place, start)
        ends.insert(place, end)
        chosen.insert(place, occurrence)
    return chosen


def reading_order(form: str, term: Term) -> tuple[int, int]:
    """Return how near a term is to the form found, and how well its status serves: the least is the likeliest."""
    if form == term.text:
        return 0, rank(term)
    if form.lower() == term.text.lower():
        return 1, rank(term)
    return (2 if term_key(form, term.language) == term_key(term.text, term.language) else 3), rank(term)
