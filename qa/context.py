"""What is usual in a memory: counted in stretches, put together, then used by the checks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .acronym_counts import AcronymCounts, count_acronyms
from .lengths import LengthModel, length_model, log_ratios
from .settings import Settings
from .terminology import Terminology, UnitTerms, count_uses
from .unit import Unit


@dataclass(frozen=True, slots=True)
class Counts:
    """What one stretch of units contributes."""

    ratios: tuple[float, ...]
    acronyms: Counter[str]
    occurrences: Counter[str]
    answered: Counter[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is usual in the whole memory.

    Attributes:
        lengths: How long English is beside Chinese.
        acronyms: Acronyms of the English with their counts.
        occurrences: Uses of each concept.
        answered: Uses of each concept that are answered.
    """

    lengths: LengthModel = field(default_factory=lambda: length_model(()))
    acronyms: AcronymCounts = field(default_factory=AcronymCounts)
    occurrences: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)


def count(units: Sequence[Unit], terms: Sequence[UnitTerms]) -> Counts:
    """Return what a stretch of units contributes; ``terms`` is empty without a glossary."""
    occurrences, answered = count_uses(terms)
    return Counts(log_ratios(units, terms), count_acronyms(units), occurrences, answered)


def together(parts: Iterable[Counts]) -> Evidence:
    """Return the evidence of all stretches."""
    ratios: list[float] = []
    acronyms: Counter[str] = Counter()
    occurrences: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for part in parts:
        ratios += part.ratios
        acronyms.update(part.acronyms)
        occurrences.update(part.occurrences)
        answered.update(part.answered)
    return Evidence(length_model(ratios), AcronymCounts(acronyms), occurrences, answered)


@dataclass(frozen=True, slots=True)
class Context:
    """All that the checks of pairs share.

    Attributes:
        units: The stretch of units that is checked; a big memory is checked in several.
        evidence: What is usual in the whole memory.
        settings: The user's settings.
        terminology: The terms found in the stretch; None without a glossary.
    """

    units: Sequence[Unit]
    evidence: Evidence
    settings: Settings = field(default_factory=Settings)
    terminology: Terminology | None = None

    def before(self, unit: Unit) -> Unit | None:
        """Return the unit before one, where the stretch has it."""
        place = unit.index - self.units[0].index
        return self.units[place - 1] if place else None

    def near(self, unit: Unit, reach: int) -> Sequence[Unit]:
        """Return the units after one, the nearest first; with a negative reach those before, the nearest first."""
        place = unit.index - self.units[0].index
        if reach >= 0:
            return self.units[place + 1 : place + 1 + reach]
        return self.units[max(0, place + reach) : place][::-1]
