"""A page of a PDF read with PDFium: a sheet for each direction in which its text runs, the main one first."""

from typing import Any

import pypdfium2.raw as pdfium

from .annotations import Annotations
from .drawings import Drawings
from .frames import Frame, Frames, read_box
from .sheet import Sheet
from .spans import DirectedText, read_directions


def read_page(document: Any, index: int) -> list[Sheet]:
    """Read page ``index`` (0-based) of an open PDFium document; a page that cannot be loaded is empty."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return [Sheet(index + 1, 0.0, 0.0)]
    try:
        annotations = Annotations(page)
        if annotations.are_drawn and annotations.draw():
            pdfium.FPDF_ClosePage(page)
            page = pdfium.FPDF_LoadPage(document, index)
        return _sheets(page, index + 1, annotations)
    finally:
        pdfium.FPDF_ClosePage(page)


def _sheets(page: Any, number: int, annotations: Annotations) -> list[Sheet]:
    frames = Frames(read_box(page))
    found: dict[Frame, DirectedText] = {frames.shown(): DirectedText()}
    found.update(read_directions(page, frames))
    drawings = Drawings(page)
    # most text first; of two directions with as much, the one that is upright on the page as it is shown
    order = sorted(found, key=lambda frame: (-found[frame].amount, not frame.shown, frame.angle))
    sheets = []
    for at, frame in enumerate(order):
        if at and not found[frame].spans and not found[frame].outside:
            continue
        rules, bars = drawings.lines(frame)
        sheets.append(
            Sheet(
                number,
                frame.width,
                frame.height,
                tuple(found[frame].spans),
                rules,
                bars,
                drawings.scanned,
                at > 0,
                frame.shown,
                () if at else annotations.written,
                " ".join(found[frame].outside),
                0 if at else annotations.comments,
            )
        )
    return sheets
