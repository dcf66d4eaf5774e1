"""Two documents become a Bitext: ids, levels, notes, what does not fit."""

from dataclasses import replace

import duizhao as dz
import pytest
import regex
from duizhao.align.bitext import Bitext
from duizhao.align.encoders.encoder import Encoder
from duizhao.corpora.document import Document
from duizhao.corpora.reading import read_bytes
from duizhao.corpora.sample import read_sample
from duizhao.errors import DuizhaoError

ZH = """一. 导言
1. 办公室支持会员国重建得更好。它还支持民间社会。
2. 办公室设有18个外地存在：
(a) 非洲有10个；
(b) 亚洲有8个。
附件一
职权范围
1. 工作组每年举行两届会议。
"""
EN = """I. Introduction
1. The Office supported Member States in building back better. It also supported civil society.
2. The Office had 18 field presences:
(a) Ten were in Africa;
(b) Eight were in Asia.
Annex I
Terms of reference
1. The working group shall hold two sessions each year.
"""


def document(text: str, name: str = "a.txt") -> Document:
    return read_bytes(text.encode(), name)


@pytest.fixture(scope="module")
def sample(encoder: Encoder) -> Bitext:
    return dz.align_documents(*read_sample(), encoder=encoder)


def test_ids_come_from_the_numbers(encoder: Encoder) -> None:
    bitext = dz.align_documents(document(ZH), document(EN), encoder=encoder)
    assert [pair.id for pair in bitext] == [
        "h:I",
        "p1.1",
        "p1.2",
        "p2.1",
        "p2(a).1",
        "p2(b).1",
        "h:annex1",
        "annex1/p1.1",
    ]
    assert all(pair.matched for pair in bitext)


def test_paragraph_level_keeps_paragraphs_whole(encoder: Encoder) -> None:
    bitext = dz.align_documents(document(ZH), document(EN), level="paragraph", encoder=encoder)
    assert [pair.id for pair in bitext][:3] == ["h:I", "p1", "p2"]
    assert bitext.pairs[1].zh.endswith("它还支持民间社会。")


def test_the_same_input_gives_the_same_bitext(sample: Bitext, encoder: Encoder) -> None:
    assert dz.align_documents(*read_sample(), encoder=encoder).pairs == sample.pairs


def test_ids_are_given_once(sample: Bitext) -> None:
    names = [pair.id for pair in sample]
    assert len(set(names)) == len(names)


def test_all_text_of_both_documents_is_in_the_bitext(sample: Bitext) -> None:
    for document_, side in ((sample.zh, "zh"), (sample.en, "en")):
        assert document_ is not None
        before = sorted("".join("".join(block.text for block in document_.blocks).split()))
        after = sorted("".join("".join(getattr(pair, side) for pair in sample).split()))
        assert before == after


def test_a_paragraph_split_on_one_side_is_paired_whole(sample: Bitext) -> None:
    pairs = [pair for pair in sample if pair.id.startswith("p17.")]
    assert len(pairs) == 4
    assert all(pair.matched and "together" in pair.note for pair in pairs)


def test_a_missing_number_is_paired_by_contents_and_said(sample: Bitext) -> None:
    noted = [pair for pair in sample if pair.note == "number missing in Chinese"]
    assert {pair.label for pair in noted} == {"23"}
    assert {pair.id for pair in noted} == {"p23.1", "p23.2"}


def test_every_warning_about_a_block_says_its_place_in_one_way(encoder: Encoder) -> None:
    zh, en = read_sample()
    found = dz.align_documents(replace(zh, blocks=zh.blocks[1:]), en, encoder=encoder).warnings
    assert any(regex.match(r"\S+:\d+: front matter has no counterpart: ", line) for line in found)
    assert [line for line in found if not regex.match(r"\S+:\d+: \S", line)] == []


def test_what_is_to_be_said_of_many_paragraphs_is_said_once(encoder: Encoder) -> None:
    zh, en = ["协定"], ["Agreement"]
    things = {"港口": "port", "机场": "airport", "邮局": "post office", "学校": "school", "医院": "hospital"}
    for number, (here, there) in enumerate(things.items(), 1):
        missing = number in (1, 3)
        zh += [f"第{number}条", f"各方应维修{here}。", f"1. {here}在冬季关闭。", f"2. 委员会每年视察{here}。"]
        en += [f"Article {number}", f"The Parties shall repair the {there}."]
        en += [f"{'' if missing else '1. '}The {there} is closed in winter."]
        en += [f"{'' if missing else '2. '}The Committee inspects the {there} every year."]
    documents = document("\n".join(zh) + "\n", "zh.txt"), document("\n".join(en) + "\n", "en.txt")
    found = dz.align_documents(*documents, "paragraph", encoder).warnings
    assert found == ("zh.txt:4: paragraph 1: number missing in English, here and in 3 other places",)


def test_note_references_stand_in_both_sides(sample: Bitext) -> None:
    first = next(pair for pair in sample if pair.id == "p1.2")
    assert [note.label for note in first.zh_notes] == [note.label for note in first.en_notes] == ["1"]
    for pair in sample:
        assert all(0 < note.offset <= len(pair.zh) for note in pair.zh_notes)
        assert all(0 < note.offset <= len(pair.en) for note in pair.en_notes)


@pytest.mark.parametrize(
    ("first", "second", "word"), [(EN, ZH, "Chinese file first"), (ZH, ZH, "and so is"), (EN, EN, "and so is")]
)
def test_wrong_languages_are_refused(first: str, second: str, word: str) -> None:
    with pytest.raises(DuizhaoError, match=word):
        dz.align_documents(document(first), document(second, "b.txt"))


def test_two_different_documents_are_refused(encoder: Encoder) -> None:
    other = "".join(
        f"{n}. {text}\n"
        for n, text in enumerate(
            [
                "The bakery opened a second shop near the harbour in spring.",
                "Rain fell on the mountain villages for three whole weeks.",
                "Her violin was made in Cremona by an unknown master.",
                "The football team lost its last match of the season.",
                "Tomatoes grow best in a warm and sunny corner of the garden.",
                "The museum shows paintings of ships from four centuries.",
                "He repaired the old motorcycle in his grandfather's garage.",
            ],
            40,
        )
    )
    with pytest.raises(DuizhaoError, match="version of the same document"):
        dz.align_documents(read_sample()[0], document(other), encoder=encoder)
    assert dz.align_documents(read_sample()[0], document(other), encoder=encoder, force=True).unaligned


def test_notes_are_paired_by_number(sample: Bitext) -> None:
    notes = [pair for pair in sample if pair.kind == "footnote"]
    assert [pair.label for pair in notes] == [str(n) for n in range(1, 13)]
    assert all(pair.matched for pair in notes)


def test_a_pair_names_its_blocks_and_how_it_was_made():
    bitext = dz.align_documents(*read_sample())
    by_id = {pair.id: pair for pair in bitext}
    cut = next(pair for pair in bitext if pair.matched and pair.parts.sentence is not None)
    assert 0.9 < cut.parts.block <= 1
    assert 0 < cut.parts.sentence <= 1
    assert cut.id.startswith(cut.zh_blocks[0])
    whole = next(pair for pair in bitext if pair.kind == "heading" and pair.matched)
    assert whole.parts.sentence is None
    assert 0.9 < whole.parts.block <= 1
    assert {pair.method for pair in bitext.matched} <= {"number", "contents", "order"}
    assert {pair.status for pair in by_id.values()} <= {"aligned", "unaligned"}
    assert all(pair.method == "" and pair.confidence == 0.0 for pair in bitext.unaligned)


def test_block_ids_stand_once_in_each_document():
    bitext = dz.align_documents(*read_sample(), level="paragraph")
    for side in (0, 1):
        names = [name for pair in bitext for name in pair.blocks[side]]
        assert len(set(names)) == len(names) == len((bitext.zh, bitext.en)[side].blocks)
