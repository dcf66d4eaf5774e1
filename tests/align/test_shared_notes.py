"""A mark that one document prints like a figure is settled by the paragraph beside it."""

import duizhao as dz
import pytest
from duizhao.align.bitext import Bitext
from duizhao.align.encoders.encoder import Encoder
from duizhao.align.shared_notes import settle_notes, stray_number
from duizhao.corpora.document import Block, Document
from duizhao.corpora.reading import read_bytes
from duizhao.language.annotated_text import NoteReference

NOTES = "__________________\n"
ZH = f"""一. 导言
1. 本报告介绍2020年的工作。1 工作组举行了两届会议。
2. 自COVID-192以来，学生人数下降，共有195所学校关闭。
3. 报告见附件。3
{NOTES}1 见A/77/100。
2 见A/77/101。
3 见A/77/102。
"""
EN = f"""I. Introduction
1. The present report describes the work in 2020.1 The working group held two sessions.
2. Since the start of the pandemic2 the number of pupils has fallen; 195 schools have closed.
3. The report is annexed.3
{NOTES}1 See A/77/100.
2 See A/77/101.
3 See A/77/102.
"""


def aligned(zh: str, en: str, encoder: Encoder) -> Bitext:
    documents = read_bytes(zh.encode(), "zh.txt"), read_bytes(en.encode(), "en.txt")
    return dz.align_documents(*documents, level="paragraph", encoder=encoder)


def paired(zh: Block, en: Block, notes: tuple[Block, Block]) -> list[Block]:
    """Return the two blocks as they are read beside each other."""
    documents = Document("zh", "zh", (zh, notes[0])), Document("en", "en", (en, notes[1]))
    changed = settle_notes(*documents, [((zh,), (en,))])
    return [changed.get(id(block), block) for block in (zh, en)]


def test_a_mark_glued_to_a_figure_is_found_by_the_other_language(encoder: Encoder) -> None:
    bitext = aligned(ZH, EN, encoder)
    pair = next(pair for pair in bitext if pair.label == "2" and pair.kind == "paragraph")
    assert pair.zh == "自COVID-19以来，学生人数下降，共有195所学校关闭。"
    assert pair.zh_notes == (NoteReference(9, "2"),)
    assert [note.label for note in pair.en_notes] == ["2"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("自COVID-192以来人数下降。", "Since COVID-192 began, numbers have fallen since May."),  # a name in both
        ("第2段载有12个项目。", "Paragraph 2 contains 12 items since May."),  # figures in both
        ("资料载于A/77/102。", "The information is in A/77/102 since May."),
        ("增加了1.2%。", "It rose by slightly more than a per cent since May."),  # figures of a share
    ],
)
def test_a_figure_that_both_have_stays_one(zh: str, en: str) -> None:
    first, second = Block("paragraph", "1", zh), Block("paragraph", "1", en, notes=(NoteReference(len(en) - 1, "2"),))
    notes = Block("footnote", "2", "见上文。"), Block("footnote", "2", "See above.")
    assert paired(first, second, notes) == [first, second]


def test_a_figure_taken_for_a_mark_goes_back() -> None:
    zh = Block("paragraph", "1", "日本有27 人。", notes=(NoteReference(6, "723"),))
    en = Block("paragraph", "1", "Japan had 27 723 people.")
    notes = Block("footnote", "723", "见上文。"), Block("footnote", "723", "See above.")
    assert [block.text for block in paired(zh, en, notes)] == ["日本有27 723人。", en.text]
    assert paired(zh, en, notes)[0].notes == ()


@pytest.mark.parametrize(
    ("zh", "en", "said"),
    [
        ("12 见第5段。", "See paragraph 5.", "begins with 12 in Chinese only"),
        ("见第5段。", "12 See paragraph 5.", "begins with 12 in English only"),
        ("12个国家答复。", "Twelve countries replied.", ""),
        ("5月举行会议。", "A meeting was held in May.", ""),
        ("77/12号决议获得通过。", "Resolution 77/12 was adopted.", ""),
        ("12见第5段。", "12 See paragraph 5.", ""),
        ("12", "", ""),
    ],
)
def test_a_number_in_front_of_one_side_is_told(zh: str, en: str, said: str) -> None:
    assert stray_number(zh, en) == said
