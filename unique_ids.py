"""Ids that are given once each: the second ``p5`` is ``p5~2``."""

from collections.abc import Iterable


class UniqueIds:
    """Gives ids; takes time in proportion to what is given, however often one id is wanted.

    Args:
        own: Ids that stand in the input: a made-up one is none of them.
        sign: What stands before the number of a made-up id.

    Example:
        >>> ids = UniqueIds(own=["p5", "p5~2"])
        >>> [ids.give("p5"), ids.give("p5"), ids.give("p5~2")]
        ['p5', 'p5~3', 'p5~2']
    """

    def __init__(self, own: Iterable[str] = (), sign: str = "~") -> None:
        self._own = frozenset(own)
        self._sign = sign
        self._given: set[str] = set()
        self._last: dict[str, int] = {}

    def give(self, wanted: str, base: str = "") -> str:
        """Return the id wanted if it is free, else ``base`` (or the id wanted) with a number behind it."""
        base = base or wanted
        name, number = wanted, self._last.get(base, 1)
        while name in self._given or (name != wanted and name in self._own):
            number += 1
            name = f"{base}{self._sign}{number}"
        if name != wanted:
            self._last[base] = number
        self._given.add(name)
        return name
