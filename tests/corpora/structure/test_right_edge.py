"""The right edge: lists have none, however alike the lengths of their entries."""

import pytest
from duizhao.corpora.line import Line
from duizhao.corpora.plain_text import text_lines
from duizhao.corpora.reading import read_bytes
from duizhao.corpora.structure.right_edge import cuts_figure, seams
from duizhao.language.script import display_width
from hypothesis import given
from hypothesis import strategies as st

ENTRIES_ZH = (
    "山谷果园灌溉合作社联合会",
    "北岸渔民与船工互助协会",
    "旧城区石桥修缮委员会",
    "高地牧场轮牧管理办公室",
    "河口湿地鸟类观察站",
    "青年木工职业培训中心",
    "沿海灯塔守护人联谊会",
    "乡村图书流动服务大队",
    "冬季雪地救援志愿小组",
    "社区面包房经营者协会",
)
ENTRIES_EN = (
    "owners of the orchards",
    "boat builders in winter",
    "menders of stone bridges",
    "keepers of mountain huts",
    "teachers in small schools",
    "bakers with a licence",
    "readers of tide tables",
)
PROSE_ZH = (
    "山谷里的果园靠一条两百年前开凿的水渠灌溉，每逢春天，各村的人家都要派人清理淤泥，修补渠岸，并按照田亩的多少分摊费用。",
    "谁也说不清这个办法是什么时候定下来的，但是它一直沿用到今天。",
)


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
@given(entries=st.lists(st.sampled_from(ENTRIES_ZH), min_size=3, max_size=10, unique=True))
def test_entries_of_about_one_length_are_blocks(separator: str, entries: list[str]) -> None:
    document = read_bytes(separator.join(["名单", *entries]).encode(), "a.txt", language="zh")
    assert [block.text for block in document.blocks] == ["名单", *entries]


@given(st.permutations(ENTRIES_EN))
def test_entries_in_small_letters_are_blocks(entries: list[str]) -> None:
    document = read_bytes("\n".join(["The members are:", *entries]).encode(), "a.txt", language="en")
    assert [block.text for block in document.blocks] == ["The members are:", *entries]


@pytest.mark.parametrize("width", range(16, 61))
def test_prose_is_one_text_at_any_width(width: int) -> None:
    for text in PROSE_ZH:
        printed = [text[at : at + width] for at in range(0, len(text), width)]
        if not all(line.endswith("，") for line in printed[:-1]):  # clauses a line, which a preamble has too
            document = read_bytes("\n".join(printed).encode(), "a.txt")
            assert [block.text for block in document.blocks] == [text]


def test_a_list_says_nothing_of_the_edge_of_the_text_around_it() -> None:
    text = PROSE_ZH[0]
    wrapped = [text[at : at + 30] for at in range(0, len(text), 30)]
    document = read_bytes("\n".join([*wrapped, *ENTRIES_ZH, *wrapped]).encode(), "a.txt")
    assert [block.text for block in document.blocks] == [text, *ENTRIES_ZH, text]


def test_traditional_words_are_cut_as_simplified_ones() -> None:
    lines = text_lines("鄉村圖書館每逢週末開放，由志願人員輪流值班，並向兒童講故\n事，借書不收費用，也不限冊數。\n")
    assert [seam.tied for seam in seams(lines, [display_width(line.text) for line in lines])] == [True]


@pytest.mark.parametrize(
    ("before", "following"),
    [
        ("每户罚款港币$10,", "000。"),
        ("全年收获27.", "9亿吨粮食。"),
        ("占人口的2.", "8%(普查)。"),
        ("按照第7", "0/1号决议。"),
    ],
)
def test_figures_are_cut(before: str, following: str) -> None:
    assert cuts_figure(before, following)


@pytest.mark.parametrize(
    ("before", "following"), [("共有1000,", "000人"), ("会议于3月结束。", "9亿吨"), ("见第27.", "000")]
)
def test_figures_are_not_cut(before: str, following: str) -> None:
    assert not cuts_figure(before, following)


def test_even_lines_with_clauses_are_one_text_though_no_word_is_cut() -> None:
    text = "码头工人每天清晨开始装货，遇到大风，他们就停工等候，而船长则在灯塔里喝茶，一直等到潮水退去之后才离开。"
    printed = "\n".join(text[at : at + 18] for at in range(0, len(text), 18))
    assert [block.text for block in read_bytes(printed.encode(), "a.txt").blocks] == [text]


def test_line_without_text_before_one_with_a_small_letter() -> None:
    lines = [Line("", 1), Line("and the boats of the village", 2)]
    assert seams(lines, [0, 28]) == []
