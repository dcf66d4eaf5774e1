import json
import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from duizhao.align.link_files import parse_align, read_links
from duizhao.cli import cli
from duizhao.corpora.sample import FOLDER, read_sample
from duizhao.errors import DuizhaoError
from duizhao.files import atomic_write
from duizhao.tmx.bitexts import read_tmx
from duizhao.tmx.formats.bitext_files import read_pairs
from duizhao.tmx.formats.correction_table import read_rows

SAMPLE = (FOLDER / "zh.txt", FOLDER / "en.txt")
ZH = ["缔约国提交了报告。", "委员会于2021年6月30日审议了该报告。", "", "它通过了12项建议。", "各国应重建得更好。"]
EN = [
    "The State party submitted its report.",
    "The Committee considered the report on 30 June 2021.",
    "It adopted 12 recommendations.",
    "",
    "States should build back better.",
]


def run(*arguments):
    """Run the command in this process, where the encoder is loaded once."""
    return CliRunner().invoke(cli, ["align", *map(str, arguments)], catch_exceptions=False, standalone_mode=False)


def program(*arguments):
    """Run the whole program, as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "duizhao", "align", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "DUIZHAO_LANG": "en", "PYTHONUTF8": "1"},
        cwd=Path(sys.executable).parent,
        check=False,
    )


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample aligned into every format that takes documents."""
    folder = tmp_path_factory.mktemp("sample")
    outputs = [arg for suffix in ("tmx", "tsv", "xlsx", "html", "tmx.gz") for arg in ("-o", folder / f"s.{suffix}")]
    result = run(*SAMPLE, *outputs, "--json")
    assert result.exit_code == 0
    return folder, json.loads(result.output)


@pytest.fixture
def lines(tmp_path):
    paths = tmp_path / "zh.txt", tmp_path / "en.txt"
    for path, texts in zip(paths, (ZH, EN), strict=True):
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return paths


def test_every_block_of_both_documents_is_in_the_output(sample):
    folder, _figures = sample
    rows = read_rows(folder / "s.tsv")
    for document, side in zip(read_sample(), ("zh", "en"), strict=True):
        written = re.sub(r"\s+", "", "".join(getattr(row, side) for row in rows))
        for block in document.blocks:
            assert re.sub(r"\s+", "", block.text) in written


def test_unaligned_pairs_are_in_every_report_and_not_in_the_memory(sample):
    folder, figures = sample
    rows = read_rows(folder / "s.tsv")
    alone = [row for row in rows if not (row.zh and row.en)]
    assert len(alone) == sum(figures["unaligned"].values()) > 0
    assert [(row.zh, row.en) for row in read_rows(folder / "s.xlsx")] == [(row.zh, row.en) for row in rows]
    page = (folder / "s.html").read_text(encoding="utf-8")
    assert page.count("unaligned") > len(alone)
    assert len(read_tmx(folder / "s.tmx")) == len(rows) - len(alone) == figures["pairs"]


def test_ids_are_given_once_and_confidences_are_shares(sample):
    folder, figures = sample
    pairs = read_tmx(folder / "s.tmx").pairs
    assert len({pair.id for pair in pairs}) == len(pairs)
    assert all(0.0 <= pair.confidence <= 1.0 for pair in pairs)
    assert sum(figures["paragraphs"].values()) == 42
    assert figures["written"] == [str(folder / f"s.{s}") for s in ("tmx", "tsv", "xlsx", "html", "tmx.gz")]


def test_the_same_input_gives_the_same_bytes(sample, tmp_path):
    folder, _figures = sample
    outputs = [arg for suffix in ("tmx", "tsv", "xlsx", "html", "tmx.gz") for arg in ("-o", tmp_path / f"s.{suffix}")]
    assert program(*SAMPLE, *outputs).returncode == 0
    for suffix in ("tmx", "tsv", "xlsx", "html", "tmx.gz"):
        assert (folder / f"s.{suffix}").read_bytes() == (tmp_path / f"s.{suffix}").read_bytes(), suffix


def test_whole_paragraphs(tmp_path):
    path = tmp_path / "s.tsv"
    result = run(*SAMPLE, "-o", path, "--level", "paragraph", "--explain")
    rows = read_rows(path)
    assert {"p1", "p5", "p14(a)", "fn1"} <= {row.id for row in rows}
    assert not any("." in row.id for row in rows if row.id.startswith("p"))
    assert "running head" in result.output  # --explain lists the running matter
    assert "paragraphs  41 by number" in result.output
    judged = CliRunner().invoke(cli, ["evaluate", str(FOLDER / "gold.tsv"), str(path), "--json"])
    assert json.loads(judged.stdout)["strict"]["f1"] >= 0.98


@pytest.mark.parametrize("suffix", ["align", "xml", "ladder"])
def test_lines_with_blank_ones_go_round(lines, tmp_path, suffix):
    path = tmp_path / f"out.{suffix}"
    assert run("--sentences", *lines, "-o", path, "-o", tmp_path / "out.tsv").exit_code == 0
    links = read_links(path)
    assert [link for link in links if all(link)] == [((0,), (0,)), ((1,), (1,)), ((3,), (2,)), ((4,), (4,))]
    assert sorted(at for zh, _en in links for at in zh) == list(range(5))
    assert sorted(at for _zh, en in links for at in en) == list(range(5))
    rows = read_rows(tmp_path / "out.tsv")
    assert [(row.zh, row.en) for row in rows] == [(ZH[i], EN[j]) for i, j in ((0, 0), (1, 1), (3, 2), (4, 4))]


def test_links_of_another_tool_are_taken_as_given(lines, tmp_path):
    links = tmp_path / "other.align"
    links.write_text("[0, 1]:[0]:0.31\n[]:[1]:0.2\n[3]:[2]:0.1\n[4]:[4]:0.2\n", encoding="utf-8")
    out = tmp_path / "out.tsv"
    again = tmp_path / "again.align"
    assert run("--sentences", *lines, "--links", links, "-o", out, "-o", again).exit_code == 0
    assert [(row.zh, row.en) for row in read_rows(out)] == [
        (ZH[0] + ZH[1], EN[0]),
        ("", EN[1]),
        (ZH[3], EN[2]),
        (ZH[4], EN[4]),
    ]
    matched = [link for link in parse_align(again.read_text(encoding="utf-8"), "again") if all(link)]
    assert matched == [((0, 1), (0,)), ((3,), (2,)), ((4,), (4,))]


def test_links_need_sentences(tmp_path):
    result = program(*SAMPLE, "--links", "x.align", "-o", tmp_path / "out.tsv")
    assert result.returncode == 2
    assert "--links needs --sentences" in result.stderr


def test_corrections_come_back_in_the_same_sheet(sample, tmp_path):
    folder, _figures = sample
    sheet = tmp_path / "s.xlsx"
    sheet.write_bytes((folder / "s.xlsx").read_bytes())
    book = openpyxl.load_workbook(sheet)
    first = book.worksheets[0]
    at = next(row[0].row for row in first.iter_rows() if row[0].value == "p2.1")
    texts = [[first.cell(at + n, column).value or "" for column in (4, 5)] for n in (0, 1)]
    for column, glue in ((4, ""), (5, " ")):
        first.cell(at, column).value = glue.join(pair[column - 4] for pair in texts)
    first.delete_rows(at + 1)
    first.cell(at + 3, 7).value = "x"
    confirmed = first.cell(at + 3, 1).value
    first.append(["", "", "", "完全不在文件中的一句话，谈的是渔业。", "A sentence that is in neither document."])
    foreign = first.max_row
    book.save(sheet)

    result = run(*SAMPLE, "-o", sheet, "-o", tmp_path / "s.tsv", "--corrections", sheet)
    assert result.exit_code == 0
    assert f"{sheet}:{foreign}: its Chinese is not in the document" in result.stderr
    assert "1 rows could not be placed" in result.stderr
    assert "渔业" in (tmp_path / "s.rejects.tsv").read_text(encoding="utf-8")
    rows = {row.id: row for row in read_rows(tmp_path / "s.tsv")}
    assert rows["p2.1"].confirmed
    assert rows["p2.1"].texts == tuple("".join("".join(pair[n] for pair in texts).split()) for n in (0, 1))
    assert rows[confirmed].confirmed
    assert sum(row.confirmed for row in rows.values()) == 2
    assert (tmp_path / "s.1.xlsx").exists()  # the translator's own sheet
    assert "s.1.xlsx" in result.stderr

    again = run(*SAMPLE, "-o", tmp_path / "t.tsv", "--corrections", tmp_path / "s.tsv", "--json")
    figures = json.loads(again.stdout)
    assert figures["corrections"] == {"confirmed": 2, "rejected": [], "rejects": None}
    assert (tmp_path / "t.tsv").read_bytes() == (tmp_path / "s.tsv").read_bytes()


def test_corrections_change_line_numbers_too(lines, tmp_path):
    table = tmp_path / "out.tsv"
    run("--sentences", *lines, "-o", table)
    rows = table.read_text(encoding="utf-8").splitlines()
    merged = [cells.split("\t") for cells in rows[1:3]]
    merged[0][3] += merged[1][3]
    merged[0][4] += " " + merged[1][4]
    table.write_text("\n".join([rows[0], "\t".join(merged[0]), *rows[3:]]) + "\n", encoding="utf-8")
    out = tmp_path / "out.align"
    assert run("--sentences", *lines, "-o", out, "--corrections", table).exit_code == 0
    matched = [link for link in read_links(out) if all(link)]
    assert matched == [((0, 1), (0, 1)), ((3,), (2,)), ((4,), (4,))]


def test_an_edited_table_is_not_overwritten_in_silence(lines, tmp_path):
    table = tmp_path / "out.tsv"
    run("--sentences", *lines, "-o", table)
    edited = table.read_text(encoding="utf-8").replace("12 recommendations", "twelve recommendations")
    table.write_text(edited, encoding="utf-8")
    result = run("--sentences", *lines, "-o", table)
    assert "out.1.tsv" in result.stderr
    assert (tmp_path / "out.1.tsv").read_text(encoding="utf-8") == edited


def other_documents(folder):
    zh = "\n".join(f"{n}. 渔业和海洋资源的养护措施涉及拖网、配额和第{n * 7}号港口的检查。" for n in range(1, 25))
    en = "\n".join(
        f"{n}. The orchestra played {n * 11} symphonies and the audience applauded warmly." for n in range(1, 25)
    )
    (folder / "fish.txt").write_text(zh, encoding="utf-8")
    (folder / "music.txt").write_text(en, encoding="utf-8")
    return folder / "fish.txt", folder / "music.txt"


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ("missing", "none.txt: no such file"),
        ("folder", "is a folder"),
        ("empty", "empty.txt: is empty"),
        ("binary", "binary.txt: is not text but a file of another program"),
        ("swapped", "give the Chinese file first"),
        ("same language", "is English, and so is"),
        ("two documents", "does not look like a version of the same document"),
        ("swapped sentences", "is not Chinese"),
        ("unknown suffix", "out.docx: has no known suffix"),
        ("links without lines", "out.align: line numbers exist only"),
        ("no output folder", "has no folder"),
        ("output is a folder", "is a folder"),
        ("output is the input", "is an input"),
        ("corrections missing", "none.tsv: no such file"),
        ("corrections without header", "lacks the columns"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(tmp_path, case, says):
    zh, en = SAMPLE
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "bare.tsv").write_text("1\t2\n", encoding="utf-8")
    (tmp_path / "own.tsv").write_bytes(zh.read_bytes())
    out = tmp_path / "out.tsv"
    arguments = {
        "missing": (tmp_path / "none.txt", en, "-o", out),
        "folder": (tmp_path, en, "-o", out),
        "empty": (zh, tmp_path / "empty.txt", "-o", out),
        "binary": (tmp_path / "binary.txt", en, "-o", out),
        "swapped": (en, zh, "-o", out),
        "same language": (en, en, "-o", out),
        "two documents": (*other_documents(tmp_path), "-o", out),
        "swapped sentences": ("--sentences", en, zh, "-o", out),
        "unknown suffix": (zh, en, "-o", out, "-o", tmp_path / "out.docx"),
        "links without lines": (zh, en, "-o", out, "-o", tmp_path / "out.align"),
        "no output folder": (zh, en, "-o", tmp_path / "none" / "out.tsv"),
        "output is a folder": (zh, en, "-o", tmp_path.with_name(tmp_path.name + ".tsv")),
        "output is the input": (tmp_path / "own.tsv", en, "-o", tmp_path / "own.tsv"),
        "corrections missing": (zh, en, "-o", out, "--corrections", tmp_path / "none.tsv"),
        "corrections without header": (zh, en, "-o", out, "--corrections", tmp_path / "bare.tsv"),
    }[case]
    if case == "output is a folder":
        tmp_path.with_name(tmp_path.name + ".tsv").mkdir()
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    result = program(*arguments)
    assert result.returncode == 2
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_that_may_not_be_written(lines, tmp_path, monkeypatch):
    def refuse(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with (
        pytest.raises(DuizhaoError, match=r"has no folder .*parts; make it first"),
        atomic_write(tmp_path / "parts/un"),
    ):
        pass
    with pytest.raises(DuizhaoError, match=r"out\.tsv: cannot write here \(Permission denied\)"):
        run("--sentences", *lines, "-o", tmp_path / "out.tsv")
    assert not (tmp_path / "out.tsv").exists()


def test_two_documents_can_be_forced(tmp_path):
    zh, en = other_documents(tmp_path)
    result = run(zh, en, "-o", tmp_path / "out.tsv", "--force")
    assert result.exit_code == 0
    assert (tmp_path / "out.tsv").exists()


def test_the_demo_writes_three_files_and_says_where(tmp_path):
    folder = tmp_path / "new" / "demo"
    result = CliRunner().invoke(cli, ["demo", "-o", str(folder)])
    assert result.exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["sample.html", "sample.tmx", "sample.tsv"]
    assert str(folder / "sample.html") in result.output
    table, memory = read_pairs(folder / "sample.tsv"), read_tmx(folder / "sample.tmx")
    assert len(memory.matched) == len(table.matched) > 100
    assert any("重建得更好" in pair.zh and "build back better" in pair.en.lower() for pair in table.matched)


def test_the_demo_again_gives_the_same_and_keeps_nothing_else(tmp_path):
    first = CliRunner().invoke(cli, ["demo", "-o", str(tmp_path)])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    second = CliRunner().invoke(cli, ["demo", "-o", str(tmp_path), "--json"])
    assert json.loads(second.stdout)["written"] == [
        str(tmp_path / f"sample.{suffix}") for suffix in ("tmx", "tsv", "html")
    ]
    assert first.exit_code == second.exit_code == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
