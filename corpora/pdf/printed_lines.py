"""Spans of a PDF page put together to printed lines, raised note marks kept apart from the text."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from typing import NamedTuple

import regex

from ...language.annotated_text import AnnotatedText
from ...language.note_marks import exponent, may_be_raised, raised_marks
from ..line import Passage, tidy
from .sheet import Bar, DrawnRule, Sheet, Span
from .tables.cell_edges import cell_edges, is_number
from .tables.drawn_tables import DrawnRow, drawn_tables, middle_tables
from .word_spaces import parted_words, stretched_lines

# Two spans share a line when their baselines differ by less than this part of the larger size: raised marks stand
# 0.33 to 0.38 above, the next line at least 1.0 below.
_SAME_LINE = 0.45
# A wider gap, in sizes, parts a line in two pieces: columns of a masthead or a table.
_COLUMN_GAP = 2.6
_OVER_WORDS = 2  # characters: one sign over another is an accent or part of a formula
_MOST_LAYERS = 8
RAISED_SIZE = 0.87
_RAISED_BY = 0.08
_HIGHEST = 0.75  # of the size: so far a mark may stand above its line
_LOWEST = 0.4  # of the size: so far below; marks of the next line stand at least 0.6 below
_SIGNED = regex.compile(r"[-−–+]\d{0,2}")  # the beginning of a power: 10⁻⁶
_CLOSE = 0.3  # of the size: nearer stands what is lowered to the letter it belongs to, as in CO₂


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a line: text, or a raised mark that may call a note."""

    text: str
    raised: bool = False


class TableCell(NamedTuple):
    """A cell whose edges are drawn: its row, 1-based on its sheet, its column, 0-based, and how many the row has."""

    row: int
    column: int
    columns: int


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of one column as it is printed.

    Attributes:
        sheet: 1-based sheet.
        y: Baseline in points from the top of the sheet.
        x0: Left edge in points.
        x1: Right edge in points.
        size: Size of most of its text, in points.
        bold: All of it is bold.
        pieces: Its text and its raised marks in order.
        text: Its text, raised marks included.
        ruled: A horizontal line is drawn right above it.
        column: Pieces of the same line that stand left of it.
        bar_code: Set in a font of bar codes.
        spaced: A space character stands before it in the file: many programs end a line with one where words part.
        cell: The cell of a table with drawn lines that it stands in.
    """

    sheet: int
    y: float
    x0: float
    x1: float
    size: float
    bold: bool
    pieces: tuple[Piece, ...]
    text: str
    ruled: bool = False
    column: int = 0
    bar_code: bool = False
    spaced: bool = False
    cell: TableCell | None = None

    @property
    def mark(self) -> str:
        """The raised mark at its start, a footnote's number; empty where there is none."""
        first = self.pieces[0]
        return first.text.strip() if first.raised else ""

    def without_marks(self, known: Set[str]) -> AnnotatedText:
        """Return the text with the marks that call a note of ``known`` as references."""
        passage = Passage()
        for piece in self.pieces:
            marks = raised_marks(passage.tail.rstrip(), piece.text) if piece.raised else []
            if marks and known >= set(marks):
                for mark in marks:
                    passage.add_note(mark)
            else:
                passage.add(piece.text)
        return passage.finish()


def marks_in(lines: Iterable[PrintedLine]) -> list[str]:
    """Return the notes that the raised marks of some lines may call, in order."""
    raised = (piece.text for line in lines for piece in line.pieces if piece.raised)
    return [mark for text in raised for mark in raised_marks("", text)]


def build_lines(sheet: Sheet, number: int) -> list[PrintedLine]:
    """Return the lines of the ``number``th sheet from top to bottom, the pieces of one line from left to right.

    The rows of a table with drawn lines stand together, cell by cell.
    """
    drawn: list[DrawnRow] = []
    free = sheet
    for tables in (drawn_tables, middle_tables):
        drawn += [row for table in tables(free) for row in table.rows]
        inside = {id(span) for row in drawn for cell in row.cells for span in cell}
        free = replace(sheet, spans=tuple(span for span in sheet.spans if id(span) not in inside))
    free = replace(free, bars=sheet.bars + cell_edges(sheet))
    lines = _free_lines(free, number)
    if not drawn:
        return lines
    rows = [(row.top, 0, _lines_in_row(row, free, number, at)) for at, row in enumerate(drawn, 1)]
    parts = [*rows, *((line.y, at, [line]) for at, line in enumerate(lines, 1))]
    return [line for _top, _at, part in sorted(parts, key=lambda part: part[:2]) for line in part]


def _lines_in_row(row: DrawnRow, sheet: Sheet, number: int, at: int) -> list[PrintedLine]:
    """Return the lines of the ``at``th row whose edges are drawn; what goes across a table is read as text."""
    columns = len(row.cells)
    if row.across:
        lines = _free_lines(replace(sheet, spans=row.cells[0]), number)
        return [replace(line, cell=TableCell(at, 0, 1)) for line in lines]
    return [
        replace(_line(spans, number, 0), cell=TableCell(at, column, columns))
        for column, cell in enumerate(row.cells)
        for spans in _rows(cell)
    ]


def _free_lines(sheet: Sheet, number: int) -> list[PrintedLine]:
    """Return the lines that stand in no cell with drawn edges; the bars of ``sheet`` part cells too."""
    lines: list[PrintedLine] = []
    above = 0.0
    rows = _rows(sheet.spans)
    stretched = stretched_lines(rows)
    for at, row in enumerate(rows):
        for column, spans in enumerate([row] if at in stretched else _columns(row, sheet.bars)):
            line = _line(spans, number, column)
            lines.append(replace(line, ruled=_is_ruled(line, above, sheet.rules)))
        above = lines[-1].y
    return lines


def _is_ruled(line: PrintedLine, above: float, rules: Sequence[DrawnRule]) -> bool:
    """Whether a rule is drawn between a line and the one above it, over its beginning."""
    top = line.y - 0.5 * line.size
    return any(above < rule.y < top and rule.x0 - line.size < line.x0 < rule.x1 for rule in rules)


def _rows(spans: Sequence[Span]) -> list[list[Span]]:
    """Group spans by baseline; small raised marks go to the line that they stand beside."""
    usual = usual_size((span.size, span.text) for span in spans)
    marks = [span for span in spans if span.size <= RAISED_SIZE * usual and may_be_raised(span.text)]
    aside = set(map(id, marks))
    rows: list[list[Span]] = []
    baseline = size = 0.0
    for span in sorted(spans, key=lambda span: (span.y, span.x0)):
        if id(span) in aside:
            continue
        if rows and span.y - baseline < _SAME_LINE * max(size, span.size):
            rows[-1].append(span)
            if span.size >= size:  # the largest text gives the line its baseline
                baseline, size = span.y, span.size
        else:
            rows.append([span])
            baseline, size = span.y, span.size
    rows = [layer for row in rows for layer in _layers(row)]
    for mark in marks:
        _place_mark(mark, rows)
    for row in rows:
        row.sort(key=lambda span: span.x0 + span.x1)  # by the middle: brackets set close overlap with what they hold
    return sorted(rows, key=lambda row: max(span.y for span in row))


def _layers(row: list[Span]) -> list[list[Span]]:
    """Part words that are printed over other words: each layer is a line of its own."""
    layers: list[list[Span]] = []
    ordered = sorted(row, key=lambda span: span.x0)
    if not any(left.x1 > right.x0 and _is_over(right, left) for left, right in itertools.pairwise(ordered)):
        return [row]
    for span in ordered:
        free = [layer for layer in layers if not _is_over(span, layer[-1])]
        if free:
            min(free, key=lambda layer: abs(layer[-1].y - span.y)).append(span)
        elif len(layers) < _MOST_LAYERS:
            layers.append([span])
        else:
            layers[-1].append(span)
    return layers


def _is_over(span: Span, other: Span) -> bool:
    """Whether a word covers another one by half, or a longer one in front of it."""
    if min(len(span.text), len(other.text)) < _OVER_WORDS:
        return False
    return other.x1 - span.x0 > 0.5 * min(span.x1 - span.x0, other.x1 - other.x0)


def usual_size(texts: Iterable[tuple[float, str]]) -> float:
    """Return the size that most of the text has, given in pairs of both; the larger of two, 0 where there is none."""
    sizes: Counter[float] = Counter()
    for size, text in texts:
        sizes[size] += len(text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _place_mark(mark: Span, rows: list[list[Span]]) -> None:
    """Put a mark into the row of the larger text that it touches, else into a row of its own."""
    for row in rows:
        beside = [
            span
            for span in row
            if -_LOWEST * span.size <= span.y - mark.y <= _HIGHEST * span.size
            and mark.size <= RAISED_SIZE * span.size
            and (_stands_above(mark, span) or _stands_below(mark, span))
        ]
        if beside:
            row.append(mark)
            return
    level = next((row for row in rows if abs(row[0].y - mark.y) < _SAME_LINE * mark.size), None)
    if level is None:
        rows.append([mark])
    else:
        level.append(mark)


def _stands_above(mark: Span, span: Span) -> bool:
    """Whether a mark is raised beside a word, or level with it."""
    beside = span.x0 - 1.5 * span.size <= mark.x1 and mark.x0 <= span.x1 + 1.2 * span.size
    return beside and -0.1 <= (span.y - mark.y) / span.size <= _HIGHEST


def _stands_below(mark: Span, span: Span) -> bool:
    """Whether a mark is lowered right behind a word: CO₂."""
    return abs(mark.x0 - span.x1) <= _CLOSE * span.size and 0.1 < (mark.y - span.y) / span.size <= _LOWEST


def _columns(row: list[Span], bars: Sequence[Bar]) -> list[list[Span]]:
    columns = [[row[0]]]
    end = row[0].x1
    for span in row[1:]:
        size = max(span.size, max(other.size for other in columns[-1][-3:]))
        wide = span.x0 - end > _COLUMN_GAP * size and not is_number(columns[-1])
        if wide or (bars and _is_barred(bars, end, span)):
            columns.append([span])
        else:
            columns[-1].append(span)
        end = max(end, span.x1)
    return columns


def _is_barred(bars: Sequence[Bar], end: float, span: Span) -> bool:
    """Whether a vertical line is drawn between ``end`` and a span: the edge of a cell."""
    return any(end - 1 <= bar.x <= span.x0 + 1 and bar.y0 <= span.y <= bar.y1 + 1 for bar in bars)


def _line(spans: Sequence[Span], sheet: int, column: int) -> PrintedLine:
    size = usual_size((span.size, span.text) for span in spans)
    baselines = [span.y for span in spans if span.size == size]
    baseline = max(set(baselines), key=lambda y: (baselines.count(y), y))
    raised = [_is_raised(spans, at, baseline, size) for at in range(len(spans))]
    parted = parted_words(spans)
    texts: list[str] = []
    for at, span in enumerate(spans):
        space = " " if parted[at] else ""
        if space and not raised[at - 1]:  # a space beside a raised mark belongs to the text
            texts[-1] += space
            space = ""
        texts.append(space + span.text)
    end = max(span.x1 for span in spans)
    pieces: list[Piece] = []
    for is_raised, group in itertools.groupby(range(len(spans)), raised.__getitem__):
        text = "".join(texts[at] for at in group)
        before = pieces[-1].text.rstrip() if pieces else ""
        is_power = is_raised and any(map(str.isdecimal, text)) and not raised_marks(before, text)
        power = exponent(before, text) if is_power else ""
        if power:
            pieces[-1] = Piece(before)
        pieces.append(Piece(power or text, is_raised and not power and may_be_raised(text.strip())))
    return PrintedLine(
        sheet,
        round(baseline, 1),
        round(spans[0].x0, 1),
        round(end, 1),
        size,
        all(span.bold for span, is_raised in zip(spans, raised, strict=True) if not is_raised),
        tuple(pieces),
        tidy("".join(piece.text for piece in pieces)).strip(),
        False,
        column,
        all(span.bar_code for span in spans),
        spans[0].spaced,
    )


def _is_raised(spans: Sequence[Span], at: int, baseline: float, size: float) -> bool:
    """Tell a raised mark by its own size and height and by what stands beside it, not by size alone."""
    span = spans[at]
    if not may_be_raised(span.text) and not _SIGNED.fullmatch(span.text):
        return False
    near = [other.size for other in spans[max(0, at - 1) : at + 2]]
    larger = max(*near, size)
    return span.size <= RAISED_SIZE * larger and baseline - span.y >= _RAISED_BY * larger
