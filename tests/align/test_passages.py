"""Passages: sentences without counterpart are told at paragraph level too, and join blocks that belong together."""

import duizhao as dz
import pytest
from duizhao.align.bitext import LOW, Bitext, Level
from duizhao.align.encoders.encoder import Encoder
from duizhao.corpora.reading import read_bytes

ZH = """关于港口的报告

1. 港务局去年扩建了两座码头。新的起重机于五月投入使用。渔民获得了仓库。

2. 灯塔由志愿人员维护。他们每个周末检查电池。海岸警卫队有备用零件。

3. 学校组织学生参观造船厂。
"""
EN = """Report on the harbour

1. The port authority extended two quays last year. The new cranes came into service in May. The fishermen got a store.

2. Volunteers maintain the lighthouse. They check the batteries every weekend. The coast guard has spare parts.

3. Schools take their pupils to visit the shipyard.
"""


def aligned(zh: str, en: str, level: Level, encoder: Encoder) -> Bitext:
    sides = (read_bytes(text.encode(), f"{side}.txt") for side, text in (("zh", zh), ("en", en)))
    return dz.align_documents(*sides, level=level, encoder=encoder, force=True)


def test_a_complete_text_is_believed_and_has_no_note(encoder: Encoder) -> None:
    bitext = aligned(ZH, EN, "paragraph", encoder)
    assert [pair.note for pair in bitext] == [""] * 4
    assert min(pair.confidence for pair in bitext) > 0.9
    assert all(pair.parts.sentence is not None for pair in bitext if pair.kind == "paragraph")


@pytest.mark.parametrize(
    ("left_out", "note"),
    [
        ("他们每个周末检查电池。", "a sentence has no counterpart: They check the batteries ever…"),
        ("新的起重机于五月投入使用。", "a sentence has no counterpart: The new cranes came into serv…"),
        (" The coast guard has spare parts.", "a sentence has no counterpart: 海岸警卫队有备用零件。"),
        (
            " They check the batteries every weekend. The coast guard has spare parts.",
            "2 sentences have no counterpart: 他们每个周末检查电池。",
        ),
    ],
)
def test_a_sentence_missing_in_a_paragraph_is_told_and_not_believed(left_out: str, note: str, encoder: Encoder) -> None:
    bitext = aligned(ZH.replace(left_out, ""), EN.replace(left_out, ""), "paragraph", encoder)
    told = [pair for pair in bitext if pair.note]
    assert [pair.note for pair in told] == [note]
    assert told[0].confidence < 0.8
    assert any(note in warning for warning in bitext.warnings)
    assert all(pair.confidence > 0.9 for pair in bitext if not pair.note)


def test_a_number_in_front_of_a_paragraph_is_no_sentence(encoder: Encoder) -> None:
    bitext = aligned(ZH, EN.replace("Volunteers", "8 Volunteers"), "paragraph", encoder)
    assert not any("sentence" in pair.note for pair in bitext)


def test_pairs_beside_a_missing_sentence_are_right(encoder: Encoder) -> None:
    bitext = aligned(ZH.replace("他们每个周末检查电池。", ""), EN, "sentence", encoder)
    alone = [pair for pair in bitext if not pair.matched]
    assert [(pair.zh, pair.en) for pair in alone] == [("", "They check the batteries every weekend.")]
    assert ("海岸警卫队有备用零件。", "The coast guard has spare parts.") in [(at.zh, at.en) for at in bitext]


def joined_lines(text: str, number: str) -> str:
    """Return a text without numbers, the paragraph of a number printed a sentence a line."""
    lines = []
    for line in text.split("\n\n"):
        own = line.startswith(number)
        bare = line.lstrip("123. ")
        lines.append(bare.replace("。", "。\n\n").replace(". ", ".\n\n").strip() if own else bare)
    return "\n\n".join(lines)


@pytest.mark.parametrize("level", ["paragraph", "sentence"])
@pytest.mark.parametrize("number", ["1", "2"])
def test_paragraphs_of_one_language_that_are_one_in_the_other(number: str, level: Level, encoder: Encoder) -> None:
    """The search over blocks takes a part for the whole; the sentences show what belongs together."""
    bitext = aligned(joined_lines(ZH, number), joined_lines(EN, "-"), level, encoder)
    assert not bitext.unaligned
    assert min(pair.confidence for pair in bitext) > LOW


def test_unrelated_blocks_beside_a_lone_sentence_are_not_joined(encoder: Encoder) -> None:
    zh = ZH.replace("海岸警卫队有备用零件。", "\n\n市场每逢周三出售蜂蜜和奶酪，价格由商会公布。")
    bitext = aligned(zh, EN, "paragraph", encoder)
    alone = [pair.zh for pair in bitext if not pair.matched]
    assert alone == ["市场每逢周三出售蜂蜜和奶酪，价格由商会公布。"]
    assert "a sentence has no counterpart" in next(pair.note for pair in bitext if pair.label.startswith("2"))
