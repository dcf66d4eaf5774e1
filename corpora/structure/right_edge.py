"""The right edge of printed lines: at which column a text was broken, as told by the lines that were broken there.

A line was broken off from the next if its text goes on there and the next one's first word had no more room. Each such
seam says between which columns the edge lies; in a text that was wrapped they agree, in any other they do not.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

import regex

from ...language.comparison_keys import simplified
from ...language.note_marks import RAISED
from ...language.script import display_width
from ...language.words import CLOSING_MARKS, FINAL_STOPS, NEAR_SEAM, are_tied, is_word_cut
from ..line import Line

# Figures of pages: the narrowest column that running text is set in, and the widest page, in columns
_NARROWEST, _WIDEST = 24, 160
# Text from a PDF has no columns of its own; counted in characters, its right edge varies by about a tenth
RAGGED = 0.1
_FEWEST_COUNTED = 2  # lines of one number of characters are no chance
_NEAR = 0.85  # of the longest line: seams of shorter lines are of entries without a stop, not of the edge
# Where a text was wrapped, 0.2 of the lines of Chinese and 0.67 of English meet at a word that ties others, and with a
# word cut in two 0.65 of Chinese (the pairs of UNPC's development set, wrapped); where two entries of a list meet, 0.01
# of terms and 0.04 of sentences without a stop, and with words 0.003 and 0.014. Lines in a row end with a clause in 0.9
# of wrapped texts, and where a sentence stands under a list. As logarithms of how much likelier each is in a text:
_STOPPED = 1.5
_BY_TIES, _BY_WORDS = (2.0, -0.2), (3.8, -1.0)  # of a seam that is tied, and of one that is not
_SURE = 10.0  # the dictionary of words, which takes 0.2 s to load, is not asked then
_LONGEST_FIGURE = 24  # characters
_IS_LIST = -3.0  # of a stretch of lines; what fewer tell is weighed with all others
_ONE_HAN = 2  # columns
_CLAUSE_INSIDE = regex.compile(r"[，。；：、].")
_ENDS_CLAUSE = regex.compile(rf"[{FINAL_STOPS},，、][{CLOSING_MARKS}0-9*{RAISED}]*\s*$")
# what a sentence goes on with after a line end: a small letter, or Han that is no numbering
_GOES_ON = regex.compile(
    r"\p{Ll}|[(（“‘《]?(?!第?[一二三四五六七八九十百]+[、.．章节節条條部编編])\p{Han}|[，。；、：）》”]"
)
_CLINGING = regex.compile(r"[，。；、：）》”]")  # nothing begins with these
_HAN_FIGURE_END = regex.compile(r"\p{Han}\d+$")
_HAN_FIGURE = regex.compile(r"(?!\d{3}(?!\d))[\d/.]*\d[%％]?\p{Han}")  # no group of thousands
# of thousands and of a decimal, whose second part stands in the next line: 港币$10, / 000。
_HAN_POINT_END = regex.compile(r"\p{Han}\W{0,3}(?:(?P<group>\d{1,3}(?:,\d{3})*,)|\d+[.．])$")
_GROUP, _DECIMALS = regex.compile(r"\d{3}(?!\d)"), regex.compile(r"\d+[%％\p{Han}]")
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
        tied: Whether the two cannot be an end and a beginning: a word goes on, or one stands there that joins others.
    """

    width: int
    needed: int
    line: int
    tied: bool


def seams(lines: Sequence[Line], widths: Sequence[int]) -> list[Seam]:
    """Return the pairs of neighbouring lines that may be one text, by what stands where they meet.

    Lines in a row that are likelier entries of a list tell nothing of an edge.
    """
    met = [(at, line.text, below.text) for at, (line, below) in enumerate(pairwise(lines)) if widths[at] <= _WIDEST]
    met = [(at, line, below) for at, line, below in met if goes_on(line, below) and not _ENTRY.match(below)]
    found = [Seam(widths[at], widths[at] + word_width(below), at, _ties(line, below)) for at, line, below in met]
    found = [seam for seam in found if seam.needed >= _NARROWEST]
    if _likelihood(lines, found, _BY_TIES) > _SURE:
        return _of_text(lines, found, _BY_TIES)
    cut = _cut_words([(lines[seam.line].text, lines[seam.line + 1].text) for seam in found])
    even = _even(lines, found, max(widths, default=0))
    found = [seam._replace(tied=any((seam.tied, *more))) for seam, *more in zip(found, cut, even, strict=True)]
    return _of_text(lines, found, _BY_WORDS)


def _of_text(lines: Sequence[Line], found: Sequence[Seam], weights: tuple[float, float]) -> list[Seam]:
    """Return the seams without those of lists: of lines in a row that are likelier entries, or of all lines."""
    found = near_edge(found, agreeing([seam for seam in found if seam.tied], RAGGED))
    rows = groupby(enumerate(found), key=lambda placed: placed[1].line - placed[0])
    text = [seam for _start, row in rows for seam in _without_list([seam for _place, seam in row], weights)]
    return text if _likelihood(lines, text, weights) > 0 else []


def _without_list(run: Sequence[Seam], weights: tuple[float, float]) -> Sequence[Seam]:
    """Return the seams of lines in a row without the stretch that is likeliest a list, if it is likely enough."""
    tied, loose = weights
    lowest = total = 0.0
    first = start = end = 0
    for at, seam in enumerate(run):
        total += tied if seam.tied else loose
        if total > 0:
            total, first = 0.0, at + 1
        elif total < lowest:
            lowest, start, end = total, first, at + 1
    return [*run[:start], *run[end:]] if lowest < _IS_LIST else run


def _ties(before: str, following: str) -> bool:
    """Whether two lines cannot be an end and a beginning, as far as is seen without a dictionary."""
    return _is_rest(before, following) or cuts_figure(before, following) or are_tied(before, following)


def _cut_words(pairs: Sequence[tuple[str, str]]) -> list[bool]:
    """Return for two lines each whether a Chinese word is cut where they meet."""
    ends = simplified([before[-NEAR_SEAM:] for before, _following in pairs])
    starts = simplified([following[:NEAR_SEAM] for _before, following in pairs])
    return [is_word_cut(end, start) for end, start in zip(ends, starts, strict=True)]


def _even(lines: Sequence[Line], found: Sequence[Seam], widest: int) -> list[bool]:
    """Return which seams are of lines with a clause inside, where all are as wide as any line; two are no chance."""
    if len(found) < _FEWEST_COUNTED or min(seam.width for seam in found) <= widest - _ONE_HAN:
        return [False] * len(found)
    return [_CLAUSE_INSIDE.search(lines[seam.line].text) is not None for seam in found]


def _is_rest(before: str, following: str) -> bool:
    """Whether a line begins as nothing does, or with a small letter unlike the line above."""
    return bool(_CLINGING.match(following)) or (following[:1].islower() and not before[:1].islower())


def _likelihood(lines: Sequence[Line], found: Sequence[Seam], weights: tuple[float, float]) -> float:
    """Return the logarithm of how much likelier seams are those of a text than those of a list."""
    tied, loose = weights
    inside = {seam.line for seam in found}
    ends = [lines[seam.line + 1].text[-8:] for seam in found if seam.line + 1 not in inside]
    stops = sum(_ENDS_CLAUSE.search(end) is not None for end in ends)
    return sum(tied if seam.tied else loose for seam in found) + _STOPPED * stops


def counted_edge(lines: Sequence[Line], found: Sequence[Seam], least: float) -> int:
    """Return after how many characters lines were broken, whatever stood there; 0 where that is not so.

    Chinese is so wrapped by programs that count a Latin letter or an ASCII comma as one place, as they do a Han
    character: the columns of such lines differ.

    Args:
        lines: The text's lines.
        found: Its seams.
        least: Share of the seams near the edge that must have the same number of characters.
    """
    counts = Counter(len(lines[seam.line].text) for seam in found)
    edge, agree = max(counts.items(), key=itemgetter(1, 0), default=(0, 0))
    longer = sum(len(line.text) > edge for line in lines)
    near = sum(count for length, count in counts.items() if length >= edge * _NEAR)
    return edge if agree >= max(_FEWEST_COUNTED, least * near) and longer <= (1 - least) * near else 0


def near_edge(found: Sequence[Seam], broken: Sequence[Seam]) -> list[Seam]:
    """Return the seams of lines that nearly reach the edge: shorter ones are of entries without a stop."""
    edge = max((seam.width for seam in broken), default=0)
    return [seam for seam in found if seam.width >= edge * _NEAR]


def goes_on(before: str, following: str) -> bool:
    """Whether a text that ends in mid-sentence seems to go on in another, as far as their seam tells."""
    cut = before[-1:] == "-" and before[-2:-1].isalpha() and following[:1].isalpha()
    if cut or cuts_figure(before, following):
        return True
    return not _ENDS_CLAUSE.search(before[-8:]) and bool(_GOES_ON.match(following))


def cuts_figure(before: str, following: str) -> bool:
    """Whether a figure in Chinese text was cut, as by a program that counts characters: 第7 / 0/1号决议."""
    if point := _HAN_POINT_END.search(before[-_LONGEST_FIGURE:]):
        return bool((_GROUP if point["group"] else _DECIMALS).match(following))
    return bool(_HAN_FIGURE_END.search(before[-8:]) and _HAN_FIGURE.match(following))


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
