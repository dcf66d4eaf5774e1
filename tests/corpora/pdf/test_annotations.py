"""Fields that are filled in and texts typed on a page are read; comments are told."""

from duizhao.corpora.pdf.reader import read_lines

LOOK = (
    "<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /R << /Type /Font /Subtype /Type1 "
    "/BaseFont /Times-Roman >> >> >> /Length {length} >>\nstream\n{contents}\nendstream"
)
CONTENTS = "BT /R 10 Tf 2 5 Td (Geneva) Tj ET"
DRAWN = LOOK.format(length=len(CONTENTS), contents=CONTENTS)
FIELD = (
    "<< /Type /Annot /Subtype /Widget /FT /Tx /T (city) /V (Geneva) /F {flags} /Rect [100 687 300 707] "
    "/AP << /N 6 0 R >> >>"
)


def test_value_of_a_field_stands_where_it_is_shown(pdf, page_of):
    field = FIELD.format(flags=4)
    page = page_of((72, 100, 10, False, "Place:"), (72, 130, 10, False, "Signature"))
    lines, warnings = read_lines(pdf(page, entries="/Annots [5 0 R]", objects=(field, DRAWN)), "x.pdf")
    assert [line.text for line in lines] == ["Place: Geneva", "Signature"]
    assert not warnings


def test_hidden_field_is_not_read(pdf, page_of):
    field = FIELD.format(flags=2)
    page = page_of((72, 100, 10, False, "Place:"))
    lines, _warnings = read_lines(pdf(page, entries="/Annots [5 0 R]", objects=(field, DRAWN)), "x.pdf")
    assert [line.text for line in lines] == ["Place:"]


def test_text_typed_on_the_page_without_a_look_is_a_block(pdf, page_of):
    typed = "<< /Type /Annot /Subtype /FreeText /Contents (See the corrigendum) /F 4 /Rect [72 600 272 620] >>"
    page = page_of((72, 100, 10, False, "The Committee met."))
    lines, _warnings = read_lines(pdf(page, entries="/Annots [5 0 R]", objects=(typed,)), "x.pdf")
    assert [line.text for line in lines] == ["The Committee met.", "See the corrigendum"]


def test_comments_are_told(pdf, page_of):
    comment = "<< /Type /Annot /Subtype /Text /Contents (Check this) /Rect [72 600 92 620] >>"
    page = page_of((72, 100, 10, False, "The Committee met."))
    lines, warnings = read_lines(pdf(page, entries="/Annots [5 0 R]", objects=(comment,)), "x.pdf")
    assert [line.text for line in lines] == ["The Committee met."]
    assert warnings == ("comments left out; pages: 1",)
