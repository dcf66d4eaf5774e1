"""The features by their names, and the learnt weights."""

from importlib import resources

import numpy as np
import pytest
from duizhao.align.encoders.encoder import Encoder
from duizhao.align.sentences.aligner import measured
from duizhao.align.sentences.beads import SHAPES
from duizhao.align.sentences.corridor import full_corridor, origins
from duizhao.align.sentences.features import NAMES, BeadFeatures, model

ZH = ["我们通过了61份清单。", "第二天，她来了吗？", "“不行！”他说。", "天黑了。"]
EN = ["We adopted 61 lists.", "Did she come the next day?", "“No!”", "he said.", "It grew dark."]


@pytest.mark.parametrize("embeddings", [True, False])
def test_every_feature_has_a_weight(embeddings: bool) -> None:
    learnt = model(embeddings)
    assert learnt.weights.shape == (len(NAMES),)
    assert np.isfinite(learnt.weights).all()
    steps = [learnt.confidence(p / 100) for p in range(101)]
    assert steps == sorted(steps)
    assert 0 <= steps[0] < 0.05
    assert 0.95 < steps[-1] <= 1


def test_features_do_not_depend_on_the_block() -> None:
    texts = measured(ZH, EN, None)
    corridor = full_corridor(len(ZH), len(EN))
    whole = BeadFeatures(texts, corridor, 0, 5)
    for first in range(5):
        part = BeadFeatures(texts, corridor, first, first + 1)
        cells = slice(int(corridor.starts[first]), int(corridor.starts[first + 1]))
        for shape in SHAPES[:-2]:
            good = origins(corridor, shape)[cells] >= 0
            assert np.allclose(part.features(shape)[good], whole.features(shape)[cells][good], atol=1e-5), shape


def test_the_weights_are_those_of_the_features() -> None:
    text = resources.files("duizhao.align.sentences").joinpath("data/weights.tsv").read_text(encoding="utf-8")
    names = [line.split("\t")[0] for line in text.splitlines() if not line.startswith("#")]
    assert names == [*NAMES, "calibration: slope", "calibration: offset"]


def test_every_feature_tells_beads_apart(encoder: Encoder) -> None:
    zh = [*ZH, "我们通过了62份清单！……", "他们“来了”"]
    en = [*EN, "They “came”"]
    features = BeadFeatures(measured(zh, en, encoder), full_corridor(len(zh), len(en)), 0, len(zh) + 1)
    tables = np.concatenate([features.features(shape) for shape in SHAPES])
    told = tables.max(axis=0) > tables.min(axis=0)
    assert [name for name, there in zip(NAMES, told, strict=True) if not there] == []
