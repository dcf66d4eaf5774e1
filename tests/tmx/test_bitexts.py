import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from duizhao.align.bitext import Bitext, Pair
from duizhao.errors import DuizhaoError
from duizhao.tmx.bitexts import read_tmx, write_tmx
from duizhao.tmx.formats.bitext_files import read_pairs, write_tsv
from duizhao.tmx.formats.unit_records import COLUMNS
from duizhao.tmx.reader import TmxReader, read_units
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

BITEXT = Bitext(
    (
        Pair("h:I", "heading", "第一章", "导言", "Introduction", 0.99, "number"),
        Pair(
            "p1.1",
            "paragraph",
            "1",
            "委员会审议了<报告>。",
            "It considered the <report> & adopted it.",
            0.98,
        ),
        Pair("p1.2", "paragraph", "1", "只有中文。", "", 0.0, "", "no English"),
        Pair("p2.1", "paragraph", "2", "“谁负责？”", '“Who is "responsible"?”', 0.5, "contents", "number differs"),
    ),
    symbol="A/76/900",
    date="2021-08-04",
)


@pytest.fixture
def schema(shared: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(shared / "data" / "cat" / "tmx14.xsd"))


def test_pairs_become_units_and_the_unaligned_are_left_out(tmp_path):
    path = tmp_path / "out.tmx"
    assert write_tmx(BITEXT, path) == 3
    units = list(read_units(path))
    assert [unit.tuid for unit in units] == ["h:I", "p1.1", "p2.1"]
    unit = units[1]
    assert [variant.language for variant in unit.variants] == ["zh-CN", "en"]
    assert unit.en == "It considered the <report> & adopted it."
    assert unit.prop("x-document") == "A/76/900"
    assert unit.prop("x-confidence") == "0.980"
    assert (unit.prop("x-context-pre"), unit.prop("x-context-post")) == ("导言", "只有中文。")
    assert unit.attribute("changedate") == "20210804T000000Z"
    assert units[2].notes[0].text == "number differs"


def test_head_is_what_every_tool_takes(tmp_path):
    path = tmp_path / "out.tmx"
    write_tmx(BITEXT, path)
    head = path.read_bytes().split(b"<body>")[0].decode()
    assert head.startswith(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
    )
    header = dict(TmxReader(path).header.attributes)
    assert header["srclang"] == "zh-CN"
    assert header["adminlang"] == "en-US"
    assert header["segtype"] == "sentence"
    assert header["creationdate"] == "20210804T000000Z"


def test_schema(tmp_path, schema):
    for name, source in {"a": "zh", "b": "en"}.items():
        write_tmx(replace(BITEXT, source=source), tmp_path / name)
        schema.assertValid(etree.parse(tmp_path / name))


def test_source_side_and_level_are_those_of_the_bitext(tmp_path):
    path = tmp_path / "out.tmx"
    write_tmx(Bitext(BITEXT.pairs, "paragraph", source="en"), path)
    header = dict(TmxReader(path).header.attributes)
    assert (header["srclang"], header["segtype"]) == ("en", "paragraph")
    assert "creationdate" not in header
    unit = next(iter(read_units(path)))
    assert [v.language for v in unit.variants] == ["en", "zh-CN"]
    assert unit.prop("x-context-post") == "It considered the <report> & adopted it."


def test_reading_gives_the_bitext_again(tmp_path):
    write_tmx(BITEXT, tmp_path / "out.tmx")
    back = read_tmx(tmp_path / "out.tmx")
    assert [(p.id, p.kind, p.label, p.zh, p.en, p.confidence, p.note) for p in back] == [
        (p.id, p.kind, p.label, p.zh, p.en, p.confidence, p.note) for p in BITEXT.matched
    ]
    assert (back.symbol, back.date, back.level, back.warnings) == ("A/76/900", "2021-08-04", "sentence", ())


def test_same_input_same_bytes_packed_or_not(tmp_path):
    for suffix in ("tmx", "tmx.gz"):
        for name in ("a", "b"):
            write_tmx(BITEXT, tmp_path / f"{name}.{suffix}")
        assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()
    assert gzip.decompress((tmp_path / "a.tmx.gz").read_bytes()) == (tmp_path / "a.tmx").read_bytes()
    assert len(read_tmx(tmp_path / "a.tmx.gz")) == 3


def test_what_tools_refuse_never_reaches_the_file(tmp_path):
    pair = Pair("p1", "paragraph", "1", "报\u200b告\x0b\ufeff书", "cafe\u0301\x00 \ud800report", 1.0)
    write_tmx(Bitext((pair,)), tmp_path / "out.tmx")
    (unit,) = read_units(tmp_path / "out.tmx")
    assert (unit.zh, unit.en) == ("报告 书", "café report")


def test_foreign_memory_with_double_ids_and_single_sides(tmp_path):
    path = tmp_path / "foreign.tmx"
    tu = '<tu tuid="7"><tuv xml:lang="ZH_cn"><seg>{}</seg></tuv><tuv xml:lang="EN-US"><seg>{}</seg></tuv></tu>'
    body = tu.format("一", "one") + tu.format("二", "two") + tu.format("三", "")
    body += '<tu><tuv xml:lang="fr"><seg>un</seg></tuv></tu>'
    path.write_text(f'<tmx version="1.3"><header/><body>{body}</body></tmx>', encoding="utf-8")
    bitext = read_tmx(path)
    assert [pair.id for pair in bitext] == ["7", "7~2", "7~3"]
    assert [pair.matched for pair in bitext] == [True, True, False]
    assert len(bitext.warnings) == 1


def test_memory_without_the_pair_of_languages_is_refused(tmp_path):
    path = tmp_path / "fr.tmx"
    path.write_text('<tmx version="1.4"><header/><body><tu><tuv xml:lang="fr"><seg>un</seg></tuv></tu></body></tmx>')
    with pytest.raises(DuizhaoError, match="no unit with both"):
        read_tmx(path)


def test_tsv_holds_every_pair_and_reads_back(tmp_path):
    path = tmp_path / "out.tsv"
    write_tsv(BITEXT, path)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[0] == "id\tkind\tlabel\tzh\ten\tconfidence\tstatus\tnote"
    assert lines[3] == "p1.2\tparagraph\t1\t只有中文。\t\t0.000\tunaligned\tno English"
    back = read_pairs(path)
    assert [(p.id, p.kind, p.label, p.zh, p.en, p.confidence, p.note) for p in back] == [
        (p.id, p.kind, p.label, p.zh, p.en, p.confidence, p.note) for p in BITEXT
    ]


def test_tsv_errors_name_the_place(tmp_path):
    path = tmp_path / "bad.tsv"
    path.write_text("id\tzh\n1\t一\n")
    with pytest.raises(DuizhaoError, match="lacks the columns en"):
        read_pairs(path)
    path.write_text("zh\ten\n一\tone\tmore\n")
    with pytest.raises(DuizhaoError, match=r"bad\.tsv:2: 3 cells"):
        read_pairs(path)
    path.write_bytes(b"zh\ten\n\xff\xff\tone\n")
    with pytest.raises(DuizhaoError, match=r"bad\.tsv:2: is not text in UTF-8"):
        read_pairs(path)
    with pytest.raises(DuizhaoError, match="no such file"):
        read_pairs(tmp_path / "none.tsv")


TEXT = st.text(max_size=30)


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5))
def test_any_text_stays_in_its_row(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("tsv") / "t.tsv"
    pairs = tuple(Pair(f"p{i}", "paragraph", "", zh, en, 1.0) for i, (zh, en) in enumerate(texts))
    write_tsv(Bitext(pairs), path)
    lines = path.read_bytes().decode().split("\n")
    assert len(lines) == len(texts) + 2
    assert all(line.count("\t") == len(COLUMNS) - 1 for line in lines[:-1])
    assert [p.id for p in read_pairs(path)] == [p.id for p in pairs]
