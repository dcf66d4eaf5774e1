import pytest
from duizhao.corpora.html import read_lines
from duizhao.errors import DuizhaoError
from duizhao.language.annotated_text import NoteReference


def lines_of(page, encoding="utf-8"):
    return read_lines(page.encode(encoding), "page.html")[0]


def shown(page):
    return [(line.role, line.label, line.text) for line in lines_of(page)]


def test_headings_paragraphs_and_what_is_not_text():
    page = """<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body><nav><a href=/>Home</a></nav>
    <h1>第一章</h1><script>var a="<p>no</p>";</script><p>本报告根据<b>大会</b>决议
    提交。</p><div hidden>no</div><p style="display:none">no</p>loose text<footer>© UN</footer></body></html>"""
    assert shown(page) == [
        ("running matter", "", "Home"),
        ("heading", "", "第一章"),
        ("", "", "本报告根据大会决议 提交。"),
        ("", "", "loose text"),
        ("running matter", "", "© UN"),
    ]
    assert lines_of(page)[1].level == 1


def test_ordered_lists_have_their_numbers():
    page = (
        "<ol start=5><li>five<ol type=a><li>a<li>b</ol></li><li value=9>nine</li><li>ten</ol>"
        "<ol type=I><li>one</ol><ul><li>dot</ul><ol reversed><li>x<li>y</ol>"
    )
    assert [(line.label, line.text) for line in lines_of(page)] == [
        ("5", "five"), ("(a)", "a"), ("(b)", "b"), ("9", "nine"), ("10", "ten"), ("I", "one"), ("•", "dot"),
        ("2", "x"), ("1", "y"),
    ]  # fmt: skip


def test_item_of_two_paragraphs_has_its_number_once():
    assert [(line.label, line.text) for line in lines_of("<ol><li><p>One.</p><p>More.</p></li></ol>")] == [
        ("1", "One."), ("", "More."),
    ]  # fmt: skip


def test_two_breaks_part_paragraphs_and_one_does_not():
    assert [line.text for line in lines_of("<div>One<br>more.<br><br>Two.</div>")] == ["One more.", "Two."]


def test_data_tables_give_rows_and_layout_tables_give_text():
    page = "<table><caption>Table 1</caption><tr><th>State<th>2020</tr><tr><td>Peru<td>7<br>8</tr></table>"
    rows = lines_of(page)
    assert [(line.role, line.text, line.cells) for line in rows] == [
        ("", "Table 1", ()),
        ("row", "State | 2020", ("State", "2020")),
        ("row", "Peru | 7 8", ("Peru", "7 8")),
    ]
    layout = "<table><tr><td><h2>Head</h2></td><td><p>One.</p><p>Two.</p></td></tr></table>"
    assert [line.text for line in lines_of(layout)] == ["Head", "One.", "Two."]


@pytest.mark.parametrize(
    "note",
    [
        '<p id="n1">1. See A/75/1. <a href="#r1">↩</a></p>',
        '<ol><li id="n1">See A/75/1.<a href="#r1">^</a></li></ol>',
        '<div id="n1"><p><a href="#r1">[1]</a> See A/75/1.</p></div>',
        '<p><a name="n1" href="#r1"><sup>1</sup></a> See A/75/1.</p>',
    ],
)
def test_links_to_notes_are_references(note):
    page = f'<p>The Council<a id="r1" href="#n1"><sup>1</sup></a> decided.</p><p>Next.</p>{note}<p>After.</p>'
    lines = lines_of(page)
    assert lines[0].text == "The Council decided."
    assert lines[0].notes == (NoteReference(11, "1"),)
    assert [(line.label, line.text) for line in lines if line.role == "footnote"] == [("1", "See A/75/1.")]
    assert lines[-1].role == ""


def test_link_to_a_paragraph_of_the_page_is_text():
    page = '<p>See <a href="#p2">paragraph 2</a>.</p><p id="p2">Two.</p>'
    assert shown(page) == [("", "", "See paragraph 2."), ("", "", "Two.")]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("gb18030", "gb2312"), ("utf-8", "utf-8"), ("big5", "big5"), ("utf-16", ""), ("utf-8-sig", ""), ("gbk", "")],
)
def test_encodings(encoding, declared):
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}</head><body><p>本文件在大會的第一次提出。</p></body></html>"
    assert [line.text for line in lines_of(page, encoding)] == ["本文件在大會的第一次提出。"]


def test_wrong_declaration_does_not_break_the_text():
    page = '<html><head><meta charset="gb2312"></head><body><p>大会的决定。</p>'
    assert lines_of(page, "utf-8")[0].text == "大会的决定。"


def test_xhtml_with_a_declaration():
    page = (
        '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>文</p></body></html>'
    )
    assert [line.text for line in lines_of(page)] == ["文"]


def test_preformatted_text_is_printed_lines():
    page = "<pre>1. The Committee\n   met.\n\n2. It closed.</pre>"
    assert [(line.text, line.gap) for line in lines_of(page)][:2] == [("1. The Committee", 0), ("met.", 0)]


def test_deep_nesting_ends_without_recursion():
    page = "<p>First.</p>" + "<div>" * 5000 + "deep" + "</div>" * 5000 + "<p>Last.</p>"
    lines, warnings = read_lines(page.encode(), "deep.html")
    assert lines[0].text == "First."
    assert lines[-1].text == "Last." or warnings


def test_too_much_markup_is_refused():
    with pytest.raises(DuizhaoError, match="too much markup"):
        read_lines(b"<i>" * 2_000_000, "big.html")
