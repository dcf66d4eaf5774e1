"""Bytes to text: the encoding is found, and what is no text is said to be none."""

import io

import pytest
from duizhao.errors import DuizhaoError
from duizhao.language.decoding import decode, saved_in_wrong_encoding, text_encoding
from hypothesis import given
from hypothesis import strategies as st

ZH = "1. 本报告根据大会第48/141号决议提交。\n\n2. 会员国应重建得更好。\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("gb18030", "gb18030"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32-le", "utf-32-le"),
        ("utf-32-be", "utf-32-be"),
    ],
)
def test_the_encoding_is_found(encoding: str, name: str) -> None:
    assert decode((ZH * 20).encode(encoding), "a.txt") == (ZH * 20, name)


def test_traditional_characters_in_big5() -> None:
    text = "根據大會第48/141號決議，提交本報告。\n"
    assert decode((text * 20).encode("big5"), "a.txt") == (text * 20, "big5hkscs")
    assert decode((text * 20).encode("gb18030"), "a.txt") == (text * 20, "gb18030")


@given(st.text(), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_mark_tells_the_encoding_of_any_text(text: str, encoding: str) -> None:
    text = text.encode("utf-8", "replace").decode().replace("\0", "")
    assert text.encode(encoding).decode(text_encoding(lambda: io.BytesIO(text.encode(encoding)), "a.txt")) == text


@pytest.mark.parametrize("text", [ZH, ZH * 20, "The Council (理事会) met on 3 May.\n"])
def test_chinese_in_two_ascii_bytes_a_character(text: str) -> None:
    assert decode(text.encode("hz"), "a.txt") == (text, "hz")


@pytest.mark.parametrize("text", ["See ~{a} and ~{b}.\n", "~/maps ~{rivers~}\n", "set ~{x1~} of ~{}~}\n"])
def test_tildes_and_braces_are_no_chinese(text: str) -> None:
    assert decode(text.encode(), "a.txt") == (text, "utf-8")


def test_english_in_utf16_without_a_mark() -> None:
    text = "The Council takes note of the report.\n" * 5
    assert decode(text.encode("utf-16-be"), "a.txt") == (text, "utf-16-be")


@pytest.mark.parametrize("data", [b"", b"  \n\n", bytes(range(256)) * 20, b"\x00\x01\x02\xff\xfe" * 100])
def test_what_is_no_text_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(DuizhaoError) as caught:
        decode(data, "a.bin")
    assert str(caught.value).startswith("a.bin:")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16"])
def test_traditional_characters(encoding: str) -> None:
    text = "大會第48/141號決議的報告。\n" * 5
    assert decode(text.encode(encoding), "a.txt")[0] == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_chinese_without_a_latin_letter_in_utf16_without_a_mark(encoding: str) -> None:
    text = "人权理事会的报告。" * 50
    assert decode(text.encode(encoding), "a.txt") == (text, encoding)


def test_a_broken_byte_is_shown_by_its_line() -> None:
    with pytest.raises(DuizhaoError, match=r"^a\.txt:3: "):
        decode("报告\n报告\n".encode() + b"\xff\xff", "a.txt")


ENGLISH = "The Committee’s report on “States parties” – adopted in Côte d’Ivoire – was issued.\n"


@pytest.mark.parametrize("text", [ENGLISH, ENGLISH * 20, "1. The resolution’s text.\n", "Cote d’Ivoire", "in a café"])
def test_western_text_of_windows_is_not_taken_for_chinese(text: str) -> None:
    assert decode(text.encode("cp1252"), "a.txt") == (text, "cp1252")


@pytest.mark.parametrize(
    "text", ["1. The resolution’s text.\n", ENGLISH.replace("ô", "o") * 5, ENGLISH * 9 + "见中国的报告。\n"]
)
def test_english_with_chinese_marks_is_not_taken_for_western(text: str) -> None:
    assert decode(text.encode("gb18030"), "a.txt") == (text, "gb18030")


def test_bytes_that_no_western_text_holds_are_refused() -> None:
    with pytest.raises(DuizhaoError, match="UTF-8"):
        decode(ENGLISH.encode("mac-roman"), "a.txt")


@pytest.mark.parametrize("sign", ["\uf0b7 ", "\ufffd", "\x01", "\x7f"])
def test_utf8_stays_utf8_with_signs_of_a_symbol_font_or_scars(sign: str) -> None:
    text = "".join(f"{sign}各国应采取措施；\n" for _ in range(4))
    assert decode(text.encode(), "a.txt") == (text, "utf-8")


TRADITIONAL = "本報告根據大會的決議提交，委員會在第三次會議上通過。\n"


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "gb2312", "big5", "utf-8", "shift_jis"])
def test_chinese_is_read_whatever_is_declared(declared: str) -> None:
    assert decode(ZH.encode("gb18030"), "a.html", declared)[0] == ZH
    assert decode(TRADITIONAL.encode("big5"), "a.html", declared)[0] == TRADITIONAL
    assert decode(ZH.encode(), "a.html", declared)[0] == ZH


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        ("iso-8859-1", "The Committee met in Côte d'Ivoire."),
        ("windows-1252", "The “Committee” met – again."),
        ("koi8-r", "Комитет собрался в Женеве и утвердил повестку дня; доклад рассмотрен."),
        ("iso-8859-2", "Komitet zebrał się w Genewie i przyjął porządek obrad."),
        ("shift_jis", "委員会は会合を開き、報告を採択した。各国の意見を聞く。"),
        ("utf-16", "The Committee met."),
    ],
)
def test_what_is_declared_holds_where_the_bytes_are_no_chinese(declared: str, text: str) -> None:
    data = text.encode("ascii" if declared == "utf-16" else declared)
    assert decode(data, "a.html", declared)[0] == text


def test_an_unknown_encoding_is_told_to_the_caller() -> None:
    with pytest.raises(LookupError):
        decode(ZH.encode("gb18030"), "a.html", "nonsense")


@pytest.mark.parametrize(
    ("data", "line", "encoding"),
    [
        (ZH.encode("gb18030") * 3 + b"\xff\n", 10, "GB18030"),
        (ZH.encode() + ZH.encode("gb18030"), 4, "UTF-8"),
        (ZH.encode("utf-16") + b"\n", 4, "UTF-16"),
    ],
)
def test_a_text_with_damage_is_told_from_no_text(data: bytes, line: int, encoding: str) -> None:
    with pytest.raises(DuizhaoError, match=rf"^a\.txt:{line}: is in {encoding}, but"):
        decode(data, "a.txt")


def test_a_file_of_another_program_is_not_to_be_saved_as_utf8() -> None:
    with pytest.raises(DuizhaoError, match="another program"):
        decode(bytes(range(256)) * 20, "a.bin")


WESTERN_MARKS = "The Committee’s “agenda” – Côte d’Ivoire, Müller.\n"


@pytest.mark.parametrize(
    ("text", "encoding"), [(WESTERN_MARKS, "cp1252"), (ZH, "gb18030"), (ZH, "latin-1"), (ZH * 9, "big5hkscs")]
)
def test_text_saved_in_a_wrong_encoding_is_told(text: str, encoding: str) -> None:
    assert saved_in_wrong_encoding(text.encode().decode(encoding, "replace"))
    assert not saved_in_wrong_encoding(text)


@pytest.mark.parametrize(
    "text", ["", "É» “…” ——", TRADITIONAL, "Ülkü Öz, «São Paulo», £5 ± 3 °C", "联通", "НАТО и ООН"]
)
def test_text_saved_rightly_is_not_taken_for_wrong(text: str) -> None:
    assert not saved_in_wrong_encoding(text)
