"""SKOS in Turtle, as thesauri are published (W3C, SKOS Reference): preferred, alternative and hidden labels."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from ...errors import DuizhaoError
from ...files import unreadable
from ...i18n import _
from ...language import Language
from ..glossary import Concept, Glossary, Term, TermStatus, left_out

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LABELS: dict[str, TermStatus] = {"prefLabel": "preferred", "altLabel": "accepted"}
_NOTES = ("definition", "scopeNote", "note")
_LANGUAGES: dict[str, Language] = {"zh": "zh", "en": "en"}


class _Literal(NamedTuple):
    """A text that a vocabulary gives to a subject; predicates of SKOS without their address."""

    subject: str
    predicate: str
    text: str
    language: str


def read_skos(path: str | Path) -> Glossary:
    """Return the concepts of a SKOS vocabulary in Turtle that have a Chinese or English label.

    Raises:
        DuizhaoError: The file cannot be read, is no Turtle, or has no SKOS label; or pyoxigraph is not installed.
    """
    subjects: dict[str, list[_Literal]] = defaultdict(list)
    for literal in _literals(path):
        subjects[literal.subject].append(literal)
    unread: Counter[str] = Counter()
    concepts: dict[str, Concept] = {}
    for subject, some in subjects.items():
        if concept := _concept(subject, some, unread):
            # two schemes may number their concepts alike: the second keeps its whole address
            concepts[subject if concept.id in concepts else concept.id] = concept
    if not concepts:
        raise DuizhaoError(_("has no SKOS labels in Chinese or English"), file=path)
    unique = (replace(concept, id=id) for id, concept in concepts.items())
    return Glossary(unique, name=Path(path).name, warnings=left_out(unread))


def _literals(path: str | Path) -> Iterator[_Literal]:
    """Yield the texts of named subjects, in order; no label of a thesaurus stands in a blank node."""
    graph = _pyoxigraph()
    try:
        for triple in graph.parse(path=str(path), format=graph.RdfFormat.TURTLE):
            if isinstance(triple.subject, graph.NamedNode) and isinstance(triple.object, graph.Literal):
                predicate = triple.predicate.value.removeprefix(_SKOS)
                yield _Literal(triple.subject.value, predicate, triple.object.value, triple.object.language or "")
    except SyntaxError as error:
        reason = str(error.msg).split(": ", 1)[-1]
        raise DuizhaoError(_("is not Turtle: {reason}").format(reason=reason), file=path, line=error.lineno) from error
    except OSError as error:
        raise unreadable(error, path) from error


def _pyoxigraph() -> Any:
    # 21 MB for a format that few read: an extra, faster by ten times than what Python alone does
    try:
        import pyoxigraph
    except ImportError as error:
        message = _("SKOS needs one more package; install it with: pip install 'duizhao[skos]'")
        raise DuizhaoError(message) from error
    return pyoxigraph


def _concept(subject: str, some: list[_Literal], unread: Counter[str]) -> Concept | None:
    terms: list[Term] = []
    notes: dict[str, list[str]] = defaultdict(list)
    for literal in some:
        name = literal.predicate
        language = _LANGUAGES.get(literal.language[:2].lower())
        if name in (*_LABELS, "hiddenLabel"):
            if language is None:
                unread[_("labels in other languages")] += 1
            elif name == "hiddenLabel":
                unread[_("hidden labels")] += 1
            else:
                terms.append(Term(literal.text, language, _LABELS[name]))
        elif name in _NOTES and language is not None:
            notes[name].append(literal.text)
        elif name.rsplit("/", 1)[-1] == "modified":
            notes["date"].append(literal.text[:10])
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
