"""Import into a memory: whole or not at all, the same file twice without change, newer units for older by a rule.

A new memory is made under another name and renamed when it is done. An existing one is written in one transaction,
while others read on. Either way a kill leaves the memory as it was before.
"""

import contextlib
import glob
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..errors import DuizhaoError
from ..i18n import _
from ..tmx.model import Reject
from ..tmx.reader import RejectLog, read_units
from . import store as database
from .batches import make_batch, signed_hashes
from .index import IndexWriter, batches
from .store import COLUMNS, MemoryUnit, from_row, from_tmx

Rule = Literal["newer", "always", "never", "both"]
RULES: tuple[Rule, ...] = ("newer", "always", "never", "both")

_SAME = f"SELECT unit.id, {COLUMNS} FROM unit JOIN document ON document.id = unit.document_id WHERE unit.identity = ?"  # noqa: S608
_INSERT = "INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_UPDATE = "UPDATE unit SET label = ?, created = ?, changed = ?, origin = ?, confirmed = ?, details = ? WHERE id = ?"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        read: Units read.
        added: Units that were not there.
        replaced: Units that took the place of one with the same document and id.
        unchanged: Units that were there already.
        kept: Units that differ from one that is there and stays, by the rule.
        rejects: What could not be taken: the file's name, and place, reason and text.
    """

    read: int = 0
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    kept: int = 0
    rejects: tuple[tuple[str, Reject], ...] = ()


def import_files(
    paths: Sequence[str | Path],
    into: str | Path,
    rule: Rule = "newer",
    *,
    encoding: str | None = None,
) -> ImportReport:
    """Import TMX files into a memory, which is made where it does not exist.

    Args:
        paths: Files to import, ``.tmx`` or ``.tmx.gz``.
        into: The memory.
        rule: What happens where the memory holds a unit of the same document and id that differs: the ``newer`` one
            stays (by date of change; without dates, or with the same, the one that is there), the new one ``always``
            or ``never`` replaces it, or ``both`` stay.
        encoding: Encoding of the files, where they do not tell it.

    Raises:
        DuizhaoError: A file cannot be read at all, or the memory cannot be written; nothing was imported then.

    Example:
        >>> import duizhao as dz
        >>> dz.write(dz.align_documents(*dz.read_sample()), "sample.tmx")
        []
        >>> dz.import_files(["sample.tmx"], "sample.db").added
        124
    """
    broken: list[tuple[str, Reject]] = []
    return import_units(_units_of(paths, encoding, broken), into, rule, broken)


def import_units(
    units: Iterable[MemoryUnit],
    into: str | Path,
    rule: Rule = "newer",
    broken: Sequence[tuple[str, Reject]] = (),
) -> ImportReport:
    """Import units into a memory, as `import_files` does; ``broken`` is handed on to the report."""
    path = Path(into)
    with _writing(path) as connection:
        importer = _Importer(connection, rule)
        read = 0
        for batch in batches(units, lambda unit: len(unit.zh) + len(unit.en)):
            importer.add(batch)
            read += len(batch)
        importer.index.finish()
    counts = importer.counts
    replaced = counts["replaced"] + counts["updated"]
    return ImportReport(read, counts["added"], replaced, counts["unchanged"], counts["kept"], tuple(broken))


def write_rejects(report: ImportReport, path: str | Path) -> None:
    """Write what an import could not take as tab-separated line, file and reason, original text.

    Raises:
        DuizhaoError: The file cannot be written.
    """
    log = RejectLog()
    for file, one in report.rejects:
        log(one._replace(reason=f"{file}: {one.reason}"))
    log.save(path)


class _Importer:
    """Writes units in batches to an open database."""

    def __init__(self, connection: sqlite3.Connection, rule: Rule) -> None:
        self._connection = connection
        self._rule = rule
        self.index = IndexWriter(connection)
        self._documents: dict[str, int] = dict(connection.execute("SELECT name, id FROM document"))
        self._next = int(connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence").fetchone()[0]) + 1
        self.counts = dict.fromkeys(("added", "replaced", "updated", "unchanged", "kept"), 0)

    def add(self, units: list[MemoryUnit]) -> None:
        """Add a batch; of two units in it with one identity the rule chooses as if they came apart."""
        pending: dict[int, MemoryUnit] = {}
        for unit in units:
            identity = unit.identity
            if identity in pending:
                self._insert(pending)
                pending = {}
            verdict = self._verdict(identity, unit)
            if verdict == "both":
                identity = unit.full_identity
                verdict = "unchanged" if self._known(identity) or identity in pending else "added"
            self.counts[verdict] += 1
            if verdict in ("added", "replaced"):
                pending[identity] = unit
        self._insert(pending)

    def _known(self, identity: int) -> tuple[int, MemoryUnit] | None:
        row = self._connection.execute(_SAME, (identity,)).fetchone()
        return None if row is None else (row[0], from_row(row[1:]))

    def _verdict(self, identity: int, unit: MemoryUnit) -> str:
        known = self._known(identity)
        if known is None:
            return "added"
        id_, old = known
        if old._replace(origin=unit.origin) == unit:
            return "unchanged"
        if self._rule == "both" and (old.zh, old.en) != (unit.zh, unit.en):
            return "both"
        if self._rule == "never" or (self._rule != "always" and not unit.changed > old.changed):
            return "kept"
        if (old.zh, old.en) == (unit.zh, unit.en):
            values = (unit.label, unit.created, unit.changed, unit.origin, unit.confirmed, unit.details)
            self._connection.execute(_UPDATE, (*values, id_))
            return "updated"
        self._connection.execute("DELETE FROM unit WHERE id = ?", (id_,))
        return "replaced"

    def _insert(self, pending: dict[int, MemoryUnit]) -> None:
        if not pending:
            return
        zh = make_batch([unit.zh for unit in pending.values()], "zh")
        en = make_batch([unit.en for unit in pending.values()], "en")
        ids = list(range(self._next, self._next + len(pending)))
        self._next += len(pending)
        hashes = (*signed_hashes(zh), *signed_hashes(en))
        self._connection.executemany(
            _INSERT,
            (
                (id_, *unit[:2], self._document(unit.document), *unit[3:], identity, *four)
                for id_, (identity, unit), *four in zip(ids, pending.items(), *hashes, strict=True)
            ),
        )
        self.index.add(ids, zh, en)

    def _document(self, name: str) -> int:
        if name not in self._documents:
            cursor = self._connection.execute("INSERT INTO document (name) VALUES (?)", (name,))
            self._documents[name] = cursor.lastrowid or 0
        return self._documents[name]


def _units_of(
    paths: Sequence[str | Path], encoding: str | None, broken: list[tuple[str, Reject]]
) -> Iterator[MemoryUnit]:
    for path in paths:
        name = Path(path).name
        here: list[Reject] = []
        for unit in read_units(path, here.append, encoding):
            row = from_tmx(unit, name)
            if row.zh.strip() and row.en.strip():
                yield row
            else:
                side = _("no Chinese text") if not row.zh.strip() else _("no English text")
                here.append(Reject(unit.line, side, row.zh + row.en))
        broken += [(str(path), reject) for reject in here]


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a memory for one import: a transaction on it, or a new one that is renamed at the end."""
    if path.exists():
        with database.disk_errors(path), contextlib.closing(database.open_database(path, write=True)) as connection:
            with database.transaction(connection):
                yield connection
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with database.disk_errors(path):
        _clear_abandoned(path)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            connection = database.create_database(part)
            try:
                yield connection
                database.finish_database(connection)
            finally:
                connection.close()
            _put_in_place(part, path)
        finally:
            for name in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
                name.unlink(missing_ok=True)


def _put_in_place(part: Path, path: Path) -> None:
    handle = os.open(part, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        os.link(part, path)  # unlike a rename, this never takes the place of a memory made in the meantime
    except FileExistsError as error:
        raise DuizhaoError(_("was made by another import in the meantime; try again"), file=path) from error
    except OSError:
        part.rename(path)


def _clear_abandoned(path: Path) -> None:
    """Delete what killed imports of this memory have left, and the log of one that was deleted without it."""
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    for part in path.parent.glob(f".{glob.escape(path.name)}.*.part*"):
        number = part.name.removeprefix(f".{path.name}.").partition(".")[0]
        if number.isdecimal() and not _is_running(int(number)):
            part.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
