import gzip
import io
import zipfile

import pytest
from duizhao.corpora.file_types import MOST_BYTES, sniff, unpack
from duizhao.errors import DuizhaoError


def archive(*members, first=b""):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        if first:
            target.writestr("mimetype", first)
        for member in members:
            target.writestr(member, "x")
    return stream.getvalue()


def packed(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return stream.getvalue()


def word_file(flags):
    """The head of a Word file (2.5.2 of its specification) in the second sector, and the directory's name of it."""
    head = b"\xec\xa5\xc1\0\0\0\0\0\0\0" + flags.to_bytes(2, "little")
    return OLE.ljust(512, b"\0") + head.ljust(512, b"\0") + "WordDocument".encode("utf-16-le")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


ENCRYPTED = packed(
    {
        "META-INF/manifest.xml": b"<manifest:encryption-data/>",
        "mimetype": b"application/vnd.oasis.opendocument.text",
    }
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("1. 本报告".encode(), "text"),
        ("\ufeff1. 本报告".encode("utf-16"), "text"),
        (b"a < b and <UNK> stays text", "text"),
        (b"[1] See paragraph 5.\n", "text"),
        (b"[Original: English]\n", "text"),
        (b"{a} and {b}\n", "text"),
        (b"From: the Secretary-General\nSubject: Report\n\nThe MIME-Version: is told.\n", "text"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\njunk %PDF-1.4\n", "pdf"),
        (b"{\\rtf1\\ansi}", "rtf"),
        (b"\xef\xbb\xbf{\\rtf1}", "rtf"),
        (b"<!DOCTYPE html><p>x", "html"),
        (b"\xef\xbb\xbf <!-- saved -->\n<HTML lang=zh>", "html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html/>', "html"),
        ("<html><body>文".encode("utf-16"), "html"),
        (b"<h1>Article 1</h1><p>All", "html"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (archive("word/document.xml", "[Content_Types].xml"), "docx"),
        (archive("content.xml", first=b"application/vnd.oasis.opendocument.text"), "odt"),
        (packed({"content.xml": b"x", "mimetype": b"application/vnd.oasis.opendocument.text"}), "odt"),
        (archive("zh.txt", "en.txt"), "zip"),
        (b"PK\x03\x04 cut", "zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (word_file(0x0200), "doc"),
    ],
)
def test_format_comes_from_the_contents(data, expected):
    assert sniff(data) == expected


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "OCR"),
        (b"\xff\xd8\xff\xe0", "OCR"),
        (b"%!PS-Adobe", "PostScript"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web archive"),
        (b"Received: from a by b;\r\n\tTue, 3 May\r\nSubject: Note\r\nMIME-Version: 1.0\r\n\r\nVGhl\r\n", "e-mail"),
        (b"ID3\x04\0\0" + bytes(200), "sound"),
        (b"\0\0\0 ftypisom" + bytes(200), "film"),
        (b"zh.txt".ljust(257, b"\0") + b"ustar\x0000" + bytes(250), "tar archive"),
        (b'{"title": "Report", "body": [1, 2]}', "JSON"),
        (b'[{"zh": "\xe6\x8a\xa5\xe5\x91\x8a"}]\n', "JSON"),
        (b'{"a": 1}\n{"a": 2}\n', "JSON"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><text>Report</text></svg>', "SVG"),
        (b'<?xml version="1.0"?><!-- made --><svg width="5"/>', "SVG"),
        (b'<?xml version="1.0"?>\n<office:document xmlns:office="urn:o"/>', "save it as ODT"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:wordDocument/>', "save it as DOCX"),
        (b"Rar!\x1a\x07\0", "RAR"),
        (archive("xl/workbook.xml", "[Content_Types].xml"), "Excel"),
        (archive("ppt/presentation.xml", "[Content_Types].xml"), "PowerPoint"),
        (OLE + "Workbook".encode("utf-16-le"), "Office"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (word_file(0x0300), "password"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"x"}), "spreadsheet"),
        (ENCRYPTED, "password"),
        (b'<?xml version="1.0"?><tmx version="1.4"/>', "XML"),
    ],
)
def test_what_holds_no_text_is_named(data, words):
    with pytest.raises(DuizhaoError, match=words):
        sniff(data)


def test_gzip_of_several_members_and_padding():
    data = gzip.compress(b"1. One.\n") + gzip.compress(b"2. Two.\n") + bytes(16)
    assert unpack(data, "x.gz")[1] == b"1. One.\n2. Two.\n"


def test_what_a_desktop_adds_to_archives_is_passed_over():
    data = packed({"__MACOSX/._a.txt": b"x", "folder/.DS_Store": b"x", "folder/a.txt": b"1. One."})
    assert unpack(data, "a.zip")[2] == "a.zip/folder/a.txt"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (packed({}), "holds nothing"),
        (packed({"zh.txt": b"x", "en.txt": b"y"}), "holds 2 files"),
        (gzip.compress(b"text " * 100)[:-20], "cut"),
        (b"\x1f\x8b\x08\x00broken broken broken", "damaged"),
        (gzip.compress(bytes(MOST_BYTES + 1)), "more than"),
        (packed({"bomb.txt": bytes(MOST_BYTES + 1)}), "more than"),
        (gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"x"))))), "too many times"),
        (packed({"a.txt": b""}), "empty"),
        (gzip.compress(b"%!PS"), "PostScript"),
    ],
)
def test_bad_archives_are_one_line_with_the_name(data, words):
    with pytest.raises(DuizhaoError, match=words) as caught:
        unpack(data, "bad.gz")
    assert str(caught.value).startswith("bad.gz")
    assert "\n" not in str(caught.value)


def test_encrypted_zip_says_so():
    data = bytearray(packed({"a.txt": b"x"}))
    data[6] |= 1  # the flag of the member
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and of the directory
    with pytest.raises(DuizhaoError, match="password"):
        unpack(bytes(data), "a.zip")
