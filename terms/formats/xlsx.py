"""XLSX: a workbook's first sheet with a table of terms in; one concept a row, nothing that runs, out."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ...errors import DuizhaoError
from ...i18n import _
from ..glossary import Glossary
from ..table import COLUMNS, row_of, unescape
from .delimited import LISTS, best_first, glossary_of_rows
from .losses import losses

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_ROWS = 200_000
_MOST_COLUMNS = 100
_MOST_BYTES = 500_000_000
_WIDTHS = {"zh": 30, "en": 45, "zh_variants": 25, "en_variants": 35, "note": 40, "definition": 40}


def read_xlsx(path: str | Path, *, zh: str = "", en: str = "") -> Glossary:
    """Return the glossary of a workbook's first sheet; see `read_delimited` for the columns.

    Merged cells count as if each held the value; formulas are named and left out, for they are no terms.

    Raises:
        DuizhaoError: No XLSX workbook, or no Chinese and English column.
    """
    warnings: list[str] = []
    sheet = _first_sheet(path)
    _unmerge(sheet, warnings)
    rows = [(line, row) for line, row in _rows(sheet, warnings) if any(row)]
    return glossary_of_rows(rows, path, zh=zh, en=en, warnings=warnings, guarded=False)


def _first_sheet(path: str | Path) -> "Worksheet":
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                raise DuizhaoError(_("unpacks to more than 500 MB; split it"), file=path)
        sheet: Any = load_workbook(path, data_only=False, keep_links=False).worksheets[0]
    except OSError as error:
        raise DuizhaoError(_("cannot be read ({reason})").format(reason=error.strerror), file=path) from error
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, EOFError) as error:
        raise DuizhaoError(_("is no XLSX workbook; save it as .xlsx in a spreadsheet program"), file=path) from error
    if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS:
        raise DuizhaoError(_("has more than 200,000 rows or 100 columns; split it"), file=path)
    return sheet  # type: ignore[no-any-return]


def _unmerge(sheet: "Worksheet", warnings: list[str]) -> None:
    ranges = list(sheet.merged_cells.ranges)
    for merged in ranges:
        value = sheet.cell(merged.min_row, merged.min_col).value
        sheet.unmerge_cells(str(merged))
        for line in range(merged.min_row, merged.max_row + 1):
            sheet.cell(line, merged.min_col).value = value
    if ranges:
        warnings.append(_("{count} merged cells: each row has their value").format(count=len(ranges)))


def _rows(sheet: "Worksheet", warnings: list[str]) -> Iterator[tuple[int, list[str]]]:
    for line, row in enumerate(sheet.iter_rows(), 1):
        cells = []
        for cell in row:
            formula = cell.data_type == "f"
            if formula:
                message = _("cell {cell}: a formula is no term: left out; paste its value")
                warnings.append(message.format(cell=cell.coordinate))
            cells.append("" if formula or cell.value is None else str(cell.value))
        yield line, cells


def write_xlsx(glossary: Glossary, stream: BinaryIO) -> list[str]:
    """Write a glossary as a workbook, all cells as text; return what it cannot say."""
    import datetime

    import xlsxwriter

    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})
    sheet = book.add_worksheet("glossary")
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for place, name in enumerate(COLUMNS):
        sheet.set_column(place, place, _WIDTHS.get(name, 14), wrap)
        sheet.write_string(0, place, name, bold)
    concepts = best_first(glossary)
    for line, concept in enumerate(concepts, 1):
        row = row_of(concept)
        for place, name in enumerate(COLUMNS):
            if row[name]:
                sheet.write_string(line, place, row[name] if name in LISTS else unescape(row[name]))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(concepts)), len(COLUMNS) - 1)
    book.close()
    kept = ("domain", "definition", "note", "source", "date", "frequency", "documents", "score")
    return losses(glossary, keeps=kept, term_keeps=("kind", "pos", "case"))
