"""``duizhao term``: what a term is in the other language, and how it was translated.

Styles are ANSI codes, which click takes out where the output is no terminal; the terms of a concordance are then
marked by « and ».
"""

import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ..errors import DuizhaoError
from ..i18n import _
from ..language.script import display_width, padded
from ..terms.lookup import renderings_for
from . import COMMANDS, grammar
from .screen import show_json

if TYPE_CHECKING:
    from ..language import Language
    from ..terms.contexts import Concordance, ConcordanceLine, Span
    from ..terms.glossary import Term
    from ..terms.lookup import Answer, LookupHit

_INDENT = "  "
_ID_WIDTH = 18


@grammar.command(
    help=COMMANDS["term"] + "\n\nExit status 1 where nothing is found.",
    examples=[
        "duizhao term 重建得更好",
        "duizhao term build back better -m report.tmx",
        "duizhao term 人权高专办 -g mine.tbx --json",
    ],
)
@grammar.argument("query", nargs=-1, required=True, metavar="TERM")
@grammar.glossary("Glossary to look in, or none; the UN glossary that ships otherwise.")
@grammar.memory("Show how a memory (.tmx, .tsv, .csv, .xlsx, .db) translates it.", required=False)
@grammar.source("Language of TERM; inferred from it otherwise.")
@grammar.limit(10, "Most lines of each kind.")
@grammar.option("--tsv", "as_tsv", is_flag=True, help="Print tab-separated values.")
def command(
    query: tuple[str, ...],
    glossary: str | None,
    memory: str | None,
    source: "Language | None",
    limit: int,
    as_tsv: bool,
) -> None:
    """Look a term up."""
    from ..terms.formats.registry import load_glossary
    from ..terms.lookup import look_up

    if not "".join(query).strip():
        raise DuizhaoError(_("the query is empty; give a term in Chinese or English"))
    answer = look_up(load_glossary(glossary), " ".join(query), language=source, limit=limit)
    found = _concordance(memory, answer) if memory else None
    if grammar.settings().as_json:
        from ..terms.contexts import concordance_record
        from ..terms.lookup import answer_record

        show_json(answer_record(answer) | ({"memory": concordance_record(found)} if found else {}))
    elif as_tsv:
        from ..terms.contexts import concordance_rows
        from ..terms.lookup import answer_rows
        from ..tmx.formats.table_files import tsv_line

        pairs = concordance_rows(found, answer.query, answer.language) if found else ()
        for row in (*answer_rows(answer), *pairs):
            click.echo(tsv_line(row), nl=False)
    else:
        for line in lines_of(answer, found, limit):
            click.echo(line)
    if not answer.hits and not (found and found.lines):
        sys.exit(1)


def _concordance(memory: str, answer: "Answer") -> "Concordance":
    from ..memory.memory import memory_pairs
    from ..terms.contexts import concordance

    exact = [hit.concept for hit in answer.hits if hit.how == "exact"]
    forms = [term.text for concept in exact for term in concept.of(answer.language)]
    pairs = memory_pairs(memory, list(dict.fromkeys([answer.query, *forms])), answer.language)
    return concordance(pairs, answer.query, answer.language, exact)


def lines_of(answer: "Answer", found: "Concordance | None", limit: int) -> Iterator[str]:
    """Yield the lines that show an answer and a concordance."""
    yield from answer_lines(answer, counts=found) if answer.hits else nearest_lines(answer)
    if found is not None:
        width = shutil.get_terminal_size((120, 24)).columns
        yield ""
        yield from concordance_lines(found, answer.language, width=width, colour=sys.stdout.isatty(), limit=limit)


def answer_lines(answer: "Answer", *, counts: "Concordance | None" = None) -> list[str]:
    """Return the lines that show an answer.

    Args:
        answer: The answer.
        counts: A concordance of the first hit, whose counts are shown with the renderings.
    """
    exact = [hit for hit in answer.hits if hit.how == "exact"]
    others = [hit for hit in answer.hits if hit.how != "exact"]
    lines: list[str] = []
    for place, hit in enumerate(exact):
        lines += ["", *_entry_lines(hit, None)] if place else _entry_lines(hit, counts)
    if others:
        if lines:
            lines.append("")
        lines += _short_lines(others)
    if answer.more:
        lines.append(click.style(_INDENT + _("and {more} more; --limit shows them").format(more=answer.more), dim=True))
    return lines


def nearest_lines(answer: "Answer") -> list[str]:
    """Return the lines that say that nothing was found, with the nearest terms."""
    lines = [_("{query}: not in the glossary").format(query=answer.query)]
    if answer.nearest:
        lines += [_("nearest:"), *_short_lines(answer.nearest)]
    return lines


def _entry_lines(hit: "LookupHit", counts: "Concordance | None") -> list[str]:
    concept = hit.concept
    known = dict(counts.counts) if counts else {}
    lines = [click.style(hit.term.text, bold=True) + _mark(hit.term)]
    for place, term in enumerate(renderings_for(hit)):
        first = place == 0 and term.usable
        colour = "red" if not term.usable else "green" if first else None
        text = click.style(term.text, fg=colour, bold=first, strikethrough=not term.usable)
        count = f"  ×{known[term.text]}" if term.text in known else (f"  ×{term.frequency}" if term.frequency else "")
        lines.append(f"{_INDENT}{text}{_mark(term)}{count}")
        if term.note:
            lines.append(click.style(f"{_INDENT * 2}{term.note}", dim=True))
    also = [term for term in concept.of(hit.term.language) if term is not hit.term]
    if also:
        lines.append(f"{_INDENT}{click.style(_('also'), dim=True)} " + "; ".join(t.text + _mark(t) for t in also))
    details = [(_("domain"), concept.domain), (_("source"), concept.source), (_("date"), concept.date)]
    details.append((_("status"), _(concept.status)))
    lines.append(_INDENT + "   ".join(click.style(f"{n} ", dim=True) + v for n, v in details if v))
    for name, value in ((_("definition"), concept.definition), (_("note"), concept.note)):
        if value:
            lines.append(f"{_INDENT}{click.style(name, dim=True)} {value}")
    return lines


def _mark(term: "Term") -> str:
    """Return what is to be said of a term after it: nothing where it may be used like any."""
    words = []
    if term.status not in ("preferred", "accepted"):
        words.append(_(term.status))
    if term.kind in ("acronym", "short"):
        words.append(_(term.kind))
    if term.case:
        words.append(_("case-sensitive"))
    return click.style(f"  ({', '.join(words)})", dim=True) if words else ""


def _short_lines(hits: "Sequence[LookupHit]") -> list[str]:
    """Return one line a hit: the term found, and its first rendering."""
    width = min(44, max((display_width(hit.term.text) for hit in hits), default=0))
    lines = []
    for hit in hits:
        renderings = renderings_for(hit)
        rendering = renderings[0].text if renderings else "–"
        score = click.style(f"  {hit.score:.0f} %", dim=True) if hit.how in ("fuzzy", "nearest") else ""
        lines.append(f"{_INDENT}{padded(hit.term.text, width)}  {rendering}{_mark(hit.term)}{score}")
    return lines


def concordance_lines(found: "Concordance", asked: "Language", *, width: int, colour: bool, limit: int) -> list[str]:
    """Return the lines that show a concordance: both sides in columns, each centred on its first term.

    Args:
        found: The concordance.
        asked: The language that was asked in; its side stands first.
        width: Columns of the terminal.
        colour: Whether terms are marked by colour; by « and » otherwise.
        limit: Most pairs shown.
    """
    shown = found.lines[:limit]
    if not shown:
        return [_("no matches in the memory")]
    id_width = min(_ID_WIDTH, max(display_width(line.id) for line in shown))
    each = max(20, (width - id_width - 5) // 2)
    lines = [_summary(found)]
    for line in shown:
        sides = [_side(line, language, each, colour) for language in (asked, "en" if asked == "zh" else "zh")]
        lines.append(f"{click.style(padded(line.id[:id_width], id_width), dim=True)}  {sides[0]} │ {sides[1]}".rstrip())
    if len(found.lines) > limit:
        more = _("and {more} more pairs; --limit shows them").format(more=len(found.lines) - limit)
        lines.append(click.style(more, dim=True))
    return lines


def _summary(found: "Concordance") -> str:
    mark = _(" (guessed from the memory)")
    parts = [f"{text} ×{count}{mark if text == found.guess else ''}" for text, count in found.counts]
    if found.unknown:
        parts.append(_("otherwise ×{count}").format(count=found.unknown))
    return _("{count} pairs: ").format(count=len(found.lines)) + "; ".join(parts)


def _side(line: "ConcordanceLine", language: "Language", width: int, colour: bool) -> str:
    text, spans = (line.zh, line.zh_spans) if language == "zh" else (line.en, line.en_spans)
    start, end = _window(text, spans[0] if spans else (0, 0), width - (0 if colour else 2 * len(spans)))
    pieces: list[str] = []
    at = start
    for first, last in spans:
        if (first, last) == spans[0]:
            last = min(last, end)
        if first >= at and last <= end:
            pieces += [text[at:first], _marked(text[first:last], colour)]
            at = last
    shown = ("…" if start else "") + "".join(pieces) + text[at:end] + ("…" if end < len(text) else "")
    return shown + " " * max(0, width - display_width(click.unstyle(shown)))


def _marked(text: str, colour: bool) -> str:
    return click.style(text, fg="yellow", bold=True) if colour else f"«{text}»"


def _window(text: str, span: "Span", width: int) -> "Span":
    """Return the stretch of a text around a span that fits into a width with an ellipsis at either end.

    Of a span wider than that, the beginning.
    """
    start, end = span
    while end > start + 1 and display_width(text[start:end]) > width - 2:
        end -= 1
    span = (start, end)
    room = width - 2 - display_width(text[start:end])
    while room > 0 and (start > 0 or end < len(text)):
        left = start > 0 and (
            end >= len(text) or display_width(text[start : span[0]]) <= display_width(text[span[1] : end])
        )
        taken = display_width(text[start - 1] if left else text[end])
        if taken > room:
            break
        room -= taken
        start, end = (start - 1, end) if left else (start, end + 1)
    return start, end
