"""A pair with what the checks read from its two texts, read once for all of them."""

from dataclasses import dataclass

from ..align.bitext import Pair
from ..language import Language
from ..language.figures import Figure, unmatched_figures
from ..language.symbols import Reference, read_figures


@dataclass(frozen=True, slots=True)
class CheckedText:
    """One text of a pair.

    Attributes:
        text: The text as it stands.
        addresses: URLs and mail addresses.
        symbols: Document symbols and numbers of resolutions.
    """

    text: str
    addresses: tuple[Reference, ...]
    symbols: tuple[Reference, ...]


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

    def text(self, side: Language) -> str:
        """Return one of the two texts."""
        return self.zh.text if side == "zh" else self.en.text


def checked_text(text: str, language: Language) -> tuple[CheckedText, list[Figure]]:
    """Return a text with its addresses and symbols; and its numbers and parts of dates."""
    addresses, symbols, figures = read_figures(text, language)
    return CheckedText(text, tuple(addresses), tuple(symbols)), figures


def checked_pair(index: int, pair: Pair) -> CheckedPair:
    """Return a pair with what its texts say; of the figures only those without an equal: a big memory has millions."""
    (zh, zh_figures), (en, en_figures) = checked_text(pair.zh, "zh"), checked_text(pair.en, "en")
    unmatched_zh, unmatched_en = unmatched_figures(zh_figures, en_figures), unmatched_figures(en_figures, zh_figures)
    return CheckedPair(index, pair, zh, en, tuple(unmatched_zh), tuple(unmatched_en))
