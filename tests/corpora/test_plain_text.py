"""The lines of a plain text: wrapped, with a paragraph a line, or both."""

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


def test_entries_without_a_stop_are_paragraphs() -> None:
    names = ("清洁的街道", "夜间安静的街区和公园", "向所有人开放的图书馆", "价格合理且准时的公共交通工具", "河流")
    entries = [f"{n} {name}{'，并按街区和年份分列' * (n % 4)}" for n, name in enumerate(names * 20, 1)]
    assert all(line.whole for line in text_lines("\n\n".join(entries)))
    assert all(line.whole for line in text_lines("\n".join(entries)))


def test_a_text_may_be_wrapped_in_part() -> None:
    preamble = """The participants, wishing to keep the seeds of old food plants
for those who come after them, and knowing that no garden can
keep them all, have agreed to exchange samples every spring in
the manner described below.
"""
    long = "Each sample shall bear a label with the name of the plant, the place where it was gathered, and the year. "
    lines = text_lines(preamble + "".join(f"{n}. {long * 2}\n" for n in range(1, 9)))
    assert [line.whole for line in lines] == [False] * 4 + [True] * 8


def test_the_two_printed_lines_of_a_letter_are_one_text() -> None:
    letter = "I have the honour to inform you that the bridge will be closed from Monday\nuntil further notice.\n"
    assert not any(line.whole for line in text_lines(letter))


def test_entries_without_a_stop_wrapped_after_so_many_characters() -> None:
    entries = [
        f"{n}.{m} 到20{n}{m}年,按地区(第{m}区)分列的湖泊水质监测站数目,以及每1 {n}00人的比例"
        for n in range(1, 7)
        for m in range(1, 4)
    ]
    printed = [entry[at : at + 20] for entry in entries for at in range(0, len(entry), 20)]
    assert not any(line.whole for line in text_lines("\n".join(printed)))
