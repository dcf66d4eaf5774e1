"""Pages whose text is set in vertical lines, as in old Chinese books: read from top to bottom and right to left.

Such a page is turned so that its lines lie: the distance from the top becomes the place in the line, that from the
right edge the height. PDF programs set figures and Latin words between them sideways; these have that frame already.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ...language.script import has_han
from .sheet import Bar, DrawnRule, Sheet, Span

_MOST_OFF = 0.2  # of the size: so far may the middles of two characters of one line be apart
_MOST_STEP = 1.6  # of the size, from one character of a line to the next; lines of a page are mostly wider apart
_SHARE = 0.5  # of a page's Chinese characters
_FEWEST = 8  # characters
_WIDEST = 1.3  # of the size: a character, or two figures set side by side
_HALF_LINE = 20  # points: half the width of the largest characters
_ABOVE = 0.88  # of the size that a character reaches above its baseline
_LIFT = _ABOVE - 0.5  # of the size from the baseline to the middle of a character


@dataclass(slots=True)
class _Stack:
    """Characters that stand under one another: the baselines of first and last, and the size."""

    top: float
    bottom: float
    size: float

    def holds(self, span: Span) -> bool:
        """Whether a character stands beside them, or so near the ends that words set sideways may stand between."""
        return (
            span.x1 - span.x0 <= _WIDEST * self.size
            and self.top - 2 * self.size <= span.y <= self.bottom + 2 * self.size
        )


def lay_vertical_lines(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[int]]:
    """Return the sheets, those in vertical lines turned so that the lines lie, and the pages that have such."""
    pages: list[int] = []
    out: list[Sheet] = []
    for _page, group in itertools.groupby(sheets, key=lambda sheet: sheet.page):
        parts = list(group)
        for sheet in parts:
            stacks = _stacks(sheet.spans) if _is_vertical(sheet) else {}
            if stacks:
                pages.append(sheet.page)
                parts = _laid(sheet, stacks, [part for part in parts if part is not sheet])
                break
        out += parts
    return out, pages


def _is_vertical(sheet: Sheet) -> bool:
    """Whether most Chinese characters are followed by one right below."""
    count = sum(len(span.text) for span in sheet.spans if has_han(span.text))
    below = sum(_is_below(one, other) for one, other in itertools.pairwise(sheet.spans))
    return count >= _FEWEST and below > _SHARE * count


def _is_below(above: Span, below: Span) -> bool:
    """Whether a character stands right under the one that was drawn before it."""
    size = above.size
    if len(above.text) != 1 or len(below.text) != 1 or not (has_han(above.text) or has_han(below.text)):
        return False
    off = abs((above.x0 + above.x1) - (below.x0 + below.x1)) / 2
    room = _MOST_OFF if has_han(above.text) and has_han(below.text) else 2 * _MOST_OFF  # stops stand at a side
    return off < room * size and size / 2 < below.y - above.y <= _MOST_STEP * size


def _stacks(spans: Sequence[Span]) -> dict[int, _Stack]:
    """Return the vertical lines by the point where their middle is."""
    stacks: dict[int, _Stack] = {}
    for above, below in itertools.pairwise(spans):
        if _is_below(above, below):
            stack = stacks.setdefault(_middle(above), _Stack(above.y, below.y, above.size))
            stack.top = min(stack.top, above.y)
            stack.bottom = max(stack.bottom, below.y)
    return stacks


def _middle(span: Span) -> int:
    return round((span.x0 + span.x1) / 2)


def _stands(span: Span, stacks: dict[int, _Stack]) -> bool:
    """Whether a character stands in a vertical line."""
    reach = min(_HALF_LINE, int(span.size / 2))
    near = range(_middle(span) - reach, _middle(span) + reach + 1)
    return any(place in stacks and stacks[place].holds(span) for place in near)


def _laid(sheet: Sheet, stacks: dict[int, _Stack], others: Iterable[Sheet]) -> list[Sheet]:
    """Return the vertical lines of a page as a sheet, then its other sheets, less what stands in those lines."""
    standing = [_stands(span, stacks) for span in sheet.spans]
    lines = [_lain(span, sheet) for span, stands in zip(sheet.spans, standing, strict=True) if stands]
    left = tuple(span for span, stands in zip(sheet.spans, standing, strict=True) if not stands)
    rest = [replace(sheet, spans=left, written=(), outside="", comments=0)]
    for other in others:
        sideways = abs(other.width - sheet.height) < 1 and abs(other.height - sheet.width) < 1
        inside = [sideways and _lies(span, sheet, stacks) for span in other.spans]
        if 2 * sum(inside) > len(inside):
            lines += [span for span, lies in zip(other.spans, inside, strict=True) if lies]
            other = replace(
                other, spans=tuple(span for span, lies in zip(other.spans, inside, strict=True) if not lies)
            )
        rest.append(other)
    return [_turned(sheet, lines), *(part for part in rest if part.spans or part.outside)]


def _lies(span: Span, sheet: Sheet, stacks: dict[int, _Stack]) -> bool:
    """Whether a word set sideways stands in a vertical line."""
    middle = round(sheet.width - span.y + _LIFT * span.size)
    reach = min(_HALF_LINE, int(span.size / 2))
    return any(place in stacks for place in range(middle - reach, middle + reach + 1))


def _lain(span: Span, sheet: Sheet) -> Span:
    start = span.y - _ABOVE * span.size
    middle = sheet.width - (span.x0 + span.x1) / 2
    return replace(span, x0=start, x1=start + span.size, y=middle + _LIFT * span.size)


def _turned(sheet: Sheet, spans: Sequence[Span]) -> Sheet:
    """Return a sheet on its side, with other spans."""
    return replace(
        sheet,
        width=sheet.height,
        height=sheet.width,
        spans=tuple(spans),
        rules=tuple(DrawnRule(bar.y0, bar.y1, sheet.width - bar.x) for bar in sheet.bars),
        bars=tuple(Bar(rule.y, sheet.width - rule.x1, sheet.width - rule.x0) for rule in sheet.rules),
    )
