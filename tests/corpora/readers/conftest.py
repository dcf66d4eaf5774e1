"""Word documents made by hand, part by part, so that a test shows the XML it is about."""

import csv
import functools
import html
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duizhao
import pytest
from duizhao.corpora.readers.libreoffice import find_office

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
        paragraphs: Label and text of the numbered paragraphs, note references left out.
        footnotes: Label and text of the footnotes.
        references: For each paragraph that calls notes: its label, and (offset, label) of each.
    """

    docx: bytes
    paragraphs: list[tuple[str, str]]
    footnotes: list[tuple[str, str]]
    references: dict[str, list[tuple[int, str]]]


FONTS = {"zh": "Noto Sans CJK SC", "en": "Liberation Serif"}
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


def _paragraph(text: str, style: str = "", label: str = "") -> tuple[str, list[str]]:
    """Return a paragraph whose ⟦n⟧ are note references, and the notes' labels."""
    parts = re.split(r"⟦(\d+)⟧", text)
    runs = [_run(f"{label}\u2003" if label else "")] if label else []
    for at, part in enumerate(parts):
        runs.append(f'<w:r>{RAISED}<w:footnoteReference w:id="{part}"/></w:r>' if at % 2 else _run(part))
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>", parts[1::2]


def _references(text: str) -> list[tuple[int, str]]:
    found, removed = [], 0
    for match in re.finditer(r"⟦(\d+)⟧", text):
        found.append((match.start() - removed, match[1]))
        removed += len(match[0])
    return found


@pytest.fixture(scope="session")
def make_report(make_docx: MakeDocx) -> Callable[[str], Report]:
    """make_report("zh") -> the sample report as a Word file, with the paragraphs and notes that it holds."""

    @functools.cache
    def make(language: str) -> Report:
        gold = Path(duizhao.__file__).parent / "corpora" / "sample" / "gold.tsv"
        rows = list(csv.DictReader(io.StringIO(gold.read_text("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE))
        body: list[str] = []
        notes: list[str] = []
        paragraphs, footnotes, references = [], [], {}
        for row in rows:
            kind, label, text = row["kind"], row[f"label_{language}"], row[language]
            plain = re.sub(r"⟦\d+⟧", "", text)
            if kind == "footnote":
                notes.append(
                    f'<w:footnote w:id="{label}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
                    f"<w:r>{RAISED}<w:footnoteRef/></w:r>{_run(' ' + text)}</w:p></w:footnote>"
                )
                footnotes.append((label, plain))
            elif text:
                printed = "" if not label else label if label.startswith("(") else f"{label}."
                level = {"heading": "Heading2"}.get(kind, "")
                body.append(_paragraph(text, level, printed)[0])
                if kind == "paragraph" and label:
                    paragraphs.append((label, plain))
                    if found := _references(text):
                        references[label] = found
        styles = (
            f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONTS[language]}" w:hAnsi="{FONTS[language]}" '
            f'w:eastAsia="{FONTS["zh"]}"/><w:sz w:val="20"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
            '<w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>'
        )
        section = (
            '<w:sectPr><w:headerReference w:type="default" r:id="r3"/><w:pgSz w:w="11906" w:h="16838"/>'
            '<w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="720" w:footer="720"/></w:sectPr>'
        )
        document = make_docx(
            "".join(body) + section,
            styles=styles + HEADINGS + NOTE_STYLE,
            footnotes="".join(notes),
            header1=_paragraph("A/00/1")[0],
        )
        return Report(document, paragraphs, footnotes, references)

    return make


@pytest.fixture(scope="session")
def office() -> str:
    """The path of LibreOffice; tests that need it are skipped where it is missing."""
    found = find_office()
    if found is None:
        pytest.skip("LibreOffice is not installed: DOC, ODT, RTF and made-to-measure PDF cannot be tried")
    return found
