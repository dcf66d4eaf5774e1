"""Statistics, cleaning, repeats, selection, differences, splitting: what the commands are made of."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from duizhao.errors import DuizhaoError
from duizhao.tmx.model import Note, Prop, Unit, Variant
from duizhao.tmx.reader import read_units
from duizhao.tmx.tools.clean import RULES, Cleaned, CleaningOptions, clean, deduplicate
from duizhao.tmx.tools.filter import condition
from duizhao.tmx.tools.operations import split_by_property, split_evenly
from duizhao.tmx.tools.stats import conflicts, difference, statistics
from duizhao.tmx.writer import header_for


def unit(zh: str, en: str, tuid: str = "", date: str = "", **props: str) -> Unit:
    attributes = (("changedate", date),) if date else ()
    kinds = tuple(Prop(f"x-{name}", value) for name, value in props.items())
    return Unit(tuid, (Variant("zh-CN", zh), Variant("en", en)), kinds, (), attributes)


GOOD = unit("委员会审议了缔约国的报告。", "The Committee considered the report of the State party.")


def cleaned(units: Iterable[Unit], *rules: str) -> tuple[list[Unit], Cleaned, list[str]]:
    report, removed = Cleaned(), []
    options = CleaningOptions(rules or RULES)
    kept = list(clean(units, options, report, lambda _unit, reason: removed.append(reason)))
    return kept, report, removed


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ("empty", "", "The Committee met."),
        ("empty", "委员会举行了会议。", " \u00a0"),
        ("same", "委员会举行了会议。", "委员会举行了会议。"),
        ("same", "The Committee met in Geneva.", "The Committee met in Geneva."),
        ("language", "The Committee met in Geneva in May.", "委员会于五月在日内瓦举行了会议。"),
        ("language", "委员会举行了会议。", "委员会举行了会议 (OHCHR)。"),
        ("length", "委员会审议了缔约国的报告，并通过了结论性意见。", "It met."),
        ("length", "是。", "The Committee considered the report of the State party and adopted observations. " * 2),
        ("numbers", "见第48/141号决议。", "See resolution 48/142."),
        ("numbers", "共有17 000名受害者。", "There were 18,000 victims."),
    ],
)
def test_rule_takes_a_unit_out(rule, zh, en):
    kept, report, removed = cleaned([GOOD, unit(zh, en)], rule)
    assert kept == [GOOD]
    assert (dict(report.removed), removed) == ({rule: 1}, [rule])


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ("same", "A/HRC/47/54", "A/HRC/47/54"),
        ("same", "OHCHR", "OHCHR"),
        ("language", "人权高专办(OHCHR)于2021年发表了报告。", "OHCHR published a report on 发展权 in 2021."),
        ("language", "A/HRC/47/54/Add.1-A/HRC/47/60", "A/HRC/47/54/Add.1–A/HRC/47/60"),
        ("length", "是。", "Yes."),
        ("length", "导言", "Introduction"),
        ("numbers", "共有17 000名受害者。", "There were 17,000 victims."),
        ("numbers", "2021年6月30日", "30 June 2021"),
        ("numbers", "３５个国家", "35 countries"),
        ("numbers", "ＧＤＰ增长３％", "GDP grew by 3 per cent"),
        ("numbers", "第Ⅳ章①", "Chapter 4 (1)"),
        ("numbers", "15时，3½小时", "3 p.m., 3.5 hours"),
        ("numbers", "2019冠状病毒病大流行影响了2 500人。", "The coronavirus disease affected 2,500 people."),
        ("numbers", "举行了7次会议。", "Seven meetings were held."),
        ("numbers", "举行了7次会议。", "Several meetings were held by the two."),
        ("numbers", "第四十八届会议", "Forty-eighth session, 48"),
        ("empty", "1", "1"),
    ],
)
def test_rule_leaves_a_unit(rule, zh, en):
    kept, _report, removed = cleaned([unit(zh, en)], rule)
    assert (len(kept), removed) == (1, [])


def test_rules_that_put_right():
    kept, report, _removed = cleaned([unit(" 报\u200b告\x07书 ", "The  report\tis\u00a0 here. ")])
    assert (kept[0].zh, kept[0].en) == ("报告书", "The report is here.")
    assert dict(report.repaired) == {"controls": 1, "space": 1} or dict(report.repaired) == {
        "controls": 1,
        "zero-width": 1,
        "space": 1,
    }
    kept, report, _removed = cleaned([unit("报\u200b告", "The report")], "zero-width")
    assert (kept[0].zh, dict(report.repaired)) == ("报告", {"zero-width": 1})


def test_statistics():
    units = [
        unit("报告", "the report", "1", "20200101T000000Z", document="A/1"),
        unit("报告", "the report", "2", "20210101T000000Z", document="A/2"),
        unit("报告", "a report", "3"),
        unit("决议", "", "4", kind="heading"),
        unit("长" * 2001, "long", "5"),
    ]
    figures = statistics(units)
    assert (figures.units, figures.repeated, figures.ambiguous, figures.documents) == (5, 1, 1, 2)
    assert (figures.first_date, figures.last_date) == ("2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z")
    assert dict(figures.props) == {"x-document": 2, "x-kind": 1}
    zh, en = figures.languages["zh-CN"], figures.languages["en"]
    assert (zh.variants, zh.characters, zh.longest, dict(zh.over)) == (5, 2009, 2001, {2000: 1})
    assert (en.words, en.empty, dict(en.lengths)) == (7, 1, {10: 5})


def test_repeats():
    units = [
        unit("报告", "report", "1", "20200101T000000Z"),
        unit("报告", "report", "2", "20210101T000000Z"),
        unit("报告", "a report", "3", "20190101T000000Z"),
        unit("决议", "resolution", "4"),
    ]

    def run(keep: str) -> tuple[list[str], list[str]]:
        removed: list[str] = []
        kept = deduplicate(lambda: units, keep, lambda one, reason: removed.append(f"{one.tuid} {reason}"))  # type: ignore[arg-type]
        return [one.tuid for one in kept], removed

    assert run("all") == (["1", "3", "4"], ["2 repeat"])
    assert run("newest") == (["2", "4"], ["1 older", "3 older"])
    assert run("first") == (["1", "4"], ["2 repeat", "3 later"])
    assert [(text, [one.en for one in found]) for text, found in conflicts(lambda: units)] == [
        ("报告", ["report", "a report"])
    ]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("kind = heading", "1"),
        ("x-kind != heading", "23"),
        ("confidence >= 0.9", "12"),
        ("confidence < 0.9 or kind=heading", "13"),
        ('zh ~ "报告.$" and not en ~ considered', "3"),
        ("zh ~ 报告", "23"),
        ("date >= 2021-01-01", "2"),
        ("date < 20210101T000000Z and tuid > 0", "13"),
        ("not (kind = heading or kind = item)", "3"),
        ("zh-length <= 2", "1"),
        ("note = 'see 1'", "3"),
        ("kind !~ '^h' and (tuid = 2 or tuid = 1)", "2"),
    ],
)
def test_conditions(expression, expected):
    units = [
        unit("导言", "Introduction", "1", "20200101T000000Z", kind="heading", confidence="0.99"),
        unit("委员会审议了报告。", "It was considered.", "2", "20210804T120000Z", kind="item", confidence="0.9"),
        unit("见报告。", "See the report.", "3", "20191231T000000Z", confidence="0.5")._replace(notes=(Note("see 1"),)),
    ]
    wanted = condition(expression)
    assert "".join(one.tuid for one in units if wanted(one)) == expected


@pytest.mark.parametrize(
    "expression",
    ["", "zh", "zh =", "= 3", "zh ~ '('", "(zh = 1", "zh = 1)", "zh = 1 zh = 2", "not", "zh = 'a", "(" * 999],
)
def test_wrong_conditions_are_refused(expression):
    with pytest.raises(DuizhaoError):
        condition(expression)


def test_a_regular_expression_that_takes_for_ever_is_stopped(monkeypatch):
    monkeypatch.setattr("duizhao.tmx.tools.filter._SECONDS", 0.05)
    with pytest.raises(DuizhaoError, match="takes too long"):
        condition(r'en ~ "^(\\w|\\w\\w)+$"')(unit("", "a" * 40 + "!"))


def test_difference():
    old = [unit("一", "one", "1"), unit("二", "two", "2"), unit("三", "three"), unit("四", "four", "4")]
    new = [unit("一", "one", "9"), unit("二", "2", "2"), unit("三", "3"), unit("五", "five", "5")]
    found = [
        (d.what, d.old.en if d.old else None, d.new.en if d.new else None) for d in difference(lambda: old, lambda: new)
    ]
    assert found == [
        ("changed", "two", "2"),
        ("changed", "three", "3"),
        ("removed", "four", None),
        ("added", None, "five"),
    ]
    assert list(difference(lambda: old, lambda: old)) == []


def ids(path: Path) -> list[str]:
    return [one.tuid for one in read_units(path)]


def test_splitting(tmp_path):
    units = [unit(f"第{i}段", f"paragraph {i}", str(i), document=f"A/76/{i % 3}") for i in range(7)]
    stem = tmp_path / "memory.tmx"
    parts = list(split_evenly(units, stem, header_for(), count=3))
    assert [(part.path.name, ids(part.path)) for part in parts] == [
        ("memory-001.tmx", ["0", "1", "2"]),
        ("memory-002.tmx", ["3", "4", "5"]),
        ("memory-003.tmx", ["6"]),
    ]
    parts = list(split_evenly(units, stem, header_for(), size=600))
    assert [one for part in parts for one in ids(part.path)] == [str(i) for i in range(7)]
    assert all(part.path.stat().st_size < 600 + 400 for part in parts)
    parts = split_by_property([*units, unit("无", "none", "x")], stem, header_for(), "x-document")
    assert [(part.path.name, part.units) for part in parts] == [
        ("memory-A_76_0.tmx", 3),
        ("memory-A_76_1.tmx", 2),
        ("memory-A_76_2.tmx", 2),
        ("memory-none.tmx", 1),
    ]


def test_splitting_never_leaves_its_folder_or_writes_one_file_twice(tmp_path):
    units = [
        unit("一", "one", document="../../etc/x"),
        unit("二", "two", document="a/b"),
        unit("三", "three", document="a?b"),
    ]
    parts = split_by_property(units, tmp_path / "m.tmx", header_for(), "x-document")
    assert {part.path.parent for part in parts} == {tmp_path}
    assert len({part.path for part in parts}) == 3
    many = (unit("一", "one", document=str(i)) for i in range(500))
    with pytest.raises(DuizhaoError, match="more than"):
        split_by_property(many, tmp_path / "n.tmx", header_for(), "x-document")
    assert not list(tmp_path.glob("n-*"))
