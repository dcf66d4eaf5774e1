"""Grams: the tokens under which the memory's index keeps a segment.

Chinese is indexed by character bigrams: any sub-phrase of two characters or more is a set of them, and one character
is a range of them, since each bigram is kept with its first character in front. English is indexed by words, for
concordance, and by runs of letters, for fuzzy search, since edits may leave no word whole (q-gram filtering: Ukkonen
1992, "Approximate string-matching with q-grams and maximal matches"): all runs of three in short segments, and runs of
four, of which long segments keep a sample. The sample is taken by the run's hash, so that query and segment keep the
same ones (Broder 1997, "On the resemblance and containment of documents").
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..language import Language
from . import batches as folding
from .batches import END, Batch, Codes, Mask

Tokens = npt.NDArray[np.uint64]
Texts = npt.NDArray[np.int64]

ZH_BIGRAM, EN_WORD, EN_TRIGRAM, EN_QUADGRAM = 0, 1, 2, 3
TOKEN_BITS = 42  # two code points of 21 bits; hashes of words are cut to as many
SHORT = 56  # code points: English segments up to this length have trigrams

_ALL_QUADGRAMS = 80  # code points up to which a segment keeps all runs of four; half of them up to twice as many, …
_LEAST_SHARE = 8  # one of so many is kept of the longest

_CODE_BITS = np.uint64(21)
_TRIGRAM_BITS = np.uint64(14)


@dataclass(frozen=True, slots=True)
class Grams:
    """Tokens of one kind, found in a batch of texts; a token may stand there more than once.

    Attributes:
        kind: `ZH_BIGRAM`, `EN_WORD`, `EN_TRIGRAM` or `EN_QUADGRAM`.
        tokens: The tokens, each below 2 ** `TOKEN_BITS`.
        texts: For each token the 0-based number of its text.
        figures: For each token whether digits are part of it: fuzzy search leaves these out.
    """

    kind: int
    tokens: Tokens
    texts: Texts
    figures: Mask


def find_grams(batch: Batch, language: Language, reach: int = 0) -> list[Grams]:
    """Return the tokens of a batch, a `Grams` for each kind that the language has.

    Args:
        batch: The texts.
        language: Their language.
        reach: For a query, the length of the longest segment that it asks for: the sample is one that this keeps too.
    """
    if language == "zh":
        return [_bigrams(batch)]
    codes, texts = folding.collapse_figures(batch)
    lengths = np.bincount(texts, minlength=batch.count) - 1  # less the END
    return [_words(batch), _trigrams(codes, texts, lengths), _quadgrams(codes, texts, np.maximum(lengths, reach))]


def segment_lengths(batch: Batch) -> npt.NDArray[np.uint16]:
    """Return the length of each text in characters, a run of digits counted as one; cut at 65535."""
    codes, texts = folding.collapse_figures(batch)
    lengths = np.bincount(texts[codes != END], minlength=batch.count)
    return np.minimum(lengths, 0xFFFF).astype(np.uint16)


def first_bigram(character: str) -> int:
    """Return the lowest bigram that starts with ``character``; the next 2 ** 21 start with it too."""
    return ord(character) << int(_CODE_BITS)


def _bigrams(batch: Batch) -> Grams:
    first, second = batch.codes[:-1], batch.codes[1:]
    keep = first != END
    first, second = first[keep], second[keep]
    tokens = (first.astype(np.uint64) << _CODE_BITS) | second
    figures = folding.is_digit(first) | folding.is_digit(second)
    return Grams(ZH_BIGRAM, tokens, batch.texts[:-1][keep], figures)


def _words(batch: Batch) -> Grams:
    letters = folding.is_word(batch.codes) & (batch.codes != END)
    starts = letters.copy()
    starts[1:] &= ~letters[:-1]
    codes = batch.codes[letters]
    starts_within = np.flatnonzero(starts[letters])
    lengths = np.diff(starts_within, append=len(codes))
    tokens = folding.run_hashes(codes, lengths) >> np.uint64(64 - TOKEN_BITS)
    texts = batch.texts[letters][starts_within]
    return Grams(EN_WORD, tokens, texts, folding.is_digit(codes[starts_within]))


def _trigrams(codes: Codes, texts: Texts, lengths: Texts) -> Grams:
    short = (lengths <= SHORT)[texts]
    codes, texts = codes[short].astype(np.uint64) & np.uint64((1 << int(_TRIGRAM_BITS)) - 1), texts[short]
    middle = codes != END
    before = np.zeros_like(codes)
    before[1:] = codes[:-1]
    after = np.zeros_like(codes)
    after[:-1] = codes[1:]
    tokens = (before << (_TRIGRAM_BITS + _TRIGRAM_BITS) | codes << _TRIGRAM_BITS | after)[middle]
    mark = np.uint64(folding.FIGURE) & np.uint64((1 << int(_TRIGRAM_BITS)) - 1)
    figures = ((before == mark) | (codes == mark) | (after == mark))[middle]
    return Grams(EN_TRIGRAM, tokens, texts[middle], figures)


def _quadgrams(codes: Codes, texts: Texts, lengths: Texts) -> Grams:
    count = max(0, len(codes) - 3)
    hashes = np.zeros(count, dtype=np.uint64)
    plain = np.ones(count, dtype=np.bool_)
    for place in range(4):
        window = codes[place : place + count]
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + window
        plain &= (window != END) & (window != folding.FIGURE)
    hashes = (hashes ^ hashes >> np.uint64(31)) * np.uint64(0xD6E8FEB86659FD93)
    hashes ^= hashes >> np.uint64(32)
    every = np.ones(len(lengths), dtype=np.uint64)
    for step in range(_LEAST_SHARE.bit_length() - 1):
        every[lengths > _ALL_QUADGRAMS << step] <<= np.uint64(1)
    texts = texts[:count]
    kept = plain & (hashes & (every - np.uint64(1))[texts] == 0)
    tokens = hashes[kept] >> np.uint64(64 - TOKEN_BITS)
    return Grams(EN_QUADGRAM, tokens, texts[kept], np.zeros(len(tokens), dtype=np.bool_))
