"""What is usual in a memory: counted in stretches, put together, then used by the checks.

Lengths after Gale and Church 1993 (A program for aligning sentences), with the logarithm of the ratio instead of their
normal variable, a robust centre and spread from the memory itself, and a prior from UN reports for small ones.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

import regex

from ..language.words import ENGLISH_PER_CHINESE, ENGLISH_PER_CHINESE_SPREAD, chinese_length
from .checked_pair import CheckedPair
from .terminology import PairTerms, count_uses

_PRIOR_WEIGHT = 30  # pairs that what is usual in UN texts weighs
# Chinese characters; shorter texts vary too much to judge by length
SHORTEST = 16
# a memory of very even texts (tables, repeated clauses) has no narrower spread than this
_NARROWEST = 0.1
# what short texts vary more: spread of one character
_CHARACTER_SPREAD = 0.9
# the median absolute deviation of a normal distribution is its standard deviation divided by this
_MAD_TO_SPREAD = 1.4826
ACRONYM = regex.compile(
    r"(?<![A-Za-z0-9/.\-])\p{Lu}[\p{Lu}\p{N}]*\p{Lu}[\p{Lu}\p{N}]*(?:-[\p{Lu}\p{N}]+)*(?![A-Za-z/\d])"
)
# an acronym that stands so often is no slip, and is what a slip was meant for if it stands so many times as often
_OFTEN, _OFTENER = 3, 3


@dataclass(frozen=True, slots=True)
class LengthNorm:
    """The centre and spread of log(English length / Chinese length)."""

    centre: float = math.log(ENGLISH_PER_CHINESE)
    spread: float = ENGLISH_PER_CHINESE_SPREAD

    def deviation(self, pair: CheckedPair, terms: PairTerms | None = None) -> float:
        """Return how far a pair is from what is usual, in spreads; short pairs spread more."""
        zh = _chinese_weight(pair, terms)
        spread = math.hypot(self.spread, _CHARACTER_SPREAD / math.sqrt(zh))
        return (math.log(max(len(pair.en.text.strip()), 1) / zh) - self.centre) / spread

    def usual(self, pair: CheckedPair, terms: PairTerms | None = None) -> int:
        """Return the usual length of the English, in characters."""
        return round(_chinese_weight(pair, terms) * math.exp(self.centre))


def length_norm(ratios: Sequence[float]) -> LengthNorm:
    """Return what is usual in a memory, near to what is usual in UN reports where the memory is small."""
    if not ratios:
        return LengthNorm()
    centre = median(ratios)
    spread = _MAD_TO_SPREAD * median(abs(ratio - centre) for ratio in ratios)
    n, prior = len(ratios), _PRIOR_WEIGHT
    return LengthNorm(
        (n * centre + prior * math.log(ENGLISH_PER_CHINESE)) / (n + prior),
        max((n * spread + prior * ENGLISH_PER_CHINESE_SPREAD) / (n + prior), _NARROWEST),
    )


def _chinese_weight(pair: CheckedPair, terms: PairTerms | None) -> float:
    """Return the length of a pair's Chinese, glossary terms and countries counted as their English is long."""
    length = chinese_length(pair.zh.text)
    if terms is not None:
        length += terms.known_en / ENGLISH_PER_CHINESE - terms.known_zh
    return max(length, 1.0)


@dataclass(frozen=True, slots=True)
class AcronymNorm:
    """Acronyms of the English: what is frequent is right, what is rare and has the same letters may be a slip.

    Attributes:
        counts: How often each acronym stands in the memory.
        frequent: The frequent ones by their letters in alphabetical order.
    """

    counts: Counter[str] = field(default_factory=Counter)
    frequent: dict[str, list[str]] = field(default_factory=dict)

    def usual(self, acronym: str) -> str:
        """Return a frequent acronym of the same letters in another order, empty where there is none."""
        least = _OFTENER * self.counts[acronym]
        likely = self.frequent.get("".join(sorted(acronym)), ())
        return next((each for each in likely if each != acronym and self.counts[each] >= least), "")


def acronym_norm(counts: Counter[str]) -> AcronymNorm:
    """Return what is usual among acronyms with these counts."""
    frequent: dict[str, list[str]] = {}
    for acronym, count in counts.items():
        if count >= _OFTEN:
            frequent.setdefault("".join(sorted(acronym)), []).append(acronym)
    return AcronymNorm(counts, frequent)


@dataclass(frozen=True, slots=True)
class StretchCounts:
    """What one stretch of pairs contributes.

    Attributes:
        ratios: log(English length / Chinese length) of the pairs that are long enough to tell.
        acronyms: Acronyms of the English.
        uses: Uses of each concept, in pairs where other terms are rendered.
        rendered: Uses of each concept that are rendered.
    """

    ratios: tuple[float, ...]
    acronyms: Counter[str]
    uses: Counter[str]
    rendered: Counter[str]


def count_stretch(pairs: Sequence[CheckedPair], terms: Sequence[PairTerms]) -> StretchCounts:
    """Return what a stretch of pairs contributes; ``terms`` is empty without a glossary."""
    ratios = tuple(
        math.log(len(pair.en.text.strip()) / _chinese_weight(pair, terms[place] if terms else None))
        for place, pair in enumerate(pairs)
        if pair.both and chinese_length(pair.zh.text) >= SHORTEST
    )
    acronyms = Counter(match[0] for pair in pairs for match in ACRONYM.finditer(pair.en.text))
    return StretchCounts(ratios, acronyms, *count_uses(terms))


@dataclass(frozen=True, slots=True)
class MemoryNorms:
    """What is usual in the whole memory.

    Attributes:
        lengths: How long English is beside Chinese.
        acronyms: Acronyms of the English with their counts.
        uses: Uses of each concept, by its id, in pairs where other terms are rendered.
        rendered: Uses of each concept that are rendered.
    """

    lengths: LengthNorm = LengthNorm()
    acronyms: AcronymNorm = field(default_factory=AcronymNorm)
    uses: Counter[str] = field(default_factory=Counter)
    rendered: Counter[str] = field(default_factory=Counter)


def memory_norms(stretches: Iterable[StretchCounts]) -> MemoryNorms:
    """Return what is usual in all stretches together."""
    ratios: list[float] = []
    acronyms, uses, rendered = Counter[str](), Counter[str](), Counter[str]()
    for stretch in stretches:
        ratios += stretch.ratios
        acronyms.update(stretch.acronyms)
        uses.update(stretch.uses)
        rendered.update(stretch.rendered)
    return MemoryNorms(length_norm(ratios), acronym_norm(acronyms), uses, rendered)
