"""Precision, recall and F1 of an alignment against gold, strict and lax (Sennrich and Volk 2010, section 4).

Strict: a bead counts when the other alignment has the very same bead. Lax: when the other alignment joins one of its
Chinese with one of its English sentences. Deletions are not counted, neither for precision nor for recall (Thompson
and Koehn 2019, section 4). Figures of several texts are sums over all of them (micro average).

The intervals are bootstrapped (Efron and Tibshirani 1993, chapter 13; for corpora Koehn 2004). Beads are not
independent: one error spoils its neighbours. So groups of beads that share sentences are drawn, with replacement, not
single beads.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np

from .compared_beads import ComparedBead

Texts = Sequence[tuple[Sequence[ComparedBead], Sequence[ComparedBead]]]  # gold and test of each text
_CHUNK = 4_000_000  # draws held at a time


@dataclass(frozen=True, slots=True)
class Resampling:
    """How intervals are found.

    Attributes:
        samples: Resampled corpora; 1,000 steady the second decimal of a 95 % interval.
        seed: Of the random draws, so that the same files give the same interval.
        level: Share of the samples inside the interval.
    """

    samples: int = 1000
    seed: int = 20210630
    level: float = 0.95


DEFAULT = Resampling()


@dataclass(frozen=True, slots=True)
class Interval:
    """Lower and upper bound."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, with the interval of the F1."""

    precision: float
    recall: float
    f1: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class TypeScore:
    """Strict figures of beads of one shape.

    Attributes:
        shape: ``1-2``: one Chinese, two English sentences.
        gold: Beads of this shape in gold.
        test: Beads of this shape in test.
        right: Those in both.
    """

    shape: str
    gold: int
    test: int
    right: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class DifferingBeads:
    """A place where test is not as gold: the beads of both that share sentences.

    Attributes:
        text: 0-based number of the text.
        gold: Beads of gold there.
        test: Beads of test there.
    """

    text: int
    gold: tuple[ComparedBead, ...]
    test: tuple[ComparedBead, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of an evaluation, and the places where the two alignments differ."""

    strict: Score
    lax: Score
    gold: int
    test: int
    types: tuple[TypeScore, ...]
    differences: tuple[DifferingBeads, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the figures and differences for JSON."""
        figures = {"strict": asdict(self.strict), "lax": asdict(self.lax), "gold": self.gold, "test": self.test}
        return {
            **figures,
            "types": [asdict(row) for row in self.types],
            "differences": [
                {"text": at.text, "gold": list(map(_plain, at.gold)), "test": list(map(_plain, at.test))}
                for at in self.differences
            ],
        }


@dataclass(frozen=True, slots=True)
class _Hits:
    """Which beads of one alignment the other one has."""

    strict: frozenset[Hashable]
    lax: frozenset[Hashable]


def evaluate(texts: Texts, resampling: Resampling = DEFAULT) -> Evaluation:
    """Score alignments against gold.

    Args:
        texts: Gold and test of each text.
        resampling: How the intervals are found.
    """
    counts: list[tuple[int, ...]] = []
    differences = []
    for number, (gold, test) in enumerate(texts):
        right, found = _hits(gold, test), _hits(test, gold)
        for part in _components(gold, test):
            counts.append(_count(*part, found=right, recalled=found))
            if any(bead.matched and bead.key not in right.strict for bead in part[1]) or any(
                bead.matched and bead.key not in found.strict for bead in part[0]
            ):
                differences.append(DifferingBeads(number, *part))
    bounds = intervals(counts, resampling)
    sums = [sum(column) for column in zip(*counts, strict=True)] or [0] * 6
    strict, lax = (_score(sums[at], sums[2], sums[at + 3], sums[5], bounds[at]) for at in (0, 1))
    return Evaluation(strict, lax, sums[5], sums[2], _types(texts), tuple(differences))


def signature(resampling: Resampling, **settings: object) -> str:
    """Return what a figure has to be quoted with (after Post 2018): version, encoder and settings, ``name:value|…``."""
    from ... import __version__

    named = {"duizhao": __version__, **settings, "boot": resampling.samples, "seed": resampling.seed}
    return "|".join(f"{name}:{_shown(value)}" for name, value in named.items())


def settings_of(options: Any) -> dict[str, object]:
    """Return the choices of an options object, for the signature."""
    return {field.name: getattr(options, field.name) for field in fields(options)}


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("|", "/")


def _plain(bead: ComparedBead) -> dict[str, object]:
    numbers = all(isinstance(at, int) for at in (*bead.zh, *bead.en))
    places = {"zh_lines": list(bead.zh), "en_lines": list(bead.en)} if numbers else {}
    return {**places, "zh": bead.texts[0], "en": bead.texts[1]}


def _hits(reference: Sequence[ComparedBead], candidate: Sequence[ComparedBead]) -> _Hits:
    """Return the keys of the beads of ``candidate`` that ``reference`` has, strictly and laxly."""
    exact = {bead.key for bead in reference}
    links: dict[Hashable, set[Hashable]] = defaultdict(set)
    for bead in reference:
        for part in bead.zh:
            links[part].update(bead.en)
    matched = [bead for bead in candidate if bead.matched]
    strict = frozenset(bead.key for bead in matched if bead.key in exact)
    near = (b.key for b in matched if any(links.get(part, set()) & set(b.en) for part in b.zh))
    return _Hits(strict, strict | frozenset(near))


def _count(
    gold: Sequence[ComparedBead], test: Sequence[ComparedBead], *, found: _Hits, recalled: _Hits
) -> tuple[int, ...]:
    """Return strict hits, lax hits and beads of test, then the same of gold."""
    row: list[int] = []
    for beads, hits in ((test, found), (gold, recalled)):
        keys = [bead.key for bead in beads if bead.matched]
        row += [sum(key in hits.strict for key in keys), sum(key in hits.lax for key in keys), len(keys)]
    return tuple(row)


def _components(
    gold: Sequence[ComparedBead], test: Sequence[ComparedBead]
) -> list[tuple[tuple[ComparedBead, ...], tuple[ComparedBead, ...]]]:
    """Return the groups of beads that share sentences, in reading order: what one error can touch."""
    parents = list(range(len(gold) + len(test)))
    first: dict[Hashable, int] = {}

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = at = parents[parents[at]]
        return at

    for at, bead in enumerate([*gold, *test]):
        for side, parts in enumerate((bead.zh, bead.en)):
            for part in parts:
                parents[root(at)] = root(first.setdefault((side, part), at))
    groups: dict[int, tuple[list[ComparedBead], list[ComparedBead]]] = {}
    for at, bead in enumerate([*gold, *test]):
        groups.setdefault(root(at), ([], []))[at >= len(gold)].append(bead)
    return [(tuple(one), tuple(other)) for one, other in groups.values()]


def _types(texts: Texts) -> tuple[TypeScore, ...]:
    gold: Counter[str] = Counter()
    test: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one, other in texts:
        keys = {bead.key for bead in one}
        gold.update(_shape(bead) for bead in one if bead.matched)
        test.update(_shape(bead) for bead in other if bead.matched)
        right.update(_shape(bead) for bead in other if bead.matched and bead.key in keys)
    shapes = sorted(gold | test, key=lambda shape: (-gold[shape], -test[shape], shape))
    return tuple(_type(shape, gold[shape], test[shape], right[shape]) for shape in shapes)


def _type(shape: str, gold: int, test: int, right: int) -> TypeScore:
    precision, recall = _share(right, test), _share(right, gold)
    return TypeScore(shape, gold, test, right, precision, recall, _f1(precision, recall))


def _shape(bead: ComparedBead) -> str:
    return f"{bead.shape[0]}-{bead.shape[1]}"


def _score(hits: int, test: int, recalled: int, gold: int, interval: Interval) -> Score:
    precision, recall = _share(hits, test), _share(recalled, gold)
    return Score(precision, recall, _f1(precision, recall), interval)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def intervals(counts: Sequence[Sequence[int]], resampling: Resampling = DEFAULT) -> tuple[Interval, Interval]:
    """Return the intervals of strict and lax F1.

    Args:
        counts: A row a group: strict hits, lax hits and beads of test, then the same of gold.
        resampling: Samples, seed and level.
    """
    if not counts or not resampling.samples:
        return Interval(0.0, 0.0), Interval(0.0, 0.0)
    table = np.asarray(counts, dtype=np.float64)
    random = np.random.default_rng(resampling.seed)
    size = len(table)
    step = max(1, _CHUNK // size)
    sums = []
    for start in range(0, resampling.samples, step):
        draws = random.multinomial(size, np.full(size, 1 / size), size=min(step, resampling.samples - start))
        sums.append(draws @ table)
    totals = np.concatenate(sums)
    tail = 50 * (1 - resampling.level)
    bounds = []
    for at in (0, 1):
        precision = totals[:, at] / np.maximum(totals[:, 2], 1)
        recall = totals[:, at + 3] / np.maximum(totals[:, 5], 1)
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
        low, high = np.percentile(f1, [tail, 100 - tail])
        bounds.append(Interval(round(float(low), 6), round(float(high), 6)))
    return bounds[0], bounds[1]
