"""The characters of a PDF page, put together to spans of one look, with PDFium.

A span is what one text object draws without a gap, so that no later step looks at single characters. PDFium is not
thread-safe, and a hostile file can make it crash: `worker` runs this in a process of its own.
"""

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium
import regex

# Between 0.15 and 0.18 of the size no word of the UN's PDFs is broken or glued; below, letter-spaced words fall apart.
WORD_GAP = 0.16
_SPACE_GAP = 0.05  # where the file has a space character, so much is enough
_BOLD = regex.compile(r"bold|black|heavy|semi|simhei|heiti|黑", regex.IGNORECASE)
_BAR_CODE = regex.compile(r"bar\s?code|code\s?(?:39|128)|3\s?of\s?9", regex.IGNORECASE)
_FORCE_BOLD = 1 << 18  # ISO 32000-1, table 123
_BOLD_WEIGHT = 600
# PDFium's mark for a hyphen at a line end
_LINE_END_HYPHEN = {"\u0002": "-", "\ufffe": "-", "\u00ad": "-"}
_THIN = 3  # points: the thickest line
_MOST_OBJECTS = 20_000
_MOST_CHARACTERS = 200_000  # a page


def _address(function: Any) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0


# The two calls that are made for every character, without the object that the usual bindings make of each handle: 0.2
# instead of 0.6 s for a hundred pages.
_text_object = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    _address(pdfium.FPDFText_GetTextObject)
)
_loose_box = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    _address(pdfium.FPDFText_GetLooseCharBox)
)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters in one font, size and baseline without a gap.

    Attributes:
        text: The characters, no white space at the ends.
        x0: Left edge in points from the page's left edge.
        x1: Right edge.
        y: Baseline in points from the top of the page.
        size: Font size in points.
        bold: Set in a bold font.
        spaced: A space character stands before it in the file.
        bar_code: Set in a font of bar codes.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
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
    """One page: height in points, spans, rules and bars, whether it shows pictures, and text that is turned."""

    height: float
    spans: tuple[Span, ...]
    rules: tuple[DrawnRule, ...]
    pictures: bool
    turned: str = ""
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class _Look:
    """What all characters of one text object share; ``upright`` False for turned text."""

    y: float
    size: float
    bold: bool
    bar_code: bool
    upright: bool


def read_sheet(document: Any, index: int) -> Sheet:
    """Read page ``index`` (0-based) of an open PDFium document; a page that cannot be loaded is empty."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return Sheet(0.0, (), (), False)
    try:
        height = pdfium.FPDF_GetPageHeightF(page)
        text = pdfium.FPDFText_LoadPage(page)
        try:
            spans, turned = _read_spans(text, page) if text else ([], "")
        finally:
            if text:
                pdfium.FPDFText_ClosePage(text)
        rules, bars, pictures = _read_rules(page)
        return Sheet(height, tuple(spans), tuple(rules), pictures, turned, tuple(bars))
    finally:
        pdfium.FPDF_ClosePage(page)


def _read_spans(text: Any, page: Any) -> tuple[list[Span], str]:
    count = min(max(pdfium.FPDFText_CountChars(text), 0), _MOST_CHARACTERS)
    characters = _characters(text, count)
    turn = _Turn(page)
    box = pdfium.FS_RECTF()
    place, handle_of_text = ctypes.addressof(box), _address(text)
    looks: dict[int, _Look] = {}
    spans: list[Span] = []
    turned: list[str] = []
    current: list[str] = []
    look: _Look | None = None
    owner = 0
    start = end = 0.0
    space = span_space = False

    def close() -> None:
        if current and look:
            spans.append(Span("".join(current), start, end, look.y, look.size, look.bold, span_space, look.bar_code))
            current.clear()

    for index, character in enumerate(characters):
        handle = _text_object(handle_of_text, index)
        if character.isspace() or character == "\0":
            space = space or bool(handle)  # one that PDFium made up has no object, and may break a word
            continue
        if not handle or not _loose_box(handle_of_text, index, place):
            continue
        found = looks.get(handle)
        if found is None:
            found = looks[handle] = _look(text, index, turn)
        if not found.upright:
            turned.append(character)
            continue
        left, right = turn.edges(box)
        gap = left - end
        if handle != owner or not -0.3 * found.size < gap <= (_SPACE_GAP if space else WORD_GAP) * found.size:
            close()
            look, owner, start, span_space = found, handle, left, space
        current.append(_LINE_END_HYPHEN.get(character, character))
        end = right
        space = False
    close()
    return spans, "".join(turned)


def _characters(text: Any, count: int) -> list[str]:
    """Return the page's characters, one string an index of PDFium."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text, 0, count, buffer)
    if written == count + 1:
        whole = bytes(buffer)[: count * 2].decode("utf-16-le", "replace")
        if len(whole) == count:
            return list(whole)
    # characters outside the basic plane or without Unicode: the text and the indices do not run together
    codes = (pdfium.FPDFText_GetUnicode(text, index) for index in range(count))
    return [chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\0" for code in codes]


def _look(text: Any, index: int, turn: "_Turn") -> _Look:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
    matrix = pdfium.FS_MATRIX()
    scale, upright = 1.0, True
    if pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        upright = turn.is_upright(matrix)
    name, flags = _font(text, index)
    bold = bool(_BOLD.search(name)) or bool(flags & _FORCE_BOLD)
    bold = bold or pdfium.FPDFText_GetFontWeight(text, index) >= _BOLD_WEIGHT
    size = abs(pdfium.FPDFText_GetFontSize(text, index)) * scale or 1.0
    return _Look(turn.down(x.value, y.value), round(size, 2), bold, bool(_BAR_CODE.search(name)), upright)


def _font(text: Any, index: int) -> tuple[str, int]:
    flags = ctypes.c_int()
    size = pdfium.FPDFText_GetFontInfo(text, index, None, 0, ctypes.byref(flags))
    if not 0 < size < 1000:
        return "", flags.value
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFText_GetFontInfo(text, index, buffer, size, ctypes.byref(flags))
    return buffer.value.decode("utf-8", "replace"), flags.value


class _Turn:
    """From the page's own coordinates (from its lower left) to those of the page as it is shown (from the top left)."""

    def __init__(self, page: Any) -> None:
        self._quarter = int(pdfium.FPDFPage_GetRotation(page)) % 4
        self._width = pdfium.FPDF_GetPageWidthF(page)
        self._height = pdfium.FPDF_GetPageHeightF(page)
        box = [ctypes.c_float() for _side in range(4)]
        found = pdfium.FPDFPage_GetCropBox(page, *map(ctypes.byref, box)) or pdfium.FPDFPage_GetMediaBox(
            page, *map(ctypes.byref, box)
        )
        self._x, self._y = (box[0].value, box[1].value) if found else (0.0, 0.0)

    @property
    def sideways(self) -> bool:
        """Whether width and height change places."""
        return self._quarter % 2 == 1

    def is_upright(self, matrix: Any) -> bool:
        """Whether text of this matrix runs from left to right on the page as shown."""
        along = (matrix.a, matrix.b, -matrix.a, -matrix.b)[self._quarter]
        across = matrix.b if self._quarter % 2 == 0 else matrix.a
        return bool(along > 0 and abs(across) < 0.1 * abs(along))

    def down(self, x: float, y: float) -> float:
        """Return the distance from the top."""
        x, y = x - self._x, y - self._y
        return (self._height - y, x, y, self._height - x)[self._quarter]

    def edges(self, box: Any) -> tuple[float, float]:
        """Return left and right edge of a box."""
        if not self._quarter:  # nearly always, and for every character
            return box.left - self._x, box.right - self._x
        match self._quarter:
            case 1:
                return box.bottom - self._y, box.top - self._y
            case 2:
                return self._width - (box.right - self._x), self._width - (box.left - self._x)
            case _:
                return self._width - (box.top - self._y), self._width - (box.bottom - self._y)


def _read_rules(page: Any) -> tuple[list[DrawnRule], list[Bar], bool]:
    rules: list[DrawnRule] = []
    bars: list[Bar] = []
    pictures = False
    turn = _Turn(page)
    sides = [ctypes.c_float() for _side in range(4)]
    pointers = [ctypes.byref(side) for side in sides]
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            pictures = True
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and pdfium.FPDFPageObj_GetBounds(item, *pointers):
            left, bottom, right, top = (side.value for side in sides)
            x0, x1 = turn.edges(pdfium.FS_RECTF(left, top, right, bottom))
            height = right - left if turn.sideways else top - bottom
            middle = turn.down((left + right) / 2, (top + bottom) / 2)
            if height <= _THIN and x1 - x0 >= 30:
                rules.append(DrawnRule(x0, x1, middle))
            elif x1 - x0 <= _THIN and height >= 6:
                bars.append(Bar((x0 + x1) / 2, middle - height / 2, middle + height / 2))
    return rules, bars, pictures
