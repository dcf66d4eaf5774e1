import string

import pytest
from duizhao.errors import DuizhaoError
from duizhao.language.symbols import Symbol, maybe_symbol, read_symbol, symbol_address
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
    with pytest.raises(DuizhaoError, match="no document symbol") as caught:
        read_symbol(typed)
    assert "\n" not in str(caught.value)


def test_parts_of_a_symbol():
    symbol = read_symbol("A/HRC/46/61/Add.1/Corr.1")
    assert (symbol.organ, symbol.modifiers, str(symbol.base)) == ("A", ("Add.1", "Corr.1"), "A/HRC/46/61")
    assert read_symbol("A/76/36").base == read_symbol("A/76/36")


def test_file_stem_and_address():
    symbol = read_symbol("S/RES/1325 (2000)")
    assert symbol.file_stem == "S_RES_1325_2000"
    assert symbol_address(symbol, "zh", base="http://127.0.0.1:9/") == (
        "http://127.0.0.1:9/api/symbol/access?s=S/RES/1325%20%282000%29&l=zh&t=pdf"
    )
    assert symbol_address(Symbol(("A", "76", "36")), "en", document=True).endswith("?s=A/76/36&l=en&t=doc")


@given(st.text(alphabet=string.printable + "／（）", max_size=40))
def test_a_symbol_is_its_own_reading_and_safe_in_a_file_name(typed):
    symbol = maybe_symbol(typed)
    if symbol is not None:
        assert maybe_symbol(str(symbol)) == symbol
        assert set(symbol.file_stem) <= set(string.ascii_letters + string.digits + "._-")
        assert not symbol.file_stem.startswith(".")
        assert symbol.file_stem
