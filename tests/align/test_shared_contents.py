"""What the sides of a pair share: foreign words count, names by sound do not, meanings where words are few."""

from dataclasses import replace

import numpy as np
from duizhao.align.bitext import ConfidenceParts, Pair
from duizhao.align.encoders.encoder import Encoder, Vectors
from duizhao.align.shared_contents import NAMES, content_measures

TEXTS = [
    ("委员会决定推迟审议该项目。", "The Committee decided to defer its consideration of the item."),
    ("农民需要获得贷款和种子。", "Farmers need access to loans and seeds."),
    ("儿童应当接受免费的初等教育。", "Children should receive free primary education."),
    ("政府批准了关于难民地位的公约。", "The Government ratified the convention on the status of refugees."),
    ("医院缺少药品和合格的护士。", "Hospitals lack medicines and qualified nurses."),
]
STRANGER = "Glaciers retreat because snow melts earlier each summer."


def pair_of(zh: str, en: str, name: str = "p1") -> Pair:
    return Pair(
        name, "paragraph", "1.", zh, en, 0.9, "number", parts=ConfidenceParts(0.9), zh_blocks=(name,), en_blocks=(name,)
    )


def pairs_with(zh: str, en: str) -> list[Pair]:
    return [pair_of(*texts, f"p{k}") for k, texts in enumerate([*TEXTS, (zh, en)])]


class Remembering:
    """An encoder for which all texts mean different things, and which remembers what it was asked."""

    name = "remembering"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> Vectors:
        self.asked += texts
        return np.eye(64, dtype=np.float32)[[len(text) % 64 for text in texts]]


def test_versions_share_what_is_usual_and_are_not_encoded() -> None:
    encoder = Remembering()
    measures = content_measures([pair_of(*texts, f"p{k}") for k, texts in enumerate(TEXTS)], encoder)
    assert all(not column.any() for column in measures.values())
    assert encoder.asked == []


def test_words_that_stand_nowhere_in_the_other_document_count(encoder: Encoder) -> None:
    measures = content_measures(pairs_with("工会要求提高最低工资并缩短工作时间。", STRANGER), encoder)
    for name in NAMES:
        assert measures[name][-1] > 0.3, name
        assert not measures[name][:-1].any(), name


def test_names_written_by_their_sound_are_not_unshared_words(encoder: Encoder) -> None:
    """The dictionary has no "Benedetti", which need not be answered; but words stand in 贝内代蒂 by chance."""
    name = content_measures(pairs_with("阿德里亚诺．贝内代蒂", "ADRIANO BENEDETTI"), encoder)
    words = content_measures(pairs_with("阿德里亚诺．贝内代蒂", "HARBOUR FISHERMEN"), encoder)
    assert name["few words shared"][-1] < 0.5 * words["few words shared"][-1]


def test_two_words_tell_as_two_hundred_do(encoder: Encoder) -> None:
    """减少贫困 is not "ban torture", though there is little of either."""
    wrong = content_measures(pairs_with("减少贫困", "Ban torture"), encoder)
    right = content_measures(pairs_with("减少贫困", "Reduce poverty"), encoder)
    assert all(wrong[name][-1] > 0.3 for name in NAMES)
    assert not any(right[name][-1] for name in NAMES)


def test_a_document_of_strangers_does_not_make_them_usual() -> None:
    strangers = [pair_of(zh, TEXTS[(k + 2) % 5][1], f"p{k}") for k, (zh, _en) in enumerate(TEXTS * 20)]
    assert (content_measures(strangers, None)["few words shared"] > 1.0).mean() > 0.9


def test_traditional_characters_share_as_simplified_ones_do() -> None:
    one = content_measures(pairs_with("政府應當確保農民獲得貸款。", STRANGER), None)
    other = content_measures(pairs_with("政府应当确保农民获得贷款。", STRANGER), None)
    assert one["few words shared"][-1] == other["few words shared"][-1] > 0


def test_sentences_are_judged_with_their_paragraph() -> None:
    """One sentence of a paragraph may put things otherwise; the paragraph is its version all the same."""
    loose = pair_of("他们为此感到自豪。", "That has been a source of some satisfaction.", "p9.1")
    firm = [
        replace(pair_of(*texts, f"p9.{k}"), zh_blocks=("p9",), en_blocks=("p9",)) for k, texts in enumerate(TEXTS, 2)
    ]
    alone = content_measures([*firm, loose], None)["few words shared"][-1]
    within = content_measures([*firm, replace(loose, zh_blocks=("p9",), en_blocks=("p9",))], None)
    assert within["few words shared"][-1] == 0.0 <= alone


def test_nothing_is_no_fault() -> None:
    assert all(len(column) == 0 for column in content_measures([], None).values())
    assert not content_measures([pair_of("", STRANGER)], None)["few words shared"].any()
