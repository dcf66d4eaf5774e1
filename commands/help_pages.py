"""Help pages whose columns stand in line where Chinese characters take two columns and need no spaces to break at."""

from collections.abc import Iterable, Iterator

import click

from ..i18n import _
from ..language.script import display_width

# Chinese typography: no line begins with these, none ends with those (GB/T 15834-2011, 5.1)
_NOT_FIRST = frozenset("，。、；：？！）》」』”’…—,.;:?!)]}%")
_NOT_LAST = frozenset("（《「『“‘([{")


class HelpPage(click.HelpFormatter):
    """A help page measured in columns of the terminal, not in characters."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        start = (_("Usage: ") if prefix is None else prefix) + prog
        self._write_lines(wrap(args, self.width - display_width(start) - 1), f"{start} ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(" " * self.current_indent + _("{heading}:").format(heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        self._write_lines(wrap(text, self.width - self.current_indent), " " * self.current_indent)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write options or commands, each with its help beside it, or below where it is long."""
        rows = list(rows)
        column = min(col_max, max((display_width(name) for name, _text in rows), default=0)) + col_spacing
        indent = " " * self.current_indent
        for name, text in rows:
            start = indent + name + " " * max(0, column - display_width(name))
            if text and display_width(name) > column - col_spacing:
                self.write(f"{indent}{name}\n")
                start = indent + " " * column
            self._write_lines(wrap(text, max(self.width - self.current_indent - column, 10)), start)

    def _write_lines(self, lines: list[str], start: str) -> None:
        further = " " * display_width(start)
        for number, line in enumerate(lines or [""]):
            self.write(f"{further if number else start}{line}".rstrip() + "\n")


def wrap(text: str, width: int) -> list[str]:
    """Return a text as lines of at most ``width`` columns; a word that is longer stands on a line of its own.

    Example:
        >>> wrap("把中文文件与其英文本(PDF)对齐。", 16)
        ['把中文文件与其英', '文本(PDF)对齐。']
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(" ".join(text.split())):
        if line and display_width((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line else lines


def _pieces(text: str) -> Iterator[str]:
    """Yield the stretches of a text that a line may end after: words with their space, and Chinese characters."""
    piece = ""
    for char in text:
        if piece and _may_break(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return after != " "
    wide = display_width(before) == 2 or display_width(after) == 2
    return wide and after != " " and after not in _NOT_FIRST and before not in _NOT_LAST
