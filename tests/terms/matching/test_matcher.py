import itertools

import pytest
from duizhao.terms.glossary import Concept, Glossary, Term
from duizhao.terms.matching.matcher import TermMatcher
from hypothesis import given
from hypothesis import strategies as st


def glossary_of(*texts, language="en", **more):
    return Glossary(Concept(str(place), (Term(text, language, **more),)) for place, text in enumerate(texts))


def forms(matches):
    return [match.form for match in matches]


@pytest.mark.parametrize(
    "form",
    ["build back better", "Builds back better", "building back better", "built back better", "Built-back better"],
)
def test_english_inflection(glossary, form):
    [match] = TermMatcher(glossary).find(f"We {form}.", "en")
    assert (match.form, match.term.text) == (form, "build back better")


@pytest.mark.parametrize(
    ("text", "form", "term"),
    [
        ("the States parties’ reports", "States parties", "State party"),
        ("each human-rights defender(s)", "human-rights defender(s)", "human rights defender"),
        ("World Health Organisation", "World Health Organisation", "World Health Organization"),
        ("several NHRIs", "NHRIs", "NHRI"),
        (
            "Office of United Nations High Commissioner for the Human Rights",
            "Office of United Nations High Commissioner for the Human Rights",
            "Office of the United Nations High Commissioner for Human Rights",
        ),
    ],
)
def test_english_forms_in_a_sentence(glossary, text, form, term):
    [match] = TermMatcher(glossary).find(text, "en")
    assert (match.form, match.term.text) == (form, term)
    assert text[match.start : match.end] == form


def test_an_acronym_is_not_a_common_word(glossary):
    assert forms(TermMatcher(glossary).find("Those who said so were from WHO.", "en")) == ["WHO"]


def test_an_acronym_that_is_no_word_may_be_written_otherwise():
    assert forms(TermMatcher(glossary_of("COVID-19 pandemic")).find("the Covid-19 pandemic", "en")) == [
        "Covid-19 pandemic"
    ]
    assert TermMatcher(glossary_of("AIDS")).find("hearing aids", "en") == []


def test_a_glossary_of_acronyms_is_not_one_in_capitals():
    assert forms(TermMatcher(glossary_of("WHO")).find("those who like WHO", "en")) == ["WHO"]


def test_capitals_count_only_where_the_entry_says_so():
    demanding = TermMatcher(glossary_of("Member States", case=True))
    assert forms(demanding.find("Member States and member states", "en")) == ["Member States"]
    assert forms(demanding.find("a Member State", "en")) == ["Member State"]
    assert len(TermMatcher(glossary_of("Member States")).find("Member States and member states", "en")) == 2


def test_a_glossary_in_capitals_says_nothing_about_capitals():
    assert forms(TermMatcher(glossary_of("AID", "WATER SUPPLY")).find("aid for water supplies", "en")) == [
        "aid",
        "water supplies",
    ]


def test_a_noun_is_not_the_verb_of_its_gerund():
    assert TermMatcher(glossary_of("building", pos="noun")).find("to build houses", "en") == []
    assert forms(TermMatcher(glossary_of("building", pos="noun")).find("two buildings", "en")) == ["buildings"]


def test_opposite_participles_are_other_terms():
    matcher = TermMatcher(glossary_of("developing country", "displaced person"))
    assert matcher.find("developed countries; displacing persons", "en") == []
    assert forms(matcher.find("developing countries and displaced persons", "en")) == [
        "developing countries",
        "displaced persons",
    ]
    assert forms(
        TermMatcher(glossary_of("building back better")).find("we build back better, built back better", "en")
    ) == [
        "build back better",
        "built back better",
    ]


def test_comparatives_are_other_terms():
    assert TermMatcher(glossary_of("least developed countries")).find("less developed countries", "en") == []


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("policymaker", "policy-makers"),
        ("policy-maker", "policymakers"),
        ("cooperation", "co-operation"),
        ("decision-making", "decision making"),
    ],
)
def test_hyphens(term, text):
    assert forms(TermMatcher(glossary_of(term)).find(f"The {text}.", "en")) == [text]


def test_marks_between_words_end_a_term(glossary):
    assert forms(TermMatcher(glossary).find("build. back better; human rights. Council", "en")) == ["human rights"]


def test_words_between_make_another_expression(glossary):
    assert TermMatcher(glossary).find("We must build all communities back better.", "en") == []


def test_longest_match_wins_in_both_languages(glossary):
    matcher = TermMatcher(glossary)
    assert forms(matcher.find("国家人权机构和人权理事会", "zh")) == ["国家人权机构", "人权理事会"]
    assert forms(matcher.find("national human rights institutions", "en")) == ["national human rights institutions"]
    assert "human rights" in forms(matcher.find("national human rights institutions", "en", nested=True))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("累积分布函数", []),
        ("积分为1", ["积分"]),
        ("2021年人权高专办95个", ["人权高专办"]),
        ("聯合國人權事務高級專員辦事處(人權高專辦)", ["聯合國人權事務高級專員辦事處", "人權高專辦"]),
        ("残疾人权利", []),
        ("COVID人权19", ["人权"]),
    ],
)
def test_chinese(glossary, text, found):
    assert forms(TermMatcher(glossary).find(text, "zh")) == found


def test_latin_and_figures_inside_longer_ones_are_no_terms():
    matcher = TermMatcher(glossary_of("AI", "2030年议程", language="zh"))
    assert forms(matcher.find("MAIN和AI系统，ＡＩ", "zh")) == ["AI", "ＡＩ"]
    assert forms(matcher.find("12030年议程；2030年议程", "zh")) == ["2030年议程"]


def test_a_forbidden_form_is_found_as_forbidden(glossary):
    [match] = TermMatcher(glossary).find("人权捍卫者", "zh")
    assert (match.term.status, match.concept.text("en")) == ("forbidden", "human rights defender")


def test_the_exact_spelling_wins_among_terms_of_one_form():
    terms = (Term("programme", "en"), Term("program", "en", status="forbidden"))
    matcher = TermMatcher(Glossary([Concept("1", terms)]))
    assert [match.term.status for match in matcher.find("programmes, programme, program", "en")] == [
        "preferred",
        "preferred",
        "forbidden",
    ]


def test_one_form_of_two_concepts_names_both():
    matcher = TermMatcher(glossary_of("CAT", "CAT"))
    [match] = matcher.find("the CAT", "en")
    assert [concept.id for concept, _term in match.readings] == ["0", "1"]


words = st.sampled_from(["human", "rights", "State", "party", "parties", "build", "back", "better", ",", ".", "the"])


@given(st.lists(words, max_size=30))
def test_matches_are_spans_of_the_text_in_order_without_overlap(some):
    text = " ".join(some)
    matches = TermMatcher(glossary_of("human rights", "State party", "build back better", "rights")).find(text, "en")
    assert all(text[match.start : match.end] == match.form for match in matches)
    assert all(one.end <= other.start for one, other in itertools.pairwise(matches))


@given(st.text(alphabet="人权高专办理事会国家机构缔约 A1", max_size=40))
def test_chinese_matches_are_spans_without_overlap(text):
    matches = MATCHER.find(text, "zh")
    assert all(text[match.start : match.end] == match.form for match in matches)
    assert all(one.end <= other.start for one, other in itertools.pairwise(matches))


MATCHER = TermMatcher(glossary_of("人权", "人权高专办", "理事会", "国家机构", "缔约国", language="zh"))
