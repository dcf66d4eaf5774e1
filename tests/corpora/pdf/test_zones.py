"""What belongs to the page: told by the rhythm of pages, never in the middle of a sentence."""

from duizhao.corpora.pdf.reader import read_lines

FULL = "and the words of this line go on until they reach the right edge of the text area of the page"


def matter(data):
    return [(line.text, line.reason) for line in read_lines(data, "x.pdf")[0] if line.role == "running matter"]


def body(page_of, *more, top=90):
    """A page whose text begins in its margin, and goes on in mid-sentence."""
    lines = [(72, top, 10, False, FULL), (72, top + 12, 10, False, FULL), (72, top + 24, 10, False, "here it ends.")]
    return page_of(*more, *lines)


def test_line_of_text_that_tops_three_pages_is_text(pdf, page_of):
    assert matter(pdf(*[body(page_of) for _page in range(3)])) == []


def test_head_above_such_a_line_is_no_text(pdf, page_of):
    pages = [body(page_of, (72, 40, 8, False, f"Third session, page {at}")) for at in (1, 2, 3)]
    assert matter(pdf(*pages)) == [(f"Third session, page {at}", "running head") for at in (1, 2, 3)]


def test_end_of_a_sentence_on_top_of_three_pages_is_text(pdf, page_of):
    end = (72, 60, 10, False, "of the Parties present.")
    assert matter(pdf(*[body(page_of, end) for _page in range(3)])) == []


def test_line_of_text_at_the_foot_of_three_pages_is_text(pdf, page_of):
    assert matter(pdf(*[body(page_of, top=700) for _page in range(3)])) == []


def test_figure_at_the_foot_is_a_page_number_where_it_counts_up(pdf, page_of):
    pages = [page_of((72, 200, 10, False, "The text."), (300, 760, 10, False, str(at))) for at in (7, 8, 9)]
    assert matter(pdf(*pages)) == [(str(at), "page number") for at in (7, 8, 9)]


def test_year_at_the_foot_is_text(pdf, page_of):
    pages = [page_of((72, 200, 10, False, "The text."), (300, 760, 10, False, year)) for year in ("1998", "44")]
    assert matter(pdf(*pages)) == []


def test_note_without_a_rule_goes_on_at_the_foot_of_the_next_page(pdf, page_of):
    text = [(72, 100 + 12 * at, 10, False, FULL) for at in range(12)]
    first = [(72, 244, 10, False, "The Council"), (122, 240.5, 6, False, "1"), (127, 244, 10, False, "decided.")]
    first += [(72, 701, 5, False, "1"), (76, 704, 8, False, "See the decisions on trade, on debt and on")]
    second = [(72, 244, 10, False, "It closed."), (72, 704, 8, False, "development of the last session.")]
    lines, _warnings = read_lines(pdf(page_of(*text, *first), page_of(*text, *second)), "x.pdf")
    assert [(line.label, line.text) for line in lines if line.role == "footnote"] == [
        ("1", "See the decisions on trade, on debt and on development of the last session.")
    ]
