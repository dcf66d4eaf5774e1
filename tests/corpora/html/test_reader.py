import re

import pytest
from duizhao.corpora.html.reader import read_lines
from duizhao.errors import DuizhaoError
from duizhao.language.annotated_text import NoteReference
from hypothesis import given
from hypothesis import strategies as st


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
        ("running matter", "", "no"),
        ("running matter", "", "no"),
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


def test_raised_figures_in_a_table_are_signs_of_their_own_too():
    page = "<table><tr><th>Year<th>Tons<tr><td>2019<td>3 × 10<sup>6</sup></table>"
    assert [line.cells for line in lines_of(page)] == [("Year", "Tons"), ("2019", "3 × 10⁶")]


def test_item_of_two_paragraphs_has_its_number_once():
    assert [(line.label, line.text) for line in lines_of("<ol><li><p>One.</p><p>More.</p></li></ol>")] == [
        ("1", "One."), ("", "More."),
    ]  # fmt: skip


def test_two_breaks_part_paragraphs_and_an_indent_behind_one_does():
    assert [line.text for line in lines_of("<div>One<br>and more.<br><br>Two.</div>")] == ["One and more.", "Two."]
    page = "<div>　　第一条 缔约国应合作。<br>　　第二条 本规则自通过之日<br>&nbsp;&nbsp;&nbsp; 起。</div>"
    assert [line.text for line in lines_of(page)] == ["第一条 缔约国应合作。", "第二条 本规则自通过之日", "起。"]


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


@pytest.mark.parametrize("text", ["大会的决定。", "一二", "报告书三"])
def test_wrong_declaration_gives_no_other_characters(text):
    assert lines_of(f'<meta charset="gbk"><p>{text}')[0].text == text


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


def test_too_much_markup_is_refused():
    with pytest.raises(DuizhaoError, match="too much markup"):
        read_lines(b"<i>" * 2_000_000, "big.html")


def test_parts_of_an_article_are_text():
    page = (
        "<header><h1>Title</h1></header><article><header><p>By the Council.</p></header><p>Text.</p>"
        "<footer>Done at Geneva.</footer></article><blockquote>Quoted.<footer>A speaker</footer></blockquote>"
        "<details><summary>More</summary>Inside.</details>"
        "<aside>Beside.</aside><h2><button>Findings</button></h2>"
    )
    assert not [line for line in lines_of(page) if line.role == "running matter"]
    assert len(lines_of(page)) == 10


def test_navigation_that_holds_the_text_is_no_navigation():
    page = "<nav><a href=/>Home</a><p>The unclosed element before this text holds all of the page.</p>"
    assert [line.role for line in lines_of(page)] == ["", ""]


def test_text_that_a_script_will_show_is_text():
    page = "<p>Loading</p><div style='display:none'><p>The Council took note of the report.</p><p>It closed.</p></div>"
    assert [line.role for line in lines_of(page)] == ["", "", ""]


def test_what_is_not_printed_is_named():
    page = (
        "<p>Text <del>struck</del> <ins>put in</ins> of <span style='display: none'>hidden</span>it.</p>"
        "<p>The end of it all.</p>"
        "<select><option>one</select><button>Send</button><noscript>Turn it on</noscript><dialog>Cookies</dialog>"
    )
    lines = lines_of(page)
    assert [line.text for line in lines if not line.role] == ["Text put in of it.", "The end of it all."]
    assert {line.text: line.reason for line in lines if line.role} == {
        "struck": "deleted text", "hidden": "hidden text", "one": "page layout", "Send": "page layout",
        "Turn it on": "page layout", "Cookies": "hidden text",
    }  # fmt: skip


def test_readings_above_characters_are_left_out_with_their_brackets():
    page = "<p><ruby>联合国<rp>(</rp><rt>lián hé guó</rt><rp>)</rp></ruby>大会</p>"
    assert [line.text for line in lines_of(page)] == ["联合国大会"]


def test_definition_lists_and_loose_text():
    page = "loose<dl><dt>Term<dd>What it means<dt>Other</dl><div>in<p>par</p>out</div>"
    assert [line.text for line in lines_of(page)] == ["loose", "Term", "What it means", "Other", "in", "par", "out"]


def test_text_outside_of_the_cells_is_kept():
    page = "<table>loose<tr><td>a<td>b</tr><form><tr>stray<td>c<td>d</tr></form><td>e</td><tr><td>f<td>g</table>"
    assert [line.text for line in lines_of(page)] == ["loose", "a | b", "stray | c | d", "e", "f | g"]


def test_a_table_that_places_paragraphs_is_no_table_of_data():
    paragraphs = "".join(f"<p>Paragraph {number} of the text. {'word ' * 60}</p>" for number in range(4))
    page = f"<table><tr><td>Menu</td><td>{paragraphs}</td></tr></table>"
    assert len(lines_of(page)) == 5


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "font", "ul><li", "blockquote", "b"])
def test_deep_nesting_loses_nothing(tag):
    page = "<p>First.</p>" + f"<{tag}>" * 3000 + "deep" + "<p>Last.</p>"
    lines, warnings = read_lines(page.encode(), "deep.html")
    assert [line.text for line in lines] == ["First.", "deep", "Last."]
    assert warnings


NAMES = [
    "p",
    "div",
    "li",
    "ol",
    "ul",
    "h2",
    "b",
    "table",
    "tr",
    "td",
    "span",
    "sup",
    "section",
    "dl",
    "dd",
    "font",
    "center",
    "form",
]


@given(
    st.recursive(
        st.just([]), lambda inner: st.lists(st.tuples(st.sampled_from(NAMES), inner), max_size=4), max_leaves=30
    )
)
def test_no_word_is_lost_or_doubled(tree):
    words = []

    def markup(nodes):
        text = ""
        for name, inner in nodes:
            words.append(f"w{len(words)}x")
            text += f"<{name}>{words[-1]} {markup(inner)}</{name}>"
            words.append(f"w{len(words)}x")
            text += f"{words[-1]} "
        return text

    page = markup(tree)
    read = " ".join(line.text for line in lines_of(f"<body>{page}</body>"))
    assert sorted(re.findall(r"w\d+x", read)) == sorted(words)


def test_numbers_set_as_terms_belong_to_their_text():
    page = "<dl><dt>1.</dt><dd>First.</dd><dt>(b)<dd><p>Second.</p><dt>Term<dd>Meaning<dt>4.</dl>"
    assert [(line.label, line.text) for line in lines_of(page)] == [
        ("1", "First."), ("(b)", "Second."), ("", "Term"), ("", "Meaning"), ("", "4."),
    ]  # fmt: skip


def test_a_table_of_one_row_with_paragraphs_is_layout():
    page = "<table><tr><td>Menu</td><td>Rules<br><br>1. One.<br>2. Two.</td></tr></table>"
    assert [line.text for line in lines_of(page)] == ["Menu", "Rules", "1. One.", "2. Two."]


def test_what_is_filled_in_and_chosen_in_a_form_is_listed():
    page = (
        "<p>Name: <input value='Jane Doe'> <input type=hidden value=x> State: "
        "<select><option>China<option selected>Kenya</select>.</p><p>Text goes on.</p>"
    )
    assert shown(page) == [
        ("running matter", "", "Jane Doe"),
        ("running matter", "", "Kenya"),
        ("", "", "Name: State: ."),
        ("", "", "Text goes on."),
    ]


def test_commands_of_a_wiki_are_no_part_of_its_headings():
    page = '<h2>历史<span>[<a href="/w?title=x&amp;action=edit">编辑</a>]</span></h2><h2>Notes <b>[draft]</b></h2>'
    assert shown(page) == [
        ("running matter", "", "[编辑]"),
        ("heading", "", "历史"),
        ("heading", "", "Notes [draft]"),
    ]


def test_table_with_a_small_table_in_a_cell_keeps_its_rows():
    inner = "<table><tr><td>a<td>b</table>"
    page = (
        "<table><tr><th>State<th>Amount in the year<tr><td>Japan, as reported<td>27 723"
        f"<tr><td>Others{inner}<td>30</table>"
    )
    assert [line.cells for line in lines_of(page)] == [
        ("State", "Amount in the year"),
        ("Japan, as reported", "27 723"),
        ("Others a b", "30"),
    ]
    assert lines_of(f"<table><tr><td>Menu<td>{inner * 9}</table>")[0].role != "row"
