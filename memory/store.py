"""The file of a memory: one SQLite database, its schema, its units, and how errors of the disk become one line.

The file says what it is: `application_id` and `user_version` stand in its first hundred bytes, which are read before
SQLite opens anything, so that a foreign file is refused untouched.
"""

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from ..errors import DuizhaoError
from ..i18n import _
from ..language import Language
from ..tmx.formats.unit_records import details_of, unit_of_details
from ..tmx.model import Attributes, Prop, Unit, iso_date, tmx_date
from . import index

APPLICATION = 0x445A5401  # "DZT" and 1: a duizhao memory
VERSION = 3

SCHEMA = (
    """
CREATE TABLE document (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE unit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    document_id INTEGER NOT NULL REFERENCES document (id),
    unit TEXT NOT NULL,
    label TEXT NOT NULL,
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    origin TEXT NOT NULL,
    confirmed INTEGER NOT NULL,
    details TEXT NOT NULL,
    identity INTEGER NOT NULL,
    zh_hash INTEGER NOT NULL,
    zh_coarse INTEGER NOT NULL,
    en_hash INTEGER NOT NULL,
    en_coarse INTEGER NOT NULL
);
"""
    + index.SCHEMA
)
_IDENTITY = "CREATE INDEX unit_identity ON unit (identity)"  # an import asks it from its first unit on
# made after the units of a new memory are in: three times as fast
UNIT_INDEXES = (
    "CREATE INDEX unit_zh ON unit (zh_coarse, zh_hash)",
    "CREATE INDEX unit_en ON unit (en_coarse, en_hash)",
    "CREATE INDEX unit_document ON unit (document_id)",
)

_TABLES = {"document", "unit", "block", "posting"}
_MAGIC = b"SQLite format 3\0"
_WAIT = 10.0  # seconds for another writer to finish
_PLAIN = [{"language": "zh-CN"}, {"language": "en"}]  # variants that are not worth keeping
COLUMNS = (
    "unit.zh, unit.en, document.name, unit.unit, unit.label, unit.created, unit.changed, unit.origin, unit.confirmed, "
    "unit.details"
)
_READ = f"SELECT {COLUMNS} FROM unit JOIN document ON document.id = unit.document_id WHERE unit.id = ?"  # noqa: S608
_TEXTS = {
    "zh": "SELECT id, zh FROM unit WHERE id IN (SELECT value FROM json_each(?))",
    "en": "SELECT id, en FROM unit WHERE id IN (SELECT value FROM json_each(?))",
}


def _to_version_2(connection: sqlite3.Connection) -> None:
    """Add the index by document, which `remove` and the statistics ask."""
    connection.execute("CREATE INDEX IF NOT EXISTS unit_document ON unit (document_id)")


def _to_version_3(connection: sqlite3.Connection) -> None:
    """Index English by runs of letters too."""
    index.rebuild(connection)


MIGRATIONS: dict[int, Callable[[sqlite3.Connection], None]] = {1: _to_version_2, 2: _to_version_3}


def open_database(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """Open an existing memory, for reading or for writing.

    An older schema is brought up to date first where the file may be written, with a copy beside it
    (``my.db.v1.bak``).

    Raises:
        DuizhaoError: No file, no memory of this program, made by a newer version, or not readable or writable.
    """
    version = _expect_memory(path)
    with disk_errors(path):
        connection = _connect(path, write)
        try:
            if version < VERSION:
                connection = _migrate(path, connection, version)
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not tables >= _TABLES:
                raise DuizhaoError(_("is damaged (tables are missing); take a backup"), file=path)
        except BaseException:
            connection.close()
            raise
    return connection


def create_database(path: Path) -> sqlite3.Connection:
    """Make a new memory at ``path``, which must not exist, without `UNIT_INDEXES`; the caller is in a transaction.

    It is not safe against a kill until `finish_database`: make it under another name and rename it.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA page_size = 8192")
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -131072")
    connection.execute("BEGIN")
    for statement in [*filter(str.strip, SCHEMA.split(";")), _IDENTITY]:
        connection.execute(statement)
    return connection


def finish_database(connection: sqlite3.Connection) -> None:
    """Index the units of a new memory, mark the file, put it on the disk and close it."""
    for statement in UNIT_INDEXES:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION:d}")
    connection.execute(f"PRAGMA user_version = {VERSION:d}")
    connection.execute("COMMIT")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write all or nothing; other readers go on with what was there before."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


@contextlib.contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk complain of into one line with a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        remedy = _remedy(error)
        if remedy is None:  # a fault of this program, not of the file
            raise
        raise DuizhaoError(remedy, file=path) from error
    except OSError as error:
        message = _("cannot be used ({reason}); choose another file or folder")
        raise DuizhaoError(message.format(reason=error.strerror or error), file=path) from error


def _expect_memory(path: Path) -> int:
    """Return the schema version of the memory at ``path``, read from its first bytes."""
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
    except OSError as error:
        message = _("cannot be read ({reason}); make a memory with 'duizhao tm import FILE -m {name}'")
        raise DuizhaoError(message.format(reason=error.strerror, name=path.name), file=path) from error
    if not head.startswith(_MAGIC) or int.from_bytes(head[68:72], "big") != APPLICATION:
        raise DuizhaoError(_("is not a memory made by duizhao; it was not touched"), file=path)
    version = int.from_bytes(head[60:64], "big")
    if not 1 <= version <= VERSION:
        message = _("has schema version {found}, this program knows 1 to {known}; install a newer duizhao")
        raise DuizhaoError(message.format(found=version, known=VERSION), file=path)
    return version


def _connect(path: Path, write: bool) -> sqlite3.Connection:
    if write and not os.access(path, os.W_OK):
        raise DuizhaoError(_("is read-only; change its permissions or copy it"), file=path)
    uri = path.resolve().as_uri()
    # a memory in a folder that cannot be written (a CD, a share) has no place for the lock files of WAL
    frozen = not os.access(path.resolve().parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
    mode = "mode=rw" if write else "mode=ro&immutable=1" if frozen else "mode=ro"
    connection = sqlite3.connect(
        f"{uri}?{mode}", uri=True, isolation_level=None, timeout=_WAIT, check_same_thread=False
    )
    connection.execute("PRAGMA cache_size = -65536")
    if not write:
        connection.execute("PRAGMA mmap_size = 8589934592")
    else:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _migrate(path: Path, connection: sqlite3.Connection, version: int) -> sqlite3.Connection:
    """Bring the schema up to date, a copy of the file beside it; return a connection to go on with."""
    connection.close()
    if not os.access(path, os.W_OK):
        message = _(
            "has the older schema version {found} and is read-only; make it writable once to bring it up to date"
        )
        raise DuizhaoError(message.format(found=version), file=path)
    connection = _connect(path, write=True)
    backup = path.with_name(f"{path.name}.v{version}.bak")
    if not backup.exists():
        part = backup.with_name(backup.name + ".part")
        part.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(part)) as copy:
            connection.backup(copy)
        part.replace(backup)
    with transaction(connection):
        for step in range(version, VERSION):
            MIGRATIONS[step](connection)
        connection.execute(f"PRAGMA user_version = {VERSION:d}")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return connection


def _remedy(error: sqlite3.Error) -> str | None:
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    return {
        sqlite3.SQLITE_FULL: _("the disk is full; the memory is as it was before; free some space and try again"),
        sqlite3.SQLITE_IOERR: _("the disk failed or is full; the memory is as it was before; free space and try again"),
        sqlite3.SQLITE_READONLY: _("is read-only; change its permissions or copy it"),
        sqlite3.SQLITE_BUSY: _("another program is writing to it; try again when it is done"),
        sqlite3.SQLITE_CANTOPEN: _("cannot be opened or written here; choose another folder"),
        sqlite3.SQLITE_CORRUPT: _("is damaged; take a backup, or import the TMX files again into a new memory"),
        sqlite3.SQLITE_NOTADB: _("is not a memory made by duizhao; it was not touched"),
    }.get(primary or -1)


class MemoryUnit(NamedTuple):
    """A translation unit as a row of the database: what is searched by is a column, the rest of the TMX unit is JSON.

    A named tuple, since memories have millions of them.

    Attributes:
        zh: Chinese text.
        en: English text.
        document: Symbol of its document, or name of the file it came in.
        unit: Its id in that document (``p5.2``); empty where it has none.
        label: Number of its paragraph as printed; empty where not known.
        created: When it was made, ``2021-08-04T00:00:00Z``; empty where not known.
        changed: When it was last changed, likewise.
        origin: Name of the file it was imported from.
        confirmed: Whether a person has confirmed it.
        details: All else that its TMX unit has (`tmx.formats.unit_records`), as JSON; empty for nothing.
    """

    zh: str
    en: str
    document: str = ""
    unit: str = ""
    label: str = ""
    created: str = ""
    changed: str = ""
    origin: str = ""
    confirmed: bool = False
    details: str = ""

    @property
    def identity(self) -> int:
        """A signed 64-bit hash of what makes it the same unit: document and id, or document and wording."""
        return self._hash(self.document, self.unit) if self.unit else self.full_identity

    @property
    def full_identity(self) -> int:
        """A signed 64-bit hash of document, id and wording."""
        return self._hash(self.document, self.unit, *self.wording)

    @property
    def wording(self) -> tuple[str, ...]:
        """Both texts, and where they are not plain Chinese and English the codes, other texts and inline tags."""
        variants = json.loads(self.details).get("variants", ()) if self.details else ()
        return self.zh, self.en, *(each.get(name, "") for each in variants for name in ("language", "text", "markup"))

    @staticmethod
    def _hash(*parts: str) -> int:
        digest = blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest, "big", signed=True)


def from_tmx(unit: Unit, name: str) -> MemoryUnit:
    """Return a TMX unit as the memory keeps it; ``name`` is that of its file. A side may be empty."""
    document, label, rest = columns_of(unit)
    attributes = [*unit.attributes, *(one for variant in unit.variants for one in variant.attributes)]
    created = next((value for name, value in attributes if name == "creationdate"), "")
    dates = iso_date(created), iso_date(unit.changed)
    details = details_of(rest)
    if details["variants"] == _PLAIN:
        del details["variants"]
    if _dates(*dates) == rest.attributes:
        details.pop("attributes", None)
    else:
        details.setdefault("attributes", [])
    text = json.dumps(details, ensure_ascii=False, separators=(",", ":")) if details else ""
    return MemoryUnit(unit.zh, unit.en, document or name, unit.tuid, label, *dates, name, unit.confirmed, text)


def to_tmx(unit: MemoryUnit) -> Unit:
    """Return a unit of the memory as TMX: as it was imported, its document and whether it is confirmed told."""
    details = {"variants": _PLAIN} | (json.loads(unit.details) if unit.details else {})
    rest = unit_of_details(unit.unit, unit.zh, unit.en, details)
    own = (("x-document", unit.document), ("x-label", unit.label), ("x-status", "confirmed" if unit.confirmed else ""))
    props = tuple(Prop(kind, text) for kind, text in own if text)
    attributes = rest.attributes if "attributes" in details else _dates(unit.created, unit.changed)
    return rest._replace(props=(*props, *rest.props), attributes=attributes)


def columns_of(unit: Unit) -> tuple[str, str, Unit]:
    """Return document and label, and the unit without the first properties that tell these and that it is confirmed."""
    found = {"x-document": "", "x-label": "", "x-status": ""}
    props = []
    for prop in unit.props:
        if prop.language or found.get(prop.type, "-") or (prop.type == "x-status" and prop.text != "confirmed"):
            props.append(prop)
        else:
            found[prop.type] = prop.text
    return found["x-document"], found["x-label"], unit._replace(props=tuple(props))


def _dates(created: str, changed: str) -> Attributes:
    dates = (("creationdate", tmx_date(created) or created), ("changedate", tmx_date(changed) or changed))
    return tuple((name, date) for name, date in dates if date)


def read_unit(connection: sqlite3.Connection, id_: int) -> MemoryUnit | None:
    """Return a unit by its id in the memory; None where there is none."""
    row = connection.execute(_READ, (id_,)).fetchone()
    return None if row is None else from_row(row)


def from_row(row: tuple[str, ...]) -> MemoryUnit:
    """Return the unit of a row of `COLUMNS`."""
    zh, en, document, unit, label, created, changed, origin, confirmed, details = row
    return MemoryUnit(zh, en, document, unit, label, created, changed, origin, bool(confirmed), details)


def read_texts(connection: sqlite3.Connection, ids: Iterable[int], language: Language) -> dict[int, str]:
    """Return the texts of units in one language by id; ids without a unit are left out."""
    return dict(connection.execute(_TEXTS[language], (json.dumps(list(ids)),)))
