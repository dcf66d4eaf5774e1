"""What the sides of a pair say that cannot both be said: other figures, other States, a denial on one side only.

A translation may leave out much, and say much in other words. But where each side has a figure, a month or a State that
the other has not, one of them is wrong; and in short texts that share few words nothing else tells.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import regex
from numpy.typing import NDArray

from ..language.comparison_keys import simplified
from ..language.countries import countries_named, is_meant
from ..language.dates import MONTHS
from ..language.figures import Figure, unmatched_figures
from ..language.negation import denies, may_deny
from ..language.numerals import CARDINALS, ORDINALS
from ..language.symbols import Reference, missing, read_figures
from .bitext import Pair

FiguresOfText = tuple[list[Reference], list[Reference], list[Figure]]
Measures = NDArray[np.float64]

NAMES = (
    "figures and symbols",
    "figures in words",
    "figures that exclude each other",
    "States that exclude each other",
    "a denial on one side",
)
TAKEN_FREELY = frozenset(("figures in words", "figures that exclude each other", "a denial on one side"))
"""What novels change in one pair of thirty, and treaties in one of a thousand: as wrong as it is rare in a document."""

_MOST = 3  # figures on one side only that are counted
_DIGITS = regex.compile(r"\d+")
_ZH_NUMERALS = regex.compile(r"[二三四五六七八九十百千万亿]")
_EN_NUMBERS = regex.compile(rf"\b(?:{'|'.join((*CARDINALS, *ORDINALS, *map(str.lower, MONTHS)))})", regex.IGNORECASE)


def contradictions(pairs: Sequence[Pair]) -> dict[str, Measures]:
    """Return how much stands on one side only, or on each side against the other.

    Figures in digits, addresses and symbols without counterpart; figures, and States, of which each side has one that
    the other lacks (the smaller number of both sides); other figures in words without counterpart; 1 where one side
    denies something and no word of the other can be meant by it.

    Args:
        pairs: All pairs of two documents; zero for those that have one side only.
    """
    texts = zip(simplified([pair.zh for pair in pairs]), (pair.en for pair in pairs), strict=True)
    both = [texts if pair.matched else ("", "") for pair, texts in zip(pairs, texts, strict=True)]
    rows = [(*_figures_apart(zh, en), _states_apart(zh, en), _denied_once(zh, en)) for zh, en in both]
    columns = np.asarray(rows, dtype=np.float64).reshape(len(pairs), len(NAMES)).T
    return dict(zip(NAMES, columns, strict=True))


def _figures_apart(zh: str, en: str) -> tuple[int, int, int]:
    """Return how many figures in digits, with addresses and symbols, and how many in words one side has alone.

    Then of how many each side has one of the same kind that the other has not: a month, a number in digits, a symbol.
    """
    if sorted(_DIGITS.findall(zh)) == sorted(_DIGITS.findall(en)) and not (
        _ZH_NUMERALS.search(zh) or _EN_NUMBERS.search(en)
    ):
        return 0, 0, 0  # so nothing need be read
    left, right = read_figures(zh, "zh"), read_figures(en, "en")
    references = _references_apart(left, right), _references_apart(right, left)
    zh_alone, en_alone = unmatched_figures(left[2], right[2]), unmatched_figures(right[2], left[2])
    against = Counter(figure.role for figure in zh_alone) & Counter(figure.role for figure in en_alone)
    others = [[figure for figure in alone if not against[figure.role]] for alone in (zh_alone, en_alone)]
    zh_digits, en_digits = (sum(figure.digits for figure in side) for side in others)
    # 1325 and 1625 are written alike, though one may be read as a year
    crossed = min(zh_digits, en_digits) + min(references)
    digits = abs(zh_digits - en_digits) + abs(references[0] - references[1])
    words = len(others[0]) + len(others[1]) - zh_digits - en_digits
    return min(digits, _MOST), min(words, _MOST), min(against.total() + crossed, _MOST)


def _references_apart(own: FiguresOfText, other: FiguresOfText) -> int:
    """Return how many addresses and symbols the other side has not."""
    return sum(len(list(missing(tuple(a), tuple(b)))) for a, b in zip(own[:2], other[:2], strict=True))


def _states_apart(zh: str, en: str) -> int:
    """Return how many States each side names that the other does not speak of."""
    named = countries_named(en, "en")
    if not named:
        return 0
    in_chinese = countries_named(zh, "zh")
    return min(len(named - in_chinese), sum(not is_meant(country, en) for country in in_chinese - named))


def _denied_once(zh: str, en: str) -> bool:
    return (denies(zh, "zh") and not may_deny(en, "en")) or (denies(en, "en") and not may_deny(zh, "zh"))
