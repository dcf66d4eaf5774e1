"""Plain text: its printed lines, and whether they are paragraphs or wrapped."""

from dataclasses import replace

import regex

from ..language.script import display_width
from .line import Line

_MASTHEAD_LINES = 12
_LONGEST_NUMBER = 8
_ENDS_CLAUSE = regex.compile(r"[.。!！?？:：;；,，][\p{Pe}\p{Pf}\"'0-9*]*\s*$")


def text_lines(text: str) -> list[Line]:
    """Return the printed lines that are not blank, with what a plain text says of their layout.

    Lines of a text that has one paragraph a line are marked whole.
    """
    lines: list[Line] = []
    gap = 0
    page, paged = 1, "\f" in text
    for number, raw in enumerate(regex.split(r"\r\n|[\n\r\v\x85\u2028\u2029]", text), 1):
        page += raw.count("\f")
        body = raw.replace("\f", "").expandtabs(4).rstrip()
        stripped = body.strip()
        if stripped:
            lead = len(body) - len(body.lstrip())
            for piece in _columns(stripped) if len(lines) < _MASTHEAD_LINES else [stripped]:
                lines.append(Line(piece, number, page=page if paged else None, gap=gap, lead=lead))
                gap = 0
        else:
            gap += 1
    return lines if _is_wrapped(lines) else [replace(line, whole=True) for line in lines]


def _columns(text: str) -> list[str]:
    """Cut the two columns of a masthead apart; a number and its title, far apart too, stay together."""
    left, *rest = regex.split(r"\s{6,}", text)
    return [left, *rest] if len(left) > _LONGEST_NUMBER else [text]


def _is_wrapped(lines: list[Line]) -> bool:
    """Tell a hard-wrapped text: many lines stop in mid-sentence, all at about the same width."""
    widths = sorted(display_width(line.text) for line in lines)
    if not widths:
        return False
    usual = widths[int(len(widths) * 0.9)]
    cut = sum(display_width(line.text) > usual * 0.7 and not _ENDS_CLAUSE.search(line.text) for line in lines)
    return 30 <= usual <= 160 and cut >= max(2, len(lines) * 0.15)
