"""The same blocks come out of a text with a paragraph a line and of the same text wrapped at any width.

The documents in `outlines` were written for this: a block a line, with its kind, key, headings above and text; `+`
for a key is a title that stands under its label.
"""

import textwrap
from pathlib import Path

import pytest
import regex
from duizhao.corpora.document import Document
from duizhao.corpora.reading import read_bytes
from duizhao.language.script import display_width
from hypothesis import given, settings
from hypothesis import strategies as st

OUTLINES = {path.stem: path for path in Path(__file__).with_name("outlines").glob("*.tsv")}
# of a list of short Chinese entries without any stop, two printed lines cannot be told from two entries
WRAPPED = sorted(OUTLINES.keys() - {"goals_zh"})


def rows(name: str) -> list[tuple[str, str, str, str]]:
    found = [line.split("\t") for line in OUTLINES[name].read_text(encoding="utf-8").splitlines()]
    return [(kind, key, path, text) for kind, key, path, text in found]


def outline(document: Document) -> list[tuple[str, str, str]]:
    return [(block.kind, block.key, "/".join(block.path)) for block in document.blocks]


def wrapped(text: str, width: int) -> str:
    if not regex.search(r"\p{Han}", text):
        return textwrap.fill(text, width, break_long_words=False)
    lines = [""]
    for unit in regex.findall(r"[“（(《]*(?:[\p{Latin}\p{Nd}.]+ ?|\X)[，。；、：”）)》,]*", text):
        if lines[-1] and display_width(lines[-1] + unit.rstrip()) > width:
            lines.append("")
        lines[-1] += unit if lines[-1] else unit.lstrip()
    return "\n".join(map(str.rstrip, lines))


def test_there_are_outlines() -> None:
    assert len(OUTLINES) > 10


@pytest.mark.parametrize("name", sorted(OUTLINES))
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_paragraph_a_line(name: str, between: str) -> None:
    document = read_bytes(between.join(text for *_rest, text in rows(name)).encode(), "a.txt")
    assert outline(document) == [(kind, key, path) for kind, key, path, _text in rows(name) if key != "+"]
    assert document.running_matter == ()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(WRAPPED), st.integers(43, 92))
def test_wrapped_at_any_width(name: str, width: int) -> None:
    texts = [text for *_rest, text in rows(name)]
    plain = read_bytes("\n\n".join(texts).encode(), "a.txt")
    printed = read_bytes("\n\n".join(wrapped(text, width) for text in texts).encode(), "a.txt")
    assert [(b.kind, b.key, b.path, b.text) for b in printed.blocks] == [
        (b.kind, b.key, b.path, b.text) for b in plain.blocks
    ]


@pytest.mark.parametrize("width", [44, 60, 72, 80])
@pytest.mark.parametrize("name", ["treaty_en", "treaty_zh", "resolution_en", "minutes_en"])
def test_first_lines_that_are_set_in(name: str, width: int) -> None:
    texts = [text for *_rest, text in rows(name)]
    plain = read_bytes("\n\n".join(texts).encode(), "a.txt")
    printed = "\n".join("    " + wrapped(text, width) for text in texts)
    assert outline(read_bytes(printed.encode(), "a.txt")) == outline(plain)


@pytest.mark.parametrize("width", [40, 72, 100])
@pytest.mark.parametrize("name", ["licence_en", "goals_en", "roman_sections_en", "declaration_zh"])
def test_no_blank_lines_or_one_between_all_printed_lines(name: str, width: int) -> None:
    plain = read_bytes("\n\n".join(text for *_rest, text in rows(name)).encode(), "a.txt")
    printed = "\n".join(wrapped(text, width) for *_rest, text in rows(name))
    for text in (printed, printed.replace("\n", "\n\n")):
        assert outline(read_bytes(text.encode(), "a.txt")) == outline(plain)
