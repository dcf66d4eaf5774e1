"""A paragraph being put together: text tidied, note references kept by offset."""

import unicodedata
from dataclasses import dataclass, field

import regex
from lxml import etree

from ..language.annotated_text import NoteReference

CELL_MARK = " | "  # between the cells of a row, in its text
# A word processor's special spaces and hyphens are ordinary ones in a memory; what has no width is not text.
_WHITE = regex.compile(r"[\s\p{Zs}\u0085\u2028\u2029]+")
_PLAIN = regex.compile(r"(?: ?[!-~\p{Block=CJK_Unified_Ideographs}，。]+)*+ ?")  # nearly all text: nothing to do
_HYPHENS = str.maketrans({"\u2011": "-", "\u2010": "-", "\u00ad": None})
# ligatures and radicals that a font stands in for letters: ﬁ is fi, ⼀ (a radical) is 一
_STAND_INS = regex.compile(r"[\uFB00-\uFB06\p{Block=Kangxi_Radicals}]")
_NOTHING = regex.compile(r"(?![\t\n\r\u0085])\p{Cc}|[\u200b\u2060\ufeff\ufffe\uffff\u200e\u200f\u202a-\u202e]|\p{Cs}")

_MARKS = regex.compile(r"(?:(?:\d{1,3}|[*†‡§]{1,4})(?:\s*[,，、]\s*)?)+")
_MARK = regex.compile(r"\d{1,3}|[*†‡§]{1,4}")
# what a raised figure is a power of: ten, or a unit after a number
_POWER = regex.compile(r"(?:(?<!\d)10|(?:^|[\d\s])[kcdmµ]?(?:m|g|l|s|h|ft|in))$")


def note_marks(before: str, raised: str) -> list[str]:
    """Return the notes that raised characters may call; none where they are a power (km2, 10 6) or no marks.

    Args:
        before: The text before them.
        raised: The raised characters.
    """
    if not _MARKS.fullmatch(raised.strip()) or _POWER.search(before):
        return []
    return _MARK.findall(raised)


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


@dataclass(slots=True)
class Passage:
    """Text in the making; a space at its end is not final.

    Attributes:
        notes: The references so far.
        weights: Characters by (bold, size): what most of it is set in.
        boxes: Text boxes that hang on this paragraph, as the format has them.
        length: Characters so far.
    """

    notes: list[NoteReference] = field(default_factory=list)
    weights: dict[tuple[bool, float], int] = field(default_factory=dict)
    boxes: list[etree._Element] = field(default_factory=list)
    length: int = 0
    _pieces: list[str] = field(default_factory=list)

    def add(self, text: str, bold: bool = False, size: float = 0.0) -> None:
        """Add text as it stands in the file."""
        text = tidy(text)
        if self._spaced:
            text = text.lstrip(" ")
        if text:
            self._pieces.append(text)
            self.length += len(text)
        if weight := len(text) - text.count(" "):
            self.weights[bold, size] = self.weights.get((bold, size), 0) + weight

    def add_note(self, label: str) -> None:
        """Add a note reference at the end of the text so far, before any space."""
        self.notes.append(NoteReference(self._final, tidy(label).strip()))

    def join(self, other: "Passage", space: str = " ") -> None:
        """Add another passage after ``space``."""
        if self.length and other.length and not self._spaced and space:
            self._pieces.append(space)
            self.length += len(space)
        start = self.length
        self._pieces += other._pieces
        self.length += other.length
        self.notes += [NoteReference(start + note.offset, note.label) for note in other.notes]
        for look, weight in other.weights.items():
            self.weights[look] = self.weights.get(look, 0) + weight
        self.boxes += other.boxes

    @property
    def tail(self) -> str:
        """The last characters so far, at least eight where there are as many."""
        tail = ""
        for piece in reversed(self._pieces):
            tail = piece[-16:] + tail
            if len(tail) >= 8:
                break
        return tail

    @property
    def _spaced(self) -> bool:
        return not self._pieces or self._pieces[-1].endswith(" ")

    @property
    def _final(self) -> int:
        """The length without a space at the end."""
        return self.length - 1 if self._pieces and self._spaced else self.length

    @property
    def bold(self) -> bool | None:
        """Whether all of it is bold; None where there is no text."""
        return all(bold for bold, _size in self.weights) if self.weights else None

    @property
    def size(self) -> float | None:
        """The size that most of it has, or None."""
        if not self.weights:
            return None
        sizes: dict[float, int] = {}
        for (_bold, size), weight in self.weights.items():
            sizes[size] = sizes.get(size, 0) + weight
        return max(sizes, key=lambda size: (sizes[size], size)) or None

    def finish(self) -> tuple[str, tuple[NoteReference, ...]]:
        """Return the text without a final space, and its note references in order."""
        text = "".join(self._pieces).rstrip(" ")
        return text, tuple(NoteReference(min(note.offset, len(text)), note.label) for note in self.notes)
