"""Texts by the thousand as numpy arrays: folded (width, case, white space, figures), hashed, and cut into grams.

A batch of texts is one array of code points, each text ended by a zero, so that a million segments cost some
array operations and no loop over characters. Characters are folded by Unicode property: full-width and half-width
forms (East Asian Width F and H) to their usual form, then lower case; the text itself is never changed.

Grams are the tokens under which the memory's index keeps a segment. Chinese is indexed by character bigrams: any
sub-phrase of two characters or more is a set of them, and one character is a range of them, since each bigram is kept
with its first character in front. English is indexed by words, for concordance, and by runs of letters, for fuzzy
search, since edits may leave no word whole (q-gram filtering: Ukkonen 1992, "Approximate string-matching with q-grams
and maximal matches"): all runs of three in short segments, and runs of four, of which long segments keep a sample. The
sample is taken by the run's hash, so that query and segment keep the same ones (Broder 1997, "On the resemblance and
containment of documents").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from ..language import Language
from ..language.comparison_keys import lowered, width_table

Codes = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]
Tokens = npt.NDArray[np.uint64]
Texts = npt.NDArray[np.int64]

FIGURE = 0xE000  # a private-use code point that stands for one run of digits
END = 0  # after each text of a batch
ZH_BIGRAM, EN_WORD, EN_TRIGRAM, EN_QUADGRAM = 0, 1, 2, 3
TOKEN_BITS = 42  # two code points of 21 bits; hashes of words are cut to as many
SHORT = 56  # code points: English segments up to this length have trigrams

_ALL_QUADGRAMS = 80  # code points up to which a segment keeps all runs of four; half of them up to twice as many, …
_LEAST_SHARE = 8  # one of so many is kept of the longest
_CODE_BITS = np.uint64(21)
_TRIGRAM_BITS = np.uint64(14)
_PLANE = 0x10000  # characters beyond the first plane are letters without width or case for our purpose
_SPACE, _DIGIT, _WORD = 1, 2, 4
_BASE = 0x9E3779B97F4A7C15  # odd multiplier (Knuth's golden ratio): a polynomial hash modulo 2**64
_MIXER = np.uint64(0xD6E8FEB86659FD93)


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts of one language as code points.

    Attributes:
        raw: Code points, width folded, without white space; no zeros. Case kept: 100 % means the same letters.
        raw_lengths: Code points in ``raw`` of each text, in order.
        codes: Code points with case folded too. White space is gone in Chinese and one space in English; each
            text is ended by `END`.
        texts: For each item of ``codes`` the 0-based number of its text.
        count: Number of texts.
    """

    raw: Codes
    raw_lengths: npt.NDArray[np.int64]
    codes: Codes
    texts: npt.NDArray[np.int64]
    count: int


def lowered_all(texts: Sequence[str]) -> list[str]:
    """Return what `lowered` makes of each text; much faster for many."""
    if not texts:
        return []
    points = np.frombuffer("\0".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    folded = np.where(points < _PLANE, _tables()[1][np.minimum(points, _PLANE - 1)], points).astype("<u4")
    folded_texts = folded.tobytes().decode("utf-32-le", "surrogatepass").split("\0")
    return folded_texts if len(folded_texts) == len(texts) else [lowered(text) for text in texts]


def make_batch(texts: list[str], language: Language) -> Batch:
    """Return the code points of ``texts``."""
    joined = "\0".join(texts) + "\0"
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    widths, lowers, flags = _tables()
    low = np.minimum(points, _PLANE - 1)
    beyond = points >= _PLANE
    lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    owner = np.repeat(np.arange(len(texts)), lengths)
    ends = np.zeros(len(points), dtype=np.bool_)
    ends[np.cumsum(lengths) - 1] = True
    space = (flags[low] & _SPACE).astype(np.bool_) & ~ends
    solid = ~space & ~ends
    raw = np.where(beyond, points, widths[low])[solid]
    raw_lengths = np.bincount(owner[solid], minlength=len(texts))
    codes = np.where(beyond, points, lowers[low])
    codes[ends] = END
    keep = ~space if language == "zh" else ~space | _single_spaces(space, ends)
    codes[space] = ord(" ")
    return Batch(raw, raw_lengths, codes[keep], owner[keep], len(texts))


def _single_spaces(space: Mask, ends: Mask) -> Mask:
    """Mark the one space to keep of each run: not at the start of a text, not at its end."""
    before = np.empty_like(space)
    before[0], before[1:] = True, (space | ends)[:-1]
    single = space & ~before
    last = np.empty_like(space)
    last[-1], last[:-1] = True, ends[1:]
    # a run before the end of a text: its kept first space is trailing unless something solid follows
    following = np.flatnonzero(~space)
    positions = np.flatnonzero(single)
    if len(positions):
        after = following[np.searchsorted(following, positions)]
        single[positions[ends[after]]] = False
    return single


def collapse_figures(batch: Batch) -> tuple[Codes, npt.NDArray[np.int64]]:
    """Return ``codes`` and ``texts`` of a batch with each run of digits as one `FIGURE`."""
    digits = is_digit(batch.codes)
    again = np.zeros_like(digits)
    again[1:] = digits[1:] & digits[:-1]
    codes = np.where(digits, np.uint32(FIGURE), batch.codes)
    return codes[~again], batch.texts[~again]


def exact_hashes(batch: Batch) -> Hashes:
    """Return a hash of each text that is equal for texts equal but for white space and width."""
    return run_hashes(batch.raw, batch.raw_lengths)


def coarse_hashes(batch: Batch) -> Hashes:
    """Return a hash of each text that is equal for texts that differ only in figures, case, white space or width."""
    keep = (batch.codes != END) & (batch.codes != ord(" ")) & ~is_digit(batch.codes)
    lengths = np.bincount(batch.texts[keep], minlength=batch.count)
    return run_hashes(batch.codes[keep], lengths)


def signed_hashes(batch: Batch) -> tuple[list[int], list[int]]:
    """Return the exact and the coarse hash of each text as the signed integers that SQLite keeps."""
    return exact_hashes(batch).view("i8").tolist(), coarse_hashes(batch).view("i8").tolist()


def run_hashes(codes: Codes, lengths: npt.NDArray[np.int64]) -> Hashes:
    """Return a 64-bit hash of each run of ``codes``; the runs have ``lengths`` and follow one another."""
    hashes = np.zeros(len(lengths), dtype=np.uint64)
    filled = np.flatnonzero(lengths)
    if not len(filled):
        return hashes
    starts = np.cumsum(lengths) - lengths
    places = np.arange(len(codes)) - np.repeat(starts, lengths)
    mixed = (codes.astype(np.uint64) + np.uint64(1)) * _MIXER
    mixed ^= mixed >> np.uint64(32)
    mixed *= _powers(1 << int(lengths.max()).bit_length())[places]
    hashes[filled] = np.add.reduceat(mixed, starts[filled])
    return hashes ^ (hashes >> np.uint64(29))


def is_digit(codes: Codes) -> Mask:
    """Mark the decimal digits."""
    return (_tables()[2][np.minimum(codes, _PLANE - 1)] & _DIGIT).astype(np.bool_)


def is_word(codes: Codes) -> Mask:
    """Mark letters and digits: what words are made of."""
    return (_tables()[2][np.minimum(codes, _PLANE - 1)] & _WORD).astype(np.bool_) | (codes >= _PLANE)


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
    codes, texts = collapse_figures(batch)
    lengths = np.bincount(texts, minlength=batch.count) - 1  # less the END
    return [_words(batch), _trigrams(codes, texts, lengths), _quadgrams(codes, texts, np.maximum(lengths, reach))]


def segment_lengths(batch: Batch) -> npt.NDArray[np.uint16]:
    """Return the length of each text in characters, a run of digits counted as one; cut at 65535."""
    codes, texts = collapse_figures(batch)
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
    figures = is_digit(first) | is_digit(second)
    return Grams(ZH_BIGRAM, tokens, batch.texts[:-1][keep], figures)


def _words(batch: Batch) -> Grams:
    letters = is_word(batch.codes) & (batch.codes != END)
    starts = letters.copy()
    starts[1:] &= ~letters[:-1]
    codes = batch.codes[letters]
    starts_within = np.flatnonzero(starts[letters])
    lengths = np.diff(starts_within, append=len(codes))
    tokens = run_hashes(codes, lengths) >> np.uint64(64 - TOKEN_BITS)
    texts = batch.texts[letters][starts_within]
    return Grams(EN_WORD, tokens, texts, is_digit(codes[starts_within]))


def _trigrams(codes: Codes, texts: Texts, lengths: Texts) -> Grams:
    short = (lengths <= SHORT)[texts]
    codes, texts = codes[short].astype(np.uint64) & np.uint64((1 << int(_TRIGRAM_BITS)) - 1), texts[short]
    middle = codes != END
    before = np.zeros_like(codes)
    before[1:] = codes[:-1]
    after = np.zeros_like(codes)
    after[:-1] = codes[1:]
    tokens = (before << (_TRIGRAM_BITS + _TRIGRAM_BITS) | codes << _TRIGRAM_BITS | after)[middle]
    mark = np.uint64(FIGURE) & np.uint64((1 << int(_TRIGRAM_BITS)) - 1)
    figures = ((before == mark) | (codes == mark) | (after == mark))[middle]
    return Grams(EN_TRIGRAM, tokens, texts[middle], figures)


def _quadgrams(codes: Codes, texts: Texts, lengths: Texts) -> Grams:
    count = max(0, len(codes) - 3)
    hashes = np.zeros(count, dtype=np.uint64)
    plain = np.ones(count, dtype=np.bool_)
    for place in range(4):
        window = codes[place : place + count]
        hashes = hashes * np.uint64(_BASE) + window
        plain &= (window != END) & (window != FIGURE)
    hashes = (hashes ^ hashes >> np.uint64(31)) * _MIXER
    hashes ^= hashes >> np.uint64(32)
    every = np.ones(len(lengths), dtype=np.uint64)
    for step in range(_LEAST_SHARE.bit_length() - 1):
        every[lengths > _ALL_QUADGRAMS << step] <<= np.uint64(1)
    texts = texts[:count]
    kept = plain & (hashes & (every - np.uint64(1))[texts] == 0)
    tokens = hashes[kept] >> np.uint64(64 - TOKEN_BITS)
    return Grams(EN_QUADGRAM, tokens, texts[kept], np.zeros(len(tokens), dtype=np.bool_))


@cache
def _powers(size: int) -> Hashes:
    powers = np.full(size, _BASE, dtype=np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


@cache
def _tables() -> tuple[Codes, Codes, npt.NDArray[np.uint8]]:
    """Return for each character of the first plane: its usual width, its lower case as well, and its flags."""
    widths = np.arange(_PLANE, dtype=np.uint32)
    for code, char in width_table().items():
        widths[code] = ord(char)
    lowers = widths.copy()
    flags = np.zeros(_PLANE, dtype=np.uint8)
    for code in range(_PLANE):
        char = chr(int(widths[code]))
        lower = char.lower()
        if lower != char and len(lower) == 1:
            lowers[code] = ord(lower)
        flags[code] = _SPACE * char.isspace() | _DIGIT * char.isdecimal() | _WORD * char.isalnum()
    return widths, lowers, flags
