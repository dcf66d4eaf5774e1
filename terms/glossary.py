"""The Glossary: concepts in order, found by any of their forms."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from ..errors import DuizhaoError
from ..i18n import _
from ..language import Language
from ..language.comparison_keys import term_key
from ..tmx.formats.table_files import open_table
from .concept import Concept, Term
from .concept_row import table_concepts

SHIPPED = "un_terms.tsv"


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


@cache
def shipped_glossary() -> Glossary:
    """Return the UN glossary that is installed with the package."""
    resource = files(__package__).joinpath("data", SHIPPED)
    try:
        data = resource.read_bytes()
    except OSError as error:
        raise DuizhaoError(_("the shipped glossary is missing; install duizhao again"), file=SHIPPED) from error
    return Glossary(table_concepts(open_table(data, name=SHIPPED).rows, file=SHIPPED), name=SHIPPED)
