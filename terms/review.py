"""A page to review candidates in a browser: accept, reject, correct; the result is saved as a glossary file.

One file without network: styles, script and data are in it.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..i18n import _, current_language
from .concept_row import COLUMNS, row_of
from .extraction.candidates import Candidate

if TYPE_CHECKING:
    from jinja2 import Template


def review_page(candidates: Sequence[Candidate], title: str) -> str:
    """Return the page of some candidates; known ones stand apart, without buttons.

    Args:
        candidates: What `extract_terms` returned.
        title: Heading, e.g. the names of the files.
    """
    return _template().render(
        title=title,
        language=current_language(),
        columns=COLUMNS,
        fresh=[_row(candidate) for candidate in candidates if not candidate.known],
        known=[_row(candidate) for candidate in candidates if candidate.known],
        _=_,
    )


def _row(candidate: Candidate) -> dict[str, Any]:
    """Return what the page shows of a candidate, and the table row that accepting it saves."""
    concept = candidate.concept
    return {
        "kind": candidate.kind,
        "zh": concept.text("zh"),
        "en": concept.text("en"),
        "renderings": [(term.text, term.frequency) for term in concept.en],
        "frequency": concept.frequency,
        "otherwise": candidate.otherwise,
        "documents": concept.documents,
        "score": concept.score,
        "examples": concept.examples,
        "row": row_of(replace(concept, status="approved")),
    }


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    source = files(__package__).joinpath("data", "review.html").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
        source
    )
