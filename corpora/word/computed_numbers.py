"""Numbers that Word computes, of paragraphs and of notes (ECMA-376 part 1, 17.9 and 17.11)."""

from collections import Counter
from dataclasses import dataclass, replace

import regex
from lxml import etree

from ...language.numerals import format_number
from ..xml import local_name
from .package import Package, W, is_on, value, whole_number
from .styles import Styles

_DEEPEST = 9
_PLACE = regex.compile(r"%([1-9])")
# Word draws bullets with Symbol and Wingdings, in the private use area, and with their letters: o of Courier New, Ø, ü
_DRAWN = regex.compile(r"\p{Co}|(?<!\p{Latin})\p{Latin}(?!\p{Latin})")
_KINDS = {"footnoteReference": ("footnote", "decimal"), "endnoteReference": ("endnote", "lowerRoman")}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    Attributes:
        start: Its first number.
        style: Number format, as `numerals.format_number` takes it, or ``bullet``.
        text: What is printed, with ``%1`` to ``%9`` for the numbers of levels 1 to 9.
        restart: The level (1-based) whose use, or that of a level above it, starts this one again; 0 = never,
            None = any level above.
        legal: Print the numbers of all levels in Arabic figures.
        paragraph_style: Id of the paragraph style that is bound to this level.
    """

    start: int = 0
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    paragraph_style: str = ""


@dataclass(frozen=True, slots=True)
class _NumberedList:
    """A ``w:num``: which abstract list it counts in, its levels, and where it starts again on its first use."""

    abstract: str
    levels: tuple[Level, ...]
    starts: tuple[tuple[int, int], ...] = ()


class Numbering:
    """The lists of a document and their counters; call `next_label` once a paragraph, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._abstracts: dict[str, etree._Element] = {}
        self._numbers: dict[str, etree._Element] = {}
        for element in root if root is not None else ():
            if local_name(element) == "abstractNum":
                self._abstracts[element.get(f"{W}abstractNumId", "")] = element
            elif local_name(element) == "num":
                self._numbers[element.get(f"{W}numId", "")] = element
        self._styles = styles
        self._lists: dict[str, _NumberedList | None] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def level_of_style(self, number: str, style: str | None) -> int | None:
        """Return the level (0-based) of list ``number`` that is bound to a paragraph style."""
        found = self._list(number)
        levels = found.levels if found and style else ()
        return next((depth for depth, level in enumerate(levels) if level.paragraph_style == style), None)

    def next_label(self, number: str, depth: int) -> str:
        """Count one paragraph and return its number as printed.

        Args:
            number: ``w:numId`` of the list; ``0`` or an unknown one has no numbers.
            depth: Level in the list, 0-based.
        """
        found = self._list(number)
        if found is None or not 0 <= depth < len(found.levels):
            return ""
        self._count(number, found, depth)
        return self._label(found, depth)

    def _count(self, number: str, found: _NumberedList, depth: int) -> None:
        counters = self._counters.setdefault(found.abstract, {})
        for level, start in found.starts:
            if level <= depth and (number, level) not in self._started:
                self._started.add((number, level))
                counters[level] = start - (level == depth)  # its own level is counted below
        counters[depth] = counters.get(depth, found.levels[depth].start - 1) + 1
        for deeper in range(depth + 1, len(found.levels)):
            restart = found.levels[deeper].restart
            if restart is None or (restart and depth < restart):
                counters.pop(deeper, None)

    def _label(self, found: _NumberedList, depth: int) -> str:
        level = found.levels[depth]
        if level.style == "bullet":
            return _DRAWN.sub("•", level.text.strip()) or "•"
        counters = self._counters[found.abstract]

        def number(match: regex.Match[str]) -> str:
            other = int(match[1]) - 1
            if other >= len(found.levels):
                return ""
            style = "decimal" if level.legal else found.levels[other].style
            return format_number(counters.get(other, found.levels[other].start), style) if style != "none" else ""

        return _PLACE.sub(number, level.text).strip()

    def _list(self, number: str) -> _NumberedList | None:
        if number not in self._lists:
            self._lists[number] = self._resolve(number)
        return self._lists[number]

    def _resolve(self, number: str, seen: frozenset[str] = frozenset()) -> _NumberedList | None:
        element = self._numbers.get(number)
        abstract = value(element, "abstractNumId") or ""
        definition = self._abstracts.get(abstract)
        if element is None or definition is None or number in seen:
            return None
        if link := value(definition, "numStyleLink"):
            target = self._resolve(self._styles.list_style(link) or "", seen | {number})
            if target is None:
                return None
            abstract, levels = target.abstract, list(target.levels)
        else:
            levels = [Level()] * _DEEPEST
            for level in definition.iterfind(f"{W}lvl"):
                _place(levels, level)
        starts = []
        for override in element.iterfind(f"{W}lvlOverride"):
            depth = whole_number(override.get(f"{W}ilvl"))
            if (inner := override.find(f"{W}lvl")) is not None:
                _place(levels, inner, depth)
            if start := value(override, "startOverride"):
                starts.append((depth, whole_number(start)))
                if 0 <= depth < _DEEPEST:
                    levels[depth] = replace(levels[depth], start=whole_number(start))
        return _NumberedList(abstract, tuple(levels), tuple(sorted(starts)))


def _place(levels: list[Level], element: etree._Element, depth: int | None = None) -> None:
    """Read one ``w:lvl`` into its place."""
    place = whole_number(element.get(f"{W}ilvl"), -1) if depth is None else depth
    if 0 <= place < _DEEPEST:
        restart = value(element, "lvlRestart")
        levels[place] = Level(
            start=whole_number(value(element, "start")),
            style=_style(element),
            text=value(element, "lvlText") or "",
            restart=None if restart is None else whole_number(restart),
            legal=bool(is_on(element, "isLgl")),
            paragraph_style=value(element, "pStyle") or "",
        )


def _style(level: etree._Element) -> str:
    """Return the number format, also where it stands inside ``mc:AlternateContent``."""
    formats = [element.get(f"{W}val", "decimal") for element in level.iter(f"{W}numFmt")]
    return next((style for style in formats if style != "custom"), "decimal")


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
