"""Text that is turned, mirrored or slanted is read in the direction in which it runs."""

import pytest
from duizhao.corpora.pdf.reader import read_lines

WORDS = (
    "The Committee met in private and heard",
    "the statements of three of its members,",
    "and it decided to meet again in May.",
)
WHOLE = " ".join(WORDS)


def texts(data):
    return [line.text for line in read_lines(data, "x.pdf")[0]]


def set_by(matrix, start, step):
    """Contents of a page: three lines set with a matrix; each begins one step after the one before."""
    lines = []
    for at, words in enumerate(WORDS):
        x, y = start[0] + at * step[0], start[1] + at * step[1]
        lines.append(f"BT /R 12 Tf {matrix} {x} {y} Tm ({words}) Tj ET")
    return "\n".join(lines)


DIRECTIONS = {
    "up": set_by("0 1 -1 0", (100, 200), (14, 0)),
    "down": set_by("0 -1 1 0", (300, 600), (-14, 0)),
    "on its head": set_by("-1 0 0 -1", (500, 300), (0, 14)),
    "in a mirror": set_by("-1 0 0 1", (500, 600), (0, -14)),
    "in water": set_by("1 0 0 -1", (100, 300), (0, 14)),
}


@pytest.mark.parametrize("name", DIRECTIONS)
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_text_in_any_direction_on_a_page_shown_in_any(pdf, name, turn):
    assert texts(pdf(DIRECTIONS[name], entries=f"/Rotate {turn}")) == [WHOLE]


def test_slanted_words(pdf):
    assert texts(pdf(set_by("0.7071 0.7071 -0.7071 0.7071", (100, 200), (10, -10)))) == [WHOLE]


def test_turned_table_head_follows_the_text_of_its_page(pdf, page_of):
    body = [(72, 100 + 12 * at, 10, False, f"Line {at} of the text") for at in range(3)]
    turned = "BT /R 10 Tf 0 1 -1 0 300 300 Tm (Number of visits) Tj ET"
    lines = texts(pdf(page_of(*body) + "\n" + turned))
    assert lines[-1] == "Number of visits"
    assert " ".join(lines[:-1]) == "Line 0 of the text Line 1 of the text Line 2 of the text"


def test_stamp_on_every_page_is_running_matter(pdf, page_of):
    stamp = "BT /R 30 Tf 0.7071 0.7071 -0.7071 0.7071 200 300 Tm (Advance copy {}) Tj ET"
    pages = [page_of((72, 200, 10, False, f"Page {at} of the text.")) + stamp.format(at) for at in (1, 2)]
    lines, _warnings = read_lines(pdf(*pages), "x.pdf")
    assert [(line.text, line.reason) for line in lines if line.role == "running matter"] == [
        ("Advance copy 1", "turned text"),
        ("Advance copy 2", "turned text"),
    ]


def test_words_outside_the_page_are_told(pdf, page_of):
    page = page_of(
        (72, 100, 10, False, "What is seen."), (72, 900, 10, False, "Printer"), (700, 100, 10, False, "3 mm")
    )
    lines, warnings = read_lines(pdf(page), "x.pdf")
    assert [line.text for line in lines] == ["What is seen."]
    assert len(warnings) == 1
    assert "Printer" in warnings[0]
    assert "3 mm" in warnings[0]


def test_page_is_cropped(pdf, page_of):
    page = page_of((172, 200, 10, False, "What is seen."), (72, 50, 10, False, "Job 44"))
    lines, warnings = read_lines(pdf(page, entries="/CropBox [100 100 500 700]"), "x.pdf")
    assert [line.text for line in lines] == ["What is seen."]
    assert "Job 44" in warnings[0]
