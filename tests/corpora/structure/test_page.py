"""The measures of a page."""

from duizhao.corpora.plain_text import text_lines
from duizhao.corpora.structure.page import is_complete, measure_page, starts_page

ROW = "1. 办公室继续支持会员国努力执行各项建议并与民间社会组织合作以推动复苏工作取\n\n得进展。\n\n"


def test_a_page_starts_where_the_spacing_breaks() -> None:
    lines = text_lines(ROW * 6 + "\n\n 得到执行。\n\n" + ROW * 6)
    page = measure_page(lines)
    assert [line.text for index, line in enumerate(lines) if starts_page(lines, index, page)][1:] == ["得到执行。"]


def test_sentence_ends() -> None:
    assert all(map(is_complete, ["完。", "完。”", "(完。)", "done.", "done.”12", "items:", "其他；"]))
    assert not any(map(is_complete, ["未完", "A/HRC/46/61/Add.1", "ratio 3.5", "No.3", "and"]))
