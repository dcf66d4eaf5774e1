"""Repeats: sources that are equal or nearly so, and how alike their targets are (chrF, Popović 2015, by sacrebleu)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from zlib import crc32

from rapidfuzz import fuzz

from ..align.bitext import Pair
from .checks.inconsistency import folded

# as alike as CAT tools call a good fuzzy match
ALIKE = 85.0
_GRAM = 3
_SKETCH = 6
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
    """Yield the pairs of texts that are alike; those whose sketches have a gram in common are compared.

    A sketch is the grams with the smallest hashes (Broder 1997, On the resemblance and containment of documents): the
    same few of two texts that share most of their grams.
    """
    texts = list(by_text)
    buckets: defaultdict[int, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        codes = text.encode("utf-32-le")
        hashes = {crc32(codes[at : at + 4 * _GRAM]) for at in range(0, len(codes) - 4 * (_GRAM - 1), 4)}
        for each in nsmallest(_SKETCH, hashes):
            buckets[each].append(place)
    seen: set[tuple[int, int]] = set()
    for bucket in buckets.values():
        if not 1 < len(bucket) <= _CROWDED:
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
