"""Printed lines become the text that the original has."""

from typing import Any

import pytest
from duizhao.corpora.structure.joining import JoinedText, vocabulary_of
from duizhao.corpora.structure.joining import join_lines as join_annotated
from duizhao.language.annotated_text import AnnotatedText, NoteReference
from hypothesis import given
from hypothesis import strategies as st


def join_lines(lines: list[str], *args: Any, **options: Any) -> JoinedText:
    return join_annotated(list(map(AnnotatedText, lines)), *args, **options)


def test_references_go_with_their_words() -> None:
    lines = [AnnotatedText("18 个 国家", (NoteReference(6, "1"),)), AnnotatedText("报告", (NoteReference(0, "2"),))]
    lines += [AnnotatedText("de-", (NoteReference(3, "3"),)), AnnotatedText("veloped", (NoteReference(7, "4"),))]
    joined = join_annotated(lines, "zh", frozenset({"developed"}))
    assert joined.text == "18个国家报告developed"
    assert joined.notes == tuple(map(NoteReference, (4, 5, 9, 16), "1234"))


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["2021 年 6 月 30 日，办公", "室在各地设有 18 个外地存在。"], "2021年6月30日，办公室在各地设有18个外地存在。"),
        (["应对与 COVID-", "19 疫情有关的挑战"], "应对与COVID-19疫情有关的挑战"),
        (["向 17 000 多名受害者", "提供援助"], "向17 000多名受害者提供援助"),
        (["载于 A/HRC/46/61", "和 A/HRC/46/61/Add.1 号文件"], "载于A/HRC/46/61和A/HRC/46/61/Add.1号文件"),
        (
            ["见 www.example.org/news/right-", "healthy-environment。"],
            "见www.example.org/news/right-healthy-environment。",
        ),
        (["见 www.example.org/brief_march_", "2021.pdf。"], "见www.example.org/brief_march_2021.pdf。"),
        (["例 如 见 报告"], "例如见报告"),
        (["与 UN Women 共同主办"], "与UN Women共同主办"),
    ],
)
def test_chinese_lines(lines: list[str], text: str) -> None:
    assert join_lines(lines, "zh").text == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ["mechanisms for reporting and follow-", "up and to implement"],
            "mechanisms for reporting and follow-up and to implement",
        ),
        (["the Secretary-", "General noted"], "the Secretary-General noted"),
        (["sustainable develop-", "ment requires"], "sustainable development requires"),
        (["in the period 2018–", "2021, the Office"], "in the period 2018–2021, the Office"),
        (["through the Free &", "Equal campaign"], "through the Free & Equal campaign"),
        (["a trade union and R&", "D centre"], "a trade union and R&D centre"),
        (["the biennium 2018 –", "2019"], "the biennium 2018 – 2019"),
        (["What is to be done?", "Much, said the Chair"], "What is to be done? Much, said the Chair"),
        (["women and/or?", "Yes"], "women and/or? Yes"),
        (["bodies/tbsearch.aspx?", "Lang=en, accessed"], "bodies/tbsearch.aspx?Lang=en, accessed"),
        (["plain words at", "a line end"], "plain words at a line end"),
        (["support for middle-", "and low-income countries"], "support for middle- and low-income countries"),
    ],
)
def test_english_lines(lines: list[str], text: str) -> None:
    assert join_lines(lines, "en", frozenset({"development", "secretary"})).text == text


def test_an_address_goes_on_where_the_file_has_no_space() -> None:
    lines = ["See www.example.org/protocol.pd", "f (in Spanish)", "and www.example.org/a.html", "in part"]
    expected = "See www.example.org/protocol.pdf (in Spanish) and www.example.org/a.html in part"
    assert join_lines(lines, "en", unspaced={0, 1, 2}).text == expected


def test_spaces_that_are_gone_are_remembered() -> None:
    joined = join_lines(["设有 18 个", "存在"], "zh")
    assert joined.text == "设有18个存在"
    assert joined.gaps == {2: " ", 4: " ", 5: "\n"}
    assert joined.lines == (0, 5)


@given(st.lists(st.text("中文条约abc 12,.-。，()", min_size=1, max_size=20), max_size=6), st.sampled_from(["zh", "en"]))
def test_joining_changes_white_space_only(lines: list[str], language: str) -> None:
    joined = join_lines(lines, "zh" if language == "zh" else "en")
    assert "".join(joined.text.split()) == "".join("".join(lines).split())


@given(st.text("中文 ab1，。(", max_size=30))
def test_spaces_set_right_stay_so(text: str) -> None:
    once = join_lines([text], "zh").text
    assert join_lines([once], "zh").text == once


def test_a_word_that_the_line_end_cut_is_none_of_the_vocabulary() -> None:
    assert vocabulary_of(["a follow-up to develop-", "ment and re-use"]) == {
        "a",
        "follow-up",
        "to",
        "ment",
        "and",
        "re-use",
    }
    assert vocabulary_of(["a-" * 200_000]) == frozenset()  # in one go, not one for each of its words


@pytest.mark.parametrize(
    "row", ["地区 渔船数 百分比", "北岸 54 28", "南岸 27 723 28 114", "张德明 谨启", "第三季度 12.5% 9.1%"]
)
def test_columns_of_a_line_stay_apart(row: str) -> None:
    assert join_lines([row], "zh").text == row


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("目 录", "目录"),
        ("停车 场、护栏、看台", "停车场、护栏、看台"),
        ("在 2021 年 1 月", "在2021年1月"),
        ("共 27 723 人", "共27 723人"),
    ],
)
def test_spaces_in_running_text_are_no_columns(line: str, text: str) -> None:
    assert join_lines([line], "zh").text == text
