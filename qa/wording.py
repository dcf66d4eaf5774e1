"""Messages of findings and words of reports, in both languages: a report carries both at once."""

import tomllib
from functools import cache
from importlib.resources import files

from ..i18n import current_language


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
        files(__package__).joinpath("data/wording.toml").read_text(encoding="utf-8")
    )
    return table
