"""Maintenance of a memory: figures, export, removal by document or id, and compaction."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ..errors import DuizhaoError
from ..i18n import _
from ..tmx.writer import expect_tmx, header_for, under_segtype, write_units
from . import index
from . import store as database
from .memory import Memory
from .store import to_tmx


@dataclass(frozen=True, slots=True)
class MemoryFigures:
    """Figures of a memory.

    Attributes:
        units: Units.
        confirmed: Units that a person has confirmed.
        zh_characters: Characters of all Chinese texts.
        en_characters: Characters of all English texts.
        repeated: Units whose Chinese and English another unit has too.
        ambiguous: Chinese texts that have more than one English text.
        first_date: Earliest date of change, empty for none.
        last_date: Latest.
        documents: Documents with their units, most units first.
        size: Bytes of the file.
        blocks: Blocks of the index; many make search slower, `compact` makes them few.
    """

    units: int
    confirmed: int
    zh_characters: int
    en_characters: int
    repeated: int
    ambiguous: int
    first_date: str
    last_date: str
    documents: tuple[tuple[str, int], ...]
    size: int
    blocks: int


_TOTALS = """
SELECT count(*), coalesce(sum(confirmed), 0), coalesce(sum(length(zh)), 0), coalesce(sum(length(en)), 0),
    coalesce(min(nullif(changed, '')), ''), coalesce(max(changed), '') FROM unit
"""
_REPEATS = """
SELECT coalesce(sum(units - pairs), 0), coalesce(sum(pairs > 1), 0)
FROM (SELECT count(*) AS units, count(DISTINCT en_hash) AS pairs FROM unit GROUP BY zh_coarse, zh_hash)
"""
_DOCUMENTS = """
SELECT document.name, count(*) AS units FROM unit JOIN document ON document.id = unit.document_id
GROUP BY document.id ORDER BY units DESC, document.name
"""


def memory_figures(path: str | Path) -> MemoryFigures:
    """Return the figures of a memory.

    Raises:
        DuizhaoError: It is missing, no memory, or cannot be read.
    """
    file = Path(path)
    with database.disk_errors(file), closing(database.open_database(file)) as connection:
        units, confirmed, zh, en, first, last = connection.execute(_TOTALS).fetchone()
        repeated, ambiguous = connection.execute(_REPEATS).fetchone()
        documents = tuple(connection.execute(_DOCUMENTS).fetchall())
        blocks = connection.execute("SELECT count(*) FROM block").fetchone()[0]
        size = file.stat().st_size
    return MemoryFigures(units, confirmed, zh, en, repeated, ambiguous, first, last, documents, size, blocks)


def export_memory(memory: Memory, path: str | Path) -> int:
    """Write all units to a TMX file (``.tmx``, ``.tmx.gz``), in the order in which they came; return their number.

    Raises:
        DuizhaoError: The file cannot be written.
    """
    expect_tmx(path)
    units = map(to_tmx, memory.units())
    first = next(units, None)
    segtype = (first.attribute("segtype") if first else "") or "sentence"
    # a memory may hold both directions and segtypes; the file names those of its first unit
    # a unit that names its own source says nothing of the others
    plain = (unit for unit in map(to_tmx, memory.units()) if not unit.attribute("srclang"))
    source = unit.variants[0].language if (unit := next(plain, first)) else "zh-CN"
    told = under_segtype(chain([first] if first else [], units), segtype)
    return write_units(told, path, header_for(source=source, segtype=segtype))


def remove_units(path: str | Path, *, documents: Sequence[str] = (), ids: Sequence[int] = ()) -> int:
    """Remove the units of documents, and units by their id in the memory; return how many were there.

    Raises:
        DuizhaoError: A document or an id is not in the memory (nothing is removed then), or it cannot be written.
    """
    file = Path(path)
    with (
        database.disk_errors(file),
        closing(database.open_database(file, write=True)) as connection,
        database.transaction(connection),
    ):
        removed = sum(_remove_document(connection, file, name) for name in documents)
        return removed + sum(_remove_unit(connection, file, id_) for id_ in ids)


def compact(path: str | Path) -> tuple[int, int]:
    """Make the index anew and give free space back; return the bytes of the file before and after.

    Raises:
        DuizhaoError: It cannot be written, or another program is using it.
    """
    file = Path(path)
    with database.disk_errors(file), closing(database.open_database(file, write=True)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = file.stat().st_size
        with database.transaction(connection):
            index.rebuild(connection)
            connection.execute("DELETE FROM document WHERE id NOT IN (SELECT document_id FROM unit)")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return before, file.stat().st_size


def _remove_document(connection: sqlite3.Connection, file: Path, name: str) -> int:
    row = connection.execute("SELECT id FROM document WHERE name = ?", (name,)).fetchone()
    if row is None:
        message = _("has no document {name}; 'duizhao tm stats' lists them; nothing was removed")
        raise DuizhaoError(message.format(name=name), file=file)
    removed = connection.execute("DELETE FROM unit WHERE document_id = ?", row).rowcount
    connection.execute("DELETE FROM document WHERE id = ?", row)
    return removed


def _remove_unit(connection: sqlite3.Connection, file: Path, id_: int) -> int:
    removed = connection.execute("DELETE FROM unit WHERE id = ?", (id_,)).rowcount
    if not removed:
        raise DuizhaoError(_("has no unit {id}; nothing was removed").format(id=id_), file=file)
    return removed
