"""Acronyms of a memory's English, counted: what is frequent is right, what is rare and like it may be a slip."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from .unit import Unit

ACRONYM = regex.compile(
    r"(?<![A-Za-z0-9/.\-])\p{Lu}[\p{Lu}\p{N}]*\p{Lu}[\p{Lu}\p{N}]*(?:-[\p{Lu}\p{N}]+)*(?![A-Za-z/\d])"
)
_OFTEN, _OFTENER = 3, 3


@dataclass(frozen=True, slots=True)
class AcronymCounts:
    """Acronyms with their counts."""

    counts: Counter[str] = field(default_factory=Counter)

    def usual(self, acronym: str) -> str:
        """Return a frequent acronym of the same letters in another order, empty where there is none."""
        count, letters = self.counts[acronym], sorted(acronym)
        likely = (each for each in self._frequent(len(acronym)) if each != acronym and sorted(each) == letters)
        return next((each for each in likely if self.counts[each] >= _OFTENER * count), "")

    def _frequent(self, length: int) -> Iterator[str]:
        return (each for each, count in self.counts.items() if count >= _OFTEN and len(each) == length)


def count_acronyms(units: Sequence[Unit]) -> Counter[str]:
    """Return the acronyms of the English texts."""
    return Counter(match[0] for unit in units for match in ACRONYM.finditer(unit.en.text))
