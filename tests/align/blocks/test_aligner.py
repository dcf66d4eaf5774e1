"""Blocks beside blocks: what words settle, what vectors settle, what stays unaligned."""

from collections.abc import Sequence

import numpy as np
import pytest
from duizhao.align.blocks.aligner import BlockBead, align_blocks
from duizhao.align.blocks.ids import block_key, unique_keys
from duizhao.align.blocks.similarity import MeasuredBlocks, WordSimilarity, length_cost, shared_tokens
from duizhao.align.encoders.encoder import Encoder, Vectors
from duizhao.corpora.document import Block

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


def blocks(texts: Sequence[str], labels: Sequence[str] | None = None) -> list[Block]:
    names = labels or [str(n) for n in range(1, len(texts) + 1)]
    return [
        Block("paragraph", label, text, line=at, key=label)
        for at, (label, text) in enumerate(zip(names, texts, strict=True))
    ]


def align(zh: Sequence[Block], en: Sequence[Block], encoder: Encoder) -> list[BlockBead]:
    return align_blocks(MeasuredBlocks(zh, "zh", encoder), MeasuredBlocks(en, "en", encoder), encoder)


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
    zh = MeasuredBlocks(blocks(ZH, ["I", "II", "III", "IV", "V"]), "zh", encoder)
    en = MeasuredBlocks(blocks(EN, ["1", "2", "3", "4", "6"]), "en", encoder)
    assert ["numbers differ" in link.note for link in align_blocks(zh, en, encoder)] == [False] * 4 + [True]


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
    words = WordSimilarity(MeasuredBlocks(blocks(zh), "zh", counting), MeasuredBlocks(blocks(en), "en", counting))
    assert words.similarity(1, 1) == (0.0, -1.0)


def test_a_paragraph_in_two_pieces_is_paired_whole(counting: Counting) -> None:
    zh = [ZH[0], ZH[1] + ZH[3], ZH[2]]
    en = [EN[0], EN[1], EN[3], EN[2]]
    links = align(blocks(zh), blocks(en, ["1", "2", "", "3"]), counting)
    assert ranges(links) == [([0], [0]), ([1], [1, 2]), ([2], [3])]
    assert "together" in links[1].note


def test_one_side_empty(counting: Counting) -> None:
    assert ranges(align(blocks(ZH[:2]), [], counting)) == [([0], []), ([1], [])]
    assert align([], [], counting) == []


def test_words_tell_a_pair_from_its_neighbours(counting: Counting) -> None:
    words = WordSimilarity(MeasuredBlocks(blocks(ZH), "zh", counting), MeasuredBlocks(blocks(EN), "en", counting))
    assert all(words.similarity(n, n)[1] > 0.1 for n in range(5))
    assert words.similarity(1, 2)[1] < 0


def test_vectors_are_made_for_the_blocks_asked_for(counting: Counting) -> None:
    contents = MeasuredBlocks(blocks(ZH), "zh", counting)
    rows = contents.singles([1, 3])
    assert counting.texts == [ZH[1], ZH[3]]
    assert np.linalg.norm(rows, axis=1).round(3).tolist() == [0.0, 1.0, 0.0, 1.0, 0.0]
    contents.singles([3, 4])
    assert counting.texts == [ZH[1], ZH[3], ZH[4]]


def test_keys_that_stand_twice_are_no_keys() -> None:
    keys = [block_key(block) for block in blocks(ZH[:3], ["1", "2", "2"])]
    assert unique_keys(keys) == {("paragraph", (), "1"): 0}


def test_shared_tokens_and_lengths() -> None:
    assert shared_tokens(frozenset({"a/76/36", "13"}), frozenset({"a/76/36", "13"})) > 0.5
    assert shared_tokens(frozenset({"a/76/36"}), frozenset({"a/76/54"})) < 0
    assert shared_tokens(frozenset(), frozenset({"13"})) == 0.0
    assert length_cost(100, 100) == 0.0
    assert length_cost(100, 300) > length_cost(100, 150)
