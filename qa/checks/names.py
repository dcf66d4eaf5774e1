"""Names: countries and acronyms that one text has and the other lacks."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import regex

from ..checked_pair import CheckedPair
from ..finding import Remark, TextSpan, shown
from ..norms import ACRONYM
from ..terminology import CountryName, PairTerms, Terminology
from .check import Context, pair_check
from .counterparts import one_sided

# what turns a country's name into its adjective or people: Somali, Malian, Sudanese, Iraqi, Kazakhstani
_ENDINGS = r"(?:i|n|an|ian|ese|ish|is|ns|ans|ians|ean|er|ers|ais|a|ic|no|nese)"
_ROMAN = regex.compile(r"[IVXLC]+")


@pair_check("countries")
def check_countries(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """A country is named in one text only; its adjective counts as its name."""
    if context.terminology is None or not pair.both:
        return iter(())
    terms = context.terminology.of(pair.index)
    zh = [
        name
        for name in _unmatched(terms.zh_countries, terms.en_countries)
        if not _has_adjective(pair.en.text, name, context.terminology)
    ]
    en = _unmatched(terms.en_countries, terms.zh_countries)
    # one missing from a list is a fault; one missing by itself may have become "the Government" or "that country"
    in_a_list = max(len(terms.zh_countries), len(terms.en_countries)) > 1
    return one_sided(pair, "error" if in_a_list else "warning", zh, en)


def _unmatched(names: Sequence[CountryName], others: Sequence[CountryName]) -> list[CountryName]:
    """Return the countries that the other text does not name, compared as sets: each language sorts by its alphabet."""
    known = {id for other in others for id in other.concepts}
    return [name for name in names if name.sure and not name.concepts & known]


def _has_adjective(english: str, name: CountryName, terminology: Terminology) -> bool:
    forms = (term.text for id in name.concepts for term in terminology.concept(id).en)
    return any(_adjective(form).search(english) for form in forms)


@lru_cache(maxsize=1024)
def _adjective(name: str) -> re.Pattern[str]:
    """Return a pattern of what a country's name becomes as an adjective."""
    word = re.sub(r"\s*\(.*", "", name).removeprefix("the ").split()[-1] if name else "\x00"
    stem = word.rstrip("aeiouy") if len(word) > 4 else word
    irregular = "|".join(re.escape(form) for form in _irregular().get(name.removeprefix("the ").lower(), ()))
    return re.compile(rf"\b(?:{re.escape(stem)}[aeiouy]*{_ENDINGS}{'|' + irregular if irregular else ''})\b")


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    lines = files(__package__).joinpath("adjectives.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name.lower(): tuple(forms.split("|")) for name, forms in rows}


@pair_check("acronyms")
def check_acronyms(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """An acronym of the Chinese is missing in the English, or one looks like a slip for another."""
    if not pair.both:
        return
    if missing := _missing_acronyms(pair, context.terms(pair)):
        spans = [TextSpan(*match.span()) for match in missing]
        yield Remark("warning", "zh", (shown(pair.zh.text, spans),), spans)
    for match in ACRONYM.finditer(pair.en.text):
        usual = context.norms.acronyms.usual(match[0])
        if usual and usual not in pair.en.text:
            yield Remark("warning", "slip", (match[0], usual), en=[TextSpan(*match.span())])


def _missing_acronyms(pair: CheckedPair, terms: PairTerms | None) -> list[regex.Match[str]]:
    """Return the acronyms of the Chinese that the English lacks; those of symbols and rendered terms are none."""
    references = (*pair.zh.symbols, *pair.zh.addresses)
    english = pair.en.text.upper()
    return [
        match
        for match in ACRONYM.finditer(pair.zh.text)
        if match[0] not in english
        and not _ROMAN.fullmatch(match[0])
        and not any(each.start <= match.start() < each.end for each in references)
        and not (terms and terms.rendered(*match.span()))
    ]
