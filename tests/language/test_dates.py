"""Dates: those that are a whole text."""

import pytest
from duizhao.language.dates import MONTHS, read_date


@pytest.mark.parametrize("month", range(1, 13))
def test_a_date_alone_in_both_languages(month: int) -> None:
    assert read_date(f"4 {MONTHS[month - 1]} 2021") == read_date(f"2021年{month}月4日") == f"2021-{month:02}-04"


@pytest.mark.parametrize(
    "text", ["", "4 August", "4 Auguste 2021", "2021年8月", "2021年8月4日至5日", "the 4 August 2021"]
)
def test_what_is_no_date_alone(text: str) -> None:
    assert read_date(text) == ""
