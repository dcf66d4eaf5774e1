"""Figures of a memory in one pass (16 bytes a unit are kept, to count repeats); conflicts; differences of two."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal, NamedTuple

from ...language.words import count_words
from ..model import Unit, date_digits, iso_date, primary
from .clean import Reader, key

# characters that a cloud memory and Wordfast Classic take in one segment
LIMITS = (2000, 8000)
_BUCKETS = 256
_STEPS = (10, 20, 50, 100, 200, 500, 1000, 2000, 8000)


@dataclass(slots=True)
class LanguageFigures:
    """One language of a memory.

    Attributes:
        variants: Texts in it.
        characters: Characters of them, white space included.
        words: Words of them, as `count_words` has them.
        empty: Texts without a character.
        longest: Characters of the longest text.
        lengths: How many texts have at most so many characters, by steps.
        over: How many texts are longer than each of `LIMITS`.
    """

    variants: int = 0
    characters: int = 0
    words: int = 0
    empty: int = 0
    longest: int = 0
    lengths: Counter[int] = field(default_factory=Counter)
    over: Counter[int] = field(default_factory=Counter)


@dataclass(slots=True)
class Statistics:
    """Figures of a memory.

    Attributes:
        units: Units read.
        languages: By code as it stands.
        repeated: Units whose Chinese and English were there before.
        ambiguous: Chinese texts with more than one English text.
        props: Property types with how many units have them.
        first_date: The earliest date of a unit, as ISO 8601 has it; empty for none.
        last_date: The latest.
        faults: What the reader corrected, with how many units.
        documents: Different values of x-document.
    """

    units: int = 0
    languages: dict[str, LanguageFigures] = field(default_factory=lambda: defaultdict(LanguageFigures))
    repeated: int = 0
    ambiguous: int = 0
    props: Counter[str] = field(default_factory=Counter)
    first_date: str = ""
    last_date: str = ""
    faults: Counter[str] = field(default_factory=Counter)
    documents: int = 0

    def as_data(self) -> dict[str, object]:
        """Return the figures as plain data."""
        languages = {
            code: {
                **{name: getattr(one, name) for name in ("variants", "characters", "words", "empty", "longest")},
                "lengths": {str(step) if step else "more": n for step, n in sorted(one.lengths.items())},
                "over": {str(limit): n for limit, n in sorted(one.over.items())},
            }
            for code, one in sorted(self.languages.items())
        }
        names = ("units", "repeated", "ambiguous", "documents", "first_date", "last_date")
        counters = {"props": dict(sorted(self.props.items())), "faults": dict(sorted(self.faults.items()))}
        return {**{name: getattr(self, name) for name in names}, "languages": languages, **counters}


def statistics(units: Iterable[Unit]) -> Statistics:
    """Count a memory."""
    result = Statistics()
    buckets = [(array("q"), array("q")) for _ in range(_BUCKETS)]
    documents: set[str] = set()
    for unit in units:
        result.units += 1
        _count_texts(result, unit)
        _count_props(result, unit, documents)
        zh, en = unit.zh, unit.en
        source = hash(zh)
        bucket = buckets[source % _BUCKETS]
        bucket[0].append(source)
        bucket[1].append(hash(en))
    for bucket in buckets:
        _count_repeats(result, bucket)
    result.documents = len(documents)
    return result


def _count_texts(result: Statistics, unit: Unit) -> None:
    for variant in unit.variants:
        figures = result.languages[variant.language]
        length = len(variant.text)
        figures.variants += 1
        figures.characters += length
        figures.words += count_words(variant.text, "zh" if primary(variant.language) == "zh" else "en")
        figures.empty += not variant.text.strip()
        figures.longest = max(figures.longest, length)
        figures.lengths[next((step for step in _STEPS if length <= step), 0)] += 1
        if length > LIMITS[0]:
            figures.over.update(limit for limit in LIMITS if length > limit)


def _count_props(result: Statistics, unit: Unit, documents: set[str]) -> None:
    for prop in unit.props:
        result.props[prop.type] += 1
        if prop.type == "x-document":
            documents.add(prop.text)
    result.faults.update(unit.faults)
    if date := iso_date(unit.changed):
        result.first_date = min(result.first_date or date, date, key=date_digits)
        result.last_date = max(result.last_date, date, key=date_digits)


def _count_repeats(result: Statistics, bucket: "tuple[array[int], array[int]]") -> None:
    pairs = sorted(zip(*bucket, strict=True))
    for _source, group in groupby(pairs, key=lambda pair: pair[0]):
        targets = [target for _, target in group]
        different = len(set(targets))
        result.repeated += len(targets) - different
        result.ambiguous += different > 1


def conflicts(read: Reader) -> Iterator[tuple[str, list[Unit]]]:
    """Yield each Chinese text that has different English ones, with the first unit of each."""
    counts: defaultdict[bytes, set[bytes]] = defaultdict(set)
    for unit in read():
        counts[key(unit.zh)].add(key(unit.en))
    wanted = {source for source, targets in counts.items() if len(targets) > 1}
    found: dict[str, dict[str, Unit]] = {}
    for unit in read():
        if key(unit.zh) in wanted:
            found.setdefault(unit.zh, {}).setdefault(unit.en, unit)
    for text, units in found.items():
        yield text, list(units.values())


class UnitDifference(NamedTuple):
    """One difference: ``old`` is missing for a unit added, ``new`` for one removed."""

    what: Literal["added", "removed", "changed"]
    old: Unit | None
    new: Unit | None


def difference(old: Reader, new: Reader) -> Iterator[UnitDifference]:
    """Yield the differences: removed and changed units in the order of the old memory, then added ones.

    Units with the same texts are the same. Of the rest, those are one changed unit that share an id or, without ids, a
    source text. 12 bytes a unit are kept, and the units that differ.
    """
    olds, news = (Counter(key(unit.zh, unit.en) for unit in read()) for read in (old, new))
    gone = [unit for unit in old() if not _take(news, unit)]
    added = [unit for unit in new() if not _take(olds, unit)]
    by_id = {unit.tuid: unit for unit in reversed(added) if unit.tuid}
    by_source = {unit.zh: unit for unit in reversed(added) if unit.zh}
    taken: set[int] = set()
    for unit in gone:
        twin = by_id.get(unit.tuid) if unit.tuid in by_id else by_source.get(unit.zh)
        if twin is not None and id(twin) not in taken:
            taken.add(id(twin))
            yield UnitDifference("changed", unit, twin)
        else:
            yield UnitDifference("removed", unit, None)
    yield from (UnitDifference("added", None, unit) for unit in added if id(unit) not in taken)


def _take(counts: Counter[bytes], unit: Unit) -> bool:
    digest = key(unit.zh, unit.en)
    if not counts[digest]:
        return False
    counts[digest] -= 1
    return True
