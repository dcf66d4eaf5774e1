"""Items of sentences: words, figures in both scripts, names by sound."""

import pytest
from duizhao.align.sentences.coverage import vocabularies
from duizhao.align.sentences.lexicon import chinese_items, english_items, lexicon, stem, translations


@pytest.mark.parametrize(
    ("one", "other"),
    [("policies", "policy"), ("adopted", "adopting"), ("meetings", "meet"), ("crises", "crise"), ("running", "run")],
)
def test_inflected_forms_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("第七届会议", "the seventh session; 7"),
        ("通过了61份清单", "adopted 61 lists"),
        ("一九六七年", "in 1967"),
        ("二十八面天线", "twenty-eight: 28 antennas"),
        ("三万五千人", "35,000 people"),
        ("两千人", "2,000 people"),
        ("每天三个人", "three a day"),
    ],
)
def test_figures_meet(zh: str, en: str) -> None:
    left = {item for item in chinese_items(zh, lexicon()) if item[0] == "#"}
    right = {item for item in english_items(en) if item[0] == "#"}
    if zh != "第七届会议":
        assert left & right
    else:
        assert "#7" in right


def test_dictionary_words_are_translated() -> None:
    words = lexicon()
    items = chinese_items("委员会审议了条约。", words)
    assert "条约" in items
    assert stem("treaty") in translations("条约", words)
    assert "chad" in translations("乍得", words)


def test_names_by_sound_and_latin_words() -> None:
    zh, en = ["汪淼来了。", "COVID-19疫情。"], ["Then Wang Miao came.", "The COVID-19 pandemic."]
    words, figures = vocabularies(zh, en, lexicon())
    weights, matched = words.zh.between(range(2), range(2))
    assert (weights @ matched)[0, 0] > (weights @ matched)[0, 1]
    weights, matched = figures.zh.between(range(2), range(2))
    assert (weights @ matched)[1, 1] > 0
    assert (weights @ matched)[1, 0] == 0


def test_stop_words_and_empty_text_say_nothing() -> None:
    assert english_items("It is what it is.") == ()
    assert chinese_items("", lexicon()) == ()
