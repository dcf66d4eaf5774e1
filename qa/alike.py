"""Repeats: sources that are equal or nearly so, and how alike their targets are (chrF, Popović 2015, by sacrebleu)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ..align.bitext import Pair
from .repeats import folded

# as alike as CAT tools call a good fuzzy match
ALIKE = 85.0
_GRAM = 3
# a pair at least so alike shares one of its rarest grams, unless the changes stand just there
_RAREST = 4
_CROWDED = 40
_MOST = 2000
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two units whose Chinese is alike.

    Attributes:
        first: Index of the earlier unit.
        second: Index of the later unit.
        source: How alike the Chinese is, in per cent of the edit distance.
        chrf: How alike the English is, chrF 0..100.
    """

    first: int
    second: int
    source: float
    chrf: float


def find_repeats(pairs: Sequence[Pair]) -> list[Repeat]:
    """Return the pairs with like Chinese and unlike English, the least alike English first."""
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    found: dict[tuple[str, str, str, str], Repeat] = {}
    for first, second, source in _like_sources(pairs):
        one, other = pairs[first].en, pairs[second].en
        if folded(one) == folded(other) and source == 100:
            continue
        if len(found) >= _MOST:
            break
        key = (pairs[first].zh, one, pairs[second].zh, other)
        if key not in found:
            found[key] = Repeat(first, second, source, round(metric.sentence_score(other, [one]).score, 1))
    return sorted(found.values(), key=lambda repeat: (repeat.chrf, repeat.first, repeat.second))


def _like_sources(pairs: Sequence[Pair]) -> Iterator[tuple[int, int, float]]:
    """Yield pairs of units with equal or like Chinese, the equal ones first."""
    by_text: defaultdict[str, list[int]] = defaultdict(list)
    for index, pair in enumerate(pairs):
        if pair.matched and len(pair.zh) >= _SHORTEST:
            by_text[folded(pair.zh)].append(index)
    for group in by_text.values():
        first = group[0]
        yield from ((first, other, 100.0) for other in group[1:_CROWDED])
    yield from _near(by_text)


def _near(by_text: dict[str, list[int]]) -> Iterator[tuple[int, int, float]]:
    texts = list(by_text)
    grams = [sorted({text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)}) for text in texts]
    counts = Counter(gram for each in grams for gram in each)
    buckets: defaultdict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(grams):
        # a gram of one text only links nothing
        shared = sorted((gram for gram in each if counts[gram] > 1), key=lambda gram: (counts[gram], gram))
        for gram in shared[:_RAREST]:
            buckets[gram].append(place)
    seen: set[tuple[int, int]] = set()
    for bucket in buckets.values():
        if len(bucket) > _CROWDED:
            continue
        for at, one in enumerate(bucket):
            for other in bucket[at + 1 :]:
                if (one, other) not in seen and _may_be_alike(texts[one], texts[other]):
                    seen.add((one, other))
                    ratio = fuzz.ratio(texts[one], texts[other], score_cutoff=ALIKE)
                    if ratio:
                        yield by_text[texts[one]][0], by_text[texts[other]][0], round(ratio, 1)


def _may_be_alike(one: str, other: str) -> bool:
    short, long = sorted((len(one), len(other)))
    return 200 * short >= ALIKE * (short + long)
