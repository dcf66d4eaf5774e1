"""Word documents made by hand, part by part, so that a test shows the XML it is about."""

import csv
import functools
import html
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duizhao
import pytest
from duizhao.corpora.word.libreoffice import find_office

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

MakeDocx = Callable[..., bytes]


def _relationships(links: dict[str, str]) -> str:
    """links: target -> kind."""
    items = "".join(
        f'<Relationship Id="r{number}" Type="{R}/{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(links.items(), 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{items}</Relationships>'


TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _types(parts: list[str]) -> str:
    """Tell other programs what the parts are; duizhao's reader does not look."""
    kinds = {"word/document.xml": "document.main"} | {f"word/{part}.xml": part.rstrip("0123456789") for part in parts}
    items = "".join(
        f'<Override PartName="/{path}" ContentType="{WORD_TYPE}.{kind}+xml"/>' for path, kind in kinds.items()
    )
    usual = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{TYPES}">{usual}{items}</Types>'


@pytest.fixture(scope="session")
def make_docx() -> MakeDocx:
    """make_docx(body, numbering=…, styles=…, footnotes=…, header1=…) -> the bytes of a DOCX file."""

    def make(body: str, **parts: str) -> bytes:
        links = {f"{name}.xml": name.rstrip("0123456789") for name in parts}
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", _types(list(parts)))
            archive.writestr("_rels/.rels", _relationships({"word/document.xml": "officeDocument"}))
            archive.writestr("word/_rels/document.xml.rels", _relationships(links))
            archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
            for name, inner in parts.items():
                root = {"header": "hdr", "footer": "ftr"}.get(name.rstrip("0123456789"), name)
                archive.writestr(f"word/{name}.xml", f"<w:{root} {NAMESPACES}>{inner}</w:{root}>")
        return stream.getvalue()

    return make


@dataclass(frozen=True, slots=True)
class Report:
    """A report composed for the project, in one language, and what its reading must give.

    Attributes:
        docx: As Word's file, numbers typed.
        computed: As Word's file, the numbers of its paragraphs computed by Word.
        html: As a page.
        paragraphs: Label and text of the numbered paragraphs, note references left out; what has no number belongs
            to the paragraph before it.
        footnotes: Label and text of the footnotes.
        references: (label of the paragraph, offset, label of the note) of all references in numbered paragraphs.
    """

    docx: bytes
    computed: bytes
    html: bytes
    paragraphs: list[tuple[str, str]]
    footnotes: list[tuple[str, str]]
    references: list[tuple[str, int, str]]


# tried in this order: wide and narrow letters, with serifs and without, Chinese fonts with their own Latin letters
FAMILIES = {
    "zh": ("Noto Serif CJK SC", "Noto Sans CJK SC", "SimSun", "AR PL UMing CN", "WenQuanYi Zen Hei"),
    "en": (
        "Liberation Serif", "DejaVu Serif", "Times New Roman", "Noto Serif CJK SC", "Carlito", "Liberation Sans Narrow",
        "EB Garamond", "FreeSerif", "DejaVu Sans Mono",
    ),
}  # fmt: skip
MOST_FAMILIES = 3  # a language


@functools.cache
def families(language: str) -> tuple[str, ...]:
    """The first of the families that are installed; the first of all where that cannot be told."""
    tool = shutil.which("fc-list")
    known = subprocess.run([tool, ":", "family"], capture_output=True, check=False).stdout.decode() if tool else ""
    installed = {name for line in known.splitlines() for name in line.split(",")}
    return tuple(name for name in FAMILIES[language] if name in installed)[:MOST_FAMILIES] or FAMILIES[language][:1]


RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
    f'<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
    f'<w:rPr><w:b/><w:sz w:val="{28 - 2 * level}"/></w:rPr></w:style>'
    for level in (1, 2, 3)
)
NOTE_STYLE = (
    '<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
    '<w:rPr><w:sz w:val="17"/></w:rPr></w:style>'
)


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{html.escape(text, quote=False)}</w:t></w:r>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NOTE_MARK = re.compile(r"⟦(\d+)⟧")


def _paragraph(text: str, style: str = "", label: str = "", counted: bool = False) -> str:
    """Return a paragraph whose ⟦n⟧ are note references."""
    runs = [_run(f"{label}\u2003")] if label and not counted else []
    for at, part in enumerate(NOTE_MARK.split(text)):
        runs.append(f'<w:r>{RAISED}<w:footnoteReference w:id="{part}"/></w:r>' if at % 2 else _run(part))
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if counted:
        properties += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def _references(text: str) -> list[tuple[int, str]]:
    found, removed = [], 0
    for match in NOTE_MARK.finditer(text):
        found.append((match.start() - removed, match[1]))
        removed += len(match[0])
    return found


def _level(label: str) -> int:
    return 1 if not label or label in "一二三四" or label in ("I", "II", "III", "IV") else 2 if label.isalpha() else 3


def _html(rows: list[dict[str, str]], language: str) -> str:
    tags = {"heading": "h2", "title": "h1"}
    out = []
    for row in rows:
        label, text = row[f"label_{language}"], html.escape(row[language])
        if not text:
            continue
        if row["kind"] == "footnote":
            out.append(f'<p id="fn{label}">{label}. {text} <a href="#ref{label}">↩</a></p>')
            continue
        text = NOTE_MARK.sub(r'<a id="ref\1" href="#fn\1"><sup>\1</sup></a>', text)
        printed = label if not label or label.startswith("(") else f"{label}."
        tag = tags.get(row["kind"], "p")
        out.append(f"<{tag}>{printed} {text}</{tag}>")
    return f'<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><body>{"".join(out)}</body></html>'


def _docx(rows: list[dict[str, str]], language: str, make_docx: MakeDocx, font: str, counted: bool) -> bytes:
    body, notes = [], []
    for row in rows:
        kind, label, text = row["kind"], row[f"label_{language}"], row[language]
        if kind == "footnote":
            notes.append(
                f'<w:footnote w:id="{label}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
                f"<w:r>{RAISED}<w:footnoteRef/></w:r>{_run(' ' + text)}</w:p></w:footnote>"
            )
        elif text:
            printed = label if not label or label.startswith("(") else f"{label}."
            style = f"Heading{_level(label)}" if kind == "heading" else ""
            body.append(_paragraph(text, style, printed, counted and kind == "paragraph"))
    asian = font if language == "zh" else families("zh")[0]
    fonts = f'w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{asian}"'
    styles = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="20"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="r3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar '
        'w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="720" w:footer="720"/></w:sectPr>'
    )
    parts = {
        "styles": styles + HEADINGS + NOTE_STYLE,
        "footnotes": "".join(notes),
        "header1": _paragraph("A/00/1"),
        "numbering": NUMBERING,
    }
    return make_docx("".join(body) + section, **parts)


def _numbered(rows: list[dict[str, str]], language: str) -> tuple[list[tuple[str, str]], list[tuple[str, int, str]]]:
    """Return the paragraphs by number, what has none added to the one before, and their references."""
    paragraphs: list[tuple[str, str]] = []
    references: list[tuple[str, int, str]] = []
    for row in rows:
        text, label = row[language], row[f"label_{language}"]
        if row["kind"] != "paragraph":
            continue
        before = ""
        if not label:
            label, before = paragraphs.pop()
            before += " " * (language == "en")
        references += [(label, len(before) + offset, note) for offset, note in _references(text)]
        paragraphs.append((label, before + NOTE_MARK.sub("", text)))
    return paragraphs, references


def _report(rows: list[dict[str, str]], language: str, make_docx: MakeDocx, font: str = "") -> Report:
    paragraphs, references = _numbered(rows, language)
    font = font or families(language)[0]
    return Report(
        _docx(rows, language, make_docx, font, counted=False),
        _docx(rows, language, make_docx, font, counted=True),
        _html(rows, language).encode(),
        paragraphs,
        [(row[f"label_{language}"], row[language]) for row in rows if row["kind"] == "footnote"],
        references,
    )


@pytest.fixture(scope="session")
def make_report(make_docx: MakeDocx) -> Callable[[str], Report]:
    """make_report("zh") -> the sample report as a Word file, with the paragraphs and notes that it holds."""

    @functools.cache
    def make(language: str) -> Report:
        gold = Path(duizhao.__file__).parent / "corpora" / "sample" / "gold.tsv"
        rows = list(csv.DictReader(io.StringIO(gold.read_text("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE))
        return _report(rows, language, make_docx)

    return make


@pytest.fixture(scope="session")
def font_families() -> Callable[[str], tuple[str, ...]]:
    """font_families("en") -> up to three families that are installed, as different as may be."""
    return families


@pytest.fixture(scope="session")
def make_long_report(make_docx: MakeDocx, shared: Path) -> Callable[[str, str], Report]:
    """make_long_report("zh", "SimSun") -> A/76/36, put together to a Word file in a font from its gold units."""
    units = json.loads((shared / "data" / "A_76_36" / "gold_units.json").read_text("utf-8"))
    kinds = {"para": "paragraph"}

    def make(language: str, font: str) -> Report:
        rows = [
            {
                "kind": kinds.get(unit["type"], unit["type"]),
                "label_zh": unit["label"],
                "label_en": unit.get("label_en", unit["label"]),
                "zh": unit["zh"],
                "en": unit["en"],
            }
            for unit in units
        ]
        return _report(rows, language, make_docx, font)

    return make


Place = tuple[float, float, float, bool, str]


def _page_of(*texts: Place) -> str:
    """A page's contents; each text is (x, y from the top, size, bold, text)."""
    return "\n".join(
        f"BT /{'B' if bold else 'R'} {size} Tf {x} {792 - y} Td ({text}) Tj ET" for x, y, size, bold, text in texts
    )


def _pdf(*pages: str, encrypt: str = "", entries: str = "", objects: Sequence[str] = ()) -> bytes:
    """A PDF of letter pages with Times in two weights.

    Args:
        pages: Their contents.
        encrypt: Entry of the trailer.
        entries: Further entries of each page.
        objects: Further objects, numbered from 3 + 2 * the number of pages.
    """
    fonts = "<< /R << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> /B << /Type /Font /Subtype /Type1 "
    fonts += "/BaseFont /Times-Bold >> >>"
    kids = " ".join(f"{3 + 2 * at} 0 R" for at in range(len(pages)))
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    for at, contents in enumerate(pages):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font {fonts} >> "
            f"/Contents {4 + 2 * at} 0 R {entries} >>"
        )
        bodies.append(f"<< /Length {len(contents)} >>\nstream\n{contents}\nendstream")
    bodies += objects
    out = "%PDF-1.4\n"
    places: list[int] = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(bodies) + 1
    trailer = f"trailer << /Size {count} /Root 1 0 R {encrypt} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return (out + f"xref\n0 {count}\n0000000000 65535 f \n{table}" + trailer).encode("latin-1")


@pytest.fixture(scope="session")
def page_of() -> Callable[..., str]:
    """page_of((x, y from the top, size, bold, text), …) -> the contents of a page."""
    return _page_of


@pytest.fixture(scope="session")
def pdf() -> Callable[..., bytes]:
    """pdf(contents, …) -> the bytes of a PDF with a page for each."""
    return _pdf


@pytest.fixture(scope="session")
def office() -> str:
    """The path of LibreOffice; tests that need it are skipped where it is missing."""
    found = find_office()
    if found is None:
        pytest.skip("LibreOffice is not installed: DOC, ODT, RTF and made-to-measure PDF cannot be tried")
    return found
