"""The characters of a PDF page, put together to spans of one look, with PDFium.

A span is what one text object draws without a gap, so that no later step looks at single characters. PDFium is not
thread-safe, and a hostile file can make it crash: `worker` runs this in a process of its own.
"""

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium
import regex

from .frames import Frame, Frames
from .overprint import Run, without_copies
from .sheet import Span
from .word_spaces import WORD_GAP

_USUAL_SPACE = 0.25  # of the size: where the font does not say
_SPACES = (0.2, 0.36)  # of the size: what is outside is no word space of a text font
_SPACE_ROOM = 0.4  # of a space character's width: letters behind it may be moved back over the rest
_BOLD = regex.compile(r"bold|black|heavy|semi|simhei|heiti|黑", regex.IGNORECASE)
_BAR_CODE = regex.compile(r"bar\s?code|code\s?(?:39|128)|3\s?of\s?9", regex.IGNORECASE)
_FORCE_BOLD = 1 << 18  # ISO 32000-1, table 123
_BOLD_WEIGHT = 600
# PDFium's mark for a hyphen at a line end
_LINE_END_HYPHEN = {"\u0002": "-", "\ufffe": "-", "\u00ad": "-"}
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
class _Look:
    """What all characters of one text object share; ``y`` and the widths in points."""

    frame: Frame
    y: float
    size: float
    bold: bool
    bar_code: bool
    space: float


@dataclass(slots=True)
class DirectedText:
    """The text of a page that runs in one direction: its spans, and the words that stand outside the page."""

    spans: list[Span] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    @property
    def amount(self) -> int:
        """How many characters it has on the page."""
        return sum(len(span.text) for span in self.spans)


def read_directions(page: Any, frames: Frames) -> dict[Frame, DirectedText]:
    """Return the text of an open PDFium page by the frame of its direction."""
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return {}
    try:
        runs = _Reading(text, frames).runs()
    finally:
        pdfium.FPDFText_ClosePage(text)
    found: dict[Frame, DirectedText] = {}
    for frame, inside in runs.items():
        here = found[frame] = DirectedText()
        for run in without_copies(inside):
            if frame.holds((run.x0 + run.x1) / 2, run.y - 0.3 * run.size):
                here.spans.append(run.span())
            else:
                here.outside.append(run.text)
    return found


class _Reading:
    """Reads the characters of one page in the order of the file."""

    def __init__(self, text: Any, frames: Frames) -> None:
        self._text = text
        self._frames = frames
        self._looks: dict[int, _Look] = {}
        self._fonts: dict[int, float] = {}

    def runs(self) -> dict[Frame, list[Run]]:
        """Return the characters, put together where no gap parts them, by direction."""
        text = self._text
        count = min(max(pdfium.FPDFText_CountChars(text), 0), _MOST_CHARACTERS)
        box = pdfium.FS_RECTF()
        place, handle_of_text = ctypes.addressof(box), _address(text)
        found: dict[Frame, list[Run]] = {}
        run: Run | None = None
        look: _Look | None = None
        owner = 0
        space = made_up = False
        space_at = 0.0
        for index, character in enumerate(_characters(text, count)):
            handle = _text_object(handle_of_text, index)
            if character.isspace() or character == "\0":
                made_up = True
                if handle and not space:  # one that PDFium made up has no object, and may break a word
                    space = True
                    if look is not None and _loose_box(handle_of_text, index, place):
                        space_at = look.frame.edges(box)[0]
                continue
            if not handle or not _loose_box(handle_of_text, index, place):
                continue
            if handle != owner or look is None:
                look = self._looks.get(handle) or self._look(handle, index)
            frame = look.frame
            left, right = frame.edges(box) if frame.straight else self._slanted_edges(index, character, look)
            if run is not None and space and abs(run.y - look.y) < look.size:
                space = left - space_at > _SPACE_ROOM * look.space
            if frame.straight:
                apart = space or run is None or not -0.3 * look.size < left - run.x1 <= WORD_GAP * look.space
            else:
                apart = made_up
            if run is not None and handle == owner and run.is_ligature(character, left, right):
                continue
            if run is None or handle != owner or apart:
                run = Run(look.y, look.size, look.bold, look.bar_code, look.space, space)
                found.setdefault(frame, []).append(run)
                owner = handle
            run.add(_LINE_END_HYPHEN.get(character, character), left, right)
            space = made_up = False
        return found

    def _slanted_edges(self, index: int, character: str, look: _Look) -> tuple[float, float]:
        """Return about where a character of slanted text begins and ends: its box says nothing about that."""
        x, y = _origin(self._text, index)
        left = look.frame.along(x, y)
        return left, left + look.size * (1.0 if ord(character) >= 0x2E80 else 0.5)

    def _look(self, handle: int, index: int) -> _Look:
        text = self._text
        x, y = _origin(text, index)
        matrix = pdfium.FS_MATRIX(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
        frame = self._frames.of(matrix)
        name, flags = _font(text, index)
        bold = bool(_BOLD.search(name)) or bool(flags & _FORCE_BOLD)
        bold = bold or pdfium.FPDFText_GetFontWeight(text, index) >= _BOLD_WEIGHT
        points = abs(pdfium.FPDFText_GetFontSize(text, index))
        size = points * (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        wide = points * (matrix.a**2 + matrix.b**2) ** 0.5 or 1.0
        space = round(self._space_of(handle) * wide, 2)
        look = _Look(frame, frame.down(x, y), round(size, 2), bold, bool(_BAR_CODE.search(name)), space)
        self._looks[handle] = look
        return look

    def _space_of(self, handle: int) -> float:
        """Return how wide the space of a text object's font is, in sizes."""
        font = pdfium.FPDFTextObj_GetFont(ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT))
        if not font:
            return _USUAL_SPACE
        key = _address(font)
        if key not in self._fonts:
            width = ctypes.c_float()
            known = pdfium.FPDFFont_GetGlyphWidth(font, 0x20, 1.0, ctypes.byref(width))
            fits = known and _SPACES[0] <= width.value <= _SPACES[1]
            self._fonts[key] = width.value if fits else _USUAL_SPACE
        return self._fonts[key]


def _origin(text: Any, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


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


def _font(text: Any, index: int) -> tuple[str, int]:
    flags = ctypes.c_int()
    size = pdfium.FPDFText_GetFontInfo(text, index, None, 0, ctypes.byref(flags))
    if not 0 < size < 1000:
        return "", flags.value
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFText_GetFontInfo(text, index, buffer, size, ctypes.byref(flags))
    return buffer.value.decode("utf-8", "replace"), flags.value
