"""Look-up of a query in a glossary: exact, then contained, then fuzzy.

No lemmas and no automaton are loaded here: an answer has to be there in the blink of an eye.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import regex

from ..errors import check_choice
from ..language import LANGUAGES, Language
from ..language.comparison_keys import term_key
from ..language.script import language_of
from .glossary import Concept, Glossary, Term, rank, record_of

ROW = ("how", "score", "query", "term", "rendering", "status", "domain", "source", "note", "id")
How = Literal["exact", "contained", "contains", "fuzzy", "nearest"]

# fuzz.ratio: one character of six may differ, as in 普遍定期审查 for 普遍定期审议; below it, a term is only near
FUZZY_THRESHOLD = 75.0
_NEAREST_THRESHOLD = 1.0
_WORD_ENDS = ((regex.compile(r"(?<=\p{L}{2})ies\b"), "y"), (regex.compile(r"(?<=\p{L}{2}[^s\W])s\b"), ""))


@dataclass(frozen=True, slots=True)
class LookupHit:
    """One concept that a query found.

    Attributes:
        concept: The concept.
        term: Its term that the query found.
        how: ``exact``; ``contained`` (the query stands in the term); ``contains`` (the term stands in the query);
            ``fuzzy``; ``nearest`` (too far off to be an answer).
        score: Similarity, 0..100.
    """

    concept: Concept
    term: Term
    how: How
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a glossary has on a query.

    Attributes:
        query: The query as it was put.
        language: Its language.
        hits: Hits, best first, a concept once.
        nearest: The nearest terms, where there is no hit.
        more: Hits beyond the limit.
    """

    query: str
    language: Language
    hits: tuple[LookupHit, ...]
    nearest: tuple[LookupHit, ...] = ()
    more: int = 0


def look_up(glossary: Glossary, query: str, *, language: Language | None = None, limit: int = 10) -> Answer:
    """Return what ``glossary`` has on ``query``.

    Args:
        glossary: Where to look.
        query: A term, part of one, or a text with terms in it.
        language: The query's language; found out when None.
        limit: Most hits that are not exact.

    Raises:
        DuizhaoError: The language is neither ``zh`` nor ``en``.

    Example:
        >>> import duizhao as dz
        >>> answer = dz.look_up(dz.load_glossary(), "build back better")
        >>> answer.hits[0].how, answer.hits[0].concept.zh[0].text
        ('exact', '重建得更好')
    """
    language = language or language_of(query)
    check_choice("language", language, LANGUAGES)
    key = term_key(query, language)
    if not key:
        return Answer(query, language, ())
    exact = _exact(glossary, query, key, language)
    seen = {hit.concept.id for hit in exact}
    others = _others(_contained(glossary, key, language), seen)
    if not exact:
        others += _others(_fuzzy(glossary, key, language, FUZZY_THRESHOLD, "fuzzy"), seen)
    if exact or others:
        return Answer(query, language, tuple(exact + others[:limit]), more=max(0, len(others) - limit))
    nearest = _others(_fuzzy(glossary, key, language, _NEAREST_THRESHOLD, "nearest"), set())
    return Answer(query, language, (), nearest=tuple(nearest[:5]))


def _exact(glossary: Glossary, query: str, key: str, language: Language) -> list[LookupHit]:
    forms = glossary.forms(language)
    found = forms.get(key, [])
    if not found and language == "en":
        plain = _singular(key)
        found = [reading for form, readings in forms.items() if _singular(form) == plain for reading in readings]
    found = sorted(found, key=lambda reading: (reading[1].text != query, rank(reading[1])))
    return _others((LookupHit(concept, term, "exact", 100.0) for concept, term in found), set())


def _singular(key: str) -> str:
    """Return an English key with its words' regular plurals taken off: ``States parties`` finds ``State party``."""
    for pattern, replacement in _WORD_ENDS:
        key = pattern.sub(replacement, key)
    return key


def _contained(glossary: Glossary, key: str, language: Language) -> list[LookupHit]:
    """Return the terms that the query stands in, shortest first, then those that stand in it, longest first."""
    around: list[LookupHit] = []
    inside: list[LookupHit] = []
    for form, readings in glossary.forms(language).items():
        share = 100.0 * min(len(form), len(key)) / max(len(form), len(key), 1)
        if _stands_in(key, form, language):
            around += [LookupHit(concept, term, "contained", share) for concept, term in readings]
        elif len(form) > 1 and _stands_in(form, key, language, whole=True):
            inside += [LookupHit(concept, term, "contains", share) for concept, term in readings]
    for hits in (around, inside):
        hits.sort(key=lambda hit: (-hit.score, rank(hit.term)))
    return around + inside


def _stands_in(part: str, whole_text: str, language: Language, *, whole: bool = False) -> bool:
    """Return whether a part stands in a text; in English where a word begins (and ends, for ``whole``)."""
    if part not in whole_text:
        return False
    if language == "zh":
        return True
    return f" {part} " in f" {whole_text} " if whole else f" {part}" in f" {whole_text}"


def _fuzzy(glossary: Glossary, key: str, language: Language, threshold: float, how: How) -> list[LookupHit]:
    from rapidfuzz import fuzz, process

    forms = glossary.forms(language)
    found = process.extract(key, forms.keys(), scorer=fuzz.ratio, score_cutoff=threshold, limit=20)
    return [LookupHit(concept, term, how, score) for form, score, _place in found for concept, term in forms[form]]


def _others(hits: Iterable[LookupHit], seen: set[str]) -> list[LookupHit]:
    """Return the hits of concepts not seen so far, and note those."""
    fresh = []
    for hit in hits:
        if hit.concept.id not in seen:
            seen.add(hit.concept.id)
            fresh.append(hit)
    return fresh


def renderings_for(hit: LookupHit) -> tuple[Term, ...]:
    """Return the other language's terms in the order to be shown: preferred first, the forbidden ones last.

    A short form is rendered by an acronym, where there is one: 人权高专办 by OHCHR.
    """
    terms = hit.concept.of("en" if hit.term.language == "zh" else "zh")
    full = hit.concept.text(hit.term.language)
    short = hit.term.kind in ("acronym", "short") or len(hit.term.text) * 3 <= len(full) * 2
    return tuple(sorted(terms, key=lambda term: (not term.usable, short and term.kind != "acronym", rank(term))))


def answer_record(answer: Answer) -> dict[str, Any]:
    """Return an answer as plain values."""
    return {
        "query": answer.query,
        "language": answer.language,
        "hits": [_hit_record(hit) for hit in answer.hits],
        "more": answer.more,
        "nearest": [_hit_record(hit) for hit in answer.nearest],
    }


def _hit_record(hit: LookupHit) -> dict[str, Any]:
    return {
        "how": hit.how,
        "score": round(hit.score, 1),
        "term": hit.term.text,
        "renderings": [
            {"text": term.text, "status": term.status, **({"kind": term.kind} if term.kind else {})}
            for term in renderings_for(hit)
        ],
        "concept": record_of(hit.concept),
    }


def answer_rows(answer: Answer) -> Iterator[tuple[str, ...]]:
    """Yield an answer as a table with a header: a row a rendering."""
    yield ROW
    for hit in (*answer.hits, *answer.nearest):
        for term in renderings_for(hit):
            found = (hit.how, f"{hit.score:.1f}", answer.query, hit.term.text, term.text, term.status)
            yield (*found, hit.concept.domain, hit.concept.source, hit.concept.note, hit.concept.id)
