"""Tables that come back from a translator: ``.tsv`` as any editor or spreadsheet saves it, and ``.xlsx``."""

import contextlib
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from ...align.corrections.applying import Rejected, Row
from ...corpora.plain_text import decode
from ...corpora.reading import load
from ...errors import DuizhaoError
from ...files import atomic_write
from ...i18n import _
from .correction_sheet import sheet_cells, text_mark
from .tsv import cell

_LARGEST_CELL = 1 << 20
_NO = frozenset({"", "0", "-", "no", "n", "false", "否", "不", "✗", "✘", "×"})
_CONFIRMED = frozenset({"confirmed", "已确认", "确认"})
_QUOTED = regex.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row by column names.

    Attributes:
        number: 1-based row (in a ``.tsv``: line) in the file.
        cells: Column name -> text, stripped.
    """

    number: int
    cells: dict[str, str]

    def get(self, name: str) -> str:
        """Return a cell, empty where there is none."""
        return self.cells.get(name, "")


def read_table(path: str | Path) -> list[TableRow]:
    """Read a table with a header that has the columns ``zh`` and ``en``; empty rows are left out.

    Raises:
        DuizhaoError: The file cannot be read, or has no such header.
    """
    data = load(path)
    rows = sheet_cells(data, str(path)) if data.startswith(b"PK\x03\x04") else _text_cells(_decoded(data, path), path)
    header: list[str] = []
    found = []
    for number, cells in rows:
        if not any(text.strip() for text in cells):
            continue
        if not header:
            header = _header(cells, path, number)
            continue
        if any(text.strip() for text in cells[len(header) :]):
            raise DuizhaoError(
                _("{n} cells where the header has {m}; take out tabs inside the text").format(
                    n=len(cells), m=len(header)
                ),
                file=path,
                line=number,
            )
        found.append(TableRow(number, {name: text.strip() for name, text in zip(header, cells, strict=False)}))
    return found


def read_rows(path: str | Path) -> list[Row]:
    """Read a corrected table.

    A row is marked as confirmed by anything like ``x``, ``ok`` or ``✓`` in a column ``confirmed``, or by the word
    ``confirmed`` in the column ``status``.

    Raises:
        DuizhaoError: The file cannot be read, or its first row has no columns ``zh`` and ``en``.
    """
    return [row_of(found) for found in read_table(path)]


def row_of(found: TableRow) -> Row:
    """Return a table's row as a row of corrections."""
    marked = found.get("confirmed").lower() not in _NO or found.get("status").lower() in _CONFIRMED
    zh, en = found.get("zh"), found.get("en")
    as_written = found.get("written").partition(".")[0] == text_mark(zh, en)
    return Row(found.number, found.get("id"), zh, en, marked, as_written, found.get("note"))


def write_rejects(rejected: Iterable[Rejected], path: str | Path) -> int:
    """Write the rows that could not be placed, with row number and reason, and return how many they are.

    Raises:
        DuizhaoError: The file cannot be written.
    """
    lines = ["row\treason\tid\tzh\ten\tnote\n"]
    for item in rejected:
        values = (str(item.row.number), item.reason, item.row.id, item.row.zh, item.row.en, item.row.note)
        lines.append("\t".join(map(cell, values)) + "\n")
    with atomic_write(path) as stream:
        stream.write("".join(lines).encode("utf-8", "replace"))
    return len(lines) - 1


def _header(cells: Sequence[str], path: str | Path, number: int) -> list[str]:
    """Return the names of the columns: the first word of each cell, for a second line may explain it."""
    names = [(text.split() or [""])[0].lower() for text in cells]
    missing = [name for name in ("zh", "en") if name not in names]
    if missing:
        raise DuizhaoError(
            _("the first row lacks the columns {columns}; put the header back").format(columns=", ".join(missing)),
            file=path,
            line=number,
        )
    while names and not names[-1]:
        names.pop()
    return names


def _decoded(data: bytes, path: str | Path) -> str:
    """Return a table's text; what is well-formed UTF-8 is that, rare characters or not."""
    if b"\0" not in data and data.strip():
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("utf-8-sig")
    return decode(data, str(path))[0]


def _text_cells(text: str, path: str | Path) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_LARGEST_CELL)
    stream = io.StringIO(text, newline="")
    if _is_quoted(text):
        reader = csv.reader(stream, delimiter="\t")
    else:
        reader = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    number = 1
    try:
        for cells in reader:
            yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        raise DuizhaoError(
            _("is no table separated by tabs ({reason}); save it as tab-separated UTF-8").format(reason=error),
            file=path,
            line=number,
        ) from error


def _is_quoted(text: str) -> bool:
    """Tell whether a spreadsheet put quotation marks around cells, as this program never does.

    Spreadsheets double the quotation marks inside such a cell, and set all cells with a comma (or all texts) in marks;
    a text that merely begins with a quotation is among others that have none.
    """
    cells = [found for line in text.splitlines() for found in line.split("\t")]
    marked = [found for found in cells if found.startswith('"')]
    if not marked:
        return False
    if not all(_QUOTED.fullmatch(found) for found in marked):
        return _has_breaks(text)
    doubled = any('""' in found[1:-1] for found in marked)
    commas = [found for found in cells if "," in found]
    return doubled or (bool(commas) and all(found.startswith('"') for found in commas)) or cells[0].startswith('"')


def _has_breaks(text: str) -> bool:
    """Tell whether cells hold line ends: with marks read as such, all rows have as many cells as the header."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return False
    rows = [row for row in rows if row]
    return all(len(row) == len(rows[0]) for row in rows) and len(rows) < len(text.splitlines())
