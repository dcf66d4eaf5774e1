"""Word documents made by hand, part by part, so that a test shows the XML it is about."""

import io
import zipfile
from collections.abc import Callable

import pytest

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


@pytest.fixture(scope="session")
def make_docx() -> MakeDocx:
    """make_docx(body, numbering=…, styles=…, footnotes=…, header1=…) -> the bytes of a DOCX file."""

    def make(body: str, **parts: str) -> bytes:
        links = {f"{name}.xml": name.rstrip("0123456789") for name in parts}
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("_rels/.rels", _relationships({"word/document.xml": "officeDocument"}))
            archive.writestr("word/_rels/document.xml.rels", _relationships(links))
            archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
            for name, inner in parts.items():
                root = {"header": "hdr", "footer": "ftr"}.get(name.rstrip("0123456789"), name)
                archive.writestr(f"word/{name}.xml", f"<w:{root} {NAMESPACES}>{inner}</w:{root}>")
        return stream.getvalue()

    return make
