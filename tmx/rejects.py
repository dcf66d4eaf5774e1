"""The files of what was not read and of what was taken out."""

from collections.abc import Callable, Iterable
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO

from ..files import atomic_write
from .formats.table_files import tsv_line
from .model import Reject, Unit


class RejectLog:
    """Takes broken units: counts them, keeps the first few in memory and all of them in a temporary file."""

    SHOWN = 5

    def __init__(self) -> None:
        self.first: list[Reject] = []
        self._count = 0
        self._spool: IO[bytes] | None = None

    def __len__(self) -> int:
        return self._count

    def __call__(self, reject: Reject) -> None:
        """Take one broken unit."""
        self._count += 1
        if len(self.first) < self.SHOWN:
            self.first.append(reject)
        if self._spool is None:
            self._spool = SpooledTemporaryFile(max_size=1 << 20)  # noqa: SIM115 - closed with the log
        row = (str(reject.line), reject.reason, reject.text)
        self._spool.write(tsv_line(row).encode("utf-8", "replace"))

    def save(self, path: str | Path) -> None:
        """Write all as tab-separated line, reason and original text (its line ends as spaces).

        Raises:
            DuizhaoError: The file cannot be written.
        """
        with atomic_write(path) as stream:
            stream.write(b"line\treason\ttext\n")
            if self._spool is not None:
                self._spool.seek(0)
                copyfileobj(self._spool, stream)


def write_rejects(rejects: Iterable[Reject], path: str | Path) -> None:
    """Write broken units as `RejectLog.save` does.

    Raises:
        DuizhaoError: The file cannot be written.
    """
    log = RejectLog()
    for reject in rejects:
        log(reject)
    log.save(path)


class RemovedUnits:
    """Collects units that were taken out, for a file of tab-separated reason, line, id and texts.

    Rows go to the stream as they come: memory does not grow.
    """

    def __init__(self, write: Callable[[bytes], object] | None = None) -> None:
        self._write = write
        self.count = 0
        if write is not None:
            write(b"rule\tline\ttuid\tzh\ten\n")

    def __call__(self, unit: Unit, reason: str) -> None:
        """Take one unit."""
        self.count += 1
        if self._write is not None:
            row = (reason, str(unit.line), unit.tuid, unit.zh, unit.en)
            self._write(tsv_line(row).encode("utf-8", "replace"))
