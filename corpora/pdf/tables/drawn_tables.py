"""Tables whose lines are drawn: the cells between the lines and the words in each, `drawn_tables`.

Rules and bars that touch each other make a net. What no line parts in it is one cell, over several rows or columns too.
So a row is what stands between two rules, wherever in its cells the text stands: at the top, in the middle, at the
foot. A net is no table if its lines run through words, if one column of it holds text, or if a page of text stands in a
cell. Where a cell holds several rows that no line parts, its words are left to be read line by line.
"""

import bisect
import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import regex

from ....language.script import has_han
from ..drawings import TOUCHING, Stroke
from ..sheet import Sheet, Span
from ..word_spaces import first_word_width
from .white_edges import white_bars, white_rules

_FEWEST_RULES = 3  # that part rows where no bar is drawn
_MOST_CROSSINGS = 200_000  # of rules with bars, a sheet; more are a drawing
_CROSSED = 0.25  # of a word on each side of a line: the line runs through it
_MOST_CROSSED = 0.05  # of the words
_LONG_CELL = 12  # lines; where no rule parts rows, a longer one may be a column of text in a frame
_PARAGRAPHS = 3  # in a long cell: it is a part of the page
_LONGEST_CELL = 30  # lines; a longer one is a part of the page
_COLUMN_GAP = 2.6  # of the size, as between the columns of a masthead
_WIDE_GAP = 0.5  # of the size: wider than a space between words of a line that is not justified
_SIDE_BY_SIDE = 0.85  # of the size: lines of one text are set further apart
_RAISED = 0.87  # of the size: smaller are marks
_LEVEL = 1.0  # points: lines of two cells that differ by less stand level
_LETTER = regex.compile(r"\p{L}")
_SAME_LINE = 0.45  # of the size: raised marks stand beside their words


class _Beginning(IntEnum):
    """What shows whether a line in a cell begins a text."""

    GOES_ON = 0
    UNKNOWN = 1
    BEGINS = 2
    FIGURE = 3


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row of a table between two rules.

    Attributes:
        top: Points from the top of the sheet.
        cells: The words of each column in the order of the file; none where a cell of another row or column goes on.
        across: Whether one cell takes the whole width: it holds a title or text, and no row.
    """

    top: float
    cells: tuple[tuple[Span, ...], ...]
    across: bool


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table: its left, top, right and bottom in points, and its rows from top to bottom, empty ones left out."""

    box: tuple[float, float, float, float]
    rows: tuple[DrawnRow, ...]


@dataclass(frozen=True, slots=True)
class _Area:
    """What no line parts in a net: first and last row, first and last column, 0-based; its words and its width."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    width: float
    spans: tuple[Span, ...]


def drawn_tables(sheet: Sheet) -> list[DrawnTable]:
    """Return the tables whose lines are drawn on a sheet, from top to bottom; none stands in another one."""
    rules = [Stroke(rule.y, rule.x0, rule.x1) for rule in sheet.rules]
    bars = [Stroke(bar.x, bar.y0, bar.y1) for bar in sheet.bars]
    if not rules or len(rules) * len(bars) > _MOST_CROSSINGS:
        return []
    nets = [_Net(*lines) for lines in _nets(rules, bars)]
    bare = [rule for rule in rules if not any(_reaches(rule, bar.at) and _reaches(bar, rule.at) for bar in bars)]
    nets += [_Net(stack, [], bare) for stack in _stacks(bare, sheet.spans)]
    tables: list[DrawnTable] = []
    left = list(sheet.spans)
    for net in sorted(nets, key=lambda net: net.size):
        left = _take(net, left, tables)
    return sorted(tables, key=lambda table: table.box[1])


def middle_tables(sheet: Sheet) -> list[DrawnTable]:
    """Return the tables of a column of text without drawn lines whose cells are set in the middle of their rows."""
    tables: list[DrawnTable] = []
    left = list(sheet.spans)
    for stack in white_rules(left):
        left = _take(_Net(stack, []), left, tables)
    return tables


def _take(net: "_Net", spans: list[Span], tables: list[DrawnTable]) -> list[Span]:
    """Add what a net draws to the tables; return the words that stand in none of its rows."""
    inside = [span for span in spans if net.holds(span)]
    table = (net.with_white_bars(inside) if net.needs_columns else net).table(inside)
    if table is None:
        return spans
    tables.append(table)
    taken = {id(span) for row in table.rows for cell in row.cells for span in cell}
    return [span for span in spans if id(span) not in taken]


def _nets(rules: Sequence[Stroke], bars: Sequence[Stroke]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Yield the rules and bars that hang together."""
    meeting: dict[int, list[int]] = defaultdict(list)  # bars stand behind the rules
    for at, rule in enumerate(rules):
        for place, bar in enumerate(bars, len(rules)):
            if _reaches(rule, bar.at) and _reaches(bar, rule.at):
                meeting[at].append(place)
                meeting[place].append(at)
    seen: set[int] = set()
    for begin in range(len(rules)):
        if begin in seen or begin not in meeting:
            continue
        found, waiting = {begin}, [begin]
        while waiting:
            near = set(meeting[waiting.pop()]) - found
            found |= near
            waiting += near
        seen |= found
        ordered = sorted(found)
        yield (
            [rules[at] for at in ordered if at < len(rules)],
            [bars[at - len(rules)] for at in ordered if at >= len(rules)],
        )


def _stacks(rules: Sequence[Stroke], spans: Sequence[Span]) -> Iterator[list[Stroke]]:
    """Yield rules below each other that begin and end at the same places, with no long text between two of them."""
    stacks: list[list[Stroke]] = []
    for rule in rules:
        for stack in stacks:
            if max(abs(stack[0].start - rule.start), abs(stack[0].end - rule.end)) <= TOUCHING:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    for stack in stacks:
        if len(stack) < _FEWEST_RULES:
            continue
        heights = sorted({round(span.y) for span in spans if stack[0].start <= span.x0 <= stack[0].end})
        part = [stack[0]]
        for above, rule in itertools.pairwise(stack):
            if bisect.bisect(heights, rule.at) - bisect.bisect(heights, above.at) > _LONG_CELL:
                if len(part) >= _FEWEST_RULES:
                    yield part
                part = []
            part.append(rule)
        if len(part) >= _FEWEST_RULES:
            yield part


def _reaches(stroke: Stroke, place: float) -> bool:
    return stroke.start - TOUCHING <= place <= stroke.end + TOUCHING


def _edges(strokes: Sequence[Stroke], others: Sequence[Stroke]) -> list[float]:
    """Return where columns or rows part, and where the outermost end, which may have no line there."""
    places = [stroke.at for stroke in strokes]
    if others:
        places += [min(other.start for other in others), max(other.end for other in others)]
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > TOUCHING:
            edges.append(place)
    return edges


class _Net:
    """Rules and bars that hang together, and the areas between them."""

    def __init__(self, rules: Sequence[Stroke], bars: Sequence[Stroke], others: Sequence[Stroke] = ()) -> None:
        self._rules, self._bars, self._others = rules, bars, others
        self._is_white = False
        self._x, self._y = _edges(bars, rules), _edges(rules, bars)
        self._areas = self._connected(rules, bars)
        # rows in which a bar ends or another rule is drawn: two lines of a heading, one of them over several columns
        inside = [rule.at for rule in others if self._x[0] < (rule.start + rule.end) / 2 < self._x[-1]]
        inside += [end for bar in bars for end in (bar.start, bar.end)]
        self._broken = {
            row
            for row, (top, foot) in enumerate(itertools.pairwise(self._y))
            if any(top + TOUCHING < y < foot - TOUCHING for y in inside)
        }

    @property
    def size(self) -> float:
        """Square points."""
        return (self._x[-1] - self._x[0]) * (self._y[-1] - self._y[0])

    @property
    def needs_columns(self) -> bool:
        """Whether its rules part rows, and no bar columns."""
        return len(self._x) == 2 and len(self._y) >= _FEWEST_RULES

    def with_white_bars(self, spans: Sequence[Span]) -> "_Net":
        """Return the net with bars where white parts the columns of its rows."""
        rows: list[list[Span]] = [[] for _row in self._y[1:]]
        for span in spans:
            rows[self._place(span.x0, span.y - 0.3 * span.size)[0]].append(span)
        net = _Net(self._rules, [*self._bars, *white_bars(rows, self._y)], self._others)
        net._is_white = True
        return net

    def holds(self, span: Span) -> bool:
        """Whether a word stands inside."""
        x, y = (span.x0 + span.x1) / 2, span.y - 0.3 * span.size
        return self._x[0] <= x <= self._x[-1] and self._y[0] <= y <= self._y[-1]

    def table(self, spans: Sequence[Span]) -> DrawnTable | None:
        """Return what it draws around words inside it, or None where that is no table."""
        areas = self._filled(spans)
        if len({area.columns[0] for area in areas}) < 2 or self._is_crossed(spans):
            return None
        inner = [area for area in areas if not self._is_across(area)]
        if any(map(_is_page, inner)) or (len(self._y) == 2 and any(map(_is_long, inner))):
            return None
        by_row: dict[int, list[_Area]] = defaultdict(list)
        for area in areas:
            by_row[area.rows[0]].append(area)
        rows = [self._row(at, inside) for at, inside in sorted(by_row.items()) if not self._has_rows(at, inside)]
        return DrawnTable((self._x[0], self._y[0], self._x[-1], self._y[-1]), tuple(rows))

    def _row(self, at: int, areas: Sequence[_Area]) -> DrawnRow:
        cells: list[tuple[Span, ...]] = [()] * (len(self._x) - 1)
        for area in areas:
            cells[area.columns[0]] = area.spans
        return DrawnRow(self._y[at], tuple(cells), self._is_across(areas[0]))

    def _is_across(self, area: _Area) -> bool:
        return area.columns == (0, len(self._x) - 2)

    def _has_rows(self, at: int, areas: Sequence[_Area]) -> bool:
        """Whether several rows stand between two rules: at one height, lines begin anew in a cell and go on in none.

        Lines broken by hand in a cell begin anew too: where rules part other rows, one such line is not enough.
        """
        if at in self._broken:
            return True
        own = [area for area in areas if area.rows[0] == area.rows[1]]
        lines = {id(area): _lines(area.spans) for area in own}
        if all(len(inside) == 1 for inside in lines.values()):  # nothing to put together: gaps in a cell may part more
            least = _WIDE_GAP if self._is_white else _COLUMN_GAP
            return any(_has_gap(inside[0], least) for inside in lines.values())
        begins: list[tuple[float, list[_Beginning]]] = []
        for y, beginning in sorted(begin for area in own for begin in _beginnings(area)):
            if not begins or y - begins[-1][0] > _LEVEL:
                begins.append((y, []))
            begins[-1][1].append(beginning)
        shared = [found for _y, found in begins if len(found) > 1]
        rows = [found for found in shared if max(found) > _Beginning.UNKNOWN and min(found) > _Beginning.GOES_ON]
        if any(found.count(_Beginning.FIGURE) > 1 for found in rows):  # figures are not broken, and not in two cells
            return True
        return len(rows) >= (2 if len(self._y) > 3 else 1) and 2 * len(rows) > len(shared)

    def _place(self, x: float, y: float) -> tuple[int, int]:
        return bisect.bisect(self._y, y, 1, len(self._y) - 1) - 1, bisect.bisect(self._x, x, 1, len(self._x) - 1) - 1

    def _is_crossed(self, spans: Sequence[Span]) -> bool:
        """Whether lines run through the words."""
        crossed = 0
        for span in spans:
            y, inside = span.y - 0.3 * span.size, _CROSSED * (span.x1 - span.x0)
            left, right = self._place(span.x0 + inside, y), self._place(span.x1 - inside, y)
            crossed += self._areas[left] != self._areas[right]
        return crossed > _MOST_CROSSED * len(spans)

    def _filled(self, spans: Sequence[Span]) -> list[_Area]:
        """Return the areas that hold words, by row and column."""
        inside: dict[int, list[Span]] = defaultdict(list)
        for span in spans:
            inside[self._areas[self._place((span.x0 + span.x1) / 2, span.y - 0.3 * span.size)]].append(span)
        places: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for place, area in self._areas.items():
            places[area].append(place)
        filled = []
        for number, words in inside.items():
            rows, columns = (sorted({place[way] for place in places[number]}) for way in (0, 1))
            width = self._x[columns[-1] + 1] - self._x[columns[0]]
            filled.append(_Area((rows[0], rows[-1]), (columns[0], columns[-1]), width, tuple(words)))
        return sorted(filled, key=lambda area: (area.rows, area.columns))

    def _connected(self, rules: Sequence[Stroke], bars: Sequence[Stroke]) -> dict[tuple[int, int], int]:
        """Return the area of each place between the lines, by row and column; those that no line parts are one."""
        above = _drawn(rules, self._y, self._x)
        before = _drawn(bars, self._x, self._y)
        areas: dict[tuple[int, int], int] = {}
        for start in itertools.product(range(len(self._y) - 1), range(len(self._x) - 1)):
            if start in areas:
                continue
            number = areas[start] = len(areas)
            waiting = [start]
            while waiting:
                row, column = waiting.pop()
                near = [
                    ((row - 1, column), (row, column) in above),
                    ((row + 1, column), (row + 1, column) in above),
                    ((row, column - 1), (column, row) in before),
                    ((row, column + 1), (column + 1, row) in before),
                ]
                for (y, x), parted in near:
                    inside = 0 <= y < len(self._y) - 1 and 0 <= x < len(self._x) - 1
                    if inside and not parted and (y, x) not in areas:
                        areas[y, x] = number
                        waiting.append((y, x))
        return areas


def _drawn(strokes: Sequence[Stroke], edges: Sequence[float], across: Sequence[float]) -> set[tuple[int, int]]:
    """Return the edges, by number, that are drawn, with the number of each place across them that they are drawn at."""
    middles = [(first + second) / 2 for first, second in itertools.pairwise(across)]
    return {
        (edge, place)
        for stroke in strokes
        for edge in [min(range(len(edges)), key=lambda at: abs(edges[at] - stroke.at))]
        for place, middle in enumerate(middles)
        if stroke.start <= middle <= stroke.end
    }


def _lines(spans: Sequence[Span]) -> list[list[Span]]:
    """Return the words of a cell by line."""
    lines: list[list[Span]] = []
    for span in sorted(spans, key=lambda span: (span.y, span.x0)):
        if lines and span.y - lines[-1][0].y < _SAME_LINE * max(span.size, lines[-1][0].size):
            lines[-1].append(span)
        else:
            lines.append([span])
    return [sorted(line, key=lambda span: span.x0) for line in lines]


def _is_long(area: _Area) -> bool:
    return len(_lines(area.spans)) > _LONG_CELL


def _is_page(area: _Area) -> bool:
    """Whether a cell is a part of a page: it has columns of its own, or several paragraphs of some length."""
    lines = _lines(area.spans)
    if any(_interleave(above, line) for above, line in itertools.pairwise(lines)):
        return True
    if sum(map(_has_gap, lines)) > 1 or len(lines) > _LONGEST_CELL:
        return True
    return _is_long(area) and sum(found > _Beginning.UNKNOWN for _y, found in _beginnings(area)) >= _PARAGRAPHS


def _interleave(above: Sequence[Span], line: Sequence[Span]) -> bool:
    """Whether two lines are nearer to each other than those of one text: they stand side by side."""
    size = min(above[0].size, line[0].size)
    raised = max(above[0].size, line[0].size) * _RAISED > size
    return not raised and line[0].y - above[0].y < _SIDE_BY_SIDE * size


def _has_gap(line: Sequence[Span], least: float = _COLUMN_GAP) -> bool:
    """Whether a gap between words of a line is wider than so many sizes, as between columns."""
    return any(right.x0 - left.x1 > least * right.size for left, right in itertools.pairwise(line))


def _beginnings(area: _Area) -> Iterator[tuple[float, _Beginning]]:
    """Yield the height of each line of a cell but the first, and whether it begins a text.

    It does if its first word had room behind the line above it, or if both are figures. It goes on if it begins with a
    small letter, or with a Chinese one that had no room.
    """
    lines = _lines(area.spans)
    widest = max(line[-1].x1 - line[0].x0 for line in lines)
    for above, line in itertools.pairwise(lines):
        room = max(widest, area.width - 2 * line[0].size) - (above[-1].x1 - above[0].x0)
        first = line[0].text[:1]
        if first.islower():
            found = _Beginning.GOES_ON
        elif not any(_LETTER.search(span.text) for span in (*above, *line)):
            found = _Beginning.FIGURE
        elif room > first_word_width(line) + line[0].space:
            found = _Beginning.BEGINS
        else:
            found = _Beginning.GOES_ON if has_han(first) else _Beginning.UNKNOWN
        yield line[0].y, found
