"""Pretranslation: a document's segments with what a memory has for them, as XLIFF 1.2, TMX or plain text; and its
leverage: how much of the document the memory covers, by match band, as translators bill by it.

XLIFF source: XLIFF 1.2 (OASIS, 2008), 2.4 "alt-trans"; ``match-quality`` is the percentage.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..corpora.document import Document
from ..errors import DuizhaoError
from ..files import atomic_write
from ..i18n import _, listed
from ..language import Language
from ..language.segmentation import split_sentences
from ..language.words import count_words
from ..tmx.formats.xliff import Proposal, write_xliff
from ..tmx.model import Note, Prop, Unit, Variant
from ..tmx.writer import TmxWriter, header_for
from .memory import Hit, Memory

CODES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
SUFFIXES = (".xlf", ".xliff", ".tmx", ".txt")
BANDS: tuple[tuple[str, int], ...] = (("100", 100), ("95-99", 95), ("85-94", 85), ("75-84", 75), ("none", 0))


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the table.

    Attributes:
        name: ``100``, ``95-99``, ``85-94``, ``75-84``, ``none``.
        segments: Segments whose best match lies in the band.
        words: Their words in English, their characters in Chinese (see `count_words`).
    """

    name: str
    segments: int
    words: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence of the document, with its matches; becomes a `tmx.model.Unit` when it is written.

    Attributes:
        id: ``7.2``: block 7 of the document, second sentence; from 1.
        label: Number of the block as printed, before its first sentence; empty otherwise.
        text: The sentence.
        hits: Its matches, best first; empty for none.
    """

    id: str
    label: str
    text: str
    hits: tuple[Hit, ...]

    @property
    def percent(self) -> int:
        """The percentage of the best match; 0 for none."""
        return self.hits[0].percent if self.hits else 0


@dataclass(frozen=True, slots=True)
class Pretranslation:
    """A document with its matches.

    Attributes:
        name: Name of its file.
        language: Its language.
        segments: Its sentences in reading order.
        bands: The leverage table.
    """

    name: str
    language: Language
    segments: tuple[Segment, ...]
    bands: tuple[Band, ...]

    @property
    def target(self) -> Language:
        """The language of the translation."""
        return "en" if self.language == "zh" else "zh"


def pretranslate(
    document: Document, memory: Memory, threshold: int = 75, *, fill_figures: bool = True, limit: int = 3
) -> Pretranslation:
    """Look every sentence of a document up.

    Args:
        document: The document, in either language.
        memory: The memory.
        threshold: Least percentage of a match.
        fill_figures: Whether the document's figures and symbols are put into the proposals.
        limit: Most matches a sentence.
    """
    known: dict[str, tuple[Hit, ...]] = {}
    segments = []
    for id_, label, text in _sentences(document):
        if text not in known:
            hits = memory.fuzzy(text, document.language, limit, threshold, fill_figures=fill_figures)
            known[text] = tuple(hits)
        segments.append(Segment(id_, label, text, known[text]))
    bands = leverage(((segment.text, segment.percent) for segment in segments), document.language)
    return Pretranslation(Path(document.source).name, document.language, tuple(segments), bands)


def write_pretranslation(result: Pretranslation, path: str | Path) -> None:
    """Write a pretranslation; the suffix decides: ``.xlf`` or ``.xliff``, ``.tmx``, ``.txt``.

    Raises:
        DuizhaoError: The suffix is another one, or the file cannot be written.
    """
    check_suffix(path)
    writer = {".tmx": write_tmx, ".txt": write_text}.get(Path(path).suffix.lower(), write_proposals)
    with atomic_write(path) as stream:
        writer(result, stream)


def check_suffix(path: str | Path) -> None:
    """Raise `DuizhaoError` where ``path`` has none of `SUFFIXES`."""
    if Path(path).suffix.lower() not in SUFFIXES:
        message = _("has no known suffix; use one of {suffixes}")
        raise DuizhaoError(message.format(suffixes=listed(SUFFIXES)), file=path)


def write_proposals(result: Pretranslation, stream: BinaryIO) -> None:
    """Write XLIFF 1.2: the best proposal as target, every match as ``alt-trans`` with its percentage."""
    hits = {segment.id: segment.hits for segment in result.segments}
    source, target = CODES[result.language], CODES[result.target]
    write_xliff(
        (_unit(segment, result) for segment in result.segments),
        stream,
        "1.2",
        source=source,
        target=target,
        original=result.name,
        proposals=lambda unit: (_proposal(hit, result.language) for hit in hits[unit.tuid]),
    )


def write_tmx(result: Pretranslation, stream: BinaryIO) -> None:
    """Write the segments that have a match as TMX: the document's sentence with the best proposal."""
    writer = TmxWriter(stream, header_for(source=CODES[result.language]))
    writer.write_all(_unit(segment, result) for segment in result.segments if segment.hits)
    writer.close()


def write_text(result: Pretranslation, stream: BinaryIO) -> None:
    """Write plain text, a block a line: the best proposal of each sentence, the sentence itself where there is none."""
    lines: dict[str, list[str]] = {}
    for segment in result.segments:
        block = segment.id.partition(".")[0]
        text = segment.hits[0].proposal if segment.hits else segment.text
        lines.setdefault(block, [f"{segment.label}."] if segment.label else []).append(" ".join(text.split()))
    separator = " " if result.target == "en" else ""
    for pieces in lines.values():
        stream.write((separator.join(pieces) + "\n").encode("utf-8", "replace"))


def _sentences(document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield id, label and text of each sentence; the cells of a table row are blocks of their own."""
    for number, block in enumerate(document.blocks, 1):
        sentences = [
            sentence for text in (block.cells or (block.text,)) for sentence in split_sentences(text, document.language)
        ]
        for place, sentence in enumerate(sentences, 1):
            yield f"{number}.{place}", block.label if place == 1 else "", sentence


def _unit(segment: Segment, result: Pretranslation) -> Unit:
    """Return a segment with its best proposal; a source without target where it has none."""
    source = Variant(CODES[result.language], segment.text)
    if not segment.hits:
        return Unit(segment.id, (source,))
    best = segment.hits[0]
    confirmed = "confirmed" if best.percent == 100 and best.confirmed else ""
    props = [
        Prop("x-document", result.name),
        Prop("x-match", str(best.percent)),
        Prop("x-match-document", best.document),
        Prop("x-status", confirmed),
    ]
    notes = []
    if best.unfilled:
        notes.append(Note(_("not filled in: {figures}").format(figures=listed(best.unfilled))))
    variants = (source, Variant(CODES[result.target], best.proposal))
    return Unit(segment.id, variants, tuple(prop for prop in props if prop.text), tuple(notes))


def _proposal(hit: Hit, language: Language) -> Proposal:
    source, target = (hit.zh, hit.en) if language == "zh" else (hit.en, hit.zh)
    return Proposal(hit.percent, " ".join(filter(None, (hit.document, hit.label))), source, target)


def leverage(segments: Iterable[tuple[str, int]], language: Language) -> tuple[Band, ...]:
    """Return the table, one row a band, from segments with the percentage of their best match (0 for none)."""
    counts = {name: [0, 0] for name, _least in BANDS}
    for text, percent in segments:
        row = counts[next(name for name, least in BANDS if percent >= least)]
        row[0] += 1
        row[1] += count_words(text, language)
    return tuple(Band(name, *counts[name]) for name, _least in BANDS)


def leverage_rows(bands: Sequence[Band]) -> list[tuple[str, int, str, int, str]]:
    """Return the table as rows of band, segments, share of them, words or characters, share of them; then the total."""
    segments, words = sum(band.segments for band in bands), sum(band.words for band in bands)
    return [
        (band.name, band.segments, _share(band.segments, segments), band.words, _share(band.words, words))
        for band in (*bands, Band("total", segments, words))
    ]


def leverage_csv(bands: Sequence[Band], language: Language) -> str:
    """Return the table as CSV with a row of headings; shares are in percent."""
    stream = io.StringIO()
    counted = words_name(language)
    heads = ("band", "segments", "segments %", counted, f"{counted} %")
    csv.writer(stream, lineterminator="\n").writerows([heads, *leverage_rows(bands)])
    return stream.getvalue()


def write_leverage(bands: Sequence[Band], language: Language, path: str | Path) -> None:
    """Write the table as CSV, in UTF-8.

    Raises:
        DuizhaoError: The file cannot be written.
    """
    with atomic_write(path) as stream:
        stream.write(leverage_csv(bands, language).encode())


def words_name(language: Language) -> str:
    """Return what is counted: ``characters`` or ``words``."""
    return "characters" if language == "zh" else "words"


def _share(part: int, whole: int) -> str:
    """Return ``part`` of ``whole`` in percent, one decimal."""
    return f"{100 * part / whole:.1f}" if whole else "0.0"
