"""Pairs and units as rows of one table: TSV, CSV, XLSX.

The TSV of a Bitext is the twin of its memory, for spreadsheets and QA tools.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO

from ...align.bitext import KINDS, Bitext, Pair
from ...corpora.document import Kind
from ...errors import DuizhaoError
from ...files import atomic_write
from ...i18n import _
from ..model import Note, Prop, Unit, Variant, clean_text
from .table_files import named_rows, tsv_line, write_csv_rows
from .workbooks import LONGEST_CELL, MOST_ROWS, cell_text, fits_cell, new_workbook

Codes = tuple[str, str]  # language codes of Chinese and English
COLUMNS = ("id", "kind", "label", "zh", "en", "confidence", "status", "note")


def write_tsv(bitext: Bitext, path: str | Path) -> int:
    """Write all pairs, unaligned ones (one side empty) too, in UTF-8 with a header; tabs and line ends become spaces.

    Returns:
        How many rows were written, the header not counted.

    Raises:
        DuizhaoError: The file cannot be written.
    """
    with atomic_write(path) as stream:
        stream.write(tsv_line(COLUMNS).encode())
        for pair in bitext:
            stream.write(tsv_line(_cells(pair)).encode("utf-8", "replace"))
    return len(bitext)


def read_pairs(path: str | Path) -> Bitext:
    """Read rows as `write_tsv` writes them, from any table; only the columns ``zh`` and ``en`` are needed.

    Raises:
        DuizhaoError: The file cannot be read, lacks a column, or a row has more cells than the header.
    """
    rows = named_rows(path, columns=COLUMNS)
    return Bitext(tuple(_pair(dict.fromkeys(COLUMNS, "") | row.cells, row.number - 1) for row in rows))


def _cells(pair: Pair) -> tuple[str, ...]:
    return (pair.id, pair.kind, pair.label, pair.zh, pair.en, f"{pair.confidence:.3f}", pair.status, pair.note)


def _pair(values: dict[str, str], number: int) -> Pair:
    kind: Kind = next((name for name in KINDS if name == values["kind"]), "paragraph")
    both = bool(values["zh"] and values["en"])
    try:
        confidence = min(max(float(values["confidence"]), 0.0), 1.0)
    except ValueError:
        confidence = 1.0 if both else 0.0
    name = values["id"] or f"r{number}"
    confirmed = values["status"] == "confirmed"
    texts = values["label"], values["zh"], values["en"]
    return Pair(name, kind, *texts, confidence, note=values["note"], confirmed=confirmed)


def row_of(unit: Unit) -> tuple[str, ...]:
    """Return a unit as the cells of `COLUMNS`."""
    known = [unit.prop(f"x-{name}") for name in ("kind", "label", "confidence", "status")]
    return (unit.tuid, *known[:2], unit.zh, unit.en, *known[2:], " ".join(note.text for note in unit.notes))


def unit_of(row: dict[str, str], codes: Codes, line: int) -> Unit:
    """Return a row as a unit; other columns than those of `COLUMNS` become properties."""
    props = tuple(
        Prop(name if name.startswith("x-") else f"x-{name}", value)
        for name, value in row.items()
        if value and name not in ("id", "tuid", "zh", "en", "note")
    )
    variants = (Variant(codes[0], row.get("zh", "")), Variant(codes[1], row.get("en", "")))
    notes = (Note(row["note"]),) if row.get("note") else ()
    return Unit(row.get("id") or row.get("tuid", ""), variants, props, notes, (), line)


def write_csv(units: Iterable[Unit], stream: IO[bytes]) -> None:
    """Write comma-separated values in UTF-8 with a byte-order mark, as Excel opens them right."""
    write_csv_rows(chain([COLUMNS], ([clean_text(value) for value in row_of(unit)] for unit in units)), stream)


def write_tsv_units(units: Iterable[Unit], stream: IO[bytes]) -> None:
    """Write tab-separated values as the TSV of a Bitext has them."""
    stream.write(tsv_line(COLUMNS).encode())
    for unit in units:
        stream.write(tsv_line([clean_text(value) for value in row_of(unit)]).encode("utf-8", "replace"))


def read_units(path: Path, codes: Codes) -> Iterator[Unit]:
    """Yield the rows of a CSV, TSV or XLSX file with a header that names zh and en."""
    for row in named_rows(path, columns=COLUMNS):
        yield unit_of(row.cells, codes, row.number)


def write_xlsx(units: Iterable[Unit], stream: IO[bytes]) -> None:
    """Write a workbook, a sheet for each million of units; every cell is text, never a formula.

    Raises:
        DuizhaoError: A text is longer than a cell can hold.
    """
    book = new_workbook(stream, spill=True)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    iterator = iter(units)
    rows = list(islice(iterator, MOST_ROWS))
    while True:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(3, 4, 60, wrapped)
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, bold)
        for number, unit in enumerate(rows, 1):
            for column, value in enumerate(row_of(unit)):
                if not fits_cell(value):
                    message = _("unit {tuid} has a text of more than {n} characters: too long for a cell")
                    raise DuizhaoError(message.format(tuid=unit.tuid, n=LONGEST_CELL))
                if value:
                    sheet.write_string(number, column, cell_text(clean_text(value)))
        rows = list(islice(iterator, MOST_ROWS))
        if not rows:
            break
    book.close()
