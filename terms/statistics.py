"""A glossary in figures."""

from collections import Counter
from typing import Any

from .glossary import Glossary
from .merging import conflicts


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
