"""The straight lines that are drawn on a PDF page, with PDFium: rules above notes, the lines of tables."""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from .frames import Frame
from .sheet import Bar, DrawnRule

_THIN = 3  # points: the thickest line
_SHORTEST_RULE = 30
_SHORTEST_BAR = 6
_MOST_OBJECTS = 20_000


class Drawings:
    """What is drawn on one page, in the page's own coordinates.

    Attributes:
        pictures: Whether the page shows pictures.
    """

    def __init__(self, page: Any) -> None:
        self.pictures = False
        self._boxes: list[Any] = []  # of the paths: left, bottom, right, top
        sides = [ctypes.c_float() for _side in range(4)]
        pointers = [ctypes.byref(side) for side in sides]
        for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
            item = pdfium.FPDFPage_GetObject(page, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
                self.pictures = True
            elif kind == pdfium.FPDF_PAGEOBJ_PATH and pdfium.FPDFPageObj_GetBounds(item, *pointers):
                left, bottom, right, top = (side.value for side in sides)
                if min(right - left, top - bottom) <= _THIN:
                    self._boxes.append((left, bottom, right, top))

    def lines(self, frame: Frame) -> tuple[tuple[DrawnRule, ...], tuple[Bar, ...]]:
        """Return the lines along and across the text of a frame."""
        rules: list[DrawnRule] = []
        bars: list[Bar] = []
        if not frame.straight:
            return (), ()
        for left, bottom, right, top in self._boxes:
            x0, x1 = frame.edges(pdfium.FS_RECTF(left, top, right, bottom))
            height = right - left if frame.sideways else top - bottom
            middle = frame.down((left + right) / 2, (top + bottom) / 2)
            if height <= _THIN and x1 - x0 >= _SHORTEST_RULE:
                rules.append(DrawnRule(x0, x1, middle))
            elif x1 - x0 <= _THIN and height >= _SHORTEST_BAR:
                bars.append(Bar((x0 + x1) / 2, middle - height / 2, middle + height / 2))
        return tuple(rules), tuple(bars)
