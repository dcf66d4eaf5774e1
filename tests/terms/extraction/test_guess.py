from duizhao.align.bitext import Pair
from duizhao.terms.contexts import concordance
from duizhao.terms.extraction.guess import likeliest_rendering

PAIRS = [
    ("建立了同业交流群。", "OHCHR built a community of practice."),
    ("推动全球同业交流群。", "OHCHR promoted a global community of practice."),
    ("人权高专办发表了报告。", "OHCHR issued a report."),
    ("人权高专办访问了缔约国。", "OHCHR visited the State party."),
    ("报告谈到条约。", "The report spoke of treaties."),
    ("会议于3月举行。", "The meeting was held in March."),
]


def test_what_stands_in_these_pairs_and_not_elsewhere():
    english = [en for _zh, en in PAIRS]
    assert likeliest_rendering(english, [0, 1], "en") == "community of practice"
    chinese = [zh for zh, _en in PAIRS]
    assert likeliest_rendering(chinese, [0, 1], "zh") == "同业交流群"


def test_one_pair_or_nothing_but_such_pairs_prove_nothing():
    english = [en for _zh, en in PAIRS]
    assert likeliest_rendering(english, [0], "en") == ""
    assert likeliest_rendering(english[:2], [0, 1], "en") == ""


def test_a_concordance_marks_the_guess_and_says_that_it_is_one():
    pairs = [Pair(str(n), "paragraph", "", zh, en, 1.0) for n, (zh, en) in enumerate(PAIRS)]
    found = concordance(pairs, "同业交流群", "zh")
    assert found.guess == "community of practice"
    assert found.counts == (("community of practice", 2),)
    line = found.lines[0]
    assert [line.en[start:end] for start, end in line.en_spans] == ["community of practice"]
