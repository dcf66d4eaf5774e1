"""How likely a pair is right: the chance that its sides are exactly each other's translation, by what can be seen.

A logistic regression over few measures. Each is zero where nothing speaks against the pair and none can speak for it,
so that a pair's odds are those of a faultless one less what each measure takes away. What the weights were learnt from,
and how far they can be believed on documents that they were not learnt from: docs/alignment.md.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from math import log

import numpy as np
import regex
from numpy.typing import NDArray

from ..i18n import _
from ..language.comparison_keys import simplified
from ..language.segmentation import split_sentences
from ..language.words import ENGLISH_PER_CHINESE, chinese_length
from .bitext import LOW, Pair
from .contradictions import NAMES as CONTRADICTIONS
from .contradictions import TAKEN_FREELY, contradictions
from .encoders.encoder import Encoder
from .lost_counterparts import NAME as ANSWERED_BETTER
from .lost_counterparts import answered_better
from .sentences.coverage import SideItems, vocabularies
from .sentences.lexicon import lexicon
from .shared_contents import NAMES as CONTENT_NAMES
from .shared_contents import content_measures

Measures = NDArray[np.float64]

NAMES = (
    "doubt of the sentences",
    "front matter",
    "words answered by a neighbour",
    "words answered by what is unaligned",
    "lengths",
    "length ratio",
    "breaks off",
    "goes on",
    "beside what is unaligned",
    *CONTRADICTIONS,
    *CONTENT_NAMES,
    ANSWERED_BETTER,
)
_TELLING = 1.0  # log odds from which a reason is named
_MOST_SURE = 6.0  # log odds from which an aligner is not doubted at all: 0.9975
_DOUBT, _PAIRS = 0.5, 2.0  # doubt of the sentences that is taken to be usual, as if so many pairs had shown it
_NEAR, _FAR = (-2, -1, 1, 2), (-5, -4, -3, 3, 4, 5)
_SPREAD = 6.8  # variance of a length for each English character (Gale and Church 1993)
_TRUST = 100.0  # Chinese characters that a text must have until its own ratio of lengths is half believed
_MOST_SURPRISE = 8.0
_CLOSERS = "”’\"'」』)》〉】]*  \u3000"
_LONG = 20  # Chinese characters from which a text is no heading
_RARE, _PRIOR = 0.05, 5.0  # how rare a difference is taken to be, as if so many pairs had shown it
_PRIOR_PAIRS = 100.0  # pairs without contradictions that count beside those of two documents: few faults are no habit
_LAST_WORD = regex.compile(r"(?<![,;，；] ?)\b[a-z]+\Z")
_NEVER_LAST = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "for",
        "from",
        "if",
        "into",
        "nor",
        "of",
        "or",
        "than",
        "that",
        "the",
        "their",
        "to",
        "under",
        "upon",
        "which",
        "whose",
        "with",
    )
)
_STOP = regex.compile(r"[。．.！!？?…]\Z")
_MARK = regex.compile(r"(?:[；;，,：:、—-]|[；;，,]\s*(?:and|or|以及|和|及|或))\Z")


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """What was learnt.

    Attributes:
        offset: Log odds of a pair that nothing speaks against.
        weights: What each measure takes away, in the order of `NAMES`, none below zero.
    """

    offset: float
    weights: Measures

    def probabilities(self, measures: Measures) -> Measures:
        """Return the probability of each row of measures, shape (pairs,)."""
        return np.asarray(1.0 / (1.0 + np.exp(measures @ self.weights - self.offset)))


@lru_cache(maxsize=1)
def confidence_model() -> ConfidenceModel:
    """Return the weights that ship."""
    text = resources.files(__package__).joinpath("confidence.tsv").read_text(encoding="utf-8")
    values = dict(line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return ConfidenceModel(float(values["offset"]), np.asarray([float(values[name]) for name in NAMES]))


def with_confidences(pairs: Sequence[Pair], encoder: Encoder | None = None) -> list[Pair]:
    """Return the pairs of two documents with the confidence of each that has both sides.

    Args:
        pairs: All pairs in order, with the parts of their confidence; unaligned ones too.
        encoder: Compares pairs that share few words; None to leave it out.
    """
    measures = measure_pairs(pairs, encoder)
    sure = confidence_model().probabilities(measures)
    return [
        replace(pair, confidence=round(min(max(float(p), 0.001), 0.999), 4), note=_note(pair, row, float(p)))
        if pair.matched
        else pair
        for pair, row, p in zip(pairs, measures, sure, strict=True)
    ]


def _note(pair: Pair, row: Measures, probability: float) -> str:
    """Add to a note the plainest of what contradicts, or of what weighs enough where the pair is not believed."""
    weighed = dict(zip(NAMES, row * confidence_model().weights, strict=True))
    contents = sum(weighed[name] for name in CONTENT_NAMES)
    if probability < LOW and contents > _TELLING:
        said = _("same number, other contents") if pair.method == "number" else _("contents differ")
        return "; ".join(filter(None, (pair.note, said)))
    told = _contradictions(weighed) | (_doubts(weighed) if probability < LOW else {})
    return pair.note or next((reason for reason, weight in told.items() if weight > _TELLING), "")


def _contradictions(weighed: dict[str, float]) -> dict[str, float]:
    """Return what is told of any pair, however well its other words fit, and what it weighs: one side is wrong."""
    return {
        _("figures differ"): weighed["figures that exclude each other"],
        _("different countries"): weighed["States that exclude each other"],
        _("one side denies, the other does not"): weighed["a denial on one side"],
    }


def _doubts(weighed: dict[str, float]) -> dict[str, float]:
    """Return further reasons to doubt a pair, and what each weighs."""
    return {
        _("figures differ"): sum(weighed[name] for name in CONTRADICTIONS if name.startswith("figures")),
        _("one side breaks off"): weighed["breaks off"] + weighed["goes on"],
        _("a text without counterpart answers it better"): weighed[ANSWERED_BETTER],
        _("part of it may belong to a neighbour"): weighed["words answered by a neighbour"],
        _("lengths do not fit"): weighed["lengths"] + weighed["length ratio"],
    }


def measure_pairs(pairs: Sequence[Pair], encoder: Encoder | None = None) -> Measures:
    """Return all measures of pairs, shape (pairs, measures); rows of unaligned pairs mean nothing.

    Args:
        pairs: All pairs of two documents in order, unaligned ones too: they are others' neighbours.
        encoder: Compares pairs that share few words; None to leave it out.
    """
    columns = {
        "doubt of the sentences": _sentence_doubts(pairs),
        "front matter": [float(pair.kind in ("front", "title")) for pair in pairs],
        **_length_measures(pairs),
        "breaks off": _endings_apart(pairs),
        "goes on": [float(_goes_on(pair.en)) for pair in pairs],
        "beside what is unaligned": _beside_unaligned(pairs),
        **_word_measures(pairs),
        **_less_where_usual(contradictions(pairs)),
        **content_measures(pairs, encoder),
        ANSWERED_BETTER: answered_better(pairs, encoder),
    }
    return np.stack([np.asarray(columns[name], dtype=np.float64) for name in NAMES], axis=1)


def _sentence_doubts(pairs: Sequence[Pair]) -> Measures:
    """Return how far the sentences of each pair are doubted: less where they are in all of these texts.

    In a free translation many paragraphs have a doubtful bead and are right all the same.
    """
    doubts = np.asarray([_doubt(pair.parts.sentence) for pair in pairs])
    others = sum(pair.matched for pair in pairs) - 1
    return np.asarray(doubts / np.sqrt(1.0 + (doubts.sum() - doubts + _DOUBT * _PAIRS) / (others + _PAIRS)))


def _doubt(confidence: float | None) -> float:
    if confidence is None:
        return 0.0
    p = min(max(confidence, 0.001), 0.999)
    return max(0.0, _MOST_SURE - log(p / (1.0 - p)))


def _length_measures(pairs: Sequence[Pair]) -> dict[str, Measures]:
    """Return how far each pair's lengths are from what is usual in these texts: in standard deviations, as a ratio."""
    zh = np.asarray([chinese_length(pair.zh) if pair.matched else 0.0 for pair in pairs])
    en = np.asarray([float(len(pair.en)) if pair.matched else 0.0 for pair in pairs])
    ratio = (en.sum() + ENGLISH_PER_CHINESE * _TRUST) / (zh.sum() + _TRUST)
    expected = zh * ratio
    deviation = np.sqrt(_SPREAD * (en + expected + 2.0) / 2.0)
    return {
        "lengths": np.minimum(np.abs(en - expected) / deviation, _MOST_SURPRISE),
        "length ratio": np.abs(np.log((en + 10.0) / (expected + 10.0))),
    }


def _endings_apart(pairs: Sequence[Pair]) -> list[float]:
    """Return 0 where both sides end with a mark, or neither; else up to 1, less where these texts often have it so.

    Headings may have a full stop in one language only, throughout.
    """
    ends = [(len(pair.zh) >= _LONG, _ending(pair.zh), _ending(pair.en)) if pair.matched else None for pair in pairs]
    counts = Counter(ends)
    alike = Counter((end[0], end[1]) for end in ends if end)
    return [
        0.0
        if end is None or bool(end[1]) == bool(end[2])
        else max(end[1:]) * _surprise(counts[end] - 1, alike[end[0], end[1]] - 1)
        for end in ends
    ]


def _surprise(times: int, of: int) -> float:
    """Return 1 for what never happens besides, down to 0 for what always does."""
    return log((times + _RARE * _PRIOR) / (of + _PRIOR)) / log(_RARE)


def _less_where_usual(measures: dict[str, Measures]) -> dict[str, Measures]:
    """Return measures of which some are smaller, the more other pairs of the two documents have the same.

    A novel's version may be free with numbers and denials throughout; the version of a treaty is not.
    """
    for name in TAKEN_FREELY:
        times = measures[name] > 0.0
        others = (times.sum() - times) / (len(times) + _PRIOR_PAIRS)
        measures[name] = measures[name] * np.maximum(1.0 - others / _RARE, 0.0)
    return measures


def _ending(text: str) -> float:
    """Return 1 where a text ends with a full stop, 0.5 where with a mark after which it goes on, 0 where with none."""
    bare = text.rstrip(_CLOSERS)
    return 1.0 if _STOP.search(bare) else 0.5 if _MARK.search(bare) else 0.0


def _goes_on(text: str) -> bool:
    """Whether an English text ends with a word that no sentence ends with: ``of``, ``the``."""
    last = _LAST_WORD.search(text)
    return last is not None and last[0] in _NEVER_LAST


def _beside_unaligned(pairs: Sequence[Pair]) -> list[float]:
    alone = [0.0, *(float(not pair.matched) for pair in pairs), 0.0]
    return [max(alone[k], alone[k + 2]) for k in range(len(pairs))]


# what words and figures say: who answers them


def _word_measures(pairs: Sequence[Pair]) -> dict[str, Measures]:
    zh, zh_owners = _sentences(pairs, "zh")
    en, en_owners = _sentences(pairs, "en")
    both = vocabularies(simplified(zh), en, lexicon()) if zh and en else ()
    sides = [(v.zh, zh_owners, en_owners) for v in both], [(v.en, en_owners, zh_owners) for v in both]
    alone = np.asarray([not pair.matched for pair in pairs], dtype=bool)
    answers = [_answers(side, alone) for side in sides]
    return {
        "words answered by a neighbour": np.sqrt(np.max([answer.elsewhere for answer in answers], axis=0)),
        "words answered by what is unaligned": np.sqrt(np.max([answer.beside for answer in answers], axis=0)),
    }


def _sentences(pairs: Sequence[Pair], side: str) -> tuple[list[str], NDArray[np.int64]]:
    """Return the sentences of all pairs on one side, and which pair each is of."""
    texts: list[str] = []
    owners: list[int] = []
    for k, pair in enumerate(pairs):
        text = pair.zh if side == "zh" else pair.en
        parts = split_sentences(text, "zh" if side == "zh" else "en") if pair.matched else [text] if text else []
        texts += parts
        owners += [k] * len(parts)
    return texts, np.asarray(owners, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Answers:
    """Weights of one side's items, an entry a pair.

    Attributes:
        elsewhere: Of items that nothing in the pair's other side answers, the most that one neighbour would answer,
            less what others not far off would.
        beside: The most of these that one neighbour without counterpart would answer.
    """

    elsewhere: Measures
    beside: Measures


def _answers(
    classes: Iterable[tuple[SideItems, NDArray[np.int64], NDArray[np.int64]]], alone: NDArray[np.bool_]
) -> _Answers:
    """Look for every item of one side in the other side of its pair, and of the neighbours.

    Args:
        classes: Words, then figures: the items, the pair of each own sentence, the pair of each sentence of the other.
        alone: Which pairs have one side only.
    """
    count = len(alone)
    steps = (*_NEAR, *_FAR)
    neighbours = np.zeros((len(steps), count))
    for items, owners, others in classes:
        sentence = np.repeat(np.arange(len(owners)), [len(row) for row in items.sentences])
        item = np.concatenate(items.sentences) if len(sentence) else np.zeros(0, dtype=np.int64)
        weight = items.weights[item].astype(np.float64)
        pair = owners[sentence]
        known = _known_answers(items, others, count)
        here = _holds(known, item * count + pair)
        missed = np.where(here, 0.0, weight)
        for k, step in enumerate(steps):
            inside = (pair + step >= 0) & (pair + step < count)
            there = inside & _holds(known, item * count + pair + step)
            neighbours[k] += np.bincount(pair, np.where(there, missed, 0.0), count)
    near, far = neighbours[: len(_NEAR)], neighbours[len(_NEAR) :]
    beside = [
        np.where(alone[np.clip(np.arange(count) + step, 0, count - 1)], row, 0.0)
        for step, row in zip(_NEAR, near, strict=True)
    ]
    elsewhere = np.maximum(near.max(axis=0) - far.max(axis=0), 0.0)
    return _Answers(elsewhere, np.max(beside, axis=0))


def _known_answers(items: SideItems, others: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Return in order ``item * count + pair`` of every item and every pair whose other side answers it."""
    numbers = np.repeat(np.arange(len(items.matches)), [len(found) for found in items.matches])
    places = np.concatenate(items.matches) if len(numbers) else np.zeros(0, dtype=np.int64)
    return np.unique(numbers * count + others[places])


def _holds(ordered: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.bool_]:
    if not len(ordered):
        return np.zeros(len(wanted), dtype=bool)
    places = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return np.asarray(ordered[places] == wanted)
