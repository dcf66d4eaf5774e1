import pytest
from duizhao.corpora.html.reader import read_lines


def labels_of(page):
    return [(line.label, line.text) for line in read_lines(page.encode(), "page.html")[0]]


@pytest.mark.parametrize(
    ("style", "labels"),
    [
        ("<ol style='list-style-type: lower-roman'>", ["(i)", "(ii)"]),
        ("<ol style='list-style: upper-alpha inside'>", ["A", "B"]),
        ("<ol class=law>", ["一", "二"]),
        ("<ol class='plain'>", ["", ""]),
        ("<ul>", ["•", "•"]),
        ("<ul class=law>", ["一", "二"]),
        ("<ol class=law style='list-style-type:decimal'>", ["1", "2"]),
        ("<ol type=A class=plain>", ["", ""]),
    ],
)
def test_style_sheets_say_how_a_list_is_numbered(style, labels):
    page = (
        "<style>/* c */ ol.plain, .none { list-style: none } @media print { ol { list-style: none } }"
        ".law{list-style-type:cjk-ideographic;}"
        f"</style>{style}<li>x<li>y</ol>"
    )
    assert labels_of(page) == [(labels[0], "x"), (labels[1], "y")]


def test_counters_number_nested_items_and_headings():
    page = """<style>
    ol { counter-reset: item; list-style-type: none } ol > li { counter-increment: item }
    ol > li:before { content: counters(item, ".") " " }
    body { counter-reset: art } h2 { counter-increment: art } h2::before { content: "Article " counter(art) ". " }
    </style><h2>Scope</h2><ol><li>one<ol><li>deep</li><li>deeper</li></ol></li><li>two</li></ol><h2>Aims</h2><ol><li>again</li></ol>"""
    assert labels_of(page) == [
        ("Article 1", "Scope"), ("1", "one"), ("1.1", "deep"), ("1.2", "deeper"), ("2", "two"), ("Article 2", "Aims"),
        ("1", "again"),
    ]  # fmt: skip


def test_an_item_that_begins_with_a_list_has_both_numbers():
    assert labels_of("<ol start=3><li><ol type=a><li>first<li>second</ol><li>next</ol>") == [
        ("3", "(a) first"), ("(b)", "second"), ("4", "next"),
    ]  # fmt: skip


def test_a_heading_in_an_item_has_its_number():
    lines = read_lines(b"<ol type=I><li><h3>Scope</h3><p>Text.</p></li></ol>", "page.html")[0]
    assert [(line.role, line.label, line.level, line.text) for line in lines] == [
        ("heading", "I", 3, "Scope"), ("", "", 0, "Text."),
    ]  # fmt: skip


def test_items_are_told_to_be_items():
    lines = read_lines("<ul><li>Water<li>Food</ul><ol><li>一</ol>".encode(), "page.html")[0]
    assert [line.role for line in lines] == ["item"] * 3


def test_rules_for_what_a_page_does_not_have_cost_nothing():
    rules = "".join(f".c{number} li {{ list-style-type: none }}" for number in range(5_000))
    page = f"<style>{rules}</style><ol><li class=c1>{'<p>x</p>' * 2_000}</ol>"
    assert labels_of(page)[0] == ("1", "x")
