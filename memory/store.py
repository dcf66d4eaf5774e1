"""The file of a memory: one SQLite database, its schema, its marks, and how errors of the disk become one line.

The file says what it is: `application_id` and `user_version` stand in its first hundred bytes, which are read before
SQLite opens anything, so that a foreign file is refused untouched.
"""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from ..errors import DuizhaoError
from ..i18n import _
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
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


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
