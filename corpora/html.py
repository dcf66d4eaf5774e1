"""HTML: headings, paragraphs, ordered lists with their numbers, tables, notes; no scripts and styles.

A short link forward is a reference to a note, the block that it leads to is the note.
"""

import contextlib
from dataclasses import dataclass, field, replace
from typing import Literal

import regex
from lxml import etree

from ..errors import DuizhaoError
from ..i18n import _
from ..language.decoding import decode
from ..language.note_marks import linked_mark, without_linked_mark
from ..language.numerals import format_number
from .line import CELL_MARK, Line, Passage, tidy
from .plain_text import text_lines
from .xml import check_markup_size

_BLOCKS = frozenset(
    {
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "ul", "dl", "dt", "dd", "table", "tr", "td", "th",
        "thead", "tbody", "tfoot", "caption", "section", "article", "main", "header", "footer", "nav", "aside",
        "blockquote", "pre", "address", "figure", "figcaption", "form", "fieldset", "legend", "hr", "center", "body",
        "details", "summary",
    }
)  # fmt: skip
_NOT_TEXT = frozenset(
    {"script", "style", "noscript", "template", "head", "select", "button", "textarea", "svg", "iframe", "object", "rt"}
)
_RUNNING_MATTER = {"nav": "navigation", "footer": "page foot"}
_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CHARSET = regex.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", regex.IGNORECASE)
_DECLARED = regex.compile(rb"""<\?xml[^<>]{0,200}?encoding\s*=\s*["']([\w-]+)""", regex.IGNORECASE)
_DECLARATION = regex.compile(r"\s*<\?xml[^>]*>")
_HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)
# Pages in these encodings hold characters of their larger successor
_SUCCESSORS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252"}
_BACK = regex.compile(r"[\[(]?\s*(?:[↩↑^⬆]\ufe0e?|back|返回)\s*[\])]?", regex.IGNORECASE)
_NOTE_BLOCKS = frozenset({"p", "li", "div", "dd", "dt", "td", "aside", "section", "footnote"})


def read_lines(data: bytes, name: str) -> tuple[list[Line], tuple[str, ...]]:
    """Read an HTML page: a line a paragraph, list item, table row or note.

    Raises:
        DuizhaoError: The page is too large or cannot be parsed.
    """
    check_markup_size(data, name)
    text = _DECLARATION.sub("", _decode(data, name), count=1)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DuizhaoError(_("is a damaged HTML page ({reason})").format(reason=error), file=name) from error
    if root is None:
        raise DuizhaoError(_("is an empty HTML page"), file=name)
    warnings = _cut_off(parser)
    walker = _Walker(find_linked_notes(root))
    walker.walk(root)
    return walker.lines, warnings


def _decode(data: bytes, name: str) -> str:
    """Return the page's text by its own word for its encoding, where that holds."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        found = _DECLARED.search(data[:1024]) or _CHARSET.search(data[:8192])
        encoding = found[1].decode("latin-1").lower() if found else "utf-8"
        with contextlib.suppress(UnicodeError, LookupError):
            return data.decode(_SUCCESSORS.get(encoding, encoding))
    return decode(data, name)[0]


def _cut_off(parser: etree.HTMLParser) -> tuple[str, ...]:
    """Return a warning where the parser gave up before the end: too deep, or too long a text."""
    fatal = [entry for entry in parser.error_log if entry.level_name == "FATAL"]
    if not fatal:
        return ()
    return (_("the page is damaged in line {line}; what follows may be missing").format(line=fatal[0].line),)


@dataclass(slots=True)
class _OpenList:
    """An open list: its number format, or None where it has bullets, and its next number."""

    style: str | None
    number: int
    step: int


@dataclass(slots=True)
class _Walker:
    """Walks over the page and collects lines.

    Attributes:
        notes: The notes that links lead to.
        lines: The lines so far.
        passage: The text of the block that is open.
        label: A list item's number that waits for its text.
        breaks: Line breaks since the last text; two part paragraphs.
    """

    notes: "LinkedNotes"
    lines: list[Line] = field(default_factory=list)
    passage: Passage = field(default_factory=Passage)
    label: str = ""
    breaks: int = 0
    lists: list[_OpenList] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    note_depth: int = 0

    def walk(self, root: etree._Element) -> None:
        """Read all that stands under ``root``."""
        events = etree.iterwalk(root, events=("start", "end"))
        for event, node in events:
            name = str(node.tag)
            if event == "end":
                self._leave(node, name)
                self._text(node.tail)
            elif self._is_left_out(node):
                self._open(node, name)  # its end event still comes
                events.skip_subtree()
            elif name == "pre" or (name == "table" and _is_data(node)):
                self._flush()
                if name == "pre":
                    self._printed(node)
                else:
                    self._table(node)
                events.skip_subtree()
            else:
                self._enter(node, name, events)
        self._flush()

    def _is_left_out(self, node: etree._Element) -> bool:
        hidden = node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style", "")))
        return hidden or node.tag in _NOT_TEXT or node in self.notes.back_links

    def _open(self, node: etree._Element, name: str) -> None:
        """Note what the node is, until `_leave` closes it."""
        if name in _RUNNING_MATTER:
            self.reasons.append(_RUNNING_MATTER[name])
        elif name in ("ol", "ul"):
            self.lists.append(_open_list(node, name))
        elif name[:1] == "h" and name[1:].isdecimal():
            self.headings.append(int(name[1:]))
        self.note_depth += node in self.notes.blocks

    def _enter(self, node: etree._Element, name: str, events: "etree.iterwalk") -> None:
        if name in _BLOCKS:
            self._flush()
        if node in self.notes.calls:
            self.passage.add_note(self.notes.calls[node])
            events.skip_subtree()
            return
        self._open(node, name)
        if node in self.notes.blocks:
            self.label = self.notes.blocks[node]
        elif name == "li":
            self.label = self._next_label(node)
        elif name == "br":
            self.breaks += 1
            if self.breaks > 1:
                self._flush()
            self.passage.add("\n")
        self._text(node.text)

    def _leave(self, node: etree._Element, name: str) -> None:
        if name in _BLOCKS or node in self.notes.blocks:
            self._flush()
        if name in _RUNNING_MATTER:
            self.reasons.pop()
        elif name in ("ol", "ul"):
            self.lists.pop()
        elif name[:1] == "h" and name[1:].isdecimal():
            self.headings.pop()
        if name == "li" or node in self.notes.blocks:
            self.label = ""
        self.note_depth -= node in self.notes.blocks

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not text.isspace():
            self.breaks = 0
        self.passage.add(text)

    def _next_label(self, node: etree._Element) -> str:
        """Count one item of the innermost list; return its number as `numbering.read_labels` reads it."""
        if not self.lists or self.lists[-1].style is None:
            return "•" if self.lists else ""
        current = self.lists[-1]
        if regex.fullmatch(r"-?\d{1,6}", own := node.get("value", "")):
            current.number = int(own)
        style = _STYLES.get(node.get("type", ""), current.style) or "decimal"
        label = format_number(current.number, style)
        current.number += current.step
        return f"({label})" if style.startswith("lower") else label

    def _flush(self) -> None:
        """End the block that is open."""
        passage, self.passage = self.passage, Passage()
        text = passage.finish()
        self.breaks = 0
        if not text and not text.notes:
            return
        label, self.label = self.label, ""
        role: Literal["", "heading", "footnote"] = "heading" if self.headings else ""
        if self.note_depth:
            role, text = "footnote", text.slice(len(text) - len(without_linked_mark(text.text, label)))
        level = self.headings[-1] if self.headings else len(self.lists) if label else 0
        self._add(Line(text.text, 0, role=role, label=label, level=level, notes=text.notes, whole=True))

    def _add(self, line: Line) -> None:
        """Add a line; what stands in a navigation or a foot is running matter."""
        if self.reasons:
            line = replace(line, role="running matter", reason=self.reasons[-1])
        self.lines.append(replace(line, number=len(self.lines) + 1))

    def _table(self, table: etree._Element) -> None:
        """Add a line a row; what hangs below the row's cells is taken as text."""
        for part in table.iter("caption", "tr"):
            if part.tag == "caption":
                self.passage = self._cell(part)
                self._flush()
                continue
            passages = [self._cell(cell) for cell in part.iterchildren("td", "th")]
            cells = tuple(passage.finish().text for passage in passages)
            whole = Passage()
            for passage in passages:
                whole.join(passage, CELL_MARK)
            row = whole.finish()
            if row:
                self._add(Line(row.text, 0, role="row", notes=row.notes, cells=cells, whole=True))

    def _cell(self, cell: etree._Element) -> Passage:
        """Return all text of a cell or a caption."""
        passage = Passage()
        events = etree.iterwalk(cell, events=("start", "end"))
        for event, node in events:
            if event == "end":
                passage.add((node is not cell and node.tail) or "")
            elif self._is_left_out(node):
                events.skip_subtree()
            elif node in self.notes.calls:
                passage.add_note(self.notes.calls[node])
                events.skip_subtree()
            else:
                passage.add(" " if node.tag in _BLOCKS or node.tag == "br" else "")
                passage.add(node.text or "")
        return passage

    def _printed(self, node: etree._Element) -> None:
        """Add text that is set line by line."""
        for line in text_lines("".join(map(str, node.itertext()))):
            self._add(line)


def _open_list(node: etree._Element, name: str) -> _OpenList:
    start = node.get("start", "1")
    number = int(start) if regex.fullmatch(r"-?\d{1,6}", start) else 1
    style = _STYLES.get(node.get("type", "1"), "decimal") if name == "ol" else None
    if style and node.get("reversed") is not None:
        items = sum(1 for _item in node.iterchildren("li"))
        return _OpenList(style, number if "start" in node.attrib else items, -1)
    return _OpenList(style, number, 1)


def _is_data(table: etree._Element) -> bool:
    """Tell a table of data from one that only places things on the page."""
    if next(table.iterdescendants("h1", "h2", "h3", "h4", "h5", "h6", "pre", "table"), None) is not None:
        return False
    rows = [sum(1 for _cell in row.iterchildren("td", "th")) for row in table.iter("tr")]
    return max(rows, default=0) > 1


@dataclass(frozen=True, slots=True)
class LinkedNotes:
    """The notes of a page, found by its internal links.

    Attributes:
        calls: Each link that calls a note -> the note's label.
        blocks: The block of each note -> its label, as its first reference prints it.
        back_links: The links from a note back to the text.
    """

    calls: dict[etree._Element, str]
    blocks: dict[etree._Element, str]
    back_links: set[etree._Element]


def find_linked_notes(root: etree._Element) -> LinkedNotes:
    """Find the notes of a page: a short link forward calls one, the block that it leads to is the note."""
    order = {node: at for at, node in enumerate(root.iter())}
    targets: dict[str, etree._Element] = {}
    for node in order:
        for key in (node.get("id"), node.get("name") if node.tag == "a" else None):
            if key:
                targets.setdefault(key, node)
    links = [
        (node, targets[node.get("href", "")[1:]])
        for node in order
        if node.tag == "a" and node.get("href", "").startswith("#") and node.get("href", "")[1:] in targets
    ]
    found = LinkedNotes({}, {}, set())
    for link, target in links:
        label, block = linked_mark(_printed(link)), _block_of(target)
        if label and order[target] > order[link] and block is not None and block is not _block_of(link):
            found.calls[link] = label
            found.blocks.setdefault(block, label)
    for link, target in links:
        if order[target] <= order[link] and any(node in found.blocks for node in link.iterancestors()):
            text = _printed(link)
            if linked_mark(text) or _BACK.fullmatch(text):
                found.back_links.add(link)
    return found


def _printed(link: etree._Element) -> str:
    return tidy("".join(map(str, link.itertext()))).strip()


def _block_of(node: etree._Element) -> etree._Element | None:
    """Return the block that a node is or stands in."""
    return next((place for place in (node, *node.iterancestors()) if place.tag in _NOTE_BLOCKS), None)
