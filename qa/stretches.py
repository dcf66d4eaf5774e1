"""Stretches of a memory, each checked by a process of its own; a small memory is one stretch in this process."""

import gc
import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection

from ..align.bitext import Pair
from ..errors import DuizhaoError
from ..i18n import _
from ..terms.glossary import Glossary
from .checks.misaligned import suspicion
from .checks.registry import CHECKS
from .consistency import TermUse, uses_of
from .context import Context, Counts, Evidence, count, together
from .finding import Finding
from .settings import Settings
from .terminology import Terminology, TermReader
from .unit import read_unit


@dataclass(frozen=True, slots=True)
class Checked:
    """What a stretch gives: findings of the pair checks, uses of terms, and how suspicious each pair is."""

    findings: list[Finding]
    uses: list[TermUse]
    suspicions: list[float]


class Stretch:
    """A stretch of pairs, read.

    Args:
        first: Index of its first pair in the memory.
        pairs: Its pairs.
        glossary: The terms; None for none.
        settings: The user's settings.
    """

    def __init__(self, first: int, pairs: Sequence[Pair], glossary: Glossary | None, settings: Settings) -> None:
        self._first, self._glossary, self._settings = first, glossary, settings
        self._units = [read_unit(first + place, pair) for place, pair in enumerate(pairs)]
        reader = TermReader(glossary) if glossary is not None else None
        self._terms = [reader.read(pair.zh, pair.en) for pair in pairs] if reader else []

    def counts(self) -> Counts:
        """Return what the stretch contributes to the evidence."""
        return count(self._units, self._terms)

    def check(self, names: Sequence[str], evidence: Evidence) -> Checked:
        """Return what the named checks of pairs find."""
        terminology, uses = None, []
        if self._glossary is not None:
            terminology = Terminology(self._glossary, self._terms, self._first, evidence.occurrences, evidence.answered)
            uses = uses_of(self._first, self._terms, self._glossary)
        context = Context(self._units, evidence, self._settings, terminology)
        checks = [check for name in names if (check := CHECKS[name].pair)]
        findings = [finding for unit in self._units for check in checks for finding in check(unit, context)]
        return Checked(findings, uses, [suspicion(unit, context) for unit in self._units])


def check_stretches(
    stretches: Sequence[tuple[int, Sequence[Pair]]], names: Sequence[str], glossary: Glossary | None, settings: Settings
) -> list[Checked]:
    """Return what the named checks find in each stretch, all with the evidence of all.

    Raises:
        DuizhaoError: A forbidden pattern took too long, or a process ended before its time.
    """
    if len(stretches) < 2:
        read = [Stretch(first, pairs, glossary, settings) for first, pairs in stretches]
        evidence = together(stretch.counts() for stretch in read)
        return [stretch.check(names, evidence) for stretch in read]
    workers = [_Worker(first, pairs, names, glossary, settings) for first, pairs in stretches]
    try:
        evidence = together([worker.counts() for worker in workers])
        for worker in workers:
            worker.send(evidence)
        return [worker.checked() for worker in workers]
    finally:
        for worker in workers:
            worker.close()


class _Worker:
    """A process with one stretch."""

    def __init__(
        self, first: int, pairs: Sequence[Pair], names: Sequence[str], glossary: Glossary | None, settings: Settings
    ) -> None:
        self._pipe, other = multiprocessing.Pipe()
        arguments = (other, first, pairs, names, glossary, settings)
        self._process = multiprocessing.Process(target=_work, args=arguments, daemon=True)
        self._process.start()
        other.close()

    def send(self, evidence: Evidence) -> None:
        self._pipe.send(evidence)

    def counts(self) -> Counts:
        answer = self._receive()
        assert isinstance(answer, Counts)  # noqa: S101
        return answer

    def checked(self) -> Checked:
        answer = self._receive()
        assert isinstance(answer, Checked)  # noqa: S101
        return answer

    def _receive(self) -> object:
        try:
            answer: object = self._pipe.recv()
        except EOFError as error:
            raise DuizhaoError(_("a process of the check was ended; is there enough memory?")) from error
        if isinstance(answer, str):
            raise DuizhaoError(answer)
        return answer

    def close(self) -> None:
        self._pipe.close()
        self._process.terminate()
        self._process.join()


def _work(
    pipe: Connection,
    first: int,
    pairs: Sequence[Pair],
    names: Sequence[str],
    glossary: Glossary | None,
    settings: Settings,
) -> None:
    """Read a stretch, answer with its counts, wait for the evidence, answer with what was found."""
    # nothing here makes cycles, and looking for them among millions of tuples takes a tenth of the time
    gc.disable()
    try:
        stretch = Stretch(first, pairs, glossary, settings)
        pipe.send(stretch.counts())
        pipe.send(stretch.check(names, pipe.recv()))
    except DuizhaoError as error:
        pipe.send(error.message)
    except EOFError:
        # the parent has given up; there is nobody to tell
        return
