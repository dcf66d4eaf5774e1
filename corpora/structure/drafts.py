"""Lines put together to blocks: where each begins, what kind it is, which lines go on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

import regex

from ...language.script import display_width
from ...language.words import CLOSING_MARKS, FINAL_STOPS, reads_on
from ..document import Kind
from ..line import Line
from .front_matter import (
    FIRST_HEADS,
    SHORTEST_TITLE,
    first_sentence,
    front_kinds,
    is_masthead,
    is_running_text,
    is_wrapped,
    opens_preamble,
)
from .label import Label
from .labelling import TEXT, Decision, decide_labels
from .labels import read_labels
from .notes import NoteLines
from .page import Page, is_complete
from .paragraph_breaks import front_goes_on_with, goes_on_with, is_title, looks_like_heading, whole_goes_on_with

_SUMMARY = regex.compile(r"(?:内容)?(?:概要|提要|摘要)|(?:executive\s)?summary", regex.IGNORECASE)
_FRONT_LINES = 60  # a masthead with its title and summary takes less
_CLOSED = regex.compile(rf"[{FINAL_STOPS},，…—–-][{CLOSING_MARKS}]*\s*$")
_CLAUSE = regex.compile(r"[,，;；:：]|[.。]\s?\S")
_LONGEST_TITLE = 60  # columns
_MOST_HEADINGS = 3  # in a row, of those without numbers


@dataclass(slots=True)
class Draft:
    """A block being put together."""

    kind: Kind
    label: Label | None
    lines: list[Line] = field(default_factory=list)
    places: list[int] = field(default_factory=list)  # index of each line among all lines
    note: NoteLines | None = None
    level: int = 0  # depth of an item in its lists


def draft_blocks(lines: Sequence[Line], body: Sequence[int], page: Page, beam_width: int) -> list[Draft]:
    """Put the lines of the text together to blocks.

    Args:
        lines: All lines of the document.
        body: Indices of those that are neither running matter nor footnotes.
        page: Measures of the page.
        beam_width: How many readings of all numbered lines are kept.
    """
    texts = [lines[index] for index in body]
    decisions = decide_labels(texts, page, beam_width)
    front_end = _front_end(texts, decisions)
    drafts: list[Draft] = []
    for at, (index, line) in enumerate(zip(body, texts, strict=True)):
        decision = decisions.get(at, TEXT)
        current = drafts[-1] if drafts else None
        adjoining = current is not None and current.places[-1] + 1 == index
        draft = _start(decision, texts, at, current, page, front=at < front_end, adjoining=adjoining)
        if draft is not None:
            drafts.append(draft)
        drafts[-1].lines.append(line)
        drafts[-1].places.append(index)
    return _with_lists(_with_front(_split_articles(drafts)))


def _with_lists(drafts: list[Draft]) -> list[Draft]:
    """Take short lines in a row for a list, names or the rows of a table, not for headings without a text.

    A heading may stand under another; the last of more than that is still one where a text stands under it.
    """
    for looks, found in groupby(range(len(drafts)), key=lambda at: _is_short_line(drafts[at])):
        run = list(found)
        follows = drafts[run[-1] + 1 :][:1]
        headed = bool(follows) and follows[0].kind in ("paragraph", "item") and follows[0].note is None
        lone = len(run) <= _MOST_HEADINGS and bool(follows)
        if looks and not lone and len(run) > 1:
            for at in run[:-1] if headed and _is_text(follows[0]) else run:
                drafts[at].kind = "paragraph"
    return drafts


def _is_short_line(draft: Draft) -> bool:
    """Whether a block is a heading by its looks alone: no number and no format says so."""
    return draft.kind == "heading" and draft.label is None and not draft.lines[0].role


def _is_text(draft: Draft) -> bool:
    return draft.label is not None or is_complete(draft.lines[-1].text) or len(draft.lines) > 1


def _front_end(texts: Sequence[Line], decisions: dict[int, Decision]) -> int:
    """Return the index of the first line that has a number or is the head of a summary; 0 where none is near."""
    for at, line in enumerate(texts[:_FRONT_LINES]):
        labelled = decisions.get(at, TEXT).action != "text"
        if labelled or _SUMMARY.fullmatch(line.text) or opens_preamble(line.text):
            return at
    return 0


def _start(
    decision: Decision,
    texts: Sequence[Line],
    at: int,
    current: Draft | None,
    page: Page,
    *,
    front: bool,
    adjoining: bool,
) -> Draft | None:
    """Return the block that a line opens, or None where it goes on with the current one.

    Args:
        decision: What its number says.
        texts: The lines of the text.
        at: Index of the line among them.
        current: The block that the line before it belongs to.
        page: Measures of the page.
        front: Whether it stands before the first number.
        adjoining: Whether no note or running matter stands between the two.
    """
    if decision.action != "text":
        return Draft(decision.action, decision.label, level=decision.level)
    line = texts[at]
    opened = Draft(_unlabelled_kind(line, page, at + 1 == len(texts)), None)
    if current is None:
        return opened
    before = current.lines[-1]
    if _is_bare_label(current) and (line.role, line.level) == (before.role, before.level):
        return None if is_title(texts, at, page) and not read_labels(line.text) else opened
    if line.role in ("title", "front", "row", "heading"):
        alike = before.role == line.role and line.role != "row" and not line.whole
        return None if alike and page.is_full(before, line) else opened
    if _SUMMARY.fullmatch(line.text) and not line.text[0].islower():
        return opened
    if line.whole or before.whole:
        cut = _is_cut_by_page(line, before) and not adjoining
        joined = cut or whole_goes_on_with(line, before, numbered=current.label is not None)
        return None if joined else opened
    if front:
        return None if front_goes_on_with(line, before, page, current.lines[0].text) else opened
    joined = goes_on_with(
        line,
        before,
        page,
        first=current.lines[0].text,
        heading=current.kind == "heading",
        numbered=current.label is not None,
        adjoining=adjoining,
    )
    return None if joined else opened


def _is_cut_by_page(line: Line, before: Line) -> bool:
    """Whether a paragraph of a plain text breaks off where a page ends, and goes on in the next one."""
    return line.gap is not None and not line.role and not is_complete(before.text) and reads_on(line.text)


def _is_bare_label(draft: Draft) -> bool:
    """Whether a heading is only a label so far, so that its title may stand under it: 第一章 / 导言."""
    label = draft.label
    bare = label is not None and not draft.lines[0].text[label.end :].strip()
    return bare and draft.kind == "heading" and len(draft.lines) == 1


def _unlabelled_kind(line: Line, page: Page, ends: bool) -> Kind:
    if line.role in ("title", "front", "row", "heading"):
        return line.role
    if line.role in ("body", "item") or opens_preamble(line.text):
        return "paragraph"
    return "heading" if looks_like_heading(line, page) and not ends else "paragraph"


def _split_articles(drafts: list[Draft]) -> list[Draft]:
    """Give the text that stands on the line of an article's label (第一条 人人…。) a block of its own."""
    texts = {_series(draft) for at, draft in enumerate(drafts) if _has_text(draft, drafts[at + 1 : at + 2])}
    out: list[Draft] = []
    for draft in drafts:
        label = draft.label
        if label and _series(draft) in texts and _ends_as_text(draft):
            first = draft.lines[0]
            bare = Line("", first.number, first.page, whole=first.whole)
            head, tail = map(bare.holding, first.annotated.cut([(0, label.end), (label.end, len(first.text))]))
            out.append(Draft("heading", label, [head], draft.places[:1], level=draft.level))
            out.append(Draft("paragraph", None, [tail, *draft.lines[1:]], draft.places))
        else:
            out.append(draft)
    return out


def _series(draft: Draft) -> str:
    return draft.label.counts if draft.label else ""


def _ends_as_text(draft: Draft) -> bool:
    label, first = draft.label, draft.lines[0]
    stands_with_it = bool(label and label.end and first.text[label.end :])
    return draft.kind == "heading" and stands_with_it and is_complete(draft.lines[-1].text)


def _has_text(draft: Draft, following: Sequence[Draft]) -> bool:
    """Whether what stands beside a heading's label is text and no title with a stop, as in "Section 2 – Scope."."""
    if not _ends_as_text(draft):
        return False
    alone = not following or _series(following[0]) == _series(draft)
    text = " ".join(line.text for line in draft.lines)[draft.label.end if draft.label else 0 :]
    return alone or display_width(text) > _LONGEST_TITLE or bool(_CLAUSE.search(text)) or text[-1] in ":：;；"


def _with_front(drafts: list[Draft]) -> list[Draft]:
    """Name what stands before the text proper: front matter, title, summary."""
    texts = [_text(draft) for draft in drafts[: _FRONT_LINES * 2]]
    drafts = _unwrap(drafts, _end_of_front(drafts, texts))
    texts = [_text(draft) for draft in drafts[: _FRONT_LINES * 2]]
    end = _end_of_front(drafts, texts)
    tops = [at for at, draft in enumerate(drafts) if draft.lines[0].role == "heading" and draft.lines[0].level == 1]
    top = tops[0] if len(tops) == 1 else -1  # the format gives this heading, and no other, the highest level
    told = [at for at, draft in enumerate(drafts[:end]) if draft.lines[0].role == "title" or at == top]
    kinds = ["title"] if end == 1 and not is_masthead(texts[0]) else front_kinds(texts[:end])
    title = told[-1] if told else kinds.index("title") if "title" in kinds else -1
    for at, draft in enumerate(drafts[:end]):
        if at == title:
            draft.kind = "title"
        elif draft.kind != "row" and not (at > title and draft.lines[0].role == "heading"):
            draft.kind = "front"
    _name_summaries(drafts[end:])
    return drafts


def _unwrap(drafts: Sequence[Draft], end: int) -> list[Draft]:
    """Join the lines of each title of the front matter, which ends before ``end``, or a line later in mid-title."""
    out: list[Draft] = []
    for at, draft in enumerate(drafts):
        above = out[-1] if out else None
        alike = above is not None and not draft.label and above.lines[-1].role == draft.lines[0].role != "row"
        if above and alike and at <= end > 0 and is_wrapped(_text(above), _text(draft)):
            above.lines += draft.lines
            above.places += draft.places
            above.kind = "paragraph" if is_complete(draft.lines[-1].text) else above.kind
        else:
            out.append(draft)
    return out


def _text(draft: Draft) -> str:
    return " ".join(line.text for line in draft.lines)


def _end_of_front(drafts: Sequence[Draft], texts: Sequence[str]) -> int:
    """Return the index of the first draft that is text; without numbers and masthead, at most a title is front."""
    pairs = enumerate(zip(drafts, texts, strict=False))
    begins = (at for at, (draft, text) in pairs if draft.label or _is_summary_head(draft) or is_running_text(text))
    end = next(begins, len(texts) if texts and is_masthead(texts[0]) else 0)
    end = first_sentence(texts[:end], end if end < len(texts) else 0)
    if any(map(is_masthead, texts[:end])) or any(draft.lines[0].role in ("title", "front") for draft in drafts[:end]):
        return end
    if (
        len(drafts) < 2
        or drafts[0].label
        or drafts[0].kind == "row"
        or len(texts[0]) < SHORTEST_TITLE
        or FIRST_HEADS.fullmatch(texts[0])
    ):
        return 0
    # a treaty, a speech or an article: its first line may be its title
    return 1 if drafts[0].kind == "heading" or not _CLOSED.search(texts[0]) else 0


def _name_summaries(drafts: Sequence[Draft]) -> None:
    summary = False
    for draft in drafts:
        if draft.kind == "heading":
            summary = _is_summary_head(draft)
        elif summary and draft.kind == "paragraph" and not draft.label:
            draft.kind = "summary"


def _is_summary_head(draft: Draft) -> bool:
    return draft.label is None and len(draft.lines) == 1 and bool(_SUMMARY.fullmatch(draft.lines[0].text))
