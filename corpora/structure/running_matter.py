"""Running matter: the lines that belong to the page and not to the text, page numbers, running heads, job numbers."""

from collections import Counter
from collections.abc import Sequence

import regex

from ...language.script import display_width
from ...language.symbols import is_symbol
from ..line import Line
from .page import Page, is_complete, is_rule, starts_page

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
