"""Directions of text on a page: coordinates in which text that runs one way is upright."""

import ctypes
import math
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_STRAIGHT = 0.1  # of the way along: text that climbs less is level


@dataclass(frozen=True, slots=True)
class PageBox:
    """The part of a page that is shown, in its own coordinates, and the quarter turns clockwise it is shown with."""

    left: float
    bottom: float
    width: float
    height: float
    turns: int


def read_box(page: Any) -> PageBox:
    """Return the visible box of an open PDFium page."""
    box = pdfium.FS_RECTF()
    turns = int(pdfium.FPDFPage_GetRotation(page)) % 4
    if pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
        return PageBox(box.left, box.bottom, box.right - box.left, box.top - box.bottom, turns)
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    return PageBox(0.0, 0.0, *((height, width) if turns % 2 else (width, height)), turns)


class Frame:
    """From a page's own coordinates, from its lower left, to those of its text of one direction, from the top left.

    Args:
        box: The visible part of the page.
        angle: Degrees, counter-clockwise, from the page's own x axis to the way in which the text runs.
        mirrored: Whether the text is set as a mirror shows it, so that its lines follow each other upward.
    """

    def __init__(self, box: PageBox, angle: int, mirrored: bool = False) -> None:
        self.angle = angle
        self.straight = angle % 90 == 0
        self._box = box
        self._quarter = angle // 90
        self._mirrored = mirrored
        self._cos, self._sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        sides = (box.height, box.width) if self.sideways else (box.width, box.height)
        self.width, self.height = sides

    @property
    def sideways(self) -> bool:
        """Whether width and height of the page's own coordinates change places."""
        return self.straight and self._quarter % 2 == 1

    @property
    def shown(self) -> bool:
        """Whether its text is upright on the page as it is shown."""
        return self.straight and self._quarter == self._box.turns

    def down(self, x: float, y: float) -> float:
        """Return the distance from the top."""
        x, y = x - self._box.left, y - self._box.bottom
        if self.straight:
            down = (self.height - y, x, y, self.height - x)[self._quarter]
        else:
            down = self.height + x * self._sin - y * self._cos
        return self.height - down if self._mirrored else down

    def along(self, x: float, y: float) -> float:
        """Return the distance of a point from the left edge; for slanted text from the page's lower left corner."""
        return (x - self._box.left) * self._cos + (y - self._box.bottom) * self._sin

    def edges(self, box: Any) -> tuple[float, float]:
        """Return left and right edge of a box, whose sides run as the text does."""
        if not self._quarter:  # nearly always, and for every character
            return box.left - self._box.left, box.right - self._box.left
        match self._quarter:
            case 1:
                return box.bottom - self._box.bottom, box.top - self._box.bottom
            case 2:
                return self.width - (box.right - self._box.left), self.width - (box.left - self._box.left)
            case _:
                return self.width - (box.top - self._box.bottom), self.width - (box.bottom - self._box.bottom)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the frame is on the page; no slanted text is left out."""
        return not self.straight or (-1 <= x <= self.width + 1 and -1 <= y <= self.height + 1)


class Frames:
    """The frames of one page by the direction of the text in them, made as they are met."""

    def __init__(self, box: PageBox) -> None:
        self._box = box
        self._frames: dict[tuple[int, bool], Frame] = {}

    def of(self, matrix: Any) -> Frame:
        """Return the frame of text that is set with a matrix."""
        return self._frame(_angle(matrix.a, matrix.b), mirrored=matrix.a * matrix.d < matrix.b * matrix.c)

    def shown(self) -> Frame:
        """Return the frame of text that is upright on the page as it is shown."""
        return self._frame(90 * self._box.turns, mirrored=False)

    def _frame(self, angle: int, mirrored: bool) -> Frame:
        if (angle, mirrored) not in self._frames:
            self._frames[angle, mirrored] = Frame(self._box, angle, mirrored)
        return self._frames[angle, mirrored]


def _angle(along: float, across: float) -> int:
    """Return the angle of a direction in whole degrees, 0 to 359; a little off a straight one counts as straight."""
    longer, shorter = max(abs(along), abs(across)), min(abs(along), abs(across))
    if shorter < _STRAIGHT * longer:
        along, across = (along, 0.0) if longer == abs(along) else (0.0, across)
    return round(math.degrees(math.atan2(across, along))) % 360
