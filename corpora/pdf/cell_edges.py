"""Edges between the cells of a table without lines: `cell_edges`.

A word that was not written after the one left of it begins something else. Where several lines have such words at one
place, with a strip before it that no word crosses, the cells of a column begin.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from .sheet import Bar, Sheet, Span

_STRIP = 0.35  # of the size: so much white stands between the text of two cells, at least
_WIDE = 0.9  # of the size: no space between words is so wide
_RAISED = 0.87  # of the size
_FEWEST = 3  # lines that begin at one place
_MOST_PLACES = 24
_LONGEST_NUMBER = 12  # characters
_NUMBER = regex.compile(r"[\p{L}\p{N}()（）.．、/\-]{1,12}|第.{1,6}[章节節条條部]")
_SAME_LINE = 0.45  # of the size: raised marks stand beside their words
Row = list[tuple[int, Span]]  # the spans of a line, left to right, with their places in the file


def cell_edges(sheet: Sheet) -> tuple[Bar, ...]:
    """Return vertical lines where a sheet's tables have none drawn between the text of their cells."""
    rows = _rows(sheet.spans)
    starts = [frozenset(_starts(row)) for row in rows]
    counts = Counter(x for row in starts for x in row)
    common = [x for x, count in counts.most_common(_MOST_PLACES) if count + counts[x - 1] + counts[x + 1] >= _FEWEST]
    return tuple(bar for x in sorted(common) for bar in _bars(rows, starts, x))


def _starts(row: Row) -> Iterator[int]:
    """Yield the points at which something begins behind a gap that parts no words of one sentence."""
    for place, ((before, left), (at, span)) in enumerate(itertools.pairwise(row), 1):
        gap = span.x0 - left.x1
        larger = max(span.size, left.size)
        if gap <= _STRIP * larger or (gap <= _WIDE * larger and at == before + 1 and span.spaced):
            continue
        if min(span.size, left.size) < _RAISED * larger:  # the mark of a note
            continue
        if place > _LONGEST_NUMBER or not is_number([span for _at, span in row[:place]]):
            yield round(span.x0)


def is_number(spans: Sequence[Span]) -> bool:
    """Whether spans are the number or the bullet of what follows: `1.`, `第一章`, `●`."""
    text = "".join(span.text for span in spans)
    if len(text) == 1:
        return not text.isalnum()
    return len(text) <= _LONGEST_NUMBER and bool(_NUMBER.fullmatch(text)) and text[-1] in ".．、)）章节節条條部"


def _bars(rows: Sequence[Row], starts: Sequence[frozenset[int]], x: int) -> Iterator[Bar]:
    """Yield a line for each range of rows in which cells begin at a place, and no word crosses it."""
    for crossed, group in itertools.groupby(range(len(rows)), lambda at: _is_crossed(rows[at], x)):
        inside = list(group)
        begin = [at for at in inside if starts[at] & {x - 1, x, x + 1}]
        if not crossed and len(begin) >= _FEWEST:
            first, last = rows[begin[0]][0][1], rows[begin[-1]][0][1]
            yield Bar(x - 1.5, first.y - first.size, last.y + 0.1)


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
