"""The notes of an HTML page: what calls each, where each begins, which links lead back.

A reference is raised, said to be one, set in square brackets, or answered by a link back from the note; and what it
leads on to looks like a note. A cross-reference (``Sections 6, 7``) is none of that and stays text.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile
from urllib.parse import unquote

import regex
from lxml import etree

from ...language.note_marks import RAISED, begins_with_mark, is_mark, linked_mark, may_have_power, raised_marks
from ..line import tidy
from ..structure.labels import read_labels
from .printed_text import BLOCKS, PrintedText

_NOTE_BLOCKS = frozenset({"p", "li", "div", "dd", "dt", "td", "tr", "aside", "section", "footnote", "blockquote"})
# blocks that hold one note each, whole
_HOLDERS = frozenset({"li", "tr", "dd", "aside"})
_SAYS_CALL = frozenset({"doc-noteref", "noteref"})
_SAYS_NOTE = frozenset(
    {"doc-footnote", "doc-endnote", "doc-endnotes", "footnote", "footnotes", "endnote", "endnotes", "rearnote", "note"}
)
# names that programs give to references and notes; a hint beside other signs, never proof
_HINT = regex.compile(
    r"foot_?note|end_?note|note_?ref|fn|(?:^|[\W_])(?:ftn|edn|n|ref|note|cite)(?:[\W_\d]|$)", regex.IGNORECASE
)
_SHAPED = regex.compile(r"\[[^\[\]]+\]|[*†‡§]+|\d{1,3}\s?/")  # [1], *, and 4/ of old UN documents
_RAISED_FIGURES = regex.compile(rf"[{RAISED}*†‡§]+")
_RAISED_STYLE = regex.compile(r"vertical-align\s*:\s*(?:super|text-top)", regex.IGNORECASE)
_ARROWS = r"[↩↑⏎⤴⬆↵^«⇑🔙]\ufe0e?\ufe0f?"
_WAY_BACK = regex.compile(
    rf"(?:[\[(]?\s*(?:{_ARROWS}|(?:(?:jump|go|return|back|up|top)\s*){{1,3}}(?:(?:to|the|text|content|reference|footnote|note|article|\d+)\s*){{0,5}}:?"
    r"|返回(?:正文|原文|文中|上文|页首)?|回到(?:正文|原文)?|跳转(?:至|到)?[:：]?)\s*[\])]?\s*)+",
    regex.IGNORECASE,
)
# what a note prints of its own mark and of its ways back: ``^ a b``, ``↑ 1.0 1.1``, ``[1]``
_BACK_MARKS = regex.compile(
    rf"(?:{_ARROWS}|[\[(]?\s*(?:\d{{1,3}}(?:\.\d{{1,2}})?|[a-z]{{1,2}}|\*{{1,4}}|[†‡§])\s*[\])/]?\.?|[\s,，、])+"
)
_LIST_OF_MARKS = regex.compile(r"[\[(（]?\s*(?:(?:\d{1,3}|[*†‡§]{1,4}|[a-z])[\s,，、;；\[\]()（）–-]*)+")
_CLOSING = regex.compile(r"[\s.。)\]）]*")
_LONGEST_MARK = 14  # characters of a link that calls a note, or of all links of one raised group, at most 40
_LONGEST_GROUP = 40
_LONGEST_WAY_BACK = 40
_HEAD = 24  # characters in which a note's own mark stands
_SAID_ABOVE = 6  # elements above a note that may say what it is


@dataclass(frozen=True, slots=True)
class LinkedNotes:
    """The notes of a page.

    Attributes:
        calls: Each element that calls notes and prints nothing else -> their labels.
        blocks: Each element that is a note -> its label, as its first reference prints it.
        starts: Each element with which a note begins in the middle of a block -> its label.
        marks: What notes print of their own numbers and of the ways back to the text.
    """

    calls: dict[etree._Element, tuple[str, ...]] = field(default_factory=dict)
    blocks: dict[etree._Element, str] = field(default_factory=dict)
    starts: dict[etree._Element, str] = field(default_factory=dict)
    marks: set[etree._Element] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Link:
    """A link inside the page: the element, what it prints, where it leads, and whether it names no other page."""

    element: etree._Element
    printed: str
    target: etree._Element
    local: bool


@dataclass(frozen=True, slots=True)
class _Note:
    """What a link may lead to: a block, or from ``element`` on to the end of the block that it stands in."""

    element: etree._Element
    is_block: bool
    start: int  # its place
    first: int  # index of its first piece of text
    last: int  # index after its last
    mark: etree._Element | None = None  # a block before it that prints its mark and nothing else


def find_linked_notes(root: etree._Element, text: PrintedText) -> LinkedNotes:
    """Find the notes of a page by its links, then those that only raised numbers tell."""
    return _NoteFinder(text, _links(root, text)).find(root)


def _links(root: etree._Element, text: PrintedText) -> list[_Link]:
    targets: dict[str, etree._Element] = {}
    for node in text.spans:
        for key in (node.get("id"), node.get("name") if node.tag == "a" else None):
            if key:
                targets.setdefault(key, node)
    found = []
    for node in root.iter("a"):
        path, mark, fragment = node.get("href", "").partition("#")
        target = targets.get(fragment, targets.get(unquote(fragment))) if mark else None
        if target is not None and node in text.spans and target in text.spans:
            found.append(_Link(node, tidy(text.head(node, _LONGEST_WAY_BACK)).strip(), target, not path))
    return found


class _NoteFinder:
    """Looks for the notes of one page."""

    def __init__(self, text: PrintedText, links: list[_Link]) -> None:
        self.text = text
        self.links = sorted(links, key=lambda link: text.spans[link.element])
        self.places = [text.spans[link.element][0] for link in self.links]
        self.found = LinkedNotes()
        self.numbers: dict[etree._Element, dict[etree._Element, int]] = {}
        self.candidates = [link for link in self.links if self._may_call(link)]
        self.targets = sorted({text.spans[link.target][0] for link in self.candidates})

    def find(self, root: etree._Element) -> LinkedNotes:
        calls: list[tuple[_Link, str, _Note]] = []
        for link in self.candidates:
            label = _label(link)
            note = self._note(link.target)
            if note is not None and self._calls(link, label, note):
                calls.append((link, label, note))
        for link, label, note in calls:
            (self.found.blocks if note.is_block else self.found.starts).setdefault(note.element, label)
            if note.mark is not None:
                self.found.marks.add(note.mark)
            self.found.calls[self._widened(link.element, lambda printed: bool(linked_mark(printed)))] = (label,)
            self._mark_ways_back(note)
        self._group()
        self._raised_only(root)
        return self.found

    def _may_call(self, link: _Link) -> bool:
        forward = self.text.spans[link.target][0] > self.text.spans[link.element][0]
        return bool(_label(link)) and forward and not self.text.holds(link.target, link.element)

    def _note(self, target: etree._Element) -> _Note | None:
        """Return the note that a target begins, or None where what stands there can be none."""
        first = self.text.begin(target)
        if first == len(self.text.places):
            return None
        block = self.text.blocks[first]
        end = self.text.end(target)
        if target.tag in _NOTE_BLOCKS and first < end:
            block = target
        elif block.tag not in _NOTE_BLOCKS or not self.text.opens_block(first):
            return self._from_here(target, first, block)
        block = self._enlarged(block, target, first)
        if self.text.has_heading(block):
            return None
        start = self.text.spans[block][0]
        following = block.getnext() if block.tag == "dt" else None
        if following is not None and following.tag == "dd":
            if not _BACK_MARKS.fullmatch(tidy(self.text.head(block, _HEAD))):
                return None
            return _Note(following, True, start, first, self.text.end(following), block)
        return _Note(block, True, start, first, self.text.end(block))

    def _from_here(self, target: etree._Element, first: int, block: etree._Element) -> _Note | None:
        """Return the note that runs from a target to the next target in the same block, or to the block's end."""
        last = first
        end = self.text.end(block)
        following = bisect_left(self.targets, self.text.spans[target][0] + 1)
        limit = self.targets[following] if following < len(self.targets) else self.text.places[-1] + 1
        while last < end and self.text.blocks[last] is block and self.text.places[last] < limit:
            last += 1
        if block.tag in BLOCKS and block.tag not in _NOTE_BLOCKS | {"body", "html", "center", "td", "form"}:
            return None
        return _Note(target, False, self.text.spans[target][0], first, last)

    def _enlarged(self, block: etree._Element, target: etree._Element, first: int) -> etree._Element:
        """Return the list item, row or division that a note is all of."""
        digits = _digits(target.get("id") or target.get("name") or "")
        parent = block.getparent()
        while parent is not None and parent.tag in _NOTE_BLOCKS | {"ol", "ul"} and self.text.begin(parent) == first:
            start, end = self.text.spans[parent]
            if bisect_left(self.targets, end) - bisect_left(self.targets, start) > 1:
                break
            if parent.tag in _HOLDERS or (digits and _digits(parent.get("id", "")) == digits):
                block = parent
            parent = parent.getparent()
        return block

    def _calls(self, link: _Link, label: str, note: _Note) -> bool:
        """Decide whether a link calls a note."""
        if self._holds_call(note, link) or not self._has_text(note):
            return False
        answered = self._is_answered(link, label, note)
        if not link.local:
            return answered
        own = answered or self._is_said(note) or self._has_mark(note, label)
        if self._is_raised(link.element) or link.element.get("role") in _SAYS_CALL or _says(link.element) & _SAYS_CALL:
            return own or _hints(note.element)
        if not self.text.before(link.element, 1).strip():
            return False  # the first of its block: an entry of a list of contents
        around = self._widened(link.element, lambda printed: bool(linked_mark(printed)))
        shaped = bool(_SHAPED.fullmatch(self.text.head(around, _LONGEST_MARK).strip()))
        told = _hints(link.element) or (shaped and not _is_cited(self.text.before(link.element, _HEAD), label))
        return answered or (own and told)

    def _holds_call(self, note: _Note, link: _Link) -> bool:
        return note.is_block and self.text.holds(note.element, link.element)

    def _has_text(self, note: _Note) -> bool:
        head = tidy(self.text.between(note.first, note.last, 200)).strip()
        return not _BACK_MARKS.fullmatch(head) and not _WAY_BACK.fullmatch(head)

    def _is_raised(self, element: etree._Element) -> bool:
        """Whether a link or what it stands in is set above the line, with nothing else."""
        if _RAISED_FIGURES.fullmatch(self.text.head(element, _LONGEST_MARK).strip()):
            return True
        inside = (node for node in element.iterdescendants("sup", "span", "font"))
        around = self._widened(element, lambda printed: bool(_LIST_OF_MARKS.fullmatch(printed)))
        above = takewhile(lambda node: self.text.holds(around, node), element.iterancestors())
        return any(
            node.tag == "sup" or _RAISED_STYLE.search(node.get("style", "")) for node in (element, *above, *inside)
        )

    def _widened(self, element: etree._Element, fits: Callable[[str], bool]) -> etree._Element:
        """Return the outermost element around one, below its block, whose text still fits."""
        parent = element.getparent()
        while parent is not None and parent.tag not in BLOCKS:
            printed = tidy(self.text.head(parent, _LONGEST_GROUP)).strip()
            if len(printed) > _LONGEST_GROUP or not fits(printed):
                break
            element, parent = parent, parent.getparent()
        return element

    def _within(self, note: _Note) -> Iterator[_Link]:
        """Yield the links of a note, in order."""
        if note.first >= note.last:
            return
        end = self.text.places[note.last - 1]
        at = bisect_left(self.places, note.start)
        while at < len(self.links) and self.places[at] <= end:
            yield self.links[at]
            at += 1

    def _is_answered(self, link: _Link, label: str, note: _Note) -> bool:
        """Whether the note has a link back to the place of a reference: as its own mark, or an arrow at its end."""
        place = self.text.blocks[self.text.begin(link.element)]
        for back in self._within(note):
            if self._leads_to(back.target, place):
                same = linked_mark(back.printed) == label and self._opens(back, note)
                if same or (
                    _WAY_BACK.fullmatch(back.printed) and (self._opens(back, note) or self._closes(back, note))
                ):
                    return True
        return False

    def _leads_to(self, target: etree._Element, block: etree._Element) -> bool:
        """Whether a target stands in a block, is it, or stands right before its text."""
        at = self.text.begin(target)
        return self.text.holds(block, target) or (at < len(self.text.blocks) and self.text.blocks[at] is block)

    def _opens(self, back: _Link, note: _Note) -> bool:
        before = tidy(self.text.between(note.first, self.text.begin(back.element), _HEAD)).rstrip("[( ")
        return not before or bool(_BACK_MARKS.fullmatch(before))

    def _closes(self, back: _Link, note: _Note) -> bool:
        after = tidy(self.text.between(self.text.end(back.element), note.last, _HEAD))
        return bool(_CLOSING.fullmatch(after) or _BACK_MARKS.fullmatch(after) or _WAY_BACK.fullmatch(after))

    def _has_mark(self, note: _Note, label: str) -> bool:
        """Whether a note begins with its own number, or is the list item of that number."""
        if begins_with_mark(tidy(self.text.between(note.first, note.last, _HEAD)).lstrip(), label):
            return True
        items = note.element.getparent()
        if not note.is_block or note.element.tag != "li" or items is None or items.tag != "ol":
            return False
        if items not in self.numbers:
            start = int(items.get("start", "1")) if regex.fullmatch(r"\d{1,6}", items.get("start", "1")) else 1
            self.numbers[items] = {item: number for number, item in enumerate(items.iterchildren("li"), start)}
        return str(self.numbers[items].get(note.element)) == label

    @staticmethod
    def _is_said(note: _Note) -> bool:
        above = (note.element, *islice(note.element.iterancestors(), _SAID_ABOVE))
        return any(_says(element) & _SAYS_NOTE for element in above)

    def _mark_ways_back(self, note: _Note) -> None:
        """Note what a note prints of its own mark and its ways back; they are no text."""
        for link in self._within(note):
            back = self.text.spans[link.target][0] < self.text.spans[link.element][0]
            own = bool(_BACK_MARKS.fullmatch(link.printed)) and self._opens(link, note)
            if back and (own or _WAY_BACK.fullmatch(link.printed)):
                fits = lambda printed: bool(_BACK_MARKS.fullmatch(printed) or _WAY_BACK.fullmatch(printed))  # noqa: E731
                self.found.marks.add(self._widened(link.element, fits))

    def _group(self) -> None:
        """Take several references that are raised together, ``1, 2``, as one element."""
        for call in list(self.found.calls):
            around = self._widened(call, lambda printed: bool(_LIST_OF_MARKS.fullmatch(printed)))
            if around is call or call not in self.found.calls:
                continue
            inside = [node for node in around.iterdescendants() if node in self.found.calls]
            printed = regex.findall(r"[\p{L}\p{N}*†‡§]+", self.text.head(around, _LONGEST_GROUP))
            if len(inside) == len(printed):
                labels = tuple(label for node in inside for label in self.found.calls.pop(node))
                self.found.calls[around] = labels

    def _raised_only(self, root: etree._Element) -> None:
        """Pair raised numbers that are no links with the blocks that begin with the same raised number."""
        calls: dict[str, list[etree._Element]] = {}
        for node in root.iter("sup"):
            if node not in self.text.spans or self.text.begin(node) == self.text.end(node) or self._is_taken(node):
                continue
            raised = tidy(self.text.head(node, _LONGEST_MARK)).strip()
            letter = len(raised) == 1 and raised.isalpha() and raised.islower()
            if not (letter or is_mark(raised)):
                continue
            at = self.text.begin(node)
            block = self.text.blocks[at]
            if not self.text.opens_block(at):
                before = self.text.before(node, _HEAD)
                if raised_marks(before, raised) or (letter and not before[-1:].isdecimal()):
                    calls.setdefault(raised, []).append(node)
            elif block.tag in _NOTE_BLOCKS and self.text.end(block) > self.text.end(node) and raised in calls:
                self.found.blocks.setdefault(block, raised)
                self.found.marks.add(node)
                # an exponent calls a note only where nothing else does
                places = calls.pop(raised)
                sure = [place for place in places if not may_have_power(self.text.before(place, _HEAD))]
                self.found.calls.update(dict.fromkeys(sure or places, (raised,)))

    def _is_taken(self, node: etree._Element) -> bool:
        found = self.found
        near = (node, *node.iterdescendants("a"), *(a for a in node.iterancestors("a")))
        return any(place in found.calls or place in found.marks for place in near)


def _is_cited(before: str, label: str) -> bool:
    """Whether a number in brackets completes a reference to a part of a text: ``See articles [6]``."""
    word = regex.search(r"(\p{L}{3,}?)s?[\s\[(]+$", tidy(before))
    return word is not None and any(found.name for found in read_labels(f"{word[1].capitalize()} {label}"))


def _label(link: _Link) -> str:
    label = linked_mark(unicodedata.normalize("NFKC", link.printed))
    if not label and _says(link.element) & _SAYS_CALL and len(link.printed) <= _LONGEST_MARK:
        return link.printed.strip("[]()（） ")
    return label


def _says(element: etree._Element) -> set[str]:
    """Return what an element says it is, by its role or its type in a book."""
    return {*element.get("role", "").split(), *element.get("epub:type", "").split()}


def _hints(element: etree._Element) -> bool:
    names = (element.get(key, "") for key in ("class", "id", "name", "rel"))
    return any(_HINT.search(name) for name in names)


def _digits(name: str) -> str:
    return "".join(regex.findall(r"\d", name))
