import json

import pytest
from click.testing import CliRunner
from duizhao.cli import cli

PAIRS = [
    ("特别报告员访问了三个缔约国。", "The Special Rapporteur visited three States parties."),
    ("缔约国提交了定期报告。", "The State party submitted its periodic report."),
    ("委员会审议了缔约国的定期报告。", "The Committee considered the periodic report of the State party."),
    ("特别报告员欢迎这项法律。", "The Special Rapporteur welcomed the law."),
]
ONE = "zh\ten\tdomain\n缔约国\tState party\tlaw\n人权\thuman rights\t\n"
TWO = "zh\ten\tdomain\n缔约国\tStates parties\tlaw\n人权\thuman rights\trights\n条约\ttreaty\t\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [f"p{n}\tparagraph\t\t{zh}\t{en}\t1.000\t" for n, (zh, en) in enumerate(PAIRS, 1)]
    header = "id\tkind\tlabel\tzh\ten\tconfidence\tnote"
    (tmp_path / "pairs.tsv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    (tmp_path / "one.tsv").write_text(ONE, encoding="utf-8")
    (tmp_path / "two.tsv").write_text(TWO, encoding="utf-8")
    return tmp_path


def run(*arguments, **more):
    return CliRunner().invoke(cli, ["terms", *arguments], **more)


def test_extract_writes_every_output_and_tells_known_from_new(folder):
    result = run(
        "extract", "pairs.tsv", "-g", "one.tsv", "-o", "g.tbx", "-o", "g.tsv", "-o", "g.html", "--known", "known.tsv",
        "--no-encoder",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "特别报告员" in (folder / "g.tsv").read_text(encoding="utf-8")
    assert "缔约国" not in (folder / "g.tsv").read_text(encoding="utf-8")
    assert "缔约国\tState party" in (folder / "known.tsv").read_text(encoding="utf-8")
    assert "Special Rapporteur" in (folder / "g.tbx").read_text(encoding="utf-8")
    assert "<table" in (folder / "g.html").read_text(encoding="utf-8")
    assert "g.tbx: frequency: not kept" in result.stderr


def test_rejected_terms_are_not_proposed_again(folder):
    (folder / "rejected.tsv").write_text("zh\ten\n特别报告员\tSpecial Rapporteur\n", encoding="utf-8")
    result = run("extract", "pairs.tsv", "-g", "none", "--without", "rejected.tsv", "--no-encoder", "--json")
    found = {term["text"] for record in json.loads(result.stdout) for term in record["terms"]}
    assert "定期报告" in found
    assert "特别报告员" not in found


def test_with_the_encoder(folder):
    result = run("extract", "pairs.tsv", "-g", "none", "--limit", "2", "--json")
    assert len(json.loads(result.stdout)) == 2


def test_convert_says_what_is_lost(folder):
    result = run("convert", "one.tsv", "-o", "one.utf8")
    assert result.exit_code == 0
    assert "2 concepts written to one.utf8" in result.output
    assert "domain: not kept, 1 times" in result.stderr
    assert "缔约国\tState party" in (folder / "one.utf8").read_text(encoding="utf-8")


def test_language_codes_of_tbx_and_of_no_other(folder):
    assert run("convert", "one.tsv", "-o", "one.tbx", "--zh", "zh-Hans", "--en", "en-GB").exit_code == 0
    text = (folder / "one.tbx").read_text(encoding="utf-8")
    assert 'xml:lang="zh-Hans"' in text
    assert 'xml:lang="en-GB"' in text
    assert "no language codes" in str(run("convert", "one.tsv", "-o", "one.xlsx", "--zh", "zh-CN").exception)
    assert not (folder / "one.xlsx").exists()


def test_convert_as_json(folder):
    data = json.loads(run("convert", "one.tsv", "-o", "one.utf8", "--json").stdout)
    assert (data["concepts"], data["written"]) == (2, "one.utf8")
    assert any("domain" in note for note in data["notes"])


def test_convert_with_columns_by_name(folder):
    (folder / "x.csv").write_text("a,b\n缔约国,State party\n", encoding="utf-8")
    assert run("convert", "x.csv", "-o", "x.json", "--zh-column", "a", "--en-column", "b").exit_code == 0


def test_merge_joins_and_lists_conflicts(folder):
    result = run("merge", "one.tsv", "two.tsv", "-o", "all.tsv")
    assert "4 concepts written to all.tsv; 1 were in an earlier file" in result.output
    assert "conflict: 缔约国: State party / States parties" in result.output


def test_validate(folder):
    good = run("validate", "one.tsv")
    assert (good.exit_code, good.output) == (0, "0 errors, 0 warnings\n")
    (folder / "bad.tsv").write_text("zh\ten\ten_variants\n条约\ttreaty\t\n条约\tTreaty\t\n人权\t\t\n", encoding="utf-8")
    bad = run("validate", "bad.tsv")
    assert bad.exit_code == 1
    assert [line[:4] for line in bad.output.splitlines()[:-1]] == ["E101", "E102"]
    assert [each["code"] for each in json.loads(run("validate", "bad.tsv", "--json").output)] == ["E101", "E102"]


def test_the_shipped_glossary_has_no_errors():
    assert run("validate").exit_code == 0


def test_stats(folder):
    assert "concepts" in run("stats", "one.tsv").output
    assert json.loads(run("stats", "one.tsv", "--json").output)["concepts"] == 2


def test_diff(folder):
    assert run("diff", "one.tsv", "one.tsv").exit_code == 0
    result = run("diff", "one.tsv", "two.tsv")
    assert result.exit_code == 1
    assert "domain: – → rights" in result.output
    assert "2 added, 1 removed, 1 changed" in result.output
    assert json.loads(run("diff", "one.tsv", "two.tsv", "--json").output)["removed"][0]["terms"][0]["text"] == "缔约国"


def test_shell_answers_until_an_empty_line(folder, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    result = run("shell", "-g", "one.tsv", input="缔约国\nhuman rights\n\n人权\n")
    assert result.exit_code == 0
    assert "State party" in result.output
    assert result.output.count("human rights") == 1


def test_an_unknown_format_is_refused_before_any_work(folder):
    result = run("extract", "none.tmx", "-o", "g.docx")
    assert "--to" in str(result.exception)
