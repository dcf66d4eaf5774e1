"""Formulas in one line, as a typist would write them."""

import pytest
from duizhao.corpora.word.formulas import formula_text
from lxml import etree

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def r(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


def part(name, inner):
    return f"<m:{name}>{inner}</m:{name}>"


def raised(base, top):
    return part("sSup", part("e", r(base)) + part("sup", r(top)))


def fraction(top, bottom):
    return part("f", part("num", top) + part("den", bottom))


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (fraction(r("1"), r("2")), "1/2"),
        (r("2") + fraction(r("1"), r("2")), "2 1/2"),
        (fraction(r("a+b"), r("c")), "(a+b)/c"),
        (raised("10", "6"), "10⁶"),
        (raised("10", "-5"), "10⁻⁵"),
        (raised("x", "2"), "x²"),
        (raised("x", "n+1"), "x^(n+1)"),
        (part("rad", part("deg", "") + part("e", r("2"))), "√(2)"),
        (part("d", part("e", r("a") + r("+b"))), "(a+b)"),
        (part("d", '<m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>' + part("e", r("a"))), "[a]"),
        (part("nary", '<m:naryPr><m:chr m:val="∑"/></m:naryPr>' + part("e", r("x"))), "∑x"),
        (part("sSub", part("e", r("CO")) + part("sub", r("2"))), "CO2"),
        (f"<w:del>{r('gone')}</w:del><w:ins>{r('kept')}</w:ins>", "kept"),
    ],
)
def test_formula_in_one_line(inner, expected):
    assert formula_text(etree.fromstring(f'<m:oMath xmlns:m="{MATH}" xmlns:w="{WORD}">{inner}</m:oMath>')) == expected
