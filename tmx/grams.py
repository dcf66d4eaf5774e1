"""Grams: the tokens under which the memory's index keeps a segment.

Chinese is indexed by character bigrams: any sub-phrase of two characters or more is a set of them, and one character
is a range of them, since each bigram is kept with its first character in front. English is indexed by words; short
English segments by letter trigrams too, since an edit distance within three words may leave no word whole (q-gram
filtering: Ukkonen 1992, "Approximate string-matching with q-grams and maximal matches").
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..corpora.document import Language
from . import folding
from .folding import END, Batch, Mask

Tokens = npt.NDArray[np.uint64]
Texts = npt.NDArray[np.int64]

ZH_BIGRAM, EN_WORD, EN_TRIGRAM = 0, 1, 2
TOKEN_BITS = 42  # two code points of 21 bits; hashes of words are cut to as many
SHORT = 56  # code points: English segments up to this length have trigrams

_CODE_BITS = np.uint64(21)
_TRIGRAM_BITS = np.uint64(14)


@dataclass(frozen=True, slots=True)
class Grams:
    """Tokens of one kind, found in a batch of texts; a token may stand there more than once.

    Attributes:
        kind: `ZH_BIGRAM`, `EN_WORD` or `EN_TRIGRAM`.
        tokens: The tokens, each below 2 ** `TOKEN_BITS`.
        texts: For each token the 0-based number of its text.
        figures: For each token whether digits are part of it: fuzzy search leaves these out.
        sizes: For each token its length in characters.
    """

    kind: int
    tokens: Tokens
    texts: Texts
    figures: Mask
    sizes: npt.NDArray[np.int64]


def find_grams(batch: Batch, language: Language) -> list[Grams]:
    """Return the tokens of a batch, a `Grams` for each kind that the language has."""
    if language == "zh":
        return [_bigrams(batch)]
    return [_words(batch), _trigrams(batch)]


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
    return Grams(ZH_BIGRAM, tokens, batch.texts[:-1][keep], figures, np.full(len(tokens), 2))


def _words(batch: Batch) -> Grams:
    letters = folding.is_word(batch.codes) & (batch.codes != END)
    starts = letters.copy()
    starts[1:] &= ~letters[:-1]
    codes = batch.codes[letters]
    starts_within = np.flatnonzero(starts[letters])
    lengths = np.diff(starts_within, append=len(codes))
    tokens = folding.run_hashes(codes, lengths) >> np.uint64(64 - TOKEN_BITS)
    texts = batch.texts[letters][starts_within]
    return Grams(EN_WORD, tokens, texts, folding.is_digit(codes[starts_within]), lengths)


def _trigrams(batch: Batch) -> Grams:
    codes, texts = folding.collapse_figures(batch)
    short = (np.bincount(texts, minlength=batch.count) <= SHORT + 1)[texts]  # one more for the END
    codes, texts = codes[short].astype(np.uint64) & np.uint64((1 << int(_TRIGRAM_BITS)) - 1), texts[short]
    middle = codes != END
    before = np.zeros_like(codes)
    before[1:] = codes[:-1]
    after = np.zeros_like(codes)
    after[:-1] = codes[1:]
    tokens = (before << (_TRIGRAM_BITS + _TRIGRAM_BITS) | codes << _TRIGRAM_BITS | after)[middle]
    mark = np.uint64(folding.FIGURE) & np.uint64((1 << int(_TRIGRAM_BITS)) - 1)
    figures = ((before == mark) | (codes == mark) | (after == mark))[middle]
    return Grams(EN_TRIGRAM, tokens, texts[middle], figures, np.full(len(tokens), 3))
