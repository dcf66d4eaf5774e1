"""Rows and columns of tables that nobody drew, and of those with rules only."""

import itertools
import time

from duizhao.corpora.pdf.reader import read_lines
from duizhao.corpora.pdf.sheet import DrawnRule, Sheet, Span
from duizhao.corpora.pdf.tables.drawn_tables import drawn_tables, middle_tables
from duizhao.corpora.pdf.tables.white_edges import white_bars

PITCH = 12
PLACES = (72, 116, 266, 416)
ROWS = [
    [["7"], ["Boats above twelve metres", "carry a transponder"], ["Harbour masters"], ["80 210"]],
    [["8"], ["Catches are weighed at the", "quay where the boats land", "them"], ["Coast guard"], ["91 400"]],
    [["9"], ["Nets are marked"], ["Ministry of Fisheries"], ["1 204"]],
]
CELLS = [tuple(" ".join(cell) for cell in row) for row in ROWS]


def table(rows, ruled, top=140, align="middle"):
    """The words of a table, the rules between its rows, and its foot."""
    lines, rules, y = [], [], top
    for row in rows:
        rules.append(f"72 {792 - y} m 520 {792 - y} l S")
        most = max(map(len, row))
        for x, cell in zip(PLACES, row, strict=True):
            free = (most - len(cell)) / 2 if align == "middle" else 0
            lines += [(x, y + PITCH * (line + free + 1), 10, False, text) for line, text in enumerate(cell)]
        y += PITCH * most + 6
    rules.append(f"72 {792 - y} m 520 {792 - y} l S")
    return lines, rules if ruled else [], y


def cells_of(pdf, page_of, lines, rules):
    return [line.cells or line.text for line in read_lines(pdf(page_of(*lines) + "\n" + "\n".join(rules)), "x.pdf")[0]]


def test_rules_alone_make_rows(pdf, page_of):
    lines, rules, _foot = table(ROWS, ruled=True)
    assert cells_of(pdf, page_of, lines, rules) == CELLS


def test_cells_in_the_middle_of_rows_without_lines(pdf, page_of):
    lines, rules, foot = table(ROWS, ruled=False)
    before = (72, 120, 10, False, "1. The measures that were agreed upon stand in the table that follows here.")
    after = (72, foot + 20, 10, False, "2. The council took note of the measures at its meeting in the spring of 2020.")
    assert cells_of(pdf, page_of, [before, *lines, after], rules) == [before[-1], *CELLS, after[-1]]


def test_two_columns_of_text_whose_lines_are_not_level_are_no_table(pdf, page_of):
    """They are split before rows are looked for."""
    words = ["the", "words", "of", "one", "column", "go", "on", "and"]
    left = [(72, 120 + 12 * at, 10, False, " ".join([*words[at % 7 :], *words[: at % 7]])) for at in range(20)]
    right = [(312, y + 5, size, bold, text) for _x, y, size, bold, text in left]
    lines = cells_of(pdf, page_of, left + right, [])
    assert all(isinstance(line, str) for line in lines)
    assert " ".join(lines).split() == [word for _x, _y, _size, _bold, text in left + right for word in text.split()]


def test_text_between_rules_is_no_table(pdf, page_of):
    words = [
        "The",
        "notice",
        "between",
        "rules",
        "fills",
        "lines",
        "from",
        "one",
        "edge",
        "to",
        "another",
        "everywhere",
    ]
    texts = [" ".join([*words[at:], *words[:at]]) for at in range(9)]
    lines = [(72, 154 + 12 * at + 8 * (at // 3), 10, False, text) for at, text in enumerate(texts)]
    rules = [f"72 {792 - y} m 520 {792 - y} l S" for y in (140, 184, 228, 272)]
    assert not any(isinstance(cells, tuple) for cells in cells_of(pdf, page_of, lines, rules))


def spans_of(row):
    return [Span("words", x0, x1, y, 10, False, 2.5) for x0, x1, y in row]


def test_a_heading_over_two_columns_parts_them_below_it():
    rows = [[(10, 40, 10), (60, 130, 10)]] + [[(10, 40, y), (60, 80, y), (100, 130, y)] for y in (30, 50, 70, 90)]
    bars = white_bars(list(map(spans_of, rows)), [0, 20, 40, 60, 80, 100])
    places = {x: [bar.start for bar in bars if bar.at == x] for x in {bar.at for bar in bars}}
    assert places == {50: [0, 20, 40, 60, 80], 90: [20, 40, 60, 80]}


def test_spaces_of_words_part_no_columns():
    rows = [[(10, 40, 10), (42.5, 130, 10)], [(10, 60, 30), (62.5, 130, 30)], [(10, 40, 50), (42.5, 130, 50)]]
    assert white_bars(list(map(spans_of, rows)), [0, 20, 40, 60]) == []


def test_remarks_in_the_margin_of_a_list_make_no_rows():
    """The list's entries are as tall as their lines; the remark stands between two of them."""
    rows = [[(60, 300, y), (60, 290, y + 12), (60, 270, y + 24)] for y in (20, 62, 104)]
    spans = tuple(itertools.chain([Span("Remark", 330, 360, 74, 10, False, 2.5)], *map(spans_of, rows)))
    assert middle_tables(Sheet(1, 600, 800, spans)) == []


def test_an_empty_sheet_has_no_tables():
    for find in (drawn_tables, middle_tables):
        assert find(Sheet(1, 600, 800)) == []


def test_a_bullet_set_lower_than_its_line_makes_no_row():
    rows = [[(60, 300, y), (60, 290, y + 12)] for y in (20, 50, 80)]
    bullets = [Span("•", 40, 44, y + 5, 10, False, 2.5) for y in (20, 50, 80)]
    spans = bullets + list(itertools.chain.from_iterable(map(spans_of, rows)))
    assert middle_tables(Sheet(1, 600, 800, tuple(spans))) == []


def test_a_heading_in_the_margin_that_is_not_in_the_middle_makes_no_rows():
    rows = [[(60, 300, y), (60, 290, y + 12), (60, 270, y + 24)] for y in (20, 62)]
    margin = [Span("Margin", 330, 360, y + 6, 10, False, 2.5) for y in (20, 62)]
    spans = tuple(itertools.chain(margin, *map(spans_of, rows)))
    assert middle_tables(Sheet(1, 600, 800, spans)) == []
    lower = [Span("Margin", 330, 360, y + 12, 10, False, 2.5) for y in (20, 62)]
    assert len(middle_tables(Sheet(1, 600, 800, tuple(itertools.chain(lower, *map(spans_of, rows)))))) == 1


def test_many_tiny_words_between_rules_are_read_in_linear_time():
    rules = tuple(DrawnRule(0, 600, y) for y in (10, 200, 400, 790))

    def seconds(count):
        spans = tuple(
            Span("a", 600 * at / count, 600 * at / count + 0.01, 50.0 + 110 * (at % 5), 3.0, False, 1.0)
            for at in range(count)
        )
        begin = time.process_time()
        drawn_tables(Sheet(1, 600, 800, spans, rules))
        return time.process_time() - begin

    # quadratic: 15 s at 10,000 words
    assert seconds(10_000) < 3
