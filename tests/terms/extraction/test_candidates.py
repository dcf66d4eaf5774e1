import csv
import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from duizhao.align.bitext import Bitext, Pair
from duizhao.terms.extraction.candidates import Candidate, extract_terms, review_page
from duizhao.terms.extraction.ngrams import chinese_grams, english_grams, independent
from duizhao.terms.extraction.proper_names import (
    chinese_short_forms,
    chinese_titles,
    english_short_forms,
    english_titles,
)
from duizhao.terms.glossary import Concept, Example, Glossary, Term

SENTENCES = [
    ("特别报告员访问了三个缔约国。", "The Special Rapporteur visited three States parties."),
    ("缔约国提交了定期报告。", "The State party submitted its periodic report."),
    ("委员会审议了缔约国的定期报告。", "The Committee considered the periodic report of the State party."),
    ("特别报告员欢迎这项法律。", "The Special Rapporteur welcomed the law."),
    ("儿童基金会支持过渡期正义。", "UNICEF supported transitional justice."),
    ("过渡期正义需要时间。", "Transitional justice takes time."),
    (
        "联合国儿童基金会(儿基会)发表了《世界儿童状况》。",
        "The United Nations Children’s Fund (UNICEF) issued The State of the World’s Children.",
    ),
    ("代表团谈到定期报告。", "The delegation spoke of the periodic report."),
]


@pytest.fixture
def bitext():
    pairs = (Pair(f"p{n}", "paragraph", "", zh, en, 1.0) for n, (zh, en) in enumerate(SENTENCES, 1))
    return Bitext(tuple(pairs))


@pytest.fixture
def found(bitext):
    return {candidate.concept.text("zh"): candidate for candidate in extract_terms(bitext, Glossary([]))}


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("特别报告员", "Special Rapporteur"),
        ("缔约国", "State party"),
        ("定期报告", "periodic report"),
        ("过渡期正义", "transitional justice"),
    ],
)
def test_terms_of_two_occurrences_are_paired(found, zh, en):
    assert found[zh].concept.text("en").lower() == en.lower()


def test_a_candidate_says_how_often_where_and_in_which_forms(found):
    concept = found["缔约国"].concept
    assert concept.frequency == 3
    assert concept.documents == 1
    assert {term.text: term.frequency for term in concept.en} == {"State party": 2, "States parties": 1}
    assert {example.id for example in concept.examples} == {"p1", "p2", "p3"}
    assert concept.status == "candidate"
    assert 0 < concept.score <= 1


def test_short_forms_come_with_their_expansions(found):
    concept = found["联合国儿童基金会"].concept
    assert [(t.text, t.kind) for t in concept.terms] == [
        ("联合国儿童基金会", "full"),
        ("儿基会", "short"),
        ("United Nations Children’s Fund", "full"),
        ("UNICEF", "acronym"),
    ]


def test_known_terms_are_counted_apart(bitext, table, glossary):
    candidates = extract_terms(bitext, glossary)
    known = [candidate for candidate in candidates if candidate.known]
    assert [(c.concept.text("zh"), c.concept.frequency, c.otherwise) for c in known] == [("缔约国", 3, 0)]
    assert candidates[-1].known
    assert "缔约国" not in [c.concept.text("zh") for c in candidates if not c.known]


def test_a_rendering_that_two_concepts_share_counts_for_the_one_that_stands_there():
    terms = [(("大流行", "zh"), ("pandemic", "en")), (("疫情", "zh"), ("pandemic", "en"), ("outbreak", "en"))]
    concepts = [Concept(str(n), tuple(Term(*each) for each in some)) for n, some in enumerate(terms)]
    pair = Pair("p1", "paragraph", "", "疫情影响了人权。", "The pandemic affected human rights.", 1.0)
    [found] = extract_terms(Bitext((pair,)), Glossary(concepts))
    assert [(term.text, term.frequency) for term in found.concept.en] == [("pandemic", 1), ("outbreak", 0)]


def test_the_same_input_gives_the_same_candidates(bitext):
    assert extract_terms(bitext, Glossary([])) == extract_terms(bitext, Glossary([]))


def test_two_documents_are_counted_as_two(bitext):
    concept = next(
        c.concept for c in extract_terms([bitext, bitext], Glossary([])) if c.concept.text("zh") == "定期报告"
    )
    assert concept.documents == 2


def test_nothing_comes_of_nothing():
    assert extract_terms(Bitext(()), Glossary([])) == []


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("the World Health Organization (WHO)", "World Health Organization", "WHO"),
        (
            "the Office of the United Nations High Commissioner for Human Rights (OHCHR)",
            "Office of the United Nations High Commissioner for Human Rights",
            "OHCHR",
        ),
        (
            "the United Nations Educational, Scientific and Cultural Organization (UNESCO)",
            "United Nations Educational, Scientific and Cultural Organization",
            "UNESCO",
        ),
        ("national human rights institutions (NHRIs)", "national human rights institutions", "NHRIs"),
    ],
)
def test_english_acronyms(text, long, short):
    [form] = english_short_forms(f"It met {text} in Geneva.")
    assert (form.long, form.short) == (long, short)


def test_a_parenthesis_that_is_no_acronym():
    assert list(english_short_forms("in Switzerland (Geneva) and in resolution 48/141 (A/48/49)")) == []
    assert list(chinese_short_forms("见第48/141号决议(附件)")) == []


def test_chinese_short_forms():
    [form] = chinese_short_forms("截至6月30日，世界卫生组织(世卫组织)")
    assert (form.long, form.short) == ("世界卫生组织", "世卫组织")


def test_names_of_documents():
    assert chinese_titles("《罗马规约》和《巴黎原则》") == ["罗马规约", "巴黎原则"]
    assert "Global Compact for Safe, Orderly and Regular Migration" in english_titles(
        "adopted the Global Compact for Safe, Orderly and Regular Migration in Marrakech"
    )


def test_grams_begin_and_end_as_terms_do():
    chinese = chinese_grams(["在人权理事会的会议期间", "向人权理事会提交"], least=1)
    assert "人权理事会" in chinese
    assert not any(gram.startswith(("在", "的", "向")) or gram.endswith(("的", "向")) for gram in chinese)
    english = english_grams(["the rights of the child and of women"], least=1)
    assert "right of child" in english
    assert not any(gram.split()[0] in ("of", "the", "and") or gram.split()[-1] in ("of", "and") for gram in english)


def test_a_part_that_never_stands_alone_is_no_gram():
    grams = chinese_grams(["人权高专办"] * 3)
    assert "人权高专办" in independent(grams)
    assert "人权高专" not in independent(grams)


def test_gold_pairs_give_the_unbis_terms(shared):
    """The measure of the bench on a part of its terms: no encoder is loaded here."""
    with Path(shared / "data/A_76_36/gold_sentences.tsv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter="\t") if row["zh"] and row["en"]]
    pairs = tuple(Pair(str(n), "paragraph", "", row["zh"], row["en"], 1.0) for n, row in enumerate(rows))
    first = {}
    for candidate in extract_terms(Bitext(pairs), Glossary([])):
        first.setdefault(candidate.concept.text("zh"), candidate.concept.text("en"))
    wanted = {
        "特别程序": "special procedures",
        "条约机构": "treaty bodies",
        "法治": "rule of law",
        "强迫失踪": "enforced disappearance",
        "普遍定期审议": "universal periodic review",
        "埃塞俄比亚": "Ethiopia",
        "技术援助": "technical assistance",
    }
    assert {zh: first.get(zh, "").lower() for zh in wanted} == {zh: en.lower() for zh, en in wanted.items()}


EVIL = '</script><script>alert("x")</script>'


def candidate(kind="term", zh="条约机构", en="treaty bodies"):
    terms = (Term(zh, "zh", frequency=6), Term(en, "en", frequency=6))
    return Candidate(Concept("c1", terms, frequency=6, documents=1, score=0.5, examples=(Example("p1", zh, en),)), kind)


def test_new_and_known_terms_stand_apart():
    page = review_page([candidate(), candidate("known", "人权", "human rights")], "out.tmx")
    new, known = page.split("Known terms found")
    assert "条约机构" in new
    assert "human rights ×6" in known
    assert page.count('class="yes"') == 1


def test_text_is_escaped_everywhere():
    page = review_page([candidate(en=EVIL), candidate("known", en=EVIL)], EVIL)
    assert "<script>alert" not in page
    assert page.count("<script>") == 1


def test_rows_hold_what_accepting_saves():
    row = re.search(r'data-row="([^"]*)"', review_page([candidate(en='a "quoted" <term>')], "x"))
    saved = json.loads(html.unescape(row.group(1)))
    assert (saved["en"], saved["status"], saved["frequency"]) == ('a "quoted" <term>', "approved", "6")


def test_the_page_asks_nothing_of_the_network():
    page = review_page([candidate()], "x")
    assert not re.search(r'(?:src|href)="(?!data:)', page)
    assert "default-src 'none'" in page


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs the browser chromium")
def test_the_script_runs_in_a_browser(tmp_path):
    """A click on accept shows in the count: the page's own script is run, with one click added at its end."""
    page = review_page([candidate()], "x").replace(
        "</body>", "<script>document.querySelector('.yes').click()</script></body>"
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
         "--dump-dom", (tmp_path / "page.html").as_uri()],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert '<span id="accepted">1</span>' in done.stdout, done.stderr[-500:]
    assert 'class="accepted"' in done.stdout
