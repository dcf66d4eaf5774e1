"""Fields of which Word draws the text and stores none."""

import pytest
from duizhao.corpora.word.computed_fields import computed_text
from duizhao.corpora.word.reader import read_lines

from .test_word import paragraph, run


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        (r" EQ \o\ac(○,23) ", "㉓"),
        (r"eq \o\ac(○,注)", "(注)"),
        (r"EQ \o\ac(□,4)", "[4]"),
        (r'EQ \* jc2 \* "Font:楷体" \* hps10 \o\ad(\s\up 9(shuǐ),水)', "水"),
        (r"EQ 3\f(1;2)", "3 1/2"),
        (r"EQ \f(a+b,c)", "(a+b)/c"),
        (r"EQ \r(3,x)", "3√(x)"),
        (r"EQ \r(x)", "√(x)"),
        (r"EQ 10\s\up8(-6)", "10⁻⁶"),
        (r"EQ H\s\do4(2)O", "H2O"),
        (r"EQ \b\bc\[(\a\al(a,b))", "[a b]"),
        (r"EQ \i\su(1,n,\l(a,b))", "∑(1, n) a, b"),
        (r"EQ f(x) \, y", "f(x) , y"),
        (r"EQ \x(frame", "frame"),
        (r'SYMBOL 163 \f "Symbol" \s 12', "≤"),
        (r"SYMBOL 0xFE \f Wingdings", "☑"),
        (r"SYMBOL 8594 \u", "→"),
        ("MACROBUTTON NoMacro [Name of the State]", "[Name of the State]"),
        ("PAGE", ""),
        ("EQUATION x", ""),
    ],
)
def test_what_is_drawn(instruction, expected):
    assert computed_text(instruction) == expected


@pytest.mark.parametrize("stored", [True, False])
def test_a_field_without_result_prints_its_text_and_one_with_prints_that(make_docx, stored):
    result = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("one half")}' if stored else ""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> EQ \\f(1,2) </w:instrText></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = '<w:fldSimple w:instr=" EQ \\o\\ac(○,2) "/>'
    lines = read_lines(make_docx(paragraph("共", inside=field + run("，见") + simple)), "test.docx")[0]
    assert [line.text for line in lines] == ["共one half，见②" if stored else "共1/2，见②"]


def test_word_art_is_text(make_docx):
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="年度报告"/></v:shape>'
    art = f"<w:r><w:pict>{shape}</w:pict></w:r>"
    assert [line.text for line in read_lines(make_docx(paragraph("一", inside=art)), "test.docx")[0]] == [
        "一",
        "年度报告",
    ]


def test_a_deleted_paragraph_mark_leaves_the_space_behind_it(make_docx):
    first = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("The Council decided")}</w:p>'
    lines = read_lines(make_docx(first + paragraph(" to meet in May.")), "test.docx")[0]
    assert [line.text for line in lines] == ["The Council decided to meet in May."]
