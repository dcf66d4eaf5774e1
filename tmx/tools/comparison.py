"""Units compared: those that say the same in one memory taken out or reported, and what differs between two."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import Literal, NamedTuple

from ..model import Unit, date_digits

Keep = Literal["all", "newest", "first"]
Reader = Callable[[], Iterable[Unit]]


def key(*texts: str) -> bytes:
    """Return 12 bytes that stand for texts: a clash among ten million is less likely than one in 10^14."""
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=12).digest()


def deduplicate(read: Reader, keep: Keep, removed: Callable[[Unit, str], None]) -> Iterator[Unit]:
    """Yield a memory without repeats.

    Args:
        read: Opens the memory anew; it is read twice for ``newest``.
        keep: Of units with one source and different targets: ``all``, the ``newest`` by date, or the ``first``.
        removed: Called with each unit taken out and why.
    """
    best = _newest(read()) if keep == "newest" else {}
    seen: set[bytes] = set()
    sources: set[bytes] = set()
    for place, unit in enumerate(read()):
        source, pair = key(unit.zh), key(unit.zh, unit.en)
        if keep == "newest":
            if best[source][1] == place:
                yield unit
            else:
                removed(unit, "older")
        elif pair in seen:
            removed(unit, "repeat")
        elif keep == "first" and source in sources:
            removed(unit, "later")
        else:
            seen.add(pair)
            sources.add(source)
            yield unit


def _newest(units: Iterable[Unit]) -> dict[bytes, tuple[str, int]]:
    """Return by source the date and the place of the newest unit; of equals, the last, as tools do on import."""
    best: dict[bytes, tuple[str, int]] = {}
    for place, unit in enumerate(units):
        source, date = key(unit.zh), date_digits(unit.changed).ljust(14, "0")
        if source not in best or date >= best[source][0]:
            best[source] = (date, place)
    return best


def conflicts(read: Reader) -> Iterator[tuple[str, list[Unit]]]:
    """Yield each Chinese text that has different English ones, with the first unit of each."""
    counts: dict[bytes, set[bytes]] = {}
    for unit in read():
        counts.setdefault(key(unit.zh), set()).add(key(unit.en))
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


def difference(old: Callable[[], Iterable[Unit]], new: Callable[[], Iterable[Unit]]) -> Iterator[UnitDifference]:
    """Yield the differences: removed and changed units in the order of the old memory, then added ones.

    Units with the same texts are the same. Of the rest, those are one changed unit that share an id or, without ids, a
    source text. 12 bytes a unit are kept, and the units that differ.
    """
    olds, news = _texts(old()), _texts(new())
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


def _texts(units: Iterable[Unit]) -> dict[bytes, int]:
    counts: dict[bytes, int] = {}
    for unit in units:
        digest = key(unit.zh, unit.en)
        counts[digest] = counts.get(digest, 0) + 1
    return counts


def _take(counts: dict[bytes, int], unit: Unit) -> bool:
    digest = key(unit.zh, unit.en)
    if counts.get(digest, 0) == 0:
        return False
    counts[digest] -= 1
    return True
