"""Tables as files, whatever program saved them: CSV, TSV and XLSX as rows of text cells, in and out.

The one reader for all commands finds the format, the encoding, the delimiter and the quotation marks from the bytes;
modules above it say what the columns mean. Files are read as a stream: a table of gigabytes needs no more memory than
its longest row.
"""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, BinaryIO, Literal

import regex

from ...errors import DuizhaoError
from ...files import unreadable
from ...i18n import _, listed
from ...language.decoding import text_encoding

# 1-based line (in a workbook: row) where a row begins, and its cells
Row = tuple[int, list[str]]

_LONGEST_CELL = 1 << 24  # characters; the longest paragraph of the UN has some 20,000
_LARGEST_TEXT = 200_000_000  # bytes of a file that is read whole
_DELIMITERS = "\t,;|"
_QUOTED = regex.compile(r'"(?:[^"]|"")*"')
# line ends and tabs of every kind, and the zero byte: each would break a row in some reader
_BREAKS = regex.compile(r"[\0\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
# what spreadsheets run as a formula: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = regex.compile(r"'*[=+@\t\r-]")
_EXPLAINED = regex.compile(r"\s+\p{Han}.*", regex.DOTALL)

SUFFIXES = (".tsv", ".tab", ".txt", ".csv", ".xlsx")  # of tables
# headings seen in glossaries, without spaces, marks and capitals -> our column
_HEADINGS: Mapping[str, str] = {
    **dict.fromkeys(
        ("zh", "zhcn", "zhhans", "chinese", "chineseprc", "chinesesimplified", "中文", "汉语", "简体中文"), "zh"
    ),
    **dict.fromkeys(("中文术语", "chineseterm", "zhterm", "汉", "中"), "zh"),
    **dict.fromkeys(("en", "enus", "engb", "english", "englishunitedstates", "英文", "英语", "英"), "en"),
    **dict.fromkeys(("英文术语", "englishterm", "enterm"), "en"),
    **dict.fromkeys(("zhvariants", "zhalternatives", "zhsynonyms", "中文别名"), "zh_variants"),
    **dict.fromkeys(("envariants", "enalternatives", "ensynonyms", "英文别名"), "en_variants"),
    **dict.fromkeys(("acronym", "abbreviation", "缩写", "缩略语"), "acronym"),
    **dict.fromkeys(("pos", "partofspeech", "词性"), "pos"),
    **dict.fromkeys(("domain", "subject", "subjectfield", "field", "领域"), "domain"),
    **dict.fromkeys(("definition", "定义"), "definition"),
    **dict.fromkeys(("note", "notes", "comment", "comments", "remark", "remarks", "备注", "说明"), "note"),
    **dict.fromkeys(("source", "reference", "来源", "出处"), "source"),
    **dict.fromkeys(("status", "状态"), "status"),
    **dict.fromkeys(("date", "日期"), "date"),
    **dict.fromkeys(("frequency", "count", "频次", "频率"), "frequency"),
    "score": "score",
    "documents": "documents",
    "case": "case",
    **dict.fromkeys(("id", "entryid", "concept", "conceptid", "编号"), "id"),
}


@dataclass(frozen=True, slots=True)
class TableFile:
    """An opened table.

    Attributes:
        rows: Its rows that are not empty, to be taken once.
        format: What parts the cells.
        encoding: ``utf-8``, ``utf-16``, ``gb18030``, ``big5hkscs``; a workbook is ``utf-8``.
        warnings: What was guessed or left out, a line each; complete when all rows are taken.
    """

    rows: Iterator[Row]
    format: Literal["tsv", "csv", "xlsx"]
    encoding: str
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row by column names.

    Attributes:
        number: 1-based line (in a workbook: row) where it begins.
        cells: Column name -> text.
    """

    number: int
    cells: dict[str, str]

    def get(self, name: str) -> str:
        """Return a cell without outer white space, empty where there is none."""
        return self.cells.get(name, "").strip()


def open_table(
    source: str | Path | bytes, *, name: str = "", columns: Collection[str] = (), formulas: bool = True
) -> TableFile:
    """Open a table.

    Args:
        source: The file, or its bytes.
        name: The file's name, for messages.
        columns: Names that the header of a workbook's sheet must have; the first sheet that has them is read, and
            those after it with the same header. Without names, the first sheet with any cell.
        formulas: Whether a formula that was saved without its result is read as it stands, or named and left out.

    Raises:
        DuizhaoError: The file cannot be read, is empty, or is no table; taking the rows raises it too.
    """
    name = name or ("" if isinstance(source, bytes) else str(source))
    opener = _opener(source, name)
    with opener() as stream:
        start = stream.read(8)
    if not start:
        raise DuizhaoError(_("is empty"), file=name)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise DuizhaoError(_("is an old or encrypted workbook; save it as .xlsx without a password"), file=name)
    if start.startswith(b"PK") or name.lower().endswith((".xlsx", ".xlsm")):
        from .workbooks import workbook_rows

        warnings: list[str] = []

        def fits(cells: list[str]) -> bool:
            return set(columns) <= set(column_names(cells, columns))

        found = workbook_rows(opener, name, fits if columns else None, warnings, formulas=formulas)
        return TableFile(found, "xlsx", "utf-8", warnings)
    encoding = text_encoding(opener, name)
    lines = partial(_lines, opener, encoding)
    delimiter = _delimiter_of(lines)
    rows = _text_rows(lines, name, delimiter)
    return TableFile(rows, "tsv" if delimiter == "\t" else "csv", encoding.removesuffix("-sig"))


def read_text(path: str | Path) -> tuple[str, str]:
    """Return the text of a file in any encoding that tables have, and the encoding.

    Raises:
        DuizhaoError: The file cannot be read, is larger than 200 MB, or is no text.
    """
    opener = _opener(path, str(path))
    with opener() as stream:
        if len(data := stream.read(_LARGEST_TEXT + 1)) > _LARGEST_TEXT:
            raise DuizhaoError(_("is larger than 200 MB; split it"), file=path)
    encoding = text_encoding(lambda: io.BytesIO(data), str(path))
    return data.decode(encoding).removeprefix("\ufeff"), encoding.removesuffix("-sig")


def named_rows(source: str | Path | bytes, *, name: str = "", columns: Collection[str] = ()) -> Iterator[TableRow]:
    """Yield the rows of a table whose header names the columns ``zh`` and ``en``.

    Args:
        source: The file, or its bytes.
        name: The file's name, for messages.
        columns: Further names that count in capitals too, and with a Chinese explanation after them (``label 段号``).

    Raises:
        DuizhaoError: It is no table, lacks ``zh`` or ``en``, or a row has more cells than the header.
    """
    known = {"zh", "en", *columns}
    name = name or ("" if isinstance(source, bytes) else str(source))
    rows = open_table(source, name=name, columns=("zh", "en")).rows
    number, first = next(rows, (1, []))
    header = column_names(first, known)
    missing = listed(name for name in ("zh", "en") if name not in header)
    if missing:
        message = _("the first row lacks the columns {columns}; put the header back")
        raise DuizhaoError(message.format(columns=missing), file=name, line=number)
    for number, cells in rows:
        if len(cells) > len(header) and any(map(str.strip, cells[len(header) :])):
            message = _("{n} cells where the header has {m}; take out tabs inside the text")
            raise DuizhaoError(message.format(n=len(cells), m=len(header)), file=name, line=number)
        yield TableRow(number, dict(zip(header, cells, strict=False)))


def column_names(headings: Iterable[str], known: Collection[str]) -> list[str]:
    """Return the names in headings: known ones in lower case, zh and en by any name, without Chinese explanations."""
    names = [_EXPLAINED.sub("", heading).strip() for heading in headings]
    names = [name.lower() if name.lower() in known else name for name in names]
    for at, name in enumerate(names):
        language = heading_column(name)
        if language in ("zh", "en") and language not in names:
            names[at] = language
    return names


def heading_column(heading: str) -> str:
    """Return the column that a heading names in any way seen (``zh`` for ``zh-CN`` and ``中文``), or nothing."""
    return _HEADINGS.get("".join(filter(str.isalnum, heading.lower())), "")


def tsv_line(cells: Iterable[str]) -> str:
    """Return a row of a TSV file: no cell runs as a formula; one that begins with a quotation mark is quoted.

    Unquoted, a spreadsheet would read such a cell on to the next quotation mark, over rows and rows.
    """
    return "\t".join(map(_tsv_cell, cells)) + "\n"


def _tsv_cell(text: str) -> str:
    text = guarded(one_line(text))
    return '"' + text.replace('"', '""') + '"' if text.startswith('"') else text


def write_tsv_rows(rows: Iterable[Iterable[str]], stream: IO[bytes]) -> None:
    """Write rows as tab-separated values in UTF-8, each as `tsv_line` has it."""
    stream.writelines(tsv_line(row).encode("utf-8", "replace") for row in rows)


def write_csv_rows(rows: Iterable[Iterable[str]], stream: IO[bytes]) -> None:
    """Write rows as CSV in UTF-8 with a byte order mark, as spreadsheets need it; no cell runs as a formula."""
    text = io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([guarded(cell.replace("\0", " ")) for cell in row] for row in rows)
    text.flush()
    text.detach()


def one_line(text: str) -> str:
    """Return text that fits in one cell of a TSV file: each run of tabs and line ends becomes one space."""
    return _BREAKS.sub(" ", text) if _BREAKS.search(text) else text


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: with an apostrophe before it where it would."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Undo `guarded`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _opener(source: str | Path | bytes, name: str) -> Callable[[], BinaryIO]:
    if isinstance(source, bytes):
        return lambda: io.BytesIO(source)

    def opened() -> BinaryIO:
        try:
            return Path(source).open("rb")
        except OSError as error:
            raise unreadable(error, name) from error

    return opened


def _lines(opener: Callable[[], BinaryIO], encoding: str) -> io.TextIOWrapper:
    stream = io.TextIOWrapper(opener(), encoding, newline="")
    if stream.read(1) != "\ufeff":  # a mark may stand before UTF-16 whose byte order is told too
        stream.seek(0)
    return stream


def _text_rows(lines: Callable[[], io.TextIOWrapper], name: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    quoted = delimiter != "\t" or _is_quoted(lines)
    number = 1
    with closing(lines()) as stream:
        reader = csv.reader(
            stream, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE, strict=True
        )
        try:
            for cells in reader:
                if any(cells):
                    cells = [unguarded(text) if text[:1] == "'" else text for text in cells]
                    if any(map(str.strip, cells)):
                        yield number, cells
                number = reader.line_num + 1
        except csv.Error as error:
            message = _("cannot be read as a table ({reason}); save it again as CSV or tab-separated text")
            raise DuizhaoError(message.format(reason=error), file=name, line=number) from error


def _delimiter_of(lines: Callable[[], io.TextIOWrapper]) -> str:
    """Return the mark that parts the cells of the first line that is no remark: a tab where it has one."""
    with closing(lines()) as stream:
        first = ""
        while (line := stream.readline(_LONGEST_CELL)) and (not first or first.startswith("#")):
            first = line if line.strip() else first
    bare = _QUOTED.sub("", first)
    return "\t" if "\t" in bare else max(_DELIMITERS, key=lambda mark: (bare.count(mark), -_DELIMITERS.index(mark)))


def _is_quoted(lines: Callable[[], io.TextIOWrapper]) -> bool:
    """Tell whether quotation marks in a TSV stand around cells, or belong to the texts.

    Who quotes cells doubles the marks inside them, and spreadsheets quote all cells with a comma (or all texts); a
    text that merely begins with a quotation is among others that have no marks.
    """
    marked = doubled = commas_marked = False
    whole = commas_alone = True
    first = None
    with closing(lines()) as stream:
        for line in stream:
            if first is None:
                first = line.startswith('"')
            if line.startswith("#") or ('"' not in line and not (commas_alone and "," in line)):
                continue
            for cell in line.rstrip("\r\n").split("\t"):
                if cell.startswith('"'):
                    marked = True
                    whole = whole and bool(_QUOTED.fullmatch(cell))
                    doubled = doubled or '""' in cell[1:-1]
                    commas_marked = commas_marked or "," in cell
                elif "," in cell:
                    commas_alone = False
    if not marked:
        return False
    if not whole:
        return _has_breaks(lines)
    return bool(doubled or (commas_marked and commas_alone) or first)


def _has_breaks(lines: Callable[[], io.TextIOWrapper]) -> bool:
    """Tell whether cells hold line ends: with marks read as such, all rows have as many cells as the header."""
    width = count = 0
    with closing(lines()) as stream:
        reader = csv.reader(stream, delimiter="\t", strict=True)
        try:
            for cells in reader:
                width = width or len(cells)
                if cells and len(cells) != width:
                    return False
                count += bool(cells)
        except csv.Error:
            return False
        return count < reader.line_num
