"""Concordance: any Chinese sub-phrase, English words, phrases and stems, all that a plain search finds and no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from duizhao.language.words import word_forms
from duizhao.memory.concordance import phrase_pattern
from duizhao.memory.importing import import_units
from duizhao.memory.memory import Memory, open_memory
from duizhao.memory.store import MemoryUnit
from hypothesis import given, settings
from hypothesis import strategies as st

ROWS = [
    ("缔约国应当重建得更好。", "States parties should build back better."),
    ("该办事处重新得到了更好的办公楼。", "The office was given a better building, built in 1999."),
    ("普遍定期审议工作组审议了23个国家。", "The Working Group on the Universal Periodic Review reviewed 23 States."),
    ("２０２１年６月，《公约》第12条（b）款", "In June 2021, article 12 (b) of the Convention; OHCHR’s role"),
    ("难民𠀀", "Refugees: 5 % (per cent) under-reported"),
    ("大会第48/141号决议和 2019 冠状病毒病", "General Assembly resolution 48/141 and COVID-19"),
]


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    path = tmp_path_factory.mktemp("concordance") / "m.db"
    for number, (zh, en) in enumerate(ROWS):  # several blocks at first, then merged
        import_units([MemoryUnit(zh, en, "A/99/1", f"p{number}", str(number))], path)
    with open_memory(path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("phrase", "rows"),
    [
        ("重建得更好", [0]),
        ("更好", [1, 0]),
        ("好", [1, 0]),
        ("。", [2, 1, 0]),
        ("审议", [2]),
        ("国", [2, 0]),
        ("2021年6月", [3]),
        ("2021 年 6 月", [3]),
        ("(b)款", [3]),
        ("𠀀", [4]),
        ("冠状病毒病", [5]),
        ("和2019冠", [5]),
        ("covid", []),
        ("重新得更", []),
        ("%", []),
        ("  ", []),
    ],
)
def test_chinese(memory: Memory, phrase: str, rows: list[int]) -> None:
    assert [int(hit.label) for hit in memory.concordance(phrase, "zh")] == rows


@pytest.mark.parametrize(
    ("phrase", "stem", "rows"),
    [
        ("build", False, [0]),
        ("build", True, [1, 0]),
        ("building", True, [1, 0]),
        ("STATES", False, [2, 0]),
        ("state party", False, []),
        ("state party", True, [0]),
        ("review", False, [2]),
        ("reviewed 23", False, [2]),
        ("view", False, []),
        ("48/141", False, [5]),
        ("COVID-19", False, [5]),
        ("12 (b)", False, [3]),
        ("OHCHR’s", False, [3]),
        ("under-reported", False, [4]),
        ("%", False, [4]),
        ("report", True, [4]),
    ],
)
def test_english(memory: Memory, phrase: str, stem: bool, rows: list[int]) -> None:
    assert [int(hit.label) for hit in memory.concordance(phrase, "en", stem=stem)] == rows


def test_spans_name_every_place(memory: Memory) -> None:
    (hit,) = memory.concordance("审议", "zh")
    assert [hit.zh[slice(*span)] for span in hit.spans] == ["审议", "审议"]
    (hit,) = memory.concordance("2021年", "zh")
    assert [hit.zh[slice(*span)] for span in hit.spans] == ["２０２１年"]
    (hit, _) = memory.concordance("builds", "en", stem=True)
    assert [hit.en[slice(*span)] for span in hit.spans] == ["building", "built"]


def test_the_newest_come_first_up_to_the_limit(tmp_path: Path) -> None:
    units = [MemoryUnit(f"第{n}次会议的纪要", f"Minutes of meeting {n}", "A/99/2", str(n)) for n in range(1000)]
    import_units(units, tmp_path / "m.db")
    with open_memory(tmp_path / "m.db") as memory:
        assert [hit.unit for hit in memory.concordance("会议", "zh", limit=3)] == ["999", "998", "997"]
        assert [hit.unit for hit in memory.concordance("minutes of", "en", limit=2)] == ["999", "998"]
        assert len(memory.concordance("的", "zh", limit=70)) == 70
        assert len(memory.concordance("会议", "zh", limit=2000)) == 1000


@settings(max_examples=60, deadline=None)
@given(row=st.sampled_from(range(len(ROWS))), start=st.integers(0, 20), length=st.integers(1, 6))
def test_every_sub_phrase_is_found(memory: Memory, row: int, start: int, length: int) -> None:
    phrase = ROWS[row][0][start : start + length]
    found = {int(hit.label) for hit in memory.concordance(phrase, "zh")}
    pattern = phrase_pattern(phrase, "zh")
    assert (row in found) == (pattern is not None)


def test_word_forms_hold_the_inflections() -> None:
    assert {"build", "builds", "building", "built"} <= set(word_forms("Built"))
    assert "university" not in word_forms("universal")
    assert word_forms("ohchr")[0].startswith("ohchr")
