"""One memory into several files: by count of units, by size, or by the value of a property."""

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from ...errors import DuizhaoError
from ...files import atomic_write
from ...i18n import _
from ..model import Header, Unit
from ..writer import TmxWriter, unit_size, write_units

MAX_PARTS = 200  # files open at once, below every system's limit
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class SplitFile:
    """A file that was written, and how many units it holds."""

    path: Path
    units: int


def split_evenly(
    units: Iterable[Unit], stem: Path, header: Header, *, count: int = 0, size: int = 0
) -> Iterator[SplitFile]:
    """Write ``memory-001.tmx``, ``memory-002.tmx``, … and yield each.

    Args:
        units: The units.
        stem: The path that the numbers are added to.
        header: The header of each file.
        count: Units a file at most; 0 for no limit.
        size: Bytes a file at most, the header not counted (a larger unit has a file of its own); 0 for no limit.

    Raises:
        DuizhaoError: A file cannot be written.
    """
    iterator = iter(units)
    run = _Run(iterator, next(iterator, None), count, size)
    number = 0
    while run.waiting is not None:
        number += 1
        path = stem.with_name(f"{stem.stem}-{number:03d}.tmx")
        yield SplitFile(path, write_units(run, path, header))


class _Run:
    """The units of one file; the one that no longer fits waits for the next run."""

    def __init__(self, units: Iterator[Unit], first: Unit | None, count: int, size: int) -> None:
        self._units = units
        self._count = count
        self._size = size
        self.waiting = first

    def __iter__(self) -> Iterator[Unit]:
        number = written = 0
        while self.waiting is not None:
            unit = self.waiting
            length = unit_size(unit) if self._size else 0
            too_many = self._count and number >= self._count
            too_large = self._size and written + length > self._size
            if number and (too_many or too_large):
                return
            number, written = number + 1, written + length
            self.waiting = next(self._units, None)
            yield unit


def split_by_property(units: Iterable[Unit], stem: Path, header: Header, name: str) -> list[SplitFile]:
    """Write one file a value of a property, ``memory-A_76_36.tmx``; units without it go to ``memory-none.tmx``.

    Raises:
        DuizhaoError: There are more than `MAX_PARTS` values, or a file cannot be written.
    """
    writers: dict[str, tuple[Path, TmxWriter]] = {}
    with ExitStack() as stack:
        for unit in units:
            value = unit.prop(name)
            if value not in writers:
                if len(writers) >= MAX_PARTS:
                    message = _("{name} has more than {n} values; split by --count or --size")
                    raise DuizhaoError(message.format(name=name, n=MAX_PARTS))
                path = _named(stem, value, {path.name.lower() for path, _writer in writers.values()})
                writers[value] = (path, TmxWriter(stack.enter_context(atomic_write(path)), header))
            writers[value][1].write(unit)
        for _path, writer in writers.values():
            writer.close()
    return [SplitFile(path, writer.count) for path, writer in writers.values()]


def _named(stem: Path, value: str, taken: set[str]) -> Path:
    """Return a file name made of a value, safe in every file system and not taken yet."""
    base = _UNSAFE.sub("_", value)[:80].strip("._") or "none"
    number, name = 1, f"{stem.stem}-{base}.tmx"
    while name.lower() in taken:
        number += 1
        name = f"{stem.stem}-{base}-{number}.tmx"
    return stem.with_name(name)
