"""What all tests of alignments ask of beads."""

from collections.abc import Callable, Iterable

import pytest
from duizhao.align.sentences.beads import Bead


def _covers(beads: Iterable[Bead], zh: int, en: int) -> bool:
    """Tell whether the beads, in order, cover ``zh`` and ``en`` sentences once each and never cross."""
    i = j = 0
    for bead in beads:
        if (bead.zh.start, bead.en.start) != (i, j) or not len(bead.zh) + len(bead.en):
            return False
        i, j = bead.zh.stop, bead.en.stop
    return (i, j) == (zh, en)


@pytest.fixture(scope="session")
def covers() -> Callable[[Iterable[Bead], int, int], bool]:
    """Tell whether beads cover so many sentences of either side once each and never cross."""
    return _covers
