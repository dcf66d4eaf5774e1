"""Where the words of a printed line part: by its gaps, against the space of the font and against each other."""

from collections.abc import Sequence

import regex

from .sheet import Span

# A gap is a space from this share of the font's own on: lines that are set tight have spaces of two thirds of it, and
# letters that are moved apart, as in "T o", stand at most a third apart.
WORD_GAP = 0.5
_RAISED = 0.87  # of the size of the text beside it
_LETTER = regex.compile(r"[\p{L}\p{M}]{1,2}|[\p{P}\p{N}]")
_FEWEST_LETTERS = 4
_MOST_SPACED = 0.8  # of the size: letters further apart are cells or labels


def parted_words(spans: Sequence[Span]) -> list[bool]:
    """Return of each span of a line, left to right, whether a space stands before it; none before the first."""
    gaps = _gaps(spans)
    extra = _letter_spacing(spans, gaps)
    return [bool(at) and _is_space(gaps[at] - extra, spans[at - 1], span, bool(extra)) for at, span in enumerate(spans)]


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
