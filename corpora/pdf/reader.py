"""PDF: paragraphs, footnotes and running matter, told by places, sizes and rules on the page."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from ...errors import DuizhaoError
from ...i18n import _, listed
from ...language import Language
from ...language.annotated_text import AnnotatedText, join
from ...language.note_marks import mark_before_note
from ...language.script import detect_language
from ..line import CELL_MARK, Line, tidy
from ..structure.joining import join_lines, vocabulary_of
from ..structure.labels import read_labels
from ..structure.page import is_complete
from .columns import split_columns
from .paragraphs import Measure, Paragraph, group_lines, measure
from .printed_lines import PrintedLine, build_lines, marks_in, usual_size
from .sheet import Sheet
from .vertical import lay_vertical_lines
from .worker import read_sheets
from .zones import Zones, divide_pages

_HEADING_SIZE = 1.12  # of the text's
_QUOTED = 60  # characters of what is left out, in a warning
_HANGS_OUT = -5.0  # in sizes
_SPACED = 2 / 3  # of the lines that begin with a small letter: then the file has a space character where words part


def read_lines(data: bytes, name: str) -> tuple[list[Line], tuple[str, ...]]:
    """Read a PDF: a line a paragraph, table row, footnote or piece of running matter.

    Args:
        data: The file's bytes.
        name: Its name, for messages.

    Returns:
        The lines in reading order, and warnings for the user.

    Raises:
        DuizhaoError: The file is broken, encrypted, too long, or a scan without text.
    """
    sheets = read_sheets(data, name)
    if not any(sheet.spans for sheet in sheets):
        if any(sheet.scanned for sheet in sheets):
            raise DuizhaoError(_("holds pictures and no text; if they show text, run OCR on it first"), file=name)
        raise DuizhaoError(_("holds no text"), file=name)
    laid, vertical = lay_vertical_lines(sheets)
    warnings = list(_warnings(sheets))
    if vertical:
        pages = _pages(vertical)
        warnings.append(
            _("pages in vertical lines, read from the right; check their order: {pages}").format(pages=pages)
        )
    return _Assembly(laid).lines(), tuple(warnings)


def _warnings(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Yield what was not read, a line each."""
    told = {sheet.page for sheet in sheets if sheet.spans}
    if bare := [sheet.page for sheet in sheets if sheet.scanned and sheet.page not in told]:
        yield _("pages without text, perhaps scanned: {pages}").format(pages=_pages(bare))
    if outside := [sheet for sheet in sheets if sheet.outside]:
        words = " ".join(sheet.outside for sheet in outside)
        first = words if len(words) <= _QUOTED else words[:_QUOTED] + "…"
        pages = _pages([sheet.page for sheet in outside])
        yield _("text outside the edges left out; pages: {pages}; it begins: {text}").format(pages=pages, text=first)
    if comments := [sheet.page for sheet in sheets if sheet.comments]:
        yield _("comments left out; pages: {pages}").format(pages=_pages(comments))


def _pages(numbers: Iterable[int]) -> str:
    return listed([str(number) for number in sorted(set(numbers))])


def _order(sheet: Sheet) -> tuple[int, bool]:
    """Return where a sheet comes: page by page, turned text last, but a title above a table set sideways first."""
    return sheet.page, not (sheet.turned and sheet.shown)


def _lighter(sheets: Sequence[Sheet]) -> Callable[[Sheet], Sheet]:
    """Return what takes the bold look from a document that is bold throughout: there it says nothing."""
    amounts = Counter({True: 0, False: 0})
    for sheet in sheets:
        for span in sheet.spans:
            amounts[span.bold] += len(span.text)
    if amounts[True] <= amounts[False]:
        return lambda sheet: sheet
    return lambda sheet: replace(sheet, spans=tuple(replace(span, bold=False) for span in sheet.spans))


class _Assembly:
    """Puts the pages of one document together to lines."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        # what is turned comes last, so that it stands between no lines that go on from page to page
        self._sheets = [
            part for sheet in sorted(sheets, key=lambda sheet: sheet.turned) for part in split_columns(sheet)
        ]
        pages = [build_lines(sheet, number) for number, sheet in enumerate(map(_lighter(sheets), self._sheets), 1)]
        in_order = sorted(zip(self._sheets, pages, strict=True), key=lambda page: _order(page[0]))
        self._numbers = {id(line): at for at, line in enumerate((x for _sheet, lines in in_order for x in lines), 1)}
        self._size = usual_size((round(line.size, 1), line.text) for lines in pages for line in lines) or 10.0
        self._zones = divide_pages(self._sheets, pages, self._size)
        text = "\n".join(line.text for lines in pages for line in lines)
        self._language: Language = detect_language(text) or "en"
        self._vocabulary = vocabulary_of([text])
        body = [line for zone in self._zones for line in zone.body]
        self._usual = measure(body, self._size)
        small = [line.spaced for line in body if line.text[:1].islower()]
        self._tells_spaces = sum(small) > _SPACED * len(small)

    def lines(self) -> list[Line]:
        out = list(self._notes())
        known = {line.label for line in out} | self._running_marks()
        measures = [self._measure(zone, sheet) for zone, sheet in self._zoned()]
        for zone in self._zones:
            for line, reason in zone.running_matter:
                number, page = self._number(line), self._page(line)
                out.append(Line(line.text, number, page, role="running matter", reason=reason, whole=True))
            for line in zone.masthead:
                head = self._join([AnnotatedText(line.text)], [line]).text
                out.append(Line(head, self._number(line), self._page(line), role="front", whole=True))
        for sheet in self._sheets:
            after = len(self._numbers) + 1
            out += [Line(tidy(text), after, sheet.page, role="body", whole=True) for text in sheet.written]
        for paragraph in self._paragraphs(measures):
            area = measures[paragraph.lines[0].sheet - 1]
            out.append(self._row(paragraph, known) if paragraph.cells else self._paragraph(paragraph, area, known))
        return sorted(out, key=lambda line: (line.page or 0, line.number))

    def _measure(self, zone: Zones, sheet: Sheet) -> Measure:
        usual = self._usual
        if sheet.edges:
            usual = replace(usual, left=sheet.edges[0], right=sheet.edges[1])
        return measure(zone.body, self._size, usual)

    def _paragraphs(self, measures: Sequence[Measure]) -> Iterator[Paragraph]:
        upright = [line for zone, sheet in self._zoned() if not sheet.turned for line in zone.body]
        yield from group_lines(upright, measures)
        for zone, sheet in self._zoned():
            if sheet.turned:
                yield from group_lines(zone.body, measures)

    def _zoned(self) -> Iterator[tuple[Zones, Sheet]]:
        return zip(self._zones, self._sheets, strict=True)

    def _page(self, line: PrintedLine) -> int:
        return self._sheets[line.sheet - 1].page

    def _running_marks(self) -> set[str]:
        """Return the raised marks that count 1, 2, 3, … through the text: they call notes, wherever those stand."""
        counted: list[int] = []
        for mark in marks_in(
            line for zone in self._zones for line in zone.body
        ):  # one or two may not be seen: in a heading, or where a line is broken
            if mark.isdecimal() and 0 < int(mark) - (counted[-1] if counted else 0) <= 3:
                counted.append(int(mark))
        return {str(mark) for mark in range(1, counted[-1] + 1)} if len(counted) > 1 else set()

    def _number(self, line: PrintedLine) -> int:
        return self._numbers[id(line)]

    def _paragraph(self, paragraph: Paragraph, area: Measure, known: set[str]) -> Line:
        first = paragraph.lines[0]
        text = self._join_numbered(paragraph.lines, known)
        return Line(
            text.text,
            self._number(first),
            self._page(first),
            role=self._role(paragraph, text.text, area),
            notes=text.notes,
            whole=True,
            lead=int(round(first.x0 - area.left, 1) > first.size / 2),
        )

    def _role(self, paragraph: Paragraph, text: str, area: Measure) -> Literal["", "body", "front", "heading"]:
        first = paragraph.lines[0]
        if self._page(first) == 1 and first.x0 - area.left < _HANGS_OUT * self._size:
            return "front"  # session and agenda item, set left of the text
        if first.x0 > (area.left + area.right) / 2 and first.x1 > area.right - self._size:
            return "body"  # date and signature, set to the right
        if is_complete(text) or len(paragraph.lines) > 5:
            return ""
        bold = all(line.bold for line in paragraph.lines)
        return "heading" if bold or first.size > _HEADING_SIZE * self._size else ""

    def _row(self, paragraph: Paragraph, known: set[str]) -> Line:
        cells = [self._join([line.without_marks(known) for line in lines], lines) for lines in paragraph.cells]
        row = join(cells, CELL_MARK)
        first = paragraph.lines[0]
        return Line(
            row.text,
            self._number(first),
            self._page(first),
            role="row",
            notes=row.notes,
            cells=tuple(cell.text for cell in cells),
            whole=True,
        )

    def _join_numbered(self, lines: Sequence[PrintedLine], known: set[str]) -> AnnotatedText:
        """Join printed lines; the space after a number at the beginning stays, for the number is told by it."""
        first, *others = (line.without_marks(known) for line in lines)
        number = max((label.end for label in read_labels(first.text)), default=0)
        text = self._join([first.slice(number), *others], lines)
        return join([AnnotatedText(first.text[:number].rstrip()), text], " ")

    def _join(self, texts: Sequence[AnnotatedText], lines: Sequence[PrintedLine]) -> AnnotatedText:
        """Join the texts of printed lines, their note references with them."""
        unspaced = {at for at, line in enumerate(lines) if self._tells_spaces and not line.spaced}
        return join_lines(texts, self._language, self._vocabulary, unspaced)

    def _notes(self) -> Iterator[Line]:
        """Yield the footnotes, those that run over two pages whole."""
        groups: list[tuple[str, list[PrintedLine]]] = []
        for zone in self._zones:
            for label, lines in _split_notes(zone, groups[-1][0] if groups else ""):
                if not label and groups:
                    groups[-1][1].extend(lines)
                else:
                    groups.append((label, lines))
        for label, lines in groups:
            yield self._note(label, lines)

    def _note(self, label: str, lines: Sequence[PrintedLine]) -> Line:
        texts = [line.text for line in lines]
        if label:
            texts[0] = texts[0].removeprefix(label).lstrip()
        text = self._join(list(map(AnnotatedText, texts)), lines).text
        first = lines[0]
        return Line(text, self._number(first), self._page(first), role="footnote", label=label, whole=True)


def _split_notes(zone: Zones, last: str) -> Iterator[tuple[str, list[PrintedLine]]]:
    """Yield label and lines of the notes of a page; what goes on from the page before has no label."""
    raised = any(line.mark for line in zone.notes)
    current: list[PrintedLine] = []
    label = ""
    for line in zone.notes:
        found = line.mark if raised else _plain_mark(line, zone, label or last)
        if found:
            if current:
                yield label, current
            label, current = found, [line]
        else:
            current.append(line)
    if current:
        yield label, current


def _plain_mark(line: PrintedLine, zone: Zones, last: str) -> str:
    """Return the number of a note that is set like its text: at the left edge, called on its page or next in order."""
    label = mark_before_note(line.text)
    left = min(other.x0 for other in zone.notes)
    if not label or line.x0 > left + 2.5 * line.size:
        return ""
    if not label.isdigit():
        return label
    follows = last.isdigit() and int(label) == int(last) + 1
    return label if follows or label in zone.called or not last else ""
