"""What numbers and kinds are worth in two documents: learnt from what words put beside each other."""

from collections.abc import Sequence

import numpy as np
import pytest
from duizhao.align.blocks.correspondence import Correspondence, correspondence
from duizhao.corpora.document import Block


def numbered(count: int, style: str, letters: str = "", kind: str = "paragraph") -> list[Block]:
    keys = [letters[n] if letters else str(n + 1) for n in range(count)]
    return [Block(kind, key, "", key=key, style=style, value=n + 1) for n, key in enumerate(keys)]  # type: ignore[arg-type]


def plain(count: int) -> list[Block]:
    return [Block("paragraph", "", "") for _time in range(count)]


def together(count: int) -> list[tuple[int, int]]:
    return [(n, n) for n in range(count)]


def odds(learnt: Correspondence, i: int, j: int) -> float:
    agree, differ, above = learnt.numbers(np.asarray([i]), np.asarray([j]))
    return float(agree[0] + differ[0] + above[0])


LETTERS = "abcdefghijkl"


def test_two_systems_that_count_alike_are_as_good_as_one() -> None:
    one = correspondence(numbered(12, "arabic"), numbered(12, "arabic"), together(12))
    two = correspondence(numbered(12, "arabic"), numbered(12, "lower-paren", LETTERS), together(12))
    assert odds(two, 4, 4) == pytest.approx(odds(one, 4, 4), abs=0.7)
    assert odds(two, 4, 5) < -1


def test_systems_that_do_not_count_alike_say_nothing() -> None:
    # the English letters start again every three paragraphs
    letters = numbered(3, "lower-paren", LETTERS) * 4
    learnt = correspondence(numbered(12, "arabic"), letters, together(12))
    assert abs(odds(learnt, 7, 7)) < 1
    assert odds(correspondence(numbered(12, "arabic"), numbered(12, "arabic"), []), 7, 7) > 1


def test_a_number_on_one_side_throughout_speaks_for_the_pair() -> None:
    zh = [*numbered(10, "arabic"), *plain(3)]
    en = [*plain(10), *plain(3)]
    learnt = correspondence(zh, en, together(13))
    same = correspondence([*numbered(10, "arabic"), *plain(3)], [*numbered(10, "arabic"), *plain(3)], together(13))
    one, other = np.asarray([2]), np.asarray([2])
    assert learnt.kinds(one, other)[0] > -0.3
    assert same.kinds(one, other)[0] > 0
    assert same.kinds(one, np.asarray([11]))[0] < -1


def headed(sections: int) -> list[Block]:
    made: list[Block] = []
    for section in range(1, sections + 1):
        made.append(Block("heading", str(section), "", 1, key=str(section), style="article", value=section))
        made += numbered(3, "arabic")
    return made


@pytest.mark.parametrize("sections", [4, 8])
def test_the_same_number_under_another_heading_is_worth_less(sections: int) -> None:
    blocks: Sequence[Block] = headed(sections)
    learnt = correspondence(blocks, blocks, together(len(blocks)))
    assert odds(learnt, 5, 5) > odds(learnt, 5, 9) + 1
