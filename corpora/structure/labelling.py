"""Which numbered lines are paragraphs, headings or items, decided over the whole document.

`2. 人权理事会` is a sub-heading and `2. 截至…` a paragraph; what tells them apart is sequence: paragraph numbers run
through the document, heading numbers start again under each heading. A beam search keeps the best readings of all
numbered lines so far (states: last paragraph number, open headings, open items).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import regex

from ...language.script import display_width
from ..line import Line
from .labels import Label, Style, read_labels
from .page import Page, is_complete

_RANK: dict[Style, int] = {
    "annex": 0, "part": 1, "chapter": 2, "section": 3, "article": 4, "roman": 5, "upper": 6, "arabic": 7, "decimal": 8,
    "han-paren": 9, "lower-paren": 10, "arabic-paren": 11, "roman-paren": 12, "circled": 13,
}  # fmt: skip
_ALWAYS_HEADING = frozenset({"annex", "part", "chapter", "section", "article"})
_PAREN = frozenset({"lower-paren", "roman-paren", "han-paren", "arabic-paren", "circled"})
_RESTART = frozenset({"annex", "part", "article"})
_ITEM_END = regex.compile(r"(?:[;；,，、]|[;；,]\s(?:and|or)|[;；，、](?:以及|和|或|并))\s*$")
_LONG = 1.6  # full lines; a numbered text longer than this is hardly a heading

# Scores of the search, added up over all numbered lines; set by hand, none learnt. What they give is held by the tests
# of A/76/36, the sample and the resolutions. What the format tells outweighs any looks; sequence outweighs one look.
_TOLD_HEADING = 6.0  # for a heading, against the rest
_TOLD_TEXT = -2.0  # against a heading where the format says body or item
# the line before stops in mid-sentence, or not
_GOES_ON, _BEGINS = -2.5, 0.5
_TEXT_GOES_ON, _TEXT_BEGINS = 1.0, -3.0  # plain text that happens to start with a number
# paragraph numbers: the next one; 1 after a heading; some left out, each costing more up to so many; the same; back
_NEXT_PARAGRAPH, _FIRST_AGAIN = 3.0, 1.5
_GAP, _GAP_STEP, _LONGEST_GAP = -1.0, -0.5, 8
_SAME_NUMBER, _NUMBER_GOES_BACK = -3.0, -4.0
_ODD_PARAGRAPH = -1.0  # numbered as paragraphs seldom are: 一、 or 3.2
# heading numbers: the next one of their level (or none, 附件); 1 again; any other
_NEXT_HEADING, _HEADING_AGAIN, _HEADING_OUT_OF_TURN = 2.5, -1.5, -2.0
_SURE_HEADING = 1.5  # at least, for 第一章, Annex II and the like
_BRACKETED_HEADING = -1.0
# items: the next one; a list begins with 1; 1 again in an open list; out of turn in one; a list that begins later
_NEXT_ITEM, _FIRST_ITEM, _ITEM_AGAIN, _ITEM_OUT_OF_TURN, _LATE_ITEM = 2.5, 1.5, -0.5, -2.0, -2.5
_BARE_ITEM = -1.5  # A. or I. without brackets
# looks (paragraph, heading, item) of a text that ends as a sentence does; a full line that does not; a short one
_LOOKS_COMPLETE, _LOOKS_FULL, _LOOKS_SHORT = (2.0, -2.5, 1.0), (-1.0, 1.5, -0.5), (-1.5, 2.0, 0.0)
_LONG_TEXT = 1.0  # for a paragraph, against a heading
_ITEM_STOP = 1.5  # a semicolon or "and" at its end: for an item, against a heading


@dataclass(frozen=True, slots=True)
class Decision:
    """What a numbered line is.

    Attributes:
        action: Paragraph, heading, item, or plain text that happens to start with a number.
        label: The reading of its number; None for plain text.
        level: Depth of an item in its lists, 1 = outermost; 0 for the rest.
    """

    action: Literal["paragraph", "heading", "item", "text"]
    label: Label | None
    level: int = 0


TEXT = Decision("text", None)


class _State(NamedTuple):
    score: float
    paragraph: int  # last paragraph number
    headings: tuple[tuple[Style, int], ...]  # open headings, outermost first
    items: tuple[tuple[Style, int], ...]  # open lists, outermost first
    fresh: bool  # a heading came since the last paragraph under which numbers may start again
    history: "tuple[_State, Decision] | None"


class _Shape(NamedTuple):
    heading: float  # how much the line looks like a heading
    paragraph: float  # how much it looks like running text
    item: float
    start: float  # how much it looks like the start of a block: the line before it is whole, or stops in mid-sentence
    text: float  # how much like text that goes on
    told: float  # what its format says for a heading


def decide_labels(lines: Sequence[Line], page: Page, beam_width: int) -> dict[int, Decision]:
    """Decide what each line that starts with a number is.

    Args:
        lines: The text's lines, without running matter and footnotes.
        page: Measures of the page.
        beam_width: How many readings of all numbered lines so far are kept.

    Returns:
        Index of a line -> what it is; lines without a number are not in it.
    """
    readings = {index: found for index, line in enumerate(lines) if (found := _labels_of(line))}
    beam = [_State(0.0, 0, (), (), True, None)]
    order = list(readings)
    for at, index in enumerate(order):
        following = order[at + 1] if at + 1 < len(order) else len(lines)
        shape = _shape(lines, index, following, page)
        grown = [new for state in beam for new in _successors(state, readings[index], shape)]
        beam = _prune(grown, beam_width)
    state = beam[0]
    decisions: list[Decision] = []
    while state.history:
        state, decision = state.history
        decisions.append(decision)
    return dict(zip(order, reversed(decisions), strict=True))


def _labels_of(line: Line) -> list[Label]:
    """Return every reading of a line's number: the one its format computed, else the one typed in its text."""
    if line.role in ("front", "footnote", "row", "running matter"):
        return []
    if not line.label:
        return read_labels(line.text)
    readings = read_labels(f"{line.label} {line.text}") or read_labels(f"{line.label}. {line.text}")
    return [replace(reading, end=0) for reading in readings]


def _prune(states: list[_State], width: int) -> list[_State]:
    best: dict[tuple[object, ...], _State] = {}
    for state in sorted(states, key=lambda s: -s.score):
        key = (state.paragraph, state.headings, state.items, state.fresh)
        best.setdefault(key, state)
        if len(best) == width:
            break
    return list(best.values())


def _successors(state: _State, readings: list[Label], shape: _Shape) -> list[_State]:
    out = [state._replace(score=state.score + shape.text, history=(state, TEXT))]
    for label in readings:
        if label.style in ("arabic", "decimal") or (label.style == "roman" and label.han):
            out.append(_after_paragraph(state, label, shape))
        if label.style in _PAREN or label.style in ("upper", "roman"):
            out.append(_after_item(state, label, shape))
        out.append(_after_heading(state, label, shape))
    return out


def _after_paragraph(state: _State, label: Label, shape: _Shape) -> _State:
    step = label.value - state.paragraph
    score = shape.paragraph + shape.start + (_ODD_PARAGRAPH if label.style != "arabic" else 0.0)
    if step == 1 or (label.suffix and step == 0):
        score += _NEXT_PARAGRAPH
    elif label.value == 1 and state.fresh:
        score += _FIRST_AGAIN
    elif step > 1:
        score += _GAP + _GAP_STEP * min(step, _LONGEST_GAP)
    else:
        score += _SAME_NUMBER if step == 0 else _NUMBER_GOES_BACK
    last = label.last or label.value
    return _State(state.score + score, last, state.headings, (), False, (state, Decision("paragraph", label)))


def _after_heading(state: _State, label: Label, shape: _Shape) -> _State:
    rank = _RANK[label.style]
    kept = tuple(open_ for open_ in state.headings if _RANK[open_[0]] < rank)
    siblings = [value for style, value in state.headings if style == label.style]
    expected = siblings[-1] + 1 if siblings else 1
    score = shape.heading + shape.start
    if label.value == expected or label.value == 0:
        score += _NEXT_HEADING
    elif label.value != 1:
        score += _HEADING_OUT_OF_TURN
    elif label.style != "article":
        score += _HEADING_AGAIN
    if label.style in _ALWAYS_HEADING:
        score = max(score, shape.start + _SURE_HEADING)
    if label.style in _PAREN:
        score += _BRACKETED_HEADING
    score += shape.told
    fresh = state.fresh or label.style in _RESTART
    headings = (*kept, (label.style, label.value))
    return _State(state.score + score, state.paragraph, headings, (), fresh, (state, Decision("heading", label)))


def _after_item(state: _State, label: Label, shape: _Shape) -> _State:
    styles = [style for style, _value in state.items]
    score = shape.item + shape.start + (_BARE_ITEM if label.style not in _PAREN else 0.0)
    if label.style in styles:
        depth = styles.index(label.style)
        step = label.value - state.items[depth][1]
        score += _NEXT_ITEM if step == 1 else _ITEM_AGAIN if label.value == 1 else _ITEM_OUT_OF_TURN
        items = (*state.items[:depth], (label.style, label.value))
    else:
        score += _FIRST_ITEM if label.value == 1 else _LATE_ITEM
        items = (*state.items, (label.style, label.value))
    return state._replace(score=state.score + score, items=items, history=(state, Decision("item", label, len(items))))


def _shape(lines: Sequence[Line], index: int, following: int, page: Page) -> _Shape:
    """Score the looks of a numbered line and of the lines under it, up to the next number."""
    line = lines[index]
    after = lines[index + 1] if index + 1 < len(lines) else None
    extent = lines[index:following]
    begins = line.text if line.whole else "".join(part.text for part in extent[:12])
    length = display_width(begins) / max(page.width, 40)
    full = not line.whole and page.is_full(line, after)
    complete = _closes(line.text) or (full and (len(extent) > 3 or any(_closes(part.text) for part in extent)))
    paragraph, heading, item = _LOOKS_COMPLETE if complete else _LOOKS_FULL if full else _LOOKS_SHORT
    if length > _LONG and complete:
        paragraph, heading = paragraph + _LONG_TEXT, heading - _LONG_TEXT
    if _ITEM_END.search(line.text if line.whole else extent[-1].text):
        item, heading = item + _ITEM_STOP, heading - _ITEM_STOP
    before = lines[index - 1] if index and not line.whole else None
    # the line before stops in mid-sentence at the right edge: this one should go on with it
    broken = before is not None and not _closes(before.text) and page.is_full(before, line)
    start, text = (_GOES_ON, _TEXT_GOES_ON) if broken else (_BEGINS, _TEXT_BEGINS)
    told = _TOLD_HEADING if line.role == "heading" else _TOLD_TEXT if line.role in ("body", "item") else 0.0
    against = max(told, 0.0)
    return _Shape(heading, paragraph - against, item - against, start, text, told)


def _closes(text: str) -> bool:
    return is_complete(text) or bool(_ITEM_END.search(text))
