import click
import pytest
from duizhao.align.bitext import Pair
from duizhao.commands.terms_screen import concordance_lines
from duizhao.language.script import display_width
from duizhao.terms.contexts import concordance
from duizhao.terms.glossary import Concept, Term

PAIRS = [
    Pair("p1", "paragraph", "1", "人权高专办发表了报告。", "OHCHR issued a report.", 1.0),
    Pair("p3", "paragraph", "3", "2021年人权高专办设有95个外地存在。", "The Office had 95 field presences.", 1.0),
]


@pytest.fixture
def found():
    known = Concept("c1", (Term("人权高专办", "zh"), Term("OHCHR", "en")))
    return concordance(PAIRS, "人权高专办", "zh", [known])


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
