"""Lines become blocks: headings, paragraphs, items, front matter, in reports, resolutions and treaties."""

import pytest
from duizhao.corpora.document import Document
from duizhao.corpora.line import Line
from duizhao.corpora.reading import read_bytes
from duizhao.corpora.structure.building import build_document

LONG = "办公室继续支持会员国努力执行各项建议并与民间社会组织合作以推动复苏工作取\n\n得进展，"


def document(text: str) -> Document:
    return read_bytes(text.encode(), "a.txt")


def outline(found: Document) -> list[tuple[str, str, str]]:
    return [(block.kind, block.label, block.text) for block in found.blocks]


def test_sub_headings_are_told_from_paragraphs_by_sequence() -> None:
    text = (
        " 一. 导言\n\n"
        + "".join(f"{n}. {LONG}见第{n}号文件。\n\n" for n in (1, 2))
        + " A. 机制\n\n 1. 条约机构\n\n"
        + f"3. {LONG}完。\n\n 2. 人权理事会\n\n4. {LONG}完。\n\n5. {LONG}完。\n\n"
        + f" B. 发展\n\n 1. 发展权\n\n6. {LONG}完。\n\n"
    )
    found = document(text)
    assert [(b.kind, b.label) for b in found.blocks] == [
        ("heading", "一"),
        ("paragraph", "1"),
        ("paragraph", "2"),
        ("heading", "A"),
        ("heading", "1"),
        ("paragraph", "3"),
        ("heading", "2"),
        ("paragraph", "4"),
        ("paragraph", "5"),
        ("heading", "B"),
        ("heading", "1"),
        ("paragraph", "6"),
    ]
    assert found.blocks[-1].path == ("I", "B", "1")
    assert found.blocks[6].path == ("I", "A")


def test_a_chapter_label_takes_the_title_under_it() -> None:
    text = " 第一章 \n\n  导言 \n\n" + "".join(f"{n}. {LONG}完。\n\n" for n in range(1, 5))
    assert outline(document(text))[0] == ("heading", "第一章", "导言")


def test_lettered_items_stay_under_their_paragraph() -> None:
    text = "".join(f"{n}. {LONG}完。\n\n" for n in range(1, 4)) + (
        f"4. {LONG}包括：\n\n(a) 加强社会保护；\n\n(b) 保护公民空间；\n\n(c) 重建得更好。\n\n5. {LONG}完。\n\n"
    )
    kinds = [(block.kind, block.label) for block in document(text).blocks]
    assert kinds[3:] == [("paragraph", "4"), ("item", "(a)"), ("item", "(b)"), ("item", "(c)"), ("paragraph", "5")]


def test_a_year_at_a_line_start_is_text() -> None:
    text = "".join(f"{n}. {LONG}完。\n\n" for n in range(1, 6)) + (
        "6. 办公室继续支持会员国努力执行各项建议并与民间社会组织合作以推动复苏工作直到\n\n2021. 此后工作继续。\n\n"
    )
    assert document(text).blocks[-1].label == "6"


def test_a_resolution_in_clean_lines() -> None:
    text = """人权维护者

大会，

回顾其关于人权维护者的所有以往决议，

重申会员国对保护人权负有首要责任，

1. 欢迎秘书长的报告；

2. 请会员国：

(a) 保护公民空间；

(b) 重建得更好；

3. 决定继续处理此案。
"""
    kinds = [(block.kind, block.label) for block in document(text).blocks]
    assert kinds == [
        ("title", ""),
        ("paragraph", ""),
        ("paragraph", ""),
        ("paragraph", ""),
        ("paragraph", "1"),
        ("paragraph", "2"),
        ("item", "(a)"),
        ("item", "(b)"),
        ("paragraph", "3"),
    ]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "第一条\n人人享有权利。\n第二条\n一、缔约国应采取措施。\n二、缔约国应提交报告。\n第三条\n一、缔约国承担义务。\n",
            ["第一条", "", "第二条", "一", "二", "第三条", "一"],
        ),
        (
            "Article 1\nEveryone has rights.\nArticle 2\n1. States Parties shall take measures.\n"
            "2. States Parties shall report.\nArticle 3\n1. States Parties undertake to act.\n",
            ["Article 1", "", "Article 2", "1", "2", "Article 3", "1"],
        ),
    ],
)
def test_articles_hold_paragraphs_that_start_again(text: str, labels: list[str]) -> None:
    found = document(text)
    assert [block.label for block in found.blocks] == labels
    assert found.blocks[-1].path == ("art3",)


def test_an_article_with_its_text_on_the_line() -> None:
    found = document("第一条 人人生而自由，在尊严和权利上一律平等。\n第二条 人人有资格享有本宣言所载的一切权利。\n")
    assert outline(found) == [
        ("heading", "第一条", "第一条"),
        ("paragraph", "", "人人生而自由，在尊严和权利上一律平等。"),
        ("heading", "第二条", "第二条"),
        ("paragraph", "", "人人有资格享有本宣言所载的一切权利。"),
    ]


def test_annex_paragraphs_start_again() -> None:
    rows = "".join(f"{n}. The Office supported Member States in their efforts to recover.\n" for n in range(1, 5))
    found = document(f"I. Introduction\n{rows}Annex I\nTerms of reference\n{rows}")
    assert [block.path for block in found.blocks if block.label == "2"] == [("I",), ("annex1",)]


def test_numbers_of_a_corrigendum_may_begin_anywhere() -> None:
    found = document("5. The Office has offices in 18 countries.\n9. The Office reports to the General Assembly.\n")
    assert [(block.kind, block.label) for block in found.blocks] == [("paragraph", "5"), ("paragraph", "9")]


def test_bis_paragraphs_keep_their_place() -> None:
    rows = [
        f"{n}. The Office supported Member States in their efforts to recover." for n in ("14", "15", "15 bis", "16")
    ]
    assert [block.label for block in document("\n".join(rows)).blocks] == ["14", "15", "15 bis", "16"]


def test_every_line_is_in_a_block_or_in_the_running_matter() -> None:
    text = "A/00/9\n\n" + "".join(f"{n}. {LONG}完。\n\n" for n in range(1, 9)) + "3/9 25-00001\n"
    found = document(text)
    kept = "".join(block.label + block.text for block in found.blocks) + "".join(
        item.text for item in found.running_matter
    )
    assert sorted("".join(kept.split()).replace(".", "")) == sorted("".join(text.split()).replace(".", ""))


def test_indented_first_lines_tell_paragraphs_apart() -> None:
    text = """                 United Nations                                             A/RES/00/7
                 General Assembly                                           Distr.: General

                       The General Assembly,
                       Recalling its resolution 00/3 of 30 October 2017 and all its previous and relevant
                 resolutions,
                       Recalling also that the Statute of the Court 1 reaffirms the principles of the Charter
                 of the United Nations and calls upon all States to respect them in the conduct of all their
                 affairs,
                       1.    Welcomes the report of the Court;
                       2.    Decides to remain seized of the matter and to consider it again at its next regular
                 session.

        __________________
             1
                 United Nations, Treaty Series, vol. 2187.
"""
    found = document(text)
    text_blocks = [block for block in found.blocks if block.kind not in ("front", "title")]
    assert [(block.kind, block.label) for block in text_blocks] == [
        ("paragraph", ""),
        ("paragraph", ""),
        ("paragraph", ""),
        ("paragraph", "1"),
        ("paragraph", "2"),
        ("footnote", "1"),
    ]
    assert [note.label for note in text_blocks[2].notes] == ["1"]
    assert found.symbol == "A/RES/00/7"


def test_numbers_that_do_not_run_on_are_said() -> None:
    rows = [f"{n}. The Office supported Member States in their efforts to recover." for n in (1, 2, 4, 4, 5)]
    assert document("\n".join(rows)).warnings == (
        "a.txt:3: paragraph 4 follows paragraph 2",
        "a.txt:4: paragraph 4 follows paragraph 4",
    )


def test_a_range_of_paragraphs_takes_all_its_numbers() -> None:
    rows = [f"{n}. The Office supported Member States in their efforts to recover." for n in ("11", "12–15", "16")]
    found = document("\n".join(rows))
    assert [(block.kind, block.label) for block in found.blocks] == [
        ("paragraph", "11"),
        ("paragraph", "12–15"),
        ("paragraph", "16"),
    ]
    assert found.warnings == ()


def test_a_speech_has_no_front_matter() -> None:
    text = "恢复与希望\n各位同事，我们今天齐聚一堂。\n疫情使我们懂得团结的意义。\n让我们重建得更好！\n"
    assert [block.kind for block in document(text).blocks] == ["title", "paragraph", "paragraph", "paragraph"]
    story = "“您说的是——”\n他没有回答。\n夜色渐深。\n"
    assert [block.kind for block in document(story).blocks] == ["paragraph"] * 3


def test_a_symbol_in_a_sentence_is_no_symbol_of_the_document_and_a_clause_no_title() -> None:
    text = (
        "渔业合作公约\n注意到各国的努力，\n另见 A/76/6 (Sect. 24) 所载预算，\n兹协议如下：\n第一条\n缔约国应当合作。\n"
    )
    found = document(text)
    assert (found.symbol, found.title) == ("", "渔业合作公约")
    assert document("联合国    A/00/6*\n" + text).symbol == "A/00/6"


def test_the_words_above_a_text_are_no_title() -> None:
    found = document("序言\n鉴于邻里之间的和睦是城市安宁的基础，\n第一条\n人人有权安静休息。\n")
    assert (found.blocks[0].kind, found.title) == ("heading", "")


def test_the_first_line_is_the_title_where_there_is_no_masthead() -> None:
    rows = "1. The Chair opened the meeting.\nOther matters\n2. One member asked when the report would be ready.\n"
    found = document("Minutes of the ninth meeting\nOpening of the meeting\n" + rows)
    assert [block.kind for block in found.blocks] == ["title", "heading", "paragraph", "heading", "paragraph"]


def test_the_only_line_above_the_text_is_its_title_however_it_begins() -> None:
    found = document("Statement of principles\nPrinciple 1\nDogs shall be kept on a lead.\n")
    assert found.title == "Statement of principles"


def test_a_title_with_a_stop_is_no_text_of_its_section() -> None:
    found = document(
        "Section 1 – Definitions.\na. Map means the drawings and the data.\nb. You means the user.\n"
        "Section 2 – Scope.\na. You may copy the map.\nb. You may change the map.\n"
    )
    assert [(block.kind, block.label, block.text) for block in found.blocks if block.kind == "heading"] == [
        ("heading", "Section 1", "Definitions."),
        ("heading", "Section 2", "Scope."),
    ]
    assert [block.path for block in found.blocks if block.kind == "item"] == [("section1",)] * 2 + [("section2",)] * 2


def test_sections_above_articles_keep_their_count() -> None:
    parts = ("I. AIMS", "II. SAMPLES", "III. RECORDS", "IV. COSTS", "V. DURATION", "VI. TEXTS")
    rows = (f"{part}\nArticle {n}\nEach sample shall bear a label.\n" for n, part in enumerate(parts, 1))
    found = document("Memorandum\n" + "".join(rows))
    headings = [(block.key, block.path) for block in found.blocks if block.kind == "heading"]
    assert headings[8:10] == [("V", ()), ("art5", ("V",))]


def test_codes_of_goals_are_whole_and_stand_under_their_goal() -> None:
    found = document(
        "Goal 1. Clean streets\n1.1 By 2028, halve the waste left in the streets\n1.1.1 Waste collected per street\n"
        "1.1.2 150 bins within reach\n1.a Encourage shops to take back packaging, in accordance with their size\n"
        "1.a.1 Number of shops\nGoal 2. Quiet nights\n2.1 By 2027, bring traffic at night below the level of 2015\n"
    )
    codes = [(block.key, block.value, block.path) for block in found.blocks if block.style == "decimal"]
    assert codes == [
        ("1.1", 1, ("goal1",)),
        ("1.1.1", 1, ("goal1",)),
        ("1.1.2", 2, ("goal1",)),
        ("1.a", 1, ("goal1",)),
        ("1.a.1", 1, ("goal1",)),
        ("2.1", 1, ("goal2",)),
    ]


def test_a_word_that_the_document_counts_with_heads_its_parts() -> None:
    rows = "".join(f"Milestone {n}: the bridge\nThe bridge shall be open to all.\n" for n in range(1, 5))
    assert [b.key for b in document("Plan\n" + rows).blocks if b.kind == "heading"] == ["no1", "no2", "no3", "no4"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("第{}部", "Division {}"),
        ("第{}课", "Lesson {}"),
        ("第{}号令", "Order No. {}"),
        ("第{}次报告", "Rep. {}"),
        ("第{}条款", "Clause {}"),
        ("步骤{}", "Step {}"),
    ],
)
def test_any_word_that_counts_heads_parts_in_both_languages(zh: str, en: str) -> None:
    left = "桥梁计划\n" + "".join(f"{zh.format(n)} 总则\n桥梁应开放。\n" for n in "二三四五")
    right = "Plan for bridges\n" + "".join(f"{en.format(n)} General\nThe bridge shall be open.\n" for n in range(2, 6))
    for text in (left, right):
        heads = [(block.key, block.level) for block in document(text).blocks if block.kind == "heading"]
        assert heads == [("no2", 1), ("no3", 1), ("no4", 1), ("no5", 1)]


def test_two_words_that_count_are_two_series() -> None:
    rows = "".join(
        f"Unit {n}: Rivers\n" + "".join(f"Lesson {k}: Boats\nThe boat floats.\n" for k in (2 * n - 1, 2 * n))
        for n in range(1, 4)
    )
    found = [(block.label, block.level) for block in document("Reader\n" + rows).blocks if block.kind == "heading"]
    assert found == [
        (f"Unit {n}", 1) if k == 0 else (f"Lesson {2 * n - 2 + k}", 2) for n in (1, 2, 3) for k in range(3)
    ]


def test_ordinals_count_too() -> None:
    names = ("First", "Second", "Third", "4th")
    rows = "".join(f"{name} meeting Election of officers\nThe boat floats.\n" for name in names)
    assert [block.key for block in document("Reader\n" + rows).blocks if block.kind == "heading"] == [
        "no1",
        "no2",
        "no3",
        "no4",
    ]


@pytest.mark.parametrize("word", ["Annex", "Option", "Part"])
def test_letters_of_a_series_are_no_roman_numbers(word: str) -> None:
    rows = "".join(f"{word} {letter} The boat floats on the river.\n" for letter in "ABCDE")
    found = document("Reader\n" + rows)
    assert [block.value for block in found.blocks if block.kind == "heading"] == [1, 2, 3, 4, 5]


def test_dates_and_captions_count_nothing() -> None:
    rows = "".join(f"March {n}: the boat\nTable {n}: boats\nBoats float on the river.\n" for n in range(1, 5))
    assert not any(block.key for block in document("Reader\n" + rows).blocks)


def test_a_label_is_no_title_of_the_label_above_it() -> None:
    found = document("Article 18\nMembers shall pay.\nArticle 19\nArticle 24\nArticle 20\nGuests may vote.\n")
    assert "Article 24" in [block.label or block.text for block in found.blocks]


def test_a_sentence_that_begins_with_an_article_is_text() -> None:
    found = document(
        "Article 1\nMembers shall pay.\nArticle 2\nArticle 1 does not apply to guests.\nArticle 3\nGuests may vote.\n"
    )
    assert [block.label for block in found.blocks] == ["Article 1", "", "Article 2", "", "Article 3", ""]


def test_paragraphs_counted_in_han_numerals_have_the_keys_of_those_in_figures() -> None:
    found = document("第一条\n一、缔约国应采取措施。\n二、缔约国应提交报告。\n第二条\n一、缔约国承担义务。\n")
    assert [(block.key, block.path) for block in found.blocks if block.kind == "paragraph"] == [
        ("1", ("art1",)),
        ("2", ("art1",)),
        ("1", ("art2",)),
    ]


@pytest.mark.parametrize("label", ["1st", "Q3:", "01", "§ 4", "1.a.III", "(xx) 7"])
def test_a_computed_number_that_is_no_label_stays_in_the_text(label: str) -> None:
    lines = [Line("First.", 1, whole=True), Line("Second one.", 2, label=label, level=1, whole=True)]
    found = build_document(lines, source="a.docx", language="en").blocks
    assert f"{found[1].label} {found[1].text}".strip() == f"{label} Second one."


def test_a_bullet_is_no_text() -> None:
    lines = [Line("Water", 1, label="•", level=1, whole=True)]
    assert build_document(lines, source="a.docx", language="en").blocks[0].text == "Water"


def test_a_letter_that_a_format_sets_before_its_items_is_no_number() -> None:
    lines = [Line("Tools", 1), Line("Hammer", 2, label="o", whole=True), Line("Saw", 3, label="o", whole=True)]
    found = build_document(lines, source="a.docx", language="en")
    assert [block.key for block in found.blocks] == ["", "", ""]


def test_an_ornament_is_no_heading() -> None:
    lines = [Line(text, at, whole=True) for at, text in enumerate(["The Council met.", "* * *", "It rose at noon."], 1)]
    found = build_document(lines, source="a.html", language="en")
    assert [block.kind for block in found.blocks] == ["paragraph"] * 3


def test_a_text_of_one_line_has_no_title() -> None:
    assert [block.kind for block in document("The bridge is open\n").blocks] == ["paragraph"]


def test_a_short_entry_of_a_list_is_no_heading() -> None:
    entries = "<ul><li>Gender equality</li><li>Access to justice</li></ul>"
    page = f"<p>The Committee dealt with:</p>{entries}<p>It met twice.</p>"
    found = read_bytes(page.encode(), "page.html")
    assert "heading" not in {block.kind for block in found.blocks}
