"""Lines that a break parts inside a paragraph, ``<br>`` of HTML or ``w:br`` of Word: printed lines, as of a plain text.

They may be paragraphs, entries or the lines of an address, or one text that was broken at a width: the right edge that
all of them share tells, as it does in a plain text.
"""

from collections.abc import Sequence
from dataclasses import replace

import regex

from ..language.annotated_text import AnnotatedText
from ..language.words import breaks_off, reads_on
from .line import Line, on_one_line
from .plain_text import mark_whole

_SMALL = regex.compile(r"\p{Ll}")
_STOPPED = regex.compile(r"[\p{P}--[)\]'\"’”]]$", regex.V1)


def broken_lines(line: Line, texts: Sequence[AnnotatedText]) -> list[Line]:
    """Return the lines of a paragraph in which lines are broken; `join_broken` tells later which are whole.

    Args:
        line: The paragraph as the format has it: its number, and whatever else it says of it.
        texts: What stands between the breaks, none of it empty.
    """
    if len(texts) < 2:
        return [line]
    first = replace(line.holding(texts[0]), whole=False, gap=1)
    return [first, *(replace(first, label="", gap=0).holding(text) for text in texts[1:])]


def join_broken(lines: Sequence[Line], broken: Sequence[int]) -> list[Line]:
    """Return the lines of a document, those at the places ``broken`` marked as whole or not by the edge they share."""
    marked = dict(zip(broken, mark_whole([lines[at] for at in broken]), strict=True))
    found: list[list[Line]] = []
    for at, line in enumerate(lines):
        printed = marked.get(at, line)
        if at in marked and printed.whole and printed.gap == 0 and _goes_on(found[-1], printed):
            found[-1].append(printed)
        else:
            found.append([printed])
    return [group[0].holding(on_one_line([line.annotated for line in group])) for group in found]


def _goes_on(group: Sequence[Line], line: Line) -> bool:
    """Whether a sentence or title goes on after a break whatever the width: such a word ends none, or it is not closed.

    An entry of a list may begin with a small letter too, but then so does the one above it.
    """
    before = group[-1].text
    return breaks_off(before) or (
        reads_on(line.text) and not _SMALL.match(group[0].text) and not _STOPPED.search(before)
    )
