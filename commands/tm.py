"""``duizhao tm``: a translation memory in one file: import, search, pretranslate, keep in order."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..i18n import _, listed, placed
from ..language.script import padded
from . import COMMANDS, grammar
from .screen import show, working

if TYPE_CHECKING:
    from ..language import Language
    from ..memory.importing import ImportReport, ImportRule
    from ..memory.memory import Hit, How, Spans

_SHOWN_REJECTS = 10
_SHOWN_DOCUMENTS = 20
_LABELS = {
    "ambiguous": "several renderings",
    "zh_characters": "Chinese characters",
    "en_characters": "English characters",
}

_memory = grammar.memory()
_source = grammar.source("Language of the text; inferred from it otherwise.")


@grammar.group(
    help=COMMANDS["tm"],
    examples=["duizhao tm import report.tmx -m my.db", "duizhao tm search 民间社会 -m my.db"],
)
def command() -> None:
    """Group the commands of a memory."""


@command.command(
    name="import",
    help="Import TMX files (.tmx, .tmx.gz) into a memory, each whole or not at all.",
    examples=["duizhao tm import old.tmx new.tmx.gz -m my.db", "duizhao tm import old.tmx -m my.db --replace never"],
)
@grammar.argument("files", nargs=-1, required=True, metavar="FILE")
@grammar.memory("The memory; made where it does not exist.")
@grammar.option(
    "--replace",
    "rule",
    type=grammar.ChoiceOf("memory.importing", "RULES"),
    default="newer",
    help="Which stays where the memory has a unit of the same document and id: the newer, the new, the old, both.",
)
@grammar.option("--encoding", metavar="NAME", help="Encoding of the files, where they do not declare it.")
@grammar.rejects
def import_(
    files: tuple[str, ...], memory: str, rule: "ImportRule", encoding: str | None, rejects: Path | None
) -> None:
    """Import TMX files."""
    from ..memory.importing import import_files, write_rejects

    with working(_("importing …")):
        report = import_files(files, memory, rule, encoding=encoding)
    if rejects:
        write_rejects(report, rejects)
    _show_import(report)


@command.command(help="Write a memory as TMX (.tmx, .tmx.gz).", examples=["duizhao tm export -m my.db -o all.tmx.gz"])
@_memory
@grammar.output("File to write: .tmx or .tmx.gz.")
def export(memory: str, out: str) -> None:
    """Export a memory."""
    from ..memory.maintenance import export_memory
    from ..memory.memory import open_memory

    with open_memory(memory) as opened:
        count = export_memory(opened, out)
    show({"written": count}, [_("{n} units written to {file}").format(n=count, file=out)])


@command.command(
    help="Search a memory for a segment or a phrase, in Chinese or English.\n\nExit status 1 where nothing is found.",
    examples=[
        "duizhao tm search 重建得更好 -m my.db",
        'duizhao tm search "as at 30 June 2022" -m my.db --fill',
        "duizhao tm search build -m my.db --how concordance --stem",
    ],
)
@grammar.argument("text", nargs=-1, required=True, metavar="TEXT")
@_memory
@grammar.option(
    "--how",
    type=grammar.ChoiceOf("memory.memory", "WAYS"),
    default="auto",
    help="auto is fuzzy, then concordance where that finds nothing.",
)
@_source
@grammar.limit(10, "Most hits to show.")
@grammar.threshold(70)
@grammar.option("--stem", is_flag=True, help="Concordance: an English word stands for all its forms.")
@grammar.option("--fill/--no-fill", default=False, help="Put the figures of TEXT into the proposals.")
def search(
    text: tuple[str, ...],
    memory: str,
    how: "How",
    source: "Language | None",
    limit: int,
    threshold: int,
    stem: bool,
    fill: bool,
) -> None:
    """Search a memory."""
    from dataclasses import asdict

    from ..memory.memory import open_memory

    with open_memory(memory) as opened:
        hits = opened.search(" ".join(text), how, source, limit, threshold, stem=stem, fill_figures=fill)
    show([asdict(hit) for hit in hits], (line for hit in hits for line in _hit_lines(hit, filled=fill)))
    if not hits:
        if not grammar.settings().as_json:
            click.echo(_("no matches; try a shorter phrase with --how concordance"), err=True)
        sys.exit(1)


@command.command(
    help="Give each sentence of a document its matches, and print the leverage table.",
    examples=[
        "duizhao tm pretranslate new.docx -m my.db -o new.xlf",
        "duizhao tm pretranslate new.docx -m my.db -o new.xlf -t 85",
    ],
)
@grammar.argument("file", metavar="FILE")
@_memory
@grammar.output("File to write: XLIFF 1.2 (.xlf), TMX (.tmx) or text (.txt).")
@grammar.threshold(75)
@grammar.option("--leverage", metavar="FILE", writes=True, help="Write the leverage table as CSV too.")
@grammar.option("--fill/--no-fill", default=True, help="Put the document's figures into the proposals.")
@_source
def pretranslate(
    file: str, memory: str, out: str, threshold: int, leverage: str | None, fill: bool, source: "Language | None"
) -> None:
    """Pretranslate a document."""
    from ..corpora.reading import read
    from ..memory.memory import open_memory
    from ..memory.pretranslation import check_suffix, leverage_rows, words_name, write_leverage, write_pretranslation
    from ..memory.pretranslation import pretranslate as run

    check_suffix(out)
    with working(_("pretranslating …")), open_memory(memory) as opened:
        result = run(read(file, source), opened, threshold, fill_figures=fill)
    write_pretranslation(result, out)
    if leverage:
        write_leverage(result.bands, result.language, leverage)
    words = words_name(result.language)
    records = [{"band": band.name, "segments": band.segments, words: band.words} for band in result.bands]
    show(records, _leverage_lines(leverage_rows(result.bands), words))


@command.command(help="Count units, documents, repeats and dates of a memory.", examples=["duizhao tm stats -m my.db"])
@_memory
def stats(memory: str) -> None:
    """Print the figures of a memory."""
    from dataclasses import asdict

    from ..memory.maintenance import memory_figures

    figures = asdict(memory_figures(memory))
    documents = figures["documents"]
    numbers = {name: value for name, value in figures.items() if name != "documents"} | {"documents": len(documents)}
    lines = []
    for name, value in numbers.items():
        label = padded(_(_LABELS.get(name, name.replace("_", " "))), 19)
        lines.append(f"{label}{value:,}" if isinstance(value, int) else f"{label}{value}")
    lines += [f"  {units:>10,}  {name}" for name, units in documents[:_SHOWN_DOCUMENTS]]
    if more := len(documents) - len(documents[:_SHOWN_DOCUMENTS]):
        lines.append(_("  … {more} more; --json lists them all").format(more=more))
    show(figures, lines)


@command.command(
    help="Remove units from a memory: whole documents, or units by the id that search shows.",
    examples=["duizhao tm remove -m my.db --document A/76/36", "duizhao tm remove -m my.db --id 4711 --id 4712"],
)
@_memory
@grammar.option("--document", "documents", multiple=True, metavar="NAME", help="Document to remove. May be repeated.")
@grammar.option("--id", "ids", type=int, multiple=True, help="Unit to remove. May be repeated.")
def remove(memory: str, documents: tuple[str, ...], ids: tuple[int, ...]) -> None:
    """Remove units."""
    from ..memory.maintenance import remove_units

    if not documents and not ids:
        raise grammar.UsageError(_("say what to remove: --document NAME or --id N"))
    count = remove_units(memory, documents=documents, ids=ids)
    show({"removed": count}, [_("{n} units removed").format(n=count)])


@command.command(
    help="Make the index of a memory anew and give free space back.", examples=["duizhao tm compact -m my.db"]
)
@_memory
def compact(memory: str) -> None:
    """Compact a memory."""
    from ..memory.maintenance import compact as run

    with working(_("compacting …")):
        before, after = run(memory)
    line = _("{before:.1f} MB before, {after:.1f} MB now").format(before=before / 1e6, after=after / 1e6)
    show({"bytes_before": before, "bytes": after}, [line])


@command.command(
    help="Answer searches over HTTP on this machine (needs the extra: pip install 'duizhao[serve]').",
    examples=["duizhao tm serve -m my.db --port 8077"],
    has_json=False,
)
@_memory
@grammar.option("--port", type=grammar.Between(0, 65535), default=8077, help="Port on 127.0.0.1.")
def serve(memory: str, port: int) -> None:
    """Serve a memory."""
    from ..memory.service import serve as run

    def ready(address: str) -> None:
        click.echo(_("listening at {address}; Ctrl-C to stop").format(address=address), err=True)

    run(memory, port, ready)


def _show_import(report: "ImportReport") -> None:
    counts = {name: getattr(report, name) for name in ("read", "added", "replaced", "unchanged", "kept")}
    rejects = [{"file": file, "line": one.line, "reason": one.reason, "text": one.text} for file, one in report.rejects]
    line = _("{read} units read: {added} added, {replaced} replaced, {unchanged} unchanged, {kept} kept as they were")
    show({**counts, "rejects": rejects}, [line.format(**counts)])
    if grammar.settings().as_json:
        return
    for file, one in report.rejects[:_SHOWN_REJECTS]:
        click.echo(placed(f"{file}:{one.line}", one.reason), err=True)
    if report.rejects:
        message = _("{n} units could not be imported; --rejects FILE keeps them")
        click.echo(message.format(n=len(report.rejects)), err=True)


def _hit_lines(hit: "Hit", *, filled: bool) -> Iterator[str]:
    place = " ".join(part for part in (hit.document, hit.label, hit.date[:10], f"#{hit.id}") if part)
    yield f"{hit.percent:>3} %  {place}"
    source, target = (hit.zh, hit.en) if hit.language == "zh" else (hit.en, hit.zh)
    yield f"       {_marked(source, hit.spans)}"
    yield f"       {_marked(hit.proposal if filled else target, ())}"
    if filled and hit.unfilled:
        yield "       " + _("not filled in: {figures}").format(figures=listed(hit.unfilled))


def _marked(text: str, spans: "Spans") -> str:
    """Return a text on one line with its spans marked: by colour, by ‹ and › where the output is no terminal."""
    pieces, place = [], 0
    for start, end in spans:
        found = text[start:end]
        marked = click.style(found, fg="yellow", bold=True) if sys.stdout.isatty() else f"‹{found}›"
        pieces += [text[place:start], marked]
        place = end
    return " ".join("".join([*pieces, text[place:]]).split())


def _leverage_lines(rows: Sequence[tuple[str, int, str, int, str]], words: str) -> Iterator[str]:
    heads = padded(_("match"), 8) + padded(_("segments"), 10, right=True), padded(_(words), 12, right=True)
    yield f"{heads[0]}{'%':>8}{heads[1]}{'%':>8}"
    for name, segments, segment_share, counted, word_share in rows[:-1]:
        yield f"{padded(_(name), 8)}{segments:>10,}{segment_share:>8}{counted:>12,}{word_share:>8}"
    yield f"{padded(_('total'), 8)}{rows[-1][1]:>10,}{'':>8}{rows[-1][3]:>12,}"
