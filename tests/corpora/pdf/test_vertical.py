"""Chinese in vertical lines: read from top to bottom, from right to left."""

from duizhao.corpora.pdf.sheet import Sheet, Span
from duizhao.corpora.pdf.vertical import lay_vertical_lines


def standing(text, x, top=100.0, size=12.0):
    """The characters of ``text`` under one another, each drawn by itself."""
    return [Span(char, x, x + size, top + size * at, size, False, 3.0) for at, char in enumerate(text)]


def lines_of(sheet):
    """The texts of a sheet from top to bottom, each from left to right."""
    rows = {}
    for span in sheet.spans:
        rows.setdefault(round(span.y), []).append(span)
    return ["".join(span.text for span in sorted(rows[y], key=lambda span: span.x0)) for y in sorted(rows)]


def test_vertical_lines_are_laid_from_right_to_left():
    spans = standing("各国应当合作。", 400) + standing("本条约自签字之日起生效。", 370)
    laid, pages = lay_vertical_lines([Sheet(3, 595.0, 842.0, tuple(spans))])
    assert pages == [3]
    assert [(sheet.width, sheet.height) for sheet in laid] == [(842.0, 595.0)]
    assert lines_of(laid[0]) == ["各国应当合作。", "本条约自签字之日起生效。"]


def test_words_set_sideways_go_into_their_line():
    spans = standing("会议于", 400) + standing("年开幕，各国代表出席。", 400, top=172.0)
    # as the page is turned: 12 points into the line's 36, at the height of the baseline of Latin letters
    year = Span("1987", 128.0, 152.0, 595.0 - 406.0 + 4.6, 12.0, False, 3.0)
    other = Sheet(1, 842.0, 595.0, (year,), turned=True, shown=False)
    laid, _pages = lay_vertical_lines([Sheet(1, 595.0, 842.0, tuple(spans)), other])
    assert (
        "".join(span.text for span in sorted(laid[0].spans, key=lambda span: span.x0))
        == "会议于1987年开幕，各国代表出席。"
    )
    assert len(laid) == 1


def test_horizontal_foot_of_such_a_page_stays_as_it_is():
    foot = Span("page 12", 280.0, 320.0, 810.0, 10.0, False, 2.5)
    spans = [*standing("各国应当按照本条约的规定合作。", 300), foot]
    laid, _pages = lay_vertical_lines([Sheet(1, 595.0, 842.0, tuple(spans))])
    assert [span.text for span in laid[1].spans] == ["page 12"]


def test_horizontal_text_stays():
    lines = ["各国应当按照本条约的规定合作", "本条约自签字之日起立即生效", "缔约国应当每年提出一次报告"]
    spans = [
        Span(char, 72.0 + 12 * at, 84.0 + 12 * at, 100.0 + 14 * row, 12.0, False, 3.0)
        for row, line in enumerate(lines)
        for at, char in enumerate(line)
    ]
    sheet = Sheet(1, 595.0, 842.0, tuple(spans))
    assert lay_vertical_lines([sheet]) == ([sheet], [])


def test_column_of_single_signs_in_a_table_stays():
    rows = [Span(f"第{at}项措施的名称", 72.0, 160.0, 100.0 + 14 * at, 12.0, False, 3.0) for at in range(9)]
    sheet = Sheet(1, 595.0, 842.0, (*rows, *standing("是否是否是否是否是", 400)))
    assert lay_vertical_lines([sheet])[1] == []
