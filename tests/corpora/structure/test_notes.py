"""Footnotes and the numbers that call them."""

import time

import pytest
from duizhao.corpora.document import Document
from duizhao.corpora.plain_text import text_lines
from duizhao.corpora.reading import read_bytes
from duizhao.corpora.structure.notes import _best_chain
from duizhao.corpora.structure.page import measure_page

ROW = "{n}. 办公室继续支持会员国努力执行各项建议并与民间社会组织合作以推动复苏工作取\n\n得进展。\n\n"


def document(text: str) -> Document:
    return read_bytes(text.encode(), "a.txt")


def page(first: int, body: str, notes: str) -> str:
    rows = "".join(ROW.format(n=number) for number in range(first, first + 6))
    return rows + body + "__________________\n\n" + notes


def test_a_note_in_mid_paragraph_leaves_the_paragraph_whole() -> None:
    text = page(
        1,
        "7. 办公室发布了指南，1 并举办了关于如何在复苏中保护公民空间的讲习班，各国代表\n\n",
        " 1 见 A/00/12。\n \n\n\n",
    ) + (" 参加了讲习班。\n\n" + ROW.format(n=8))
    found = document(text)
    seven = next(block for block in found.blocks if block.label == "7")
    assert seven.text == "办公室发布了指南，并举办了关于如何在复苏中保护公民空间的讲习班，各国代表参加了讲习班。"
    assert [(note.offset, note.label) for note in seven.notes] == [(9, "1")]
    note = next(block for block in found.blocks if block.kind == "footnote")
    assert (note.label, note.text) == ("1", "见A/00/12。")


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        ("7. 条约机构1 一起采用了工具包。\n\n", "条约机构一起采用了工具包。"),
        ("7. 它发布了债务框架1、指南和计划。\n\n", "它发布了债务框架、指南和计划。"),
        ("7. 它发出了联合呼吁 1。它还开会。\n\n", "它发出了联合呼吁。它还开会。"),
        ("7. 它有 1 个办事处和1 月的会议。1 \n\n", "它有1个办事处和1月的会议。"),
        ("7. 塞舌尔 1 723\n\n南部有办事处。1\n\n", "塞舌尔1 723南部有办事处。"),  # thousands, as in a table
        ("7. 应对COVID-1卫生技\n\n术1。\n\n", "应对COVID-1卫生技术。"),
    ],
)
def test_the_reference_is_told_from_figures(body: str, clean: str) -> None:
    found = document(page(1, body, " 1 见 A/00/12。\n"))
    seven = next(block for block in found.blocks if block.label == "7")
    assert seven.text == clean
    assert [note.label for note in seven.notes] == ["1"]


def test_english_references() -> None:
    rows = "".join(
        f"{n}. The Office continued to support Member States in their efforts to implement the\n\nproposals.\n\n"
        for n in range(1, 7)
    )
    text = rows + (
        "7. It applied the plan for 2018–2021.1 The guidance,2 issued in 2021, covers treaty\n\n"
        "bodies3 in 3 regions.\n\n"
        "__________________\n\n 1 See A/00/12.\n\n 2 Available at www.example.org/guidance.\n\n 3 Ibid.\n"
    )
    seven = next(block for block in document(text).blocks if block.label == "7")
    assert (
        seven.text
        == "It applied the plan for 2018–2021. The guidance, issued in 2021, covers treaty bodies in 3 regions."
    )
    assert [note.label for note in seven.notes] == ["1", "2", "3"]


def test_a_line_that_starts_with_a_figure_is_no_note() -> None:
    text = "".join(ROW.format(n=n) for n in range(1, 7)) + (
        "7. 特别基金向各国的国家预防机制和非政府组织实施的防止酷刑项目提供了赠款共计\n\n17 个项目，涉及 13 个国家。\n\n"
    )
    found = document(text)
    assert not [block for block in found.blocks if block.kind == "footnote"]
    assert found.blocks[-1].text.endswith("共计17个项目，涉及13个国家。")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_paragraphs_numbered_without_a_full_stop_are_no_notes(language: str) -> None:
    sentence = {
        "zh": "各成员应每五年审查一次渔业协定并提出报告。",
        "en": "Members shall review the agreement on fisheries.",
    }
    found = document("".join(f"{number} {sentence[language]}\n" for number in range(1, 9)))
    assert "footnote" not in {block.kind for block in found.blocks}


def test_the_best_chain_is_found_in_linear_time() -> None:
    # once each candidate was compared with all before it: 15 times as long for four times as many
    def seconds(count: int) -> float:
        lines = text_lines("".join(f"{1 + k % 990} 见第{k}段。\n" for k in range(count)))
        start = time.process_time()
        _best_chain(lines, range(len(lines)), {}, measure_page(lines))
        return time.process_time() - start

    assert min(seconds(4000) for _ in range(3)) < 9 * min(seconds(1000) for _ in range(3)) + 0.02


def lines_of(first: int, last: int) -> str:
    return "".join(
        f"{n}. The Office repaired the pipes of the island, and the schools were able to open again\nin May.\n"
        for n in range(first, last + 1)
    )


RULE = "__________________\n"


def test_a_note_goes_on_under_the_rule_of_the_next_page() -> None:
    text = (
        lines_of(1, 6)
        + "7. It wrote a report.1\n"
        + RULE
        + "1 See the report of the first group, the report of the second group on the same matter\n"
        + "and the letters that were sent in reply by the ministries of health and of\n12/14 25-00009\nCRC/C/9\n"
        + lines_of(8, 12)
        + "13. It wrote a letter.2\n"
        + RULE
        + "the environment, which are kept in the archive.\n2 Ibid., para. 4.\n13/14 25-00009\nCRC/C/9\n"
        + lines_of(14, 18)
    )
    found = document(text)
    notes = {block.label: block.text for block in found.blocks if block.kind == "footnote"}
    assert notes["1"].endswith("ministries of health and of the environment, which are kept in the archive.")
    assert notes["2"] == "Ibid., para. 4."
    assert [block.label for block in found.blocks if block.kind == "paragraph"] == [str(n) for n in range(1, 19)]


def test_each_star_calls_the_note_under_it() -> None:
    page = "{rows}The Committee met in {place}.*\n" + RULE + "* {note}\n"
    text = page.format(rows=lines_of(1, 4), place="Rome", note="Reissued for technical reasons.") + page.format(
        rows=lines_of(5, 8), place="Lima", note="Local time."
    )
    found = document(text)
    called = [block.text for block in found.blocks if block.notes]
    assert [text.split()[-1] for text in called] == ["Rome.", "Lima."]
    assert [block.text for block in found.blocks if block.kind == "footnote"] == [
        "Reissued for technical reasons.",
        "Local time.",
    ]


def test_a_number_between_notes_is_no_number_of_the_next_note() -> None:
    found = document(lines_of(1, 6) + "7. It wrote a report.1\n" + RULE + "827\n1 See A/00/12.\n")
    assert [(block.label, block.text) for block in found.blocks if block.kind == "footnote"] == [("1", "See A/00/12.")]


@pytest.mark.parametrize(
    ("texts", "notes"),
    [
        (("回顾其关于湖泊的决定，¹", "欢迎理事会的报告²和建议，"), ("见A/50/12。", "同上，第3段。")),
        (
            ("Recalling its decision,¹", "Welcoming the report,² which covers 30 km²,"),
            ("See A/50/12.", "Ibid., para. 3."),
        ),
    ],
)
def test_raised_figures_call_notes(texts: tuple[str, ...], notes: tuple[str, ...]) -> None:
    raised = [f"{mark} {note}" for mark, note in zip("¹²", notes, strict=True)]
    blocks = document("\n\n".join(("1. Opens.", *texts, "2. Ends.")) + "\n\n" + "\n".join(raised)).blocks
    assert [(b.label, b.text) for b in blocks if b.kind == "footnote"] == list(zip("12", notes, strict=True))
    called = {note.label: block for block in blocks for note in block.notes}
    assert sorted(called) == ["1", "2"]
    assert [called[label].kind for label in "12"] == ["paragraph", "paragraph"]
    assert "¹" not in called["1"].text
    assert called["2"].text.count("²") == texts[1].count("km²")


ENDNOTES = {
    "en": ("The gauge of the {0} river was read.{1} It rose in May.", "Notes", "See the survey of the {0} river."),
    "zh": ("{0}河的水位已经测量。{1}五月水位上涨。", "注", "见{0}河调查报告。"),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("numbered", ["{}. ", "{} ", "[{}] "])
@pytest.mark.parametrize("paragraphs", [True, False])
def test_a_list_of_notes_at_the_end_is_called_by_the_text(language: str, numbered: str, paragraphs: bool) -> None:
    body, heading, note = ENDNOTES[language]
    names = ["Ash", "Bow", "Cam", "Dee"] if language == "en" else ["东", "西", "南", "北"]
    texts = [f"{n}. " * paragraphs + body.format(name, n) for n, name in enumerate(names, 1)]
    notes = [numbered.format(n) + note.format(name) for n, name in enumerate(names, 1)]
    found = document("\n\n".join([*texts, heading, *notes]) + "\n")
    listed = [(block.label, block.text) for block in found.blocks if block.kind == "footnote"]
    assert listed == [(str(n), note.format(name)) for n, name in enumerate(names, 1)]
    assert [[mark.label for mark in block.notes] for block in found.blocks[: len(names)]] == [
        ["1"],
        ["2"],
        ["3"],
        ["4"],
    ]
    assert heading in [block.text for block in found.blocks]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_numbered_paragraphs_under_such_a_heading_are_no_notes_where_nothing_calls_them(language: str) -> None:
    body, heading, note = ENDNOTES[language]
    texts = [body.format(name, "") for name in ("Ash", "Bow", "Cam")]
    found = document("\n\n".join([*texts, heading, *(f"{n}. " + note.format("Ash") for n in (1, 2, 3))]) + "\n")
    assert "footnote" not in {block.kind for block in found.blocks}


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("The survey1 was read.\n\nIt was sent.\n\n1 Printed in 2019.\n", ["1"]),
        ("The survey was read.\n\nIt was sent.\n\n1 Printed in 2019.\n", []),  # nothing calls it
        ("Ann Reed1, Bo Li2\n\n1 Methods\n\nIt was read.\n\n2 Results\n\nIt was sent.\n", []),
        ("报告已分发。1\n\n1 去年印发。\n", ["1"]),
    ],
)
def test_a_documents_only_note_is_one_where_the_text_calls_it(text: str, notes: list[str]) -> None:
    document = read_bytes(text.encode(), "a.txt")
    assert [block.label for block in document.blocks if block.kind == "footnote"] == notes
    assert [note.label for block in document.blocks for note in block.notes] == notes
