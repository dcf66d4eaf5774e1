"""Plain text to lines: wrapped and clean texts."""

from duizhao.corpora.plain_text import text_lines


def test_a_paragraph_a_line_is_whole() -> None:
    lines = text_lines("1. 第一段。\n2. 第二段，比第一段长一些，因为它有两个分句。\n3. 第三段。\n")
    assert [line.whole for line in lines] == [True] * 3


def test_wrapped_lines_are_told_by_their_ends() -> None:
    row = "本报告所述期间人权高专办继续支持会员国努力执行各项建议并与民间社会合作以\n\n"
    lines = text_lines(row * 12)
    assert not any(line.whole for line in lines)
    assert {line.gap for line in lines[1:]} == {1}


def test_form_feeds_count_pages() -> None:
    lines = text_lines("one line of text\n\fanother line of text\n")
    assert [line.page for line in lines] == [1, 2]
