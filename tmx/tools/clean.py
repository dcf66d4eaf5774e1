"""Clean a memory: by named rules, some of which put a unit right and some take it out; and of repeats."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Literal

import regex

from ...i18n import _
from ...language.figures import unmatched_figures
from ...language.symbols import missing, read_figures
from ..model import Unit, Variant, clean_text, date_digits

# about six of its spreads from `ENGLISH_PER_CHINESE` (3.9) and more: a pair is hardly one
LEAST_RATIO, MOST_RATIO = 1.0, 10.0
_SHORT = 12  # characters of Chinese below which a ratio says nothing
_HAN = regex.compile(r"\p{Han}")
_LETTER = regex.compile(r"\p{L}")
_WORD = regex.compile(r"\p{Han}{2}|\p{Ll}{4}")
_SPACES = regex.compile(r"[ \t\n\u00a0\u3000]{2,}|[\t\n]")
_CONTROLS = regex.compile(r"[\p{Cc}--[\t\n]]", regex.V1)
_INVISIBLE = regex.compile(r"\p{Cf}")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a run of cleaning did: by rule how many units were corrected and taken out."""

    repaired: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class CleaningOptions:
    """Which rules run, and the bounds of the length rule (characters of English for one of Chinese)."""

    rules: tuple[str, ...]
    least_ratio: float = LEAST_RATIO
    most_ratio: float = MOST_RATIO


Keep = Literal["all", "newest", "first"]
Reader = Callable[[], Iterable[Unit]]
Removed = Callable[[Unit, str], None]  # takes a unit taken out and why


def clean(units: Iterable[Unit], options: CleaningOptions, report: Cleaned, removed: Removed) -> Iterator[Unit]:
    """Yield the units that stay; ``report`` counts, ``removed`` gets each unit taken out with the name of the rule."""
    repairs = {name: REPAIRS[name] for name in options.rules if name in REPAIRS}
    tests = {name: TESTS[name] for name in options.rules if name in TESTS}
    for unit in units:
        unit = _repaired(unit, repairs, report)
        zh, en = unit.zh, unit.en
        reason = next((name for name, test in tests.items() if test(zh, en, options)), None)
        if reason is None:
            yield unit
        else:
            report.removed[reason] += 1
            removed(unit, reason)


def _repaired(unit: Unit, repairs: dict[str, Callable[[str], str]], report: Cleaned) -> Unit:
    if "controls" in repairs and unit.faults and _("control characters") in unit.faults:
        report.repaired["controls"] += 1
    variants = unit.variants
    for name, repair in repairs.items():
        changed = tuple([_with(variant, repair) for variant in variants])
        if any(now is not was for now, was in zip(changed, variants, strict=True)):
            report.repaired[name] += 1
            variants = changed
    return unit if variants is unit.variants else unit._replace(variants=variants)


def _with(variant: Variant, repair: Callable[[str], str]) -> Variant:
    text = repair(variant.text)
    markup = repair(variant.markup) if variant.markup else ""
    return variant if text == variant.text and markup == variant.markup else variant._replace(text=text, markup=markup)


def _without_controls(text: str) -> str:
    return clean_text(text) if not text.isprintable() and _CONTROLS.search(text) else text


def _without_invisible(text: str) -> str:
    return clean_text(text) if not text.isprintable() and _INVISIBLE.search(text) else text


def _single_spaced(text: str) -> str:
    stripped = text.strip()
    return _SPACES.sub(" ", stripped) if _SPACES.search(stripped) else stripped


def _empty(zh: str, en: str, options: CleaningOptions) -> bool:
    return not zh or not en or zh.isspace() or en.isspace()


def _same(zh: str, en: str, options: CleaningOptions) -> bool:
    """Symbols and figures are the same in both languages: only words count."""
    return zh.strip() == en.strip() and _WORD.search(zh) is not None


def _wrong_language(zh: str, en: str, options: CleaningOptions) -> bool:
    if en.isascii() and zh and _HAN.search(zh):
        return False
    han, letters = len(_HAN.findall(en)), len(_LETTER.findall(en))
    if han * 2 > letters:
        return True
    return len(_LETTER.findall(zh)) >= _SHORT and not _HAN.search(zh) and _WORD.search(zh) is not None


def _ratio(zh: str, en: str, options: CleaningOptions) -> bool:
    if len(zh) < _SHORT and len(en) < _SHORT * options.most_ratio:
        return False
    return not options.least_ratio <= len(en) / max(len(zh), 1) <= options.most_ratio


def _numbers(zh: str, en: str, options: CleaningOptions) -> bool:
    """A symbol is in one text only, or a figure (as `qa` reads them) that no number in words may explain."""
    _urls, zh_symbols, chinese = read_figures(zh, "zh")
    _urls, en_symbols, english = read_figures(en, "en")
    one, other = tuple(zh_symbols), tuple(en_symbols)
    if any((*missing(one, other), *missing(other, one))):
        return True
    if any(not figure.digits and figure.value > 1 for figure in (*chinese, *english)):
        return False
    return any((*unmatched_figures(chinese, english), *unmatched_figures(english, chinese)))


REPAIRS: dict[str, Callable[[str], str]] = {
    "controls": _without_controls,
    "zero-width": _without_invisible,
    "space": _single_spaced,
}
TESTS: dict[str, Callable[[str, str, CleaningOptions], bool]] = {
    "empty": _empty,
    "same": _same,
    "language": _wrong_language,
    "length": _ratio,
    "numbers": _numbers,
}
RULES = (*REPAIRS, *TESTS)


def key(*texts: str) -> bytes:
    """Return 12 bytes that stand for texts: a clash among ten million is less likely than one in 10^14."""
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=12).digest()


def deduplicate(read: Reader, keep: Keep, removed: Removed) -> Iterator[Unit]:
    """Yield a memory without repeats.

    Args:
        read: Opens the memory anew; it is read twice for ``newest``.
        keep: Of units with one source and different targets: ``all``, the ``newest`` by date, or the ``first``.
        removed: Called with each unit taken out and why.
    """
    best = _newest(read()) if keep == "newest" else {}
    seen: set[bytes] = set()
    sources: set[bytes] = set()
    for place, unit in enumerate(read()):
        source, pair = key(unit.zh), key(unit.zh, unit.en)
        if keep == "newest":
            if best[source][1] == place:
                yield unit
            else:
                removed(unit, "older")
        elif pair in seen:
            removed(unit, "repeat")
        elif keep == "first" and source in sources:
            removed(unit, "later")
        else:
            seen.add(pair)
            sources.add(source)
            yield unit


def _newest(units: Iterable[Unit]) -> dict[bytes, tuple[str, int]]:
    """Return by source the date and the place of the newest unit; of equals, the last, as tools do on import."""
    best: dict[bytes, tuple[str, int]] = {}
    for place, unit in enumerate(units):
        source, date = key(unit.zh), date_digits(unit.changed).ljust(14, "0")
        if source not in best or date >= best[source][0]:
            best[source] = (date, place)
    return best
