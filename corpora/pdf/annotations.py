"""What hangs on a PDF page beside its text: form fields that are filled in, texts typed on it, comments."""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

_DRAWN = {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP}
_COMMENTS = {
    pdfium.FPDF_ANNOT_TEXT,
    pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_SQUIGGLY,
    pdfium.FPDF_ANNOT_STRIKEOUT,
    pdfium.FPDF_ANNOT_CARET,
}
_MOST = 5_000  # a page
_MOST_UNITS = 100_000  # of a text, two bytes each


class Annotations:
    """The annotations of one open page.

    Attributes:
        are_drawn: Whether some have a look that shows text: fields, free texts, stamps.
        written: The free texts that have no look of their own, so that their words are all there is.
        comments: How many comments of readers there are.
    """

    def __init__(self, page: Any) -> None:
        self._page = page
        self.are_drawn = False
        self.comments = 0
        written: list[str] = []
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
            item = pdfium.FPDFPage_GetAnnot(page, index)
            if not item:
                continue
            kind = pdfium.FPDFAnnot_GetSubtype(item)
            if kind in _DRAWN:
                self.are_drawn = True
                if kind == pdfium.FPDF_ANNOT_FREETEXT and not _is_hidden(item) and not _has_look(item):
                    written.append(_contents(item))
            elif kind in _COMMENTS and _contents(item):
                self.comments += 1
            pdfium.FPDFPage_CloseAnnot(item)
        self.written = tuple(text for text in written if text)

    def draw(self) -> bool:
        """Make those that are drawn part of the page; it must be loaded anew where this returns True."""
        return bool(pdfium.FPDFPage_Flatten(self._page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


def _is_hidden(item: Any) -> bool:
    return bool(pdfium.FPDFAnnot_GetFlags(item) & (pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW))


def _has_look(item: Any) -> bool:
    # 2 bytes are the empty text's
    return int(pdfium.FPDFAnnot_GetAP(item, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0)) > 2


def _contents(item: Any) -> str:
    """Return the text that an annotation holds."""
    size = min(pdfium.FPDFAnnot_GetStringValue(item, b"Contents", None, 0), 2 * _MOST_UNITS)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(item, b"Contents", buffer, size)
    text = bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
    return " ".join(text.split())
