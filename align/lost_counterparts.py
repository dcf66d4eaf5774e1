"""Whether the counterpart of a pair's side is what stands beside it, or rather what is unaligned elsewhere.

The aligner's path does not cross: where a list stands in another order in the other language, as definitions sorted by
the alphabet, it may pair two of its entries that are strangers, whose own counterparts are left over.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ..language import Language
from ..language.comparison_keys import simplified
from .bitext import Pair
from .blocks.aligner import BlockEncoder
from .encoders.encoder import Encoder
from .sentences.lexicon import chinese_items, english_items, lexicon, translations

Measures = NDArray[np.float64]

NAME = "answered better by what is unaligned"

_COMMON = 20  # unaligned texts that have a word, from which it tells none of them from the others
_CANDIDATES = 3  # unaligned texts that are compared with a side of a pair: those that share most words with it


def answered_better(pairs: Sequence[Pair], encoder: Encoder | None) -> Measures:
    """Return by how much the cosine of a side and of something unaligned is over that of the pair's own sides.

    Args:
        pairs: All pairs of two documents, unaligned ones too.
        encoder: Compares what shares words; without one nothing is found.
    """
    better = np.zeros(len(pairs))
    if encoder is None or all(pair.matched for pair in pairs):
        return better
    zh, en = simplified([pair.zh for pair in pairs]), [pair.en for pair in pairs]
    asked = [(k, zh[k], text) for k, text in _candidates(zh, en, "zh")]
    asked += [(k, text, en[k]) for k, text in _candidates(en, zh, "en")]
    if asked:
        places, lefts, rights = zip(*asked, strict=True)
        own = _cosines([zh[k] for k in places], [en[k] for k in places], encoder)
        np.maximum.at(better, list(places), _cosines(lefts, rights, encoder) - own)
    return better


def _candidates(own: Sequence[str], other: Sequence[str], language: Language) -> Iterator[tuple[int, str]]:
    """Yield, for a side of each pair, texts without counterpart that share more words with it than its other side."""
    opposite: Language = "en" if language == "zh" else "zh"
    lone = [text for text, beside in zip(other, own, strict=True) if text and not beside]
    words = [_stems(text, opposite) for text in lone]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, stems in enumerate(words):
        for stem in stems:
            holders[stem].append(at)
    telling = {stem: found for stem, found in holders.items() if len(found) <= _COMMON}
    matched = [k for k, texts in enumerate(zip(own, other, strict=True)) if all(texts)]
    for k in matched if telling else ():
        stems = _stems(own[k], language) & telling.keys()
        shared = Counter(at for stem in stems for at in telling[stem])
        here = len(stems & _stems(other[k], opposite)) if shared else 0
        yield from ((k, lone[at]) for at, count in shared.most_common(_CANDIDATES) if count > here)


def _stems(text: str, language: Language) -> set[str]:
    """Return the English stems of a text, or those that may translate a Chinese one."""
    if language == "en":
        return set(english_items(text))
    words = lexicon()
    return {stem for item in chinese_items(text, words) for stem in translations(item, words)}


def _cosines(zh: Sequence[str], en: Sequence[str], encoder: Encoder) -> Measures:
    """Return the cosine of each Chinese text with the English one of the same place."""
    vectors = BlockEncoder(encoder, "zh").encode(zh), BlockEncoder(encoder, "en").encode(en)
    return np.asarray((vectors[0] * vectors[1]).sum(axis=1), dtype=np.float64)
