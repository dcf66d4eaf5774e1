"""Units that say the same: taken out once, or only the newest kept, or reported."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import Literal

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
