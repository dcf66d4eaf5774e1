"""The cells of a table without lines part where several lines begin at one place."""

from duizhao.corpora.pdf.reader import read_lines
from duizhao.corpora.pdf.sheet import Sheet, Span
from duizhao.corpora.pdf.tables.cell_edges import cell_edges

CELLS = [
    ("The draft of the report on wet-", "Geneva, at the seat of the two", "open"),
    ("The list of the sites that were", "Nairobi, before the end of June", "closed"),
    ("The scale of contributions for", "New York, after the session of", "open"),
]
PLACES = (72, 206, 344)


def table(page_of, gap=18):
    return page_of(
        *[
            (x, 140 + gap * at, 10, False, text)
            for at, row in enumerate(CELLS)
            for x, text in zip(PLACES, row, strict=True)
        ]
    )


def test_close_cells_are_not_read_across(pdf, page_of):
    assert [line.cells for line in read_lines(pdf(table(page_of)), "x.pdf")[0]] == CELLS


def test_line_of_text_below_is_not_cut(pdf, page_of):
    text = (72, 220, 10, False, "The table shows what was done since the last session, and where the work went on.")
    assert read_lines(pdf(table(page_of) + "\n" + page_of(text)), "x.pdf")[0][-1].text == text[-1]


def spans_of(lines, spaced):
    """Spans of words set at places, a line each 12 points below the one before."""
    return tuple(
        Span(word, x, x + 30, 100 + 12 * at, 10.0, False, 2.5, spaced)
        for at, line in enumerate(lines)
        for x, word in line
    )


def test_words_of_a_justified_text_that_stand_below_each_other_are_no_cells():
    lines = [[(72, "the"), (108, "words"), (144, "stand")] for _line in range(6)]
    assert cell_edges(Sheet(1, 600, 800, spans_of(lines, spaced=True))) == ()
    assert len(cell_edges(Sheet(1, 600, 800, spans_of(lines, spaced=False)))) == 2


def test_numbers_of_paragraphs_are_no_cells(pdf, page_of):
    lines = []
    for at in range(4):
        y = 140 + 30 * at
        lines += [(72, y, 10, False, f"{at + 4}."), (96, y, 10, False, "The Committee decided to take up the matter")]
        lines += [(72, y + 12, 10, False, "again at its next session.")]
    found = [line.text for line in read_lines(pdf(page_of(*lines)), "x.pdf")[0]]
    assert found == [
        f"{at + 4}. The Committee decided to take up the matter again at its next session." for at in range(4)
    ]


def test_rows_further_apart_than_the_lines_of_their_cells(pdf, page_of):
    cells = []
    for at in range(3):
        y = 140 + 40 * at
        cells += [(72, y, 10, False, "Note by the Secretariat"), (72, y + 12, 10, False, "And its annex")]
        cells += [
            (206, y, 10, False, "Adopted"),
            (206, y + 12, 10, False, "Without change"),
            (300, y, 10, False, str(at)),
        ]
    found = [line.cells for line in read_lines(pdf(page_of(*cells)), "x.pdf")[0]]
    assert found == [("Note by the Secretariat And its annex", "Adopted Without change", str(at)) for at in range(3)]
