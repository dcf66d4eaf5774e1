"""Labels of both languages, read and compared by value."""

import pytest
from duizhao.corpora.structure.labels import read_labels
from duizhao.corpora.structure.named_labels import leading_number
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("第一章", "Chapter I"),
        ("第二章 办事处的活动", "Chapter II Activities"),
        ("一. 导言", "I. Introduction"),
        ("十二、结论", "XII. Conclusions"),
        ("B. 发展", "B. Development"),
        ("15. 办公室", "15. The Office"),
        ("15之二. 回顾", "15 bis. Recalls"),
        ("第三条", "Article 3"),
        ("第二十一条 人人有权", "Article 21"),
        ("(a) 加强", "(a) To strengthen"),
        ("（a）加强", "(a) To strengthen"),
        ("㈠ 加强", "(i) To strengthen"),
        ("⑵ 加强", "(2) To strengthen"),
        ("１５. 办公室", "15. The Office"),
        ("Ⅱ. 导言", "II. Introduction"),
        ("第３条", "Article 3"),
        ("附件一", "Annex I"),
        ("附件", "Annex"),
        ("C部分附件一", "Annex I to Part C"),
        ("第二号议定书附件", "Annex to Protocol No. 2"),
        ("附件二附录三", "Appendix III to Annex II"),
        ("附表二", "Schedule 2"),
        ("规则12之二", "Rule 12 bis"),
        ("第一部分 总则", "PART ONE, GENERAL"),
        ("A部分", "Part A"),
        ("第一章 宗旨", "CHAPTER I, PURPOSES"),
        ("第二节 范围", "Section 2 – Scope."),
        ("目标1. 清洁", "Goal 1. Clean"),
        ("第1条 – 定义", "Article 1 – Definitions"),
        ("目标一", "Objective one"),
        ("建议4：", "Recommendation 4:"),
        ("原則3", "Principle 3"),
        ("1.a 支持", "1.a Support"),
        ("1.a.1支持", "1.a.1 Support"),
        ("16.10 确保", "16.10 Ensure"),
        ("2.1. 范围", "2.1. Scope"),
        ("- (b) 财产", "- (b) property"),
        ("第四条", "Art. 4"),
        ("第4条 会费", "Art. 4. Dues"),
        ("第二节", "Sec. 2. Votes"),
        ("第7节 表决", "§ 7 Votes"),
        ("第三章", "Ch. III"),
        ("附录二", "App. 2"),
        ("(乙) 财产", "(b) property"),
        ("（寅）財產", "(c) property"),
        ("丙、财产", "C. Property"),
        ("附表二", "Second Schedule"),
        ("第一号议定书", "FIRST PROTOCOL"),
    ],
)
def test_labels_correspond_across_languages(zh: str, en: str) -> None:
    keys = {label.key for label in read_labels(zh)}
    assert keys & {label.key for label in read_labels(en)}


@pytest.mark.parametrize(
    "line",
    [
        "2021年6月30日，办公室",
        "3.5亿人受到影响",
        "Annex to the report of the Committee",
        "附件所载的案文",
        "一些国家指出",
        "I am grateful",
        "人权高专办",
        "17 000 people",
        "Article 3 provides that",
        "Article 3, paragraph 2, of the Convention",
        "第三条规定各国",
        "甲、乙双方同意",
        "第三条第二款",
        "规则2也适用",
        "原则一致",
        "1.5 million people",
        "3.2%的人口",
        "21.5.2021",
        "a.m. and p.m.",
        "- " * 10_000,
    ],
)
def test_text_that_starts_like_a_label_has_none(line: str) -> None:
    assert read_labels(line) == []


def test_a_letter_that_may_be_roman_has_both_readings() -> None:
    assert {label.style for label in read_labels("I. Introduction")} == {"roman", "upper"}
    assert {label.style for label in read_labels("(i) the")} == {"roman-paren", "lower-paren"}


def test_the_text_after_a_label_starts_at_its_end() -> None:
    line = "23. 根据《任择议定书》"
    assert line[read_labels(line)[0].end :] == "根据《任择议定书》"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("廿一、结论", "XXI"),
        ("第三五条", "art35"),
        ("第壹佰条", "art100"),
        ("一万二千、结论", "12000"),
        ("一〇三. 结论", "CIII"),
        ("㉑ 结论", "21"),
        ("(十一) 结论", "xi"),
        ("(bb) to", "bb"),
    ],
)
def test_numerals_of_labels(line: str, key: str) -> None:
    assert key in {label.key for label in read_labels(line)}


@given(st.text(max_size=40))
def test_any_line_can_be_read(line: str) -> None:
    for label in read_labels(line):
        assert 0 < label.end <= len(line)
        assert label.key
        assert label.key.isprintable()


@pytest.mark.parametrize("line", ["第1条 – 定义", "第1条——定义", "第1条：定义", "第1条 - 定义"])
def test_a_dash_parts_a_label_from_its_title(line: str) -> None:
    assert line[read_labels(line)[0].end :] == "定义"


@pytest.mark.parametrize("line", ["Annex I to Part C", "C部分附件一", "Appendix to Annex II", "附件二附录"])
def test_what_is_attached_and_to_what_is_one_label(line: str) -> None:
    assert {(label.style, label.printed, label.end) for label in read_labels(line)} == {("annex", line, len(line))}


def test_many_labels_in_a_row_are_no_fault() -> None:
    assert read_labels("第一条" * 2000) == []


def test_a_sentence_about_what_is_attached_is_none() -> None:
    assert not any(label.style == "annex" for label in read_labels("第三条附件所载的案文"))


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("第四步 混合", "Step 4 Mix"),
        ("第四步混合", "Step 4: mix"),
        ("表4各国人口", "Table 4 Population by country"),
        ("第四，应当开放。", "Fourth, it should be open."),
        ("第二十四届会议", "Twenty-fourth session"),
        ("第四十次会议", "40th meeting"),
        ("第三世界", "Third World"),
        ("方案C", "Option C"),
    ],
)
def test_the_number_that_a_text_begins_with_is_found_in_both_languages(zh: str, en: str) -> None:
    assert leading_number(zh)[1] & leading_number(en)[1]


@pytest.mark.parametrize(
    "line",
    ["2021年通过", "四个国家", "March 4 Programme", "Article 3 provides for it", "Ships fly flags", "第4/2号决定"],
)
def test_a_text_that_begins_with_no_count_of_its_own_has_none(line: str) -> None:
    assert leading_number(line) == ("", frozenset())
