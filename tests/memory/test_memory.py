"""Memories: what goes in is found, in either direction, and stays what it was."""

from pathlib import Path

import pytest
from duizhao.memory.importing import import_files, import_units
from duizhao.memory.memory import open_memory
from duizhao.memory.store import MemoryUnit
from duizhao.tmx.model import Unit, Variant
from duizhao.tmx.writer import header_for, write_units

UNITS = [
    MemoryUnit(
        "秘书长注意到，截至2021年6月30日，基金设有95个外地办事处。",
        "The Secretary-General notes that, as at 30 June 2021, the fund had 95 field offices.",
        document="A/99/1",
        unit="p2.1",
        label="2",
        changed="2021-08-04T00:00:00Z",
    ),
    MemoryUnit("各国重建得更好。", "States have built back better.", document="A/99/1", unit="p3.1", label="3"),
    MemoryUnit("各缔约国应当提交报告。", "States parties shall submit reports.", document="A/99/2", unit="p3.1"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "my.db"
    import_units(UNITS, file)
    return file


def test_exact_folds_white_space_and_width(path: Path) -> None:
    with open_memory(path) as memory:
        (hit,) = memory.exact("秘书长注意到，截至 2021 年６月30日,基金设有95个外地办事处。", "zh")
        assert (hit.percent, hit.en, hit.document, hit.label) == (100, UNITS[0].en, "A/99/1", "2")
        assert hit.date == "2021-08-04T00:00:00Z"
        assert memory.exact("States  have built\tback better.", "en")[0].zh == UNITS[1].zh
        assert memory.exact("states have built back better.", "en") == []


def test_importing_twice_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    report = import_units(UNITS, path)
    assert (report.read, report.added, report.replaced, report.unchanged) == (3, 0, 0, 3)
    with open_memory(path) as memory:
        assert [*memory.units()] == UNITS
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("rule", "changed", "stays"),
    [
        ("newer", "2022-01-01T00:00:00Z", "new"),
        ("newer", "2020-01-01T00:00:00Z", "old"),
        ("newer", "", "old"),
        ("always", "", "new"),
        ("never", "2022-01-01T00:00:00Z", "old"),
        ("both", "", "both"),
    ],
)
def test_rule_chooses_between_units(path: Path, rule: str, changed: str, stays: str) -> None:
    other = UNITS[0]._replace(en="As at 30 June 2021, there were 95 offices.", changed=changed)
    import_units([other], path, rule)  # type: ignore[arg-type]
    again = import_units([other], path, rule)  # type: ignore[arg-type]
    assert again.added + again.replaced == 0
    with open_memory(path) as memory:
        found = {hit.en for hit in memory.exact(other.zh, "zh")}
    assert found == {"new": {other.en}, "old": {UNITS[0].en}, "both": {other.en, UNITS[0].en}}[stays]


def test_metadata_alone_is_updated_in_place(path: Path) -> None:
    report = import_units([UNITS[1]._replace(confirmed=True, changed="2023-01-01T00:00:00Z")], path)
    assert report.replaced == 1
    with open_memory(path) as memory:
        (hit,) = memory.exact(UNITS[1].zh, "zh")
        assert hit.confirmed
        assert hit.id == 2


def test_twins_within_one_import_follow_the_rule(tmp_path: Path) -> None:
    late = UNITS[0]._replace(en="Newer.", changed="2024-01-01T00:00:00Z")
    report = import_units([UNITS[0], late, UNITS[0]], tmp_path / "m.db")
    assert (report.added, report.replaced, report.kept) == (1, 1, 1)
    with open_memory(tmp_path / "m.db") as memory:
        assert [unit.en for unit in memory.units()] == ["Newer."]


def tagged(tuid: str, en: str, date: str = "20210804T000000Z", markup: str = "") -> Unit:
    return Unit(tuid, (Variant("zh-CN", "决议"), Variant("en", en, markup)), attributes=(("changedate", date),))


def test_an_id_that_stands_twice_in_a_file_names_no_unit(tmp_path: Path) -> None:
    path, memory_path = tmp_path / "a.tmx", tmp_path / "m.db"
    late = "20240101T000000Z"
    first = [tagged("1", "resolution"), tagged("1", "a resolution"), tagged("2", "decision"), tagged("", "text")]
    first += [tagged("1", "resolution", markup="<ph/>resolution"), tagged("1", "resolution")]
    write_units(first, path, header_for())
    report = import_files(path, memory_path)
    assert (report.read, report.added, report.unchanged) == (6, 5, 1)
    assert import_files(path, memory_path).unchanged == 6
    newer = [tagged("1", "new", late), tagged("1", "resolution"), tagged("2", "decided", late)]
    write_units(newer, path, header_for())
    report = import_files(path, memory_path)
    assert (report.read, report.added, report.unchanged, report.replaced) == (3, 1, 1, 1)
    with open_memory(memory_path) as memory:
        english = sorted(unit.en for unit in memory.units())
    assert english == ["a resolution", "decided", "new", "resolution", "resolution", "text"]


def test_open_memory_sees_what_others_import(path: Path) -> None:
    with open_memory(path) as memory:
        assert memory.concordance("裁军", "zh") == []
        import_units([MemoryUnit("裁军谈判会议", "Conference on Disarmament", document="CD/1")], path)
        assert [hit.document for hit in memory.concordance("裁军", "zh")] == ["CD/1"]
        assert memory.fuzzy("裁军谈判会谈", "zh")[0].percent == 83


def test_very_long_segments_go_in_and_are_found(tmp_path: Path) -> None:
    long = [
        MemoryUnit(f"第{n}段" + "人权高专办的报告" * 40_000, "Report. " * 90_000, "A/99/5", str(n)) for n in range(12)
    ]
    assert import_units([*long, *UNITS], tmp_path / "m.db").added == 15
    with open_memory(tmp_path / "m.db") as memory:
        assert memory.exact(long[3].zh, "zh")[0].unit == "3"
        assert len(memory.concordance("告人权高", "zh")) == 12
        assert memory.fuzzy(UNITS[1].zh, "zh")[0].percent == 100


def test_odd_characters_do_no_harm(tmp_path: Path) -> None:
    odd = [MemoryUnit("前\0后", "a\0b", "", "1"), MemoryUnit("İstanbul ﬁ ß", "İ ﬁ ß", "", "2")]
    import_units([*odd, *UNITS], tmp_path / "m.db")
    with open_memory(tmp_path / "m.db") as memory:
        assert memory.exact("İstanbul ﬁ ß", "zh")[0].unit == "2"
        assert memory.concordance("ß", "en")[0].unit == "2"
        assert memory.exact(UNITS[2].en, "en")[0].zh == UNITS[2].zh
