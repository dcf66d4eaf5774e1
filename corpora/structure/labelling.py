"""Which numbered lines are paragraphs, headings or items, decided over the whole document.

`2. 人权理事会` is a sub-heading and `2. 截至…` a paragraph; what tells them apart is sequence: paragraph numbers run
through the document, heading numbers start again under each heading. A beam search keeps the best readings of all
numbered lines so far (states: last paragraph number, open headings, open items).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import regex

from ...language.script import display_width, has_han
from ...language.words import breaks_off
from ..line import Line
from .label import BRACKETED, Label
from .labels import read_labels
from .named_labels import counted_words
from .open_series import NAMED, Action, OpenSeries, as_heading, as_item, as_paragraph
from .page import Page, is_complete

_COMMA = regex.compile(r"[,，;；、]")
_HALF_BRACKETED = regex.compile(r"[\p{L}\p{N}]{1,4}[)）]")
_OPEN_BRACKET = regex.compile(r"[(（][^()（）]*+$")
_NEAR = 200  # characters
_CLAUSE = 40  # columns, from which a text with a comma in it is no heading
_LONGEST_ENTRY = 12  # lines of one that are looked at
_UNNUMBERED = frozenset({"front", "footnote", "row", "running matter"})  # roles whose numbers are none of these
_ITEM_END = regex.compile(r"(?:[;；,，、]|[;；,]\s(?:and|or)|[;；，、](?:以及|和|或|并))\s*$")
_LONG_LINE = (
    0.95  # of a full line of 80 columns: a text in one line that is longer hardly stands alone as a heading does
)
_LONG = 1.6  # full lines; a numbered text longer than this is hardly a heading

# Scores of the search, added up over all numbered lines; set by hand, none learnt. What they give is held by the tests
# of A/76/36, the sample and the resolutions. What the format tells outweighs any looks; sequence outweighs one look.
_TOLD_HEADING = 6.0  # for a heading, against the rest
_TOLD_TEXT = -2.0  # against a heading where the format says body or item
# the line before stops in mid-sentence, behind a comma, or not
_GOES_ON, _MAY_GO_ON, _BEGINS = -2.5, -1.0, 0.5
_TEXT_GOES_ON, _TEXT_MAY_GO_ON, _TEXT_BEGINS = 1.0, -0.5, -3.0  # plain text that happens to start with a number
_TIED = -2.5  # for what has no brackets under a line that ends with "of": the text of items may, "(a) … and"
_EMPTY_HEADING = -2.0  # with nothing under it, not even a heading
_SURE_HEADING = 1.5  # at least, for 第一章, Annex II and the like,
_TURN = 0.2  # and with this share of what its turn is worth, so that C is the third letter after A and B, not a hundred
_DOUBTFUL, _DOUBTFUL_TEXT = -2.5, 1.5  # Article 3 provides that …: for a label, and for text
_HOPELESS = 10.0  # further behind the best, a reading is given up; from 8 to 16 the documents tried come out the same
# looks (paragraph, heading, item) of a text that ends as a sentence does; a full line that does not; a short one
_LOOKS_COMPLETE, _LOOKS_FULL, _LOOKS_SHORT = (2.0, -2.5, 1.0), (-1.0, 1.5, -0.5), (-1.5, 2.0, 0.0)
_LOOKS_LONG = (1.5, -1.5, 0.5)  # of a text in one line that is too long for a heading, or one of many entries
_LONG_TEXT = 1.0  # for a paragraph, against a heading
_ITEM_STOP = 1.5  # a semicolon or "and" at its end: for an item, against a heading


@dataclass(frozen=True, slots=True)
class Decision:
    """What a numbered line is.

    Attributes:
        action: Paragraph, heading, item, or plain text that happens to start with a number.
        label: The reading of its number; None for plain text.
        level: Depth of a heading, or of an item in its lists, 1 = outermost; 0 for the rest.
    """

    action: Action
    label: Label | None
    level: int = 0


TEXT = Decision("text", None)


class _State(NamedTuple):
    score: float
    numbering: OpenSeries
    history: "tuple[_State, Decision] | None"


class _Shape(NamedTuple):
    heading: float  # how much the line looks like a heading
    paragraph: float  # how much it looks like running text
    item: float
    tied: bool  # whether the line before it ends as no text does
    start: float  # how much it looks like the start of a block: the line before it is whole, or stops in mid-sentence
    text: float  # how much like text that goes on
    told: float  # what its format says for a heading
    empty: bool  # whether a number follows on its line at once


def decide_labels(lines: Sequence[Line], page: Page, beam_width: int) -> dict[int, Decision]:
    """Decide what each line that starts with a number is.

    Args:
        lines: The text's lines, without running matter and footnotes.
        page: Measures of the page.
        beam_width: How many readings of all numbered lines so far are kept.

    Returns:
        Index of a line -> what it is; lines without a number are not in it.
    """
    words = counted_words(line.text for line in lines if line.role not in _UNNUMBERED)
    readings = {
        index: found
        for index, line in enumerate(lines)
        if (found := _labels_of(line, words)) and not (index and _closes_bracket(lines[index - 1].text, line.text))
    }
    beam = [_State(0.0, OpenSeries(), None)]
    order = list(readings)
    empty = False
    entries = _entries(lines, readings, page)
    for at, index in enumerate(order):
        following = order[at + 1] if at + 1 < len(order) else len(lines)
        is_entry = any(len(label.code) in entries for label in readings[index] if label.code)
        shape = _shape(lines, index, following, page, is_entry)
        grown = [new for state in beam for new in _successors(state, readings[index], shape, empty)]
        beam = _prune(grown, beam_width)
        empty = shape.empty
    state = beam[0]
    decisions: list[Decision] = []
    while state.history:
        state, decision = state.history
        decisions.append(decision)
    return dict(zip(order, reversed(decisions), strict=True))


def _labels_of(line: Line, words: frozenset[str]) -> list[Label]:
    """Return every reading of a line's number: the one its format computed, else the one typed in its text."""
    if line.role in _UNNUMBERED:
        return []
    if not line.label:
        return read_labels(line.text, words, doubtful=True)
    readings = read_labels(f"{line.label} {line.text}")
    if not readings and not line.label.islower():  # a lone small letter is the sign of a list: o
        readings = read_labels(f"{line.label}. {line.text}")
    # a reading of a part only, the 1 of "1 (xx)", would lose the rest
    return [replace(reading, end=0) for reading in readings if reading.end >= len(line.label)]


def _closes_bracket(before: str, text: str) -> bool:
    """Whether the bracket that seems to stand behind a number closes one of the line before: (p. / 31)."""
    number = _HALF_BRACKETED.match(text)
    return number is not None and _OPEN_BRACKET.search(before[-_NEAR:]) is not None


def _prune(states: list[_State], width: int) -> list[_State]:
    best: dict[OpenSeries, _State] = {}
    least = max(state.score for state in states) - _HOPELESS
    for state in sorted((state for state in states if state.score > least), key=lambda state: -state.score):
        best.setdefault(state.numbering, state)
        if len(best) == width:
            break
    return list(best.values())


def _successors(state: _State, readings: list[Label], shape: _Shape, empty: bool) -> Iterator[_State]:
    """Yield what may come after a state: the number read in each way, and no number at all.

    Args:
        state: The readings so far.
        readings: The readings of the line's number.
        shape: The line's looks.
        empty: Whether nothing stands between the number before and this one.
    """
    doubt = any(label.doubtful for label in readings)
    text = state.score + (max(shape.text, _DOUBTFUL_TEXT) if doubt else shape.text)
    yield _State(text, state.numbering, (state, TEXT))
    for label in readings:
        tied = _TIED if shape.tied and label.style not in BRACKETED else 0.0
        base = state.score + shape.start + tied + (_DOUBTFUL if label.doubtful else 0.0)
        if label.style in ("arabic", "decimal") or (label.style == "roman" and label.han):
            # 一、 counts paragraphs as 1. does
            numbered = replace(label, style="arabic") if label.style == "roman" else label
            numbering, score = as_paragraph(state.numbering, label)
            yield _State(base + shape.paragraph + score, numbering, (state, Decision("paragraph", numbered)))
        if label.style in BRACKETED or label.style in ("upper", "roman"):
            numbering, score = as_item(state.numbering, label)
            decision = Decision("item", label, len(numbering.items))
            yield _State(base + shape.item + score, numbering, (state, decision))
        for numbering, score in as_heading(state.numbering, label):
            looks = score + shape.heading
            if label.style in NAMED:
                looks = max(looks, _SURE_HEADING + _TURN * score)
            if empty and _leaves_empty(state, numbering):
                looks += _EMPTY_HEADING
            decision = Decision("heading", label, len(numbering.headings))
            yield _State(base + looks + shape.told, numbering, (state, decision))


def _leaves_empty(state: _State, numbering: OpenSeries) -> bool:
    """Whether the number before is a heading's and the heading that follows is not under it."""
    before = state.history[1] if state.history else TEXT
    return before.action == "heading" and len(numbering.headings) <= before.level


def _entries(lines: Sequence[Line], readings: dict[int, list[Label]], page: Page) -> frozenset[int]:
    """Return the depths of codes that number entries, not headings: most have a clause in them, or nothing under them.

    1.1 and 1.1.1 of a list of goals seldom end with a stop, and some are as short as a heading.
    """
    found: dict[int, list[bool]] = {}
    order = list(readings)
    for at, index in enumerate(order):
        codes = [label.code for label in readings[index] if label.code and not label.doubtful]
        if not codes:
            continue
        following = order[at + 1] if at + 1 < len(order) else len(lines)
        extent = lines[index : min(following, index + _LONGEST_ENTRY)]
        text = " ".join(line.text for line in extent)
        alone = len(extent) == following - index and all(page.is_full(*pair) for pair in pairwise(extent))
        leaf = alone and any(label.code and len(label.code) <= len(codes[0]) for label in readings.get(following, ()))
        clause = display_width(text) > _CLAUSE and bool(_COMMA.search(text))
        found.setdefault(len(codes[0]), []).append(leaf or clause)
    return frozenset(depth for depth, entries in found.items() if sum(entries) * 2 >= len(entries))


def _shape(lines: Sequence[Line], index: int, following: int, page: Page, is_entry: bool) -> _Shape:
    """Score the looks of a numbered line and of the lines under it, up to the next number."""
    line = lines[index]
    after = lines[index + 1] if index + 1 < len(lines) else None
    extent = lines[index:following]
    begins = line.text if line.whole else "".join(part.text for part in extent[:12])
    length = display_width(begins) / max(page.width, 40)
    full = not line.whole and page.is_full(line, after)
    complete = _closes(line.text) or (full and (len(extent) > 3 or any(_closes(part.text) for part in extent)))
    paragraph, heading, item = _LOOKS_COMPLETE if complete else _LOOKS_FULL if full else _LOOKS_SHORT
    if is_entry or (line.whole and not complete and length > _LONG_LINE):
        paragraph, heading, item = _LOOKS_LONG
    if length > _LONG and complete:
        paragraph, heading = paragraph + _LONG_TEXT, heading - _LONG_TEXT
    if _ITEM_END.search(line.text if line.whole else extent[-1].text):
        item, heading = item + _ITEM_STOP, heading - _ITEM_STOP
    tied, start, text = _beginning(lines[index - 1] if index and not line.whole else None, line, page)
    told = _TOLD_HEADING if line.role == "heading" else _TOLD_TEXT if line.role in ("body", "item") else 0.0
    against = max(told, 0.0)
    empty = following == index + 1 and not is_complete(line.text)
    return _Shape(heading, paragraph - against, item - against, tied, start, text, told, empty)


def _beginning(before: Line | None, line: Line, page: Page) -> tuple[bool, float, float]:
    """Return whether the line before a number ends as no text does, and the scores of a beginning and of text."""
    if before is None or is_complete(before.text):
        return False, _BEGINS, _TEXT_BEGINS
    if _ITEM_END.search(before.text):
        hangs = before.text.endswith((",", "，")) and not line.gap
        return False, *((_MAY_GO_ON, _TEXT_MAY_GO_ON) if hangs else (_BEGINS, _TEXT_BEGINS))
    tied = not has_han(before.text[-1:]) and breaks_off(before.text)  # Chinese would ask for the dictionary
    # it stops in mid-sentence: where it is full, this one should go on with it
    goes_on = tied or page.is_full(before, line)
    return tied, *((_GOES_ON, _TEXT_GOES_ON) if goes_on else (_BEGINS, _TEXT_BEGINS))


def _closes(text: str) -> bool:
    return is_complete(text) or bool(_ITEM_END.search(text))
