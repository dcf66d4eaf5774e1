"""JSON: everything a glossary has."""

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, BinaryIO, get_args

from ...errors import DuizhaoError
from ...i18n import _
from ...tmx.formats.table_files import read_text
from ..glossary import TERM_STATUSES, Concept, ConceptStatus, Example, Glossary, Term, TermKind, record_of
from .glossary_table import best_first


def read_json(path: str | Path) -> Glossary:
    """Return the glossary of a JSON file that `write_json` wrote.

    Raises:
        DuizhaoError: No JSON, or an entry that is none, with its number.
    """
    text, _encoding = read_text(path)
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise DuizhaoError(_("is not JSON"), file=path, line=line) from error
    records = data.get("concepts") if isinstance(data, dict) else data
    if not isinstance(records, list):
        raise DuizhaoError(_('is not a glossary: it has no list "concepts"'), file=path)
    concepts = []
    for number, record in enumerate(records, 1):
        try:
            concepts.append(concept_from(record))
        except (ValueError, AttributeError) as error:
            message = _("concept {number}: {reason}").format(number=number, reason=error)
            raise DuizhaoError(message, file=path) from error
    return Glossary(concepts, name=Path(path).name)


def write_json(glossary: Glossary, stream: BinaryIO) -> list[str]:
    """Write a glossary as JSON, best first; nothing is lost."""
    data = {"name": glossary.name, "concepts": [record_of(concept) for concept in best_first(glossary)]}
    stream.write((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))
    return []


def concept_from(record: Mapping[str, Any]) -> Concept:
    """Return the concept of a record.

    Raises:
        ValueError: A field is missing, unknown or of the wrong kind.
    """
    if not isinstance(record, Mapping):
        raise ValueError(_("an entry is not a JSON object"))
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
        raise ValueError(_("{name} is not a list").format(name=name))
    return value


def _build(kind: type[Any], values: Any) -> Any:
    """Return a value of a dataclass whose fields are all of the declared simple kinds."""
    if not isinstance(values, Mapping):
        raise ValueError(_("an entry is not a JSON object"))
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
