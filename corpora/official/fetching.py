"""Official documents by symbol, from the UN's document service, into a folder that remembers them."""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from ...errors import DuizhaoError
from ...files import atomic_write
from ...i18n import _, listed
from ...language.symbols import Symbol, maybe_symbol, read_symbol
from ..document import Document
from ..file_types import Format, sniff
from ..reading import read
from .download import NotThereError, Patience, download

MANIFEST_NAME = "manifest.tsv"
DEFAULT_BASE = "https://documents.un.org"
# the six official languages: code -> the letter that names a version in the UN's file names
LANGUAGE_LETTERS = {"ar": "A", "zh": "C", "en": "E", "fr": "F", "ru": "R", "es": "S"}
BASE_VARIABLE = "DUIZHAO_BASE_URL"
_DOCUMENT_FORMATS: tuple[Format, ...] = ("pdf", "docx", "doc", "odt", "rtf")
_PAUSE = 0.5  # seconds between two requests, for the server's sake
Status = Literal["fetched", "there", "missing", "failed"]


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

    @property
    def request(self) -> tuple[str, str, str]:
        """What was asked for: symbol, language, format."""
        return self.symbol, self.language, self.asked


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
    for row in (line.split("\t") for line in text.split("\n")):
        if len(row) == len(fields(Entry)) and row[5].isdecimal():
            symbol, language, file, asked, kind, size, sha256, time, address = row
            entries.append(Entry(symbol, language, file, asked, kind, int(size), sha256, time, address))
    return entries


def add_to_manifest(folder: Path, entry: Entry) -> None:
    """Add an entry, in place of any older one for the same file or the same request.

    Raises:
        DuizhaoError: The manifest cannot be written.
    """
    kept = [old for old in read_manifest(folder) if old.file != entry.file and old.request != entry.request]
    lines = ["\t".join(field.name for field in fields(Entry))]
    lines += ["\t".join(map(str, astuple(old))) for old in sorted([*kept, entry], key=attrgetter("request"))]
    with atomic_write(folder / MANIFEST_NAME) as stream:
        stream.write(("\n".join(lines) + "\n").encode())


def find_whole(folder: Path, symbol: str, language: str, asked: str) -> Entry | None:
    """Return the entry of a file that is there and unchanged, or None."""
    for entry in read_manifest(folder):
        if entry.request == (symbol, language, asked) and Path(entry.file).name == entry.file:
            path = folder / entry.file
            if path.is_file() and path.stat().st_size == entry.size and _digest(path.read_bytes()) == entry.sha256:
                return entry
    return None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def symbol_address(symbol: Symbol, language: str, document: bool = False, base: str = DEFAULT_BASE) -> str:
    """Return the address of one language version of a document.

    Args:
        symbol: The document.
        language: ``zh``, ``en``, ``fr``, ``es``, ``ru`` or ``ar``.
        document: Ask for the word-processing file instead of the PDF.
        base: Scheme and host of the document service.
    """
    kind = "doc" if document else "pdf"
    return f"{base.rstrip('/')}/api/symbol/access?s={quote(str(symbol), safe='/')}&l={language}&t={kind}"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one language version of one document.

    Attributes:
        symbol: The document; as it was typed where it is no symbol.
        language: Code of the language; empty where the symbol itself is wrong.
        status: ``fetched`` now, ``there`` already, ``missing`` in this language, or ``failed``.
        path: The file, where there is one.
        entry: Its line in the manifest, likewise.
        message: Why there is none, or what is odd about it.
    """

    symbol: str
    language: str
    status: Status
    path: Path | None = None
    entry: Entry | None = None
    message: str = ""


def base_address(base: str | None = None) -> str:
    """Return the address of the document service: ``base``, the environment's `BASE_VARIABLE`, or the UN's.

    Raises:
        DuizhaoError: It is no web address.
    """
    found = (base or os.environ.get(BASE_VARIABLE) or DEFAULT_BASE).strip()
    if not found.lower().startswith(("http://", "https://")):
        raise DuizhaoError(_("{base!r} is not the address of a server; it must begin with https://").format(base=found))
    return found


def default_folder() -> Path:
    """Return the folder where documents are kept that nobody named a place for."""
    from platformdirs import user_cache_path

    return user_cache_path("duizhao") / "documents"


def fetch(
    symbols: Iterable[str],
    folder: str | Path,
    languages: Sequence[str] = ("zh", "en"),
    asked: Literal["pdf", "docx"] = "pdf",
    base: str | None = None,
    patience: Patience | None = None,
    report: Callable[[Fetched], None] | None = None,
) -> list[Fetched]:
    """Fetch documents by symbol; what is there already is not fetched again, what fails does not stop the rest.

    Args:
        symbols: Document symbols or addresses, as people type them.
        folder: Where the files and their manifest go; made where it is missing.
        languages: Codes of the official languages.
        asked: The format to ask for; the server may send another.
        base: Scheme and host of the document service; None for the environment's or the UN's.
        patience: How long to wait for the server.
        report: Called with each result as it comes.

    Returns:
        A result for each document and language, in order.

    Raises:
        DuizhaoError: The folder cannot be made, a language is unknown, or ``base`` is no address.
    """
    place = _make_folder(Path(folder))
    for language in languages:
        if language not in LANGUAGE_LETTERS:
            raise DuizhaoError(
                _("{language!r} is not an official language; choose from {all}").format(
                    language=language, all=listed(LANGUAGE_LETTERS)
                )
            )
    service = base_address(base)
    waits = patience or Patience()
    results: list[Fetched] = []
    for typed in symbols:
        for result in _fetch_versions(typed, place, languages, asked, service, waits, bool(results)):
            results.append(result)
            if report:
                report(result)
    return results


def fetch_pair(
    symbol: str, folder: str | Path | None = None, base: str | None = None, patience: Patience | None = None
) -> tuple[Path, Path]:
    """Return the Chinese and the English file of a document, fetched where they are not there yet.

    Raises:
        DuizhaoError: One of them cannot be had.
    """
    paths = []
    for result in fetch([symbol], folder or default_folder(), ("zh", "en"), base=base, patience=patience):
        if result.path is None:
            raise DuizhaoError(
                _("{symbol} in {language}: {message}").format(
                    symbol=result.symbol, language=result.language or "zh, en", message=result.message
                )
            )
        paths.append(result.path)
    return paths[0], paths[1]


def _make_folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DuizhaoError(
            _("the folder cannot be made ({reason}); choose another").format(reason=error.strerror), file=folder
        ) from error
    return folder


def _fetch_versions(
    typed: str,
    folder: Path,
    languages: Sequence[str],
    asked: str,
    base: str,
    patience: Patience,
    pause: bool,
) -> Iterable[Fetched]:
    try:
        symbol = read_symbol(typed)
    except DuizhaoError as error:
        yield Fetched(typed, "", "failed", message=error.message)
        return
    for language in languages:
        if entry := find_whole(folder, str(symbol), language, asked):
            yield Fetched(str(symbol), language, "there", folder / entry.file, entry)
            continue
        if pause:
            patience.sleep(_PAUSE)
        pause = True
        yield _fetch_one(symbol, language, folder, asked, base, patience)


def _fetch_one(symbol: Symbol, language: str, folder: Path, asked: str, base: str, patience: Patience) -> Fetched:
    from ... import __version__

    address = symbol_address(symbol, language, asked == "docx", base)
    stem = f"{symbol.file_stem}-{LANGUAGE_LETTERS[language]}"
    raw = folder / f".{stem}.{asked}.new"  # the suffix is known only when the bytes are there
    try:
        download(address, raw, f"duizhao/{__version__}", patience)
        data = raw.read_bytes()
        kind = _document_format(data)
        path = folder / f"{stem}.{kind}"
        raw.replace(path)
    except NotThereError as error:
        return Fetched(str(symbol), language, "missing", message=error.message)
    except DuizhaoError as error:
        return Fetched(str(symbol), language, "failed", message=error.message)
    except OSError as error:
        return Fetched(str(symbol), language, "failed", message=error.strerror or str(error))
    finally:
        raw.unlink(missing_ok=True)
    now = datetime.fromtimestamp(time.time(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    entry = Entry(str(symbol), language, path.name, asked, kind, len(data), _digest(data), now, address)
    add_to_manifest(folder, entry)
    odd = "" if kind == asked else _("the server sent {format}").format(format=kind.upper())
    return Fetched(str(symbol), language, "fetched", path, entry, odd)


def _document_format(data: bytes) -> Format:
    """Return the format of what came; a page that says there is nothing is no document.

    Raises:
        DuizhaoError: It is no document.
    """
    kind = sniff(data) if data else "text"
    if kind not in _DOCUMENT_FORMATS:
        what = _("a web page") if kind == "html" else _("no document")
        raise DuizhaoError(_("the server sent {what}; try again later").format(what=what))
    return kind


def read_pair(symbol: str, base: str | None = None) -> tuple[Document, Document]:
    """Read the official Chinese and English versions of a document.

    Args:
        symbol: Its symbol; the files are downloaded unless they were before.
        base: Address of the document service; None for the UN's.

    Raises:
        DuizhaoError: It is no symbol but a file, or cannot be had in both languages.
    """
    if Path(symbol).exists() or maybe_symbol(symbol) is None:
        raise DuizhaoError(
            _("only one file was given; give the English file too, or a document symbol such as A/76/36"), file=symbol
        )
    left, right = fetch_pair(symbol, base=base)
    return read(left, "zh"), read(right, "en")
