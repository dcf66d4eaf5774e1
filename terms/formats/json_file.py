"""JSON: everything a glossary has."""

import json
from pathlib import Path
from typing import BinaryIO

from ...errors import DuizhaoError
from ...i18n import _
from ...tmx.formats.table_files import read_text
from ..concept import concept_from, record_of
from ..glossary import Glossary
from .glossary_tables import best_first


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
        raise DuizhaoError(_("is no JSON"), file=path, line=line) from error
    records = data.get("concepts") if isinstance(data, dict) else data
    if not isinstance(records, list):
        raise DuizhaoError(_('is no glossary: it has no list "concepts"'), file=path)
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
