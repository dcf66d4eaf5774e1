"""A Bitext as tab-separated values, one pair a row: the twin of a memory for spreadsheets and QA tools."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import regex

from ...align.bitext import KINDS, Bitext, Pair
from ...corpora.document import Kind
from ...errors import DuizhaoError
from ...files import atomic_write
from ...i18n import _

COLUMNS = ("id", "kind", "label", "zh", "en", "confidence", "status", "note")
# what would break a row in some reader: every kind of line end and tab
_BREAKS = regex.compile(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


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
    """Read rows as `write_tsv` writes them; columns may stand in another order, only ``zh`` and ``en`` are needed.

    Raises:
        DuizhaoError: The file cannot be read, lacks a column, or a row has more cells than the header.
    """
    rows = _rows(path)
    header = next(rows, (1, []))[1]
    missing = [name for name in ("zh", "en") if name not in header]
    if missing:
        columns = ", ".join(missing)
        raise DuizhaoError(_("the first line lacks the columns {columns}").format(columns=columns), file=path, line=1)
    return Bitext(tuple(_pairs(rows, header, path)))


def cell(text: str) -> str:
    """Return text that fits in one cell: tabs and line ends become one space."""
    return _BREAKS.sub(" ", text) if _BREAKS.search(text) else text


def _row(pair: Pair) -> str:
    values = (pair.id, pair.kind, pair.label, pair.zh, pair.en, f"{pair.confidence:.3f}", pair.status, pair.note)
    return "\t".join(map(cell, values)) + "\n"


def _rows(path: str | Path) -> Iterator[tuple[int, list[str]]]:
    try:
        with Path(path).open(encoding="utf-8-sig", newline="\n") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip("\r\n"):
                    yield number, line.rstrip("\r\n").split("\t")
    except OSError as error:
        reason = _("cannot be opened ({reason}); check the name").format(reason=error.strerror)
        raise DuizhaoError(reason, file=path) from error
    except UnicodeDecodeError as error:
        raise DuizhaoError(_("is not UTF-8; save it as UTF-8"), file=path) from error


def _pairs(rows: Iterable[tuple[int, list[str]]], header: list[str], path: str | Path) -> Iterator[Pair]:
    for number, cells in rows:
        if len(cells) > len(header):
            message = _("{n} cells where the header has {m}; take out tabs inside the text")
            raise DuizhaoError(message.format(n=len(cells), m=len(header)), file=path, line=number)
        values = dict.fromkeys(COLUMNS, "") | dict(zip(header, cells, strict=False))
        yield _pair(values, number - 1)


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
