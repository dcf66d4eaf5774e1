"""A mark that one document prints like a figure is settled by the paragraph beside it."""

import duizhao as dz
import pytest
from duizhao.align.bitext import Bitext
from duizhao.align.encoders.encoder import Encoder
from duizhao.align.shared_notes import read_more_notes, settle_notes, stray_number
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


ONE = "1. 各地做法不同。1\n\n2. 患者达27 723人。{call}\n\n1 见世卫组织报告。\n{note}"


@pytest.mark.parametrize(
    ("call", "note", "said"), [("2", "\n2 截至2020年5月1日。\n", "note 2 is called in Chinese only"), ("", "", "")]
)
def test_a_documents_only_note_is_one_and_a_missing_call_is_told(
    call: str, note: str, said: str, encoder: Encoder
) -> None:
    en = "1. Practice differs from place to place.1\n\n2. Patients numbered 27,723.\n\n1 See the WHO report.\n"
    bitext = aligned(ONE.format(call=call, note=note), en, encoder)
    assert [(pair.zh, pair.en) for pair in bitext if pair.id == "fn1"] == [("见世卫组织报告。", "See the WHO report.")]
    assert [pair.note for pair in bitext if pair.kind == "paragraph"] == ["", said]
    assert bitext.pairs[0].en == "Practice differs from place to place."


def test_the_other_language_tells_a_note_whose_call_looks_like_a_figure(encoder: Encoder) -> None:
    zh = "大会，\n\n回顾其第61/8号决议，1\n\n又回顾《海洋法公约》，2\n\n1 见A/61/100。\n\n2 见A/62/9。\n"
    en = (
        "The General Assembly,\n\nRecalling its resolution 61/8,1\n\nRecalling the Law of the Sea,\n\n1 See A/61/100.\n"
    )
    bitext = aligned(zh, en, encoder)
    pairs = {pair.en: pair for pair in bitext}
    assert pairs["See A/61/100."].zh == "见A/61/100。"
    assert [note.label for note in pairs["Recalling its resolution 61/8,"].en_notes] == ["1"]
    assert pairs["Recalling the Law of the Sea,"].note == "note 2 is called in Chinese only"


@pytest.mark.parametrize("text", ["2 houses burnt down.", "The text has no such number."])
def test_a_paragraph_that_no_note_of_the_other_answers_stays_one(text: str) -> None:
    zh = Document("zh", "zh", (Block("paragraph", "", "报告1已分发。"), Block("footnote", "1", "见上文。")))
    en = Document("en", "en", (Block("paragraph", "", "The report1 was sent."), Block("paragraph", "", text)))
    assert read_more_notes(zh, en) == (zh, en)
    noted = Document("en", "en", (en.blocks[0], Block("paragraph", "", "1 See above.")))
    assert read_more_notes(zh, noted)[1].blocks[1] == Block("footnote", "1", "See above.", key="1")
