"""SKOS in Turtle, as thesauri are published (W3C, SKOS Reference): preferred, alternative and hidden labels."""

from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

from ...errors import DuizhaoError
from ...i18n import _
from ...language import Language
from ...tmx.formats.table_files import read_text
from ..concept import Concept, Term, TermStatus
from ..glossary import Glossary
from .turtle import Statement, statements

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LABELS: dict[str, TermStatus] = {"prefLabel": "preferred", "altLabel": "accepted"}
_NOTES = ("definition", "scopeNote", "note")


def read_skos(path: str | Path) -> Glossary:
    """Return the concepts of a SKOS vocabulary in Turtle that have a Chinese or English label.

    Raises:
        DuizhaoError: The file is no Turtle, or has no SKOS label.
    """
    text, _encoding = read_text(path)
    subjects: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements(text, file=str(path)):
        subjects[statement.subject].append(statement)
    unread: Counter[str] = Counter()
    concepts: dict[str, Concept] = {}
    for subject, some in subjects.items():
        if concept := _concept(subject, some, unread):
            # two schemes may number their concepts alike: the second keeps its whole address
            concepts[subject if concept.id in concepts else concept.id] = concept
    if not concepts:
        raise DuizhaoError(_("has no SKOS labels in Chinese or English"), file=path)
    warnings = [_("{what}: left out, {count} times").format(what=what, count=count) for what, count in unread.items()]
    unique = (replace(concept, id=id) for id, concept in concepts.items())
    return Glossary(unique, name=Path(path).name, warnings=warnings)


def _concept(subject: str, some: list[Statement], unread: Counter[str]) -> Concept | None:
    terms: list[Term] = []
    notes: dict[str, list[str]] = defaultdict(list)
    for statement in some:
        name = statement.predicate.removeprefix(_SKOS)
        language: Language | None = (
            "zh" if statement.language[:2] == "zh" else "en" if statement.language[:2] == "en" else None
        )
        if name in (*_LABELS, "hiddenLabel") and statement.predicate.startswith(_SKOS):
            if language is None:
                unread[_("labels in other languages")] += 1
            elif name == "hiddenLabel":
                unread[_("hidden labels")] += 1
            else:
                terms.append(Term(statement.value, language, _LABELS[name]))
        elif name in _NOTES and language is not None:
            notes[name].append(statement.value)
        elif statement.predicate.rsplit("/", 1)[-1] == "modified":
            notes["date"].append(statement.value[:10])
    if not terms:
        return None
    terms.sort(key=lambda term: (term.language == "en", term.status != "preferred"))
    return Concept(
        id=subject.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1],
        terms=tuple(terms),
        definition="\n".join(notes["definition"]),
        note="\n".join(notes["scopeNote"] + notes["note"]),
        source=subject,
        date=max(notes["date"], default=""),
    )
