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
from .positions import SideText, Span, with_line_numbers


@dataclass(frozen=True, slots=True)
class CorrectedRow:
    """One row of a table that comes back: no `Pair` yet, for its place in the documents has to be found.

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
    def sides(self) -> tuple[str, str]:
        """Both texts as they stand."""
        return self.zh, self.en

    @property
    def texts(self) -> tuple[str, str]:
        """Both texts without white space."""
        return without_spaces(self.zh), without_spaces(self.en)


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that could not be placed, and why."""

    row: CorrectedRow
    reason: str


@dataclass(slots=True)
class _Placed:
    """A row with the spans that it takes on either side; ``exact`` tells for each side whether texts are equal."""

    row: CorrectedRow
    spans: list[list[Span] | None]
    exact: list[bool] = field(default_factory=lambda: [True, True])


@dataclass(frozen=True, slots=True)
class _ResultPair:
    """A pair of the result, where it stands, and the spans that it takes on either side."""

    pair: Pair
    place: tuple[int, float, int]
    taken: Sequence[Sequence[Span]]


def apply_corrections(
    bitext: Bitext, rows: Sequence[CorrectedRow], lines: tuple[Sequence[str], Sequence[str]] | None = None
) -> tuple[Bitext, tuple[RejectedRow, ...]]:
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
    return _CorrectionRun(bitext, rows).result(lines)


class _CorrectionRun:
    """One run: the fresh alignment as the texts of its two sides, and what the rows take of them."""

    def __init__(self, bitext: Bitext, rows: Sequence[CorrectedRow]) -> None:
        self.bitext = bitext
        self.pairs = bitext.pairs
        self.sides = (
            SideText([AnnotatedText(pair.zh, pair.zh_notes) for pair in self.pairs], "zh"),
            SideText([AnnotatedText(pair.en, pair.en_notes) for pair in self.pairs], "en"),
        )
        self.texts = [(without_spaces(pair.zh), without_spaces(pair.en)) for pair in self.pairs]
        self.numbers = {pair.id: at for at, pair in enumerate(self.pairs)}
        self.kept: dict[int, CorrectedRow] = {}  # pair -> the row that is equal to it
        self.takers: list[_Placed] = []
        self.ends: list[tuple[int, tuple[int, int]]] = []  # row number -> where its texts end, in order
        self.rejected: list[RejectedRow] = []
        waiting = []
        for row in self._keep([row for row in rows if any(row.texts)]):
            placed = _Placed(row, [self._exact_spans(side, row) for side in (0, 1)])
            if None in placed.spans:
                waiting.append(placed)
            else:
                self._settle(placed)
        for placed in waiting:
            self._place_nearly(placed)
        self.rejected.sort(key=lambda rejected: rejected.row.number)

    def result(self, lines: tuple[Sequence[str], Sequence[str]] | None) -> tuple[Bitext, tuple[RejectedRow, ...]]:
        """Return the corrected bitext and the rejected rows."""
        items = sorted(self._items(), key=lambda item: item.place)
        bitext = replace(self.bitext, pairs=tuple(item.pair for item in items))
        if self.takers and bitext.beads:
            bitext = with_line_numbers(bitext, [item.taken for item in items], lines)
        return bitext, tuple(self.rejected)

    def _keep(self, rows: Sequence[CorrectedRow]) -> list[CorrectedRow]:
        """Take the pairs that rows are equal to; return the other rows that hold corrections."""
        equals: dict[tuple[str, str], list[int]] = {}
        for at, texts in enumerate(self.texts):
            equals.setdefault(texts, []).append(at)
        others = []  # those with another id, or the same row twice
        for row in rows:
            named = self.numbers.get(row.id)
            if named is None or row.texts != self.texts[named] or not self._keep_as(named, row):
                others.append(row)
        changed = [row for row in others if not any(self._keep_as(at, row) for at in equals.get(row.texts, ()))]
        return [row for row in changed if row.confirmed or not row.as_written]

    def _keep_as(self, at: int, row: CorrectedRow) -> bool:
        if at in self.kept:
            return False
        self.kept[at] = row
        for side_text in self.sides:
            side_text.take(side_text.span_of(at))
        insort(self.ends, (row.number, (self.sides[0].span_of(at)[1], self.sides[1].span_of(at)[1])))
        return True

    def _exact_spans(self, side: int, row: CorrectedRow) -> list[Span] | None:
        """Return where a text stands: in one piece, or else sentence by sentence; None where it does not."""
        if not row.texts[side]:
            return []
        whole = self.sides[side].find(row.texts[side], self._near(side, row))
        return self._taken(side, whole) or self._sentences(side, row, changed=False)

    def _settle(self, placed: _Placed) -> None:
        self.takers.append(placed)
        ends = [spans[-1][1] if spans else self._near(side, placed.row) for side, spans in enumerate(placed.spans)]
        insort(self.ends, (placed.row.number, (ends[0], ends[1])))

    def _place_nearly(self, placed: _Placed) -> None:
        """Place what could not be placed exactly; give the row back with a reason where that fails too."""
        for side in (0, 1):
            if placed.spans[side] is None:
                placed.spans[side] = self._near_spans(side, placed.row)
                placed.exact[side] = False
                if placed.spans[side] is None:
                    self._reject(placed, side)
                    return
        self._settle(placed)

    def _near_spans(self, side: int, row: CorrectedRow) -> list[Span] | None:
        """Return where a changed text comes from: sentence by sentence, or else in one piece."""
        if found := self._sentences(side, row, changed=True):
            return found
        return self._taken(side, self.sides[side].find_similar(row.texts[side], self._near(side, row)))

    def _taken(self, side: int, span: Span | None) -> list[Span] | None:
        """Take a span, where there is one."""
        if span is None:
            return None
        self.sides[side].take(span)
        return [span]

    def _sentences(self, side: int, row: CorrectedRow, *, changed: bool) -> list[Span] | None:
        """Return where the sentences of a text stand, joined; None where one has no place, or there is but one.

        Those that are as they were are placed first, then, where some may be changed, the changed ones.
        """
        side_text, near = self.sides[side], self._near(side, row)
        sentences = [without_spaces(sentence) for sentence in split_sentences(row.sides[side], side_text.language)]
        if len(sentences) == 1:
            return None
        found: list[Span | None] = []
        for sentence in sentences:
            found.append(side_text.find(sentence, near))
            self._taken(side, found[-1])
        for at, sentence in enumerate(sentences):
            if found[at] is None and changed:
                before = next((span[1] for span in reversed(found[:at]) if span), near)
                found[at] = side_text.find_similar(sentence, before)
                self._taken(side, found[at])
        placed = [span for span in found if span]
        if len(placed) == len(sentences):
            return _joined(placed)
        for span in placed:
            side_text.release(span)
        return None

    def _reject(self, placed: _Placed, failed: int) -> None:
        for side_text, spans in zip(self.sides, placed.spans, strict=True):
            for span in spans or ():
                side_text.release(span)
        language = (_("Chinese"), _("English"))[failed]
        other = self._owner(self.sides[failed], placed.row.texts[failed], failed)
        if other:
            reason = _("its {language} is in row {number} already").format(language=language, number=other)
        else:
            reason = _("its {language} is not in the document").format(language=language)
        self.rejected.append(RejectedRow(placed.row, reason))

    def _owner(self, side_text: SideText, text: str, side: int) -> int | None:
        """Return the row that has taken a text."""
        for start, end in side_text.occurrences(text):
            for placed in self.takers:
                if any(a < end and start < b for a, b in placed.spans[side] or ()):
                    return placed.row.number
            for place in (start, end - 1):
                if (at := side_text.pair_at(place)) in self.kept:
                    return self.kept[at].number
        return None

    def _near(self, side: int, row: CorrectedRow) -> int:
        """Return where a row's text is expected: at the pair whose id it has, else after the row before it."""
        if row.id in self.numbers:
            return self.sides[side].starts[self.numbers[row.id]]
        before = bisect_left(self.ends, (row.number, (0, 0)))
        return self.ends[before - 1][1][side] if before else 0

    def _items(self) -> Iterator[_ResultPair]:
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
        return any(not side_text.is_free(side_text.span_of(at)) for side_text in self.sides)

    def _whole(self, at: int, row: CorrectedRow | None) -> _ResultPair:
        pair = self.pairs[at]
        if row is not None and row.note:
            pair = replace(pair, note=row.note)
        if row is not None and row.confirmed:
            pair = _confirmed(pair)
        spans = [[side_text.span_of(at)] for side_text in self.sides]
        return _ResultPair(pair, (at, 0.0, 0), spans)

    def _corrected(self, placed: _Placed, ids: UniqueIds) -> _ResultPair:
        spans = [side or [] for side in placed.spans]
        zh, en = (
            side_text.cut(taken) if exact else _reworded(side_text.cut(taken), text)
            for side_text, taken, exact, text in zip(self.sides, spans, placed.exact, placed.row.sides, strict=True)
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
        return _ResultPair(_confirmed(made), place, spans)

    def _blocks(self, side: int, spans: Sequence[Span]) -> tuple[str, ...]:
        """Return the ids of the blocks that some spans come from."""
        side_text = self.sides[side]
        touched = [at for start, end in spans for at in range(side_text.pair_at(start), side_text.pair_at(end - 1) + 1)]
        return tuple(dict.fromkeys(name for at in sorted(touched) for name in self.pairs[at].blocks[side]))

    def _home(self, row: CorrectedRow, spans: Sequence[Sequence[Span]], first: int) -> int:
        """Return the pair that lends kind and label: the one with the row's id if the row has some of its text."""
        at = self.numbers.get(row.id, first)
        own = [side_text.span_of(at) for side_text in self.sides]
        shares = any(a < end and start < b for (start, end), side in zip(own, spans, strict=True) for a, b in side)
        return at if shares else first

    def _remains(self, at: int, ids: UniqueIds) -> Iterator[_ResultPair]:
        """Yield what nobody took of a pair that rows took text from, each side alone."""
        for side, side_text in enumerate(self.sides):
            for run in side_text.free_runs(at):
                left = side_text.cut([run])
                spans: list[list[Span]] = [[], []]
                spans[side] = [run]
                name = ids.give(self.pairs[at].id, self.pairs[at].id)
                texts = (left, AnnotatedText()) if side == 0 else (AnnotatedText(), left)
                pair = replace(_made_by_hand(self.pairs[at], name, *texts), confidence=0.0)
                yield _ResultPair(pair, self._place(spans), spans)

    def _place(self, spans: Sequence[Sequence[Span]]) -> tuple[int, float, int]:
        """Return where an item stands: the pair of its first Chinese (or else English) text, and how far into it."""
        side = 0 if spans[0] else 1
        first = min(start for start, _end in spans[side])
        at = self.sides[side].pair_at(first)
        start, end = self.sides[side].span_of(at)
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


def _confirmed(pair: Pair) -> Pair:
    """Return the pair as a person confirmed it; what stands on one side alone stays unaligned."""
    return replace(pair, confirmed=True, confidence=1.0 if pair.matched else 0.0)


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
