"""``duizhao qa`` and ``duizhao score`` from end to end; scores against sacrebleu's own command-line functions."""

import json
from pathlib import Path

import pytest
import sacrebleu
from click.testing import CliRunner
from duizhao.cli import cli
from duizhao.errors import DuizhaoError

TSV = "id\tzh\ten\n1\t调查团走访了37个村庄。\tThe mission visited 73 villages.\n2\t一般性辩论\tGeneral debate\n"


@pytest.fixture
def memory(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "memory.tsv"
    file.write_text(TSV, encoding="utf-8")
    return file


def call(*arguments: str):
    return CliRunner().invoke(cli, ["--lang", "en", "qa", *arguments])


def test_reports_and_exit_status(memory, tmp_path):
    done = call(str(memory), "-o", "r.json", "-o", "r.html", "--no-encoder")
    assert done.exit_code == 1
    assert "numbers" in done.output
    issues = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["issues"]
    assert [(i["tuid"], i["check"]) for i in issues] == [("1", "numbers")]
    assert (tmp_path / "r.html").stat().st_size > 10_000


def test_threshold_and_baseline(memory):
    assert call(str(memory), "--no-encoder", "--fail-on", "never").exit_code == 0
    assert call(str(memory), "--no-encoder", "--accept", "known.json").exit_code == 1
    again = call(str(memory), "--no-encoder", "--baseline", "known.json")
    assert again.exit_code == 0
    assert "Accepted before: 1" in again.output


def test_settings_file_of_the_folder(memory, tmp_path):
    (tmp_path / "duizhao.toml").write_text('[qa]\nskip = ["numbers"]\nencoder = false\n', encoding="utf-8")
    assert call(str(memory)).exit_code == 0


def test_terms_of_the_memory_itself(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = ["id\tzh\ten"]
    for number, (zh, en) in enumerate(
        [("修订", "revise"), ("通过", "adopt"), ("公布", "publish"), ("执行", "apply")], 1
    ):
        rows.append(f"{number}\t各国应当{zh}蓝色航道细则。\tStates should {en} the blue fairway rules.")
    (tmp_path / "m.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert call("m.tsv", "-g", "none", "--no-encoder", "-o", "bare.json").exit_code == 0
    assert json.loads((tmp_path / "bare.json").read_text(encoding="utf-8"))["terms"] == []
    assert call("m.tsv", "-g", "none", "--extract", "--no-encoder", "-o", "r.json").exit_code == 0
    terms = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["terms"]
    assert any("航道细则" in term["zh"] and term["herfindahl"] == 1 for term in terms)


def test_json(memory):
    done = call(str(memory), "--no-encoder", "--json")
    assert done.exit_code == 1
    assert [issue["check"] for issue in json.loads(done.stdout)["issues"]] == ["numbers"]
    assert "numbers" in json.loads(call("--list", "--json").stdout)


def test_list(memory):
    done = call("--list")
    assert done.exit_code == 0
    assert "inconsistent-target" in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.tmx"], "missing.tmx"),
        (["memory.tsv", "-o", "r.pdf"], "r.pdf"),
        (["memory.tsv", "--select", "nubmers"], "nubmers"),
        (["memory.tsv", "--baseline", "none.json"], "none.json"),
        (["memory.doc"], "memory.doc"),
    ],
)
def test_wrong_input_is_one_line(memory, tmp_path, arguments, said):
    done = call(*arguments)
    assert isinstance(done.exception, DuizhaoError)
    assert said in str(done.exception)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["memory.tsv"]


REF = """I. Introduction

1. The Committee considered the report of the Working Group and adopted it without a vote.

2. The Committee thanked the secretariat for its support during the session.

II. Conclusions

3. States should protect the safety of journalists at all times.
"""
HYP = REF.replace(
    "considered the report of the Working Group and adopted it", "examined the Group’s paper and took note of it"
)
SECOND = "2. The Committee thanked the secretariat for its support during the session.\n\n"
ZH = "一. 导言\n\n1. 委员会审议了工作组的报告，并未经表决予以通过。\n\n2. 委员会感谢秘书处在会议期间给予的支持。\n"


def score(*arguments: str):
    return CliRunner().invoke(cli, ["--lang", "en", "score", *arguments])


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("hyp.txt", HYP), ("ref.txt", REF), ("zh.txt", ZH)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_worst_paragraph_first(files):
    done = score("hyp.txt", "ref.txt", "--json")
    assert done.exit_code == 0, done.output
    record = json.loads(done.stdout)
    worst = record["paragraphs"][0]
    assert worst["name"].startswith("1 ")
    texts = [worst["hypothesis"]], [[worst["reference"]]]
    assert worst["chrf"] == pytest.approx(sacrebleu.corpus_chrf(*texts).score, abs=0.01)
    assert worst["ter"] == pytest.approx(sacrebleu.corpus_ter(*texts).score, abs=0.01)
    assert [p["chrf"] for p in record["paragraphs"]] == sorted(p["chrf"] for p in record["paragraphs"])
    assert len(record["sections"]) >= 2
    assert "tok:13a" in record["signatures"]["BLEU"]


def test_chinese_uses_the_chinese_tokenizer(files):
    record = json.loads(score("zh.txt", "zh.txt", "--json").stdout)
    assert record["document"]["bleu"] == 100
    assert record["document"]["ter"] == 0
    assert "tok:zh" in record["signatures"]["BLEU"]


def test_table(files):
    done = score("hyp.txt", "ref.txt", "-n", "1")
    assert "BLEU" in done.output
    assert "version:" in done.output


def test_a_paragraph_left_out_scores_nothing_and_is_shown(files):
    (files / "short.txt").write_text(HYP.replace(SECOND, ""), encoding="utf-8")
    record = json.loads(score("short.txt", "ref.txt", "--json").stdout)
    assert record["paragraphs"][0]["hypothesis"] == ""
    assert "thanked the secretariat" in record["paragraphs"][0]["reference"]


def test_two_languages_are_one_line(files):
    done = score("zh.txt", "ref.txt")
    assert isinstance(done.exception, DuizhaoError)
    assert "one language" in str(done.exception)


def test_blocks_match_by_the_value_of_their_numbers(files):
    official = ZH + "\n(a) 各国应当保护记者；\n\n(b) 各国应当提供资料。\n"
    (files / "official.txt").write_text(official, encoding="utf-8")
    (files / "typed.txt").write_text(official.replace("(a)", "（a）").replace("(b)", "（b）"), encoding="utf-8")
    record = json.loads(score("typed.txt", "official.txt", "--json").stdout)
    assert all(part["hypothesis"] and part["reference"] for part in record["paragraphs"])
    assert record["document"]["bleu"] == 100
