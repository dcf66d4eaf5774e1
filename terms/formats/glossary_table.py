"""Tables of terms: TSV, CSV and XLSX of any origin in; TSV, CSV, XLSX and memoQ's CSV out.

A table of duizhao, as the shipped glossary is, has a concept a row; columns are found by their names in the first row.
Variants in a cell are separated by ``|``; a leading ``!`` marks a forbidden form, ``~`` a deprecated one. A backslash
escapes: ``\\t``, ``\\n``, ``\\|``, ``\\!``, ``\\~``, ``\\#``, ``\\\\``.

In any other table, the columns are guessed: by their headings, else by the script of their cells.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from ...errors import DuizhaoError
from ...i18n import _
from ...language import Language
from ...language.numerals import decimal_value
from ...language.script import has_han
from ...tmx.formats.table_files import Row, heading_column, open_table, tsv_line, write_csv_rows
from ..glossary import Concept, Glossary, Term, TermKind, TermStatus, losses, rank, with_id

# the order in which a table is written
COLUMNS = (
    "zh",
    "en",
    "status",
    "frequency",
    "score",
    "zh_variants",
    "en_variants",
    "acronym",
    "domain",
    "source",
    "note",
    "pos",
    "definition",
    "date",
    "documents",
    "case",
    "id",
)
_TEXT_COLUMNS = ("domain", "definition", "note", "source", "date", "id")
# the language of an acronym is that of its script
_TERM_COLUMNS: tuple[tuple[str, Language | None, TermKind], ...] = (
    ("zh", "zh", ""),
    ("zh_variants", "zh", "variant"),
    ("en", "en", ""),
    ("acronym", None, "acronym"),
    ("en_variants", "en", "variant"),
)
_MARKS: dict[str, TermStatus] = {"!": "forbidden", "~": "deprecated"}
_SIGNS = {status: mark for mark, status in _MARKS.items()}
_UNESCAPED = {"t": "\t", "n": "\n", "r": "\r"}
_SPLIT = re.compile(r"((?:[^|\\]|\\.)*)(?:\||$)", re.DOTALL)
# columns whose cells are lists of forms, with the table's marks
LISTS = ("zh", "en", "zh_variants", "en_variants", "acronym", "case")
# a term's own part of speech is kept where all terms of a concept share it, as they nearly always do
_KEPT = ("domain", "definition", "note", "source", "date", "frequency", "documents", "score")
_TERM_KEPT = ("kind", "pos", "case")
_WIDTHS = {"zh": 30, "en": 45, "zh_variants": 25, "en_variants": 35, "note": 40, "definition": 40}
_MEMOQ_COLUMNS = ("Chinese (PRC)", "English", "Definition", "Domain", "Note", "Source", "ID")


def read_table(path: str | Path, *, zh: str = "", en: str = "") -> Glossary:
    """Return the glossary of a TSV, CSV or XLSX file.

    Args:
        path: The file.
        zh: Heading or 1-based number of the Chinese column; guessed when empty.
        en: The same for English.

    Raises:
        DuizhaoError: It is no table, or no Chinese and English column can be found.
    """
    table = open_table(path, formulas=False)
    rows = list(table.rows)
    first = next((cells for _line, cells in rows if not cells[0].startswith("#")), [])
    own = {"zh", "en"} <= {cell.strip().lower() for cell in first} <= set(COLUMNS)
    if own and table.format == "tsv" and not (zh or en):
        return _of_table(table_concepts(rows, file=str(path)), path)
    warnings = [_("read as {encoding}").format(encoding=table.encoding)] if table.encoding != "utf-8" else []
    while len(rows) > 1 and sum(map(bool, rows[0][1])) == 1 and any(_names_both(row) for _line, row in rows[1:4]):
        reason = _("a title above the names of the columns")
        warnings.append(_("line {line}: left out: {reason}").format(line=rows.pop(0)[0], reason=reason))
    # a remark stands alone in its row; what has a rendering is a term
    rows = [(line, row) for line, row in rows if not (row[0].startswith("#") and not any(row[1:]))]
    return _glossary_of(rows, path, zh=zh, en=en, warnings=[*warnings, *table.warnings])


def _names_both(row: Sequence[str]) -> bool:
    return {"zh", "en"} <= set(map(heading_column, row))


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


def _glossary_of(rows: Sequence[Row], path: str | Path, *, zh: str, en: str, warnings: Sequence[str]) -> Glossary:
    """Return the glossary of a table's rows, given with their line numbers; rows that are no entries are named."""
    if not rows:
        raise DuizhaoError(_("has no rows"), file=path)
    columns, header = _columns(rows, path, zh, en)
    own = header and {"zh", "en"} <= {cell.strip() for cell in rows[0][1]} <= set(COLUMNS)
    notes = list(warnings)
    seen: dict[str, Concept] = {}
    for line, row in rows[1:] if header else rows:
        cells = {name: row[place].strip() for place, name in columns.items() if place < len(row)}
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


def _columns(rows: Sequence[Row], path: str | Path, zh: str, en: str) -> tuple[dict[int, str], bool]:
    """Return column number -> our column, and whether the first row is a header."""
    headings = [heading_column(cell) for cell in rows[0][1]]
    columns: dict[int, str] = {}
    for place, name in enumerate(headings):
        if name and name not in columns.values():
            columns[place] = name
    header = not {"zh", "en"}.isdisjoint(columns.values())
    if not header:
        columns = {}
    for language, wanted in (("zh", zh), ("en", en)):
        if wanted:
            place = _place_of(wanted, rows[0][1], path)
            header = header or decimal_value(wanted) is None
            columns = {at: name for at, name in columns.items() if name != language} | {place: language}
    for language in ("zh", "en"):
        if language not in columns.values():
            guessed = _guess(rows[1:] or rows, language, set(columns))
            if guessed is None:
                message = _("no {language} column found; say which with --{language}-column NAME or NUMBER")
                raise DuizhaoError(message.format(language=language), file=path, line=rows[0][0])
            columns[guessed] = language
    return columns, header


def _place_of(wanted: str, header: Sequence[str], path: str | Path) -> int:
    number = decimal_value(wanted) or 0
    if 1 <= number <= max(len(header), 1):
        return number - 1
    for place, cell in enumerate(header):
        if cell.strip().lower() == wanted.lower():
            return place
    raise DuizhaoError(_("has no column {name!r}").format(name=wanted), file=path, line=1)


def _guess(rows: Sequence[Row], language: str, taken: set[int]) -> int | None:
    """Return the column most of whose cells are in a language's script."""
    sample = [row for _line, row in rows[:200]]
    best, best_share = None, 0.5
    for place in range(max(len(row) for row in sample)):
        cells = [row[place] for row in sample if place < len(row) and row[place].strip()]
        if place in taken or not cells:
            continue
        fits = [
            has_han(cell) if language == "zh" else not has_han(cell) and any(map(str.isalpha, cell)) for cell in cells
        ]
        if sum(fits) / len(cells) > best_share:
            best, best_share = place, sum(fits) / len(cells)
    return best


def write_tsv(glossary: Glossary, stream: BinaryIO) -> list[str]:
    """Write a glossary as a table of duizhao, best first; return what it cannot say."""
    rows = map(row_of, best_first(glossary))
    lines = [tsv_line(COLUMNS), *(tsv_line(row[name] for name in COLUMNS) for row in rows)]
    stream.write("".join(lines).encode())
    return losses(glossary, keeps=_KEPT, term_keeps=_TERM_KEPT)


def write_csv(glossary: Glossary, stream: BinaryIO) -> list[str]:
    """Write a glossary as CSV with the columns of the table."""
    write_csv_rows([COLUMNS, *map(_plain_row, best_first(glossary))], stream)
    return losses(glossary, keeps=_KEPT, term_keeps=_TERM_KEPT)


def write_xlsx(glossary: Glossary, stream: BinaryIO) -> list[str]:
    """Write a glossary as a workbook, all cells as text; return what it cannot say.

    Raises:
        DuizhaoError: There are more rows, or longer texts, than a sheet can hold.
    """
    from ...tmx.formats.workbooks import LONGEST_CELL, MOST_ROWS, cell_text, fits_cell, new_workbook

    concepts = best_first(glossary)
    if len(concepts) > MOST_ROWS:
        raise DuizhaoError(_("more concepts than a sheet has rows; write .tsv"))
    book = new_workbook(stream)
    sheet = book.add_worksheet("glossary")
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for place, name in enumerate(COLUMNS):
        sheet.set_column(place, place, _WIDTHS.get(name, 14), wrap)
        sheet.write_string(0, place, name, bold)
    for line, concept in enumerate(concepts, 1):
        for place, text in enumerate(_plain_row(concept)):
            if not fits_cell(text):
                message = _("{zh}: a text of more than {n} characters: too long for a cell; write .tsv")
                raise DuizhaoError(message.format(zh=concept.text("zh"), n=LONGEST_CELL))
            if text:
                sheet.write_string(line, place, cell_text(text))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(concepts)), len(COLUMNS) - 1)
    book.close()
    return losses(glossary, keeps=_KEPT, term_keeps=_TERM_KEPT)


def _plain_row(concept: Concept) -> list[str]:
    """Return a concept's cells as people write them: CSV and XLSX hold the line ends that TSV has to escape."""
    row = row_of(concept)
    return [row[name] if name in LISTS else unescape(row[name]) for name in COLUMNS]


def write_memoq(glossary: Glossary, stream: BinaryIO) -> list[str]:
    """Write a glossary for memoQ's import: a row an entry, synonyms in one cell; return what it cannot say."""
    rows: list[Sequence[str]] = [_MEMOQ_COLUMNS]
    for concept in glossary:
        cells = ["|".join(term.text for term in concept.renderings(language)) for language in ("zh", "en")]
        if cells[0] or cells[1]:
            rows.append([*cells, concept.definition, concept.domain, concept.note, concept.source, concept.id])
    write_csv_rows(rows, stream)
    lost = losses(glossary, keeps=("definition", "domain", "note", "source"), candidates=False)
    avoided = sum(not term.usable for concept in glossary for term in concept.terms)
    return lost + ([_("deprecated and forbidden terms: left out, {count}").format(count=avoided)] if avoided else [])


def best_first(glossary: Glossary) -> list[Concept]:
    """Return the concepts with the best score first, those without a score in their order after them."""
    return sorted(glossary, key=lambda concept: -concept.score)


def table_concepts(rows: Iterable[Row], *, file: str = "") -> Iterator[Concept]:
    """Yield the concepts of a table with a header row; rows that begin with ``#`` are remarks.

    Raises:
        DuizhaoError: No header with ``zh`` and ``en``, a row of the wrong length, a row without terms.
    """
    header: list[str] = []
    for number, cells in rows:
        if cells[0].startswith("#"):
            continue
        if not header:
            header = _header(cells, file, number)
            continue
        if any(cells[len(header) :]):
            message = _("{n} cells where the header has {m}; take out tabs inside the text")
            raise DuizhaoError(message.format(n=len(cells), m=len(header)), file=file or None, line=number)
        try:
            yield concept_of(dict(zip(header, cells, strict=False)))
        except ValueError as error:
            raise DuizhaoError(str(error), file=file or None, line=number) from error


def _header(cells: Sequence[str], file: str, line: int) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    if "zh" not in header or "en" not in header:
        message = _(
            "the first row has no columns named zh and en; name them, or name others with --zh-column and --en-column"
        )
        raise DuizhaoError(message, file=file or None, line=line)
    return header


def concept_of(row: Mapping[str, str]) -> Concept:
    """Return the concept of one row, given as column name -> cell.

    Raises:
        ValueError: The row has no term, or a number that is none.
    """
    pos, word = row.get("pos", "").strip(), row.get("status", "").strip().lower()
    status: TermStatus = word if word in ("accepted", "deprecated", "forbidden") else "preferred"  # type: ignore[assignment]
    case = {text for text, _status in _forms(row.get("case", ""))}
    terms: dict[tuple[str, str], Term] = {}
    for column, language, kind in _TERM_COLUMNS:
        for place, (text, mark) in enumerate(_forms(row.get(column, ""))):
            first = column in ("zh", "en") and place == 0
            own: Language = language or ("zh" if has_han(text) else "en")
            term = Term(text, own, mark or (status if first else "accepted"), kind, pos, text in case)
            terms.setdefault((own, text), term)
    if not terms:
        raise ValueError(_("a row without a term; fill in zh and en, or delete the row"))
    texts: dict[str, Any] = {name: unescape(row.get(name, "").strip()) for name in _TEXT_COLUMNS}
    return with_id(
        Concept(
            terms=tuple(terms.values()),
            status="candidate" if word == "candidate" else "approved",
            frequency=int(_number(row, "frequency")),
            documents=int(_number(row, "documents")),
            score=_number(row, "score"),
            **texts,
        )
    )


def _forms(cell: str) -> list[tuple[str, TermStatus | None]]:
    """Return a cell's forms, each with the status that its mark gives, None without a mark."""
    pieces = cell.split("|") if "\\" not in cell else [match.group(1) for match in _SPLIT.finditer(cell)]
    forms = []
    for piece in pieces:
        piece = piece.strip()
        status = _MARKS.get(piece[:1])
        text = unescape(piece[1:] if status else piece).strip()
        if text:
            forms.append((text, status))
    return forms


def _number(row: Mapping[str, str], name: str) -> float:
    cell = row.get(name, "").strip()
    try:
        value = float(cell or 0)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise ValueError(_("{name} is not a number: {cell!r}").format(name=name, cell=cell))
    return value


def row_of(concept: Concept) -> dict[str, str]:
    """Return a concept as column name -> cell; what only a term has (note, source, counts) finds no column."""
    acronyms = [term for term in concept.terms if term.kind == "acronym"]
    row = {
        "status": concept.status,
        "frequency": str(concept.frequency or ""),
        "score": f"{concept.score:.4f}".rstrip("0").rstrip(".") if concept.score else "",
        "acronym": _cell(acronyms),
        "pos": escape(next((term.pos for term in concept.terms if term.pos), "")),
        "documents": str(concept.documents or ""),
        "case": "|".join(_escape_form(term.text) for term in concept.terms if term.case),
        **{name: escape(getattr(concept, name)) for name in _TEXT_COLUMNS},
    }
    for language in ("zh", "en"):
        others = [t for t in concept.terms if t.language == language and t.kind != "acronym"]
        head = first_of(concept, language)
        row[language] = _cell([head]) if head else ""
        row[f"{language}_variants"] = _cell([t for t in others if t is not head])
    return row


def first_of(concept: Concept, language: str) -> Term | None:
    """Return the term that stands in the column ``language``: the best that is no acronym, else None."""
    named = [t for t in concept.terms if t.language == language and t.kind != "acronym"]
    return min(named, key=rank, default=None)


def _cell(terms: Sequence[Term]) -> str:
    return "|".join(_SIGNS.get(term.status, "") + _escape_form(term.text) for term in terms)


def _escape_form(text: str) -> str:
    escaped = escape(text).replace("|", "\\|")
    return "\\" + escaped if escaped[:1] in _MARKS or escaped[:1] == "#" else escaped


def escape(text: str) -> str:
    """Return ``text`` for a cell: backslash, tab and line ends escaped."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def unescape(cell: str) -> str:
    """Return the text of a cell."""
    if "\\" not in cell:
        return cell
    return re.sub(r"\\(.)", lambda match: _UNESCAPED.get(match.group(1), match.group(1)), cell, flags=re.DOTALL)
