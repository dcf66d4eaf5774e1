"""The printed page: how wide it is, how its paragraphs begin, where a new page begins."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import regex

from ...language.note_marks import before_raised
from ...language.script import display_width
from ...language.words import CLOSING_MARKS, FINAL_STOPS
from ..line import Line
from .labels import read_labels
from .right_edge import Seam, agreeing, counted_edge, near_edge, seams, word_width

# the end of a sentence or clause; a point behind one or two letters is an abbreviation's
_MARK_AT_END = regex.compile(r"((?<=\p{Ll}{2}|[\p{Pe}\p{Pf}\d\"])\.|[。;；:：,，])[\p{Pe}\p{Pf}\"]*\s*$")
_MARK_INSIDE = regex.compile(
    r"((?<=\p{Ll}{2}|[\p{Pe}\p{Pf}\"])\.(?=[\p{Pe}\p{Pf}\"]*\s+\p{Lu})|[;:,](?=\s|\p{Han})|[。；：，](?=.))"
)
_ASCII_MARKS = {"。": ".", "；": ";", "：": ":", "，": ","}
_RULE = regex.compile(r"[_\-–—=*.·]{5,}|[_—]{3,}")
_COMPLETE = regex.compile(rf"[{FINAL_STOPS}…][{CLOSING_MARKS}]*(?:\d{{1,3}}|\*+)?[\p{{Pe}}\p{{Pf}}]*\s*$")
# a number after a stop calls a note, but not in Add.1, No.3 or 3.5
_SYMBOL_TAIL = regex.compile(r"(?:\b(?:Add|Corr|Rev|WP|CRP|No|L)|\d)\.\d+$")
_ADDRESS = regex.compile(r"https?://|www\.")
_BIN = 3  # columns
_INDENT = 3  # columns
_LEAST_INDENT = 2  # columns, where the lines themselves tell
# So many of the line ends of a text in a fixed pitch agree on one column: 0.96 to 1.0 in composed ones at 40 to 100
# columns; in texts taken from PDFs, set in other fonts, 0.2 to 0.5
_SHARP = 0.9


@dataclass(frozen=True, slots=True)
class Page:
    """What a document's lines have in common.

    Attributes:
        width: Columns that a full line takes.
        gap: Usual number of blank lines between two printed lines, -1 where the format does not say.
        leads: Spaces before the lines of running text by page (page 0 where there are none), in a text whose
            paragraphs are told by their indented first lines; empty elsewhere.
        sharp: Whether every line was filled with as many words as it takes, so that one with room left ends its text.
        gap_inside: Blank lines between two lines of one text, -1 where none is seen.
        counted: Characters of a full line where lines were broken after so many, whatever stood there; else 0.
        closing: Marks (of ``.;:,``, Chinese ones too) that stand oftener at the ends of texts than inside them, so
            that one at the very edge is likelier to end a text than not.
        indent: Spaces before the first line of a paragraph where all that goes on has fewer; 0 where that is not so.
    """

    width: int
    gap: int
    leads: Mapping[int, int] = field(default_factory=dict)
    sharp: bool = False
    gap_inside: int = -1
    indent: int = 0
    counted: int = 0
    closing: str = ""

    @property
    def parts(self) -> bool:
        """Whether blank lines part the paragraphs, and no lines of one text."""
        return self.gap > self.gap_inside >= 0

    def is_indented(self, line: Line) -> bool:
        """Whether the line is set in from the running text, as the first line of a paragraph is."""
        if self.begins(line):
            return True
        lead = self.leads.get(line.page or 0)
        return lead is not None and _INDENT <= line.lead - lead <= 4 * _INDENT

    def begins(self, line: Line) -> bool:
        """Whether the line is set in just as the first line of every paragraph."""
        return line.lead == self.indent > 0

    def is_parted(self, line: Line) -> bool:
        """Whether more blank lines stand above the line than between two lines of one text."""
        return 0 <= self.gap_inside < (line.gap or 0)

    def is_full(self, line: Line, following: Line | None = None) -> bool:
        """Whether the line reaches the right edge, so that its text may go on in the next one."""
        if self.counted:
            return len(line.text) >= self.counted - 1  # a space at the edge is not kept
        room = self.width - display_width(line.text)
        if following is not None and room > 0:
            return room < word_width(following.text) or (not self.sharp and room <= self.width * 0.12)
        return room <= self.width * 0.12


def is_complete(text: str) -> bool:
    """Whether ``text`` ends as a sentence, a clause of a list or a lead-in does."""
    text = before_raised(text)
    return bool(_COMPLETE.search(text)) and not _SYMBOL_TAIL.search(text)


def is_rule(text: str) -> bool:
    """Whether a line is a drawn rule, such as the one above footnotes."""
    return bool(_RULE.fullmatch(text))


def measure_page(lines: Sequence[Line]) -> Page:
    """Measure line width and spacing over all lines of a document."""
    wrapped = any(not line.whole for line in lines)
    widths = [display_width(line.text) for line in lines if not line.whole and not _ADDRESS.search(line.text)]
    gaps = Counter(line.gap for line in lines if line.gap is not None)
    gap = gaps.most_common(1)[0][0] if gaps else -1
    page = _sharp(Page(_full_width(widths), gap, _leads(lines)), lines)
    page = replace(page, closing=_closing_marks(lines, page) if page.sharp else "")
    indented = sum(page.is_indented(line) for line in lines)
    told = wrapped and len(lines) * 0.05 <= indented <= len(lines) * 0.6
    return page if told else replace(page, leads={})


def _sharp(page: Page, lines: Sequence[Line]) -> Page:
    """Return the page with the exact column at which its lines were broken, where nearly all agree on one."""
    found = seams(lines, [display_width(line.text) for line in lines])
    found = [seam for seam in found if not lines[seam.line].whole]
    broken = agreeing(found, 0.0)
    gaps = Counter(lines[seam.line + 1].gap or 0 for seam in broken)
    if gaps and page.gap >= 0:
        page = replace(page, gap_inside=gaps.most_common(1)[0][0])
    page = replace(page, indent=_indent(lines, broken))
    found = [seam for seam in found if (lines[seam.line + 1].gap or 0) <= page.gap_inside]
    found = near_edge(found, broken)
    uneven = len({seam.width for seam in broken}) > 1 or len(broken) < len(found)
    every = counted_edge(lines, found, 1.0) if uneven else 0
    if not broken or every or len(broken) < _SHARP * len(found):
        counted = every or counted_edge(lines, found, _SHARP)
        return replace(page, counted=counted, sharp=counted > 0)
    return replace(page, width=max(seam.width for seam in broken), sharp=True)


def closing_mark(text: str) -> str:
    """Return which of ``.;:,`` a text ends with, in either language; empty for none."""
    mark = _MARK_AT_END.search(before_raised(text))
    return _ASCII_MARKS.get(mark[1], mark[1]) if mark else ""


def _closing_marks(lines: Sequence[Line], page: Page) -> str:
    """Return the marks that stand oftener at the ends of texts than inside them, where the lines tell: not at the edge.

    An end with a number below it tells nothing: it is of the lines without one that this is asked.
    """
    inside = Counter(_ASCII_MARKS.get(mark, mark) for line in lines for mark in _MARK_INSIDE.findall(line.text))
    ends = Counter(
        closing_mark(line.text)
        for line, following in pairwise(lines)
        if not page.is_full(line, following) and not read_labels(following.text)
    )
    return "".join(mark for mark in ".;:," if ends[mark] > inside[mark])


def _indent(lines: Sequence[Line], broken: Sequence[Seam]) -> int:
    """Return the lead of first lines of paragraphs, where lines that go on with others all have one smaller lead."""
    inside = {lines[seam.line + 1].lead for seam in broken}
    if len(inside) != 1:
        return 0
    first = Counter(line.lead for line in lines if line.lead >= min(inside) + _LEAST_INDENT).most_common(1)
    return first[0][0] if first and first[0][1] > 1 else 0


def _leads(lines: Sequence[Line]) -> dict[int, int]:
    """Return the usual lead of each page; a page of many indented lines takes the smaller of the two commonest."""
    counts: dict[int, Counter[int]] = {}
    for line in lines:
        counts.setdefault(line.page or 0, Counter())[line.lead] += 1
    return {
        number: min(lead for lead, count in leads.items() if count >= 0.5 * max(leads.values()))
        for number, leads in counts.items()
    }


def _full_width(widths: Sequence[int]) -> int:
    """Return the width of a full line: that of the lines where most of the text stands (notes are set smaller)."""
    if not widths:
        return 80
    text_at: Counter[int] = Counter()
    for width in widths:
        text_at[width // _BIN] += width
    peak = max(text_at, key=lambda place: (text_at[place - 1] + text_at[place] + text_at[place + 1], place)) * _BIN
    near = sorted(width for width in widths if abs(width - peak) <= 4 * _BIN)
    return near[int(len(near) * 0.85)]


def starts_page(lines: Sequence[Line], index: int, page: Page) -> bool:
    """Whether the line is likely to be the first of a new page: a page number changes or the spacing is broken."""
    if index == 0:
        return True
    line, before = lines[index], lines[index - 1]
    if line.page is not None and before.page is not None and line.page != before.page:
        return True
    if line.gap is None or page.gap < 0:
        return False
    return (line.gap < page.gap and line.lead > 0) or line.gap > page.gap + 1
