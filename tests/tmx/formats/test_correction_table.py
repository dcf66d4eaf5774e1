import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from duizhao.align.bitext import Bitext, Pair
from duizhao.align.corrections.applying import CorrectedRow, RejectedRow, apply_corrections
from duizhao.errors import DuizhaoError
from duizhao.tmx.formats.bitext_files import write_tsv
from duizhao.tmx.formats.correction_table import is_untouched, read_rows, render_sheet, write_rejects, write_sheet
from duizhao.tmx.formats.table_files import named_rows, open_table
from hypothesis import given, settings
from hypothesis import strategies as st

HEADER = "id\tkind\tlabel\tzh\ten\tconfidence\tstatus\tnote\n"


def table(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "rows.tsv"
    path.write_bytes(text.encode(encoding))
    return path


def test_rows_of_our_own_table(tmp_path):
    pairs = (
        Pair("p1.1", "paragraph", "1", "本报告。", "The report.", 0.9, "number"),
        Pair("p1.2", "paragraph", "1", "没有译文。", "", 0.0),
        Pair("p2.1", "paragraph", "2", "“好。”", '"Good," he said.', 1.0, "", "seen", confirmed=True),
    )
    path = tmp_path / "out.tsv"
    write_tsv(Bitext(pairs), path)
    rows = read_rows(path)
    assert [(row.number, row.id, row.zh, row.en) for row in rows] == [
        (n, p.id, p.zh, p.en) for n, p in enumerate(pairs, 2)
    ]
    assert [row.confirmed for row in rows] == [False, False, True]
    assert [row.note for row in rows] == ["", "", "seen"]
    assert not any(row.as_written for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends_of_spreadsheets(tmp_path, encoding, end):
    text = HEADER + "p1.1\tparagraph\t1\t本报告概述有关活动。\tThe report.\t0.9\t已确认\t\n"
    (row,) = read_rows(table(tmp_path, text.replace("\n", end), encoding))
    assert row == CorrectedRow(2, "p1.1", "本报告概述有关活动。", "The report.", True)


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        ('a\t"Yes, sir."\nb\tNo, sir.\n', ['"Yes, sir."', "No, sir."]),  # ours: a quotation
        ('a\t"""Yes, sir."""\nb\t"No, sir."\n', ['"Yes, sir."', "No, sir."]),  # a spreadsheet's
        ('a\t"One, two."\nb\t"No, sir."\n', ["One, two.", "No, sir."]),  # a spreadsheet's: all with a comma
        ('a\t"All right," he said.\nb\tThen: "no".\n', ['"All right," he said.', 'Then: "no".']),
        ('a\t"two\nlines"\nb\tone\n', ["two\nlines", "one"]),
    ],
)
def test_quotation_marks_of_spreadsheets_and_of_texts(tmp_path, rows, texts):
    assert [row.get("en") for row in named_rows(table(tmp_path, "zh\ten\n" + rows))] == texts


def test_row_numbers_are_lines_also_after_a_cell_of_two_lines(tmp_path):
    rows = named_rows(table(tmp_path, 'zh\ten\na\t"two\nlines"\n\nb\tone\n'))
    assert [row.number for row in rows] == [2, 5]


def test_a_header_may_be_in_another_order_and_have_more(tmp_path):
    text = "paragraph\tzh_ids\ten_ids\tzh\ten\n1\t1\t1\t本报告。\tThe report.\n"
    (row,) = named_rows(table(tmp_path, text))
    assert (row.get("zh"), row.get("en"), row.get("paragraph"), row.get("id")) == ("本报告。", "The report.", "1", "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id\ttext\n1\t2\n", r"rows\.tsv:1: the first row lacks the columns zh, en"),
        ("zh\ten\na\tb\n一\t二\t三\n", r"rows\.tsv:3: 3 cells"),
        ("", "is empty"),
    ],
)
def test_bad_tables_are_one_clear_error(tmp_path, text, says):
    with pytest.raises(DuizhaoError, match=says):
        read_rows(table(tmp_path, text))


def test_rejects_keep_everything_of_the_rows(tmp_path):
    path = tmp_path / "out.rejects.tsv"
    rejected = [
        RejectedRow(
            CorrectedRow(7, "p3.1", "中文\t甲", "English", note="see below"), "its English is not in the document"
        )
    ]
    write_rejects(rejected, path)
    assert path.read_text(encoding="utf-8").splitlines() == [
        "row\treason\tid\tzh\ten\tnote",
        "7\tits English is not in the document\tp3.1\t中文 甲\tEnglish\tsee below",
    ]
    assert [(row.id, row.zh) for row in read_rows(path)] == [("p3.1", "中文 甲")]


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff"), max_size=20
)


@settings(deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=6))
def test_any_text_but_lone_quoted_cells_comes_back(tmp_path_factory, texts):
    texts = [(a.strip(), b.strip()) for a, b in texts if not (a + b).count('"')]
    path = tmp_path_factory.mktemp("rows") / "out.tsv"
    pairs = tuple(Pair(f"p{n}", "paragraph", "", a, b, 0.5) for n, (a, b) in enumerate(texts))
    write_tsv(Bitext(pairs), path)
    assert [(row.zh, row.en) for row in read_rows(path)] == texts


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
