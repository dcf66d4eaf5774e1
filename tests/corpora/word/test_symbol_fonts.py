import unicodedata

import pytest
from duizhao.corpora.word.reader import read_lines
from duizhao.corpora.word.symbol_fonts import UNKNOWN, in_unicode

from .test_word import paragraph


def symbol(font, code):
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def typed(font, text):
    return f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr><w:t>{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("code", "name"),
    [  # of Adobe's table, by their names in Unicode
        (0xA3, "LESS-THAN OR EQUAL TO"),
        (0xB0, "DEGREE SIGN"),
        (0xB1, "PLUS-MINUS SIGN"),
        (0xB3, "GREATER-THAN OR EQUAL TO"),
        (0xB4, "MULTIPLICATION SIGN"),
        (0xB9, "NOT EQUAL TO"),
        (0xC0, "ALEF SYMBOL"),
        (0xD2, "REGISTERED SIGN"),
        (0xD6, "SQUARE ROOT"),
        (0xE5, "N-ARY SUMMATION"),
        (0xF2, "INTEGRAL"),
        (0x61, "GREEK SMALL LETTER ALPHA"),
        (0x57, "GREEK CAPITAL LETTER OMEGA"),
        (0x22, "FOR ALL"),
        (0x7E, "TILDE OPERATOR"),
    ],
)
def test_symbol_is_read_by_its_own_table(code, name):
    sign = in_unicode(chr(0xF000 + code), "Symbol")
    assert unicodedata.name(sign) == name
    assert in_unicode(chr(code), "symbol") == sign
    assert in_unicode(chr(code), "Arial") == chr(code)


def test_no_sign_of_a_table_is_the_unknown_one_or_private():
    for font in ("Symbol", "Wingdings", "Wingdings 2", "Webdings"):
        signs = [in_unicode(chr(code), font) for code in range(0x20, 0x100)]
        assert len([sign for sign in signs if sign != UNKNOWN]) > 5
        assert not any(unicodedata.category(sign) in ("Co", "Cn") for sign in signs)


@pytest.mark.parametrize("write", [lambda font, code: symbol(font, code), lambda f, c: typed(f, chr(int(c, 16)))])
def test_boxes_differ_and_an_unknown_sign_is_seen_and_told_once(make_docx, write):
    body = paragraph("是", inside=write("Wingdings", "F0FE")) + paragraph("否", inside=write("Wingdings", "F0A8"))
    body += 2 * paragraph("见", inside=write("Wingdings", "F0FF") + write("Wingdings 3", "F0AA"))
    lines, warnings = read_lines(make_docx(body), "test.docx")
    assert [line.text for line in lines] == ["是☑", "否☐", f"见{UNKNOWN}{UNKNOWN}", f"见{UNKNOWN}{UNKNOWN}"]
    assert len(warnings) == 2
    assert "Wingdings 3" in warnings[1]


def test_a_sign_from_a_font_without_table_and_one_of_unicode(make_docx):
    body = paragraph(inside=symbol("Some Signs", "F041") + symbol("Some Signs", "2192") + symbol("", "00B7"))
    lines, warnings = read_lines(make_docx(body), "test.docx")
    assert (lines[0].text, len(warnings)) == (f"{UNKNOWN}→·", 1)
