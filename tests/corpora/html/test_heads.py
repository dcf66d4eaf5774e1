"""Pages without a written body: what belongs to the text is not lost in the head."""

import pytest
from duizhao.corpora.file_types import sniff
from duizhao.corpora.html.reader import read_lines
from hypothesis import given
from hypothesis import strategies as st

FRAMES = ("", "<!DOCTYPE html>", "<!DOCTYPE html><html><head>", "<html><head></head>", "<html><body>")
HEADS = ("", "<title>T</title>", "<meta charset=utf-8>", "<title>T</title><style>p{}</style><script>1</script>")
ELEMENTS = ("header", "main", "section", "article", "aside", "div", "p", "h2", "figure", "x-part", "hgroup", "b")


def text_of(page):
    return " ".join(line.text for line in read_lines(page.encode(), "page.html")[0])


@pytest.mark.parametrize("name", ["main", "section", "article", "header", "x-part"])
def test_what_follows_an_open_head_is_text(name):
    page = f"<!DOCTYPE html><title>T</title><{name}><p>各国应当合作。</p></{name}>其后 <p>第二段。</p>"
    assert text_of(page) == "各国应当合作。 其后 第二段。"


@given(
    frame=st.sampled_from(FRAMES),
    head=st.sampled_from(HEADS),
    parts=st.lists(
        st.tuples(st.sampled_from(ELEMENTS), st.sampled_from(("", "section", "p")), st.booleans()), min_size=1
    ),
)
def test_no_word_is_lost_and_all_stand_in_order(frame, head, parts):
    page, words = frame + head, []
    for at, (name, inside, tail) in enumerate(parts):
        opened, closed = (f"<{inside}>", f"</{inside}>") if inside else ("", "")
        page += f"<{name}>{opened}in{at}{closed}</{name}>" + (f" after{at} " if tail else " ")
        words += [f"in{at}"] + ([f"after{at}"] if tail else [])
    assert text_of(page).replace("|", " ").split() == words


@given(pages=st.lists(st.tuples(st.sampled_from(FRAMES), st.sampled_from(ELEMENTS), st.booleans()), min_size=1))
def test_what_follows_the_end_of_a_page_is_text(pages):
    text, words = "", []
    for at, (frame, name, tail) in enumerate(pages):
        text += f"{frame}<{name}>in{at}</{name}></body></html>\n" + (f"after{at}\n" if tail else "")
        words += [f"in{at}"] + ([f"after{at}"] if tail else [])
    assert text_of(text).split() == words


def test_the_head_of_an_answer_and_loose_words_before_a_page():
    page = "<html><head><title>T</title></head><body><p>各国应当合作。</p></body></html>"
    sent = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
    assert sniff(sent.encode()) == sniff(f"序言\n{page}".encode()) == "html"
    lines = read_lines(sent.encode(), "page.html")[0]
    assert [(line.role, line.text) for line in lines] == [
        ("running matter", "HTTP/1.1 200 OK Content-Type: text/html"),
        ("", "各国应当合作。"),
    ]
    assert text_of(f"序言\n{page}") == "序言 各国应当合作。"
    assert sniff(b"A page begins with <html> and <head>, we are told.") == "text"


@pytest.mark.parametrize("name", ["header", "style", "nav", "link", "blockquote", "br", "pre", "dl", "center"])
def test_a_part_of_a_page_is_a_page(name):
    assert sniff(f"<!-- saved -->\n<{name}>words</{name}><p>More.</p>".encode()) == "html"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<b>Article 1</b> Scope", "html"),
        ("<b is missing here", "text"),
        ("<a> in the list", "text"),
        ("<pending>", "text"),
    ],
)
def test_an_element_that_marks_words_is_closed_in_a_page(text, kind):
    assert sniff(text.encode()) == kind
