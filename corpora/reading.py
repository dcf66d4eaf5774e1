"""A file in, a Document out."""

from pathlib import Path

from ..errors import DuizhaoError
from ..i18n import _
from ..language import Language
from ..language.decoding import decode
from ..language.script import detect_language
from .document import Document
from .line import Line
from .opening import read_lines
from .plain_text import text_lines
from .structure.building import build_document

_LARGEST = 200 * 1024 * 1024


def read(path: str | Path, language: Language | None = None) -> Document:
    """Read a file and its structure.

    Args:
        path: A text extracted from a UN PDF, a text with a paragraph a line, or a PDF, DOCX, ODT, RTF or HTML file.
        language: ``zh`` or ``en``; None to find it from the text.

    Raises:
        DuizhaoError: The file is missing, empty, unreadable, or in neither language.
    """
    return read_bytes(load(path), str(path), language)


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


def read_bytes(data: bytes, name: str, language: Language | None = None) -> Document:
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
    )


def _language(lines: list[Line], name: str) -> Language:
    found = detect_language("\n".join(line.text for line in lines))
    if found is None:
        raise DuizhaoError(_("has neither Chinese nor English text"), file=name)
    return found
