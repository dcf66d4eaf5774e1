"""Consistency scores against figures worked out by hand, and repeats."""

import pytest
from duizhao.qa.checks.inconsistency import find_repeats
from duizhao.qa.reports.report import make_report
from duizhao.qa.settings import Settings

ROWS = [
    ("条约机构举行了会议。", "The treaty bodies met in Geneva."),
    ("条约机构通过了建议。", "The treaty bodies adopted recommendations."),
    ("条约机构的秘书处", "Secretariat of the convention organs"),
    ("公民空间在缩小。", "Civic space is shrinking."),
    ("公民空间必须得到保护。", "Citizen space must be protected."),
]


@pytest.fixture(scope="module")
def consistency(run, glossary):
    result = run(ROWS)
    return make_report(result, [("one", 0, 3), ("two", 3, 5)], glossary, Settings()).consistency


def test_herfindahl_by_hand(consistency):
    terms = {term.zh: term for term in consistency.terms}
    assert terms["条约机构"].herfindahl == pytest.approx((2 / 3) ** 2 + (1 / 3) ** 2)
    assert terms["公民空间"].herfindahl == pytest.approx(0.5)


def test_renderings_with_places_and_status(consistency):
    term = next(term for term in consistency.terms if term.zh == "公民空间")
    assert {(r.text, r.status, r.places) for r in term.renderings} == {
        ("civic space", "approved", (3,)),
        ("citizen space", "unwanted", (4,)),
    }
    assert term.approved == 0.5


def test_whole_is_the_mean_weighted_by_occurrences(consistency):
    total = sum(term.herfindahl * term.count for term in consistency.terms)
    assert consistency.whole.mean == pytest.approx(total / sum(term.count for term in consistency.terms))
    assert 0 <= consistency.whole.low <= consistency.whole.high <= 1
    assert [name for name, _score in consistency.documents] == ["one", "two"]


def test_terms_are_sorted_worst_first(consistency):
    assert [t.herfindahl for t in consistency.terms] == sorted(t.herfindahl for t in consistency.terms)


def test_signature_changes_with_settings(run, glossary):
    one = make_report(run(ROWS), [("x", 0, 5)], glossary, Settings()).signature
    other = make_report(run(ROWS, select=frozenset({"numbers"})), [("x", 0, 5)], glossary, Settings()).signature
    assert one != other
    assert make_report(run(ROWS), [("x", 0, 5)], glossary, Settings()).signature == one


def test_repeats_worst_first(make_bitext):
    rows = [
        (
            "请秘书长向大会第七十六届会议提交报告。",
            "The Secretary-General is to report at its seventy-sixth session.",
        ),
        (
            "请秘书长向大会第七十七届会议提交报告。",
            "The Secretary-General is to report at its seventy-seventh session.",
        ),
        ("各国应当保护记者的安全。", "States should protect the safety of journalists."),
        ("各国应当保护记者的安全。", "It is for Governments to keep reporters from harm."),
        ("通过议程。", "Adoption of the agenda."),
    ]
    repeats = find_repeats(make_bitext(rows).pairs)
    assert [(r.first, r.second) for r in repeats] == [(2, 3), (0, 1)]
    assert repeats[0].source == 100
    assert repeats[0].chrf < repeats[1].chrf


def test_repeats_need_no_equal_length_or_order(make_bitext):
    assert find_repeats(make_bitext([("通过议程。", "Adoption of the agenda.")]).pairs) == []
