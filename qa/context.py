"""What a check may know beyond the pair: the whole memory, the glossary, the encoder, the user's settings."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..align.encoder import Encoder
from ..terms.matching import TermMatcher
from .settings import Settings
from .terminology import Terminology
from .unit import Unit


@dataclass(frozen=True, slots=True)
class Context:
    """All that checks share.

    Attributes:
        units: Every unit of the memory, in order.
        settings: The user's settings.
        matcher: Finds the glossary's terms; None without a glossary.
        encoder: Compares sentences of both languages; None where it is switched off.
        terminology: The terms found in the units; None without a glossary.
    """

    units: Sequence[Unit]
    settings: Settings = field(default_factory=Settings)
    matcher: TermMatcher | None = None
    encoder: Encoder | None = None
    terminology: Terminology | None = None
