"""A concept as plain values, for JSON: everything it has, and back."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, get_args

from ..i18n import _
from .entry import TERM_STATUSES, Concept, ConceptStatus, Example, Term, TermKind


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


def concept_from(record: Mapping[str, Any]) -> Concept:
    """Return the concept of a record.

    Raises:
        ValueError: A field is missing, unknown or of the wrong kind.
    """
    if not isinstance(record, Mapping):
        raise ValueError(_("an entry is no object"))
    terms = tuple(_build(Term, each) for each in _list(record, "terms"))
    examples = tuple(_build(Example, {"id": "", "zh": "", "en": "", **each}) for each in _list(record, "examples"))
    rest = {name: value for name, value in record.items() if name not in ("terms", "examples")}
    concept: Concept = _build(Concept, {**rest, "terms": terms, "examples": examples})
    if concept.status not in get_args(ConceptStatus):
        raise ValueError(_("unknown status of a concept: {status!r}").format(status=concept.status))
    for term in terms:
        if term.status not in TERM_STATUSES or term.language not in ("zh", "en") or term.kind not in get_args(TermKind):
            raise ValueError(_("unknown status, language or kind of the term {text!r}").format(text=term.text))
    return concept


def _list(record: Mapping[str, Any], name: str) -> list[Any]:
    value = record.get(name, [])
    if not isinstance(value, list):
        raise ValueError(_("{name} is no list").format(name=name))
    return value


def _build(kind: type[Any], values: Any) -> Any:
    """Return a value of a dataclass whose fields are all of the declared simple kinds."""
    if not isinstance(values, Mapping):
        raise ValueError(_("an entry is no object"))
    known = {field.name: field for field in fields(kind)}
    for name, value in values.items():
        if name not in known:
            raise ValueError(_("unknown field {name!r}").format(name=name))
        default = known[name].default
        simple = str if not isinstance(default, bool | int | float) else type(default)
        if name not in ("terms", "examples") and not (
            type(value) is simple or (simple is float and type(value) is int)
        ):
            raise ValueError(_("{name} is of the wrong kind: {value!r}").format(name=name, value=value))
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(str(error)) from error
