import re
from dataclasses import replace

import pytest
from duizhao.align.bitext import Bitext, Pair
from duizhao.corpora.document import Document
from duizhao.i18n import set_language
from duizhao.language.annotated_text import NoteReference
from duizhao.tmx.formats.html import render_page, write_page
from lxml import html

EVIL = "<script>alert(1)</script>&\"'"
PAIRS = (
    Pair("h:I", "heading", "一", "导言", "Introduction", 0.99, "number"),
    Pair("p1.1", "paragraph", "1", f"缔约国{EVIL}报告。", f"The report {EVIL}.", 0.9, "number"),
    Pair("p1.2", "paragraph", "1", "委员会。", "The Committee.", 0.2, "number", "numbers differ"),
    Pair("p2.1", "paragraph", "2", "没有译文。", "", 0.0),
    Pair("p3.1", "paragraph", "3", "", "No Chinese here.", 0.0),
    Pair("p4.1", "paragraph", "4", "见注。", "See the note.", 0.9, "number", "", (NoteReference(2, "12"),), ()),
    Pair("fn12", "footnote", "12", "同上。", "Ibid.", 0.9, "number"),
)
BITEXT = Bitext(PAIRS, symbol="A/76/36", title="Report <b>of</b> the High Commissioner")


def tree(bitext=BITEXT):
    return html.fromstring(render_page(bitext))


def test_every_pair_unaligned_ones_too_is_on_the_page():
    text = tree().text_content()
    for pair in PAIRS:
        for side in (pair.zh, pair.en):
            for part in side.replace("见注", "见注|").split("|"):
                assert part in text
    assert re.search(r"5 pairs, 1 to check, 2 unaligned", text)


def test_nothing_of_the_documents_becomes_markup():
    page = tree()
    assert EVIL not in render_page(BITEXT)
    assert not page.xpath("//script[contains(., 'alert(1)')]")
    assert not page.xpath("//h1//b")


def test_the_page_needs_no_network():
    page = tree()
    for address in page.xpath("//@src | //@href | //@action"):
        assert address.startswith(("#", "data:")), address
    assert not re.search(r"url\((?!['\"]?data:)|@import", render_page(BITEXT))


def test_note_references_lead_to_their_notes():
    page = tree()
    (link,) = page.xpath("//a[@href='#fn12']")
    assert link.text == "12"
    assert page.xpath("//*[@id='fn12']")


def test_what_to_check_and_what_is_unaligned_is_marked():
    text = tree().text_content()
    assert "20%" in text
    assert "numbers differ" in text
    assert text.count("unaligned") >= 2


def test_ids_are_unique_anchors():
    ids = [name for name in tree().xpath("//@id") if name in {pair.id for pair in PAIRS}]
    assert sorted(ids) == sorted(pair.id for pair in PAIRS)


def test_the_same_bitext_gives_the_same_bytes(tmp_path):
    paths = tmp_path / "a.html", tmp_path / "b.html"
    for path in paths:
        write_page(BITEXT, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert paths[0].read_bytes().decode("utf-8").startswith("<!DOCTYPE html>")


@pytest.fixture
def chinese():
    set_language("zh")
    yield
    set_language("en")


def test_the_page_can_be_in_chinese(chinese):
    assert tree().get("lang") == "zh"
    version = Document("zh.txt", "zh", (), title="高级专员的报告")
    assert "高级专员的报告" in tree(replace(BITEXT, zh=version)).xpath("string(//title)")


def test_an_empty_bitext_is_a_page_too():
    assert "0 pairs" in render_page(Bitext(()))


def test_a_reference_leads_to_the_start_of_a_note_in_several_sentences():
    note = Pair("fn12.1", "footnote", "12", "同上。", "Ibid.", 0.9, "number")
    more = Pair("fn12.2", "footnote", "12", "另见附件。", "See also the annex.", 0.9, "number")
    page = tree(Bitext((PAIRS[5], note, more)))
    assert page.xpath("//section/@id") == ["p4.1", "fn12", "fn12.2"]
    assert page.xpath("//sup/a/@href") == ["#fn12"]
