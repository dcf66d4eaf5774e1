"""A finding: one result of one check on one pair."""

from dataclasses import dataclass
from typing import Literal

from .wording import wording

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: 0-based, half-open, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in a pair.

    Attributes:
        check: Name of the check.
        severity: How bad it is.
        pair: Id of the pair.
        key: Key of the message in ``data/wording.toml``.
        values: What fills the message's blanks, in order.
        zh: Spans concerned in the Chinese.
        en: Spans concerned in the English.
        index: Place of the pair in the bitext, 0-based.
    """

    check: str
    severity: Severity
    pair: str
    key: str
    values: tuple[str, ...] = ()
    zh: tuple[Span, ...] = ()
    en: tuple[Span, ...] = ()
    index: int = 0

    def message(self, language: str | None = None) -> str:
        """Return the message in ``en`` or ``zh``; None for the language of all messages."""
        return wording(self.key, language).format(*self.values)
