"""Columns of running text on a page, each read to its end before the next: `split_columns`.

A gutter is a strip that no word crosses for some lines, with full lines of words on both sides of it. The word spaces
of justified lines may meet in such a strip by chance: they are as wide as the others of their lines. Tables have such
strips too: but their lines stand level on both sides, and their cells are short, or their rows begin at one height on
both sides, or lines are drawn around them.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from ...language.note_marks import may_be_raised
from ...language.script import display_width
from ..structure.labels import read_labels
from .sheet import DrawnRule, Sheet, Span
from .tables.drawn_tables import drawn_tables
from .word_spaces import justified_gaps

_GUTTER = 0.5  # of the size; the word spaces of justified lines may be wider, and are told by their being equal
_MOST_JUSTIFIED = 0.5  # of the lines: more whose gap in the strip is a word space make a river, no gutter
_FEWEST_LINES = 4  # on each side
_MOST_LINES = 600  # a page; so many lines nobody reads, and each part of them would be looked at again
_NARROWEST = 5  # sizes: so wide is a column at least
_FEWEST_STARTS = 3  # lines that begin at one place, for a column to be looked for there
_MOST_PLACES = 12  # where columns may begin, a page; the commonest are tried
_FULL = 0.7  # of the column's width; lines of running text are full, but for the last ones of paragraphs
_FULL_LINES = 0.45
_COLUMNS_WIDE = 16  # columns of a terminal: an average line of text has at least so many
_LETTERS = 0.6  # of letters and figures; tables of figures have fewer
_SPACING = 1.25  # of the usual distance of two lines: a paragraph or row begins
_SAME_HEIGHT = 0.35  # of the size
_RAISED = 0.87  # of the size: marks are smaller
_RAISED_BY = 0.45  # of the size: marks stand 0.33 to 0.38 above their words
_SAME_STARTS = 0.6  # of the beginnings on the side that has fewer
_MOST_STARTS = 0.4  # of those on the other side, where a cell may hold several paragraphs
_INDENT = 8  # sizes: so far in a line of the column may begin
_LINES_A_CELL = 12
_LEVEL = 0.4  # of the lines on one side stand level with one on the other in a table; in columns it is by chance
# a line that begins in mid-sentence, by a small letter or a Chinese one, or leads to a page
_RUNS_ON = regex.compile(r"^[^\p{L}]*(?:\p{Ll}|\p{Han})|[.·…]{4}")
_RUNNING = 0.25  # of the lines; nearly all cells of a table begin with a capital
_LETTER = regex.compile(r"\p{L}")
_FIGURE = regex.compile(r"\p{N}")


@dataclass(frozen=True, slots=True)
class _WordRow:
    """The words that share a baseline, left to right.

    Attributes:
        y: Their baseline.
        spans: The words.
        justified: The left edges of those behind a justified word space.
        tables: Left and right edges of the tables with drawn lines that they stand in.
    """

    y: float
    spans: tuple[Span, ...]
    justified: frozenset[float] = frozenset()
    tables: tuple[tuple[float, float], ...] = ()

    def crosses(self, left: float, right: float) -> bool:
        """Whether a word or a table stands in a strip."""
        return any(span.x0 < right and span.x1 > left for span in self.spans) or any(
            start < left and end > right for start, end in self.tables
        )

    def beside(self, x: float, *, right: bool) -> "_WordRow":
        """Return what stands on one side of a place."""
        return replace(self, spans=tuple(span for span in self.spans if (span.x0 >= x - 1) == right))

    def flows_over(self, x: float) -> bool | None:
        """Whether the first word behind a place follows a justified word space; None if no words are on both sides."""
        behind = self.beside(x, right=True).spans
        return behind[0].x0 in self.justified if 0 < len(behind) < len(self.spans) else None


def split_columns(sheet: Sheet) -> list[Sheet]:
    """Return a sheet's regions in reading order, each with one column of text; the sheet alone where it has one."""
    boxes = [table.box for table in drawn_tables(sheet)]
    rows = [
        replace(row, tables=tuple((left, right) for left, top, right, foot in boxes if top <= row.y <= foot))
        for row in _rows(sheet.spans)
    ]
    size = _usual_size(sheet.spans)
    may_have = _FEWEST_LINES < len(rows) <= _MOST_LINES
    regions = list(_regions(rows, size, sheet)) if may_have else []
    if len(regions) < 2:
        return [sheet]
    out = [_region(sheet, region, column) for region, column in regions]
    return [replace(out[0], written=sheet.written, outside=sheet.outside, comments=sheet.comments), *out[1:]]


def _region(sheet: Sheet, rows: Sequence[_WordRow], column: bool) -> Sheet:
    """Return the part of a sheet that some rows make up."""
    spans = [span for row in rows for span in row.spans]
    left, right = min(span.x0 for span in spans), max(span.x1 for span in spans)
    top, bottom = rows[0].y - 3 * spans[0].size, rows[-1].y + 3 * spans[0].size
    return replace(
        sheet,
        spans=tuple(spans),
        rules=tuple(x for x in sheet.rules if x.x0 < right and x.x1 > left and top <= x.y <= bottom),
        bars=tuple(x for x in sheet.bars if left - 1 <= x.x <= right + 1 and x.y0 < bottom and x.y1 > top),
        edges=(left, right) if column else (),
        written=(),
        outside="",
        comments=0,
    )


def _regions(rows: Sequence[_WordRow], size: float, sheet: Sheet) -> Iterator[tuple[Sequence[_WordRow], bool]]:
    """Yield groups of rows in reading order, and whether they are a column beside another."""
    found = _widest_band(rows, size, sheet)
    if found is None:
        yield rows, False
        return
    first, last, x = found
    if first:
        yield from _regions(rows[:first], size, sheet)
    for right in (False, True):
        side = [part for row in rows[first:last] if (part := row.beside(x, right=right)).spans]
        for inner, _column in _regions(side, size, sheet):
            yield inner, True
    if last < len(rows):
        yield from _regions(rows[last:], size, sheet)


def _widest_band(rows: Sequence[_WordRow], size: float, sheet: Sheet) -> tuple[int, int, float] | None:
    """Return the first row, the row after the last, and the place of the longest band of two columns of text."""
    best: tuple[int, int, float] | None = None
    for x in _places(rows, size):
        for first, last in _bands(rows, x, size):
            longer = best is None or last - first > best[1] - best[0]
            if longer and _are_columns(rows[first:last], x, size, sheet):
                best = first, last, x
    return best


def _places(rows: Sequence[_WordRow], size: float) -> list[float]:
    """Return where columns may begin: places at which several lines begin behind a gap."""
    starts: Counter[int] = Counter()
    left = min(row.spans[0].x0 for row in rows) + _NARROWEST * size
    for row in rows:
        end = 0.0
        for span in row.spans:
            if span.x0 > left and span.x0 - end > _GUTTER * size and span.x0 not in row.justified:
                starts[int(span.x0)] += 1
            end = max(end, span.x1)
    common = [x for x, count in starts.most_common(3 * _MOST_PLACES) if count >= _FEWEST_STARTS]
    return [float(x) for x in sorted(common[:_MOST_PLACES])]


def _bands(rows: Sequence[_WordRow], x: float, size: float) -> Iterator[tuple[int, int]]:
    """Yield the ranges of rows in which no word stands in the strip before a place."""
    at = 0
    for crossed, group in itertools.groupby(rows, lambda row: row.crosses(x - _GUTTER * size, x - 0.1)):
        count = len(list(group))
        if not crossed and count >= _FEWEST_LINES:
            yield at, at + count
        at += count


def _are_columns(rows: Sequence[_WordRow], x: float, size: float, sheet: Sheet) -> bool:
    """Whether the words left and right of a place are two columns of running text."""
    flowing = [flows for row in rows if (flows := row.flows_over(x)) is not None]
    if sum(flowing) > _MOST_JUSTIFIED * len(flowing):
        return False
    left, right = (_column(rows, x, size, right=side) for side in (False, True))
    fewer = min(len(left), len(right))
    if fewer < _FEWEST_LINES or _is_ruled(rows, x, size, sheet.rules):
        return False
    level = len({row.y for row in left} & {row.y for row in right})
    if level < _LEVEL * fewer:
        return _are_words(left) and _are_words(right)
    return _is_text(left) and _is_text(right) and not _begin_together(left, right, size)


def _column(rows: Sequence[_WordRow], x: float, size: float, *, right: bool) -> list[_WordRow]:
    """Return the parts of rows on one side of a place, further columns left out where the side has some."""
    whole = [part for row in rows if (part := row.beside(x, right=right)).spans]
    return whole if _is_text(whole) else _nearest(rows, x, size, right=right)


def _nearest(rows: Sequence[_WordRow], x: float, size: float, *, right: bool) -> list[_WordRow]:
    """Return the parts of rows that stand next to a place on one side, further columns left out."""
    parts = [_part(inside, size, first=right) for row in rows if (inside := row.beside(x, right=right)).spans]
    starts = Counter(round(part.spans[0].x0 / 2) * 2 for part in parts)
    start = x if right else max(starts, key=lambda at: (starts[at], -at), default=0)
    return [part for part in parts if start - 2 * size < part.spans[0].x0 < start + _INDENT * size]


def _part(row: _WordRow, size: float, *, first: bool) -> _WordRow:
    """Return the first or last words of a row up to a gap that is wider than those between words."""
    spans = row.spans if first else row.spans[::-1]
    end = 1
    while end < len(spans):
        left, right = (spans[end - 1], spans[end]) if first else (spans[end], spans[end - 1])
        if right.x0 - left.x1 > _GUTTER * size and right.x0 not in row.justified:
            break
        end += 1
    return replace(row, spans=spans[:end] if first else spans[:end][::-1])


def _is_text(rows: Sequence[_WordRow]) -> bool:
    """Whether rows are mostly full lines of words."""
    if not rows or not _are_words(rows):
        return False
    widths = sorted(row.spans[-1].x1 - row.spans[0].x0 for row in rows)
    full = _FULL * widths[int(len(widths) * 0.9)]
    runs_on = sum(bool(_RUNS_ON.search("".join(span.text for span in row.spans))) for row in rows)
    if runs_on < _RUNNING * len(rows):
        return False
    enough = sum(display_width(span.text) for row in rows for span in row.spans) >= _COLUMNS_WIDE * len(rows)
    return enough and sum(width >= full for width in widths) >= _FULL_LINES * len(widths)


def _are_words(rows: Sequence[_WordRow]) -> bool:
    """Whether rows hold words more than figures."""
    text = "".join(span.text for row in rows for span in row.spans)
    letters, figures = len(_LETTER.findall(text)), len(_FIGURE.findall(text))
    return letters >= _LETTERS * (letters + figures)


def _is_ruled(rows: Sequence[_WordRow], x: float, size: float, rules: Sequence[DrawnRule]) -> bool:
    """Whether lines are drawn across the gutter between the rows: those of a table."""
    top, bottom = rows[0].y + 0.5 * size, rows[-1].y - 0.5 * size
    across = {round(rule.y) for rule in rules if rule.x0 < x - size < x + size < rule.x1 and top < rule.y < bottom}
    return len(across) >= max(2, len(rows) / _LINES_A_CELL)


def _begin_together(left: Sequence[_WordRow], right: Sequence[_WordRow], size: float) -> bool:
    """Whether what begins below a wider distance begins at one height on both sides, as the rows of a table do.

    Paragraphs of two columns may do so by chance: but their numbers count on from the foot of one to the top of the
    other, or some of them stand off, and the white above those that do not is the same. A row is as high as its longest
    cell, so that below others more is left.
    """
    starts, others = _starts(left), _starts(right)
    fewer, more = sorted((len(starts), len(others)))
    if fewer < 2 or _counts_on(left, right):
        return False
    shared = [abs(step - step_) for y, step in starts for at, step_ in others if abs(y - at) < _SAME_HEIGHT * size]
    if len(shared) < max(_SAME_STARTS * fewer, _MOST_STARTS * more):
        return False
    return len(shared) == more or max(shared) > _SAME_HEIGHT * size


def _starts(rows: Sequence[_WordRow]) -> list[tuple[float, float]]:
    """Return the heights of rows that stand further below the row above than usual, and how far each does."""
    steps = [below.y - above.y for above, below in itertools.pairwise(rows)]
    usual = sorted(steps)[len(steps) // 2] if steps else 0.0
    return [(row.y, step) for step, row in zip(steps, rows[1:], strict=True) if step > _SPACING * usual]


def _counts_on(left: Sequence[_WordRow], right: Sequence[_WordRow]) -> bool:
    """Whether numbers count up on the left, and the first one on the right is next."""
    counted, following = _numbers(left), _numbers(right)
    rising = len(counted) > 1 and all(first < second for first, second in itertools.pairwise(counted))
    return rising and following[:1] == [counted[-1] + 1]


def _numbers(rows: Sequence[_WordRow]) -> list[int]:
    """Return the numbers that rows begin with."""
    found = (read_labels(" ".join(span.text for span in row.spans)) for row in rows)
    return [labels[0].value for labels in found if labels]


def _usual_size(spans: Sequence[Span]) -> float:
    sizes: Counter[float] = Counter()
    for span in spans:
        sizes[span.size] += len(span.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)


def _rows(spans: Sequence[Span]) -> list[_WordRow]:
    """Return spans by baseline, top to bottom; a mark raised or lowered joins the row that it stands beside."""
    rows: list[list[Span]] = []
    for span in sorted(spans, key=lambda span: (span.y, span.x0)):
        if rows and span.y - rows[-1][0].y < _beside(rows[-1][0], span):
            rows[-1].append(span)
        else:
            rows.append([span])
    return [_word_row(sorted(row, key=lambda span: span.x0)) for row in rows]


def _beside(above: Span, span: Span) -> float:
    """Return the points that two words of one row differ in height, at most: a mark stands higher than its words."""
    larger = max(above.size, span.size)
    is_mark = above.size <= _RAISED * larger and may_be_raised(above.text)
    return _RAISED_BY * larger if is_mark else _SAME_HEIGHT * span.size


def _word_row(spans: Sequence[Span]) -> _WordRow:
    even = justified_gaps(spans)
    top = min(span.y for span in spans)
    return _WordRow(top, tuple(spans), frozenset(span.x0 for span, is_even in zip(spans, even, strict=True) if is_even))
