"""The learnt weights, the features they weigh, and what they may not do."""

from pathlib import Path

import numpy as np
import pytest
from duizhao.align.sentences import lattice as search
from duizhao.align.sentences.aligner import DEFAULT, PLAIN, align_many, align_sentences, gather
from duizhao.align.sentences.features import COUNT, NAMES, SHAPES, Block
from duizhao.align.sentences.weights import model

ZH = ["我们通过了61份清单。", "第二天，她来了吗？", "“不行！”他说。", "天黑了。"]
EN = ["We adopted 61 lists.", "Did she come the next day?", "“No!”", "he said.", "It grew dark."]


@pytest.mark.parametrize("embeddings", [True, False])
def test_every_feature_has_a_weight(embeddings: bool) -> None:
    learnt = model(embeddings)
    assert learnt.weights.shape == (COUNT,) == (len(NAMES),)
    assert np.isfinite(learnt.weights).all()
    steps = [learnt.confidence(p / 100) for p in range(101)]
    assert steps == sorted(steps)
    assert 0 <= steps[0] < 0.05
    assert 0.95 < steps[-1] <= 1


def test_features_do_not_depend_on_the_block() -> None:
    evidence = gather(ZH, EN, None)
    corridor = search.full(len(ZH), len(EN))
    whole = Block(evidence, corridor, 0, 5)
    for first in range(5):
        part = Block(evidence, corridor, first, first + 1)
        cells = slice(int(corridor.starts[first]), int(corridor.starts[first + 1]))
        for shape in SHAPES[:-2]:
            good = search.origins(corridor, shape)[cells] >= 0
            assert np.allclose(part.features(shape)[good], whole.features(shape)[cells][good], atol=1e-5), shape


@pytest.mark.parametrize("options", [DEFAULT, PLAIN])
def test_the_same_input_gives_the_same_beads(options) -> None:
    first = align_sentences(ZH, EN, None, options)
    assert first == align_sentences(ZH, EN, None, options)
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
    assert [(b.shape, b.reason) for b in beads] == [((1, 1), "lexical")]


class Letters:
    """A poor second encoder: it cannot compose, and has vectors of another size."""

    name = "letters"

    def encode(self, texts: list[str]) -> np.ndarray:
        rows = np.array([[t.count(c) + 0.1 for c in "0123456789。."] for t in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_another_encoder_may_stand_in_its_place() -> None:
    beads = align_sentences(ZH, EN, Letters())
    assert sum(len(b.zh) for b in beads) == len(ZH)
    assert sum(len(b.en) for b in beads) == len(EN)


@pytest.mark.shared
def test_a_report_is_aligned_without_paragraph_numbers(shared: Path) -> None:
    import ast

    stem = shared / "data" / "A_76_36"
    zh, en = ((stem / f"sentences.{s}").read_text(encoding="utf-8").splitlines() for s in ("zh", "en"))
    gold = {
        tuple(tuple(ast.literal_eval(side)) for side in line.split(":")[:2])
        for line in (stem / "sentences.align").read_text(encoding="utf-8").splitlines()
    }
    found = {(tuple(b.zh), tuple(b.en)) for b in align_sentences(zh, en) if b.matched}
    assert 2 * len(found & gold) / (len(found) + len(gold)) >= 0.995


@pytest.mark.shared
def test_held_out_chapters_keep_their_quality(shared: Path) -> None:
    import ast

    right = both = 0
    for chapter in ("002", "004", "006"):
        stem = shared / "data" / "mac_dev" / chapter
        zh, en = (Path(f"{stem}.{s}").read_text(encoding="utf-8").splitlines() for s in ("zh", "en"))
        lines = Path(f"{stem}.align").read_text(encoding="utf-8").splitlines()
        gold = {tuple(tuple(ast.literal_eval(side)) for side in line.split(":")[:2]) for line in lines if line}
        gold = {bead for bead in gold if all(bead)}
        found = {(tuple(b.zh), tuple(b.en)) for b in align_sentences(zh, en) if b.matched}
        right, both = right + 2 * len(found & gold), both + len(found) + len(gold)
    assert right / both >= 0.9
