"""Denials: what says so in one language, and every word by which the other may render it."""

import pytest
from duizhao.language import Language
from duizhao.language.negation import denies, may_deny


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("渔船不得进入该水域。", "zh"),
        ("会议没有作出决定。", "zh"),
        ("工人未收到工资。", "zh"),
        ("Fishing vessels shall not enter these waters.", "en"),
        ("The harbour can't be reached.", "en"),
        ("No decision was taken; there is no quorum.", "en"),
    ],
)
def test_denials(text: str, language: Language) -> None:
    assert denies(text, language)
    assert may_deny(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("不丹的森林不断扩大。", "zh"),
        ("他们不得不离开。", "zh"),
        ("未来十年必不可少的投资", "zh"),
        ("Not only teachers but also nurses, no later than May", "en"),
        ("No. 5 of the list", "en"),
    ],
)
def test_what_only_looks_like_a_denial(text: str, language: Language) -> None:
    assert not denies(text, language)


@pytest.mark.parametrize(
    "english",
    ["the inalienable right", "failed to appear", "an impartial court", "unless otherwise agreed", "a treeless plain"],
)
def test_english_has_many_ways(english: str) -> None:
    assert may_deny(english, "en")


def test_what_denies_nothing_cannot_be_meant() -> None:
    assert not may_deny("The United Nations should include interested countries.", "en")
    assert not may_deny("不同国家应当不断合作。", "zh")
