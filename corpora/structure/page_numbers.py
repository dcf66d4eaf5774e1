"""Page numbers, job numbers and bar codes: how they are printed, and which numbers alone on a line count the pages."""

import itertools
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import regex

from ...language.numerals import roman_value

_JOB = r"(?:GE\.?\s?)?(?P<job>\d\d-\d{5})(?:\s*\([A-Z]\))?(?:\s+\d{6})*"
_VALUE = r"(?P<value>\d{1,5})"  # a year of an official gazette has tens of thousands of pages
_FOLIO = (
    rf"(?:(?P<shared>{_VALUE}\s?/\s?(?P<total>\d{{1,4}}))|(?P<dashed>[-–—]\s?{_VALUE}\s?[-–—])"
    rf"|(?P<worded>(?:page|p\.)\s?{_VALUE}(?:\s?(?:of|/)\s?(?P<total>\d{{1,4}}))?"
    rf"|第\s?{_VALUE}\s?[页頁](?:\s?[,，/]?\s?共\s?(?P<total>\d{{1,4}})\s?[页頁])?)|(?P<bare>{_VALUE}))"
)
_PAGE_NUMBER = regex.compile(rf"{_FOLIO}(?:\s+{_JOB})?|{_JOB}\s+{_FOLIO}", regex.IGNORECASE)
_ROMAN = regex.compile(r"[ivxlc]{1,7}")
_JOB_NUMBER = regex.compile(_JOB, regex.IGNORECASE)
_PLAIN_JOB = regex.compile(r"\d\d-\d{5}")
_BAR_CODE = regex.compile(r"\*\s?(?=[A-Z-]*\d)([A-Z0-9-]{5,})\s?\*")
# the request stands on the page with a sign beside it, which an extraction spells in its own way; other words are text
_RECYCLE = regex.compile(r"(?:please recycle|请回收|請回收)[^\p{L}\p{N}]{0,12}", regex.IGNORECASE)
_LONGEST = 60  # characters of a line that is one of these

# the corners of a page stand far apart, or a sign or the word for a page parts them
_HEADED = regex.compile(
    rf"(?P<head>\S.*?)(?:\s{{2,}}|\s*[|·•]\s*){_VALUE}|{_VALUE}(?:\s{{2,}}|\s*[|·•]\s*)(?P<head>\S.*)"
    rf"|(?P<head>\S.*?)[,，|·•–—-]?\s*(?:\b(?:page|p\.)\s?{_VALUE}|第\s?{_VALUE}\s?[页頁])",
    regex.IGNORECASE,
)
_BESIDE_TITLE = regex.compile(rf"(?P<head>\S.*?)\s{_VALUE}|{_VALUE}\s(?P<head>\S.*)")
_TITLE = regex.compile(r"\p{L}+ \p{L}|\p{Han}{4}")  # Recommendation 3 is no title with its page

Form = Literal["shared", "dashed", "worded", "bare", "roman", "headed"]
_FORMS: tuple[Form, ...] = ("shared", "dashed", "worded", "bare")

_SHORTEST_PAGE = 12  # printed lines between two page numbers that count on
_LONGEST_PAGE = 400  # a table printed a cell a line
_PACE = 4.0  # how much longer one page may be than the next
_REGULAR = 1.25  # pages of as many lines, blank ones and notes apart
_PAGES_WITHOUT = 3  # pages to the next one that has a number
_COUNTING = 3  # numbers that count on
_ENDING = 4  # one number in so many stands in a sentence: most pages end in mid-sentence, or with notes
_RECENT = 8  # numbers alike that are looked back at: keeps the search linear


class Folio(NamedTuple):
    """A page number as printed.

    Attributes:
        value: The page.
        form: ``12/34`` is shared with the number of pages, ``- 12 -`` dashed, ``Page 12`` worded, ``12`` bare;
            one in the line of a running head is headed.
        total: The number of pages, 0 where it is not told.
        job: Figures of the job number beside it; empty where there is none.
        head: The running head in its line.
    """

    value: int
    form: Form
    total: int = 0
    job: str = ""
    head: str = ""


class JobNumber(NamedTuple):
    """The number of a printing job.

    Attributes:
        figures: Its seven figures, as a bar code spells them.
        certain: Whether its look leaves no doubt, as that of ``21-10732`` does.
    """

    figures: str
    certain: bool


def read_folio(text: str) -> Folio | None:
    """Return the page number that a line is and nothing else, with or without a job number; else None.

    Example:
        >>> read_folio("4/12 25-00009")
        Folio(value=4, form='shared', total=12, job='2500009')
    """
    text = " ".join(text.split())  # the two corners of a page stand far apart
    if len(text) > _LONGEST:
        return None
    if _ROMAN.fullmatch(text):
        value = roman_value(text.upper())
        return Folio(value, "roman") if value else None
    found = _PAGE_NUMBER.fullmatch(text)
    if not found:
        return None
    form = next(name for name in _FORMS if found[name])
    value, total = int(found["value"]), int(found["total"] or 0)
    if total and value > total:
        return None  # 46/20 is a resolution
    return Folio(value, form, total, (found["job"] or "").replace("-", ""))


def read_headed(text: str, titles: Container[str]) -> Folio | None:
    """Return the page number in the line of a running head, in another corner than it or beside the title; else None.

    Args:
        text: The line.
        titles: What the title may be: a space alone parts only it from its page.

    Example:
        >>> read_headed("Survey of rivers   3", ()).value, read_headed("4 | Water gauges", ()).head
        (3, 'Water gauges')
    """
    if not (text[-1:].isdecimal() or text[:1].isdecimal() or text[-1:] in "页頁"):
        return None
    found = _HEADED.fullmatch(text)
    if not found:
        found = _BESIDE_TITLE.fullmatch(text)
        found = found if found and found["head"] in titles and _TITLE.match(found["head"]) else None
    if not found or not regex.search(r"\p{L}", found["head"]):
        return None
    return Folio(int(found["value"]), "headed", head=found["head"])


def is_page_number(text: str) -> bool:
    """Whether a line at the edge of a page is its number, with or without a job number beside it."""
    return bool(_PAGE_NUMBER.fullmatch(text))


def read_job(text: str) -> JobNumber | None:
    """Return the number of a printing job that a line is and nothing else: ``21-10732 (C)``, ``GE.21-10732``."""
    text = " ".join(text.split())
    found = _JOB_NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    return JobNumber(found["job"].replace("-", ""), not _PLAIN_JOB.fullmatch(text)) if found else None


def is_bar_code(text: str) -> bool:
    """Whether a line is what a bar code spells, or the request to recycle beside it."""
    return bool(_BAR_CODE.fullmatch(text)) or is_request(text)


def is_request(text: str) -> bool:
    """Whether a line is the request to recycle and nothing more."""
    return bool(_RECYCLE.fullmatch(text))


def bar_code_figures(text: str) -> str:
    """Return the figures that a bar code spells: those of the job number; empty for any other line."""
    found = _BAR_CODE.fullmatch(text) if text[:1] == "*" else None
    return regex.sub(r"\D", "", found[1]) if found else ""


def find_series(
    folios: Mapping[int, Folio],
    last: int,
    at_page_end: Callable[[int], bool],
    with_head: Callable[[Sequence[int]], bool],
) -> set[int]:
    """Find the page numbers of a text without form feeds: they count on, at distances of about a page.

    Numbered headings, cells and years count too, but none of them interrupts a sentence: of bare numbers three must
    count on, and one in four must interrupt. Three that are dressed as page numbers, or two with such a sign, will do;
    so will three at regular distances with the same line beside each, or with the same running head in one line.

    Args:
        folios: Index of a line -> the page number that it may be.
        last: Index of the document's last line: its last page may be short.
        at_page_end: Whether the line interrupts a sentence or stands beside what is known to be running matter.
        with_head: Whether the same line stands beside each of these numbers.

    Returns:
        Indices of the lines that are page numbers.
    """
    series: dict[tuple[str, int, str], list[int]] = {}
    for index, folio in folios.items():
        series.setdefault((folio.form, folio.total, folio.head), []).append(index)
    found: set[int] = set()
    for (form, _total, head), indices in series.items():
        dressed = form not in ("bare", "roman", "headed")
        for chain in _chains(indices, folios, last):
            if len(chain) < _COUNTING - dressed:
                continue
            many = len(chain) >= _COUNTING
            proven = (dressed and many) or _ENDING * sum(map(at_page_end, chain)) >= len(chain)
            if proven or (many and _is_regular(chain, folios) and (head or with_head(chain))):
                found.update(chain)
    return found


def _is_regular(chain: Sequence[int], folios: Mapping[int, Folio]) -> bool:
    """Whether numbers stand at the distances of pages, the first one too: sections begin with number 1 at the head."""
    paces = [
        (after - before) / (folios[after].value - folios[before].value) for before, after in itertools.pairwise(chain)
    ]
    return max(paces) <= _REGULAR * min(paces) and chain[0] * _REGULAR >= min(paces)


class _Step(NamedTuple):
    length: int
    before: int  # index of the line before it in the chain, -1 for none
    pace: float  # lines a page since that one, 0 for none


def _chains(indices: list[int], folios: Mapping[int, Folio], last: int) -> Iterator[list[int]]:
    """Yield chains of numbers that count on at the pace of pages, the longest first, none twice.

    The page that ends with the line ``last``, the document's own end, may be short.
    """
    recent: dict[int, list[int]] = {}
    steps: dict[int, _Step] = {}
    for index in indices:
        value = folios[index].value
        best = _Step(1, -1, 0.0)
        for pages in range(1, _PAGES_WITHOUT + 1):
            for before in recent.get(value - pages, ()):
                pace = (index - before) / pages
                known = steps[before]
                if known.length >= best.length and (_is_steady(pace, known.pace) or index == last):
                    best = _Step(known.length + 1, before, pace)
        steps[index] = best
        recent.setdefault(value, []).append(index)
        del recent[value][:-_RECENT]
    used: set[int] = set()
    for end in sorted(steps, key=lambda index: (-steps[index].length, index)):
        chain: list[int] = []
        at = end
        while at >= 0 and at not in used:
            chain.append(at)
            at = steps[at].before
        used.update(chain)
        if chain:
            yield chain[::-1]


def _is_steady(pace: float, before: float) -> bool:
    """Whether so many lines a page are a page's, and about as many as on the pages before (0: not known)."""
    return _SHORTEST_PAGE <= pace <= _LONGEST_PAGE and (not before or max(pace, before) <= _PACE * min(pace, before))
