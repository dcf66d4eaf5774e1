"""Every registered check against its files: those that make it fire and those that must leave it quiet.

A file ``fires-…`` says beside each pair what is found (severity and key of the message) and which texts are marked.
"""

import csv
import pkgutil
import tomllib
from pathlib import Path

import pytest
from duizhao.qa import checks, finding
from duizhao.qa.checks import CHECKS, FAMILIES
from duizhao.qa.finding import words

FIXTURES = Path(__file__).parent / "fixtures"
FILES = sorted(FIXTURES.glob("*/*.tsv"))
FIRING = [path for path in FILES if path.stem.startswith("fires-")]
QUIET = [path for path in FILES if path.stem.startswith("quiet-")]


def name_of(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("name", CHECKS)
def test_no_check_is_without_fixtures(name):
    for files in (FIRING, QUIET):
        assert len([path for path in files if path.parent.name == name]) >= 3


def test_no_fixture_is_without_a_check():
    assert {path.parent.name for path in FILES} == set(CHECKS)
    assert len(FIRING) + len(QUIET) == len(FILES)


def test_every_family_is_in_the_table():
    modules = {module.name for module in pkgutil.iter_modules(checks.__path__)} - {"check"}
    assert {family.__name__.rpartition(".")[2] for family in FAMILIES} == modules


@pytest.mark.parametrize("path", FIRING, ids=name_of)
def test_what_fires_and_what_is_marked(path, load_fixture, run):
    bitext = load_fixture(path)
    found = run(bitext, select=frozenset({path.parent.name})).findings
    assert found
    with path.open(encoding="utf-8", newline="") as stream:
        expected = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    for index, (pair, row) in enumerate(zip(bitext, expected, strict=True)):
        here = [each for each in found if each.index == index]
        assert " ".join(f"{each.severity}:{each.key}" for each in here) == row["found"]
        assert "|".join(pair.zh[span.start : span.end] for each in here for span in each.zh) == row["marked_zh"]
        assert "|".join(pair.en[span.start : span.end] for each in here for span in each.en) == row["marked_en"]


@pytest.mark.parametrize("path", QUIET, ids=name_of)
def test_what_stays_quiet(path, load_fixture, run):
    found = run(load_fixture(path), select=frozenset({path.parent.name})).findings
    assert [each.message("en") for each in found if each.severity != "info"] == []


@pytest.mark.parametrize("path", FIRING, ids=name_of)
def test_findings_can_be_shown(path, load_fixture, run):
    bitext = load_fixture(path)
    for each in run(bitext, encoder=path.parent.name == "misaligned").findings:
        pair = bitext.pairs[each.index]
        assert pair.id == each.pair
        assert "{" not in each.message("en")
        assert each.message("zh")
        assert all(0 <= span.start < span.end <= len(pair.zh) for span in each.zh)
        assert all(0 <= span.start < span.end <= len(pair.en) for span in each.en)


def test_several_words_are_listed_as_each_language_lists_them(run):
    found = run([("调查团走访了37个村庄和12所学校。", "The mission visited 73 villages and 21 schools.")])
    numbers = next(each for each in found.findings if each.check == "numbers")
    assert numbers.message("en") == "37, 12 in the Chinese, 73, 21 in the English"
    assert numbers.message("zh") == "数值不同：中文为37、12，英文为73、21"


def test_a_name_written_twice_is_no_repeated_word(run):
    found = run([("该岛", "The island of Bora Bora")], select=frozenset({"repeated-word"}))
    assert found.findings == ()


def test_every_check_has_its_words_in_both_languages():
    wording = tomllib.loads(Path(finding.__file__).with_name("wording.toml").read_text(encoding="utf-8"))
    assert set(wording) == {*CHECKS, "page", "checks"}
    assert set(words("checks", "en")) == set(words("checks", "zh")) == set(CHECKS)
    assert all(check.doc.endswith(".") for check in CHECKS.values())
