"""A Bitext as tab-separated values, one pair a row: the twin of a memory for spreadsheets and QA tools."""

from pathlib import Path

from ...align.bitext import KINDS, Bitext, Pair
from ...corpora.document import Kind
from ...files import atomic_write
from .table_files import named_rows, tsv_line

COLUMNS = ("id", "kind", "label", "zh", "en", "confidence", "status", "note")


def write_tsv(bitext: Bitext, path: str | Path) -> int:
    """Write all pairs, unaligned ones (one side empty) too, in UTF-8 with a header; tabs and line ends become spaces.

    Returns:
        How many rows were written, the header not counted.

    Raises:
        DuizhaoError: The file cannot be written.
    """
    with atomic_write(path) as stream:
        stream.write(("\t".join(COLUMNS) + "\n").encode())
        for pair in bitext:
            stream.write(_row(pair).encode("utf-8", "replace"))
    return len(bitext)


def read_tsv(path: str | Path) -> Bitext:
    """Read rows as `write_tsv` writes them, from any table; only the columns ``zh`` and ``en`` are needed.

    Raises:
        DuizhaoError: The file cannot be read, lacks a column, or a row has more cells than the header.
    """
    rows = named_rows(path, columns=COLUMNS)
    return Bitext(tuple(_pair(dict.fromkeys(COLUMNS, "") | row.cells, row.number - 1) for row in rows))


def _row(pair: Pair) -> str:
    values = (pair.id, pair.kind, pair.label, pair.zh, pair.en, f"{pair.confidence:.3f}", pair.status, pair.note)
    return tsv_line(values)


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
