"""Concordance: where a phrase stands, Chinese from one character on, English by word, phrase or stem.

The index gives the units that hold all bigrams (or words) of the phrase; their texts are looked at, since these may
stand apart there. Newest units come first; reading stops when enough are found.
"""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..language import Language
from ..language.comparison_keys import lowered
from ..language.words import word_forms
from .batches import EN_WORD, END, TOKEN_BITS, ZH_BIGRAM, find_grams, first_bigram, make_batch
from .index import Ids, IndexBlock, posting_sizes, postings, postings_between
from .store import read_texts

_FEW = 64  # texts looked at together; with no more candidates than that the longer lists are not read
_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"[^\W_]+|[\W_]")
_NEXT = 1 << 21  # bigrams that start with one character


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A unit that holds the phrase.

    Attributes:
        id: Unit id.
        text: Its text in the language of the phrase.
        spans: Where the phrase stands in it: first character and one past the last, 0-based.
    """

    id: int
    text: str
    spans: tuple[tuple[int, int], ...]


def find_occurrences(
    connection: sqlite3.Connection, blocks: list[IndexBlock], phrase: str, language: Language, limit: int, stem: bool
) -> list[Occurrence]:
    """Return the newest units that hold ``phrase``, at most ``limit``.

    Args:
        connection: The memory.
        blocks: The blocks of its index.
        phrase: Any characters; case, width and white space do not matter. English: whole words.
        language: The language to look in.
        limit: Most units to return.
        stem: Whether an English word stands for all its forms.
    """
    pattern = phrase_pattern(phrase, language, stem=stem)
    if pattern is None:
        return []
    found: list[Occurrence] = []
    for ids in _candidates(connection, blocks, phrase, language, stem):
        texts = read_texts(connection, ids, language)
        for id_ in ids:
            spans = tuple(match.span() for match in pattern.finditer(lowered(texts[id_]))) if id_ in texts else ()
            if spans:
                found.append(Occurrence(id_, texts[id_], spans))
                if len(found) == limit:
                    return found
    return found


def phrase_pattern(phrase: str, language: Language, *, stem: bool = False) -> re.Pattern[str] | None:
    """Return what finds ``phrase`` in a text that `lowered` made; None for an empty phrase."""
    pieces = lowered(phrase).split()
    if not pieces:
        return None
    if language == "zh":
        return re.compile(r"\s*".join(map(re.escape, "".join(pieces))))
    return re.compile(r"\s+".join("".join(_part(part, stem) for part in _PIECE.findall(piece)) for piece in pieces))


def _part(part: str, stem: bool) -> str:
    if not _WORD.fullmatch(part):
        return re.escape(part)
    forms = sorted(word_forms(part), key=len, reverse=True) if stem else [part]
    return rf"(?<![^\W_])(?:{'|'.join(map(re.escape, forms))})(?![^\W_])"


def _candidates(
    connection: sqlite3.Connection, blocks: list[IndexBlock], phrase: str, language: Language, stem: bool
) -> Iterator[list[int]]:
    """Yield ids of units that may hold the phrase, some at a time, those of newer blocks first."""
    kind = ZH_BIGRAM if language == "zh" else EN_WORD
    groups = _bigrams(phrase) if language == "zh" else _words(phrase, stem)
    single = "".join(lowered(phrase).split()) if language == "zh" and not groups else ""
    for block in reversed(blocks):
        if groups:
            yield from _some(_common(connection, block, kind, groups), block)
        elif single:
            yield from _some(_with_character(connection, block, single), block)
        else:  # English without a letter or figure: the index does not know it
            yield from _some(np.flatnonzero(block.en_lengths).astype(np.uint32), block)


def _bigrams(phrase: str) -> list[list[int]]:
    (grams,) = find_grams(make_batch([phrase], "zh"), "zh")
    inner = (grams.tokens & np.uint64(_NEXT - 1)) != END
    return [[token] for token in sorted(set(grams.tokens[inner].tolist()))]


def _words(phrase: str, stem: bool) -> list[list[int]]:
    groups = []
    for word in sorted(set(_WORD.findall(lowered(phrase)))):
        forms = word_forms(word) if stem else (word,)
        tokens: set[int] = set()
        for form in forms:
            words = find_grams(make_batch([form], "en"), "en")[0]
            if len(words.tokens) == 1:  # "ain't": two words, none of which would do
                tokens.add(int(words.tokens[0]))
        groups.append(sorted(tokens))
    return groups


def _common(connection: sqlite3.Connection, block: IndexBlock, kind: int, groups: list[list[int]]) -> Ids:
    """Return the local ids that have a token of each group, or few more."""
    sized = []
    for group in groups:
        sizes = posting_sizes(connection, block, kind, group)
        if not sizes:
            return np.zeros(0, dtype=np.uint32)
        sized.append((sum(sizes.values()), sorted(sizes)))
    common: Ids | None = None
    for _size, tokens in sorted(sized):
        if common is not None and len(common) <= _FEW:
            break
        mask = np.zeros(len(block.zh_lengths), dtype=np.bool_)
        for token in tokens:
            mask[postings(connection, block, kind, token)] = True
        common = np.flatnonzero(mask).astype(np.uint32) if common is None else common[mask[common]]
    return np.zeros(0, dtype=np.uint32) if common is None else common


def _some(local: Ids, block: IndexBlock) -> Iterator[list[int]]:
    """Yield ids from the highest down, some at a time."""
    ids = local[::-1].astype(np.int64) + block.first_id
    for start in range(0, len(ids), _FEW):
        yield ids[start : start + _FEW].tolist()


def _with_character(connection: sqlite3.Connection, block: IndexBlock, character: str) -> Ids:
    """Return the local ids of units with one character: it is the first of some bigram."""
    low = first_bigram(character)
    mask = np.zeros(len(block.zh_lengths), dtype=np.bool_)
    for local in postings_between(connection, block, ZH_BIGRAM, low, min(low + _NEXT, 1 << TOKEN_BITS)):
        mask[local] = True
    return np.flatnonzero(mask).astype(np.uint32)
