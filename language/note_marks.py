"""Marks that call footnotes: ``12``, ``*``, ``†``, ``[3]``, ``注1``; the shapes they have in a text and before a note.

What is a mark depends on where it stands. Raised in a text, or alone where the format says so, it is a number or a
star; as the text of a link it may be a letter or a small Roman number in brackets too; before a note that is set like
its text, what follows must show that the number is no part of a sentence.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

_MARK = r"(?:\d{1,3}|[*†‡§]{1,4})"  # UN documents have up to three figures, and no more than four stars
_ONE = regex.compile(_MARK)
_SEVERAL = regex.compile(rf"(?:{_MARK}(?:\s*[,，、]\s*)?)+")
# in brackets or not, after a word for note, before the stroke of old UN documents: [1], (a), 注3, [note 2], 4/
_LINKED = regex.compile(
    rf"[\[(（]?\s*(?:注|註|(?i:(?:foot)?note)(?=[\s\d])|n\.(?=\s?\d))?\s*({_MARK}|[a-z]|[ivx]{{1,5}})\s*[\])）/]?"
)
_LONGEST_LINKED = 12
RAISED = "⁰¹²³⁴-⁹"  # the raised figures, as in a pattern's class
_RAISED_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED_SIGNS = str.maketrans("0123456789-−–+", _RAISED_FIGURES + "⁻⁻⁻⁺")
_EXPONENT = regex.compile(r"\s*[-−–+]?[0-9]{0,3}\s*")
_AFTER_FIGURE = regex.compile(rf"[\p{{Nd}}⁻⁺{RAISED}]$")
_LEFT = regex.compile(rf"[{RAISED}]+|\[\d{{1,3}}\]|⟦[^⟧]{{1,4}}⟧")
# what a raised figure is a power of: ten, or a unit after a number
_POWER = regex.compile(r"(?:(?<!\d)10|(?:^|[\d\s])[kcdmµ]?(?:m|g|l|s|h|ft|in)|[千分厘毫]米|公里|[\d\s]米)$")
# a letter that stands for a quantity, R or x; in "Annex A" too, where a note may be called
_LONE_LETTER = regex.compile(r"(?<![\p{Latin}\p{Greek}\p{N}])[\p{Latin}\p{Greek}]$")
_SMALL_FIGURE = regex.compile(r"(?<!\d)\d{1,3}$")  # no year: that calls a note as a word does
# the same where figures are not raised: a unit of length after a number or after "per" and "a"
_MEASURE = regex.compile(r"(?:(?:\d\s?|\b(?:per|a)\s)(?:[kcdm]?m|ft)|[千分厘毫]米|公里|\d\s?米)$")
_BEFORE_TEXT = regex.compile(rf"({_MARK})(?=\s|\p{{Han}}|\p{{Ps}}|\p{{Pi}}|$)")
_BEFORE_NOTE = regex.compile(rf"({_MARK})(?=\D|$)")
_NUMBERED_NOTE = regex.compile(
    r"(?P<label>\d{1,3})(?:[ \u3000\t]+(?=\S)|(?=[\p{Han}《“\p{Lu}]))(?![.．、/\-–—]|\d)(?P<text>\S.*)"
)
_LISTED_NOTE = regex.compile(r"[\[［(（]?(?P<label>\d{1,3})[\]］)）.．、][ \u3000\t]*(?P<text>[^\s\d].*)")
_NOTES_HEADING = regex.compile(r"(?:end|foot)?notes\s*[:：]?|[尾脚腳附]?[注註](?:释|釋|解)?\s*[:：]?", regex.IGNORECASE)
# a number glued to a stop on its left, or to a word and then to none on its right: not 第3, 共3个, COVID-19, 2.5
_GLUED = regex.compile(
    r"(?:(?<=[\p{L}\p{Pe}\p{Pf}\"'][.,;:!?。，；：、！？][\p{Pe}\p{Pf}\"']?)\d{1,3}(?!\p{Latin})"
    r"|(?<=(?!第)[\p{L}\p{Pe}\p{Pf}\"'])\d{1,3}(?!\p{L}))(?![\d%％‰/–—-]|[.．,，]\d)"
)
_RAISED_NOTE = regex.compile(rf"(?P<label>[{RAISED}]{{1,3}})[ \u3000\t]*(?P<text>[\p{{L}}\p{{Ps}}\p{{Pi}}《“\"'].*)")
_RAISED_END = regex.compile(rf"(?<=\P{{N}})[{RAISED}]{{1,3}}(?:[,，][{RAISED}]{{1,3}})*\s*$")
_STARRED_NOTE = regex.compile(r"(?P<label>\*{1,4}|[†‡§])[ \u3000\t]*(?P<text>[^\s*].*)")

_COUNTS = regex.compile(
    r"(?:[年月日个個名国國次项項多至和岁歲段号號届屆位种種份条條例起万萬亿億余餘、，。]|per cent|%|[a-z])"
)
_THOUSANDS = regex.compile(r" \d{3}(?!\d)")
_NO_CALL = -9.0  # below what any good place beside it could make up for


class MarkedNote(NamedTuple):
    """A line that may be a note: its label, its text, and the offset where that begins."""

    label: str
    text: str
    offset: int


def is_mark(text: str) -> bool:
    """Whether a text is one mark and nothing else, white space aside."""
    return bool(_ONE.fullmatch(text.strip()))


def may_be_raised(text: str) -> bool:
    """Whether a text is made of marks only, as raised ones are: ``1``, ``1, 2``."""
    return bool(_SEVERAL.fullmatch(text))


def raised_marks(before: str, raised: str) -> list[str]:
    """Return the notes that raised characters may call; none where they are a power (km2, 10 6) or no marks.

    Args:
        before: The text before them.
        raised: The raised characters.

    Example:
        >>> raised_marks("the Rome Statute", "1, 2"), raised_marks("30 km", "2")
        (['1', '2'], [])
    """
    if not may_be_raised(raised.strip()) or _POWER.search(before):
        return []
    return _ONE.findall(raised)


def may_have_power(before: str) -> bool:
    """Whether a raised figure behind a text may be a power as well as a note: 2⁵, R², but not 2011⁵.

    Example:
        >>> may_have_power("a value of R"), may_have_power("in 2011"), may_have_power("the Statute")
        (True, False, False)
    """
    return bool(_LONE_LETTER.search(before) or _SMALL_FIGURE.search(before))


def is_power(before: str, figure: str) -> bool:
    """Whether a figure that is not raised makes an area or a volume of the measure before it: ``27 km2``, ``30米3``.

    Example:
        >>> is_power("an area of 27 km", "2"), is_power("in Chapter 3 am", "2"), is_power("面积27千米", "2")
        (True, False, True)
    """
    return figure in ("2", "3") and bool(_MEASURE.search(before[-_LONGEST_LINKED:]))


def exponent(before: str, raised: str) -> str:
    """Return raised figures as signs of their own where a figure or one letter stands before them; else empty.

    So 10⁵ is not 105, and R² not R2; a unit is printed as usual, km2.

    Example:
        >>> exponent("3 × 10", "-5"), exponent("a value of R", "2"), exponent("30 km", "2"), exponent("the 1", "st")
        ('⁻⁵', '²', '', '')
    """
    quantity = _LONE_LETTER.search(before) and not _POWER.search(before)
    fits = (quantity or _AFTER_FIGURE.search(before)) and _EXPONENT.fullmatch(raised)
    return raised.strip().translate(_RAISED_SIGNS) if fits else ""


def left_marks(text: str) -> "Iterator[regex.Match[str]]":
    """Yield the marks left in a plain text: raised figures, but no powers, ``[3]`` and ``⟦3⟧``."""
    for match in _LEFT.finditer(text):
        raised = unicodedata.normalize("NFKC", match[0])
        before = text[max(0, match.start() - _LONGEST_LINKED) : match.start()]
        if not raised.isdecimal() or raised_marks(before, raised):
            yield match


def raised_figures(text: str) -> "Iterator[regex.Match[str]]":
    """Yield the raised figures of a text that are no powers, wherever they stand."""
    return (match for match in left_marks(text) if match[0][0] not in "[⟦")


def before_raised(text: str) -> str:
    """Return a text without the raised figures at its end, which call notes: how it ends shows before them.

    Example:
        >>> before_raised("Taking note of its decision,¹"), before_raised("10 km²")
        ('Taking note of its decision,', '10 km²')
    """
    if text[-1:].isascii() or text[-1] not in _RAISED_FIGURES:
        return text
    match = _RAISED_END.search(text)
    return text[: match.start()] if match and not _POWER.search(text[: match.start()]) else text


def linked_mark(text: str) -> str:
    """Return the label that a link prints, ``[注3]`` or ``a`` too; empty where it prints more than a mark."""
    match = _LINKED.fullmatch(text) if len(text) <= _LONGEST_LINKED else None
    return match[1] if match else ""


def without_linked_mark(text: str, label: str) -> str:
    """Return a note's text without its own mark ``label`` in front, where it stands there."""
    match = _LINKED.match(text)
    if not label or not match or match[1] != label:
        return text
    rest = text[match.end() :]
    return rest.lstrip(" .．、:：") if rest[:1] in " .．、:：" or match[0] != match[1] else text


def begins_with_mark(text: str, label: str) -> bool:
    """Whether a text begins with its own mark ``label``, in brackets or not, and goes on after it.

    Example:
        >>> begins_with_mark("[1] See A/76/36.", "1"), begins_with_mark("as above", "a")
        (True, False)
    """
    match = _LINKED.match(text)
    if not match or match[1] != label:
        return False
    following = text[match.end() : match.end() + 1]
    if match[0] != match[1]:
        return True
    return following in (".", "．", "、") if label.isalpha() else not regex.match(r"[\p{Latin}\p{N}]", following)


def mark_before_text(line: str) -> str:
    """Return the mark at the start of a line that may be a note or not: a space, Chinese or a bracket follows it."""
    match = _BEFORE_TEXT.match(line)
    return match[1] if match else ""


def mark_before_note(line: str) -> str:
    """Return the mark at the start of a line among notes, whatever follows it; empty where there is none."""
    match = _BEFORE_NOTE.match(line)
    return match[1] if match else ""


def numbered_note(line: str) -> MarkedNote | None:
    """Return a printed line that may be the first of a numbered note, or None: ``12. …`` is a paragraph.

    Example:
        >>> numbered_note("³ See A/76/36.")
        MarkedNote(label='3', text='See A/76/36.', offset=2)
    """
    return _note(_NUMBERED_NOTE.match(line) or _RAISED_NOTE.match(line))


def opens_notes(line: str) -> bool:
    """Whether a line is the heading of a list of notes: Notes, Endnotes, 注, 尾注, 注释."""
    return bool(_NOTES_HEADING.fullmatch(line.strip()))


def listed_note(line: str) -> MarkedNote | None:
    """Return a line that may be the first of a note in a list of notes, numbered as paragraphs may be, or None.

    Example:
        >>> listed_note("3. See A/76/36.")
        MarkedNote(label='3', text='See A/76/36.', offset=3)
    """
    return _note(_LISTED_NOTE.match(line)) or numbered_note(line)


def count_called(labels: Sequence[str], text: str) -> int:
    """Return how many of these notes a text calls in order, by numbers that are raised or glued to a word or stop.

    Example:
        >>> count_called(["1", "2", "3"], "The survey1 of 2019 was read.3 In 2 regions, it was not.")
        2
    """
    calls = [(match.start(), match[0]) for match in _GLUED.finditer(text)]
    calls += [(match.start(), unicodedata.normalize("NFKC", match[0])) for match in raised_figures(text)]
    places: dict[str, list[int]] = {}
    for offset, label in sorted(calls):
        places.setdefault(label, []).append(offset)
    called, last = 0, -1
    for label in labels:
        found = places.get(label, [])
        if (at := bisect_right(found, last)) < len(found):
            called, last = called + 1, found[at]
    return called


def is_counted(text: str) -> bool:
    """Whether a text begins with what a number before it counts: 年, 个, per cent, a small letter."""
    return bool(_COUNTS.match(text))


def call_score(text: str, start: int, end: int, wide_before: bool, wide_after: bool) -> float:
    """Score how much a number in a text looks like the call of a note: glued to the left, free to the right.

    Args:
        text: The text.
        start: Offset of the number, 1 at least.
        end: Offset after it.
        wide_before: Whether a space or line end that is not in the text stood before the number.
        wide_after: Whether one stood after it.

    Example:
        >>> call_score("the survey1 of 2019", 10, 11, False, False), call_score("Table 1.5", 6, 7, False, False)
        (2.5, -9.0)
    """
    at = start - 1 if text[start - 1] == " " else start  # a space kept between the number and its word
    left, right = text[:at][-1:], text[end : end + 1]
    free = wide_after or end >= len(text) or right == " "
    if not left or _is_in_figure(text, left, end) or _is_in_address(text, left, start, free):
        return _NO_CALL
    if at == start and is_power(text[:at], text[start:end]):
        return _NO_CALL
    if at < start and (left.isdigit() or _THOUSANDS.match(text, end)):
        return _NO_CALL  # a figure whose thousands are grouped, as in tables: Japan 27 723
    score = _left_score(text, at) + _right_score(right, free)
    if wide_before:
        score -= 2.0
    rest = text[end : end + 40].lstrip()
    if _COUNTS.match(rest) and not regex.match(r"[、，。a-z和]", rest):
        score -= 1.5
    return score


def _is_in_figure(text: str, left: str, end: int) -> bool:
    """Whether the number is part of a larger one, a symbol, a share or a sum."""
    right = text[end : end + 1]
    if left in "/-–—(（第~$€£#=&_+" or (right and right in "/-–—%‰=&_+~"):
        return True
    return bool(right) and right in ".．,，" and text[end + 1 : end + 2].isdigit()


def _is_in_address(text: str, left: str, start: int, free: bool) -> bool:
    inside = regex.search(r"[A-Za-z]+[/.\-_][A-Za-z0-9_./\-]*$", text[max(0, start - 40) : start])
    return bool(inside) and not (free and left in "。，；”).")


def _left_score(text: str, at: int) -> float:
    """Score what stands before the number: a word, a closing bracket or a stop, rather than a figure."""
    left = text[at - 1]
    if left.isdigit():
        return -2.0
    if regex.match(r"[\p{L}\p{Pe}\p{Pf}\"'%]", left):
        return 1.5
    if left in ".,:" and text[at - 2 : at - 1].isdigit():
        return 0.5
    return 2.0 if left in "。，、；：！？.,;:!?" else -1.0


def _right_score(right: str, free: bool) -> float:
    """Score what stands behind the number: nothing or a stop, rather than a word."""
    if free or regex.match(r"\p{P}", right):
        return 1.0
    if regex.match(r"\p{Han}", right):
        return -1.0
    return -2.0 if regex.match(r"\p{L}", right) else 0.0


def starred_note(line: str) -> MarkedNote | None:
    """Return a printed line that may be the first of a note with a star or dagger, or None."""
    return _note(_STARRED_NOTE.match(line))


def _note(match: "regex.Match[str] | None") -> MarkedNote | None:
    if match is None:
        return None
    return MarkedNote(unicodedata.normalize("NFKC", match["label"]), match["text"], match.start("text"))
