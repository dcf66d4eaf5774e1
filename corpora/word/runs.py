"""The text of a Word paragraph, as a reader of the printed page sees it (ECMA-376 part 1, 17.3).

Insertions are taken, deletions are not; of a field, the result; of alternatives, the first; hidden text is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import regex
from lxml import etree

from ...language.note_marks import exponent, is_mark, may_have_power, raised_marks
from ..line import Passage
from ..xml import local_name
from .computed_fields import computed_text
from .diagrams import part_of_drawing
from .formulas import formula_text
from .package import OFFICE, W, is_on, value, whole_number
from .styles import Style, Styles, first_set
from .symbol_fonts import UNKNOWN, in_unicode, sign

# What only wraps other content
_WRAPPERS = frozenset(
    {
        "hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir",
        "ruby", "rubyBase", "r",
    }
)  # fmt: skip
_TEXT = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "softHyphen": ""}
_AUTONUM = regex.compile(r"\s*AUTONUM(?:LGL|OUT)?\b(?:.*\\s\s*(?P<mark>\S))?", regex.IGNORECASE | regex.DOTALL)
_NOTEREF = regex.compile(r"\s*NOTEREF\b", regex.IGNORECASE)


@dataclass(slots=True)
class _Field:
    """A complex field that is open: ``instruction`` until its result begins.

    Attributes:
        choice: What a drop-down list or a box of a form prints; the file has no text for it.
        printed: Whether it has printed text.
    """

    instruction: str = ""
    result: bool = False
    choice: str = ""
    printed: bool = False


@dataclass(slots=True)
class TextReader:
    """Reads paragraphs one after the other; fields may run over several.

    Attributes:
        styles: The document's styles.
        note_label: Called with ("footnoteReference" or "endnoteReference", id, custom mark); gives the label.
        known_note: Tells whether a raised figure is a note's label.
        unknown_fonts: Fonts of signs of which some are not known.
    """

    styles: Styles
    note_label: Callable[[str, str, str], str]
    known_note: Callable[[str], bool]
    unknown_fonts: set[str] = field(default_factory=set)
    _fields: list[_Field] = field(default_factory=list)
    _autonumber: int = 0
    _struck: bool = False

    def read(self, paragraph: etree._Element, passage: Passage | None = None) -> Passage:
        """Return the text of one ``w:p``, at the end of ``passage`` where it goes on with that."""
        passage = Passage() if passage is None else passage
        style = self.styles.get(value(paragraph.find(f"{W}pPr"), "pStyle"))
        for child in paragraph:
            self._node(child, passage, style)
        # an instruction that is open at the end of its paragraph is a broken field: do not swallow the rest
        self._fields = [field for field in self._fields if field.result]
        return passage

    def _node(self, node: etree._Element, passage: Passage, style: Style) -> None:
        name = local_name(node)
        if name == "r":
            self._run(node, passage, style)
        elif name == "fldSimple":
            self._simple_field(node, passage, style)
        elif name == "AlternateContent":
            for child in _chosen(node):
                self._node(child, passage, style)
        elif name == "oMath":
            self._formula(formula_text(node), passage)
        elif name in _WRAPPERS or not str(node.tag).startswith(W):
            for child in node:
                self._node(child, passage, style)

    def _formula(self, text: str, passage: Passage) -> None:
        # a fraction after a figure is a mixed number: 2 1/2
        self._text(f" {text}" if passage.tail[-1:].isdecimal() and text[:1].isdecimal() else text, passage)

    def _simple_field(self, node: etree._Element, passage: Passage, style: Style) -> None:
        instruction = node.get(f"{W}instr", "")
        self._fields.append(_Field(instruction, result=True))
        for child in node:
            self._node(child, passage, style)
        printed = self._fields.pop().printed
        self._automatic_number(instruction, passage)
        if not printed:
            self._formula(computed_text(instruction), passage)

    def _run(self, run: etree._Element, passage: Passage, style: Style) -> None:
        properties = run.find(f"{W}rPr")
        character = self.styles.character(value(properties, "rStyle"))
        if first_set([is_on(properties, "vanish"), character.hidden if character else None, style.hidden]):
            passage.hidden += [] if self._in_instruction else [piece.text or "" for piece in run.iterfind(f"{W}t")]
            self._hidden_marks(run, passage)
            return
        if _is_raised(properties) and self._raised(run, passage):
            return
        struck = bool(is_on(properties, "strike") or is_on(properties, "dstrike"))
        figures = passage.tail[-1:].isdecimal() and run.findtext(f"{W}t", "")[:1].isdecimal()
        if struck is not self._struck and figures:
            self._text(" ", passage)  # a figure struck out and the one put in its place are two
        self._struck = struck
        for child in run:
            if self._reference(run, child, passage):
                return
            self._piece(child, passage, style, run)

    def _hidden_marks(self, run: etree._Element, passage: Passage) -> None:
        """Follow the fields of a run that is not printed: they may end in one that is."""
        for child in run.iterfind(f"{W}fldChar"):
            self._field_mark(child, passage)

    def _raised(self, run: etree._Element, passage: Passage) -> bool:
        """Take raised figures for references to the notes that they name, or for an exponent; in doubt for that."""
        text = "".join(child.text or "" for child in run.iterfind(f"{W}t"))
        marks = raised_marks(passage.tail, text)
        if self._in_instruction:
            return False
        if not marks or not all(map(self.known_note, marks)) or may_have_power(passage.tail):
            signs = exponent(passage.tail, text)
            passage.add(signs)
            return bool(signs)
        for mark in marks:
            passage.add_note(mark)
        return True

    def _reference(self, run: etree._Element, child: etree._Element, passage: Passage) -> bool:
        """Take a note reference; True when the rest of the run is its mark."""
        name = local_name(child)
        if name not in ("footnoteReference", "endnoteReference"):
            return False
        custom = child.get(f"{W}customMarkFollows", "0") in ("1", "true", "on")
        pieces = run.iter(f"{W}t", f"{W}sym") if custom else ()
        mark = "".join(self._signs(piece, run) for piece in pieces)
        passage.add_note(self.note_label(name, child.get(f"{W}id", ""), mark))
        return custom

    def _piece(self, child: etree._Element, passage: Passage, style: Style, run: etree._Element) -> None:
        name = local_name(child)
        if name in ("t", "sym"):
            self._text(self._signs(child, run), passage)
        elif name in _TEXT:
            self._text(_TEXT[name], passage)
        elif name in ("br", "cr") and not self._in_instruction:
            passage.add_break()
        elif name == "fldChar":
            self._field_mark(child, passage)
        elif name == "instrText" and self._fields and not self._fields[-1].result:
            self._fields[-1].instruction += child.text or ""
        elif name in ("drawing", "pict", "object"):
            passage.boxes += _boxes(child)
        elif name == "AlternateContent":
            for part in _chosen(child):
                self._piece(part, passage, style, run)
        elif name == "ruby":
            self._node(child, passage, style)

    def _signs(self, piece: etree._Element, run: etree._Element) -> str:
        """Return the text of a ``w:t`` or ``w:sym`` as it is printed in its font."""
        if local_name(piece) == "t":
            text, font = piece.text or "", value(run.find(f"{W}rPr"), "rFonts", "ascii") or ""
        else:
            text, font = _character(piece.get(f"{W}char", "")), piece.get(f"{W}font", "")
        printed = in_unicode(text, font) if local_name(piece) == "t" else sign(text, font)
        if UNKNOWN in printed and UNKNOWN not in text:
            self.unknown_fonts.add(font)
        return printed

    @property
    def _in_instruction(self) -> bool:
        return any(not field.result for field in self._fields)

    def _text(self, text: str, passage: Passage) -> None:
        if self._in_instruction:
            return
        if self._fields and _NOTEREF.match(self._fields[-1].instruction) and is_mark(text):
            passage.add_note(text)
            return
        for opened in self._fields:
            opened.printed |= bool(text.strip())
        passage.add(text)

    def _field_mark(self, mark: etree._Element, passage: Passage) -> None:
        kind = mark.get(f"{W}fldCharType", "")
        if kind == "begin":
            self._fields.append(_Field(choice=_choice(mark)))
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            self._automatic_number(ended.instruction, passage)
            if not ended.printed:
                self._formula(ended.choice or computed_text(ended.instruction), passage)

    def _automatic_number(self, instruction: str, passage: Passage) -> None:
        """Print what an AUTONUM field prints: it has no result in the file."""
        if (found := _AUTONUM.match(instruction)) and not self._in_instruction:
            self._autonumber += 1
            passage.add(f"{self._autonumber}{found['mark'] or '.'} ")


def _choice(mark: etree._Element) -> str:
    """Return what a form's drop-down list or box shows (ECMA-376 part 1, 17.16.17), ☒ or ☐ for a box."""
    data = mark.find(f"{W}ffData")
    listed = data.find(f"{W}ddList") if data is not None else None
    if listed is not None:
        entries = [entry.get(f"{W}val", "") for entry in listed.iterfind(f"{W}listEntry")]
        chosen = whole_number(value(listed, "result") or value(listed, "default"))
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    box = data.find(f"{W}checkBox") if data is not None else None
    if box is None:
        return ""
    return "☒" if first_set([is_on(box, "checked"), is_on(box, "default")]) else "☐"


def _is_raised(properties: etree._Element | None) -> bool:
    position = value(properties, "position") or ""  # in half points, below the line where negative
    return value(properties, "vertAlign") == "superscript" or (position.isdecimal() and int(position) > 0)


def _chosen(alternatives: etree._Element) -> list[etree._Element]:
    """Return what one ``mc:AlternateContent`` holds: its first choice, else its fallback."""
    for branch in alternatives:
        if local_name(branch) in ("Choice", "Fallback") and len(branch):
            return list(branch)
    return []


def _boxes(drawing: etree._Element) -> list[etree._Element]:
    """Return the text boxes of a drawing, outermost ones only, its WordArt, and what names its diagrams and charts."""
    if drawing.tag == f"{W}txbxContent" or local_name(drawing) == "textpath" or part_of_drawing(drawing, OFFICE):
        return [drawing]
    inside = _chosen(drawing) if local_name(drawing) == "AlternateContent" else list(drawing)
    return [box for child in inside for box in _boxes(child)]


def _character(code: str) -> str:
    """Return the character of a ``w:sym``, by its hexadecimal code."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0x10FFFF else ""
