"""Ids are given once each, and those of the input stay."""

import time

from duizhao.unique_ids import UniqueIds
from hypothesis import given
from hypothesis import strategies as st


@given(st.lists(st.sampled_from(["p1", "p1~2", "p2", "p1~3"]), max_size=12))
def test_every_id_is_given_once_and_the_first_of_a_name_keeps_it(wanted: list[str]) -> None:
    ids = UniqueIds(own=wanted)
    found = [ids.give(name) for name in wanted]
    assert len(set(found)) == len(found)
    assert [found[wanted.index(name)] for name in wanted] == wanted


def test_a_made_up_id_comes_from_its_base() -> None:
    ids = UniqueIds(sign="-")
    assert [ids.give("c1"), ids.give("c1"), ids.give("c1", "d"), ids.give("x", "d")] == ["c1", "c1-2", "d-2", "x"]


def test_one_id_a_hundred_thousand_times_takes_linear_time() -> None:
    ids = UniqueIds()
    start = time.process_time()
    names = {ids.give("p1") for _time in range(100_000)}
    assert len(names) == 100_000
    assert time.process_time() - start < 2
