"""Checks of a glossary: each a function that yields findings, in a table by code.

E codes are errors that make tools contradict the user; W codes want a look.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from ..i18n import _
from ..language import Language
from ..language.comparison_keys import term_key
from ..language.script import has_han
from .glossary import Concept, Glossary, first_keys
from .merging import conflicts

_PAIRS = {"(": ")", "（": "）", "《": "》", "“": "”", "[": "]"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_SPACES = regex.compile(r"^\s|\s$|\s\s|[\p{Zl}\p{Zp}\p{Cc}\p{Cf}]")


@dataclass(frozen=True, slots=True)
class GlossaryProblem:
    """One finding.

    Attributes:
        code: Code of the check, ``E101``.
        id: Id of the concept.
        term: The term concerned, or the concept's first Chinese term.
        message: What is wrong.
    """

    code: str
    id: str
    term: str
    message: str

    @property
    def is_error(self) -> bool:
        """Whether it is an error."""
        return self.code.startswith("E")


def validate(glossary: Glossary) -> list[GlossaryProblem]:
    """Return all findings of all checks, in the order of the codes."""
    return [GlossaryProblem(code, *found) for code, check in CHECKS.items() for found in check(glossary)]


_Found = tuple[str, str, str]


def _one_language(glossary: Glossary) -> Iterator[_Found]:
    """The concept has no usable term in one of the languages."""
    for concept in glossary:
        for renderings, name in ((concept.renderings("zh"), "Chinese"), (concept.renderings("en"), "English")):
            if not renderings:
                yield concept.id, _name(concept), _("no usable {language} term").format(language=_(name))


def _twice(glossary: Glossary) -> Iterator[_Found]:
    """Two concepts have the same first terms."""
    seen: dict[tuple[str, str], str] = {}
    for concept in glossary:
        key = first_keys(concept)
        if key in seen:
            yield concept.id, _name(concept), _("the same as {id}; merge them").format(id=seen[key])
        seen.setdefault(key, concept.id)


def _contradicts_itself(glossary: Glossary) -> Iterator[_Found]:
    """A term of a concept is both usable and not."""
    for concept in glossary:
        usable = {(term.language, term.text) for term in concept.terms if term.usable}
        for term in concept.terms:
            if not term.usable and (term.language, term.text) in usable:
                yield concept.id, term.text, _("both {status} and to be used").format(status=term.status)


def _many_preferred(glossary: Glossary) -> Iterator[_Found]:
    """A concept has several preferred terms in one language."""
    for concept in glossary:
        counts = Counter(term.language for term in concept.terms if term.status == "preferred")
        for language, count in counts.items():
            if count > 1:
                message = _("{count} preferred terms in {language}; prefer one, accept the others")
                yield concept.id, _name(concept), message.format(count=count, language=language)


def _conflict(glossary: Glossary) -> Iterator[_Found]:
    """One Chinese term has different English in several concepts."""
    for conflict in conflicts(glossary):
        renderings = "; ".join(f"{concept.id} {concept.text('en')}" for concept in conflict.concepts)
        yield conflict.concepts[0].id, conflict.zh, _("several concepts: {renderings}").format(renderings=renderings)


def _forbidden_elsewhere(glossary: Glossary) -> Iterator[_Found]:
    """A term that one concept forbids is another's for the same term of the other language."""
    usable: dict[tuple[str, str], list[Concept]] = defaultdict(list)
    for concept, term in glossary.terms():
        if term.usable:
            usable[term.language, term_key(term.text, term.language)].append(concept)
    for concept, term in glossary.terms():
        if term.usable:
            continue
        other: Language = "en" if term.language == "zh" else "zh"
        mine = {term_key(t.text, other) for t in concept.renderings(other)}
        for rival in usable[term.language, term_key(term.text, term.language)]:
            theirs = {term_key(t.text, other) for t in rival.renderings(other)}
            if rival.id != concept.id and mine & theirs:
                message = _("{status} here, to be used in {id}")
                yield concept.id, term.text, message.format(status=term.status, id=rival.id)


def _script(glossary: Glossary) -> Iterator[_Found]:
    """A term is not in the script of its language."""
    for concept, term in glossary.terms():
        if term.language == "en" and has_han(term.text):
            yield concept.id, term.text, _("an English term with Chinese characters")
        if term.language == "zh" and not has_han(term.text) and term.kind != "acronym":
            yield concept.id, term.text, _("a Chinese term without Chinese characters")


def _spaces(glossary: Glossary) -> Iterator[_Found]:
    """A term has doubled or outer spaces, or characters that cannot be seen."""
    for concept, term in glossary.terms():
        if _SPACES.search(term.text):
            yield concept.id, term.text, _("doubled or outer spaces, or characters that cannot be seen")
        if unicodedata.normalize("NFC", term.text) != term.text:
            yield concept.id, term.text, _("not in Unicode's normal form C")


def _brackets(glossary: Glossary) -> Iterator[_Found]:
    """A term opens a bracket or quotation mark that it does not close."""
    for concept, term in glossary.terms():
        stack: list[str] = []
        for character in term.text:
            if character in _PAIRS:
                stack.append(character)
            elif character in _CLOSERS and (not stack or stack.pop() != _CLOSERS[character]):
                stack.append("?")
                break
        if stack:
            yield concept.id, term.text, _("a bracket or quotation mark without its other half")


def _name(concept: Concept) -> str:
    return concept.text("zh") or concept.text("en")


CHECKS: dict[str, Callable[[Glossary], Iterator[_Found]]] = {
    "E101": _one_language,
    "E102": _twice,
    "E103": _contradicts_itself,
    "E104": _forbidden_elsewhere,
    "W201": _conflict,
    "W202": _many_preferred,
    "W301": _script,
    "W302": _spaces,
    "W303": _brackets,
}
