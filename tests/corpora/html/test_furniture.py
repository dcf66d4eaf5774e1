"""What stands on a page beside its text, and what only seems to."""

import pytest
from duizhao.corpora.html.reader import read_lines


def shown(page):
    lines = read_lines(page.encode(), "page.html")[0]
    return [(line.role, line.reason, line.text) for line in lines]


@pytest.mark.parametrize(
    "command",
    [
        '<span>[<a href="/w?title=X&action=edit">edit</a>]</span>',
        '<span class="mw-editsection">[<a href=/e>編輯</a>]</span>',
    ],
)
def test_a_command_beside_a_heading_or_in_it_is_no_heading(command):
    for page in (f"<div><h2>History</h2>{command}</div><p>It met.</p>", f"<h2>History{command}</h2><p>It met.</p>"):
        roles = [(role, reason) for role, reason, _text in shown(page)]
        assert sorted(roles) == [("", ""), ("heading", ""), ("running matter", "page layout")]
    assert shown(f"<p>See {command}</p>")[0][0] == ""


def test_comments_that_word_saves_are_no_text():
    page = (
        '<p>Some words<a class=msocomanchor href="#_msocom_1">[AB1]</a> were said.</p>'
        "<div style='mso-element:comment-list'><div style='mso-element:comment'><p>Check this.</p></div></div>"
    )
    assert shown(page) == [
        ("running matter", "comment", "[AB1]"),
        ("", "", "Some words were said."),
        ("running matter", "comment", "Check this."),
    ]


def test_a_link_past_the_head_of_a_page_is_navigation_and_one_of_a_text_is_none():
    body = "<p>各国应当合作。</p>" * 9
    page = f'<a href="#m">跳到正文</a><p>标志</p><div id="m">{body}</div>'
    assert shown(page)[0] == ("running matter", "navigation", "跳到正文")
    page = f'<p>{"序言。" * 3}</p><p>一</p><p>二</p><p>三</p><p>四</p><a href="#m">正文</a><div id="m">{body}</div>'
    assert ("", "", "正文") in shown(page)


def test_entries_set_in_columns_are_no_table():
    page = "<table><tr><td>(1)</td><td>The first point;</td></tr><tr><td>(2)</td><td>The second.</td></tr></table>"
    lines = read_lines(page.encode(), "page.html")[0]
    assert [(line.label, line.text, line.cells) for line in lines] == [
        ("(1)", "The first point;", ()),
        ("(2)", "The second.", ()),
    ]
    data = page.replace("(1)", "1").replace("(2)", "2")
    assert [line.role for line in read_lines(data.encode(), "page.html")[0]] == ["row", "row"]


def test_the_page_for_browsers_without_frames_and_the_words_of_a_drawing_are_text():
    frames = "<frameset><frame src=a><noframes><body><p>条约全文。</p><p>第二段。</p></body></noframes></frameset>"
    assert [text for *_said, text in shown(frames)] == ["条约全文。", "第二段。"]
    drawing = "<p>Trade <svg><title>x</title><g><text>Exports</text><text>Imports</text></g></svg>grew.</p>"
    assert [text for *_said, text in shown(drawing)] == ["Trade grew.", "Exports", "Imports"]


def test_formulas_stand_in_one_line_once():
    fraction = "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>"
    power = "<msup><mi>x</mi><mrow><mo>−</mo><mn>2</mn></mrow></msup>"
    notation = '<annotation encoding="application/x-tex">x^{-2}</annotation>'
    page = (
        f"<p>as <math><semantics><mrow><mn>2</mn>{fraction}<mo>=</mo>{power}</mrow>{notation}</semantics></math>.</p>"
    )
    assert shown(page) == [("", "", "as 2 (a+b)/c=x⁻².")]
    assert shown(f"<table><tr><th>A</th><td><math>{power}</math></td></tr></table>")[0][2] == "A | x⁻²"
