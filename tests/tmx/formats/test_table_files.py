"""One reader of tables for all commands: any encoding, delimiter and quotation; nothing runs as a formula."""

import io
import tracemalloc
from pathlib import Path

import pytest
from duizhao.align.bitext import Bitext, Pair
from duizhao.errors import DuizhaoError
from duizhao.terms.formats.registry import read_glossary
from duizhao.tmx.evaluation_files import read_beads
from duizhao.tmx.formats.bitext_files import read_bitext, read_pairs, write_tsv
from duizhao.tmx.formats.correction_table import read_rows
from duizhao.tmx.formats.registry import ConversionOptions, read_any
from duizhao.tmx.formats.table_files import (
    guarded,
    named_rows,
    one_line,
    open_table,
    tsv_line,
    unguarded,
    write_csv_rows,
)
from duizhao.tmx.formats.workbooks import cell_text, new_workbook
from hypothesis import example, given, settings
from hypothesis import strategies as st

SIMPLIFIED = ("根据大会第48/141号决议，提交本报告。", "Report under resolution 48/141, “noted”.")
TRADITIONAL = ("根據大會第48/141號決議，提交本報告。", "Report under resolution 48/141.")
ENCODINGS = [
    ("utf-8", SIMPLIFIED),
    ("utf-8-sig", SIMPLIFIED),
    ("utf-16", SIMPLIFIED),
    ("utf-16-le", SIMPLIFIED),
    ("utf-16-be", SIMPLIFIED),
    ("gb18030", SIMPLIFIED),
    ("big5", TRADITIONAL),
]


def rows_of(data: bytes, **options) -> list[list[str]]:
    return [cells for _number, cells in open_table(data, **options).rows]


def units_of(path):
    return [(unit.zh, unit.en) for unit in read_any(path, ConversionOptions(), None)[1]]


READERS = {
    "corrections": lambda path: [(row.zh, row.en) for row in read_rows(path)],
    "qa": lambda path: [(pair.zh, pair.en) for pair in read_bitext(path)],
    "tmx": units_of,
    "terms": lambda path: [(concept.text("zh"), concept.text("en")) for concept in read_glossary(path)],
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("suffix", [".tsv", ".csv"])
@pytest.mark.parametrize(("encoding", "texts"), ENCODINGS, ids=[name for name, _texts in ENCODINGS])
def test_every_command_reads_every_encoding(tmp_path, reader, suffix, encoding, texts):
    # a sheet in UTF-16 or GB18030 was good for --corrections, and an error in qa
    path = tmp_path / f"m{suffix}"
    row = "\t".join(texts) if suffix == ".tsv" else ",".join(f'"{text}"' for text in texts)
    path.write_bytes(f"zh{chr(9) if suffix == '.tsv' else ','}en\r\n{row}\r\n".encode(encoding))
    assert READERS[reader](path) == [texts]


@pytest.mark.parametrize("reader", READERS)
def test_every_command_reads_workbooks(tmp_path, reader):
    path = tmp_path / "m.xlsx"
    with path.open("wb") as stream:
        book = new_workbook(stream)
        for number, row in enumerate([("zh", "en"), SIMPLIFIED]):
            book_sheet = book.worksheets()[0] if number else book.add_worksheet()
            book_sheet.write_row(number, 0, row)
        book.close()
    assert READERS[reader](path) == [SIMPLIFIED]


def test_gb18030_after_a_million_ascii_letters():
    data = ("zh\ten\n" + "\tall in English\n" * 80_000 + "缔约国\tState party\n").encode("gb18030")
    assert rows_of(data)[-1] == ["缔约国", "State party"]
    assert open_table(data).encoding == "gb18030"


@pytest.mark.parametrize("delimiter", "\t,;|")
def test_the_delimiter_is_found(delimiter):
    lines = f'# remarks, of any kind; here\nzh{delimiter}en\n一{delimiter}"one, and; a | bar"\n'
    assert rows_of(lines.encode())[1:] == [["zh", "en"], ["一", "one, and; a | bar"]]


def test_cells_of_several_lines_and_the_line_they_begin_on():
    data = 'zh,en\r\n"两\r\n行","two\nlines"\r\n\r\n,\r\n一,one\r\n'.encode()
    assert list(open_table(data).rows) == [(1, ["zh", "en"]), (2, ["两\r\n行", "two\nlines"]), (7, ["一", "one"])]


def test_headings_may_explain_themselves_and_keep_foreign_names():
    data = '"ZH\n中文"\tEN 英文\tLabel\tX-Client\n一\tone\t1\tUN\n'.encode()
    [row] = named_rows(data, columns=["label"])
    assert row.cells == {"zh": "一", "en": "one", "label": "1", "X-Client": "UN"}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old or encrypted workbook"),
        (b"PK\3\4 broken", "read as an XLSX workbook"),
        (b"a\tb\n\x80\xff\n", "m:2: is not text in UTF-8"),
        (b'zh,en\na,"b" c\n', "m:2: cannot be read as a table"),
        (b"zh,en\n" + b"x" * (1 << 25) + b",y\n", "m:2: cannot be read as a table"),
    ],
)
def test_what_is_no_table_is_one_line(data, says):
    with pytest.raises(DuizhaoError, match=says) as caught:
        rows_of(data, name="m")
    assert "\n" not in str(caught.value)


def test_memory_does_not_grow_with_the_table(tmp_path):
    path = tmp_path / "long.csv"
    with path.open("wb") as stream:
        write_csv_rows([("zh", "en"), *(SIMPLIFIED for _ in range(60_000))], stream)
    tracemalloc.start()
    assert sum(1 for _ in named_rows(path)) == 60_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000 < path.stat().st_size


ANY = st.text(max_size=20) | st.builds("{}{}".format, st.sampled_from("=+-@'\"\t\r\n,;|"), st.text(max_size=8))
EXAMPLES = [
    ("=1+1", "'=1"),
    ('"', '""'),
    ('"a, b', 'c"'),
    ("\r", "\n"),
    ("'", "''-"),
    ("+\t", "\t+"),
    ("_x0041_", "\\t"),
]


def with_examples(test):
    for pair in EXAMPLES:
        test = example(texts=[pair])(test)
    return test


def holdable(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\0", " ")


@with_examples
@settings(deadline=None)
@given(texts=st.lists(st.tuples(ANY, ANY), min_size=1, max_size=5))
def test_any_text_comes_back_from_csv_and_nothing_runs(texts):
    stream = io.BytesIO()
    write_csv_rows([("zh", "en"), *texts], stream)
    assert not any(line.startswith((b"=", b"+", b"-", b"@", b'"=', b'"+')) for line in stream.getvalue().split(b"\r\n"))
    back = rows_of(stream.getvalue())[1:]
    wanted = [[holdable(text) for text in row] for row in texts]
    assert back == [row for row in wanted if any(text.strip() for text in row)]


@with_examples
@settings(deadline=None)
@given(texts=st.lists(st.tuples(ANY, ANY), min_size=1, max_size=5))
def test_any_text_comes_back_from_tsv_its_breaks_as_spaces(texts):
    data = "".join(map(tsv_line, [("zh", "en"), *texts])).encode("utf-8", "replace")
    cells = [cell for line in data.decode().split("\n")[:-1] for cell in line.split("\t")]
    assert len(cells) == 2 * (len(texts) + 1)
    assert not any(cell.lstrip('"').startswith(("=", "+", "-", "@")) and not cell.startswith('""') for cell in cells)
    wanted = [[holdable(one_line(text)) for text in row] for row in texts]
    assert rows_of(data)[1:] == [row for row in wanted if any(text.strip() for text in row)]


@with_examples
@settings(deadline=None, max_examples=40)
@given(texts=st.lists(st.tuples(ANY, ANY), min_size=1, max_size=5))
@pytest.mark.parametrize("spill", [True, False])
def test_any_text_comes_back_from_workbooks_its_controls_as_spaces(spill, texts):
    stream = io.BytesIO()
    book = new_workbook(stream, spill=spill)
    sheet = book.add_worksheet()
    for number, row in enumerate([("zh", "en"), *texts]):
        for column, text in enumerate(row):
            sheet.write_string(number, column, cell_text(text))
    book.close()
    wanted = [[cell_text(text) for text in row] for row in texts]
    assert rows_of(stream.getvalue())[1:] == [row for row in wanted if any(text.strip() for text in row)]


@given(ANY)
def test_the_guard_comes_off_again(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_sentence_in_quotation_marks_alone_comes_back_with_them(tmp_path):
    # read as a spreadsheet's, the only quoted cell lost its marks
    path = tmp_path / "m.tsv"
    write_tsv(Bitext((Pair("p1", "paragraph", "", "“好，先生。”", '"Yes, sir."', 1.0),)), path)
    assert [pair.en for pair in read_pairs(path)] == ['"Yes, sir."']


@pytest.mark.parametrize("heading", ["中文,英文,注", "Chinese,English,注", "zh-CN,en-US,注", "中文,en,English"])
def test_the_languages_are_found_by_any_name(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{heading}\n决议,resolution,甲\n", encoding="utf-8")
    (row,) = named_rows(path)
    assert (row.get("zh"), row.get("en"), row.get(heading.split(",")[2])) == ("决议", "resolution", "甲")
    assert read_beads(path) == (None, [("决议", "resolution", "")])
    assert [(row.zh, row.en) for row in read_rows(path)] == [("决议", "resolution")]


def test_a_sheet_is_found_by_any_name_of_the_languages(tmp_path: Path) -> None:
    book = new_workbook((tmp_path / "a.xlsx").open("wb"))
    for cells in (["Guide"], ["中文", "English"]):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, cells)
        sheet.write_row(1, 0, ["决议", "resolution"])
    book.close()
    assert read_beads(tmp_path / "a.xlsx") == (None, [("决议", "resolution", "")])


def test_a_title_above_the_columns_is_no_term(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("Terms of the Council\t\n中文\tEnglish\n决议\tresolution\n", encoding="utf-8")
    glossary = read_glossary(path)
    assert [concept.text("zh") for concept in glossary] == ["决议"]
    assert glossary.warnings == ("line 1: left out: a title above the names of the columns",)


@pytest.mark.parametrize("suffix", ["tsv", "tmx", "xlf", "jsonl", "xlsx"])
def test_a_missing_file_is_told_in_one_way(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"none.{suffix}"
    with pytest.raises(DuizhaoError, match="no such file; check the name"):
        read_any(path, ConversionOptions(), None)
    with pytest.raises(DuizhaoError, match="no such file; check the name"):
        read_bitext(path)
    with pytest.raises(DuizhaoError, match="no such file; check the name"):
        read_beads(path)
