"""``duizhao score`` from end to end, its figures against sacrebleu's own command-line functions."""

import json

import pytest
import sacrebleu
from click.testing import CliRunner
from duizhao.cli import cli
from duizhao.errors import DuizhaoError

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


def call(*arguments: str):
    return CliRunner().invoke(cli, ["--lang", "en", "score", *arguments])


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("hyp.txt", HYP), ("ref.txt", REF), ("zh.txt", ZH)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_worst_paragraph_first(files):
    done = call("hyp.txt", "ref.txt", "--json")
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
    record = json.loads(call("zh.txt", "zh.txt", "--json").stdout)
    assert record["document"]["bleu"] == 100
    assert record["document"]["ter"] == 0
    assert "tok:zh" in record["signatures"]["BLEU"]


def test_table(files):
    done = call("hyp.txt", "ref.txt", "-n", "1")
    assert "BLEU" in done.output
    assert "version:" in done.output


def test_a_paragraph_left_out_scores_nothing_and_is_shown(files):
    (files / "short.txt").write_text(HYP.replace(SECOND, ""), encoding="utf-8")
    record = json.loads(call("short.txt", "ref.txt", "--json").stdout)
    assert record["paragraphs"][0]["hypothesis"] == ""
    assert "thanked the secretariat" in record["paragraphs"][0]["reference"]


def test_two_languages_are_one_line(files):
    done = call("zh.txt", "ref.txt")
    assert isinstance(done.exception, DuizhaoError)
    assert "one language" in str(done.exception)


def test_blocks_match_by_the_value_of_their_numbers(files):
    official = ZH + "\n(a) 各国应当保护记者；\n\n(b) 各国应当提供资料。\n"
    (files / "official.txt").write_text(official, encoding="utf-8")
    (files / "typed.txt").write_text(official.replace("(a)", "（a）").replace("(b)", "（b）"), encoding="utf-8")
    record = json.loads(call("typed.txt", "official.txt", "--json").stdout)
    assert all(part["hypothesis"] and part["reference"] for part in record["paragraphs"])
    assert record["document"]["bleu"] == 100
