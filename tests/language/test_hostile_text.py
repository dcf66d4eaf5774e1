"""Any text is read in time that grows as it does: a line of one sign a million times over is no reason to wait.

What is quadratic takes 16 times as long for a text four times as long, what is linear 4 times. Each case once hung, or
is of a kind that did; only what takes long enough to be measured is judged.
"""

import time
from collections.abc import Callable

import pytest
from duizhao.language.annotated_text import AnnotatedText
from duizhao.language.comparison_keys import fold_chinese, fold_english, segment_key
from duizhao.language.note_marks import left_marks, linked_mark, numbered_note, starred_note
from duizhao.language.segmentation import sentence_spans
from duizhao.language.symbols import find_symbols, read_figures
from duizhao.language.words import count_words

SHORT, TIMES = 1_000, 4
WORST = 10.0  # of a text four times as long, against 4 where it is linear
MEASURABLE = 0.02  # seconds
UNITS = [
    "a-", ".", "。", "…", "1", "1,", "1 ", "1.", "123 ", "一", "一二三", "百", "(", "（", "《", "()", '"', "“", "a'",
    "a", "A", "Ab ", "1. ", "(a)", "委a", "委1", "A/", "A/RES/76/36-", "e\u0301", "*", "-", "—", "，", "a/", "http://",
    "a@", "9vx", "a¹", "[1]", "Mr. ", "U.N.", "第", "第一条", "1 May 2021 ", "2021年5月1日", "5月、", "hundred ", "\t",
    "one hundred and ", "resolution 1/2 ", "The Committee met. ", "委员会开会。", "“a。", "！？", "www.", "twenty-",
    " ", "?!",
]  # fmt: skip
TAILS = ("", "http://", "；x")
READERS: dict[str, Callable[[str], object]] = {
    "Chinese sentences": lambda text: sentence_spans(text, "zh"),
    "English sentences": lambda text: sentence_spans(text, "en"),
    "Chinese figures": lambda text: read_figures(text, "zh"),
    "English figures": lambda text: read_figures(text, "en"),
    "symbols": lambda text: list(find_symbols(text)),
    "marks": lambda text: (list(left_marks(text)), linked_mark(text), numbered_note(text), starred_note(text)),
    "keys": lambda text: (fold_chinese(text), fold_english(text), segment_key(text, "en")),
    "words": lambda text: (count_words(text, "zh"), count_words(text, "en"), AnnotatedText(text).strip()),
}


def seconds(read: Callable[[str], object], text: str, least: int = 1) -> float:
    """Return the processor time that reading takes, the least of some tries."""
    found = []
    for _try in range(least):
        start = time.process_time()
        read(text)
        found.append(time.process_time() - start)
    return min(found)


@pytest.mark.parametrize("name", READERS)
def test_time_grows_as_the_text_does(name: str) -> None:
    read = READERS[name]
    for unit in UNITS:
        for tail in TAILS:
            short, long = (unit * (size // len(unit)) + tail for size in (SHORT, SHORT * TIMES))
            if seconds(read, long) > MEASURABLE:
                took = seconds(read, long, 3), seconds(read, short, 3)
                assert took[0] <= WORST * took[1] + MEASURABLE, (unit, tail, took)
