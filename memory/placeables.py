"""Placeables: the figures and document symbols of a segment, which a translator carries over and does not translate.

Fuzzy search compares skeletons: a segment with each placeable as one character, so that segments that differ in
figures only have the same skeleton; and the figures of the query can be put into the proposal.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..language import Language
from ..language.comparison_keys import lowered, width_folded
from ..language.numerals import decimal_value
from ..language.symbols import GRAMMAR
from .batches import lowered_all

# figures: grouped by comma or (thin) space (17,000, 17 000), decimals, plain runs of digits
_FIGURES = r"\d{1,3}(?:[,\u00a0\u2009\u202f ]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_PLACEABLE = re.compile(rf"(?P<symbol>(?i:{GRAMMAR}))|{_FIGURES}", re.ASCII)
_FIGURES_ONLY = re.compile(_FIGURES, re.ASCII)
_DIGIT = re.compile(r"\d", re.ASCII)
_FIGURE, _SYMBOL = "\ue000", "\ue001"
_SPACES = re.compile(r"\s+")
_GROUPING = re.compile(r"[,\u00a0\u2009\u202f ]")


@dataclass(frozen=True, slots=True)
class Placeable:
    """A figure or a document symbol in a text.

    Attributes:
        start: First character, 0-based.
        end: One past the last.
        text: As it stands.
        symbol: Whether it is a document symbol.
    """

    start: int
    end: int
    text: str
    symbol: bool

    @property
    def value(self) -> str:
        """The text without grouping of thousands, width folded: what is equal in both languages."""
        folded = width_folded(self.text)
        return folded.upper().replace(" ", "") if self.symbol else _GROUPING.sub("", folded)


def find_placeables(text: str) -> tuple[Placeable, ...]:
    """Return the placeables of ``text`` in order."""
    found = _PLACEABLE.finditer(lowered(text))
    return tuple(Placeable(m.start(), m.end(), text[m.start() : m.end()], bool(m["symbol"])) for m in found)


def skeleton(text: str, language: Language) -> str:
    """Return ``text`` with case, width and white space folded, each placeable one character."""
    return _skeleton(lowered(text), "" if language == "zh" else " ")


def skeletons(texts: Sequence[str], language: Language) -> list[str]:
    """Return the skeleton of each text."""
    space = "" if language == "zh" else " "
    return [_skeleton(text, space) for text in lowered_all(texts)]


def without_symbols(text: str) -> str:
    """Return ``text`` with a zero for each document symbol, so that its letters are not searched for."""
    pieces, place = [], 0
    for found in find_placeables(text) if "/" in width_folded(text) else ():
        if found.symbol:
            pieces += [text[place : found.start], "0"]
            place = found.end
    return "".join([*pieces, text[place:]])


def _skeleton(lower: str, space: str) -> str:
    if _DIGIT.search(lower):  # most segments have no figure, and most of the rest no symbol: this saves two thirds
        lower = _PLACEABLE.sub(_marker, lower) if "/" in lower else _FIGURES_ONLY.sub(_FIGURE, lower)
    return space.join(lower.split())


def skeleton_spans(text: str, language: Language) -> tuple[str, list[tuple[int, int]]]:
    """Return the skeleton and for each of its characters the span in ``text`` that it stands for."""
    characters: list[str] = []
    spans: list[tuple[int, int]] = []
    for char, start, end in _marks(lowered(text)):
        if not char.isspace():
            characters.append(char)
            spans.append((start, end))
        elif language == "en" and characters and characters[-1] != " ":
            characters.append(" ")
            spans.append((start, end))
    if characters and characters[-1] == " ":
        characters.pop()
        spans.pop()
    return "".join(characters), spans


def fill(target: str, source: str, query: str) -> tuple[str, tuple[str, ...]]:
    """Put the placeables of ``query`` into ``target``, the translation of ``source``.

    The placeables of query and source correspond in order. One that differs is replaced in the target where its
    value stands there; how the target groups thousands is kept.

    Args:
        target: The memory's translation.
        source: The memory's segment that ``target`` translates.
        query: The new segment.

    Returns:
        The proposal, and the query's placeables that could not be put in: the source's value does not stand in the
        target (June for 6月), or stands there for two different ones, or the numbers of placeables differ.
    """
    old, new = find_placeables(source), find_placeables(query)
    if len(old) != len(new):
        return target, tuple(each.text for each in new if each.value not in {other.value for other in old})
    wanted: dict[str, set[str]] = {}
    for was, now in zip(old, new, strict=True):
        wanted.setdefault(was.value, set()).add(now.value)
    changes = {was: next(iter(now)) for was, now in wanted.items() if len(now) == 1}
    pieces, place, done = [], 0, set()
    for found in find_placeables(target):
        if found.value in changes:
            pieces += [target[place : found.start], _like(changes[found.value], found.text)]
            place = found.end
            done.add(found.value)
    missing = tuple(
        now.text for was, now in zip(old, new, strict=True) if was.value != now.value and was.value not in done
    )
    return "".join([*pieces, target[place:]]), missing


def _like(value: str, model: str) -> str:
    """Write a plain figure as the target wrote the one it replaces."""
    if width_folded(model).replace(" ", "").upper() == value:
        return model
    grouping = _GROUPING.search(model)
    whole, point, rest = value.partition(".")
    number = decimal_value(whole)
    if grouping is None or number is None or len(whole) < 4:
        return value
    groups = f"{number:,}".replace(",", grouping[0])
    return groups + point + rest


def _marker(match: re.Match[str]) -> str:
    return _SYMBOL if match["symbol"] else _FIGURE


def _marks(lower: str) -> Iterator[tuple[str, int, int]]:
    place = 0
    for match in _PLACEABLE.finditer(lower):
        yield from ((lower[at], at, at + 1) for at in range(place, match.start()))
        yield _marker(match), match.start(), match.end()
        place = match.end()
    yield from ((lower[at], at, at + 1) for at in range(place, len(lower)))
