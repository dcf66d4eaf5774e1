from duizhao.align.bitext import Pair
from duizhao.terms.contexts import concordance, likeliest_rendering
from duizhao.terms.lookup import look_up

PAIRS = [
    Pair("p1", "paragraph", "1", "人权高专办发表了报告。", "OHCHR issued a report.", 1.0),
    Pair("p2", "paragraph", "2", "高级专员访问了缔约国。", "The High Commissioner visited States parties.", 1.0),
    Pair("p3", "paragraph", "3", "2021年人权高专办设有95个外地存在。", "The Office had 95 field presences.", 1.0),
]
PRACTICE = [
    ("建立了同业交流群。", "OHCHR built a community of practice."),
    ("推动全球同业交流群。", "OHCHR promoted a global community of practice."),
    ("人权高专办发表了报告。", "OHCHR issued a report."),
    ("人权高专办访问了缔约国。", "OHCHR visited the State party."),
    ("报告谈到条约。", "The report spoke of treaties."),
    ("会议于3月举行。", "The meeting was held in March."),
]


def asked(glossary, query):
    answer = look_up(glossary, query)
    return concordance(PAIRS, query, answer.language, [hit.concept for hit in answer.hits if hit.how == "exact"])


def test_lines_counts_and_what_is_rendered_otherwise(glossary):
    found = asked(glossary, "人权高专办")
    assert [line.id for line in found.lines] == ["p1", "p3"]
    assert found.counts == (("OHCHR", 1),)
    assert found.unknown == 1
    line = found.lines[0]
    assert [line.en[start:end] for start, end in line.en_spans] == ["OHCHR"]
    assert [line.zh[start:end] for start, end in line.zh_spans] == ["人权高专办"]


def test_a_term_that_no_glossary_has(glossary):
    found = asked(glossary, "高级专员")
    assert [line.id for line in found.lines] == ["p2"]
    assert found.unknown == 1


def test_english_in_any_inflection(glossary):
    assert [line.id for line in asked(glossary, "State party").lines] == ["p2"]


def test_what_stands_in_these_pairs_and_not_elsewhere():
    english = [en for _zh, en in PRACTICE]
    assert likeliest_rendering(english, [0, 1], "en") == "community of practice"
    chinese = [zh for zh, _en in PRACTICE]
    assert likeliest_rendering(chinese, [0, 1], "zh") == "同业交流群"


def test_one_pair_or_nothing_but_such_pairs_prove_nothing():
    english = [en for _zh, en in PRACTICE]
    assert likeliest_rendering(english, [0], "en") == ""
    assert likeliest_rendering(english[:2], [0, 1], "en") == ""


def test_a_concordance_marks_the_guess_and_says_that_it_is_one():
    pairs = [Pair(str(n), "paragraph", "", zh, en, 1.0) for n, (zh, en) in enumerate(PRACTICE)]
    found = concordance(pairs, "同业交流群", "zh")
    assert found.guess == "community of practice"
    assert found.counts == (("community of practice", 2),)
    line = found.lines[0]
    assert [line.en[start:end] for start, end in line.en_spans] == ["community of practice"]
