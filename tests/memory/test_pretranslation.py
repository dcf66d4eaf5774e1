"""Pretranslation: every sentence is there, with its best proposal, and the table counts them all."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from duizhao.corpora.document import Block, Document
from duizhao.errors import DuizhaoError
from duizhao.memory.importing import import_units
from duizhao.memory.memory import Memory, open_memory
from duizhao.memory.pretranslation import Pretranslation, leverage, leverage_csv, pretranslate, write_pretranslation
from duizhao.memory.store import MemoryUnit
from duizhao.tmx.reader import read_units
from lxml import etree

NAMESPACE = "{urn:oasis:names:tc:xliff:document:1.2}"
UNITS = [
    MemoryUnit("截至2023年，基金设有95个办事处。", "As at 2023, the Fund had 95 offices.", "A/99/1", "p1.1", "1"),
    MemoryUnit(
        "委员会欢迎 <关于> 保护弱势群体 & 难民的报告。", "The Committee welcomed the report.", "A/99/1", confirmed=True
    ),
]
DOCUMENT = Document(
    "folder/new.txt",
    "zh",
    (
        Block("heading", "一", "导言", level=1),
        Block("paragraph", "1", "截至2024年，基金设有103个办事处。委员会欢迎<关于>保护弱势群体&难民的报告。"),
        Block("paragraph", "2", "委员会欢迎<关于>保护弱势群体&妇女的报告。此句前所未见。"),
        Block("row", "", "", cells=("办事处", "95")),
    ),
)


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    path = tmp_path_factory.mktemp("pretranslate") / "m.db"
    import_units(UNITS, path)
    with open_memory(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def result(memory: Memory) -> Pretranslation:
    return pretranslate(DOCUMENT, memory)


def test_every_sentence_has_its_best_match(result: Pretranslation) -> None:
    assert [(segment.id, segment.label, segment.percent) for segment in result.segments] == [
        ("1.1", "一", 0),
        ("2.1", "1", 99),
        ("2.2", "", 100),
        ("3.1", "2", 90),
        ("3.2", "", 0),
        ("4.1", "", 0),
        ("4.2", "", 0),
    ]
    assert result.segments[1].hits[0].proposal == "As at 2024, the Fund had 103 offices."
    assert (
        "".join(segment.text for segment in result.segments[1:5]) == DOCUMENT.blocks[1].text + DOCUMENT.blocks[2].text
    )


def test_figures_stay_when_not_asked(memory: Memory) -> None:
    segments = pretranslate(DOCUMENT, memory, fill_figures=False).segments
    assert segments[1].hits[0].proposal == UNITS[0].en


def test_the_threshold_counts(memory: Memory) -> None:
    assert [segment.percent for segment in pretranslate(DOCUMENT, memory, 95).segments] == [0, 99, 100, 0, 0, 0, 0]


def test_xliff_holds_source_target_and_matches(result: Pretranslation, tmp_path: Path) -> None:
    write_pretranslation(result, tmp_path / "out.xlf")
    root = etree.parse(str(tmp_path / "out.xlf")).getroot()
    assert root.get("version") == "1.2"
    file = root.find(f"{NAMESPACE}file")
    assert file is not None
    assert dict(file.attrib) == {
        "original": "new.txt",
        "source-language": "zh-CN",
        "target-language": "en",
        "datatype": "plaintext",
    }
    units = list(root.iter(f"{NAMESPACE}trans-unit"))
    assert [unit.findtext(f"{NAMESPACE}source") for unit in units] == [segment.text for segment in result.segments]
    assert [unit.find(f"{NAMESPACE}target") is not None for unit in units] == [0, 1, 1, 1, 0, 0, 0]
    assert [alt.get("match-quality") for alt in units[3].iter(f"{NAMESPACE}alt-trans")] == ["90%"]
    assert units[3].find(f"{NAMESPACE}alt-trans").findtext(f"{NAMESPACE}source") == UNITS[1].zh
    assert [unit.get("approved") for unit in units] == [None, None, "yes", None, None, None, None]


def test_tmx_holds_what_has_a_match(result: Pretranslation, tmp_path: Path) -> None:
    write_pretranslation(result, tmp_path / "out.tmx")
    units = [*read_units(tmp_path / "out.tmx")]
    assert [(unit.tuid, unit.prop("x-match")) for unit in units] == [("2.1", "99"), ("2.2", "100"), ("3.1", "90")]
    assert units[0].zh == result.segments[1].text
    assert units[0].en == "As at 2024, the Fund had 103 offices."


def test_text_keeps_the_blocks(result: Pretranslation, tmp_path: Path) -> None:
    write_pretranslation(result, tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8").splitlines() == [
        "一. 导言",
        "1. As at 2024, the Fund had 103 offices. The Committee welcomed the report.",
        "2. The Committee welcomed the report. 此句前所未见。",
        "办事处 95",
    ]


def test_same_input_same_bytes(result: Pretranslation, memory: Memory, tmp_path: Path) -> None:
    for suffix in ("xlf", "tmx", "txt"):
        write_pretranslation(result, tmp_path / f"a.{suffix}")
        write_pretranslation(pretranslate(DOCUMENT, memory), tmp_path / f"b.{suffix}")
        assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()


def test_another_suffix_is_refused(result: Pretranslation, tmp_path: Path) -> None:
    with pytest.raises(DuizhaoError, match=r"\.xlf"):
        write_pretranslation(result, tmp_path / "out.doc")


def test_english_documents_work_too(memory: Memory) -> None:
    document = Document("x", "en", (Block("paragraph", "1", "As at 2025, the Fund had 95 offices."),))
    (segment,) = pretranslate(document, memory).segments
    assert (segment.percent, segment.hits[0].proposal) == (99, "截至2025年，基金设有95个办事处。")


def test_bands_hold_every_segment_once() -> None:
    percents = [100, 99, 95, 94, 85, 84, 75, 74, 0]
    bands = leverage((("人权", percent) for percent in percents), "zh")
    assert [(band.name, band.segments, band.words) for band in bands] == [
        ("100", 1, 2),
        ("95-99", 2, 4),
        ("85-94", 2, 4),
        ("75-84", 2, 4),
        ("none", 2, 4),
    ]
    rows = [*csv.reader(io.StringIO(leverage_csv(bands, "zh")))]
    assert rows[0] == ["band", "segments", "segments %", "characters", "characters %"]
    assert rows[-1] == ["total", "9", "100.0", "18", "100.0"]
    assert leverage_csv(leverage([], "en"), "en").splitlines()[-1] == "total,0,0.0,0,0.0"
