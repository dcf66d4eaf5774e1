"""The aligner as others call it."""

import pytest
from duizhao.align.sentences.aligner import align_many, align_sentences
from duizhao.align.sentences.beads import Bead, covers

ZH = [
    "委员会赞赏缔约国提交第四次定期报告。",
    "委员会感到遗憾的是，报告迟交了两年，也没有载入关于农村妇女的资料。",
    "委员会欢迎2019年通过关于家庭暴力的第128号法律。",
    "缔约国应培训法官。",
    "它还应向受害者提供庇护所。",
]
EN = [
    "The Committee appreciates the submission by the State party of its fourth periodic report.",
    "It regrets that the report was submitted two years late.",
    "It also regrets that the report contains no information on rural women.",
    "The Committee welcomes the adoption, in 2019, of Act No. 128 on domestic violence.",
    "The State party should train judges and provide shelters to victims.",
]


def shapes(beads: list[Bead]) -> list[tuple[list[int], list[int]]]:
    return [(list(bead.zh), list(bead.en)) for bead in beads]


def test_split_and_joined_sentences() -> None:
    beads = align_sentences(ZH, EN)
    assert shapes(beads) == [([0], [0]), ([1], [1, 2]), ([2], [3]), ([3, 4], [4])]
    assert all(0 <= bead.confidence <= 1 for bead in beads)


def test_passages_are_not_crossed() -> None:
    passages = [(ZH[:2], EN[:3]), ([], EN[:1]), (ZH[2:3], EN[3:4]), (ZH[3:], []), ([], [])]
    found = align_many(passages)
    assert len(found) == len(passages)
    for beads, (zh, en) in zip(found, passages, strict=True):
        assert covers(beads, len(zh), len(en))
    assert shapes(found[2]) == [([0], [0])]
    assert shapes(found[3]) == [([0], []), ([1], [])]


@pytest.mark.parametrize(("zh", "en"), [([], []), (["好。"], []), ([], ["Yes."]), ([""], [""]), (["。"] * 3, ["."])])
def test_empty_and_meaningless_input_is_covered(zh: list[str], en: list[str]) -> None:
    assert covers(align_sentences(zh, en), len(zh), len(en))


def test_no_passages_give_no_beads() -> None:
    assert align_many([]) == []
