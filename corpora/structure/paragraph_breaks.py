"""Whether an unnumbered printed line goes on with the text above it or begins another.

Blank lines, indents, room left at the end of the line above, and how the two lines read where they meet.
"""

from collections.abc import Sequence

import regex

from ...language.note_marks import RAISED, before_raised
from ...language.script import display_width, has_han
from ...language.words import ARTICLES, OUTSIDE_TERMS
from ..line import Line
from .front_matter import FIRST_HEADS, is_byline, is_masthead, opens_preamble
from .labels import read_labels
from .page import Page, closing_mark, is_complete
from .right_edge import cuts_figure, goes_on

_DANGLING = regex.compile(r"(?:[,，、]|以及|和|与|及|\b(?:and|or|of|the|on|for|in|to))\s*$")
_ENDS_SPEECH = regex.compile(r"[—–…-][\p{Pf}\"'”’]*$")
_SMALL_LETTER = regex.compile(r"\p{Ll}")
_SMALL = regex.compile(r"\p{Ll}|[，。；、）)]")
# what no text begins with: a stop that was left for the next line, or the mark of a note alone
_CLINGS = regex.compile(
    rf"[，。；：、！？）》〉”’」』)!?,;:]|\.(?!\.)\D?(?!\S)|[{RAISED}]{{1,3}}(?:[，。；：、,.;:]|$)"
)
_OPENER = regex.compile(r"(?P<han>\p{Han}\p{Han})|(?P<ing>\p{Lu}\p{Ll}+ing)\b|\p{Lu}\p{Ll}+\b")
_CONJUNCTION = regex.compile(
    r"(?:并且?|並且?|而且|但是?|以及|或者?|从而|從而|以便|以期)\p{Han}|(?:and|or|but|so that)\s"
)
_CLAUSE_ENDS = (",", "，", ";", "；")
_CAPITALIZED = regex.compile(r"\p{Lu}\p{Ll}+\b")
_NO_NAMES = OUTSIDE_TERMS - ARTICLES
_BULLET = regex.compile(r"[•*·○●▪–-]\s")
_LONGEST_TITLE = 3  # lines of one that stands under its label
_SHORT_LINE = 0.8  # of a full line
_HEADING_WIDTH = 0.75  # of a full line
_WRAPPED_HEADING_WIDTH = 0.6  # headings are indented on both sides


def goes_on_with(
    line: Line, before: Line, page: Page, *, first: str, heading: bool, numbered: bool, adjoining: bool
) -> bool:
    """Whether an unnumbered printed line continues the block above it.

    Args:
        line: The line.
        before: The last line of that block.
        page: Measures of the page.
        first: The first line of that block.
        heading: Whether that block is a heading.
        numbered: Whether it has a number.
        adjoining: Whether no note or running matter stands between; what does has blank lines of its own.
    """
    if adjoining and is_parted(line, before, page):
        return False
    if _CLINGS.match(line.text) or cuts_figure(before.text, line.text):
        return True
    if heading:
        return not page.begins(line) and _heading_goes_on(line, before, page)
    if opens_preamble(before.text) or page.is_indented(line):
        return False
    if opens_preamble(line.text) and not (has_han(line.text) and page.is_full(before, line)):
        return False  # The General Assembly, under a title of two lines; in Chinese it may end a sentence
    if _opens_alike(first, before.text, line.text) or _opens_sentence(before.text, line.text):
        return False
    if _BULLET.match(line.text) and (is_complete(before.text) or not page.is_full(before, line)):
        return False
    if page.leads and not is_complete(before.text):
        return True
    full = page.is_full(before, line)
    if page.sharp and adjoining and not full:
        open_ = numbered and not looks_like_heading(line, page)  # a numbered paragraph ends with a stop
        return not is_complete(before.text) and (_starts_small(line) or open_)
    short = display_width(before.text) < page.width * _SHORT_LINE and not full
    if short and before.text[-1:] in (",", "，") and not _starts_small(line):
        return False  # a preambular paragraph ends with a comma
    if _DANGLING.search(before.text):
        return True
    if not is_complete(before.text):
        return full or not looks_like_heading(line, page) or _starts_small(line)
    if adjoining and page.parts:
        return full
    if adjoining and not numbered and _may_end(before, page):
        return False
    # the last line of a text would end with a stop
    return full and not (line.lead > 2 > before.lead) and not (adjoining and looks_like_heading(line, page))


def _opens_alike(first: str, before: str, text: str) -> bool:
    """Whether a clause and the one above begin with one word (鉴于, Whereas), or with participles (Recalling, Noting).

    So do the paragraphs of a preamble, which end in commas: the last line of one may be full.
    """
    if before_raised(before.rstrip())[-1:] not in _CLAUSE_ENDS:
        return False
    one, other = _OPENER.match(first), _OPENER.match(text)
    if one is None or other is None:
        return False
    return one[0] == other[0] or bool(one["ing"] and other["ing"])


def _opens_sentence(before: str, text: str) -> bool:
    """Whether a word stands behind a clause that begins no name, but has a capital: Now, therefore."""
    word = _CAPITALIZED.match(text)
    return word is not None and word[0].lower() in _NO_NAMES and before_raised(before.rstrip())[-1:] in _CLAUSE_ENDS


def whole_goes_on_with(line: Line, before: Line, *, numbered: bool) -> bool:
    """Whether a line goes on with the one right above it, though each of them seems to be a whole paragraph.

    Args:
        line: The line.
        before: The line above it.
        numbered: Whether the block that it belongs to has a number.
    """
    if line.gap != 0:
        return False
    joins = numbered and before_raised(before.text)[-1:] in (",", "，") and bool(_CONJUNCTION.match(line.text))
    return joins or bool(_CLINGS.match(line.text)) or cuts_figure(before.text, line.text)


def front_goes_on_with(line: Line, before: Line, page: Page, first: str) -> bool:
    """Whether a printed line before the first number, of a masthead or a title, continues the one above it.

    Args:
        line: The line.
        before: The line above it.
        page: Measures of the page.
        first: The first line of the block that ``before`` belongs to.
    """
    full = page.is_full(before, line)
    if is_parted(line, before, page) or page.begins(line):
        return False
    if _CLINGS.match(line.text) or cuts_figure(before.text, line.text):
        return True
    if _opens_alike(first, before.text, line.text):
        return False
    if _SMALL_LETTER.match(line.text):  # no line of a masthead, nor a title, begins with a small letter
        return not is_complete(before.text)
    if page.sharp and not full:
        return False
    if _DANGLING.search(before.text) and not _opens_sentence(before.text, line.text):
        return True
    if page.sharp:
        return not _is_front_of_its_own(line, before, page)
    blank_between = page.gap_inside == line.gap == 0 < page.gap
    return full and (blank_between or has_han(line.text[:1]))


def _is_front_of_its_own(line: Line, before: Line, page: Page) -> bool:
    """Whether a line under a full one is no rest of it: another line of the masthead, a by-line, another sentence."""
    short = display_width(line.text) < page.width * _SHORT_LINE and not closing_mark(line.text)
    headed = is_byline(line.text) or FIRST_HEADS.fullmatch(line.text) or (short and is_masthead(line.text))
    word = _CAPITALIZED.match(line.text)
    in_title = not word or word[0].lower() not in OUTSIDE_TERMS  # which a title writes small
    return bool(headed) or _may_end(before, page) or not in_title


def _may_end(line: Line, page: Page) -> bool:
    """Whether a full line ends as texts end here, oftener than a sentence or clause inside one."""
    mark = closing_mark(line.text)
    return bool(mark) and mark in page.closing


def is_parted(line: Line, before: Line, page: Page) -> bool:
    """Whether a blank line parts two lines: not where the first one is full and breaks off in mid-sentence."""
    return page.is_parted(line) and not (page.is_full(before, line) and goes_on(before.text, line.text))


def is_title(lines: Sequence[Line], at: int, page: Page) -> bool:
    """Whether what stands under a heading's label is its title: a few lines at most, and no sentence.

    Args:
        lines: The text's lines.
        at: Index of the first line under the label.
        page: Measures of the page.
    """
    line = lines[at]
    if line.whole:
        return at + 1 < len(lines) and looks_like_heading(line, page)
    for taken, following in enumerate(lines[at + 1 : at + 1 + _LONGEST_TITLE], 1):
        ended = not page.is_full(line, following) or page.is_parted(following) or page.begins(following)
        if ended or read_labels(following.text):
            break
        if taken == _LONGEST_TITLE:
            return False
        line = following
    return not is_complete(line.text) and not _DANGLING.search(line.text)


def looks_like_heading(line: Line, page: Page) -> bool:
    """Whether a line is short and ends as no text does."""
    limit = page.width * _HEADING_WIDTH if not line.whole else 60
    text = before_raised(line.text)
    stops = is_complete(text) or _DANGLING.search(text) or _ENDS_SPEECH.search(text)
    words = regex.search(r"[\p{L}\p{N}]", line.text)  # * * * is an ornament
    return bool(words) and display_width(line.text) < limit and not stops


def _heading_goes_on(line: Line, before: Line, page: Page) -> bool:
    if is_complete(before.text):
        return False
    wide = display_width(before.text) > page.width * _WRAPPED_HEADING_WIDTH and not page.sharp
    dangling = bool(_DANGLING.search(before.text))
    return page.is_full(before, line) or dangling or (wide and looks_like_heading(line, page))


def _starts_small(line: Line) -> bool:
    return bool(_SMALL.match(line.text))
