"""What the parts of a PDF page are: masthead, running heads and feet, footnotes, text; told by place and size."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from ...language.note_marks import mark_before_text
from ...language.script import has_han
from ...language.symbols import find_symbols, is_symbol
from ...language.words import breaks_off
from ..structure.front_matter import is_masthead
from ..structure.labels import read_labels
from ..structure.named_labels import read_named
from ..structure.page import is_complete
from ..structure.page_numbers import is_bar_code, is_page_number, read_job
from .printed_lines import PrintedLine, marks_in
from .sheet import DrawnRule, Sheet
from .tables.drawn_tables import drawn_tables

_TOP_ZONE = 0.12  # of the page's height; heads of the UN's pages end at 0.09, their text begins at 0.10
_FOOT_ZONE = 0.90
_MASTHEAD_ZONE = 0.36
_WIDE_RULE = 0.6  # of the width between the outermost characters
_SMALL = 0.94  # footnotes are set at 0.85 of the text in the UN's documents
_SAME_PLACE = 8.0
_REPEATS = 2  # odd and even pages have heads of their own
_OTHER_SIZE = 0.06
_TOGETHER = 1.7  # of the size: lines of one sentence are at most so far apart
_BARE = regex.compile(r"\d{1,4}")
_DISTRIBUTION = regex.compile(r"Distr\b")
_MOST_SYMBOLS = 2  # a document of two organs has two; more stand in a table of documents
_UNDERSCORES = regex.compile(r"[_＿—–-]{5,}")


@dataclass(slots=True)
class Zones:
    """The lines of one page by what they are.

    Attributes:
        masthead: The head of the first page.
        body: The text.
        notes: The footnotes, their separator not included.
        called: The raised marks in the text, mostly labels of the page's notes.
        running_matter: What belongs to the page, with the reason.
    """

    masthead: list[PrintedLine] = field(default_factory=list)
    body: list[PrintedLine] = field(default_factory=list)
    notes: list[PrintedLine] = field(default_factory=list)
    called: frozenset[str] = frozenset()
    running_matter: list[tuple[PrintedLine, str]] = field(default_factory=list)


def divide_pages(sheets: Sequence[Sheet], pages: Sequence[Sequence[PrintedLine]], size: float) -> list[Zones]:
    """Divide every page of a document into its zones; ``size`` is that of its text, in points."""
    repeated = _repeated(sheets, pages)
    numbers = _page_numbers(sheets, pages)
    stamps = _stamps(sheets, pages)
    symbols = _own_symbols(sheets, pages)
    zones: list[Zones] = []
    for sheet, lines in zip(sheets, pages, strict=True):
        page = Zones()
        if sheet.turned and not sheet.shown:
            page.running_matter = [(line, "turned text") for line in lines if _shape(line.text) in stamps]
            page.body = [line for line in lines if _shape(line.text) not in stamps]
            zones.append(page)
            continue
        reasons = [_running_matter(line, lines, at, sheet, repeated, numbers) for at, line in enumerate(lines)]
        _add_symbols(sheet, lines, reasons, symbols)
        _keep_text(lines, reasons, size)
        _keep_cells(lines, reasons)
        page.running_matter = [(line, reason) for line, reason in zip(lines, reasons, strict=True) if reason]
        rest = [line for line, reason in zip(lines, reasons, strict=True) if not reason]
        if sheet.turned:
            page.body = rest
            zones.append(page)
            continue
        if not zones:
            page.masthead, rest = _cut_masthead(sheet, lines, rest)
        # a note may stand on the page after its mark where there was no room
        earlier = frozenset(marks_in(zones[-1].body)) if zones else frozenset()
        page.body, page.notes, rules = _cut_notes(sheet, rest, size, earlier, _is_open(zones))
        page.called = earlier.union(marks_in(page.body))
        page.running_matter += [(line, "rule") for line in rules]
        zones.append(page)
    return zones


def _keep_text(lines: Sequence[PrintedLine], reasons: list[str], size: float) -> None:
    """Take back what was taken for running matter, but belongs to a sentence: by itself, or with the line beside it.

    A line in the size of the text that begins with a small letter ends the sentence of the page or column before.
    """
    for at, line in enumerate(lines):
        if reasons[at] == "running head" and line.text[0].islower() and abs(line.size - size) < _OTHER_SIZE * size:
            reasons[at] = ""
    edge = max((line.x1 for line in lines), default=0.0)
    pairs = list(itertools.pairwise(range(len(lines))))
    for at, beside in [*reversed(pairs), *((below, above) for above, below in pairs)]:
        first, second = lines[min(at, beside)], lines[max(at, beside)]
        if reasons[at] in ("running head", "page foot") and not reasons[beside] and _runs_on(first, second, edge):
            reasons[at] = ""


def _runs_on(above: PrintedLine, below: PrintedLine, edge: float) -> bool:
    """Whether a sentence goes on from one line to the next: it is open, the line is full, and they stand together."""
    together = (
        abs(above.size - below.size) < _OTHER_SIZE * above.size
        and 0 < below.y - above.y < _TOGETHER * above.size
        and below.x0 < above.x1
    )
    if not together or is_complete(above.text):
        return False
    first = below.text[0]
    if first.islower() or above.x1 <= edge - 4 * above.size:
        return first.islower()
    return has_han(first) or breaks_off(above.text) or (first.isdecimal() and not read_labels(below.text))


def _shape(text: str) -> str:
    """Return a text with its figures alike, as in heads that count pages; a label's own, as of Goal 1, are the text."""
    end = max((label.end for label in read_named(text)), default=0)
    return text[:end] + regex.sub(r"\d+", "#", text[end:])


def _repeated(sheets: Sequence[Sheet], pages: Sequence[Sequence[PrintedLine]]) -> dict[str, list[float]]:
    """Return texts that stand at one height in the margin of several pages, figures aside, with those heights."""
    heights: dict[str, list[tuple[int, float]]] = {}
    for sheet, lines in zip(sheets, pages, strict=True):
        for line in lines:
            if _margin(line, sheet):
                heights.setdefault(_shape(line.text), []).append((sheet.page, line.y))
    return {
        text: [y for _page, y in found]
        for text, found in heights.items()
        if max(len({page for page, other in found if abs(y - other) < _SAME_PLACE}) for _page, y in found[:20])
        >= _REPEATS
    }


def _page_numbers(sheets: Sequence[Sheet], pages: Sequence[Sequence[PrintedLine]]) -> set[int]:
    """Return by how much bare numbers in the margins exceed the page they stand on, where they count up with it."""
    found: dict[int, set[int]] = {}
    for sheet, lines in zip(sheets, pages, strict=True):
        for line in lines:
            if _BARE.fullmatch(line.text) and _margin(line, sheet):
                found.setdefault(int(line.text) - sheet.page, set()).add(sheet.page)
    return {away for away, on in found.items() if len(on) >= _REPEATS or away == 0}


def _stamps(sheets: Sequence[Sheet], pages: Sequence[Sequence[PrintedLine]]) -> set[str]:
    """Return the turned texts that stand on several pages, figures aside: stamps and watermarks."""
    seen: dict[str, set[int]] = {}
    for sheet, lines in zip(sheets, pages, strict=True):
        for line in lines if sheet.turned and not sheet.shown else ():
            seen.setdefault(_shape(line.text), set()).add(sheet.page)
    return {text for text, found in seen.items() if len(found) >= _REPEATS}


def _margin(line: PrintedLine, sheet: Sheet) -> str:
    if (sheet.turned and not sheet.shown) or line.cell:
        return ""
    if line.y < _TOP_ZONE * sheet.height:
        return "running head"
    return "page foot" if line.y > _FOOT_ZONE * sheet.height else ""


def _running_matter(
    line: PrintedLine,
    lines: Sequence[PrintedLine],
    at: int,
    sheet: Sheet,
    repeated: dict[str, list[float]],
    numbers: set[int],
) -> str:
    """Return why a line belongs to the page, or an empty text."""
    if line.bar_code:
        return "bar code"
    zone = _margin(line, sheet)
    if not zone:
        return ""
    text = line.text
    if read_job(text):
        return "job number"
    if is_bar_code(text):
        return "bar code"
    if _BARE.fullmatch(text):
        return "page number" if int(text) - sheet.page in numbers else ""
    if is_page_number(text) and (zone == "page foot" or at < 3):
        return "page number"
    if any(abs(line.y - y) < _SAME_PLACE for y in repeated.get(_shape(text), ())):
        return zone
    return ""


def _own_symbols(sheets: Sequence[Sheet], pages: Sequence[Sequence[PrintedLine]]) -> set[str]:
    """Return the symbols of the document itself: what stands on its first page, or alone in the heads of two pages."""
    heads: dict[str, set[int]] = {}
    for sheet, lines in zip(sheets, pages, strict=True):
        for line in lines:
            if sheet.page == 1 or _margin(line, sheet):
                for symbol in _symbols_of(line):
                    heads.setdefault(symbol, set()).update({sheet.page, 0} if sheet.page == 1 else {sheet.page})
    return {symbol for symbol, found in heads.items() if len(found) >= _REPEATS}


def _symbols_of(line: PrintedLine) -> list[str]:
    return [str(found.symbol) for found in find_symbols(line.text)] if is_symbol(line.text) else []


def _add_symbols(sheet: Sheet, lines: Sequence[PrintedLine], reasons: list[str], symbols: set[str]) -> None:
    """Add the document's symbol in the head of a later page, and what stands with it over a rule, as a title does."""
    if sheet.page == 1:
        return
    for line in lines:
        if _margin(line, sheet) != "running head" or not symbols.intersection(_symbols_of(line)):
            continue
        rules = [rule.y for rule in _wide_rules(sheet, lines) if line.y <= rule.y < _TOP_ZONE * sheet.height]
        end = min(rules, default=0.0)
        for at, other in enumerate(lines):
            if not reasons[at] and (other is line or (other.y <= end and not other.ruled)):
                reasons[at] = "running head"


def _keep_cells(lines: Sequence[PrintedLine], reasons: list[str]) -> None:
    """Take back the numbers that were taken for a page's, but stand in a line with text: in the row of a table."""
    for at, line in enumerate(lines):
        beside = [other for other in (at - 1, at + 1) if 0 <= other < len(lines) and lines[other].y == line.y]
        if reasons[at] == "page number" and any(not reasons[other] for other in beside):
            reasons[at] = ""


def _wide_rules(sheet: Sheet, lines: Sequence[PrintedLine]) -> list[DrawnRule]:
    """Return the rules across the page, pieces of one rule put together."""
    width = max((line.x1 for line in lines), default=0.0) - min((line.x0 for line in lines), default=0.0)
    joined: list[DrawnRule] = []
    for rule in sorted(sheet.rules, key=lambda rule: (round(rule.y), rule.x0)):
        if joined and abs(joined[-1].y - rule.y) < 2:
            joined[-1] = DrawnRule(joined[-1].x0, max(rule.x1, joined[-1].x1), rule.y)
        else:
            joined.append(rule)
    return [rule for rule in joined if rule.x1 - rule.x0 >= _WIDE_RULE * width]


def _cut_masthead(
    sheet: Sheet, lines: Sequence[PrintedLine], rest: list[PrintedLine]
) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """Cut off the masthead: what stands above the last rule across the upper part of the first page.

    Args:
        sheet: The first page.
        lines: All its lines.
        rest: Its lines without running matter.
    """
    ends = [rule.y for rule in _wide_rules(sheet, lines) if rule.y < _MASTHEAD_ZONE * sheet.height]
    if len(ends) < 2:  # one rule may stand under a title; a masthead has two
        return [], rest
    for end in sorted(ends, reverse=True):
        head = [line for line in rest if line.y < end]
        if _is_masthead(sheet, [line for line in lines if line.y < end], end):
            return head, [line for line in rest if line.y >= end]
    return [], rest


def _is_masthead(sheet: Sheet, head: Sequence[PrintedLine], end: float) -> bool:
    """Whether lines are a masthead: organ, symbol and distribution, no text; frames and tables have vertical lines."""
    if any(bar.y0 < end for bar in sheet.bars) or any(_is_text(line) for line in head):
        return False
    symbols = sum(is_symbol(line.text) for line in head)
    named = symbols or any(_DISTRIBUTION.match(line.text) for line in head)
    return bool(named) and symbols <= _MOST_SYMBOLS and any(is_masthead(line.text) for line in head)


def _is_text(line: PrintedLine) -> bool:
    return bool(read_labels(line.text)) or is_complete(line.text)


def _is_open(zones: Sequence[Zones]) -> bool:
    """Whether the last note of the page before breaks off, so that it goes on at the foot of the next."""
    notes = zones[-1].notes if zones else []
    return bool(notes) and not is_complete(notes[-1].text)


def _cut_notes(
    sheet: Sheet, lines: list[PrintedLine], size: float, earlier: frozenset[str], goes_on: bool
) -> tuple[list[PrintedLine], list[PrintedLine], list[PrintedLine]]:
    """Cut off the footnotes; return text, notes, and the printed rules."""
    rules = [line for line in lines if _UNDERSCORES.fullmatch(line.text)]
    text = [line for line in lines if line not in rules]
    left = min((line.x0 for line in text), default=0.0)
    width = max((line.x1 for line in text), default=0.0) - left
    parts = [DrawnRule(line.x0, line.x1, line.y) for line in rules]
    parts += [rule for rule in _free_rules(sheet) if rule.x1 - rule.x0 < 0.5 * width and rule.x0 < left + 0.3 * width]
    notes = _ruled_notes(sorted(parts, key=lambda rule: rule.y), text, size)
    if notes:
        return [line for line in text if line not in notes], notes, rules
    first = _first_small_note(text, size, earlier, goes_on)
    return text[:first], text[first:], rules


def _free_rules(sheet: Sheet) -> list[DrawnRule]:
    """Return the rules that belong to no table with drawn lines."""
    boxes = [table.box for table in drawn_tables(sheet)]
    return [
        rule
        for rule in sheet.rules
        if not any(
            left - 3 < rule.x1 and rule.x0 < right + 3 and top - 3 < rule.y < foot + 3
            for left, top, right, foot in boxes
        )
    ]


def _is_small(line: PrintedLine, size: float) -> bool:
    """Whether a line is set smaller than the text, as notes are, and in no table."""
    return line.size < _SMALL * size and not line.cell


def _ruled_notes(rules: Sequence[DrawnRule], text: Sequence[PrintedLine], size: float) -> list[PrintedLine]:
    """Return the notes under short rules: until text in the size of the body follows them.

    A rule stands over the notes that it parts from the text; one in the margin, beside the text, parts nothing.
    """
    notes: list[PrintedLine] = []
    for rule in rules:
        below = [line for line in text if line.y > rule.y and not (notes and line.y <= notes[-1].y)]
        if not below or not (rule.x0 < below[0].x1 and below[0].x0 < rule.x1):
            continue
        small = next((at for at, line in enumerate(below) if not _is_small(line, size)), len(below))
        if small and _are_notes(below[:small], text, size):
            notes += below[:small]
        elif _are_notes(below, text, size):
            return notes + below
    return notes


def _first_small_note(text: Sequence[PrintedLine], size: float, earlier: frozenset[str], goes_on: bool) -> int:
    """Return where notes begin that no rule parts from the text: the first called one of the small lines at the end.

    Where a note ``goes_on`` from the page before, all of them are notes.
    """
    small = len(text)
    while small and _is_small(text[small - 1], size):
        small -= 1
    if goes_on:
        return small
    called = earlier.union(marks_in(text[:small]))
    while small < len(text) and not (text[small].mark or mark_before_text(text[small].text) in called):
        small += 1
    return small


def _are_notes(below: Sequence[PrintedLine], text: Sequence[PrintedLine], size: float) -> bool:
    """Whether the lines under a short rule are notes: all small, or the first has a note's number before it."""
    first = below[0]
    above = [line for line in text if line.y < first.y]
    if above and first.y - above[-1].y < 0.9 * size:  # the rule of a table
        return False
    if all(_is_small(line, size) for line in below):
        return True
    starts = bool(first.mark or mark_before_text(first.text))
    return starts and max(line.size for line in below) <= size
