"""``duizhao terms``: glossaries extracted, converted, merged, checked, compared, looked up one after the other."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..i18n import _

if TYPE_CHECKING:
    from ..terms.concept import Concept
    from ..terms.extraction.candidates import Candidate
    from ..terms.glossary import Glossary
    from ..terms.merging import Conflict

_SHOWN = 20

_from = click.option("--from", "source_format", default="", metavar="FORMAT", help=_("Format of the file; told by it."))
_to = click.option("--to", "format", default="", metavar="FORMAT", help=_("Format to write; told by the suffix."))
_zh = click.option("--zh", default="", metavar="COLUMN", help=_("Heading or number of a table's Chinese column."))
_en = click.option("--en", default="", metavar="COLUMN", help=_("The same for English."))
_json = click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
_output = click.option("-o", "--output", required=True, metavar="FILE", help=_("File to write."))


@click.group(name="terms", help=_("Make and keep glossaries."))
def command() -> None:
    """Make and keep glossaries."""


@command.command(help=_("Extract terms from aligned text (.tmx, .tsv)."))
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-o", "--output", "outputs", multiple=True, metavar="FILE", help=_("File to write; .html is a page for review.")
)
@_to
@click.option("-g", "--glossary", metavar="FILE", help=_("Terms that are known; the UN glossary otherwise."))
@click.option("--all-new", is_flag=True, help=_("Take no term for known."))
@click.option("--known", "known_file", metavar="FILE", help=_("Write the known terms found, with their counts."))
@click.option("--without", metavar="FILE", help=_("Glossary of terms not to propose, e.g. rejected ones."))
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help=_("Occurrences a term must have."))
@click.option("--limit", type=click.IntRange(1), help=_("Most new terms to write."))
@click.option("--counts-only", is_flag=True, help=_("Decide by counts alone: faster, less exact for rare terms."))
@_json
def extract(
    files: tuple[str, ...],
    outputs: tuple[str, ...],
    format: str,
    glossary: str | None,
    all_new: bool,
    known_file: str | None,
    without: str | None,
    least: int,
    limit: int | None,
    counts_only: bool,
    as_json: bool,
) -> None:
    """Extract terms."""
    from ..terms.extraction.candidates import extract_files
    from ..terms.formats.registry import writer_for
    from .screen import working

    for output in outputs:
        if not output.lower().endswith((".html", ".htm")):
            writer_for(output, format)
    with working(_("extracting …")):
        candidates = extract_files(
            files, glossary, all_new=all_new, without=without, least=least, limit=limit, counts_only=counts_only
        )
    fresh = [candidate for candidate in candidates if not candidate.known]
    known = [candidate for candidate in candidates if candidate.known]
    for output in outputs:
        _write_candidates(candidates, fresh, output, format, files)
    if known_file:
        _write([candidate.concept for candidate in known], known_file, "")
    if as_json:
        from ..terms.concept import record_of

        records = [{"kind": c.kind, "otherwise": c.otherwise, **record_of(c.concept)} for c in candidates]
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
        return
    _show_candidates(fresh, known, outputs)


def _write_candidates(
    candidates: "Sequence[Candidate]", fresh: "Sequence[Candidate]", output: str, format: str, files: Sequence[str]
) -> None:
    if output.lower().endswith((".html", ".htm")):
        from ..files import atomic_write
        from ..terms.review import review_page

        title = ", ".join(Path(file).name for file in files)
        with atomic_write(output) as stream:
            stream.write(review_page(candidates, title).encode())
    else:
        _write([candidate.concept for candidate in fresh], output, format)


def _show_candidates(fresh: "Sequence[Candidate]", known: "Sequence[Candidate]", outputs: Sequence[str]) -> None:
    from ..terms.presentation import candidate_lines

    click.echo(_("{fresh} new terms, {known} known ones").format(fresh=len(fresh), known=len(known)))
    for heading, some in ((_("new, best first:"), fresh), (_("known, most frequent first:"), known)):
        if some:
            click.echo(click.style(heading, bold=True))
            for line in candidate_lines(some[:_SHOWN]):
                click.echo(line)
    if outputs:
        click.echo(_("written: {files}").format(files=", ".join(outputs)))


@command.command(help=_("Convert a glossary to another format."))
@click.argument("file", metavar="FILE")
@_output
@_from
@_to
@_zh
@_en
def convert(file: str, output: str, source_format: str, format: str, zh: str, en: str) -> None:
    """Convert a glossary."""
    glossary = _read(file, source_format, zh, en)
    _write(glossary.concepts, output, format, name=glossary.name)
    click.echo(_("{count} concepts written to {file}").format(count=len(glossary), file=output))


@command.command(help=_("Put glossaries together; conflicts are listed."))
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_output
@_to
@_json
def merge(files: tuple[str, ...], output: str, format: str, as_json: bool) -> None:
    """Merge glossaries."""
    from ..terms.merging import merge as merge_glossaries

    merged = merge_glossaries([_read(file) for file in files], name=Path(output).name)
    _write(merged.glossary.concepts, output, format, name=merged.glossary.name)
    if as_json:
        _echo_json({"concepts": len(merged.glossary), "joined": merged.joined, "conflicts": _rivals(merged.conflicts)})
        return
    line = _("{count} concepts written to {file}; {joined} were in an earlier file")
    click.echo(line.format(count=len(merged.glossary), file=output, joined=merged.joined))
    for conflict in merged.conflicts:
        english = " / ".join(concept.text("en") for concept in conflict.concepts)
        click.echo(_("conflict: {zh}: {english}").format(zh=conflict.zh, english=english))


def _rivals(conflicts: "Sequence[Conflict]") -> list[dict[str, Any]]:
    return [
        {"zh": each.zh, "concepts": [{"id": concept.id, "en": concept.text("en")} for concept in each.concepts]}
        for each in conflicts
    ]


@command.command(help=_("Check a glossary; exit status 1 where it has errors."))
@click.argument("file", required=False, metavar="[FILE]")
@_from
@_zh
@_en
@_json
def validate(file: str | None, source_format: str, zh: str, en: str, as_json: bool) -> None:
    """Check a glossary."""
    from dataclasses import asdict

    from ..terms.validation import validate as check

    problems = check(_read(file, source_format, zh, en))
    errors = sum(problem.is_error for problem in problems)
    if as_json:
        _echo_json([asdict(problem) for problem in problems])
    else:
        for problem in problems:
            click.echo(f"{problem.code} {problem.id}  {problem.term}: {problem.message}")
        click.echo(_("{errors} errors, {warnings} warnings").format(errors=errors, warnings=len(problems) - errors))
    if errors:
        sys.exit(1)


@command.command(help=_("Show a glossary in figures."))
@click.argument("file", required=False, metavar="[FILE]")
@_from
@_zh
@_en
@_json
def stats(file: str | None, source_format: str, zh: str, en: str, as_json: bool) -> None:
    """Show a glossary in figures."""
    from ..terms.merging import statistics
    from ..terms.presentation import figure_lines

    figures = statistics(_read(file, source_format, zh, en))
    if as_json:
        _echo_json(figures)
        return
    for line in figure_lines(figures):
        click.echo(line)


@command.command(help=_("Show what changed from one glossary to another; exit status 1 where anything did."))
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@_json
def diff(old: str, new: str, as_json: bool) -> None:
    """Compare two glossaries."""
    from ..terms.merging import changes, difference

    found = difference(_read(old), _read(new))
    if as_json:
        from ..terms.concept import record_of

        changed = [{"before": record_of(one), "after": record_of(two)} for one, two in found.changed]
        added, removed = ([record_of(each) for each in some] for some in (found.added, found.removed))
        _echo_json({"added": added, "removed": removed, "changed": changed})
    else:
        for sign, colour, concepts in (("−", "red", found.removed), ("+", "green", found.added)):
            for concept in concepts:
                click.secho(f"{sign} {concept.text('zh')}  {concept.text('en')}", fg=colour)
        for before, after in found.changed:
            click.echo(f"~ {after.text('zh')}  {after.text('en')}")
            for line in changes(before, after):
                click.echo(f"    {line}")
        counts = {"added": len(found.added), "removed": len(found.removed), "changed": len(found.changed)}
        click.echo(_("{added} added, {removed} removed, {changed} changed").format(**counts))
    if found.added or found.removed or found.changed:
        sys.exit(1)


@command.command(help=_("Look terms up one after the other; an empty line ends it."))
@click.option("-g", "--glossary", metavar="FILE", help=_("Glossary to look in; the UN glossary that ships otherwise."))
@click.option("-n", "--limit", type=click.IntRange(1), default=5, show_default=True, help=_("Most lines of a kind."))
def shell(glossary: str | None, limit: int) -> None:
    """Keep a prompt open."""
    from ..terms.lookup import look_up
    from ..terms.shell import history, history_path
    from .term import show

    known = _read(glossary)
    with history(history_path(), known):
        while True:
            try:
                query = input(_("term> ") if sys.stdin.isatty() else "").strip()
            except (EOFError, KeyboardInterrupt):
                click.echo()
                return
            if not query:
                return
            show(look_up(known, query, limit=limit), None, limit)


def _read(file: str | None, format: str = "", zh: str = "", en: str = "") -> "Glossary":
    """Return a glossary and tell on stderr what reading it left out."""
    from .screen import show_warnings

    if file is None:
        from ..terms.glossary import shipped_glossary

        return shipped_glossary()
    from ..terms.formats.registry import ReadOptions, read_glossary

    glossary = read_glossary(file, ReadOptions(format, zh, en))
    show_warnings(glossary.warnings)
    return glossary


def _write(concepts: "Sequence[Concept]", output: str, format: str, name: str = "") -> None:
    """Write a glossary and tell on stderr what its format cannot say."""
    from ..terms.formats.registry import write_glossary
    from ..terms.glossary import Glossary

    for line in write_glossary(Glossary(concepts, name or Path(output).name), output, format):
        click.echo(_("note: {file}: {line}").format(file=output, line=line), err=True)


def _echo_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
