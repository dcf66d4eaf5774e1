"""Two documents in, a Bitext out."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import get_args

from ..corpora.document import Block, Document
from ..corpora.reading import read
from ..errors import check_choice
from ..i18n import _, placed
from .bitext import LOW, Bitext, ConfidenceParts, Level, Pair
from .blocks.aligner import DEFAULT as BLOCKS
from .blocks.aligner import BlockOptions, align_blocks
from .blocks.ids import PairIds
from .confidence import with_confidences
from .encoders.encoder import Encoder, cached, default_encoder
from .mastheads import match_mastheads
from .passages import CUT, AlignedPassage, PairedBlocks, align_passages
from .same_document import check_languages, check_same_document
from .sentences.aligner import DEFAULT as SENTENCES
from .sentences.aligner import SentenceOptions
from .sentences.beads import Bead
from .shared_notes import read_more_notes, settle_notes, stray_calls, stray_number
from .shared_titles import part_titles

_OFTEN = 3  # places from which the same remark is made once


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
    zh, en = part_titles(*match_mastheads(*read_more_notes(zh, en), encoder))
    block_beads, remarks = _align_blocks(zh, en, encoder, blocks)
    if not force:
        check_same_document(zh, en, [(at.zh, at.en, at.bead.by_contents) for at in block_beads], encoder)
    zh, en, block_beads = _with_settled_notes(zh, en, block_beads)
    passages = align_passages(block_beads, encoder, sentences)
    pairs = with_confidences(list(_pairs(passages, PairIds(zh, en), level)), encoder)
    calls = stray_calls(pairs)
    pairs = [
        _noted(_noted(pair, stray_number(pair.zh, pair.en)), call) for pair, call in zip(pairs, calls, strict=True)
    ]
    return Bitext(
        tuple(pairs),
        level,
        symbol=zh.symbol or en.symbol,
        title=en.title or zh.title,
        date=zh.date or en.date,
        zh=zh,
        en=en,
        warnings=(*_warnings(zh, en, passages, pairs), *remarks),
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


def _align_blocks(
    zh: Document, en: Document, encoder: Encoder, options: BlockOptions
) -> tuple[list[PairedBlocks], list[str]]:
    """Align bodies and notes apart, and put each note after the bead of the block before it; with what to remark."""
    parts = []
    remarks: list[str] = []
    for notes in (False, True):
        left, right = ([b for b in document.blocks if (b.kind == "footnote") == notes] for document in (zh, en))
        found = align_blocks(left, right, encoder, options)
        parts.append(
            [
                PairedBlocks(at, tuple(left[at.zh.start : at.zh.stop]), tuple(right[at.en.start : at.en.stop]))
                for at in found.beads
            ]
        )
        remarks += [placed(f"{zh.source}:{block.line}", text) for block, text in found.remarks]
    return list(_merged(*parts)), remarks


def _with_settled_notes(
    zh: Document, en: Document, block_beads: list[PairedBlocks]
) -> tuple[Document, Document, list[PairedBlocks]]:
    """Return documents and beads with the note marks that one language settles for the other."""
    changed = settle_notes(zh, en, [(at.zh, at.en) for at in block_beads])
    if not changed:
        return zh, en, block_beads

    def now(blocks: Sequence[Block]) -> tuple[Block, ...]:
        return tuple(changed.get(id(block), block) for block in blocks)

    beads = [PairedBlocks(at.bead, now(at.zh), now(at.en)) for at in block_beads]
    return replace(zh, blocks=now(zh.blocks)), replace(en, blocks=now(en.blocks)), beads


def _merged(body: Sequence[PairedBlocks], notes: Sequence[PairedBlocks]) -> Iterator[PairedBlocks]:
    """Merge two lists by the Chinese line (by the English one between unaligned English blocks)."""
    next_lines, note_lines = _chinese_lines(body, math.inf), _chinese_lines(notes, 0)
    done = 0
    for at, paired in enumerate(body, 1):
        yield paired
        while done < len(notes) and paired.zh and note_lines[done] < next_lines[at]:
            yield notes[done]
            done += 1
    yield from notes[done:]


def _chinese_lines(block_beads: Sequence[PairedBlocks], end: float) -> list[float]:
    """Return for each bead the line of the first Chinese block from there on; ``end`` where none follows."""
    lines = [end]
    for paired in reversed(block_beads):
        lines.append(paired.zh[0].line if paired.zh else lines[-1])
    return lines[::-1]


def _pairs(passages: Iterable[AlignedPassage], ids: PairIds, level: Level) -> Iterator[Pair]:
    for at in passages:
        if level == "paragraph":
            yield _noted(_whole_pair(at, ids), _lone_sentences(at))
        elif at.beads:
            yield from _sentence_pairs(at, ids)
        else:
            yield _whole_pair(at, ids, numbered=at.blocks.kind in CUT and at.blocks.kind != "footnote")


def _sentence_pairs(at: AlignedPassage, ids: PairIds) -> Iterator[Pair]:
    whole = _whole_pair(at, ids)
    for order, bead in enumerate(at.beads, 1):
        alone = len(at.beads) == 1 and at.blocks.kind == "footnote"
        yield _bead_pair(replace(whole, id=whole.id if alone else f"{whole.id}.{order}"), bead, at)


def _bead_pair(whole: Pair, bead: Bead, at: AlignedPassage) -> Pair:
    """Return the pair of one sentence bead of the blocks that ``whole`` is the pair of."""
    if len(at.beads) == 1:
        return whole
    left, right = at.zh.piece(bead.zh), at.en.piece(bead.en)
    pair = replace(whole, zh=left.text, en=right.text, zh_notes=left.notes, en_notes=right.notes)
    if not pair.matched:
        return replace(pair, confidence=0.0, method="", parts=ConfidenceParts())
    return replace(pair, parts=ConfidenceParts(whole.parts.block, bead.confidence))


def _lone_sentences(at: AlignedPassage) -> str:
    """Say which sentences of a passage have no counterpart."""
    lone = at.lone_sentences
    if len(lone) > 1:
        return _("{count} sentences have no counterpart: {text}").format(count=len(lone), text=_short(lone[0]))
    return _("a sentence has no counterpart: {text}").format(text=_short(lone[0])) if lone else ""


def _noted(pair: Pair, said: str) -> Pair:
    return replace(pair, note="; ".join(filter(None, (pair.note, said)))) if said else pair


def _whole_pair(at: AlignedPassage, ids: PairIds, numbered: bool = False) -> Pair:
    zh, en, paired = at.zh.text, at.en.text, at.blocks
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
        parts=ConfidenceParts(confidence, at.least_sure) if both else ConfidenceParts(),
        zh_blocks=ids.of_blocks(paired.zh),
        en_blocks=ids.of_blocks(paired.en),
    )


def _warnings(zh: Document, en: Document, passages: Sequence[AlignedPassage], pairs: Sequence[Pair]) -> Iterator[str]:
    yield from (*zh.warnings, *en.warnings)
    if zh.symbol and en.symbol and zh.symbol != en.symbol:
        yield _("the symbols differ: {zh} and {en}").format(zh=zh.symbol, en=en.symbol)
    remarks = list(_remarks(zh, en, passages, pairs))
    places = Counter(said for _place, _where, said in remarks)
    told: set[str] = set()
    for place, where, said in remarks:
        if said in told:
            continue
        if places[said] >= _OFTEN:
            told.add(said)
            said = _("{what}, here and in {more} other places").format(what=said, more=places[said] - 1)
        yield placed(place, placed(where, said) if where else said)


def _remarks(
    zh: Document, en: Document, passages: Sequence[AlignedPassage], pairs: Sequence[Pair]
) -> Iterator[tuple[str, str, str]]:
    """Yield of each passage that is odd its file and line, what it is, and what there is to say."""
    groups = (list(group) for _blocks, group in groupby(pairs, key=lambda pair: pair.blocks))
    for at, found in zip((passage.blocks for passage in passages), groups, strict=True):
        block = (at.zh or at.en)[0]
        kind = _("front matter") if block.kind == "front" else _(block.kind)
        where = _("{kind} {label}").format(kind=kind, label=block.label).strip()
        place = f"{(zh if at.zh else en).source}:{block.line}"
        doubtful = len(found) == 1 or all(pair.confidence < LOW for pair in found)
        if not at.zh or not at.en:
            yield place, "", _("{where} has no counterpart: {text}").format(where=where, text=_short(block.text))
        elif said := next((pair.note for pair in found if pair.note and doubtful), at.bead.note):
            yield place, where, said


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"
