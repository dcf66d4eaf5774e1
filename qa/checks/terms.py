"""Terms: the glossary's rendering is missing, or one that must not be used stands there.

A term is reported when it is missing against the evidence: the glossary approves it, and the rest of the memory
renders it as the glossary does (or has no other place to tell). What is often rendered otherwise is a word that the
sentence decides on, and only noted.
"""

from collections.abc import Iterator, Sequence

import regex as re

from ..context import Context
from ..finding import Finding, Severity, Span, finding
from ..terminology import Terminology, Use
from ..unit import Unit

# a term of so many characters is unambiguous: no evidence against it but the opposite of all other places
_LONG = 4
_VERY_LONG = 6
# the share of other places that must have the glossary's rendering; more where the term is short
_SHARE_LONG, _SHARE_SHORT = 0.5, 0.65
_PLACES_SHORT = 5
# so few places tell nothing against a long term
_FEW = 4
_SHORTEST = 3
_NAME_WORDS = 3
_PRONOUN = re.compile(r"\b(?:it|its|itself|they|their|them)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"\b\p{Lu}\p{Ll}{3,}\b")


def check_terms(unit: Unit, context: Context) -> Iterator[Finding]:
    """A term's approved or accepted rendering is missing, or a forbidden or deprecated one is used."""
    if context.terminology is None or not unit.both:
        return
    for use in _once_each(context.terminology.of(unit.index).uses):
        if use.rendering:
            continue
        spans = [Span(use.start, use.end)]
        zh, wanted = unit.zh.text[use.start : use.end], _wanted(use, context.terminology)
        if use.unwanted:
            en = [Span(*use.span)]
            yield finding(unit, "terms", "warning", "terms.unwanted", (zh, wanted, use.unwanted), spans, en)
        elif wanted:
            severity = _severity(use, unit, context.terminology)
            yield finding(unit, "terms", severity, "terms.missing", (zh, wanted), spans)


def _once_each(uses: Sequence[Use]) -> list[Use]:
    """Return the first use of each concept: one rendering in the English answers for all of them."""
    first: dict[str, Use] = {}
    for use in uses:
        first.setdefault(use.concept, use)
    return list(first.values())


def _wanted(use: Use, terminology: Terminology) -> str:
    concepts = [terminology.concept(id) for id in use.concepts]
    return " / ".join(dict.fromkeys(concept.text("en") for concept in concepts if concept.renderings("en")))


def _severity(use: Use, unit: Unit, terminology: Terminology) -> Severity:
    """Return ``warning`` where the evidence says that the rendering should be there, else ``info``."""
    length = use.end - use.start
    if (
        terminology.concept(use.concept).status != "approved"
        or length < _SHORTEST
        or _is_short_form(use, unit, terminology)
    ):
        return "info"
    places = terminology.occurrences[use.concept]
    answered = terminology.answered_uses[use.concept]
    if length >= _VERY_LONG:
        return "warning"
    if length >= _LONG:
        return "warning" if places <= _FEW or answered >= _SHARE_LONG * (places - 1) else "info"
    return "warning" if answered >= max(_PLACES_SHORT, _SHARE_SHORT * (places - 1)) else "info"


def _is_short_form(use: Use, unit: Unit, terminology: Terminology) -> bool:
    """Whether a pronoun or a short form (``the Office``) may stand for the name of an organ."""
    concept = terminology.concept(use.concept)
    if not any(term.pos == "proper noun" for term in concept.terms):
        return False
    if use.variant and use.end - use.start < _VERY_LONG:
        return True
    if _PRONOUN.search(unit.en.text) and terminology.named_before(unit.index, concept.id):
        return True
    names = {word for rendering in concept.renderings("en") for word in _CAPITAL.findall(rendering.text)}
    there = names & set(_CAPITAL.findall(unit.en.text)[1:])
    # most of a name's words, but not the name: that is the name written wrongly, no short form
    return len(names) >= _NAME_WORDS and 0 < len(there) <= max(1, len(names) // _NAME_WORDS)
