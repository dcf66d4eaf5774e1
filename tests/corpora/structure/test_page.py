"""The measures of a page and its running matter."""

import pytest
from duizhao.corpora.plain_text import text_lines
from duizhao.corpora.structure.page import is_complete, measure_page, starts_page
from duizhao.corpora.structure.running_matter import find_running_matter, is_bar_code, is_job_number, is_page_number

ROW = "1. 办公室继续支持会员国努力执行各项建议并与民间社会组织合作以推动复苏工作取\n\n得进展。\n\n"
PAGE_END = (
    "__________________\n\n 1 见 www.example.org/report。\n\n"
    "https://www.example.org/report\nhttps://www.example.org/report\n\n\nA/00/9  \n\n\n4/12 25-00009 \n\n"
)


def running_matter(text: str) -> dict[str, str]:
    lines = text_lines(text)
    found = find_running_matter(lines, measure_page(lines), repeats=3)
    return {lines[index].text: reason for index, reason in found.items()}


def test_rules_links_heads_and_page_numbers_are_taken_out() -> None:
    assert running_matter(ROW * 8 + PAGE_END + ROW * 8) == {
        "__________________": "rule",
        "https://www.example.org/report": "link",
        "A/00/9": "running head",
        "4/12 25-00009": "page number",
    }


def test_an_address_that_a_sentence_ends_with_is_text() -> None:
    text = ROW * 8 + "2. 报告全文载于\n\nhttps://www.example.org/full。\n\n" + ROW * 4
    assert running_matter(text) == {}


def test_a_symbol_inside_a_sentence_is_text() -> None:
    text = (
        ROW * 8
        + "2. 办公室编写了关于下列问题的报告并将其作为下列文件提交给大会第八十届会议审\n\nA/00/33\n\n议。\n\n"
        + ROW * 4
    )
    assert running_matter(text) == {}


@pytest.mark.parametrize("text", ["21-10732", "21-10732 (C)", "GE.21-10732", "GE. 21-10732 (E) 160821 200821"])
def test_job_numbers(text: str) -> None:
    assert is_job_number(text)
    assert is_page_number(f"4/12 {text}")
    assert is_page_number(f"{text} 4")


@pytest.mark.parametrize("text", ["12", "4/12", "- 3 -", "page 3 of 12", "第 3 页", "第3页，共12页"])
def test_page_numbers(text: str) -> None:
    assert is_page_number(text)


def test_bar_codes() -> None:
    assert all(map(is_bar_code, ["*2110732*", "* 21-10732 *", "*1C-0032*", "Please recycle ♲", "请回收"]))
    assert not any(map(is_bar_code, ["*Abstract*", "*2021", "请回收所有旧版本并按照新的规定重新印制"]))


def test_a_page_starts_where_the_spacing_breaks() -> None:
    lines = text_lines(ROW * 6 + "\n\n 得到执行。\n\n" + ROW * 6)
    page = measure_page(lines)
    assert [line.text for index, line in enumerate(lines) if starts_page(lines, index, page)][1:] == ["得到执行。"]


def test_sentence_ends() -> None:
    assert all(map(is_complete, ["完。", "完。”", "(完。)", "done.", "done.”12", "items:", "其他；"]))
    assert not any(map(is_complete, ["未完", "A/HRC/46/61/Add.1", "ratio 3.5", "No.3", "and"]))
