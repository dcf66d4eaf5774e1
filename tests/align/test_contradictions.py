"""What cannot be said by both sides: other figures, other States, a denial on one side; and what can."""

import pytest
from duizhao.align.bitext import Pair
from duizhao.align.contradictions import NAMES, contradictions


def measured(zh: str, en: str) -> dict[str, float]:
    """Return what speaks against a pair, without zeros."""
    found = contradictions([Pair("p1", "paragraph", "1.", zh, en, 0.9)])
    return {name: column[0] for name, column in found.items() if column[0]}


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("第三条 港口", "Article 3 Harbours"),
        ("法国的葡萄园", "French vineyards"),
        ("该国政府感谢日本", "Japan was thanked by the Government of Kenya"),
        ("三月的洪水", "The floods of March"),
        ("十二名医生", "Twelve doctors"),
        ("渔船不得进入。", "Entry is prohibited to fishing vessels."),
        ("不同国家的港口", "Ports of different countries"),
        ("發展中國家的港口", "Ports of developing countries"),
    ],
)
def test_versions_contradict_nothing(zh: str, en: str) -> None:
    assert measured(zh, en) == {}


@pytest.mark.parametrize(
    ("zh", "en", "name"),
    [
        ("三月的洪水", "The floods of September", "figures that exclude each other"),
        ("三名护士", "Seven nurses", "figures that exclude each other"),
        ("2015年的收成", "The harvest of 2016", "figures that exclude each other"),
        ("第1325号决议", "Resolution 1625", "figures that exclude each other"),
        ("见A/76/36号文件。", "See document A/76/63.", "figures that exclude each other"),
        ("护士", "Seven nurses", "figures in words"),
        ("12艘船", "Ships", "figures and symbols"),
        ("德国", "France", "States that exclude each other"),
        ("越南的稻田", "The rice fields of Thailand", "States that exclude each other"),
        ("蘇丹的棉花", "The cotton of Egypt", "States that exclude each other"),
        ("渔船不得进入。", "Fishing vessels may enter.", "a denial on one side"),
        ("渔船可以进入。", "Fishing vessels shall not enter.", "a denial on one side"),
    ],
)
def test_one_of_both_sides_is_wrong(zh: str, en: str, name: str) -> None:
    assert measured(zh, en)[name] == 1


def test_a_country_named_on_one_side_only_is_no_contradiction() -> None:
    assert measured("该国的港口", "The ports of Chile") == {}


def test_what_is_unaligned_contradicts_nothing() -> None:
    found = contradictions([Pair("p1", "paragraph", "", "三名护士", "", 0.0)])
    assert set(found) == set(NAMES)
    assert all(column.tolist() == [0.0] for column in found.values())
    assert all(len(column) == 0 for column in contradictions([]).values())
