"""HTML: headings, paragraphs, lists with the numbers that a browser prints, tables, notes; no scripts and styles.

What belongs to the page and not to its text (navigation, forms, the page's foot, what is hidden or struck out) is
running matter, so that it can be listed.
"""

import contextlib
from collections.abc import Set
from dataclasses import dataclass, field, replace
from typing import Literal

import regex
from lxml import etree

from ...errors import DuizhaoError
from ...i18n import _
from ...language.annotated_text import AnnotatedText
from ...language.decoding import decode
from ...language.note_marks import exponent, without_linked_mark
from ..line import CELL_MARK, Line, Passage, tidy
from ..line_breaks import broken_lines, join_broken
from ..plain_text import text_lines
from ..structure.labels import read_labels
from ..xml import check_markup_size, text_of
from .furniture import MOST_OF_PAGE, left_out, page_part, shown, skip_links
from .heads import free_text_in_head
from .linked_notes import LinkedNotes, find_linked_notes
from .list_numbers import ListNumbers
from .mathml import formula_text
from .printed_text import BLOCKS, HEADINGS, NO_TEXT, PrintedText, printed_text
from .style_sheet import read_style_sheets

_CHARSET = regex.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", regex.IGNORECASE)
_DECLARED = regex.compile(rb"""<\?xml[^<>]{0,200}?encoding\s*=\s*["']([\w-]+)""", regex.IGNORECASE)
_DECLARATION = regex.compile(r"\s*<\?xml[^>]*>")
# RFC 9112, 4 and 5: the status line and header fields of a page that was saved as it was sent
_HTTP_HEAD = regex.compile(r"\s*HTTP/\d(?:\.\d)? \d{3}[^\r\n]*\r?\n(?:[\w-]+:[^\r\n]*\r?\n)*\r?\n")
# Pages in these encodings hold characters of their larger successor
_SUCCESSORS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252", "us-ascii": "utf-8"}
_LONGEST_EXPONENT = 6
_TAG = regex.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_KEPT_TAGS = HEADINGS | {"p", "li", "br", "a", "sup", "script", "style", "title", "head", "body", "html"}
# what indents a paragraph: two Chinese characters' width, or as many spaces that are not white space of the markup
_INDENT = regex.compile(r"\u3000{2}|[\u00a0\u2002\u2003]{3}|\u2003{2}|(?:\u00a0 ){2}")
_LONGEST_LABEL = 40
# in a layout table, what makes a cell a place for text and not an entry: paragraphs, and characters in all
_MANY_PARAGRAPHS = 3
_ENTRY_CELLS = 2  # of an entry: its number, its text
_LONG_CELL = 600


def read_lines(data: bytes, name: str) -> tuple[list[Line], tuple[str, ...]]:
    """Read an HTML page: a line a paragraph, list item, table row or note.

    Raises:
        DuizhaoError: The page is too large or cannot be parsed.
    """
    check_markup_size(data, name)
    text = _DECLARATION.sub("", _decode(data, name), count=1).replace("\0", "")
    sent = _HTTP_HEAD.match(text)
    text = text[sent.end() :] if sent else text
    root, line = _parse(text, name)
    warnings: list[str] = []
    if line:
        root, line = _parse(_flattened(text), name)
        warnings.append(_("the page's elements are nested too deep; it was read without its tables and lists"))
    if line:
        warnings.append(_("the page is damaged in line {line}; what follows may be missing").format(line=line))
    printed = printed_text(root)
    notes, numbers = find_linked_notes(root, printed), ListNumbers(read_style_sheets(root))
    walker = _Walker(notes, numbers, printed, skip_links(root, printed))
    if sent:
        walker.add(Line(tidy(sent[0]).strip(), 0, role="running matter", reason="page layout", whole=True))
    walker.walk(root)
    return join_broken(walker.lines, walker.broken), tuple(warnings)


def _parse(text: str, name: str) -> tuple[etree._Element, int]:
    """Return the page's root, and the line at which the parser gave up: nested too deep; 0 where it did not."""
    # huge_tree: elements may be nested 2,048 deep, and not only 256; the page's size has been checked
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DuizhaoError(_("is a damaged HTML page ({reason})").format(reason=error), file=name) from error
    if root is None:
        raise DuizhaoError(_("is an empty HTML page"), file=name)
    for node in list(root.iter("noframes")):
        inner = etree.fromstring(f"<div>{node.text}</div>", parser) if node.text else None
        if inner is not None:  # the parser leaves its markup as text
            node.text = None
            node.append(inner)
    for later in list(root.itersiblings("html")):
        root.append(later)  # what follows </html> stands beside the root, a second page in the same file too
    free_text_in_head(root)
    return root, next((entry.line for entry in parser.error_log if entry.level_name == "FATAL"), 0)


def _flattened(text: str) -> str:
    """Return a page whose elements are not nested: each block a paragraph."""

    def flat(match: "regex.Match[str]") -> str:
        name = match[2].lower()
        if name in _KEPT_TAGS:
            return match[0]
        return "<p>" if name in BLOCKS else ""

    return _TAG.sub(flat, text)


def _decode(data: bytes, name: str) -> str:
    """Return the page's text; its own word for its encoding is evidence."""
    found = _DECLARED.search(data[:1024]) or _CHARSET.search(data[:8192])
    encoding = found[1].decode("latin-1").lower() if found else "utf-8"
    with contextlib.suppress(LookupError):
        return decode(data, name, _SUCCESSORS.get(encoding, encoding))[0]
    return decode(data, name)[0]


@dataclass(slots=True)
class _Walker:
    """Walks over the page and collects lines.

    Attributes:
        notes: The notes of the page.
        numbers: Counts its lists.
        printed: Its text.
        skips: Its links that only lead past what stands before the text.
        lines: The lines so far.
        drawn: Texts of the drawings in the block that is open.
        broken: Places of those that a line break parts from others.
        passage: The text of the block that is open.
        label: A number that waits for its text.
        breaks: Line breaks since the last text; two part paragraphs.
        lead: White space since the last text, where a line break is in it.
        depth: How many elements are open.
        headings: Levels of the headings that are open.
        reasons: Why what is open is running matter, with the depth of its element.
        note_depth: How many notes are open that are whole elements.
        note_from: Where a note is open that began in the middle of a block: the depth of the block; else 0.
        blocks: Depths of the blocks that are open.
    """

    notes: LinkedNotes
    numbers: ListNumbers
    printed: PrintedText
    skips: Set[etree._Element]
    lines: list[Line] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    passage: Passage = field(default_factory=Passage)
    label: str = ""
    breaks: int = 0
    lead: str = ""
    depth: int = 0
    headings: list[int] = field(default_factory=list)
    reasons: list[tuple[str, int]] = field(default_factory=list)
    note_depth: int = 0
    note_from: int = 0
    blocks: list[int] = field(default_factory=list)

    def walk(self, root: etree._Element) -> None:
        """Read all that stands under ``root``."""
        events = etree.iterwalk(root, events=("start", "end"))
        for event, node in events:
            if event == "end":
                self._leave(node)
                self._text(node.tail if node is not root else None)
            elif not self._enter(node):
                events.skip_subtree()  # its end event still comes
        self._flush()

    def _enter(self, node: etree._Element) -> bool:
        """Open an element; False where what is in it has been dealt with."""
        name = str(node.tag)
        self.depth += 1
        if name in BLOCKS:
            self._flush()
            self.blocks.append(self.depth)
        if node in self.notes.starts:
            self._flush()
            self.label, self.note_from = self.notes.starts[node], self.blocks[-1] if self.blocks else 1
        number = self.numbers.enter(node)
        if name in HEADINGS:
            self.headings.append(int(name[1]))
        self.note_depth += node in self.notes.blocks
        if node in self.notes.calls:
            for label in self.notes.calls[node]:
                self.passage.add_note(label)
            return False
        if name == "svg":  # what is written in a drawing; each text a paragraph behind the one that holds it
            self.drawn += filter(None, (tidy(text_of(text)).strip() for text in node.iter("text")))
        if name in NO_TEXT or node in self.notes.marks:
            return False
        if node in self.skips:
            self.add_apart(node, "navigation")
            return False
        if (reason := left_out(node, heading=bool(self.headings))) and not self._is_text(node):
            self.add_apart(node, reason)
            return False
        return self._enter_text(node, name, number)

    def _is_text(self, node: etree._Element) -> bool:
        """Whether what is not printed is text all the same: most of the page, shown by a script; a heading's button."""
        return (node.tag == "button" and bool(self.headings)) or self.printed.share(node) > MOST_OF_PAGE

    def _enter_text(self, node: etree._Element, name: str, number: str) -> bool:
        if reason := page_part(node, self.printed):
            self.reasons.append((reason, self.depth))
        if node in self.notes.blocks:
            self.label = self.notes.blocks[node]
        elif number:
            self._number(number)
        if name in ("dt", "td") and (number := self._bare_number(node)):
            self.label = number
            return False
        if name == "br":
            self.breaks += 1
            if self.breaks > 1:
                self._flush()
                self.breaks = 1
        elif name == "sup" and (raised := exponent(self.passage.tail, self.printed.head(node, _LONGEST_EXPONENT))):
            self.passage.add(raised)
            return False
        elif name == "math":
            self.passage.add(formula_text(node))
            return False
        elif name == "pre":
            self._preformatted(node)
            return False
        elif name == "table" and self._is_data(node):
            _Table(self).read(node)
            return False
        self._text(node.text)
        return True

    def _leave(self, node: etree._Element) -> None:
        name = str(node.tag)
        if name in BLOCKS or node in self.notes.blocks:
            self._flush()
        if name in BLOCKS:
            self.blocks.pop()
        if self.note_from == self.depth:
            self.note_from = 0
        if self.reasons and self.reasons[-1][1] == self.depth:
            self.reasons.pop()
        if name in HEADINGS:
            self.headings.pop()
        if name == "li" or node in self.notes.blocks:
            self.label = ""
        self.note_depth -= node in self.notes.blocks
        self.numbers.leave(node)
        self.depth -= 1

    def _text(self, text: str | None) -> None:
        if not text:
            return
        ink = text.lstrip()
        if self.breaks:
            self.lead += text[: len(text) - len(ink)]
            if ink:
                if _INDENT.search(self.lead):  # as a paragraph is
                    self._flush()
                else:
                    self.passage.add_break()
                self.breaks, self.lead = 0, ""
        self.passage.add(text)

    def _bare_number(self, node: etree._Element) -> str:
        """Return the number that a term or cell is, where its text follows: ``<dt>1.<dd>``; else empty."""
        following = next(node.itersiblings("dd" if node.tag == "dt" else "td"), None)
        text = tidy(self.printed.head(node, _LONGEST_LABEL)).strip()
        if (
            following is None
            or following is not node.getnext()
            or self.printed.begin(following) == self.printed.end(following)
        ):
            return ""
        bare = any(label.end >= len(text) for label in read_labels(f"{text} 文"[: _LONGEST_LABEL + 2]))
        return text.rstrip(".．、 ") if bare and len(text) < _LONGEST_LABEL else ""

    def _number(self, number: str) -> None:
        """Keep the number of what is open until its text comes; two in a row, ``1. (a)``, stand both before it."""
        waits = self.label
        if waits and waits != "•" and number != "•":
            self.passage.add(f"{number} ")
        elif not waits or waits == "•":
            self.label = number

    def _flush(self) -> None:
        """End the block that is open."""
        self._end_block()
        drawn, self.drawn = self.drawn, []
        for text in drawn:
            self.add(Line(text, 0, role="body", whole=True))

    def _end_block(self) -> None:
        passage, self.passage = self.passage, Passage()
        text = passage.finish()
        self.breaks, self.lead = 0, ""
        if not text and not text.notes:
            return
        label, self.label = self.label, ""
        listed = bool(label) and self.numbers.level > 0
        role: Literal["", "heading", "footnote", "item"] = "heading" if self.headings else "item" if listed else ""
        if self.note_depth or self.note_from:
            role, text = "footnote", _without_mark(text, label)
            if not text:  # its mark stood alone; the text follows
                self.label = label
                return
        level = self.headings[-1] if self.headings else self.numbers.level if label else 0
        line = Line(text.text, 0, role=role, label=label, level=level, notes=text.notes, whole=True)
        parted = role in ("", "item") and not self.reasons
        lines = broken_lines(line, passage.finish_lines()) if parted else [line]
        if len(lines) > 1:
            self.broken += range(len(self.lines), len(self.lines) + len(lines))
        for part in lines:
            self.add(part)

    def add(self, line: Line) -> None:
        """Add a line; what stands in a part of the page that is no text is running matter, but for notes."""
        if self.reasons and line.role != "footnote":
            line = replace(line, role="running matter", reason=self.reasons[-1][0])
        self.lines.append(replace(line, number=len(self.lines) + 1))

    def add_apart(self, node: etree._Element, reason: str) -> None:
        """Add what is not printed as running matter."""
        text = tidy(shown(node)).strip()
        if text:
            self.lines.append(Line(text, len(self.lines) + 1, role="running matter", reason=reason, whole=True))

    def _preformatted(self, node: etree._Element) -> None:
        """Add text that is set line by line."""
        for line in text_lines("".join(map(str, node.itertext()))):
            self.add(line)

    def _is_data(self, table: etree._Element) -> bool:
        """Tell a table of data from one that only places things on the page."""
        if table.get("role") in ("presentation", "none"):
            return False
        if next(table.iterdescendants(*HEADINGS, "pre"), None) is not None or self._places_tables(table):
            return False
        rows = [sum(1 for _cell in row.iter("td", "th")) for row in table.iter("tr")]
        if max(rows, default=0) <= 1 or self._is_list(table):
            return False
        if next(table.iterdescendants("th", "caption"), None) is not None:
            return True
        return not any(self._holds_text(cell, alone=len(rows) == 1) for cell in table.iter("td"))

    def _is_list(self, table: etree._Element) -> bool:
        """Whether each row is a number with its mark, (1) or 1., and a text: entries that are set in columns."""
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        cells = [list(row.iterchildren("td", "th")) for row in rows]
        if any(len(row) != _ENTRY_CELLS for row in cells):
            return False
        return all(self._bare_number(row[0]) and not text_of(row[0]).strip().isalnum() for row in cells)

    def _places_tables(self, table: etree._Element) -> bool:
        """Whether most of a table's text stands in the tables that it holds, so that it only places them."""
        inner = [node for node in table.iterdescendants("table") if next(node.iterancestors("table")) is table]
        return sum(map(self.printed.share, inner)) > MOST_OF_PAGE * self.printed.share(table) if inner else False

    def _holds_text(self, cell: etree._Element, alone: bool) -> bool:
        """Whether a cell holds running text: several paragraphs, and long ones unless its row is the only one."""
        first, last = self.printed.begin(cell), self.printed.end(cell)
        long = alone or self.printed.sizes[last] - self.printed.sizes[first] > _LONG_CELL
        return long and sum(1 for _part in cell.iterdescendants("p", "li", "div", "br")) >= _MANY_PARAGRAPHS


def _without_mark(text: AnnotatedText, label: str) -> AnnotatedText:
    """Return a note's text without its own mark, where it still stands there, and without what parted the two."""
    rest = without_linked_mark(text.text, label)
    return text.slice(len(text) - len(rest.lstrip(" .．、:：") if label else rest))


class _Table:
    """Reads a table of data: a line a row; what stands outside of the cells is a row or a paragraph too."""

    def __init__(self, walker: _Walker) -> None:
        self.walker = walker
        self.notes = walker.notes
        self.cells: list[Passage] = []
        self.label = ""
        self.in_cell = False
        self.inner = 0  # tables that are open in a cell

    def read(self, table: etree._Element) -> None:
        """Add the lines of a table."""
        self._text(table.text)
        events = etree.iterwalk(table, events=("start", "end"))
        for event, node in events:
            if node is table:
                continue
            if event == "end":
                self._leave(node)
                self._text(node.tail)
            elif not self._enter(node):
                events.skip_subtree()
        self._end_row()

    def _enter(self, node: etree._Element) -> bool:
        name = str(node.tag)
        self.inner += name == "table"
        if name in ("tr", "caption") and not self.inner:
            self._end_row()
            self.label = self.notes.blocks.get(node, "")
        if name in ("td", "th", "caption") and not self.inner:
            self.cells.append(Passage())
            self.in_cell = True
        if node in self.notes.calls:
            for label in self.notes.calls[node]:
                self._cell().add_note(label)
            return False
        if name in NO_TEXT or node in self.notes.marks:
            return False
        if reason := left_out(node):
            self.walker.add_apart(node, reason)
            return False
        if name in BLOCKS or name == "br":
            self._text(" ")
        if name == "math":
            self._text(formula_text(node))
            return False
        if name == "sup" and self.in_cell:
            head = self.walker.printed.head(node, _LONGEST_EXPONENT)
            if raised := exponent(self._cell().tail, head):
                self._text(raised)
                return False
        self._text(node.text)
        return True

    def _leave(self, node: etree._Element) -> None:
        self.inner -= node.tag == "table"
        if node.tag in BLOCKS and self.inner:
            self._text(" ")
        elif node.tag in ("td", "th"):
            self.in_cell = False
        elif node.tag in ("tr", "caption"):
            self.in_cell = False
            self._end_row("" if node.tag == "caption" else "row")
        elif node.tag in BLOCKS:
            self._text(" ")

    def _cell(self) -> Passage:
        """Return the open cell; a new one where text stands outside of all cells."""
        if not self.in_cell:
            self.cells.append(Passage())
        return self.cells[-1]

    def _text(self, text: str | None) -> None:
        if text and (self.in_cell or not text.isspace()):
            self._cell().add(text)

    def _end_row(self, role: Literal["", "row"] = "row") -> None:
        passages, self.cells = self.cells, []
        texts = [passage.finish() for passage in passages]
        if not any(text.text or text.notes for text in texts):
            return
        whole = Passage()
        for passage in passages:
            whole.join(passage, " " if self.label else CELL_MARK)
        row = whole.finish()
        if self.label:
            row = _without_mark(row, self.label)
            self.walker.add(Line(row.text, 0, role="footnote", label=self.label, notes=row.notes, whole=True))
        elif role:
            cells = tuple(text.text for text in texts)
            self.walker.add(Line(row.text, 0, role=role, notes=row.notes, cells=cells, whole=True))
        else:
            self.walker.add(Line(row.text, 0, notes=row.notes, whole=True))
