"""Tables of terms as text: TSV and CSV of any origin in, TSV and CSV out.

A table of duizhao is known by its header and read as it was written. In any other, the columns are guessed: by their
headings, else by the script of their cells.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from ...errors import DuizhaoError
from ...i18n import _
from ...language.comparison_keys import has_han
from ..concept import Concept
from ..glossary import Glossary
from ..table import COLUMNS, concept_of, escape, read_table, row_of, unescape
from .losses import losses

_LIMIT = 200_000_000
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
# columns whose cells are lists of forms, with the table's marks
LISTS = ("zh", "en", "zh_variants", "en_variants", "acronym", "case")
# what a spreadsheet would run, and what would make a row a remark
_RUN = ("=", "+", "-", "@", "\t", "\r", "#")
_GUARDED = re.compile(r"'*[=+\-@\t\r#]")


def read_delimited(path: str | Path, *, zh: str = "", en: str = "") -> Glossary:
    """Return the glossary of a TSV or CSV file in UTF-8, UTF-16 or GB18030.

    Args:
        path: The file.
        zh: Heading or 1-based number of the Chinese column; guessed when empty.
        en: The same for English.

    Raises:
        DuizhaoError: No Chinese and English column can be found.
    """
    text, encoding = read_text(path)
    first = next((line for line in text.split("\n") if line.strip() and not line.startswith("#")), "")
    cells = [cell.strip().lower() for cell in first.rstrip("\r").split("\t")]
    if {"zh", "en"} <= set(cells) <= set(COLUMNS) and not (zh or en):
        return _of_table(read_table(text.split("\n"), file=str(path)), path)
    rows = [(line, row) for line, row in _rows(text, first, path) if any(cell.strip() for cell in row)]
    warnings = [] if encoding == "utf-8" else [_("read as {encoding}").format(encoding=encoding)]
    return glossary_of_rows(rows, path, zh=zh, en=en, warnings=warnings)


def _of_table(concepts: Iterable[Concept], path: str | Path) -> Glossary:
    """Return the glossary of a table's concepts, each once."""
    seen: dict[str, Concept] = {}
    notes = []
    for concept in concepts:
        if concept.id in seen:
            message = _("{zh} = {en}: left out: the same id as an earlier row")
            notes.append(message.format(zh=concept.text("zh"), en=concept.text("en")))
        else:
            seen[concept.id] = concept
    return Glossary(seen.values(), name=Path(path).name, warnings=notes)


def read_text(path: str | Path) -> tuple[str, str]:
    """Return a file's text and its encoding: UTF-8, UTF-16 by its mark, else GB18030.

    Raises:
        DuizhaoError: The file cannot be read, or is none of these.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise DuizhaoError(_("cannot be read ({reason})").format(reason=error.strerror), file=path) from error
    if len(data) > _LIMIT:
        raise DuizhaoError(_("is larger than 200 MB; split it"), file=path)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace"), "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding), "utf-8" if encoding == "utf-8-sig" else encoding
        except UnicodeDecodeError as error:
            where = data[: error.start].count(b"\n") + 1
    raise DuizhaoError(_("is neither UTF-8 nor GB18030; save it as UTF-8"), file=path, line=where)


def _rows(text: str, first: str, path: str | Path) -> Iterator[tuple[int, list[str]]]:
    delimiter = max("\t,;|", key=lambda mark: (first.count(mark), -"\t,;|".index(mark)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if not (row and row[0].startswith("#")):
                yield reader.line_num, row
    except csv.Error as error:
        raise DuizhaoError(_("no table: {reason}").format(reason=error), file=path, line=reader.line_num) from error


def glossary_of_rows(
    rows: Sequence[tuple[int, Sequence[str]]],
    path: str | Path,
    *,
    zh: str = "",
    en: str = "",
    warnings: Sequence[str] = (),
    guarded: bool = True,
) -> Glossary:
    """Return the glossary of a table's rows, given with their line numbers; rows that are no entries are named.

    Args:
        rows: Line numbers and cells.
        path: The file, for messages.
        zh: Heading or number of the Chinese column; guessed when empty.
        en: The same for English.
        warnings: What reading the file has said so far.
        guarded: Whether an apostrophe may stand before what a spreadsheet would run.

    Raises:
        DuizhaoError: No Chinese and English column can be found.
    """
    if not rows:
        raise DuizhaoError(_("has no rows"), file=path)
    columns, header = _columns(rows, path, zh, en)
    own = header and {"zh", "en"} <= {cell.strip() for cell in rows[0][1]} <= set(COLUMNS)
    notes = list(warnings)
    seen: dict[str, Concept] = {}
    for line, row in rows[1:] if header else rows:
        cells = {name: row[place].strip() for place, name in columns.items() if place < len(row)}
        cells = {name: _plain(cell) for name, cell in cells.items()} if guarded else cells
        cells = {name: cell if own and name in LISTS else escape(cell) for name, cell in cells.items()}
        try:
            concept = concept_of(cells)
        except ValueError as error:
            notes.append(_("line {line}: left out: {reason}").format(line=line, reason=error))
            continue
        if concept.id in seen:
            notes.append(_("line {line}: left out: the same as an earlier row").format(line=line))
            continue
        seen[concept.id] = concept
    return Glossary(seen.values(), name=Path(path).name, warnings=notes)


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from running it."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell


def _columns(
    rows: Sequence[tuple[int, Sequence[str]]], path: str | Path, zh: str, en: str
) -> tuple[dict[int, str], bool]:
    """Return column number -> our column, and whether the first row is a header."""
    headings = [_HEADINGS.get(_squeezed(cell), "") for cell in rows[0][1]]
    columns: dict[int, str] = {}
    for place, name in enumerate(headings):
        if name and name not in columns.values():
            columns[place] = name
    header = bool(columns) and any(name in ("zh", "en") for name in columns.values())
    if not header:
        columns = {}
    for language, wanted in (("zh", zh), ("en", en)):
        if wanted:
            place = _place_of(wanted, rows[0][1], path)
            header = header or not wanted.isdigit()
            columns = {at: name for at, name in columns.items() if name != language} | {place: language}
    for language in ("zh", "en"):
        if language not in columns.values():
            guessed = _guess(rows[1:] or rows, language, set(columns))
            if guessed is None:
                message = _("no {language} column found; say which with --{language} NAME or NUMBER")
                raise DuizhaoError(message.format(language=language), file=path, line=rows[0][0])
            columns[guessed] = language
    return columns, header


def _squeezed(heading: str) -> str:
    return "".join(character for character in heading.lower() if character.isalnum())


def _place_of(wanted: str, header: Sequence[str], path: str | Path) -> int:
    if wanted.isdigit() and 1 <= int(wanted) <= max(len(header), 1):
        return int(wanted) - 1
    for place, cell in enumerate(header):
        if cell.strip().lower() == wanted.lower():
            return place
    raise DuizhaoError(_("has no column {name!r}").format(name=wanted), file=path, line=1)


def _guess(rows: Sequence[tuple[int, Sequence[str]]], language: str, taken: set[int]) -> int | None:
    """Return the column most of whose cells are in a language's script."""
    sample = [row for _line, row in rows[:200]]
    best, best_share = None, 0.5
    for place in range(max(len(row) for row in sample)):
        cells = [row[place] for row in sample if place < len(row) and row[place].strip()]
        if place in taken or not cells:
            continue
        fits = [has_han(cell) if language == "zh" else _is_english(cell) for cell in cells]
        if sum(fits) / len(cells) > best_share:
            best, best_share = place, sum(fits) / len(cells)
    return best


def _is_english(cell: str) -> bool:
    return not has_han(cell) and any(character.isalpha() for character in cell)


def write_tsv(glossary: Glossary, stream: BinaryIO) -> list[str]:
    """Write a glossary as a table of duizhao, best first; return what it cannot say."""
    lines = ["\t".join(COLUMNS)]
    for concept in best_first(glossary):
        row = row_of(concept)
        lines.append("\t".join(_not_run(row[name]) for name in COLUMNS))
    stream.write(("\n".join(lines) + "\n").encode())
    return losses(glossary, keeps=_KEPT, term_keeps=_TERM_KEPT)


# a term's own part of speech is kept where all terms of a concept share it, as they nearly always do
_KEPT = ("domain", "definition", "note", "source", "date", "frequency", "documents", "score")
_TERM_KEPT = ("kind", "pos", "case")


def _not_run(cell: str) -> str:
    return "\\" + cell if cell.startswith(_RUN) else cell


def best_first(glossary: Glossary) -> list[Concept]:
    """Return the concepts with the best score first, those without a score in their order after them."""
    return sorted(glossary, key=lambda concept: -concept.score)


def write_csv(glossary: Glossary, stream: BinaryIO) -> list[str]:
    """Write a glossary as CSV with the columns of the table; cells that a spreadsheet would run are text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for concept in best_first(glossary):
        row = row_of(concept)
        writer.writerow([as_text(_unescaped(name, row[name])) for name in COLUMNS])
    stream.write(b"\xef\xbb\xbf" + text.getvalue().encode())
    return losses(glossary, keeps=_KEPT, term_keeps=_TERM_KEPT)


def _unescaped(name: str, cell: str) -> str:
    """Return a cell as people write it: CSV quotes what TSV has to escape."""
    return cell if name in LISTS else unescape(cell)


def as_text(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return "'" + cell if _GUARDED.match(cell) else cell
