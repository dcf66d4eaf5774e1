"""What each way through the program keeps of a translation unit; docs/tmx.md has the same table."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from duizhao.align.bitext import Bitext, ConfidenceParts, Pair
from duizhao.align.corrections.applying import apply_corrections
from duizhao.errors import DuizhaoError
from duizhao.language.annotated_text import NoteReference
from duizhao.language.segmentation import export_rules
from duizhao.memory.importing import import_files
from duizhao.memory.maintenance import export_memory
from duizhao.memory.memory import open_memory
from duizhao.memory.store import from_tmx, to_tmx
from duizhao.tmx.bitexts import read_tmx, write_tmx
from duizhao.tmx.formats.bitext_files import read_pairs, write_tsv
from duizhao.tmx.formats.correction_table import read_rows, write_sheet
from duizhao.tmx.formats.registry import ConversionOptions
from duizhao.tmx.model import Note, Prop, Unit, Variant
from duizhao.tmx.reader import TmxReader
from duizhao.tmx.tools.operations import convert, filter_memory, merge_memories
from duizhao.tmx.writer import header_for, write_units
from hypothesis import given, settings
from hypothesis import strategies as st

TAGGED = '理事会<bpt i="1">&lt;b&gt;</bpt>通过<ept i="1">&lt;/b&gt;</ept>了决议。'
FOREIGN = Unit(
    "memoq-17",
    (
        Variant("en-GB", "The Council adopted the resolution.", "", (("changedate", "20220102T030405Z"),)),
        Variant("zh-HK", "理事会通过了决议。", TAGGED, (("creationid", "ANNA"),), (Prop("x-font", "Song"),)),
    ),
    (
        *(Prop("x-document", "A/HRC/47/L.1"), Prop("x-kind", "item"), Prop("x-label", "3")),
        *(Prop("x-status", "confirmed"), Prop("x-confidence", "0.875")),
        *(Prop("client", "OHCHR", "en"), Prop("x-domain", "rights")),
    ),
    (Note("checked by Geneva", "en"), Note("see also paragraph 4")),
    (("creationdate", "20210804T093000Z"), ("creationid", "LI"), ("changeid", "WANG"), ("usagecount", "3")),
)
THIRD = Variant("fr", "Le Conseil a adopté la résolution.")


def prop(name: str) -> Callable[[Unit], object]:
    return lambda unit: unit.prop(name)


def sides(unit: Unit) -> list[Variant]:
    return [variant for variant in (unit.variant_in("zh"), unit.variant_in("en")) if variant]


# what is looked at in a unit, as docs/tmx.md names it
ASPECTS: dict[str, Callable[[Unit], object]] = {
    "texts": lambda unit: (unit.zh, unit.en),
    "ids": lambda unit: unit.tuid,
    "document": prop("x-document"),
    "kind, label": lambda unit: (unit.prop("x-kind"), unit.prop("x-label")),
    "status": lambda unit: unit.confirmed,
    "confidence": prop("x-confidence"),
    "properties": lambda unit: (unit.prop("client") or unit.prop("x-client"), unit.prop("x-domain")),
    "properties of one language": lambda unit: [variant.props for variant in sides(unit)],
    "notes": lambda unit: " ".join(note.text for note in unit.notes),
    "languages of notes and properties": lambda unit: {one.language for one in (*unit.notes, *unit.props)},
    "dates": lambda unit: (unit.attribute("creationdate"), unit.changed),
    "authors": lambda unit: [
        value
        for attributes in (unit.attributes, *(variant.attributes for variant in sides(unit)))
        for name, value in attributes
        if name.endswith("id")
    ],
    "inline tags": lambda unit: [variant.markup for variant in sides(unit)],
    "language codes": lambda unit: [variant.language for variant in sides(unit)],
    "source direction": lambda unit: unit.variants[0].language[:2],
    "other languages": lambda unit: unit.text_in("fr"),
}
ALL = frozenset(ASPECTS)


def by_format(name: str) -> Callable[[Path, Path], None]:
    """Return the way into a format and back to TMX."""

    def go(source: Path, target: Path) -> None:
        between = source.with_name(f"between.{name}")
        options = ConversionOptions(keep=True)
        fmt = {"xliff2": "xliff2"}.get(name, "")
        convert(source, between, options, target=fmt)
        convert(between, target, ConversionOptions(keep=True), source=fmt)

    return go


def through_bitext(source: Path, target: Path) -> None:
    write_tmx(read_tmx(source), target)


def through_memory(source: Path, target: Path) -> None:
    import_files([source], source.with_name("memory.db"))
    with open_memory(source.with_name("memory.db")) as memory:
        export_memory(memory, target)


@dataclass(frozen=True)
class Way:
    """A way from TMX to TMX, and what of a unit does not survive it."""

    go: Callable[[Path, Path], None]
    loses: frozenset[str] = frozenset()


def losing(*aspects: str) -> frozenset[str]:
    return frozenset(aspects)


_TABLE = ALL - {"texts", "ids", "kind, label", "status", "confidence", "notes"}
_XLIFF = losing(
    "properties of one language",
    "languages of notes and properties",
    "dates",
    "authors",
    "inline tags",
    "other languages",
)
WAYS = {
    "TMX → TMX": Way(lambda source, target: through_convert(source, target)),
    "TMX → JSON Lines → TMX": Way(by_format("jsonl")),
    "TMX → Parquet → TMX": Way(by_format("parquet")),
    "TMX → memory → TMX": Way(through_memory),
    "TMX → Bitext → TMX": Way(through_bitext, losing("other languages")),
    "TMX → XLIFF 1.2 → TMX": Way(by_format("xlf"), _XLIFF),
    "TMX → XLIFF 2.1 → TMX": Way(by_format("xliff2"), _XLIFF),
    "TMX → TSV → TMX": Way(by_format("tsv"), _TABLE),
    "TMX → CSV → TMX": Way(by_format("csv"), _TABLE),
    "TMX → XLSX → TMX": Way(by_format("xlsx"), _TABLE),
    "TMX → Moses → TMX": Way(by_format("moses"), ALL - {"texts"}),
}


def through_convert(source: Path, target: Path) -> None:
    convert(source, target, ConversionOptions(keep=True))


def memory_of(path: Path, *units: Unit) -> Path:
    write_units(units, path, header_for(source="en-GB"))
    return path


@pytest.mark.parametrize("name", WAYS)
def test_what_a_way_keeps(tmp_path: Path, name: str) -> None:
    if "Parquet" in name:
        pytest.importorskip("pyarrow", reason="Parquet is an extra: pip install 'duizhao[parquet]'")
    unit = FOREIGN._replace(variants=(*FOREIGN.variants, THIRD))
    source = memory_of(tmp_path / "in.tmx", unit)
    WAYS[name].go(source, tmp_path / "out.tmx")
    (back,) = TmxReader(tmp_path / "out.tmx")
    lost = {aspect for aspect, look in ASPECTS.items() if look(back) != look(unit)}
    assert lost == WAYS[name].loses


MADE = Bitext(
    (
        Pair("h:I", "heading", "一", "导言", "Introduction", 0.99, "number", parts=ConfidenceParts(0.99)),
        Pair(
            "p1.1",
            "paragraph",
            "1",
            "本报告概述有关活动。",
            "The report outlines activities.",
            0.81,
            "number",
            "numbers differ",
            (NoteReference(9, "1"),),
            parts=ConfidenceParts(0.9, 0.9),
            zh_blocks=("p1",),
            en_blocks=("p1", "p2"),
        ),
        Pair(
            "p1.2",
            "paragraph",
            "1",
            "委员会审议了报告。",
            "The Committee considered it.",
            1.0,
            "number",
            confirmed=True,
            parts=ConfidenceParts(0.9, 0.5),
            zh_blocks=("p1",),
            en_blocks=("p1", "p2"),
        ),
        Pair("p3.1", "paragraph", "3", "此处没有译文。", "", 0.0, zh_blocks=("p3",)),
    ),
    symbol="A/76/900",
    date="2021-08-04",
)
FRESH = replace(MADE, pairs=tuple(replace(pair, confirmed=False, note="") for pair in MADE.pairs))
PAIR_ASPECTS: dict[str, Callable[[Bitext], object]] = {
    "texts": lambda made: [(pair.zh, pair.en) for pair in made.matched],
    "ids": lambda made: [pair.id for pair in made.matched],
    "kind, label": lambda made: [(pair.kind, pair.label) for pair in made.matched],
    "status": lambda made: [pair.status for pair in made.matched],
    "confidence": lambda made: [pair.confidence for pair in made.matched],
    "notes": lambda made: [pair.note for pair in made.matched],
    "method": lambda made: [pair.method for pair in made.matched],
    "parts of the confidence": lambda made: [pair.parts for pair in made.matched],
    "blocks": lambda made: [pair.blocks for pair in made.matched],
    "note references": lambda made: [(pair.zh_notes, pair.en_notes) for pair in made.matched],
    "unaligned pairs": lambda made: [pair.id for pair in made.unaligned],
    "symbol, date": lambda made: (made.symbol, made.date),
}


def through_tmx(folder: Path) -> Bitext:
    write_tmx(MADE, folder / "made.tmx")
    return read_tmx(folder / "made.tmx")


def through_tsv(folder: Path) -> Bitext:
    write_tsv(MADE, folder / "made.tsv")
    return read_pairs(folder / "made.tsv")


def as_corrections(write: Callable[[Bitext, Path], object], suffix: str) -> Callable[[Path], Bitext]:
    def go(folder: Path) -> Bitext:
        path = folder / f"made{suffix}"
        write(MADE, path)
        return apply_corrections(FRESH, read_rows(path))[0]

    return go


_TSV = losing("method", "parts of the confidence", "blocks", "note references", "symbol, date")
PAIR_WAYS = {
    "Bitext → TMX → Bitext": (through_tmx, losing("note references", "unaligned pairs")),
    "Bitext → TSV → Bitext": (through_tsv, _TSV),
    "Bitext → TSV → corrections → Bitext": (as_corrections(write_tsv, ".tsv"), frozenset()),
    "Bitext → XLSX → corrections → Bitext": (as_corrections(write_sheet, ".xlsx"), frozenset()),
}


@pytest.mark.parametrize("name", PAIR_WAYS)
def test_what_a_way_keeps_of_pairs(tmp_path: Path, name: str) -> None:
    go, loses = PAIR_WAYS[name]
    back = go(tmp_path)
    assert {aspect for aspect, look in PAIR_ASPECTS.items() if look(back) != look(MADE)} == loses


def test_the_page_has_the_same_tables() -> None:
    page = (Path(__file__).parents[2] / "docs" / "tmx.md").read_text(encoding="utf-8")
    found = dict(re.findall(r"^\| (\S+ → [^|]*?) \| (.*?) \|$", page, re.MULTILINE))
    lost = {name: way.loses for name, way in WAYS.items()} | {name: loses for name, (_go, loses) in PAIR_WAYS.items()}
    order = [*ASPECTS, *PAIR_ASPECTS]
    assert found == {
        name: ", ".join(dict.fromkeys(one for one in order if one in loses)) or "nothing"
        for name, loses in lost.items()
    }


def test_confirmed_by_corrections_is_confirmed_in_the_memory(tmp_path: Path) -> None:
    write_tmx(MADE, tmp_path / "made.tmx")
    import_files([tmp_path / "made.tmx"], tmp_path / "memory.db")
    with open_memory(tmp_path / "memory.db") as memory:
        assert {unit.unit: unit.confirmed for unit in memory.units()} == {"h:I": False, "p1.1": False, "p1.2": True}


@pytest.mark.parametrize(
    ("kind", "text", "confirmed"),
    [
        ("x-status", "confirmed", True),
        ("x-status", "aligned", False),
        ("x-ConfirmationLevel", "ApprovedTranslation", True),
        ("x-ConfirmationLevel", "Translated", False),
        ("x-domain", "confirmed", False),
    ],
)
def test_a_foreign_unit_is_confirmed_only_where_it_says_so(
    tmp_path: Path, kind: str, text: str, confirmed: bool
) -> None:
    unit = Unit("1", (Variant("zh-CN", "决议"), Variant("en", "resolution")), (Prop(kind, text),))
    (pair,) = read_tmx(memory_of(tmp_path / "in.tmx", unit))
    assert (pair.confirmed, pair.method, pair.confidence) == (confirmed, "", 1.0)


@pytest.mark.parametrize(
    ("fmt", "before", "after", "confirmed"),
    [
        ("xliff", '<trans-unit id="1"', '<trans-unit id="1" approved="yes"', True),
        ("xliff2", 'state="translated"', 'state="final"', True),
        ("xliff", ' approved="yes"', "", False),
        ("xliff2", 'state="reviewed"', 'state="initial"', False),
    ],
)
def test_a_reviewer_confirms_and_withdraws_in_xliff(
    tmp_path: Path, fmt: str, before: str, after: str, confirmed: bool
) -> None:
    status = Prop("x-status", "aligned" if confirmed else "confirmed")
    unit = Unit("1", (Variant("zh-CN", "决议"), Variant("en", "resolution")), (status,))
    path = tmp_path / "review.xlf"
    convert(memory_of(tmp_path / "in.tmx", unit), path, ConversionOptions(keep=True), target=fmt)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    convert(path, tmp_path / "out.tmx", ConversionOptions(keep=True), source=fmt)
    (back,) = TmxReader(tmp_path / "out.tmx")
    assert back.confirmed is confirmed


def test_inline_tags_go_with_a_text_that_was_changed(tmp_path: Path) -> None:
    bitext = read_tmx(memory_of(tmp_path / "in.tmx", FOREIGN))
    pairs = tuple(replace(pair, zh="大会通过了决议。") for pair in bitext)
    write_tmx(replace(bitext, pairs=pairs), tmp_path / "out.tmx")
    (back,) = TmxReader(tmp_path / "out.tmx")
    assert [variant.markup for variant in sides(back)] == ["", ""]
    assert back.zh == "大会通过了决议。"


TEXT = st.text(st.sampled_from('决议通过了 a<&>"1é\u3000'), min_size=1, max_size=12).map(str.strip).filter(bool)
NAMES = st.sampled_from(["x-document", "x-label", "x-status", "x-kind", "client", "x-block-zh"])
PROPS = st.lists(st.builds(Prop, NAMES, TEXT, st.sampled_from(["", "en"])), max_size=4).map(tuple)
NOTES = st.lists(st.builds(Note, TEXT, st.sampled_from(["", "zh"])), max_size=2).map(tuple)
DATES = st.sampled_from(["20210804T000000Z", "20220102T030405Z", "2021-08-04"])
ATTRIBUTES = st.dictionaries(st.sampled_from(["creationid", "changeid", "usagecount"]), TEXT, max_size=2).flatmap(
    lambda others: st.dictionaries(st.sampled_from(["creationdate", "changedate"]), DATES, max_size=2).map(
        lambda dates: tuple((others | dates).items())
    )
)
SIDES = st.tuples(
    *(st.builds(Variant, codes, TEXT, st.just(""), ATTRIBUTES, PROPS, NOTES)
      for codes in (st.sampled_from(["zh-CN", "zh-HK", "ZH"]), st.sampled_from(["en", "EN-GB"])))
).flatmap(st.permutations).map(tuple)  # fmt: skip
UNITS = st.builds(Unit, TEXT, SIDES, PROPS, NOTES, ATTRIBUTES, st.just(0), st.just(()))


@given(UNITS)
def test_any_unit_comes_out_of_the_memory_as_it_went_in(unit: Unit) -> None:
    back = to_tmx(from_tmx(unit, "in.tmx"))
    assert back._replace(props=()) == unit._replace(props=())
    added = [] if any(one[:1] == ("x-document",) and not one.language for one in unit.props) else ["in.tmx"]
    given_ = [one for one in unit.props if not (one.type == "x-status" and one.text == "confirmed")]
    kept = [one for one in back.props if not (one.type == "x-status" and one.text == "confirmed")]
    assert sorted([*kept]) == sorted([*given_, *(Prop("x-document", name) for name in added)])


@settings(max_examples=50)
@given(st.lists(UNITS, min_size=1, max_size=3))
def test_a_memory_read_and_written_as_a_bitext_is_stable(
    tmp_path_factory: pytest.TempPathFactory, units: list[Unit]
) -> None:
    folder = tmp_path_factory.mktemp("stable")
    first, second, third = (folder / f"{number}.tmx" for number in range(3))
    through_bitext(memory_of(first, *units), second)
    through_bitext(second, third)
    assert second.read_bytes() == third.read_bytes()
    for unit, back in zip(units, TmxReader(second), strict=True):
        assert [v[1:] for v in sides(back)] == [v[1:] for v in sides(unit)]
        assert set(back.props) >= {one for one in unit.props if one.type == "client"}
        assert back.notes == unit.notes


def test_a_document_named_at_one_language_is_not_that_of_the_unit(tmp_path: Path) -> None:
    named = (Prop("x-document", "A/76/1"),)
    sided = Unit(
        "2", (Variant("zh-CN", "二", "", (), (Prop("x-document", "A/76/2"),)), Variant("en", "two", "", (), named))
    )
    first = Unit("1", (Variant("zh-CN", "一"), Variant("en", "one")), named)
    bitext = read_tmx(memory_of(tmp_path / "in.tmx", first, sided))
    write_tmx(bitext, tmp_path / "out.tmx")
    assert read_tmx(tmp_path / "out.tmx").symbol == bitext.symbol == ""


def test_a_bitext_invents_no_dates_and_gives_ids_once(tmp_path: Path) -> None:
    source, target = tmp_path / "in.tmx", tmp_path / "out.tmx"
    undated = Unit("1", (Variant("zh-CN", "决议"), Variant("en", "resolution")))
    write_units([undated], source, header_for(date="20210804T093000Z", props=(Prop("x-domain", "rights"),)))
    through_bitext(source, target)
    reader = TmxReader(target)
    assert dict(reader.header.attributes)["creationdate"] == "20210804T093000Z"
    assert reader.header.props == (Prop("x-domain", "rights"),)
    assert [unit.attributes for unit in reader] == [()]
    write_tmx(replace(MADE, pairs=(*MADE.pairs, *MADE.pairs)), target)
    ids = [unit.tuid for unit in TmxReader(target)]
    assert len(ids) == len(set(ids)) == 2 * len(MADE.matched)


@pytest.mark.parametrize("name", ["out.tsv", "out"])
def test_a_memory_is_not_written_under_the_suffix_of_another_format(tmp_path: Path, name: str) -> None:
    source = memory_of(tmp_path / "in.tmx", FOREIGN)
    with pytest.raises(DuizhaoError, match="memory is written as"):
        filter_memory(source, tmp_path / name, 'zh != ""', None)
    with pytest.raises(DuizhaoError, match="memory is written as"):
        merge_memories([source], tmp_path / name)
    with pytest.raises(DuizhaoError, match="no known suffix"):
        export_rules(tmp_path / name)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("way", [through_memory, by_format("jsonl"), through_convert])
def test_the_segtype_of_units_is_kept(tmp_path: Path, way: Callable[[Path, Path], None]) -> None:
    source, target = tmp_path / "in.tmx", tmp_path / "out.tmx"
    units = [
        FOREIGN,
        FOREIGN._replace(tuid="2", attributes=(("segtype", "phrase"),)),
        FOREIGN._replace(tuid="3", attributes=(("segtype", "sentence"),)),
    ]
    write_units(units, source, header_for(source="en-GB", segtype="paragraph"))
    way(source, target)
    reader = TmxReader(target)
    assert dict(reader.header.attributes)["segtype"] == "paragraph"
    assert [unit.attributes for unit in reader] == [unit.attributes for unit in units]


def test_a_unit_with_a_source_of_its_own_does_not_turn_the_memory(tmp_path: Path) -> None:
    own = FOREIGN._replace(tuid="2", variants=FOREIGN.variants[::-1], attributes=(("srclang", "zh-HK"),))
    through_memory(memory_of(tmp_path / "in.tmx", own, FOREIGN), tmp_path / "out.tmx")
    assert dict(TmxReader(tmp_path / "out.tmx").header.attributes)["srclang"] == "en-GB"
