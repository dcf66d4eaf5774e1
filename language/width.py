"""Width of text on a page of fixed columns: a Chinese character takes two, a Latin one takes one."""

import re
import unicodedata

_NARROW_ONLY = re.compile(r"[\x20-\x7e\u2018-\u201d\u00a0-\u00ff]*")


def display_width(text: str) -> int:
    """Return the columns that ``text`` takes."""
    if _NARROW_ONLY.fullmatch(text):
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
