"""One search for people and machines: the way is chosen by name, hits become records or marked texts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypedDict

from ..errors import DuizhaoError
from ..i18n import _
from ..language import Language
from ..language.script import detect_language
from .memory import Hit, Memory, Spans

How = Literal["auto", "exact", "fuzzy", "concordance"]
WAYS: tuple[How, ...] = ("auto", "exact", "fuzzy", "concordance")


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How to search.

    Attributes:
        how: ``auto`` is fuzzy search and, where that finds nothing, concordance.
        language: Language of the text; None to tell it from the text.
        limit: Most hits.
        threshold: Least percentage of fuzzy search.
        stem: Whether an English word of a concordance stands for all its forms.
        fill_figures: Whether the text's figures are put into the proposals.
    """

    how: How = "auto"
    language: Language | None = None
    limit: int = 10
    threshold: int = 70
    stem: bool = False
    fill_figures: bool = False


class HitRecord(TypedDict):
    """A hit as JSON; offsets count characters from 0, the second is one past the last."""

    percent: int
    zh: str
    en: str
    proposal: str
    unfilled: list[str]
    document: str
    label: str
    unit: str
    id: int
    date: str
    confirmed: bool
    language: Language
    spans: list[list[int]]
    query_spans: list[list[int]]


def search(memory: Memory, text: str, options: SearchOptions = SearchOptions()) -> list[Hit]:
    """Return the hits for ``text``, best first.

    Raises:
        DuizhaoError: The text is empty, or its language is not given and cannot be told.
    """
    if not text.strip():
        raise DuizhaoError(_("there is nothing to search for; give a text"))
    language = options.language or detect_language(text)
    if language is None:
        raise DuizhaoError(_("the text is neither Chinese nor English; say which with --source zh or --source en"))
    if options.how == "exact":
        return memory.exact(text, language, options.limit)
    hits: list[Hit] = []
    if options.how in ("auto", "fuzzy"):
        hits = memory.fuzzy(text, language, options.limit, options.threshold, fill_figures=options.fill_figures)
    if options.how == "concordance" or (options.how == "auto" and not hits):
        hits = memory.concordance(text, language, options.limit, stem=options.stem)
    return hits


def hit_record(hit: Hit) -> HitRecord:
    """Return a hit as a value that JSON can say."""
    return HitRecord(
        percent=hit.percent,
        zh=hit.zh,
        en=hit.en,
        proposal=hit.proposal,
        unfilled=[*hit.unfilled],
        document=hit.document,
        label=hit.label,
        unit=hit.unit,
        id=hit.id,
        date=hit.date,
        confirmed=hit.confirmed,
        language=hit.language,
        spans=[[*span] for span in hit.spans],
        query_spans=[[*span] for span in hit.query_spans],
    )


def marked(text: str, spans: Spans, mark: Callable[[str], str]) -> str:
    """Return ``text`` on one line with ``mark`` put around each span.

    Example:
        >>> marked("in 2021", ((3, 7),), "[{}]".format)
        'in [2021]'
    """
    pieces, place = [], 0
    for start, end in spans:
        pieces += [text[place:start], mark(text[start:end])]
        place = end
    return " ".join("".join([*pieces, text[place:]]).split())
