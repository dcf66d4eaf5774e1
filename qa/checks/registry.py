"""The table of checks: name, default severity, and the function; the names are fixed, reports use them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..context import Context
from ..finding import Finding
from ..unit import Unit
from .acronyms import check_acronyms
from .brackets import check_brackets, check_quotes
from .completeness import check_addition, check_omission
from .countries import check_countries
from .inconsistency import check_inconsistent_source, check_inconsistent_target
from .misaligned import check_misaligned
from .numbers import check_dates, check_numbers
from .punctuation import check_capitals, check_punctuation, check_repeated_word, check_spaces
from .references import check_notes, check_symbols, check_urls
from .script import check_empty, check_forbidden, check_script, check_untranslated
from .terms import check_terms

PairCheck = Callable[[Unit, Context], Iterator[Finding]]
# what looks at the whole memory takes what it needs of it: see `running`
MemoryCheck = Callable[..., Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check: one of the two functions is there."""

    name: str
    pair: PairCheck | None = None
    memory: MemoryCheck | None = None

    @property
    def doc(self) -> str:
        """What it finds, one line."""
        return ((self.pair or self.memory).__doc__ or "").strip().splitlines()[0]


CHECKS: dict[str, Check] = {
    check.name: check
    for check in (
        Check("terms", pair=check_terms),
        Check("inconsistent-target", memory=check_inconsistent_target),
        Check("inconsistent-source", memory=check_inconsistent_source),
        Check("numbers", pair=check_numbers),
        Check("dates", pair=check_dates),
        Check("symbols", pair=check_symbols),
        Check("countries", pair=check_countries),
        Check("acronyms", pair=check_acronyms),
        Check("urls", pair=check_urls),
        Check("untranslated", pair=check_untranslated),
        Check("omission", pair=check_omission),
        Check("addition", pair=check_addition),
        Check("misaligned", memory=check_misaligned),
        Check("empty", pair=check_empty),
        Check("brackets", pair=check_brackets),
        Check("quotes", pair=check_quotes),
        Check("punctuation", pair=check_punctuation),
        Check("repeated-word", pair=check_repeated_word),
        Check("spaces", pair=check_spaces),
        Check("capitals", pair=check_capitals),
        Check("notes", pair=check_notes),
        Check("script", pair=check_script),
        Check("forbidden", pair=check_forbidden),
    )
}
NAMES = frozenset(CHECKS)
