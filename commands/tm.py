"""``duizhao tm``: a translation memory in one file: import, search, pretranslate, keep in order."""

import json
import sys
from typing import TYPE_CHECKING, cast

import click

from ..i18n import _
from .screen import cell, working

if TYPE_CHECKING:
    from ..language import Language
    from ..memory.importing import ImportReport, Rule
    from ..memory.leverage import Band
    from ..memory.memory import Hit
    from ..memory.search import How

_SHOWN_REJECTS = 10
_SHOWN_DOCUMENTS = 20

_memory = click.option("-m", "--memory", required=True, metavar="FILE", help=_("The memory."))
_language = click.option(
    "--from", "language", type=click.Choice(["zh", "en"]), help=_("Language of the text; told from it otherwise.")
)
_json = click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))


@click.group(name="tm", help=_("A translation memory to search: exact, fuzzy, concordance."))
def command() -> None:
    """Group the commands of a memory."""


@command.command(name="import", help=_("Import TMX files (.tmx, .tmx.gz) into a memory, whole or not at all."))
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--into", required=True, metavar="MEMORY", help=_("The memory; made where it does not exist."))
@click.option(
    "--replace",
    "rule",
    type=click.Choice(["newer", "always", "never", "both"]),
    default="newer",
    show_default=True,
    help=_("Which stays where the memory has a unit of the same document and id: the newer, the new, the old, both."),
)
@click.option("--encoding", metavar="NAME", help=_("Encoding of the files, where they do not tell it."))
@click.option("--rejects", metavar="FILE", help=_("Keep what could not be taken in this file."))
@_json
def import_(
    files: tuple[str, ...], into: str, rule: str, encoding: str | None, rejects: str | None, as_json: bool
) -> None:
    """Import TMX files."""
    from ..memory.importing import import_files, write_rejects

    with working(_("importing")):
        report = import_files(files, into, cast("Rule", rule), encoding=encoding)
    if rejects:
        write_rejects(report, rejects)
    _show_import(report, as_json)


@command.command(help=_("Write a memory as TMX (.tmx, .tmx.gz)."))
@click.argument("output", metavar="FILE")
@_memory
def export(output: str, memory: str) -> None:
    """Export a memory."""
    from ..memory.maintenance import export_memory
    from ..memory.memory import open_memory

    with open_memory(memory) as opened:
        count = export_memory(opened, output)
    click.echo(_("{count} units written to {file}").format(count=count, file=output))


@command.command(help=_("Search a memory for a segment or a phrase, in Chinese or English."))
@click.argument("text", nargs=-1, required=True, metavar="TEXT")
@_memory
@click.option(
    "--how",
    type=click.Choice(["auto", "exact", "fuzzy", "concordance"]),
    default="auto",
    show_default=True,
    help=_("auto: fuzzy, then concordance where that finds nothing."),
)
@_language
@click.option("-n", "--limit", type=click.IntRange(1), default=5, show_default=True, help=_("Most hits."))
@click.option(
    "-t", "--threshold", type=click.IntRange(1, 100), default=70, show_default=True, help=_("Least percent, fuzzy.")
)
@click.option("--stem", is_flag=True, help=_("Concordance: an English word stands for all its forms."))
@click.option("--fill", is_flag=True, help=_("Put the figures of TEXT into the proposals."))
@_json
def search(
    text: tuple[str, ...],
    memory: str,
    how: str,
    language: str | None,
    limit: int,
    threshold: int,
    stem: bool,
    fill: bool,
    as_json: bool,
) -> None:
    """Search a memory."""
    from ..memory.memory import open_memory
    from ..memory.search import SearchOptions, hit_record
    from ..memory.search import search as run

    options = SearchOptions(
        cast("How", how), cast("Language | None", language), limit, threshold, stem=stem, fill_figures=fill
    )
    with open_memory(memory) as opened:
        hits = run(opened, " ".join(text), options)
    if as_json:
        click.echo(json.dumps([hit_record(hit) for hit in hits], ensure_ascii=False, indent=2))
    else:
        for hit in hits:
            _show_hit(hit, filled=fill)
    if not hits:
        if not as_json:
            click.echo(_("nothing found; try a shorter phrase with --how concordance"), err=True)
        sys.exit(1)


@command.command(help=_("Give each sentence of a document its matches, and print the leverage table."))
@click.argument("source", metavar="SOURCE")
@_memory
@click.option("-o", "--output", required=True, metavar="FILE", help=_("XLIFF 1.2 (.xlf), TMX (.tmx) or text (.txt)."))
@click.option(
    "-t", "--threshold", type=click.IntRange(1, 100), default=75, show_default=True, help=_("Least percent of a match.")
)
@click.option("--csv", "table", metavar="FILE", help=_("Write the leverage table as CSV too."))
@click.option("--fill/--no-fill", default=True, show_default=True, help=_("Put the document's figures into proposals."))
@_language
@_json
def pretranslate(
    source: str,
    memory: str,
    output: str,
    threshold: int,
    table: str | None,
    fill: bool,
    language: str | None,
    as_json: bool,
) -> None:
    """Pretranslate a document."""
    from ..corpora.reading import read
    from ..memory.leverage import write_leverage
    from ..memory.memory import open_memory
    from ..memory.pretranslation import check_suffix, write_pretranslation
    from ..memory.pretranslation import pretranslate as run

    check_suffix(output)
    with working(_("pretranslating")), open_memory(memory) as opened:
        result = run(read(source, cast("Language | None", language)), opened, threshold, fill_figures=fill)
    write_pretranslation(result, output)
    if table:
        write_leverage(result.bands, result.language, table)
    _show_leverage(result.bands, "zh" if result.language == "zh" else "en", as_json)


@command.command(help=_("Figures of a memory: units, documents, repeats, dates, size."))
@_memory
@_json
def stats(memory: str, as_json: bool) -> None:
    """Print the figures of a memory."""
    from dataclasses import asdict

    from ..memory.maintenance import memory_figures

    figures = asdict(memory_figures(memory))
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    documents = figures.pop("documents")
    for name, value in figures.items():
        label = cell(_(name.replace("_", " ")), 16)
        click.echo(f"{label}{value:,}" if isinstance(value, int) else f"{label}{value}")
    click.echo(f"{cell(_('documents'), 16)}{len(documents):,}")
    for name, units in documents[:_SHOWN_DOCUMENTS]:
        click.echo(f"  {units:>10,}  {name}")
    if len(documents) > _SHOWN_DOCUMENTS:
        click.echo(_("  … {more} more; --json lists them all").format(more=len(documents) - _SHOWN_DOCUMENTS))


@command.command(help=_("Remove units from a memory: whole documents, or units by the id that search shows."))
@_memory
@click.option("--document", "documents", multiple=True, metavar="NAME", help=_("Document to remove; may be repeated."))
@click.option("--id", "ids", type=int, multiple=True, metavar="N", help=_("Unit to remove; may be repeated."))
def remove(memory: str, documents: tuple[str, ...], ids: tuple[int, ...]) -> None:
    """Remove units."""
    from ..memory.maintenance import remove_units

    if not documents and not ids:
        raise click.UsageError(_("say what to remove: --document NAME or --id N"))
    click.echo(_("{count} units removed").format(count=remove_units(memory, documents=documents, ids=ids)))


@command.command(help=_("Make the index of a memory anew and give free space back."))
@_memory
def compact(memory: str) -> None:
    """Compact a memory."""
    from ..memory.maintenance import compact as run

    with working(_("compacting")):
        before, after = run(memory)
    click.echo(_("{before:.1f} MB before, {after:.1f} MB now").format(before=before / 1e6, after=after / 1e6))


@command.command(help=_("Answer searches over HTTP on this machine (needs the extra: pip install 'duizhao[serve]')."))
@_memory
@click.option("--port", type=click.IntRange(0, 65535), default=8077, show_default=True, help=_("Port on 127.0.0.1."))
def serve(memory: str, port: int) -> None:
    """Serve a memory."""
    from ..memory.service import serve as run

    def ready(address: str) -> None:
        click.echo(_("listening at {address}; Ctrl-C to stop").format(address=address), err=True)

    run(memory, port, ready)


def _show_import(report: "ImportReport", as_json: bool) -> None:
    counts = {name: getattr(report, name) for name in ("read", "added", "replaced", "unchanged", "kept")}
    if as_json:
        rejects = [
            {"file": file, "line": one.line, "reason": one.reason, "text": one.text} for file, one in report.rejects
        ]
        click.echo(json.dumps({**counts, "rejects": rejects}, ensure_ascii=False, indent=2))
        return
    line = _("{read} units read: {added} added, {replaced} replaced, {unchanged} unchanged, {kept} kept as they were")
    click.echo(line.format(**counts))
    for file, one in report.rejects[:_SHOWN_REJECTS]:
        click.echo(f"{file}:{one.line}: {one.reason}", err=True)
    if report.rejects:
        message = _("{count} could not be taken; --rejects FILE keeps them")
        click.echo(message.format(count=len(report.rejects)), err=True)


def _show_hit(hit: "Hit", *, filled: bool) -> None:
    from ..memory.search import marked

    def mark(text: str) -> str:
        return click.style(text, fg="yellow", bold=True) if sys.stdout.isatty() else f"‹{text}›"

    place = " ".join(part for part in (hit.document, hit.label, hit.date[:10], f"#{hit.id}") if part)
    click.echo(f"{hit.percent:>3} %  {place}")
    source, target = (hit.zh, hit.en) if hit.language == "zh" else (hit.en, hit.zh)
    click.echo(f"       {marked(source, hit.spans, mark)}")
    click.echo(f"       {marked(hit.proposal if filled else target, (), mark)}")
    if filled and hit.unfilled:
        click.echo("       " + _("not filled in: {figures}").format(figures=", ".join(hit.unfilled)))


def _show_leverage(bands: "tuple[Band, ...]", language: "Language", as_json: bool) -> None:
    from ..memory.leverage import share, words_name

    words = words_name(language)
    if as_json:
        rows = [{"band": band.name, "segments": band.segments, words: band.words} for band in bands]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    total, all_words = sum(band.segments for band in bands), sum(band.words for band in bands)
    heads = cell(_("match"), 8) + cell(_("segments"), 10, right=True), cell(_(words), 12, right=True)
    click.echo(f"{heads[0]}{'%':>8}{heads[1]}{'%':>8}")
    for band in bands:
        shares = share(band.segments, total), share(band.words, all_words)
        click.echo(f"{cell(_(band.name), 8)}{band.segments:>10,}{shares[0]:>8}{band.words:>12,}{shares[1]:>8}")
    click.echo(f"{cell(_('total'), 8)}{total:>10,}{'':>8}{all_words:>12,}")
