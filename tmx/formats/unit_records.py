"""Units as rows of a table (CSV, TSV, XLSX), and as records that keep all they have (JSON Lines, Parquet, a memory).

What a unit has beside its id, its Chinese and its English is plain data of one form; what is empty is left out::

    {"variants": [{"language": "zh-CN"}, {"language": "en-US", "markup": "a <hi>b</hi>", "props": [["x-a", "b"]]}],
     "props": [["x-kind", "paragraph"]], "notes": [["see 2", "en"]], "attributes": [["creationid", "ANNA"]]}
"""

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from ...errors import DuizhaoError
from ...i18n import _, listed
from ..model import Note, Prop, Unit, Variant, clean_text, primary
from ..parse import fitting_markup
from .table_files import named_rows, write_csv_rows, write_tsv_rows
from .workbooks import LONGEST_CELL, MOST_ROWS, cell_text, fits_cell, new_workbook

Codes = tuple[str, str]  # language codes of Chinese and English
COLUMNS = ("id", "kind", "label", "zh", "en", "confidence", "status", "note")
_NO_UNIT = (ValueError, KeyError, TypeError, AttributeError, RecursionError)  # what JSON of another shape raises


def row_of(unit: Unit) -> tuple[str, ...]:
    """Return a unit as the cells of `COLUMNS`."""
    known = [unit.prop(f"x-{name}") for name in ("kind", "label", "confidence", "status")]
    return (unit.tuid, *known[:2], unit.zh, unit.en, *known[2:], " ".join(note.text for note in unit.notes))


def _clean_rows(units: Iterable[Unit]) -> Iterator[list[str]]:
    return ([clean_text(value) for value in row_of(unit)] for unit in units)


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
    write_csv_rows(chain([COLUMNS], _clean_rows(units)), stream)


def write_tsv(units: Iterable[Unit], stream: IO[bytes]) -> None:
    """Write tab-separated values as the TSV of a Bitext has them."""
    write_tsv_rows(chain([COLUMNS], _clean_rows(units)), stream)


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
    sheet, number = _new_sheet(book, bold, wrapped), 0
    for row in _clean_rows(units):
        if number == MOST_ROWS:
            sheet, number = _new_sheet(book, bold, wrapped), 0
        number += 1
        for column, value in enumerate(row):
            if not fits_cell(value):
                message = _("unit {tuid} has a text of more than {n} characters: too long for a cell")
                raise DuizhaoError(message.format(tuid=row[0], n=LONGEST_CELL))
            if value:
                sheet.write_string(number, column, cell_text(value))
    book.close()


def _new_sheet(book: Any, bold: Any, wrapped: Any) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.set_column(3, 4, 60, wrapped)
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name, bold)
    return sheet


def write_jsonl(units: Iterable[Unit], stream: IO[bytes]) -> None:
    """Write a JSON object a line, with all that a unit has."""
    for unit in units:
        data = {"tuid": unit.tuid, "zh": unit.zh, "en": unit.en, **details_of(unit)}
        stream.write((_json(data) + "\n").encode("utf-8", "replace"))


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def read_jsonl(path: Path, codes: Codes) -> Iterator[Unit]:
    """Yield the objects of a JSON lines file: as `write_jsonl` writes them, or any with ``zh`` and ``en``."""
    with path.open(encoding="utf-8-sig") as stream:
        number = 0
        try:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _unit(json.loads(line), codes, number)
        except _NO_UNIT as error:
            message = _("is not a JSON object with zh and en ({reason})").format(reason=error)
            raise DuizhaoError(message, file=path, line=number) from error


def _unit(data: dict[str, Any], codes: Codes, line: int) -> Unit:
    if "variants" not in data:
        values = {name: str(value) for name, value in data.items() if isinstance(value, str | int | float)}
        if "zh" not in values or "en" not in values:
            raise KeyError("zh, en")
        return unit_of(values, codes, line)
    return unit_of_details(str(data.get("tuid", "")), str(data["zh"]), str(data["en"]), data, line)


def write_parquet(units: Iterable[Unit], stream: IO[bytes]) -> None:
    """Write a Parquet file with the columns of the TSV and all else of a unit as JSON, in row groups of 50,000."""
    arrow, parquet = _pyarrow()
    names = (*COLUMNS, "details")
    schema = arrow.schema([(name, arrow.string()) for name in names])
    iterator = iter(units)
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while rows := [(*row_of(unit), _json(details_of(unit))) for unit in islice(iterator, 50_000)]:
            columns = [[clean_text(value) for value in column] for column in zip(*rows, strict=True)]
            writer.write_table(arrow.table(dict(zip(names, columns, strict=True)), schema=schema))


def read_parquet(path: Path, codes: Codes) -> Iterator[Unit]:
    """Yield the rows of a Parquet file with the columns zh and en; what is in ``details`` goes before other columns."""
    arrow, parquet = _pyarrow()
    try:
        table = parquet.ParquetFile(path)
    except (arrow.ArrowException, OSError) as error:
        raise DuizhaoError(_("is not a Parquet file ({reason})").format(reason=error), file=path) from error
    if missing := listed(name for name in ("zh", "en") if name not in table.schema_arrow.names):
        raise DuizhaoError(_("lacks the columns {columns}").format(columns=missing), file=path)
    number = 0
    for batch in table.iter_batches(10_000):
        for row in batch.to_pylist():
            number += 1
            values = {name: "" if value is None else str(value) for name, value in row.items()}
            details = values.pop("details", "")
            try:
                data = json.loads(details) if details else {}
                yield _unit({"tuid": values.get("id", "")} | values | data, codes, number)
            except _NO_UNIT as error:
                message = _("has details that are no JSON object of a unit ({reason})").format(reason=error)
                raise DuizhaoError(message, file=path, line=number) from error


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        message = _("Parquet needs one more package; install it with: pip install 'duizhao[parquet]'")
        raise DuizhaoError(message) from error
    return pyarrow, pyarrow.parquet


def details_of(unit: Unit) -> dict[str, Any]:
    """Return what a unit has beside its id, its Chinese and its English."""
    variants = [_variant(unit, variant) for variant in unit.variants]
    return {"variants": variants, **_groups(unit)}


def unit_of_details(tuid: str, zh: str, en: str, details: dict[str, Any], line: int = 0) -> Unit:
    """Return the unit again.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: The details are none.
    """
    texts = {"zh": zh, "en": en}
    variants = []
    for each in details["variants"]:
        language = str(each["language"])
        text = str(each["text"] if "text" in each else texts.pop(primary(language), ""))
        markup = fitting_markup(str(each.get("markup", "")), text)  # the text may have been changed
        variants.append(Variant(language, text, markup, *_read_groups(each)))
    attributes, props, notes = _read_groups(details)
    return Unit(tuid, tuple(variants), props, notes, attributes, line)


def _variant(unit: Unit, variant: Variant) -> dict[str, Any]:
    """Return a variant; its text only where it is not the unit's Chinese or English."""
    language = primary(variant.language)
    known = language in ("zh", "en") and unit.variant_in(language) is variant
    data: dict[str, Any] = {"language": variant.language}
    if not known:
        data["text"] = variant.text
    if variant.markup:
        data["markup"] = variant.markup
    return data | _groups(variant)


def _groups(part: Unit | Variant) -> dict[str, Any]:
    """Return the attributes, props and notes of a unit or variant, empty languages left out."""
    found = {}
    if part.attributes:
        found["attributes"] = [list(one) for one in part.attributes]
    if part.props:
        found["props"] = [list(one if one.language else one[:2]) for one in part.props]
    if part.notes:
        found["notes"] = [list(one if one.language else one[:1]) for one in part.notes]
    return found


def _read_groups(data: dict[str, Any]) -> tuple[Any, ...]:
    attributes = tuple((str(name), str(value)) for name, value in data.get("attributes", ()))
    props = tuple(Prop(*map(str, values)) for values in data.get("props", ()))
    return attributes, props, tuple(Note(*map(str, values)) for values in data.get("notes", ()))
