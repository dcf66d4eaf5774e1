"""HTML: headings, paragraphs, ordered lists with their numbers, tables, notes; no scripts and styles.

A short link forward is a reference to a note, the block that it leads to is the note.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

import regex
from lxml import etree

from ..errors import DuizhaoError
from ..i18n import _
from ..language.decoding import decode
from ..language.note_marks import linked_mark, without_linked_mark
from ..language.numerals import format_number
from .line import CELL_MARK, Line, Passage, text_lines, tidy
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
_Role = Literal["", "heading", "footnote", "row", "running matter"]
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
    walker = _Walker(LinkedNotes(root))
    walker.walk(root)
    return [replace(line, number=number) for number, line in enumerate(walker.lines, 1)], warnings


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
class _List:
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
    lists: list[_List] = field(default_factory=list)
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
            elif name in _NOT_TEXT or _is_hidden(node) or self.notes.is_back_link(node):
                events.skip_subtree()
                self._skip(node, name)
            elif name == "table" and _is_data(node):
                self._flush()
                self._table(node)
                events.skip_subtree()
            elif name == "pre":
                self._flush()
                self._printed(node)
                events.skip_subtree()
            else:
                self._enter(node, name, events)
        self._flush()

    def _skip(self, node: etree._Element, name: str) -> None:
        """Nothing of the node is read; its end event still comes and must find what it takes away."""
        if name in _RUNNING_MATTER:
            self.reasons.append(_RUNNING_MATTER[name])
        if name in ("ol", "ul"):
            self.lists.append(_open_list(node, name))

    def _enter(self, node: etree._Element, name: str, events: "etree.iterwalk") -> None:
        if name in _BLOCKS:
            self._flush()
        if self.notes.is_note(node):
            self.label = self.notes.label_of(node)
            self.note_depth += 1
        if label := self.notes.called(node):
            self.passage.add_note(label)
            events.skip_subtree()
            return
        if name in _RUNNING_MATTER:
            self.reasons.append(_RUNNING_MATTER[name])
        elif name in ("ol", "ul"):
            self.lists.append(_open_list(node, name))
        elif name == "li" and not self.notes.is_note(node):
            self.label = self._next_label(node)
        elif name[:1] == "h" and name[1:].isdecimal():
            self.headings.append(int(name[1:]))
        elif name == "br":
            self._break()
        self._text(node.text)

    def _leave(self, node: etree._Element, name: str) -> None:
        if name in _BLOCKS:
            self._flush()
        if name in _RUNNING_MATTER and self.reasons:
            self.reasons.pop()
        elif name in ("ol", "ul") and self.lists:
            self.lists.pop()
        elif name == "li":
            self.label = ""
        elif name[:1] == "h" and name[1:].isdecimal() and self.headings:
            self.headings.pop()
        if self.notes.is_note(node) and self.note_depth:
            self._flush()
            self.note_depth -= 1
            self.label = ""

    def _break(self) -> None:
        self.breaks += 1
        if self.breaks > 1:
            self._flush()
        self.passage.add("\n")

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
        role: _Role = "heading" if self.headings else ""
        if self.note_depth:
            role, text = "footnote", text.slice(len(text) - len(without_linked_mark(text.text, label)))
        if self.reasons:
            role = "running matter"
        self.lines.append(
            Line(
                text.text,
                0,
                role=role,
                label=label,
                level=self.headings[-1] if self.headings else len(self.lists) if label else 0,
                notes=text.notes,
                reason=self.reasons[-1] if self.reasons else "",
                whole=True,
            )
        )

    def _table(self, table: etree._Element) -> None:
        """Add a line a row; what hangs below the row's cells is taken as text."""
        for part in table.iter("caption", "tr"):
            if part.tag == "caption":
                self._cell_text(part)
                self._flush()
                continue
            whole, cells = Passage(), []
            for cell in part.iterchildren("td", "th"):
                passage = self._cell(cell)
                cells.append(passage.finish().text)
                whole.join(passage, CELL_MARK)
            row = whole.finish()
            if row:
                role: _Role = "running matter" if self.reasons else "row"
                reason = self.reasons[-1] if self.reasons else ""
                self.lines.append(
                    Line(row.text, 0, role=role, notes=row.notes, cells=tuple(cells), reason=reason, whole=True)
                )

    def _cell(self, cell: etree._Element) -> Passage:
        kept, self.passage = self.passage, Passage()
        self._cell_text(cell)
        passage, self.passage = self.passage, kept
        return passage

    def _cell_text(self, cell: etree._Element) -> None:
        """Read a cell's text into the open passage."""
        events = etree.iterwalk(cell, events=("start", "end"))
        for event, node in events:
            name = str(node.tag)
            if event == "end":
                if node is not cell:
                    self._text(node.tail)
            elif name in _NOT_TEXT or _is_hidden(node) or self.notes.is_back_link(node):
                events.skip_subtree()
            elif label := self.notes.called(node):
                self.passage.add_note(label)
                events.skip_subtree()
            else:
                self.passage.add(" " if name in _BLOCKS or name == "br" else "")
                self._text(node.text)

    def _printed(self, node: etree._Element) -> None:
        """Add text that is set line by line."""
        for line in text_lines("".join(map(str, node.itertext()))):
            role: _Role = "running matter" if self.reasons else ""
            self.lines.append(replace(line, role=role, reason=self.reasons[-1] if self.reasons else ""))


def _open_list(node: etree._Element, name: str) -> _List:
    start = node.get("start", "1")
    number = int(start) if regex.fullmatch(r"-?\d{1,6}", start) else 1
    if name == "ol" and node.get("reversed") is not None:
        items = sum(1 for _item in node.iterchildren("li"))
        return _List(_STYLES.get(node.get("type", "1"), "decimal"), number if "start" in node.attrib else items, -1)
    return _List(_STYLES.get(node.get("type", "1"), "decimal") if name == "ol" else None, number, 1)


def _is_hidden(node: etree._Element) -> bool:
    return node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style", "")))


def _is_data(table: etree._Element) -> bool:
    """Tell a table of data from one that only places things on the page."""
    if any(True for _inner in table.iter("h1", "h2", "h3", "h4", "h5", "h6", "pre")) or _nested(table):
        return False
    rows = [sum(1 for _cell in row.iterchildren("td", "th")) for row in table.iter("tr")]
    return max(rows, default=0) > 1


def _nested(table: etree._Element) -> bool:
    tables: Iterable[etree._Element] = table.iter("table")
    return any(inner is not table for inner in tables)


class LinkedNotes:
    """The notes of a page, found by its internal links."""

    def __init__(self, root: etree._Element) -> None:
        order: dict[etree._Element, int] = {}
        targets: dict[str, etree._Element] = {}
        links: list[etree._Element] = []
        for at, node in enumerate(root.iter()):
            order[node] = at
            for key in (node.get("id"), node.get("name") if node.tag == "a" else None):
                if key:
                    targets.setdefault(key, node)
            if node.tag == "a" and node.get("href", "").startswith("#"):
                links.append(node)
        self._calls: dict[etree._Element, str] = {}
        self._notes: dict[etree._Element, str] = {}
        self._backs: set[etree._Element] = set()
        self._find(links, targets, order)

    def _find(
        self, links: list[etree._Element], targets: dict[str, etree._Element], order: dict[etree._Element, int]
    ) -> None:
        for link in links:
            target = targets.get(link.get("href", "")[1:])
            label = linked_mark(_printed(link))
            if target is None or not label or order[target] <= order[link]:
                continue
            block = _block_of(target)
            if block is not None and block is not _block_of(link):
                self._calls[link] = label
                self._notes.setdefault(block, label)
        for link in links:
            target = targets.get(link.get("href", "")[1:])
            if target is None or order[target] > order[link] or not self._in_note(link):
                continue
            if linked_mark(_printed(link)) or _BACK.fullmatch(_printed(link)):
                self._backs.add(link)

    def _in_note(self, link: etree._Element) -> bool:
        return any(node in self._notes for node in link.iterancestors())

    def called(self, node: etree._Element) -> str:
        """Return the label of the note that this link calls; empty for every other node."""
        return self._calls.get(node, "")

    def is_note(self, node: etree._Element) -> bool:
        """Tell whether a node is the block of a note."""
        return node in self._notes

    def label_of(self, node: etree._Element) -> str:
        """Return the label of a note's block, as its first reference prints it."""
        return self._notes[node]

    def is_back_link(self, node: etree._Element) -> bool:
        """Tell a link from a note back to the text."""
        return node in self._backs


def _printed(link: etree._Element) -> str:
    return tidy("".join(map(str, link.itertext()))).strip()


def _block_of(node: etree._Element) -> etree._Element | None:
    """Return the block that a node is or stands in."""
    while node is not None and node.tag not in _NOTE_BLOCKS:
        parent = node.getparent()
        if parent is None:
            return None
        node = parent
    return node
