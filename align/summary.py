"""What an alignment came to, in figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ..corpora.document import Document
from ..language.segmentation import sentence_spans
from .bitext import LOW, METHODS, Bitext, Pair

_GROUPS = (*METHODS, "confirmed", "unaligned")


@dataclass(frozen=True, slots=True)
class FileFigures:
    """One document: its name, language, encoding, symbol, title, and its blocks by kind."""

    source: str
    language: str
    encoding: str
    symbol: str
    title: str
    blocks: dict[str, int]
    running_matter: int


@dataclass(frozen=True, slots=True)
class Summary:
    """One alignment.

    Attributes:
        files: The two documents; empty where the bitext was made from lines.
        paragraphs: Paragraphs by how they were paired: ``number``, ``contents``, ``order``,
            ``sentence``, by a person (``confirmed``), or not at all (``unaligned``).
        others: The same for headings, notes, items and all the rest.
        unaligned: Pairs with one side only: Chinese, English.
        beads: Sentence beads by shape, ``1-1`` first.
        low: Pairs under 0.5 confidence.
        pairs: All pairs with both sides.
        warnings: What the user must know, a line each.
    """

    files: tuple[FileFigures, ...]
    paragraphs: dict[str, int]
    others: dict[str, int]
    unaligned: dict[str, int]
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
    return Summary(
        files,
        _paired([pair for pair in bitext if pair.kind == "paragraph"]),
        _paired([pair for pair in bitext if pair.kind != "paragraph"]),
        {side: sum(bool(getattr(pair, side)) for pair in bitext.unaligned) for side in ("zh", "en")},
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
        len(document.running_matter),
    )


def _paired(pairs: Sequence[Pair]) -> dict[str, int]:
    """Count block beads, not sentences; one of which only some sentences are unaligned is not."""
    groups: dict[object, str] = {}
    for pair in pairs:
        bead = pair.blocks if any(pair.blocks) else pair.id
        if pair.matched or bead not in groups:
            groups[bead] = pair.method if pair.status == "aligned" else pair.status
    counts = Counter(groups.values())
    return {group: counts[group] for group in _GROUPS if counts[group]}


def _shapes(bitext: Bitext) -> dict[str, int]:
    if bitext.beads:
        counts = Counter(f"{len(bead.zh)}-{len(bead.en)}" for bead in bitext.beads)
    else:
        counts = Counter(
            f"{len(sentence_spans(pair.zh, 'zh'))}-{len(sentence_spans(pair.en, 'en'))}" for pair in bitext
        )
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
