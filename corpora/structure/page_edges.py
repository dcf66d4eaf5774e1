"""The edges of pages: which lines stand at the top and the foot of each, and what comes back there or counts up.

Where a page ends is told by the format (page numbers, form feeds); in a text that has neither, by the page numbers
found in it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import Literal, NamedTuple

import regex

from ...language.numerals import HAN_NUMERALS
from ...language.script import display_width
from ...language.symbols import is_symbol
from ...language.words import breaks_off, reads_on
from ..line import Line
from .page import Page, is_complete, is_rule
from .page_numbers import Folio, read_folio, read_job

_DEPTH = 4  # lines: the heads of UN pages have up to three
_NEXT_PAGE = 2  # heads of odd and even pages may differ
_NUMBERS = 3  # numbers in a line that are looked at: one of them may count the pages
_SHORT = 0.75  # of a full line: a head is shorter, so that it can be told from text
_OVERLONG = 1.25  # of a full line
_SYMBOL_PAGES = 2
_COUNTED_PAGES = 3
_HALF = 2  # odd pages, and even ones, whose heads differ
_RETURNING = 0.4  # of the pages: those of odd and even pages stand on half of them
_NEARLY_ALL = 0.8  # of the pages of a run have its head
_LONG_STRETCH = 6  # pages in a row, or every other one: of 216 texts, no head that changes stood on fewer
_SHORTEST_PAGE = 12  # lines
_PACE = 2  # how much longer one page may be than another
_ELSEWHERE = 0.25  # of a head's places, or two, may lie inside pages: in a masthead, beside a page without a number
_INTERRUPTING = 0.25  # of a head's places at least interrupt a sentence: most pages end in mid-sentence
_LONGEST_NOTES = 30  # lines of notes at the foot of a page
_BESIDE_HEADS = 0.75  # of a line's places stand beside heads: it is their second line
_HEAD_LINES = 3
_BESIDE = 3  # lines of running matter that may stand together in a sentence
_NUMBER = regex.compile(r"\d{1,5}(?!\d)")
_BEGINS_BLOCK = regex.compile(rf"[(（]?(?:\p{{Lu}}|\p{{Nd}}{{1,3}}|[{HAN_NUMERALS}]{{1,3}})[.．、)）]")

_NO_HEAD = regex.compile(r"\p{Ll}|(?!.*\p{L})")  # goes on, or says nothing

_COUNTED = "\0"  # stands for the number that counts the pages


class Edge(NamedTuple):
    """One edge of a page.

    Attributes:
        page: The page's number, as it is counted in the file or printed.
        side: Top or foot of the page, or both where only the place of its number is known.
        lines: Indices of the lines there, from the edge inward.
    """

    page: int
    side: Literal["top", "foot", "number"]
    lines: tuple[int, ...]


def edges_by_format(lines: Sequence[Line]) -> list[Edge]:
    """Return the edges of pages that the format or form feeds tell; none where there is one page."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.page is not None and not (line.whole and line.gap is None):  # a PDF has its own zones
            pages[line.page].append(index)
    edges: list[Edge] = []
    for page, indices in pages.items() if len(pages) > 1 else ():
        depth = min(_DEPTH, (len(indices) + 1) // 2)
        edges.append(Edge(page, "top", tuple(indices[:depth])))
        edges.append(Edge(page, "foot", tuple(indices[::-1][:depth])))
    return edges


def edges_by_number(lines: Sequence[Line], numbers: Mapping[int, int]) -> list[Edge]:
    """Return what stands beside the page numbers of a text; ``numbers``: index of a line -> the page it counts."""
    edges: list[Edge] = []
    for index, page in numbers.items():
        edges.append(Edge(page, "number", tuple(range(index - 1, max(index - 1 - _DEPTH, -1), -1))))
        edges.append(Edge(page, "number", tuple(range(index + 1, min(index + 1 + _DEPTH, len(lines))))))
    return edges


class EdgeZones(NamedTuple):
    """Where running matter may stand.

    Attributes:
        pages: The lines at the edges of pages, inward up to the first of the text: index of a line -> its page.
        total: The number of pages whose edges are known.
    """

    pages: Mapping[int, int]
    total: int


def edge_zones(lines: Sequence[Line], edges: Sequence[Edge], page: Page) -> EdgeZones:
    """Return the lines at the edges of pages, inward up to the first of the text."""
    zones: dict[int, int] = {}
    for edge in edges:
        for index in edge.lines:
            if is_complete(lines[index].text) or is_long(lines[index], page):
                break
            zones[index] = edge.page
    return EdgeZones(zones, len({edge.page for edge in edges}))


def returning(texts: Mapping[int, str], zones: EdgeZones) -> set[str]:
    """Return which of these texts come back on as many pages as running heads do, those of odd and even pages too.

    Where one stands on more pages than another, the other must stand on nearly all of these.

    Args:
        texts: Index of a line -> what it says.
        zones: The edges of the pages.
    """
    places: dict[str, set[int]] = defaultdict(set)
    for index, text in texts.items():
        if index in zones.pages:
            places[text].add(zones.pages[index])
    least = max(_SYMBOL_PAGES, _RETURNING * zones.total)
    most = max(map(len, places.values()), default=0)
    return {text for text, pages in places.items() if len(pages) >= max(least, _BESIDE_HEADS * most)}


def are_pages_apart(places: Sequence[int]) -> bool:
    """Whether lines, two at least, stand as far from each other as pages are long."""
    return len(places) > 1 and min(after - before for before, after in pairwise(places)) >= _SHORTEST_PAGE


def keeps_pace(places: Sequence[int], count: int) -> bool:
    """Whether lines stand a page apart from the beginning of a text of ``count`` lines to its end."""
    paces = [after - before for before, after in pairwise(places)]
    longest = max(paces, default=0)
    steady = are_pages_apart(places) and longest <= _PACE * min(paces)
    return steady and places[0] <= _PACE * longest and count - places[-1] <= _PACE * longest


def interrupts_sentence(lines: Sequence[Line], index: int, page: Page, over_notes: bool = False) -> bool:
    """Whether a line stands in a sentence that it is no part of.

    The line before it, full and not complete, goes on in the line after it; and the line is too short for one of the
    sentence: the next word would have gone on it. Short lines beside it may be running matter too.

    Args:
        lines: All lines.
        index: The line.
        page: Measures of the page.
        over_notes: Whether the sentence may have stopped above the notes at the foot of a page.
    """
    line = lines[index]
    if line.whole or is_complete(line.text):
        return False
    wide = display_width(line.text) > page.width * _OVERLONG  # across the columns of the text
    afters = [after for after in _neighbours(lines, index, 1, page) if wide or not page.is_full(line, lines[after])]
    befores = list(_neighbours(lines, index, -1, page))
    if any(_goes_on(lines[before], lines[after], page) for before in befores for after in afters):
        return True
    above = _above_notes(lines, index) if over_notes else -1
    return above >= 0 and any(
        _goes_on(lines[above], lines[after], page) and (is_long(lines[after], page) or continues(lines[after].text))
        for after in afters
    )


def _above_notes(lines: Sequence[Line], index: int) -> int:
    """Return the last line above the rule over the notes before a line, -1 where none is near."""
    for at in range(index - 1, max(index - _LONGEST_NOTES, 0), -1):
        if is_rule(lines[at].text):
            return at - 1
    return -1


def _neighbours(lines: Sequence[Line], index: int, step: int, page: Page) -> Iterator[int]:
    """Yield the nearest lines on one side, past short ones that end no sentence."""
    for _count in range(_BESIDE):
        index += step
        if not 0 <= index < len(lines) or lines[index].whole:
            return
        yield index
        if is_complete(lines[index].text) or is_long(lines[index], page):
            return


def is_long(line: Line, page: Page) -> bool:
    """Whether a line is too long to be a running head, or the heading of a part."""
    return display_width(" ".join(line.text.split())) > page.width * _SHORT


def continues(text: str) -> bool:
    """Whether a text begins as only the rest of a sentence does; Chinese does not tell."""
    return bool(regex.match(r"\p{Ll}|\p{Han}", text)) and not _BEGINS_BLOCK.match(text)


def _goes_on(before: Line, after: Line, page: Page) -> bool:
    if is_complete(before.text) or not page.is_full(before, after) or _BEGINS_BLOCK.match(after.text):
        return False
    return is_long(before, page) and bool(regex.match(r"[\p{L}\p{Nd}(（《“]", after.text))


class Recurring(NamedTuple):
    """What comes back at the edges of pages, or counts up there.

    Attributes:
        reasons: Index of a line -> ``running head`` or ``page number``.
        headings: Indices of lines that are the first of those that head the pages of a chapter: its heading.
        doubtful: Indices of lines that come back as heads do, but on too few pages, or with other lines between them.
    """

    reasons: dict[int, str]
    headings: set[int]
    doubtful: set[int]


def find_recurring(
    lines: Sequence[Line],
    edges: Sequence[Edge],
    page: Page,
    repeats: int,
    numbered: Collection[int],
    headed: Collection[int],
) -> Recurring:
    """Find what comes back at the edges of pages, or counts up there with them.

    Args:
        lines: All lines.
        edges: The edges of the pages.
        page: Measures of the page.
        repeats: On how many pages in a row (or every other one) a head must stand.
        numbered: Pages whose number is known.
        headed: Indices of lines that look like a head with the page's number in it.
    """
    places = _places(lines, edges, numbered)
    total = len({edge.page for edge in edges})
    counts = Counter(_plain(line.text) for line in lines)
    firsts = {_plain(lines[index].text).casefold(): index for index in range(len(lines) - 1, -1, -1)}
    chapters = _chapter_pages(places, repeats, total)
    outermost = (places for places in find_outermost(lines, edges) if len(places) >= repeats)
    found = {index: "running head" for places in outermost for index in places if index >= 0}
    headings: set[int] = set()
    doubtful: set[int] = set()
    for _round in range(_HEAD_LINES):  # the second line of a head is found beside the first
        for (side, name, _offset), at in places.items():
            for pages in _in_a_row(at):
                run = [at[number] for number in pages]
                if found.keys() | headings >= set(run) or not _recurs(
                    lines, name, run, page, repeats, total, counts, found, headed
                ):
                    continue
                if name[:1] == _COUNTED:
                    found |= dict.fromkeys(run, "page number")
                    continue
                if not (is_through(len(at), total) or all(index in headed for index in run)):
                    opens = firsts[_plain(lines[run[0]].text).casefold()] == run[0]
                    if len(run) - opens < repeats or not _is_stretch(pages, chapters[side], total):
                        doubtful.update(run)
                        continue
                    headings.update(run[:opens])
                    del run[:opens]
                found |= dict.fromkeys(run, "running head")
    return Recurring(found, headings - found.keys(), doubtful - found.keys())


_Places = Mapping[tuple[str, str, int], Mapping[int, int]]


def _places(lines: Sequence[Line], edges: Sequence[Edge], numbered: Collection[int]) -> _Places:
    """Return where the lines of the edges stand: side, text, and how far its number is ahead -> page -> index.

    What stands on the first page may be the title that the heads of the others repeat.
    """
    places: dict[tuple[str, str, int], dict[int, int]] = defaultdict(dict)
    pages = {edge.page for edge in edges}
    first = min(pages, default=0)
    counting = 2 * len(pages & set(numbered)) < len(pages)
    for edge in edges:
        for index in edge.lines:
            for name, offset in _keys(lines[index], edge.page):
                counted = name[:1] == _COUNTED
                if (counted and counting and edge.page not in numbered) or (
                    not counted and (edge.page > first or edge.side == "number")
                ):
                    places[edge.side, name, offset].setdefault(edge.page, index)
    return places


def _chapter_pages(places: _Places, repeats: int, total: int) -> Mapping[str, set[int]]:
    """Return for each side the pages with a line that comes back on some of them, as the head of a chapter does."""
    chapters: dict[str, set[int]] = defaultdict(set)
    for (side, name, _offset), at in places.items():
        for run in _in_a_row(at) if name[:1] != _COUNTED and not is_through(len(at), total) else ():
            chapters[side].update(run if len(run) >= repeats else ())
    return chapters


def is_through(pages: int, total: int) -> bool:
    """Whether so many pages are nearly all of them but the first."""
    return pages >= _NEARLY_ALL * (total - 1)


def _is_stretch(pages: Sequence[int], chapters: Set[int], total: int) -> bool:
    """Whether the pages of a head, with those of other chapters, are many in a row, or its own are every other one.

    A heading or label may begin some pages too, but others begin the pages between.

    Args:
        pages: The head's pages.
        chapters: All pages that have such a head.
        total: The number of pages.
    """
    if len(pages) >= _LONG_STRETCH and len({number % 2 for number in pages}) == 1:
        return True
    stretch = next(part for part in _in_a_row(chapters | set(pages)) if pages[0] in part)
    dense = len(stretch) >= _NEARLY_ALL * (stretch[-1] - stretch[0] + 1)
    return dense and len(stretch) >= min(_LONG_STRETCH, _NEARLY_ALL * (total - 1))


def find_outermost(lines: Sequence[Line], edges: Sequence[Edge]) -> Iterator[list[int]]:
    """Yield the places of a line that stands outermost on the pages, page numbers and rules apart: nearly on every one.

    Odd and even pages may have a line each. The first page may begin with something else. If it begins so too, that is
    the title: its place is -1.

    Args:
        lines: All lines.
        edges: The edges of the pages.
    """
    sides: dict[tuple[str, bool], dict[int, int]] = defaultdict(dict)
    for edge in edges:
        index = next((index for index in edge.lines if not _is_apart(lines[index].text)), None)
        if index is not None:
            sides[edge.side, edge.lines[0] < edge.lines[-1]].setdefault(edge.page, index)
    counts = Counter(line.text for line in lines)
    for (side, _down), at in sides.items():
        first, *others = (at[page] for page in sorted(at))
        found = _outermost(lines, counts, side, first, others)
        if not found:
            begin = min(at)
            alike = [at[page] for page in sorted(at) if page > begin and page % 2 == begin % 2]
            even = [at[page] for page in sorted(at) if page % 2 != begin % 2]
            halves = _outermost(lines, counts, side, first, alike), _outermost(lines, counts, side, None, even)
            found = sorted([*halves[0], *halves[1]]) if min(map(len, halves)) >= _HALF else []
        if found:
            yield found


def _outermost(
    lines: Sequence[Line], counts: Counter[str], side: str, first: int | None, others: Sequence[int]
) -> list[int]:
    """Return the places of the line that stands at nearly all of these and hardly elsewhere; none where none does.

    Args:
        lines: All lines.
        counts: How often each text stands in the document.
        side: Side of the pages.
        first: Its place on the first page, which may have another; None where that page is none of these.
        others: Its places on the other pages.
    """
    heads = Counter(lines[index].text for index in others)
    text, count = heads.most_common(1)[0] if heads else ("", 0)
    if count < len(others) * (1 - _ELSEWHERE if count >= _COUNTED_PAGES else 1):
        return []  # a page or two without its head is the first of a chapter
    if not text or is_complete(text) or _NO_HEAD.match(text) or _is_middle(text):
        return []
    alike = [first] if first is not None and lines[first].text == text else []
    places = [-1 if side == "top" else first for first in alike]
    places += [index for index in others if lines[index].text == text]
    return places if counts[text] - len(places) <= max(2, _ELSEWHERE * len(places)) else []


def _is_apart(text: str) -> bool:
    return read_folio(text) is not None or is_rule(text) or read_job(text) is not None


def _keys(line: Line, page: int) -> Iterator[tuple[str, int]]:
    """Yield a line's text, and its text with one number taken as counted from the page."""
    text = _plain(line.text)
    if is_complete(text):
        return
    if folio := read_folio(text):
        yield f"{_COUNTED}{folio.form}{folio.total or ''}", page_of(folio) - page
        return
    if not _is_middle(text):
        yield text, 0
    if not is_symbol(text):
        for number in list(_NUMBER.finditer(text))[:_NUMBERS]:
            yield f"{text[: number.start()]}\0{text[number.end() :]}", int(number[0]) - page


def _is_middle(text: str) -> bool:
    """Whether a line is what only the middle of a sentence is: and, of the, 和, or a few words before a comma."""
    return text.endswith((",", "，", "、")) or (reads_on(text) and breaks_off(f"… {text}"))


def _in_a_row(pages: Iterable[int]) -> Iterator[list[int]]:
    """Cut pages where more than one is missing."""
    run: list[int] = []
    for page in sorted(pages):
        if run and page - run[-1] > _NEXT_PAGE:
            yield run
            run = []
        run.append(page)
    if run:
        yield run


def _plain(text: str) -> str:
    """Return a line with its spaces as wide as any: a head's corners stand as far apart as its page leaves room."""
    return " ".join(text.split())


def _recurs(
    lines: Sequence[Line],
    name: str,
    run: Sequence[int],
    page: Page,
    repeats: int,
    pages: int,
    counts: Counter[str],
    found: Mapping[int, str],
    headed: Collection[int],
) -> bool:
    """Whether a line that stands at the edges of these pages is running matter."""
    if name[:1] == _COUNTED:
        return len(run) >= min(_COUNTED_PAGES, max(2, pages))
    inside = max(counts[_plain(lines[index].text)] for index in run) - len(run)
    if len(run) < repeats or inside > max(2, _ELSEWHERE * len(run)):
        return False
    if _COUNTED in name and all(index in headed for index in run):
        return True
    beside = sum(found.get(index - 1, found.get(index + 1)) == "running head" for index in run)
    beside = (
        0 if _COUNTED in name else beside
    )  # under its head a page may begin with Chapter 2, the next with Chapter 3
    interrupting = sum(interrupts_sentence(lines, index, page, over_notes=True) for index in run)
    return interrupting >= _INTERRUPTING * len(run) or beside >= _BESIDE_HEADS * len(run)


def page_of(folio: Folio) -> int:
    """Return the page that a number counts, Roman ones below the others."""
    return folio.value - 10_000 if folio.form == "roman" else folio.value
