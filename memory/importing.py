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

from ..errors import DuizhaoError, check_choice
from ..i18n import _
from ..tmx.model import Reject, Unit
from ..tmx.reader import RejectLog, TmxReader, read_units
from ..tmx.writer import with_segtype
from . import store as database
from .batches import make_batch, signed_hashes
from .index import IndexWriter, batches
from .store import COLUMNS, MemoryUnit, columns_of, from_row, from_tmx

ImportRule = Literal["newer", "always", "never", "both"]
RULES: tuple[ImportRule, ...] = ("newer", "always", "never", "both")

_SAME = (
    f"SELECT unit.id, {COLUMNS} FROM unit JOIN document ON document.id = unit.document_id WHERE unit.identity IN (?, ?)"  # noqa: S608
)
_Addressed = tuple[MemoryUnit, bool]  # a unit, and whether others of its file have its id
_INSERT = "INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_UPDATE = "UPDATE unit SET label = ?, created = ?, changed = ?, origin = ?, confirmed = ?, details = ? WHERE id = ?"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        read: Units read that have both texts: added, replaced, unchanged or kept.
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
    paths: str | Path | Sequence[str | Path],
    into: str | Path,
    rule: ImportRule = "newer",
    *,
    encoding: str | None = None,
) -> ImportReport:
    """Import TMX files into a memory, which is made where it does not exist.

    Args:
        paths: A file, or several, ``.tmx`` or ``.tmx.gz``.
        into: The memory.
        rule: What happens where the memory holds a unit of the same document and id that differs: the ``newer`` one
            stays (by date of change; without dates, or with the same, the one that is there), the new one ``always``
            or ``never`` replaces it, or ``both`` stay. An id that stands twice in a document of a file names no unit:
            each of its units is told by its texts.
        encoding: Encoding of the files, where they do not tell it.

    Raises:
        DuizhaoError: There is no such rule, a file cannot be read at all, or the memory cannot be written; nothing
            was imported then.

    Example:
        >>> import duizhao as dz
        >>> dz.write(dz.align_documents(*dz.read_sample()), "sample.tmx")
        []
        >>> dz.import_files(["sample.tmx"], "sample.db").added
        124
    """
    broken: list[tuple[str, Reject]] = []
    files = [paths] if isinstance(paths, str | Path) else paths
    return _import(_units_of(files, encoding, broken), Path(into), rule, broken)


def import_units(units: Iterable[MemoryUnit], into: str | Path, rule: ImportRule = "newer") -> ImportReport:
    """Import units, whose ids name one unit each, into a memory, as `import_files` does."""
    return _import(((unit, False) for unit in units), Path(into), rule, ())


def _import(
    units: Iterable[_Addressed], path: Path, rule: ImportRule, broken: Sequence[tuple[str, Reject]]
) -> ImportReport:
    check_choice("rule", rule, RULES)
    with _writing(path) as connection:
        importer = _Importer(connection, rule)
        read = 0
        for batch in batches(units, lambda one: len(one[0].zh) + len(one[0].en)):
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

    def __init__(self, connection: sqlite3.Connection, rule: ImportRule) -> None:
        self._connection = connection
        self._rule = rule
        self.index = IndexWriter(connection)
        self._documents: dict[str, int] = dict(connection.execute("SELECT name, id FROM document"))
        self._next = int(connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence").fetchone()[0]) + 1
        self.counts = dict.fromkeys(("added", "replaced", "updated", "unchanged", "kept"), 0)

    def add(self, units: list[_Addressed]) -> None:
        """Add a batch; of two units in it with one identity the rule chooses as if they came apart."""
        pending: dict[int, MemoryUnit] = {}
        for unit, shared in units:
            identity, full = unit.identity, unit.full_identity
            if identity in pending or full in pending:
                self._insert(pending)
                pending = {}
            known = self._known(identity, full)
            verdict = self._verdict(known, unit, shared=shared)
            self.counts[verdict] += 1
            if verdict in ("added", "replaced"):
                pending[full if shared or (known and verdict == "added") else identity] = unit
        self._insert(pending)

    def _known(self, identity: int, full: int) -> list[tuple[int, MemoryUnit]]:
        return [(row[0], from_row(row[1:])) for row in self._connection.execute(_SAME, (identity, full))]

    def _verdict(self, known: list[tuple[int, MemoryUnit]], unit: MemoryUnit, *, shared: bool) -> str:
        same = next((one for one in known if one[1].wording == unit.wording), None)
        if not known or (same is None and (shared or self._rule == "both")):
            return "added"
        id_, old = same or known[0]
        if old._replace(origin=unit.origin) == unit:
            return "unchanged"
        if self._rule == "never" or (self._rule != "always" and not unit.changed > old.changed):
            return "kept"
        if same:
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
) -> Iterator[_Addressed]:
    for path in paths:
        name = Path(path).name
        shared = _shared_ids(path, encoding)
        here: list[Reject] = []
        reader = TmxReader(path, here.append, encoding)
        for unit in with_segtype(reader, dict(reader.header.attributes).get("segtype", "")):
            row = from_tmx(unit, name)
            if row.zh.strip() and row.en.strip():
                yield row, _address(unit) in shared
            else:
                side = _("no Chinese text") if not row.zh.strip() else _("no English text")
                here.append(Reject(unit.line, side, row.zh + row.en))
        broken += [(str(path), reject) for reject in here]


def _shared_ids(path: str | Path, encoding: str | None) -> set[int]:
    """Return what `_address` gives for more than one unit of a file."""
    seen: set[int] = set()
    shared: set[int] = set()
    for unit in read_units(path, lambda _reject: None, encoding):
        address = _address(unit)
        (shared if address in seen else seen).add(address)
    return shared


def _address(unit: Unit) -> int:
    """Return a hash of a unit's document and id."""
    return hash((columns_of(unit)[0], unit.tuid))


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
