"""The Bitext: two documents' pairs in reading order, with what is unaligned on either side; and its figures."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from ..corpora.document import Document, Kind
from ..language import Language
from ..language.annotated_text import NoteReference
from ..language.segmentation import sentence_spans
from .sentences.beads import Bead

Level = Literal["sentence", "paragraph"]
Status = Literal["aligned", "confirmed", "unaligned"]
Method = Literal["number", "contents", "order", "sentence", ""]
KINDS: tuple[Kind, ...] = get_args(Kind)
METHODS: tuple[Method, ...] = get_args(Method)
LOW = 0.5  # pairs under this confidence are worth a look


@dataclass(frozen=True, slots=True)
class ConfidenceParts:
    """What the aligners said of a pair, 0..1 each; what was said of the sentences is part of its confidence.

    Attributes:
        block: Of the block bead that the pair was cut from, by the weights of `blocks`; None where there are no blocks.
        sentence: Of the sentence bead (`sentences.features.Model`); where the pair holds several, of the least sure
            one, or that none of its sentences stands alone; None where its sentences were not aligned.
    """

    block: float | None = None
    sentence: float | None = None


@dataclass(frozen=True, slots=True)
class ExchangeDetails:
    """What an exchange file says of a unit, or of one side of it, beside the text; kept to be written again.

    Attributes:
        language: The language code as it stood (``zh-HK``); empty for a unit.
        markup: The text with its inline tags, as the inner XML of a TMX segment; empty where it has none.
        attributes: Dates, authors and the like: ``creationdate``, ``creationid``, ``changedate``, ``changeid``, …
        properties: Type, text, language (mostly empty) of each property that is not one of this program's own.
        notes: Text and language of each note.
    """

    language: str = ""
    markup: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    properties: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


NO_DETAILS = ExchangeDetails()


@dataclass(frozen=True, slots=True)
class Pair:
    """Chinese and English that belong together, or one side alone, unaligned.

    Attributes:
        id: An id that lasts: ``p5.2`` (paragraph 5, second bead), ``h:II.A.1``, ``fn12``.
        kind: Kind of the blocks it comes from.
        label: The number as printed (the Chinese side's, else the English side's).
        zh: Chinese text; empty when the English is unaligned.
        en: English text; empty when the Chinese is unaligned.
        confidence: Probability that both sides are exactly each other's translation, calibrated on documents left out
            (docs/alignment.md). 0 for what is unaligned.
        method: What paired it, or the blocks that it was cut from: ``number``, ``contents``, ``order``; ``sentence``
            where there are no blocks; empty where a person did, or nobody says.
        note: What a reader should know of it, one line; empty for nothing.
        zh_notes: Note references in ``zh``.
        en_notes: Note references in ``en``.
        confirmed: Whether a person has said that it is right.
        parts: What the aligners said of it.
        zh_blocks: Ids of the Chinese blocks of its block bead, in order; the pair is one sentence bead of them, or all.
        en_blocks: The same for English.
        details: What an exchange file says of it.
        zh_details: What it says of the Chinese.
        en_details: What it says of the English.
    """

    id: str
    kind: Kind
    label: str
    zh: str
    en: str
    confidence: float
    method: Method = ""
    note: str = ""
    zh_notes: tuple[NoteReference, ...] = ()
    en_notes: tuple[NoteReference, ...] = ()
    confirmed: bool = False
    parts: ConfidenceParts = ConfidenceParts()
    zh_blocks: tuple[str, ...] = ()
    en_blocks: tuple[str, ...] = ()
    details: ExchangeDetails = NO_DETAILS
    zh_details: ExchangeDetails = NO_DETAILS
    en_details: ExchangeDetails = NO_DETAILS

    @property
    def matched(self) -> bool:
        """Whether both sides are there: it is aligned or confirmed."""
        return bool(self.zh and self.en)

    @property
    def status(self) -> Status:
        """``unaligned`` with one side only; else ``confirmed`` by a person, or ``aligned`` by a program."""
        return "unaligned" if not self.matched else "confirmed" if self.confirmed else "aligned"

    @property
    def blocks(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of its block bead, the same for all pairs that were cut from it; both empty where there is none."""
        return self.zh_blocks, self.en_blocks


@dataclass(frozen=True, slots=True)
class Bitext:
    """Pairs in reading order.

    Attributes:
        pairs: All pairs, unaligned ones too: every block of both documents is in one of them.
        level: Whether long blocks were cut into sentences.
        symbol: Document symbol, where known.
        title: Title, where known.
        date: ISO date of the document (``2021-08-04``), where known; empty otherwise.
        zh: The Chinese document, where the bitext was made from documents.
        en: The English document, likewise.
        warnings: What the user must know, a line each.
        beads: Line numbers of the pairs, where the bitext was made from files with a sentence a line.
        source: The side that was translated from, where a file says so.
        details: Properties and notes of the header of the file that it was read from.
    """

    pairs: tuple[Pair, ...]
    level: Level = "sentence"
    symbol: str = ""
    title: str = ""
    date: str = ""
    zh: Document | None = None
    en: Document | None = None
    warnings: tuple[str, ...] = ()
    beads: tuple[Bead, ...] = ()
    source: Language = "zh"
    details: ExchangeDetails = NO_DETAILS

    def __iter__(self) -> Iterator[Pair]:
        return iter(self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    @property
    def matched(self) -> tuple[Pair, ...]:
        """The pairs with both sides, aligned or confirmed."""
        return tuple(pair for pair in self.pairs if pair.matched)

    def to_records(self) -> list[dict[str, object]]:
        """Return a plain record a pair, for a data frame or for JSON.

        Example:
            >>> import duizhao as dz
            >>> bitext = dz.align_documents(*dz.read_sample())
            >>> record = bitext.to_records()[8]
            >>> record["zh"], record["en"][:9], record["status"], record["confidence"] > 0.9
            ('促进和保护人权：复苏中的人权', 'Promotion', 'aligned', True)
        """
        names = ("id", "kind", "label", "zh", "en", "status", "confidence", "method", "note")
        return [{**{name: getattr(pair, name) for name in names}, "symbol": self.symbol} for pair in self.pairs]

    @property
    def unaligned(self) -> tuple[Pair, ...]:
        """What stands on one side only."""
        return tuple(pair for pair in self.pairs if not pair.matched)


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
    return {group: counts[group] for group in (*METHODS, "confirmed", "unaligned") if counts[group]}


def _shapes(bitext: Bitext) -> dict[str, int]:
    if bitext.beads:
        counts = Counter(f"{len(bead.zh)}-{len(bead.en)}" for bead in bitext.beads)
    else:
        counts = Counter(
            f"{len(sentence_spans(pair.zh, 'zh'))}-{len(sentence_spans(pair.en, 'en'))}" for pair in bitext
        )
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
