"""Tables that come back from a translator: ``.tsv`` as any editor or spreadsheet saves it, and ``.xlsx``."""

from collections.abc import Iterable
from pathlib import Path

from ...align.corrections.applying import Rejected, Row
from ...files import atomic_write
from .correction_sheet import COLUMNS, text_mark
from .table_files import TableRow, named_rows, tsv_line

_NO = frozenset({"", "0", "-", "no", "n", "false", "否", "不", "✗", "✘", "×"})
_CONFIRMED = frozenset({"confirmed", "已确认", "确认"})


def read_rows(path: str | Path) -> list[Row]:
    """Read a corrected table.

    A row is marked as confirmed by anything like ``x``, ``ok`` or ``✓`` in a column ``confirmed``, or by the word
    ``confirmed`` in the column ``status``.

    Raises:
        DuizhaoError: The file cannot be read, or its first row has no columns ``zh`` and ``en``.
    """
    return [row_of(found) for found in named_rows(path, columns=(*COLUMNS, "status"))]


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
        lines.append(tsv_line(values))
    with atomic_write(path) as stream:
        stream.write("".join(lines).encode("utf-8", "replace"))
    return len(lines) - 1
