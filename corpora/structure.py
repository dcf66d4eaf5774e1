"""The one reader of structure: lines with layout in, blocks out, for every format."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from .document import Block, Document, Kind, Language, NoteReference
from .front import document_date, document_symbol, front_kinds, is_running_text, opens_preamble
from .joining import JoinedText, join_lines
from .labelling import Decision, decide_labels
from .layout import Page, as_furniture, find_furniture, is_complete, measure_page
from .lines import Line
from .notes import Anchor, NoteLines, find_notes, find_references, join_note_numbers, take_out
from .numbering import Label
from .width import display_width

_SUMMARY = regex.compile(r"(?:内容)?(?:概要|提要|摘要)|(?:executive\s)?summary", regex.IGNORECASE)
_DANGLING = regex.compile(r"(?:[,，、]|以及|和|与|及|\b(?:and|or|of|the|on|for|in|to))\s*$")
_FRONT_LINES = 60  # a masthead with its title and summary takes less
_SHORT_LINE = 0.8  # of a full line
_HEADING_WIDTH = 0.75  # of a full line
_WRAPPED_HEADING_WIDTH = 0.6  # headings are indented on both sides
_DEPTHS = {"annex": 1, "part": 1, "chapter": 1, "section": 2, "article": 2, "roman": 1, "upper": 2, "arabic": 3}


@dataclass(slots=True)
class _Draft:
    """A block being put together."""

    kind: Kind
    label: Label | None
    lines: list[Line] = field(default_factory=list)
    places: list[int] = field(default_factory=list)  # index of each line among all lines
    note: NoteLines | None = None


def build_document(
    lines: Sequence[Line], *, source: str, language: Language, encoding: str = "", warnings: Sequence[str] = ()
) -> Document:
    """Read the structure of a document.

    Args:
        lines: All its lines in reading order, page furniture and footnotes where they stand.
        source: Name of the file, for messages.
        language: Language of the text.
        encoding: How the bytes were read.
        warnings: What the reader of the format has to say.
    """
    lines = join_note_numbers(lines)
    page = measure_page(lines)
    furniture = find_furniture(lines, page)
    notes = find_notes(lines, furniture, page)
    in_notes = {index for note in notes for index in note.indices}
    body = [index for index in range(len(lines)) if index not in furniture and index not in in_notes]
    drafts = _draft_blocks(lines, body, page)
    drafts = _in_reading_order(drafts, [_draft_note(note, lines) for note in notes])
    blocks = _finish(drafts, language, _vocabulary(lines))
    symbol = document_symbol(lines, furniture)
    title = next((block.text for block in blocks if block.kind == "title"), "")
    date = document_date([block.text for block in blocks if block.kind == "front"])
    return Document(
        source, language, tuple(blocks), symbol, title, encoding, as_furniture(lines, furniture), tuple(warnings), date
    )


def _draft_blocks(lines: Sequence[Line], body: Sequence[int], page: Page) -> list[_Draft]:
    texts = [lines[index] for index in body]
    decisions = decide_labels(texts, page)
    front_end = _front_end(texts, decisions)
    drafts: list[_Draft] = []
    for at, (index, line) in enumerate(zip(body, texts, strict=True)):
        decision = decisions.get(at, Decision("text", None))
        following = texts[at + 1] if at + 1 < len(texts) else None
        before = texts[at - 1] if at else None
        front = at < front_end
        draft = _start(
            decision, line, drafts[-1] if drafts else None, before, following, page, at + 1 in decisions, front
        )
        if draft is not None:
            drafts.append(draft)
        drafts[-1].lines.append(line)
        drafts[-1].places.append(index)
    return _with_front(_split_articles(drafts))


def _front_end(texts: Sequence[Line], decisions: dict[int, Decision]) -> int:
    """Return the index of the first line that has a number or is the head of a summary; 0 where none is near."""
    for at, line in enumerate(texts[:_FRONT_LINES]):
        labelled = decisions.get(at, Decision("text", None)).action != "text"
        if labelled or _SUMMARY.fullmatch(line.text) or opens_preamble(line.text):
            return at
    return 0


def _start(
    decision: Decision,
    line: Line,
    current: _Draft | None,
    before: Line | None,
    following: Line | None,
    page: Page,
    labelled_next: bool,
    front: bool,
) -> _Draft | None:
    """Return the block that ``line`` opens, or None where it goes on with the current one."""
    match decision.action:
        case "paragraph" | "heading" | "item":
            return _Draft(decision.action, decision.label)
    if line.role in ("title", "front", "row", "heading"):
        joins = not line.whole and current is not None and current.lines[-1].role == line.role and line.role != "row"
        if not (joins and before is not None and page.is_full(before, line)):
            return _Draft(line.role, None)
        return None
    if current is None or before is None:
        return _Draft(_unlabelled_kind(line, following, page, labelled_next), None)
    if line.whole:
        return _Draft(_unlabelled_kind(line, following, page, labelled_next), None)
    joined = _front_goes_on(line, before, page) if front else _goes_on(line, current, before, page)
    if joined:
        return None
    return _Draft(_unlabelled_kind(line, following, page, labelled_next), None)


def _front_goes_on(line: Line, before: Line, page: Page) -> bool:
    if _DANGLING.search(before.text):
        return True
    return page.is_full(before, line) and bool(regex.match(r"\p{Han}|\p{Ll}", line.text))


def _goes_on(line: Line, current: _Draft, before: Line, page: Page) -> bool:
    """Whether an unnumbered printed line continues the block above it."""
    if current.kind == "heading":
        if current.label and len(current.lines) == 1 and not before.text[current.label.end :].strip():
            return not is_complete(line.text)  # 第一章 / 导言: the title stands under its label
        wide = display_width(before.text) > page.width * _WRAPPED_HEADING_WIDTH
        return not is_complete(before.text) and (
            page.is_full(before, line)
            or bool(_DANGLING.search(before.text))
            or (wide and _looks_like_heading(line, page))
        )
    if opens_preamble(before.text) or page.is_indented(line):
        return False
    if page.leads and not is_complete(before.text):
        return True
    short = display_width(before.text) < page.width * _SHORT_LINE and not page.is_full(before, line)
    if short and regex.search(r"[,，]$", before.text) and not _lower_start(line):
        return False  # a preambular paragraph ends with a comma
    if _DANGLING.search(before.text):
        return True
    if not is_complete(before.text):
        return page.is_full(before, line) or not _looks_like_heading(line, page) or _lower_start(line)
    return page.is_full(before, line) and not (line.lead > 2 > before.lead)


def _lower_start(line: Line) -> bool:
    return bool(regex.match(r"\p{Ll}|[，。；、）)]", line.text))


def _unlabelled_kind(line: Line, following: Line | None, page: Page, labelled_next: bool) -> Kind:
    if line.role == "heading":
        return "heading"
    if line.role == "body" or opens_preamble(line.text):
        return "paragraph"
    return "heading" if _looks_like_heading(line, page) and (following is not None) else "paragraph"


def _looks_like_heading(line: Line, page: Page) -> bool:
    limit = page.width * _HEADING_WIDTH if not line.whole else 60
    return display_width(line.text) < limit and not is_complete(line.text) and not _DANGLING.search(line.text)


def _split_articles(drafts: list[_Draft]) -> list[_Draft]:
    """Give the text that stands on the line of an article's label (第一条 人人…。) a block of its own."""
    out: list[_Draft] = []
    for draft in drafts:
        label = draft.label
        first = draft.lines[0]
        rest = first.text[label.end :] if label else ""
        if draft.kind == "heading" and label and rest and is_complete(draft.lines[-1].text) and label.end:
            cut = Line(first.text[: label.end], first.number, first.page, whole=True)
            moved = tuple(NoteReference(note.offset - label.end, note.label) for note in first.notes)
            tail = Line(rest, first.number, first.page, notes=moved, whole=first.whole)
            out.append(_Draft("heading", label, [cut], draft.places[:1]))
            out.append(_Draft("paragraph", None, [tail, *draft.lines[1:]], draft.places))
        else:
            out.append(draft)
    return out


def _with_front(drafts: list[_Draft]) -> list[_Draft]:
    """Name what stands before the text proper: front matter, title, summary."""
    texts = [" ".join(line.text for line in draft.lines) for draft in drafts[: _FRONT_LINES * 2]]
    end = next(
        (
            at
            for at, (draft, text) in enumerate(zip(drafts, texts, strict=False))
            if draft.label or _is_summary_head(draft) or is_running_text(text)
        ),
        0,
    )
    told = [at for at, draft in enumerate(drafts[:end]) if draft.lines[0].role == "title" or _is_top(draft, drafts)]
    kinds = front_kinds(texts[:end])
    title = told[-1] if told else kinds.index("title") if "title" in kinds else -1
    for at, draft in enumerate(drafts[:end]):
        if at == title:
            draft.kind = "title"
        elif draft.kind != "row" and not (at > title and draft.lines[0].role == "heading"):
            draft.kind = "front"
    summary = False
    for draft in drafts[end:]:
        if draft.kind == "heading":
            summary = _is_summary_head(draft)
        elif summary and draft.kind == "paragraph" and not draft.label:
            draft.kind = "summary"
    return drafts


def _is_top(draft: _Draft, drafts: Sequence[_Draft]) -> bool:
    """Whether the format gives this heading, and no other, the highest level."""
    highest = [other for other in drafts if other.lines[0].role == "heading" and other.lines[0].level == 1]
    return highest == [draft]


def _is_summary_head(draft: _Draft) -> bool:
    return draft.label is None and len(draft.lines) == 1 and bool(_SUMMARY.fullmatch(draft.lines[0].text))


def _draft_note(note: NoteLines, lines: Sequence[Line]) -> _Draft:
    first, *others = (lines[index] for index in note.indices)
    cut = Line(first.text[note.offset :], first.number, first.page, notes=first.notes)
    return _Draft("footnote", None, [cut, *others], list(note.indices), note)


def _in_reading_order(drafts: list[_Draft], notes: list[_Draft]) -> list[_Draft]:
    """Put each note after the block that it interrupts or follows."""
    out: list[_Draft] = []
    waiting = list(notes)
    for at, draft in enumerate(drafts):
        out.append(draft)
        following = drafts[at + 1].places[0] if at + 1 < len(drafts) else None
        while waiting and (following is None or waiting[0].places[0] < following):
            out.append(waiting.pop(0))
    return out + waiting


def _finish(drafts: Sequence[_Draft], language: Language, vocabulary: frozenset[str]) -> list[Block]:
    joined = [_join(draft, language, vocabulary) for draft in drafts]
    told = [_told_references(draft, text) for draft, text in zip(drafts, joined, strict=True)]
    anchors = [] if any(told) else _anchors(drafts, joined, language)
    by_block: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        by_block.setdefault(anchor.block, []).append(anchor)
    callers = {anchor.label: anchor.block for anchor in reversed(anchors)}
    callers |= {ref.label: at for at, refs in reversed(list(enumerate(told))) for ref in refs}
    blocks: list[Block] = []
    path: list[tuple[int, str]] = []
    for at, (draft, text) in enumerate(zip(drafts, joined, strict=True)):
        clean, references = take_out(text.text, by_block.get(at, []))
        blocks.append(_block(draft, clean, references or told[at], path, callers))
    return blocks


def _block(
    draft: _Draft,
    text: str,
    references: tuple[NoteReference, ...],
    path: list[tuple[int, str]],
    callers: dict[str, int],
) -> Block:
    first = draft.lines[0]
    level = 0
    label = draft.note.label if draft.note else draft.label.printed if draft.label else ""
    if draft.kind == "heading":
        level = _heading_level(draft, path)
        while path and path[-1][0] >= level:
            path.pop()
    here = tuple(key for _level, key in path if key)
    if draft.kind == "heading":
        path.append((level, draft.label.key if draft.label else ""))
    if draft.kind == "item" and draft.label:
        level = 1
    return Block(
        draft.kind,
        label,
        text or label,
        level,
        here,
        references,
        first.number,
        first.page,
        first.cells,
        callers.get(label) if draft.note else None,
    )


def _heading_level(draft: _Draft, path: Sequence[tuple[int, str]]) -> int:
    if draft.lines[0].level:
        return draft.lines[0].level
    if draft.label:
        return _DEPTHS.get(draft.label.style, 4)
    if not path:
        return 1
    return path[-1][0] if not path[-1][1] else path[-1][0] + 1


def _join(draft: _Draft, language: Language, vocabulary: frozenset[str]) -> JoinedText:
    texts = [line.text for line in draft.lines]
    if draft.label and draft.note is None:
        texts[0] = texts[0][draft.label.end :]
    return join_lines(texts, language, vocabulary)


def _told_references(draft: _Draft, joined: JoinedText) -> tuple[NoteReference, ...]:
    """Return the references that the format itself tells, moved to their places in the joined text.

    Joining changes white space only, so a place is found again by the characters before it in its line.
    """
    found = []
    for row, line in enumerate(draft.lines):
        cut = draft.label.end if row == 0 and draft.label and draft.note is None else 0
        for note in line.notes:
            before = len("".join(line.text[cut : note.offset].split()))
            found.append(NoteReference(_offset_after(joined.text, joined.lines[row], before), note.label))
    return tuple(found)


def _offset_after(text: str, start: int, count: int) -> int:
    """Return the offset in ``text`` after ``count`` characters that are no white space, counted from ``start``."""
    at = start
    while count and at < len(text):
        count -= not text[at].isspace()
        at += 1
    return at


def _anchors(drafts: Sequence[_Draft], joined: Sequence[JoinedText], language: Language) -> list[Anchor]:
    callers = [at for at, draft in enumerate(drafts) if draft.kind != "footnote"]
    notes = [(draft.note.label, draft.places[0]) for draft in drafts if draft.note]
    if not notes:
        return []
    found = find_references(
        [joined[at] for at in callers], [tuple(drafts[at].places) for at in callers], notes, language
    )
    return [Anchor(callers[anchor.block], anchor.start, anchor.end, anchor.label) for anchor in found]


def _vocabulary(lines: Sequence[Line]) -> frozenset[str]:
    words = (word.lower() for line in lines for word in regex.findall(r"\p{Latin}+(?:-\p{Latin}+)*(?!-)", line.text))
    return frozenset(words)
