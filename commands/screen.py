"""What several commands show on a terminal."""

import contextlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..i18n import _, listed, placed
from ..language.script import padded
from .grammar import settings

if TYPE_CHECKING:
    from ..align.bitext import Bitext, FileFigures, Summary
    from ..align.corrections.applying import RejectedRow
    from ..tmx.reader import RejectLog

_SHOWN = 20
_NAMES = {
    # kinds of blocks
    "paragraph": "paragraphs",
    "heading": "headings",
    "footnote": "footnotes",
    "item": "items",
    "front": "lines of front matter",
    "title": "title",
    "summary": "summary",
    "row": "table rows",
    # how they were paired
    "number": "by number",
    "contents": "by content",
    "order": "by order",
    "sentence": "by content",
    "unaligned": "unaligned",
    "confirmed": "confirmed",
}


@contextlib.contextmanager
def working(message: str) -> Iterator[None]:
    """Show that work goes on, on a terminal; nothing where the output is kept in a file."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(message):
        yield


def show(value: Any, lines: Iterable[str]) -> None:
    """Print a result: ``value`` where ``--json`` asks for it, else ``lines`` for people."""
    if settings().as_json:
        show_json(value)
        return
    for line in lines:
        click.echo(line)


def show_json(value: Any) -> None:
    """Print one value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def show_json_line(value: Any) -> None:
    """Print a value as JSON on a line of its own, where there may be more than memory holds."""
    click.echo(json.dumps(value, ensure_ascii=False))


def show_summary(summary: "Summary", outputs: Sequence[str], seconds: float) -> None:
    """Print what an alignment came to; warnings go to stderr."""
    for figures in summary.files:
        click.echo(_file_line(figures))
    _line(_("paragraphs"), _counts(summary.paragraphs))
    if summary.others:
        _line(_("others"), _counts(summary.others))
    alone = summary.unaligned
    _line(_("unaligned"), _("{zh} Chinese, {en} English").format(**alone) if any(alone.values()) else _("nothing"))
    _line(_("beads"), "  ".join(f"{shape} × {count}" for shape, count in summary.beads.items()))
    _line(_("to check"), _("{low} of {pairs} pairs").format(low=summary.low, pairs=summary.pairs))
    _line(_("written"), listed(outputs))
    _line(_("seconds"), f"{seconds:.1f}")
    show_warnings(summary.warnings)


def show_not_read(rejects: "RejectLog") -> None:
    """Print the first units that could not be read, to stderr, and how many more there are."""
    for reject in rejects.first:
        click.echo(_("not read, line {line}: {reason}").format(line=reject.line, reason=reject.reason), err=True)
    if more := len(rejects) - len(rejects.first):
        click.echo(_("… and {n} more not read").format(n=more), err=True)


def show_warnings(warnings: Sequence[str]) -> None:
    """Print the first warnings to stderr and say how many more there are."""
    for warning in warnings[:_SHOWN]:
        click.echo(_("note: {warning}").format(warning=warning), err=True)
    if len(warnings) > _SHOWN:
        click.echo(_("note: {more} more; --json lists them all").format(more=len(warnings) - _SHOWN), err=True)


def show_running_matter(bitext: "Bitext") -> None:
    """Print what the readers took for running matter, line by line."""
    for document in (bitext.zh, bitext.en):
        for item in document.running_matter if document else ():
            place = f"{document.source if document else ''}:{item.line}"
            click.echo(placed(place, placed(_(item.reason), item.text)))


def _file_line(figures: "FileFigures") -> str:
    head = " · ".join(filter(None, [figures.language, figures.encoding, figures.symbol]))
    below = _("{kinds}; {count} lines of running matter").format(
        kinds=_counts(figures.blocks), count=figures.running_matter
    )
    return f"{placed(figures.source, head)}\n    {below}"


def _counts(counts: Mapping[str, int]) -> str:
    return listed(
        _("{count} {kind}").format(count=count, kind=_(_NAMES.get(name, name))) for name, count in counts.items()
    )


def _line(name: str, value: str) -> None:
    click.echo(f"{padded(name, 11)} {value}")


def show_rejected(rejected: "Sequence[RejectedRow]", rejects: Path | None, corrections: str) -> None:
    """Print the rows that could not be placed, to stderr, and where they are kept."""
    for item in rejected[:_SHOWN]:
        click.echo(placed(f"{corrections}:{item.row.number}", item.reason), err=True)
    if rejects:
        message = _("{count} rows could not be placed; they are kept in {file}")
        click.echo(message.format(count=len(rejected), file=rejects), err=True)


def show_kept(kept: Sequence[Path]) -> None:
    """Print the names of old tables that were kept, to stderr."""
    for path in kept:
        click.echo(_("note: the old table, which may hold changes, is kept as {file}").format(file=path), err=True)
