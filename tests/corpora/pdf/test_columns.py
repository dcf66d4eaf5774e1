"""Columns of text are read one after the other; the rows of a table across."""

import pytest
from duizhao.corpora.pdf.columns import split_columns
from duizhao.corpora.pdf.printed_lines import build_lines
from duizhao.corpora.pdf.reader import read_lines
from duizhao.corpora.pdf.sheet import Sheet, Span

LEFT = """\
The working group met for the third
time and reviewed the progress that
it had made since the last session.
It noted that most of the tasks had
been carried out, that some of them
needed more time than foreseen, and
that two had been given up. It asked
the secretariat to report on all of
them before the end of the year and""".splitlines()
RIGHT = """\
to send the report to all its members
in good time. It also considered the
proposal of the chair on the methods
of its work, which was supported by
most speakers. Several of them asked
for shorter meetings, some for more
of them. The group agreed to take up
the matter again at its next session,
which will be held in the spring and""".splitlines()


def lines_of(data):
    return read_lines(data, "x.pdf")[0]


def column(texts, x, top=140, step=12.0):
    return [(x, top + step * at, 10, False, text) for at, text in enumerate(texts)]


def test_two_columns_are_read_to_their_end(pdf, page_of):
    title = (150, 100, 14, True, "Report of the working group on methods")
    page = page_of(title, *column(LEFT, 72), *column(RIGHT, 250))
    assert [line.text for line in lines_of(pdf(page))] == [title[-1], " ".join(LEFT + RIGHT)]


def test_columns_whose_lines_do_not_stand_level_and_close_together(pdf, page_of):
    page = page_of(*column(LEFT, 72), *column(RIGHT, 238, top=143.5, step=12.5))
    assert " ".join(line.text for line in lines_of(pdf(page))) == " ".join(LEFT + RIGHT)


def test_three_columns(pdf, page_of):
    page = page_of(*column(LEFT, 40), *column(RIGHT, 215), *column(LEFT, 392))
    assert " ".join(line.text for line in lines_of(pdf(page))) == " ".join(LEFT + RIGHT + LEFT)


def test_text_goes_on_from_the_last_column_to_the_next_page(pdf, page_of):
    page = page_of(*column(LEFT, 72), *column(RIGHT, 250))
    last = page_of(*column(["is to elect its officers."], 72))
    assert [line.text for line in lines_of(pdf(page, last))] == [" ".join([*LEFT, *RIGHT, "is to elect its officers."])]


def justified(texts, x, width):
    """Spans of the words of lines, spread so that each line fills the width; a letter is 5 points wide."""
    out = []
    for at, text in enumerate(texts):
        words = text.split()
        gap = (width - sum(5 * len(word) for word in words)) / (len(words) - 1)
        left = float(x)
        for word in words:
            out.append(Span(word, left, left + 5 * len(word), 140.0 + 12 * at, 10.0, False, 2.5))
            left += 5 * len(word) + gap
    return out


def printed(spans):
    regions = split_columns(Sheet(1, 600, 800, tuple(spans)))
    return [line.text for region in regions for line in build_lines(region, 1)]


@pytest.mark.parametrize("width", range(190, 270, 10))
def test_word_spaces_of_justified_lines_that_meet_make_neither_columns_nor_cells(width):
    assert printed(justified(LEFT + RIGHT, 72, width)) == LEFT + RIGHT


def test_justified_columns_with_a_gutter_as_wide_as_their_word_spaces():
    assert printed(justified(LEFT, 72, 210) + justified(RIGHT, 290, 210)) == LEFT + RIGHT


def test_rows_of_text_stay_rows(pdf, page_of):
    cells = []
    for at in range(3):
        y = 140 + 60 * at
        cells += column(LEFT[3 * at : 3 * at + 3], 72, y) + column(RIGHT[3 * at : 3 * at + 3], 262, y)
    rows = [line.cells for line in lines_of(pdf(page_of(*cells)))]
    assert rows == [(" ".join(LEFT[at : at + 3]), " ".join(RIGHT[at : at + 3])) for at in (0, 3, 6)]


def test_level_paragraphs_whose_numbers_count_on_in_the_next_column_are_no_rows(pdf, page_of):
    cells, paragraphs = [], []
    for x, texts, first in ((72, LEFT, 1), (262, RIGHT, 4)):
        for at in range(3):
            lines = [f"{first + at}. {texts[3 * at]}", *texts[3 * at + 1 : 3 * at + 3]]
            cells += column(lines, x, 140 + 45 * at)
            paragraphs.append(" ".join(lines))
    assert " ".join(line.text for line in lines_of(pdf(page_of(*cells)))) == " ".join(paragraphs)


def test_paragraphs_of_two_columns_of_which_some_are_level_by_chance_are_no_rows(pdf, page_of):
    cells = []
    left = ((140, 0, 2), (176, 2, 4), (212, 4, 6), (248, 6, 9))
    right = ((140, 0, 2), (176, 2, 4), (212, 4, 7), (260, 7, 9))
    for x, texts, parts in ((72, LEFT, left), (262, RIGHT, right)):
        for top, first, end in parts:
            cells += column(texts[first:end], x, top)
    assert not any(line.cells for line in lines_of(pdf(page_of(*cells))))


def test_mark_of_a_note_below_columns_stands_beside_its_words(pdf, page_of):
    note = [
        (72, 300.6, 6, False, "1"),
        (76, 304, 9, False, "See the report that the secretary wrote on the third meeting."),
    ]
    text = column(LEFT, 72, 140) + column(RIGHT, 262, 146)
    assert "1" not in [line.text for line in lines_of(pdf(page_of(*text, *note)))]


def test_table_of_figures_is_no_text_in_columns(pdf, page_of):
    rows = []
    for at in range(8):
        rows += [
            (72, 140 + 14 * at, 10, False, f"Country {at}"),
            (200, 140 + 14 * at, 10, False, f"{at}34,567 {at}1.2"),
        ]
    found = lines_of(pdf(page_of(*rows)))
    assert [line.cells for line in found] == [(f"Country {at}", f"{at}34,567 {at}1.2") for at in range(8)]


def test_table_of_words_is_no_text_in_columns(pdf, page_of):
    rows = [(f"Member of the staff {at}", f"Legislative assistant from May {at}") for at in range(1, 10)]
    cells = [
        (x, 140 + 12 * at, 10, False, text)
        for at, row in enumerate(rows)
        for x, text in zip((72, 200), row, strict=True)
    ]
    assert [line.cells for line in lines_of(pdf(page_of(*cells)))] == rows


def test_thousands_of_lines_are_read_as_they_stand():
    """Columns of four lines, again and again: a page can hold more of them than can be taken apart."""
    spans = []
    for at in range(6000):
        places = ((72, 76), (140, 144)) if at % 5 else ((72, 160),)  # each fifth line goes across
        spans += [Span("andthetextgoesonandon", x0, x1, 10 + at * 0.13, 0.3, False, 0.08) for x0, x1 in places]
    sheet = Sheet(1, 600, 800, tuple(spans))
    assert split_columns(sheet) == [sheet]
