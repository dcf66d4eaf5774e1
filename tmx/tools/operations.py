"""What the commands do to memories: open, change, write, report. Each takes paths and returns what happened."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from pathlib import Path

from ...errors import DuizhaoError
from ...files import atomic_write, spare_inputs
from ...i18n import _, listed
from ..formats.registry import ConversionOptions, dated, format_of, read_any, recoded, write_any
from ..formats.table_files import tsv_line
from ..model import Header, Unit, primary
from ..reader import RejectLog, TmxReader
from ..writer import TmxWriter, expect_tmx, under_segtype, unit_size, with_segtype, write_units
from .clean import Cleaned, CleaningOptions, Keep, Reader, Removed, clean, deduplicate
from .filter import condition

MAX_PARTS = 200  # files open at once, below every system's limit
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(slots=True)
class Outcome:
    """What an operation did.

    Attributes:
        read: Units read.
        written: Units written.
        removed: Units taken out.
        rejects: What could not be read.
    """

    read: int = 0
    written: int = 0
    removed: int = 0
    rejects: RejectLog = field(default_factory=RejectLog)


@dataclass(frozen=True, slots=True)
class SplitFile:
    """A file that was written, and how many units it holds."""

    path: Path
    units: int


def read_memory(path: Path, outcome: Outcome) -> tuple[Header, Iterator[Unit]]:
    """Open a memory; units are counted, broken ones collected."""
    reader = TmxReader(path, outcome.rejects)
    return reader.header, _counted(reader, outcome)


def _counted(units: Iterable[Unit], outcome: Outcome) -> Iterator[Unit]:
    for unit in units:
        outcome.read += 1
        yield unit


def reader_of(path: Path, outcome: Outcome) -> Reader:
    """Return what reads a memory from its start as often as it is called; ``outcome`` is that of the last time."""

    def read() -> Iterable[Unit]:
        outcome.read, outcome.rejects = 0, RejectLog()
        return read_memory(path, outcome)[1]

    return read


def _header(path: Path) -> Header:
    return TmxReader(path, lambda _reject: None).header


def _rewrite(
    path: Path, out: Path, removed: Path | None, chosen: Callable[[Reader, Removed], Iterable[Unit]]
) -> Outcome:
    """Write the units of a memory that are chosen; those taken out go to ``removed`` where given."""
    expect_tmx(out)
    spare_inputs([path], [out])
    outcome = Outcome()

    with atomic_write(removed) if removed else nullcontext() as log:
        if log is not None:
            log.write(b"rule\tline\ttuid\tzh\ten\n")

        def taken(unit: Unit, reason: str) -> None:
            outcome.removed += 1
            if log is not None:
                row = (reason, str(unit.line), unit.tuid, unit.zh, unit.en)
                log.write(tsv_line(row).encode("utf-8", "replace"))

        outcome.written = write_units(chosen(reader_of(path, outcome), taken), out, _header(path))
    return outcome


def clean_memory(path: Path, out: Path, options: CleaningOptions, removed: Path | None) -> tuple[Cleaned, Outcome]:
    """Write a memory without what the rules take out; those units go to ``removed`` where given."""
    report = Cleaned()
    return report, _rewrite(path, out, removed, lambda read, taken: clean(read(), options, report, taken))


def deduplicate_memory(path: Path, out: Path, keep: Keep, removed: Path | None) -> Outcome:
    """Write a memory without repeats."""
    return _rewrite(path, out, removed, lambda read, taken: deduplicate(read, keep, taken))


def filter_memory(path: Path, out: Path, expression: str, removed: Path | None) -> Outcome:
    """Write the units for which an expression is true."""
    wanted = condition(expression)

    def chosen(read: Reader, taken: Removed) -> Iterator[Unit]:
        for unit in read():
            if wanted(unit):
                yield unit
            else:
                taken(unit, "filter")

    return _rewrite(path, out, removed, chosen)


def merge_memories(paths: Sequence[Path], out: Path) -> tuple[Outcome, list[str]]:
    """Write the units of several memories, one after the other, under the header of the first.

    Returns:
        What was done, and the pairs of language codes found: tools lose all but one pair.

    Raises:
        DuizhaoError: A file cannot be read or written, or sentences and paragraphs would be mixed.
    """
    expect_tmx(out)
    spare_inputs(paths, [out])
    outcome = Outcome()
    pairs: set[str] = set()
    headers = [_header(path) for path in paths]

    def units() -> Iterator[Unit]:
        for path in paths:
            for unit in read_memory(path, outcome)[1]:
                pairs.add(" + ".join([variant.language for variant in unit.variants]))
                yield unit

    segtypes = {dict(header.attributes).get("segtype", "") for header in headers}
    if len(segtypes) > 1:
        names = listed(sorted(segtypes))
        raise DuizhaoError(_("the memories have different segtypes ({names}); keep them apart").format(names=names))
    outcome.written = write_units(units(), out, headers[0])
    return outcome, sorted(pairs)


def split_memory(path: Path, stem: Path, *, count: int, size: int, name: str) -> tuple[list[SplitFile], Outcome]:
    """Write a memory as several files."""
    outcome = Outcome()
    header, units = read_memory(path, outcome)
    if name:
        parts = split_by_property(units, stem, header, name)
    else:
        parts = list(split_evenly(units, stem, header, count=count, size=size))
    outcome.written = sum(part.units for part in parts)
    return parts, outcome


def convert(path: Path, out: Path, options: ConversionOptions, *, source: str = "", target: str = "") -> Outcome:
    """Convert a file to another format; ``source`` and ``target`` name formats that the names do not tell.

    A memory keeps its codes, its direction and its header where the options name none.
    """
    spare_inputs([path], [out])
    outcome = Outcome()
    header, units = read_any(path, options, outcome.rejects, source)
    if options.keep:
        asked = options.segtype
        units, options = _as_it_is(header, units, options)
        if (target or format_of(out)) != "tmx":
            units = with_segtype(units, dict(header.attributes).get("segtype", ""))
        elif not header.attributes and options.segtype and not asked:
            units = under_segtype(units, options.segtype)
    else:
        units, header = recoded(units, options), _recoded_header(header, options)
    write_any(_counted(dated(units, options.date), outcome), out, options, header, target)
    outcome.written = outcome.read
    return outcome


def _as_it_is(
    header: Header, units: Iterator[Unit], options: ConversionOptions
) -> tuple[Iterator[Unit], ConversionOptions]:
    """Return the units, and options with the codes of the first one and the source side that the header or it names."""
    first = next(units, None)
    if first is None:
        return units, options
    codes = {primary(variant.language): variant.language for variant in reversed(first.variants)}
    sides = [primary(dict(header.attributes).get("srclang", "")), *(primary(one.language) for one in first.variants)]
    source = next((side for side in sides if side in ("zh", "en")), options.source)
    if not header.attributes:
        options = replace(options, segtype=options.segtype or first.attribute("segtype"))
    options = replace(options, source=source, zh=codes.get("zh", options.zh), en=codes.get("en", options.en))
    return chain([first], units), options


def _recoded_header(header: Header, options: ConversionOptions) -> Header:
    if not header.attributes:
        return header
    attributes = {**dict(header.attributes), "srclang": options.direction[0]}
    return Header("1.4", tuple(attributes.items()), header.props, header.notes)


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
    for number, part in groupby(units, _numbering(count, size)):
        path = stem.with_name(f"{stem.stem}-{number:03d}.tmx")
        yield SplitFile(path, write_units(part, path, header))


def _numbering(count: int, size: int) -> Callable[[Unit], int]:
    """Return a function that gives each unit, in order, the number of its file."""
    number, units, written = 1, 0, 0

    def numbered(unit: Unit) -> int:
        nonlocal number, units, written
        length = unit_size(unit) if size else 0
        if units and ((count and units >= count) or (size and written + length > size)):
            number, units, written = number + 1, 0, 0
        units, written = units + 1, written + length
        return number

    return numbered


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
