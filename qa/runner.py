"""A QA run: a bitext through all chosen checks, with what is usual in the whole memory, to a report's findings.

A big memory is checked in stretches, one a process: each process reads its stretch, gives its share of the counts, and
checks when it has what is usual in all. A small memory is one stretch in this process.
"""

import gc
import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import NamedTuple, TypeVar

from ..align.bitext import Bitext, Pair
from ..align.encoders.encoder import Encoder, usable_cores
from ..errors import DuizhaoError
from ..i18n import _
from ..terms.glossary import Glossary
from .checked_pair import checked_pair
from .checks import CHECKS
from .checks.check import Check, Context, MemoryCheck, PairCheck, WholeMemory
from .checks.misaligned import suspicion
from .consistency import TermUse, uses_of
from .finding import Finding
from .norms import MemoryNorms, StretchCounts, count_stretch, memory_norms
from .settings import Settings, check_names
from .terminology import Terminology, TermReader

Answer = TypeVar("Answer")
# pairs; a process costs about a second to begin
_STRETCH = 4000


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a run found.

    Attributes:
        bitext: What was checked.
        findings: In the order of the pairs, then of the table of checks.
        uses: The uses of all terms; None without a glossary.
        checks: Names of the checks that ran.
        accepted: How many findings a baseline kept quiet.
    """

    bitext: Bitext
    findings: tuple[Finding, ...]
    uses: tuple[TermUse, ...] | None
    checks: tuple[str, ...]
    accepted: int = 0


def check(
    bitext: Bitext, glossary: Glossary | None = None, settings: Settings | None = None, encoder: Encoder | None = None
) -> CheckResult:
    """Return what the chosen checks find in a bitext.

    Args:
        bitext: The pairs.
        glossary: The terms; None leaves out what needs them.
        settings: The user's settings.
        encoder: Compares sentences; None leaves out what needs it.

    Raises:
        DuizhaoError: The settings name a check that there is not, a forbidden pattern took too long, or a process
            ended before its time.

    Example:
        >>> import duizhao as dz
        >>> pair = dz.Pair("p1", "paragraph", "1", "委员会审议了12份报告", "The Committee considered 21 reports.", 1.0)
        >>> [(finding.check, finding.severity) for finding in dz.check(dz.Bitext((pair,))).findings]
        [('numbers', 'error')]
    """
    settings = settings or Settings()
    check_names(sorted({*settings.select, *settings.skip, *settings.severity}), CHECKS)
    chosen = [check for check in CHECKS.values() if _is_chosen(check, settings)]
    stretches = _check_stretches(_tasks(bitext.pairs, chosen, glossary, settings))
    memory = WholeMemory(
        bitext.pairs,
        [each for stretch in stretches for each in stretch.suspicions],
        encoder if settings.encoder else None,
        settings.budget,
    )
    findings = [finding for stretch in stretches for finding in stretch.findings]
    findings += [each for check in chosen if isinstance(check, MemoryCheck) for each in check.findings(memory)]
    order = {name: place for place, name in enumerate(CHECKS)}
    findings = [replace(each, severity=settings.severity.get(each.check, each.severity)) for each in findings]
    findings.sort(key=lambda each: (each.index, order[each.check]))
    uses = tuple(use for stretch in stretches for use in stretch.uses) if glossary is not None else None
    return CheckResult(bitext, tuple(findings), uses, tuple(check.name for check in chosen))


def _is_chosen(check: Check, settings: Settings) -> bool:
    return check.name not in settings.skip and (not settings.select or check.name in settings.select)


class _Task(NamedTuple):
    """A stretch to be checked: index of its first pair in the memory, its pairs, names of the checks of pairs."""

    first: int
    pairs: Sequence[Pair]
    checks: tuple[str, ...]
    glossary: Glossary | None
    settings: Settings


class _Stretch(NamedTuple):
    """What a stretch gives: findings of the pair checks, uses of terms, and how suspicious each pair is."""

    findings: list[Finding]
    uses: list[TermUse]
    suspicions: list[float]


def _tasks(
    pairs: Sequence[Pair], checks: Sequence[Check], glossary: Glossary | None, settings: Settings
) -> list[_Task]:
    """Return as many stretches as there are cores, fewer where they would be short."""
    names = tuple(check.name for check in checks if isinstance(check, PairCheck))
    count = min(usable_cores(), max(1, len(pairs) // _STRETCH))
    step = -(-len(pairs) // count) if pairs else 1
    starts = range(0, len(pairs), step)
    return [_Task(start, pairs[start : start + step], names, glossary, settings) for start in starts]


def _check_stretches(tasks: Sequence[_Task]) -> list[_Stretch]:
    """Return what is found in each stretch, all with what is usual in all."""
    if len(tasks) < 2:
        readers = [_StretchReader(task) for task in tasks]
        norms = memory_norms(reader.counts() for reader in readers)
        return [reader.check(norms) for reader in readers]
    workers = [_Worker(task) for task in tasks]
    try:
        norms = memory_norms([worker.receive(StretchCounts) for worker in workers])
        for worker in workers:
            worker.send(norms)
        return [worker.receive(_Stretch) for worker in workers]
    finally:
        for worker in workers:
            worker.close()


class _StretchReader:
    """A stretch of pairs, read."""

    def __init__(self, task: _Task) -> None:
        self._task = task
        self._pairs = [checked_pair(index, pair) for index, pair in enumerate(task.pairs, task.first)]
        reader = TermReader(task.glossary) if task.glossary is not None else None
        self._terms = [reader.read(pair.zh, pair.en) for pair in task.pairs] if reader else []

    def counts(self) -> StretchCounts:
        """Return what the stretch contributes to what is usual."""
        return count_stretch(self._pairs, self._terms)

    def check(self, norms: MemoryNorms) -> _Stretch:
        """Return what the checks of pairs find."""
        first, glossary = self._task.first, self._task.glossary
        terminology = Terminology(glossary, self._terms, first) if glossary is not None else None
        uses = uses_of(first, self._terms, glossary) if glossary is not None else []
        context = Context(self._pairs, norms, self._task.settings, terminology)
        checks = (CHECKS[name] for name in self._task.checks)
        found = [each for check in checks if isinstance(check, PairCheck) for each in check.findings(context)]
        return _Stretch(found, uses, [suspicion(pair, context) for pair in self._pairs])


class _Worker:
    """A process with one stretch."""

    def __init__(self, task: _Task) -> None:
        self._pipe, other = multiprocessing.Pipe()
        self._process = multiprocessing.Process(target=_work, args=(other, task), daemon=True)
        self._process.start()
        other.close()

    def send(self, norms: MemoryNorms) -> None:
        self._pipe.send(norms)

    def receive(self, kind: type[Answer]) -> Answer:
        try:
            answer = self._pipe.recv()
        except EOFError as error:
            raise DuizhaoError(_("a checking process was killed; is there enough memory?")) from error
        if isinstance(answer, kind):
            return answer
        raise DuizhaoError(str(answer))

    def close(self) -> None:
        self._pipe.close()
        self._process.terminate()
        self._process.join()


def _work(pipe: Connection, task: _Task) -> None:
    """Read a stretch, answer with its counts, wait for what is usual, answer with what was found."""
    # nothing here makes cycles, and looking for them among millions of tuples takes a tenth of the time
    gc.disable()
    try:
        reader = _StretchReader(task)
        pipe.send(reader.counts())
        pipe.send(reader.check(pipe.recv()))
    except DuizhaoError as error:
        pipe.send(error.message)
    except EOFError:
        # the parent has given up; there is nobody to tell
        return
