"""XLSX workbooks: their rows as text, read with limits; and new ones, the same bytes for the same cells."""

import datetime
import warnings
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, BinaryIO

import regex

from ...errors import DuizhaoError
from ...i18n import _

LONGEST_CELL = 32_767  # characters (UTF-16 units) of an XLSX cell
MOST_ROWS = 1_048_575  # rows of a sheet below its header
# Bytes of all parts unpacked: a full sheet of long texts has under 1 GB. The strings are held in memory, hence less
_MOST_UNPACKED = 2 << 30
_MOST_STRINGS = 500_000_000
_BLOCK = 1 << 20
_OVERLAP = 200  # longer than any element looked for
_FORMULA = regex.compile(rb"<(?:\w+:)?f[ />]")
_MERGED = regex.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
# what no XML, and no cell, can hold; the line feed is a cell's own line end
_UNFIT = regex.compile(r"[[\p{Cc}--\n]\p{Cs}\uFFFE\uFFFF]", regex.V1)

# what zipfile and openpyxl happen to raise on broken files; lxml's errors are SyntaxErrors
_BROKEN = (
    zipfile.BadZipFile, zlib.error, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError,
    RuntimeError, SyntaxError, TypeError, ValueError,
)  # fmt: skip

_Values = tuple[Any, ...]


def workbook_rows(
    opener: Callable[[], BinaryIO],
    name: str,
    wanted: Callable[[list[str]], bool] | None,
    said: list[str],
    *,
    formulas: bool = True,
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows, with their 1-based numbers, of the sheets that `table_files.open_table` says.

    Merged cells count as if each row held the value; numbers are written as a cell shows them, a formula is its result.

    Args:
        opener: Opens the workbook's bytes.
        name: The file's name, for messages.
        wanted: Tells whether a first row is the header looked for; None for the first sheet with any cell.
        said: Gets a line for what was guessed or left out.
        formulas: Whether a formula without a saved result stands as it is written, or is named and left out.

    Raises:
        DuizhaoError: The file is broken, too large when unpacked, or no workbook.
    """
    with opener() as stream, _one_line(name):
        _check_size(stream, name)
        book = _loaded(stream, data_only=True)
        header: list[str] | None = None
        fallback: list[tuple[int, list[str]]] = []
        for at in range(len(book.worksheets)):
            rows = _sheet_rows(stream, book, at, said, formulas)
            first = next(rows, None)
            if first is None:
                continue
            if wanted is None:
                yield first
                yield from rows
                return
            fits = header is None and wanted(first[1])
            if fits or first[1] == header:
                yield from () if header else (first,)
                header = first[1]
                yield from rows
            elif not header and not fallback:
                fallback = [first]
        # no sheet has the columns: the caller says what its header lacks
        yield from () if header else fallback


def new_workbook(stream: IO[bytes], title: str = "", *, spill: bool = False) -> Any:
    """Return an XlsxWriter workbook that runs nothing: texts are no formulas and no links.

    Args:
        stream: Where its bytes go when it is closed.
        title: Its title.
        spill: Keep rows in a temporary file, for workbooks of any length; they must be written in order.
    """
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options | ({"constant_memory": True} if spill else {"in_memory": True}))
    # a fixed date, not that of the clock: the same cells give the same bytes
    properties = {"title": title} if title else {}
    book.set_properties(properties | {"created": datetime.datetime(2000, 1, 1)})
    return book


def cell_text(text: str) -> str:
    """Return text that a cell can hold: control characters other than line feeds become spaces."""
    return _UNFIT.sub(" ", text) if not text.isprintable() else text


def fits_cell(text: str) -> bool:
    """Tell whether a text is short enough for a cell."""
    return 2 * len(text) <= LONGEST_CELL or len(text.encode("utf-16-le", "replace")) <= 2 * LONGEST_CELL


@contextmanager
def _one_line(name: str) -> Iterator[None]:
    """Turn whatever a broken workbook raises into one clear error."""
    try:
        yield
    except _BROKEN as error:
        raise DuizhaoError(_("cannot be read as an XLSX workbook; save it again as .xlsx"), file=name) from error


def _check_size(stream: BinaryIO, name: str) -> None:
    with zipfile.ZipFile(stream) as archive:
        sizes = {info.filename: info.file_size for info in archive.infolist()}
    if sum(sizes.values()) > _MOST_UNPACKED or sizes.get("xl/sharedStrings.xml", 0) > _MOST_STRINGS:
        raise DuizhaoError(_("unpacks to more than 2 GB, or 500 MB of texts; split it"), file=name)


def _sheet_rows(
    stream: BinaryIO, book: Any, at: int, said: list[str], formulas: bool
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a sheet that are not empty."""
    sheet = book.worksheets[at]
    has_formulas, ranges = _scanned(stream, sheet)
    plain = _values(_loaded(stream, data_only=False).worksheets[at]) if has_formulas else None
    merged = _Merged(ranges)
    if ranges:
        said.append(_("{count} merged cells: each row has their value").format(count=len(ranges)))
    for number, row in enumerate(_values(sheet), 1):
        cells = [_text(value) for value in row]
        if plain is not None:
            _fill_formulas(cells, row, next(plain, ()), number, None if formulas else said)
        cells = merged.filled(number, cells)
        if any(text.strip() for text in cells):
            yield number, cells


def _loaded(stream: BinaryIO, *, data_only: bool) -> Any:
    import openpyxl

    with warnings.catch_warnings():
        # of styles and other parts that no text is read from
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(stream, read_only=True, data_only=data_only, keep_links=False)


def _values(sheet: Any) -> Iterator[_Values]:
    # some programs write that a sheet is one cell large
    sheet.reset_dimensions()
    return iter(sheet.iter_rows(values_only=True))


def _scanned(stream: BinaryIO, sheet: Any) -> tuple[bool, list[str]]:
    """Return whether a sheet has formulas, and its merged ranges."""
    found = False
    ranges: list[str] = []
    with zipfile.ZipFile(stream) as archive, archive.open(sheet._worksheet_path) as part:
        rest = b""
        while block := part.read(_BLOCK):
            text = rest + block
            found = found or bool(_FORMULA.search(text))
            at = 0
            for match in _MERGED.finditer(text):
                ranges.append(match.group(1).decode("ascii"))
                at = match.end()
            rest = text[max(at, len(text) - _OVERLAP) :]
    return found, ranges


def _fill_formulas(cells: list[str], row: _Values, plain: _Values, number: int, said: list[str] | None) -> None:
    """Put the formulas that were saved without a result where their results are missing, or name them."""
    for at, (value, formula) in enumerate(zip(row, plain, strict=False)):
        if value is not None or formula is None:
            continue
        if said is None:
            cells[at] = str(getattr(formula, "text", formula))
        else:
            from openpyxl.utils import get_column_letter

            message = _("cell {cell}: a formula without a result: left out; paste its value")
            said.append(message.format(cell=f"{get_column_letter(at + 1)}{number}"))


def _text(value: object) -> str:
    """Return a cell's value as it is shown: a label that became a number (5.0) is its digits again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(value, ".15g")
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ") if value.time() != datetime.time() else value.date().isoformat()
    # a literal _xHHHH_ is escaped in the file, and a carriage return is written so
    return str(value).replace("_x005F_", "_").replace("_x000D_", "")


class _Merged:
    """The merged ranges of a sheet, whose value goes into their first column row by row."""

    def __init__(self, ranges: Sequence[str]) -> None:
        from openpyxl.utils import range_boundaries

        self._starts: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._open: list[tuple[int, int, str]] = []
        for each in ranges:
            bounds: Any = range_boundaries(each)
            column, first, _last_column, last = bounds
            if last > first:
                self._starts[first].append((column - 1, last))

    def filled(self, number: int, cells: list[str]) -> list[str]:
        """Return a row's cells, those of merged ranges filled; rows must come in order."""
        if self._open:
            self._open = [each for each in self._open if each[1] >= number]
            for column, _last, text in self._open:
                cells += [""] * (column + 1 - len(cells))
                cells[column] = text
        for column, last in self._starts.get(number, ()):
            self._open.append((column, last, cells[column] if column < len(cells) else ""))
        return cells
