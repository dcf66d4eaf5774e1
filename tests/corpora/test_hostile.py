"""Hostile and broken input: each ends in a document or in one clear line, never in a traceback."""

import gzip
import io
import random
import subprocess
import sys
import zipfile
import zlib
from functools import reduce

import pytest
from duizhao.corpora.document import Document
from duizhao.corpora.reading import read_bytes
from duizhao.corpora.word.libreoffice import find_office
from duizhao.errors import DuizhaoError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LINE = "<w:p><w:r><w:t>1. The Committee met and decided on the report.</w:t></w:r></w:p>"
PAGE = "<html><body><h1>Report</h1><ol><li>The Committee met.</li></ol><table><tr><td>a<td>b</table></body></html>"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
)


def check(data, name="hostile"):
    """Read; a refusal must be one line that names the file."""
    refusal = None
    try:
        document = read_bytes(data, name)
    except DuizhaoError as error:
        refusal = str(error)
    if refusal is None:
        assert isinstance(document, Document)
    else:
        assert refusal.startswith(name)
        assert "\n" not in refusal
        assert 10 < len(refusal) < 500


def packed(members, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def word(main, **parts):
    """A DOCX from raw parts; `__` in a name is a stroke."""
    members = [("word/document.xml", main)]
    links = "".join(f'<Relationship Id="{name}" Type="x/{name}" Target="{name}.xml"/>' for name in parts)
    rels = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )
    members.append(("word/_rels/document.xml.rels", rels))
    return packed(members + [(f"word/{name}.xml", data) for name, data in parts.items()])


def body(inner):
    return f"<w:document {W}><w:body>{inner}</w:body></w:document>"


def numbered(level="0", number="1", inner=""):
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>{inner}'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>The Committee met.</w:t></w:r></w:p>"


@pytest.fixture(scope="session")
def samples(make_docx, pdf, page_of):
    """One sound file a format."""
    lines = [(72, 100 + 14 * at, 10, False, f"{at + 1}. The Committee met and took a decision.") for at in range(20)]
    docx = make_docx(LINE * 20)
    return {
        "docx": docx,
        "pdf": pdf(page_of(*lines), page_of(*lines)),
        "html": PAGE.encode(),
        "gzip": gzip.compress(b"1. The Committee met.\n" * 50),
        "zip": packed([("report.docx", docx)]),
        "utf-16": ("1. 委员会举行了会议并通过了决定。\n" * 30).encode("utf-16"),
        "gb18030": ("1. 委员会举行了会议并通过了决定。\n" * 30).encode("gb18030"),
    }


FORMATS = ["docx", "pdf", "html", "gzip", "zip", "utf-16", "gb18030"]


@pytest.mark.parametrize("tenth", [0, 1, 2, 4, 5, 7, 8, 9, 9.9])
@pytest.mark.parametrize("kind", FORMATS)
def test_truncated(samples, kind, tenth):
    check(samples[kind][: int(len(samples[kind]) * tenth / 10)])


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("kind", FORMATS)
def test_bytes_changed(samples, kind, seed):
    chance = random.Random(seed)
    data = bytearray(samples[kind])
    for _change in range(1 + seed * 4):
        data[chance.randrange(len(data))] = chance.randrange(256)
    check(bytes(data))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", FORMATS)
def test_middle_missing(samples, kind, seed):
    data = samples[kind]
    start, end = sorted(random.Random(seed).sample(range(len(data)), 2))
    check(data[:start] + data[end:])


MAGICS = [
    b"", b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08\x00", b"\x1f\x8b", b"<html>", b"<!DOCTYPE html>",
    b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"<?xml version='1.0'?>", b"\x89PNG\r\n\x1a\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"BZh91AY&SY", b"7z\xbc\xaf\x27\x1c", b"\x7fELF", b"<p>",
]  # fmt: skip


@pytest.mark.parametrize("size", [0, 1, 37, 5000])
@pytest.mark.parametrize("magic", MAGICS)
def test_noise_behind_a_signature(magic, size):
    check(magic + random.Random(len(magic) + size).randbytes(size))


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
    '<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="{to}"/></w:num>'
)


@pytest.mark.parametrize(
    "values",
    [
        {"start": "-5"}, {"start": "99999999999999"}, {"start": "x"}, {"start": ""}, {"start": "1e400"},
        {"style": "no such"}, {"style": ""}, {"level": "99"}, {"level": "-1"}, {"level": "x"}, {"to": "7"},
        {"text": "%9%9%9%0%1"}, {"text": "%"}, {"text": "%1" * 5000}, {"start": "4000", "style": "upperRoman"},
        {"start": "0", "style": "upperLetter"}, {"start": "-1", "style": "chicago"}, {"style": "chineseCounting",
        "start": "99999"},
    ],
)  # fmt: skip
def test_numbering_out_of_range(values):
    usual = {"level": "0", "start": "1", "style": "decimal", "text": "%1.", "to": "0"}
    numbering = f"<w:numbering {W}>{NUMBERING.format(**(usual | values))}</w:numbering>"
    check(word(body(numbered() * 3 + numbered("99999999") + numbered("-3") + numbered("x", "y")), numbering=numbering))


WORD = {
    "entities": word(f"{LAUGHS}]><w:document {W}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"),
    "external entity": word(f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{body("&e;")}'),
    "deep": word(body("<w:sdt><w:sdtContent>" * 5000 + LINE)),
    "deep but closed": word(body("<w:sdt><w:sdtContent>" * 100 + LINE + "</w:sdtContent></w:sdt>" * 100)),
    "tables in tables": word(body("<w:tbl><w:tr><w:tc>" * 60 + LINE + "</w:tc></w:tr></w:tbl>" * 60)),
    "wide cell": word(body(
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{LINE}</w:tc><w:tc>{LINE}</w:tc></w:tr>'
        "</w:tbl>"
    )),
    "no body": word(f"<w:document {W}/>"),
    "other root": word("<html/>"),
    "text as XML": word("not XML at all"),
    "empty part": word(""),
    "another encoding": word(body(LINE).encode("utf-16")),
    "wrong encoding": word(b'<?xml version="1.0" encoding="klingon"?>' + body(LINE).encode()),
    "nulls": word(body(LINE).replace("Committee", "\0")),
    "style circle": word(
        body(LINE.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr>')),
        styles=f'<w:styles {W}><w:style w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>',
    ),
    "many attributes": word(body("<w:p " + " ".join(f'a{at}="x"' for at in range(20000)) + "/>")),
    "same attribute twice": word(body('<w:p a="1" a="2"/>')),
    "field that never ends": word(body(LINE.replace("<w:t>", '<w:fldChar w:fldCharType="begin"/><w:t>') * 50)),
    "ends without begin": word(body(LINE.replace("<w:t>", '<w:fldChar w:fldCharType="end"/><w:t>') * 50)),
    "note that calls itself": word(
        body(LINE.replace("<w:t>", '<w:footnoteReference w:id="1"/><w:t>')),
        footnotes=f'<w:footnotes {W}><w:footnote w:id="1"><w:p><w:r><w:footnoteReference w:id="1"/><w:t>x</w:t></w:r>'
        "</w:p></w:footnote></w:footnotes>",
    ),
    "note without text": word(body(LINE.replace("<w:t>", '<w:footnoteReference w:id="77"/><w:t>'))),
    "broken styles": word(body(LINE), styles="<w:styles"),
    "broken numbering": word(body(LINE), numbering="<<<"),
    "odd symbols": word(body(LINE.replace("<w:t>", '<w:sym w:char="zz"/><w:sym w:char="D800"/><w:sym/><w:t>'))),
    "part bomb": word(body(LINE), styles=bytes(120_000_000)),
    "main bomb": word(bytes(120_000_000)),
    "link out of the file": packed([
        ("_rels/.rels", '<R><Relationship Type="x/officeDocument" Target="../../../etc/passwd"/></R>'),
        ("word/document.xml", body(LINE)),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("case", WORD)
def test_word(case):
    check(WORD[case])


def test_no_entity_is_expanded_and_no_file_is_read():
    for case in ("entities", "external entity"):
        with pytest.raises(DuizhaoError, match="entities"):
            read_bytes(WORD[case], "x.docx")


ARCHIVES = {
    "path out": packed([("../../evil.txt", b"1. The Committee met.")]),
    "absolute path": packed([("/etc/cron.d/evil", b"1. The Committee met.")]),
    "drive": packed([("C:\\evil.txt", b"1. The Committee met.")]),
    "newline in a name": packed([("a\nb.txt", b"%!PS")]),
    "only folders": packed([("a/", b""), ("b/", b"")]),
    "bomb": packed([("bomb.txt", bytes(150_000_000))]),
    "bomb in bomb": packed([("b.zip", packed([("bomb.txt", bytes(150_000_000))]))]),
    "many members": packed([(f"{at}.txt", b"") for at in range(10_050)], zipfile.ZIP_STORED),
    "zip in zip in zip in zip in zip": reduce(lambda inner, _depth: packed([("a", inner)]), range(5), b"x"),
    "bzip2": packed([("a.txt", b"1. The Committee met." * 20)], zipfile.ZIP_BZIP2),
    "lzma": packed([("a.txt", b"1. The Committee met." * 20)], zipfile.ZIP_LZMA),
    "lzma cut": packed([("a.txt", b"1. The Committee met." * 20)], zipfile.ZIP_LZMA).replace(b"The", b"\0\0\0"),
    "gzip bomb": gzip.compress(bytes(150_000_000)),
    "gzip in gzip": gzip.compress(gzip.compress(bytes(150_000_000))),
    "gzip with a name": b"\x1f\x8b\x08\x08\0\0\0\0\0\0../../evil\0" + zlib.compress(b"x" * 50)[2:-4],
    "gzip header only": b"\x1f\x8b\x08\x00\0\0\0\0\0\0",
    "gzip and more": gzip.compress(b"1. The Committee met and decided.") + b"rubbish",
    "wrong checksum": gzip.compress(b"1. The Committee met and decided.")[:-6] + b"\0\0\0\0\0\0",
}  # fmt: skip


@pytest.mark.parametrize("case", ARCHIVES)
def test_archive(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    check(ARCHIVES[case])
    assert list(tmp_path.iterdir()) == []


HTML = {
    "deep": b"<p>The Committee met.</p>" + b"<div>" * 50_000,
    "deep lists": b"<ol><li>The Committee met." * 3000,
    "deep tables": b"<table><tr><td>The Committee met." * 3000,
    "never closed": b"<html><body><p>The Committee <b>met <i>and <a href='#x'>decided <table>",
    "too many tags": b"<html>" + b"<b>" * 1_500_000,
    "too many attributes": b"<html><p " + b'a="1" ' * 1_200_000 + b">",
    "long text": b"<html><p>" + b"word " * 2_500_000,
    "long attribute": b"<html><p title='" + b"x" * 11_000_000 + b"'>The Committee met.",
    "entities": LAUGHS.encode() + b"]><html><p>&j;</p>",
    "numeric entities": b"<html><p>The Committee met. &#0;&#xD800;&#99999999999;&#x110000;&#-1;",
    "odd charset": b"<html><meta charset='rot13'><p>The Committee met.",
    "charset that is no text": b"<html><meta charset='base64'><p>The Committee met.",
    "charset undefined": b"<html><meta charset='undefined'><p>The Committee met.",
    "charset idna": b"<html><meta charset='idna'><p>The Committee met.",
    "nulls": b"<html><p>The \0\0 Committee met.\0",
    "comment": b"<html><!-- <p>The Committee met.",
    "script only": b"<html><script>while(1);</script>",
    "list numbers": b"<html><ol start=99999999999999999999><li value=-9999999>The Committee met.<li value=x>y</ol>",
    "links in a circle": b"<html><p id=a><a href='#b'>1</a> The Committee met.</p><p id=b><a href='#a'>1</a> Note.</p>",
    "link to itself": b"<html><p id=a><a id=b href='#b'>1</a> The Committee met.</p>",
    "frameset": b"<html><frameset><frame src='http://127.0.0.1:1/'></frameset></html>",
    "CDATA": b"<html><p><![CDATA[The Committee met.]]></p>",
    "processing instruction": b"<html><?php echo 1 ?><p>The Committee met.</p>",
}


@pytest.mark.parametrize("case", HTML)
def test_html(case):
    check(HTML[case])


STREAM = (
    b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
    b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
    b"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /R "
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> >> >> >> endobj\n4 0 obj "
)


def stream(contents, filters):
    """A PDF of one page whose contents are packed."""
    head = f"<< /Length {len(contents)} /Filter {filters} >>\nstream\n".encode()
    return STREAM + head + contents + b"\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF"


def deflated(pattern, times):
    """Return ``pattern`` many times over, packed without ever being whole in memory."""
    packer = zlib.compressobj(9)
    chunk = pattern * 10_000
    return b"".join([packer.compress(chunk) for _time in range(times // 10_000)] + [packer.flush()])


PDFS = {
    "zeros": lambda: stream(deflated(b"\0" * 100, 3_000_000), "/FlateDecode"),
    "operators": lambda: stream(deflated(b"q ", 20_000_000), "/FlateDecode"),
    "text": lambda: stream(deflated(b"BT /R 9 Tf 1 1 Td (word) Tj ET ", 1_000_000), "/FlateDecode"),
    "packed twice": lambda: stream(zlib.compress(deflated(b"\0" * 100, 3_000_000)), "[/FlateDecode /FlateDecode]"),
    "many filters": lambda: stream(b"x", "[" + "/FlateDecode " * 5000 + "]"),
    "unknown filter": lambda: stream(b"x", "/NoSuchDecode"),
    "page tree in a circle": lambda: (
        b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [2 0 R 2 0 R] "
        b"/Count 9 >> endobj\ntrailer << /Root 1 0 R >>"
    ),
    "a million pages": lambda: (
        b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] "
        b"/Count 1000000 >> endobj\ntrailer << /Root 1 0 R >>"
    ),
    "negative pages": lambda: (
        b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [] /Count -5 >> "
        b"endobj\ntrailer << /Root 1 0 R >>"
    ),
    "deep arrays": lambda: b"%PDF-1.4\n1 0 obj " + b"[" * 200_000,
    "no objects": lambda: b"%PDF-1.4\n%%EOF",
    "huge media box": lambda: stream(b"", "[]").replace(b"[0 0 612 792]", b"[0 0 1e30 -1e30]"),
    "huge font": lambda: stream(b"BT /R 1e30 Tf 1e30 1e30 Td (The Committee met) Tj ET", "[]"),
    "text off the page": lambda: stream(b"BT /R 10 Tf -9999999 9999999 Td (The Committee met) Tj ET", "[]"),
    "tiny text": lambda: stream(b"BT /R 0 Tf 1 1 Td (The Committee met) Tj ET", "[]"),
}  # fmt: skip


@pytest.mark.parametrize("case", PDFS)
def test_pdf(case):
    check(PDFS[case]())


TEXTS = {
    "nothing": b"",
    "white space": b" \n\t\r\n " * 100,
    "nulls": bytes(1000),
    "half a character": "1. 委员会举行了会议。".encode()[:-1],
    "odd UTF-16": "1. 委员会举行了会议。".encode("utf-16")[:-1],
    "surrogates": b"1. The Committee met. \xed\xa0\x80\xed\xb0\x80",
    "controls": bytes(range(32)) * 50,
    "one character": b"1",
    "one long line": b"word " * 300_000,
    "many lines": b"1. x\n" * 200_000,
    "too much": b"word " * 4_000_000,
    "no language": ("Комитет постановил. " * 100).encode(),
    "numbers only": b"1. 2. 3. 4. 5.\n" * 500,
    "marks only": b"*** --- ___\n" * 500,
}


@pytest.mark.parametrize("case", TEXTS)
def test_text(case):
    check(TEXTS[case])


@pytest.mark.parametrize("case", ["doc", "rtf deep", "rtf cut", "odt"])
def test_what_libreoffice_reads(case, office):
    data = {
        "doc": MAGICS[13] + random.Random(1).randbytes(20_000) + "WordDocument".encode("utf-16-le"),
        "rtf deep": b"{\\rtf1" + b"{" * 100_000,
        "rtf cut": b"{\\rtf1\\ansi The Committee met and",
        "odt": packed([("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a")], 0),
    }[case]  # fmt: skip
    check(data)


def test_without_libreoffice_a_line_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr("duizhao.corpora.word.libreoffice.find_office", lambda: None)
    with pytest.raises(DuizhaoError, match="install it, or save the file as DOCX"):
        read_bytes(b"{\\rtf1\\ansi The Committee met.}", "a.rtf")


def test_libreoffice_is_looked_for_where_it_usually_is(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("pathlib.Path.is_file", lambda path: "MacOS" in str(path))
    assert "MacOS" in (find_office() or "")


@pytest.mark.parametrize("name", ["broken.docx", "scan.png", "empty.txt"])
def test_command_ends_with_one_line_and_status_two(tmp_path, name):
    contents = {"broken.docx": WORD["entities"], "scan.png": b"\x89PNG\r\n\x1a\n", "empty.txt": b""}
    (tmp_path / name).write_bytes(contents[name])
    command = [sys.executable, "-m", "duizhao", "align", str(tmp_path / name), str(tmp_path / name), "-o"]
    done = subprocess.run(
        [*command, str(tmp_path / "out.tmx")], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert name in done.stderr
    assert not (tmp_path / "out.tmx").exists()
