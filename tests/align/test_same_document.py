"""Two files are told to be versions of one document by what they say, whatever their numbers and their order."""

import duizhao as dz
import pytest
from duizhao.align.encoders.encoder import Encoder
from duizhao.corpora.document import Document
from duizhao.corpora.reading import read_bytes
from duizhao.errors import DuizhaoError

ZH = [
    "渡轮每天早晨六点从北码头开出，中途不停。",
    "果园里的苹果树是三十年前种下的。",
    "消防队在十分钟内赶到，无人受伤。",
    "她用一整个夏天修好了祖父的旧船。",
    "学校图书馆新添了两千册儿童读物。",
    "山路因大雪封闭，预计下周才能通车。",
    "面包师傅凌晨三点就开始和面。",
    "河水上涨，村民把牲畜赶到了高处。",
]
EN = [
    "The ferry leaves the north pier at six every morning and does not stop on the way.",
    "The apple trees in the orchard were planted thirty years ago.",
    "The fire brigade arrived within ten minutes, and nobody was hurt.",
    "She spent a whole summer repairing her grandfather's old boat.",
    "The school library has acquired two thousand new books for children.",
    "The mountain road is closed because of heavy snow and should reopen next week.",
    "The baker starts kneading dough at three in the morning.",
    "The river rose, and the villagers drove their animals to higher ground.",
]
OTHER = [
    "Applications for a licence are addressed to the district office in writing.",
    "The violin concerto was first performed in the old opera house.",
    "Quantum computers need temperatures close to absolute zero.",
    "The tax rate for small enterprises falls by two points next year.",
    "Football fans queued for tickets in front of the stadium.",
    "The dictionary explains eight hundred words from the northern dialect.",
    "A new vaccine against malaria has been approved.",
    "The museum lends its largest painting to a gallery abroad.",
]


def document(texts: list[str], name: str, first: int = 1) -> Document:
    lines = (f"{number}. {text}" for number, text in enumerate(texts, first))
    return read_bytes("\n".join(lines).encode(), name)


@pytest.mark.parametrize(("texts", "first"), [(EN, 1), (EN, 4), (EN[::-1], 1), (EN[4:] + EN[:4], 1), (EN[3:], 1)])
def test_a_version_with_other_numbers_or_another_order_is_not_refused(
    encoder: Encoder, texts: list[str], first: int
) -> None:
    zh, en = document(ZH, "zh.txt"), document(texts, "en.txt", first)
    bitext = dz.align_documents(zh, en, "paragraph", encoder)
    assert sorted(pair.zh for pair in bitext if pair.zh) == sorted(ZH)


def test_another_document_is_refused(encoder: Encoder) -> None:
    with pytest.raises(
        DuizhaoError, match=r"zh.txt: does not look like a version .* en.txt \(\d of \d+ blocks match\)"
    ):
        dz.align_documents(document(ZH, "zh.txt"), document(OTHER, "en.txt"), "paragraph", encoder)


def test_a_letter_of_one_paragraph_is_aligned(encoder: Encoder) -> None:
    zh = read_bytes("感谢贵方5月3日来信。我们将于下周答复。".encode(), "zh.txt")
    en = read_bytes(b"Thank you for your letter of 3 May. We shall reply next week.", "en.txt")
    assert [pair.en for pair in dz.align_documents(zh, en, encoder=encoder)] == [
        "Thank you for your letter of 3 May.",
        "We shall reply next week.",
    ]
