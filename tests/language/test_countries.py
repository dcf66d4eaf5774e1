"""Names of States: the longest name counts, what only looks like one does not, adjectives speak of their State."""

import csv
from pathlib import Path

import pytest
from duizhao.language import Language
from duizhao.language.countries import adjectives, countries, countries_named, is_meant


def named(text: str, language: Language) -> set[str]:
    return {country.en[0] for country in countries_named(text, language)}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("南苏丹和几内亚比绍的代表", "zh", {"South Sudan", "Guinea-Bissau"}),
        ("South Sudan, Papua New Guinea and the Niger", "en", {"South Sudan", "Papua New Guinea", "Niger"}),
        ("发展中国家和沿海地区的渔民", "zh", set()),
        ("增加纳入计划的学校", "zh", set()),
        ("Nigerians and Omanis", "en", set()),
        ("Cote d'Ivoire and Côte d’Ivoire", "en", {"Côte d’Ivoire"}),
        ("英国", "zh", {"United Kingdom of Great Britain and Northern Ireland"}),
        ("a china cup, a turkey", "en", set()),
    ],
)
def test_states_named(text: str, language: Language, expected: set[str]) -> None:
    assert named(text, language) == expected


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("法国", "French wine"),
        ("印度", "Indian railways"),
        ("大韩民国", "the Korean delegation"),
        ("荷兰", "Dutch dykes"),
    ],
)
def test_adjectives_speak_of_their_state(name: str, english: str) -> None:
    (country,) = countries_named(name, "zh")
    assert is_meant(country, english)
    assert not is_meant(country, "the Peruvian highlands")


def test_names_shared_by_two_states_speak_of_both() -> None:
    assert all(is_meant(country, "Korea") for country in countries_named("朝鲜和韩国", "zh"))


def test_no_name_is_two_states() -> None:
    for language in ("zh", "en"):
        names = [name for country in countries() for name in (country.zh if language == "zh" else country.en)]
        assert len(names) == len(set(names)) > 300


def test_every_state_of_the_glossary_is_known() -> None:
    """The glossary is what users search; this table is what texts are compared by."""
    path = Path(__file__).parents[2] / "terms/data/un_terms.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["domain"] == "countries"]
    assert len(rows) > 190
    for row in rows:
        assert len(countries_named(row["zh"], "zh")) == 1, row["zh"]
        assert countries_named(row["zh"], "zh") == countries_named(row["en"], "en"), row["en"]


def test_regular_adjectives_are_derived() -> None:
    assert adjectives("Sudan").search("Sudanese camels")
    assert adjectives("Iraq").search("Iraqis")
    assert not adjectives("Niger").search("Norwegian")
