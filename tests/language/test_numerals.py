"""Numerals: one table of answers, and whatever is printed is read back."""

import pytest
from duizhao.language.numerals import (
    CARDINALS,
    HAN_NUMERALS,
    ORDINALS,
    decimal_value,
    enclosed_value,
    english_value,
    format_number,
    han_value,
    letter_value,
    roman_value,
    to_han,
    to_letters,
    to_roman,
    to_words,
)
from hypothesis import example, given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("numerals", "value"),
    [
        ("一", 1),
        ("零", 0),
        ("十", 10),
        ("十二", 12),
        ("二十七", 27),
        ("廿一", 21),
        ("卅", 30),
        ("一百廿三", 123),
        ("百", 100),
        ("百五十", 150),
        ("一百十", 110),
        ("一百零五", 105),
        ("一百五", 150),
        ("二百五", 250),
        ("二百五十", 250),
        ("两千", 2000),
        ("两千零二十", 2020),
        ("一千零五", 1005),
        ("一万二", 12_000),
        ("一万二千", 12_000),
        ("十万零五千", 105_000),
        ("一万零五十", 10_050),
        ("二五〇万", 2_500_000),
        ("三千万", 30_000_000),
        ("四万万", 400_000_000),
        ("三亿", 300_000_000),
        ("一亿二", 120_000_000),
        ("二亿五千万", 250_000_000),
        ("三万五千亿", 3_500_000_000_000),
        ("一万亿", 10**12),
        ("二〇二一", 2021),
        ("二○二一", 2021),
        ("二零二一", 2021),
        ("一九六七", 1967),
        ("二〇", 20),
        ("壹拾贰", 12),
        ("貳仟零伍", 2005),
        ("三萬億", 3 * 10**12),
        # estimates, and signs in an order that is no number
        ("三五", None),
        ("三四十", None),
        ("十四五", None),
        ("千百", None),
        ("亿万", None),
        ("三万亿五千亿", None),
        ("十十十十", None),
        ("十百", None),
        ("一百零", None),
        ("五五百", None),
        ("", None),
        ("天", None),
        ("一天", None),
    ],
)
def test_value_of_han_numerals(numerals, value):
    assert han_value(numerals) == value


def test_only_a_label_reads_two_digits_by_place():
    assert [han_value(text, positional=True) for text in ("三五", "一二〇", "十五", "三四十")] == [35, 120, 15, None]


@given(st.text(HAN_NUMERALS + "卌壹拾萬兆", max_size=50))
@example("一" * 100_000)
@example("万" * 100_000)
@example("零" * 5_000)
def test_any_han_numerals_have_a_value_or_none(numerals):
    for positional in (False, True):
        value = han_value(numerals, positional=positional)
        assert value is None or value >= 0


@given(st.integers(0, 9999))
def test_han_numerals_are_read_back(number):
    assert han_value(to_han(number)) == number
    for style in ("chineseLegalSimplified", "ideographLegalTraditional"):
        assert han_value(format_number(number, style)) == number
    assert han_value(format_number(number, "taiwaneseDigital"), positional=True) == number


@given(st.integers(0, 99), st.booleans())
def test_english_words_are_read_back(number, ordinal):
    assert english_value(to_words(number, ordinal=ordinal).split("-")) == number


@given(st.lists(st.sampled_from([*CARDINALS, *ORDINALS, "hundred", "thousand", "billionth", "and"])))
@example(["hundred"] * 100_000)
def test_any_english_words_have_a_value(words):
    assert english_value(words) >= 0


@given(st.integers(1, 3999))
def test_roman_numerals_are_read_back(number):
    assert roman_value(to_roman(number)) == roman_value(to_roman(number).lower()) == number


@pytest.mark.parametrize("text", ["", "IIII", "IC", "VX", "mid", "XIVa", "M" * 100_000])
def test_what_is_no_roman_numeral(text):
    assert roman_value(text) is None


@given(st.integers(1, 26 * 30))
def test_letters_are_read_back(number):
    assert letter_value(to_letters(number)) == letter_value(to_letters(number).upper()) == number


@pytest.mark.parametrize("text", ["", "ab", "1", "é", "a" * 100_000, "\u4e00"])
def test_what_is_no_letter_of_a_list(text):
    assert letter_value(text) is None


@pytest.mark.parametrize(
    ("style", "most"),
    [
        ("decimalEnclosedCircle", 50),
        ("decimalEnclosedParen", 20),
        ("decimalEnclosedFullstop", 20),
        ("ideographEnclosedCircle", 10),
    ],
)
def test_enclosed_numbers_are_read_back(style, most):
    assert [enclosed_value(format_number(number, style)) for number in range(1, most + 1)] == [*range(1, most + 1)]


@pytest.mark.parametrize("sign", ["", "½", "一", "1", "①②", "x"])
def test_what_is_no_enclosed_number(sign):
    assert enclosed_value(sign) is None


def test_decimal_digits_of_any_width_but_no_checksum():
    assert (decimal_value("１５"), decimal_value("007"), decimal_value(""), decimal_value("9" * 5000)) == (
        15,
        7,
        None,
        None,
    )


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
