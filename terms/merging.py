"""Glossaries put together, and two of them compared."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..language import Language
from ..language.comparison_keys import term_key
from ..unique_ids import UniqueIds
from .glossary import Concept, Glossary, Term, first_keys, rank


@dataclass(frozen=True, slots=True)
class Conflict:
    """One Chinese term in several concepts with different English.

    Attributes:
        zh: The Chinese term.
        concepts: The concepts, in the order of the glossary.
    """

    zh: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging came to.

    Attributes:
        glossary: The glossary.
        joined: Concepts that became part of an earlier one.
        conflicts: Chinese terms with different English, left as they were.
    """

    glossary: Glossary
    joined: int
    conflicts: tuple[Conflict, ...]


def merge(glossaries: Sequence[Glossary], name: str = "") -> Merged:
    """Return one glossary of several, in their order; of two values of a field the earlier stays.

    Concepts are one where they share a Chinese and an English term. Concepts that share the Chinese only stay apart,
    and are listed as a conflict.
    """
    concepts: list[Concept] = []
    places: dict[tuple[str, str], int] = {}
    ids = UniqueIds(sign="-")  # an XML id has no tilde
    joined = 0
    for concept in (concept for glossary in glossaries for concept in glossary):
        keys = _keys(concept)
        place = next((places[key] for key in keys if key in places), None)
        if place is None:
            place = len(concepts)
            concepts.append(replace(concept, id=ids.give(concept.id)))
        else:
            concepts[place] = join(concepts[place], concept)
            joined += 1
        for key in _keys(concepts[place]):
            places.setdefault(key, place)
    merged = Glossary(concepts, name, [line for glossary in glossaries for line in glossary.warnings])
    return Merged(merged, joined, conflicts(merged))


def _keys(concept: Concept) -> list[tuple[str, str]]:
    """Return what makes two concepts one: each usable Chinese term with each usable English one."""
    chinese = [term_key(term.text, "zh") for term in concept.renderings("zh")]
    english = [term_key(term.text, "en") for term in concept.renderings("en") if term.kind != "acronym"]
    return [(zh, en) for zh in chinese for en in english]


def join(one: Concept, other: Concept) -> Concept:
    """Return one concept with the terms of two; a second preferred term of a language becomes an accepted one."""
    terms = {(term.language, term.text): term for term in one.terms}
    for term in other.terms:
        known = terms.get((term.language, term.text))
        if known is None:
            preferred = any(each.language == term.language and each.status == "preferred" for each in terms.values())
            terms[term.language, term.text] = replace(
                term, status="accepted" if preferred and term.status == "preferred" else term.status
            )
        else:
            terms[term.language, term.text] = _join_terms(known, term)
    ordered = sorted(terms.values(), key=lambda term: (term.language != "zh", rank(term)))
    return replace(
        one,
        terms=tuple(ordered),
        domain=one.domain or other.domain,
        definition=one.definition or other.definition,
        note=one.note or other.note,
        source=one.source or other.source,
        date=max(one.date, other.date),
        status="approved" if "approved" in (one.status, other.status) else "candidate",
        frequency=one.frequency + other.frequency,
        documents=one.documents + other.documents,
        score=max(one.score, other.score),
        examples=tuple(dict.fromkeys((*one.examples, *other.examples))),
    )


def _join_terms(one: Term, other: Term) -> Term:
    return replace(
        one,
        kind=one.kind or other.kind,
        pos=one.pos or other.pos,
        case=one.case or other.case,
        note=one.note or other.note,
        source=one.source or other.source,
        frequency=one.frequency + other.frequency,
    )


def conflicts(glossary: Glossary) -> tuple[Conflict, ...]:
    """Return the Chinese terms that several concepts render differently."""
    found = []
    for readings in glossary.forms("zh").values():
        concepts = list({concept.id: concept for concept, term in readings if term.usable}.values())
        if len(concepts) > 1:
            english = [{term_key(term.text, "en") for term in concept.renderings("en")} for concept in concepts]
            if not set.intersection(*english):
                found.append(Conflict(readings[0][1].text, tuple(concepts)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class GlossaryDifference:
    """What two glossaries have apart.

    Attributes:
        added: Concepts of the second only.
        removed: Concepts of the first only.
        changed: Concepts of both that differ, before and after.
    """

    added: tuple[Concept, ...]
    removed: tuple[Concept, ...]
    changed: tuple[tuple[Concept, Concept], ...]


def difference(old: Glossary, new: Glossary) -> GlossaryDifference:
    """Return what changed from ``old`` to ``new``; concepts are the same by id, else by their first terms."""
    by_terms = {first_keys(concept): concept for concept in reversed(old.concepts)}
    matched: set[str] = set()
    added, changed = [], []
    for concept in new:
        before = old.concept(concept.id) or by_terms.get(first_keys(concept))
        if before is None or before.id in matched:
            added.append(concept)
            continue
        matched.add(before.id)
        if replace(before, id=concept.id) != concept:
            changed.append((before, concept))
    removed = tuple(concept for concept in old if concept.id not in matched)
    return GlossaryDifference(tuple(added), removed, tuple(changed))


def changes(before: Concept, after: Concept) -> Iterable[str]:
    """Yield what differs between two states of a concept, a line each."""
    languages: tuple[Language, Language] = ("zh", "en")
    for language in languages:
        old = {term.text: term for term in before.of(language)}
        new = {term.text: term for term in after.of(language)}
        yield from (f"− {language} {text} ({term.status})" for text, term in old.items() if text not in new)
        yield from (f"+ {language} {text} ({term.status})" for text, term in new.items() if text not in old)
        for text in (text for text in old if text in new):
            if old[text].status != new[text].status:
                yield f"{language} {text}: {old[text].status} → {new[text].status}"
    for name in ("domain", "definition", "note", "source", "date", "status", "frequency"):
        if getattr(before, name) != getattr(after, name):
            yield f"{name}: {getattr(before, name) or '–'} → {getattr(after, name) or '–'}"


def statistics(glossary: Glossary) -> dict[str, Any]:
    """Return the figures of a glossary: counts by language, status, kind, domain and source."""
    terms = [term for _concept, term in glossary.terms()]
    return {
        "concepts": len(glossary),
        "terms": {language: sum(term.language == language for term in terms) for language in ("zh", "en")},
        "concepts by status": _counted(concept.status for concept in glossary),
        "terms by status": _counted(term.status for term in terms),
        "terms by kind": _counted(term.kind for term in terms if term.kind),
        "with several accepted renderings": sum(len(concept.renderings("en")) > 1 for concept in glossary),
        "domains": _counted(concept.domain for concept in glossary if concept.domain),
        "sources": _counted(concept.source for concept in glossary if concept.source),
        "conflicts": len(conflicts(glossary)),
    }


def _counted(values: Any) -> dict[str, int]:
    """Return value -> count, most frequent first, equal ones by their letters."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
