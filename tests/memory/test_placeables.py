"""Placeables: figures of the query go into the proposal, grouped as there."""

import pytest
from duizhao.memory.placeables import fill


@pytest.mark.parametrize(
    ("query", "proposal"),
    [("共17000人", "17,000 people"), ("共900人", "900 people"), (f"共{'9' * 5000}人", f"{'9' * 5000} people")],
    ids=["grouped", "short", "5,000 digits"],
)
def test_figures_are_put_in(query: str, proposal: str) -> None:
    assert fill("1,200 people", "共1200人", query) == (proposal, ())
