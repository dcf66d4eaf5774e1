import click
from duizhao.align.bitext import Pair
from duizhao.terms.contexts import concordance
from duizhao.terms.lookup import look_up
from duizhao.terms.presentation import cells, concordance_lines

PAIRS = [
    Pair("p1", "paragraph", "1", "人权高专办发表了报告。", "OHCHR issued a report.", 1.0),
    Pair("p2", "paragraph", "2", "高级专员访问了缔约国。", "The High Commissioner visited States parties.", 1.0),
    Pair("p3", "paragraph", "3", "2021年人权高专办设有95个外地存在。", "The Office had 95 field presences.", 1.0),
]


def asked(glossary, query):
    answer = look_up(glossary, query)
    return concordance(PAIRS, query, answer.language, [hit.concept for hit in answer.hits if hit.how == "exact"])


def test_lines_counts_and_what_is_rendered_otherwise(glossary):
    found = asked(glossary, "人权高专办")
    assert [line.id for line in found.lines] == ["p1", "p3"]
    assert found.counts == (("OHCHR", 1),)
    assert found.unknown == 1
    line = found.lines[0]
    assert [line.en[start:end] for start, end in line.en_spans] == ["OHCHR"]
    assert [line.zh[start:end] for start, end in line.zh_spans] == ["人权高专办"]


def test_a_term_that_no_glossary_has(glossary):
    found = asked(glossary, "高级专员")
    assert [line.id for line in found.lines] == ["p2"]
    assert found.unknown == 1


def test_english_in_any_inflection(glossary):
    assert [line.id for line in asked(glossary, "State party").lines] == ["p2"]


def test_columns_line_up_and_the_term_is_marked(glossary):
    lines = concordance_lines(asked(glossary, "人权高专办"), "zh", width=60, colour=False, limit=10)
    assert lines[0].startswith("2 pairs: OHCHR ×1")
    assert all("«人权高专办»" in line for line in lines[1:])
    assert "«OHCHR»" in lines[1]
    assert len({cells(line[: line.index("│")]) for line in lines[1:]}) == 1
    assert all(cells(click.unstyle(line)) <= 60 for line in lines[1:])


def test_a_term_wider_than_its_column_is_cut():
    pairs = [Pair("p1", "paragraph", "1", "办事处", "Office of the High Commissioner for Human Rights", 1.0)]
    found = concordance(pairs, "Office of the High Commissioner for Human Rights", "en")
    [_, line] = concordance_lines(found, "en", width=60, colour=False, limit=1)
    assert cells(click.unstyle(line)) <= 60
    assert "«Office of the" in line


def test_coloured_lines_have_no_marks(glossary):
    lines = concordance_lines(asked(glossary, "人权高专办"), "zh", width=100, colour=True, limit=1)
    assert "«" not in lines[1]
    assert "\x1b[" in lines[1]
    assert "1 more" in lines[-1]
