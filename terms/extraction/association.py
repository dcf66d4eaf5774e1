"""Chinese and English n-grams linked by association, the surest link first.

Competitive linking (Melamed 2000, Models of translational equivalence, section 4) over n-grams instead of words:
the best link takes its words out of the pairs where both sides stand, so that 人权 inside 人权高专办 is no longer
counted for "human rights" when the longer one has found "OHCHR". Strength is Dice's coefficient over pairs times the
similarity of the two phrases by the sentence encoder, which decides where a few occurrences leave many ties.
"""

import heapq
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import log2

import numpy as np

from ...align.encoders.encoder import Encoder
from ...language.words import tagged_words
from .ngrams import GramPlace, Grams, independent

# English n-grams kept for each Chinese one; of equal ones the longer, then those first in the text
_KEPT = 24
# Below this a link is chance more often than not (A/76/36, pairs read by hand)
LEAST_STRENGTH = 0.28
_LEAST_DICE = 0.2
# El Salvador may be less like 萨尔瓦多 than Salvador is; "access to vaccines" is much less like 疫苗 than "vaccines"
_SIMILARITY_LEEWAY = 0.12


@dataclass(frozen=True, slots=True)
class GramLink:
    """A Chinese n-gram and an English one that translate each other.

    Attributes:
        zh: Chinese n-gram.
        en: English n-gram, as lemmas.
        count: Pairs in which they were linked.
        dice: Dice's coefficient when they were linked.
        similarity: Cosine by the encoder, -1..1; 0 without an encoder.
        strength: What they were chosen by, 0..1.
        zh_places: Where the Chinese one was linked.
        en_places: Where the English one was linked.
    """

    zh: str
    en: str
    count: int
    dice: float
    similarity: float
    strength: float
    zh_places: tuple[GramPlace, ...]
    en_places: tuple[GramPlace, ...]


def link_grams(
    zh: Grams, en: Grams, surfaces: Mapping[str, str], encoder: Encoder | None
) -> tuple[list[GramLink], list[GramLink]]:
    """Return the links, surest first; then those of n-grams that stand only inside linked ones, over all places.

    Args:
        zh: Chinese n-grams.
        en: English n-grams.
        surfaces: English n-gram -> how it is written, for the encoder.
        encoder: Encoder of phrases; without one, association alone decides.
    """
    partners = _partners(zh, en)
    linker = _Linker(zh, en, partners, _similarity(partners, surfaces, encoder) if encoder else None)
    alone, fragments = independent(zh), en.keys() - independent(en, " ").keys()
    links = linker.run(alone, fragments)
    words = {gram for gram in zh if len(tagged_words(gram)) == 1}
    return links, linker.nested(links, alone, fragments, words)


def _partners(zh: Grams, en: Grams) -> dict[str, list[str]]:
    """Return for each Chinese n-gram the English ones with the highest Dice coefficient over pairs."""
    names = list(en)
    at_pair: dict[int, list[int]] = defaultdict(list)
    sizes = np.zeros(len(names), dtype=np.int64)
    lengths = np.array([name.count(" ") + 1 for name in names], dtype=np.int64)
    for number, name in enumerate(names):
        pairs = {place.pair for place in en[name]}
        sizes[number] = len(pairs)
        for pair in pairs:
            at_pair[pair].append(number)
    arrays = {pair: np.array(numbers, dtype=np.int64) for pair, numbers in at_pair.items()}
    partners: dict[str, list[str]] = {}
    for gram, places in zh.items():
        pairs = {place.pair for place in places}
        here = [arrays[pair] for pair in sorted(pairs) if pair in arrays]
        if not here:
            continue
        numbers, counts = np.unique(np.concatenate(here), return_counts=True)
        dice = 2 * counts / (len(pairs) + sizes[numbers])
        order = np.lexsort((numbers, -lengths[numbers], -dice))[:_KEPT]
        partners[gram] = [names[numbers[place]] for place in order if dice[place] >= _LEAST_DICE]
    return partners


def _similarity(
    partners: Mapping[str, Sequence[str]], surfaces: Mapping[str, str], encoder: Encoder
) -> dict[tuple[str, str], float]:
    """Return the cosine of every Chinese n-gram with its partners."""
    chinese = [gram for gram, names in partners.items() if names]
    english = sorted({name for names in partners.values() for name in names})
    where = {name: number for number, name in enumerate(english)}
    left = encoder.encode(chinese)
    right = encoder.encode([surfaces.get(name, name) for name in english])
    return {
        (gram, name): float(left[row] @ right[where[name]])
        for row, gram in enumerate(chinese)
        for name in partners[gram]
    }


class _Linker:
    """The greedy search: a heap of Chinese n-grams by their best link, re-weighed when words have been taken."""

    def __init__(
        self,
        zh: Grams,
        en: Grams,
        partners: Mapping[str, Sequence[str]],
        similarity: Mapping[tuple[str, str], float] | None,
    ) -> None:
        self._zh = {gram: _by_pair(places) for gram, places in zh.items()}
        self._en = {gram: _by_pair(places) for gram, places in en.items()}
        self._partners = partners
        self._similarity = similarity
        self._zh_taken: dict[int, int] = defaultdict(int)
        self._en_taken: dict[int, int] = defaultdict(int)

    def nested(
        self, linked: Sequence[GramLink], grams: Container[str], without: AbstractSet[str], words: Container[str]
    ) -> list[GramLink]:
        """Return the best links, over all places, of the n-grams that stood only inside linked ones.

        Of n-grams that do not stand alone, only ``words`` may be linked: 条约 inside 条约机构, but not 社会组织 inside
        民间社会组织; and to these alone English n-grams that do not stand alone either (``without``).
        """
        self._zh_taken.clear()
        self._en_taken.clear()
        owners: dict[str, list[str]] = defaultdict(list)
        for link in linked:
            owners[link.en].append(link.zh)
        links = []
        for gram in self._partners.keys() - {link.zh for link in linked}:
            taken = {name for name in self._partners[gram] if any(gram in owner for owner in owners.get(name, ()))}
            whole = gram in words
            if (whole or gram in grams) and (best := self._best(gram, taken if whole else taken | without)):
                links.append(best)
        return sorted(links, key=lambda link: (_order(link), link.zh))

    def run(self, grams: Container[str], without: Container[str]) -> list[GramLink]:
        """Return the links of some Chinese n-grams, surest first, without some English ones."""
        links: list[GramLink] = []
        heap: list[tuple[float, int, str]] = []
        for gram in self._partners:
            if gram in grams and (best := self._best(gram, without)):
                heapq.heappush(heap, (*_order(best), gram))
        while heap:
            strength, _length, gram = heapq.heappop(heap)
            best = self._best(gram, without)
            if best is None:
                continue
            if _order(best)[0] > strength + 1e-9:
                heapq.heappush(heap, (*_order(best), gram))
                continue
            self._take(best)
            links.append(best)
            if again := self._best(gram, without):
                heapq.heappush(heap, (*_order(again), gram))
        return links

    def _best(self, gram: str, without: Container[str]) -> GramLink | None:
        """Return the best link of a Chinese n-gram over what is not taken, None where none is strong enough."""
        free = _free(self._zh[gram], self._zh_taken)
        names = [name for name in self._partners[gram] if name not in without] if free else []
        weighed = [self._weigh(gram, name, free) for name in names]
        links = [link for link in weighed if link and link.strength >= LEAST_STRENGTH]
        if not links:
            return None
        best = max(links, key=lambda link: (link.strength, len(link.en)))
        whole = [link for link in links if _says_more(link, best)]
        return max(whole, key=lambda link: (len(link.en), link.strength), default=best)

    def _weigh(self, gram: str, name: str, free: Mapping[int, list[GramPlace]]) -> GramLink | None:
        other = _free(self._en[name], self._en_taken)
        both = sorted(free.keys() & other.keys())
        if not both:
            return None
        dice = 2 * len(both) / (len(free) + len(other))
        # one pair proves little: half a pair is taken off
        sure = dice * (1 - 0.5 / len(both))
        similarity = self._similarity.get((gram, name), 0.0) if self._similarity is not None else 0.0
        # the more pairs, the less the encoder has to say
        trust = 0.5 / (1 + 0.5 * log2(max(len(both), 2) / 2))
        strength = sure if self._similarity is None else float(sure**0.5 * _likely(similarity) ** trust)
        zh_places, en_places = [], []
        for pair in both:
            count = min(len(free[pair]), len(other[pair]))
            zh_places += free[pair][:count]
            en_places += other[pair][:count]
        return GramLink(gram, name, len(both), dice, similarity, strength, tuple(zh_places), tuple(en_places))

    def _take(self, link: GramLink) -> None:
        for place in link.zh_places:
            self._zh_taken[place.pair] |= place.words
        for place in link.en_places:
            self._en_taken[place.pair] |= place.words


def _likely(cosine: float) -> float:
    """Return a weight for a cosine: translations of a phrase lie at 0.7 in the mean, other phrases at 0.17."""
    return min(1.0, max(0.02, (cosine - 0.1) / 0.6))


def _order(link: GramLink) -> tuple[float, int]:
    """Return the order of links: the strongest first; of about equal ones the longest, whose parts they are."""
    return -round(link.strength, 1), -(len(link.zh) * 2 + len(link.en))


def _says_more(link: GramLink, best: GramLink) -> bool:
    """Return whether a link's English is a longer form of the best one's that always stands where that stands."""
    return (
        f" {best.en} " in f" {link.en} "
        and link.count == best.count
        and link.dice >= best.dice
        and link.similarity >= best.similarity - _SIMILARITY_LEEWAY
    )


def _by_pair(places: Sequence[GramPlace]) -> dict[int, list[GramPlace]]:
    pairs: dict[int, list[GramPlace]] = defaultdict(list)
    for place in places:
        pairs[place.pair].append(place)
    return dict(pairs)


def _free(pairs: Mapping[int, Sequence[GramPlace]], taken: Mapping[int, int]) -> dict[int, list[GramPlace]]:
    """Return the places none of whose words is taken."""
    free = {}
    for pair, places in pairs.items():
        used = taken.get(pair, 0)
        left = [place for place in places if not place.words & used]
        if left:
            free[pair] = left
    return free
