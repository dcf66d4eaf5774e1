"""The shipped glossary keeps its promises: read as plain rows, without the package's own reader."""

import csv
import re
from collections import Counter
from importlib.resources import files

import pytest
import regex

HEADER = ["zh", "en", "zh_variants", "en_variants", "acronym", "pos", "domain", "note", "source", "status"]
DOMAINS = {
    "administration",
    "countries",
    "development",
    "documents",
    "environment",
    "gender",
    "health",
    "human rights",
    "humanitarian",
    "law",
    "organs",
    "peace and security",
    "posts",
    "regions",
    "statistics",
    "treaties",
}
# Chinese that tells apart what English does not
ONE_ENGLISH_FOR_TWO = {"member state", "pandemic"}
SOURCE = re.compile(
    r"A/(RES/\d+/\d+|RES/\d+\([IVXLC]+\)|\d+/\d+)(, annex( [IVX]+)?)?|General Assembly resolution \d+ [A-Z] \([IVX]+\)"
)


def rows() -> list[dict[str, str]]:
    text = files("duizhao.terms").joinpath("data/un_terms.tsv").read_text("utf-8")
    assert "\r" not in text
    assert text.endswith("\n")
    table = list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert table[0] == HEADER
    assert {len(row) for row in table} == {len(HEADER)}
    return [dict(zip(HEADER, row, strict=True)) for row in table[1:]]


ROWS = rows()


def forms(row: dict[str, str], language: str) -> list[str]:
    """Return a row's terms of one language, the marks of status taken off."""
    variants = row[f"{language}_variants"]
    return [row[language], *(form.lstrip("!~") for form in variants.split("|") if variants)]


def faults(condition) -> list[str]:
    return [f"{row['zh']} | {row['en']}" for row in ROWS if condition(row)]


def test_it_has_concepts_enough_besides_countries() -> None:
    assert sum(row["domain"] != "countries" for row in ROWS) >= 600


def test_all_members_and_observers_are_there() -> None:
    notes = Counter(row["note"] for row in ROWS if row["domain"] == "countries")
    assert notes == {"member State": 193, "observer": 2}


def test_a_chinese_form_belongs_to_one_concept() -> None:
    counts = Counter(form for row in ROWS for form in forms(row, "zh"))
    assert [form for form, count in counts.items() if count > 1] == []


def test_an_english_term_is_preferred_in_one_concept() -> None:
    counts = Counter(row["en"].casefold() for row in ROWS)
    assert {en for en, count in counts.items() if count > 1} <= ONE_ENGLISH_FOR_TWO


def test_a_row_does_not_repeat_or_contradict_itself() -> None:
    for row in ROWS:
        for language in ("zh", "en"):
            folded = [form.casefold() for form in forms(row, language)]
            assert len(folded) == len(set(folded)), row
        assert row["acronym"] not in forms(row, "en"), row


def test_a_forbidden_rendering_is_nobodys_preferred_one() -> None:
    preferred = {row["en"].casefold() for row in ROWS}
    forbidden = {v[1:].casefold() for row in ROWS for v in row["en_variants"].split("|") if v[:1] in "!~" and v}
    assert forbidden
    assert forbidden & preferred == set()


def test_no_stray_spaces_or_empty_forms() -> None:
    for row in ROWS:
        for cell in row.values():
            assert cell == cell.strip()
            assert "  " not in cell
        for name in ("zh_variants", "en_variants"):
            for form in row[name].split("|") if row[name] else ():
                assert form.lstrip("!~").strip() == form.lstrip("!~") != ""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_terms_are_in_their_script(language: str) -> None:
    for row in ROWS:
        for form in forms(row, language):
            assert bool(regex.search(r"\p{Han}", form)) == (language == "zh"), row


def test_no_wide_latin_and_no_other_punctuation_than_the_uns() -> None:
    for row in ROWS:
        cells = "".join(row[name] for name in HEADER)
        assert not re.search(r"[\uff01-\uff0b\uff0d-\uff5e]", cells.replace("：", "")), row
        for form in forms(row, "en"):
            assert re.fullmatch(r"[A-Za-zÀ-ÿ0-9 ’,.()/–-]+", form), row
        for form in forms(row, "zh"):
            assert regex.fullmatch(r"[\p{Han}A-Za-z0-9()《》“”、：·/-]+", form), row
            assert form.count("《") == form.count("》"), row


def test_chinese_is_simplified() -> None:
    # GB 2312 has no characters of the traditional script but those that both scripts share
    for row in ROWS:
        for form in forms(row, "zh"):
            for character in regex.findall(r"\p{Han}", form):
                character.encode("gb2312")


def test_english_terms_do_not_begin_with_an_article() -> None:
    assert faults(lambda row: any(re.match(r"(?i)(the|an?)\b", form) for form in forms(row, "en"))) == []


def test_english_has_united_nations_spelling() -> None:
    american = re.compile(r"\b(programs?|labor|center|defense|organis\w*(?<!Organisation))\b")
    assert faults(lambda row: american.search(row["en"])) == []


def test_acronyms_look_like_acronyms() -> None:
    for row in ROWS:
        if row["acronym"]:
            assert re.fullmatch(r"[A-Z][A-Za-z0-9/-]*[A-Z0-9][A-Za-z]*", row["acronym"]), row


def test_columns_with_few_values() -> None:
    assert {row["domain"] for row in ROWS} == DOMAINS
    assert {row["status"] for row in ROWS} == {"approved"}
    assert {row["pos"] for row in ROWS} <= {"noun", "proper noun", "adjective", "adverb", "phrase", "verb"}
    assert faults(lambda row: row["source"] and not SOURCE.fullmatch(row["source"])) == []


def test_names_are_written_as_names() -> None:
    for row in ROWS:
        if row["pos"] == "proper noun":
            assert row["en"][0].isupper(), row


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("重建得更好", "build back better"),
        ("不让任何一个人掉队", "leave no one behind"),
        ("普遍定期审议", "universal periodic review"),
        ("人权维护者", "human rights defender"),
        ("任务负责人", "mandate holder"),
        ("驻地协调员", "resident coordinator"),
        ("特别程序", "special procedures"),
        ("条约机构", "treaty body"),
        ("缔约国", "State party"),
        ("内部监督事务厅", "Office of Internal Oversight Services"),
        ("基本建设总计划", "capital master plan"),
        ("人权高专办", "Office of the United Nations High Commissioner for Human Rights"),
        ("小岛屿发展中国家", "small island developing State"),
        ("多民族玻利维亚国", "Bolivia (Plurinational State of)"),
        ("科特迪瓦", "Côte d’Ivoire"),
        ("土耳其", "Türkiye"),
        ("越南", "Viet Nam"),
        ("教廷", "Holy See"),
    ],
)
def test_well_known_terms(zh: str, en: str) -> None:
    assert [row["en"] for row in ROWS if zh in forms(row, "zh")] == [en]
