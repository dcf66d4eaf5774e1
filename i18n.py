"""Messages in the user's language: English in the code, Chinese in ``locale/zh.po``."""

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "zh")
_language = "en"


def set_language(language: str | None) -> None:
    """Choose the language of all messages: ``en``, ``zh``, or None for the locale's."""
    global _language  # the one setting that every message needs; the command line sets it once, at its start
    _language = language or locale_language()


def current_language() -> str:
    """Return ``en`` or ``zh``."""
    return _language


def locale_language() -> str:
    """Return ``zh`` where the environment asks for Chinese, else ``en``."""
    for name in ("DUIZHAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def _(text: str) -> str:
    """Return ``text`` in the current language; English where no translation is known."""
    return _catalogue().get(text, text) if _language == "zh" else text


def placed(place: object, message: object) -> str:
    """Return a message with the place it is about before it, e.g. a file and a line."""
    return _("{place}: {message}").format(place=place, message=message)


def listed(items: Iterable[str]) -> str:
    """Return items as a list in running text: with commas, in Chinese with enumeration commas."""
    return _(", ").join(items)


@cache
def _catalogue() -> dict[str, str]:
    import polib

    path = Path(__file__).parent / "locale" / "zh.po"
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if entry.msgstr}
