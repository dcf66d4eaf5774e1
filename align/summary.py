"""What an alignment came to, in figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ..corpora.document import Document
from ..language.segmentation import sentence_spans
from .bitext import LOW, Bitext, Pair

_REASONS = ("number", "contents", "order", "sentence", "confirmed", "leftover")


@dataclass(frozen=True, slots=True)
class FileFigures:
    """One document: its name, language, encoding, symbol, title, and its blocks by kind."""

    source: str
    language: str
    encoding: str
    symbol: str
    title: str
    blocks: dict[str, int]
    furniture: int


@dataclass(frozen=True, slots=True)
class Summary:
    """One alignment.

    Attributes:
        files: The two documents; empty where the bitext was made from lines.
        paragraphs: Paragraphs by how they were paired: ``number``, ``contents``, ``order``, ``leftover``.
        others: The same for headings, notes, items and all the rest.
        left_over: Pairs with one side only: Chinese, English.
        beads: Sentence beads by shape, ``1-1`` first.
        low: Pairs under 0.5 confidence.
        pairs: All pairs with both sides.
        warnings: What the user must know, a line each.
    """

    files: tuple[FileFigures, ...]
    paragraphs: dict[str, int]
    others: dict[str, int]
    left_over: dict[str, int]
    beads: dict[str, int]
    low: int
    pairs: int
    warnings: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the summary for JSON."""
        return asdict(self)


def summarise(bitext: Bitext) -> Summary:
    """Return the figures of a bitext."""
    files = tuple(_figures(document) for document in (bitext.zh, bitext.en) if document is not None)
    alone = [pair for pair in bitext if not pair.matched]
    return Summary(
        files,
        _paired([pair for pair in bitext if pair.kind == "paragraph"]),
        _paired([pair for pair in bitext if pair.kind != "paragraph"]),
        {"zh": sum(bool(pair.zh) for pair in alone), "en": sum(bool(pair.en) for pair in alone)},
        _shapes(bitext),
        sum(pair.confidence < LOW for pair in bitext.matched),
        len(bitext.matched),
        bitext.warnings,
    )


def _figures(document: Document) -> FileFigures:
    kinds = Counter(block.kind for block in document.blocks)
    return FileFigures(
        document.source,
        document.language,
        document.encoding,
        document.symbol,
        document.title,
        dict(kinds.most_common()),
        len(document.furniture),
    )


def _paired(pairs: Sequence[Pair]) -> dict[str, int]:
    """Count blocks, not sentences: sentences of one block have its id before the full stop."""
    reasons: dict[str, str] = {}
    for pair in pairs:
        block = pair.id.rpartition(".")[0] if pair.kind != "heading" else ""
        reason = pair.reason.removesuffix("+sentence")
        if reason != "leftover" or (block or pair.id) not in reasons:
            reasons[block or pair.id] = reason
    counts = Counter(reasons.values())
    return {reason: counts[reason] for reason in _REASONS if counts[reason]}


def _shapes(bitext: Bitext) -> dict[str, int]:
    if bitext.beads:
        counts = Counter(f"{len(bead.zh)}-{len(bead.en)}" for bead in bitext.beads)
    else:
        counts = Counter(
            f"{len(sentence_spans(pair.zh, 'zh'))}-{len(sentence_spans(pair.en, 'en'))}" for pair in bitext
        )
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
