"""Where terms may stand in a text, and which of overlapping occurrences count."""

from bisect import bisect_right
from collections.abc import Iterable

from ...language.comparison_keys import term_key
from ..concept import Term, rank

# Start and end (half-open, in characters), and which groups of readings the matcher has for the span. A plain tuple:
# a long text has hundreds of thousands.
Occurrence = tuple[int, int, tuple[int, ...]]


def in_order(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """Return the occurrences from left to right, the longer of two with one start first."""
    return sorted(occurrences, key=lambda each: (each[0], -each[1]))


def longest(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """Return the occurrences that do not overlap, longer ones first served, then those more to the left; in order."""
    chosen: list[Occurrence] = []
    cluster: list[Occurrence] = []
    reach = -1
    for occurrence in in_order(occurrences):
        if occurrence[0] >= reach and cluster:
            chosen += _longest_of(cluster)
            cluster = []
        cluster.append(occurrence)
        reach = max(reach, occurrence[1])
    return chosen + _longest_of(cluster)


def _longest_of(cluster: list[Occurrence]) -> list[Occurrence]:
    """Return the chosen ones of a run in which each occurrence overlaps another."""
    if len(cluster) < 2:
        return cluster
    starts: list[int] = []
    ends: list[int] = []
    chosen: list[Occurrence] = []
    for occurrence in sorted(cluster, key=lambda each: (each[0] - each[1], each[0])):
        start, end, _groups = occurrence
        place = bisect_right(starts, start)
        if (place and ends[place - 1] > start) or (place < len(starts) and starts[place] < end):
            continue
        starts.insert(place, start)
        ends.insert(place, end)
        chosen.insert(place, occurrence)
    return chosen


def reading_order(form: str, term: Term) -> tuple[int, int]:
    """Return how near a term is to the form found, and how well its status serves: the least is the likeliest."""
    if form == term.text:
        return 0, rank(term)
    if form.lower() == term.text.lower():
        return 1, rank(term)
    return (2 if term_key(form, term.language) == term_key(term.text, term.language) else 3), rank(term)
