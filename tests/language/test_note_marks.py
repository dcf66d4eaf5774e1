"""Marks of notes, in each place where they stand."""

import pytest
from duizhao.language.note_marks import (
    is_mark,
    is_power,
    left_marks,
    linked_mark,
    mark_before_note,
    mark_before_text,
    may_be_raised,
    numbered_note,
    raised_marks,
    starred_note,
    without_linked_mark,
)


@pytest.mark.parametrize(
    ("before", "raised", "expected"),
    [
        ("the Rome Statute", "1", ["1"]),
        ("会议。", "1, 2", ["1", "2"]),
        ("the Framework 2015–2030", "3", ["3"]),
        ("an area of 30 km", "2", []),
        ("30km", "2", []),
        ("10", "6", []),
        ("the Programme", "3", ["3"]),
        ("the Report", "*", ["*"]),
        ("on the 26", "th", []),
    ],
)
def test_raised_figures_are_notes_or_powers(before, raised, expected):
    assert raised_marks(before, raised) == expected


@pytest.mark.parametrize("text", ["1", " 12 ", "*", "***", "†", "§"])
def test_marks(text: str) -> None:
    assert is_mark(text)
    assert may_be_raised(text.strip())


@pytest.mark.parametrize("text", ["", "1234", "th", "1a", "*****", "一"])
def test_no_marks(text: str) -> None:
    assert not is_mark(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("[3]", "3"),
        ("（12）", "12"),
        ("iv", "iv"),
        ("a", "a"),
        ("注2", "2"),
        ("[注 2]", "2"),
        ("see note 3", ""),
        ("2021", ""),
    ],
)
def test_links(text: str, label: str) -> None:
    assert linked_mark(text) == label


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("[3] See", "3", "See"),
        ("3. See", "3", "See"),
        ("3 See", "3", "See"),
        ("30 women", "3", "30 women"),
        ("See", "3", "See"),
    ],
)
def test_a_linked_note_loses_its_own_mark(text: str, label: str, rest: str) -> None:
    assert without_linked_mark(text, label) == rest


@pytest.mark.parametrize(
    ("line", "text", "note"),
    [
        ("12 见", "12", "12"),
        ("3《公约》", "3", "3"),
        ("*見", "*", "*"),
        ("12. See", "", "12"),
        ("1See", "", "1"),
        ("2021 年", "", ""),
    ],
)
def test_marks_before_a_line(line: str, text: str, note: str) -> None:
    assert (mark_before_text(line), mark_before_note(line)) == (text, note)


def test_first_lines_of_notes() -> None:
    found = numbered_note("12 A/76/36, para. 3.")
    assert found is not None
    assert (found.label, found.text, found.offset) == ("12", "A/76/36, para. 3.", 3)
    assert numbered_note("12. The Council decided") is None
    assert numbered_note("12见第3段。") is not None
    star = starred_note("* Late submission.")
    assert star is not None
    assert star.offset == 2


def test_marks_left_in_a_text_are_no_powers():
    assert [match[0] for match in left_marks("948.2 km²内的人口⟦3⟧，见报告¹[2]")] == ["⟦3⟧", "¹", "[2]"]


@pytest.mark.parametrize(
    ("before", "figure", "power"),
    [
        ("an area of 27 km", "2", True),
        ("people per km", "2", True),
        ("面积27千米", "2", True),
        ("每平方公里", "2", True),
        ("30 m", "3", True),
        ("in the report of the firm", "2", False),
        ("我们吃大米", "2", False),
        ("27 km", "5", False),
    ],
)
def test_a_figure_after_a_measure_is_its_power(before, figure, power):
    assert is_power(before, figure) == power
