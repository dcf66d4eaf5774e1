"""Lines in the making."""

import pytest
from duizhao.corpora.line import Passage, tidy
from duizhao.language.annotated_text import AnnotatedText, NoteReference
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u00a0 b\t\nc", "a b c"),
        ("non\u2011state", "non-state"),
        ("co\u00adop", "coop"),
        ("beneﬁt", "benefit"),
        ("⼀⽇", "一日"),
        ("（甲）；“乙”", "（甲）；“乙”"),
        ("a\u200b\ufeffb\x07", "ab"),
    ],
)
def test_tidy(text, expected):
    assert tidy(text) == expected


def test_note_stands_before_the_space_and_the_space_is_kept_once():
    passage = Passage()
    passage.add("大会 决议 ")
    passage.add_note("1")
    passage.add(" 回顾")
    passage.add_note("2")
    assert passage.finish() == AnnotatedText("大会 决议 回顾", (NoteReference(5, "1"), NoteReference(8, "2")))


@given(st.lists(st.one_of(st.text(max_size=8), st.just(None)), max_size=12))
def test_offsets_always_lie_in_the_text_and_spaces_are_single(parts):
    passage = Passage()
    for part in parts:
        if part is None:
            passage.add_note("1")
        else:
            passage.add(part)
    finished = passage.finish()
    text = finished.text
    assert "  " not in text
    assert text == text.strip(" ")
    assert all(0 <= note.offset <= len(text) for note in finished.notes)
    assert len(finished.notes) == parts.count(None)
    assert passage.tail.rstrip(" ") == "" or text.endswith(passage.tail.rstrip(" "))
