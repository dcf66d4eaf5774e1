"""The front matter of two documents is cut alike, whatever lines either file has it in."""

import duizhao as dz
import pytest
from duizhao.align.bitext import Bitext
from duizhao.align.encoders.encoder import Encoder
from duizhao.align.mastheads import match_mastheads
from duizhao.corpora.document import Block, Document
from duizhao.corpora.reading import read_bytes
from duizhao.language import Language

ZH = [
    "渔业理事会",
    "第十二届会议",
    "2018年3月5日至9日",
    "议程项目4",
    "内陆水域年度报告以及秘书处的报告",
    "沿岸社区的粮食安全",
    "秘书处的说明",
]
EN = [
    "Fisheries Council",
    "Twelfth session",
    "5–9 March 2018",
    "Agenda item 4",
    "Annual report on inland waters and reports of the secretariat",
    "Food security in coastal communities",
    "Note by the secretariat",
]
TITLE = 5
BODY_ZH = "一. 导言\n1. 理事会请秘书处说明小型船队的情况。\n2. 秘书处询问了41个成员。\n"
BODY_EN = (
    "I. Introduction\n1. The Council asked the secretariat to describe the situation of small fleets.\n"
    "2. The secretariat asked 41 members.\n"
)


def aligned(zh: str, en: str, encoder: Encoder) -> Bitext:
    documents = read_bytes(f"{zh}\n{BODY_ZH}".encode(), "zh.txt"), read_bytes(f"{en}\n{BODY_EN}".encode(), "en.txt")
    return dz.align_documents(*documents, level="paragraph", encoder=encoder)


@pytest.mark.parametrize(
    "lines",
    [
        EN,
        [*EN[:4], "Annual report on inland waters and reports", "of the secretariat", *EN[5:]],
        [*EN[:5], "Food security in coastal", "communities", EN[6]],
        ["Fisheries Council Twelfth session", "5–9 March 2018 Agenda item 4", *EN[4:]],
        [*EN[:3], "Agenda item 4 Annual report on inland waters", "and reports of the secretariat", *EN[5:]],
        [*EN[:2], "5–9 March", "2018 Agenda item 4 Annual", EN[4].removeprefix("Annual "), *EN[5:]],
    ],
)  # fmt: skip
def test_pieces_of_a_masthead_come_together_however_they_are_printed(encoder: Encoder, lines: list[str]) -> None:
    bitext = aligned("\n".join(ZH), "\n".join(lines), encoder)
    front = [pair for pair in bitext if pair.kind in ("front", "title")]
    assert [pair.zh for pair in front] == ZH
    assert [pair.en for pair in front] == EN
    assert [pair.kind for pair in front].index("title") == TITLE
    assert bitext.title == EN[TITLE]
    assert bitext.zh is not None
    assert bitext.zh.title == ZH[TITLE]


def test_what_only_one_side_has_stays_in_its_place(encoder: Encoder) -> None:
    extra = ["United Nations", "Distr.: General", "Original: English"]
    bitext = aligned("\n".join(ZH), "\n".join([*extra, *EN]), encoder)
    assert [pair.en for pair in bitext.unaligned] == extra
    assert sum(pair.matched and pair.kind in ("front", "title") for pair in bitext) == len(ZH)


def front(language: Language, texts: list[str]) -> Document:
    return Document(f"{language}.txt", language, tuple(Block("front", "", text) for text in texts))


def test_no_block_is_cut_for_nothing(encoder: Encoder) -> None:
    zh = front("zh", [*ZH[:5], "第三届会议议程项目2下的粮食安全", ZH[6]])
    en = front("en", [*EN[:5], "Food security under agenda item 2 of the third session", EN[6]])
    assert match_mastheads(zh, en, encoder) == (zh, en)


def test_a_document_without_front_matter_stays_as_it_is(encoder: Encoder) -> None:
    bitext = dz.align_documents(
        read_bytes(BODY_ZH.encode(), "zh.txt"), read_bytes(f"{EN[0]}\n{BODY_EN}".encode(), "en.txt"), encoder=encoder
    )
    assert [pair.en for pair in bitext.unaligned] == [EN[0]]
