"""Note marks that one document leaves open and the other settles: ``COVID-195`` is COVID-19 with a call of note 5.

A mark that a plain text prints like its figures is found by its place in the sequence of notes. Where that fails, the
paragraph beside it tells: it calls the same notes, and has the same figures. A note that makes no sequence, as the only
one of a document, is found by that of the other document.
"""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

import regex

from ..corpora.document import Block, Document
from ..i18n import _
from ..language import Language
from ..language.annotated_text import AnnotatedText, NoteReference, join
from ..language.note_marks import numbered_note
from ..language.symbols import read_figures
from .bitext import Pair

_PairedBlocks = tuple[Sequence[Block], Sequence[Block]]
_LEADING = regex.compile(r"\d{1,3}(?=[ \u3000]?[\p{L}《“])")
_GLUED_NUMBER = regex.compile(r"(?<=[^\s\d])\d{1,3}(?!\d)")
_FIGURE_BEFORE = regex.compile(r"\d(?:[\d.,  ]*\d)?[  ]?$|\p{Latin}{1,12}[-–]?$")


def read_more_notes(zh: Document, en: Document) -> tuple[Document, Document]:
    """Read as notes the paragraphs that stand for notes of the other document which their own lacks.

    Each begins with the number of such a note, is the only one that does, and stands below a text with that number
    glued to a word, figure or stop.
    """
    return _with_notes_of(zh, en), _with_notes_of(en, zh)


def _with_notes_of(here: Document, there: Document) -> Document:
    missing = _note_labels(there) - _note_labels(here)
    candidates = {
        at: note
        for at, block in enumerate(here.blocks if missing else ())
        if block.kind == "paragraph" and not block.label and (note := numbered_note(block.text))
    }
    counts = Counter(note.label for note in candidates.values())
    calls = _first_calls(here.blocks) if candidates else {}
    blocks = list(here.blocks)
    for at, note in candidates.items():
        if note.label in missing and counts[note.label] == 1 and calls.get(note.label, at) < at:
            text = blocks[at].annotated.slice(note.offset)
            blocks[at] = replace(
                blocks[at], kind="footnote", label=note.label, text=text.text, notes=text.notes, key=note.label
            )
    return replace(here, blocks=tuple(blocks)) if candidates else here


def _first_calls(blocks: Sequence[Block]) -> dict[str, int]:
    """Return the numbers that are glued to what stands before them -> index of the first block with one."""
    calls = [(number, at) for at, block in enumerate(blocks) for number in _GLUED_NUMBER.findall(block.text)]
    return dict(reversed(calls))


def settle_notes(zh: Document, en: Document, paired: Iterable[_PairedBlocks]) -> dict[int, Block]:
    """Find the marks that were read as figures, and the figures that were read as marks.

    Args:
        zh: The Chinese document.
        en: The English document.
        paired: Chinese and English blocks that belong together.

    Returns:
        ``id`` of each block that is read otherwise -> the block as it is read now.
    """
    open_notes = _not_called(zh), _not_called(en)
    changed: dict[int, Block] = {}
    for sides in paired:
        if not all(sides) or not any(block.notes for side in sides for block in side):
            continue
        for here, there, missing in ((*sides, open_notes[0]), (*sides[::-1], open_notes[1])):
            changed |= _settled(here, there, missing)
    return changed


def stray_number(zh: str, en: str) -> str:
    """Say where one text of a pair begins with a number that the other lacks, as a note's number left in it does.

    Returns:
        What a reader should know; empty where there is no such number.

    Example:
        >>> stray_number("12 见第5段。", "See para. 5."), stray_number("12个国家答复。", "Twelve countries replied.")
        ('begins with 12 in Chinese only', '')
    """
    sides: tuple[tuple[str, str, Language, str], ...] = (
        (zh, en, "en", _("begins with {number} in Chinese only")),
        (en, zh, "zh", _("begins with {number} in English only")),
    )
    for text, other, language, message in sides:
        if text and other and (match := _LEADING.match(text)) and not _has_figure(other, language, int(match[0])):
            return message.format(number=match[0])
    return ""


def stray_calls(pairs: Sequence[Pair]) -> list[str]:
    """Say of each pair which notes one side calls where the other calls none, in documents whose notes correspond.

    The sentences of a paragraph are looked at together: a call may stand in the next one.
    """
    sides: dict[object, tuple[set[str], set[str]]] = {}
    for pair in pairs:
        zh, en = sides.setdefault(pair.blocks, (set(), set()))
        zh.update(note.label for note in pair.zh_notes)
        en.update(note.label for note in pair.en_notes)
    both = sum(bool(zh and en) for zh, en in sides.values())
    one = sum(bool(zh) != bool(en) for zh, en in sides.values())
    corresponding = both >= max(one, 1)
    return [_stray_call(pair, *sides[pair.blocks]) if corresponding and pair.matched else "" for pair in pairs]


def _stray_call(pair: Pair, zh: Set[str], en: Set[str]) -> str:
    if pair.zh_notes and not en:
        return _("note {label} is called in Chinese only").format(label=pair.zh_notes[0].label)
    if pair.en_notes and not zh:
        return _("note {label} is called in English only").format(label=pair.en_notes[0].label)
    return ""


def _has_figure(text: str, language: Language, value: int) -> bool:
    addresses, symbols, figures = read_figures(text, language)
    named = (reference.name for reference in (*addresses, *symbols))
    return any(figure.value == value for figure in figures) or any(str(value) in name for name in named)


def _not_called(document: Document) -> set[str]:
    """Return the labels of numbered notes that no text calls."""
    return _note_labels(document) - {note.label for block in document.blocks for note in block.notes}


def _note_labels(document: Document) -> set[str]:
    return {block.label for block in document.blocks if block.kind == "footnote" and block.label.isdecimal()}


def _settled(here: Sequence[Block], there: Sequence[Block], missing: set[str]) -> dict[int, Block]:
    """Return the blocks of one side that the other side reads otherwise."""
    text = " ".join(block.text for block in there)
    theirs = [note.label for block in there for note in block.notes]
    changed: dict[int, Block] = {}
    for block in here:
        found = block.annotated
        for label in theirs:
            if label in missing and (mark := _mark(found.text, label, text)):
                found = _taken_out(found, *mark)
                missing.discard(label)
        for note in found.notes:
            if note.label not in theirs and note.label.isdecimal() and _is_figure(found, note, text):
                found = _put_back(found, note, text)
        if found != block.annotated:
            changed[id(block)] = replace(block, text=found.text, notes=found.notes)
    return changed


def _mark(text: str, label: str, other: str) -> tuple[int, int] | None:
    """Return the one place where a note's number is glued to a text and makes no figure that the other text has."""
    places = []
    for match in regex.finditer(rf"(?<=\S)(?<![/–-]){label}(?!\d|[.,/–-]\d|[%‰\p{{Latin}}年月日万亿])", text):
        run = regex.search(r"[\p{Latin}\d][\p{Latin}\d.,/–-]*$|$", text[max(0, match.start() - 20) : match.end()])
        if run is None or _stands_in(run[0], other):
            continue
        figure = run[0].removesuffix(label)
        if not regex.search(r"\d[.,]$", figure) or _stands_in(figure[:-1], other):  # 53/24,1 beside 53/24
            places.append(match.span())
    return places[0] if len(places) == 1 else None


def _is_figure(text: AnnotatedText, note: NoteReference, other: str) -> bool:
    """Whether what was read as a mark makes, with what stands before it, a figure or name that the other text has."""
    before = _FIGURE_BEFORE.search(text.text[max(0, note.offset - 20) : note.offset])
    if before is None:
        return False
    whole = before[0] + note.label
    return (_stands_in(whole, other) or _grouped(whole, other)) and not _stands_in(whole, text.text)


def _grouped(figure: str, text: str) -> bool:
    """Whether a text has a figure, its thousands grouped with a space or comma: 27723 is 27 723."""
    digits = regex.sub(r"\D", "", figure)
    return (
        figure[:1].isdigit() and len(digits) > 3 and _stands_in(digits, regex.sub(r"(?<=\d)[,  ](?=\d{3})", "", text))
    )


def _stands_in(word: str, text: str) -> bool:
    return bool(regex.search(rf"(?<![\p{{Latin}}\d]){regex.escape(word)}(?![\p{{Latin}}\d])", text))


def _taken_out(text: AnnotatedText, start: int, end: int) -> AnnotatedText:
    reference = AnnotatedText("", (NoteReference(0, text.text[start:end]),))
    return join([text.slice(0, start), reference, text.slice(end)])


def _put_back(text: AnnotatedText, note: NoteReference, other: str) -> AnnotatedText:
    """Return the text with a figure where a reference was."""
    kept = AnnotatedText(text.text, tuple(reference for reference in text.notes if reference != note))
    before = text.text[: note.offset]
    parted = before[-1:].isdigit() and not _stands_in(regex.sub(r".*?(\d+)$", r"\1", before) + note.label, other)
    return join([kept.slice(0, note.offset), AnnotatedText(" " * parted + note.label), kept.slice(note.offset)])
