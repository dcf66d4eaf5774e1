"""What a check may know beyond the pair: the evidence of the whole memory, the glossary, the user's settings."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .evidence import Evidence
from .settings import Settings
from .terminology import Terminology
from .unit import Unit


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
