import pytest
from duizhao.language.list_numbers import format_number, han, roman
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [
        (10, "chineseCounting", "十"),
        (15, "chineseCounting", "十五"),
        (110, "chineseCounting", "一百一十"),
        (101, "chineseCountingThousand", "一百零一"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (11, "chineseLegalSimplified", "壹拾壹"),
        (27, "lowerLetter", "aa"),
        (3, "ordinalText", "Third"),
        (21, "ordinalText", "Twenty-first"),
        (40, "ordinalText", "Fortieth"),
        (22, "ordinal", "22nd"),
        (112, "ordinal", "112th"),
        (42, "cardinalText", "Forty-two"),
        (6, "chicago", "††"),
        (3, "decimalZero", "03"),
        (0, "upperRoman", "0"),
        (36, "decimalEnclosedCircle", "㊱"),
        (7, "numberInDash", "- 7 -"),
        (5, "none", "5"),
    ],
)
def test_formats(number, style, expected):
    assert format_number(number, style) == expected


@given(st.integers(1, 3999))
def test_roman_numbers_differ_and_are_roman(number):
    assert set(roman(number)) <= set("MDCLXVI")
    assert roman(number) != roman(number % 3999 + 1)


@given(st.integers(0, 9999))
def test_chinese_numbers_can_be_read_back(number):
    value = digit = 0
    units = {"十": 10, "百": 100, "千": 1000}
    for sign in han(number):
        if sign in units:
            value += (digit or 1) * units[sign]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(sign)
    assert value + digit == number
