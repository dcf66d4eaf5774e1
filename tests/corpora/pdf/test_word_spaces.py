"""Words part by their gaps, whatever the font."""

import pytest
from duizhao.corpora.pdf.reader import read_lines
from duizhao.corpora.pdf.sheet import Span
from duizhao.corpora.pdf.word_spaces import parted_words


def line_of(*words, space, spaced=False):
    """Spans of (text, gap before it); a letter is 5 points wide."""
    spans, x = [], 0.0
    for text, gap in words:
        x += gap
        spans.append(Span(text, x, x + 5 * len(text), 100.0, 10.0, False, space, spaced))
        x += 5 * len(text)
    return spans


def text_of(spans):
    parted = parted_words(spans)
    return "".join(" " * space + span.text for space, span in zip(parted, spans, strict=True))


@pytest.mark.parametrize("space", [2.0, 2.5, 3.2])
def test_gap_is_measured_by_the_space_of_the_font(space):
    words = [("the", 0), ("Par", 0.7 * space), ("ty", 0.3 * space), ("may", 0.6 * space)]
    assert text_of(line_of(*words, space=space)) == "the Party may"


def test_letters_set_apart_are_a_word():
    letters = [(letter, 3.0) for letter in "REPORT"] + [("O", 6.0), ("F", 3.0)] + [("T", 6.0), ("H", 3.0), ("E", 3.0)]
    assert text_of(line_of(*letters, space=2.5)) == "REPORT OF THE"


def test_letters_that_label_stay_apart():
    assert text_of(line_of(("A", 0), ("B", 12), ("C", 12), ("D", 12), ("E", 12), space=2.5)) == "A B C D E"
    assert text_of(line_of(("A", 0), ("or", 2.5), ("B", 2.5), space=2.5)) == "A or B"


def test_space_character_without_room_parts_no_word(pdf):
    # the file moves back over the whole space
    contents = "BT /R 10 Tf 72 700 Td [(Com ) 250 (mittee) -250 (met)] TJ ET"
    assert read_lines(pdf(contents), "x.pdf")[0][0].text == "Committee met"


def test_space_character_that_is_moved_together_parts_words(pdf):
    contents = "BT /R 10 Tf 72 700 Td [(Council of ) 130 (Justice)] TJ ET"
    assert read_lines(pdf(contents), "x.pdf")[0][0].text == "Council of Justice"


def test_letter_spaced_heading_in_a_file(pdf):
    contents = "BT /B 14 Tf 4 Tc 72 700 Td (RESOLUTION) Tj ET"
    assert read_lines(pdf(contents), "x.pdf")[0][0].text == "RESOLUTION"
