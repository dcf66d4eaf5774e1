"""Rows and cells between drawn lines, wherever in its cell the text stands."""

import pytest
from duizhao.corpora.pdf.reader import read_lines
from duizhao.corpora.pdf.sheet import Bar, DrawnRule, Sheet, Span
from duizhao.corpora.pdf.tables.drawn_tables import drawn_tables
from hypothesis import given
from hypothesis import strategies as st

PITCH = 12
PLACES = (72, 206, 344, 500)
TALL = ["The draft of the report", "on the wetlands of the", "northern delta and on", "its upper course"]
PAIR = ["Geneva, at the seat of", "the two secretariats"]


def rule(x0, x1, y):
    return f"{x0} {792 - y} m {x1} {792 - y} l S"


def bar(x, y0, y1):
    return f"{x} {792 - y0} m {x} {792 - y1} l S"


def grid(rows, top=140, bars=PLACES, rules=None, align="middle"):
    """Contents of a page with a table: each cell is a list of lines; and the height of its foot."""
    parts, lines, y = [], [], top
    parts.append(rule(PLACES[0], PLACES[-1], y))
    for at, row in enumerate(rows):
        most = max(map(len, row))
        for x, cell in zip(PLACES, row, strict=False):
            free = {"top": 0, "middle": (most - len(cell)) / 2, "bottom": most - len(cell)}[align]
            lines += [(x + 4, y + PITCH * (line + free + 1), 10, False, text) for line, text in enumerate(cell)]
        y += PITCH * most + 6
        if rules is None or at in rules:
            parts.append(rule(PLACES[0], PLACES[-1], y))
    parts += [bar(x, top, y) for x in bars]
    return parts, lines, y


def cells_of(pdf, page_of, parts, lines):
    return [line.cells or line.text for line in read_lines(pdf(page_of(*lines) + "\n" + "\n".join(parts)), "x.pdf")[0]]


@pytest.mark.parametrize("align", ["top", "middle", "bottom"])
def test_rows_are_what_stands_between_two_rules(pdf, page_of, align):
    parts, lines, _foot = grid([[TALL, PAIR, ["open"]], [PAIR, TALL, ["closed"]]], align=align)
    tall, pair = " ".join(TALL), " ".join(PAIR)
    assert cells_of(pdf, page_of, parts, lines) == [(tall, pair, "open"), (pair, tall, "closed")]


def test_text_above_and_below_is_no_part_of_a_table(pdf, page_of):
    parts, lines, foot = grid([[TALL, PAIR, ["open"]], [PAIR, TALL, ["closed"]]])
    before = (72, 120, 10, False, "1. The list of the reports stands in the table below, with their places and")
    after = (72, foot + 16, 10, False, "drafts. The Committee took note of the list at its meeting of 4 May 2021.")
    found = cells_of(pdf, page_of, parts, [before, *lines, after])
    assert [found[0], found[-1]] == [before[-1], after[-1]]
    assert len(found) == 4


def test_rows_that_no_rule_parts_are_read_line_by_line(pdf, page_of):
    head = [["Country"], ["Paid"], ["Due"]]
    body = [["Kenya", "Norway", "Peru", "Chad"], ["27 723", "11 400", "9", "818"], ["12", "14", "15", "16"]]
    parts, lines, _foot = grid([head, body])
    rows = list(zip(*body, strict=True))
    assert cells_of(pdf, page_of, parts, lines) == [("Country", "Paid", "Due"), *rows]


def test_two_figures_below_two_figures_are_rows_among_others(pdf, page_of):
    """Between rules that part groups of rows; the columns are as narrow as the figures."""
    rows = [[["Year"], ["Passengers"], ["Share"]], [["FY 2013", "FY 2014"], ["7 723 293", "7 793 704"], ["102", "100"]]]
    rows += [[["April"], ["660 410"], ["98"]], [["May"], ["671 018"], ["99"]]]
    parts, lines, _foot = grid(rows)
    one, two = zip(*rows[1], strict=True)
    single = [tuple(cell[0] for cell in row) for row in rows if len(row[0]) == 1]
    assert cells_of(pdf, page_of, parts, lines) == [single[0], one, two, *single[1:]]


def test_lines_broken_in_one_cell_only_are_no_rows(pdf, page_of):
    rows = [[["Kenya", "in East", "Africa"], TALL, ["open"]], [["Peru"], PAIR, ["open"]], [["Chad"], PAIR, ["closed"]]]
    parts, lines, _foot = grid(rows, align="top")
    expected = [tuple(" ".join(cell) for cell in row) for row in rows]
    assert cells_of(pdf, page_of, parts, lines) == expected


def test_a_cell_across_the_table_is_text(pdf, page_of):
    parts, lines, _foot = grid([[TALL, PAIR, ["open"]], [PAIR, TALL, ["closed"]]])
    title = (90, 132, 10, False, "Reports of the year")
    parts += [rule(72, 500, 122), bar(72, 122, 140), bar(500, 122, 140)]
    found = cells_of(pdf, page_of, parts, [title, *lines])
    assert found[0] == "Reports of the year"
    assert len(found) == 3


def test_a_cell_over_two_rows_stands_in_the_first(pdf, page_of):
    parts, lines, foot = grid([[[], PAIR, ["open"]], [[], PAIR, ["closed"]]])
    middle = parts[1]  # the rule between the rows
    parts[1] = middle.replace(str(PLACES[0]), str(PLACES[1]), 1)
    lines.append((76, 140 + (foot - 140) / 2 + 4, 10, False, "Both reports"))
    pair = " ".join(PAIR)
    assert cells_of(pdf, page_of, parts, lines) == [("Both reports", pair, "open"), ("", pair, "closed")]


def test_each_cell_may_have_a_border_of_its_own(pdf, page_of):
    """A column of numbers is too narrow for a line that could stand above notes or below a masthead."""
    rows = [["1", "The wetlands of the", "open"], ["2", "The northern delta", "closed"]]
    edges = (72, 94, 344, 500)
    parts, lines = [], []
    for at, row in enumerate(rows):
        top, foot = 140 + 30 * at, 170 + 30 * at
        for text, left, right in zip(row, edges, edges[1:], strict=False):
            parts += [rule(left, right, top), rule(left, right, foot), bar(left, top, foot), bar(right, top, foot)]
            lines.append((left + 4, top + (12 if text.isdigit() else 20), 10, False, text))
    assert cells_of(pdf, page_of, parts, lines) == [tuple(row) for row in rows]


def test_a_frame_around_text_is_no_table():
    spans = tuple(Span("word", 100 + 40 * at, 130 + 40 * at, 150, 10, False, 2.5, True) for at in range(5))
    frame = (DrawnRule(90, 400, 130), DrawnRule(90, 400, 170)), (Bar(90, 130, 170), Bar(400, 130, 170))
    assert drawn_tables(Sheet(1, 600, 800, spans, *frame)) == []


def test_lines_that_run_through_words_make_no_table():
    rules = tuple(DrawnRule(90, 400, y) for y in (130, 170, 210))
    bars = tuple(Bar(x, 130, 210) for x in (90, 245, 400))
    cells = tuple(Span("in a cell", x, x + 60, y, 10, False, 2.5) for x in (100, 260) for y in (150, 190))
    across = tuple(Span("runs across", 220, 270, y, 10, False, 2.5) for y in (145, 195))
    assert len(drawn_tables(Sheet(1, 600, 800, cells, rules, bars))) == 1
    assert drawn_tables(Sheet(1, 600, 800, cells + across, rules, bars)) == []


places = st.integers(0, 60).map(lambda at: at * 9.5)


@given(
    st.lists(st.tuples(places, places, places), max_size=12),
    st.lists(st.tuples(places, places, places), max_size=12),
    st.lists(st.tuples(places, places), max_size=40),
)
def test_no_word_stands_in_two_cells(rules, bars, words):
    sheet = Sheet(
        1,
        600,
        600,
        tuple(Span(str(at), x, x + 12, y, 10, False, 2.5) for at, (x, y) in enumerate(words)),
        tuple(DrawnRule(min(a, b), max(a, b), y) for a, b, y in rules),
        tuple(Bar(x, min(a, b), max(a, b)) for a, b, x in bars),
    )
    found = [span for table in drawn_tables(sheet) for row in table.rows for cell in row.cells for span in cell]
    assert len(found) == len(set(found))
    assert set(found) <= set(sheet.spans)
