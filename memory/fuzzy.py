"""Fuzzy search: the segments most like a query, by edit distance over characters.

The percentage is 100 x (1 - d / n), rounded down: d is the Levenshtein distance of the two skeletons (see
`placeables`: width, case and white space folded, each figure and document symbol one character), n the length of the
longer one. It is 100 only for texts equal but for width and white space; 99 where only figures, symbols or case
differ. Characters are counted in both languages: Chinese has no words in its script, and inflection in English costs
some letters, not a word.

Candidates come from the index: the query's rarest tokens first until a cap of postings, how many of them each segment
has is counted in numpy, the best by an estimate of the overlap are compared. An edit destroys at most two bigrams,
three trigrams, four runs of four (Ukkonen 1992), hence the least number of common tokens asked for.
"""

import sqlite3
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from ..language import Language
from ..language.comparison_keys import segment_key
from .batches import (
    EN_QUADGRAM,
    EN_TRIGRAM,
    SHORT,
    ZH_BIGRAM,
    Batch,
    find_grams,
    make_batch,
    segment_lengths,
    signed_hashes,
)
from .index import IndexBlock, posting_sizes, postings
from .placeables import find_placeables, skeleton, skeletons, without_symbols
from .store import read_texts

CANDIDATES = 1000  # compared in the end: with 500, Chinese reached a recall of 0.988 only (tests/bench/bench_memory.py)
_EQUAL = 500  # units of the query's own skeleton, compared too
_FIRST = 200  # of them compared first: what they reach rules out others
_MOST_POSTINGS = 200_000  # read for one query; recall at this cap is measured by tests/bench/bench_memory.py
_DESTROYED = {ZH_BIGRAM: 2, EN_TRIGRAM: 3, EN_QUADGRAM: 4}  # tokens that one edit destroys at most
_SLACK = 10  # characters: lengths in the index count document symbols in full


@dataclass(frozen=True, slots=True)
class Match:
    """A unit found for a query.

    Attributes:
        id: Unit id.
        percent: 0 to 100.
        text: The unit's text in the language of the query.
        others: How many of the query's placeables stand not in ``text`` at their place.
    """

    id: int
    percent: int
    text: str
    others: int


@dataclass(frozen=True, slots=True)
class _Window:
    """Lengths in characters: the query's, and what a match may have."""

    length: int
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """What to read of a block.

    Attributes:
        kind: Kind of token.
        least: Least number of tokens in common.
        count: Tokens chosen for all blocks.
        lost: Edits that a token not in common stands for at least; 0 where nothing can be said.
        tokens: Those of them that the block has.
    """

    kind: int
    least: int
    count: int
    lost: float
    tokens: list[int]


# ids, estimate of similarity, the highest similarity possible: arrays of one length
_Scored = tuple[npt.NDArray[np.int64], npt.NDArray[np.float64], npt.NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Ids to compare, the likeliest first, each with the highest similarity (0 to 1) that it can have."""

    all: npt.NDArray[np.int64]
    highest: npt.NDArray[np.float64]

    def ids(self, start: int, end: int, least: float) -> list[int]:
        """Return those from ``start`` to ``end`` that can reach ``least``."""
        part = slice(start, end)
        return self.all[part][self.highest[part] >= least - 1e-9].tolist()  # type: ignore[no-any-return]


def percent(query: str, text: str, language: Language) -> int:
    """Return how alike two segments are, 0 to 100, as the module says."""
    if segment_key(query, language) == segment_key(text, language):
        return 100
    alike = Levenshtein.normalized_similarity(skeleton(query, language), skeleton(text, language))
    return _points(alike)


def find_matches(
    connection: sqlite3.Connection, blocks: list[IndexBlock], query: str, language: Language, limit: int, threshold: int
) -> list[Match]:
    """Return the best matches of at least ``threshold`` percent, best first; at most ``limit``.

    Of equal percentage, the one with the query's figures comes first, then the newer unit.
    """
    texts: dict[int, str] = {}
    found: list[tuple[str, float, int]] = []
    wanted = skeleton(query, language)
    candidates = _candidates(connection, blocks, query, language, threshold)
    for start, end in ((0, _FIRST), (_FIRST, CANDIDATES)):
        least = found[limit - 1][1] if len(found) >= limit else threshold / 100 - 1e-9
        fresh = read_texts(connection, candidates.ids(start, end, least), language)
        choices = dict(zip(fresh, skeletons([*fresh.values()], language), strict=True))
        found += process.extract(
            wanted, choices, scorer=Levenshtein.normalized_similarity, limit=None, score_cutoff=least
        )
        found.sort(key=lambda each: -each[1])
        texts |= fresh
    exact = segment_key(query, language)
    figures = [each.value for each in find_placeables(query)]
    # of those as good as the last one wanted, the figures decide
    last = _points(found[limit - 1][1]) if len(found) > limit else 0
    matches = []
    for _, score, id_ in found:
        if (points := _points(score)) < last:
            break
        same = score >= 1 and segment_key(texts[id_], language) == exact
        matches.append(Match(id_, 100 if same else points, texts[id_], _others(figures, texts[id_])))
    matches.sort(key=lambda match: (-match.percent, match.others, -match.id))
    return matches[:limit]


def _points(alike: float) -> int:
    """Return a similarity of 0 to 1 in percent, rounded down; 100 is for equal texts and not given here."""
    return min(99, int(alike * 100 + 1e-9))


def _others(figures: list[str], text: str) -> int:
    values = [each.value for each in find_placeables(text)]
    return sum(a != b for a, b in zip(figures, values, strict=False)) + abs(len(figures) - len(values))


def _candidates(
    connection: sqlite3.Connection, blocks: list[IndexBlock], query: str, language: Language, threshold: int
) -> _Candidates:
    batch = make_batch([query], language)
    bare = make_batch([without_symbols(query)], language)
    length, least = (int(segment_lengths(each)[0]) for each in (batch, bare))
    window = _Window(length, least * threshold // 100 - _SLACK, length * 100 // threshold + _SLACK)
    edits = (100 - threshold) * window.longest // 100
    kind, tokens, certain = _tokens(batch, bare, language, window)
    plans = _plan(connection, blocks, kind, tokens, edits if certain else None)
    nothing = np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0)
    parts = [nothing, *(_score(connection, *plan, language, window) for plan in plans)]
    return _merged(_same_skeleton(connection, batch, language), parts)


def _tokens(batch: Batch, bare: Batch, language: Language, window: _Window) -> tuple[int, list[int], bool]:
    """Return kind, tokens, and whether an edit destroys few of them (a placeable that differs is no edit)."""
    kind = ZH_BIGRAM if language == "zh" else EN_TRIGRAM if window.longest <= SHORT else EN_QUADGRAM
    (grams,) = (each for each in find_grams(bare, language, window.longest) if each.kind == kind)
    tokens = sorted(set(grams.tokens[~grams.figures].tolist()))
    if tokens:
        return kind, tokens, True
    # nothing but figures and symbols: what these are made of is better than nothing
    (grams,) = (each for each in find_grams(batch, language, window.longest) if each.kind == kind)
    return kind, sorted(set(grams.tokens.tolist())), False


def _merged(equal: list[int], parts: list[_Scored]) -> _Candidates:
    """Put the units of the same skeleton first, then the best by similarity."""
    ids, similarity, highest = (np.concatenate(each) for each in zip(*parts, strict=True))
    other = ~np.isin(ids, equal)
    ids, similarity, highest = ids[other], similarity[other], highest[other]
    order = np.lexsort((-ids, -similarity)) if len(ids) <= CANDIDATES else _best(similarity)
    first = np.array(equal, dtype=np.int64)
    return _Candidates(np.concatenate([first, ids[order]]), np.concatenate([np.ones(len(first)), highest[order]]))


def _best(similarity: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    best = np.argpartition(-similarity, CANDIDATES)[:CANDIDATES]
    return best[np.argsort(-similarity[best], kind="stable")]


def _same_skeleton(connection: sqlite3.Connection, batch: Batch, language: Language) -> list[int]:
    query = {
        "zh": "SELECT id FROM unit WHERE zh_coarse = ? ORDER BY zh_hash = ? DESC, id DESC LIMIT ?",
        "en": "SELECT id FROM unit WHERE en_coarse = ? ORDER BY en_hash = ? DESC, id DESC LIMIT ?",
    }[language]
    (exact,), (coarse,) = signed_hashes(batch)
    return [id_ for (id_,) in connection.execute(query, (coarse, exact, _EQUAL))]


def _plan(
    connection: sqlite3.Connection, blocks: list[IndexBlock], kind: int, tokens: list[int], edits: int | None
) -> list[tuple[IndexBlock, _Plan]]:
    """Choose the tokens to read: the rarest of all blocks together, until the cap; and the least number in common."""
    found = [posting_sizes(connection, block, kind, tokens) for block in blocks]
    totals = {token: sum(each.get(token, 0) for each in found) for token in tokens}
    chosen: list[int] = []
    read = 0
    for token in sorted(tokens, key=lambda token: (totals[token], token)):
        if chosen and read + totals[token] > _MOST_POSTINGS:
            break
        chosen.append(token)
        read += totals[token]
    least = 1 if edits is None else max(1, len(chosen) - _DESTROYED[kind] * edits)
    lost = 0.0 if edits is None else 1 / _DESTROYED[kind]
    plans = (_Plan(kind, least, len(chosen), lost, [token for token in chosen if token in each]) for each in found)
    return [(block, plan) for block, plan in zip(blocks, plans, strict=True) if plan.tokens]


def _score(
    connection: sqlite3.Connection, block: IndexBlock, plan: _Plan, language: Language, window: _Window
) -> _Scored:
    """Return for the likely units of a block their ids, an estimate of similarity, and the highest it can be."""
    lengths = block.lengths(language)
    parts = [postings(connection, block, plan.kind, token) for token in plan.tokens]
    common = np.bincount(np.concatenate(parts), minlength=len(lengths))
    local = np.flatnonzero(common >= plan.least)
    sizes = lengths[local].astype(np.int64)
    fits = (sizes >= window.shortest) & (sizes <= window.longest)
    local, sizes = local[fits], np.maximum(sizes[fits], window.length)
    shared = common[local]
    return local + block.first_id, shared / sizes, 1 - (plan.count - shared) * plan.lost / sizes
