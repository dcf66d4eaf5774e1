"""Concordance: the pairs in which a term occurs, with the term on both sides."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..align.bitext import Pair
from ..language import Language
from .concept import Concept, Term
from .extraction.guess import likeliest_rendering
from .glossary import Glossary
from .matching.matcher import Match, TermMatcher
from .table import concept_id

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """One pair in which a term occurs.

    Attributes:
        id: Id of the pair.
        zh: Chinese side.
        en: English side.
        zh_spans: Where the concept's terms stand in ``zh``, half-open.
        en_spans: The same for ``en``; empty where no known rendering stands there.
        renderings: The terms found on the side that was not asked for.
    """

    id: str
    zh: str
    en: str
    zh_spans: tuple[Span, ...]
    en_spans: tuple[Span, ...]
    renderings: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Concordance:
    """All lines of a term, with the counts of its renderings.

    Attributes:
        lines: The lines, in the memory's order.
        counts: Rendering -> pairs in which it stands, most frequent first.
        unknown: Pairs in which no known rendering stands.
        guess: The likeliest rendering, where no glossary has one and the memory shows one.
    """

    lines: tuple[ConcordanceLine, ...]
    counts: tuple[tuple[str, int], ...]
    unknown: int
    guess: str = ""


def concordance(pairs: Iterable[Pair], query: str, language: Language, concepts: Sequence[Concept] = ()) -> Concordance:
    """Return the pairs in which a term occurs.

    Args:
        pairs: The memory.
        query: The term; looked for as it stands, inflected, and as the terms of ``concepts``.
        language: Its language.
        concepts: The concepts that the term stands for: their terms are looked for on both sides.
    """
    pairs = tuple(pairs)
    asked = _asked_for(query, language, concepts)
    found = _search(pairs, asked, language)
    if found.counts or len(found.lines) < 2:
        return found
    other: Language = "en" if language == "zh" else "zh"
    places = {(pair.id, pair.zh, pair.en): place for place, pair in enumerate(pairs)}
    sentences = [pair.en if other == "en" else pair.zh for pair in pairs]
    where = [places[line.id, line.zh, line.en] for line in found.lines]
    guess = likeliest_rendering(sentences, where, other)
    if not guess:
        return found
    guessed = replace(asked[-1], terms=(*asked[-1].terms, Term(guess, other, "accepted")))
    return replace(_search(pairs, [*asked[:-1], guessed], language), guess=guess)


def _search(pairs: Iterable[Pair], concepts: Sequence[Concept], language: Language) -> Concordance:
    """Return the pairs that have a term of some concepts in a language."""
    matcher = TermMatcher(Glossary(concepts))
    other: Language = "en" if language == "zh" else "zh"
    lines = []
    counts: Counter[str] = Counter()
    for pair in pairs:
        asked = matcher.find(pair.zh if language == "zh" else pair.en, language)
        if not asked:
            continue
        found = matcher.find(pair.en if language == "zh" else pair.zh, other)
        spans = {language: _spans(asked), other: _spans(found)}
        renderings = tuple(dict.fromkeys(match.term for match in found))
        counts.update(term.text for term in renderings)
        lines.append(ConcordanceLine(pair.id, pair.zh, pair.en, spans["zh"], spans["en"], renderings))
    ordered = tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return Concordance(tuple(lines), ordered, sum(not line.renderings for line in lines))


def _spans(matches: Iterable[Match]) -> tuple[Span, ...]:
    return tuple((match.start, match.end) for match in matches)


def _asked_for(query: str, language: Language, concepts: Sequence[Concept]) -> list[Concept]:
    """Return the concepts to look for; a query that is no term of theirs becomes one more."""
    if any(term.text == query for concept in concepts for term in concept):
        return list(concepts)
    return [*concepts, Concept(concept_id(query, ""), (Term(query, language),))]
