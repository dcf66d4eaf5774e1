import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from duizhao.align.bitext import Bitext, Pair
from duizhao.align.corrections.applying import apply_corrections
from duizhao.errors import DuizhaoError
from duizhao.tmx.formats.correction_sheet import is_untouched, render_sheet, write_sheet
from duizhao.tmx.formats.correction_table import read_rows
from duizhao.tmx.formats.table_files import named_rows, open_table
from hypothesis import given, settings
from hypothesis import strategies as st

PAIRS = (
    Pair("h:I", "heading", "一", "导言", "Introduction", 0.99, "number"),
    Pair("p1.1", "paragraph", "1", "=SUM(1,2) 本报告。", "=HYPERLINK(1) The report.", 0.9, "number"),
    Pair("p1.2", "paragraph", "1", "+它载有12项建议。", "@It has 12 recommendations.", 0.2, "number"),
    Pair("p2.1", "paragraph", "2", "没有译文的一句。", "", 0.0),
    Pair("p3.1", "paragraph", "3", "已经看过。", "Already seen.", 1.0, "", confirmed=True),
)
BITEXT = Bitext(PAIRS, title="Report")


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "out.xlsx"
    write_sheet(BITEXT, path)
    return path


def edit(path, change):
    """Change a sheet as a spreadsheet program would, and save it."""
    book = openpyxl.load_workbook(path)
    change(book.worksheets[0])
    book.save(path)


def test_the_sheet_comes_back_as_it_went_out(sheet):
    rows = read_rows(sheet)
    assert [(row.id, row.zh, row.en) for row in rows] == [(p.id, p.zh, p.en) for p in PAIRS]
    assert [row.number for row in rows] == [2, 3, 4, 5, 6]
    assert [row.confirmed for row in rows] == [False, False, False, False, True]
    assert all(row.as_written for row in rows)
    assert apply_corrections(BITEXT, rows) == (BITEXT, ())


def test_texts_never_become_formulas(sheet):
    book = openpyxl.load_workbook(sheet)
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n"}
    assert book.worksheets[0]["D3"].value == "=SUM(1,2) 本报告。"


def test_the_sheet_is_made_for_work(sheet):
    first, guide = openpyxl.load_workbook(sheet).worksheets
    assert first.freeze_panes == "A2"
    assert first.auto_filter.ref == "A1:H6"
    assert first.column_dimensions["I"].hidden
    assert first["D3"].alignment.wrap_text
    assert first["D4"].fill.fgColor.rgb != first["D3"].fill.fgColor.rgb  # to check
    assert first["D5"].fill.fgColor.rgb not in (first["D3"].fill.fgColor.rgb, first["D4"].fill.fgColor.rgb)
    assert first["A3"].fill.fgColor.rgb != first["D3"].fill.fgColor.rgb  # ids look locked
    texts = [cell.value for row in guide.iter_rows() for cell in row]
    assert "How to correct" in texts
    assert any("剪切" in text for text in texts)
    assert all(len(row) == 2 for row in guide.iter_rows())


def test_the_same_bitext_gives_the_same_bytes():
    assert render_sheet(BITEXT) == render_sheet(BITEXT)


def test_a_sheet_that_a_person_changed_is_known(sheet):
    assert is_untouched(sheet.read_bytes(), "x")
    edit(sheet, lambda first: None)
    assert is_untouched(sheet.read_bytes(), "x")  # saved again, nothing changed


@pytest.mark.parametrize(
    "cell", ["D3", "E4", "G4", "H3", "A9", "J2"], ids=["zh", "en", "confirmed", "note", "row", "column"]
)
def test_any_change_of_a_person_is_known(sheet, cell):
    edit(sheet, lambda first: first.__setitem__(cell, "x"))
    assert not is_untouched(sheet.read_bytes(), "x")


@pytest.mark.parametrize("mark", ["x", "X", "ok", "✓", "√", "yes", 1, "是"])
def test_a_mark_confirms_a_row(sheet, mark):
    edit(sheet, lambda first: first.__setitem__("G3", mark))
    assert [row.confirmed for row in read_rows(sheet)] == [False, True, False, False, True]


@pytest.mark.parametrize("mark", ["no", "否", 0, "-", None])
def test_other_marks_do_not(sheet, mark):
    edit(sheet, lambda first: first.__setitem__("G3", mark))
    assert not read_rows(sheet)[1].confirmed


def test_a_corrected_sheet_is_applied(sheet):
    def merge(first):
        first["D3"] = first["D3"].value + first["D4"].value
        first["E3"] = first["E3"].value + "\n" + first["E4"].value
        first.delete_rows(4)

    edit(sheet, merge)
    made, rejected = apply_corrections(BITEXT, read_rows(sheet))
    assert not rejected
    assert [(p.id, p.status) for p in made] == [
        ("h:I", "aligned"),
        ("p1.1", "confirmed"),
        ("p2.1", "unaligned"),
        ("p3.1", "confirmed"),
    ]
    assert made.pairs[1].zh == PAIRS[1].zh + PAIRS[2].zh


def test_a_formula_of_the_translator_counts_by_its_result(tmp_path):
    path = tmp_path / "joined.xlsx"
    book = xlsxwriter.Workbook(path)
    first = book.add_worksheet()
    first.write_row(0, 0, ["zh", "en"])
    first.write_formula(1, 0, "=A3&A4", None, "本报告。")
    first.write_string(1, 1, "The report.")
    book.close()
    assert [(row.zh, row.en) for row in read_rows(path)] == [("本报告。", "The report.")]


def test_columns_may_stand_in_another_order_and_on_another_sheet(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "notes of mine"
    second = book.create_sheet()
    second.append(["EN", "label", "ZH"])
    second.append(["The report.", 5.0, "本报告。"])
    path = tmp_path / "own.xlsx"
    book.save(path)
    (row,) = named_rows(path)
    assert (row.get("zh"), row.get("en"), row.get("label")) == ("本报告。", "The report.", "5")


def test_a_text_longer_than_a_cell_is_refused_before_anything_is_written(tmp_path):
    path = tmp_path / "long.xlsx"
    with pytest.raises(DuizhaoError, match=r"p1\.1 is longer than the cell"):
        write_sheet(Bitext((Pair("p1.1", "paragraph", "1", "字" * 32_768, "x", 0.5),)), path)
    assert not path.exists()


@pytest.mark.parametrize("data", [b"PK\3\4 broken", b"PK\5\6" + bytes(18)], ids=["broken", "empty zip"])
def test_what_is_no_spreadsheet_is_one_clear_error(tmp_path, data):
    path = tmp_path / "bad.xlsx"
    path.write_bytes(data)
    with pytest.raises(DuizhaoError, match=r"bad\.xlsx"):
        read_rows(path)


def test_a_zip_of_something_else(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(DuizhaoError, match=r"cannot be read as an XLSX workbook; save it again as \.xlsx"):
        list(open_table(out.getvalue(), name="bad.xlsx").rows)


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\ufffe", "\ud800", "\r", "\x85"])
def test_characters_that_no_sheet_can_hold_become_spaces(char):
    data = render_sheet(Bitext((Pair("p1", "paragraph", "", f"前{char}后", "x", 0.9),)))
    assert [cells[3] for _number, cells in open_table(data, columns=("zh", "en")).rows][1] == "前 后"
    assert is_untouched(data, "x")


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=5))
def test_any_text_survives(texts):
    clean = [tuple("".join(c for c in text if c.isprintable()).strip() for text in pair) for pair in texts]
    pairs = tuple(Pair(f"p{n}", "paragraph", "", zh, en, 0.9) for n, (zh, en) in enumerate(clean) if zh or en)
    rows = [row for row in open_table(render_sheet(Bitext(pairs))).rows if any(row[1])][1:]
    assert [(cells[3].strip(), cells[4].strip()) for _number, cells in rows] == [(p.zh, p.en) for p in pairs]
