"""What can be matched between the languages without a model: words of a dictionary, numbers, Latin words, names.

Every sentence becomes a bag of items; a lexicon tells which English items may translate a Chinese one. The dictionary
(data/lexicon.tsv) is made from CC-CEDICT by tests/bench/tuning/build_lexicon.py.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

import regex

from ...language.numerals import CARDINALS, HAN_NUMERALS, han_value
from ...language.words import WITHOUT_CONTENT
from .beads import Bead

LONGEST = 5
_HAN = regex.compile(r"\p{Han}+")
_LATIN = regex.compile(r"\p{Latin}[\p{Latin}\p{M}]*(?:['’]s)?")
_NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")
_HAN_NUMBER = regex.compile(rf"[{HAN_NUMERALS}]{{2,}}|[一二三四五六七八九十](?=[年月日岁个天号])")
_ENDINGS = (("es", "s"), ("ly",), ("ing", "ed", "e"))
_LEAST = 3  # beads in which a string and a stem meet before they are taken for translations of each other
_DICE = 0.6  # chosen by cross-validation over the six chapters (docs/alignment.md)
_REMEMBERED, _SHORT = 2048, 1000  # texts whose items are kept, and how long they may be: some 10 MB in all
_MOST_BEADS = 5000  # beads looked at: enough for names, and memory stays small


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """A Chinese-English dictionary cut down to what matching needs; equal to itself only, so that it can be a key.

    Attributes:
        lines: Chinese word -> English stems, with spaces between.
        sounds: Chinese character -> its usual reading without tone (`wang`).
    """

    lines: dict[str, str] = field(default_factory=dict)
    sounds: dict[str, str] = field(default_factory=dict)

    def extended(self, found: Mapping[str, Sequence[str]]) -> "Lexicon":
        """Return the dictionary with further words and their English stems."""
        lines = dict(self.lines)
        for word, stems in found.items():
            lines[word] = " ".join(dict.fromkeys([*lines.get(word, "").split(), *stems]))
        return Lexicon(lines, self.sounds)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the dictionary that comes with the package."""
    lines: dict[str, str] = {}
    sounds: dict[str, str] = {}
    text = resources.files(__package__).joinpath("data/lexicon.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        word, sound, stems = line.split("\t")
        if stems:
            lines[word] = stems
        if sound:
            sounds[word] = sound
    return Lexicon(lines, sounds)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Cut an English word in lower case to what its inflected forms share: ``policies`` and ``policy`` -> ``polic``.

    Cruder than a lemmatizer, and all that matching needs: both sides are cut alike.
    """
    for endings in _ENDINGS:
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word.removesuffix(ending)
                break
    if len(word) > 3 and word[-1] in "iy":
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:7]


def english_items(text: str) -> tuple[str, ...]:
    """Return the items of an English sentence: stems of words that say something, and numbers as ``#7``."""
    return _remembered_english(text) if len(text) <= _SHORT else _english_items(text)


def _english_items(text: str) -> tuple[str, ...]:
    items = [f"#{number}" for number in _numbers(text)]
    for match in _LATIN.finditer(text):
        word = match[0].lower().removesuffix("'s").removesuffix("’s")
        if CARDINALS.get(word, 0) > 1:
            items.append(f"#{CARDINALS[word]}")
        if word not in WITHOUT_CONTENT and len(word) > 1:
            items.append(stem(word))
    return tuple(items)


def chinese_items(text: str, words: Lexicon) -> tuple[str, ...]:
    """Return the items of a Chinese sentence: dictionary words, lone characters, Latin words as ``=stem``, numbers."""
    return _remembered_chinese(text, words) if len(text) <= _SHORT else _chinese_items(text, words)


def _chinese_items(text: str, words: Lexicon) -> tuple[str, ...]:
    items = [f"#{number}" for number in _numbers(text)]
    values = (han_value(match[0]) or 0 for match in _HAN_NUMBER.finditer(text))
    items += [f"#{value}" for value in values if value > 1]
    items += [f"={stem(match[0].lower())}" for match in _LATIN.finditer(text) if len(match[0]) > 1]
    for match in _HAN.finditer(text):
        items.extend(_words(match[0], words.lines))
    return tuple(items)


# blocks, sentences and pairs are often the same texts, and each step asks for their items
_remembered_english = lru_cache(maxsize=_REMEMBERED)(_english_items)
_remembered_chinese = lru_cache(maxsize=_REMEMBERED)(_chinese_items)


def _words(run: str, lines: dict[str, str]) -> Iterator[str]:
    """Give all dictionary words of two characters or more, nested ones too, and characters that stand in none."""
    covered = 0
    for start in range(len(run)):
        found = False
        for end in range(min(start + LONGEST, len(run)), start + 1, -1):
            if run[start:end] in lines:
                yield run[start:end]
                covered = max(covered, end)
                found = True
        if not found and start >= covered and run[start] in lines:
            yield run[start]


def translations(item: str, words: Lexicon) -> Iterable[str]:
    """Return the English items that may translate a Chinese item."""
    if item[0] == "#":
        return (item,)
    if item[0] == "=":
        return (item[1:],)
    return words.lines[item].split(" ")


@lru_cache(maxsize=1)
def english_vocabulary(words: Lexicon) -> frozenset[str]:
    """Return all English stems that a dictionary gives for some Chinese word."""
    return frozenset(" ".join(words.lines.values()).split(" "))


def _numbers(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        yield match[0].replace(",", "").lstrip("0") or "0"


def associations(zh: Sequence[str], en: Sequence[str], beads: Sequence[Bead]) -> dict[str, list[str]]:
    """Return Chinese strings of two or three characters with the English stems that the text itself puts beside them.

    Names above all, which no dictionary has: strings and stems that keep turning up in the same beads (Dice
    coefficient, as Melamed 2000 and hunalign's second pass).

    Args:
        zh: Chinese sentences.
        en: English sentences.
        beads: A first alignment; doubtful beads are left out.
    """
    zh_bags, en_bags = [], []
    for bead in beads[:: 1 + len(beads) // _MOST_BEADS]:
        if bead.matched and bead.confidence >= 0.5:
            zh_bags.append({g for k in bead.zh for g in _han_strings(zh[k])})
            en_bags.append({item for k in bead.en for item in english_items(en[k]) if item[0] != "#"})
    return _associated(zh_bags, en_bags)


def _associated(zh_bags: list[set[str]], en_bags: list[set[str]]) -> dict[str, list[str]]:
    """Return what keeps company in bags of strings and bags of stems, one of each a bead."""
    zh_count = Counter(g for bag in zh_bags for g in bag)
    en_count = Counter(item for bag in en_bags for item in bag)
    frequent = {g for g, count in zh_count.items() if count >= _LEAST}
    both: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for zh_bag, en_bag in zip(zh_bags, en_bags, strict=True):
        items = [item for item in en_bag if en_count[item] >= _LEAST]
        for g in sorted(zh_bag & frequent):
            both[g].update(items)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for g in sorted(both):
        for item, count in sorted(both[g].items()):
            if count >= _LEAST and 2 * count / (zh_count[g] + en_count[item]) >= _DICE:
                found[g].append(item)
    return found


def _han_strings(text: str) -> set[str]:
    runs = [match[0] for match in _HAN.finditer(text)]
    return {run[k : k + size] for run in runs for size in (2, 3) for k in range(len(run) - size + 1)}
