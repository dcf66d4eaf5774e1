"""Lists in another order: entries that the aligner leaves over answer each other's partners better."""

import duizhao as dz
import numpy as np
from duizhao.align.bitext import Pair
from duizhao.align.encoders.encoder import default_encoder
from duizhao.align.lost_counterparts import answered_better
from duizhao.corpora.reading import read_bytes

ZH = [
    "“锚地”是指供船只停泊的水域；",
    "“灯塔”是指为航行而设的发光建筑物；",
    "“引水员”是指引导船只进港的人；",
    "“码头”是指装卸货物的地方；",
    "“浮标”是指浮在水面的标志；",
    "“拖船”是指牵引其他船只的船；",
]
EN = [
    '"Anchorage" means waters where vessels may lie;',
    '"Lighthouse" means a lit building for navigation;',
    '"Pilot" means a person who guides vessels into port;',
    '"Quay" means a place where goods are loaded and unloaded;',
    '"Buoy" means a floating mark on the water;',
    '"Tug" means a vessel that tows other vessels;',
]


def pair(zh: str, en: str) -> Pair:
    return Pair("p1", "paragraph", "", zh, en, 0.9)


def test_a_pair_of_strangers_whose_partners_are_unaligned_is_answered_better() -> None:
    rows = [pair(ZH[0], EN[0]), pair(ZH[1], EN[2]), pair(ZH[2], ""), pair("", EN[1]), pair(ZH[3], EN[3])]
    better = answered_better(rows, default_encoder())
    assert better[1] > 0.15
    assert np.flatnonzero(better > 0.05).tolist() == [1]


def test_nothing_is_answered_better_where_nothing_is_unaligned_or_nothing_compares() -> None:
    rows = [pair(ZH[1], EN[2])]
    assert answered_better(rows, default_encoder()).tolist() == [0.0]
    assert answered_better([*rows, pair("", EN[1])], None).tolist() == [0.0, 0.0]
    assert answered_better([], default_encoder()).tolist() == []


def test_definitions_sorted_by_the_english_alphabet_pair_no_strangers_in_silence() -> None:
    partners = dict(zip(ZH, EN, strict=True))
    heads = ("第一条 用语", "本法中："), ("Article 1 Use of terms", "In this Act:")
    sides = ("\n\n".join([*heads[0], *ZH]), "\n\n".join([*heads[1], *sorted(EN)]))
    zh, en = (read_bytes(text.encode(), name) for text, name in zip(sides, ("zh.txt", "en.txt"), strict=True))
    bitext = dz.align_documents(zh, en, "paragraph", force=True)
    assert [
        at.zh
        for at in bitext.matched
        if at.zh in partners and partners[at.zh] != at.en and at.confidence >= 0.5 and not at.note
    ] == []
