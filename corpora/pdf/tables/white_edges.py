"""Edges of a table that nobody drew: white between its columns, `white_bars`, and between its rows, `white_rules`.

A strip that no word crosses parts columns if words stand on both sides of it in most rows. It may be narrow where many
lines leave it free: no gap between words stands below another in so many lines by chance. Rows that stand further apart
than their lines are told by that only where the text of some cell is set in the middle of its row: at one height no
line says which row it belongs to. Where cells begin at one height, lines are read across.
"""

import itertools
from collections.abc import Iterator, Sequence

from ..drawings import Stroke
from ..sheet import Span

_WIDE = 0.9  # of the size: no space between words is so wide
_FREE = 0.6  # of the size, of a strip that no row crosses
_NARROW = 0.2  # of the size, of a strip behind which many lines begin at one place
_MANY_LINES = 6
_MOST_STRIPS = 60  # a table; no page has so many columns
_SAME_PLACE = 1.0  # points
_MOST_CROSSED = 0.25  # of the rows: a heading may go over several columns
_BOTH_SIDES = 0.6  # of the rows
_SAME_LINE = 0.2  # of the size
_OFF_MIDDLE = 0.3  # of the size
_SPACING = 1.3  # of the size: lines of one cell are nearer to each other
_MOST_SPACING = 4.0  # of the size: rows are nearer to each other
_MOST_LINES = 12  # a row


def white_bars(rows: Sequence[Sequence[Span]], edges: Sequence[float]) -> list[Stroke]:
    """Return where white parts columns: a piece of a bar for each row that no word crosses there.

    Args:
        rows: The words of each row.
        edges: The heights between which the rows stand, one more than rows.
    """
    filled = [row for row in rows if row]
    narrowest = _NARROW * max((span.size for row in filled for span in row), default=0.0)
    places: list[float] = []
    for crossed in (0, int(_MOST_CROSSED * len(filled))):
        wide = [(left, right) for left, right in _strips(filled, crossed) if right - left >= narrowest]
        for left, right in wide[:_MOST_STRIPS]:
            if not any(left < x < right for x in places) and _parts_columns(filled, left, right, crossed):
                places.append((left + right) / 2)
    return [
        Stroke(x, top, foot)
        for x in places
        for row, (top, foot) in zip(rows, itertools.pairwise(edges), strict=True)
        if not any(span.x0 < x < span.x1 for span in row)
    ]


def _parts_columns(rows: Sequence[Sequence[Span]], left: float, right: float, crossed: int) -> bool:
    """Whether a strip that as many rows cross is wide enough, and stands between words in most rows."""
    size = max(span.size for row in rows for span in row)
    begin = [span.y for row in rows for span in row if abs(span.x0 - right) < _SAME_PLACE]
    if right - left < (_WIDE if crossed else _FREE) * size and not (
        len(begin) >= _MANY_LINES and right - left >= _NARROW * size
    ):
        return False
    x = (left + right) / 2
    both = sum(any(span.x1 <= x for span in row) and any(span.x0 >= x for span in row) for row in rows)
    return both >= _BOTH_SIDES * len(rows)


def _strips(rows: Sequence[Sequence[Span]], most: int) -> Iterator[tuple[float, float]]:
    """Yield left and right edge of the strips that words of so many rows at most cross."""
    changes = [change for row in rows for start, end in _covered(row) for change in ((start, 1), (end, -1))]
    crossing, begin = 0, None
    for x, change in sorted(changes):
        before = crossing
        crossing += change
        if before > most >= crossing:
            begin = x
        elif before <= most < crossing:
            if begin is not None:
                yield begin, x
            begin = None


def _covered(row: Sequence[Span]) -> Iterator[tuple[float, float]]:
    """Yield the parts of the width that words of a row take, whatever their height."""
    start = end = None
    for span in sorted(row, key=lambda span: span.x0):
        if start is None or end is None or span.x0 > end:
            if start is not None and end is not None:
                yield start, end
            start, end = span.x0, span.x1
        end = max(end, span.x1)
    if start is not None and end is not None:
        yield start, end


def white_rules(spans: Sequence[Span]) -> Iterator[list[Stroke]]:
    """Yield the edges between the rows of each table that has none drawn and holds cells set in the middle."""
    for rows in _tables(list(_groups(spans))):
        tall = [row for row in rows if row[-1].y - row[0].y > _SAME_LINE * row[0].size]
        if tall and all(map(_has_middle, tall)):
            words = [span for row in rows for span in row]
            left, right = min(span.x0 for span in words) - 1, max(span.x1 for span in words) + 1
            tops = [min(span.y - span.size for span in row) for row in rows]
            foot = max(span.y + 0.3 * span.size for span in rows[-1])
            yield [Stroke(y, left, right) for y in (*tops, foot)]


def _groups(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield words that stand as near to each other as the lines of a paragraph do, from top to bottom."""
    group: list[Span] = []
    for span in sorted(spans, key=lambda span: span.y):
        if group and span.y - group[-1].y > _SPACING * min(span.size, group[-1].size):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _tables(groups: Sequence[list[Span]]) -> Iterator[list[list[Span]]]:
    """Yield groups that follow each other as rows do: one strip at least stays white through all of them."""
    run: list[list[Span]] = []
    white: list[tuple[float, float]] = []
    for group in groups:
        gaps = list(_gaps(group))
        near = bool(run) and group[0].y - run[-1][-1].y <= _MOST_SPACING * group[0].size
        shared = [
            (max(left, other), min(right, end))
            for left, right in white
            for other, end in gaps
            if min(right, end) - max(left, other) > _NARROW * group[0].size
        ]
        if near and any(right - left > _WIDE * group[0].size for left, right in shared):
            run.append(group)
            white = shared
        else:
            if len(run) > 1:
                yield run
            run, white = ([group], gaps) if gaps else ([], [])
    if len(run) > 1:
        yield run


def _gaps(group: Sequence[Span]) -> Iterator[tuple[float, float]]:
    """Yield the strips inside a row that no word of it crosses."""
    if len({round(span.y) for span in group}) <= _MOST_LINES:
        for (_start, left), (right, _end) in itertools.pairwise(_covered(group)):
            if right - left > _NARROW * group[0].size:
                yield left, right


def _has_middle(row: Sequence[Span]) -> bool:
    """Whether the words of one column begin below the row's first line and end as far above its last."""
    size = max(span.size for span in row)
    first, last = row[0].y + _SAME_LINE * size, row[-1].y - _SAME_LINE * size
    columns: list[list[Span]] = []
    end = 0.0
    for span in sorted(row, key=lambda span: span.x0):
        if not columns or span.x0 - end > _FREE * size:
            columns.append([])
        columns[-1].append(span)
        end = max(end, span.x1)
    return any(
        abs(min(ys) + max(ys) - first - last) < 2 * _OFF_MIDDLE * size
        for column in columns
        if any(span.text[:1].isalnum() for span in column)
        for ys in [[span.y for span in column]]
        if first < min(ys) and max(ys) < last
    )
