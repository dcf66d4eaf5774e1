"""Printed lines joined into one text as the original has it, with the way back to the lines kept.

Chinese lines are joined without a space, English ones with one; words and addresses that the line end cut are whole
again; spaces that the PDF put between Chinese and figures are taken out. Those between the columns of a line stay.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import regex

from ...language import Language
from ...language.annotated_text import AnnotatedText, NoteReference
from .right_edge import cuts_figure

_WORDLIKE = regex.compile(r"[\p{Latin}\p{Nd}]")
# A sign that stands alone between spaces (Free & Equal, 2019 – 2021) parts words; glued to one, it was cut with it.
_CUT_AFTER = regex.compile(r"(?:[\p{L}\p{Nd}]-|\S[–/_=&])$")
_CUT_QUERY = regex.compile(r"(?:[^./?]*+[./]){2,}[^./?]*\?")  # an address, not a question
_URL_TAIL = regex.compile(r"(?:https?://|www\.)[^\s\p{Han}，。；、）》”]*$")
_URL_GOES_ON = regex.compile(r"[a-z0-9%~#][^\s\p{Han}]*[/._\-=%][^\s\p{Han}]*|[/._\-?=&%#~]\S*")
_HAN, _CELL = regex.compile(r"\p{Han}"), regex.compile(r"[\p{Han}\d]")
_SPACES = regex.compile(r"[ \t\u00a0\u3000\u2000-\u200a\u202f]+|\n")
_PROSE = regex.compile(r"[，。；：、？！]|(?<!\S)\p{Han}(?!\S)")  # a mark of a sentence, or letters spaced out: 目 录
# two figures beside each other, and no thousands: 27 723 28 114
_FIGURES = regex.compile(r"\d[%％]?\s+(?!\d{3}(?!\d))\d")
_LONGEST_ADDRESS = 2_000  # characters: no browser is sure to take more, and none is looked for from further back
_LONGEST_WORD = 200  # characters: addresses too
# each run of words and hyphens is tried from its start only, a word that the line end may have cut is none
_WORD = regex.compile(r"(?<!\p{Latin})(?<!\p{Latin}-)\p{Latin}++(?:-\p{Latin}++)*+(?!-)")
_SECOND_HEAD = regex.compile(r"(?:and|or)(?!\p{L})")  # middle- and low-income: the hyphen's other half comes later
_HYPHENATED = regex.compile(r"(\p{L}+)-$")


@dataclass(frozen=True, slots=True)
class JoinedText(AnnotatedText):
    """A text, white space as the original has it, its note references, and what stood between its characters before.

    Attributes:
        gaps: Offset of a character -> ``" "`` or a newline, where white space stood before it on the page (even where
            it is gone now). Needed to tell a note number, glued to its word, from a figure.
        lines: Offset where each printed line begins in ``text``, ascending.
    """

    gaps: dict[int, str] = field(default_factory=dict)
    lines: tuple[int, ...] = ()


def join_lines(
    lines: Sequence[AnnotatedText],
    language: Language,
    vocabulary: frozenset[str] = frozenset(),
    unspaced: Collection[int] = (),
) -> JoinedText:
    """Join printed lines into one text.

    Args:
        lines: The printed lines, with the note references that are known already.
        language: Language of the text: it decides on spaces.
        vocabulary: Lower-case words that the document has in one piece: they decide on hyphens at a line end.
        unspaced: Indices of lines before which the file has no space character, though it has them elsewhere: an
            address that was too long for its line goes on there.
    """
    pieces: list[str] = []
    size = 0
    gaps: dict[int, str] = {}
    starts: list[int] = []
    notes: list[NoteReference] = []
    previous = ""
    for index, line in enumerate(lines):
        cleaned, inner = _clean(line.text, language)
        moved = line.respaced(cleaned).notes
        if not cleaned:
            starts.append(size)
            notes += [note.at(size) for note in moved]
            continue
        if previous:
            cut = index in unspaced and _ends_in_address(previous)
            keep, glue = (True, "") if cut else _seam(previous, cleaned, language, vocabulary)
            if not keep:
                pieces[-1] = pieces[-1][:-1]
                size -= 1
                notes = [note.at(min(note.offset, size)) for note in notes]
            pieces.append(glue)
            size += len(glue)
            gaps[size] = "\n"
        starts.append(size)
        gaps.update({size + at: " " for at in inner})
        notes += [note.at(size + note.offset) for note in moved]
        pieces.append(cleaned)
        size += len(cleaned)
        previous = cleaned
    return JoinedText("".join(pieces), tuple(notes), gaps, tuple(starts))


def vocabulary_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the words in Latin letters that some texts have in one piece, in lower case."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def _clean(raw: str, language: Language) -> tuple[str, list[int]]:
    """Return the line with its white space set right, and the offsets before which white space stood."""
    out: list[str] = []
    at: list[int] = []
    size = 0
    end = 0
    text = raw.strip()
    columns = language == "zh" and " " in text and not _PROSE.search(text)
    row = columns and _FIGURES.search(text) is not None
    for match in _SPACES.finditer(text):
        out.append(text[end : match.start()])
        size += match.start() - end
        end = match.end()
        left, right = text[match.start() - 1], text[match.end() : match.end() + 1]
        parts = columns and bool((_CELL if row else _HAN).match(left) and (_CELL if row else _HAN).match(right))
        space = " " if parts or _keeps_space(left, right, language) else ""
        out.append(space)
        size += len(space)
        at.append(size)
    out.append(text[end:])
    return "".join(out), at


def _keeps_space(left: str, right: str, language: Language) -> bool:
    if language == "en":
        return True
    if _WORDLIKE.match(left) or left in ".,;:!?%)]\"'”’&/":
        return bool(_WORDLIKE.match(right)) or right in "([\"'“‘&/" or (left in ",;:" and bool(right))
    return False


def _seam(left: str, right: str, language: Language, vocabulary: frozenset[str]) -> tuple[bool, str]:
    """Return whether the last character of ``left`` stays and what goes between two lines."""
    if _ends_in_address(left) and _URL_GOES_ON.match(right):
        return True, ""
    word = left[-_LONGEST_WORD:].split()[-1]
    if language == "en" and _HYPHENATED.search(word) and _SECOND_HEAD.match(right):
        return (False, "") if _is_cut_word(left, right, vocabulary) else (True, " ")
    if _CUT_AFTER.search(word) or _CUT_QUERY.fullmatch(word):
        return not _is_cut_word(left, right, vocabulary), ""
    if language == "zh" and (not _keeps_space(left[-1], right[0], "zh") or cuts_figure(left, right)):
        return True, ""
    if left[-1] in "—‑" or right[0] in "—":
        return True, ""
    return True, " "


def _ends_in_address(text: str) -> bool:
    return bool(_URL_TAIL.search(text[-_LONGEST_ADDRESS:]))


def _is_cut_word(left: str, right: str, vocabulary: frozenset[str]) -> bool:
    """Tell develop-/ment from follow-/up: the document has the first in one piece elsewhere."""
    head, tail = _HYPHENATED.search(left), regex.match(r"\p{Ll}+", right)
    if not head or not tail:
        return False
    word = (head[1] + tail[0]).lower()
    return word in vocabulary and f"{head[1]}-{tail[0]}".lower() not in vocabulary
