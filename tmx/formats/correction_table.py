"""The table that a translator corrects: a Bitext out as ``.xlsx``, and its rows back in, from any table.

All text is written as text, never as a formula. A hidden column keeps what each row was when it was written, so that
a row that nobody touched is known from one that was corrected.
"""

import hashlib
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ...align.bitext import LOW, Bitext, Pair
from ...align.corrections.applying import CorrectedRow, RejectedRow
from ...errors import DuizhaoError
from ...files import atomic_write
from ...i18n import _
from ...language.comparison_keys import without_spaces
from .table_files import TableRow, named_rows, open_table, write_tsv_rows
from .workbooks import MOST_ROWS, cell_text, fits_cell, new_workbook

MARK = "✓"
_LAYOUT = (  # name, what it is in Chinese, width in characters
    ("id", "编号", 11),
    ("kind", "类别", 10),
    ("label", "段号", 8),
    ("zh", "中文", 58),
    ("en", "英文", 76),
    ("confidence", "可信度", 11),
    ("confirmed", "已确认", 11),
    ("note", "备注", 30),
    ("written", "原样", 4),
)
_TINTS = {"sure": "#E6F4E6", "alone": "#FCE4D0", "low": "#FFF6CC", "": "#FFFFFF"}
_COLUMNS = tuple(name for name, _title, _width in _LAYOUT)
_EDITABLE = frozenset({"zh", "en", "confirmed", "note"})
_NO = frozenset({"", "0", "-", "no", "n", "false", "否", "不", "✗", "✘", "×"})
_CONFIRMED = frozenset({"confirmed", "已确认", "确认"})
_GUIDE = (
    ("怎样修改", "How to correct"),
    (
        "每行是一个句对：中文和英文放在同一行。只改“zh”和“en”两栏；“note”栏可写备注。",
        "Each row is a pair of Chinese and English. Change the columns zh and en only; note is free for remarks.",
    ),
    (
        "句子放错了行：剪切，粘贴到应在的行。一格里可以有几句。",
        "A sentence is in the wrong row: cut it and paste it into the right one. A cell may hold several sentences.",
    ),
    (
        "合并两行：把下一行的文字移到上一行，再删去空行。",
        "Merge two rows: move the texts of the second into the first, then delete the empty row.",
    ),
    (
        "拆分一行：插入新行，把一部分文字移到新行；新行的编号留空。",
        "Split a row: insert a row and move part of the texts into it; leave its id empty.",
    ),
    (
        "某句没有译文：把它单独放在一行，另一栏留空。",
        "A sentence has no counterpart: leave it alone in its row, the other cell empty.",
    ),
    ("错字可以直接改。", "Slips in the text may be mended in place."),
    (
        "某行正确，不用改：在“confirmed”栏填 ✓、x 或 ok。改过的行自动算作已确认。",
        "A row is right as it is: put ✓, x or ok into the column confirmed. Rows that you change count as confirmed.",
    ),
    (
        "颜色：黄色是可信度低的，橙色是没有对应文字的，绿色是已确认的。",
        "Colours: yellow is a pair to check, orange has no counterpart, green is confirmed.",
    ),
    (
        "删去一行不会丢失文字：没有哪一行用到的句子，下次仍会出现。",
        "Deleting a row loses nothing: sentences that no row takes come back the next time.",
    ),
    (
        "改完保存，然后运行：",
        "Save the file, then run:",
    ),
    (
        "duizhao align ZH EN -o OUT.xlsx -o OUT.tmx --corrections FILE.xlsx",
        "duizhao align ZH EN -o OUT.xlsx -o OUT.tmx --corrections FILE.xlsx",
    ),
)


def write_sheet(bitext: Bitext, path: str | Path) -> None:
    """Write the sheet, with a second one that explains in Chinese and English how to correct.

    Raises:
        DuizhaoError: A text or the number of rows is more than a spreadsheet takes, or the file cannot be written.
    """
    _check_size(bitext, path)
    with atomic_write(path) as stream:
        stream.write(render_sheet(bitext))


def render_sheet(bitext: Bitext) -> bytes:
    """Return the sheet as the bytes of an ``.xlsx`` file; the same bitext gives the same bytes."""
    out = io.BytesIO()
    book = new_workbook(out, bitext.title or bitext.symbol)
    _write_pairs(book, bitext)
    _write_guide(book)
    book.close()
    return out.getvalue()


def is_untouched(data: bytes, name: str) -> bool:
    """Tell whether a sheet is as this program wrote it: nobody changed, added or marked a row.

    Raises:
        DuizhaoError: It is no readable spreadsheet.
    """
    width = len(_LAYOUT)
    for number, cells in open_table(data, name=name, columns=("zh", "en")).rows:
        marks = cells[width - 1].partition(".")[2] if len(cells) >= width else ""
        if number > 1 and any(cells) and (any(cells[width:]) or marks != _mark(_marked(cells))):
            return False
    return True


def _marked(cells: list[str]) -> list[str]:
    """Return the cells that a mark covers: all but the confidence, which spreadsheets may round, and the mark."""
    return [text for (name, _title, _width), text in zip(_LAYOUT[:-1], cells, strict=False) if name != "confidence"]


def _check_size(bitext: Bitext, path: str | Path) -> None:
    if len(bitext) > MOST_ROWS:
        raise DuizhaoError(_("has more rows than a spreadsheet takes; write .tsv"), file=path)
    for pair in bitext:
        if not (fits_cell(pair.zh) and fits_cell(pair.en)):
            raise DuizhaoError(
                _("pair {id} is longer than the cell of a spreadsheet; write .tsv").format(id=pair.id), file=path
            )


def _write_pairs(book: Any, bitext: Bitext) -> None:
    sheet = book.add_worksheet("对照 pairs")
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#1F3A5F", "font_color": "#FFFFFF"}
    )
    formats = _formats(book)
    for at, (name, title, width) in enumerate(_LAYOUT):
        sheet.set_column(at, at, width, None, {"hidden": True} if name == "written" else {})
        sheet.write_string(0, at, f"{name}\n{title}", head)
    sheet.set_row(0, 32)
    for number, pair in enumerate(bitext, 1):
        _write_row(sheet, number, pair, formats)
    sheet.freeze_panes(1, 0)
    last = max(1, len(bitext))
    sheet.autofilter(0, 0, last, len(_LAYOUT) - 2)
    marks = next(at for at, column in enumerate(_LAYOUT) if column[0] == "confirmed")
    sheet.data_validation(
        1, marks, last, marks, {"validate": "list", "source": [MARK], "ignore_blank": True, "error_type": "information"}
    )
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_row(sheet: Any, number: int, pair: Pair, formats: dict[tuple[str, str], Any]) -> None:
    confirmed = MARK if pair.confirmed else ""
    texts = (pair.id, pair.kind, pair.label, pair.zh, pair.en, "", confirmed, pair.note)
    values = [cell_text(text) for text in texts]
    mark = f"{_mark(values[3:5])}.{_mark(_marked(values))}"
    tint = "sure" if confirmed else "alone" if not pair.matched else "low" if pair.confidence < LOW else ""
    for at, (name, _title, _width) in enumerate(_LAYOUT):
        style = formats[tint, name]
        if name == "confidence":
            sheet.write_number(number, at, round(pair.confidence, 3), style)
        else:
            sheet.write_string(number, at, mark if name == "written" else values[at], style)


def _formats(book: Any) -> dict[tuple[str, str], Any]:
    """Return the cell formats by tint and column; columns that are not to be changed look grey."""
    common = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D9D9D9"}
    formats = {}
    for tint, colour in _TINTS.items():
        for name in _COLUMNS:
            open_ = {"bg_color": colour, "num_format": "@"}
            look = open_ if name in _EDITABLE else {"bg_color": "#EFEFEF", "font_color": "#767676"}
            number = {"num_format": "0.000"} if name == "confidence" else {}
            formats[tint, name] = book.add_format(common | look | number)
    return formats


def _write_guide(book: Any) -> None:
    sheet = book.add_worksheet("说明 How to")
    bold = book.add_format({"bold": True, "font_size": 14, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 1, 70)
    for number, texts in enumerate(_GUIDE):
        for at, text in enumerate(texts):
            sheet.write_string(number, at, text, plain if number else bold)


def _mark(cells: Iterable[str]) -> str:
    """Return what cells hash to, white space aside: tells whether a person has changed them."""
    texts = "\t".join(map(without_spaces, cells))
    return hashlib.blake2b(texts.encode("utf-8", "replace"), digest_size=6).hexdigest()


def read_rows(path: str | Path) -> list[CorrectedRow]:
    """Read a corrected table.

    A row is marked as confirmed by anything like ``x``, ``ok`` or ``✓`` in a column ``confirmed``, or by the word
    ``confirmed`` in the column ``status``.

    Raises:
        DuizhaoError: The file cannot be read, or its first row has no columns ``zh`` and ``en``.
    """
    return [_row(found) for found in named_rows(path, columns=(*_COLUMNS, "status"))]


def _row(found: TableRow) -> CorrectedRow:
    """Return a table's row as a row of corrections."""
    marked = found.get("confirmed").lower() not in _NO or found.get("status").lower() in _CONFIRMED
    zh, en = found.get("zh"), found.get("en")
    as_written = found.get("written").partition(".")[0] == _mark((zh, en))
    return CorrectedRow(found.number, found.get("id"), zh, en, marked, as_written, found.get("note"))


def write_rejects(rejected: Iterable[RejectedRow], path: str | Path) -> None:
    """Write the rows that could not be placed, with row number and reason.

    Raises:
        DuizhaoError: The file cannot be written.
    """
    rows = [("row", "reason", "id", "zh", "en", "note")]
    for item in rejected:
        row = item.row
        rows.append((str(row.number), item.reason, row.id, row.zh, row.en, row.note))
    with atomic_write(path) as stream:
        write_tsv_rows(rows, stream)
