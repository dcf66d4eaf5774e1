"""Leverage: how much of a document a memory covers, by match band, as translators bill by it."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..files import atomic_write
from ..language import Language
from ..language.text_length import count_words

BANDS: tuple[tuple[str, int], ...] = (("100", 100), ("95-99", 95), ("85-94", 85), ("75-84", 75), ("none", 0))


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the table.

    Attributes:
        name: ``100``, ``95-99``, ``85-94``, ``75-84``, ``none``.
        segments: Segments whose best match lies in the band.
        words: Their words in English, their characters in Chinese (see `count_words`).
    """

    name: str
    segments: int
    words: int


def leverage(segments: Iterable[tuple[str, int]], language: Language) -> tuple[Band, ...]:
    """Return the table, one row a band, from segments with the percentage of their best match (0 for none)."""
    counts = {name: [0, 0] for name, _least in BANDS}
    for text, percent in segments:
        row = counts[next(name for name, least in BANDS if percent >= least)]
        row[0] += 1
        row[1] += count_words(text, language)
    return tuple(Band(name, *counts[name]) for name, _least in BANDS)


def leverage_csv(bands: Iterable[Band], language: Language) -> str:
    """Return the table as CSV: band, segments, share of them, words or characters, share of them, and the total."""
    rows = list(bands)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["band", "segments", "segments %", words_name(language), f"{words_name(language)} %"])
    segments, words = sum(band.segments for band in rows), sum(band.words for band in rows)
    for band in [*rows, Band("total", segments, words)]:
        writer.writerow(
            [band.name, band.segments, share(band.segments, segments), band.words, share(band.words, words)]
        )
    return stream.getvalue()


def write_leverage(bands: Iterable[Band], language: Language, path: str | Path) -> None:
    """Write the table as CSV, in UTF-8.

    Raises:
        DuizhaoError: The file cannot be written.
    """
    with atomic_write(path) as stream:
        stream.write(leverage_csv(bands, language).encode())


def words_name(language: Language) -> str:
    """Return what is counted: ``characters`` or ``words``."""
    return "characters" if language == "zh" else "words"


def share(part: int, whole: int) -> str:
    """Return ``part`` of ``whole`` in percent, one decimal."""
    return f"{100 * part / whole:.1f}" if whole else "0.0"
