"""Blocks beside blocks: what words settle, what vectors settle, what stays unaligned."""

from collections.abc import Sequence

import pytest
from duizhao.align.blocks.aligner import align_blocks
from duizhao.align.blocks.block_beads import BlockBead
from duizhao.align.encoders.encoder import Encoder, Vectors
from duizhao.corpora.document import Block
from duizhao.language.comparison_keys import simplified
from duizhao.language.numerals import roman_value

ZH = [
    "秘书长在其报告中强调了重建得更好的重要性。",
    "委员会审议了13份缔约国报告，通过了61份问题清单。",
    "办公室在海地、乍得和秘鲁设有外地存在。",
    "民间社会组织参加了3月举行的协商会议。",
    "大会在第75/1号决议中通过了宣言。",
]
EN = [
    "In his report, the Secretary-General stressed the importance of building back better.",
    "The Committee considered 13 State party reports and adopted 61 lists of issues.",
    "The Office has field presences in Haiti, Chad and Peru.",
    "Civil society organizations took part in the consultations held in March.",
    "In its resolution 75/1, the General Assembly adopted the declaration.",
]


class Counting:
    """An encoder that counts what it is given."""

    name = "counting"

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return self._encoder.encode(texts)


@pytest.fixture
def counting(encoder: Encoder) -> Counting:
    return Counting(encoder)


def blocks(texts: Sequence[str], labels: Sequence[str] | None = None, style: str = "arabic") -> list[Block]:
    names = labels or [str(n) for n in range(1, len(texts) + 1)]
    return [
        Block("paragraph", label, text, line=at, key=label, style=style if label else "", value=value(label))
        for at, (label, text) in enumerate(zip(names, texts, strict=True))
    ]


def value(label: str) -> int:
    return int(label) if label.isdecimal() else roman_value(label) or 0


def align(zh: Sequence[Block], en: Sequence[Block], encoder: Encoder) -> list[BlockBead]:
    return align_blocks(zh, en, encoder).beads


def ranges(links: Sequence[BlockBead]) -> list[tuple[list[int], list[int]]]:
    return [(list(link.zh), list(link.en)) for link in links]


def test_a_clean_pair_is_settled_without_encoding(counting: Counting) -> None:
    links = align(blocks(ZH), blocks(EN), counting)
    assert ranges(links) == [([n], [n]) for n in range(5)]
    assert all(link.reason == "number" and link.confidence > 0.9 and not link.note for link in links)
    assert counting.texts == []


def test_a_shifted_number_is_followed_by_contents_and_said(counting: Counting) -> None:
    links = align(blocks(ZH), blocks(EN[1:], ["1", "2", "3", "4"]), counting)
    assert ranges(links) == [([0], []), ([1], [0]), ([2], [1]), ([3], [2]), ([4], [3])]
    assert all("numbers differ" in link.note for link in links[1:])


def test_one_number_in_two_styles_is_no_difference(encoder: Encoder) -> None:
    zh = blocks(ZH, ["I", "II", "III", "IV", "V"], "roman")
    en = blocks(EN, ["1", "2", "3", "4", "6"])
    assert ["numbers differ" in link.note for link in align(zh, en, encoder)] == [False] * 4 + [True]


def test_swapped_contents_are_not_paired_by_number(counting: Counting) -> None:
    swapped = [EN[0], EN[2], EN[1], EN[3], EN[4]]
    for link in align(blocks(ZH), blocks(swapped), counting):
        wrong = (list(link.zh), list(link.en)) in (([1], [1]), ([2], [2]))
        assert not wrong


def test_long_blocks_without_a_word_in_common_are_not_paired_by_number(counting: Counting) -> None:
    # two between anchors: they had no rival that was better, since they were not compared with any
    zh = [
        ZH[0],
        "调查团走访了山区的村庄，同妇女和儿童交谈，记录了经历。",
        "由于部门没有答复问卷，预算提交得比往年晚得多。",
        ZH[3],
    ]
    en = [
        EN[0],
        "The budget was submitted late because departments had not replied to the questionnaire.",
        "The mission visited villages in the mountains, talked with women and children and recorded their stories.",
        EN[3],
    ]
    found = ranges(align(blocks(zh), blocks(en), counting))
    assert ([1], [1]) not in found
    assert ([2], [2]) not in found


def test_a_paragraph_in_two_pieces_is_paired_whole(counting: Counting) -> None:
    zh = [ZH[0], ZH[1] + ZH[3], ZH[2]]
    en = [EN[0], EN[1], EN[3], EN[2]]
    links = align(blocks(zh), blocks(en, ["1", "2", "", "3"]), counting)
    assert ranges(links) == [([0], [0]), ([1], [1, 2]), ([2], [3])]
    assert "together" in links[1].note


def test_one_side_empty(counting: Counting) -> None:
    assert ranges(align(blocks(ZH[:2]), [], counting)) == [([0], []), ([1], [])]
    assert align([], [], counting) == []


def lettered(texts: Sequence[str]) -> list[Block]:
    return [
        Block("item", f"({letter})", text, 1, key=letter, style="lower-paren", value=n)
        for n, (letter, text) in enumerate(zip("abcdefgh", texts, strict=False), 1)
    ]


def test_two_label_systems_for_one_structure_are_learnt_and_said_once(encoder: Encoder) -> None:
    found = align_blocks(blocks(ZH), lettered(EN), encoder)
    assert ranges(found.beads) == [([n], [n]) for n in range(5)]
    assert [bead.note for bead in found.beads] == [""] * 5
    assert [text for _block, text in found.remarks] == ["numbered as 1 in Chinese and as (a) in English: 5 times"]


def test_a_number_of_one_level_is_no_number_of_another(encoder: Encoder) -> None:
    # the Chinese (1) and the English (ii) stand at the same place of their lists, but not for each other
    zh = blocks(ZH[:3], ["1", "2", "3"], "arabic-paren")
    en = [
        Block("item", f"({key})", text, 2, key=key, style="roman-paren", value=n)
        for n, (key, text) in enumerate(zip(("i", "ii", "iii"), [EN[3], EN[0], EN[1]], strict=True), 1)
    ]
    for bead in align(zh, en, encoder):
        wrong = bead.zh and bead.en and (bead.zh.start, bead.en.start) not in ((0, 1), (1, 2))
        assert not wrong or bead.confidence < 0.5


def test_traditional_characters_are_compared_as_simplified_ones(encoder: Encoder) -> None:
    zh = [
        "締約國應當採取適當措施保護國內的文化財產。",
        "總幹事應將此項通知轉達所有會員國。",
        "本公約自交存之日起生效。",
    ]
    en = [
        "The States Parties shall take appropriate measures to protect the cultural property in their territory.",
        "The Director-General shall transmit this notification to all Member States.",
        "This Convention shall enter into force on the date of deposit.",
    ]
    links = align(blocks(zh, [""] * 3), blocks(en, [""] * 3), encoder)
    assert ranges(links) == [([n], [n]) for n in range(3)]
    plain = align(blocks(simplified(zh), [""] * 3), blocks(en, [""] * 3), encoder)
    assert [link.confidence for link in links] == [link.confidence for link in plain]


def test_a_formula_without_counterpart_stays_alone(encoder: Encoder) -> None:
    en = [EN[0], EN[1], "Decides to keep the matter under review.", EN[2], EN[3], EN[4]]
    links = align(blocks(ZH, [""] * 5), blocks(en, [""] * 6), encoder)
    assert ranges(links) == [([0], [0]), ([1], [1]), ([], [2]), ([2], [3]), ([3], [4]), ([4], [5])]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        (
            "因此，缔约国，在此达成协议，共同管理各山区湖泊的水源和湿地，并在国家一级和国际一级采取各种渐进措施，"
            "保证居民和候鸟都能使用清洁的湖水。",
            [
                "Accordingly,",
                "The States Parties",
                "Hereby agree to manage together the springs and marshes of the lakes in the mountains, and to take "
                "progressive measures, national and international, so that people and birds may use clean water.",
            ],
        ),
        (
            "大会，宣布建立湖泊基金，由各国共同出资。",
            ["The General Assembly,", "Announces the creation of a lake fund, to which all States shall contribute."],
        ),
    ],
)
def test_a_line_that_ends_as_no_sentence_belongs_with_what_follows(zh: str, en: list[str], encoder: Encoder) -> None:
    both = blocks([ZH[0], zh, ZH[1]], [""] * 3), blocks([EN[0], *en, EN[1]], [""] * (2 + len(en)))
    last = 1 + len(en)
    assert ranges(align(*both, encoder)) == [([0], [0]), ([1], list(range(1, last))), ([2], [last])]


def test_lines_of_a_preamble_stand_beside_one_paragraph(encoder: Encoder) -> None:
    zh = [ZH[0], "因此，大会现在宣布本宪章，作为所有国家共同努力的目标，以促进对这些权利的尊重。", ZH[1]]
    en = [
        EN[0],
        "Now, therefore,",
        "The General Assembly",
        "Proclaims this Charter",
        "as a common goal of the efforts of all States, to promote respect for these rights.",
        EN[1],
    ]
    links = align(blocks(zh, [""] * 3), blocks(en, [""] * 6), encoder)
    assert ranges(links) == [([0], [0]), ([1], [1, 2, 3, 4]), ([2], [5])]


def test_numbers_that_differ_are_told_where_they_are_no_labels(encoder: Encoder) -> None:
    zh = [Block("paragraph", "", text) for text in ("表4各国渔船数目", "第五修正案", "第六步混合面粉。")]
    texts = ("Table 9 Fishing boats by country", "Amendment V", "Step 7 Mix the flour.")
    en = [Block("paragraph", "", text) for text in texts]
    assert [link.note for link in align(zh, en, encoder)] == [
        "numbers differ: 表4 in Chinese, Table 9 in English",
        "",
        "numbers differ: 第六 in Chinese, Step 7 in English",
    ]


def test_a_number_that_one_language_has_in_its_text_is_not_missing(encoder: Encoder) -> None:
    zh = [Block("heading", "第二部", "第二部", 1, key="no2", style="named", value=2)]
    en = [Block("heading", "", "Book Two", 1)]
    assert [link.note for link in align(zh, en, encoder)] == [""]


def test_words_that_count_alike_are_no_remark(encoder: Encoder) -> None:
    zh = [Block("heading", f"第{n}部", text, 1, key=f"no{n}", style="named", value=n) for n, text in enumerate(ZH, 1)]
    en = [Block("heading", f"Part {n}", text, 1, key=f"part{n}", style="part", value=n) for n, text in enumerate(EN, 1)]
    found = align_blocks(zh, en, encoder)
    assert not found.remarks
    assert [bead.note for bead in found.beads] == [""] * 5
