"""Lines parted by breaks in a paragraph: read as the same lines of a plain text are."""

import textwrap

import pytest
from duizhao.corpora.html.reader import read_lines as read_html
from duizhao.corpora.reading import read_bytes
from duizhao.corpora.word.reader import read_lines as read_docx

LETTER = [
    "The Working Party on Waterways met in its forty-second session and heard the reports of all of its members, "
    "which had been sent in the course of the year and were before it in full.",
    "It decided to keep the matter under review, to ask the secretariat for a note on the state of the locks, and to "
    "hear from the river commissions before the end of the winter.",
    "The next session will be held in the same place in the month of May, unless the members agree on another one.",
]
ENTRIES = ["The plan of a harbour includes:", "- Its moles and basins;", "- Its stores and cranes;", "- Its lights."]
ADDRESS = ["B. Reed", "3 Quay Street", "Harwich"]
CHINESE = ["理事会决定：", "通过工作计划；", "选举两名副主席；", "于明年五月举行下届会议。"]


def html(paragraphs):
    return "".join(f"<p>{'<br>'.join(lines)}</p>" for lines in paragraphs).encode()


def docx(make_docx, paragraphs):
    runs = ["<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines) for lines in paragraphs]
    return make_docx("".join(f"<w:p><w:r>{run}</w:r></w:p>" for run in runs))


@pytest.mark.parametrize("lines", [ENTRIES, ADDRESS, CHINESE])
def test_paragraphs_entries_and_addresses_stand_in_lines_of_their_own(make_docx, lines):
    assert [line.text for line in read_html(html([lines, lines]), "a.html")[0]] == lines * 2
    assert [line.text for line in read_docx(docx(make_docx, [lines, lines]), "a.docx")[0]] == lines * 2


@pytest.mark.parametrize("width", [48, 72])
def test_lines_that_were_broken_at_a_width_are_one_text_in_every_format(make_docx, width):
    paragraphs = [textwrap.wrap(text, width) for text in LETTER]
    text = "\n\n".join("\n".join(lines) for lines in paragraphs).encode()
    broken = "<p>" + "<br><br>".join("<br>".join(lines) for lines in paragraphs) + "</p>"
    for data in (text, html(paragraphs), broken.encode(), docx(make_docx, paragraphs)):
        assert [block.text for block in read_bytes(data, "letter").blocks] == LETTER


def test_a_title_broken_where_no_title_ends_is_one_wherever_it_stands():
    title = ["Convention on the Carriage of", "Goods by Canal", "and by Lake"]
    page = html([title, ENTRIES, ["关于内河航行安全和", "货物运输的协定"]])
    texts = [line.text for line in read_html(page, "a.html")[0]]
    assert texts == [" ".join(title), *ENTRIES, "关于内河航行安全和货物运输的协定"]


def test_only_the_first_line_bears_the_number_and_notes_stay_at_their_words():
    page = html([["第一段<sup><a href='#n'>1</a></sup>。", "第二段。"]]) + b"<p id=n><sup>1</sup> See A/76/1.</p>"
    item = f"<ol><li>{page.decode()}</li></ol>".encode()
    first, second, note = read_html(item, "a.html")[0]
    assert (first.label, first.text, [note.offset for note in first.notes]) == ("1", "第一段。", [3])
    assert (second.label, second.text, second.notes, note.role) == ("", "第二段。", (), "footnote")
