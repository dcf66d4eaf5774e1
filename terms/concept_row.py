"""The glossary as a tab-separated table, one concept a row: the shipped glossary's format.

Cells: variants are separated by ``|``; a leading ``!`` marks a forbidden form, ``~`` a deprecated one. A backslash
escapes: ``\\t``, ``\\n``, ``\\|``, ``\\!``, ``\\~``, ``\\#``, ``\\\\``. Columns are found by their names in
the first row.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..errors import DuizhaoError
from ..i18n import _
from ..language import Language
from ..language.script import has_han
from ..tmx.formats.table_files import Row
from .glossary import Concept, Term, TermKind, TermStatus, concept_id, rank

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
_MARKS: dict[str, TermStatus] = {"!": "forbidden", "~": "deprecated"}
_SIGNS = {status: mark for mark, status in _MARKS.items()}
_UNESCAPED = {"t": "\t", "n": "\n", "r": "\r"}
_SPLIT = re.compile(r"((?:[^|\\]|\\.)*)(?:\||$)", re.DOTALL)


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
    concept = Concept(
        terms=tuple(terms.values()),
        status="candidate" if word == "candidate" else "approved",
        frequency=int(_number(row, "frequency")),
        documents=int(_number(row, "documents")),
        score=_number(row, "score"),
        **texts,
    )
    return concept if concept.id else replace(concept, id=concept_id(concept.text("zh"), concept.text("en")))


_TEXT_COLUMNS = ("domain", "definition", "note", "source", "date", "id")
# the language of an acronym is that of its script
_TERM_COLUMNS: tuple[tuple[str, Language | None, TermKind], ...] = (
    ("zh", "zh", ""),
    ("zh_variants", "zh", "variant"),
    ("en", "en", ""),
    ("acronym", None, "acronym"),
    ("en_variants", "en", "variant"),
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
