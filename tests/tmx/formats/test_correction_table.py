import pytest
from duizhao.align.bitext import Bitext, Pair
from duizhao.align.corrections.applying import Rejected, Row
from duizhao.errors import DuizhaoError
from duizhao.tmx.formats.correction_table import read_rows, write_rejects
from duizhao.tmx.formats.table_files import named_rows
from duizhao.tmx.formats.tsv import write_tsv
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
    assert row == Row(2, "p1.1", "本报告概述有关活动。", "The report.", True)


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
    rejected = [Rejected(Row(7, "p3.1", "中文\t甲", "English", note="see below"), "its English is not in the document")]
    assert write_rejects(rejected, path) == 1
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
