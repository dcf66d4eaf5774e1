from pathlib import Path

import pytest
from duizhao.errors import DuizhaoError
from duizhao.tmx.formats.registry import WRITABLE, ConversionOptions, format_of, read_any, write_any
from duizhao.tmx.formats.table_files import guarded, unguarded
from duizhao.tmx.model import Note, Prop, Unit, Variant
from duizhao.tmx.reader import read_units
from duizhao.tmx.tools.operations import convert
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

OPTIONS = ConversionOptions()
UNITS = [
    Unit(
        "p1.1",
        (Variant("zh-CN", "委员会审议了<报告>。"), Variant("en", 'The Committee considered the "report" & more.')),
        (Prop("x-kind", "paragraph"), Prop("x-label", "1"), Prop("x-confidence", "0.980")),
        (Note("see 2"),),
    ),
    Unit("p1.2", (Variant("zh-CN", "=1+2"), Variant("en", "-cmd|' /C calc'!A0")), (Prop("x-kind", "item"),)),
    Unit("p2", (Variant("zh-CN", "第二段"), Variant("en", "Paragraph two")), (Prop("x-confidence", "0.500"),)),
]
TEXTS = [(unit.zh, unit.en) for unit in UNITS]
SUFFIX = {"xliff2": "xlf", "xliff": "xlf", "moses": "moses", "omegat": ""}


def path_for(name: str, folder: Path, packed: str = "") -> Path:
    suffix = SUFFIX.get(name, name)
    return folder / (f"m.{suffix}{packed}" if suffix else "project")


@pytest.mark.parametrize("name", sorted(set(WRITABLE) - {"omegat"}))
@pytest.mark.parametrize("packed", ["", ".gz"])
def test_every_format_reads_what_it_writes(tmp_path, name, packed):
    if name == "parquet":
        pytest.importorskip("pyarrow", reason="Parquet is an extra: pip install 'duizhao[parquet]'")
    path = path_for(name, tmp_path, packed)
    write_any(UNITS, path, OPTIONS, format_name=name)
    back = list(read_any(path, OPTIONS, None, name)[1])
    assert [(unit.zh, unit.en) for unit in back] == TEXTS
    if name not in ("moses",):
        assert [unit.tuid for unit in back] == [unit.tuid for unit in UNITS]
        assert back[0].notes == UNITS[0].notes
    if name in ("tmx", "jsonl"):
        assert [unit._replace(line=0) for unit in back] == UNITS
    if name in ("csv", "tsv", "xlsx", "parquet"):
        assert back[0].prop("x-confidence") == "0.980"


@pytest.mark.parametrize("name", sorted(set(WRITABLE) - {"omegat"}))
def test_same_units_same_bytes(tmp_path, name):
    if name == "parquet":
        pytest.importorskip("pyarrow", reason="Parquet is an extra: pip install 'duizhao[parquet]'")
    contents = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        write_any(UNITS, path_for(name, folder), OPTIONS, format_name=name)
        contents.append([path.read_bytes() for path in sorted(folder.iterdir())])
    assert contents[0] == contents[1]


def test_convert_keeps_all_of_a_memory_and_sets_codes_side_and_dates(tmp_path):
    write_any(UNITS, tmp_path / "a.tmx", OPTIONS)
    options = ConversionOptions("zh-Hans", "en-GB", "en", "paragraph", date="2021-08-04")
    outcome = convert(tmp_path / "a.tmx", tmp_path / "b.tmx", options)
    assert outcome.written == 3
    units = list(read_units(tmp_path / "b.tmx"))
    assert [variant.language for variant in units[0].variants] == ["en-GB", "zh-Hans"]
    assert units[0].changed == "20210804T000000Z"
    head = (tmp_path / "b.tmx").read_text(encoding="utf-8").split("<body>")[0]
    assert 'srclang="en-GB"' in head
    assert 'segtype="paragraph"' in head


@pytest.mark.parametrize("version", ["xliff", "xliff2"])
def test_xliff_is_well_formed_and_asks_for_review_where_unsure(tmp_path, version):
    path = tmp_path / "m.xlf"
    write_any(UNITS, path, OPTIONS, format_name=version)
    root = etree.parse(path).getroot()
    assert root.get("version") == ("1.2" if version == "xliff" else "2.1")
    states = [e.get("state") for e in root.iter("{*}target", "{*}segment") if e.get("state")]
    assert states == ["translated", "translated", "needs-review-translation" if version == "xliff" else "initial"]


@pytest.mark.parametrize("version", ["xliff", "xliff2"])
def test_translate_toolkit_reads_our_xliff(tmp_path, version):
    from translate.storage import xliff, xliff2

    path = tmp_path / "m.xlf"
    write_any(UNITS, path, OPTIONS, format_name=version)
    store = (xliff.xlifffile if version == "xliff" else xliff2.Xliff2File).parsefile(str(path))
    found = [(str(unit.source), str(unit.target)) for unit in store.units if unit.istranslatable() or unit.target]
    assert found == TEXTS


def test_translate_toolkit_reads_our_tmx(tmp_path):
    from translate.storage import tmx

    write_any(UNITS, tmp_path / "m.tmx", OPTIONS)
    store = tmx.tmxfile.parsefile(str(tmp_path / "m.tmx"))
    assert [(unit.source, unit.target) for unit in store.units] == TEXTS


def test_we_read_what_translate_toolkit_writes(tmp_path):
    from translate.convert import po2tmx

    po = tmp_path / "m.po"
    po.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "报告"\nmsgstr "report <b>bold</b> & more"\n\nmsgid "决议"\nmsgstr "resolution"\n',
        encoding="utf-8",
    )
    po2tmx.main(["--progress=none", "--source-language=zh-CN", "-l", "en", str(po), str(tmp_path / "m.tmx")])
    expected = [("报告", "report <b>bold</b> & more"), ("决议", "resolution")]
    assert [(unit.zh, unit.en) for unit in read_units(tmp_path / "m.tmx")] == expected
    assert [(unit.zh, unit.en) for unit in read_any(po, OPTIONS, None)[1]] == expected


def test_foreign_xliff_with_inline_codes_and_several_files(tmp_path):
    path = tmp_path / "m.xliff"
    path.write_text(
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="en-US" '
        'target-language="zh-CN" datatype="x"><body><group><trans-unit id="a"><source>the <g id="1">treaty</g> '
        '<bpt id="2">&lt;b></bpt>bodies</source><target>条约机构</target><note>n</note></trans-unit></group>'
        '<trans-unit id="b"><source>only English</source></trans-unit></body></file></xliff>',
        encoding="utf-8",
    )
    one, two = read_any(path, OPTIONS, None)[1]
    assert (one.zh, one.en, one.notes) == ("条约机构", "the treaty bodies", (Note("n"),))
    assert (two.zh, two.en) == ("", "only English")


@pytest.mark.parametrize(
    ("name", "contents", "message"),
    [
        ("m.csv", b"zh,fr\n1,2\n", "lacks the columns en"),
        ("m.csv", b"zh,en\n1,2,3\n", "3 cells where the header has 2"),
        ("m.csv", b"zh,en\n\xff\xff,x\n", "m.csv:2: is not text in UTF-8, UTF-16, GB18030, Big5"),
        ("m.csv", b'zh,en\na,"b\n', "m.csv:2: cannot be read as a table"),
        ("m.jsonl", b'{"zh": "a", "en": "b"}\n[1]\n', "m.jsonl:2"),
        ("m.jsonl", b'{"zh": "a"}\n', "not a JSON object"),
        ("m.xlsx", b"not a zip", "read as an XLSX workbook"),
        ("m.xlf", b"<xliff><file>", "not XLIFF"),
        ("m.xlf", b"<html/>", "not XLIFF"),
        ("m.tsv.gz", b"\x1f\x8bbroken", "compressed file is damaged"),
        ("m.zh", b"one\n", "is missing"),
        ("m.en", b"one\n", "m.zh: no such file"),
        ("m.doc", b"x", "cannot be inferred from the suffix"),
    ],
)
def test_bad_input_is_one_line(tmp_path, name, contents, message):
    path = tmp_path / name
    path.write_bytes(contents)
    with pytest.raises(DuizhaoError, match=message) as caught:
        list(read_any(path, OPTIONS, None)[1])
    assert "\n" not in str(caught.value)


def test_moses_of_different_lengths_is_refused(tmp_path):
    (tmp_path / "m.zh").write_text("一\n二\n", encoding="utf-8")
    (tmp_path / "m.en").write_text("one\n")
    with pytest.raises(DuizhaoError, match="different numbers of lines"):
        list(read_any(tmp_path / "m.en", OPTIONS, None)[1])


def test_formats_are_told_from_names(tmp_path):
    names = {"a.TMX": "tmx", "a.tmx.gz": "tmx", "a.b.xlf": "xliff", "text.zh": "moses", "a.jsonl.gz": "jsonl"}
    assert {name: format_of(tmp_path / name) for name in names} == names


def test_no_cell_is_a_formula(tmp_path):
    import openpyxl

    write_any(UNITS, tmp_path / "m.xlsx", OPTIONS)
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "m.xlsx").active.iter_rows() for cell in row]
    assert all(cell.data_type in ("s", "n") for cell in cells)
    write_any(UNITS, tmp_path / "m.csv", OPTIONS)
    text = (tmp_path / "m.csv").read_text(encoding="utf-8-sig")
    assert ",'=1+2,'-cmd" in text


@given(st.text())
def test_guard_is_undone(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t"))


GOOD = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Zl", "Zp", "Co"]), min_size=1, max_size=20)

PAIRS = st.lists(st.tuples(GOOD, GOOD), min_size=1, max_size=4)


@settings(max_examples=30)
@given(
    st.lists(st.tuples(GOOD, GOOD), min_size=1, max_size=4), st.sampled_from(["csv", "tsv", "xliff", "xliff2", "jsonl"])
)
def test_any_text_survives(tmp_path_factory, texts, name):
    import unicodedata

    path = path_for(name, tmp_path_factory.mktemp("c"))
    units = [Unit(f"u{i}", (Variant("zh-CN", zh), Variant("en", en))) for i, (zh, en) in enumerate(texts)]
    write_any(units, path, OPTIONS, format_name=name)
    back = [(unit.zh, unit.en) for unit in read_any(path, OPTIONS, None, name)[1]]
    expected = [tuple(unicodedata.normalize("NFC", text) for text in pair) for pair in texts]
    assert back == (texts if name == "jsonl" else expected)


def test_omegat_project(tmp_path):
    glossary = tmp_path / "g.utf8"
    glossary.write_text("报告\treport\n", encoding="utf-8")
    folder = tmp_path / "project"
    write_any(UNITS, folder, ConversionOptions(glossary=glossary), format_name="omegat")
    root = etree.parse(folder / "omegat.project").getroot()
    assert (root.findtext(".//source_lang"), root.findtext(".//target_lang")) == ("zh-CN", "en")
    assert (folder / "source" / "source.utf8").read_text(encoding="utf-8").split("\n\n")[:-1] == [
        zh for zh, _en in TEXTS
    ]
    assert [unit.en for unit in read_units(folder / "tm" / "auto" / "duizhao.tmx")] == [en for _zh, en in TEXTS]
    assert (folder / "glossary" / "glossary.utf8").read_bytes() == glossary.read_bytes()
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.txt").write_text("x")
    with pytest.raises(DuizhaoError, match="not an OmegaT project"):
        write_any(UNITS, other, OPTIONS, format_name="omegat")


def test_what_cannot_be_opened_is_told_by_its_own_name(tmp_path):
    (tmp_path / "folder.tsv").mkdir()
    for name in ("folder.tsv", "missing.csv", "missing.tmx", "missing.moses"):
        with pytest.raises(DuizhaoError, match=rf"{name.split('.')[0]}.*(no such file|cannot be read)"):
            convert(tmp_path / name, tmp_path / "out.tmx", OPTIONS)
    with pytest.raises(DuizhaoError, match=r"none\.utf8: is not a file"):
        write_any(UNITS, tmp_path / "p", ConversionOptions(glossary=tmp_path / "none.utf8"), format_name="omegat")
    assert not (tmp_path / "p").exists()
