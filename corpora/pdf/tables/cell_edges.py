"""Edges between the cells of a table without lines: `cell_edges`.

A word that was not written after the one left of it begins something else. Where several lines have such words at one
place, with a strip before it that no word crosses, the cells of a column begin. The word spaces of a justified line
are told by their being equal: below each other they count only where they are as wide from line to line, as between
figures in a table.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import regex

from ..sheet import Bar, Sheet, Span
from ..word_spaces import justified_gaps, stretched_lines

_STRIP = 0.35  # of the size: so much white stands between the text of two cells, at least
_WIDE = 0.9  # of the size: no space between words is so wide
_RAISED = 0.87  # of the size
_FEWEST = 3  # lines that begin at one place
_MOST_PLACES = 24
_SAME_GAP = 0.02  # of the size
_LONGEST_NUMBER = 12  # characters
_NUMBER = regex.compile(r"[\p{L}\p{N}()（）.．、/\-]{1,12}|第.{1,6}[章节節条條部]")
_SAME_LINE = 0.45  # of the size: raised marks stand beside their words
Row = list[tuple[int, Span]]  # the spans of a line, left to right, with their places in the file


def cell_edges(sheet: Sheet) -> tuple[Bar, ...]:
    """Return vertical lines where a sheet's tables have none drawn between the text of their cells."""
    rows = _rows(sheet.spans)
    stretched = stretched_lines([[span for _at, span in row] for row in rows])
    starts = [{} if at in stretched else dict(_starts(row)) for at, row in enumerate(rows)]
    counts = Counter(x for row in starts for x in row)
    common = [x for x, count in counts.most_common(_MOST_PLACES) if count + counts[x - 1] + counts[x + 1] >= _FEWEST]
    return tuple(bar for x in sorted(common) for bar in _bars(rows, starts, x))


def _starts(row: Row) -> Iterator[tuple[int, float]]:
    """Yield the points at which something begins behind a gap that parts no words of one sentence.

    With each comes the width of the gap in sizes if it may be a word space of a justified line, else 0.
    """
    even = justified_gaps([span for _at, span in row])
    for place, ((before, left), (at, span)) in enumerate(itertools.pairwise(row), 1):
        gap = span.x0 - left.x1
        larger = max(span.size, left.size)
        if gap <= _STRIP * larger or (gap <= _WIDE * larger and at == before + 1 and span.spaced):
            continue
        if min(span.size, left.size) < _RAISED * larger:  # the mark of a note
            continue
        if place > _LONGEST_NUMBER or not is_number([span for _at, span in row[:place]]):
            yield round(span.x0), gap / larger if even[place] else 0.0


def is_number(spans: Sequence[Span]) -> bool:
    """Whether spans are the number or the bullet of what follows: `1.`, `第一章`, `●`."""
    text = "".join(span.text for span in spans)
    if len(text) == 1:
        return not text.isalnum()
    return len(text) <= _LONGEST_NUMBER and bool(_NUMBER.fullmatch(text)) and text[-1] in ".．、)）章节節条條部"


def _bars(rows: Sequence[Row], starts: Sequence[Mapping[int, float]], x: int) -> Iterator[Bar]:
    """Yield a line for each range of rows in which cells begin at a place, and no word crosses it."""
    for crossed, group in itertools.groupby(range(len(rows)), lambda at: _is_crossed(rows[at], x)):
        begin = [] if crossed else _beginnings(group, starts, x)
        if len(begin) >= _FEWEST:
            first, last = rows[begin[0]][0][1], rows[begin[-1]][0][1]
            yield Bar(x - 1.5, first.y - first.size, last.y + 0.1)


def _beginnings(inside: Iterable[int], starts: Sequence[Mapping[int, float]], x: int) -> list[int]:
    """Return the rows in which something begins at a place; justified lines only if their gaps there are the same."""
    gaps = {at: gap for at in inside for near in (x, x - 1, x + 1) if (gap := starts[at].get(near)) is not None}
    even = sorted(gap for gap in gaps.values() if gap)
    usual = even[len(even) // 2] if even else 0.0
    same = [at for at, gap in gaps.items() if gap and abs(gap - usual) < _SAME_GAP]
    return [at for at, gap in gaps.items() if not gap or (len(same) >= _FEWEST and at in same)]


def _is_crossed(row: Row, x: int) -> bool:
    return any(span.x0 < x - 1.5 and span.x1 > x - _STRIP * span.size for _at, span in row)


def _rows(spans: Sequence[Span]) -> list[Row]:
    """Return spans by baseline, top to bottom."""
    rows: list[Row] = []
    for place in sorted(enumerate(spans), key=lambda place: (place[1].y, place[1].x0)):
        if rows and place[1].y - rows[-1][0][1].y < _SAME_LINE * place[1].size:
            rows[-1].append(place)
        else:
            rows.append([place])
    return [sorted(row, key=lambda place: place[1].x0) for row in rows]
