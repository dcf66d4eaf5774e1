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


def test_headings_that_count_on_top_of_pages_are_text(pdf, page_of):
    assert matter(pdf(*[body(page_of, (72, 40, 10, True, f"Goal {at}")) for at in (1, 2, 3)])) == []


def test_heads_of_a_chapter_count_pages_behind_its_label(pdf, page_of):
    heads = [f"Chapter 3. Nets and Traps {at}" for at in (15, 16, 17)]
    assert matter(pdf(*[body(page_of, (72, 40, 8, False, head)) for head in heads])) == [
        (head, "running head") for head in heads
    ]


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


def rule(y, x0=60, x1=540):
    """A line drawn ``y`` points below the top of the page."""
    return f"{x0} {792 - y} m {x1} {792 - y} l S"


def bars(top, bottom, *places):
    return [f"{x} {792 - top} m {x} {792 - bottom} l S" for x in places]


def drawn(page_of, *parts):
    """A page with texts (tuples) and lines (strings)."""
    texts = [part for part in parts if isinstance(part, tuple)]
    return "\n".join([page_of(*texts), *(part for part in parts if isinstance(part, str))])


def roles(data, role):
    return [line.text for line in read_lines(data, "x.pdf")[0] if line.role == role]


TWO = [
    (72, 100, 10, False, "1. The Council met in spring."),
    (72, 120, 10, False, "2. The Council rose in May."),
    (72, 200, 10, False, "Japan"),
    (300, 200, 10, False, "27 723"),
    (72, 230, 10, False, "3. The Council thanked its members."),
]


def test_table_at_the_top_of_the_first_page_makes_no_masthead(pdf, page_of):
    lines = [rule(190), rule(210), *bars(190, 210, 60, 280, 540)]
    for edges in (lines, lines[:2]):  # with vertical lines and without
        assert roles(pdf(drawn(page_of, *TWO, *edges)), "front") == []


def test_masthead_ends_above_a_table(pdf, page_of):
    head = [
        (72, 50, 10, False, "United Nations"),
        (400, 50, 10, False, "A/88/7"),
        (72, 80, 10, False, "General Assembly"),
    ]
    page = drawn(page_of, *head, *TWO, *[rule(y) for y in (60, 90, 190, 210)])
    assert roles(pdf(page), "front") == ["United Nations", "A/88/7", "General Assembly"]


def test_heading_over_a_rule_on_a_later_page_is_text(pdf, page_of):
    first = page_of((72, 200, 10, False, "The text begins here."))
    second = drawn(
        page_of, (72, 60, 10, False, "The work of the second week"), rule(70), (72, 200, 10, False, "It went on.")
    )
    assert matter(pdf(first, second)) == []


def test_symbol_and_what_stands_beside_it_over_a_rule_is_a_head(pdf, page_of):
    first = page_of((400, 50, 10, False, "A/88/7"), (72, 200, 10, False, "The text begins here."))
    head = [
        (72, 48, 8, False, "Report of the Council"),
        (72, 60, 8, False, "on its work"),
        (400, 60, 8, False, "A/88/7"),
    ]
    second = drawn(page_of, *head, rule(70), (72, 200, 10, False, "It went on."))
    assert matter(pdf(first, second)) == [(line[4], "running head") for line in head]


def test_symbol_of_another_document_on_top_of_a_page_is_text(pdf, page_of):
    first = page_of((400, 50, 10, False, "A/88/7"), (72, 200, 10, False, "The text begins here."))
    assert matter(pdf(first, page_of((72, 60, 10, False, "A/87/12"), (72, 80, 10, False, "It went on.")))) == []


def test_number_of_the_page_in_a_row_of_a_table_is_text(pdf, page_of):
    rows = [
        (72, 60, 10, False, "1"),
        (300, 60, 10, False, "Japan"),
        (72, 80, 10, False, "2"),
        (300, 80, 10, False, "Peru"),
    ]
    assert matter(pdf(page_of(*rows))) == []


def test_text_in_the_size_of_the_body_after_a_note_is_text(pdf, page_of):
    text = [(72, 100 + 12 * at, 10, False, FULL) for at in range(6)]
    first = [(72, 172, 10, False, "1. The report is closed."), (196, 168, 6, False, "1"), rule(300, 72, 200)]
    note = [(72, 310, 5, False, "1"), (76, 313, 8, False, "See the report of 1998.")]
    after = [(72, 340, 10, False, "2. The second paragraph follows.")]
    lines, _warnings = read_lines(pdf(drawn(page_of, *text, *first, *note, *after)), "x.pdf")
    assert [line.text for line in lines if line.role == "footnote"] == ["See the report of 1998."]
    assert lines[-1].text == "2. The second paragraph follows."


def test_title_in_the_middle_and_date_at_the_right_stand_apart_from_text_below(pdf, page_of):
    page = page_of(
        (400, 100, 10, False, "Berne, 3 May 1999"), (72, 112, 10, False, "Sir,"),
        (220, 200, 10, False, "Note by the Chair"), (72, 212, 10, False, "1. It is short."),
    )  # fmt: skip
    assert [line.text for line in read_lines(pdf(page), "x.pdf")[0]] == [
        "Berne, 3 May 1999", "Sir,", "Note by the Chair", "1. It is short.",
    ]  # fmt: skip


def test_rule_in_the_margin_beside_small_text_parts_no_notes(pdf, page_of):
    text = [(172, 100 + 12 * at, 10, False, FULL) for at in range(6)]
    page_number = (72, 240, 10, False, "58")
    small = [(172, 252 + 11 * at, 8, False, FULL) for at in range(4)]
    lines, _warnings = read_lines(pdf(drawn(page_of, *text, page_number, rule(244, 72, 150), *small)), "x.pdf")
    assert [line.text for line in lines if line.role == "footnote"] == []


NARROW = [
    "1. The Parties, recalling the decision",
    "44/12 that they adopted in the year of",
    "1987 and took up again later, ask the",
    "Council to meet in the coming spring.",
]


def test_open_line_before_a_figure_or_a_name_at_the_edge_of_each_page_is_text(pdf, page_of):
    for top in (60, 702):  # the last line or the first stands outside the margin
        lines = [(72, top + 12 * at, 10, False, text) for at, text in enumerate(NARROW)]
        assert matter(pdf(*[page_of(*lines) for _page in range(3)])) == []
