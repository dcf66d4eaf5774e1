"""Figures: what a text says in numbers, by value, whatever the script and the language."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Role = Literal["number", "year", "month", "day"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One value in a text.

    Attributes:
        value: The value; of 3 % it is 3, of 1990s it is 1990.
        role: What it counts; months are compared with months only.
        start: Offset of its first character.
        end: Offset after its last character.
        sure: Whether it must have its equal in the other text. What may be a word as well as a number (一, one,
            second, both, 百) only answers for figures of the other side.
        digits: Whether it is written in digits.
    """

    value: Fraction
    role: Role
    start: int
    end: int
    sure: bool = True
    digits: bool = True


# the year in a disease's name, which English writes as COVID-19
NAMED_FOR_A_YEAR = re.compile(r"2019(?=年?新?型?冠状病毒)")


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with stretches, in order, blanked out by a character that is no part of any figure."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], "\x00" * (end - start)]
        last = end
    return "".join([*parts, text[last:]]) if parts else text


def take(
    text: str,
    pattern: re.Pattern[str],
    found: list[Figure],
    read: Callable[[re.Match[str]], Iterable[Figure] | None],
) -> str:
    """Read every match of a pattern into ``found``; return the text without those that ``read`` takes (not None)."""
    spans = []
    for match in pattern.finditer(text):
        figures = read(match)
        if figures is not None:
            found += figures
            spans.append(match.span())
    return blank(text, spans)


def unanswered(figures: Iterable[Figure], others: Iterable[Figure]) -> list[Figure]:
    """Return the sure figures that have no equal on the other side.

    Months answer for months only; a day, a year and a number may answer for each other.
    """
    months = set()
    values = set()
    for other in others:
        if other.role == "month":
            months.add(other.value)
        else:
            values.add(other.value)
    return [
        figure
        for figure in figures
        if figure.sure and figure.value not in (months if figure.role == "month" else values)
    ]
