"""The one reader of structure: lines with layout in, blocks out, for every format."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from ...i18n import _, placed
from ...language import Language
from ...language.annotated_text import AnnotatedText, take_out_marks
from ..document import Block, Document, RunningMatter
from ..line import Line
from .drafts import Draft, draft_blocks
from .front_matter import document_date, document_symbol
from .joining import JoinedText, join_lines, vocabulary_of
from .named_labels import RESTARTS
from .notes import BlockText, NoteLines, find_notes, find_references, join_note_numbers
from .page import measure_page
from .running_matter import RunningLines, find_running_matter

_TOLD_DOUBTS = 3


@dataclass(frozen=True, slots=True)
class StructureOptions:
    """Choices of the reader of structure.

    Attributes:
        running_matter: Whether the lines that belong to the page (numbers, running heads, rules) are taken out of the
            text; what a format itself says of them stands either way.
        repeats: On how many pages in a row, or every other one, a line must stand at the edge to be a running head; two
            will do for the document's own symbol or title.
        beam_width: How many readings of all numbered lines so far are kept (headings, paragraphs, items). From 4 to
            100 nineteen documents tried come out the same; with 2, lines of two are read otherwise, with 1 of three.
    """

    running_matter: bool = True
    repeats: int = 3
    beam_width: int = 24


DEFAULT = StructureOptions()


def build_document(
    lines: Sequence[Line],
    *,
    source: str,
    language: Language,
    encoding: str = "",
    warnings: Sequence[str] = (),
    options: StructureOptions = DEFAULT,
) -> Document:
    """Read the structure of a document.

    Args:
        lines: All its lines in reading order, running matter and footnotes where they stand.
        source: Name of the file, for messages.
        language: Language of the text.
        encoding: How the bytes were read.
        warnings: What the reader of the format has to say.
        options: Choices.
    """
    page = measure_page(lines)
    found = find_running_matter(lines, page, options.repeats) if options.running_matter else RunningLines({}, ())
    numbered = join_note_numbers(lines, found.reasons)
    lines = [line for _index, line in numbered]
    running_matter = {at: found.reasons[index] for at, (index, _line) in enumerate(numbered) if index in found.reasons}
    notes = find_notes(lines, running_matter, page)
    in_notes = {index for note in notes for index in note.indices}
    doubtful = set(found.doubtful)
    asides = [at for at, (index, _line) in enumerate(numbered) if index in doubtful and at not in in_notes]
    body = sorted(set(range(len(lines))).difference(running_matter, in_notes, asides))
    drafts = draft_blocks(lines, body, page, options.beam_width)
    beside = [_draft_note(note, lines) for note in notes]
    beside += [Draft("paragraph", None, [lines[index]], [index]) for index in asides]
    drafts = _in_reading_order(drafts, sorted(beside, key=lambda draft: draft.places[0]))
    blocks = _finish(drafts, language, vocabulary_of(line.text for line in lines), frozenset(asides))
    symbol = document_symbol(lines, running_matter)
    title = next((block.text for block in blocks if block.kind == "title"), "")
    date = document_date([block.text for block in blocks if block.kind == "front"])
    return Document(
        source,
        language,
        tuple(blocks),
        symbol,
        title,
        encoding,
        tuple(RunningMatter(lines[at].number, lines[at].text, why) for at, why in sorted(running_matter.items())),
        (
            *(placed(source, warning) for warning in warnings),
            *numbering_faults(blocks, source),
            *_doubts([lines[index] for index in asides], source),
        ),
        date,
    )


def numbering_faults(blocks: Sequence[Block], source: str) -> list[str]:
    """Say where in a file paragraph numbers do not run on: missing, doubled or out of order."""
    faults: list[str] = []
    last: tuple[int, tuple[str, ...]] | None = None
    for block in blocks:
        if block.kind != "paragraph" or not block.key or not regex.fullmatch(r"\d[\d\s–—~～至-]*", block.label):
            continue
        values = [int(number) for number in regex.findall(r"\d+", block.label)]
        number, place = values[0], tuple(key for key in block.path if key.startswith(RESTARTS))
        if last is not None and number != last[0] + 1 and not (number == 1 and place != last[1]):
            message = _("paragraph {number} follows paragraph {last}").format(number=number, last=last[0])
            faults.append(placed(f"{source}:{block.line}", message))
        last = values[-1], place
    return faults


def _doubts(lines: Sequence[Line], source: str) -> list[str]:
    """Name the first lines that may be running matter and were kept, and say how many more there are."""
    told = [
        placed(
            f"{source}:{line.number}", _("{text!r} may belong to the page; it is kept as text").format(text=line.text)
        )
        for line in lines[:_TOLD_DOUBTS]
    ]
    if more := len(lines) - len(told):
        told.append(placed(source, _("{count} more lines that may belong to the page are kept").format(count=more)))
    return told


def _draft_note(note: NoteLines, lines: Sequence[Line]) -> Draft:
    first, *others = (lines[index] for index in note.indices)
    return Draft(
        "footnote", None, [first.holding(first.annotated.slice(note.offset)), *others], list(note.indices), note
    )


def _in_reading_order(drafts: list[Draft], notes: list[Draft]) -> list[Draft]:
    """Put each note after the block that it interrupts or follows."""
    out: list[Draft] = []
    waiting = list(notes)
    for at, draft in enumerate(drafts):
        out.append(draft)
        following = drafts[at + 1].places[0] if at + 1 < len(drafts) else None
        while waiting and (following is None or waiting[0].places[0] < following):
            out.append(waiting.pop(0))
    return out + waiting


def _finish(
    drafts: Sequence[Draft], language: Language, vocabulary: frozenset[str], asides: frozenset[int]
) -> list[Block]:
    """Make blocks of the drafts; a line that was set aside calls no note."""
    joined = [_join(draft, language, vocabulary) for draft in drafts]
    marks: dict[int, list[tuple[int, int, str]]] = {}
    notes = [(draft.note.label, draft.places[0]) for draft in drafts if draft.note]
    if notes and not any(text.notes for text in joined):
        pieces = zip(drafts, joined, strict=True)
        texts = {
            at: BlockText(text, draft.places)
            for at, (draft, text) in enumerate(pieces)
            if not draft.note and draft.places[0] not in asides
        }
        for anchor in find_references(texts, notes):
            marks.setdefault(anchor.block, []).append((anchor.start, anchor.end, anchor.label))
    blocks: list[Block] = []
    path: list[tuple[int, str]] = []
    for at, (draft, text) in enumerate(zip(drafts, joined, strict=True)):
        clean = take_out_marks(text.text, marks[at]) if at in marks else text
        blocks.append(_block(draft, clean, path))
    return blocks


def _block(draft: Draft, text: AnnotatedText, path: list[tuple[int, str]]) -> Block:
    first = draft.lines[0]
    label = draft.note.label if draft.note else draft.label.printed if draft.label else _computed(first)
    key = draft.label.key if draft.label else draft.note.label if draft.note else ""
    level = draft.level
    if draft.kind == "heading":
        level = _heading_level(draft, path)
        while path and path[-1][0] >= level:
            path.pop()
    above = tuple(key for _level, key in path if key)
    if draft.kind == "heading":
        path.append((level, key))
    words = text.text or label
    style, value = (draft.label.style, draft.label.value) if draft.label else ("", 0)
    return Block(
        draft.kind, label, words, level, above, text.notes, first.number, first.page, first.cells, key, style, value
    )


def _computed(line: Line) -> str:
    """Return the number that a format computed and that is none of those known, such as First; no sign of a list."""
    return line.label if regex.search(r"[\p{L}\p{N}]", line.label) else ""


def _heading_level(draft: Draft, path: Sequence[tuple[int, str]]) -> int:
    first = draft.lines[0]
    if first.level and (first.role == "heading" or not draft.label):  # that of a list is none of headings
        return first.level
    if draft.label:
        return draft.level
    if not path:
        return 1
    return path[-1][0] if not path[-1][1] else path[-1][0] + 1


def _join(draft: Draft, language: Language, vocabulary: frozenset[str]) -> JoinedText:
    texts = [line.annotated for line in draft.lines]
    if draft.label and draft.note is None:
        texts[0] = texts[0].slice(draft.label.end)
    return join_lines(texts, language, vocabulary)
