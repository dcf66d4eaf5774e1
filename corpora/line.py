"""Lines with layout: what every reader of a format hands to the one reader of structure."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import regex

from ..language.annotated_text import AnnotatedText, NoteReference, join

if TYPE_CHECKING:
    from lxml import etree

CELL_MARK = " | "  # between the cells of a row, in its text
# A word processor's special spaces and hyphens are ordinary ones in a memory; what has no width is not text.
_WHITE = regex.compile(r"[\s\p{Zs}\u0085\u2028\u2029]+")
_PLAIN = regex.compile(r"(?: ?[!-~\p{Block=CJK_Unified_Ideographs}，。]+)*+ ?")  # nearly all text: nothing to do
_CHINESE_END = regex.compile(r"[\p{Han}，。；：、！？）》」”]$")
_CHINESE_START = regex.compile(r"[\p{Han}（《「“]")
_HYPHENS = str.maketrans({"\u2011": "-", "\u2010": "-", "\u00ad": None})
# ligatures and radicals that a font stands in for letters: ﬁ is fi, ⼀ (a radical) is 一
_STAND_INS = regex.compile(r"[\uFB00-\uFB06\p{Block=Kangxi_Radicals}]")
_NOTHING = regex.compile(r"(?![\t\n\r\u0085])\p{Cc}|[\u200b\u2060\ufeff\ufffe\uffff\u200e\u200f\u202a-\u202e]|\p{Cs}")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one whole paragraph where the format has paragraphs.

    A plain-text extraction knows text and number only; a PDF knows the layout; a DOCX knows the roles. What a
    format does not know keeps its default, and the structure reader decides from the rest.

    Attributes:
        text: The text; note references may already be taken out and stand in ``notes``.
        number: 1-based line (or paragraph) in the file.
        page: 1-based page, where known.
        role: What the format itself says of the line, where it says: ``heading``, ``footnote``, ``running matter``, ….
        label: The number that the format computes or marks (Word's numbering, a footnote's number), not in ``text``.
        level: Heading or list level that the format gives, 1 = outermost, 0 = none.
        notes: Note references already told by the format, offsets into ``text``.
        cells: Cells of a table row.
        reason: Why a line of role ``running matter`` is running matter, as `RunningMatter.reason` has it.
        whole: True when the line is a whole paragraph that must not be joined with its neighbours.
        gap: Blank lines above it in a plain text, None where the format does not say.
        lead: Spaces before it in a plain text; for a layout format 1 where its first line is indented or centred.
    """

    text: str
    number: int
    page: int | None = None
    role: Literal["", "title", "front", "heading", "body", "item", "footnote", "row", "running matter"] = ""
    label: str = ""
    level: int = 0
    notes: tuple[NoteReference, ...] = ()
    cells: tuple[str, ...] = ()
    reason: str = ""
    whole: bool = False
    gap: int | None = None
    lead: int = 0

    @property
    def annotated(self) -> AnnotatedText:
        """The text with its note references."""
        return AnnotatedText(self.text, self.notes)

    def holding(self, text: AnnotatedText) -> "Line":
        """Return the line with another text in it."""
        return replace(self, text=text.text, notes=text.notes)


def tidy(text: str) -> str:
    """Return ``text`` with ordinary spaces and hyphens, one space at a time, nothing invisible.

    Example:
        >>> tidy("non\\u2011state\\u00a0 actors\\u200b")
        'non-state actors'
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _STAND_INS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _WHITE.sub(" ", _NOTHING.sub("", text).translate(_HYPHENS))


def on_one_line(lines: Sequence[AnnotatedText]) -> AnnotatedText:
    """Return the lines of one text as one: Chinese is set without spaces, at the end of a line too."""
    parts = list(lines[:1])
    for before, line in pairwise(lines):
        chinese = _CHINESE_END.search(before.text) and _CHINESE_START.match(line.text)
        parts += (AnnotatedText("" if chinese else " "), line)
    return join(parts)


@dataclass(slots=True)
class Passage:
    """A paragraph in the making: text tidied, one space at a time; a space at its end is not final.

    Attributes:
        boxes: Text boxes that hang on this paragraph, as the format has them.
        hidden: Text that is not printed.
    """

    boxes: "list[etree._Element]" = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    _pieces: list[AnnotatedText] = field(default_factory=list)
    _breaks: list[int] = field(default_factory=list)  # before which piece each

    def add_break(self) -> None:
        """Begin another line."""
        self._breaks.append(len(self._pieces))

    def add(self, text: str) -> None:
        """Add text as it stands in the file."""
        text = tidy(text)
        if not self.tail or self.tail[-1] == " " or self._breaks[-1:] == [len(self._pieces)]:
            text = text.lstrip(" ")
        if text:
            self._pieces.append(AnnotatedText(text))

    def add_note(self, label: str) -> None:
        """Add a note reference at the end of the text so far, before any space."""
        self._pieces.append(AnnotatedText(notes=(NoteReference(0, tidy(label).strip()),)))

    def join(self, other: "Passage", space: str = " ") -> None:
        """Add another passage after ``space``."""
        if self.tail and other.tail and self.tail[-1] != " " and space:
            self._pieces.append(AnnotatedText(space))
        self._breaks += [len(self._pieces) + place for place in other._breaks]
        self._pieces += other._pieces
        self.boxes += other.boxes
        self.hidden += other.hidden

    @property
    def tail(self) -> str:
        """The last characters so far, at least eight where there are as many."""
        tail = ""
        for piece in reversed(self._pieces):
            tail = piece.text[-16:] + tail
            if len(tail) >= 8:
                break
        return tail

    def finish(self) -> AnnotatedText:
        """Return the text without a final space, each note reference right behind its word; breaks are spaces."""
        return on_one_line(self.finish_lines())

    def finish_lines(self) -> list[AnnotatedText]:
        """Return what stands between the breaks, as `finish` does; note references alone are no line."""
        lines: list[AnnotatedText] = []
        for start, end in pairwise([0, *self._breaks, len(self._pieces)]):
            line = join(self._pieces[start:end]).strip().settled()
            if line.text or not lines:
                lines.append(line)
            else:
                lines[-1] = join((lines[-1], line))
        return lines if lines[0].text or len(lines) == 1 else [join(lines[:2]), *lines[2:]]
