"""Terms found in a text, in either language: the longest over all terms at once.

Where terms overlap, the longer one is the match: a short term inside a longer one is no occurrence of the short term.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from ...language import Language
from ..concept import Concept, Term, TermStatus
from ..glossary import Glossary
from .chinese import ChineseMatcher
from .english import EnglishMatcher
from .occurrence import in_order, longest, reading_order

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
    def status(self) -> TermStatus:
        """The status of the term found."""
        return self.term.status

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All concepts and terms that the form could be, the likeliest first."""
        return ((self.concept, self.term), *self.others)


class TermMatcher:
    """Finds a glossary's terms; each language's index is built at its first use.

    Args:
        glossary: The terms to look for.
        gap: Words that may stand between the words of an English term (``build communities back better``: 1).
            Zero, the default, takes contiguous terms only.

    Example:
        >>> from duizhao.terms.glossary import load_glossary               # doctest: +SKIP
        >>> matcher = TermMatcher(load_glossary())                         # doctest: +SKIP
        >>> [match.form for match in matcher.find_en("built back better")] # doctest: +SKIP
        ['built back better']
    """

    def __init__(self, glossary: Glossary, *, gap: int = 0) -> None:
        self.glossary = glossary
        self.gap = gap
        self._chinese: ChineseMatcher | None = None
        self._english: EnglishMatcher | None = None

    def find_zh(self, text: str, *, nested: bool = False) -> list[TermMatch]:
        """Return the Chinese terms in ``text``, in order.

        Args:
            text: Any text; it is not changed.
            nested: Return terms that stand inside longer ones as well.
        """
        return self.find(text, "zh", nested=nested)

    def find_en(self, text: str, *, nested: bool = False) -> list[TermMatch]:
        """Return the English terms in ``text``, in order; see `find_zh`."""
        return self.find(text, "en", nested=nested)

    def find(self, text: str, language: Language, *, nested: bool = False) -> list[TermMatch]:
        """Return the terms of one language in ``text``; see `find_zh`."""
        matcher = self._of(language)
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

    def _of(self, language: Language) -> ChineseMatcher | EnglishMatcher:
        if language == "zh":
            if self._chinese is None:
                self._chinese = ChineseMatcher(self.glossary)
            return self._chinese
        if self._english is None:
            self._english = EnglishMatcher(self.glossary, gap=self.gap)
        return self._english


def _readings(form: str, groups: Sequence[Sequence[Reading]]) -> tuple[Reading, ...]:
    """Return each concept once, with the term that the form is likeliest a form of, the likeliest concept first."""
    readings = sorted(chain.from_iterable(groups), key=lambda reading: reading_order(form, reading[1]))
    first: dict[str, Reading] = {}
    for reading in readings:
        first.setdefault(reading[0].id, reading)
    return tuple(first.values())
