"""``duizhao qa`` from end to end."""

import json
from pathlib import Path

import pytest
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
