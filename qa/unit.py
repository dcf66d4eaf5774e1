"""A unit: a pair with what the checks read from its two texts, read once for all of them."""

from dataclasses import dataclass, replace

from ..align.bitext import Pair
from ..language import Language
from ..language.chinese_numbers import chinese_numbers
from ..language.dates import take_dates
from ..language.english_numbers import english_numbers
from ..language.figures import Figure, fold, unanswered
from .checks.symbols import Reference, take_addresses, take_symbols


@dataclass(frozen=True, slots=True)
class Side:
    """One text of a pair.

    Attributes:
        text: The text as it stands.
        language: Its language.
        addresses: URLs and mail addresses.
        symbols: Document symbols and numbers of resolutions.
        figures: Numbers and parts of dates; a `Unit` keeps only those without an equal, for a big memory has millions.
    """

    text: str
    language: Language
    addresses: tuple[Reference, ...]
    symbols: tuple[Reference, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A pair as the checks see it.

    Attributes:
        index: Its place in the bitext, 0-based.
        pair: The pair.
        zh: The Chinese side.
        en: The English side.
        lost_zh: Figures of the Chinese without an equal in the English.
        lost_en: Figures of the English without an equal in the Chinese.
    """

    index: int
    pair: Pair
    zh: Side
    en: Side
    lost_zh: tuple[Figure, ...] = ()
    lost_en: tuple[Figure, ...] = ()

    @property
    def both(self) -> bool:
        """Whether there is text on both sides."""
        return bool(self.zh.text.strip() and self.en.text.strip())


def read_side(text: str, language: Language) -> Side:
    """Return a text with its addresses, symbols and figures."""
    rest = fold(text)
    addresses, rest = take_addresses(rest)
    symbols, rest = take_symbols(rest)
    dates, rest = take_dates(rest, language)
    numbers = chinese_numbers(rest) if language == "zh" else english_numbers(rest)
    return Side(text, language, tuple(addresses), tuple(symbols), (*dates, *numbers))


def read_unit(index: int, pair: Pair) -> Unit:
    """Return a pair as a unit."""
    zh, en = read_side(pair.zh, "zh"), read_side(pair.en, "en")
    lost_zh, lost_en = tuple(unanswered(zh.figures, en.figures)), tuple(unanswered(en.figures, zh.figures))
    return Unit(index, pair, replace(zh, figures=()), replace(en, figures=()), lost_zh, lost_en)
