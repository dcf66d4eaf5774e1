"""Vectors of runs of sentences."""

import numpy as np
from duizhao.align.sentences.sentence_runs import encode_runs


def test_an_encoder_that_cannot_compose_will_do() -> None:
    class Letters:
        name = "letters"

        def encode(self, texts: list[str]) -> np.ndarray:
            rows = np.array([[text.count(c) + 0.1 for c in "abc"] for text in texts], dtype=np.float32)
            return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    runs = encode_runs(["aab", "bcc", "abc"], Letters(), " ")
    assert [v.shape for v in runs.vectors] == [(3, 3), (2, 3), (1, 3)]
    assert np.allclose(np.linalg.norm(runs.vectors[1], axis=1), 1)
