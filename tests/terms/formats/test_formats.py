import io
from dataclasses import replace

import openpyxl
import pytest
import xmlschema
from duizhao.errors import DuizhaoError
from duizhao.terms.formats.registry import WRITABLE, format_of, read_glossary, write_glossary
from duizhao.terms.glossary import Concept, Example, Glossary, Term, concept_id
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage.tbx import tbxfile

SUFFIXES = {
    "tbx": ".tbx",
    "tbx3": ".tbx",
    "tbx3-dct": ".tbx",
    "tsv": ".tsv",
    "csv": ".csv",
    "memoq": ".csv",
    "xlsx": ".xlsx",
    "omegat": ".utf8",
    "multiterm": ".xml",
    "json": ".json",
}
FULL = Concept(
    "c1",
    (
        Term("人权维护者", "zh", pos="noun", frequency=7),
        Term("人权捍卫者", "zh", "forbidden", "variant", "noun"),
        Term("human rights defender", "en", pos="noun", note="not activist", source="A/RES/53/144"),
        Term("HRD", "en", "accepted", "acronym", "noun", case=True),
        Term("human rights activist", "en", "deprecated", "variant", "noun"),
    ),
    domain="human rights",
    definition="a person who acts to promote rights",
    note="see the Declaration",
    source="UNTERM",
    date="2021-06-30",
    status="candidate",
    frequency=7,
    documents=2,
    score=0.75,
    examples=(Example("p42.1", "支持人权维护者", "support human rights defenders"),),
)


def round_trip(glossary, format, tmp_path):
    path = tmp_path / f"glossary{SUFFIXES[format]}"
    lost = write_glossary(glossary, path, format)
    return read_glossary(path), lost


def plain(concept):
    """What every format says: usable preferred terms."""
    return concept.text("zh"), concept.text("en")


@pytest.mark.parametrize("format", WRITABLE)
def test_every_format_keeps_the_first_terms(glossary, format, tmp_path):
    again, _lost = round_trip(glossary, format, tmp_path)
    assert sorted(map(plain, again)) == sorted(map(plain, glossary))


@pytest.mark.parametrize("format", ["json", "multiterm", "tbx", "tbx3", "tbx3-dct", "tsv", "csv", "xlsx"])
def test_what_a_format_does_not_name_as_lost_comes_back(format, tmp_path):
    again, lost = round_trip(Glossary([FULL]), format, tmp_path)
    [concept] = again
    wanted = FULL
    for line in lost:
        name = line.split(":")[0]
        empty = {"frequency": 0, "documents": 0, "score": 0.0, "examples": (), "case": False, "kind": ""}
        if name.endswith(" of a term"):
            field = name.removesuffix(" of a term")
            wanted = replace(wanted, terms=tuple(replace(t, **{field: empty.get(field, "")}) for t in wanted.terms))
        else:
            wanted = replace(wanted, **{name: empty.get(name, "")})
    assert set(concept.terms) == set(wanted.terms)
    assert replace(concept, terms=()) == replace(wanted, terms=())


def test_json_loses_nothing(tmp_path):
    again, lost = round_trip(Glossary([FULL]), "json", tmp_path)
    assert lost == []
    assert again.concepts == (FULL,)


def test_omegat_has_one_row_a_concept_and_the_rest_in_the_comment(tmp_path):
    path = tmp_path / "g.utf8"
    lost = write_glossary(Glossary([FULL]), path)
    [row] = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    zh, en, comment = row.split("\t")
    assert (zh, en) == ("人权维护者", "human rights defender")
    assert comment == "acronym: HRD; old: human rights activist; zh not: 人权捍卫者; see the Declaration"
    assert any(line.startswith("definition") for line in lost)
    [again] = read_glossary(path)
    assert {(t.text, t.status) for t in again.terms} == {(t.text, t.status) for t in FULL.terms}
    assert again.note == FULL.note


def test_memoq_leaves_forbidden_terms_out_and_says_so(tmp_path):
    path = tmp_path / "g.csv"
    lost = write_glossary(Glossary([FULL]), path, "memoq")
    text = path.read_text(encoding="utf-8-sig")
    assert "人权捍卫者" not in text
    assert "human rights defender|HRD" in text
    assert any("forbidden" in line for line in lost)


def test_martif_is_valid_and_other_tools_read_it(glossary, shared, tmp_path):
    path = tmp_path / "g.tbx"
    write_glossary(Glossary([*glossary, FULL]), path)
    xmlschema.XMLSchema(str(shared / "data/cat/tbx.xsd")).validate(str(path))
    with path.open("rb") as stream:
        store = tbxfile.parsefile(stream)
    assert ("重建得更好", "build back better") in [(unit.source, unit.target) for unit in store.units]


@pytest.mark.parametrize("format", ["tbx", "tbx3", "tbx3-dct"])
def test_tbx_roots(format, tmp_path):
    path = tmp_path / "g.tbx"
    write_glossary(Glossary([FULL]), path, format)
    root = etree.parse(path).getroot()
    assert etree.QName(root).localname == ("martif" if format == "tbx" else "tbx")
    assert root.get("style") == {"tbx": None, "tbx3": "dca", "tbx3-dct": "dct"}[format]


def test_martif_keeps_to_the_categories_of_tbx_basic(glossary, tmp_path):
    path = tmp_path / "g.tbx"
    lost = write_glossary(Glossary([*glossary, FULL]), path)
    root = etree.parse(path).getroot()
    categories = {(element.tag, element.get("type")) for element in root.iter() if element.get("type")}
    assert categories <= {
        ("martif", "TBX-Basic"),
        ("p", "XCSURI"),
        ("descrip", "subjectField"),
        ("descrip", "definition"),
        ("descrip", "context"),
        ("admin", "source"),
        ("admin", "projectSubset"),
        ("transac", "transactionType"),
        ("termNote", "partOfSpeech"),
        ("termNote", "administrativeStatus"),
        ("termNote", "termType"),
    }
    spoken = {element.text for element in root.iter("termNote") if element.get("type") == "partOfSpeech"}
    assert spoken <= {"noun", "verb", "adjective", "adverb", "properNoun", "other"}
    assert "parts of speech that TBX-Basic does not have: written as other, 6 times" in lost


def test_foreign_tbx_is_read_and_what_is_not_is_said(tmp_path):
    path = tmp_path / "g.tbx"
    path.write_text(
        """<?xml version="1.0"?><martif type="TBX" xml:lang="en"><text><body>
        <termEntry id="7"><descrip type="reliabilityCode">3</descrip>
        <langSet xml:lang="en-US"><ntig><termGrp><term>State party</term>
        <termNote type="partOfSpeech">noun</termNote></termGrp></ntig></langSet>
        <langSet xml:lang="zh-Hans"><tig><term>缔约国</term></tig></langSet>
        <langSet xml:lang="fr"><tig><term>État partie</term></tig></langSet></termEntry>
        <termEntry id="8"><langSet xml:lang="fr"><tig><term>État</term></tig></langSet></termEntry>
        </body></text></martif>""",
        encoding="utf-8",
    )
    glossary = read_glossary(path)
    [concept] = glossary
    assert (concept.text("zh"), concept.text("en"), concept.en[0].pos) == ("缔约国", "State party", "noun")
    said = "\n".join(glossary.warnings)
    assert "terms in fr: left out, 2 times" in said
    assert "reliabilityCode" in said
    assert "entries without" in said


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("g.tbx", b'<TBX dialect="TBX-Min"><entry/></TBX>', "its root is <TBX>"),
        ("g.tbx", b"<martif><text>", "not well-formed XML"),
        ("g.json", b"{", "not JSON"),
        ("g.json", b'{"a": 1}', "concepts"),
        ("g.xlsx", b"PK nonsense", "read as an XLSX workbook"),
        ("g.csv", b"a,b\n1,2\n", "no zh column"),
        ("g.csv", b"", "is empty"),
        ("g.csv", b",,\n\n", "no rows"),
        ("g.docx", b"x", "--from"),
        ("g.csv", b"\xff\x00\x81", "is not text"),
    ],
)
def test_bad_files_are_refused_in_one_line(name, content, says, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DuizhaoError) as caught:
        read_glossary(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)


def test_entities_are_not_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    path = tmp_path / "g.tbx"
    path.write_text(
        f"""<!DOCTYPE martif [<!ENTITY x SYSTEM "{secret.as_uri()}">]><martif><text><body><termEntry>
        <langSet xml:lang="zh"><tig><term>人权&x;</term></tig></langSet></termEntry></body></text></martif>""",
        encoding="utf-8",
    )
    [concept] = read_glossary(path)
    assert "secret" not in concept.text("zh")


def test_csv_in_gb18030_with_chinese_headings(tmp_path):
    path = tmp_path / "术语.csv"
    path.write_bytes(
        "中文,英文,备注\n缔约国,State party,\n普遍定期审议,universal periodic review,人权\n".encode("gb18030")
    )
    glossary = read_glossary(path)
    assert [plain(concept) for concept in glossary] == [
        ("缔约国", "State party"),
        ("普遍定期审议", "universal periodic review"),
    ]
    assert glossary.concepts[1].note == "人权"
    assert glossary.warnings == ("read as gb18030",)


def test_columns_are_guessed_by_script_or_named(tmp_path):
    path = tmp_path / "g.csv"
    path.write_text("1;State party;缔约国\n2;treaty body;条约机构\n", encoding="utf-8")
    assert [plain(concept) for concept in read_glossary(path)] == [
        ("缔约国", "State party"),
        ("条约机构", "treaty body"),
    ]
    path.write_text("a,b,c\nState party,缔约方,缔约国\n", encoding="utf-8")
    [concept] = read_glossary(path, zh="c", en="1")
    assert plain(concept) == ("缔约国", "State party")


def test_rows_that_are_no_entries_are_named(tmp_path):
    path = tmp_path / "g.csv"
    path.write_text("chinese,english\n缔约国,State party\n,\n ,  \n缔约国,State party\n", encoding="utf-8")
    glossary = read_glossary(path)
    assert len(glossary) == 1
    assert glossary.warnings == ("line 5: left out: the same as an earlier row",)


def test_unbis_as_a_table(shared):
    glossary = read_glossary(shared / "data/unbis/unbis_zh_en.tsv")
    assert len(glossary) == 7137
    [(concept, _term)] = glossary.find("KIDNAPPING", "en")
    assert concept.text("zh") == "绑架"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "'=", "#"])
def test_cells_that_run_are_written_as_text(start, tmp_path):
    term = f"{start}cmd|' /C calc'!A0"
    glossary = Glossary([Concept("c", (Term("术语", "zh"), Term(term, "en")), note=f"{start}1+1")])
    write_glossary(glossary, tmp_path / "g.csv")
    cells = (tmp_path / "g.csv").read_text(encoding="utf-8-sig").splitlines()[1].replace('"', "").split(",")
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    write_glossary(glossary, tmp_path / "g.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "g.xlsx").worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    for suffix in (".csv", ".xlsx", ".tsv"):
        write_glossary(glossary, tmp_path / f"h{suffix}")
        [again] = read_glossary(tmp_path / f"h{suffix}")
        assert (again.text("en"), again.note) == (term, f"{start}1+1")


def test_xlsx_with_merged_cells_and_formulas(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Chinese", "English"],
        ["缔约国", "State party"],
        [None, "State Party"],
        ["人权", "=A1"],
        ["条约", "treaty"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "g.xlsx")
    glossary = read_glossary(tmp_path / "g.xlsx")
    assert [plain(concept) for concept in glossary] == [
        ("缔约国", "State party"),
        ("缔约国", "State Party"),
        ("人权", ""),
        ("条约", "treaty"),
    ]
    assert any("merged" in line for line in glossary.warnings)
    assert any("B4" in line for line in glossary.warnings)


def test_tmx_of_terms(tmp_path):
    path = tmp_path / "g.tmx"
    path.write_text(
        """<?xml version="1.0" encoding="UTF-8"?><tmx version="1.4"><header creationtool="t" creationtoolversion="1"
        segtype="phrase" o-tmf="t" adminlang="en" srclang="zh" datatype="plaintext"/><body>
        <tu><tuv xml:lang="zh"><seg>缔约国</seg></tuv><tuv xml:lang="en"><seg>State party</seg></tuv></tu>
        </body></tmx>""",
        encoding="utf-8",
    )
    assert [plain(concept) for concept in read_glossary(path)] == [("缔约国", "State party")]


def test_xml_is_told_by_its_root(tmp_path):
    for format in ("multiterm", "tbx"):
        path = tmp_path / f"{format}.xml"
        write_glossary(Glossary([FULL]), path, format)
        assert format_of(path) == format


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zs", "Zl", "Zp"]), min_size=1, max_size=10)
terms = st.builds(
    Term,
    text=texts,
    language=st.sampled_from(["zh", "en"]),
    status=st.sampled_from(["accepted", "forbidden", "deprecated"]),
)
concepts = st.builds(
    lambda zh, en, others, note: Concept("c", (Term(zh, "zh"), Term(en, "en"), *others), note=note),
    texts,
    texts,
    st.lists(terms, max_size=3),
    texts,
)


@pytest.mark.parametrize("format", ["json", "multiterm", "tbx", "tbx3-dct", "tsv", "csv", "xlsx"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(concept=concepts)
def test_any_text_comes_back(format, tmp_path, concept):
    again, _lost = round_trip(Glossary([concept]), format, tmp_path)
    [back] = again
    wanted = {(t.language, t.text): t.status for t in reversed(concept.terms)}
    assert {(t.language, t.text): t.status for t in reversed(back.terms)} == wanted
    assert back.note == concept.note


@pytest.mark.parametrize("format", WRITABLE)
def test_same_input_same_bytes(glossary, format, tmp_path):
    for name in ("one", "two"):
        write_glossary(glossary, tmp_path / name, format)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_bytes_of_xml_that_xml_cannot_hold_are_left_out():
    from duizhao.terms.formats.tbx import write_tbx

    stream = io.BytesIO()
    write_tbx(Glossary([Concept("1 a", (Term("人\x00权", "zh"),))]), stream)
    assert "<term>人权</term>" in stream.getvalue().decode()


def test_a_tbx_entry_whose_id_was_used_before_keeps_all_but_the_id(tmp_path):
    path = tmp_path / "twice.tbx"
    second = replace(FULL, status="candidate", examples=(Example("p1", "人权维护者很多。", "There are many."),))
    write_glossary(Glossary([FULL, replace(second, id="c2")]), path)
    path.write_text(path.read_text(encoding="utf-8").replace('id="c2"', 'id="c1"'), encoding="utf-8")
    _first, again = read_glossary(path)
    assert (again.id, again.status, again.examples) == ("c1-2", "candidate", second.examples)


@pytest.mark.parametrize(("suffix", "id"), [("tbx", ' id="x"'), ("xml", '<descrip type="ID">x</descrip>')])
def test_an_entry_without_an_id_has_that_of_its_usable_terms_in_every_format(tmp_path, suffix, id):
    path = tmp_path / f"forbidden_first.{suffix}"
    terms = (Term("人权捍卫者", "zh", "forbidden"), Term("人权维护者", "zh"), Term("human rights defender", "en"))
    write_glossary(Glossary([Concept("x", terms)]), path)
    written = path.read_text(encoding="utf-8")
    assert id in written
    path.write_text(written.replace(id, ""), encoding="utf-8")
    [concept] = read_glossary(path)
    assert concept.id == concept_id("人权维护者", "human rights defender")
