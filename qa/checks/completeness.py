"""Complete texts: empty and untranslated ones, English too short or too long for its Chinese, sentences cut off."""

from collections.abc import Iterator

import regex

from ...language import Language
from ...language.words import NEVER_LAST, chinese_length
from ..checked_pair import CheckedPair
from ..finding import Remark, Severity, TextSpan, shown
from ..norms import SHORTEST
from .check import Context, pair_check

# deviations of length, in spreads of the memory. Of the 235 aligned sentences of A/76/36 the shortest is at −2.1, the
# longest at 1.4; with half of the English cut off 96 % are below −3, and 40 % below −4.5
_WARN, _SURE = 3.0, 4.5
# one aligned sentence in a hundred is below −1.5: below this one is short only where so many figures and terms are
# missing as well; one in twenty is below −1.15: short where the English has fewer sentences, too
_DOUBT, _LEAST_MISSING = 1.8, 2
_SHORT = 1.0
_STOP_ZH = regex.compile(r"[。！？]")
_STOP_EN = regex.compile(r"[.!?](?=[”’)\]⟦⟧\d]*(?:\s|$))")
# it was cut off
_CUT = regex.compile(rf"\b(?:{'|'.join(sorted(NEVER_LAST))})[.;]?$")
_HAN_RUN = regex.compile(r"\p{Han}+")
# four words and more of English; a Chinese character beside a letter is no word boundary to `\b`
_ENGLISH_RUN = regex.compile(r"(?<![A-Za-z])(?:[A-Za-z][a-z]+[ ,;’']+){4,}[A-Za-z]+")
_WORDS = regex.compile(r"\p{L}{2,}")
# texts of so many words are rarely the same in both languages by right; names in capitals are
_LEAST_WORDS = 3
_LATIN_NAME = regex.compile(r"[^\p{Ll}]+")


@pair_check("empty")
def check_empty(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """One of the texts is empty; in a masthead that may be right."""
    zh, en = bool(pair.zh.text.strip()), bool(pair.en.text.strip())
    if zh != en:
        yield Remark("info" if pair.pair.kind == "front" else "error", "en" if zh else "zh")
    elif not zh:
        yield Remark("warning", "both")


@pair_check("untranslated")
def check_untranslated(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """The texts are identical, or Chinese is left in the English, or a run of English in the Chinese."""
    zh, en = pair.zh.text, pair.en.text
    if not pair.both:
        return
    if han := [TextSpan(*match.span()) for match in _HAN_RUN.finditer(en)]:
        yield Remark("error", "han", (shown(en, han, 5),), en=han)
    elif zh.strip() == en.strip() and len(_WORDS.findall(en)) >= _LEAST_WORDS and not _LATIN_NAME.fullmatch(en.strip()):
        yield Remark("warning", "same", (), [TextSpan(0, len(zh))], [TextSpan(0, len(en))])
    elif runs := [TextSpan(*match.span()) for match in _ENGLISH_RUN.finditer(zh)]:
        yield Remark("warning", "english", (shown(zh, runs, 3),), zh=runs)


@pair_check("omission")
def check_omission(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """The English is much shorter than usual for its Chinese, breaks off, or is missing altogether."""
    if not pair.both:
        yield from _unaligned(pair, "zh")
        return
    if chinese_length(pair.zh.text) < SHORTEST:
        return
    deviation = context.norms.lengths.deviation(pair, context.terms(pair))
    if deviation < -_WARN or (deviation < -_SHORT and _lacks_something(pair, context, deviation)):
        yield Remark("error" if deviation < -_SURE else "warning", "short", _lengths(pair, context))
    elif deviation < 0 and (cut := _CUT.search(pair.en.text.rstrip())):
        yield Remark("warning", "cut", (cut[0],), en=[TextSpan(*cut.span())])


@pair_check("addition")
def check_addition(pair: CheckedPair, context: Context) -> Iterator[Remark]:
    """The English is much longer than usual for its Chinese, or has no Chinese counterpart."""
    if not pair.both:
        yield from _unaligned(pair, "en")
        return
    if chinese_length(pair.zh.text) < SHORTEST / 2:
        return
    deviation = context.norms.lengths.deviation(pair, context.terms(pair))
    if deviation > _WARN:
        yield Remark("error" if deviation > _SURE else "warning", "long", _lengths(pair, context))


def _unaligned(pair: CheckedPair, side: Language) -> Iterator[Remark]:
    """Yield the remark on a text of no pair; mastheads differ by right (``Chinese``, ``Original: English``)."""
    if pair.pair.status == "unaligned" and (text := pair.text(side)).strip():
        severity: Severity = "info" if pair.pair.kind == "front" else "warning"
        yield Remark(severity, "unaligned", (), **{side: [TextSpan(0, len(text))]})


def _lengths(pair: CheckedPair, context: Context) -> tuple[str, str]:
    """Return how long the English usually is, and how long it is, in characters."""
    return str(context.norms.lengths.usual(pair, context.terms(pair))), str(len(pair.en.text))


def _lacks_something(pair: CheckedPair, context: Context, deviation: float) -> bool:
    """Whether the English lacks figures or terms and is short, or lacks sentences, and figures or terms with them."""
    figures, terms = len(pair.unmatched_zh), context.terms(pair)
    missing = figures + (len(terms.unrendered()) if terms else 0)
    if deviation < -_DOUBT and missing >= _LEAST_MISSING:
        return True
    # two sentences are often made one; figures and several terms are not lost by that
    fewer = len(_STOP_EN.findall(pair.en.text)) < len(_STOP_ZH.findall(pair.zh.text))
    return fewer and (figures > 0 or missing >= _LEAST_MISSING)
