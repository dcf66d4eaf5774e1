"""Terms: the glossary's rendering is missing, or one that must not be used stands there.

A term is reported when it is missing against the evidence: the glossary approves it, and the rest of the memory
renders it as the glossary does (or has no other place to tell). What is often rendered otherwise is a word that the
sentence decides on, and only noted.
"""

from collections.abc import Iterator, Sequence

from .context import Context
from .finding import Finding, Severity, Span
from .reporting import finding
from .terminology import Terminology, Use
from .unit import Unit

# a term of so many characters is unambiguous even where the memory has no other place to tell
_LONG = 4
# the share of other places that must have the glossary's rendering; more where the term is short
_SHARE_LONG, _SHARE_SHORT = 0.6, 0.8
_PLACES_SHORT = 3


def check_terms(unit: Unit, context: Context) -> Iterator[Finding]:
    """A term's approved or accepted rendering is missing, or a forbidden or deprecated one is used."""
    if context.terminology is None or not unit.both:
        return
    for use in _once_each(context.terminology.units[unit.index].uses):
        spans = [Span(use.start, use.end)]
        zh, wanted = unit.zh.text[use.start : use.end], _wanted(use)
        if use.unwanted:
            en = [Span(*use.span)]
            yield finding(unit, "terms", "warning", "terms.unwanted", (zh, wanted, use.unwanted), spans, en)
        elif not use.rendering and wanted:
            severity = _severity(use, context.terminology)
            yield finding(unit, "terms", severity, "terms.missing", (zh, wanted), spans)


def _once_each(uses: Sequence[Use]) -> list[Use]:
    """Return the first use of each concept: one rendering in the English answers for all of them."""
    first: dict[str, Use] = {}
    for use in uses:
        first.setdefault(use.concept.id, use)
    return list(first.values())


def _wanted(use: Use) -> str:
    texts = (concept.text("en") for concept, _term in use.readings if concept.renderings("en"))
    return " / ".join(dict.fromkeys(texts))


def _severity(use: Use, terminology: Terminology) -> Severity:
    """Return ``warning`` where the evidence says that the rendering should be there, else ``info``."""
    if use.concept.status != "approved":
        return "info"
    places = terminology.occurrences[use.concept.id] - 1
    answered = terminology.answered_uses[use.concept.id]
    long = use.end - use.start >= _LONG
    if long:
        return "warning" if places == 0 or answered >= _SHARE_LONG * places else "info"
    return "warning" if places >= _PLACES_SHORT and answered >= _SHARE_SHORT * places else "info"
