import json
from pathlib import Path
from typing import Any

import pytest
import regex
from choppa.iterators import SrxTextIterator
from choppa.srx_parser import SrxDocument
from duizhao.language.segmentation import RULES, rules, sentence_spans, split_sentences
from hypothesis import given
from hypothesis import strategies as st

CASES = json.loads(Path(__file__).with_name("segmentation_cases.json").read_text(encoding="utf-8"))
LANGUAGES = ("zh", "en")
GAP = {"zh": "", "en": " "}


def cases(group: str) -> list[Any]:
    return [pytest.param(lang, case, id=case[0][:30]) for lang in LANGUAGES for case in CASES[group][lang]]


def joined(language: str, sentences: list[str]) -> str:
    return GAP[language].join(sentences)


def choppa(text: str, language: str, document: SrxDocument) -> list[str]:
    return [piece.strip() for piece in SrxTextIterator(document, language, text) if piece.strip()]


@pytest.fixture(scope="module")
def srx() -> SrxDocument:
    return SrxDocument(ruleset=str(RULES))


@pytest.mark.parametrize(("language", "sentences"), cases("in_the_wild") + cases("negative"))
def test_case_is_cut_as_a_translator_would(language, sentences):
    assert split_sentences(joined(language, sentences), language) == [s.strip() for s in sentences]


@pytest.mark.parametrize(("language", "sentences"), cases("known_failures"))
@pytest.mark.xfail(strict=True, reason="sentence rules without knowledge of the contents cannot tell")
def test_known_failure(language, sentences):
    assert split_sentences(joined(language, sentences), language) == sentences


def test_there_are_enough_cases_and_about_thirty_rules():
    assert sum(len(CASES[g][lang]) for g in ("in_the_wild", "negative") for lang in LANGUAGES) >= 60
    assert 25 <= len(set(rules("zh")) | set(rules("en"))) <= 45


@pytest.mark.parametrize(("language", "sentences"), cases("in_the_wild") + cases("negative") + cases("known_failures"))
def test_the_srx_engine_choppa_agrees_on_the_cases(language, sentences, srx):
    text = joined(language, sentences)
    assert split_sentences(text, language) == choppa(text, language, srx)


PIECES = st.sampled_from(
    [
        *"。！？…”“’（()）《》\"'.!?,，；： \n12aA的他说",
        "……",
        "No.",
        "para. ",
        " The ",
        "报告",
        "U.S. ",
        "J. ",
        "[3]",
        "e.g. ",
        "p.m. ",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_spans_hold_every_character_once_and_choppa_agrees(srx, text):
    for language in LANGUAGES:
        spans = sentence_spans(text, language)
        held = [i for start, end in spans for i in range(start, end)]
        assert held == sorted(set(held))
        assert all(text[i].isspace() for i in set(range(len(text))) - set(held))
        assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
        assert split_sentences(text, language) == choppa(text, language, srx)


def test_nothing_gives_nothing():
    assert sentence_spans("", "zh") == sentence_spans(" \n　", "en") == []


@pytest.mark.shared
@pytest.mark.parametrize("language", LANGUAGES)
def test_gold_paragraphs_of_a_76_36_are_cut_as_the_gold_sentences(shared, language, srx):
    folder = shared / "data" / "A_76_36"
    units = json.loads((folder / "gold_units.json").read_text(encoding="utf-8"))
    gold = (folder / f"sentences.{language}").read_text(encoding="utf-8").splitlines()
    paragraphs = [regex.sub("⟦[^⟧]*⟧", "", unit[language]) for unit in units if unit["type"] == "para"]
    assert len(paragraphs) == 134
    got = [sentence for text in paragraphs for sentence in split_sentences(text, language)]
    assert [regex.sub(r"\s", "", s) for s in got] == [regex.sub(r"\s", "", s) for s in gold]
    assert got == [sentence for text in paragraphs for sentence in choppa(text, language, srx)]


@pytest.mark.shared
@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_and_notes_of_a_76_36_stay_whole(shared, language):
    units = json.loads((shared / "data" / "A_76_36" / "gold_units.json").read_text(encoding="utf-8"))
    headings = [unit[language] for unit in units if unit["type"] == "heading"]
    assert headings
    assert all(len(split_sentences(text, language)) == 1 for text in headings)
