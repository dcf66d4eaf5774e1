"""Text with the places where footnotes are called: cut, joined and changed here only, so that no reference is lost.

A reference belongs to the last character before it that is no white space, and goes wherever that character goes.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

_OFFSET = attrgetter("offset")


@dataclass(frozen=True, slots=True)
class NoteReference:
    """Where a footnote is called from.

    Attributes:
        offset: Characters of the text before the reference, 0-based.
        label: The note's label as printed, e.g. ``12`` or ``*``.
    """

    offset: int
    label: str

    def at(self, offset: int) -> "NoteReference":
        """Return the same reference at another place."""
        return NoteReference(offset, self.label)


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text and its note references, ascending.

    Example:
        >>> text = AnnotatedText("见报告。 另见决议。", (NoteReference(4, "1"), NoteReference(10, "2")))
        >>> [piece.notes for piece in text.cut([(0, 4), (5, 10)])]
        [(NoteReference(offset=4, label='1'),), (NoteReference(offset=5, label='2'),)]
    """

    text: str = ""
    notes: tuple[NoteReference, ...] = ()

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, spans: Iterable[tuple[int, int]]) -> list["AnnotatedText"]:
        """Return the pieces at some half-open spans, each with the references of its characters."""
        return [self.slice(start, end) for start, end in spans]

    def slice(self, start: int, end: int | None = None) -> "AnnotatedText":
        """Return the text from ``start`` to ``end``; a reference before the first ink goes with that ink."""
        end = len(self.text) if end is None else max(start, end)
        ink = after_white(self.text, start)
        leads = not before_white(self.text, start) and (ink < end or ink == len(self.text))
        low = -1 if leads else ink
        high = after_white(self.text, end)
        first, last = (bisect_right(self.notes, place, key=_OFFSET) for place in (low, high))
        kept = (note.at(min(max(note.offset, start), end) - start) for note in self.notes[first:last])
        return AnnotatedText(self.text[start:end], tuple(kept))

    def strip(self) -> "AnnotatedText":
        """Return the text without white space at its ends."""
        return self.slice(after_white(self.text, 0), before_white(self.text, len(self.text)))

    def settled(self) -> "AnnotatedText":
        """Return the text with each reference right behind its character, before any white space."""
        return AnnotatedText(self.text, tuple(note.at(before_white(self.text, note.offset)) for note in self.notes))

    def respaced(self, text: str) -> "AnnotatedText":
        """Return ``text``, which is the same but for white space, with the references of this one."""
        notes: list[NoteReference] = []
        read = place = 0
        for note in self.notes:
            ink = sum(not char.isspace() for char in self.text[read : note.offset])
            read = note.offset
            while ink and place < len(text):
                ink -= not text[place].isspace()
                place += 1
            notes.append(note.at(place))
        return AnnotatedText(text, tuple(notes))

    def replace(self, changes: Iterable[tuple[int, int, str]]) -> "AnnotatedText":
        """Return the text with other words at some places.

        Args:
            changes: Start, end and new text of each place, ascending, none over another. References inside a place
                keep their distance from its start, but stay inside what is new.
        """
        pieces: list[str] = []
        notes: list[NoteReference] = []
        done = size = at = 0

        def take(end: int, start: int, room: int) -> None:
            nonlocal at
            while at < len(self.notes) and self.notes[at].offset <= end:
                notes.append(self.notes[at].at(size + min(self.notes[at].offset - start, room)))
                at += 1

        for start, end, new in changes:
            take(start, done, start - done)
            pieces += (self.text[done:start], new)
            size += start - done
            take(end, start, len(new))
            size += len(new)
            done = end
        take(len(self.text), done, len(self.text) - done)
        return AnnotatedText("".join([*pieces, self.text[done:]]), tuple(notes))


def join(parts: Iterable[AnnotatedText], glue: str = "") -> AnnotatedText:
    """Return one text of several; ``glue`` stands between those that are not empty."""
    pieces: list[str] = []
    notes: list[NoteReference] = []
    size = 0
    for part in parts:
        if part.text and size and glue:
            pieces.append(glue)
            size += len(glue)
        notes += [note.at(size + note.offset) for note in part.notes]
        pieces.append(part.text)
        size += len(part.text)
    return AnnotatedText("".join(pieces), tuple(notes))


def take_out_marks(text: str, marks: Sequence[tuple[int, int, str]]) -> AnnotatedText:
    """Return a text without the marks that call notes, each a reference now, and without white space at its end.

    Args:
        text: The text as printed.
        marks: Start, end and label of each mark, ascending.

    Example:
        >>> take_out_marks("见报告1。", [(3, 4, "1")])
        AnnotatedText(text='见报告。', notes=(NoteReference(offset=3, label='1'),))
    """
    ends = [0, *(end for _start, end, _label in marks)]
    pieces = [
        AnnotatedText(text[before:start], (NoteReference(start - before, label),))
        for before, (start, _end, label) in zip(ends, marks, strict=False)
    ]
    whole = join([*pieces, AnnotatedText(text[ends[-1] :])])
    return whole.slice(0, before_white(whole.text, len(whole)))


def before_white(text: str, place: int) -> int:
    """Return the place before the white space that ends at ``place``."""
    while place and text[place - 1].isspace():
        place -= 1
    return place


def after_white(text: str, place: int) -> int:
    """Return the place after the white space that begins at ``place``."""
    while place < len(text) and text[place].isspace():
        place += 1
    return place
