"""The series of numbers that are open at a place of a document, and how well a number goes on with them.

Which series contains which is not known beforehand. A series that is met first is put under one of the open headings,
each tried; then it tells: one that is still open there goes on where its next number comes, one that was closed with a
heading above it starts again, or runs on as articles do from chapter to chapter.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from .label import BRACKETED, Label, Style, follows_code

Action = Literal["paragraph", "heading", "item", "text"]
Series = tuple[Action, str, int]  # what is numbered, how (or by which word), and how many parts a code has

# Which of two kinds of heading is usually the outer one, where the numbers do not tell
_USUAL_ORDER: tuple[Style, ...] = (
    "annex", "part", "chapter", "section", "article", "named", "roman", "upper", "arabic", "decimal",
    "han-paren", "lower-paren", "arabic-paren", "roman-paren", "circled",
)  # fmt: skip
_RANK = {style: rank for rank, style in enumerate(_USUAL_ORDER)}
NAMED = frozenset({"annex", "part", "chapter", "section", "article", "named"})
_RESTART = NAMED - {"chapter"}  # named headings under which paragraphs are mostly counted from 1 again
_PARAGRAPHS: Series = ("paragraph", "", 0)
_CODES: Series = ("text", "decimal", 0)  # all codes are one series, whatever they number

# Scores of a sequence; those of looks are in `labelling`, with what is known of them.
# paragraph numbers: the next one; 1 under a new named heading, or any other; some left out, each costing more up to so
# many; the same; back
_NEXT_PARAGRAPH, _FIRST_AGAIN, _FIRST_UNDER_NUMBER = 3.0, 1.5, -1.5
_GAP, _GAP_STEP, _LONGEST_GAP = -1.0, -0.5, 8
_SAME_NUMBER, _NUMBER_GOES_BACK = -3.0, -4.0
_ODD_PARAGRAPH = -1.0  # numbered as paragraphs seldom are: 一、
# heading numbers: the next one of their level, or the first (or none, 附件); one that runs on under another heading
# than the last; 1 again; any other
_NEXT_HEADING, _HEADING_RUNS_ON, _HEADING_AGAIN, _HEADING_OUT_OF_TURN = 2.5, 1.5, -1.5, -2.0
_UNUSUAL_ORDER = -0.5  # an article above a chapter
_BRACKETED_HEADING, _HAN_BRACKETED_HEADING = -2.0, -1.0  # (a) and (1); (一) heads parts of a Chinese text
# items: the next one; a list begins with 1; 1 again in an open list; out of turn in one; a list that begins later
_NEXT_ITEM, _FIRST_ITEM, _ITEM_AGAIN, _ITEM_OUT_OF_TURN, _LATE_ITEM = 2.5, 1.5, -0.5, -2.0, -2.5
_BARE_ITEM = -1.5  # A. or I. without brackets
# codes: right after the last one; further on; back; numbering now headings, now paragraphs
_NEXT_CODE, _LATER_CODE, _CODE_GOES_BACK, _OTHER_ACTION = 3.0, -1.0, -4.0, -3.0


class Open(NamedTuple):
    """A series that has not ended: what it is, its style, and the last number in it."""

    series: Series
    style: Style
    value: int


class OpenSeries(NamedTuple):
    """The series up to some place.

    Attributes:
        headings: Open headings, outermost first.
        items: Open lists, outermost first.
        fresh: Whether a named heading came since the last paragraph, so that numbers may start again.
        moved: Whether any numbered heading came since then.
        last: The last number of every series of headings, paragraphs and codes so far.
    """

    headings: tuple[Open, ...] = ()
    items: tuple[Open, ...] = ()
    fresh: bool = True
    moved: bool = True
    last: tuple[tuple[Series, tuple[int, ...]], ...] = ()

    def last_of(self, series: Series) -> tuple[int, ...]:
        """Return the last number of a series; empty where it has not begun."""
        return next((value for own, value in self.last if own == series), ())

    def reached(self, series: Series, value: tuple[int, ...]) -> tuple[tuple[Series, tuple[int, ...]], ...]:
        """Return the last numbers when a series has come to ``value``."""
        return (*(entry for entry in self.last if entry[0] != series), (series, value))


def as_paragraph(numbering: OpenSeries, label: Label) -> tuple[OpenSeries, float]:
    """Return the series after a paragraph with this number, and how well it goes on."""
    if label.style == "decimal":
        score, last = _code_score(numbering, label, "paragraph")
        return numbering._replace(items=(), fresh=False, moved=False, last=last), score
    before = numbering.last_of(_PARAGRAPHS)
    step = label.value - (before[0] if before else 0)
    if step == 1 or (label.suffix and step == 0):
        score = _NEXT_PARAGRAPH
    elif label.value == 1 and numbering.moved:
        score = _FIRST_AGAIN if numbering.fresh else _FIRST_UNDER_NUMBER
    elif step > 1:
        score = _GAP + _GAP_STEP * min(step, _LONGEST_GAP)
    else:
        score = _SAME_NUMBER if step == 0 else _NUMBER_GOES_BACK
    score += 0.0 if label.style == "arabic" else _ODD_PARAGRAPH
    last = numbering.reached(_PARAGRAPHS, (label.last or label.value,))
    return OpenSeries(numbering.headings, (), False, False, last), score


def as_heading(numbering: OpenSeries, label: Label) -> Iterator[tuple[OpenSeries, float]]:
    """Yield the series after a heading with this number, for each place that it may have, and how well it goes on."""
    series: Series = ("heading", label.counts, len(label.code))
    if label.style == "decimal":
        code_score, last = _code_score(numbering, label, "heading")
    else:
        code_score, last = 0.0, numbering.reached(series, (label.value,))
    fresh = numbering.fresh or label.style in _RESTART
    for depth, score in _places(numbering, label, series):
        headings = (*numbering.headings[:depth], Open(series, label.style, label.value))
        if label.style in BRACKETED:
            score += _HAN_BRACKETED_HEADING if label.han else _BRACKETED_HEADING
        score += code_score
        yield OpenSeries(headings, (), fresh, True, last), score


def _places(numbering: OpenSeries, label: Label, series: Series) -> Iterator[tuple[int, float]]:
    """Yield the depths at which a heading may stand, with the score of its number there."""
    is_code = label.style == "decimal"
    for depth, open_ in enumerate(numbering.headings):
        if open_.series == series:
            next_ = label.value == open_.value + 1 or (label.suffix and label.value == open_.value)
            again = _HEADING_AGAIN if label.value == 1 else _HEADING_OUT_OF_TURN
            yield depth, 0.0 if is_code else _NEXT_HEADING if next_ or not label.value else again
            return
    before = numbering.last_of(series)
    first = label.value <= 1
    runs_on = bool(before) and label.value == before[0] + 1
    score = 0.0 if is_code else _NEXT_HEADING if first else _HEADING_RUNS_ON if runs_on else _HEADING_OUT_OF_TURN
    own = _RANK[label.style], len(label.code)
    inside = [(_RANK[open_.style], open_.series[2]) < own for open_ in numbering.headings]
    for depth in range(len(inside) + 1):
        odd = inside[:depth].count(False) + inside[depth:].count(True)
        if odd <= 1:
            yield depth, score + _UNUSUAL_ORDER * odd


def as_item(numbering: OpenSeries, label: Label) -> tuple[OpenSeries, float]:
    """Return the series after an item with this number, and how well it goes on."""
    series: Series = ("item", label.style, 0)
    score = _BARE_ITEM if label.style in ("upper", "roman") else 0.0
    own = Open(series, label.style, label.value)
    for depth, open_ in enumerate(numbering.items):
        if open_.series == series:
            step = label.value - open_.value
            score += _NEXT_ITEM if step == 1 else _ITEM_AGAIN if label.value == 1 else _ITEM_OUT_OF_TURN
            return numbering._replace(items=(*numbering.items[:depth], own)), score
    score += _FIRST_ITEM if label.value == 1 else _LATE_ITEM
    return numbering._replace(items=(*numbering.items, own)), score


def _code_score(
    numbering: OpenSeries, label: Label, action: Action
) -> tuple[float, tuple[tuple[Series, tuple[int, ...]], ...]]:
    """Return how well a code goes on with the last one, or with a heading that it counts under, and what is last."""
    last = numbering.last_of(_CODES)
    above = [open_.value for open_ in numbering.headings]
    begins = label.code[0] in above and set(label.code[1:]) == {1}
    if begins or (last and follows_code(label.code, last)) or (not last and set(label.code[1:]) == {1}):
        score = _NEXT_CODE
    else:
        score = _LATER_CODE if label.code > last else _CODE_GOES_BACK
    own: Series = (action, "decimal", len(label.code))
    other: Series = ("heading" if action == "paragraph" else "paragraph", "decimal", len(label.code))
    if numbering.last_of(other) and not numbering.last_of(own):
        score += _OTHER_ACTION
    reached = numbering._replace(last=numbering.reached(_CODES, label.code))
    return score, reached.reached(own, (1,))
