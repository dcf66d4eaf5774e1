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
from duizhao.language.script import display_width
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
