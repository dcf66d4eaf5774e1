"""Lines put together to blocks: where each begins, what kind it is, which lines go on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from ...language.script import display_width
from ..document import Kind
from ..line import Line
from .front_matter import front_kinds, is_masthead, is_running_text, opens_preamble
from .label import Label
from .labelling import TEXT, Decision, decide_labels
from .notes import NoteLines
from .page import Page, is_complete

_SUMMARY = regex.compile(r"(?:内容)?(?:概要|提要|摘要)|(?:executive\s)?summary", regex.IGNORECASE)
_DANGLING = regex.compile(r"(?:[,，、]|以及|和|与|及|\b(?:and|or|of|the|on|for|in|to))\s*$")
_ENDS_SPEECH = regex.compile(r"[—–…-][\p{Pf}\"'”’]*$")
_FRONT_LINES = 60  # a masthead with its title and summary takes less
_FIRST_HEADS = regex.compile(
    r"preamble|foreword|preface|introduction|(?:executive )?summary"
    r"|序言|前言|序|导言|導言|引言|(?:内容)?(?:概要|提要|摘要)",
    regex.IGNORECASE,
)
_CLOSED = regex.compile(r"[.。!！?？:：;；,，…—–-][\p{Pe}\p{Pf}\"']*\s*$")
_CLAUSE = regex.compile(r"[,，;；:：]|[.。]\s?\S")
_LONGEST_TITLE = 60  # columns
_SHORT_LINE = 0.8  # of a full line
_HEADING_WIDTH = 0.75  # of a full line
_WRAPPED_HEADING_WIDTH = 0.6  # headings are indented on both sides


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
        ends = at + 1 == len(texts)
        draft = _start(decision, line, drafts[-1] if drafts else None, page, at < front_end, ends)
        if draft is not None:
            drafts.append(draft)
        drafts[-1].lines.append(line)
        drafts[-1].places.append(index)
    return _with_front(_split_articles(drafts))


def _front_end(texts: Sequence[Line], decisions: dict[int, Decision]) -> int:
    """Return the index of the first line that has a number or is the head of a summary; 0 where none is near."""
    for at, line in enumerate(texts[:_FRONT_LINES]):
        labelled = decisions.get(at, TEXT).action != "text"
        if labelled or _SUMMARY.fullmatch(line.text) or opens_preamble(line.text):
            return at
    return 0


def _start(decision: Decision, line: Line, current: Draft | None, page: Page, front: bool, ends: bool) -> Draft | None:
    """Return the block that ``line`` opens, or None where it goes on with the current one.

    Args:
        decision: What its number says.
        line: The line.
        current: The block that the line before it belongs to.
        page: Measures of the page.
        front: Whether it stands before the first number.
        ends: Whether it is the last line of the text.
    """
    if decision.action != "text":
        return Draft(decision.action, decision.label, level=decision.level)
    before = current.lines[-1] if current else None
    if line.role in ("title", "front", "row", "heading"):
        alike = before is not None and before.role == line.role and line.role != "row" and not line.whole
        return None if alike and before is not None and page.is_full(before, line) else Draft(line.role, None)
    if current is None or before is None or line.whole:
        return Draft(_unlabelled_kind(line, page, ends), None)
    joined = _front_goes_on(line, before, page) if front else _goes_on(line, current, before, page)
    return None if joined else Draft(_unlabelled_kind(line, page, ends), None)


def _front_goes_on(line: Line, before: Line, page: Page) -> bool:
    if _DANGLING.search(before.text):
        return True
    return page.is_full(before, line) and bool(regex.match(r"\p{Han}|\p{Ll}", line.text))


def _goes_on(line: Line, current: Draft, before: Line, page: Page) -> bool:
    """Whether an unnumbered printed line continues the block above it."""
    if current.kind == "heading":
        return _heading_goes_on(line, current, before, page)
    if opens_preamble(before.text) or page.is_indented(line):
        return False
    if page.leads and not is_complete(before.text):
        return True
    full = page.is_full(before, line)
    short = display_width(before.text) < page.width * _SHORT_LINE and not full
    if short and before.text[-1:] in (",", "，") and not _lower_start(line):
        return False  # a preambular paragraph ends with a comma
    if _DANGLING.search(before.text):
        return True
    if not is_complete(before.text):
        return full or not _looks_like_heading(line, page) or _lower_start(line)
    return full and not (line.lead > 2 > before.lead)


def _heading_goes_on(line: Line, current: Draft, before: Line, page: Page) -> bool:
    if current.label and len(current.lines) == 1 and not before.text[current.label.end :].strip():
        return not is_complete(line.text)  # 第一章 / 导言: the title stands under its label
    if is_complete(before.text):
        return False
    wide = display_width(before.text) > page.width * _WRAPPED_HEADING_WIDTH
    dangling = bool(_DANGLING.search(before.text))
    return page.is_full(before, line) or dangling or (wide and _looks_like_heading(line, page))


def _lower_start(line: Line) -> bool:
    return bool(regex.match(r"\p{Ll}|[，。；、）)]", line.text))


def _unlabelled_kind(line: Line, page: Page, ends: bool) -> Kind:
    if line.role == "heading":
        return "heading"
    if line.role == "body" or opens_preamble(line.text):
        return "paragraph"
    return "heading" if _looks_like_heading(line, page) and not ends else "paragraph"


def _looks_like_heading(line: Line, page: Page) -> bool:
    limit = page.width * _HEADING_WIDTH if not line.whole else 60
    stops = is_complete(line.text) or _DANGLING.search(line.text) or _ENDS_SPEECH.search(line.text)
    return display_width(line.text) < limit and not stops


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
    return draft.label.name or draft.label.style if draft.label else ""


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
    texts = [" ".join(line.text for line in draft.lines) for draft in drafts[: _FRONT_LINES * 2]]
    end = _end_of_front(drafts, texts)
    tops = [at for at, draft in enumerate(drafts) if draft.lines[0].role == "heading" and draft.lines[0].level == 1]
    top = tops[0] if len(tops) == 1 else -1  # the format gives this heading, and no other, the highest level
    told = [at for at, draft in enumerate(drafts[:end]) if draft.lines[0].role == "title" or at == top]
    kinds = front_kinds(texts[:end])
    title = told[-1] if told else kinds.index("title") if "title" in kinds else -1
    for at, draft in enumerate(drafts[:end]):
        if at == title:
            draft.kind = "title"
        elif draft.kind != "row" and not (at > title and draft.lines[0].role == "heading"):
            draft.kind = "front"
    _name_summaries(drafts[end:])
    return drafts


def _end_of_front(drafts: Sequence[Draft], texts: Sequence[str]) -> int:
    """Return the index of the first draft that is text; without numbers and masthead, at most a title is front."""
    pairs = enumerate(zip(drafts, texts, strict=False))
    begins = (at for at, (draft, text) in pairs if draft.label or _is_summary_head(draft) or is_running_text(text))
    end = next(begins, 0)
    if any(map(is_masthead, texts[:end])) or any(draft.lines[0].role in ("title", "front") for draft in drafts[:end]):
        return end
    if not drafts or drafts[0].label or _FIRST_HEADS.fullmatch(texts[0]):
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
