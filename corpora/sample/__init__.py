"""The bilingual report that ships: composed for the project in the UN's style, not a UN document."""

from pathlib import Path

from ..document import Document
from ..reading import read_bytes

FOLDER = Path(__file__).parent


def read_sample() -> tuple[Document, Document]:
    """Return the Chinese and the English version of the sample.

    Example:
        >>> import duizhao as dz
        >>> zh, en = dz.read_sample()
        >>> zh.symbol, en.date
        ('A/00/1', '2025-08-01')
    """
    zh, en = (read_bytes((FOLDER / f"{side}.txt").read_bytes(), f"{side}.txt") for side in ("zh", "en"))
    return zh, en
