"""Numbers and dates of both languages by value: pairs that say the same, pairs that do not, and round trips."""

from fractions import Fraction
from time import process_time

import pytest
from duizhao.language.comparison_keys import figure_form
from duizhao.language.figures import english_numbers, unmatched_figures
from duizhao.language.numerals import han_value
from duizhao.qa.checked_pair import checked_text
from hypothesis import given
from hypothesis import strategies as st

EQUAL = [
    ("第三五条", "article 35"),
    ("第一五六条", "article 156"),
    ("壹佰万元", "1 million yuan"),
    ("叁仟伍佰元", "3,500 yuan"),
    ("二佰", "200"),
    ("大陆架委员会", "Commission on the continental shelf"),
    ("㈠ ① ⑶", "1, 3"),
    ("第Ⅳ章", "Chapter 4"),
    ("一点二亿", "120 million"),
    ("½", "0.5"),
    ("3½小时", "3.5 hours"),
    ("十二个半小时", "12.5 hours"),
    ("十二个半小时", "twelve and a half hours"),
    ("十分重要", "very important"),
    ("十分钟", "ten minutes"),
    ("10时23分", "10.23 a.m."),
    ("15时", "3 p.m."),
    ("3时30分", "3.30 p.m."),
    ("45 000澳元", "$A45,000"),
    ("四分之三", "3/4"),
    ("2014年7月21日至2015年7月22日", "21 July 2014-22 July 2015"),
    ("2.5亿美元", "$250 million"),
    ("1.2万人", "12,000 people"),
    ("四分之三的国家", "three quarters of countries"),
    ("百分之三", "3 per cent"),
    ("百分之二点五", "2.5 per cent"),
    ("3%", "three per cent"),
    ("第七届会议", "seventh session"),
    ("第七十六届会议", "its seventy-sixth session"),
    ("2亿5 000万人", "250 million people"),
    ("17 000多名", "more than 17,000"),
    ("1 245 600人", "1,245,600 people"),
    ("124.56万", "1,245,600"),
    ("1万亿美元", "one trillion dollars"),
    ("三分之二多数", "a two-thirds majority"),
    ("五分之一", "one in five"),
    ("2021年第三季度", "the third quarter of 2021"),
    ("三方会谈", "tripartite talks"),
    ("一年两次", "twice a year"),
    ("二十国集团", "G20"),
    ("二十国集团", "Group of 20"),
    ("附件三", "annex III"),
    ("第十一和第十二章", "chapters XI and XII"),
    ("十几个国家", "more than a dozen countries"),
    ("数百人", "hundreds of people"),
    ("千年发展目标", "Millennium Development Goals"),
    ("二十年", "two decades"),
    ("21世纪", "twenty-first century"),
    ("3千米", "3 kilometres"),
    ("一百二十三名", "123"),
    ("两千零二十", "2,020"),
    ("５个国家", "5 countries"),
    ("5%-10%", "5–10 per cent"),
    ("1 000至2 000人", "1,000–2,000 people"),
    ("第二十八条之二", "article 28 bis"),
    ("2015年后发展议程", "post-2015 development agenda"),
    ("20世纪90年代", "the 1990s"),
    ("2021年6月30日", "30 June 2021"),
    ("2021年6月30日", "June 30, 2021"),
    ("二〇二一年六月三十日", "30 June 2021"),
    ("2021年1月1日至6月30日", "1 January to 30 June 2021"),
    ("6、7月份", "June and July"),
    ("2018至2021年", "2018–2021"),
    ("2020-2021年", "2020–21"),
    ("2020/21年度", "2020/21"),
    ("2021-06-30", "2021-06-30"),
    ("一个月", "one month"),
    ("会议，6月至8月", "a meeting from June to August"),
]
UNEQUAL = [
    # words that are no numbers answer for none
    ("审议了2份报告", "considered other reports"),
    ("对报告提出意见", "commented on two reports"),
    ("再次发言2次", "spoke again"),
    ("七名成员", "eight members"),
    ("37个", "73"),
    ("2.5亿", "25 million"),
    ("3月5日", "5 April"),
    ("2021年", "2012"),
    ("百分之十二", "21 per cent"),
    ("第三届会议", "the fourth session"),
    ("四分之三", "two thirds"),
    ("17 000", "1,700"),
    ("6月30日", "30 July"),
]


def lost(zh: str, en: str) -> list[str]:
    (_one, chinese), (_other, english) = checked_text(zh, "zh"), checked_text(en, "en")
    left = unmatched_figures(chinese, english)
    right = unmatched_figures(english, chinese)
    return [zh[f.start : f.end] for f in left] + [en[f.start : f.end] for f in right]


@pytest.mark.parametrize(("zh", "en"), EQUAL)
def test_equal_values(zh, en):
    assert lost(zh, en) == []


@pytest.mark.parametrize(("zh", "en"), UNEQUAL)
def test_unequal_values(zh, en):
    assert lost(zh, en)


def han(number: int) -> str:
    """Write a number the way Chinese does: independent of the reader, digit by digit."""
    digits, units = "零一二三四五六七八九", ["", "十", "百", "千"]
    if number >= 10_000:
        rest = number % 10_000
        return han(number // 10_000) + "万" + (("零" if rest < 1000 else "") + han(rest) if rest else "")
    out, zero = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            out += ("零" if zero and out else "") + digits[digit] + units[place]
            zero = False
        else:
            zero = True
    return out


@given(st.integers(1, 99_999_999))
def test_han_numerals_round_trip(number):
    assert han_value(han(number)) == number


@given(st.integers(0, 10**12))
def test_thousands_are_read_alike(number):
    _zh, zh = checked_text(f"共{number:,}人".replace(",", " "), "zh")
    _en, en = checked_text(f"a total of {number:,} people", "en")
    assert Fraction(number) in {f.value for f in zh if f.digits}
    assert Fraction(number) in {f.value for f in en if f.digits}


@given(st.text())
def test_any_text_can_be_read(text):
    assert len(figure_form(text)) == len(text)
    for language in ("zh", "en"):
        for figure in checked_text(text, language)[1]:
            assert 0 <= figure.start < figure.end <= len(text)


def test_words_in_a_row_are_several_numbers():
    values = {f.value for f in english_numbers("two three-year terms") if f.sure}
    assert values == {2, 3}


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "一" * 100_000,
        "十" * 100_000,
        "a" * 100_000,
        "1、" * 50_000,
        "1, " * 50_000,
        "hundred " * 20_000,
        "A" + "1" * 5_000,
    ],
    ids=["digits", "一", "十", "letters", "list", "en list", "hundreds", "name"],
)
def test_long_runs_take_no_longer_than_other_text(text):
    start = process_time()
    for language in ("zh", "en"):
        checked_text(text, language)
    assert process_time() - start < 10
