import pytest
from duizhao.terms.lookup import look_up, renderings_for


@pytest.mark.parametrize(
    ("query", "how", "rendering"),
    [
        ("重建得更好", "exact", "build back better"),
        ("更好地重建", "exact", "build back better"),
        ("人權高專辦", "exact", "OHCHR"),
        ("联合国人权事务高级专员办事处", "exact", "Office of the United Nations High Commissioner for Human Rights"),
        ("States parties", "exact", "缔约国"),
        ("Build-Back Better", "exact", "重建得更好"),
        ("定期审议", "contained", "universal periodic review"),
        ("periodic", "contained", "普遍定期审议"),
        ("他谈到重建得更好的问题", "contains", "build back better"),
        ("普遍定期审查", "fuzzy", "universal periodic review"),
    ],
)
def test_how_a_query_finds_its_first_hit(glossary, query, how, rendering):
    hit = look_up(glossary, query).hits[0]
    assert (hit.how, renderings_for(hit)[0].text) == (how, rendering)


def test_a_part_of_an_english_word_is_not_contained(glossary):
    assert all(hit.how != "contained" for hit in look_up(glossary, "niversal").hits)


def test_a_concept_comes_once_and_the_rest_is_counted(glossary):
    answer = look_up(glossary, "人权", limit=2)
    assert [hit.how for hit in answer.hits] == ["exact", "contained", "contained"]
    assert answer.more == 2
    assert len({hit.concept.id for hit in answer.hits}) == 3


def test_nothing_found_names_the_nearest(glossary):
    answer = look_up(glossary, "重新审视")
    assert not answer.hits
    assert answer.nearest[0].how == "nearest"
    assert look_up(glossary, "  ").hits == ()


def test_forbidden_renderings_come_last(glossary):
    [hit] = look_up(glossary, "普遍定期审议", limit=1).hits[:1]
    assert [term.status for term in renderings_for(hit)] == ["preferred", "accepted", "forbidden"]
