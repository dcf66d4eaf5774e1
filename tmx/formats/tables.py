"""Units as rows: CSV, TSV, XLSX, JSON lines, Parquet, with the columns of the TSV of a Bitext; JSON lines keep all."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, Literal

import regex

from ...errors import DuizhaoError
from ...i18n import _
from ..characters import clean_text
from ..model import Note, Prop, Unit, Variant
from .tsv import COLUMNS, cell

# cells that a spreadsheet would run as formulas get an apostrophe in front, and lose it when they are read
_FORMULA = regex.compile(r"'?[=+@\t\r-]")
_MAX_SHEET = 2 << 30  # bytes that a workbook may unpack to
_MAX_CELL = 32767  # characters of an XLSX cell
_ROWS = 1_048_575  # rows of a sheet below its header
Codes = tuple[str, str]


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
    text = io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(clean_text(value)) for value in row_of(unit)] for unit in units)
    text.flush()
    text.detach()


def write_tsv_units(units: Iterable[Unit], stream: IO[bytes]) -> None:
    """Write tab-separated values as the TSV of a Bitext has them."""
    stream.write(("\t".join(COLUMNS) + "\n").encode())
    for unit in units:
        stream.write(("\t".join([cell(clean_text(value)) for value in row_of(unit)]) + "\n").encode("utf-8", "replace"))


def read_csv(path: Path, codes: Codes, delimiter: str = ",") -> Iterator[Unit]:
    """Yield the rows of a CSV or TSV file with a header that names zh and en."""
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    csv.field_size_limit(1 << 24)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter, quoting=quoting)
        try:
            header = next(reader, [])
            _check_columns(header, path)
            for cells in reader:
                if len(cells) > len(header):
                    message = _("{n} cells where the header has {m}")
                    raise DuizhaoError(message.format(n=len(cells), m=len(header)), file=path, line=reader.line_num)
                if cells:
                    plain = cells if delimiter == "\t" else map(unguarded, cells)
                    values = dict(zip(header, plain, strict=False))
                    yield unit_of(values, codes, reader.line_num)
        except (csv.Error, UnicodeDecodeError) as error:
            message = _("is no table in UTF-8 ({reason})").format(reason=error)
            raise DuizhaoError(message, file=path, line=reader.line_num + 1) from error


def _check_columns(header: list[str], path: Path) -> None:
    missing = ", ".join(name for name in ("zh", "en") if name not in header)
    if missing:
        raise DuizhaoError(_("the first row lacks the columns {columns}").format(columns=missing), file=path, line=1)


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Undo `guarded`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text


def write_xlsx(units: Iterable[Unit], stream: IO[bytes]) -> None:
    """Write a workbook, a sheet for each million of units; every cell is text, never a formula.

    Raises:
        DuizhaoError: A text is longer than a cell can hold.
    """
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    # the date of the workbook would otherwise be that of the clock
    from datetime import datetime

    book.set_properties({"created": datetime(2000, 1, 1)})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    iterator = iter(units)
    rows = list(islice(iterator, _ROWS))
    while True:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(3, 4, 60, wrapped)
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, bold)
        for number, unit in enumerate(rows, 1):
            for column, value in enumerate(row_of(unit)):
                if len(value) > _MAX_CELL:
                    message = _("unit {tuid} has a text of more than {n} characters: too long for a cell")
                    raise DuizhaoError(message.format(tuid=unit.tuid, n=_MAX_CELL))
                if value:
                    sheet.write_string(number, column, clean_text(value))
        rows = list(islice(iterator, _ROWS))
        if not rows:
            break
    book.close()


def read_xlsx(path: Path, codes: Codes) -> Iterator[Unit]:
    """Yield the rows of the sheets of a workbook that have a header with zh and en."""
    import openpyxl

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MAX_SHEET:
                raise DuizhaoError(_("unpacks to more than 2 GB; it is not read"), file=path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise DuizhaoError(_("is no XLSX workbook ({reason})").format(reason=error), file=path) from error
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        header = ["" if value is None else str(value) for value in next(rows, ())]
        _check_columns(header, path)
        for number, values in enumerate(rows, 2):
            cells = ["" if value is None else str(value) for value in values]
            if any(cells):
                yield unit_of(dict(zip(header, cells, strict=False)), codes, number)


def write_jsonl(units: Iterable[Unit], stream: IO[bytes]) -> None:
    """Write a JSON object a line, with all that a unit has."""
    for unit in units:
        line = json.dumps(_object(unit), ensure_ascii=False, separators=(",", ":"))
        stream.write((line + "\n").encode("utf-8", "replace"))


def _object(unit: Unit) -> dict[str, Any]:
    variants = [
        {
            "language": variant.language,
            "text": variant.text,
            **({"markup": variant.markup} if variant.markup else {}),
            **_rest(variant),
        }
        for variant in unit.variants
    ]
    return {"tuid": unit.tuid, "zh": unit.zh, "en": unit.en, "variants": variants, **_rest(unit)}


def _rest(part: Unit | Variant) -> dict[str, Any]:
    values = {"props": part.props, "notes": part.notes, "attributes": part.attributes}
    return {name: [list(value) for value in group] for name, group in values.items() if group}


def read_jsonl(path: Path, codes: Codes) -> Iterator[Unit]:
    """Yield the objects of a JSON lines file: as `write_jsonl` writes them, or any with ``zh`` and ``en``."""
    with path.open(encoding="utf-8-sig") as stream:
        number = 0
        try:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _unit(json.loads(line), codes, number)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            message = _("is no JSON object with zh and en ({reason})").format(reason=error)
            raise DuizhaoError(message, file=path, line=number) from error


def _unit(data: dict[str, Any], codes: Codes, line: int) -> Unit:
    if "variants" not in data:
        values = {name: str(value) for name, value in data.items() if isinstance(value, str | int | float)}
        if "zh" not in values or "en" not in values:
            raise KeyError("zh, en")
        return unit_of(values, codes, line)
    variants = tuple(
        Variant(str(each["language"]), str(each["text"]), str(each.get("markup", "")), *_parts(each))
        for each in data["variants"]
    )
    attributes, props, notes = _parts(data)
    return Unit(str(data.get("tuid", "")), variants, props, notes, attributes, line)


def _parts(data: dict[str, Any]) -> tuple[Any, ...]:
    attributes = tuple((str(name), str(value)) for name, value in data.get("attributes", ()))
    props = tuple(Prop(*map(str, values)) for values in data.get("props", ()))
    return attributes, props, tuple(Note(*map(str, values)) for values in data.get("notes", ()))


def write_parquet(units: Iterable[Unit], stream: IO[bytes]) -> None:
    """Write a Parquet file with the columns of the TSV, in row groups of 50,000."""
    arrow, parquet = _pyarrow()
    schema = arrow.schema([(name, arrow.string()) for name in COLUMNS])
    iterator = iter(units)
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while rows := [row_of(unit) for unit in islice(iterator, 50_000)]:
            columns = [[clean_text(value) for value in column] for column in zip(*rows, strict=True)]
            writer.write_table(arrow.table(dict(zip(COLUMNS, columns, strict=True)), schema=schema))


def read_parquet(path: Path, codes: Codes) -> Iterator[Unit]:
    """Yield the rows of a Parquet file with the columns zh and en."""
    arrow, parquet = _pyarrow()
    try:
        table = parquet.ParquetFile(path)
    except (arrow.ArrowException, OSError) as error:
        raise DuizhaoError(_("is no Parquet file ({reason})").format(reason=error), file=path) from error
    _check_columns(table.schema_arrow.names, path)
    number = 0
    for batch in table.iter_batches(10_000):
        for row in batch.to_pylist():
            number += 1
            yield unit_of({name: "" if value is None else str(value) for name, value in row.items()}, codes, number)


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        message = _("Parquet needs one more package; install it with: pip install 'duizhao[parquet]'")
        raise DuizhaoError(message) from error
    return pyarrow, pyarrow.parquet


Writer = Callable[[Iterable[Unit], IO[bytes]], None]
