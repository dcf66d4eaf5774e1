"""What stands in one text must stand in the other: numbers, dates, symbols, addresses, footnote references."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ...language.annotated_text import NoteReference
from ...language.figures import Figure
from ...language.symbols import Reference, missing
from ..checked_pair import CheckedPair
from ..finding import Placed, Remark, Severity, TextSpan, shown, spans_of
from .check import Context, pair_check

_MARKER = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,3}\]|⟦[^⟧]{1,4}⟧")


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
    return one_sided(pair, _severity(zh, en), zh, en)


def _severity(zh: Sequence[Figure], en: Sequence[Figure]) -> Severity:
    return "error" if any(figure.digits for figure in (*zh, *en)) else "warning"


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
            spans = [TextSpan(*match.span()) for match in _MARKER.finditer(text) if match[0] in unmatched]
            yield Remark("warning", side, (tuple(sorted(unmatched)),), **{side: spans})


def _note_marks(text: str, notes: Iterable[NoteReference]) -> Counter[str]:
    """Return the labels of the references taken out of a text and the marks that were left in it, with their counts."""
    return Counter(note.label for note in notes) + Counter(_MARKER.findall(text))
