"""Two documents in, a Bitext out."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from ..corpora.document import Block, Document, Kind
from ..corpora.reading import read
from ..errors import check_choice
from ..i18n import _, placed
from ..language import Language
from ..language.annotated_text import AnnotatedText, join
from ..language.segmentation import sentence_spans
from .bitext import LOW, Bitext, ConfidenceParts, Level, Pair
from .blocks.aligner import DEFAULT as BLOCKS
from .blocks.aligner import BlockOptions, align_blocks
from .blocks.block_beads import BlockBead
from .blocks.ids import PairIds
from .confidence import with_confidences
from .encoders.encoder import Encoder, cached, default_encoder
from .mastheads import match_mastheads
from .same_document import check_languages, check_same_document
from .sentences.aligner import DEFAULT as SENTENCES
from .sentences.aligner import SentenceOptions, align_many
from .sentences.beads import Bead
from .shared_notes import settle_notes, stray_number

_CUT: frozenset[Kind] = frozenset({"paragraph", "summary", "item", "footnote"})


@dataclass(frozen=True, slots=True)
class _Passage:
    """The blocks of one document that a block bead takes, as one text."""

    text: AnnotatedText
    spans: tuple[tuple[int, int], ...]  # sentences in text

    @property
    def sentences(self) -> list[str]:
        return [self.text.text[start:end] for start, end in self.spans]

    def piece(self, rows: range) -> AnnotatedText:
        """Return the text of neighbouring sentences."""
        return self.text.slice(self.spans[rows.start][0], self.spans[rows.stop - 1][1]) if rows else AnnotatedText()


def align_documents(
    zh: Document,
    en: Document,
    level: Level = "sentence",
    encoder: Encoder | None = None,
    force: bool = False,
    *,
    blocks: BlockOptions = BLOCKS,
    sentences: SentenceOptions = SENTENCES,
) -> Bitext:
    """Align a Chinese document with its English version.

    Args:
        zh: The Chinese document.
        en: The English document.
        level: ``sentence`` to cut paragraphs into sentences, ``paragraph`` to keep them whole.
        encoder: Sentence encoder; None for the one that ships.
        force: Go on where the two do not look like versions of one document.
        blocks: Choices of the block aligner.
        sentences: Choices of the sentence aligner.

    Returns:
        Pairs in the order of the Chinese document; every block of both documents is in one of them.

    Raises:
        DuizhaoError: There is no such level; the languages are not Chinese and English in this order, or the
            documents do not match.

    Example:
        >>> import duizhao as dz
        >>> bitext = dz.align_documents(*dz.read_sample())
        >>> [(pair.zh, pair.en) for pair in bitext if pair.kind == "heading"][:2]
        [('概要', 'Summary'), ('导言', 'Introduction')]
    """
    check_choice("level", level, get_args(Level))
    check_languages(zh, en)
    encoder = cached(encoder or default_encoder())
    zh, en = match_mastheads(zh, en, encoder)
    block_beads, remarks = _align_blocks(zh, en, encoder, blocks)
    if not force:
        check_same_document(zh, en, [(at.zh, at.en, at.bead.by_contents) for at in block_beads], encoder)
    zh, en, block_beads = _with_settled_notes(zh, en, block_beads)
    ids = PairIds(zh, en)
    if level == "sentence":
        pairs = list(_sentence_pairs(block_beads, ids, encoder, sentences))
    else:
        pairs = [_whole_pair(at, _side(at.zh, "zh"), _side(at.en, "en"), ids) for at in block_beads]
    return Bitext(
        tuple(map(_with_stray_number, with_confidences(pairs, encoder))),
        level,
        symbol=zh.symbol or en.symbol,
        title=en.title or zh.title,
        date=zh.date or en.date,
        zh=zh,
        en=en,
        warnings=(*_warnings(zh, en, block_beads), *remarks),
    )


def align_files(
    zh: str | Path,
    en: str | Path,
    level: Level = "sentence",
    encoder: Encoder | None = None,
    force: bool = False,
    *,
    blocks: BlockOptions = BLOCKS,
    sentences: SentenceOptions = SENTENCES,
) -> Bitext:
    """Read a Chinese file and its English version, and align them: `read` and `align_documents` in one.

    Raises:
        DuizhaoError: A file cannot be read, or the two cannot be aligned.

    Example:
        >>> import duizhao as dz
        >>> from duizhao.corpora.sample import FOLDER
        >>> bitext = dz.align_files(FOLDER / "zh.txt", FOLDER / "en.txt", level="paragraph")
        >>> bitext.symbol, bitext.level
        ('A/00/1', 'paragraph')
    """
    return align_documents(read(zh), read(en), level, encoder, force, blocks=blocks, sentences=sentences)


@dataclass(frozen=True, slots=True)
class _BeadBlocks:
    """A block bead with its blocks."""

    bead: BlockBead
    zh: tuple[Block, ...]
    en: tuple[Block, ...]

    @property
    def kind(self) -> Kind:
        return (self.zh or self.en)[0].kind


def _align_blocks(
    zh: Document, en: Document, encoder: Encoder, options: BlockOptions
) -> tuple[list[_BeadBlocks], list[str]]:
    """Align bodies and notes apart, and put each note after the bead of the block before it; with what to remark."""
    parts = []
    remarks: list[str] = []
    for notes in (False, True):
        left, right = ([b for b in document.blocks if (b.kind == "footnote") == notes] for document in (zh, en))
        found = align_blocks(left, right, encoder, options)
        parts.append(
            [
                _BeadBlocks(at, tuple(left[at.zh.start : at.zh.stop]), tuple(right[at.en.start : at.en.stop]))
                for at in found.beads
            ]
        )
        remarks += [placed(f"{zh.source}:{block.line}", text) for block, text in found.remarks]
    return list(_merged(*parts)), remarks


def _with_settled_notes(
    zh: Document, en: Document, block_beads: list[_BeadBlocks]
) -> tuple[Document, Document, list[_BeadBlocks]]:
    """Return documents and beads with the note marks that one language settles for the other."""
    changed = settle_notes(zh, en, [(at.zh, at.en) for at in block_beads])
    if not changed:
        return zh, en, block_beads

    def now(blocks: Sequence[Block]) -> tuple[Block, ...]:
        return tuple(changed.get(id(block), block) for block in blocks)

    beads = [_BeadBlocks(at.bead, now(at.zh), now(at.en)) for at in block_beads]
    return replace(zh, blocks=now(zh.blocks)), replace(en, blocks=now(en.blocks)), beads


def _merged(body: Sequence[_BeadBlocks], notes: Sequence[_BeadBlocks]) -> Iterator[_BeadBlocks]:
    """Merge two lists by the Chinese line (by the English one between unaligned English blocks)."""
    next_lines, note_lines = _chinese_lines(body, math.inf), _chinese_lines(notes, 0)
    done = 0
    for at, paired in enumerate(body, 1):
        yield paired
        while done < len(notes) and paired.zh and note_lines[done] < next_lines[at]:
            yield notes[done]
            done += 1
    yield from notes[done:]


def _chinese_lines(block_beads: Sequence[_BeadBlocks], end: float) -> list[float]:
    """Return for each bead the line of the first Chinese block from there on; ``end`` where none follows."""
    lines = [end]
    for paired in reversed(block_beads):
        lines.append(paired.zh[0].line if paired.zh else lines[-1])
    return lines[::-1]


def _side(blocks: Sequence[Block], language: Language) -> _Passage:
    glue = "" if language == "zh" else " "
    spans: list[tuple[int, int]] = []
    start = 0
    for block in blocks:
        spans += [(a + start, b + start) for a, b in sentence_spans(block.text, language)]
        start += len(block.text) + len(glue)
    return _Passage(join((block.annotated for block in blocks), glue), tuple(spans))


def _sentence_pairs(
    block_beads: Sequence[_BeadBlocks], ids: PairIds, encoder: Encoder, options: SentenceOptions
) -> Iterator[Pair]:
    sides = [(_side(at.zh, "zh"), _side(at.en, "en")) for at in block_beads]
    cut = [at for at, paired in enumerate(block_beads) if paired.kind in _CUT and paired.zh and paired.en]
    passages = [(zh.sentences, en.sentences) for zh, en in (sides[at] for at in cut)]
    beads = dict(zip(cut, align_many(passages, encoder, options), strict=True))
    for at, (paired, (zh, en)) in enumerate(zip(block_beads, sides, strict=True)):
        if at not in beads:
            yield _whole_pair(paired, zh, en, ids, numbered=paired.kind in _CUT and paired.kind != "footnote")
            continue
        found = beads[at]
        whole = _whole_pair(paired, zh, en, ids)
        for order, bead in enumerate(found, 1):
            alone = len(found) == 1 and paired.kind == "footnote"
            yield _bead_pair(replace(whole, id=whole.id if alone else f"{whole.id}.{order}"), bead, zh, en)


def _bead_pair(whole: Pair, bead: Bead, zh: _Passage, en: _Passage) -> Pair:
    """Return the pair of one sentence bead of the blocks that ``whole`` is the pair of."""
    if len(bead.zh) == len(zh.spans) and len(bead.en) == len(en.spans):
        return whole
    left, right = zh.piece(bead.zh), en.piece(bead.en)
    pair = replace(whole, zh=left.text, en=right.text, zh_notes=left.notes, en_notes=right.notes)
    if not pair.matched:
        return replace(pair, confidence=0.0, method="", parts=ConfidenceParts())
    return replace(pair, parts=ConfidenceParts(whole.parts.block, bead.confidence))


def _with_stray_number(pair: Pair) -> Pair:
    said = stray_number(pair.zh, pair.en)
    return replace(pair, note="; ".join(filter(None, (pair.note, said)))) if said else pair


def _whole_pair(paired: _BeadBlocks, left: _Passage, right: _Passage, ids: PairIds, numbered: bool = False) -> Pair:
    zh, en = left.text, right.text
    name = ids.of(paired.zh, paired.en) + (".1" if numbered else "")
    both = bool(zh.text and en.text)
    confidence = round(paired.bead.confidence, 4) if both else 0.0
    return Pair(
        name,
        paired.kind,
        next((block.label for block in (*paired.zh, *paired.en) if block.label), ""),
        zh.text,
        en.text,
        confidence,
        paired.bead.reason if both else "",
        paired.bead.note,
        zh.notes,
        en.notes,
        parts=ConfidenceParts(confidence) if both else ConfidenceParts(),
        zh_blocks=ids.of_blocks(paired.zh),
        en_blocks=ids.of_blocks(paired.en),
    )


def _warnings(zh: Document, en: Document, block_beads: Sequence[_BeadBlocks]) -> Iterator[str]:
    yield from (*zh.warnings, *en.warnings)
    if zh.symbol and en.symbol and zh.symbol != en.symbol:
        yield _("the symbols differ: {zh} and {en}").format(zh=zh.symbol, en=en.symbol)
    for at in block_beads:
        block = (at.zh or at.en)[0]
        kind = _("front matter") if block.kind == "front" else _(block.kind)
        where = _("{kind} {label}").format(kind=kind, label=block.label).strip()
        if not at.zh or not at.en:
            message = _("{where} has no counterpart: {text}").format(where=where, text=_short(block.text))
        elif at.bead.note:
            message = placed(where, at.bead.note)
        elif at.bead.confidence < LOW:
            message = _("{where} has the number of its counterpart but little of its content").format(where=where)
        else:
            continue
        yield placed(f"{(zh if at.zh else en).source}:{block.line}", message)


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"
