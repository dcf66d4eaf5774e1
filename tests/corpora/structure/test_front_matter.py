"""Front matter: which line is the title, and where the text begins."""

import time

import pytest
from duizhao.corpora.document import Document
from duizhao.corpora.reading import read_bytes
from duizhao.corpora.structure.front_matter import is_masthead, is_wrapped

CLAUSES = """Recalling its resolution 48/3 of 1 June 1993, in which it asked States to share what they know,

1. Asks all States to measure the flow of their rivers every month;

2. Decides to return to the question at its fifty-fourth session.
"""
EXTRACTED = """United Nations

General Assembly

Distr.: General
31 October 2003

Fifty-eighth session
Agenda item 30

Resolution adopted by the General Assembly on
26 October 2003
[without reference to a Main Committee (A/58/L.6 and A/58/L.6/Add.1)]

58/6.

Protection of rivers in mountain regions and of those who live
beside them
The General Assembly,
Recalling its resolutions 2453 A (XXIII) of 20 December 1968, 37/90 of
10 December 1982, 54/68 of 6 December 1999 and all the other ones that it adopted
on rivers and bridges,
1. Asks all States to measure the flow of their rivers every month and to publish
what they find;
2. Decides to return to the question at its sixty-fourth session.
"""


def document(text: str) -> Document:
    return read_bytes(text.encode(), "a.txt")


@pytest.mark.parametrize(
    ("text", "title", "first"),
    [
        (f"52/11. Clean rivers\n\nThe General Assembly,\n\n{CLAUSES}", "52/11. Clean rivers", "The G"),
        (EXTRACTED, "Protection of rivers in mountain regions and of those who live beside them", "The G"),
        (
            "山区河流公约\n\n本公约缔约各方，\n\n意识到清洁的河流对沿岸所有居民的价值，\n\n兹协议如下：\n\n第一条\n\n"
            "在本公约中，“河流”指宽于一步的任何流水。\n\n第二条\n\n每一缔约方应测量其河流。\n",
            "山区河流公约",
            "本公约缔约各方",
        ),
        (
            "Dear Colleague,\n\nThank you for the map of the river. We have compared it with ours.\n\nCould you send "
            "us the figures of 1998 before the end of the month?\n\nYours sincerely,\n\nA. Keller\n",
            "",
            "Dear Colleague",
        ),
        (
            "Goal 1. Clean rivers for everyone\n\n1.1 By 2030, measure all rivers wider than a step\n\nGoal 2. Safe "
            "bridges\n\n2.1 By 2030, mend all bridges that are older than fifty years\n",
            "",
            "Clean rivers",
        ),
        (
            "River Data Licence, version 2\n\nBy using the data you accept the terms of this licence, which is a "
            "contract between you and the office.\n\nSection 1 – Definitions.\n\na. Data means the measurements.\n",
            "River Data Licence, version 2",
            "By using",
        ),
        (
            "Declaration of River Rights\n\nPreamble\n\nWhereas recognition of the worth of rivers is the "
            "foundation of peace among those who share them,\n\nArticle 1\nAll rivers are born free.\n",
            "Declaration of River Rights",
            "Preamble",
        ),
    ],
)
def test_title_and_first_text(text: str, title: str, first: str) -> None:
    found = document(text)
    assert found.title == title
    assert next(block.text for block in found.blocks if block.kind not in ("title", "front")).startswith(first)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "United Nations\nRivers Council\nSeventh session\nAgenda item 3\n{}\nReport of the Secretary-General\n"
            "1. The rivers were read.\n2. The report says how.\n",
            "Review of the rivers of the upper valley\nand of their bridges",
        ),
        (
            "联合国\n河流理事会\n第七届会议\n议程项目3\n{}\n秘书长的报告\n1. 测量了河流。\n2. 报告说明了经过。\n",
            "审查《河流宣言》\n和《桥梁纲要》的执行情况",
        ),
        ("联合国\n河流理事会\n第七届会议\n{}\n1. 测量了河流。\n2. 报告说明了经过。\n", "河流：在上游和\n在下游的测量"),
    ],
)
def test_a_title_of_two_lines_is_whole(text: str, title: str) -> None:
    found = document(text.format(title))
    assert found.title == title.replace("\n", " " if title.isascii() else "")


@pytest.mark.parametrize("text", ["one\n\ntwo\n\nthree.\n", "Rivers\n\nof the valley, read twice.\n\nThey rose.\n"])
def test_a_small_letter_is_the_rest_of_no_list_and_of_no_title_before_a_sentence(text: str) -> None:
    assert document(text).title == text.partition("\n")[0]


def test_a_line_that_begins_with_peace_is_no_rest_of_the_one_above() -> None:
    text = "联合国\n河流理事会\n第七届会议\n共同使用河流\n和平利用外层空间\n1. 测量了河流。\n2. 报告说明了经过。\n"
    assert document(text).title == "和平利用外层空间"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Rivers Council\n9th meeting\n\nPresident: Mr. Keller\n\nThe meeting rose at 10.05 a.m.\n\nAdoption of "
            "the agenda\n\nThe agenda was adopted.\n\nThe President: In accordance with rule 37 of the provisional "
            "rules of procedure, I invite the representative of the upper valley to take part in this meeting.\n",
            "9th meeting",
        ),
        ("河流理事会\n第九次会议\n\n主席：陈先生\n\n上午10时开会。\n\n通过议程\n\n议程通过。\n", "第九次会议"),
        ("兹\n\n特此声明\n\n各国承诺保护河流的权利，\n\n并采取一切适当措施。\n", ""),
    ],
)
def test_neither_a_sentence_nor_a_word_of_a_formula_is_the_title(text: str, title: str) -> None:
    assert document(text).title == title


def test_the_heading_of_a_summary_ends_the_front_matter() -> None:
    text = (
        "United Nations\nRivers Council\nSeventh session\nRivers of the upper valley\n"
        "Report of the High Commissioner for the Rivers of the Valley\nSummary\n"
        "The present report is submitted under resolution 4 of the Council. It\n"
        "says how the gauges of the valley were read, and by whom they were\nmended in the course of the last year.\n"
        "I. Introduction\n1. The Council asked for a report on the gauges that were read by the\n"
        "fishermen of the upper valley, and by those of the lower one.\n"
    )
    kinds = {block.text: block.kind for block in document(text).blocks}
    assert kinds["Report of the High Commissioner for the Rivers of the Valley"] == "front"
    assert kinds["Summary"] == "heading"
    assert "summary" in kinds.values()


def test_a_sentence_that_the_end_of_a_page_breaks_off_is_one_paragraph() -> None:
    pages = [f"河流年报\n\n第{n}章\n\n测量\n\n理事会通过决定，\n" for n in "一二三"]
    found = document("\f".join(pages[:2]) + "\f河流年报\n\n并送交各国。\n\n结论\n\n工作完成。\n")
    assert "理事会通过决定，并送交各国。" in [block.text for block in found.blocks]


@pytest.mark.parametrize(
    "text",
    [
        "United Nations A/99/9", "联合国", "Rivers Council", "河流理事会", "Economic and Social Council",
        "Committee on the Rights of the River", "Commission on the Status of Bridges", "Security Council Ninth year",
        "Conference of the Parties to the Convention on Rivers", "河流理事会第四十七届会议", "Ninth session",
        "Agenda item 3", "议程项目2和3", "Distr.: General", "原文：英文", "21 June–9 July 2021",
        "2021年6月21日至7月9日",
    ],
)  # fmt: skip
def test_what_mastheads_say(text: str) -> None:
    assert is_masthead(text)


@pytest.mark.parametrize(
    "title",
    [
        "United Nations Convention on Rivers", "联合国河流公约", "Composition of the Rivers Council",
        "河流理事会的组成",
        "大会的工作安排", "Review of the work of the Committee", "Council decisions on bridges", "委员会关于河流的结论",
    ],
)  # fmt: skip
def test_a_title_may_hold_the_name_of_an_organ(title: str) -> None:
    organ, texts = (
        ("河流理事会", ("测量了河流。", "报告说明了经过。"))
        if title[0] > "z"
        else ("Rivers Council", ("The rivers were read.", "The report says how."))
    )
    numbered = "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1))
    assert document(f"{organ}\n{title}\n{numbered}\n").title == title
    assert document(f"{title}\n\n{texts[0]}\n\n{numbered}\n").title == title


@pytest.mark.parametrize("text", ["A ", "Aa ", "Council on A ", "委员会", " "])
def test_a_long_line_is_judged_at_once(text: str) -> None:
    start = time.process_time()
    is_masthead("Committee on A" + text * 100_000 + "x.")
    is_masthead(text * 100_000)
    assert time.process_time() - start < 2  # with names of any length it took minutes


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("关于山区居民的", "饮水权公约"),
        ("《山区湖泊和湿地", "保护公约》"),
        ("CONVENTION ON THE LAKES OF", "THE NORTHERN MOUNTAINS"),
        ("CONVENTION FOR THE PROTECTION", "OF MOUNTAIN LAKES"),
    ],
)
def test_the_second_line_of_a_title(before: str, text: str) -> None:
    assert is_wrapped(before, text)
    body = "第一条\n各国应当保护湖泊，并互相通报所采取的措施，秘书处应当转送收到的资料。\n第二条\n会议每两年举行。\n"
    blocks = read_bytes(f"{before}\n{text}\n{body}".encode(), "a.txt").blocks
    assert (blocks[0].kind, blocks[1].label) == ("title", "第一条")


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("山区湖泊公约", "关于湿地的议定书"),
        ("THE COUNCIL OF LAKES", "THE GENERAL REPORT"),
        ("《湖泊公约》", "《湿地公约》"),
    ],
)
def test_another_line_of_the_front(before: str, text: str) -> None:
    assert not is_wrapped(before, text)
