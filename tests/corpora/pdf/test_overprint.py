"""Text printed over itself is read once; text printed over other text is two lines."""

import pytest
from duizhao.corpora.pdf.overprint import Run, without_copies
from duizhao.corpora.pdf.reader import read_lines
from hypothesis import given
from hypothesis import strategies as st

TITLE = "Annual report 2011 of the Commission"


def texts(data):
    return [line.text for line in read_lines(data, "x.pdf")[0]]


@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.3, 0.0), (0.5, 0.5), (2.0, 2.0)], ids=str)
def test_words_over_themselves(pdf, page_of, shift):
    copies = [(72 + shift[0] * at, 100 + shift[1] * at, 12, False, TITLE) for at in range(2)]
    assert texts(pdf(page_of(*copies))) == [TITLE]


def test_letters_over_themselves_one_by_one(pdf):
    contents = "BT /R 12 Tf 72 700 Td " + " ".join(
        f"1 0 0 1 {72 + 7 * at + 0.4 * copy} 700 Tm ({sign}) Tj" for at, sign in enumerate("2011") for copy in (0, 1)
    )
    assert texts(pdf(contents + " (  years) Tj ET")) == ["2011 years"]


def test_same_letters_side_by_side_stay(pdf, page_of):
    assert texts(pdf(page_of((72, 100, 12, False, "llii ... 11111 committee"), (72, 112, 12, False, "llii")))) == [
        "llii ... 11111 committee llii"
    ]


def test_other_words_over_words_are_a_line_of_their_own(pdf, page_of):
    over = [(72, 100, 12, False, "Approved draft"), (75, 101, 12, False, "Second reading")]
    assert texts(pdf(page_of(*over))) == ["Approved draft Second reading"]


runs = st.lists(
    st.tuples(st.floats(0, 300), st.floats(0, 40), st.text(alphabet="ab1", min_size=1, max_size=4)), max_size=12
)


@given(runs)
def test_nothing_is_lost_but_copies(places):
    made = []
    for x, y, text in places:
        run = Run(y, 10.0, bold=False, bar_code=False, space=2.5, spaced=False)
        for at, sign in enumerate(text):
            run.add(sign, x + 5 * at, x + 5 * at + 5)
        made.append(run)
    kept = without_copies(made)
    assert [run for run in made if run in kept] == kept
    for run in set(made) - set(kept):  # each of its letters stands near its place in what is kept
        for sign, left in run.places():
            assert any(
                sign == other and abs(left - x) <= 2.01 and abs(run.y - row.y) <= 2.01
                for row in kept
                for other, x in row.places()
            )
