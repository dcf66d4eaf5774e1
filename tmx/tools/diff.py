"""What changed between two memories: units added, removed, changed."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from ..model import Unit
from .dedupe import key


class Difference(NamedTuple):
    """One difference: ``old`` is missing for a unit added, ``new`` for one removed."""

    what: Literal["added", "removed", "changed"]
    old: Unit | None
    new: Unit | None


def difference(old: Callable[[], Iterable[Unit]], new: Callable[[], Iterable[Unit]]) -> Iterator[Difference]:
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
            yield Difference("changed", unit, twin)
        else:
            yield Difference("removed", unit, None)
    yield from (Difference("added", None, unit) for unit in added if id(unit) not in taken)


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
