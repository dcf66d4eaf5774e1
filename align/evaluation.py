"""Precision, recall and F1 of an alignment against gold, strict and lax (Sennrich and Volk 2010, section 4).

Strict: a bead counts when the other alignment has the very same bead. Lax: when the other alignment joins one of its
Chinese with one of its English sentences. Deletions are not counted, neither for precision nor for recall (Thompson
and Koehn 2019, section 4). Figures of several texts are sums over all of them (micro average).

The intervals are bootstrapped (Efron and Tibshirani 1993, chapter 13; for corpora Koehn 2004). Beads are not
independent: one error spoils its neighbours. So groups of beads that share sentences are drawn, with replacement, not
single beads.

Beads are told apart by line numbers, or by their texts where there are no line numbers.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import regex

from ..language.comparison_keys import without_spaces
from ..language.segmentation import sentence_spans
from .sentences.beads import Indices

BeadTexts = tuple[str, str, str]  # Chinese, English (one empty where the other is unaligned), kind where known
_REFERENCE = regex.compile(r"⟦[^⟦⟧]{1,8}⟧")
_END = regex.compile(r"\p{Terminal_Punctuation}+")
_TELLING = {"zh": 6, "en": 18}  # characters from which a passage is not one of a list's short items
_CHUNK = 4_000_000  # draws held at a time


@dataclass(frozen=True, slots=True)
class ComparedBead:
    """One bead of a gold or test alignment: what it is compared by, which a `Pair` or a `Bead` does not have.

    Attributes:
        key: Two beads with the same key are the same bead.
        zh: Its Chinese sentences, or passages, each told apart from all others of the text.
        en: The same for English.
        shape: Sentences on either side, ``1-2``.
        texts: Chinese and English, for a listing; empty where only line numbers are known.
        kind: Kind of the block, where known.
    """

    key: Hashable
    zh: tuple[Hashable, ...]
    en: tuple[Hashable, ...]
    shape: str
    texts: tuple[str, str] = ("", "")
    kind: str = ""

    @property
    def matched(self) -> bool:
        """Whether both sides are there; other beads are deletions and not counted."""
        return bool(self.zh and self.en)


Texts = Sequence[tuple[Sequence[ComparedBead], Sequence[ComparedBead]]]  # gold and test of each text


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
        return {
            "strict": asdict(self.strict),
            "lax": asdict(self.lax),
            "gold": self.gold,
            "test": self.test,
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
            row = (*_count(part[1], right), *_count(part[0], found))
            counts.append(row)
            if row[0] < row[2] or row[3] < row[5]:
                differences.append(DifferingBeads(number, *part))
    bounds = intervals(counts, resampling)
    sums = [sum(column) for column in zip(*counts, strict=True)] or [0] * 6
    strict, lax = (_score(sums[at], sums[2], sums[at + 3], sums[5], bounds[at]) for at in (0, 1))
    return Evaluation(strict, lax, sums[5], sums[2], _types(texts), tuple(differences))


def signature(resampling: Resampling, **settings: object) -> str:
    """Return what a figure has to be quoted with (after Post 2018): version, encoder and settings, ``name:value|…``."""
    from .. import __version__

    named = {"duizhao": __version__, **settings, "boot": resampling.samples, "seed": resampling.seed}
    return "|".join(f"{name}:{_shown(value)}" for name, value in named.items())


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


def _count(beads: Sequence[ComparedBead], hits: _Hits) -> tuple[int, int, int]:
    """Return strict hits, lax hits and all."""
    keys = [bead.key for bead in beads if bead.matched]
    return sum(key in hits.strict for key in keys), sum(key in hits.lax for key in keys), len(keys)


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
    gold, test, right = Counter[str](), Counter[str](), Counter[str]()
    for one, other in texts:
        keys = {bead.key for bead in one}
        gold.update(bead.shape for bead in one if bead.matched)
        test.update(bead.shape for bead in other if bead.matched)
        right.update(bead.shape for bead in other if bead.matched and bead.key in keys)
    shapes = sorted(gold | test, key=lambda shape: (-gold[shape], -test[shape], shape))
    return tuple(_type(shape, gold[shape], test[shape], right[shape]) for shape in shapes)


def _type(shape: str, gold: int, test: int, right: int) -> TypeScore:
    precision, recall = _share(right, test), _share(right, gold)
    return TypeScore(shape, gold, test, right, precision, recall, _f1(precision, recall))


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
    draws = (min(step, resampling.samples - start) for start in range(0, resampling.samples, step))
    totals = np.concatenate([random.multinomial(size, np.full(size, 1 / size), size=n) @ table for n in draws])
    tail = 50 * (1 - resampling.level)
    bounds = []
    for at in (0, 1):
        precision = totals[:, at] / np.maximum(totals[:, 2], 1)
        recall = totals[:, at + 3] / np.maximum(totals[:, 5], 1)
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
        low, high = np.percentile(f1, [tail, 100 - tail])
        bounds.append(Interval(round(float(low), 6), round(float(high), 6)))
    return bounds[0], bounds[1]


def compared_links(
    links: Iterable[Indices], texts: tuple[Sequence[str], Sequence[str]] | None = None
) -> list[ComparedBead]:
    """Return beads told apart by line numbers.

    Args:
        links: Line numbers.
        texts: The lines of both files, for the listing of errors.
    """
    return [
        ComparedBead((zh, en), zh, en, f"{len(zh)}-{len(en)}", _texts(zh, en, texts) if texts else ("", ""))
        for zh, en in links
        if zh or en
    ]


def texts_of(links: Iterable[Indices], texts: tuple[Sequence[str], Sequence[str]]) -> list[BeadTexts]:
    """Return links as texts, to be compared with a table or a memory."""
    return [(*_texts(zh, en, texts), "") for zh, en in links]


def compared_texts(beads: Iterable[BeadTexts]) -> list[ComparedBead]:
    """Return beads told apart by their texts, white space and marks of note references (``⟦12⟧``) aside.

    The same pair of texts twice is two beads: the second has to be found twice. Passages end at any mark that ends a
    sentence or clause, so that both alignments see the same ones wherever they cut.
    """
    seen: Counter[Hashable] = Counter()
    found = []
    for left, right, kind in beads:
        zh, en = (without_spaces(_REFERENCE.sub("", text)) for text in (left, right))
        if not zh and not en:
            continue
        seen[zh, en] += 1
        shape = f"{len(sentence_spans(left, 'zh'))}-{len(sentence_spans(right, 'en'))}"
        parts = [
            [_counted(side, part, seen) for part in _passages(text, side)] for side, text in (("zh", zh), ("en", en))
        ]
        key = (zh, en, seen[zh, en])
        found.append(ComparedBead(key, tuple(parts[0]), tuple(parts[1]), shape, (left, right), kind))
    return found


def comparable(gold: Sequence[ComparedBead], test: Sequence[ComparedBead]) -> tuple[list[ComparedBead], int]:
    """Return the beads of ``test`` that ``gold`` can judge, and how many it cannot.

    A gold of paragraphs says nothing of headings and notes: beads of a kind that gold does not have are set aside,
    unless they share passages with it.
    """
    kinds = {bead.kind for bead in gold}
    if "" in kinds:
        return list(test), 0
    known = {_text_of(part) for bead in gold for side in (bead.zh, bead.en) for part in side}
    kept = [bead for bead in test if bead.kind in kinds or not bead.kind or _shares(bead, known)]
    return kept, len(test) - len(kept)


def _shares(bead: ComparedBead, known: set[str]) -> bool:
    sides = (side for side in (bead.zh, bead.en) if side)
    return all(any(_text_of(part) in known for part in side) for side in sides)


def _text_of(part: Hashable) -> str:
    return str(part[1]) if isinstance(part, tuple) else ""


def _passages(text: str, side: str) -> list[str]:
    """Return the longer passages of a text: the short ones are in many texts, and would join what is apart."""
    parts = [part for part in _END.split(text) if len(part) >= _TELLING[side]]
    return parts or ([text] if text else [])


def _counted(side: str, part: str, seen: Counter[Hashable]) -> tuple[str, str, int]:
    """Return a passage with the number of times that it was seen on its side."""
    seen[side, part, "passage"] += 1
    return side, part, seen[side, part, "passage"]


def _texts(zh: Sequence[int], en: Sequence[int], texts: tuple[Sequence[str], Sequence[str]]) -> tuple[str, str]:
    left = "".join(texts[0][at] for at in zh if at < len(texts[0]))
    return left, " ".join(texts[1][at] for at in en if at < len(texts[1]))
