"""One side of a bitext as one string without white space: where a text stands in it, and what of it is taken;
and the line numbers of pairs that a person has changed.

Corrected texts are found by contents here, exactly or nearly; offsets of this string are *places*, 0-based.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, product

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from ...errors import DuizhaoError
from ...i18n import _
from ...language import Language
from ...language.annotated_text import AnnotatedText, join
from ...language.comparison_keys import without_spaces
from ...language.segmentation import sentence_spans
from ..bitext import Bitext
from ..link_files import beads_of
from ..sentences.beads import Indices

Span = tuple[int, int]  # half-open places

_SIMILAR = 0.75  # a corrected text shares three quarters of its characters with what it corrects
_WINDOW = 3  # pairs before and after the expected one, where a changed text is looked for first
_AT_EDGE = 0.06  # a mended word at the end of a sentence costs about as much: it must not be cut off there
_LONG = 16  # characters from which a changed text is looked for in the whole document


class SideText:
    """All texts of one side, in the order of the pairs.

    Args:
        sides: The text of each pair, empty where it has none.
        language: Their language.
    """

    def __init__(self, sides: Sequence[AnnotatedText], language: Language) -> None:
        self.sides = sides
        self.language: Language = language
        pieces = [without_spaces(side.text) for side in sides]
        self.text = "".join(pieces)
        self.starts = [0, *accumulate(map(len, pieces))]
        self._taken = bytearray(len(self.text))
        self._edges = sorted({place for at in range(len(sides)) for place in self._sentence_edges(at)})

    def span_of(self, pair: int) -> Span:
        """Return the places of one pair's text."""
        return self.starts[pair], self.starts[pair + 1]

    def pair_at(self, place: int) -> int:
        """Return the pair that a place is in."""
        return bisect_right(self.starts, place, hi=len(self.starts) - 1) - 1

    def take(self, span: Span) -> None:
        """Mark a span as taken."""
        self._taken[span[0] : span[1]] = b"\1" * (span[1] - span[0])

    def release(self, span: Span) -> None:
        """Take the mark off."""
        self._taken[span[0] : span[1]] = bytes(span[1] - span[0])

    def is_free(self, span: Span) -> bool:
        """Tell whether nothing of a span is taken."""
        return self._taken.find(1, *span) < 0

    def free_runs(self, pair: int) -> Iterator[Span]:
        """Yield the parts of a pair's text that nobody took, those of mere punctuation left out."""
        start, end = self.span_of(pair)
        while start < end:
            stop = self._taken.find(1, start, end)
            stop = end if stop < 0 else stop
            if any(char.isalnum() for char in self.text[start:stop]):
                yield start, stop
            following = self._taken.find(0, stop, end)
            start = end if following < 0 else following

    def find(self, needle: str, near: int) -> Span | None:
        """Return the free place of a text: whole sentences before parts of them, then the nearest to ``near``."""
        free = [span for span in self.occurrences(needle) if self.is_free(span)]
        return min(free, key=lambda span: (not all(map(self._is_edge, span)), abs(span[0] - near)), default=None)

    def occurrences(self, needle: str) -> Iterator[Span]:
        """Yield all places of a text, taken or not."""
        start = self.text.find(needle) if needle else -1
        while start >= 0:
            yield start, start + len(needle)
            start = self.text.find(needle, start + 1)

    def find_similar(self, needle: str, near: int) -> Span | None:
        """Return the free place that a changed text comes from: around ``near``, or anywhere for a long text."""
        pair = self.pair_at(min(near, max(0, len(self.text) - 1)))
        first, last = max(0, pair - _WINDOW), min(len(self.sides) - 1, pair + _WINDOW)
        found = self._most_similar(needle, (self.starts[first], self.starts[last + 1]))
        if found is None and len(needle) >= _LONG:
            found = self._most_similar(needle, (0, len(self.text)))
        return found

    def cut(self, spans: Sequence[Span]) -> AnnotatedText:
        """Return the documents' own text of some spans, joined as the language joins, with its note references."""
        pieces = []
        for start, end in spans:
            while start < end:
                pair = self.pair_at(start)
                stop = min(end, self.starts[pair + 1])
                pieces.append(self._slice(pair, start, stop))
                start = stop
        return join(pieces, "" if self.language == "zh" else " ")

    def _slice(self, pair: int, start: int, end: int) -> AnnotatedText:
        side = self.sides[pair]
        ink = [at for at, char in enumerate(side.text) if not char.isspace()]
        return side.slice(ink[start - self.starts[pair]], ink[end - self.starts[pair] - 1] + 1)

    def _sentence_edges(self, pair: int) -> Iterator[int]:
        text = self.sides[pair].text
        yield from self.span_of(pair)
        for start, end in sentence_spans(text, self.language):
            before = len(without_spaces(text[:start]))
            yield self.starts[pair] + before
            yield self.starts[pair] + before + len(without_spaces(text[start:end]))

    def _is_edge(self, place: int) -> bool:
        at = bisect_left(self._edges, place)
        return at < len(self._edges) and self._edges[at] == place

    def _most_similar(self, needle: str, window: Span) -> Span | None:
        found = fuzz.partial_ratio_alignment(needle, self.text[window[0] : window[1]], score_cutoff=50)
        if found is None or found.dest_start == found.dest_end:
            return None
        raw = window[0] + found.dest_start, window[0] + found.dest_end
        return self._fitted(needle, raw)

    def _fitted(self, needle: str, raw: Span) -> Span | None:
        """Move the ends of a rough span to where sentences end, if that is as good, and inside what is free."""
        low, high = self._free_around((raw[0] + raw[1]) // 2)
        starts = {max(low, place) for place in (raw[0], *self._edges_around(raw[0]))}
        ends = {min(high, place) for place in (raw[1], *self._edges_around(raw[1]))}
        scored = [
            (Indel.normalized_similarity(needle, self.text[start:end]), (start, end))
            for start, end in product(sorted(starts), sorted(ends))
            if start < end
        ]
        good = [(score + _AT_EDGE * sum(map(self._is_edge, span)), span) for score, span in scored if score >= _SIMILAR]
        return max(good, key=lambda item: (item[0], -item[1][0]))[1] if good else None

    def _free_around(self, place: int) -> Span:
        low = self._taken.rfind(1, 0, place + 1) + 1
        high = self._taken.find(1, place)
        return low, len(self.text) if high < 0 else high

    def _edges_around(self, place: int) -> list[int]:
        at = bisect_left(self._edges, place)
        return self._edges[max(0, at - 2) : at + 2]


def with_line_numbers(
    bitext: Bitext, taken: Sequence[Sequence[Sequence[Span]]], lines: tuple[Sequence[str], Sequence[str]] | None
) -> Bitext:
    """Return the bitext with beads for its pairs; without beads, and a warning, where a pair takes part of a line.

    Args:
        bitext: Pairs in order.
        taken: The spans that each of them takes, Chinese and English.
        lines: The lines of both files; None where they are not at hand.
    """
    if lines is None:
        return replace(bitext, beads=())
    owned = [_owned([spans[side] for spans in taken], text) for side, text in enumerate(lines)]
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


def _owned(spans: Sequence[Sequence[Span]], lines: Sequence[str]) -> list[tuple[int, ...]] | None:
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
