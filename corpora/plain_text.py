"""The lines of a plain text, and which of them are whole paragraphs.

Some files have a paragraph a line, some break their lines at a width, some do both: their right edge tells.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import regex

from ..language.script import display_width
from ..language.words import CLOSING_MARKS, FINAL_STOPS
from .line import Line
from .structure.right_edge import RAGGED, Seam, agreeing, counted_edge, seams

_MASTHEAD_LINES = 12
_LONGEST_NUMBER = 8
# Of the pairs of lines that may have been one, this many agree where a text was wrapped: 0.55 to 1.0 in the wrapped
# texts at hand and in composed ones at 40 to 100 columns, at most 0.3 in those with a paragraph a line.
_AGREEING = 0.45
_IN_A_ROW = 2  # that follow on each other, or
_MANY = 0.2  # of all lines: so many are no chance; texts with a paragraph a line have 0 in a row and up to 0.1
_COUNTED, _NEARLY_ALL = 5, 0.95  # lines of just as many characters as hardly one has more are no chance either
_CLOSE = 0.6  # of the lines stand without a blank line above them, where blank lines part paragraphs
_OVERLONG = 0.05  # of the lines: more than this many beyond the edge are paragraphs of a text that is wrapped in part
_ENDS_CLAUSE = regex.compile(rf"[{FINAL_STOPS},，、][{CLOSING_MARKS}0-9*]*\s*$")
_ADDRESS = regex.compile(r"https?://|www\.")


def text_lines(text: str) -> list[Line]:
    """Return the printed lines that are not blank, with what a plain text says of their layout.

    Lines that are whole paragraphs are marked so: all in a text that has one paragraph a line.
    """
    lines: list[Line] = []
    gap = 0
    page, paged = 1, "\f" in text
    for number, raw in enumerate(regex.split(r"\r\n|[\n\r\v\x85\u2028\u2029]", text), 1):
        page += raw.count("\f")
        body = raw.replace("\f", "").expandtabs(4).rstrip()
        stripped = body.strip()
        if stripped:
            lead = len(body) - len(body.lstrip())
            for piece in _columns(stripped) if len(lines) < _MASTHEAD_LINES else [stripped]:
                lines.append(Line(piece, number, page=page if paged else None, gap=gap, lead=lead))
                gap = 0
        else:
            gap += 1
    return mark_whole(lines)


def _columns(text: str) -> list[str]:
    """Cut the two columns of a masthead apart; a number and its title, far apart too, stay together."""
    left, *rest = regex.split(r"\s{6,}", text)
    return [left, *rest] if len(left) > _LONGEST_NUMBER else [text]


def mark_whole(lines: Sequence[Line]) -> list[Line]:
    """Mark the lines that are whole paragraphs: all, none, or those of the stretches that were not wrapped."""
    widths = [display_width(line.text) for line in lines]
    met = seams(lines, widths)
    broken = agreeing(met, RAGGED)
    if len(broken) >= _COUNTED and counted_edge(lines, met, _NEARLY_ALL):
        return list(lines)
    if not _was_wrapped(lines, widths, met, broken):
        return [replace(line, whole=True) for line in lines]
    edge = max(seam.width for seam in broken) * (1 + RAGGED)
    beyond = [width > edge and not _ADDRESS.search(line.text) for line, width in zip(lines, widths, strict=True)]
    if sum(beyond) <= len(lines) * _OVERLONG:
        return list(lines)
    firsts = {seam.line for seam in broken}
    found: list[Line] = []
    for is_beyond, stretch in groupby(range(len(lines)), key=beyond.__getitem__):
        places = list(stretch)
        whole = is_beyond or firsts.isdisjoint(places)
        found += [replace(lines[at], whole=whole) for at in places]
    return found


def _was_wrapped(lines: Sequence[Line], widths: Sequence[int], met: Sequence[Seam], broken: Sequence[Seam]) -> bool:
    """Whether the seams agree on an edge, and not by chance: they are many, stand in a row, or nothing is wider."""
    if not broken or len(broken) < len(met) * _AGREEING:
        return False
    if sum(following.line == seam.line + 1 for seam, following in pairwise(broken)) >= _IN_A_ROW:
        return True
    if len(broken) > 1 and len(broken) >= len(lines) * _MANY:
        return True
    close = {at for at, (_line, following) in enumerate(pairwise(lines)) if not following.gap}
    parted = len(close) < len(lines) - 1 and len(close) <= len(lines) * _CLOSE
    edge = min(seam.width for seam in broken) * (1 - RAGGED)
    full = {at for at in close if widths[at] >= edge}  # short lines in a row are an address, a date
    if parted and len(full.intersection(seam.line for seam in broken)) * 2 > len(full):
        return True  # blank lines part the rest
    rests = [lines[seam.line + 1].text for seam in broken]
    whole = any(rest[0].islower() or _ENDS_CLAUSE.search(rest) for rest in rests)
    return whole and max(seam.width for seam in broken) >= max(widths) * (1 - RAGGED)
