"""Messages of findings and words of reports, in both languages: a report carries both at once."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from ..i18n import current_language
from .unit import Unit


def wording(key: str, language: str | None = None) -> str:
    """Return the text for ``key`` (``numbers.zh``) in ``en`` or ``zh``; None for the language of all messages."""
    group, _dot, name = key.partition(".")
    return _table()[group][name][language or current_language()]


def words(group: str, language: str) -> dict[str, str]:
    """Return every text of one group in one language."""
    return {name: texts[language] for name, texts in _table()[group].items()}


@cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    table: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
        files(__package__).joinpath("wording.toml").read_text(encoding="utf-8")
    )
    return table


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


def finding(
    unit: Unit,
    check: str,
    severity: Severity,
    key: str,
    values: tuple[str, ...] = (),
    zh: Iterable[Span] = (),
    en: Iterable[Span] = (),
) -> Finding:
    """Return a finding on a unit."""
    return Finding(check, severity, unit.pair.id, key, values, tuple(zh), tuple(en), unit.index)
