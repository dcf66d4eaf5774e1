"""Repeated texts that are translated in different ways: equal ones by the checks, similar ones for the report.

How similar two translations are is measured by chrF (Popović 2015, by sacrebleu).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from zlib import crc32

import regex
from rapidfuzz import fuzz

from ...align.bitext import Pair
from ...language import Language
from ...language.comparison_keys import single_spaced
from ..finding import Remark, Severity, TextSpan
from .check import WholeMemory, memory_check

_LETTERS = regex.compile(r"[^\p{L}\p{N}]+")
# characters; shorter texts (“Total”, 其他) are rightly translated as their table or list wants it: only an info
_SHORTEST_ZH = 4
_SHORTEST_EN = 12
# per cent: what CAT tools call a good fuzzy match
_SIMILAR = 85.0
# characters of a gram, grams of a sketch: 99.9 % of sentences of A/76/36 with characters or a clause replaced, 85 to
# 88 per cent similar after that, share a gram of their sketches
_GRAM, _SKETCH = 3, 6
# a gram or a text that stands in more places is a formula: no repeat worth a look, and the time would be quadratic
_CROWDED = 40
# repeats in a report
_MOST = 2000
# characters of Chinese; shorter texts are similar by chance
_SHORTEST_REPEAT = 8


@memory_check("inconsistent-target")
def check_inconsistent_target(memory: WholeMemory) -> Iterator[tuple[int, Remark]]:
    """The same Chinese is translated differently; only an info where nothing but case or punctuation differs."""
    return _differing(memory.pairs, "en", _SHORTEST_ZH)


@memory_check("inconsistent-source")
def check_inconsistent_source(memory: WholeMemory) -> Iterator[tuple[int, Remark]]:
    """The same English renders different Chinese; only an info where nothing but punctuation differs."""
    return _differing(memory.pairs, "zh", _SHORTEST_EN)


def _differing(pairs: Sequence[Pair], side: Language, shortest: int) -> Iterator[tuple[int, Remark]]:
    """Yield the pairs equal on the other side whose texts of this one differ, each with the first other text.

    Args:
        pairs: The memory.
        side: The side that differs.
        shortest: Characters of the other side; what differs in shorter texts is only an info.
    """
    groups: defaultdict[str, list[int]] = defaultdict(list)
    texts, translations = [pair.zh for pair in pairs], [pair.en for pair in pairs]
    if side == "zh":
        texts, translations = translations, texts
    for index, text in enumerate(texts):
        if text.strip() and translations[index].strip():
            groups[single_spaced(text)].append(index)
    for text, group in groups.items():
        plain = [single_spaced(translations[index]) for index in group]
        second = next((place for place, each in enumerate(plain) if each != plain[0]), None)
        if second is None:
            continue
        severity: Severity = "warning" if len(text) >= shortest and len({_core(each) for each in plain}) > 1 else "info"
        for index, each in zip(group, plain, strict=True):
            other = group[second] if each == plain[0] else group[0]
            marks = {side: [TextSpan(0, len(translations[index]))]}
            yield index, Remark(severity, "found", (pairs[other].id, translations[other]), **marks)


def _core(text: str) -> str:
    """Return the letters and figures of a text, without case."""
    return _LETTERS.sub("", text).casefold()


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two pairs whose Chinese is similar.

    Attributes:
        first: Index of the earlier pair.
        second: Index of the later pair.
        source: Similarity of the Chinese by edit distance, per cent.
        chrf: Similarity of the English, chrF 0..100.
    """

    first: int
    second: int
    source: float
    chrf: float


def find_repeats(pairs: Sequence[Pair]) -> list[Repeat]:
    """Return the pairs with similar Chinese and differing English, the least similar English first."""
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    found: dict[tuple[str, str, str, str], Repeat] = {}
    for first, second, source in _similar_sources(pairs):
        one, other = pairs[first].en, pairs[second].en
        if single_spaced(one) == single_spaced(other) and source == 100:
            continue
        if len(found) >= _MOST:
            break
        key = (pairs[first].zh, one, pairs[second].zh, other)
        if key not in found:
            found[key] = Repeat(first, second, source, round(metric.sentence_score(other, [one]).score, 1))
    return sorted(found.values(), key=lambda repeat: (repeat.chrf, repeat.first, repeat.second))


def _similar_sources(pairs: Sequence[Pair]) -> Iterator[tuple[int, int, float]]:
    """Yield two pairs each with equal or similar Chinese, the equal ones first."""
    by_text: defaultdict[str, list[int]] = defaultdict(list)
    for index, pair in enumerate(pairs):
        if pair.matched and len(pair.zh) >= _SHORTEST_REPEAT:
            by_text[single_spaced(pair.zh)].append(index)
    for group in by_text.values():
        first = group[0]
        yield from ((first, other, 100.0) for other in group[1:_CROWDED])
    yield from _near(by_text)


def _near(by_text: dict[str, list[int]]) -> Iterator[tuple[int, int, float]]:
    """Yield the similar texts; those whose sketches have a gram in common are compared.

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
                if (one, other) not in seen and _may_be_similar(texts[one], texts[other]):
                    seen.add((one, other))
                    ratio = fuzz.ratio(texts[one], texts[other], score_cutoff=_SIMILAR)
                    if ratio:
                        yield by_text[texts[one]][0], by_text[texts[other]][0], round(ratio, 1)


def _may_be_similar(one: str, other: str) -> bool:
    short, long = sorted((len(one), len(other)))
    return 200 * short >= _SIMILAR * (short + long)
