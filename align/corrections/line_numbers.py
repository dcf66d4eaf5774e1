"""Line numbers of a bitext whose pairs a person has changed."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ...errors import DuizhaoError
from ...i18n import _
from ...language.comparison_keys import without_spaces
from ..bitext import Bitext
from ..link_files.links import beads_of
from ..sentences.beads import Indices

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Covered:
    """What a pair takes of the two texts without white space: half-open places on either side."""

    zh: Spans
    en: Spans


def relined(bitext: Bitext, covered: Sequence[Covered], lines: tuple[Sequence[str], Sequence[str]] | None) -> Bitext:
    """Return the bitext with beads for its pairs; without beads, and a warning, where a pair takes part of a line.

    Args:
        bitext: Pairs in order.
        covered: What each of them takes.
        lines: The lines of both files; None where they are not at hand.
    """
    if lines is None:
        return replace(bitext, beads=())
    sides = [[side.zh for side in covered], [side.en for side in covered]]
    owned = [_owned(spans, text) for spans, text in zip(sides, lines, strict=True)]
    if owned[0] is not None and owned[1] is not None:
        links: list[Indices] = list(zip(owned[0], owned[1], strict=True))
        try:
            beads = beads_of(links, len(lines[0]), len(lines[1]), "corrections")
        except DuizhaoError:
            beads = []
        if beads:
            sure = {link: pair.confidence for link, pair in zip(links, bitext.pairs, strict=True)}
            found = [replace(at, confidence=sure.get((tuple(at.zh), tuple(at.en)), at.confidence)) for at in beads]
            return replace(bitext, beads=tuple(found))
    warning = _("corrected rows cut lines or cross each other, so there are no line numbers for them; write .tsv")
    return replace(bitext, beads=(), warnings=(*bitext.warnings, warning))


def _owned(spans: Sequence[Spans], lines: Sequence[str]) -> list[tuple[int, ...]] | None:
    """Return the lines of each pair; None where a pair takes part of a line only."""
    edges = [0, *accumulate(len(without_spaces(line)) for line in lines)]
    owners: dict[int, int] = {}
    for pair, parts in enumerate(spans):
        for start, end in parts:
            for line in range(bisect_right(edges, start) - 1, bisect_left(edges, end)):
                if owners.setdefault(line, pair) != pair:
                    return None
    found: list[list[int]] = [[] for _pair in spans]
    for line, pair in sorted(owners.items()):
        found[pair].append(line)
    return [tuple(range(run[0], run[-1] + 1)) if run else () for run in found]
