"""The printed page: how wide it is, how its paragraphs begin, where a new page begins; and its running matter.

Running matter are the lines that belong to the page and not to the text: page numbers, running heads, job numbers.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import regex

from ...language.script import display_width
from ...language.symbols import is_symbol
from ..line import Line

_RULE = regex.compile(r"[_\-–—=*.·]{5,}|[_—]{3,}")
_COMPLETE = regex.compile(r"[.。!！?？:：;；…][\p{Pe}\p{Pf}\"'”’]*(?:\d{1,3}|\*+)?[\p{Pe}\p{Pf}]*\s*$")
# a number after a stop calls a note, but not in Add.1, No.3 or 3.5
_SYMBOL_TAIL = regex.compile(r"(?:\b(?:Add|Corr|Rev|WP|CRP|No|L)|\d)\.\d+$")
_ADDRESS = regex.compile(r"https?://|www\.")
_JOB = r"(?:GE\.?\s?)?\d\d-\d{5}(?:\s*\([A-Z]\))?(?:\s+\d{6})*"
_FOLIO = (
    r"(?:\d{1,4}\s?/\s?\d{1,4}|[-–—]\s?\d{1,4}\s?[-–—]|(?:page|p\.)\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?"
    r"|第\s?\d{1,4}\s?[页頁](?:\s?[,，/]?\s?共\s?\d{1,4}\s?[页頁])?)"
)
_ANY_FOLIO = rf"(?:{_FOLIO}|\d{{1,4}})"
_PAGE_NUMBER = regex.compile(rf"{_ANY_FOLIO}(?:\s+{_JOB})?|{_JOB}\s+{_ANY_FOLIO}", regex.IGNORECASE)
_SURE_PAGE_NUMBER = regex.compile(
    rf"{_FOLIO}(?:\s+{_JOB})?|{_JOB}(?:\s+{_ANY_FOLIO})?|\d{{1,4}}\s+GE\.\d\d-\d{{5}}", regex.IGNORECASE
)
_JOB_NUMBER = regex.compile(_JOB, regex.IGNORECASE)
_BAR_CODE = regex.compile(r"\*\s?(?=[A-Z-]*\d)[A-Z0-9-]{5,}\s?\*|(?:please recycle|请回收).{0,12}", regex.IGNORECASE)
_LINK = regex.compile(r"https?://\S+|www\.\S+\.\S+")
_BIN = 3  # columns
_INDENT = 3  # columns


@dataclass(frozen=True, slots=True)
class Page:
    """What a document's lines have in common.

    Attributes:
        width: Columns that a full line takes.
        gap: Usual number of blank lines between two printed lines, -1 where the format does not say.
        leads: Spaces before the lines of running text by page (page 0 where there are none), in a text whose
            paragraphs are told by their indented first lines; empty elsewhere.
    """

    width: int
    gap: int
    leads: Mapping[int, int] = field(default_factory=dict)

    def is_indented(self, line: Line) -> bool:
        """Whether the line is set in from the running text, as the first line of a paragraph is."""
        lead = self.leads.get(line.page or 0)
        return lead is not None and _INDENT <= line.lead - lead <= 4 * _INDENT

    def is_full(self, line: Line, following: Line | None = None) -> bool:
        """Whether the line reaches the right edge, so that its text may go on in the next one."""
        room = self.width - display_width(line.text)
        if following is not None and room > 0:
            word = regex.match(r"[\p{Latin}\p{N}\p{P}--\p{Han}]+|\X", following.text, regex.V1)
            return room <= max(self.width * 0.12, (display_width(word[0]) + 1 if word else 0))
        return room <= self.width * 0.12


def is_complete(text: str) -> bool:
    """Whether ``text`` ends as a sentence, a clause of a list or a lead-in does."""
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
    page = Page(_full_width(widths), gap, _leads(lines))
    indented = sum(page.is_indented(line) for line in lines)
    told = wrapped and len(lines) * 0.05 <= indented <= len(lines) * 0.6
    return page if told else replace(page, leads={})


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


def is_page_number(text: str) -> bool:
    """Whether a line at the edge of a page is its number, with or without a job number beside it."""
    return bool(_PAGE_NUMBER.fullmatch(text))


def is_job_number(text: str) -> bool:
    """Whether a line is the number of a printing job: ``21-10732 (C)``, ``GE.21-10732``."""
    return bool(_JOB_NUMBER.fullmatch(text))


def is_bar_code(text: str) -> bool:
    """Whether a line is what a bar code spells, or the request to recycle beside it."""
    return bool(_BAR_CODE.fullmatch(text))


def find_running_matter(lines: Sequence[Line], page: Page, repeats: int) -> dict[int, str]:
    """Return the lines that belong to the page and not to the text.

    Args:
        lines: All lines of the document.
        page: Measures of the page.
        repeats: How often a line must stand to be a running head.

    Returns:
        Index of the line -> why it was taken out (``rule``, ``page number``, ``running head``, ``link`` …).
    """
    heads = _running_heads(lines, page, repeats)
    found: dict[int, str] = {}
    for index, line in enumerate(lines):
        if line.role == "running matter":
            found[index] = line.reason or "page layout"
        elif line.role in ("", "body", "front") and (reason := _reason(lines, index, page, heads, found)):
            found[index] = reason
    return found


def _reason(lines: Sequence[Line], index: int, page: Page, heads: set[str], found: dict[int, str]) -> str:
    text = lines[index].text
    if is_rule(text):
        return "rule"
    if _SURE_PAGE_NUMBER.fullmatch(text):
        return "job number" if _JOB_NUMBER.match(text) else "page number"
    if is_bar_code(text):
        return "bar code"
    if _LINK.fullmatch(text) and _is_annotation(lines, index, found):
        return "link"
    if text in heads and _at_edge(lines, index, page, found):
        return "running head"
    if is_page_number(text) and _at_edge(lines, index, page, found):
        return "page number"
    return ""


def _running_heads(lines: Sequence[Line], page: Page, repeats: int) -> set[str]:
    """Return the texts that stand alone on a line again and again, or are a document symbol."""
    short = [line.text for line in lines if display_width(line.text) < page.width * 0.75 and not line.whole]
    counts = Counter(short)
    heads = {text for text, count in counts.items() if count >= repeats and not is_complete(text)}
    return heads | set(filter(is_symbol, counts))


def _at_edge(lines: Sequence[Line], index: int, page: Page, found: dict[int, str]) -> bool:
    """Whether the line touches the edge of a page: odd spacing around it, or other running matter beside it."""
    after = index + 1 < len(lines) and (
        starts_page(lines, index + 1, page) or bool(_SURE_PAGE_NUMBER.fullmatch(lines[index + 1].text))
    )
    return index - 1 in found or after or starts_page(lines, index, page) or index == len(lines) - 1


def _is_annotation(lines: Sequence[Line], index: int, found: dict[int, str]) -> bool:
    """Tell a link that the PDF lists after a page from an address that belongs to a sentence.

    An annotation follows a complete line or another annotation, has no closing stop, and mostly repeats an
    address of the text.
    """
    text = lines[index].text
    if is_complete(text) or not text.startswith("http"):
        return False
    if found.get(index - 1) in ("link", "page number", "running head", "job number", "page layout"):
        return True
    if index and is_complete(lines[index - 1].text):
        return True
    core = regex.sub(r"https?://(?:www\.)?", "", text)
    others = "".join(line.text for line in lines[max(0, index - 60) : index])
    return core in others
