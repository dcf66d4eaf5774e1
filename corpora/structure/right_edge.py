"""The right edge of printed lines: at which column a text was broken, as told by the lines that were broken there.

A line was broken off from the next if its text goes on there and the next one's first word had no more room. Each such
seam says between which columns the edge lies; in a text that was wrapped they agree, in any other they do not.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from ...language.script import display_width
from ..line import Line

# Figures of pages: the narrowest column that running text is set in, and the widest page, in columns
_NARROWEST, _WIDEST = 24, 160
_ENDS_CLAUSE = regex.compile(r"[.。!！?？:：;；,，、][\p{Pe}\p{Pf}\"'0-9*]*\s*$")
# what a sentence goes on with after a line end: a small letter, or Han that is no numbering
_GOES_ON = regex.compile(
    r"\p{Ll}|[(（“‘《]?(?!第?[一二三四五六七八九十百]+[、.．章节節条條部编編])\p{Han}|[，。；、：）》”]"
)
_ENTRY = regex.compile(r"[a-z]{1,5}[.)]|[•*·○●▪-]\s")
# the least that a line end leaves together: a word with its stops, or a Han character with the marks that cling to it
_HAN = regex.compile(r"\p{Han}")
_UNIT = regex.compile(r"[\p{Latin}\p{N}\p{P}--\p{Han}--[“‘（《「]]+|[“‘（《「]*\X[，。；：、！？）》」”’]*", regex.V1)


class Seam(NamedTuple):
    """Two neighbouring lines that may be one text.

    Attributes:
        width: Columns of the first line.
        needed: Columns that it would have had with the first word of the next.
        line: Index of the first line.
    """

    width: int
    needed: int
    line: int


def seams(lines: Sequence[Line], widths: Sequence[int]) -> list[Seam]:
    """Return the pairs of neighbouring lines that may be one text, by what stands where they meet."""
    found = []
    for at, (line, following) in enumerate(pairwise(lines)):
        if not goes_on(line.text, following.text) or _ENTRY.match(following.text):
            continue
        needed = widths[at] + word_width(following.text)
        if needed >= _NARROWEST and widths[at] <= _WIDEST:
            found.append(Seam(widths[at], needed, at))
    return found


def goes_on(before: str, following: str) -> bool:
    """Whether a text that ends in mid-sentence seems to go on in another, as far as their seam tells."""
    cut = before[-1:] == "-" and before[-2:-1].isalpha() and following[:1].isalpha()
    return cut or (not _ENDS_CLAUSE.search(before[-8:]) and bool(_GOES_ON.match(following)))


def word_width(text: str) -> int:
    """Return the columns that the first word of a line takes at the end of another, with the space before it."""
    unit = _UNIT.match(text)
    if unit is None:
        return 1
    return display_width(unit[0]) + (0 if _HAN.match(unit[0]) else 1)


def agreeing(found: Sequence[Seam], ragged: float) -> list[Seam]:
    """Return the seams through which the edge passes that most agree on, the right one of several.

    Args:
        found: The seams.
        ragged: By which share of its width the edge may vary.
    """
    if not found:
        return []
    spans = [(seam.width * (1 - ragged / 2), max(seam.needed - 1.0, seam.width * (1 + ragged / 2))) for seam in found]
    starts, ends = sorted(least for least, _most in spans), sorted(most for _least, most in spans)
    edge = max(starts, key=lambda column: (bisect_right(starts, column) - bisect_left(ends, column), column))
    return [seam for seam, (least, most) in zip(found, spans, strict=True) if least <= edge <= most]
