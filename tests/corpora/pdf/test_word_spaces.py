"""Words part by their gaps, whatever the font."""

import pytest
from duizhao.corpora.pdf.reader import read_lines
from duizhao.corpora.pdf.sheet import Span
from duizhao.corpora.pdf.word_spaces import justified_gaps, parted_words, stretched_lines


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


def stretched(texts, right=200.0, size=10.0):
    """Rows of words spread from 72 to ``right``, 12 points below each other; a letter is 5 points wide."""
    rows = []
    for at, words in enumerate(texts):
        gap = (right - 72 - sum(5 * len(word) for word in words)) / max(1, len(words) - 1)
        row, x = [], 72.0
        for word in words:
            row.append(Span(word, x, x + 5 * len(word), 100 + 12 * at, size, False, 2.5))
            x += 5 * len(word) + gap
        rows.append(row)
    return rows


NARROW = [["to", "implementation"], ["representation", "of"], ["multilateralism", "and"], ["accountability", "a"]]


def test_line_is_stretched_where_the_next_word_had_no_room():
    assert stretched_lines(stretched(NARROW)) == {0, 1, 2}


def test_line_with_room_for_the_next_word_is_set_in_two_places():
    assert 0 not in stretched_lines(stretched([["Item", "3"], ["of", "multilateralism"], ["of", "responsibilities"]]))


def test_words_below_each_other_are_cells_however_evenly_they_are_set():
    assert stretched_lines(stretched([["alpha", "bravo", "gamma"]] * 5)) == set()


def test_word_spaces_of_a_justified_line_are_as_wide_as_each_other():
    words = [("the", 0), ("seat", 9), ("of", 9.4), ("the", 9.2), ("Court", 9), ("open", 24), ("or", 3), ("shut", 3)]
    even = [True] * 4
    assert justified_gaps(line_of(*words, space=2.5)) == [False, *even, False, False, False]


def test_figure_below_the_line_stays_behind_its_letter(pdf, page_of):
    line = [(72, 140, 10, False, "The CO"), (110, 142, 7, False, "2"), (115, 140, 10, False, "in the air rose.")]
    found = read_lines(pdf(page_of(*line, (72, 152, 10, False, "It is to fall."))), "x.pdf")[0]
    assert len(found) == 1
    assert "".join(found[0].text.split()) == "TheCO2intheairrose.Itistofall."
