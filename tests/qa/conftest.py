"""Memories for the QA tests: from fixture files, and from texts in the test."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import regex
from duizhao.align.bitext import Bitext, Pair
from duizhao.align.encoders.encoder import Encoder
from duizhao.qa import runner
from duizhao.qa.runner import CheckResult
from duizhao.qa.settings import Forbidden, Settings
from duizhao.terms.formats.registry import load_glossary
from duizhao.terms.glossary import Glossary

FIXTURES = Path(__file__).parent / "checks" / "fixtures"
FORBIDDEN = (
    Forbidden(regex.compile(r"(?i)\bchairman\b"), "en", "write Chair"),
    Forbidden(regex.compile(r"Third World"), "en"),
    Forbidden(regex.compile(r"残废人"), "zh", "写残疾人"),
)


def bitext_of(rows: Iterable[tuple[str, str]]) -> Bitext:
    """A bitext of Chinese and English texts; ids are 1, 2, 3, …"""
    return Bitext(tuple(Pair(str(i), "paragraph", "", zh, en, 1.0) for i, (zh, en) in enumerate(rows, 1)))


def read_fixture(path: Path) -> Bitext:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return bitext_of((row["zh"], row["en"]) for row in rows)


@pytest.fixture(scope="session")
def glossary() -> Glossary:
    return load_glossary()


@pytest.fixture(scope="session")
def fixtures() -> Path:
    return FIXTURES


@pytest.fixture(scope="session")
def make_bitext() -> Callable[[Iterable[tuple[str, str]]], Bitext]:
    return bitext_of


@pytest.fixture(scope="session")
def load_fixture() -> Callable[[Path], Bitext]:
    return read_fixture


@pytest.fixture(scope="session")
def run(glossary: Glossary, encoder: Encoder) -> Callable[..., CheckResult]:
    """Check rows or a bitext with the shipped glossary."""

    def check(what: Bitext | Iterable[tuple[str, str]], **settings: object) -> CheckResult:
        bitext = what if isinstance(what, Bitext) else bitext_of(what)
        return runner.check(bitext, glossary, Settings(forbidden=FORBIDDEN, **settings), encoder)  # type: ignore[arg-type]

    return check
