"""What ``duizhao term`` and ``duizhao terms`` show: answers, concordances and figures as lines; the prompt's history.

Styles are ANSI codes, which click takes out where the output is no terminal; the terms of a concordance are then
marked by « and ».
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..i18n import _, listed
from ..language import Language
from ..language.script import display_width, padded
from ..terms.glossary import Glossary, Term
from ..terms.lookup import Answer, LookupHit, renderings_for

if TYPE_CHECKING:
    from ..terms.contexts import Concordance, ConcordanceLine, Span
    from ..terms.extraction.candidates import Candidate

_MOST_FIGURES = 20
_INDENT = "  "
_ID_WIDTH = 18
_HISTORY_LINES = 2000


def answer_lines(answer: Answer, *, counts: "Concordance | None" = None) -> list[str]:
    """Return the lines that show an answer.

    Args:
        answer: The answer.
        counts: A concordance of the first hit, whose counts are shown with the renderings.
    """
    exact = [hit for hit in answer.hits if hit.how == "exact"]
    others = [hit for hit in answer.hits if hit.how != "exact"]
    lines: list[str] = []
    for place, hit in enumerate(exact):
        lines += ["", *_entry_lines(hit, counts if place == 0 else None)] if lines else _entry_lines(hit, counts)
    if others:
        if lines:
            lines.append("")
        lines += _short_lines(others)
    if answer.more:
        lines.append(click.style(_INDENT + _("and {more} more; --limit shows them").format(more=answer.more), dim=True))
    return lines


def nearest_lines(answer: Answer) -> list[str]:
    """Return the lines that say that nothing was found, with the nearest terms."""
    lines = [_("{query}: not in the glossary").format(query=answer.query)]
    if answer.nearest:
        lines += [_("nearest:"), *_short_lines(answer.nearest)]
    return lines


def _entry_lines(hit: LookupHit, counts: "Concordance | None") -> list[str]:
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


def _mark(term: Term) -> str:
    """Return what is to be said of a term after it: nothing where it may be used like any."""
    words = []
    if term.status not in ("preferred", "accepted"):
        words.append(_(term.status))
    if term.kind in ("acronym", "short"):
        words.append(_(term.kind))
    if term.case:
        words.append(_("case-sensitive"))
    return click.style(f"  ({', '.join(words)})", dim=True) if words else ""


def _short_lines(hits: Sequence[LookupHit]) -> list[str]:
    """Return one line a hit: the term found, and its first rendering."""
    width = min(44, max((display_width(hit.term.text) for hit in hits), default=0))
    lines = []
    for hit in hits:
        renderings = renderings_for(hit)
        rendering = renderings[0].text if renderings else "–"
        score = click.style(f"  {hit.score:.0f} %", dim=True) if hit.how in ("fuzzy", "nearest") else ""
        lines.append(f"{_INDENT}{padded(hit.term.text, width)}  {rendering}{_mark(hit.term)}{score}")
    return lines


def concordance_lines(found: "Concordance", asked: Language, *, width: int, colour: bool, limit: int) -> list[str]:
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


def _side(line: "ConcordanceLine", language: Language, width: int, colour: bool) -> str:
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


def candidate_lines(candidates: Sequence["Candidate"]) -> list[str]:
    """Return one line a candidate: count, Chinese, renderings with their counts."""
    width = min(30, max((display_width(candidate.concept.text("zh")) for candidate in candidates), default=0))
    lines = []
    for candidate in candidates:
        concept = candidate.concept
        renderings = "; ".join(f"{t.text} ×{t.frequency}" if t.frequency else t.text for t in concept.en if t.usable)
        other = _("; otherwise ×{count}").format(count=candidate.otherwise) if candidate.otherwise else ""
        lines.append(f"{concept.frequency:6}  {padded(concept.text('zh'), width)}  {renderings}{other}")
    return lines


def figure_lines(figures: Mapping[str, Any]) -> list[str]:
    """Return a glossary's figures, a line each; of long lists the most frequent."""
    lines = []
    width = max(display_width(_(name)) for name in figures)
    for name, value in figures.items():
        if isinstance(value, Mapping):
            shown = [f"{each} {count}" for each, count in list(value.items())[:_MOST_FIGURES]]
            text = listed([*shown, *(["…"] if len(value) > _MOST_FIGURES else [])])
        else:
            text = str(value)
        lines.append(f"{padded(_(name), width)}  {text}")
    return lines


def history_path() -> Path:
    """Return the file of the history, in the user's folder for such things."""
    from platformdirs import user_state_path

    return user_state_path("duizhao") / "terms_history"


@contextlib.contextmanager
def history(path: Path, glossary: Glossary) -> Iterator[None]:
    """Load the history and complete the glossary's terms on Tab; the history is saved at the end."""
    try:
        import readline
    except ImportError:  # Windows
        yield
        return
    with contextlib.suppress(OSError):
        readline.read_history_file(path)
    forms = sorted({term.text for _concept, term in glossary.terms()})
    readline.set_completer(completer(forms))
    readline.set_completer_delims("\t\n")
    readline.parse_and_bind("tab: complete")
    readline.set_history_length(_HISTORY_LINES)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(path)


def completer(forms: list[str]) -> Callable[[str, int], str | None]:
    """Return a function that gives the completions of a text one after the other, as readline asks for them."""

    def complete(text: str, state: int) -> str | None:
        fits = [form for form in forms if form.lower().startswith(text.lower())] if text else []
        return fits[state] if state < len(fits) else None

    return complete
