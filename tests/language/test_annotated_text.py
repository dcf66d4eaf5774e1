"""References stay with their characters, whatever is done to the text."""

import pytest
from duizhao.language.annotated_text import AnnotatedText, NoteReference, join, take_out_marks
from hypothesis import assume, given
from hypothesis import strategies as st

TEXTS = st.text("中文ab。 \u3000", max_size=20)


@st.composite
def annotated(draw: st.DrawFn) -> AnnotatedText:
    text = draw(TEXTS)
    offsets = sorted(draw(st.lists(st.integers(0, len(text)), max_size=5)))
    return AnnotatedText(text, tuple(NoteReference(offset, str(at)) for at, offset in enumerate(offsets, 1)))


def owners(text: AnnotatedText) -> list[tuple[str, int]]:
    """Return label and characters of ink up to its own for each reference."""
    return [(note.label, len("".join(text.text[: note.offset].split()))) for note in text.notes]


@given(annotated(), st.data())
def test_pieces_hold_each_reference_once_and_give_the_text_again(text: AnnotatedText, data: st.DataObject) -> None:
    assume(text.text.strip())
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    spans = list(zip([0, *cuts], [*cuts, len(text)], strict=True))
    again = join(text.cut(spans))
    assert again.text == text.text
    assert owners(again) == owners(text)


@given(annotated())
def test_words_cut_out_of_their_white_space_keep_all_references(text: AnnotatedText) -> None:
    spans, at = [], 0
    for word in text.text.split():
        start = text.text.index(word, at)
        at = start + len(word)
        spans.append((start, at))
    if spans:
        assert owners(join(text.cut(spans))) == owners(text)


@given(annotated())
def test_white_space_moves_no_reference(text: AnnotatedText) -> None:
    assert owners(text.strip()) == owners(text)
    assert text.strip().text == text.text.strip()
    assert owners(text.settled()) == owners(text)
    assert all(note.offset == 0 or text.text[note.offset - 1].strip() for note in text.settled().notes)
    assert owners(text.respaced(" ".join(text.text))) == owners(text)
    assert owners(text.respaced("".join(text.text.split()))) == owners(text)


@given(st.lists(annotated(), max_size=4), st.sampled_from(["", " ", " | "]))
def test_joining_loses_none(parts: list[AnnotatedText], glue: str) -> None:
    whole = join(parts, glue)
    assert whole.text == glue.join(part.text for part in parts if part.text)
    assert len(whole.notes) == sum(len(part.notes) for part in parts)
    assert list(whole.notes) == sorted(whole.notes, key=lambda note: note.offset)


@given(annotated(), st.data())
def test_replacing_keeps_all_and_moves_what_is_outside(text: AnnotatedText, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    new = data.draw(TEXTS)
    changed = text.replace([(start, end, new)])
    assert changed.text == text.text[:start] + new + text.text[end:]
    assert [note.label for note in changed.notes] == [note.label for note in text.notes]
    for before, after in zip(text.notes, changed.notes, strict=True):
        if before.offset <= start:
            assert after == before
        elif before.offset > end:
            assert after.offset == before.offset + len(new) - (end - start)
        else:
            assert start <= after.offset <= start + len(new)


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("见报告1。", [(3, 4, "1")], ("见报告。", [3])),
        ("见报告 12", [(4, 6, "12")], ("见报告", [3])),
        ("无", [], ("无", [])),
        ("a1b2", [(1, 2, "1"), (3, 4, "2")], ("ab", [1, 2])),
    ],
)
def test_marks_become_references(text: str, marks: list[tuple[int, int, str]], expected: tuple[str, list[int]]) -> None:
    found = take_out_marks(text, marks)
    assert (found.text, [note.offset for note in found.notes]) == expected
