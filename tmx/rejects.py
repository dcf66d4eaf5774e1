"""The files of what was not read and of what was taken out."""

from collections.abc import Callable, Iterable
from pathlib import Path

from ..files import atomic_write
from .tsv import cell
from .unit import Reject, Unit


def write_rejects(rejects: Iterable[Reject], path: str | Path) -> None:
    """Write broken units as tab-separated line, reason and original text (its line ends as spaces).

    Raises:
        DuizhaoError: The file cannot be written.
    """
    with atomic_write(path) as stream:
        stream.write(b"line\treason\ttext\n")
        for reject in rejects:
            row = (str(reject.line), reject.reason, reject.text)
            stream.write(("\t".join(map(cell, row)) + "\n").encode("utf-8", "replace"))


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
            self._write(("\t".join(map(cell, row)) + "\n").encode("utf-8", "replace"))
