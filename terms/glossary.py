"""Concepts, their terms, and the glossary that holds them: what every format is read into (ISO 30042's termEntry)."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from ..errors import DuizhaoError
from ..i18n import _
from ..language import Language
from ..language.comparison_keys import term_key

TermStatus = Literal["preferred", "accepted", "deprecated", "forbidden"]
TermKind = Literal["", "full", "short", "acronym", "variant"]
ConceptStatus = Literal["approved", "candidate"]

# best first: the order in which terms are shown, and in which one of two duplicates is kept
TERM_STATUSES: tuple[TermStatus, ...] = ("preferred", "accepted", "deprecated", "forbidden")
# fields of a concept, and of a term, that a format may keep
CONCEPT_FIELDS = ("domain", "definition", "note", "source", "date", "frequency", "documents", "score", "examples")
TERM_FIELDS = ("kind", "pos", "case", "note", "source", "frequency")


@dataclass(frozen=True, slots=True)
class Term:
    """One name of a concept in one language.

    Attributes:
        text: The term as it is to be written.
        language: Its language.
        status: How it may be used; ``forbidden`` is a rendering that must not be used.
        kind: Full form, short form, acronym, variant; empty where nobody said.
        pos: Part of speech, as the source names it.
        case: Whether its capitals are demanded (``Member States`` is then not ``member states``).
        note: Usage note.
        source: Where it comes from.
        frequency: Occurrences counted, 0 where nobody counted.
    """

    text: str
    language: Language
    status: TermStatus = "preferred"
    kind: TermKind = ""
    pos: str = ""
    case: bool = False
    note: str = ""
    source: str = ""
    frequency: int = 0

    @property
    def usable(self) -> bool:
        """Whether it is preferred or accepted."""
        return self.status in ("preferred", "accepted")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence pair in which a concept occurs.

    Attributes:
        id: Id of the pair in its bitext.
        zh: Chinese sentence.
        en: English sentence.
    """

    id: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept with its Chinese and English terms.

    Attributes:
        id: Unique in its glossary, the same from one reading to the next.
        terms: All terms, of both languages, the preferred one of a language before its others.
        domain: Subject field.
        definition: What it is.
        note: Remark for the translator.
        source: Document symbol or database (UNTERM, UNBIS).
        date: ISO date of the entry, or empty.
        status: ``approved``, or ``candidate`` where a person has still to decide.
        frequency: Occurrences counted, 0 where nobody counted.
        documents: Documents in which they were counted.
        score: Strength of the proof, 0..1, where it was extracted; 0 otherwise.
        examples: Sentence pairs.
    """

    id: str
    terms: tuple[Term, ...]
    domain: str = ""
    definition: str = ""
    note: str = ""
    source: str = ""
    date: str = ""
    status: ConceptStatus = "approved"
    frequency: int = 0
    documents: int = 0
    score: float = 0.0
    examples: tuple[Example, ...] = ()

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    @property
    def zh(self) -> tuple[Term, ...]:
        """The Chinese terms."""
        return self.of("zh")

    @property
    def en(self) -> tuple[Term, ...]:
        """The English terms."""
        return self.of("en")

    def of(self, language: Language) -> tuple[Term, ...]:
        """Return the terms of one language."""
        return tuple(term for term in self.terms if term.language == language)

    def renderings(self, language: Language) -> tuple[Term, ...]:
        """Return the terms of one language that may be used, preferred ones first."""
        return tuple(sorted((term for term in self.of(language) if term.usable), key=rank))

    def preferred(self, language: Language) -> Term | None:
        """Return the term to use first, or None where the language has none that may be used."""
        usable = self.renderings(language)
        return usable[0] if usable else None

    def text(self, language: Language) -> str:
        """Return the text of the term to use first; of any term where none may be used; empty without terms."""
        terms = self.renderings(language) or self.of(language)
        return terms[0].text if terms else ""


def rank(term: Term) -> int:
    """Return a term's place among the statuses, 0 = preferred."""
    return TERM_STATUSES.index(term.status)


def losses(
    concepts: Iterable[Concept],
    *,
    keeps: Sequence[str],
    term_keeps: Sequence[str] = (),
    statuses: bool = True,
    candidates: bool = True,
) -> list[str]:
    """Return a line for each kind of thing that a format leaves out, with how many times.

    Args:
        concepts: What is written.
        keeps: Fields of concepts that the format keeps.
        term_keeps: Fields of terms that it keeps.
        statuses: Whether it tells preferred, accepted, deprecated and forbidden terms apart.
        candidates: Whether it tells candidates from approved concepts.
    """
    lost: Counter[str] = Counter()
    for concept in concepts:
        lost.update(name for name in CONCEPT_FIELDS if name not in keeps and getattr(concept, name))
        lost["status of the concept"] += not candidates and concept.status == "candidate"
        for term in concept.terms:
            lost.update(f"{name} of a term" for name in TERM_FIELDS if name not in term_keeps and getattr(term, name))
            lost["status of a term"] += not statuses and term.status in ("deprecated", "forbidden")
    return [
        _("{what}: not kept, {count} times").format(what=_(what), count=count) for what, count in lost.items() if count
    ]


def left_out(unread: Mapping[str, int]) -> list[str]:
    """Return a line for each kind of thing that reading left out, given with how many times."""
    return [_("{what}: left out, {count} times").format(what=what, count=count) for what, count in unread.items()]


def concept_id(zh: str, en: str) -> str:
    """Return an id that depends on the two preferred terms only, the same in every file and order."""
    return "c" + hashlib.blake2b(f"{zh}\t{en}".encode(), digest_size=5).hexdigest()


def with_id(concept: Concept) -> Concept:
    """Return a concept with an id: its own, or that of its terms (see `concept_id`)."""
    return concept if concept.id else replace(concept, id=concept_id(concept.text("zh"), concept.text("en")))


def first_keys(concept: Concept) -> tuple[str, str]:
    """Return the comparison keys of a concept's Chinese and English terms to use first."""
    return term_key(concept.text("zh"), "zh"), term_key(concept.text("en"), "en")


def record_of(concept: Concept) -> dict[str, Any]:
    """Return a concept as dictionaries and lists; empty fields are left out."""
    lean: dict[str, Any] = _lean(asdict(concept))
    return lean


def _lean(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _lean(each) for name, each in value.items() if each not in ("", (), 0, 0.0, False)}
    if isinstance(value, list | tuple):
        return [_lean(each) for each in value]
    return value


class Glossary:
    """Concepts in order, with an index over the forms of each language, built at its first look-up.

    Args:
        concepts: The concepts; ids must differ.
        name: Name for people, e.g. of the file.
        warnings: What reading could not keep or had to guess, a line each.

    Raises:
        DuizhaoError: Two concepts have one id.
    """

    __slots__ = ("_by_id", "_index", "concepts", "name", "warnings")

    def __init__(self, concepts: Iterable[Concept], name: str = "", warnings: Iterable[str] = ()) -> None:
        self.concepts: tuple[Concept, ...] = tuple(concepts)
        self.name = name
        self.warnings: tuple[str, ...] = tuple(warnings)
        self._index: dict[Language, dict[str, list[tuple[Concept, Term]]]] = {}
        self._by_id: dict[str, Concept] = {}
        for concept in self.concepts:
            if concept.id in self._by_id:
                message = _("two concepts have the id {id}; give one of them another, or merge them")
                raise DuizhaoError(message.format(id=concept.id), file=name or None)
            self._by_id[concept.id] = concept

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)

    def __len__(self) -> int:
        return len(self.concepts)

    def __repr__(self) -> str:
        return f"Glossary({self.name!r}, {len(self)} concepts)"

    def concept(self, id: str) -> Concept | None:
        """Return the concept with an id, or None."""
        return self._by_id.get(id)

    def find(self, form: str, language: Language) -> list[tuple[Concept, Term]]:
        """Return the terms that are ``form``, compared as `term_key` says, in the glossary's order."""
        return list(self.forms(language).get(term_key(form, language), ()))

    def forms(self, language: Language) -> dict[str, list[tuple[Concept, Term]]]:
        """Return folded form -> its terms with their concepts, in the glossary's order."""
        if language not in self._index:
            index: dict[str, list[tuple[Concept, Term]]] = {}
            for concept, term in self.terms(language):
                index.setdefault(term_key(term.text, language), []).append((concept, term))
            self._index[language] = index
        return self._index[language]

    def terms(self, language: Language | None = None) -> Iterator[tuple[Concept, Term]]:
        """Yield every term with its concept, of one language or of both."""
        for concept in self.concepts:
            for term in concept.terms:
                if language is None or term.language == language:
                    yield concept, term
