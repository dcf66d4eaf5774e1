import gzip
import io
import zipfile

import pytest
from duizhao.corpora.archive import MOST_BYTES
from duizhao.corpora.reading import read_lines
from duizhao.errors import DuizhaoError

PARAGRAPH = "<w:p><w:r><w:t>1. 本报告。</w:t></w:r></w:p>"


def packed(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return stream.getvalue()


def test_text_is_left_to_the_reader_of_text():
    opened = read_lines("1. 本报告。".encode("gb18030"), "zh.pdf")
    assert (opened.format, opened.lines, opened.data.decode("gb18030")) == ("text", (), "1. 本报告。")


def test_docx_whatever_its_name_and_wrapping(make_docx):
    data = make_docx(PARAGRAPH)
    for wrapped in (data, gzip.compress(data), packed({"a/b.bin": data}), gzip.compress(packed({"b": data}))):
        opened = read_lines(wrapped, "report.txt")
        assert (opened.format, opened.lines[0].text) == ("docx", "1. 本报告。")


def test_gzip_of_several_members_and_padding():
    data = gzip.compress(b"1. One.\n") + gzip.compress(b"2. Two.\n") + bytes(16)
    assert read_lines(data, "x.gz").data == b"1. One.\n2. Two.\n"


def test_what_a_desktop_adds_to_archives_is_passed_over(make_docx):
    data = packed({"__MACOSX/._a.docx": b"x", "folder/.DS_Store": b"x", "folder/a.docx": make_docx(PARAGRAPH)})
    assert read_lines(data, "a.zip").name == "a.zip/folder/a.docx"


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
        read_lines(data, "bad.gz")
    assert str(caught.value).startswith("bad.gz")
    assert "\n" not in str(caught.value)


def test_encrypted_zip_says_so():
    data = bytearray(packed({"a.txt": b"x"}))
    data[6] |= 1  # the flag of the member
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and of the directory
    with pytest.raises(DuizhaoError, match="password"):
        read_lines(bytes(data), "a.zip")


def test_document_without_text_says_so(make_docx):
    with pytest.raises(DuizhaoError, match="holds no text"):
        read_lines(make_docx("<w:p/>"), "blank.docx")


def test_lines_of_a_table_of_contents_are_front_matter(make_docx):
    body = "<w:p><w:r><w:t>I. Introduction ........ 3</w:t></w:r></w:p>" + PARAGRAPH
    assert [line.role for line in read_lines(make_docx(body), "a.docx").lines] == ["front", ""]
