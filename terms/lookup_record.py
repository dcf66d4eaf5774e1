"""An answer for machines: JSON values, or rows of a table."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from .concept import record_of
from .contexts import Concordance
from .lookup import Answer, Hit, renderings_for
from .table import escape

ROW = ("how", "score", "query", "term", "rendering", "status", "domain", "source", "note", "id")


def answer_record(answer: Answer, found: Concordance | None = None) -> dict[str, Any]:
    """Return an answer as plain values."""
    record: dict[str, Any] = {
        "query": answer.query,
        "language": answer.language,
        "hits": [_hit_record(hit) for hit in answer.hits],
        "more": answer.more,
        "nearest": [_hit_record(hit) for hit in answer.nearest],
    }
    if found is not None:
        record["memory"] = {
            "pairs": len(found.lines),
            "counts": dict(found.counts),
            "otherwise": found.unknown,
            "guess": found.guess,
            "lines": [{**asdict(line), "renderings": [term.text for term in line.renderings]} for line in found.lines],
        }
    return record


def _hit_record(hit: Hit) -> dict[str, Any]:
    return {
        "how": hit.how,
        "score": round(hit.score, 1),
        "term": hit.term.text,
        "renderings": [
            {"text": term.text, "status": term.status, **({"kind": term.kind} if term.kind else {})}
            for term in renderings_for(hit)
        ],
        "concept": record_of(hit.concept),
    }


def answer_rows(answer: Answer, found: Concordance | None = None) -> Iterator[tuple[str, ...]]:
    """Yield an answer as a table with a header: a row a rendering; the pairs of a concordance follow as rows."""
    yield ROW
    for hit in (*answer.hits, *answer.nearest):
        for term in renderings_for(hit):
            concept = hit.concept
            yield tuple(
                escape(cell)
                for cell in (
                    hit.how,
                    f"{hit.score:.1f}",
                    answer.query,
                    hit.term.text,
                    term.text,
                    term.status,
                    concept.domain,
                    concept.source,
                    concept.note,
                    concept.id,
                )
            )
    for line in found.lines if found else ():
        sides = (line.zh, line.en) if answer.language == "zh" else (line.en, line.zh)
        used = "|".join(term.text for term in line.renderings)
        yield tuple(escape(cell) for cell in ("memory", "", answer.query, *sides, used, "", "", "", line.id))
