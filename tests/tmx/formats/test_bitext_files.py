import pytest
from duizhao.align.bitext import Bitext, Pair
from duizhao.align.corrections.applying import CorrectedRow, RejectedRow
from duizhao.align.link_files import read_links
from duizhao.align.sentences.beads import Bead
from duizhao.errors import DuizhaoError
from duizhao.tmx.formats import bitext_files
from duizhao.tmx.formats.bitext_files import check_outputs, write, write_rejected
from duizhao.tmx.formats.correction_table import read_rows

BITEXT = Bitext(
    (
        Pair("s1", "paragraph", "", "本报告。", "The report.", 0.9, "sentence"),
        Pair("s2", "paragraph", "", "没有译文。", "", 0.0),
    ),
    beads=(Bead(range(1), range(1), 0.9), Bead(range(1, 2), range(0), 1.0)),
)
OTHER = Bitext(BITEXT.pairs[:1], beads=BITEXT.beads[:1])
SUFFIXES = [".tmx", ".tmx.gz", ".tsv", ".xlsx", ".html", ".align", ".xml", ".ladder"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_suffix_writes_the_same_bytes_twice(tmp_path, suffix):
    paths = [tmp_path / f"{name}{suffix}" for name in "ab"]
    assert write(BITEXT, paths) == []
    assert paths[0].read_bytes() == paths[1].read_bytes() != b""
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a{suffix}", f"b{suffix}"]


@pytest.mark.parametrize("suffix", [".align", ".xml", ".ladder"])
def test_links_come_back(tmp_path, suffix):
    path = tmp_path / f"out{suffix}"
    write(BITEXT, [path])
    assert read_links(path) == [((0,), (0,)), ((1,), ())]


@pytest.mark.parametrize("suffix", [".align", ".xml", ".ladder"])
def test_without_line_numbers_there_are_no_links(tmp_path, suffix):
    path = tmp_path / f"out{suffix}"
    with pytest.raises(DuizhaoError, match="--sentences"):
        write(Bitext(BITEXT.pairs), [path])
    with pytest.raises(DuizhaoError, match="--sentences"):
        check_outputs([path], lines=False)
    assert not path.exists()


def test_an_unknown_suffix_stops_before_anything_is_written(tmp_path):
    with pytest.raises(DuizhaoError, match=r"use one of \.tmx"):
        write(BITEXT, [tmp_path / "a.tsv", tmp_path / "a.docx"])
    assert list(tmp_path.iterdir()) == []


def test_outputs_are_checked_before_the_work(tmp_path):
    source = tmp_path / "in.tsv"
    source.touch()
    for bad in (tmp_path / "none" / "a.tsv", source):
        with pytest.raises(DuizhaoError):
            check_outputs([bad], [source])
    (tmp_path / "folder.tsv").mkdir()
    with pytest.raises(DuizhaoError, match="folder"):
        check_outputs([tmp_path / "folder.tsv"])


def test_a_table_that_was_changed_is_kept(tmp_path):
    path = tmp_path / "out.tsv"
    write(BITEXT, [path])
    assert write(BITEXT, [path]) == []
    old = path.read_text(encoding="utf-8").replace("The report.", "This report.")
    path.write_text(old, encoding="utf-8")
    assert write(BITEXT, [path]) == [tmp_path / "out.1.tsv"]
    assert (tmp_path / "out.1.tsv").read_text(encoding="utf-8") == old
    path.write_text(old, encoding="utf-8")
    assert write(BITEXT, [path]) == [tmp_path / "out.2.tsv"]


def test_a_sheet_is_kept_only_if_a_person_changed_it(tmp_path):
    import openpyxl

    path = tmp_path / "out.xlsx"
    write(OTHER, [path])
    assert write(BITEXT, [path]) == []
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["G2"] = "x"
    book.save(path)
    assert write(OTHER, [path]) == [tmp_path / "out.1.xlsx"]
    assert read_rows(tmp_path / "out.1.xlsx")[0].confirmed


def test_a_broken_sheet_is_kept_too(tmp_path):
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"PK\3\4 half of a file")
    assert write(BITEXT, [path]) == [tmp_path / "out.1.xlsx"]


def test_nothing_is_kept_where_the_writing_failed(tmp_path, monkeypatch):
    path = tmp_path / "out.tsv"
    path.write_text("id\tzh\ten\n", encoding="utf-8")

    def fail(*_arguments):
        raise DuizhaoError("no room")

    monkeypatch.setitem(bitext_files._WRITERS, ".tsv", fail)
    with pytest.raises(DuizhaoError):
        write(BITEXT, [path])
    assert [p.name for p in tmp_path.iterdir()] == ["out.tsv"]


def test_rejects_stand_beside_the_first_output(tmp_path):
    outputs = [tmp_path / "A_76_36.xlsx", tmp_path / "b.tmx"]
    assert write_rejected([], outputs) == (None, [])
    rejected = [RejectedRow(CorrectedRow(2, "p1", "中文", "English"), "why")]
    path, kept = write_rejected(rejected, outputs)
    assert (path, kept) == (tmp_path / "A_76_36.rejects.tsv", [])
    later = [RejectedRow(CorrectedRow(3, "p2", "中文", "English"), "why")]
    assert write_rejected(later, outputs)[1] == [tmp_path / "A_76_36.rejects.1.tsv"]
