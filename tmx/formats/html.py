"""Both sides face to face: one HTML file without network, for the screen, the phone and paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ... import __version__
from ...align.bitext import LOW, Bitext
from ...files import atomic_write
from ...i18n import _, current_language
from ...language.annotated_text import NoteReference

if TYPE_CHECKING:
    import jinja2

_TEMPLATE = Path(__file__).parent / "page.html"


@dataclass(frozen=True, slots=True)
class _Row:
    """A pair as the page shows it."""

    anchor: str
    kind: str
    label: str
    zh: Markup
    en: Markup
    tag: str
    note: str
    low: bool
    alone: bool
    same: bool


def write_page(bitext: Bitext, path: str | Path) -> None:
    """Write the side-by-side page.

    Raises:
        DuizhaoError: The file cannot be written.
    """
    with atomic_write(path) as stream:
        stream.write(render_page(bitext).encode())


def render_page(bitext: Bitext) -> str:
    """Return the page as HTML; all text of the documents is escaped."""
    rows = list(_rows(bitext))
    return _template().render(
        lang=current_language(),
        version=__version__,
        symbol=bitext.symbol,
        title=_title(bitext) or bitext.symbol or _("Chinese and English side by side"),
        figures=_("{pairs} pairs, {low} to check, {alone} unaligned").format(
            pairs=len(bitext.matched), low=sum(row.low for row in rows), alone=sum(row.alone for row in rows)
        ),
        rows=rows,
        low=sum(row.low for row in rows),
        alone=sum(row.alone for row in rows),
        say={
            "filter": _("Filter"),
            "search": _("Search in both languages"),
            "low": _("to check"),
            "alone": _("unaligned"),
            "no_zh": _("no Chinese"),
            "no_en": _("no English"),
            "none": _("No matches."),
        },
    )


def _title(bitext: Bitext) -> str:
    """Return the title in the language of the page, where that version is known."""
    version = bitext.zh if current_language() == "zh" else bitext.en
    return (version.title if version else "") or bitext.title


def _rows(bitext: Bitext) -> Iterator[_Row]:
    before: object = None
    anchors: set[str] = set()
    for pair in bitext:
        low = pair.matched and pair.confidence < LOW
        note = f"fn{pair.label}"  # references lead to the start of a note
        anchor = note if pair.kind == "footnote" and note not in anchors else pair.id
        anchors.add(anchor)
        tag = f"{pair.confidence:.0%}" if low else "" if pair.matched else _("unaligned")
        yield _Row(
            anchor,
            pair.kind,
            _("note {label}").format(label=pair.label) if pair.kind == "footnote" else pair.label,
            _text(pair.zh, pair.zh_notes),
            _text(pair.en, pair.en_notes),
            tag,
            pair.note,
            low,
            not pair.matched,
            any(pair.blocks) and pair.blocks == before,
        )
        before = pair.blocks


def _text(text: str, notes: Sequence[NoteReference]) -> Markup:
    """Return the text escaped, its note references as links to the notes."""
    out = Markup("")
    end = 0
    for note in notes:
        out += escape(text[end : note.offset])
        out += Markup('<sup><a href="#fn{0}">{0}</a></sup>').format(note.label)
        end = note.offset
    return out + escape(text[end:])


@cache
def _template() -> "jinja2.Template":
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
