import pytest
from duizhao.errors import DuizhaoError
from duizhao.terms.glossary import Concept, Glossary, Term


@pytest.mark.parametrize(
    ("form", "language", "zh"),
    [
        ("人权高专办", "zh", "联合国人权事务高级专员办事处"),
        ("人權高專辦", "zh", "联合国人权事务高级专员办事处"),
        ("ohchr", "en", "联合国人权事务高级专员办事处"),
        ("World Health Organisation", "en", "世界卫生组织"),
        ("Build-back better", "en", "重建得更好"),
    ],
)
def test_any_form_finds_its_concept(glossary, form, language, zh):
    [(concept, _term)] = glossary.find(form, language)
    assert concept.text("zh") == zh


def test_forbidden_forms_are_found_and_said_to_be(glossary):
    [(concept, term)] = glossary.find("人权捍卫者", "zh")
    assert term.status == "forbidden"
    assert not term.usable
    assert concept.text("zh") == "人权维护者"
    assert [t.text for t in concept.renderings("zh")] == ["人权维护者"]


def test_two_concepts_may_not_share_an_id():
    one = Concept("a", (Term("人权", "zh"),))
    with pytest.raises(DuizhaoError, match="the id a"):
        Glossary([one, one])


def test_concept_by_id(glossary):
    first = glossary.concepts[0]
    assert glossary.concept(first.id) is first
    assert glossary.concept("none") is None
