"""A file in, a Document out."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import regex

from ..errors import DuizhaoError, check_choice
from ..files import unreadable
from ..i18n import _
from ..language import LANGUAGES, Language
from ..language.decoding import WESTERN, decode, saved_in_wrong_encoding
from ..language.other_languages import may_be_english, other_language
from ..language.script import detect_language
from .document import Document
from .file_types import Format, unpack
from .line import Line
from .plain_text import text_lines
from .structure.building import DEFAULT, StructureOptions, build_document

# format -> its module in this room; each has read_lines(data, name) -> (lines, warnings), and is imported when needed
_READERS: dict[str, str] = {
    "docx": "word.reader",
    "pdf": "pdf.reader",
    "html": "html.reader",
    "doc": "word.libreoffice",
    "odt": "word.libreoffice",
    "rtf": "word.libreoffice",
}
_LEADERS = regex.compile(r"(?:[.·…]\s?){4,}[\divxlc]{0,5}\s*$")
# The longest documents have about 2,000 pages, of 50 lines and 3,000 characters
_MOST_LINES = 150_000
_MOST_CHARACTERS = 8_000_000
_LARGEST = 200 * 1024 * 1024


def read_lines(kind: Format, data: bytes, name: str) -> tuple[list[Line], str, tuple[str, ...]]:
    """Read the lines of a document that is not packed, or no longer.

    Args:
        kind: Its format.
        data: Its bytes.
        name: Its name, for messages.

    Returns:
        The lines, how the bytes were read (the encoding of a plain text, else the format), and warnings for the user.

    Raises:
        DuizhaoError: It is broken, encrypted, scanned or too large.
    """
    if kind == "text":
        _check_amount(data.count(b"\n") + data.count(b"\r"), len(data) // 2, name)
        text, encoding = decode(data, name)
        guessed = (_("was read as Windows-1252, which is a guess; if letters look wrong, save it as UTF-8"),)
        return text_lines(text), encoding, guessed if encoding == WESTERN else ()
    lines, warnings = import_module(f".{_READERS[kind]}", __package__).read_lines(data, name)
    amount = sum(len(line.text) for line in lines)
    if not amount:
        raise DuizhaoError(_("holds no text"), file=name)
    _check_amount(len(lines), amount, name)
    return [_mark_contents(line) for line in lines], kind, warnings


def _mark_contents(line: Line) -> Line:
    """Take a line of a table of contents, told by its leaders, for front matter: its number is no heading's."""
    if line.role in ("", "body", "heading", "item") and _LEADERS.search(line.text):
        return replace(line, role="front", level=0)
    return line


def _check_amount(lines: int, characters: int, name: str) -> None:
    """Refuse what is far longer than any document: its structure would take minutes and gigabytes."""
    if lines > _MOST_LINES or characters > _MOST_CHARACTERS:
        raise DuizhaoError(_("is too long for one document ({lines} lines); split it").format(lines=lines), file=name)


def read(path: str | Path, language: Language | None = None, structure: StructureOptions = DEFAULT) -> Document:
    """Read a file and its structure.

    Args:
        path: A text extracted from a UN PDF, a text with a paragraph a line, or a PDF, DOCX, ODT, RTF or HTML file.
        language: ``zh`` or ``en``; None to find it from the text.
        structure: Choices of the reader of structure.

    Raises:
        DuizhaoError: The file is missing, empty, unreadable, or in neither language; no such language is known.

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
    except OSError as error:
        raise unreadable(error, file) from error


def read_bytes(
    data: bytes, name: str, language: Language | None = None, structure: StructureOptions = DEFAULT
) -> Document:
    """Read a document from its bytes; ``name`` is for messages."""
    if language is not None:
        check_choice("language", language, LANGUAGES)
    kind, data, name = unpack(data, name)
    lines, encoding, warnings = read_lines(kind, data, name)
    text = "\n".join(line.text for line in lines)
    warnings += _losses(text)
    if language is None:
        language = _language(text, name)
        warnings += _doubts(text, language)
    return build_document(
        lines,
        source=name,
        language=language,
        encoding=encoding,
        warnings=warnings,
        options=structure,
    )


def _losses(text: str) -> tuple[str, ...]:
    """Return warnings of what another program did to a text before."""
    found: list[str] = []
    if wrong := saved_in_wrong_encoding(text):
        message = _("was saved in a wrong encoding before: “{found}” stands for “{meant}”; get the file anew as UTF-8")
        found.append(message.format(found=wrong[0], meant=wrong[1]))
    if lost := text.count("\ufffd"):
        found.append(_("holds {count} times � (U+FFFD), for what another program could not read").format(count=lost))
    return tuple(found)


def _doubts(text: str, language: Language) -> tuple[str, ...]:
    """Return a warning where what must be English, or nothing, may well be nothing."""
    if language == "zh" or may_be_english(text):
        return ()
    return (
        _("has hardly any of the words of English grammar; if it is in another language, give the English version"),
    )


def _language(text: str, name: str) -> Language:
    if other := other_language(text):
        message = _(
            "reads as {language}, which is neither Chinese nor English; give the Chinese or the English version"
        )
        raise DuizhaoError(message.format(language=_(other)), file=name)
    found = detect_language(text)
    if found is None:
        raise DuizhaoError(_("has neither Chinese nor English text"), file=name)
    return found
