"""A translator's corrections, applied to a fresh alignment.

Rows of a corrected table are found in the documents by their contents, white space aside; ids are kept where they can
be. Whatever no row takes stays in the output, and whatever cannot be placed is rejected with its reason: nothing of
the documents is lost, and nothing of the translator's work either.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex
from rapidfuzz.distance import Levenshtein

from ...i18n import _
from ...language.annotated_text import AnnotatedText
from ...language.comparison_keys import without_spaces
from ...language.segmentation import split_sentences
from ...unique_ids import UniqueIds
from ..bitext import Bitext, ConfidenceParts, Pair
from .line_numbers import Covered, relined
from .positions import Span, Stream


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table that comes back.

    Attributes:
        number: 1-based row of the file, for messages.
        id: As it stands there; may be empty or stand twice.
        zh: Chinese text.
        en: English text.
        confirmed: Marked as right by the translator.
        as_written: Known to be just as this program wrote it, so that it holds no correction.
        note: Remarks, the program's and the translator's.
    """

    number: int
    id: str
    zh: str
    en: str
    confirmed: bool = False
    as_written: bool = False
    note: str = ""

    @property
    def texts(self) -> tuple[str, str]:
        """Both texts without white space."""
        return without_spaces(self.zh), without_spaces(self.en)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that could not be placed, and why."""

    row: Row
    reason: str


@dataclass(slots=True)
class _Placed:
    """A row with the spans that it takes on either side; ``exact`` tells for each side whether texts are equal."""

    row: Row
    spans: list[list[Span] | None] = field(default_factory=lambda: [None, None])
    exact: list[bool] = field(default_factory=lambda: [True, True])


@dataclass(frozen=True, slots=True)
class _Item:
    """A pair of the result, where it stands, and what it covers."""

    pair: Pair
    place: tuple[int, float, int]
    covered: Covered


def apply_corrections(
    bitext: Bitext, rows: Sequence[Row], lines: tuple[Sequence[str], Sequence[str]] | None = None
) -> tuple[Bitext, tuple[Rejected, ...]]:
    """Apply corrected rows to a fresh alignment.

    Rows equal to a pair of the alignment change nothing, unless they are marked as confirmed. All others are
    corrections, and so confirmed: their pairs have confidence 1.

    Args:
        bitext: The documents, aligned afresh.
        rows: The corrected table, in its order.
        lines: The lines of both files, where the bitext was made from files with a sentence a line.

    Returns:
        The corrected bitext, and the rows that could not be placed.
    """
    return _Correction(bitext, rows).result(lines)


class _Correction:
    """One run: the fresh alignment as two streams, and what the rows take of them."""

    def __init__(self, bitext: Bitext, rows: Sequence[Row]) -> None:
        self.bitext = bitext
        self.pairs = bitext.pairs
        self.streams = (
            Stream([AnnotatedText(pair.zh, pair.zh_notes) for pair in self.pairs], "zh"),
            Stream([AnnotatedText(pair.en, pair.en_notes) for pair in self.pairs], "en"),
        )
        self.numbers = {pair.id: at for at, pair in enumerate(self.pairs)}
        self.kept: dict[int, Row] = {}  # pair -> the row that is equal to it
        self.takers: list[_Placed] = []
        self.ends: list[tuple[int, tuple[int, int]]] = []  # row number -> where its texts end, in order
        self.rejected: list[Rejected] = []
        changed = self._keep([row for row in rows if any(row.texts)])
        waiting = [placed for placed in map(self._place_exactly, changed) if not self._settled(placed)]
        for placed in waiting:
            self._place_nearly(placed)
        self.rejected.sort(key=lambda rejected: rejected.row.number)

    def result(self, lines: tuple[Sequence[str], Sequence[str]] | None) -> tuple[Bitext, tuple[Rejected, ...]]:
        """Return the corrected bitext and the rejected rows."""
        items = sorted(self._items(), key=lambda item: item.place)
        bitext = replace(self.bitext, pairs=tuple(item.pair for item in items))
        if self.takers and bitext.beads:
            bitext = relined(bitext, [item.covered for item in items], lines)
        return bitext, tuple(self.rejected)

    def _keep(self, rows: Sequence[Row]) -> list[Row]:
        """Take the pairs that rows are equal to; return the other rows that hold corrections."""
        equals: dict[tuple[str, str], list[int]] = {}
        for at, pair in enumerate(self.pairs):
            equals.setdefault((without_spaces(pair.zh), without_spaces(pair.en)), []).append(at)
        named = {row.number for row in rows if self._is_equal(row)}
        for row in rows:
            if row.number in named and not self._keep_as(self.numbers[row.id], row):
                named.discard(row.number)  # the same row twice
        changed = []
        for row in rows:
            if row.number not in named and not any(self._keep_as(at, row) for at in equals.get(row.texts, ())):
                changed.append(row)
        return [row for row in changed if row.confirmed or not row.as_written]

    def _is_equal(self, row: Row) -> bool:
        at = self.numbers.get(row.id)
        return at is not None and row.texts == (without_spaces(self.pairs[at].zh), without_spaces(self.pairs[at].en))

    def _keep_as(self, at: int, row: Row) -> bool:
        if at in self.kept:
            return False
        self.kept[at] = row
        for stream in self.streams:
            stream.take(stream.span_of(at))
        insort(self.ends, (row.number, (self.streams[0].span_of(at)[1], self.streams[1].span_of(at)[1])))
        return True

    def _place_exactly(self, row: Row) -> _Placed:
        placed = _Placed(row)
        for side, (stream, text) in enumerate(zip(self.streams, (row.zh, row.en), strict=True)):
            placed.spans[side] = self._exact_spans(stream, side, row, text)
        return placed

    def _exact_spans(self, stream: Stream, side: int, row: Row, text: str) -> list[Span] | None:
        """Return where a text stands: in one piece, or else sentence by sentence; None where it does not."""
        near = self._near(side, row)
        whole = stream.find(without_spaces(text), near)
        if whole or not without_spaces(text):
            return _taken(stream, [whole] if whole else [])
        spans: list[Span] = []
        for sentence in split_sentences(text, stream.language):
            span = stream.find(without_spaces(sentence), near)
            if span is None:
                for taken in spans:
                    stream.release(taken)
                return None
            spans.append(span)
            stream.take(span)
        return _joined(spans)

    def _settled(self, placed: _Placed) -> bool:
        if None in placed.spans:
            return False
        self._settle(placed)
        return True

    def _settle(self, placed: _Placed) -> None:
        self.takers.append(placed)
        ends = [spans[-1][1] if spans else self._near(side, placed.row) for side, spans in enumerate(placed.spans)]
        insort(self.ends, (placed.row.number, (ends[0], ends[1])))

    def _place_nearly(self, placed: _Placed) -> None:
        """Place what could not be placed exactly; give the row back with a reason where that fails too."""
        for side, stream in enumerate(self.streams):
            if placed.spans[side] is None:
                text = (placed.row.zh, placed.row.en)[side]
                placed.spans[side] = self._near_spans(stream, side, placed.row, text)
                placed.exact[side] = False
                if placed.spans[side] is None:
                    self._reject(placed, side)
                    return
        self._settle(placed)

    def _near_spans(self, stream: Stream, side: int, row: Row, text: str) -> list[Span] | None:
        """Return where a changed text comes from: sentence by sentence, or else in one piece."""
        near = self._near(side, row)
        sentences = [without_spaces(sentence) for sentence in split_sentences(text, stream.language)]
        found = self._sentences(stream, sentences, near) if len(sentences) > 1 else None
        if found is None:
            whole = stream.find_alike(without_spaces(text), near)
            return _taken(stream, [whole]) if whole else None
        return _joined(found)

    def _sentences(self, stream: Stream, sentences: Sequence[str], near: int) -> list[Span] | None:
        """Return a place for each sentence: for those that are as they were first, then for the changed ones."""
        found: list[Span | None] = []
        for sentence in sentences:
            found.append(stream.find(sentence, near))
            _taken(stream, [found[-1]] if found[-1] else [])
        for at, sentence in enumerate(sentences):
            if found[at] is None:
                before = next((span[1] for span in reversed(found[:at]) if span), near)
                found[at] = stream.find_alike(sentence, before)
                _taken(stream, [span for span in found[at : at + 1] if span])
        placed = [span for span in found if span]
        if len(placed) == len(sentences):
            return placed
        for span in placed:
            stream.release(span)
        return None

    def _reject(self, placed: _Placed, failed: int) -> None:
        for stream, spans in zip(self.streams, placed.spans, strict=True):
            for span in spans or ():
                stream.release(span)
        language = (_("Chinese"), _("English"))[failed]
        other = self._owner(self.streams[failed], placed.row.texts[failed], failed)
        if other:
            reason = _("its {language} is in row {number} already").format(language=language, number=other)
        else:
            reason = _("its {language} is not in the document").format(language=language)
        self.rejected.append(Rejected(placed.row, reason))

    def _owner(self, stream: Stream, text: str, side: int) -> int | None:
        """Return the row that has taken a text."""
        for start, end in stream.find_all(text):
            for placed in self.takers:
                if any(a < end and start < b for a, b in placed.spans[side] or ()):
                    return placed.row.number
            for place in (start, end - 1):
                if (at := stream.pair_at(place)) in self.kept:
                    return self.kept[at].number
        return None

    def _near(self, side: int, row: Row) -> int:
        """Return where a row's text is expected: at the pair whose id it has, else after the row before it."""
        if row.id in self.numbers:
            return self.streams[side].starts[self.numbers[row.id]]
        before = bisect_left(self.ends, (row.number, (0, 0)))
        return self.ends[before - 1][1][side] if before else 0

    def _items(self) -> Iterator[_Item]:
        ids = UniqueIds(pair.id for pair in self.pairs)
        touched = {at for at in range(len(self.pairs)) if at not in self.kept and self._is_touched(at)}
        for at, pair in enumerate(self.pairs):
            if at not in touched:
                ids.give(pair.id)
                yield self._whole(at, self.kept.get(at))
        for placed in self.takers:
            yield self._corrected(placed, ids)
        for at in sorted(touched):
            yield from self._remains(at, ids)

    def _is_touched(self, at: int) -> bool:
        return any(not stream.is_free(stream.span_of(at)) for stream in self.streams)

    def _whole(self, at: int, row: Row | None) -> _Item:
        pair = self.pairs[at]
        if row is not None and row.note:
            pair = replace(pair, note=row.note)
        if row is not None and row.confirmed:
            pair = _confirmed(pair)
        spans = [[stream.span_of(at)] for stream in self.streams]
        return _Item(pair, (at, 0.0, 0), Covered(spans[0], spans[1]))

    def _corrected(self, placed: _Placed, ids: UniqueIds) -> _Item:
        spans = [side or [] for side in placed.spans]
        zh, en = (
            stream.cut(taken) if exact else _reworded(stream.cut(taken), text)
            for stream, taken, exact, text in zip(
                self.streams, spans, placed.exact, (placed.row.zh, placed.row.en), strict=True
            )
        )
        place = self._place(spans)
        home = self.pairs[self._home(placed.row, spans, place[0])]
        name = ids.give(placed.row.id or home.id, home.id)
        made = replace(
            _made_by_hand(home, name, zh, en),
            note=placed.row.note,
            zh_blocks=self._blocks(0, spans[0]) or home.zh_blocks,
            en_blocks=self._blocks(1, spans[1]) or home.en_blocks,
        )
        return _Item(_confirmed(made), place, Covered(spans[0], spans[1]))

    def _blocks(self, side: int, spans: Sequence[Span]) -> tuple[str, ...]:
        """Return the ids of the blocks that some spans come from."""
        stream = self.streams[side]
        touched = [at for start, end in spans for at in range(stream.pair_at(start), stream.pair_at(end - 1) + 1)]
        return tuple(dict.fromkeys(name for at in sorted(touched) for name in self.pairs[at].blocks[side]))

    def _home(self, row: Row, spans: Sequence[Sequence[Span]], first: int) -> int:
        """Return the pair that lends kind and label: the one with the row's id if the row has some of its text."""
        at = self.numbers.get(row.id, first)
        own = [stream.span_of(at) for stream in self.streams]
        shares = any(a < end and start < b for (start, end), side in zip(own, spans, strict=True) for a, b in side)
        return at if shares else first

    def _remains(self, at: int, ids: UniqueIds) -> Iterator[_Item]:
        """Yield what nobody took of a pair that rows took text from, each side alone."""
        for side, stream in enumerate(self.streams):
            for run in stream.free_runs(at):
                left = stream.cut([run])
                spans: list[list[Span]] = [[], []]
                spans[side] = [run]
                name = ids.give(self.pairs[at].id, self.pairs[at].id)
                pair = replace(_made_by_hand(self.pairs[at], name, *_on_one_side(left, side)), confidence=0.0)
                yield _Item(pair, self._place(spans), Covered(spans[0], spans[1]))

    def _place(self, spans: Sequence[Sequence[Span]]) -> tuple[int, float, int]:
        """Return where an item stands: the pair of its first Chinese (or else English) text, and how far into it."""
        side = 0 if spans[0] else 1
        first = min(start for start, _end in spans[side])
        at = self.streams[side].pair_at(first)
        start, end = self.streams[side].span_of(at)
        return at, (first - start) / max(1, end - start), side


def _made_by_hand(home: Pair, name: str, zh: AnnotatedText, en: AnnotatedText) -> Pair:
    """Return a pair that a person cut out of the text around ``home``, which lends kind and label."""
    return replace(
        home,
        id=name,
        zh=zh.text,
        en=en.text,
        method="",
        note="",
        zh_notes=zh.notes,
        en_notes=en.notes,
        confirmed=False,
        parts=ConfidenceParts(),
    )


def _on_one_side(text: AnnotatedText, side: int) -> tuple[AnnotatedText, AnnotatedText]:
    return (text, AnnotatedText()) if side == 0 else (AnnotatedText(), text)


def _confirmed(pair: Pair) -> Pair:
    """Return the pair as a person confirmed it; what stands on one side alone stays unaligned."""
    return replace(pair, confirmed=True, confidence=1.0 if pair.matched else 0.0)


def _taken(stream: Stream, spans: list[Span]) -> list[Span]:
    for span in spans:
        stream.take(span)
    return spans


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Join spans that follow each other without a gap."""
    out: list[Span] = []
    for start, end in spans:
        if out and out[-1][1] == start:
            out[-1] = out[-1][0], end
        else:
            out.append((start, end))
    return out


def _reworded(old: AnnotatedText, text: str) -> AnnotatedText:
    """Return a translator's wording, with the note references of the text that it takes the place of."""
    new = regex.sub(r"\s+", " ", text).strip()
    codes = Levenshtein.opcodes(old.text, new)
    return old.replace([(c.src_start, c.src_end, new[c.dest_start : c.dest_end]) for c in codes if c.tag != "equal"])
