import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from duizhao.cli import cli

GLOSSARY = """\
zh\ten\tzh_variants\ten_variants\tacronym
联合国人权事务高级专员办事处\tOffice of the United Nations High Commissioner for Human Rights\t人权高专办\t\tOHCHR
重建得更好\tbuild back better\t\t!rebuild better\t
"""


@pytest.fixture
def glossary(tmp_path):
    path = tmp_path / "glossary.tsv"
    path.write_text(GLOSSARY, encoding="utf-8")
    return str(path)


def run(*arguments):
    return CliRunner().invoke(cli, ["term", *arguments])


def test_a_term_with_its_renderings(glossary):
    result = run("重建得更好", "-g", glossary)
    assert result.exit_code == 0
    assert result.output.splitlines()[:2] == ["重建得更好", "  build back better"]
    assert "rebuild better  (forbidden)" in result.output


def test_words_of_a_query_need_no_quotes(glossary):
    assert "重建得更好" in run("build", "back", "better", "-g", glossary).output


def test_nothing_found_is_status_1_with_the_nearest(glossary):
    result = run("人权专员", "-g", glossary)
    assert result.exit_code == 1
    assert "人权专员: not in the glossary" in result.output
    assert "OHCHR" in result.output


def test_json(glossary):
    record = json.loads(run("人权高专办", "-g", glossary, "--json").output)
    assert record["hits"][0]["renderings"][0]["text"] == "OHCHR"
    assert record["language"] == "zh"


def test_tsv(glossary):
    rows = [line.split("\t") for line in run("人权高专办", "-g", glossary, "--tsv").output.splitlines()]
    assert len({len(row) for row in rows}) == 1
    assert rows[0][:2] == ["how", "score"]
    assert rows[1][4] == "OHCHR"


def test_a_missing_glossary_is_one_line_and_status_2():
    done = subprocess.run(
        [sys.executable, "-m", "duizhao", "term", "x", "-g", "none.tsv"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("duizhao: none.tsv: ")
    assert done.stderr.count("\n") == 1


def test_status_1_comes_out_of_the_program(glossary):
    done = subprocess.run(
        [sys.executable, "-m", "duizhao", "term", "qqq", "-g", glossary], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
