"""What a page of a PDF shows, as values: words with their places, drawn lines, and what is told but not read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Characters in one font, size and baseline without a gap.

    Attributes:
        text: The characters, no white space at the ends.
        x0: Left edge in points from the left edge of the page, as the text runs.
        x1: Right edge.
        y: Baseline in points from the top of the page, as the text runs.
        size: Font size in points.
        bold: Set in a bold font.
        space: Width of the font's own space in points.
        spaced: A space character stands before it in the file, and has room there.
        bar_code: Set in a font of bar codes.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    space: float
    spaced: bool = False
    bar_code: bool = False


@dataclass(frozen=True, slots=True)
class DrawnRule:
    """A horizontal line drawn on the page: left, right, distance from the top, in points."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A vertical line drawn on the page: distance from the left, top and bottom, in points."""

    x: float
    y0: float
    y1: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of one page that runs in one direction, as it looks when the page is turned to read it, or a part of it.

    Attributes:
        page: 1-based page.
        width: Points from left to right.
        height: Points from top to bottom.
        spans: The words.
        rules: Horizontal lines.
        bars: Vertical lines.
        scanned: Whether pictures cover most of the page, as in a scan.
        turned: Whether most of the page's text runs in another direction.
        shown: Whether its text is upright on the page as it is shown.
        written: Texts typed on the page that have no look of their own.
        outside: Words that stand outside the page's edges, where nobody sees them.
        comments: How many comments hang on the page.
        edges: Left and right edge of its one column of text, where others stand beside it.
    """

    page: int
    width: float
    height: float
    spans: tuple[Span, ...] = ()
    rules: tuple[DrawnRule, ...] = ()
    bars: tuple[Bar, ...] = ()
    scanned: bool = False
    turned: bool = False
    shown: bool = True
    written: tuple[str, ...] = ()
    outside: str = ""
    comments: int = 0
    edges: tuple[float, float] | tuple[()] = ()
