import string
import time

import pytest
from duizhao.errors import DuizhaoError
from duizhao.language.symbols import (
    find_symbols,
    is_symbol,
    maybe_symbol,
    missing,
    read_symbol,
    take_addresses,
    take_symbols,
)
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("A/76/36", "A/76/36"),
        (" a/hrc/47/47 ", "A/HRC/47/47"),
        ("A/hrc/46/61/ADD.1", "A/HRC/46/61/Add.1"),
        ("a/76/36/corr. 2", "A/76/36/Corr.2"),
        ("S/RES/1325(2000)", "S/RES/1325 (2000)"),
        ("S/RES/1325 (2000)", "S/RES/1325 (2000)"),
        ("e/c.12/ukr/co/7", "E/C.12/UKR/CO/7"),
        ("E/CN.4/Sub.2/2003/12/Rev.2", "E/CN.4/Sub.2/2003/12/Rev.2"),
        ("e/cn.4/sub.2/2003/12", "E/CN.4/Sub.2/2003/12"),
        ("UNEP/EA.5/Res.1", "UNEP/EA.5/Res.1"),
        ("Ａ／７６／３６", "A/76/36"),
        ("A/RES/48/141", "A/RES/48/141"),
        ("A/C.3/76/L.5/Rev.1", "A/C.3/76/L.5/Rev.1"),
        ("https://undocs.org/zh/A/76/36", "A/76/36"),
        ("https://undocs.org/A/76/36", "A/76/36"),
        ("undocs.org/en/a/hrc/47/47", "A/HRC/47/47"),
        ("http://www.undocs.org/E/2020/1", "E/2020/1"),
        ("https://docs.un.org/zh/S/RES/1325(2000)", "S/RES/1325 (2000)"),
        ("https://undocs.org/zh/S/RES/1325%20(2000)", "S/RES/1325 (2000)"),
        ("https://documents.un.org/api/symbol/access?s=A/76/36&l=zh&t=pdf", "A/76/36"),
        ("https://undocs.org/Home/Mobile?FinalSymbol=A%2FRES%2F70%2F1&Language=E", "A/RES/70/1"),
    ],
)
def test_symbols_as_people_type_them(typed, expected):
    assert str(read_symbol(typed)) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "", "A", "A/", "report.pdf", "zh.txt", "../../etc/passwd", "A/../../etc/1", "/etc/passwd1", "A/76/36\n/x",
        "A//36", "76/36", "https://example.org/A/76/36", "https://undocs.org/", "C:\\x\\1", "A/76/36;rm", "x" * 200,
        "https://[bad", "data/A_76_36/zh.txt", "./A/1",
    ],
)  # fmt: skip
def test_what_is_no_symbol_is_refused(typed):
    assert maybe_symbol(typed) is None
    with pytest.raises(DuizhaoError, match="not a document symbol") as caught:
        read_symbol(typed)
    assert "\n" not in str(caught.value)


def test_file_stem():
    assert read_symbol("S/RES/1325 (2000)").file_stem == "S_RES_1325_2000"


SYMBOLS = [
    "A/76/36", "A/76/6 (Sect. 24)", "A/76/6 (Sect. 24)/Add.1", "S/RES/2250 (2015)", "A/RES/76/300", "A/HRC/RES/47/1",
    "CCPR/C/GC/36", "E/C.12/UKR/CO/7", "ST/SGB/2003/13", "TD/B/C.I/MEM.4/25", "UNEP/EA.4/Res.1", "A/76/36/Add.1",
    "A/76/36/Corr.1", "A/C.3/76/L.5/Rev.2", "CEDAW/C/CHN/7-8", "A/ES-11/1", "A/RES/S-10/2", "A/CN.9/WG.III/WP.199",
    "BWC/CONF.IX/2", "UNEP/CBD/COP/DEC/X/2", "IDB.49/2", "ICCD/COP(14)/23/Add.1", "A/75/5 (Vol. I)/Corr.1", "T/1",
    "S/PV.8234 (Resumption 1)", "S/AC.37/2004/(1455)/26", "ECE/MP.EIA/10", "ICC-ASP/19/20", "E/CN.4/Sub.2/2003/12",
    "TD(XIV)/INF.1", "ST/ESA/STAT/SER.A/12", "CAT/C/XXVI/4", "A/60/1 (SUPP)",
]  # fmt: skip


@pytest.mark.parametrize("symbol", SYMBOLS)
@pytest.mark.parametrize(
    "frame", ["见{}号文件", "（{}）", "in {}.", "see {}, para. 3", "{}*", "{}；", "[{}]", "{}", "“{}”"]
)
def test_symbols_are_found_as_they_are_printed(symbol, frame):
    text = frame.format(symbol)
    found = list(find_symbols(text))
    assert [str(one.symbol) for one in found] == [symbol]
    assert text[found[0].start : found[0].end] == symbol
    assert maybe_symbol(symbol) == found[0].symbol


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见A/76/6（Sect. 24）和S/RES/2250(2015)。", ["A/76/6 (Sect. 24)", "S/RES/2250 (2015)"]),
        ("见Ａ／７６／Ｌ．５号文件", ["A/76/L.5"]),
        ("UNEP/EA.4/RES.1", ["UNEP/EA.4/Res.1"]),
        ("UNW/2020/3, XYZ/CN.4/5, XYZ/2020/3", ["UNW/2020/3", "XYZ/CN.4/5", "XYZ/2020/3"]),
        ("见A／７６／３６号文件", ["A/76/36"]),
        ("E/2021/43-E/CN.6/2021/14", ["E/2021/43", "E/CN.6/2021/14"]),
        ("A/76/36、A/76/37和A/76/38/Add.1-3", ["A/76/36", "A/76/37", "A/76/38/Add.1"]),
        ("A/HRC/47/47/en", ["A/HRC/47/47"]),
        ("A/76/36 (C) 120821", ["A/76/36"]),
        ("see A/76/36.The report", ["A/76/36"]),
    ],
)
def test_what_stands_around_a_symbol(text, expected):
    assert [str(found.symbol) for found in find_symbols(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "HIV/AIDS", "HIV/AIDS报告第3段", "AND/OR 5", "TCP/IP", "N/A", "24/7", "2020/21", "km/h", "he/she", "F/A-18",
        "FY2020/21", "http://x.org/A/76/36", "www.un.org/A/76/36", "data/A/76/36", "x@A/1", "A/RES/76th",
        "COVID-19/HIV", "TCP/IP-2", "OPEC/2020", "UTF/8", "ISO/9001", "COP/26", "G/20", "AK/47", "AND/OR/2", "HTTP/1.1",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_symbol(text):
    assert list(find_symbols(text)) == []


def test_a_line_that_is_a_symbol():
    assert all(map(is_symbol, ["A/76/36", "A/76/36*", "S/RES/2250 (2015)"]))
    assert not any(map(is_symbol, ["HIV/AIDS", "A/76/36 and", "见A/76/36", "a/76/36", ""]))


@given(st.text("ASRES/.()-0159Vol *addcorr1 /", max_size=40))
def test_what_is_found_is_read_alike(text):
    for symbol, start, end in find_symbols(text):
        assert maybe_symbol(text[start:end]) == symbol or end - start > 80
        assert [found.symbol for found in find_symbols(str(symbol))] == [symbol]


@given(st.text(alphabet=string.ascii_letters + string.digits + "/.() -", max_size=30))
def test_what_is_read_is_found_again(typed):
    if (symbol := maybe_symbol(typed)) is not None:
        assert [found.symbol for found in find_symbols(f"见{symbol}，")] == [symbol]


@pytest.mark.parametrize("text", ["A/" * 200_000, "A/1" * 100_000, "A" * 400_000, "A/1 (" * 80_000, "A-" * 200_000])
def test_finding_takes_linear_time(text):
    start = time.process_time()
    list(find_symbols(text))
    assert time.process_time() - start < 3


@pytest.mark.parametrize("text", ["resolution " + "48/141, " * 20_000, "第48/1、" * 20_000])
def test_what_session_numbers_stand_beside_is_looked_for_in_linear_time(text):
    start = time.process_time()
    take_symbols(text)
    assert time.process_time() - start < 3


@given(st.text(alphabet=string.printable + "／（）", max_size=40))
def test_a_symbol_is_its_own_reading_and_safe_in_a_file_name(typed):
    symbol = maybe_symbol(typed)
    if symbol is not None:
        assert maybe_symbol(str(symbol)) == symbol
        assert set(symbol.file_stem) <= set(string.ascii_letters + string.digits + "._-")
        assert not symbol.file_stem.startswith(".")
        assert symbol.file_stem


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("人权理事会第47/1号决议", ["47/1"]),
        ("General Assembly resolution 48/141", ["48/141"]),
        ("第1325(2000)号决议", ["1325(2000)"]),
        ("resolution 217 A (III)", ["217A(III)"]),
        ("decision 1/CP.16", ["1/CP.16"]),
        ("A/76/6 (Sect. 24) and 75/204", ["A/76/6(Sect.24)", "75/204"]),
        ("2020/21 school year", []),
        ("HIV/AIDS", []),
    ],
)
def test_symbols_and_numbers_of_resolutions(text: str, names: list[str]) -> None:
    found, rest = take_symbols(text)
    assert [reference.name for reference in found] == names
    assert len(rest) == len(text)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("24/7 service", False), ("3/4 of them", False), ("48/141", False), ("第48/141号", True),
        ("第48/140、48/141号", True), ("resolutions 64/236 of 24 December 2009 and 48/141", True),
        ("decision 48/141", True), ("a resolution was read 24/7", False),
    ],
)  # fmt: skip
def test_a_session_number_is_believed_beside_what_it_numbers(text: str, sure: bool) -> None:
    assert take_symbols(text)[0][-1].sure is sure


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("第76/300号决议", "A/RES/76/300", 0), ("S/RES/1325(2000)", "第1325(2000)号决议", 0),
        ("A/HRC/RES/47/1", "A/RES/47/1", 1), ("第76/300号决议", "A/RES/76/301", 1),
    ],
)  # fmt: skip
def test_a_resolution_by_its_number_or_symbol(one: str, other: str, count: int) -> None:
    first, second = tuple(take_symbols(one)[0]), tuple(take_symbols(other)[0])
    assert len(list(missing(first, second))) == len(list(missing(second, first))) == count


def test_a_grouped_number_is_no_resolution() -> None:
    assert take_symbols("Population: 61,777 (2014)")[0] == take_symbols("61 777 (2014)")[0] == []


def test_addresses_without_what_differs_between_languages() -> None:
    zh, _rest = take_addresses("见https://www.un.org/zh/about。")
    en, _rest = take_addresses("see www.un.org/en/about.")
    assert [reference.name for reference in zh] == [reference.name for reference in en]
