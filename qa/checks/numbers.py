"""Numbers and dates of the two texts compared by value: whatever one says, the other must say."""

from collections.abc import Iterator, Sequence

from ...language.figures import Figure
from ..context import Context
from ..finding import Finding, Severity, Span, finding
from ..unit import Unit


def check_numbers(unit: Unit, context: Context) -> Iterator[Finding]:
    """A number of one text is missing in the other (7 = seven = 七; 2.5亿 = 250 million)."""
    return _compared(unit, context, "numbers", ("number",))


def check_dates(unit: Unit, context: Context) -> Iterator[Finding]:
    """A year, month or day of one text is missing in the other."""
    return _compared(unit, context, "dates", ("year", "month", "day"))


def _compared(unit: Unit, context: Context, check: str, roles: Sequence[str]) -> Iterator[Finding]:
    if not unit.both:
        return
    zh = [f for f in unit.lost_zh if f.role in roles]
    en = [f for f in unit.lost_en if f.role in roles]
    if terms := context.terminology:
        # a term may have a number in one language only: 2019冠状病毒病 is COVID-19
        zh = [f for f in zh if not terms.answered(unit.index, f.start, f.end)]
        en = [f for f in en if not terms.answering(unit.index, f.start, f.end)]
    if not (zh or en):
        return
    key = f"{check}.{'both' if zh and en else 'zh' if zh else 'en'}"
    values = tuple(_listed(figures, text) for figures, text in ((zh, unit.zh.text), (en, unit.en.text)) if figures)
    severity: Severity = "error" if any(figure.digits for figure in (*zh, *en)) else "warning"
    yield finding(unit, check, severity, key, values, _spans(zh), _spans(en))


def _listed(figures: Sequence[Figure], text: str) -> str:
    return ", ".join(dict.fromkeys(text[figure.start : figure.end].strip() for figure in figures))


def _spans(figures: Sequence[Figure]) -> tuple[Span, ...]:
    return tuple(sorted({Span(f.start, f.end) for f in figures}, key=lambda span: span.start))
