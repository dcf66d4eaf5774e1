"""A check: its name, the function that looks, and what that is given to look at.

A check is registered where it is written, by the decorator above its function; `registry` lists the families. One that
judges a pair by itself is a pair check; one that compares the pairs of the whole memory is a memory check.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ...align.bitext import Pair
from ...align.encoders.encoder import Encoder
from ..checked_pair import CheckedPair
from ..finding import Finding, Remark
from ..norms import MemoryNorms
from ..settings import ENCODER_BUDGET, Settings
from ..terminology import PairTerms, Terminology


@dataclass(frozen=True, slots=True)
class Context:
    """All that the checks of pairs share.

    Attributes:
        pairs: The stretch of pairs that is checked; a big memory is checked in several.
        norms: What is usual in the whole memory.
        settings: The user's settings.
        terminology: The terms found in the stretch; None without a glossary.
    """

    pairs: Sequence[CheckedPair]
    norms: MemoryNorms = field(default_factory=MemoryNorms)
    settings: Settings = field(default_factory=Settings)
    terminology: Terminology | None = None

    def terms(self, pair: CheckedPair) -> PairTerms | None:
        """Return the terms of a pair; None without a glossary."""
        return self.terminology.of(pair.index) if self.terminology else None

    def near(self, pair: CheckedPair, count: int) -> Sequence[CheckedPair]:
        """Return up to ``count`` pairs after one, or before it where ``count`` is negative, the nearest first."""
        place = pair.index - self.pairs[0].index
        if count > 0:
            return self.pairs[place + 1 : place + 1 + count]
        return self.pairs[max(0, place + count) : place][::-1]


@dataclass(frozen=True, slots=True)
class WholeMemory:
    """The whole memory, as the checks see it that compare its pairs.

    Attributes:
        pairs: All pairs.
        suspicions: How little the texts of each pair seem to have in common.
        encoder: Compares sentences; None leaves out what needs it.
        budget: How many sentences the encoder may read.
    """

    pairs: Sequence[Pair]
    suspicions: Sequence[float] = ()
    encoder: Encoder | None = None
    budget: int = ENCODER_BUDGET


@dataclass(frozen=True, slots=True)
class Check:
    """A check of any kind.

    Attributes:
        name: Its name in settings, reports and ``wording.toml``.
        doc: What it finds, one line: the first of its function's docstring.
    """

    name: str
    doc: str


@dataclass(frozen=True, slots=True)
class PairCheck(Check):
    """A check of each pair; its function ``look`` yields what it has to say of a pair."""

    look: Callable[[CheckedPair, Context], Iterator[Remark]]

    def findings(self, context: Context) -> Iterator[Finding]:
        """Yield what is found in a stretch."""
        for pair in context.pairs:
            for remark in self.look(pair, context):
                yield _finding(self.name, pair.index, pair.pair, remark)


@dataclass(frozen=True, slots=True)
class MemoryCheck(Check):
    """A check of the whole memory; its function ``look`` yields the index of a pair and what it has to say of it."""

    look: Callable[[WholeMemory], Iterator[tuple[int, Remark]]]

    def findings(self, memory: WholeMemory) -> Iterator[Finding]:
        """Yield what is found in the memory."""
        for index, remark in self.look(memory):
            yield _finding(self.name, index, memory.pairs[index], remark)


def pair_check(name: str) -> Callable[[Callable[[CheckedPair, Context], Iterator[Remark]]], PairCheck]:
    """Make the function below a check of pairs."""
    return lambda look: PairCheck(name, _first_line(look), look)


def memory_check(name: str) -> Callable[[Callable[[WholeMemory], Iterator[tuple[int, Remark]]]], MemoryCheck]:
    """Make the function below a check of the memory."""
    return lambda look: MemoryCheck(name, _first_line(look), look)


def _first_line(look: Callable[..., object]) -> str:
    return (look.__doc__ or "").strip().splitlines()[0]


def _finding(check: str, index: int, pair: Pair, remark: Remark) -> Finding:
    return Finding(
        check, pair.id, index, remark.severity, remark.key, remark.values, tuple(remark.zh), tuple(remark.en)
    )
