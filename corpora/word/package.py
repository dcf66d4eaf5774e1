"""The parts of a DOCX file (Open Packaging Conventions, ECMA-376 part 2), found by their relationships."""

import posixpath
from functools import cached_property

from lxml import etree

from ...errors import DuizhaoError
from ...i18n import _
from ..file_types import open_zip, read_member
from ..xml import local_name, parse_xml

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = f"{{{WORD}}}"
# The strict form of the standard names the same elements in other namespaces.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": WORD.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": OFFICE.encode(),
}


def value(element: etree._Element | None, child: str, attribute: str = "val") -> str | None:
    """Return ``w:attribute`` of the child ``w:child``; None where either is missing."""
    found = None if element is None else element.find(f"{W}{child}")
    return None if found is None else found.get(f"{W}{attribute}")


def whole_number(text: str | None, default: int = 0) -> int:
    """Return the integer that ``text`` holds, or ``default``; files in the wild hold ``1.5`` and ``12pt`` too."""
    try:
        return int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default


def is_on(properties: etree._Element | None, toggle: str) -> bool | None:
    """Return a toggle property such as ``w:b``: True, False, or None where it is not set."""
    found = None if properties is None else properties.find(f"{W}{toggle}")
    return None if found is None else found.get(f"{W}val", "true") not in ("0", "false", "off")


class Package:
    """A DOCX file in memory.

    Raises:
        DuizhaoError: It is not a word-processing document, or is broken.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._archive = open_zip(data, name)
        self._members = {member.lower(): member for member in self._archive.namelist()}
        self.main = self._find_main()

    def _find_main(self) -> str:
        for kind, target in self._relationships("").values():
            if kind == "officeDocument" and target.lower() in self._members:
                return target
        if "word/document.xml" in self._members:
            return "word/document.xml"
        raise DuizhaoError(_("holds no Word document; save it again as DOCX"), file=self.name)

    def part(self, path: str) -> etree._Element | None:
        """Return the root of one part, or None where there is none.

        Raises:
            DuizhaoError: The part is broken or too large.
        """
        data = self.data(path)
        if data is None:
            return None
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
        return parse_xml(data, self.name, path)

    def data(self, path: str) -> bytes | None:
        """Return the bytes of one part, or None where there is none.

        Raises:
            DuizhaoError: The part is broken or too large.
        """
        member = self._members.get(path.lower())
        return None if member is None else read_member(self._archive, member, self.name)

    @cached_property
    def document(self) -> etree._Element:
        """The root of the main part."""
        root = self.part(self.main)
        if root is None or local_name(root) != "document":
            raise DuizhaoError(_("holds no Word document; save it again as DOCX"), file=self.name)
        return root

    @cached_property
    def links(self) -> dict[str, tuple[str, str]]:
        """The main part's relationships: id -> (type, path of the part)."""
        return self._relationships(self.main)

    def related(self, kind: str) -> etree._Element | None:
        """Return the root of the part of one type (``numbering``, ``styles``, …) that the main part uses."""
        path = next((path for found, path in self.links.values() if found == kind), None)
        return None if path is None else self.part(path)

    def _relationships(self, part: str) -> dict[str, tuple[str, str]]:
        folder, base = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        links: dict[str, tuple[str, str]] = {}
        for link in root if root is not None else ():
            if link.get("TargetMode") == "External":
                continue
            target = link.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            links[link.get("Id", "")] = (link.get("Type", "").rpartition("/")[2], path)
        return links
