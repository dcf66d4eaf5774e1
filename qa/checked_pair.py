"""A pair with what the checks read from its two texts, read once for all of them."""

from dataclasses import dataclass, replace

from ..align.bitext import Pair
from ..language import Language
from ..language.comparison_keys import figure_form
from ..language.dates import take_dates
from ..language.figures import Figure, chinese_numbers, english_numbers, unmatched_figures
from ..language.symbols import Reference, take_addresses, take_symbols


@dataclass(frozen=True, slots=True)
class CheckedText:
    """One text of a pair.

    Attributes:
        text: The text as it stands.
        addresses: URLs and mail addresses.
        symbols: Document symbols and numbers of resolutions.
        figures: Numbers and parts of dates; a `CheckedPair` keeps only those without an equal: a big memory has
            millions.
    """

    text: str
    addresses: tuple[Reference, ...]
    symbols: tuple[Reference, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class CheckedPair:
    """A pair as the checks see it.

    Attributes:
        index: Its place in the bitext, 0-based.
        pair: The pair.
        zh: The Chinese side.
        en: The English side.
        unmatched_zh: Figures of the Chinese without an equal in the English.
        unmatched_en: Figures of the English without an equal in the Chinese.
    """

    index: int
    pair: Pair
    zh: CheckedText
    en: CheckedText
    unmatched_zh: tuple[Figure, ...] = ()
    unmatched_en: tuple[Figure, ...] = ()

    @property
    def both(self) -> bool:
        """Whether there is text on both sides."""
        return bool(self.zh.text.strip() and self.en.text.strip())


def checked_text(text: str, language: Language) -> CheckedText:
    """Return a text with its addresses, symbols and figures."""
    rest = figure_form(text)
    addresses, rest = take_addresses(rest)
    symbols, rest = take_symbols(rest)
    dates, rest = take_dates(rest, language)
    numbers = chinese_numbers(rest) if language == "zh" else english_numbers(rest)
    return CheckedText(text, tuple(addresses), tuple(symbols), (*dates, *numbers))


def checked_pair(index: int, pair: Pair) -> CheckedPair:
    """Return a pair with what its texts say."""
    zh, en = checked_text(pair.zh, "zh"), checked_text(pair.en, "en")
    unmatched_zh, unmatched_en = (
        tuple(unmatched_figures(zh.figures, en.figures)),
        tuple(unmatched_figures(en.figures, zh.figures)),
    )
    return CheckedPair(index, pair, replace(zh, figures=()), replace(en, figures=()), unmatched_zh, unmatched_en)
