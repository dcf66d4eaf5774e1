"""What the sides of a pair have in common, whatever its number says: words, and where these are few, meaning.

`sentences.coverage` weighs words that the other document has somewhere. A text from another document has few of these;
here every word counts, those too that nothing in the other document answers.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ..language.comparison_keys import simplified
from .bitext import Pair
from .blocks.aligner import BlockEncoder
from .encoders.encoder import Encoder
from .sentences.lexicon import chinese_items, english_items, english_vocabulary, lexicon, translations

Measures = NDArray[np.float64]
Counts = NDArray[np.float64]

NAMES = ("few words shared", "meanings apart", "few words shared and meanings apart")
"""The measures, zero each where the words that are shared are about as many as usual in the two documents."""

# Share of the words of a right pair that the other side answers, in either language: the middle over genuine documents,
# A/76/36 and official pairs (0.36 to 0.55 and 0.52 to 0.75). So many words count as much as a document's own.
_USUAL, _TRUST = np.asarray((0.45, 0.6)), 60.0
_LEAST = 0.6  # novels and the freest translations have 0.7 of it
# Share of what is usual that a text of as many words which is another's version answers by chance: 0.06 to 0.2
_BY_CHANCE = 0.2
# Words of a text are not answered independently of each other; so each weighs less, by this share for each word.
_TOGETHER = 0.06
# Log odds from which a pair may be of strangers: more than one word on one side without answer
_RARER = 1.4
_ROOT = 5  # letters that words of one root share
# Cosine under which meanings are apart: 0.35 to 0.85 in right pairs (nine in ten), under 0.4 in nearly all texts that
# have another one's number, 0.5 where they have a word or two.
_NEAR = 0.6


def content_measures(pairs: Sequence[Pair], encoder: Encoder | None) -> dict[str, Measures]:
    """Return how far pairs share fewer words than usual in these documents, and how far their meanings are apart.

    Args:
        pairs: All pairs of two documents.
        encoder: Used for pairs that share few words; None to leave meanings out.
    """
    counts = _counts(pairs)
    # where few words are answered by the dictionary's own forms, others of the same root are looked for
    again = np.flatnonzero(_likelier_strangers(counts, counts)).tolist()
    counts[again] = _counts([pairs[k] for k in again], alike=_of_one_root)
    few = _likelier_strangers(counts, counts)
    # a sentence may say with other words what is in its paragraph, so that its blocks' words tell more than its own
    blocks = _likelier_strangers(_over_blocks(pairs, counts), counts)
    # vectors cost more than all else here, and most documents have no such pair
    apart = _meanings_apart(pairs, (few > 0.0) & (blocks > 0.0), encoder)
    return dict(zip(NAMES, (blocks, apart, few * apart), strict=True))


def _of_one_root(items: set[str], english: set[str]) -> set[str]:
    """Return the English items that begin as some of the others do: disabled, disability; old, older."""
    return {
        word
        for word in english
        for item in items
        if word[:_ROOT] == item[:_ROOT]
        or (min(len(word), len(item)) > 2 and (word.startswith(item) or item.startswith(word)))
    }


def _counts(pairs: Sequence[Pair], alike: Callable[[set[str], set[str]], set[str]] = set.intersection) -> Counts:
    """Return Chinese words, those of them answered, English words, those answered: shape (pairs, 4).

    Args:
        pairs: The pairs.
        alike: Which English words of the second set the dictionary's in the first one stand for.
    """
    words = lexicon()
    known = english_vocabulary(words)
    counts = np.zeros((len(pairs), 4))
    for k, (pair, zh) in enumerate(zip(pairs, simplified([pair.zh for pair in pairs]), strict=True)):
        if pair.matched:
            left, right = set(chinese_items(zh, words)), set(english_items(pair.en))
            meant = {item: alike(set(translations(item, words)), right) for item in left}
            # characters that stand in no word answer, but need no answer: names written by their sound consist of them
            asked = [item for item in left if len(item) > 1]
            answered = sum(bool(meant[item]) for item in asked)
            # nor do English names, which the dictionary has not
            english = {item for item in right if item in known or item[0] == "#"}
            counts[k] = len(asked), answered, len(english), len(english & set().union(*meant.values()))
    return counts


def _likelier_strangers(counts: Counts, document: Counts) -> Measures:
    """Return by how many log odds beyond `_RARER` the words of each pair are likelier in strangers than in versions.

    A likelihood ratio of so many words answered, of so many, in both languages: it tells of two words as of hundreds.

    Args:
        counts: Of each pair.
        document: Of the pairs that say what is usual.
    """
    whole, answered = counts[:, ::2], counts[:, 1::2]
    usual = (document[:, 1::2].sum(axis=0) + _TRUST * _USUAL) / (document[:, ::2].sum(axis=0) + _TRUST)
    usual = np.maximum(usual, _LEAST * _USUAL)  # where most of a document is another's, that is not usual
    unanswered = (whole - answered) * np.log((1.0 - _BY_CHANCE * usual) / (1.0 - usual))
    odds = (unanswered + answered * np.log(_BY_CHANCE)) / (1.0 + _TOGETHER * whole)
    return np.asarray(np.maximum(odds.sum(axis=1) - _RARER, 0.0))


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
