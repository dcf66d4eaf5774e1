"""Units as records that keep all they have: JSON Lines, Parquet, and the JSON in which a memory keeps details.

What a unit has beside its id, its Chinese and its English is plain data of one form; what is empty is left out::

    {"variants": [{"language": "zh-CN"}, {"language": "en-US", "markup": "a <hi>b</hi>", "props": [["x-a", "b"]]}],
     "props": [["x-kind", "paragraph"]], "notes": [["see 2", "en"]], "attributes": [["creationid", "ANNA"]]}
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from ...errors import DuizhaoError
from ...i18n import _, listed
from ..model import Note, Prop, Unit, Variant, clean_text, primary
from ..parse import fitting_markup
from .bitext_table import COLUMNS, Codes, row_of, unit_of

_NO_UNIT = (ValueError, KeyError, TypeError, AttributeError, RecursionError)  # what JSON of another shape raises


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
