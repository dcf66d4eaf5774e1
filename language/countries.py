"""The names of States in a text: a closed set, of which each member excludes the others.

What a translation calls France is not Germany. Where a text names no State, nothing follows: it may say "that country",
or abbreviate. The names are those of the United Nations (`terms/data/un_terms.tsv`) and short ones in common use.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from . import Language

# what turns a country's name into its adjective or people: Somali, Malian, Sudanese, Iraqi, Kazakhstani
_ENDINGS = r"(?:i|n|an|ian|ese|ish|is|ns|ans|ians|ean|er|ers|ais|a|ic|no|nese)"
_AROUND = re.compile(r"\(\?[^)]*\)")


@dataclass(frozen=True, slots=True)
class Country:
    """A State.

    Attributes:
        zh: Its Chinese names, with look-arounds that leave out what only looks like the name.
        en: Its English names.
        other: English adjectives and peoples that the names do not show, and names that other States bear as well.
    """

    zh: tuple[str, ...]
    en: tuple[str, ...]
    other: tuple[str, ...]


@cache
def countries() -> tuple[Country, ...]:
    """Return all States."""
    text = files(__package__).joinpath("data/countries.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple(Country(*(tuple(filter(None, part.split("|"))) for part in row)) for row in rows)


def countries_named(text: str, language: Language) -> frozenset[Country]:
    """Return the States that a text names, one in simplified characters if Chinese.

    Example:
        >>> sorted(country.en[0] for country in countries_named("南苏丹和几内亚比绍", "zh"))
        ['Guinea-Bissau', 'South Sudan']
    """
    names, pattern = _names(language), _pattern(language)
    return frozenset(names[name] for name in pattern.findall(text.replace("'", "’")))


def is_meant(country: Country, english: str) -> bool:
    """Whether an English text names a State, or has an adjective or people of it."""
    return bool(_any_form(country).search(english.replace("'", "’")))


@lru_cache(maxsize=1024)
def adjectives(name: str) -> re.Pattern[str]:
    """Return a pattern of what an English name of a country becomes as an adjective or a people."""
    irregular = next((country.other for country in countries() if name.removeprefix("the ") in country.en), ())
    word = re.sub(r"\s*\(.*", "", name).removeprefix("the ").split()[-1] if name else "\x00"
    stem = word.rstrip("aeiouy") if len(word) > 4 else word
    forms = "".join(f"|{re.escape(form)}" for form in irregular)
    return re.compile(rf"\b(?:{re.escape(stem)}[aeiouy]*{_ENDINGS}{forms})\b")


@cache
def _any_form(country: Country) -> re.Pattern[str]:
    forms = "|".join(adjectives(name).pattern for name in country.en)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, country.en))})(?!\w)|{forms}")


@cache
def _names(language: Language) -> dict[str, Country]:
    """Return the names without their look-arounds."""
    return {
        _AROUND.sub("", name).replace("\\", ""): country
        for country in countries()
        for name in (country.zh if language == "zh" else country.en)
    }


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    """Return what finds the names, a longer one before a shorter one that it begins with."""
    names = [name for country in countries() for name in (country.zh if language == "zh" else country.en)]
    if language == "en":
        names = [re.escape(name) for name in names]
    found = "|".join(sorted(names, key=lambda name: (-len(_AROUND.sub("", name)), name)))
    # no place is tried where no name begins
    first = "".join(sorted({_AROUND.sub("", name)[0] for name in names}))
    edges = (r"(?<!\w)", r"(?!\w)") if language == "en" else ("", "")
    return re.compile(rf"(?=[{first}]){edges[0]}(?:{found}){edges[1]}")
