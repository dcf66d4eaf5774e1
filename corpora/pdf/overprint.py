"""Text that is printed twice over itself, for a bold look or a shadow: one copy is kept."""

from collections.abc import Iterator, Sequence

from .sheet import Span

_SAME_ACROSS = 0.1  # of the size; the narrowest letters, as in "ll", are 0.2 apart
_SAME_DOWN = 0.2
_SHADOW = 0.2  # of the size: so far a whole word may be from its shadow


class Run:
    """Characters of one look without a gap between them, in the making."""

    __slots__ = ("_characters", "_lefts", "bar_code", "bold", "size", "space", "spaced", "x0", "x1", "y")

    def __init__(self, y: float, size: float, bold: bool, bar_code: bool, space: float, spaced: bool) -> None:
        self.y, self.size, self.bold, self.bar_code, self.space, self.spaced = y, size, bold, bar_code, space, spaced
        self.x0 = self.x1 = 0.0
        self._characters: list[str] = []
        self._lefts: list[float] = []

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(self._characters)

    def add(self, character: str, left: float, right: float) -> None:
        """Add a character with its edges."""
        if not self._lefts:
            self.x0 = left
        self._characters.append(character)
        self._lefts.append(left)
        self.x1 = right

    def is_ligature(self, character: str, left: float, right: float) -> bool:
        """Take in a character that one glyph shows together with the one before it: ``ffi``.

        Returns:
            False where it is no such character; a letter over itself is one that is printed twice, unless it is an f.
        """
        if left != self._lefts[-1] or right != self.x1 or (character == self._characters[-1] and character != "f"):
            return False
        self._characters[-1] += character
        return True

    def places(self) -> Iterator[tuple[str, float]]:
        """Yield each character with its left edge."""
        return zip(self._characters, self._lefts, strict=True)

    def span(self) -> Span:
        """Return it as a value."""
        return Span(self.text, self.x0, self.x1, self.y, self.size, self.bold, self.space, self.spaced, self.bar_code)


def without_copies(runs: Sequence[Run]) -> list[Run]:
    """Return runs in their order without those that repeat what stands at their place already.

    A run is a copy where each of its characters stands nearly where the same character stood before, or where it is the
    same word of two characters or more a little beside itself.
    """
    copies = {id(run) for row in _rows(runs) for run in _copies(row)}
    return [run for run in runs if id(run) not in copies]


def _rows(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield runs that share a baseline or nearly, and overlap others."""
    row: list[Run] = []
    for run in sorted(runs, key=lambda run: run.y):
        if row and run.y - row[-1].y > _SHADOW * run.size:
            yield from _overlapping(row)
            row = []
        row.append(run)
    yield from _overlapping(row)


def _overlapping(row: list[Run]) -> Iterator[list[Run]]:
    """Yield groups of two or more runs of a row, each of which stands partly over another."""
    group: list[Run] = []
    end = 0.0
    for run in sorted(row, key=lambda run: run.x0):
        if group and run.x0 > end - 0.5 * _SAME_ACROSS * run.size:
            if len(group) > 1:
                yield group
            group = []
        group.append(run)
        end = max(end, run.x1) if len(group) > 1 else run.x1
    if len(group) > 1:
        yield group


def _copies(group: Sequence[Run]) -> Iterator[Run]:
    """Yield the runs of a group that are copies of those before them."""
    unit = max(run.size for run in group)
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = {}  # text and its cell of the page -> its places
    for run in group:
        text = run.text
        shadow = len(text) > 1 and _is_near(text, run.x0, run.y, unit, seen, (_SHADOW, _SHADOW))
        if shadow or all(
            _is_near(sign, left, run.y, unit, seen, (_SAME_ACROSS, _SAME_DOWN)) for sign, left in run.places()
        ):
            yield run
            continue
        for sign, left in {*run.places(), (text, run.x0)}:
            seen.setdefault((sign, round(left / unit), round(run.y / unit)), []).append((left, run.y))


def _is_near(
    text: str,
    x: float,
    y: float,
    unit: float,
    seen: dict[tuple[str, int, int], list[tuple[float, float]]],
    most: tuple[float, float],
) -> bool:
    """Whether the same text stands near a place already: at most so far across and down, in units."""
    column, row = round(x / unit), round(y / unit)
    return any(
        abs(x - other_x) <= most[0] * unit and abs(y - other_y) <= most[1] * unit
        for at in (column - 1, column, column + 1)
        for down in (row - 1, row, row + 1)
        for other_x, other_y in seen.get((text, at, down), ())
    )
