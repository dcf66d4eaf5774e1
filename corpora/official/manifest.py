"""The list of what was downloaded into a folder: a line a file, so that nothing is fetched twice."""

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from ...errors import DuizhaoError
from ...files import atomic_write
from ...i18n import _

MANIFEST_NAME = "manifest.tsv"


@dataclass(frozen=True, slots=True)
class Entry:
    """One downloaded file.

    Attributes:
        symbol: The document, in its usual form.
        language: Code of its language.
        file: Name of the file in the manifest's folder.
        asked: What was asked for: ``pdf`` or ``docx``.
        format: What came, told from the bytes.
        size: Bytes.
        sha256: Digest of the bytes, in hexadecimal figures.
        time: When it was downloaded, UTC, ``2026-11-21T04:30:00Z``.
        address: Where it was asked for.
    """

    symbol: str
    language: str
    file: str
    asked: str
    format: str
    size: int
    sha256: str
    time: str
    address: str


def read_manifest(folder: Path) -> list[Entry]:
    """Return the entries of a folder's manifest; none where there is no manifest. Broken lines are passed over.

    Raises:
        DuizhaoError: The manifest cannot be read.
    """
    path = folder / MANIFEST_NAME
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise DuizhaoError(_("cannot be read ({reason}); delete it").format(reason=error), file=path) from error
    entries = []
    for row in csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) == len(fields(Entry)) and row[5].isdecimal():
            symbol, language, file, asked, kind, size, sha256, time, address = row
            entries.append(Entry(symbol, language, file, asked, kind, int(size), sha256, time, address))
    return entries


def add_to_manifest(folder: Path, entry: Entry) -> None:
    """Add an entry, in place of any older one for the same file or the same request.

    Raises:
        DuizhaoError: The manifest cannot be written.
    """
    kept = [old for old in read_manifest(folder) if old.file != entry.file and request_of(old) != request_of(entry)]
    _write(folder, sorted([*kept, entry], key=lambda old: (old.symbol, old.language, old.asked)))


def request_of(entry: Entry) -> tuple[str, str, str]:
    """Return what was asked for: symbol, language, format."""
    return entry.symbol, entry.language, entry.asked


def find_whole(folder: Path, symbol: str, language: str, asked: str) -> Entry | None:
    """Return the entry of a file that is there and unchanged, or None."""
    for entry in read_manifest(folder):
        if request_of(entry) == (symbol, language, asked) and Path(entry.file).name == entry.file:
            path = folder / entry.file
            if path.is_file() and path.stat().st_size == entry.size and digest(path.read_bytes()) == entry.sha256:
                return entry
    return None


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal figures."""
    return hashlib.sha256(data).hexdigest()


def _write(folder: Path, entries: Iterable[Entry]) -> None:
    with atomic_write(folder / MANIFEST_NAME) as stream:
        lines = ["\t".join(field.name for field in fields(Entry))]
        lines += ["\t".join(map(str, astuple(entry))) for entry in entries]
        stream.write(("\n".join(lines) + "\n").encode())
