"""Lengths of texts: words as they are billed, Chinese measured by its English."""

from pathlib import Path
from statistics import median

import pytest
from duizhao.corpora import sample
from duizhao.language.words import ENGLISH_PER_CHINESE, chinese_length, count_words


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("", "zh", 0),
        ("人权(OHCHR)。", "zh", 3),
        ("2021年 报告", "zh", 4),
        ("the State’s resolution 48/141", "en", 4),
        ("Secretary-General’s report, 2021", "en", 3),
        ("— ;", "en", 0),
    ],
)
def test_words_are_counted_as_they_are_billed(text: str, language: str, count: int) -> None:
    assert count_words(text, language) == count  # type: ignore[arg-type]


def test_latin_in_chinese_is_as_long_as_in_english() -> None:
    assert chinese_length(" 人权 OHCHR ") == pytest.approx(3 + 5 / ENGLISH_PER_CHINESE)


def test_english_of_the_sample_is_about_as_long_as_the_measure_says() -> None:
    rows = [line.split("\t") for line in (Path(sample.__file__).parent / "gold.tsv").read_text("utf-8").splitlines()]
    zh, en = (rows[0].index(side) for side in ("zh", "en"))
    ratios = [len(row[en]) / chinese_length(row[zh]) for row in rows[1:] if len(row[zh]) >= 16]
    assert median(ratios) == pytest.approx(ENGLISH_PER_CHINESE, rel=0.1)
