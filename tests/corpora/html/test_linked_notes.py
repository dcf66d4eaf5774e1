import pytest
from duizhao.corpora.html.reader import read_lines

# How programs write a reference and its note; each with what the page says before, inside and after
PROGRAMS = {
    "Word": (
        "<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" name=\"_ftnref1\" title=\"\"><span class=MsoFootnoteReference>"
        "<![if !supportFootnotes]><span>[1]</span><![endif]></span></a>",
        "<div style='mso-element:footnote-list'><![if !supportFootnotes]><hr><![endif]>"
        "<div style='mso-element:footnote' id=ftn1>"
        '<p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> See the report.</p></div>'
        '</div>',
    ),
    "MediaWiki": (
        '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span>&#91;</span>1<span>&#93;</span></a></sup>',
        '<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a>'
        '</b></span> '
        '<span class="reference-text">See the report.</span></li></ol>',
    ),
    "MediaWiki, called twice": (
        '<sup id="r0"><a href="#n1">[1]</a></sup> again<sup id="r1"><a href="#n1">[1]</a></sup>',
        '<ol><li id="n1"><span>↑ <a href="#r0"><sup>1.0</sup></a> <a href="#r1"><sup>1.1</sup></a></span> <span>'
        'See the report.</span></li></ol>',
    ),
    "MediaWiki in Chinese": (
        '<sup id="r1"><a href="#n1">[註 1]</a></sup>',
        '<ol><li id="n1"><b><a href="#r1">跳转</a></b> <span>See the report.</span></li></ol>',
    ),
    "pandoc": (
        '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
        '<section class="footnotes" role="doc-endnotes"><hr /><ol><li id="fn1"><p>See the report.'
        '<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>',
    ),
    "LibreOffice": (
        '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>',
        '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>'
        'See the report.</p></div>',
    ),
    "DocBook": (
        '<a href="#ftn.x" class="footnote" name="x"><sup class="footnote">[1]</sup></a>',
        '<div class="footnotes"><hr><div id="ftn.x" class="footnote"><p><a href="#x"><sup>[1] </sup></a>'
        'See the report.</p></div></div>',
    ),
    "Asciidoctor": (
        '<sup class="footnote">[<a id="_r1" class="footnote" href="#_d1" title="View footnote.">1</a>]</sup>',
        '<div id="footnotes"><hr><div class="footnote" id="_d1"><a href="#_r1">1</a>. See the report.</div></div>',
    ),
    "Sphinx": (
        '<a class="footnote-reference brackets" href="#id2" id="id1">1</a>',
        '<dl class="footnote"><dt id="id2"><span><a class="fn-backref" href="#id1">1</a></span></dt><dd><p>'
        'See the report.</p></dd></dl>',
    ),
    "docutils": (
        '<a href="#f1" id="id1" role="doc-noteref"><span>[</span>1<span>]</span></a>',
        '<aside id="f1" role="doc-footnote"><span><span>[</span><a role="doc-backlink" href="#id1">1</a>'
        '<span>]</span></span>'
        "<p>See the report.</p></aside>",
    ),
    "an EPUB book": (
        '<a epub:type="noteref" href="#n1">1</a>',
        '<aside epub:type="footnote" id="n1"><p>See the report.</p></aside>',
    ),
    "old pages, with anchors before the notes": (
        '<a href="#n1"><sup>1</sup></a>',
        "<hr><a name=n1></a><p>1 See the report.</p>",
    ),
    "old UN pages, with strokes": ('<a href="#1"><u>1</u>/</a>', '<hr><p><a name="1"></a>1/ See the report.</p>'),
    "pages with the address in each link": (
        '<a href="p.html#_ftn1" name="_ftnref1">[1]</a>',
        '<p><a href="p.html#_ftnref1" name="_ftn1">[1]</a> See the report.</p>',
    ),
    "pages with a way back in words": (
        '<a href="#n1" id=r1>[1]</a>',
        '<p id=n1>[1] See the report. <a href="#r1">Back to text</a></p>',
    ),
    "tables of notes": ('<sup><a href="#n1">1</a></sup>', "<table><tr id=n1><td>1</td><td>See the report.</td></tr>"
    "</table>"),
    "raised numbers without links": ("<sup>1</sup>", "<p><sup>1</sup> See the report.</p>"),
    "raised stars without links": ("<sup>*</sup>", "<p><sup>*</sup> See the report.</p>"),
    "raised characters": ('<a href="#n1">¹</a>', "<p id=n1>1. See the report.</p>"),
}  # fmt: skip


def lines_of(page):
    return read_lines(page.encode(), "page.html")[0]


@pytest.mark.parametrize("program", PROGRAMS)
def test_notes_as_programs_write_them(program):
    call, note = PROGRAMS[program]
    lines = lines_of(f"<p>The Council{call} met on 1 May.</p><p>It closed.</p>{note}<p>After.</p>")
    assert [line.text for line in lines if not line.role] == [
        "The Council again met on 1 May." if "again" in call else "The Council met on 1 May.",
        "It closed.",
        "After.",
    ]
    assert lines[0].notes
    mark = "*" if "stars" in program else "1"
    assert {note.label for note in lines[0].notes} == {mark}
    assert lines[0].notes[0].offset == len("The Council")
    assert [(line.label, line.text) for line in lines if line.role == "footnote"] == [(mark, "See the report.")]


@pytest.mark.parametrize(
    "page",
    [
        '<p>Sections <a href="#s6">6</a>, <a href="#s7">7</a> survive.</p><p id=s6>6. Term</p><p id=s7>'
        "<b>7. Other</b></p>",
        '<p>See <a href="#s7">(7)</a>.</p><p id=s7>(7) The Parties shall meet.</p>',
        '<p id=s5>5. Subject to rule <a href="#s7">7</a>.</p><p id=s7>7. Subject to rule <a href="#s5">5</a>.</p>',
        '<p><a id=c1 href="#s1">1</a> Scope</p><p id=s1><a href="#c1">1</a> Scope of the rules</p>',
        '<p>Rule <sup><a href="#h">2</a></sup></p><h2 id=h>2. Findings</h2>',
        '<p>See annex <a href="#a">I</a>.</p><div id=a><h2>I</h2><p>List</p></div>',
        '<p>Page <a href="#p7">7</a></p><a name=p7></a><p>Text of it.</p>',
        '<p>Note <a href="#all"><sup>1</sup></a></p><div id=all></div>',
    ],
)
def test_cross_references_stay_text(page):
    lines = lines_of(page)
    assert not any(line.notes or line.role == "footnote" for line in lines)
    printed = "".join(lines_of(page.replace("<a ", "<i ").replace("</a>", "</i>"))[at].text for at in range(len(lines)))
    assert "".join(line.text for line in lines) == printed


def test_note_of_several_paragraphs_ends_with_its_element():
    page = (
        '<p>Text<a href="#fn1" id="r1"><sup>1</sup></a>.</p><ol><li id=fn1><p>First.</p><p>'
        'Second. <a href="#r1">↩</a></p></li>'
        "</ol><p>After.</p>"
    )
    assert [(line.role, line.label, line.text) for line in lines_of(page)] == [
        ("", "", "Text."), ("footnote", "1", "First."), ("footnote", "", "Second."), ("", "", "After."),
    ]  # fmt: skip


def test_notes_in_one_block_are_parted_at_their_anchors():
    page = (
        '<p>One<a href="#n1"><sup>1</sup></a> two<a href="#n2"><sup>2</sup></a>.</p>'
        "<div><a name=n1></a>1. See A.<br>And B.<br><a name=n2></a>2. See C.</div><p>After.</p>"
    )
    assert [(line.label, line.text) for line in lines_of(page) if line.role == "footnote"] == [
        ("1", "See A. And B."), ("2", "See C."),
    ]  # fmt: skip


def test_two_references_raised_together():
    page = (
        '<p>Both<sup><a href="#n1">1</a>, <a href="#n2">2</a></sup> agree.</p><p id=n1>1 See A.</p>'
        "<p id=n2>2 See B.</p>"
    )
    line = lines_of(page)[0]
    assert line.text == "Both agree."
    assert [(note.offset, note.label) for note in line.notes] == [(4, "1"), (4, "2")]


def test_raised_figures_that_call_no_note_are_text():
    page = "<p>5 km<sup>2</sup>, the 1<sup>st</sup>, 10<sup>5</sup>, in 2020<sup>3</sup> and x<sup>2</sup>.</p>"
    "<p>2 See A.</p>"
    assert lines_of(page)[0].text == "5 km2, the 1st, 10⁵, in 2020³ and x²."


def test_notes_in_the_foot_of_a_page_are_notes():
    page = (
        '<p>The text of the page<a href="#n1" id=r1><sup>1</sup></a> goes on.</p><footer>'
        '<p id=n1>1. See A. <a href="#r1">↩</a></p><p>© UN</p></footer>'
    )
    assert [(line.role, line.text) for line in lines_of(page)] == [
        ("", "The text of the page goes on."), ("footnote", "See A."), ("running matter", "© UN"),
    ]  # fmt: skip


def test_raised_letters_pair_with_notes_that_begin_with_them():
    page = "<p>Costs<sup>a</sup> rose in the 1<sup>a</sup> year.</p><p><sup>a</sup> As amended.</p>"
    lines = lines_of(page)
    assert lines[0].text == "Costs rose in the 1a year."
    assert (lines[1].role, lines[1].label, lines[1].text) == ("footnote", "a", "As amended.")


def test_number_in_brackets_after_the_name_of_a_part_is_a_cross_reference():
    page = (
        '<p>See articles <a href="#a">[6]</a> and the report<a href="#b">[7]</a>.</p>'
        '<p id="a">6 States took part.</p><p id="b">[7] A report.</p>'
    )
    lines = read_lines(page.encode(), "page.html")[0]
    assert [(line.role, line.text, len(line.notes)) for line in lines] == [
        ("", "See articles [6] and the report.", 1),
        ("", "6 States took part.", 0),
        ("footnote", "A report.", 0),
    ]


def test_an_exponent_calls_a_raised_note_only_where_nothing_else_does():
    note = "<p><sup>2</sup> Treaty Series.</p>"
    both = f"<p>R<sup>2</sup> of 0.8, as agreed.<sup>2</sup></p>{note}"
    first, last = read_lines(both.encode(), "page.html")[0]
    assert (first.text, [mark.label for mark in first.notes], last.role) == ("R² of 0.8, as agreed.", ["2"], "footnote")
    first, last = read_lines(f"<p>Annex A<sup>2</sup> holds.</p>{note}".encode(), "page.html")[0]
    assert (first.text, [mark.label for mark in first.notes], last.role) == ("Annex A holds.", ["2"], "footnote")
