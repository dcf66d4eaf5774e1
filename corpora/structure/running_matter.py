"""Running matter: the lines that belong to the page and not to the text, page numbers, running heads, job numbers.

What is true of it: it stands at the edge of a page and comes back there, or counts up; it is the document's own symbol
or job number; it is no part of the sentence that it interrupts. Where pages end is found first, over the whole
document. What has the look of running matter and no proof stays in the text, as a block of its own.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import accumulate, takewhile
from typing import NamedTuple

import regex

from ...language.script import display_width
from ...language.symbols import is_symbol, maybe_symbol
from ...language.words import reads_on
from ..line import Line
from .labels import read_labels
from .page import Page, is_complete, is_rule, starts_page
from .page_edges import (
    Edge,
    EdgeZones,
    are_pages_apart,
    continues,
    edge_zones,
    edges_by_format,
    edges_by_number,
    find_outermost,
    find_recurring,
    interrupts_sentence,
    is_long,
    is_through,
    keeps_pace,
    page_of,
    returning,
)
from .page_numbers import (
    Folio,
    JobNumber,
    bar_code_figures,
    find_series,
    is_bar_code,
    is_request,
    read_folio,
    read_headed,
    read_job,
)

_ORGANIZATION = regex.compile(r"^\s*(?:联合国|聯合國|United Nations)\s+")
_LINK = regex.compile(r"https?://\S+")
_DATES = regex.compile(r"(?:\s*(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d)+")  # days of printing beside a job number
_MASTHEAD = 12  # lines
_FRONT = 40  # lines in which the title stands
_FIRST_LINES = 3  # of a masthead: its symbol stands there
_CITED_WITHIN = 60  # lines: an address that a PDF lists after its page stands on that page
_GOES_ON = regex.compile(r"[A-Za-z0-9_/?&=#%~-]|\.[A-Za-z0-9]")  # an address, in the same line
_SCHEME = regex.compile(r"https?://(?:www\.)?")
_SHORT_LINE = 0.7  # of a full line: the next word would have had room
_NEAR = 3  # lines between what stands together at the foot of a page
_COUNTING = 2  # pages at least whose head holds their number; heads of odd and even pages differ
_NUMBER = regex.compile(r"\d{1,4}(?:/\d{1,4})?")


class RunningLines(NamedTuple):
    """What was found.

    Attributes:
        reasons: Index of a line -> why it belongs to the page: ``rule``, ``page number``, ``running head``, ``link`` …
        doubtful: Indices of lines that have the look but no proof: text, each a block of its own.
    """

    reasons: dict[int, str]
    doubtful: tuple[int, ...]


class _Looks(NamedTuple):
    """What the lines of a document look like, each by itself.

    Attributes:
        open: Indices of lines whose format says nothing of them.
        folios: Index of a line -> the page number that it may be.
        headed: Index of a line -> the page number in it, where it may be a running head.
        jobs: Index of a line -> the job number that it is.
        symbols: Index of a line -> the symbol that it is.
        own: Symbols in the masthead.
        front: Lines before the first sentence, one of which is the title.
    """

    open: set[int]
    folios: dict[int, Folio]
    headed: dict[int, Folio]
    jobs: Mapping[int, JobNumber]
    symbols: Mapping[int, str]
    own: set[str]
    front: Set[str]


class _Pages(NamedTuple):
    """Where the pages of a document end.

    Attributes:
        numbers: Indices of lines that count the pages.
        edges: The edges of the pages, by the format or else by these numbers.
        by_format: Whether the format tells where pages end.
        numbered: Pages whose number is known.
    """

    numbers: set[int]
    edges: Sequence[Edge]
    by_format: bool
    numbered: set[int]


def find_running_matter(lines: Sequence[Line], page: Page, repeats: int) -> RunningLines:
    """Find the lines that belong to the page and not to the text.

    Args:
        lines: All lines of the document.
        page: Measures of the page.
        repeats: On how many pages a line must come back to be a running head.
    """
    looks = _read_looks(lines, page)
    found = {i: line.reason or "page layout" for i, line in enumerate(lines) if line.role == "running matter"}
    found |= _marks(lines, looks.open, looks.folios)
    pages = _find_pages(lines, looks, page, found)
    found |= dict.fromkeys(pages.numbers, "page number")
    zones = edge_zones(lines, pages.edges, page)
    found |= _job_numbers(lines, looks.open, looks.jobs, looks.folios, zones, found)
    heads = _symbols(lines, looks.symbols, zones, found, page, looks.own, repeats)
    recurring = find_recurring(lines, pages.edges, page, repeats, pages.numbered, looks.headed.keys())
    others = looks.open - looks.symbols.keys() - looks.jobs.keys()
    found |= {i: why for i, why in recurring.reasons.items() if i in others - found.keys()}
    found |= {i: why for i, why in heads.items() if i not in found}
    found |= _more_heads(lines, looks.open - recurring.headings, found, looks.front, zones)
    found |= _without_numbers(lines, looks.open, page, found, repeats)
    found |= _links(lines, looks.open, found.keys())
    outermost = {edge.lines[0] for edge in pages.edges if pages.by_format and edge.lines}
    doubtful = (
        set(_doubtful(lines, looks.open, page, found, outermost, repeats)) | recurring.headings | recurring.doubtful
    )
    doubtful |= {i for places in find_outermost(lines, pages.edges) if len(places) > 1 for i in places}
    return RunningLines(found, tuple(sorted(doubtful & looks.open - found.keys())))


def _read_looks(lines: Sequence[Line], page: Page) -> _Looks:
    open_ = {i for i, line in enumerate(lines) if line.role in ("", "body", "front")}
    ordered = sorted(open_)
    # a number under a rule is a note's
    folios = {i: it for i in ordered if (it := read_folio(lines[i].text)) and not (i and is_rule(lines[i - 1].text))}
    jobs = {i: job for i in ordered if (job := read_job(lines[i].text))}
    symbols = {i: lines[i].text for i in ordered if is_symbol(lines[i].text)}
    masthead = takewhile(lambda line: not (is_complete(line.text) or is_long(line, page)), lines[:_MASTHEAD])
    own = {text for line in masthead if is_symbol(text := _ORGANIZATION.sub("", line.text))}
    front = {line.text for line in takewhile(lambda line: not is_complete(line.text), lines[:_FRONT])}
    return _Looks(open_, folios, _headed(lines, open_, front, page), jobs, symbols, own, front)


def _find_pages(lines: Sequence[Line], looks: _Looks, page: Page, found: dict[int, str]) -> _Pages:
    """Find where pages end; ``found``: what its look alone tells."""
    by_format = edges_by_format(lines)
    counted = looks.folios | looks.headed
    beside = found | {i: "job number" for i, job in looks.jobs.items() if job.certain}
    numbers = find_series(
        {} if by_format else counted,
        len(lines) - 1,
        lambda index: _ends_page(lines, index, page, beside, looks.own),
        lambda chain: _share_a_head(lines, chain),
    )
    if by_format:
        numbered = {lines[i].page or 0 for i, why in found.items() if why == "page number"}
        return _Pages(numbers, by_format, True, numbered)
    known = sorted(numbers | (looks.folios.keys() & found.keys()))
    values = {index: page_of(counted[index]) for index in known}
    return _Pages(numbers, edges_by_number(lines, values), False, set(values))


def _marks(lines: Sequence[Line], open_: set[int], folios: Mapping[int, Folio]) -> dict[int, str]:
    """Find what its look alone tells: rules, bar codes, and page numbers with a job number beside them."""
    found = {i: "rule" for i in open_ if is_rule(lines[i].text)}
    found |= {i: "bar code" for i in open_ if bar_code_figures(lines[i].text)}
    return found | {i: "page number" for i, folio in folios.items() if folio.job}


def _job_numbers(
    lines: Sequence[Line],
    open_: set[int],
    jobs: Mapping[int, JobNumber],
    folios: Mapping[int, Folio],
    zones: EdgeZones,
    found: Mapping[int, str],
) -> dict[int, str]:
    """Find the document's own job number, and what is printed with it: days, the request to recycle.

    It is its own by the bar code or where it stands beside page numbers in one line. Else it must stand where pages
    end, on as many as a running head does: the number of another document is text.
    """
    own = {bar_code_figures(lines[i].text) for i, why in found.items() if why == "bar code"}
    own |= {folio.job for folio in folios.values() if folio.job}
    heads = {i: "job number" for i, job in jobs.items() if job.figures in own}
    if not heads and not own - {""}:
        certain = {i: job.figures for i, job in jobs.items() if job.certain}
        proven = returning(certain, zones)
        heads = {i: "job number" for i, job in jobs.items() if i in zones.pages and job.figures in proven}
    near = [*heads, *(i for i, why in found.items() if why == "bar code")]
    beside = {i + step for i in near for step in range(-_NEAR, _NEAR + 1)} & open_
    heads |= {i: "job number" for i in beside if _DATES.fullmatch(lines[i].text)}
    return heads | {i: "bar code" for i in beside if is_request(lines[i].text)}


def _ends_page(lines: Sequence[Line], index: int, page: Page, found: Mapping[int, str], own: set[str]) -> bool:
    """Whether a page number stands where a page ends: beside running matter or the symbol, or in a sentence."""
    for beside in (index - 2, index - 1, index + 1, index + 2):
        if found.get(beside, "rule") != "rule" or (0 < beside < len(lines) and lines[beside].text in own):
            return True
    return interrupts_sentence(lines, index, page, over_notes=True)


def _share_a_head(lines: Sequence[Line], numbers: Sequence[int]) -> bool:
    """Whether the same line, a running head's by its look, stands beside each of these page numbers."""
    edges = edges_by_number(lines, {index: page for page, index in enumerate(numbers)})
    least = len(numbers) - (numbers[-1] == len(lines) - 1)  # nothing stands below the last one
    return any(len(places) >= least for places in find_outermost(lines, edges))


def _headed(lines: Sequence[Line], open_: set[int], front: Set[str], page: Page) -> dict[int, Folio]:
    """Return the lines that may be a running head with the page's number: no labels, nor rows of wide cells."""
    found = {
        i: it
        for i in sorted(open_)
        if not lines[i].cells and not is_long(lines[i], page) and (it := read_headed(lines[i].text, front))
    }
    counts = Counter(it.head for it in found.values())
    return {i: it for i, it in found.items() if counts[it.head] >= _COUNTING and not read_labels(lines[i].text)}


def _symbols(
    lines: Sequence[Line],
    symbols: Mapping[int, str],
    zones: EdgeZones,
    found: Mapping[int, str],
    page: Page,
    own: set[str],
    repeats: int,
) -> dict[int, str]:
    """Find the document's own symbol: at its head, at the edges of pages, or where pages seem to begin.

    It is its own where the masthead has it, or where it comes back at the edges of pages as a running head does, or is
    the only one that is set apart there. The symbol of another document is text, wherever it stands.
    """
    stands_so = _is_set_apart if page.gap > 0 else _breaks_text
    standing = {
        text for i, text in symbols.items() if i in zones.pages and lines[i].page is None and stands_so(lines, i, page)
    }
    known = standing if len(standing) == 1 and not own else returning(symbols, zones)
    heads = {i: "running head" for i, text in symbols.items() if i in zones.pages and text in known}
    heads |= {i: "running head" for i, text in symbols.items() if text in own and _is_beside(i, found, 2)}
    top = [i for i, text in symbols.items() if i < _FIRST_LINES and text in own]
    counts = Counter(symbols.values())
    heads |= dict.fromkeys(sorted(top, key=lambda i: (-counts[symbols[i]], i))[:1], "running head")
    for text in own if zones.total else counts:
        places = [i for i, symbol in symbols.items() if symbol == text]
        odd = [i for i in places if _breaks_text(lines, i, page)]
        paced = len(odd) == len(places) >= repeats and keeps_pace(places, len(lines))
        if paced or (text in own and are_pages_apart(odd)):
            heads |= dict.fromkeys(odd, "running head")
    return heads


def _more_heads(
    lines: Sequence[Line], open_: set[int], found: Mapping[int, str], front: Set[str], zones: EdgeZones
) -> dict[int, str]:
    """Find heads beside other running matter: known ones; a title, or a line between others, that stands only there."""
    heads = {lines[i].text for i, why in found.items() if why == "running head"}
    more = [i for i in sorted(open_ - found.keys()) if i > _MASTHEAD and _is_beside(i, found)]
    beside = Counter(lines[i].text for i in more if not is_complete(lines[i].text))
    between = Counter(lines[i].text for i in more if i - 1 in found and i + 1 in found)
    counts = Counter(line.text for line in lines)
    for text, count in beside.items():
        titled = text in front and is_through(count, zones.total)
        if count > 1 and (titled or between[text] > 1) and counts[text] <= count + (text in front):
            heads.add(text)
    return {i: "running head" for i in more if lines[i].text in heads}


def _is_beside(index: int, found: Mapping[int, str], within: int = 1) -> bool:
    """Whether a line stands beside running matter of another kind than rules and lists of links."""
    steps = [step for step in range(-within, within + 1) if step]
    return any(found.get(index + step, "rule") not in ("rule", "link") for step in steps)


def _breaks_text(lines: Sequence[Line], index: int, page: Page) -> bool:
    return _is_set_apart(lines, index, page) or interrupts_sentence(lines, index, page, over_notes=True)


def _is_set_apart(lines: Sequence[Line], index: int, page: Page) -> bool:
    """Whether the spacing above or below a line is not that of the text."""
    return starts_page(lines, index, page) or (index + 1 < len(lines) and starts_page(lines, index + 1, page))


def _without_numbers(
    lines: Sequence[Line], open_: set[int], page: Page, found: Mapping[int, str], repeats: int
) -> dict[int, str]:
    """Find the heads of pages whose numbers the extraction left out.

    The same line comes back a page apart, the spacing is broken there, and mostly a sentence too.
    """
    counts = Counter(line.text for line in lines if not line.whole and line.gap is not None)
    places: dict[str, list[int]] = {}
    for i in sorted(open_ - found.keys()):
        if counts[lines[i].text] >= repeats and display_width(lines[i].text) < page.width and i:
            places.setdefault(lines[i].text, []).append(i)
    heads: dict[int, str] = {}
    for indices in places.values():
        odd = [i for i in indices if starts_page(lines, i, page)]
        cut = [i for i in odd if interrupts_sentence(lines, i, page, over_notes=True)]
        paced = len(odd) == len(indices) >= repeats and keeps_pace(indices, len(lines))
        if paced and 2 * len(cut) >= len(indices) and not is_complete(lines[odd[0]].text):
            heads |= dict.fromkeys(indices, "running head")
    return heads


def _links(lines: Sequence[Line], open_: set[int], known: Set[int]) -> dict[int, str]:
    """Find the addresses that an extraction lists after a page, once for each piece of the link.

    They say nothing new: the address, or the symbol that it leads to, stands on the page, or just before in the list.
    One that stands in a sentence, beside nothing else of the page, is a word of it.

    Args:
        lines: All lines.
        open_: Indices of lines whose format says nothing of them.
        known: Indices of other running matter.
    """
    found: dict[int, str] = {}
    for i in sorted(open_):
        if not _LINK.fullmatch(lines[i].text) or is_complete(lines[i].text) or i == 0:
            continue
        text = lines[i].text
        listed = text in (lines[i - 1].text, lines[i + 1].text if i + 1 < len(lines) else "")
        ends = is_complete(lines[i - 1].text) and lines[i - 1].text[-1] not in ":："
        if (
            (i - 1 in found and text == lines[i - 1].text)
            or (listed and (ends or i - 1 in found))
            or (_is_cited(lines, i, text) and (ends or listed or {i - 1, i + 1} & (known | found.keys())))
        ):
            found[i] = "link"
    return found


def _is_cited(lines: Sequence[Line], index: int, text: str) -> bool:
    others = [line.text for line in lines[max(0, index - _CITED_WITHIN) : index] if line.text != text]
    symbol = maybe_symbol(text)
    if symbol is not None and str(symbol).replace(" ", "") in "".join(others):
        return True
    joined, ends = "".join(others), list(accumulate(map(len, others)))
    cited = regex.finditer(regex.escape(_SCHEME.sub("", text, 1)), joined)
    if text[-1] in "-_":  # it breaks off, as no address ends
        return any(cited)
    # www.example.org does not stand on a page that has www.example.org/report
    return any(not _GOES_ON.match(joined, found.end(), ends[bisect_left(ends, found.end())]) for found in cited)


def _doubtful(
    lines: Sequence[Line],
    open_: set[int],
    page: Page,
    found: Mapping[int, str],
    outermost: set[int],
    repeats: int,
) -> Iterator[int]:
    """Yield the lines that have the look of running matter, and interrupt a sentence or stand at the edge of a page."""
    counts = Counter(line.text for line in lines if not line.whole)
    for i in open_ - found.keys():
        line = lines[i]
        if line.whole or is_long(line, page):
            continue
        looks = _looks_like_it(line.text)
        if not looks and reads_on(line.text):
            continue  # in a narrow column
        alone = looks and (i in outermost or _stands_alone(lines, i, found))
        if alone or ((looks or counts[line.text] >= repeats) and _is_intruder(lines, i, page)):
            yield i


def _stands_alone(lines: Sequence[Line], index: int, found: Mapping[int, str]) -> bool:
    """Whether a line stands beside running matter, or between two sentences."""
    if _is_beside(index, found):
        return True
    before, after = lines[index - 1 : index], lines[index + 1 : index + 2]
    ended = not before or found.get(index - 1) or (is_complete(before[0].text) and before[0].text[-1] not in ":：")
    return bool(ended) and not (after and regex.match(r"\p{Ll}", after[0].text))


def _is_intruder(lines: Sequence[Line], index: int, page: Page) -> bool:
    """Whether a line interrupts a sentence that is sure to go on: a list without stops looks alike in capitals."""
    after = lines[index + 1 : index + 2]
    if after and is_rule(after[0].text):  # the last line of a page: short, though the sentence has not ended
        before = lines[index - 1]
        cut = index > 0 and not is_complete(before.text) and page.is_full(before)
        return cut and display_width(lines[index].text) < page.width * _SHORT_LINE
    return bool(after) and continues(after[0].text) and interrupts_sentence(lines, index, page)


def _looks_like_it(text: str) -> bool:
    core = text.rstrip(".")
    if is_bar_code(text) or is_symbol(core) or read_job(core) or _LINK.fullmatch(text):
        return True
    return read_folio(text) is not None or bool(_NUMBER.fullmatch(text))
