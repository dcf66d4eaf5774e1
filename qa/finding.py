"""Findings: what a check says of a pair, in words of both languages, for a report carries both at once."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, Protocol

from ..i18n import current_language

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_SEPARATORS = {"en": ", ", "zh": "、"}

# what fills a blank of a message: a text, or several that are listed as the message's language lists them
Value = str | tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A stretch of a text: 0-based, half-open, in characters."""

    start: int
    end: int


class Placed(Protocol):
    """Whatever stands somewhere in a text."""

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset after its last character."""


def spans_of(things: Iterable[Placed]) -> tuple[TextSpan, ...]:
    """Return where some things stand, in the order of the text, each place once."""
    return tuple(TextSpan(*place) for place in sorted({(each.start, each.end) for each in things}))


def shown(text: str, things: Iterable[Placed], most: int | None = None) -> tuple[str, ...]:
    """Return what stands at some places of a text, in their order, each wording once, the first ``most`` of them."""
    return tuple(dict.fromkeys(text[each.start : each.end].strip() for each in things))[:most]


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says of a pair.

    Attributes:
        severity: How bad it is.
        key: Key of the message in the check's group of ``wording.toml``.
        values: What fills the message's blanks, in order.
        zh: Spans concerned in the Chinese.
        en: Spans concerned in the English.
    """

    severity: Severity
    key: str
    values: tuple[Value, ...] = ()
    zh: Sequence[TextSpan] = ()
    en: Sequence[TextSpan] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark with its check and its pair.

    Attributes:
        check: Name of the check.
        pair: Id of the pair.
        index: Place of the pair in the bitext, 0-based.
        severity: How bad it is, as the user's settings have it.
        key: Key of the message in the check's group of ``wording.toml``.
        values: What fills the message's blanks, in order.
        zh: Spans concerned in the Chinese.
        en: Spans concerned in the English.
    """

    check: str
    pair: str
    index: int
    severity: Severity
    key: str
    values: tuple[Value, ...] = ()
    zh: tuple[TextSpan, ...] = ()
    en: tuple[TextSpan, ...] = ()

    def message(self, language: str | None = None) -> str:
        """Return the message in ``en`` or ``zh``; None for the language of all messages."""
        separator = _SEPARATORS[language or current_language()]
        values = (value if isinstance(value, str) else separator.join(value) for value in self.values)
        return wording(f"{self.check}.{self.key}", language).format(*values)
