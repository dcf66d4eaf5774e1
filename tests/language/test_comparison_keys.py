import pytest
from duizhao.language.comparison_keys import fold_chinese, fold_english, simplified, term_key
from duizhao.language.script import language_of
from duizhao.language.words import spelling_key
from hypothesis import given
from hypothesis import strategies as st


@given(st.text(max_size=60))
def test_folded_chinese_keeps_every_offset(text):
    assert len(fold_chinese(text)) == len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("聯合國人權事務高級專員辦事處", "联合国人权事务高级专员办事处"),
        ("ＣＯＶＩＤ－１９大流行病", "COVID-19大流行病"),
        ("（人權理事會）", "(人权理事会)"),
    ],
)
def test_equal_in_chinese(one, other):
    assert term_key(one, "zh") == term_key(other, "zh")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("labour", "labor"),
        ("programme", "program"),
        ("organisations", "organizations"),
        ("analysing", "analyzing"),
        ("centre", "center"),
        ("defence", "defense"),
        ("behaviour", "behavior"),
        ("enrolment", "enrollment"),
        ("fulfil", "fulfill"),
        ("judgements", "judgments"),
        ("paediatric", "pediatric"),
    ],
)
def test_two_spellings_one_key(one, other):
    assert spelling_key(one) == spelling_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("four", "for"), ("hour", "hor"), ("filling", "filing"), ("shoe", "she"), ("holly", "holy"), ("rise", "rize")],
)
def test_two_words_two_keys(one, other):
    assert spelling_key(one) != spelling_key(other)


def test_english_without_capitals_hyphens_and_curly_apostrophes():
    assert fold_english("Children’s  Rights-based") == fold_english("children's rights based")


def test_language_of_a_query():
    assert language_of("COVID-19大流行病") == "zh"
    assert language_of("COVID-19") == "en"


def test_a_traditional_text_is_simplified_and_a_simplified_one_left_alone() -> None:
    traditional = ["聯合國教育、科學及文化組織總幹事", "各締約國應採取適當措施。"]
    assert simplified(traditional) == ["联合国教育、科学及文化组织总干事", "各缔约国应采取适当措施。"]
    plain = ["联合国教育、科学及文化组织总干事在巴黎会见了作者鄭先生，就出版问题进行了讨论。"]
    assert simplified(plain) == plain
    assert simplified([]) == []
