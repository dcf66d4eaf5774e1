"""Every registered check against its files: those that make it fire and those that must leave it quiet."""

from pathlib import Path

import pytest
from duizhao.qa.checks.registry import CHECKS
from duizhao.qa.finding import words

FIXTURES = Path(__file__).parent / "fixtures"
FILES = sorted(FIXTURES.glob("*/*.tsv"))
NAMES = {
    *("terms", "inconsistent-target", "inconsistent-source", "numbers", "dates", "symbols", "countries", "acronyms"),
    *("urls", "untranslated", "omission", "addition", "misaligned", "empty", "brackets", "quotes", "punctuation"),
    *("repeated-word", "spaces", "capitals", "notes", "script", "forbidden"),
}


def test_names_are_those_that_reports_promise():
    assert set(CHECKS) == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_no_check_is_without_fixtures(name):
    assert len(list((FIXTURES / name).glob("fires-*.tsv"))) >= 3
    assert len(list((FIXTURES / name).glob("quiet-*.tsv"))) >= 3


def test_no_fixture_is_without_a_check():
    assert {path.parent.name for path in FILES} == NAMES


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_fixture(path, load_fixture, run):
    bitext = load_fixture(path)
    check = path.parent.name
    found = run(bitext, select=frozenset({check})).findings
    if path.stem.startswith("fires-"):
        assert found, f"{check} is silent on {[(p.zh, p.en) for p in bitext]}"
    else:
        alarms = [f.message("en") for f in found if f.severity != "info"]
        assert not alarms


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.stem.startswith("fires-")], ids=lambda p: f"{p.parent.name}-{p.stem}"
)
def test_findings_can_be_shown(path, load_fixture, run):
    bitext = load_fixture(path)
    for finding in run(bitext, encoder=path.parent.name == "misaligned").findings:
        pair = bitext.pairs[finding.index]
        assert pair.id == finding.pair
        assert "{" not in finding.message("en")
        assert finding.message("zh")
        assert all(0 <= s.start < s.end <= len(pair.zh) for s in finding.zh)
        assert all(0 <= s.start < s.end <= len(pair.en) for s in finding.en)


def test_every_check_has_a_name_in_both_languages():
    assert set(words("checks", "en")) == set(words("checks", "zh")) == NAMES
    assert all(check.doc for check in CHECKS.values())
