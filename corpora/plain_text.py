"""The lines of a plain text, and which of them are whole paragraphs.

Some files have a paragraph a line, some break their lines at a width, some do both. What tells them apart is the edge:
a line was broken there if its text goes on in the next one and the next one's first word had no more room. Each such
pair says between which columns the edge must lie; in a text that was wrapped they agree, in any other they do not.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

import regex

from ..language.script import display_width
from .line import Line

_MASTHEAD_LINES = 12
_LONGEST_NUMBER = 8
# Figures of pages: the narrowest column that running text is set in, and the widest page, in columns. Text from a PDF
# has no columns of its own; counted in characters, its right edge varies by about a tenth.
_NARROWEST, _WIDEST = 24, 160
_RAGGED = 0.1
# Of the pairs of lines that may have been one, this many agree where a text was wrapped: 0.55 to 1.0 in the wrapped
# texts at hand and in composed ones at 40 to 100 columns, at most 0.3 in those with a paragraph a line.
_AGREEING = 0.45
_IN_A_ROW = 2  # that follow on each other, or
_MANY = 0.2  # of all lines: so many are no chance; texts with a paragraph a line have 0 in a row and up to 0.1
_OVERLONG = 0.05  # of the lines: more than this many beyond the edge are paragraphs of a text that is wrapped in part
_ENDS_CLAUSE = regex.compile(r"[.。!！?？:：;；,，、][\p{Pe}\p{Pf}\"'0-9*]*\s*$")
# what a sentence goes on with after a line end: a small letter, or Han that is no numbering
_GOES_ON = regex.compile(
    r"\p{Ll}|[(（“‘《]?(?!第?[一二三四五六七八九十百]+[、.．章节節条條部编編])\p{Han}|[，。；、：）》”]"
)
_ENTRY = regex.compile(r"[a-z]{1,5}[.)]|[•*·○●▪-]\s")
_ADDRESS = regex.compile(r"https?://|www\.")
_FIRST_WORD = regex.compile(r"[\p{Latin}\p{N}\p{P}--\p{Han}]+|\X", regex.V1)


class _Room(NamedTuple):
    """Between which columns the right edge lies if one line was broken off from the next, and the former of the two."""

    least: float
    most: float
    line: int


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
    rooms = _rooms(lines, widths)
    agreeing = _agreeing(rooms)
    if not _was_wrapped(lines, widths, rooms, agreeing):
        return [replace(line, whole=True) for line in lines]
    edge = max(room.least for room in agreeing) * (1 + _RAGGED)
    beyond = [width > edge and not _ADDRESS.search(line.text) for line, width in zip(lines, widths, strict=True)]
    if sum(beyond) <= len(lines) * _OVERLONG:
        return list(lines)
    broken = {room.line for room in agreeing}
    found: list[Line] = []
    for is_beyond, stretch in groupby(range(len(lines)), key=beyond.__getitem__):
        places = list(stretch)
        whole = is_beyond or broken.isdisjoint(places)
        found += [replace(lines[at], whole=whole) for at in places]
    return found


def _rooms(lines: Sequence[Line], widths: Sequence[int]) -> list[_Room]:
    """Return the pairs of neighbouring lines that may be one text, by what stands at their seam."""
    found = []
    for at, (line, following) in enumerate(pairwise(lines)):
        if _ENDS_CLAUSE.search(line.text[-8:]) or _ENTRY.match(following.text) or not _GOES_ON.match(following.text):
            continue
        word = _FIRST_WORD.match(following.text)
        needed = widths[at] + (display_width(word[0]) + 1 if word else 1)
        if needed >= _NARROWEST and widths[at] <= _WIDEST:
            found.append(_Room(widths[at] * (1 - _RAGGED / 2), max(needed, widths[at] * (1 + _RAGGED / 2)), at))
    return found


def _agreeing(rooms: Sequence[_Room]) -> list[_Room]:
    """Return the pairs through which the column that most agree on passes."""
    starts, ends = sorted(room.least for room in rooms), sorted(room.most for room in rooms)
    if not rooms:
        return []
    edge = max(starts, key=lambda column: (bisect_right(starts, column) - bisect_left(ends, column), column))
    return [room for room in rooms if room.least <= edge <= room.most]


def _was_wrapped(
    lines: Sequence[Line], widths: Sequence[int], rooms: Sequence[_Room], agreeing: Sequence[_Room]
) -> bool:
    """Whether the pairs agree on an edge, and not by chance: they are many, stand in a row, or nothing is wider."""
    if not agreeing or len(agreeing) < len(rooms) * _AGREEING:
        return False
    if sum(following.line == room.line + 1 for room, following in pairwise(agreeing)) >= _IN_A_ROW:
        return True
    if len(agreeing) > 1 and len(agreeing) >= len(lines) * _MANY:
        return True
    widest = max(widths[room.line] for room in agreeing)
    return widest >= max(widths) * (1 - _RAGGED) and bool(_ENDS_CLAUSE.search(lines[-1].text))
