import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner
from duizhao.align.bitext import Pair
from duizhao.cli import cli
from duizhao.commands.term import concordance_lines
from duizhao.language.script import display_width
from duizhao.terms.contexts import concordance
from duizhao.terms.glossary import Concept, Term

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


PAIRS = """\
id\tkind\tlabel\tzh\ten\tconfidence\tnote
p1\tparagraph\t1\t人权高专办发表了报告。\tOHCHR issued a report.\t1.000\t
p2\tparagraph\t2\t报告谈到条约。\tThe report spoke of treaties.\t1.000\t
p3\tparagraph\t3\t人权高专办访问了缔约国。\tThe Office visited the State party.\t1.000\t
"""


@pytest.fixture
def memories(tmp_path):
    """One memory as TSV, TMX and database."""
    (tmp_path / "m.tsv").write_text(PAIRS, encoding="utf-8")
    runner = CliRunner()
    from duizhao.tmx.bitexts import write_tmx
    from duizhao.tmx.formats.bitext_files import read_pairs

    write_tmx(read_pairs(tmp_path / "m.tsv"), tmp_path / "m.tmx")
    done = runner.invoke(cli, ["tm", "import", str(tmp_path / "m.tmx"), "-m", str(tmp_path / "m.db")])
    assert done.exit_code == 0, done.output
    return tmp_path


@pytest.mark.parametrize("name", ["m.tsv", "m.tmx", "m.db"])
def test_in_context_from_every_kind_of_memory(glossary, memories, name):
    result = run("人权高专办", "-g", glossary, "-m", str(memories / name))
    assert result.exit_code == 0, result.output
    assert "2 pairs: OHCHR ×1; otherwise ×1" in result.output
    assert "«人权高专办»发表了报告" in result.output
    assert "«OHCHR» issued" in result.output


def test_in_context_as_json(glossary, memories):
    record = json.loads(run("人权高专办", "-g", glossary, "-m", str(memories / "m.tmx"), "--json").output)
    assert record["memory"]["counts"] == {"OHCHR": 1}
    line = record["memory"]["lines"][0]
    assert line["en"][slice(*line["en_spans"][0])] == "OHCHR"


def test_a_term_of_the_memory_alone_is_found(glossary, memories):
    assert run("缔约国", "-g", glossary, "-m", str(memories / "m.tsv")).exit_code == 0
    assert run("儿童", "-g", glossary, "-m", str(memories / "m.tsv")).exit_code == 1


def test_an_empty_query_and_a_memory_of_no_kind_are_refused(glossary):
    assert "empty" in str(run("", "-g", glossary).exception)
    assert "no such file" in str(run("x", "-g", glossary, "-m", "none.tmx").exception)


ALIGNED = [
    Pair("p1", "paragraph", "1", "人权高专办发表了报告。", "OHCHR issued a report.", 1.0),
    Pair("p3", "paragraph", "3", "2021年人权高专办设有95个外地存在。", "The Office had 95 field presences.", 1.0),
]


@pytest.fixture
def found():
    known = Concept("c1", (Term("人权高专办", "zh"), Term("OHCHR", "en")))
    return concordance(ALIGNED, "人权高专办", "zh", [known])


def test_columns_line_up_and_the_term_is_marked(found):
    lines = concordance_lines(found, "zh", width=60, colour=False, limit=10)
    assert lines[0].startswith("2 pairs: OHCHR ×1")
    assert all("«人权高专办»" in line for line in lines[1:])
    assert "«OHCHR»" in lines[1]
    assert len({display_width(line[: line.index("│")]) for line in lines[1:]}) == 1
    assert all(display_width(click.unstyle(line)) <= 60 for line in lines[1:])


def test_a_term_wider_than_its_column_is_cut():
    pairs = [Pair("p1", "paragraph", "1", "办事处", "Office of the High Commissioner for Human Rights", 1.0)]
    found = concordance(pairs, "Office of the High Commissioner for Human Rights", "en")
    [_, line] = concordance_lines(found, "en", width=60, colour=False, limit=1)
    assert display_width(click.unstyle(line)) <= 60
    assert "«Office of the" in line


def test_coloured_lines_have_no_marks(found):
    lines = concordance_lines(found, "zh", width=100, colour=True, limit=1)
    assert "«" not in lines[1]
    assert "\x1b[" in lines[1]
    assert "1 more" in lines[-1]
