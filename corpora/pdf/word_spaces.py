"""Where the words of a printed line part: by its gaps, against the space of the font and against each other."""

import itertools
from collections import Counter
from collections.abc import Sequence

import regex

from ...language.script import has_han
from .sheet import Span

# A gap is a space from this share of the font's own on: lines that are set tight have spaces of two thirds of it, and
# letters that are moved apart, as in "T o", stand at most a third apart.
WORD_GAP = 0.5
_RAISED = 0.87  # of the size of the text beside it
_LETTER = regex.compile(r"[\p{L}\p{M}]{1,2}|[\p{P}\p{N}]")
_FEWEST_LETTERS = 4
_MOST_SPACED = 0.8  # of the size: letters further apart are cells or labels
_EVEN = 0.1  # of the size: the word spaces of a justified line differ by less, for the shapes of letters beside them
_EVEN_GAPS = 3  # in a row; two where a line has no more
_FULL_LINES = 3  # that end at one place: the edge of a column of justified text
_INDENT = 4  # sizes: so far further left than the first line of a paragraph the next one begins, at most
_NEXT_LINE = 1.7  # of the size: so far below is the next line of a paragraph, at most


def parted_words(spans: Sequence[Span]) -> list[bool]:
    """Return of each span of a line, left to right, whether a space stands before it; none before the first."""
    gaps = _gaps(spans)
    extra = _letter_spacing(spans, gaps)
    return [bool(at) and _is_space(gaps[at] - extra, spans[at - 1], span, bool(extra)) for at, span in enumerate(spans)]


def justified_gaps(spans: Sequence[Span]) -> list[bool]:
    """Return of each span of a row, left to right, whether the gap before it is a word space of a justified line.

    Such a line is filled by widening its word spaces, all by the same: a gap is one of them if it is as wide as those
    next to it, however wide that is. Between cells and columns gaps are as they come.
    """
    gaps = _gaps(spans)
    between = [at for at in range(1, len(spans)) if gaps[at] > WORD_GAP * min(spans[at - 1].space, spans[at].space)]
    even = [False] * len(spans)
    for first in range(len(between) - min(_EVEN_GAPS, max(2, len(between))) + 1):
        window = between[first : first + _EVEN_GAPS]
        widths = [gaps[at] for at in window]
        if max(widths) - min(widths) <= _EVEN * spans[window[0]].size:
            for at in window:
                even[at] = True
    return even


def stretched_lines(rows: Sequence[Sequence[Span]]) -> set[int]:
    """Return which rows of a sheet, top to bottom and left to right, are lines of words that were set wide apart.

    A line of justified text is stretched because the first word of the next line had no room in it. So its gaps are
    equal, it ends where others do, and that word is wider than what was spread over its gaps. Words that begin below
    each other are cells.
    """
    ends = Counter(round(row[-1].x1) for row in rows)
    starts = [_word_starts(row) for row in rows]
    return {
        at
        for at, (row, below) in enumerate(itertools.pairwise(rows))
        if sum(ends[round(row[-1].x1) + away] for away in (-1, 0, 1)) >= _FULL_LINES
        and _is_stretched(row, below)
        and not starts[at] <= starts[at + 1]
        and not (at and starts[at] <= starts[at - 1])
    }


def _word_starts(row: Sequence[Span]) -> frozenset[float]:
    """Return where the words of a row begin, in points, but for the first."""
    gaps = zip(row, _gaps(row), strict=True)
    return frozenset(round(span.x0, 1) for span, gap in gaps if gap > WORD_GAP * span.space)


def _is_stretched(row: Sequence[Span], below: Sequence[Span]) -> bool:
    size = row[0].size
    below_it = 0 < below[0].y - row[0].y < _NEXT_LINE * size
    if not below_it or not -_INDENT * size < below[0].x0 - row[0].x0 < size:
        return False
    widths = [gap for gap in _gaps(row)[1:] if gap > WORD_GAP * row[0].space]
    if not widths or max(widths) - min(widths) > _EVEN * size:
        return False
    return first_word_width(below) + row[0].space > sum(widths) - len(widths) * row[0].space


def first_word_width(row: Sequence[Span]) -> float:
    """Return the width of what a line cannot begin with less than: a Chinese character, a word up to its hyphen."""
    if has_han(row[0].text[:1]):
        return row[0].size
    gaps = _gaps(row)
    end = row[0].x1
    for at in range(1, len(row)):
        if gaps[at] > WORD_GAP * row[at].space or row[at - 1].text.endswith("-"):
            break
        end = row[at].x1
    return end - row[0].x0


def _gaps(spans: Sequence[Span]) -> list[float]:
    """Return how far each span stands from what is left of it, in points."""
    gaps = []
    end = spans[0].x0
    for span in spans:
        gaps.append(span.x0 - end)
        end = max(end, span.x1)
    return gaps


def _is_space(gap: float, before: Span, span: Span, by_width: bool) -> bool:
    if span.spaced and not by_width:
        return True
    small, large = sorted((before, span), key=lambda span: span.size)
    if small.size < _RAISED * large.size:  # a mark that is raised stands off its word by the word's measure
        return gap > WORD_GAP * large.space
    return gap > WORD_GAP * min(before.space, span.space)


def _letter_spacing(spans: Sequence[Span], gaps: Sequence[float]) -> float:
    """Return by how many points the letters of a line are set apart (R E P O R T), 0 where they are not.

    Then most spans are single letters without a space character between, at one distance from each other.
    """
    between = sorted(
        gap
        for gap, left, span in zip(gaps[1:], spans, spans[1:], strict=False)
        if not span.spaced and _LETTER.fullmatch(left.text) and _LETTER.fullmatch(span.text)
    )
    if len(between) < max(_FEWEST_LETTERS - 1, 0.6 * len(spans)):
        return 0.0
    usual = between[len(between) // 2]
    size = spans[0].size
    if not WORD_GAP * spans[0].space < usual < _MOST_SPACED * size:
        return 0.0
    return usual if sum(abs(gap - usual) < 0.1 * size for gap in between) >= 0.6 * len(between) else 0.0
