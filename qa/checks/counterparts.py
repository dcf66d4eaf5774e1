"""What stands in one text must stand in the other: numbers, dates, symbols, addresses, note references, names."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import regex

from ...language.annotated_text import NoteReference
from ...language.countries import adjectives
from ...language.note_marks import left_marks
from ...language.symbols import Reference, missing
from ..checked_pair import CheckedPair
from ..finding import Placed, Remark, Severity, TextSpan, shown, spans_of
from ..norms import ACRONYM
from ..terminology import CountryName, PairTerms, Terminology
from .check import Context, pair_check

_ROMAN = regex.compile(r"[IVXLC]+")


@pair_check("numbers")
def check_numbers(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """A number has no counterpart in the other text (7 = seven = 七; 2.5亿 = 250 million)."""
    return _figures(pair, context, ("number",))


@pair_check("dates")
def check_dates(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """A year, month or day has no counterpart in the other text."""
    return _figures(pair, context, ("year", "month", "day"))


def _figures(pair: CheckedPair, context: Context, roles: Sequence[str]) -> Iterator[Remark]:
    zh = [figure for figure in pair.unmatched_zh if figure.role in roles]
    en = [figure for figure in pair.unmatched_en if figure.role in roles]
    if (zh or en) and (terms := context.terms(pair)):
        # a term may have a number in one language only: 2019冠状病毒病 is COVID-19
        zh = [figure for figure in zh if not terms.rendered(figure.start, figure.end)]
        en = [figure for figure in en if not terms.rendering(figure.start, figure.end)]
    severity: Severity = "error" if any(figure.digits for figure in (*zh, *en)) else "warning"
    return one_sided(pair, severity, zh, en)


@pair_check("symbols")
def check_symbols(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """A document symbol or resolution number is in one text only."""
    return _references(pair, pair.zh.symbols, pair.en.symbols)


@pair_check("urls")
def check_urls(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """A web or e-mail address is in one text only; the part that names the language may differ."""
    return _references(pair, pair.zh.addresses, pair.en.addresses)


def _references(pair: CheckedPair, zh: tuple[Reference, ...], en: tuple[Reference, ...]) -> Iterator[Remark]:
    return one_sided(pair, "error", tuple(missing(zh, en)), tuple(missing(en, zh)))


def one_sided(pair: CheckedPair, severity: Severity, zh: Sequence[Placed], en: Sequence[Placed]) -> Iterator[Remark]:
    """Yield the remark on what stands in one text only, with the key ``zh``, ``en`` or ``both``.

    Args:
        pair: The pair; one with an empty text is the business of `completeness`.
        severity: How bad it is.
        zh: What of the Chinese has no counterpart.
        en: What of the English has no counterpart.
    """
    if pair.both and (zh or en):
        key = "both" if zh and en else "zh" if zh else "en"
        values = tuple(shown(side.text, unmatched) for side, unmatched in ((pair.zh, zh), (pair.en, en)) if unmatched)
        yield Remark(severity, key, values, spans_of(zh), spans_of(en))


@pair_check("notes")
def check_notes(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """A footnote reference is in one text only."""
    zh, en = _note_marks(pair.zh.text, pair.pair.zh_notes), _note_marks(pair.en.text, pair.pair.en_notes)
    for side, text, unmatched in (("zh", pair.zh.text, zh - en), ("en", pair.en.text, en - zh)):
        if unmatched:
            spans = [TextSpan(*match.span()) for match in left_marks(text) if match[0] in unmatched]
            yield Remark("warning", side, (tuple(sorted(unmatched)),), **{side: spans})


def _note_marks(text: str, notes: Iterable[NoteReference]) -> Counter[str]:
    """Return the labels of the references taken out of a text and the marks that were left in it, with their counts."""
    return Counter(note.label for note in notes) + Counter(match[0] for match in left_marks(text))


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
    return any(adjectives(form).search(english) for form in forms)


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
