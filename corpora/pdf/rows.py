"""Rows of tables in a PDF: pieces of one printed line in columns, and cells that run over several printed lines."""

from collections.abc import Sequence

from ..structure.page import is_complete
from .printed_lines import PrintedLine

Cells = list[list[PrintedLine]]
_SAME_EDGE = 1.2  # in sizes


def printed_row(lines: Sequence[PrintedLine], at: int) -> list[PrintedLine]:
    """Return the pieces of the printed line that begins at index ``at``; one where it has no columns."""
    end = at + 1
    while end < len(lines) and lines[end].page == lines[at].page and lines[end].column > lines[end - 1].column:
        end += 1
    return list(lines[at:end])


def new_row(pieces: Sequence[PrintedLine], above: Cells) -> Cells:
    """Return the cells of a row; columns of the row ``above`` that it leaves empty are empty cells."""
    places = [_column_of(piece, above) for piece in pieces]
    if len(above) <= len(pieces) or None in places or len(set(places)) < len(places):
        return [[piece] for piece in pieces]
    cells: Cells = [[] for _column in above]
    for place, piece in zip(places, pieces, strict=True):
        assert place is not None  # noqa: S101
        cells[place].append(piece)
    return cells


def goes_on(row: Cells, pieces: Sequence[PrintedLine], distance: float, spaced: bool) -> bool:
    """Whether a printed line is the next line of cells of ``row``.

    Args:
        row: The row's cells so far.
        pieces: The pieces of the printed line.
        distance: Points between two lines of a paragraph, at most.
        spaced: Whether the row stands further below the one above it: then what stands close belongs to it.
    """
    last = max((line for cell in row for line in cell), key=lambda line: line.y)
    first = pieces[0]
    if first.page != last.page or first.y - last.y > distance or abs(first.size - last.size) > 0.06 * last.size:
        return False
    places = [_column_of(piece, row) for piece in pieces]
    if None in places:
        return False
    if first.ruled:
        return False
    if 0 not in places or spaced or any(line.ruled for cell in row for line in cell):
        return True
    # the first column names the row: a piece in it begins a new one, but for the rest of a long name
    head = row[0][-1] if row[0] else None
    edge = min((cell[0].x0 for cell in row[1:] if cell), default=0.0)
    return len(pieces) == 1 and head is not None and first.x1 < edge and not is_complete(head.text)


def add_pieces(row: Cells, pieces: Sequence[PrintedLine]) -> None:
    """Add the pieces of a printed line to the cells that they continue."""
    for piece in pieces:
        place = _column_of(piece, row)
        row[place or 0].append(piece)


def _column_of(piece: PrintedLine, row: Cells) -> int | None:
    """Return the column that a piece stands in: it begins where the column does, or overlaps it alone."""
    for place, cell in enumerate(row):
        if cell and abs(cell[0].x0 - piece.x0) <= _SAME_EDGE * piece.size:
            return place
    overlaps = [
        place for place, cell in enumerate(row) if cell and cell[0].x0 < piece.x1 and piece.x0 < max(x.x1 for x in cell)
    ]
    return overlaps[0] if len(overlaps) == 1 else None
