"""What a file is, told from its contents and never from its name; gzip and zip, taken off with limits.

Nothing is written to disk, nothing unpacks to more than it may.
"""

import io
import json
import lzma
import zipfile
import zlib
from typing import Literal

import regex

from ..errors import DuizhaoError
from ..i18n import _

Format = Literal["text", "pdf", "docx", "doc", "odt", "rtf", "html", "gzip", "zip"]

# What people hand over by mistake: signature -> what it is
_OTHERS = {
    b"\x89PNG\r\n\x1a\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF87a": "a GIF image",
    b"GIF89a": "a GIF image",
    b"II*\0": "a TIFF image",
    b"MM\0*": "a TIFF image",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"BZh91AY": "a bzip2 file",
    b"\xfd7zXZ\0": "an xz file",
    b"\x28\xb5\x2f\xfd": "a zstd file",
    b"%!PS": "a PostScript file",
    b"\x7fELF": "a program",
    b"SQLite format 3\0": "an SQLite database",
    b"wOFF": "a font",
    b"MZ\x90\0": "a program",
    b"ID3": "a sound recording",
    b"OggS": "a sound recording",
    b"fLaC": "a sound recording",
    b"AT&TFORM": "a DjVu file",
}
# what is told by bytes further on: where they stand, what they are
_LATER = {
    (257, b"ustar"): "a tar archive",
    (4, b"ftyp"): "a film, sound recording or image",
}
# RFC 5322, 2.2: the head of a message is fields, a line each, some lines folded; RFC 2045, 4: one of them tells MIME
_MESSAGE = regex.compile(rb"(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*+)*?MIME-Version:", regex.I)
_BARE_XML = regex.compile(rb"(?:<!--.*?-->|\s)*<[\w:.-]+\s[^<>]*?\bxmlns(?::\w+)?\s*=", regex.S)
_XML_ROOT = regex.compile(rb"<([A-Za-z_][\w:.-]*)[\s/>]")
# what an XML file is by its first element's name
_XML_FILES = {
    b"office:document": "an OpenDocument text in one XML file (FODT); save it as ODT or DOCX",
    b"w:wordDocument": "a Word 2003 XML file; save it as DOCX",
    b"pkg:package": "a Word document in one XML file; save it as DOCX",
    b"svg": "an SVG drawing; give the text that it was made from",
}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"
_OTHER_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet",
    b"application/vnd.oasis.opendocument.presentation": "an OpenDocument presentation",
    b"application/vnd.oasis.opendocument.graphics": "an OpenDocument drawing",
    b"application/epub+zip": "an EPUB book",
}
_PACKAGES = {"xl/": "an Excel workbook", "ppt/": "a PowerPoint presentation"}
_DOC_HEAD = b"\xec\xa5"
_SECTOR = 512  # bytes
_LONGEST_TYPE = 200  # bytes of the name of a package's type
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Bytes of the head that are looked at for markup, after comments and the like
_HEAD = 4096
_HTML = regex.compile(rb"(?:<!--.*?-->|<\?xml[^>]*>|\s)*<(?:!doctype\s+html|html|head|body)\b", regex.I | regex.S)
# a page may begin without its frame: with any element that holds text or belongs to a head; with one that only marks
# words where that is closed
_HTML_PART = regex.compile(
    rb"(?:<!--.*?-->|\s)*<(?:(?:h[1-6]|p|div|table|[oud]l|article|section|main|header|footer|nav|aside|blockquote|pre|center"
    rb"|figure|details|hgroup|form|title|meta|link|style|script|base|br|hr|img)\b[^<>]*>"
    rb"|(a|b|i|u|em|strong|span|font|small|big|sup|sub|cite|abbr|code)\b[^<>]*>.*?</\1\s*>)",
    regex.I | regex.S,
)
# a whole frame, with loose words or the head of an HTTP answer before it
_HTML_FRAME = regex.compile(rb"<html\b[^<>]*>\s*(?:<!--.*?-->\s*)?<(?:head|body)\b", regex.I | regex.S)
_XML = regex.compile(rb"\s*<\?xml\b", regex.I)
MOST_BYTES = 100_000_000
_MOST_MEMBERS = 10_000
_CHUNK = 1 << 20
_MEMBER_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
)  # fmt: skip
# A gzip in a zip is common enough; deeper than this it is a joke
_DEEPEST = 3
_JUNK = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


def sniff(data: bytes) -> Format:
    """Return the format of a file's bytes; what is none of the others is ``text``.

    Raises:
        DuizhaoError: It is a known format that holds no text to read, or an encrypted Word document.
    """
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    if data.startswith(_OLE):
        return _in_compound_file(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _in_zip(data)
    # readers of PDF accept junk before the header, within the first 1,024 bytes (ISO 32000-1, H.3.4.1)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    for signature, name in _OTHERS.items():
        if data.startswith(signature):
            raise _refusal(name)
    for (at, signature), name in _LATER.items():
        if data.startswith(signature, at):
            raise _refusal(name)
    if _MESSAGE.match(data[:_HEAD]):
        raise _refusal("a web archive or e-mail")
    return _in_markup(data)


def _refusal(name: str) -> DuizhaoError:
    remedy = _("an image needs OCR first") if name.endswith("image") else _("give a PDF, DOCX, HTML or text file")
    return DuizhaoError(_("is {name}, not a document; {remedy}").format(name=_(name), remedy=remedy))


def _in_compound_file(data: bytes) -> Format:
    """Tell what an OLE compound file holds by the names in its directory (UTF-16)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise DuizhaoError(_("the Word document is encrypted; save it without a password"))
    if "WordDocument".encode("utf-16-le") in data:
        if _is_encrypted_doc(data):
            raise DuizhaoError(_("the Word document is encrypted; save it without a password"))
        return "doc"
    raise _refusal("an Excel, PowerPoint or other Office file")


def _is_encrypted_doc(data: bytes) -> bool:
    """Whether the flags at the head of a Word file say that it is encrypted ([MS-DOC] 2.5.2, fEncrypted).

    The head is looked for at the beginning of each sector, by its signature.
    """
    for at in range(_SECTOR, len(data) - 12, _SECTOR):
        if data[at : at + 2] == _DOC_HEAD:
            return bool(data[at + 11] & 0x01)
    return False


def _in_zip(data: bytes) -> Format:
    """Tell Word and OpenDocument packages from plain archives; a broken one is left to its reader."""
    try:
        archive = open_zip(data, "")
    except DuizhaoError:
        return "zip"
    names = archive.namelist()
    if "mimetype" in names and archive.getinfo("mimetype").file_size < _LONGEST_TYPE:
        kind = read_member(archive, "mimetype", "").strip()
        if kind.startswith(_OPEN_DOCUMENT):
            return _in_open_document(archive)
        if kind in _OTHER_OPEN_DOCUMENTS:
            raise _refusal(_OTHER_OPEN_DOCUMENTS[kind])
    if any(name.lower() == "word/document.xml" for name in names):
        return "docx"
    if "[Content_Types].xml" in names:
        for folder, name in _PACKAGES.items():
            if any(member.startswith(folder) for member in names):
                raise _refusal(name)
        return "docx"
    return "zip"


def _in_open_document(archive: zipfile.ZipFile) -> Format:
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in read_member(archive, manifest, ""):
        raise DuizhaoError(_("the file is encrypted; save it without a password"))
    return "odt"


def _in_markup(data: bytes) -> Format:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head) or _HTML_PART.match(head):
        return "html"
    if _XML.match(head) or (_BARE_XML.match(head) and not _HTML_FRAME.search(head)):
        raise _xml_refusal(head)
    if _HTML_FRAME.search(head):
        return "html"
    if head.lstrip().startswith((b"{", b"[")) and _is_json(data):
        raise _refusal("JSON data")
    return "text"


def _xml_refusal(head: bytes) -> DuizhaoError:
    root = _XML_ROOT.search(head)
    known = _XML_FILES.get(root[1]) if root else None
    return DuizhaoError(_("is {form}").format(form=_(known))) if known else _refusal("an XML file")


def _is_json(data: bytes) -> bool:
    """Whether data are an object or list of JSON, or begin with such an object; a text may begin with ``[1]``."""
    try:
        text = data.decode(json.detect_encoding(data)).removeprefix("\ufeff").lstrip()
        value, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return False
    return bool(value) and (isinstance(value, dict) or ('"' in text and not text[end:].strip()))


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
        members = [member for member in archive.namelist() if not member.endswith("/") and not _is_junk(member.lower())]
        if len(members) != 1:
            found = _("holds nothing") if not members else _("holds {count} files").format(count=len(members))
            raise DuizhaoError(_("{found}; give an archive of one document").format(found=found), file=name)
        return read_member(archive, members[0], name), f"{name}/{members[0]}"


def _is_junk(member: str) -> bool:
    return member.startswith(_JUNK) or member.rpartition("/")[2] in _JUNK


def gunzip(data: bytes, name: str) -> bytes:
    """Unpack gzip, several members in a row included.

    Raises:
        DuizhaoError: It is cut, broken, or unpacks to more than `MOST_BYTES`.
    """
    unpacked = io.BytesIO()
    rest = data
    while rest:
        unpacker = zlib.decompressobj(wbits=31)
        while not unpacker.eof:
            try:
                chunk = unpacker.decompress(rest, _CHUNK)
            except zlib.error as error:
                message = _("the gzip file is damaged ({reason}); copy it again")
                raise DuizhaoError(message.format(reason=error), file=name) from error
            rest = unpacker.unconsumed_tail
            if not (chunk or rest or unpacker.eof):
                raise DuizhaoError(_("the gzip file is cut off; copy it again"), file=name)
            unpacked.write(chunk)
            _check_size(unpacked.tell(), name)
        rest = unpacker.unused_data.lstrip(b"\0")
    return unpacked.getvalue()


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Open a zip file in memory.

    Raises:
        DuizhaoError: It is broken or has too many members.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DuizhaoError(
            _("the zip file is damaged ({reason}); copy it again").format(reason=error), file=name
        ) from error
    if len(archive.infolist()) > _MOST_MEMBERS:
        raise DuizhaoError(_("the zip file has too many members; unpack it first"), file=name)
    return archive


def read_member(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    """Return one member's bytes, whatever size the directory claims for it.

    Raises:
        DuizhaoError: It is encrypted, broken, packed by an unknown method or larger than `MOST_BYTES`.
        KeyError: There is no such member.
    """
    info = archive.getinfo(member)
    if info.flag_bits & 0x1:
        raise DuizhaoError(_("the file is encrypted; save it without a password"), file=name)
    try:
        with archive.open(info) as stream:
            data = stream.read(MOST_BYTES + 1)
    except _MEMBER_ERRORS as error:
        raise DuizhaoError(
            _("{member} in it is damaged ({reason}); copy it again").format(member=member, reason=error), file=name
        ) from error
    _check_size(len(data), name)
    return data


def _check_size(size: int, name: str) -> None:
    if size > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise DuizhaoError(
            _("unpacks to more than {most} MB; unpack it first and take what you need").format(most=most), file=name
        )
