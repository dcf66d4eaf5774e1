"""Bytes to lines: encodings, wrapped and clean texts."""

import pytest
from duizhao.corpora.plain_text import decode, text_lines
from duizhao.errors import DuizhaoError

ZH = "1. 本报告根据大会第48/141号决议提交。\n\n2. 会员国应重建得更好。\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("gb18030", "gb18030"),
    ],
)
def test_the_encoding_is_found(encoding: str, name: str) -> None:
    assert decode((ZH * 20).encode(encoding), "a.txt") == (ZH * 20, name)


def test_english_in_utf16_without_a_mark() -> None:
    text = "The Council takes note of the report.\n" * 5
    assert decode(text.encode("utf-16-be"), "a.txt") == (text, "utf-16-be")


@pytest.mark.parametrize("data", [b"", b"  \n\n", bytes(range(256)) * 20, b"\x00\x01\x02\xff\xfe" * 100])
def test_what_is_no_text_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(DuizhaoError) as caught:
        decode(data, "a.bin")
    assert str(caught.value).startswith("a.bin: ")
    assert "\n" not in str(caught.value)


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
