"""What the sides of a pair have in common, whatever its number says: words, and where these are few, meaning.

`sentences.coverage` weighs words that the other document has somewhere. A text from another document has few of these;
here every word counts, those too that nothing in the other document answers.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..language.comparison_keys import simplified
from .bitext import Pair
from .blocks.aligner import BlockEncoder
from .encoders.encoder import Encoder
from .sentences.lexicon import chinese_items, english_items, lexicon, translations

Measures = NDArray[np.float64]
Counts = NDArray[np.float64]

NAMES = ("few words shared", "meanings apart", "few words shared and meanings apart")
"""The measures, zero each where the words that are shared are about as many as usual in the two documents."""

# Share of the words of a right pair that the other side answers, in either language: the middle over genuine documents,
# A/76/36 and official pairs (0.36 to 0.55 and 0.52 to 0.75). So many words count as much as a document's own.
_USUAL, _TRUST = np.asarray((0.45, 0.6)), 60.0
# Words of a text are not answered independently of each other; so the variance grows by this share for each word.
_TOGETHER = 0.03
# Standard deviations from which few words are shared: one in twenty right pairs goes beyond, and of the others all but
# one in twenty
_FEW = 1.3
# Share of what is usual from which a text is no stranger, however long it is: strangers have a fifth, those of the same
# document up to a half. Long paragraphs that say things freely have two thirds.
_MOST_SHARE = 0.6
# Cosine under which meanings are apart: 0.35 to 0.8 in right pairs that share few words (nine in ten), under 0.4 in
# nearly all texts that have another one's number. Of 0.4 to 0.6, this finds most of these with fewest right ones.
_NEAR = 0.5


def content_measures(pairs: Sequence[Pair], encoder: Encoder | None) -> dict[str, Measures]:
    """Return how far pairs share fewer words than usual in these documents, and how far their meanings are apart.

    Args:
        pairs: All pairs of two documents.
        encoder: Used for pairs that share few words; None to leave meanings out.
    """
    counts = _counts(pairs)
    few = _fewer_than_usual(counts, counts)
    # a sentence may say with other words what is in its paragraph, so that its blocks' words tell more than its own
    blocks = _fewer_than_usual(_over_blocks(pairs, counts), counts)
    # vectors cost more than all else here, and most documents have no such pair
    apart = _meanings_apart(pairs, (few > 0.0) & (blocks > 0.0), encoder)
    return dict(zip(NAMES, (blocks, apart, few * apart), strict=True))


def _counts(pairs: Sequence[Pair]) -> Counts:
    """Return Chinese words, those of them answered, English words, those answered: shape (pairs, 4)."""
    words = lexicon()
    counts = np.zeros((len(pairs), 4))
    for k, (pair, zh) in enumerate(zip(pairs, simplified([pair.zh for pair in pairs]), strict=True)):
        if pair.matched:
            left, right = set(chinese_items(zh, words)), set(english_items(pair.en))
            meant = {item: right.intersection(translations(item, words)) for item in left}
            # characters that stand in no word answer, but need no answer: names written by their sound consist of them
            asked = [item for item in left if len(item) > 1]
            answered = sum(bool(meant[item]) for item in asked)
            counts[k] = len(asked), answered, len(right), len(set().union(*meant.values()))
    return counts


def _fewer_than_usual(counts: Counts, document: Counts) -> Measures:
    """Return by how many standard deviations beyond `_FEW` fewer words are answered than usual; the mean of both sides.

    0 from `_MOST_SHARE` of what is usual: words of one text are alike in being answered or not, and many of them would
    make a small difference a large one.

    Args:
        counts: Of each pair.
        document: Of the pairs that say what is usual.
    """
    whole, answered = counts[:, ::2], counts[:, 1::2]
    usual = (document[:, 1::2].sum(axis=0) + _TRUST * _USUAL) / (document[:, ::2].sum(axis=0) + _TRUST)
    deviation = np.sqrt(whole * usual * (1.0 - usual) * (1.0 + _TOGETHER * whole) + 1.0)
    fewer = np.maximum((usual * whole - answered) / deviation, 0.0).mean(axis=1) - _FEW
    share = (answered / np.maximum(usual * whole, 1.0)).mean(axis=1)
    return np.asarray(np.where(share < _MOST_SHARE, np.maximum(fewer, 0.0), 0.0))


def _over_blocks(pairs: Sequence[Pair], counts: Counts) -> Counts:
    """Return for each pair the counts of all pairs that were cut from the same blocks."""
    numbers: dict[object, int] = {}
    # pairs without blocks stand for themselves
    keys = [(at.zh_blocks, at.en_blocks) if at.zh_blocks or at.en_blocks else k for k, at in enumerate(pairs)]
    owners = [numbers.setdefault(key, len(numbers)) for key in keys]
    sums = np.zeros((len(numbers), 4))
    np.add.at(sums, owners, counts)
    return sums[owners]


def _meanings_apart(pairs: Sequence[Pair], asked: NDArray[np.bool_], encoder: Encoder | None) -> Measures:
    """Return by how much the cosine of each pair that is asked for is under `_NEAR`; 0 for the others."""
    apart = np.zeros(len(pairs))
    places = np.flatnonzero(asked).tolist()
    if encoder is not None and places:
        zh = BlockEncoder(encoder, "zh").encode(simplified([pairs[k].zh for k in places]))
        en = BlockEncoder(encoder, "en").encode([pairs[k].en for k in places])
        apart[places] = np.maximum(_NEAR - (zh * en).sum(axis=1), 0.0)
    return apart
