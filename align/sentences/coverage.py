"""How far the words, numbers and names of either side are matched on the other, for runs of sentences.

A translation table as in hunalign (Varga et al. 2005) and Champollion (Ma 2006), with rare words weighing more. An item
counts only if something in the other text may translate it, so that what the dictionary lacks does no harm.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import regex

from .beads import WIDEST
from .corridor import Ints, Scores
from .lexicon import Lexicon, chinese_items, english_items, stem, translations
from .sentence_runs import RunTable, run_products

_WORD = regex.compile(r"\p{L}+")
_CAPITALIZED = regex.compile(r"\p{Lu}\p{Ll}+")
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|"
    r"ie|iu|ua|ui|uo|ue|er|a|o|e|i|u))"
)
_NAME = regex.compile(rf"({_SYLLABLE}){{1,3}}")


@dataclass(frozen=True, slots=True)
class SideItems:
    """One side's items: those of each sentence, their weights, and where the other side matches them.

    Attributes:
        sentences: Item numbers of each sentence.
        weights: Weight of each item; 0 where nothing in the other text may translate it.
        matches: For each item, the sentences of the other side that may translate it, in order.
    """

    sentences: list[Ints]
    weights: Scores
    matches: list[Ints]

    def between(self, own: range, other: range) -> tuple[Scores, Scores]:
        """Return item weights of own sentences (sentences, items) and matches in others (items, sentences; 0 or 1)."""
        rows = [self.sentences[k] for k in own]
        items, places = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *rows]), return_inverse=True)
        weights = np.zeros((len(own), len(items)), dtype=np.float32)
        numbers = np.repeat(np.arange(len(own)), [len(row) for row in rows])
        np.add.at(weights, (numbers, places), self.weights[items[places]])
        matched = np.zeros((len(items), len(other)), dtype=np.float32)
        bounds = np.asarray((other.start, other.stop))
        for k, item in enumerate(items.tolist()):
            found = self.matches[item]
            left, right = found.searchsorted(bounds)
            if left < right:
                matched[k, found[left:right] - other.start] = 1
        return weights, matched

    def matched(self, own: range, other: range) -> tuple[float, float]:
        """Return the weight of all items of some own sentences, and of those that stand in some of the other side."""
        items = np.concatenate([np.zeros(0, dtype=np.int64), *(self.sentences[k] for k in own)])
        weights = self.weights[items].tolist()
        there = 0.0
        for item, weight in zip(items.tolist(), weights, strict=True):
            found = self.matches[item]
            at = found.searchsorted(other.start)
            if at < len(found) and found[at] < other.stop:
                there += weight
        return sum(weights), there

    def within(self, own: range, other: range) -> "SideItems":
        """Return the items of neighbouring sentences, matched in a stretch of the other side, as heavy as here."""
        rows = self.sentences[own.start : own.stop]
        items, places = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *rows]), return_inverse=True)
        bounds = np.asarray((other.start, other.stop))
        matches = []
        for item in items.tolist():
            left, right = self.matches[item].searchsorted(bounds)
            matches.append(self.matches[item][left:right] - other.start)
        cuts = np.cumsum([len(row) for row in rows])[:-1]
        return SideItems(np.split(places, cuts), self.weights[items], matches)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Both sides' items of one class: words, or figures and symbols."""

    zh: SideItems
    en: SideItems

    def within(self, zh: range, en: range) -> "Vocabulary":
        """Return the items of a stretch of both texts."""
        return Vocabulary(self.zh.within(zh, en), self.en.within(en, zh))


@dataclass(frozen=True, slots=True)
class RunCoverage:
    """Weights of the items of runs, and of those that runs of the other side match.

    Attributes:
        zh_matched: Weight of the items of a Chinese run that an English run matches.
        en_matched: Weight of the items of an English run that a Chinese run matches.
        zh_whole: Weight of all items of the Chinese runs that end before each place, shape (widths, places).
        en_whole: The same for English runs.
    """

    zh_matched: RunTable
    en_matched: RunTable
    zh_whole: Scores
    en_whole: Scores


def run_coverage(vocabulary: Vocabulary, zh: range, en: range) -> RunCoverage:
    """Return the coverage of all runs that end before these places.

    Args:
        vocabulary: The items of both texts.
        zh: Places between Chinese sentences; place k stands before sentence k.
        en: Places between English sentences.
    """
    rows = range(max(0, zh.start - WIDEST), zh.stop - 1)
    columns = range(max(0, en.start - WIDEST), en.stop - 1)
    weights, matched = vocabulary.zh.between(rows, columns)
    zh_sums = _over_runs(weights, len(zh), np.add)
    zh_matched = run_products(zh_sums, _over_runs(matched.T, len(en), np.maximum))
    weights, matched = vocabulary.en.between(columns, rows)
    en_sums = _over_runs(weights, len(en), np.add)
    en_matched = run_products(_over_runs(matched.T, len(zh), np.maximum), en_sums)
    return RunCoverage(zh_matched, en_matched, zh_sums.sum(axis=2), en_sums.sum(axis=2))


def vocabularies(zh: Sequence[str], en: Sequence[str], words: Lexicon) -> tuple[Vocabulary, Vocabulary]:
    """Return the words and names, and the figures and Latin strings, of two texts.

    Args:
        zh: Chinese sentences.
        en: English sentences.
        words: The dictionary.
    """
    zh_items = [chinese_items(text, words) for text in zh]
    en_items = [english_items(text) for text in en]
    zh_items = [(*items, *names) for items, names in zip(zh_items, _names(zh, en, words), strict=True)]
    classes: tuple[dict[str, list[int]], ...] = ({}, {})
    for item, found in _places(zh_items).items():
        classes[item[0] in "#="][item] = found
    en_places = _places(en_items)
    of_words, of_figures = (_vocabulary(zh_items, en_items, places, en_places, words) for places in classes)
    return of_words, of_figures


def _vocabulary(
    zh_items: Sequence[Sequence[str]],
    en_items: Sequence[Sequence[str]],
    zh_places: dict[str, list[int]],
    en_places: dict[str, list[int]],
    words: Lexicon,
) -> Vocabulary:
    zh_matches = {}
    back: defaultdict[str, set[int]] = defaultdict(set)
    for item, found in zh_places.items():
        stems = [item[1:]] if item[0] == "@" else translations(item, words)
        there = [s for s in stems if s in en_places]
        zh_matches[item] = sorted({k for s in there for k in en_places[s]})
        for s in there:
            back[s].update(found)
    en_wanted = {item: found for item, found in en_places.items() if item in back}
    return Vocabulary(
        _side(zh_items, zh_places, zh_matches),
        _side(en_items, en_wanted, {item: sorted(back[item]) for item in en_wanted}),
    )


def _places(items: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for k, row in enumerate(items):
        for item in dict.fromkeys(row):
            places.setdefault(item, []).append(k)
    return places


def _side(items: Sequence[Sequence[str]], places: dict[str, list[int]], matches: dict[str, list[int]]) -> SideItems:
    numbers = {item: k for k, item in enumerate(places)}
    total = max(2, len(items))
    weights = np.array(
        [
            # rare on this side and rarely matched on the other
            np.log(total / max(len(found), len(matches[item])) + 1) / np.log(total + 1) if matches[item] else 0.0
            for item, found in places.items()
        ],
        dtype=np.float32,
    )
    return SideItems(
        [np.array([numbers[item] for item in dict.fromkeys(row) if item in numbers], dtype=np.int64) for row in items],
        weights,
        [np.array(matches[item], dtype=np.int64) for item in places],
    )


def _over_runs(values: Scores, places: int, join: np.ufunc) -> Scores:
    """Return values of sentences joined over the runs that end before each of the last places.

    Args:
        values: A row a sentence, (sentences, items): weights of items (to be added), or whether they are matched (the
            maximum).
        places: How many places.
        join: How the values of two sentences are joined.

    Returns:
        An array (widths, places, items).
    """
    padded = np.concatenate([np.zeros((WIDEST + places, values.shape[1]), dtype=np.float32), values])
    ends = range(len(padded), len(padded) - WIDEST, -1)
    return np.asarray(join.accumulate([padded[end - places : end] for end in ends]), dtype=np.float32)


def _names(zh: Sequence[str], en: Sequence[str], words: Lexicon) -> Iterable[list[str]]:
    """Give, for each Chinese sentence, the English names (as ``@stem``) that its characters sound like."""
    seen: defaultdict[str, set[bool]] = defaultdict(set)
    for word in dict.fromkeys(_WORD.findall("\n".join(en))):
        seen[word.lower()].add(bool(_CAPITALIZED.fullmatch(word)))
    readings: defaultdict[str, list[tuple[int, list[str]]]] = defaultdict(list)  # by their first syllable
    stems: list[str] = []
    for name, capital in seen.items():
        if capital == {True} and len(name) > 2 and _NAME.fullmatch(name):
            for parts in _readings(name):
                readings[parts[0]].append((len(stems), parts))
            stems.append(f"@{stem(name)}")
    for text in zh:
        sounds = [words.sounds.get(c, "|") for c in text]
        found = {
            k
            for at, sound in enumerate(sounds)
            if sound in readings
            for k, parts in readings[sound]
            if sounds[at : at + len(parts)] == parts
        }
        yield [stems[k] for k in sorted(found)]


def _readings(name: str) -> Iterable[list[str]]:
    if not name:
        yield []
    for end in range(1, min(6, len(name)) + 1):
        if regex.fullmatch(_SYLLABLE, name[:end]):
            for rest in _readings(name[end:]):
                yield [name[:end], *rest]
