import pytest
from duizhao.errors import DuizhaoError
from duizhao.terms.formats.glossary_table import COLUMNS, concept_of, row_of, table_concepts
from duizhao.terms.glossary import Concept, Term
from duizhao.tmx.formats.table_files import open_table
from hypothesis import given
from hypothesis import strategies as st


def read_table(lines, file="g.tsv"):
    return table_concepts(open_table("\n".join(lines).encode(), name=file).rows, file=file)


def test_a_row_becomes_a_concept_with_all_its_terms(glossary):
    office = glossary.concepts[0]
    assert [term.text for term in office.zh] == ["联合国人权事务高级专员办事处", "人权高专办"]
    assert [term.status for term in office.zh] == ["preferred", "accepted"]
    assert [(term.text, term.kind) for term in office.en][1] == ("OHCHR", "acronym")
    assert (office.domain, office.source, office.note) == ("bodies", "UNTERM", "Short form after first mention")


def test_marks_say_forbidden_and_deprecated():
    [concept] = read_table(["zh\ten\ten_variants", "审议\treview\t!revision|~consideration|\\!sic"])
    assert [(t.text, t.status) for t in concept.en] == [
        ("review", "preferred"),
        ("revision", "forbidden"),
        ("consideration", "deprecated"),
        ("!sic", "accepted"),
    ]


def test_candidate_is_a_status_of_the_concept(glossary):
    assert glossary.concepts[-1].status == "candidate"
    assert glossary.concepts[-1].en[0].status == "preferred"


def test_ids_do_not_depend_on_order(table):
    head, *rows = table.splitlines()
    assert {c.id for c in read_table([head, *rows])} == {c.id for c in read_table([head, *reversed(rows)])}


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["中文\t英文", "人权\thuman rights"], 1),
        (["zh\ten", "人权\thuman rights\textra\tcells"], 2),
        (["zh\ten", "# remark", "\t"], None),
        (["zh\ten\tdomain", "\t\tlaw"], 2),
        (["zh\ten\tfrequency", "人权\thuman rights\tmany"], 2),
    ],
)
def test_bad_rows_are_named_by_their_line(lines, line):
    if line is None:
        assert list(read_table(lines)) == []
        return
    with pytest.raises(DuizhaoError) as caught:
        list(read_table(lines, file="g.tsv"))
    assert caught.value.line == line


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=12)
cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(str.strip)
terms = st.builds(
    Term,
    text=texts,
    language=st.sampled_from(["zh", "en"]),
    status=st.sampled_from(["accepted", "deprecated", "forbidden"]),
    kind=st.just("variant"),
)


@given(zh=texts, en=texts, others=st.lists(terms, max_size=4), note=cells, frequency=st.integers(0, 10**6))
def test_what_a_table_can_say_comes_back(zh, en, others, note, frequency):
    concept = Concept("x", (Term(zh, "zh"), Term(en, "en"), *others), note=note, frequency=frequency)
    again = concept_of(row_of(concept))
    wanted = {(t.language, t.text): t.status for t in reversed(concept.terms)}
    assert {(t.language, t.text): t.status for t in again.terms} == wanted
    assert (again.note, again.frequency) == (note, frequency)


def test_row_has_exactly_the_columns(glossary):
    assert set(row_of(glossary.concepts[0])) == set(COLUMNS)
