import io
import zipfile

import pytest
from duizhao.corpora.file_types import sniff
from duizhao.errors import DuizhaoError


def archive(*members, first=b""):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        if first:
            target.writestr("mimetype", first)
        for member in members:
            target.writestr(member, "x")
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("1. 本报告".encode(), "text"),
        ("\ufeff1. 本报告".encode("utf-16"), "text"),
        (b"a < b and <UNK> stays text", "text"),
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
        (archive("zh.txt", "en.txt"), "zip"),
        (b"PK\x03\x04 cut", "zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
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
        (b"Rar!\x1a\x07\0", "RAR"),
        (archive("xl/workbook.xml", "[Content_Types].xml"), "Excel"),
        (archive("ppt/presentation.xml", "[Content_Types].xml"), "PowerPoint"),
        (OLE + "Workbook".encode("utf-16-le"), "Office"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b'<?xml version="1.0"?><tmx version="1.4"/>', "XML"),
    ],
)
def test_what_holds_no_text_is_named(data, words):
    with pytest.raises(DuizhaoError, match=words):
        sniff(data)
