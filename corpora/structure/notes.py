"""Footnotes: their lines at the foot of the page, and the numbers in the text that call them.

Both are sequences: note numbers run 1, 2, 3 through the document, and so do the references. Each is found as the best
scoring chain over all candidates, not line by line.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

import regex

from ...language.note_marks import (
    MarkedNote,
    call_score,
    count_called,
    is_counted,
    is_mark,
    listed_note,
    numbered_note,
    opens_notes,
    raised_figures,
    starred_note,
)
from ..line import Line
from .joining import JoinedText
from .labels import read_labels
from .page import Page, is_complete, is_rule, starts_page

_CITES = regex.compile(
    r"见|參見|参见|另见|也见|例如|例\s如|可查阅|可查閱|同上|同前|载于|引自|摘自|大会|.{1,5}理事会|《|联合国，"
    r"|See|Available|Ibid|Idem|Op\. cit|Cf\.|General Assembly|\w+ \w+ Council|Quoted|Adopted|Official"
    r"|https?:|www\.|[A-Z]+/[A-Z0-9]"
)
_MAY_CALL = regex.compile(r"(?<=[\p{L}\p{P}] ?)\d{1,3}(?!\d)")
_SKIPPED_NOTE_COST = 2.5
_MOST_NOTES = 999  # a note's number has up to three figures
_NEVER = 1e9
_MISSED_REFERENCE_COST = 3.0
_MOST_STATES = 200  # of the chains so far, the best; more would let hostile texts take quadratic time
_STARS = regex.compile(r"(?<![*†‡§])(?:\*{1,4}|[†‡§])(?![*†‡§])")
_RAISED = 4.0  # what a number scores that is raised: it is hardly anything else than a note's
_PAGE_LINES = 60
_CALLED = 0.8  # of the notes in a list: a call may be missed; of numbered paragraphs under such a heading hardly any is
_LIKELY_CHAIN = 1.0  # score of note starts that run on: more than one that cites something
_ONLY_NOTE = -1.0  # where it is called: a whole line behind a whole one, that need not cite anything
_NOTE_BLOCK = 6  # lines within which the next note of the same block begins


@dataclass(frozen=True, slots=True)
class NoteLines:
    """A footnote as it stands on the page.

    Attributes:
        label: Its number as printed, or a star.
        indices: Indices of its lines, ascending.
        offset: Characters of its first line that the number takes.
    """

    label: str
    indices: tuple[int, ...]
    offset: int


class Anchor(NamedTuple):
    """A reference found in a text.

    Attributes:
        block: Index of the block whose text it is.
        start: Offset of the number in that text, half-open with ``end``.
        end: Offset after the number.
        label: The note's label.
    """

    block: int
    start: int
    end: int
    label: str


class BlockText(NamedTuple):
    """A block's text with note numbers still in it, and the index of the printed line of each of its line starts."""

    joined: JoinedText
    lines: Sequence[int]


def find_notes(lines: Sequence[Line], running_matter: dict[int, str], page: Page) -> list[NoteLines]:
    """Find the footnote blocks of a document that is given as printed lines.

    Args:
        lines: All lines.
        running_matter: What `find_running_matter` found; a rule is a sign of a note block.
        page: Measures of the page.
    """
    told = _told_by_format(lines)
    if told or any(line.role for line in lines):
        return told
    text_lines = [index for index in range(len(lines)) if index not in running_matter]
    score, starts = _best_chain(lines, text_lines, running_matter, page)
    certain = score > _LIKELY_CHAIN and _are_called(starts, lines, text_lines, running_matter)
    if not certain and not (score > _ONLY_NOTE and _is_only_note(starts, lines, text_lines)):
        starts = _endnotes(lines, text_lines)
    starts += [
        (i, note) for i in text_lines if (note := starred_note(lines[i].text)) and running_matter.get(i - 1) == "rule"
    ]
    starts.sort()
    return _with_continuations(lines, text_lines, starts, running_matter, page)


def join_note_numbers(lines: Sequence[Line], running_matter: Container[int]) -> list[tuple[int, Line]]:
    """Put a raised note number that an extraction sets on a line of its own before the note's text.

    Looked for between a rule and the end of its page only: elsewhere a number alone is a page number.

    Args:
        lines: All lines.
        running_matter: Indices of those that belong to the page.

    Returns:
        The lines, each with the index it had; -1 for one that was put together.
    """
    out: list[tuple[int, Line]] = []
    in_notes = False
    last = 0  # the last line known to be among notes: the rule, or the first of a note
    number: Line | None = None
    for index, line in enumerate(lines):
        if in_notes and out and (line.page != out[-1][1].page or (line.gap or 0) > 3 or index - last > _NOTE_BLOCK):
            in_notes = False
        if number is not None:
            joined = in_notes and not line.whole and index not in running_matter and numbered_note(line.text) is None
            alone = (index, line)
            text = f"{number.text} {line.text}"
            out += [(-1, replace(line, text=text, number=number.number))] if joined else [(index - 1, number), alone]
            number = None
            last = index if joined else last
        elif in_notes and not line.whole and index not in running_matter and is_mark(line.text):
            number = line
        else:
            out.append((index, line))
            if is_rule(line.text):
                in_notes, last = True, index
    return [*out, (len(lines) - 1, number)] if number is not None else out


def find_references(texts: Mapping[int, BlockText], notes: Sequence[tuple[str, int]]) -> list[Anchor]:
    """Find where the texts call the notes.

    Args:
        texts: Index of a block -> its text, in reading order.
        notes: Label and index of the first line of each note, in order.

    Returns:
        At most one anchor a note, in reading order.
    """
    numbers = [(label, line) for label, line in notes if label.isdecimal()]
    candidates = _candidates(texts, {label for label, _line in numbers})
    chain = _reference_chain(candidates, numbers)
    stars = _star_anchors(texts, [(label, line) for label, line in notes if not label.isdecimal()])
    return sorted([*chain, *stars])


def _told_by_format(lines: Sequence[Line]) -> list[NoteLines]:
    notes: list[tuple[str, list[int]]] = []
    for index, line in enumerate(lines):
        if line.role == "footnote":
            if line.label or not notes:
                notes.append((line.label, []))
            notes[-1][1].append(index)
    return [NoteLines(label, tuple(indices), 0) for label, indices in notes]


def _best_chain(
    lines: Sequence[Line], text_lines: Sequence[int], running_matter: dict[int, str], page: Page
) -> tuple[float, list[tuple[int, MarkedNote]]]:
    """Return the note starts: the chain of rising numbers with the best score, after this (a longest-path search)."""
    found: list[tuple[int, MarkedNote, int, float]] = []
    for order, index in enumerate(text_lines):
        note = numbered_note(lines[index].text)
        if note and int(note.label) > 0:
            before = lines[text_lines[order - 1]] if order else None
            score = _start_score(lines, index, note, before, running_matter, page)
            found.append((index, note, int(note.label), score))
    best: list[tuple[float, int]] = []
    below = _BestBelow()  # chains by the number they end with, what is skipped after it taken off
    ended, top_ended = 0, (-_NEVER, 0)  # chains that end far enough above for an annex to begin
    for here, (index, _m, value, score) in enumerate(found):
        top, back = score - min(value - 1, 4) * _SKIPPED_NOTE_COST, -1
        total, there = below.best(value)
        if (total := total + score + 1.0 - (value - 1) * _SKIPPED_NOTE_COST) > top:
            top, back = total, there
        while index - found[ended][0] > _PAGE_LINES // 3:
            top_ended = max(top_ended, (best[ended][0], -ended))
            ended += 1
        if value == 1 and top_ended[0] + score - 3.0 > top:  # an annex may number its notes from 1 again
            top, back = top_ended[0] + score - 3.0, -top_ended[1]
        best.append((top, back))
        below.add(value, top + value * _SKIPPED_NOTE_COST, here)
    if not best:
        return -_NEVER, []
    at = max(range(len(best)), key=lambda i: best[i][0])
    total = best[at][0]
    chain: list[tuple[int, MarkedNote]] = []
    while at >= 0:
        chain.append((found[at][0], found[at][1]))
        at = best[at][1]
    return total, chain[::-1]


def _are_called(
    starts: Sequence[tuple[int, MarkedNote]],
    lines: Sequence[Line],
    text_lines: Sequence[int],
    running_matter: dict[int, str],
) -> bool:
    """Whether numbered lines are notes: one stands under a rule, or the text has the numbers of half of them as calls.

    Paragraphs whose numbers have no full stop run 1, 2, 3 as notes do, but nothing calls them.
    """
    if any(running_matter.get(index - 1) == "rule" for index, _note in starts):
        return True
    own = {index for index, _note in starts}
    texts = [lines[index].text for index in text_lines if index not in own]
    called = {number for text in texts for number in _MAY_CALL.findall(text)}
    called |= {_figure(match) for text in texts for match in raised_figures(text)}
    return sum(note.label in called for _index, note in starts) * 2 >= len(starts)


def _is_only_note(starts: Sequence[tuple[int, MarkedNote]], lines: Sequence[Line], text_lines: Sequence[int]) -> bool:
    """Whether this is the only note of a document: the text above calls it by a raised or glued number; none follows.

    Headings run on: 1 Introduction, 2 Methods, in a text whose authors have numbers.
    """
    if len(starts) != 1:
        return False
    (first, only), after = starts[0], str(int(starts[0][1].label) + 1)
    if any((note := numbered_note(lines[index].text)) and note.label == after for index in text_lines):
        return False
    return count_called([only.label], "\n".join(lines[index].text for index in text_lines if index < first)) == 1


def _endnotes(lines: Sequence[Line], text_lines: Sequence[int]) -> list[tuple[int, MarkedNote]]:
    """Return the notes listed under the last heading that says so, where the text above calls nearly all in order."""
    heading = max(
        (at for at, index in enumerate(text_lines) if opens_notes(lines[index].text)), default=len(text_lines)
    )
    starts: list[tuple[int, MarkedNote]] = []
    for index in text_lines[heading + 1 :]:
        note = listed_note(lines[index].text)
        if note and note.label == str(len(starts) + 1):
            starts.append((index, note))
        elif not starts:
            return []
    above = "\n".join(lines[index].text for index in text_lines[:heading])
    called = count_called([note.label for _index, note in starts], above)
    return starts if called >= _CALLED * len(starts) else []


class _BestBelow:
    """The best of what was added under smaller numbers, the first of equals (Fenwick 1994, for maxima)."""

    def __init__(self) -> None:
        self._tree = [(-_NEVER, 0)] * (_MOST_NOTES + 1)

    def add(self, number: int, score: float, at: int) -> None:
        """Add the score of the candidate ``at`` under a number, 1 to 999."""
        while number <= _MOST_NOTES:
            self._tree[number] = max(self._tree[number], (score, -at))
            number += number & -number

    def best(self, number: int) -> tuple[float, int]:
        """Return the best score under numbers below this one, and its candidate."""
        top, number = (-_NEVER, 0), number - 1
        while number > 0:
            top = max(top, self._tree[number])
            number -= number & -number
        return top[0], -top[1]


def _start_score(
    lines: Sequence[Line],
    index: int,
    note: MarkedNote,
    before: Line | None,
    running_matter: dict[int, str],
    page: Page,
) -> float:
    line = lines[index]
    over = index - 2 if index and is_mark(lines[index - 1].text) else index - 1  # a number may stand between
    score = 3.0 if running_matter.get(over) == "rule" else 0.0
    score += 1.5 if _CITES.match(note.text) else 0.0
    score += 1.0 if page.gap >= 0 and (line.lead > 0 or (line.gap or 0) > page.gap) else 0.0
    score -= 2.0 if is_counted(note.text) else 0.0
    if not line.text[0].isdecimal():  # raised: it opens a note
        score += _RAISED
    score -= 1.5 if not regex.match(r"\d+\s", line.text) else 0.0
    if not line.whole and before is not None and not is_complete(before.text) and score < 3:
        score -= 1.5
    return score - 0.5


def _with_continuations(
    lines: Sequence[Line],
    text_lines: Sequence[int],
    starts: Sequence[tuple[int, MarkedNote]],
    running_matter: dict[int, str],
    page: Page,
) -> list[NoteLines]:
    order = {index: at for at, index in enumerate(text_lines)}
    firsts = {index for index, _note in starts}
    notes: list[NoteLines] = []
    cut_short = False  # whether the note block stands in the middle of a sentence, which must go on after it
    for index, note in starts:
        at = order[index]
        before = text_lines[at - 1] if at else None
        if not notes or notes[-1].indices[-1] != before:
            cut_short = before is not None and not lines[before].whole and not is_complete(lines[before].text)
        last_of_block = not firsts.intersection(text_lines[at + 1 : at + 1 + _NOTE_BLOCK])
        taken = [index]
        for place in range(at + 1, len(text_lines)):
            following = text_lines[place]
            if following in firsts or _ends_note(lines, taken[-1], following, running_matter, page):
                break
            if cut_short and last_of_block and is_complete(lines[taken[-1]].text):
                break
            taken.append(following)
        if notes and (rest := _rest_of_note(lines, notes[-1], index, running_matter)):
            notes[-1] = replace(notes[-1], indices=(*notes[-1].indices, *rest))
        notes.append(NoteLines(note.label, tuple(taken), note.offset))
    return notes


def _rest_of_note(
    lines: Sequence[Line], note: NoteLines, first: int, running_matter: dict[int, str]
) -> tuple[int, ...]:
    """Return the lines under the next page's rule and above its first note, where the note before is not complete."""
    rest = tuple(takewhile(lambda at: at not in running_matter, range(first - 1, note.indices[-1], -1)))[::-1]
    under_rule = bool(rest) and running_matter.get(rest[0] - 1) == "rule"
    if not under_rule or len(rest) > _NOTE_BLOCK or is_complete(lines[note.indices[-1]].text):
        return ()
    return rest


def _ends_note(lines: Sequence[Line], last: int, following: int, running_matter: dict[int, str], page: Page) -> bool:
    """Whether the note ends before the line ``following``: a new page, or a complete note before something else."""
    line = lines[following]
    if line.whole or starts_page(lines, following, page):
        return True
    if any(running_matter.get(index, "rule") != "rule" for index in range(last + 1, following)):
        return True
    if not is_complete(lines[last].text):
        return False
    return bool(read_labels(line.text)) or not page.is_full(lines[last], line)


def _candidates(texts: Mapping[int, BlockText], labels: set[str]) -> list[tuple[Anchor, int, float]]:
    """Return every number that may call a note: anchor, index of its printed line, score."""
    found = []
    for block, (joined, lines) in texts.items():
        for match in regex.finditer(r"(?<!\d)\d{1,3}(?!\d)|(?<=\d{4})\d{1,3}(?!\d)", joined.text):
            if match[0] not in labels or match.start() == 0:
                continue
            start, end = match.span()
            score = call_score(joined.text, start, end, start in joined.gaps, end in joined.gaps)
            if score > -2.5:
                line = lines[bisect_right(joined.lines, match.start()) - 1]
                found.append((Anchor(block, match.start(), match.end(), match[0]), line, score))
        for match in raised_figures(joined.text):
            if (label := _figure(match)) in labels and match.start():
                line = lines[bisect_right(joined.lines, match.start()) - 1]
                found.append((Anchor(block, match.start(), match.end(), label), line, _RAISED))
    return sorted(found)


def _figure(match: "regex.Match[str]") -> str:
    """Return a raised number as an ordinary one."""
    return unicodedata.normalize("NFKC", match[0])


def _reference_chain(candidates: Sequence[tuple[Anchor, int, float]], notes: Sequence[tuple[str, int]]) -> list[Anchor]:
    """Choose one candidate a note, in order, with the best total (longest path; a missed note costs)."""
    if not notes:
        return []
    by_label: dict[str, list[tuple[Anchor, int, float]]] = {}
    for candidate in candidates:
        by_label.setdefault(candidate[0].label, []).append(candidate)
    at_end = _all_at_end(candidates, notes)
    # a state is (position of the last chosen candidate, total, chain as linked tuples)
    states: list[tuple[tuple[int, int], float, object]] = [((-1, -1), 0.0, None)]
    previous_line = -1
    for label, line in notes:
        grown = [(where, total - _MISSED_REFERENCE_COST, chain) for where, total, chain in states]
        places = [where for where, _total, _chain in states]
        for anchor, place, score in by_label.get(label, ()):
            near = score + _nearness(place, line, previous_line, at_end)
            here = (anchor.block, anchor.start)
            # later states are better ones: the last before it is the best
            at = bisect_left(places, here)
            if at and near > -_MISSED_REFERENCE_COST:
                _where, total, before = states[at - 1]
                grown.append((here, total + near, (before, anchor)))
        states = _undominated(grown)[-_MOST_STATES:]
        previous_line = line
    chain = max(states, key=lambda state: state[1])[2]
    chosen: list[Anchor] = []
    while isinstance(chain, tuple):
        chain, anchor = chain
        chosen.append(anchor)
    return chosen[::-1]


def _undominated(states: list[tuple[tuple[int, int], float, object]]) -> list[tuple[tuple[int, int], float, object]]:
    """Keep the states that no earlier and better one makes useless."""
    kept: list[tuple[tuple[int, int], float, object]] = []
    for state in sorted(states, key=lambda s: (s[0], -s[1])):
        if not kept or state[1] > kept[-1][1]:
            kept.append(state)
    return kept


def _all_at_end(candidates: Sequence[tuple[Anchor, int, float]], notes: Sequence[tuple[str, int]]) -> bool:
    last_text = max((line for _a, line, _s in candidates), default=0)
    return all(line > last_text for _label, line in notes)


def _nearness(place: int, note: int, previous: int, at_end: bool) -> float:
    """Prefer a reference on the page of its note: above it, within a page's lines."""
    if at_end:
        return 0.0
    if place > note:
        return -6.0
    if note - place <= _PAGE_LINES:
        return 0.5
    return -0.03 * (note - place - _PAGE_LINES) + (0.5 if place > previous else 0.0)


def _star_anchors(texts: Mapping[int, BlockText], notes: Sequence[tuple[str, int]]) -> list[Anchor]:
    """Find the stars that call the starred notes: each the last of its kind above its note that calls no other."""
    stars: dict[str, list[tuple[int, Anchor]]] = {}
    for block, (joined, lines) in texts.items() if notes else ():
        for match in _STARS.finditer(joined.text):
            if match.start() > 0:
                line = lines[bisect_right(joined.lines, match.start()) - 1]
                anchor = Anchor(block, match.start(), match.end(), match[0])
                stars.setdefault(match[0], []).append((line, anchor))
    found: list[Anchor] = []
    for label, note in notes:
        open_ = stars.get(label, [])
        above = bisect_right(open_, note, key=lambda star: star[0])
        at = max(above - 1, 0)  # a note may stand before the text that calls it
        if open_:
            found.append(open_[at][1])
            del open_[: at + 1]
    return found
