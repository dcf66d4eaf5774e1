"""What a format cannot say, counted: every writer names the fields it keeps, the rest is reported."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ...i18n import _
from ..concept import Concept

# fields of a concept, and of a term, that a format may keep
CONCEPT_FIELDS = ("domain", "definition", "note", "source", "date", "frequency", "documents", "score", "examples")
TERM_FIELDS = ("kind", "pos", "case", "note", "source", "frequency")


def losses(
    concepts: Iterable[Concept],
    *,
    keeps: Sequence[str],
    term_keeps: Sequence[str] = (),
    statuses: bool = True,
    candidates: bool = True,
) -> list[str]:
    """Return a line for each kind of thing that a format leaves out, with how many times.

    Args:
        concepts: What is written.
        keeps: Fields of concepts that the format keeps.
        term_keeps: Fields of terms that it keeps.
        statuses: Whether it tells preferred, accepted, deprecated and forbidden terms apart.
        candidates: Whether it tells candidates from approved concepts.
    """
    lost: Counter[str] = Counter()
    for concept in concepts:
        lost.update(name for name in CONCEPT_FIELDS if name not in keeps and getattr(concept, name))
        lost["status of the concept"] += not candidates and concept.status == "candidate"
        for term in concept.terms:
            lost.update(f"{name} of a term" for name in TERM_FIELDS if name not in term_keeps and getattr(term, name))
            lost["status of a term"] += not statuses and term.status in ("deprecated", "forbidden")
    return [
        _("{what}: not kept, {count} times").format(what=_(what), count=count) for what, count in lost.items() if count
    ]
