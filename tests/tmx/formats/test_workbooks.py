import contextlib
import datetime
import io
import zipfile

import openpyxl
import pytest
from duizhao.errors import DuizhaoError
from duizhao.tmx.formats import workbooks
from duizhao.tmx.formats.table_files import named_rows, open_table
from duizhao.tmx.formats.workbooks import cell_text, fits_cell
from hypothesis import given, settings
from hypothesis import strategies as st


def saved(*sheets, change=lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rows_of(data, **options):
    return list(open_table(data, name="m.xlsx", **options).rows)


def test_numbers_dates_and_truths_are_as_a_cell_shows_them():
    row = [5.0, 0.1 + 0.2, 12, True, datetime.datetime(2021, 6, 30), datetime.datetime(2021, 6, 30, 9, 5), None, "x"]
    [(number, cells)] = rows_of(saved([row]))
    assert number == 1
    assert cells == ["5", "0.3", "12", "TRUE", "2021-06-30", "2021-06-30 09:05:00", "", "x"]


def test_merged_cells_hold_their_value_in_every_row():
    def merge(book):
        book.worksheets[0].merge_cells("A2:A4")
        book.worksheets[0].merge_cells("B3:C3")

    rows = [["zh", "en"], ["缔约国", "State party"], [None, "State Party"], [None, "party"], ["条约", "treaty"]]
    table = open_table(saved(rows, change=merge), name="m.xlsx")
    assert [cells[0] for _number, cells in table.rows] == ["zh", "缔约国", "缔约国", "缔约国", "条约"]
    assert any("2 merged" in line for line in table.warnings)


@pytest.mark.parametrize("formulas", [True, False])
def test_a_formula_without_a_result_stands_or_is_named(formulas):
    table = open_table(saved([["zh", "en"], ["人权", "=A1&A2"]]), name="m.xlsx", formulas=formulas)
    assert list(table.rows)[1] == (2, ["人权", "=A1&A2" if formulas else ""])
    assert [line for line in table.warnings if "B2" in line] == table.warnings
    assert bool(table.warnings) != formulas


def test_the_sheet_with_the_columns_is_read_and_those_after_it_with_the_same_header():
    head = ["id", "zh", "en"]
    data = saved([["notes"]], [head, [1, "一", "one"]], [["how to", "correct"]], [head, [2, "二", "two"]])
    assert [(row.number, row.cells["en"]) for row in named_rows(data, name="m.xlsx")] == [(2, "one"), (2, "two")]
    with pytest.raises(DuizhaoError, match="lacks the columns zh, en"):
        list(named_rows(saved([["notes"]], [["more"]]), name="m.xlsx"))


def test_a_sheet_that_claims_to_be_one_cell_large_is_read_whole():
    data = saved([["zh", "en"], ["一", "one"]])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ref="A1:B2"', b'ref="A1"'))
    assert rows_of(stream.getvalue())[1] == (2, ["一", "one"])


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(monkeypatch):
    monkeypatch.setattr(workbooks, "_MOST_UNPACKED", 1000)
    monkeypatch.setattr(openpyxl, "load_workbook", lambda *_a, **_k: pytest.fail("opened"))
    with pytest.raises(DuizhaoError, match="unpacks to more than"):
        rows_of(saved_before)


saved_before = saved([["zh", "en"], ["一", "one"]])


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_damaged_workbooks_are_one_clear_error_or_rows(data):
    at = data.draw(st.integers(0, len(saved_before) - 1))
    byte = data.draw(st.integers(0, 255))
    damaged = saved_before[:at] + bytes([byte]) + saved_before[at + 1 :]
    for broken in (damaged, saved_before[:at]):
        with contextlib.suppress(DuizhaoError):
            rows_of(broken)


def test_a_part_that_is_no_xml_is_one_clear_error():
    for member in zipfile.ZipFile(io.BytesIO(saved_before)).namelist():
        for text in (b"", b"<a>", b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"):
            stream = io.BytesIO()
            with zipfile.ZipFile(io.BytesIO(saved_before)) as old, zipfile.ZipFile(stream, "w") as new:
                for name in old.namelist():
                    new.writestr(name, text if name == member else old.read(name))
            with contextlib.suppress(DuizhaoError):
                rows_of(stream.getvalue())


def test_what_a_cell_can_hold():
    assert cell_text("a\tb\nc\x00\ud800d") == "a b\nc  d"
    assert fits_cell("字" * 32_767)
    assert not fits_cell("字" * 32_768)
    assert not fits_cell("\U00020000" * 16_384)
