"""DOCX (ECMA-376, Office Open XML): paragraphs with the numbers that Word computes, footnotes, tables, text boxes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from ...errors import DuizhaoError
from ...i18n import _
from ...language.decoding import decode
from ...language.note_marks import without_linked_mark
from ..file_types import sniff
from ..html import reader as html
from ..line import CELL_MARK, Line, Passage, tidy
from ..line_breaks import broken_lines, join_broken
from ..plain_text import text_lines
from ..xml import local_name
from .computed_numbers import Notes, Numbering
from .diagrams import drawing_texts, part_of_drawing
from .package import OFFICE, Package, W, is_on, value, whole_number
from .runs import TextReader
from .styles import Style, Styles
from .symbol_fonts import UNKNOWN

_BLOCK_WRAPPERS = frozenset(["sdt", "sdtContent", "customXml", "ins", "moveTo", "AlternateContent", "Choice"])
_MOST_COLUMNS = 63
_DEEPEST_CHUNK = 2  # documents in a document


def read_lines(data: bytes, name: str) -> tuple[list[Line], tuple[str, ...]]:
    """Read a DOCX file: a line a paragraph, table row or footnote; footnotes follow the paragraph that calls them.

    Args:
        data: The file's bytes.
        name: Its name, for messages.

    Returns:
        The lines, and warnings for the user.

    Raises:
        DuizhaoError: The file is broken, encrypted, too large or no Word document.
    """
    return _Reader(Package(data, name)).read()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands: what its lines are unless its style says more."""

    role: str = ""
    reason: str = ""


class _Reader:
    """Walks over the body of one document."""

    def __init__(self, package: Package, depth: int = 0) -> None:
        self.package = package
        self.depth = depth  # how many documents it stands in
        self.lines: list[Line] = []
        self.broken: list[int] = []  # places of lines that a line break parts from others
        self.warnings: list[str] = []
        # text of paragraphs whose end mark is deleted: it belongs to the next one
        self.carried: Passage | None = None
        self.styles = Styles(package.related("styles"))
        self.numbering = Numbering(package.related("numbering"), self.styles)
        self.notes = Notes(package)
        self.text = TextReader(self.styles, self.notes.next_label, self.notes.is_known)

    def read(self) -> tuple[list[Line], tuple[str, ...]]:
        body = self.package.document.find(f"{W}body")
        sections = list(self.package.document.iter(f"{W}sectPr"))
        self._margins(sections[:1], first=True)
        if body is not None:
            self._blocks(body, _Place())
            self._flush(_Place())
        self._uncalled_notes()
        self._margins(sections, first=False)
        for font in sorted(self.text.unknown_fonts):
            message = _("some signs of the font {font} are not known; {sign} stands in their place")
            self.warnings.append(message.format(font=font, sign=UNKNOWN))
        lines = join_broken(self.lines, self.broken)
        return [replace(line, number=number) for number, line in enumerate(lines, 1)], tuple(self.warnings)

    def _margins(self, sections: list[etree._Element], first: bool) -> None:
        """Read page heads and feet: the first page's own head is its masthead, the others are running matter."""
        done: set[str] = set()
        for section in sections:
            own_first = bool(is_on(section, "titlePg"))
            for kind in ("headerReference", "footerReference"):
                for link in section.iterfind(f"{W}{kind}"):
                    masthead = own_first and link.get(f"{W}type") == "first" and kind == "headerReference"
                    path = self.package.links.get(link.get(f"{{{OFFICE}}}id", ""), ("", ""))[1]
                    if (masthead and section is sections[0]) is not first or path in done:
                        continue
                    done.add(path)
                    root = self.package.part(path)
                    if root is not None:
                        reason = "running head" if kind == "headerReference" else "page foot"
                        self._blocks(root, _Place("front") if first else _Place("running matter", reason))
                        self._flush(_Place())

    def _blocks(self, parent: etree._Element, place: _Place) -> None:
        for node in parent:
            name = local_name(node)
            if name == "p":
                self._paragraph(node, place)
            elif name == "tbl":
                self._table(node, place)
            elif name in _BLOCK_WRAPPERS:
                self._blocks(node, place)
            elif name == "altChunk":
                self._chunk(node, place)

    def _chunk(self, node: etree._Element, place: _Place) -> None:
        """Emit a part in another format that stands inside the document (ECMA-376 part 1, 17.17.2)."""
        data = self.package.data(self.package.links.get(node.get(f"{{{OFFICE}}}id", ""), ("", ""))[1])
        try:
            kind = sniff(data) if data else ""
        except DuizhaoError:
            kind = ""
        if not data or self.depth == _DEEPEST_CHUNK or kind not in ("docx", "html", "text"):
            self.warnings.append(_("a part in another format inside the document was not read"))
            return
        name = self.package.name
        if kind == "docx":
            lines, warnings = _Reader(Package(data, name), self.depth + 1).read()
        elif kind == "html":
            lines, warnings = html.read_lines(data, name)
        else:
            lines, warnings = text_lines(decode(data, name)[0]), ()
        self.lines += [replace(line, role=place.role, reason=place.reason) if place.role else line for line in lines]  # type: ignore[arg-type]
        self.warnings += warnings

    def _paragraph(self, node: etree._Element, place: _Place) -> None:
        properties = node.find(f"{W}pPr")
        passage = self.text.read(node, self.carried)
        self.carried = None
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self.carried = passage
            return
        self._emit(passage, properties, place)
        if properties is not None and properties.find(f"{W}sectPr") is not None:
            self.notes.next_section()

    def _flush(self, place: _Place) -> None:
        """Emit what still waits for a next paragraph."""
        if self.carried is not None:
            passage, self.carried = self.carried, None
            self._emit(passage, None, place)

    def _emit(self, passage: Passage, properties: etree._Element | None, place: _Place) -> None:
        label, depth = self._number(properties)
        text = passage.finish()
        if text or (label and label[-1:] not in "•–—-·"):
            role, level = _role(self.styles.get(value(properties, "pStyle")), properties)
            line = Line(
                text.text,
                0,
                role=place.role or role,  # type: ignore[arg-type]
                label=label,
                level=level or depth,
                notes=text.notes,
                reason=place.reason,
                whole=True,
            )
            self._add(line, passage)
        self._after(passage, place)

    def _add(self, line: Line, passage: Passage) -> None:
        """Add a paragraph, in as many lines as it has where breaks part them."""
        lines = broken_lines(line, passage.finish_lines()) if line.role in ("", "front", "body") else [line]
        if len(lines) > 1:
            self.broken += range(len(self.lines), len(self.lines) + len(lines))
        self.lines += lines

    def _after(self, passage: Passage, place: _Place) -> None:
        """Emit what hangs on a paragraph: what of it is hidden, the notes it calls, then its text boxes."""
        if hidden := tidy("".join(passage.hidden)).strip():
            self.lines.append(Line(hidden, 0, role="running matter", reason="hidden text", whole=True))
        self.lines += [self._note(label, note) for label, note in self.notes.take_called()]
        for box in passage.boxes:
            if part := part_of_drawing(box, OFFICE):
                self._drawing(part, place)
            elif word_art := tidy(box.get("string", "")).strip():
                self._printed(word_art, place)
            else:
                self._blocks(box, place)

    def _drawing(self, relationship: str, place: _Place) -> None:
        """Emit the texts of a diagram or chart."""
        root = self.package.part(self.package.links.get(relationship, ("", ""))[1])
        for text in drawing_texts(root) if root is not None else ():
            self._printed(text, place)

    def _printed(self, text: str, place: _Place) -> None:
        """Emit a text that a drawing shows."""
        role = place.role or "body"
        self.lines.append(Line(text, 0, role=role, reason=place.reason, whole=True))  # type: ignore[arg-type]

    def _uncalled_notes(self) -> None:
        """Emit notes that no text calls, so that none is lost."""
        left = [line for label, note in self.notes.take_uncalled() if (line := self._note(label, note)).text]
        if left:
            self.warnings.append(_("notes without a reference in the text: {count}").format(count=len(left)))
            self.lines += left

    def _note(self, label: str, note: etree._Element) -> Line:
        passage = Passage()
        for paragraph in note.iter(f"{W}p"):
            passage.join(self.text.read(paragraph))
        text = passage.finish()
        if not label.isalnum():  # a star is set by hand before the note too
            text = text.slice(len(text) - len(without_linked_mark(text.text, label)))
        return Line(text.text, 0, role="footnote", label=label, notes=text.notes, whole=True)

    def _number(self, properties: etree._Element | None) -> tuple[str, int]:
        """Count the paragraph in its list; return its label without full stop, and its level (1-based)."""
        identifier = value(properties, "pStyle")
        style = self.styles.get(identifier)
        direct = None if properties is None else properties.find(f"{W}numPr")
        number = value(direct, "numId") or style.number
        if number is None or number == "0":
            return "", 0
        depth = value(direct, "ilvl")
        if depth is not None:
            level = whole_number(depth)
        else:
            bound = self.numbering.level_of_style(number, identifier)
            level = bound if bound is not None else style.number_level or 0
        label = self.numbering.next_label(number, level)
        return label.rstrip(".．、 ") or label, level + 1 if label else 0

    def _table(self, table: etree._Element, place: _Place) -> None:
        rows = [row for row in _descend(table, "tr") if not _is_deleted(row)]
        cells = [list(_descend(row, "tc")) for row in rows]
        if max((len(row) for row in cells), default=0) <= 1:  # a frame around text, not a table
            for row in cells:
                for cell in row:
                    self._blocks(cell, place)
                    self._flush(place)
            return
        for row in cells:
            self._row(row, place)

    def _row(self, cells: list[etree._Element], place: _Place) -> None:
        whole, texts = Passage(), []
        for cell in cells:
            passage = self._cell(cell)
            text = passage.finish().text
            span = min(whole_number(value(cell.find(f"{W}tcPr"), "gridSpan"), 1), _MOST_COLUMNS)
            texts += [text] + [""] * (span - 1)
            whole.join(passage, CELL_MARK)
        row = whole.finish()
        if row:
            line = Line(
                row.text,
                0,
                role=place.role or "row",  # type: ignore[arg-type]
                notes=row.notes,
                cells=tuple(texts),
                reason=place.reason,
                whole=True,
            )
            self.lines.append(line)
        self._after(whole, place)

    def _cell(self, cell: etree._Element) -> Passage:
        """Return all text of a cell, the numbers of its paragraphs included."""
        whole = Passage()
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(f"{W}val", "continue") == "continue":
            return whole
        for node in _descend(cell, "p"):
            passage = self.text.read(node)
            label, _depth = self._number(node.find(f"{W}pPr"))
            if label:
                numbered = Passage()
                numbered.add(label)
                numbered.join(passage)
                passage = numbered
            whole.join(passage)
        return whole


def _is_deleted(row: etree._Element) -> bool:
    """Whether a row is deleted, and nothing was put into it."""
    return row.find(f"{W}trPr/{W}del") is not None and row.find(f".//{W}ins//{W}t") is None


def _descend(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield the nearest descendants of one name; for paragraphs, those of tables inside too."""
    through = _BLOCK_WRAPPERS | ({"tbl", "tr", "tc"} if wanted == "p" else set())
    for node in parent:
        name = local_name(node)
        if name == wanted:
            yield node
        elif name in through:
            yield from _descend(node, wanted)


def _role(style: Style, properties: etree._Element | None) -> tuple[str, int]:
    """Return role and heading level; the paragraph's own outline level goes before its style's."""
    outline = value(properties, "outlineLvl")
    if outline is not None:
        level = whole_number(outline, 9)
        return ("heading", level + 1) if level < 9 else ("", 0)
    if not style.role and value(properties, "jc") in ("right", "end"):
        return "body", 0  # date and signature, set to the right
    return style.role, style.level
