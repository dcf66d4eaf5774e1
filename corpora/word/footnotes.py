"""Footnotes and endnotes of a DOCX file, with the numbers that Word computes (ECMA-376 part 1, 17.11)."""

from collections import Counter

from lxml import etree

from ...language.numerals import format_number
from .package import Package, W, value, whole_number

_KINDS = {"footnoteReference": ("footnote", "decimal"), "endnoteReference": ("endnote", "lowerRoman")}


class Notes:
    """The notes of a document: a label a reference, then the note itself once."""

    def __init__(self, package: Package) -> None:
        self._notes: dict[tuple[str, str], etree._Element] = {}
        for kind, (element, _style) in _KINDS.items():
            root = package.related(f"{element}s")
            for note in root.iterfind(f"{W}{element}") if root is not None else ():
                if note.get(f"{W}type", "normal") == "normal":
                    self._notes[kind, note.get(f"{W}id", "")] = note
        self._settings = package.related("settings")
        self._sections = list(package.document.iter(f"{W}sectPr"))
        self._section = 0
        self._counts: Counter[str] = Counter()
        self._labels: dict[tuple[str, str], str] = {}
        self._waiting: list[tuple[str, str]] = []

    def next_label(self, kind: str, identifier: str, mark: str) -> str:
        """Return the label of a reference: its own mark, or the next number.

        Args:
            kind: ``footnoteReference`` or ``endnoteReference``.
            identifier: ``w:id`` of the note.
            mark: The mark that stands in the text instead of a number, or empty.
        """
        label = mark.strip()
        if not label:
            self._counts[kind] += 1
            element, usual = _KINDS[kind]
            start = whole_number(self._setting(element, "numStart"), 1)
            style = self._setting(element, "numFmt") or usual
            label = format_number(self._counts[kind] + start - 1, style)
        if (kind, identifier) in self._notes and (kind, identifier) not in self._labels:
            self._waiting.append((kind, identifier))
        self._labels.setdefault((kind, identifier), label)
        return label

    def is_known(self, label: str) -> bool:
        """Tell whether some note so far has this label."""
        return label in self._labels.values()

    def take_called(self) -> list[tuple[str, etree._Element]]:
        """Return label and element of the notes called since the last time."""
        called, self._waiting = self._waiting, []
        return [(self._labels[key], self._notes[key]) for key in called]

    def take_uncalled(self) -> list[tuple[str, etree._Element]]:
        """Return the notes that nothing in the text calls, after the last paragraph; they get the next numbers."""
        left = [key for key in self._notes if key not in self._labels]
        return [(self.next_label(*key, mark=""), self._notes[key]) for key in left]

    def next_section(self) -> None:
        """Pass on to the next section, where numbers may start again."""
        self._section = min(self._section + 1, len(self._sections) - 1)
        for kind, (element, _style) in _KINDS.items():
            if self._setting(element, "numRestart") == "eachSect":
                self._counts[kind] = 0

    def _setting(self, element: str, name: str) -> str | None:
        """Return a setting of the section, or else of the document."""
        for place in (self._sections[self._section] if self._sections else None, self._settings):
            if place is not None and (found := value(place.find(f"{W}{element}Pr"), name)):
                return found
        return None
