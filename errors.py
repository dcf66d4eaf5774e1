"""The one base error. The message says what is wrong and what to do about it."""

from collections.abc import Iterable
from pathlib import Path

from .i18n import _, listed, placed


class DuizhaoError(Exception):
    """What a user can correct: shown as one line, exit status 2.

    Args:
        message: What is wrong and the remedy, one line, no final newline.
        file: The file concerned, where there is one.
        line: 1-based line in that file.
        page: 1-based page in that file.
    """

    def __init__(
        self, message: str, *, file: str | Path | None = None, line: int | None = None, page: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = None if file is None else str(file)
        self.line = line
        self.page = page

    def __str__(self) -> str:
        place = self.file or ""
        if self.page is not None:
            place += (_(", p. {page}") if place else _("p. {page}")).format(page=self.page)
        if self.line is not None:
            place += f":{self.line}" if place else _("line {line}").format(line=self.line)
        text = placed(place, self.message) if place else self.message
        return " ".join(text.split())


def check_choice(name: str, value: object, known: Iterable[str]) -> None:
    """Raise where the value of an argument is none of those it can have.

    Example:
        >>> check_choice("level", "word", ("sentence", "paragraph"))
        Traceback (most recent call last):
        duizhao.errors.DuizhaoError: level is 'word'; choose from sentence, paragraph
    """
    if value not in (known := tuple(known)):
        message = _("{name} is {value!r}; choose from {known}")
        raise DuizhaoError(message.format(name=name, value=value, known=listed(known)))
