"""The same blocks come out of a text with a paragraph a line and of the same text wrapped at any width.

The documents in `outlines` were written for this: a block a line, with its kind, key, headings above and text; `+`
for a key is a title that stands under its label.
"""

import textwrap
from pathlib import Path

import pytest
import regex
from duizhao.corpora.document import Document
from duizhao.corpora.reading import read_bytes
from duizhao.language.script import display_width, has_han
from hypothesis import given, settings
from hypothesis import strategies as st

OUTLINES = {path.stem: path for path in Path(__file__).with_name("outlines").glob("*.tsv")}
# of a list of short Chinese entries without any stop, two printed lines cannot be told from two entries
WRAPPED = sorted(OUTLINES.keys() - {"goals_zh"})


def rows(name: str) -> list[tuple[str, str, str, str]]:
    found = [line.split("\t") for line in OUTLINES[name].read_text(encoding="utf-8").splitlines()]
    return [(kind, key, path, text) for kind, key, path, text in found]


def outline(document: Document) -> list[tuple[str, str, str]]:
    return [(block.kind, block.key, "/".join(block.path)) for block in document.blocks]


def wrapped(text: str, width: int) -> str:
    if not regex.search(r"\p{Han}", text):
        return textwrap.fill(text, width, break_long_words=False)
    lines = [""]
    for unit in regex.findall(r"[“（(《]*(?:[\p{Latin}\p{Nd}.]+ ?|\X)[，。；、：”）)》,]*", text):
        if lines[-1] and display_width(lines[-1] + unit.rstrip()) > width:
            lines.append("")
        lines[-1] += unit if lines[-1] else unit.lstrip()
    return "\n".join(map(str.rstrip, lines))


def test_there_are_outlines() -> None:
    assert len(OUTLINES) > 10


@pytest.mark.parametrize("name", sorted(OUTLINES))
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_paragraph_a_line(name: str, between: str) -> None:
    document = read_bytes(between.join(text for *_rest, text in rows(name)).encode(), "a.txt")
    assert outline(document) == [(kind, key, path) for kind, key, path, _text in rows(name) if key != "+"]
    assert document.running_matter == ()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(WRAPPED), st.integers(43, 92))
def test_wrapped_at_any_width(name: str, width: int) -> None:
    texts = [text for *_rest, text in rows(name)]
    plain = read_bytes("\n\n".join(texts).encode(), "a.txt")
    printed = read_bytes("\n\n".join(wrapped(text, width) for text in texts).encode(), "a.txt")
    assert [(b.kind, b.key, b.path, b.text) for b in printed.blocks] == [
        (b.kind, b.key, b.path, b.text) for b in plain.blocks
    ]


@pytest.mark.parametrize("width", [44, 60, 72, 80])
@pytest.mark.parametrize("name", ["treaty_en", "treaty_zh", "resolution_en", "minutes_en"])
def test_first_lines_that_are_set_in(name: str, width: int) -> None:
    texts = [text for *_rest, text in rows(name)]
    plain = read_bytes("\n\n".join(texts).encode(), "a.txt")
    printed = "\n".join("    " + wrapped(text, width) for text in texts)
    assert outline(read_bytes(printed.encode(), "a.txt")) == outline(plain)


@pytest.mark.parametrize("width", [40, 72, 100])
@pytest.mark.parametrize("name", ["licence_en", "goals_en", "roman_sections_en", "declaration_zh"])
def test_no_blank_lines_or_one_between_all_printed_lines(name: str, width: int) -> None:
    plain = read_bytes("\n\n".join(text for *_rest, text in rows(name)).encode(), "a.txt")
    printed = "\n".join(wrapped(text, width) for *_rest, text in rows(name))
    for text in (printed, printed.replace("\n", "\n\n")):
        assert outline(read_bytes(text.encode(), "a.txt")) == outline(plain)


PREAMBLE_ZH = (
    "关于山区湖泊的宣言",
    "鉴于湖泊是山区居民的水源,也是候鸟的栖息地,应当得到长期的保护和合理的管理,",
    "鉴于各国已经承诺在二十年内恢复湖岸的湿地,并为此设立了一个共同的信托基金,由理事会负责监督,",
    "鉴于居民的参与是一切保护措施的前提,",
    "因此现在,会议,通过这一宣言,作为各国和各地方政府共同努力的目标,以期每一个社区都能够获得清洁的饮水;",
    "第一条",
    "人人有权获得清洁的饮水,并有义务不污染湖泊、河流和地下水的来源,亦不得浪费。",
    "第二条",
    "各国应当在本宣言通过以后五年之内,向会议提交一份关于湖泊现状的报告,说明已经采取的措施。",
)


@pytest.mark.parametrize("width", range(20, 46))
def test_lines_of_so_many_characters(width: int) -> None:
    printed = [text[at : at + width] for text in PREAMBLE_ZH for at in range(0, len(text), width)]
    document = read_bytes("\n".join(printed).encode(), "a.txt")
    assert [block.text.replace(" ", "") for block in document.blocks] == list(PREAMBLE_ZH)


PREAMBLE_EN = (
    "Declaration on the lakes of the mountains",
    "Whereas lakes are the source of water of those who live in the mountains, and a place of rest for birds,",
    "Whereas the parties have agreed to restore the marshes on the shores of lakes within twenty years,",
    "Whereas no measure will last unless the people of the villages take part in it from the beginning,",
    "Article 1",
    "Everyone has the right to clean water, and has the duty not to pollute lakes, rivers and wells.",
)


@pytest.mark.parametrize("width", range(40, 100))
def test_clauses_that_open_alike(width: int) -> None:
    printed = "\n".join(wrapped(text, width) for text in PREAMBLE_EN)
    document = read_bytes(printed.encode(), "a.txt")
    assert [block.text for block in document.blocks] == list(PREAMBLE_EN)


FORMULAS_EN = (
    "Declaration on the lakes",
    "Whereas lakes are the source of water of all those who live in the mountains,",
    "Whereas the parties have agreed to restore the marshes on the shores of lakes,",
    "Now, therefore,",
    "The parties gathered here proclaim the duty of all to protect the lakes of the region and their shores.",
    "Article 1",
    "Everyone has the right to clean water.",
)


@pytest.mark.parametrize("width", range(40, 100))
def test_a_word_with_a_capital_behind_a_clause(width: int) -> None:
    printed = "\n".join(wrapped(text, width) for text in FORMULAS_EN)
    assert [block.text for block in read_bytes(printed.encode(), "a.txt").blocks] == list(FORMULAS_EN)


SENTENCES_EN = (
    "The keeper of the lighthouse writes down the height of the water each morning and sends it to the office.",
    "Boats that come in at night are told by radio where they may tie up until the harbour master is back.",
    "Fishermen of the northern villages sell what they catch in the hall behind the customs house.",
    "Since last winter two engineers have lived on the island and looked after the cable.",
    "Nobody has counted the seals on the southern rocks for eleven years, although a grant was made for it.",
)
SENTENCES_ZH = (
    "灯塔管理员每天早晨记录水位，并将数字报送办公室。",
    "夜间进港的船只通过无线电得知可以停靠的泊位，等待港务长上班后再行登记。",
    "北部村庄的渔民在海关楼后面的大厅出售渔获，价格由合作社公布。",
    "自去年冬天以来，两名工程师住在岛上维护电缆。",
    "虽然为此拨了款，但十一年来没有人统计过南部礁石上的海豹数量。",
)


@pytest.mark.parametrize("width", range(36, 100))
def test_a_stop_at_the_edge_ends_a_text_where_texts_are_of_one_sentence(width: int) -> None:
    for texts in (SENTENCES_EN, SENTENCES_ZH):
        printed = "\n".join(wrapped(text, width) for text in texts)
        assert [block.text for block in read_bytes(printed.encode(), "a.txt").blocks] == list(texts)


@pytest.mark.parametrize("width", [30, 34, 40])
def test_a_bullet_begins_a_text(width: int) -> None:
    texts = (
        "1. 委员会审议了下列各项，并就其中若干项提出了建议，如",
        "- 湖岸湿地的恢复，包括芦苇带和浅水区的恢复；",
        "- 候鸟。",
    )
    lines = [line for text in texts for line in wrapped(text, width).split("\n")]
    starts = [block.line for block in read_bytes("\n".join(lines).encode(), "a.txt").blocks]
    assert starts == [number for number, line in enumerate(lines, 1) if line[0] in "1-"]


@pytest.mark.parametrize("width", range(44, 76, 4))
def test_a_title_of_more_than_one_line(width: int) -> None:
    title = "Agreement on the Joint Management, Protection and Restoration of Mountain Lakes and Wetlands of the Region"
    texts = [title, *FORMULAS_EN[1:]]
    printed = "\n".join(wrapped(text, width) for text in texts)
    document = read_bytes(printed.encode(), "a.txt")
    assert (document.title, document.blocks[0].kind) == (title, "title")


def test_no_text_begins_with_a_stop() -> None:
    text = "1. The fund pays for the work on the shore,\n²\n\n2. The council meets each year and elects a chair\n."
    blocks = read_bytes(text.encode(), "a.txt").blocks
    assert [block.label for block in blocks] == ["1", "2"]


def test_a_clause_that_a_conjunction_joins_is_no_paragraph() -> None:
    pages = (f"年度报告\n\n{n}. 委员会审议了第{n}份报告，通过了决定，\n并送交各国。\n" for n in range(1, 6))
    blocks = read_bytes("\f".join(pages).encode(), "a.txt").blocks
    assert [b.text for b in blocks if b.label == "3"] == ["委员会审议了第3份报告，通过了决定，并送交各国。"]
    assert not any(b.text.startswith("并") for b in blocks)


def test_a_figure_may_be_cut_at_the_edge() -> None:
    text = "大会，\n\n回顾其关于改善山区湖泊的水质和保护候鸟的栖息地的2\n0/4号决议，\n\n1. 欢迎报告；\n"
    assert "20/4号决议，" in [block.text[-8:] for block in read_bytes(text.encode(), "a.txt").blocks]


def test_short_lines_in_a_row_are_a_list() -> None:
    names = ["阿根廷", "巴西", "中国", "古巴", "埃及"]
    blocks = read_bytes("\n".join(["与会者名单", "", *names]).encode(), "a.txt").blocks
    assert [block.kind for block in blocks] == ["title", *["paragraph"] * len(names)]
    text = "概况\n\n背景\n\n委员会每年举行会议，并选举主席。\n"
    kinds = [block.kind for block in read_bytes(f"报告\n\n{text}".encode(), "a.txt").blocks]
    assert kinds == ["title", "heading", "heading", "paragraph"]


WRAPPED_BEFORE_A_NUMBER = (
    "The harbour was dredged, as the agreement says that the towns concluded on September 19,\n2014.",
    "The keepers noted that the number of boats had not grown at all in the years from 1995 to\n"
    "1998. They asked for a new pier without delay, and for two lamps on the old one.",
    "The ferry carries horses and carts free of charge, as the captain told the newspaper (p.\n"
    "31). Passengers pay at the gate on the other bank, in coins.",
    "The villages on the northern bank elected the members of their council, and gave the chair to\n"
    "A. Smith, who had kept the lighthouse for many years.",
    "灯塔码头委员会在春天的会议上通过了下列各项决定，而且规定从下一年起，按照本章已列出来的有关\n一、二两项办理。",
)


@pytest.mark.parametrize("text", WRAPPED_BEFORE_A_NUMBER)
def test_a_number_in_mid_sentence_begins_no_paragraph(text: str) -> None:
    intro = {
        True: "岸边的居民每年春天清理水渠，修补堤岸，并且按照田亩的多少分摊费用，这个办法一直沿用到今\n"
        "天，谁也说不清是什么时候定的。",
        False: "The people of the valley clear the canal every spring, and mend its banks, and share what\n"
        "it costs among all the farms by their fields.",
    }[has_han(text)]
    blocks = read_bytes(f"{intro}\n\n{text}\n\n{intro}\n".encode(), "a.txt").blocks
    joint = "" if has_han(text) else " "
    assert [block.text for block in blocks][1:2] == [text.replace("\n", joint)]
    assert not blocks[1].label
