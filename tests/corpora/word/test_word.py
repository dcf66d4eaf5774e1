import io
import zipfile

import pytest
from duizhao.corpora.reading import read_bytes
from duizhao.corpora.word.libreoffice import convert
from duizhao.corpora.word.reader import read_lines
from duizhao.errors import DuizhaoError
from duizhao.language.annotated_text import NoteReference


def paragraph(text="", *, style="", number="", level="0", inside=""):
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{inside}</w:p>"


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def reference(identifier, kind="footnote", mark=""):
    custom = ' w:customMarkFollows="1"' if mark else ""
    text = f"<w:t>{mark}</w:t>" if mark else ""
    return f'<w:r><w:{kind}Reference{custom} w:id="{identifier}"/>{text}</w:r>'


def note(identifier, text, kind="footnote", type_=""):
    attribute = f' w:type="{type_}"' if type_ else ""
    return (
        f'<w:{kind}{attribute} w:id="{identifier}"><w:p><w:r><w:{kind}Ref/></w:r>'
        f'<w:r><w:tab/><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:{kind}>'
    )


def abstract(identifier, *levels, extra=""):
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{level.get("start", 1)}"/><w:numFmt w:val="{level["style"]}"/>'
        f'{level.get("extra", "")}<w:lvlText w:val="{level["text"]}"/></w:lvl>'
        for depth, level in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{identifier}">{extra}{inner}</w:abstractNum>'


def number(identifier, target, override=""):
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{target}"/>{override}</w:num>'


def list_style(identifier, target):
    inner = f'<w:pPr><w:numPr><w:numId w:val="{target}"/></w:numPr></w:pPr>'
    return f'<w:style w:type="numbering" w:styleId="{identifier}">{inner}</w:style>'


DECIMAL = {"style": "decimal", "text": "%1."}
LETTER = {"style": "lowerLetter", "text": "(%2)"}


def lines_of(data):
    return read_lines(data, "test.docx")[0]


def labels(data):
    return [line.label for line in lines_of(data)]


def test_typed_text_is_one_line_a_paragraph(make_docx):
    lines = lines_of(make_docx(paragraph("1. 本报告根据大会决议提交。") + paragraph() + paragraph("2. 截至2021年。")))
    assert [(line.number, line.text, line.whole) for line in lines] == [
        (1, "1. 本报告根据大会决议提交。", True),
        (2, "2. 截至2021年。", True),
    ]


def test_computed_numbers_with_levels_that_start_again(make_docx):
    body = "".join(
        paragraph(text, number="1", level=level)
        for text, level in [("a", 0), ("b", 1), ("c", 1), ("d", 0), ("e", 1), ("f", 0)]
    )
    assert labels(make_docx(body, numbering=abstract(0, DECIMAL, LETTER) + number(1, 0))) == [
        "1", "(a)", "(b)", "2", "(a)", "3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("style", "text", "expected"),
    [
        ("chineseCounting", "第%1章", "第二十二章"),
        ("chineseCountingThousand", "%1、", "二十二"),
        ("taiwaneseCountingThousand", "(%1)", "(二十二)"),
        ("ideographDigital", "%1", "二二"),
        ("upperRoman", "%1.", "XXII"),
        ("decimalFullWidth", "%1．", "２２"),
        ("decimalEnclosedCircle", "%1", "㉒"),
        ("ideographTraditional", "%1", "22"),
        ("somethingUnknown", "%1.", "22"),
        ("decimal", "Article %1", "Article 22"),
    ],
)
def test_number_formats(make_docx, style, text, expected):
    numbering = abstract(0, {"style": style, "text": text, "start": 22}) + number(1, 0)
    assert labels(make_docx(paragraph("x", number="1"), numbering=numbering)) == [expected]


@pytest.mark.parametrize("text", ["\uf0b7", "o", "Ø", "ü", "\uf0a7"])
def test_bullets_are_bullets_whatever_letter_draws_them(make_docx, text):
    numbering = abstract(0, {"style": "bullet", "text": text}) + number(1, 0)
    data = make_docx(paragraph("x", number="1"), numbering=numbering)
    assert labels(data) == ["•"]
    assert [(block.label, block.text) for block in read_bytes(data, "a.docx", "en").blocks] == [("", "x")]


def test_a_computed_number_of_no_known_kind_stands_apart_from_the_text(make_docx):
    numbering = abstract(0, {"style": "decimal", "text": "Punkt %1:"}) + number(1, 0)
    body = 2 * paragraph("委员会通过了议程。", number="1")
    blocks = read_bytes(make_docx(body, numbering=numbering), "a.docx").blocks
    assert [(block.label, block.key, block.text) for block in blocks] == [
        ("Punkt 1:", "", "委员会通过了议程。"), ("Punkt 2:", "", "委员会通过了议程。"),
    ]  # fmt: skip


def test_two_lists_of_one_definition_go_on_counting_and_an_override_starts_again(make_docx):
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="22"/></w:lvlOverride>'
    numbering = abstract(0, DECIMAL) + number(1, 0) + number(2, 0) + number(3, 0, override)
    body = "".join(paragraph("x", number=n) for n in "112233")
    assert labels(make_docx(body, numbering=numbering)) == ["1", "2", "3", "4", "22", "23"]


def test_level_that_never_starts_again_and_one_that_starts_after_level_one_only(make_docx):
    never = {"style": "decimal", "text": "%2.", "extra": '<w:lvlRestart w:val="0"/>'}
    numbering = abstract(0, {"style": "upperRoman", "text": "%1."}, never) + number(1, 0)
    body = "".join(paragraph("x", number="1", level=level) for level in (0, 1, 1, 0, 1))
    assert labels(make_docx(body, numbering=numbering)) == ["I", "1", "2", "II", "3"]
    third = {"style": "lowerRoman", "text": "(%3)", "extra": '<w:lvlRestart w:val="1"/>'}
    numbering = abstract(0, DECIMAL, LETTER, third) + number(1, 0)
    body = "".join(paragraph("x", number="1", level=level) for level in (0, 1, 2, 1, 2, 0, 1, 2))
    assert labels(make_docx(body, numbering=numbering)) == ["1", "(a)", "(i)", "(b)", "(ii)", "2", "(a)", "(i)"]


def test_legal_numbering_prints_all_levels_in_figures(make_docx):
    second = {"style": "decimal", "text": "%1.%2", "extra": "<w:isLgl/>"}
    numbering = abstract(0, {"style": "upperRoman", "text": "%1."}, second) + number(1, 0)
    body = "".join(paragraph("x", number="1", level=level) for level in (0, 0, 1, 1))
    assert labels(make_docx(body, numbering=numbering)) == ["I", "II", "2.1", "2.2"]


def test_numbering_through_a_style_and_what_it_is_based_on(make_docx):
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Para"/>'
        '<w:basedOn w:val="Base"/></w:style><w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    bound = {**LETTER, "extra": '<w:pStyle w:val="Sub"/>'}
    body = paragraph("a", style="Para") + paragraph("b", style="Sub") + paragraph("c", style="Para")
    body += paragraph("d", style="Para", number="0")
    data = make_docx(body, styles=styles, numbering=abstract(0, DECIMAL, bound) + number(1, 0))
    assert labels(data) == ["1", "(a)", "2", ""]


def test_numbering_through_a_list_style(make_docx):
    styles = list_style("Official", 5)
    linked = abstract(1, extra='<w:numStyleLink w:val="Official"/>')
    numbering = abstract(0, DECIMAL) + linked + number(5, 0) + number(6, 1)
    assert labels(make_docx(paragraph("x", number="6") * 2, styles=styles, numbering=numbering)) == ["1", "2"]


def test_list_style_that_names_itself_has_no_numbers(make_docx):
    styles = (
        '<w:style w:type="numbering" w:styleId="Me"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = abstract(0, extra='<w:numStyleLink w:val="Me"/>') + number(1, 0)
    assert labels(make_docx(paragraph("x", number="1"), styles=styles, numbering=numbering)) == [""]


def test_footnotes_follow_the_paragraph_that_calls_them(make_docx):
    footnotes = note(-1, "", type_="separator") + note(2, "A/71/53/Add.1。") + note(3, "见第48/141号决议。")
    body = paragraph("大会决议", inside=reference(2) + run("回顾了会议，") + reference(3)) + paragraph("末段。")
    lines = lines_of(make_docx(body, footnotes=footnotes))
    assert [(line.role, line.label, line.text) for line in lines] == [
        ("", "", "大会决议回顾了会议，"),
        ("footnote", "1", "A/71/53/Add.1。"),
        ("footnote", "2", "见第48/141号决议。"),
        ("", "", "末段。"),
    ]
    assert lines[0].notes == (NoteReference(4, "1"), NoteReference(10, "2"))


def test_custom_marks_are_not_counted_and_endnotes_have_roman_numbers(make_docx):
    body = paragraph("Report", inside=reference(1, mark="*")) + paragraph("One", inside=reference(2))
    body += paragraph("Two", inside=reference(1, "endnote"))
    footnotes = note(1, "Late submission.") + note(2, "Resolution 70/1.")
    lines = lines_of(make_docx(body, footnotes=footnotes, endnotes=note(1, "Ibid.", "endnote")))
    assert [line.notes[0].label for line in lines if line.notes] == ["*", "1", "i"]
    assert [(line.label, line.text) for line in lines if line.role == "footnote"] == [
        ("*", "Late submission."),
        ("1", "Resolution 70/1."),
        ("i", "Ibid."),
    ]


def test_note_numbers_start_again_with_a_section_where_it_says_so(make_docx):
    section = '<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    first = paragraph("a", inside=reference(1) + reference(2)).replace("</w:pPr>", f"{section}</w:pPr>", 1)
    body = first + paragraph("b", inside=reference(3)) + section
    lines = lines_of(make_docx(body, footnotes=note(1, "A") + note(2, "B") + note(3, "C")))
    assert [line.label for line in lines if line.role == "footnote"] == ["1", "2", "1"]


def test_note_that_nothing_calls_is_kept_and_said(make_docx):
    lines, warnings = read_lines(make_docx(paragraph("a"), footnotes=note(7, "Orphan.")), "x.docx")
    assert [(line.role, line.text) for line in lines] == [("", "a"), ("footnote", "Orphan.")]
    assert warnings == ("notes without a reference in the text: 1",)


@pytest.mark.parametrize(("mark", "text", "read"), [("*", "* See A.", "See A."), ("1", "1 May 2021.", "1 May 2021.")])
def test_a_note_prints_its_star_once(make_docx, mark, text, read):
    data = make_docx(paragraph("a", inside=reference(1, mark=mark)), footnotes=note(1, text))
    assert [(line.label, line.text) for line in lines_of(data)][1:] == [(mark, read)]


def test_raised_figure_that_names_a_note_is_a_second_reference(make_docx):
    raised = '<w:vertAlign w:val="superscript"/>'
    body = paragraph("The Rome Statute", inside=reference(1) + run(" and again the Statute") + run("1", raised))
    body += paragraph("an area of 30 km", inside=run("1", raised))
    lines = lines_of(make_docx(body, footnotes=note(1, "Treaty Series.")))
    assert lines[0].notes == (NoteReference(16, "1"), NoteReference(38, "1"))
    assert lines[2].text == "an area of 30 km1"


@pytest.mark.parametrize(
    ("before", "text", "calls"),
    [
        ("the value of R", "the value of R¹ fell", False),
        ("回归的R", "回归的R¹ fell", False),
        ("a row of 2", "a row of 2¹ fell", False),
        ("as agreed in 1998", "as agreed in 1998 fell", True),
        ("the Statute", "the Statute fell", True),
    ],
)
def test_a_raised_figure_that_may_be_a_power_calls_no_note_of_that_number(make_docx, before, text, calls):
    body = paragraph("The Statute", inside=reference(1)) + paragraph(before, inside=run("1", RAISED) + run(" fell"))
    _first, _note, line = lines_of(make_docx(body, footnotes=note(1, "Treaty Series.")))
    assert (line.text, bool(line.notes)) == (text, calls)


RAISED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (run("the sum of 10") + run("6", RAISED) + run(" tons"), "the sum of 10⁶ tons"),
        (run("2.5 × 10") + run("-", RAISED) + run("9", RAISED) + run(" g"), "2.5 × 10⁻⁹ g"),
        (run("总量为10") + run("4", '<w:position w:val="6"/>') + run("吨"), "总量为10⁴吨"),
        (run("the 1") + run("st", RAISED) + run(" session"), "the 1st session"),
    ],
)
def test_figures_raised_after_a_figure_never_become_one_with_it(make_docx, runs, expected):
    assert [line.text for line in lines_of(make_docx(paragraph(inside=runs)))] == [expected]


def test_figures_struck_out_and_put_in_their_place_are_two(make_docx):
    body = run("a fee of ") + run("10", "<w:strike/>") + run("20 dollars, an un") + run("usual", "<w:strike/>")
    assert [line.text for line in lines_of(make_docx(paragraph(inside=body)))] == ["a fee of 10 20 dollars, an unusual"]


def form_field(data, instruction, result=""):
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    middle = f'<w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    return f'{begin}{middle}{run(result) if result else ""}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


LISTED = '<w:listEntry w:val="China"/><w:listEntry w:val="Kenya"/>'


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (form_field(f'<w:ddList><w:result w:val="1"/>{LISTED}</w:ddList>', "FORMDROPDOWN"), "Kenya"),
        (form_field(f"<w:ddList>{LISTED}</w:ddList>", "FORMDROPDOWN"), "China"),
        (form_field(f"<w:ddList>{LISTED}</w:ddList>", "FORMDROPDOWN", "Kenya"), "Kenya"),
        (form_field('<w:ddList><w:result w:val="9"/></w:ddList>', "FORMDROPDOWN"), ""),
        (form_field("<w:checkBox><w:checked/></w:checkBox>", "FORMCHECKBOX"), "☒"),
        (form_field('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "FORMCHECKBOX"), "☐"),
        (form_field("<w:textInput/>", "FORMTEXT", "Jane"), "Jane"),
    ],
)
def test_what_the_fields_of_a_form_show_is_read(make_docx, field, expected):
    data = make_docx(paragraph(inside=run("State: [") + field + run("]")))
    assert [line.text for line in lines_of(data)] == [f"State: [{expected}]"]


def test_tracked_changes_are_accepted(make_docx):
    deleted = '<w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{run("new")}</w:ins><w:moveTo w:id="3">{run(" moved")}</w:moveTo>'
    moved = f'<w:moveFrom w:id="4">{run("gone")}</w:moveFrom>'
    assert [line.text for line in lines_of(make_docx(paragraph("The ", inside=deleted + inserted + moved)))] == [
        "The new moved"
    ]


def test_deleted_paragraph_mark_joins_two_paragraphs(make_docx):
    first = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>' + run("One ") + "</w:p>"
    assert [line.text for line in lines_of(make_docx(first + paragraph("whole.")))] == ["One whole."]


def test_wrappers_do_not_hide_text(make_docx):
    inside = (
        f"<w:smartTag>{run('a')}</w:smartTag><w:sdt><w:sdtContent>{run('b')}</w:sdtContent></w:sdt>"
        f'<w:hyperlink r:id="r1">{run("c")}</w:hyperlink><w:customXml>{run("d")}</w:customXml>'
        f'<w:fldSimple w:instr=" DATE ">{run("e")}</w:fldSimple>'
    )
    block = f"<w:sdt><w:sdtContent>{paragraph('f')}</w:sdtContent></w:sdt>"
    assert [line.text for line in lines_of(make_docx(paragraph(inside=inside) + block))] == ["abcde", "f"]


def test_of_a_field_the_result_is_read(make_docx):
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ para \\* ARABIC </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert lines_of(make_docx(paragraph(inside=field + run(". The Committee"))))[0].text == "12. The Committee"


def test_automatic_number_fields_are_computed(make_docx):
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> AUTONUM </w:instrText>'
        '<w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = paragraph(inside=field + run("First.")) + paragraph(inside=field + run("Second."))
    assert [line.text for line in lines_of(make_docx(body))] == ["1. First.", "2. Second."]


def test_field_that_never_ends_swallows_no_text(make_docx):
    broken = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText></w:r>'
    assert [line.text for line in lines_of(make_docx(paragraph("a", inside=broken) + paragraph("b")))] == ["a", "b"]


def test_hyphens_spaces_breaks_and_symbols(make_docx):
    inside = (
        "<w:r><w:t>2018</w:t><w:noBreakHyphen/><w:t>2021</w:t><w:tab/><w:t>non\u2011state</w:t><w:br/>"
        "<w:t>ac</w:t><w:softHyphen/><w:t>tors\u00a0and</w:t></w:r>"
        '<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>'
    )
    texts = [line.text for line in lines_of(make_docx(paragraph(inside=inside)))]
    assert texts == ["2018-2021 non-state", "actors andα▪"]


def test_hidden_text_is_running_matter(make_docx):
    lines = lines_of(make_docx(paragraph("a", inside=run("JOB ", "<w:vanish/>") + run("NO", "<w:vanish/>"))))
    assert [(line.text, line.role, line.reason) for line in lines] == [
        ("a", "", ""), ("JOB NO", "running matter", "hidden text"),
    ]  # fmt: skip


def test_what_was_put_into_a_deleted_row_is_kept(make_docx):
    def row(properties, *cells):
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"

    inserted = paragraph(inside=f'<w:ins w:id="1">{run("new")}</w:ins>')
    put_in = f"<w:tc>{inserted}</w:tc>"
    deleted = '<w:del w:id="2"/>'
    rows = row("", cell("a"), cell("b")) + row(deleted, cell("c"), cell("d")) + row(deleted, put_in, cell())
    table = f"<w:tbl>{rows}</w:tbl>"
    assert [line.cells for line in lines_of(make_docx(table))] == [("a", "b"), ("new", "")]


def test_alternatives_are_read_once_and_a_text_box_after_its_paragraph(make_docx):
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    drawing = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    lines = lines_of(make_docx(paragraph("Before ", inside=drawing + run("after.")) + paragraph("Next.")))
    assert [line.text for line in lines] == ["Before after.", "In the box.", "Next."]


def cell(*texts, extra=""):
    return f"<w:tc><w:tcPr>{extra}</w:tcPr>{''.join(paragraph(text) for text in texts)}</w:tc>"


def test_table_rows_keep_their_cells(make_docx):
    both = cell("Both", extra='<w:gridSpan w:val="2"/>')
    merged = cell("x", extra="<w:vMerge/>")
    table = (
        f"<w:tbl><w:tr>{cell('Country')}{cell('2020')}{cell('2021')}</w:tr>"
        f"<w:tr>{both}{cell('7', '8')}</w:tr><w:tr>{merged}{cell()}{cell('9')}</w:tr></w:tbl>"
    )
    rows = lines_of(make_docx(table))
    assert [line.cells for line in rows] == [("Country", "2020", "2021"), ("Both", "", "7 8"), ("", "", "9")]
    assert [line.role for line in rows] == ["row"] * 3
    assert rows[1].text == "Both | 7 8"


def test_frame_of_one_column_is_text(make_docx):
    table = f"<w:tbl><w:tr>{cell('Summary')}</w:tr><w:tr>{cell('One.', 'Two.')}</w:tr></w:tbl>"
    assert [(line.text, line.role) for line in lines_of(make_docx(table))] == [
        ("Summary", ""), ("One.", ""), ("Two.", ""),
    ]  # fmt: skip


def test_note_in_a_table_cell_keeps_its_offset(make_docx):
    inner = f"<w:tc>{paragraph('Peru', inside=reference(1))}</w:tc>"
    rows = lines_of(make_docx(f"<w:tbl><w:tr>{cell('1')}{inner}</w:tr></w:tbl>", footnotes=note(1, "N.")))
    assert rows[0].text == "1 | Peru"
    assert rows[0].notes == (NoteReference(8, "1"),)
    assert rows[1].role == "footnote"


@pytest.mark.parametrize(
    ("name", "role", "level"),
    [("heading 2", "heading", 2), ("标题 1", "heading", 1), ("_ H _Ch_G", "heading", 1), ("_ H_2/3", "heading", 3),
     ("H1G", "heading", 2), ("Title", "title", 0), ("toc 1", "front", 0), ("_ Single Txt_G", "", 0)],
)  # fmt: skip
def test_roles_by_style_name(make_docx, name, role, level):
    styles = f'<w:style w:type="paragraph" w:styleId="S"><w:name w:val="{name}"/></w:style>'
    line = lines_of(make_docx(paragraph("x", style="S"), styles=styles))[0]
    assert (line.role, line.level) == (role, level)


def test_style_based_on_a_heading_is_a_heading_and_circles_end(make_docx):
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="Mine"/><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Yours"/><w:basedOn w:val="A"/>'
        '<w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>'
    )
    line = lines_of(make_docx(paragraph("x", style="A"), styles=styles))[0]
    assert (line.role, line.level) == ("heading", 3)


def test_own_head_of_the_first_page_is_front_matter_and_the_others_are_running_matter(make_docx):
    section = (
        '<w:sectPr><w:headerReference w:type="first" r:id="r1"/><w:headerReference w:type="default" r:id="r2"/>'
        "<w:titlePg/></w:sectPr>"
    )
    data = make_docx(paragraph("Text.") + section, header1=paragraph("A/76/36"), header2=paragraph("A/76/36 2/23"))
    assert [(line.role, line.text) for line in lines_of(data)] == [
        ("front", "A/76/36"), ("", "Text."), ("running matter", "A/76/36 2/23"),
    ]  # fmt: skip


def test_strict_namespaces_are_read(make_docx):
    usual = make_docx(paragraph("x"))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.namelist():
            new.writestr(
                member,
                old.read(member).replace(
                    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                ),
            )
    assert [line.text for line in lines_of(stream.getvalue())] == ["x"]


@pytest.mark.parametrize(
    "levels",
    [
        [DECIMAL, LETTER, {"style": "lowerRoman", "text": "(%3)"}],
        [{"style": "upperRoman", "text": "%1."}, {"style": "upperLetter", "text": "%2."},
         {"style": "decimal", "text": "%3."}],
        [{"style": "chineseCounting", "text": "%1、"}, {"style": "chineseCounting", "text": "(%2)"},
         {"style": "decimal", "text": "%3."}],
        [{"style": "decimal", "text": "%1.", "start": 9}, {"style": "decimal", "text": "%1.%2"},
         {"style": "decimal", "text": "%1.%2.%3"}],
        [{"style": "chineseCountingThousand", "text": "第%1章", "start": 98},
         {"style": "ideographTraditional", "text": "%2."}, {"style": "decimalEnclosedCircle", "text": "%3"}],
    ],
)  # fmt: skip
def test_numbers_are_those_that_libreoffice_prints(make_docx, office, levels):
    """Cross-check with an independent tool: LibreOffice's export as text has the numbers in it."""
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(0, *levels) + number(1, 0) + number(2, 0, override)
    depths = [0, 0, 1, 1, 2, 2, 1, 2, 0, 1, 2, 0, 0, 1]
    body = "".join(paragraph("text", number="1", level=depth) for depth in depths)
    body += "".join(paragraph("text", number="2", level=depth) for depth in [0, 1, 1, 0])
    data = make_docx(body, numbering=numbering)
    printed = convert(data, "docx", "txt", "x").decode("utf-8-sig").split("text")[:-1]
    assert labels(data) == [label.strip().rstrip(".、") for label in printed]


def test_python_docx_document_is_read():
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("Introduction", 1)
    document.add_paragraph("First.", style="List Number")
    document.add_paragraph("Second.", style="List Number")
    document.add_paragraph("Point.", style="List Bullet")
    stream = io.BytesIO()
    document.save(stream)
    assert [(line.role, line.label, line.text) for line in lines_of(stream.getvalue())] == [
        ("heading", "", "Introduction"), ("", "1", "First."), ("", "2", "Second."), ("", "•", "Point."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "document",
    ['<!DOCTYPE w [<!ENTITY a "b">]><w:document xmlns:w="x">&a;</w:document>', "<w:document", "", "<a/>"],
)
def test_broken_main_part_is_one_line(document):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", document)
    with pytest.raises(DuizhaoError) as caught:
        read_lines(stream.getvalue(), "bad.docx")
    assert str(caught.value).startswith("bad.docx: ")


def with_part(docx, kind, path, data):
    """Add a part to a file; its relationship is rX."""
    stream = io.BytesIO()
    link = f'<Relationship Id="rX" Type="http://example.org/{kind}" Target="{path}"/></Relationships>'
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(stream, "w") as target:
        for member in source.namelist():
            content = source.read(member)
            if member == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", link.encode())
            target.writestr(member, content)
        target.writestr(f"word/{path}", data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"<html><body><h2>Scope</h2><ol><li>First</ol>", [("heading", "", "Scope"), ("item", "1", "First")]),
        (b"Plain text.\n", [("", "", "Plain text.")]),
        ("docx", [("", "", "Inside.")]),
    ],
)
def test_a_part_in_another_format_is_read_where_it_stands(make_docx, data, texts):
    docx = make_docx(paragraph("Before.") + '<w:altChunk r:id="rX"/>' + paragraph("After."))
    data = make_docx(paragraph("Inside.")) if data == "docx" else data
    lines = lines_of(with_part(docx, "aFChunk", "chunk.bin", data))
    assert [(line.role, line.label, line.text) for line in lines[1:-1]] == texts
    assert [lines[0].text, lines[-1].text] == ["Before.", "After."]


def test_a_part_that_cannot_be_read_is_told(make_docx):
    docx = with_part(make_docx(paragraph("a") + '<w:altChunk r:id="rX"/>'), "aFChunk", "c", b"MIME-Version: 1.0")
    assert "not read" in read_lines(docx, "a.docx")[1][0]


def test_text_of_diagrams_and_charts(make_docx):
    diagram = (
        '<d:dataModel xmlns:d="d" xmlns:a="a"><d:pt><d:t><a:p><a:r><a:t>Step </a:t></a:r>'
        "<a:r><a:t>one</a:t></a:r></a:p></d:t></d:pt><d:pt><d:t><a:p/></d:t></d:pt></d:dataModel>"
    )
    chart = (
        '<c:chartSpace xmlns:c="c" xmlns:a="a"><c:title><a:p><a:r><a:t>States</a:t></a:r></a:p></c:title>'
        "<c:cat><c:strCache><c:pt><c:v>Africa</c:v></c:pt><c:pt><c:v>Asia</c:v></c:pt></c:strCache></c:cat>"
        "<c:val><c:numCache><c:pt><c:v>12</c:v></c:pt></c:numCache></c:val></c:chartSpace>"
    )
    for frame, part, texts in (
        ('<dgm:relIds xmlns:dgm="d" r:dm="rX"/>', diagram, ["Step one"]),
        ('<c:chart xmlns:c="c" r:id="rX"/>', chart, ["States", "Africa", "Asia"]),
    ):
        graphic = f'<a:graphic xmlns:a="a"><a:graphicData>{frame}</a:graphicData></a:graphic>'
        drawing = f"<w:r><w:drawing>{graphic}</w:drawing></w:r>"
        docx = with_part(make_docx(paragraph("Before.", inside=drawing)), "x", "part.xml", part.encode())
        assert [line.text for line in lines_of(docx)] == ["Before.", *texts]


def test_elements_nested_too_deep_are_told_in_plain_words(make_docx):
    with pytest.raises(DuizhaoError, match="more than 256 deep"):
        lines_of(make_docx("<w:sdt><w:sdtContent>" * 200 + paragraph("x") + "</w:sdtContent></w:sdt>" * 200))
