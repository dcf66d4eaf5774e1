"""Clean pairs with sentences dropped, doubled, swapped and inserted: nothing is lost, and nothing wrong is sure."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from duizhao.align.encoders.encoder import Encoder
from duizhao.align.sentences.aligner import align_sentences
from duizhao.align.sentences.beads import Bead

Unit = tuple[list[tuple[int, str]], list[tuple[int, str]]]
RUNNING_MATTER = ["版权所有。", "第3页", "@@@ ###", "欢迎访问我们的网站。"]
RUNNING_MATTER_EN = ["All rights reserved.", "Page 3", "%%% ***", "Visit our website."]
SEEDS = range(2)


def damaged(units: Sequence[Unit], kind: str, seed: int, rate: float = 0.05) -> list[Unit]:
    """Damage one unit in twenty; every sentence keeps the number of the unit it is from, -1 where it is from none."""
    chance = random.Random(f"{kind} {seed}")
    made: list[Unit] = []
    k = 0
    while k < len(units):
        zh, en = units[k]
        left = chance.random() < 0.5
        if chance.random() >= rate:
            made.append((zh, en))
        elif kind == "drop":
            made.append((zh, []) if left else ([], en))
        elif kind == "double":
            made.append((zh + zh, en) if left else (zh, en + en))
        elif kind == "swap" and k + 1 < len(units):
            made += [(zh, units[k + 1][1]), (units[k + 1][0], en)]
            k += 1
        elif kind == "insert":
            zh_extra, en_extra = [(-1, chance.choice(RUNNING_MATTER))], [(-2, chance.choice(RUNNING_MATTER_EN))]
            made.append((zh_extra + zh, en) if left else (zh, en_extra + en))
        else:
            made.append((zh, en))
        k += 1
    return made


def wrong(beads: Sequence[Bead], units: Sequence[Unit]) -> int:
    """Count the beads that are sure and pair sentences of different units."""
    zh = [number for side, _ in units for number, _ in side]
    en = [number for _, side in units for number, _ in side]
    return sum(
        bead.matched and bead.confidence >= 0.5 and {zh[i] for i in bead.zh} != {en[j] for j in bead.en}
        for bead in beads
    )


@pytest.fixture(scope="module")
def units(shared: Path) -> list[Unit]:
    """The gold pairs of a UN report."""
    rows = (shared / "data" / "A_76_36" / "gold_sentences.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [([(k, row.split("\t")[3])], [(k, row.split("\t")[4])]) for k, row in enumerate(rows)]


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["drop", "double", "swap", "insert"])
def test_what_is_sure_is_right(units: list[Unit], encoder: Encoder, kind: str, covers) -> None:
    errors = total = 0
    for seed in SEEDS:
        made = damaged(units, kind, seed)
        assert made != units
        zh, en = [text for side, _ in made for _, text in side], [text for _, side in made for _, text in side]
        beads = align_sentences(zh, en, encoder)
        assert covers(beads, len(zh), len(en))
        errors += wrong(beads, made)
        total += len(beads)
    assert errors <= 0.005 * total, f"{errors} of {total} beads are wrong and sure"


@pytest.mark.shared
def test_a_missing_block_is_unaligned(units: list[Unit], encoder: Encoder, covers) -> None:
    without = [(zh, [] if 60 <= k < 140 else en) for k, (zh, en) in enumerate(units)]
    zh, en = [text for side, _ in without for _, text in side], [text for _, side in without for _, text in side]
    beads = align_sentences(zh, en, encoder)
    assert covers(beads, len(zh), len(en))
    assert wrong(beads, without) <= 2
    paired = {i for bead in beads if bead.matched for i in bead.zh}
    assert len(paired & set(range(60, 140))) <= 4
    assert len(paired - set(range(60, 140))) >= len(units) - 80 - 4


@pytest.mark.shared
def test_two_different_texts_are_not_sure(units: list[Unit], encoder: Encoder, covers) -> None:
    half = len(units) // 2
    zh = [text for side, _ in units[:half] for _, text in side]
    en = [text for _, side in units[half:] for _, text in side]
    beads = align_sentences(zh, en, encoder)
    assert covers(beads, len(zh), len(en))
    assert sum(bead.matched and bead.confidence >= 0.5 for bead in beads) <= 0.05 * len(beads)
