"""The aligner as others call it: what it covers, what it encodes, how good it is."""

import ast
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from duizhao.align.encoders.encoder import Encoder
from duizhao.align.sentences.aligner import DEFAULT, PLAIN, align_many, align_sentences
from duizhao.align.sentences.beads import Bead
from hypothesis import given
from hypothesis import strategies as st

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
TALE_ZH = ["我们通过了61份清单。", "第二天，她来了吗？", "“不行！”他说。", "天黑了。"]
TALE_EN = ["We adopted 61 lists.", "Did she come the next day?", "“No!”", "he said.", "It grew dark."]


def shapes(beads: list[Bead]) -> list[tuple[list[int], list[int]]]:
    return [(list(bead.zh), list(bead.en)) for bead in beads]


def test_split_and_joined_sentences() -> None:
    beads = align_sentences(ZH, EN)
    assert shapes(beads) == [([0], [0]), ([1], [1, 2]), ([2], [3]), ([3, 4], [4])]
    assert all(0 <= bead.confidence <= 1 for bead in beads)


def test_passages_are_not_crossed(covers) -> None:
    passages = [(ZH[:2], EN[:3]), ([], EN[:1]), (ZH[2:3], EN[3:4]), (ZH[3:], []), ([], [])]
    found = align_many(passages)
    assert len(found) == len(passages)
    for beads, (zh, en) in zip(found, passages, strict=True):
        assert covers(beads, len(zh), len(en))
    assert shapes(found[2]) == [([0], [0])]
    assert shapes(found[3]) == [([0], []), ([1], [])]


@pytest.mark.parametrize(("zh", "en"), [([], []), (["好。"], []), ([], ["Yes."]), ([""], [""]), (["。"] * 3, ["."])])
def test_empty_and_meaningless_input_is_covered(zh: list[str], en: list[str], covers) -> None:
    assert covers(align_sentences(zh, en), len(zh), len(en))


def test_few_sentences_in_several_passages() -> None:
    # fewer sentences in all than the longest bead has: once an IndexError
    found = align_many([(["好。"], ["Good."]), (["不行。"], ["No."])])
    assert [shapes(beads) for beads in found] == [[([0], [0])], [([0], [0])]]


SIZES = st.tuples(st.integers(0, 4), st.integers(0, 4))


@given(sizes=st.lists(SIZES, max_size=6), shift=st.integers(0, 3))
def test_passages_of_any_size_are_covered(sizes: list[tuple[int, int]], shift: int, covers) -> None:
    passages = [((TALE_ZH * 2)[:n], (TALE_EN * 2)[shift : shift + m]) for n, m in sizes]
    found = align_many(passages, None, PLAIN)
    assert len(found) == len(passages)
    assert all(covers(beads, n, m) for beads, (n, m) in zip(found, sizes, strict=True))


@pytest.mark.parametrize("options", [DEFAULT, PLAIN])
def test_two_passages_of_all_small_sizes_are_covered(options, covers) -> None:
    for a, b, c, d in product(range(3), repeat=4):
        first, second = align_many([(ZH[:a], EN[:b]), (ZH[2 : 2 + c], EN[3 : 3 + d])], None, options)
        assert covers(first, a, b), (a, b, c, d)
        assert covers(second, c, d), (a, b, c, d)


def test_no_passages_give_no_beads() -> None:
    assert align_many([]) == []


@pytest.mark.parametrize("options", [DEFAULT, PLAIN])
def test_the_same_input_gives_the_same_beads(options) -> None:
    first = align_sentences(TALE_ZH, TALE_EN, None, options)
    assert first == align_sentences(TALE_ZH, TALE_EN, None, options)
    assert [(list(b.zh), list(b.en)) for b in first] == [([0], [0]), ([1], [1]), ([2], [2, 3]), ([3], [4])]


class Broken:
    """An encoder that must not be needed."""

    name = "broken"

    def encode(self, texts: list[str]) -> np.ndarray:
        raise AssertionError("encoded without need")


def test_what_words_settle_is_not_encoded() -> None:
    zh = "委员会通过了关于乍得的第128号决议，并审议了13份缔约国报告。"
    en = "The Committee adopted resolution 128 on Chad and considered 13 reports of States parties."
    (beads,) = align_many([([zh], [en])], Broken())
    assert [(b.zh, b.en, b.reason) for b in beads] == [(range(1), range(1), "lexical")]


class Letters:
    """A poor second encoder: it cannot compose, and has vectors of another size."""

    name = "letters"

    def encode(self, texts: list[str]) -> np.ndarray:
        rows = np.array([[t.count(c) + 0.1 for c in "0123456789。."] for t in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_another_encoder_may_stand_in_its_place() -> None:
    beads = align_sentences(TALE_ZH, TALE_EN, Letters())
    assert sum(len(b.zh) for b in beads) == len(TALE_ZH)
    assert sum(len(b.en) for b in beads) == len(TALE_EN)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "least"),
    # what a report without paragraph numbers and the held-out chapters have, less half a percentage point
    [("A_76_36/sentences", 0.995), ("mac_dev/002", 0.843), ("mac_dev/004", 0.950), ("mac_dev/006", 0.930)],
)
def test_figures_stay(shared: Path, encoder: Encoder, name: str, least: float) -> None:
    zh, en, lines = (Path(f"{shared}/data/{name}.{s}").read_text("utf-8").splitlines() for s in ("zh", "en", "align"))
    gold = {tuple(tuple(ast.literal_eval(side)) for side in line.split(":")[:2]) for line in lines if line}
    gold = {bead for bead in gold if all(bead)}
    found = {(tuple(b.zh), tuple(b.en)) for b in align_sentences(zh, en, encoder) if b.matched}
    assert 2 * len(found & gold) / (len(found) + len(gold)) >= least
