"""Running matter: what belongs to the page is found by place, rhythm and repetition; what reads as text stays."""

import random

import pytest
from duizhao.corpora.document import Document
from duizhao.corpora.plain_text import text_lines
from duizhao.corpora.reading import read_bytes
from duizhao.corpora.structure.page import measure_page
from duizhao.corpora.structure.page_numbers import is_bar_code, is_page_number, read_folio, read_job
from duizhao.corpora.structure.running_matter import find_running_matter
from hypothesis import given
from hypothesis import strategies as st

ROW = "1. 办公室继续支持会员国努力执行各项建议并与民间社会组织合作以推动复苏工作取\n\n得进展。\n\n"
PAGE_END = (
    "__________________\n\n 1 见 www.example.org/report。\n\n"
    "https://www.example.org/report\nhttps://www.example.org/report\n\n\n\nA/00/9  \n\n\n\n4/12 25-00009 \n\n"
)
WIDTH = 72
SENTENCES = (
    "The Office helped the island authorities to repair water pipes, and the schools were able to open again in May.",
    "Fishing communities asked for smaller nets, better ice stores and a fair price for what they bring ashore.",
    "Two of the nine districts had no doctor, so that patients walked for a day to reach the nearest clinic.",
    "The Committee noted that the data were old and that nobody had counted the families who moved inland.",
)


def running_matter(text: str) -> dict[str, str]:
    lines = text_lines(text)
    found = find_running_matter(lines, measure_page(lines), repeats=3).reasons
    return {lines[index].text: reason for index, reason in found.items()}


def document(text: str) -> Document:
    return read_bytes(text.encode(), "a.txt")


def taken(text: str) -> list[str]:
    return [item.text for item in document(text).running_matter]


def wrapped(count: int, first: int = 1, seed: int = 0) -> list[str]:
    """Numbered paragraphs, printed in lines of the page's width."""
    source = random.Random(seed)
    lines: list[str] = []
    for number in range(first, first + count):
        words = " ".join([f"{number}.", *(source.choice(SENTENCES) for _ in range(source.randint(1, 4)))]).split(" ")
        line = ""
        for word in words:
            if len(line) + 1 + len(word) > WIDTH:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines.append(line)
    return lines


def pages(lines: list[str], head: str, foot: str, feed: bool) -> str:
    """Set lines in pages of 30 with a head and a foot; ``#`` stands for the page's number."""
    out: list[str] = []
    for number, start in enumerate(range(0, len(lines), 30), 1):
        top = head.replace("#", str(number)) if number > 1 else ""
        out += [("\f" if feed and number > 1 else "") + top] if top else []
        out += lines[start : start + 30]
        out += [foot.replace("#", str(number))] if foot else []
    return "\n".join(out) + "\n"


def test_rules_links_heads_and_page_numbers_are_taken_out() -> None:
    assert running_matter(ROW * 8 + PAGE_END + ROW * 8) == {
        "__________________": "rule",
        "https://www.example.org/report": "link",
        "A/00/9": "running head",
        "4/12 25-00009": "page number",
    }


@pytest.mark.parametrize("feed", [True, False])
@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("CRC/C/99", "#"),
        ("UNITED NATIONS", "#"),
        ("Water and schools", "- # -"),
        ("CRC/C/99", "Page #"),
        ("", "#/5"),
        ("", "# GE.25-00009"),
    ],
)
def test_what_comes_back_or_counts_at_the_edges_of_pages(head: str, foot: str, feed: bool) -> None:
    lines = wrapped(40)
    found = document(pages(lines, head, foot, feed))
    count = -(-len(lines) // 30)
    expected = [foot.replace("#", str(page)) for page in range(1, count + 1) if foot]
    expected += [head.replace("#", str(page)) for page in range(2, count + 1) if head]
    assert sorted(item.text for item in found.running_matter) == sorted(expected)
    assert [block.label for block in found.blocks if block.kind == "paragraph"][:40] == [str(n) for n in range(1, 41)]


def test_a_head_that_holds_the_number_counts_with_the_form_feeds() -> None:
    lines = wrapped(40)
    heads = [f"Water and schools, page {number}" for number in range(2, 8)]
    assert taken(pages(lines, "Water and schools, page #", "", True)) == heads[: -(-len(lines) // 30) - 1]


TEXTS = (
    "E/C.12/XYZ/CO/7.", "A/C.3/51/L.19", "HIV/AIDS", "12", "147", "2021", "1998", "46/20", "3/12", "99-12345",
    "https://www.example.org/fish", "Please recycle bottles", "Please recycle", "Recommendation", "Decides:", "of the",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("feed", [True, False])
def test_no_line_that_reads_as_text_is_taken_out(text: str, times: int, feed: bool) -> None:
    for seed in range(6):
        source = random.Random(seed)
        lines = wrapped(30, seed=seed)
        for _ in range(times):
            lines.insert(source.randrange(2, len(lines) - 1), text)
        page = pages(lines, "CRC/C/99", "#/9 25-00009", feed)
        found = document(page)
        assert text not in [item.text for item in found.running_matter]
        assert sum(block.text.count(text.rstrip(".")) + (block.label == text) for block in found.blocks) >= times


@given(st.data())
def test_every_line_is_in_a_block_or_in_the_running_matter(data: st.DataObject) -> None:
    lines = wrapped(data.draw(st.integers(2, 20)), seed=data.draw(st.integers(0, 99)))
    for text in data.draw(st.lists(st.sampled_from([*TEXTS, "CRC/C/99", "- 3 -", "*2500009*", "____________"]))):
        lines.insert(data.draw(st.integers(0, len(lines))), text)
    page = pages(
        lines, data.draw(st.sampled_from(["", "CRC/C/99", "Water"])), data.draw(st.sampled_from(["", "#"])), True
    )
    found = document(page)
    kept = "".join(block.label + block.text + "".join(note.label for note in block.notes) for block in found.blocks)
    kept += "".join(item.text for item in found.running_matter)

    def letters(text: str) -> list[str]:
        return sorted(char for char in text if char.isalnum())

    assert letters(kept) == letters(page)


def test_a_number_that_interrupts_a_sentence_is_a_block_of_its_own_and_told() -> None:
    lines = wrapped(8)
    at = next(i for i, line in enumerate(lines) if len(line) > WIDTH - 8 and lines[i + 1][:1].islower())
    found = document("\n".join([*lines[: at + 1], "147", *lines[at + 1 :]]) + "\n")
    assert "147" in [block.text for block in found.blocks]
    assert not any("147" in block.text for block in found.blocks if block.text != "147")
    assert any("'147' may belong to the page" in warning for warning in found.warnings)


def test_a_number_above_the_notes_of_a_page_breaks_no_sentence() -> None:
    lines = wrapped(8)
    at = next(i for i, line in enumerate(lines) if len(line) > WIDTH - 5 and lines[i + 1][:1].islower())
    notes = ["147", "__________________", "1 See A/00/12."]
    found = document("\n".join([*lines[: at + 1], *notes, *lines[at + 1 :]]) + "\n")
    assert "147" in [block.text for block in found.blocks]
    assert [block.text for block in found.blocks if block.kind == "footnote"] == ["See A/00/12."]


def test_a_number_after_notes_is_not_put_before_the_text() -> None:
    lines = wrapped(16)
    at = next(i for i, line in enumerate(lines[30:], 30) if len(line) > WIDTH - 8 and lines[i + 1][:1].islower())
    notes = ["__________________", "1 See A/00/12.", *lines[9 : at + 1], "147"]
    found = document("\n".join([*lines[:9], *notes, *lines[at + 1 :]]) + "\n")
    assert "147" in [block.text for block in found.blocks]


def test_pages_of_a_volume_have_five_figures() -> None:
    lines = wrapped(40)
    count = -(-len(lines) // 30)
    text = pages(lines, "", "@#", True).replace("@", "4770")
    assert taken(text) == [f"4770{number}" for number in range(1, count + 1)]


def test_headings_that_come_back_in_a_report_are_text() -> None:
    parts = [line for at in range(5) for line in ["", "Recommendation", "", *wrapped(3, 3 * at + 1, at)]]
    assert taken("\n".join(parts) + "\n") == []


def test_sections_numbered_on_lines_of_their_own_are_text() -> None:
    parts = [line for at in range(1, 6) for line in [str(at), "Fisheries", *wrapped(6, 6 * at - 5, at)]]
    assert taken("\n".join(parts) + "\n") == []


def test_years_that_count_on_are_text() -> None:
    parts = [line for at in range(2001, 2006) for line in [str(at), *wrapped(6, 6 * (at - 2001) + 1, at)]]
    assert taken("\n".join(parts) + "\n") == []


def test_an_address_that_a_sentence_ends_with_is_text() -> None:
    text = ROW * 8 + "2. 报告全文载于\n\nhttps://www.example.org/full。\n\n" + ROW * 4
    assert running_matter(text) == {}


def test_an_address_after_a_lead_in_is_text() -> None:
    lines = wrapped(8)
    assert taken("\n".join([*lines[:-1], "Further reading:", "https://www.example.org/ice", lines[-1]]) + "\n") == []


def test_a_symbol_inside_a_sentence_is_text() -> None:
    text = (
        ROW * 8
        + "2. 办公室编写了关于下列问题的报告并将其作为下列文件提交给大会第八十届会议审\n\nA/00/33\n\n议。\n\n"
        + ROW * 4
    )
    assert running_matter(text) == {}


@pytest.mark.parametrize("text", ["21-10732", "21-10732 (C)", "GE.21-10732", "GE. 21-10732 (E) 160821 200821"])
def test_job_numbers(text: str) -> None:
    assert read_job(text) == ("2110732", text != "21-10732")
    assert is_page_number(f"4/12 {text}")
    assert is_page_number(f"{text} 4")


@pytest.mark.parametrize("text", ["12", "4/12", "- 3 -", "page 3 of 12", "第 3 页", "第3页，共12页"])
def test_page_numbers(text: str) -> None:
    assert is_page_number(text)
    assert read_folio(text)


def test_a_resolution_is_no_page_number() -> None:
    assert read_folio("46/20") is None


def test_bar_codes() -> None:
    assert all(map(is_bar_code, ["*2110732*", "* 21-10732 *", "*1C-0032*", "Please recycle ♲", "请回收"]))
    assert not any(map(is_bar_code, ["*Abstract*", "*2021", "请回收所有旧版本并按照新的规定重新印制", "请回收瓶子"]))


def test_the_foot_of_a_first_page_goes_together() -> None:
    lines = wrapped(12)
    foot = ["21-10732 (E)", "190821", "*2110732*", "Please recycle ♲"]
    text = "\n".join([*lines[:20], *foot, "\fCRC/C/99", *lines[20:], "21-10732"]) + "\n"
    assert set(foot) | {"21-10732"} <= set(taken(text))


@pytest.mark.parametrize("text", ["GE.98-76543", "https://www.example.org/water"])
def test_a_job_number_or_a_known_address_in_a_sentence_is_part_of_it(text: str) -> None:
    lines = [
        "1. Lessons are at www.example.org/water for all schools of the region, and more of them are to come.",
        "2. The report of the Board on water is contained in",
        text,
        "and was sent to all the schools of the region in the course of the first half of the present year.",
        "3. The Board met twice.",
    ]
    found = document("\n".join(lines))
    assert found.running_matter == ()
    assert "".join(block.text for block in found.blocks).count(text) == 1


@pytest.mark.parametrize(("count", "removed", "told"), [(2, 0, 1), (3, 2, 0), (7, 6, 0)])
def test_what_begins_every_page_after_a_form_feed_is_a_running_head(count: int, removed: int, told: int) -> None:
    text = "\f".join(
        f"Survey of rivers\n\nChapter {n}\n\nThe gauge was read {n} times.\n\nResults\n\nNobody was harmed.\n"
        for n in range(1, count + 1)
    )
    found = document(text)
    assert [item.text for item in found.running_matter] == ["Survey of rivers"] * removed
    assert found.title == "Survey of rivers"
    assert sum("'Survey of rivers' may belong to the page" in warning for warning in found.warnings) == told


@pytest.mark.parametrize(
    "line", ["The Committee adopted the decision,", "委员会通过决定，", "and the like", "It was adopted."]
)
@pytest.mark.parametrize("top", [True, False])
def test_text_that_stands_at_the_edge_of_every_page_is_no_running_head(line: str, top: bool) -> None:
    pair = "{0}\n\nThe gauge was read {1} times.\n\n{1}\n" if top else "The gauge was read {1} times.\n\n{0}\n\n{1}\n"
    text = "\f".join(pair.format(line, n) for n in range(1, 8))
    assert set(taken(text)) <= {str(n) for n in range(1, 8)}


def test_numbers_at_regular_distances_with_the_same_line_beside_each_are_page_numbers() -> None:
    lines = [f"{n}. The gauge was read {n} times." for n in range(1, 131)]
    for page, at in enumerate(range(120, 0, -30)):
        lines[at:at] = [str(5 - page), "Survey of rivers"]
    assert taken("\n".join(lines) + "\n") == [text for n in "2345" for text in (n, "Survey of rivers")]


def test_words_of_a_sentence_in_a_narrow_column_stay_in_it() -> None:
    text = (
        "The Committee notes the data\nof the\nriver stations that were read\nand\nthe reports of the fishermen\n"
        "of the\nvillages along its upper bank\nand\nthanks those who wrote them\nof the\nwater office for the work\n"
        "and\nthe maps that came with them.\n"
    )
    found = document(text)
    assert [block.text for block in found.blocks] == [text.replace("\n", " ").strip()]
    assert not found.warnings


def test_a_chapter_may_open_without_the_head_that_begins_the_other_pages() -> None:
    text = "\f".join(
        ("" if n == 5 else "Survey of rivers\n\n") + f"The gauge was read {n} times.\n" for n in range(1, 9)
    )
    assert taken(text) == ["Survey of rivers"] * 6


def with_lines(lines: list[str], places: list[int], text: str) -> list[str]:
    out = list(lines)
    for place in sorted(places, reverse=True):
        out.insert(place, text)
    return out


OTHERS = ("GE.98-76543", "98-76543 (E) 160898", "A/C.3/51/L.19", "S/2019/1", "https://www.example.org", "and")


@pytest.mark.parametrize("text", OTHERS)
@pytest.mark.parametrize("spaced", [True, False])
def test_what_another_document_is_known_by_is_text_beside_the_marks_of_a_page(text: str, spaced: bool) -> None:
    lines = wrapped(40)
    head, foot, rule = "CRC/C/99", "#/9 25-00009", ["__________________", "1 See www.example.org/fish/nets."]
    page = pages(["CRC/C/99", *lines[:40], *rule, *lines[40:]], head, foot, False).split("\n")
    marks = [at for at, line in enumerate(page) if at > 3 and (line in (head, rule[0]) or line.endswith(foot[1:]))]
    for seed in range(8):
        source = random.Random(seed)
        places = [source.choice(marks) + source.choice([0, 1]) for _ in range(source.choice([1, 2]))]
        printed = with_lines(page, places, f"\n{text}\n" if spaced else text)
        assert text not in taken("\n".join(printed))


@pytest.mark.parametrize("text", OTHERS)
def test_the_number_of_another_document_in_sentences_or_on_a_few_pages_is_text(text: str) -> None:
    lines = wrapped(60)
    for seed in range(6):
        source = random.Random(seed)
        places = sorted(source.randrange(4, len(lines) - 4) for _ in range(3))
        assert text not in taken("\n".join(with_lines(lines, places, text)))
    parts = ["\n".join(lines[at : at + 30]) for at in range(0, len(lines), 30)]
    assert text not in taken("\n\f".join(f"{part}\n{text}" if at % 4 == 1 else part for at, part in enumerate(parts)))


def test_a_job_number_that_every_page_ends_with_is_the_documents_own() -> None:
    lines = wrapped(60)
    parts = ["\n".join(lines[at : at + 30]) for at in range(0, len(lines), 30)]
    assert taken("\n\f".join(f"{part}\nGE.25-00009" for part in parts)) == ["GE.25-00009"] * len(parts)
    assert "GE.25-00009" in taken(pages(lines, "", "#\nGE.25-00009", False))


def test_an_address_is_not_cited_by_a_longer_one() -> None:
    cited = ROW * 4 + "__________________\n\n 1 见 www.example.org/report。\n\n"
    assert "https://www.example.org" not in taken(
        cited + "https://www.example.org\n\n\nA/00/9\n\n\n4/12 25-00009\n\n" + ROW
    )


def headed(style: str, number: int) -> str:
    titles = ("Survey of rivers", "Water gauges")
    if style == "odd and even":
        return titles[number % 2]
    if style == "corners of odd and even":
        return f"{titles[0]}   {number}" if number % 2 else f"{number}   {titles[1]}"
    return style.replace("#", str(number))


HEADS = (
    "odd and even",
    "corners of odd and even",
    "Survey of rivers   #",
    "# | Survey of rivers",
    "Survey of rivers #",
)


@pytest.mark.parametrize(("style", "foot"), [("odd and even", "\n#"), *((style, "") for style in HEADS[1:])])
@pytest.mark.parametrize("feed", ["\n\f", "\n"])
def test_heads_that_cut_no_sentence_return_by_the_rhythm_of_pages(style: str, foot: str, feed: str) -> None:
    parts = [[*wrapped(14, 14 * at + 1, at)[:30], f"The gauge was read {at} times."] for at in range(8)]
    tops = ["Survey of rivers", *(headed(style, page) for page in range(2, 9))]
    feet = [foot.replace("#", str(page)) for page in range(1, 9)]
    text = feed.join("\n".join([top, *part]) + end for top, part, end in zip(tops, parts, feet, strict=True))
    found = document(text + "\n")
    assert sorted(item.text for item in found.running_matter) == sorted([*tops[1:], *(end[1:] for end in feet if end)])
    assert found.title == "Survey of rivers"


@pytest.mark.parametrize("label", ["Chapter #", "Table #", "Question #", "Article   #", "Recommendation #", "第#条"])
@pytest.mark.parametrize("feed", ["\n\f", "\n"])
def test_labels_that_count_with_the_pages_are_text(label: str, feed: str) -> None:
    parts = ["\n".join([label.replace("#", str(page)), *wrapped(12, 1, page)]) for page in range(1, 9)]
    assert taken("Survey of rivers\n" + feed.join(parts) + "\n") == []


def topped(tops: dict[int, str], count: int) -> str:
    """Pages of 30 lines under the document's symbol, some of which begin with a line besides it."""
    lines = wrapped(30 * count)
    page = [[f"\n{tops[at]}\n" if at in tops else "", *lines[30 * at : 30 * at + 30]] for at in range(count)]
    return "\n\f".join("\n".join(["CRC/C/99", *filter(None, part), "", str(at + 1)]) for at, part in enumerate(page))


@pytest.mark.parametrize("text", ["Women", "Recommendation", "Annex", "HIV/AIDS", "of many", "Housing and food"])
@pytest.mark.parametrize(("at", "told"), [([1, 2, 3], 3), ([1, 3, 5], 3), ([0, 2, 4], 0), ([2, 4, 6], 3)])
def test_a_line_that_tops_some_pages_while_others_top_the_rest_is_text(text: str, at: list[int], told: int) -> None:
    found = document(topped(dict.fromkeys(at, text), 7))
    assert {item.text for item in found.running_matter} == {"CRC/C/99", *map(str, range(1, 8))}
    assert sum(block.text.split().count(text.split()[-1]) for block in found.blocks) == 3
    assert sum(repr(text) in warning for warning in found.warnings) >= told


def test_heads_that_change_with_the_chapter_leave_its_heading() -> None:
    chapters = {at: ("Fishing", "Water and schools", "Ports")[at // 5] for at in range(1, 15)}
    found = document(topped(chapters, 15))
    heads = [item.text for item in found.running_matter if item.text[:2] in ("Fi", "Wa", "Po")]
    assert heads == ["Fishing"] * 3 + ["Water and schools"] * 4 + ["Ports"] * 4
    texts = [block.text for block in found.blocks]
    assert [texts.count(head) for head in ("Fishing", "Water and schools", "Ports")] == [1, 1, 1]


def test_a_title_between_corners_that_stand_as_far_apart_as_there_is_room() -> None:
    lines = wrapped(200)
    parts = ["\n".join(lines[30 * at : 30 * at + 30]) for at in range(7)]
    heads = [f"{page + 1}{' ' * (20 + page % 3)}Survey of rivers and lakes / Journal 3 (1999)" for page in range(1, 7)]
    tops = ["Survey of rivers", *heads]
    assert taken("\n\f".join(f"{top}\n{part}" for top, part in zip(tops, parts, strict=True))) == heads


@pytest.mark.parametrize("text", ["and", "of the", "in accordance with the", "和", "委员会认为，", "2015,"])
def test_what_stands_in_mid_sentence_heads_no_pages(text: str) -> None:
    ends = ("the nets", "an empty hold", "two of the crew", "the evening tide", "a broken mast")
    pages_ = ["\n".join((*SENTENCES, f"The boats went back to the harbour with {end}")) for end in ends]
    assert text not in taken(f"\n\f{text}\n".join(pages_))
