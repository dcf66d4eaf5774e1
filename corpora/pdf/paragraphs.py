"""Printed lines of a PDF put together to paragraphs and rows of tables, by indent, spacing and width of the line."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from ...language.note_marks import raised_marks
from ...language.script import display_width
from ..structure.labels import read_labels
from ..structure.page import is_complete
from .printed_lines import RAISED_SIZE, Piece, PrintedLine

_INDENT = 0.8  # in sizes: less is chance
_MOST_INDENT = 1 / 3  # of a line: no paragraph's first line stands so far in
_SPACING = 1.22  # of the usual distance between lines: more parts paragraphs
_OTHER_SIZE = 0.06
# what cannot be parted at a line end: a word, or a Chinese character with the stop after it
_WORD = regex.compile(r"[^\s\p{Han}]+|\p{Han}[^\s\p{Han}\p{L}\p{N}]*|\X")
_CAPITALS = regex.compile(r"[\p{Lu}MmWw%&@]")
_LONG_WORD = regex.compile(r"\p{Han}? ?[^\s\p{Han}]+|\p{Han}[^\s\p{Han}]*|\X")
_STOP = regex.compile(r"[.。!！?？;；:：,，][\p{Pe}\p{Pf}\"'”’]*$")
_BULLET = regex.compile(r"[\p{So}\p{Sm}\p{Co}•‣⁃·*–—-](?= )")
_FIGURE = regex.compile(r"[^\p{L}]*\p{N}[^\p{L}]*")
_FEWEST_LINES = 12  # of text that say where a page's text stands
_LOOK_AHEAD = 60  # printed lines of a table
_SAME_EDGE = 1.2  # in sizes
Cells = list[list[PrintedLine]]


@dataclass(frozen=True, slots=True)
class Measure:
    """The text area of a page, in points.

    Attributes:
        left: Where most lines begin.
        right: Where full lines end.
        pitch: Distance between two lines of a paragraph, in sizes.
        flush: Whether paragraphs begin at the left edge, not indented.
    """

    left: float
    right: float
    pitch: float
    flush: bool = False


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together: of a paragraph, or of a row of a table.

    Attributes:
        text: The lines of a paragraph; none for a row.
        cells: The lines of each cell of a row; none for a paragraph.
        spaced: Whether it stands further than a line's distance below a row.
    """

    text: list[PrintedLine]
    cells: Cells
    spaced: bool

    @property
    def lines(self) -> list[PrintedLine]:
        """The lines, those of all cells from top to bottom."""
        inside = [line for cell in self.cells for line in cell]
        return sorted(inside, key=lambda line: (line.y, line.x0)) if inside else self.text

    def is_far_above(self, line: PrintedLine, area: Measure) -> bool:
        """Whether ``line`` stands further below it than the lines of one paragraph do."""
        last = self.lines[-1]
        return last.sheet == line.sheet and line.y - last.y > _distance(line, area)


def measure(lines: Sequence[PrintedLine], size: float, usual: Measure | None = None) -> Measure:
    """Measure the text area from lines of text size; ``usual`` stands in where there are few of them."""
    first = [line for line in lines if abs(line.size - size) < _OTHER_SIZE * size and not line.column]
    text = [line for line in first if not line.cell]
    if usual is not None and len(text) < _FEWEST_LINES:
        return usual
    if len(text) < _FEWEST_LINES:  # what stands in a table says little, but more than nothing
        text = [line for line in first if not line.cell or not line.cell.column]
    if not text:
        return Measure(0.0, 1e9, 1.2)
    edges = Counter(round(line.x0 / 2) * 2 for line in text)
    left = min(edges, key=lambda edge: (-edges[edge], edge))
    ends = sorted(line.x1 for line in text)
    pitch = _smallest_common(
        round((below.y - above.y) / size, 1) for above, below in _pairs(text) if below.y - above.y < 2.5 * size
    )
    return Measure(left, ends[int(len(ends) * 0.9)], pitch, _is_flush(text, left, size, pitch))


def _smallest_common(steps: Iterable[float]) -> float:
    """Return the smallest step, in sizes, that is not rare: the one inside paragraphs; 1.2 where there is none."""
    counts = Counter(steps)
    rare = 0.2 * max(counts.values(), default=0)
    return min((step for step, count in counts.items() if count >= rare and step > 0.8), default=1.2)


def _pairs(lines: Sequence[PrintedLine]) -> list[tuple[PrintedLine, PrintedLine]]:
    return [(above, below) for above, below in itertools.pairwise(lines) if above.sheet == below.sheet]


def _is_flush(text: Sequence[PrintedLine], left: float, size: float, pitch: float) -> bool:
    """Whether most paragraphs, told by the space above them, begin at the left edge."""
    firsts = [below for above, below in _pairs(text) if below.y - above.y > _SPACING * pitch * size]
    indented = sum(line.x0 > left + _INDENT * size for line in firsts)
    return bool(firsts) and indented * 2 < len(firsts)


def group_lines(lines: Sequence[PrintedLine], measures: Sequence[Measure]) -> list[Paragraph]:
    """Group lines of text, from top to bottom and sheet by sheet, into paragraphs, across sheets too.

    Args:
        lines: The lines.
        measures: The text area of each sheet.
    """
    groups: list[Paragraph] = []
    at = 0
    while at < len(lines):
        area = measures[lines[at].sheet - 1]
        first = at
        drawn = _drawn_row(lines, at)
        if drawn:
            groups.append(Paragraph([], drawn, spaced=False))
            at += len(groups[-1].lines)
            continue
        pieces = _printed_row(lines, at)
        at += len(pieces)
        if not (groups and _takes(groups[-1], pieces, area, measures)):
            above = groups[-1].cells if groups else []
            cells = _new_row(pieces, above) if len(pieces) > 1 else []
            below_row = bool(above) and groups[-1].lines[-1].sheet == pieces[0].sheet
            spaced = (
                groups[-1].is_far_above(pieces[0], area)
                if below_row
                else bool(cells) and _is_spaced(lines, first, area)
            )
            groups.append(Paragraph([] if cells else pieces, cells, spaced))
    return groups


def _is_spaced(lines: Sequence[PrintedLine], at: int, area: Measure) -> bool:
    """Whether the rows of a table that begins at an index stand further apart than the lines in their cells."""
    close = wide = 0
    row = _printed_row(lines, at)
    for _line in range(_LOOK_AHEAD):
        at += len(row)
        below = _printed_row(lines, at) if at < len(lines) else []
        step = below[0].y - row[0].y if below and below[0].sheet == row[0].sheet else 0.0
        if not 0 < step <= 2 * _distance(below[0], area):
            break
        close += step <= _distance(below[0], area)
        wide += step > _distance(below[0], area) and len(below) > 1
        row = below
    return close >= 1 and wide >= 2


def _distance(line: PrintedLine, area: Measure) -> float:
    """Return the points that two lines of one paragraph are apart, at most."""
    return _SPACING * area.pitch * line.size + 0.5


def _takes(group: Paragraph, pieces: list[PrintedLine], area: Measure, measures: Sequence[Measure]) -> bool:
    """Add a printed line to the group that it continues; False where it begins another."""
    line = pieces[0]
    if _place(group.lines[-1]) != _place(line):
        return False
    if group.cells:
        if not _row_goes_on(group.cells, pieces, _distance(line, area), group.spaced):
            return False
        for piece in pieces:
            group.cells[_column_of(piece, group.cells) or 0].append(piece)
    elif len(pieces) > 1:
        return False
    elif _is_wrapped_mark(group.text[-1], line, area):
        group.text.append(replace(line, pieces=(Piece(line.text, raised=True),)))
    elif _goes_on(group.text, line, area, measures):
        group.text.append(line)
    else:
        return False
    return True


def _is_wrapped_mark(before: PrintedLine, line: PrintedLine, area: Measure) -> bool:
    """Whether a line is nothing but a note's mark for which the line above had no room."""
    return (
        line.sheet == before.sheet
        and line.size <= RAISED_SIZE * before.size
        and bool(raised_marks("", line.text))
        and abs(line.x0 - area.left) < line.size
        and before.x1 > area.right - before.size
        and line.y - before.y < _SPACING * area.pitch * before.size
    )


def _goes_on(paragraph: Sequence[PrintedLine], line: PrintedLine, area: Measure, measures: Sequence[Measure]) -> bool:
    """Whether ``line`` continues a paragraph."""
    before = paragraph[-1]
    if abs(before.size - line.size) > _OTHER_SIZE * max(before.size, line.size):
        return False
    there = measures[before.sheet - 1]
    turned = line.sheet != before.sheet
    own = area  # where the line before it stands, columns may be narrower
    if turned:
        own = replace(area, right=area.left + there.right - there.left)
        # pages may have other margins: compare places inside the text area
        before = _moved(before, area.left - there.left)
        paragraph = [_moved(paragraph[0], area.left - measures[paragraph[0].sheet - 1].left)]
    elif line.y - before.y > _distance(line, area):
        return False
    if _is_display(paragraph[0], area) and _is_display(line, area):
        return not turned and paragraph[0].bold == line.bold and not _has_label(line) and _is_aligned(before, line)
    full = _is_full(before, line, own) or (turned and before.x1 >= own.right - 0.5 * line.size)
    if not full and not _is_narrow(paragraph, line):
        return False
    return not _is_indented(paragraph, before, line, area) and not (
        _STOP.search(_words(before)) and (_has_label(line) or (turned and area.flush and is_complete(_words(before))))
    )


def _words(line: PrintedLine) -> str:
    """Return a line's text without the raised marks at its end, so that its last stop can be seen."""
    pieces = list(line.pieces)
    while len(pieces) > 1 and pieces[-1].raised:
        pieces.pop()
    return "".join(piece.text for piece in pieces).rstrip()


def _moved(line: PrintedLine, by: float) -> PrintedLine:
    return replace(line, x0=line.x0 + by, x1=line.x1 + by)


def _is_full(before: PrintedLine, line: PrintedLine, area: Measure) -> bool:
    """Whether the first word of ``line`` had no room behind ``before``; in an open sentence doubt counts for that."""
    open_ = not _STOP.search(_words(before))
    room = area.right - before.x1 - (line.size if open_ else 1.0)
    return room <= _first_word(line, _LONG_WORD if open_ else _WORD)


def _first_word(line: PrintedLine, pattern: "regex.Pattern[str]") -> float:
    """Return about how wide the first word of a line is, in points, with the space before it."""
    word = pattern.match(line.text)
    share = _width(word[0] if word else line.text[:1]) / max(_width(line.text), 1.0)
    return share * (line.x1 - line.x0) + 0.3 * line.size


def _width(text: str) -> float:
    """Return about how wide a text is, in sizes: capitals are wider than small letters, Chinese signs are square."""
    capitals = len(_CAPITALS.findall(text))
    narrow = len(text) - (display_width(text) - len(text))
    return 0.47 * narrow + 0.23 * capitals + (len(text) - narrow)


def _is_display(line: PrintedLine, area: Measure) -> bool:
    """Whether the line is set as a heading: bold, or away from the left edge and short of the right one."""
    return line.bold or (
        line.x0 > area.left + 4 * line.size and line.x1 < area.right - 2 * line.size and not _has_label(line)
    )


def _is_aligned(before: PrintedLine, line: PrintedLine) -> bool:
    """Whether two lines of a heading begin at one place or share their middle; a date and a signature end at one."""
    middle = abs((before.x0 + before.x1) - (line.x0 + line.x1)) / 2
    return line.bold or abs(before.x0 - line.x0) < line.size or middle < line.size


def _is_narrow(paragraph: Sequence[PrintedLine], line: PrintedLine) -> bool:
    """Whether the paragraph is set narrower than the text: three of its lines end at one place."""
    ends = [other.x1 for other in paragraph[-3:]]
    return len(ends) >= 3 and max(ends) - min(ends) < 0.5 * line.size


def _is_indented(paragraph: Sequence[PrintedLine], before: PrintedLine, line: PrintedLine, area: Measure) -> bool:
    """Whether the left edge of ``line`` says that a new paragraph begins."""
    step = _INDENT * line.size
    first = paragraph[0]
    if line.x0 > before.x0 + step:
        hanging = len(paragraph) == 1 and _has_label(before) and line.x0 < before.x0 + 6 * line.size
        return not hanging
    if before is first and before.x0 - line.x0 > _MOST_INDENT * (before.x1 - line.x0):
        return True  # a title in the middle or a date at the right, and text below it
    if line.x0 < before.x0 - step:
        return len(paragraph) > 1 and before.x0 < first.x0 + step and before.x0 > first.x0 - step
    # two lines at one indent: the second begins a paragraph where the first could have been one
    return line.x0 > area.left + step and not area.flush and before is first and is_complete(_words(before))


def _has_label(line: PrintedLine) -> bool:
    return bool(read_labels(line.text) or _BULLET.match(line.text))


def _printed_row(lines: Sequence[PrintedLine], at: int) -> list[PrintedLine]:
    """Return the pieces of the printed line that begins at index ``at``; one where it has no columns."""
    end = at + 1
    while end < len(lines) and lines[end].sheet == lines[at].sheet and lines[end].column > lines[end - 1].column:
        end += 1
    return list(lines[at:end])


def _place(line: PrintedLine) -> tuple[int, int]:
    """Return sheet and row of a line in a table with drawn lines, from which text never goes on to another row."""
    return (line.sheet, line.cell.row) if line.cell else (0, 0)


def _drawn_row(lines: Sequence[PrintedLine], at: int) -> Cells:
    """Return the cells of the row with drawn edges that begins at an index; none where none begins there."""
    first = lines[at].cell
    if first is None or first.columns == 1:
        return []
    cells: Cells = [[] for _column in range(first.columns)]
    row = _place(lines[at])
    for line in itertools.takewhile(lambda line: _place(line) == row, map(lines.__getitem__, range(at, len(lines)))):
        if line.cell:
            cells[line.cell.column].append(line)
    return cells


def _new_row(pieces: Sequence[PrintedLine], above: Cells) -> Cells:
    """Return the cells of a row; columns of the row ``above`` that it leaves empty are empty cells."""
    places = [_column_of(piece, above) for piece in pieces]
    if len(above) <= len(pieces) or None in places or len(set(places)) < len(places):
        return [[piece] for piece in pieces]
    cells: Cells = [[] for _column in above]
    for place, piece in zip(places, pieces, strict=True):
        assert place is not None  # noqa: S101
        cells[place].append(piece)
    return cells


def _row_goes_on(row: Cells, pieces: Sequence[PrintedLine], distance: float, spaced: bool) -> bool:
    """Whether a printed line is the next line of cells of ``row``.

    Args:
        row: The row's cells so far.
        pieces: The pieces of the printed line.
        distance: Points between two lines of a paragraph, at most.
        spaced: Whether the row stands further below the one above it: then what stands close belongs to it.
    """
    last = max((line for cell in row for line in cell), key=lambda line: line.y)
    first = pieces[0]
    if first.sheet != last.sheet or first.y - last.y > distance or abs(first.size - last.size) > 0.06 * last.size:
        return False
    places = [_column_of(piece, row) for piece in pieces]
    if None in places or first.ruled or _fills_anew(row, pieces, places):
        return False
    ruled = any(line.ruled for cell in row for line in cell) and len(pieces) < len(row)
    if 0 not in places or spaced or ruled or _is_open(row[0], pieces[0]):
        return True
    # the first column names the row: a piece in it begins a new one, but for the rest of a long name
    head = row[0][-1] if row[0] else None
    edge = min((cell[0].x0 for cell in row[1:] if cell), default=0.0)
    return len(pieces) == 1 and head is not None and first.x1 < edge and not is_complete(head.text)


def _is_open(cell: Sequence[PrintedLine], piece: PrintedLine) -> bool:
    """Whether a sentence goes on from a cell to the piece below it, by its small letter."""
    return bool(cell) and piece.text[:1].islower() and not is_complete(cell[-1].text)


def _fills_anew(row: Cells, pieces: Sequence[PrintedLine], places: Sequence[int | None]) -> bool:
    """Whether a printed line says by its words that it is a row: a number begins it, or a figure stands below one."""
    if places[0] == 0 and _has_label(pieces[0]):
        return True
    cells = [row[place] if place is not None else [] for place in places]
    if any(_is_open(cell, piece) for cell, piece in zip(cells, pieces, strict=True)):
        return False
    above = [cell[-1].text if cell else "" for cell in cells]
    return any(
        _FIGURE.fullmatch(text) and _FIGURE.fullmatch(piece.text) for text, piece in zip(above, pieces, strict=True)
    )


def _column_of(piece: PrintedLine, row: Cells) -> int | None:
    """Return the column that a piece stands in: it begins where the column does, or overlaps it alone."""
    for place, cell in enumerate(row):
        if cell and abs(cell[0].x0 - piece.x0) <= _SAME_EDGE * piece.size:
            return place
    overlaps = [
        place for place, cell in enumerate(row) if cell and cell[0].x0 < piece.x1 and piece.x0 < max(x.x1 for x in cell)
    ]
    return overlaps[0] if len(overlaps) == 1 else None
