"""The straight lines that are drawn on a PDF page, with PDFium: rules above notes, the lines of tables."""

import ctypes
from collections.abc import Iterable
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from .frames import Frame
from .sheet import Bar, DrawnRule

_THIN = 3  # points: the thickest line
TOUCHING = 3.0  # points: lines nearer are one line, or meet; each cell of a table may have a border of its own
_SHORTEST_RULE = 30
_SHORTEST_BAR = 6
_MOST_OBJECTS = 20_000
_DEEPEST = 3  # forms in forms
_MOST_INSIDE = 20  # objects of a form that are looked at
_SCAN = 0.5  # of the page: pictures that cover more are a scan, those that cover less are signs, stamps, drawings


class Stroke(NamedTuple):
    """A straight line: its distance from the top or the left, and from where to where it is drawn, in points."""

    at: float
    start: float
    end: float


class Drawings:
    """What is drawn on one page, in the page's own coordinates.

    Attributes:
        scanned: Whether pictures cover most of the page, as in a scan.
    """

    def __init__(self, page: Any) -> None:
        self._boxes: list[Any] = []  # of the paths: left, bottom, right, top
        pictured = 0.0  # square points
        for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
            item = pdfium.FPDFPage_GetObject(page, index)
            path = pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_PATH
            if not (path or _is_picture(item)) or not (box := _bounds(item)):
                continue
            left, bottom, right, top = box
            if not path:
                pictured += (right - left) * (top - bottom)
            elif min(right - left, top - bottom) <= _THIN:
                self._boxes.append(box)
        self.scanned = pictured > _SCAN * pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)

    def lines(self, frame: Frame) -> tuple[tuple[DrawnRule, ...], tuple[Bar, ...]]:
        """Return the lines along and across the text of a frame."""
        rules: list[Stroke] = []
        bars: list[Stroke] = []
        if not frame.straight:
            return (), ()
        for left, bottom, right, top in self._boxes:
            x0, x1 = frame.edges(pdfium.FS_RECTF(left, top, right, bottom))
            height = right - left if frame.sideways else top - bottom
            middle = frame.down((left + right) / 2, (top + bottom) / 2)
            if height <= _THIN and x1 - x0 > height:
                rules.append(Stroke(middle, x0, x1))
            elif x1 - x0 <= _THIN:
                bars.append(Stroke((x0 + x1) / 2, middle - height / 2, middle + height / 2))
        return (
            tuple(DrawnRule(start, end, y) for y, start, end in _joined(rules) if end - start >= _SHORTEST_RULE),
            tuple(Bar(x, start, end) for x, start, end in _joined(bars) if end - start >= _SHORTEST_BAR),
        )


def _joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Put the pieces of lines together: each cell of a table may have drawn its own, and lines may be dotted."""
    joined: list[Stroke] = []
    levels: list[list[Stroke]] = []
    for stroke in sorted(strokes):
        if not levels or stroke.at - levels[-1][0].at > TOUCHING:
            levels.append([])
        levels[-1].append(stroke)
    for level in levels:
        for first, stroke in enumerate(sorted(level, key=lambda stroke: (stroke.start, stroke.at))):
            if not first or stroke.start > joined[-1].end + TOUCHING:
                joined.append(stroke)
            elif stroke.end > joined[-1].end:
                joined[-1] = joined[-1]._replace(end=stroke.end)
    return joined


def _bounds(item: Any) -> tuple[float, float, float, float] | None:
    sides = [ctypes.c_float() for _side in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, sides)):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _is_picture(item: Any, depth: int = 0) -> bool:
    """Whether an object is a picture, or a form that shows one."""
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind != pdfium.FPDF_PAGEOBJ_FORM or depth > _DEEPEST:
        return bool(kind == pdfium.FPDF_PAGEOBJ_IMAGE)
    inside = range(min(pdfium.FPDFFormObj_CountObjects(item), _MOST_INSIDE))
    return any(_is_picture(pdfium.FPDFFormObj_GetObject(item, index), depth + 1) for index in inside)
