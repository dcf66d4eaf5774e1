"""A file in, a Document out."""

from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import regex

from ..errors import DuizhaoError
from ..i18n import _
from ..language import Language
from ..language.decoding import decode
from ..language.script import detect_language
from .archive import gunzip, open_zip, read_member
from .document import Document
from .file_types import Format, sniff
from .line import Line
from .plain_text import text_lines
from .structure.building import DEFAULT, StructureOptions, build_document

# format -> its module in this room; each has read_lines(data, name) -> (lines, warnings), and is imported when needed
_READERS: dict[str, str] = {
    "docx": "word.reader",
    "pdf": "pdf.reader",
    "html": "html",
    "doc": "word.libreoffice",
    "odt": "word.libreoffice",
    "rtf": "word.libreoffice",
}
# A gzip in a zip is common enough; deeper than this it is a joke
_DEEPEST = 3
_LEADERS = regex.compile(r"(?:[.·…]\s?){4,}[\divxlc]{0,5}\s*$")
# The longest documents have about 2,000 pages, of 50 lines and 3,000 characters
_MOST_LINES = 150_000
_MOST_CHARACTERS = 8_000_000
_JUNK = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
_LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Opened:
    """What one file holds.

    Attributes:
        format: Its format, what it was packed in taken off.
        name: Its name; for a member of an archive ``archive.zip/member.pdf``.
        data: Its bytes, unpacked: for ``text`` the reader of plain text goes on from here.
        lines: Its lines; none for ``text``.
        warnings: What the user should know, a line each.
    """

    format: Format
    name: str
    data: bytes
    lines: tuple[Line, ...] = ()
    warnings: tuple[str, ...] = ()


def read_lines(data: bytes, name: str) -> Opened:
    """Find out what ``data`` is and read it; the format comes from the contents, not from the name.

    Args:
        data: The file's bytes.
        name: The file's name, for messages.

    Raises:
        DuizhaoError: The file is empty, broken, encrypted, scanned, too large or of no readable format.
    """
    kind, data, name = unpack(data, name)
    if kind == "text":
        _check_amount(data.count(b"\n") + data.count(b"\r"), len(data) // 2, name)
        return Opened(kind, name, data)
    reader = import_module(f".{_READERS[kind]}", __package__)
    lines, warnings = reader.read_lines(data, name)
    amount = sum(len(line.text) for line in lines)
    if not amount:
        raise DuizhaoError(_("holds no text"), file=name)
    _check_amount(len(lines), amount, name)
    return Opened(kind, name, data, tuple(map(_mark_contents, lines)), warnings)


def _mark_contents(line: Line) -> Line:
    """Take a line of a table of contents, told by its leaders, for front matter: its number is no heading's."""
    if line.role in ("", "body", "heading", "item") and _LEADERS.search(line.text):
        return replace(line, role="front", level=0)
    return line


def _check_amount(lines: int, characters: int, name: str) -> None:
    """Refuse what is far longer than any document: its structure would take minutes and gigabytes."""
    if lines > _MOST_LINES or characters > _MOST_CHARACTERS:
        raise DuizhaoError(_("is too long for one document ({lines} lines); split it").format(lines=lines), file=name)


def unpack(data: bytes, name: str) -> tuple[Format, bytes, str]:
    """Take off gzip and zip; return format, bytes and name of the document inside.

    Raises:
        DuizhaoError: The archive is broken, too large, or does not hold exactly one document.
    """
    for _depth in range(_DEEPEST + 1):
        if not data:
            raise DuizhaoError(_("is empty"), file=name)
        try:
            kind = sniff(data)
        except DuizhaoError as error:
            raise DuizhaoError(error.message, file=name) from error
        if kind == "gzip":
            data = gunzip(data, name)
        elif kind == "zip":
            data, name = _only_member(data, name)
        else:
            return kind, data, name
    raise DuizhaoError(_("is packed too many times; unpack it first"), file=name)


def _only_member(data: bytes, name: str) -> tuple[bytes, str]:
    with open_zip(data, name) as archive:
        members = [
            info.filename
            for info in archive.infolist()
            if not info.is_dir() and not info.filename.lower().startswith(_JUNK) and not _is_junk(info.filename)
        ]
        if len(members) != 1:
            found = _("holds nothing") if not members else _("holds {count} files").format(count=len(members))
            raise DuizhaoError(_("{found}; give an archive of one document").format(found=found), file=name)
        return read_member(archive, members[0], name), f"{name}/{members[0]}"


def _is_junk(member: str) -> bool:
    return member.rpartition("/")[2].lower() in _JUNK


def read(path: str | Path, language: Language | None = None, structure: StructureOptions = DEFAULT) -> Document:
    """Read a file and its structure.

    Args:
        path: A text extracted from a UN PDF, a text with a paragraph a line, or a PDF, DOCX, ODT, RTF or HTML file.
        language: ``zh`` or ``en``; None to find it from the text.
        structure: Choices of the reader of structure.

    Raises:
        DuizhaoError: The file is missing, empty, unreadable, or in neither language.

    Example:
        >>> import duizhao as dz
        >>> from duizhao.corpora.sample import FOLDER
        >>> document = dz.read(FOLDER / "zh.txt")
        >>> document.language, [block.text for block in document.blocks if block.kind == "heading"][:2]
        ('zh', ['概要', '导言'])
    """
    return read_bytes(load(path), str(path), language, structure)


def load(path: str | Path) -> bytes:
    """Return a file's bytes.

    Raises:
        DuizhaoError: It is missing, a folder, too large, or may not be read.
    """
    file = Path(path)
    try:
        if file.is_dir():
            raise DuizhaoError(_("is a folder; name a file in it"), file=file)
        if file.stat().st_size > _LARGEST:
            raise DuizhaoError(_("is larger than 200 MB; split it"), file=file)
        return file.read_bytes()
    except FileNotFoundError as error:
        raise DuizhaoError(_("no such file; check the name"), file=file) from error
    except OSError as error:
        raise DuizhaoError(_("cannot be read ({reason})").format(reason=error.strerror), file=file) from error


def read_bytes(
    data: bytes, name: str, language: Language | None = None, structure: StructureOptions = DEFAULT
) -> Document:
    """Read a document from its bytes; ``name`` is for messages."""
    opened = read_lines(data, name)
    if opened.format == "text":
        text, encoding = decode(opened.data, opened.name)
        lines = text_lines(text)
    else:
        encoding, lines = opened.format, list(opened.lines)
    return build_document(
        lines,
        source=opened.name,
        language=language or _language(lines, opened.name),
        encoding=encoding,
        warnings=opened.warnings,
        options=structure,
    )


def _language(lines: list[Line], name: str) -> Language:
    found = detect_language("\n".join(line.text for line in lines))
    if found is None:
        raise DuizhaoError(_("has neither Chinese nor English text"), file=name)
    return found
