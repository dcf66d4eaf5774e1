"""Terms: the glossary's rendering is missing, or one that must not be used stands there.

A missing rendering is a warning where the glossary approves the term and the rest of the memory renders it as the
glossary does (or has no other place to tell). What is often translated otherwise is a word that the sentence decides
on, and only noted.
"""

from collections.abc import Iterator, Sequence

import regex as re

from ..checked_pair import CheckedPair
from ..finding import Remark, Severity, TextSpan, shown
from ..norms import MemoryNorms
from ..terminology import Terminology, Use
from .check import Context, pair_check

# a term of so many characters is unambiguous, whatever the other places say; one of four nearly so
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


@pair_check("terms")
def check_terms(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """A term's approved or accepted rendering is missing, or a forbidden or deprecated one is used."""
    if context.terminology is None or not pair.both:
        return
    for use in _once_each(context.terminology.of(pair.index).uses):
        if use.rendering:
            continue
        spans = [TextSpan(use.start, use.end)]
        zh, wanted = pair.zh.text[use.start : use.end], _wanted(use, context.terminology)
        if use.unwanted:
            yield Remark("warning", "unwanted", (zh, wanted, use.unwanted), spans, [TextSpan(*use.span)])
        elif wanted:
            severity: Severity = "warning" if _is_demanded(use, pair, context) else "info"
            yield Remark(severity, "missing", (zh, wanted), spans)


@pair_check("forbidden")
def check_forbidden(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """An expression that the settings forbid is used."""
    for rule in context.settings.forbidden:
        text = pair.text(rule.side)
        if spans := rule.find(text):
            values, marks = shown(text, spans, 5), {rule.side: spans}
            if rule.message:
                yield Remark(rule.severity, "explained", (values, rule.message), **marks)
            else:
                yield Remark(rule.severity, "found", (values,), **marks)


def _once_each(uses: Sequence[Use]) -> list[Use]:
    """Return the first use of each concept: one rendering in the English is enough for all of them."""
    first: dict[str, Use] = {}
    for use in uses:
        first.setdefault(use.concept, use)
    return list(first.values())


def _wanted(use: Use, terminology: Terminology) -> str:
    concepts = [terminology.concept(id) for id in use.concepts]
    return " / ".join(dict.fromkeys(concept.text("en") for concept in concepts if concept.renderings("en")))


def _is_demanded(use: Use, pair: CheckedPair, context: Context) -> bool:
    """Whether the rendering should be there: the glossary approves it, and the memory shows that it is usual."""
    terminology = context.terminology
    return (
        terminology is not None
        and terminology.concept(use.concept).status == "approved"
        and use.end - use.start >= _SHORTEST
        and not _is_short_form(use, pair, terminology)
        and _is_usual(use, context.norms)
    )


def _is_usual(use: Use, norms: MemoryNorms) -> bool:
    """Whether the other places of the memory have the glossary's rendering; the shorter the term, the more of them."""
    length, uses, rendered = use.end - use.start, norms.uses[use.concept], norms.rendered[use.concept]
    if length >= _VERY_LONG:
        return True
    if length >= _LONG:
        return uses <= _FEW or rendered >= _SHARE_LONG * (uses - 1)
    return rendered >= max(_PLACES_SHORT, _SHARE_SHORT * (uses - 1))


def _is_short_form(use: Use, pair: CheckedPair, terminology: Terminology) -> bool:
    """Whether a pronoun or a short form (``the Office``) may stand for the name of an organ."""
    concept = terminology.concept(use.concept)
    if not any(term.pos == "proper noun" for term in concept.terms):
        return False
    if use.variant and use.end - use.start < _VERY_LONG:
        return True
    if _PRONOUN.search(pair.en.text) and terminology.named_before(pair.index, concept.id):
        return True
    names = {word for rendering in concept.renderings("en") for word in _CAPITAL.findall(rendering.text)}
    there = names & set(_CAPITAL.findall(pair.en.text)[1:])
    # most of a name's words, but not the name: that is the name written wrongly, no short form
    return len(names) >= _NAME_WORDS and 0 < len(there) <= max(1, len(names) // _NAME_WORDS)
