"""Countries named on both sides, compared as sets: lists are sorted by each language's alphabet."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from ..context import Context
from ..finding import Finding, Severity, Span, finding
from ..terminology import Place
from ..unit import Unit

# what turns a country's name into its adjective or people: Somali, Malian, Sudanese, Iraqi, Kazakhstani
_ENDINGS = r"(?:i|n|an|ian|ese|ish|is|ns|ans|ians|ean|er|ers|ais|a|ic|no|nese)"


def check_countries(unit: Unit, context: Context) -> Iterator[Finding]:
    """A country is named in one text only; its adjective answers for it."""
    if context.terminology is None or not unit.both:
        return
    terms = context.terminology.of(unit.index)
    names = {
        id: tuple(term.text for term in context.terminology.concept(id).en)
        for place in terms.zh_places
        for id in place.concepts
    }
    lost_zh = [
        place
        for place in _unanswered(terms.zh_places, terms.en_places)
        if not any(_adjective(name).search(unit.en.text) for id in place.concepts for name in names.get(id, ()))
    ]
    lost_en = _unanswered(terms.en_places, terms.zh_places)
    if not (lost_zh or lost_en):
        return
    key = f"countries.{'both' if lost_zh and lost_en else 'zh' if lost_zh else 'en'}"
    values = tuple(_listed(lost, text) for lost, text in ((lost_zh, unit.zh.text), (lost_en, unit.en.text)) if lost)
    # one missing from a list is a fault; one missing by itself may have become "the Government" or "that country"
    listed = max(len(terms.zh_places), len(terms.en_places)) > 1
    severity: Severity = "error" if listed else "warning"
    yield finding(unit, "countries", severity, key, values, _spans(lost_zh), _spans(lost_en))


def _unanswered(places: Sequence[Place], others: Sequence[Place]) -> list[Place]:
    known = {id for other in others for id in other.concepts}
    return [place for place in places if place.sure and not place.concepts & known]


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


def _listed(places: Iterable[Place], text: str) -> str:
    return ", ".join(dict.fromkeys(text[place.start : place.end] for place in places))


def _spans(places: Iterable[Place]) -> list[Span]:
    return [Span(place.start, place.end) for place in places]
