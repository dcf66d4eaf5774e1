"""Figures: what a text says in numbers, by value, whatever the script and the language."""

from collections.abc import Iterable
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


# full-width digits and signs stand for the same values; one character for one, so that offsets stay
FOLD = str.maketrans("０１２３４５６７８９．％／（）　\u00a0\u2009\u202f", "0123456789.%/()    ")


def fold(text: str) -> str:
    """Return the text with full-width digits and wide spaces as ASCII, of the same length."""
    return text.translate(FOLD)


def blank(text: str, start: int, end: int) -> str:
    """Return the text with a stretch blanked out by a character that is no part of any figure."""
    return text[:start] + "\x00" * (end - start) + text[end:]


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
