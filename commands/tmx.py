"""``duizhao tmx``: check, count, clean, cut, join, compare and convert translation memories."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..i18n import _

if TYPE_CHECKING:
    from ..tmx.tools.operations import Outcome
    from ..tmx.tools.stats import Statistics

_FILE = click.Path(path_type=Path, allow_dash=False)
_RULES = ("controls", "zero-width", "space", "empty", "same", "language", "length", "numbers")
_FORMATS = ("tmx", "tsv", "csv", "xlsx", "xliff", "xliff2", "moses", "jsonl", "parquet", "omegat")


@click.group(help=_("Translation memories: check, count, clean, split, merge, compare, convert."))
def command() -> None:
    """Group the commands."""


def _out(function: Any) -> Any:
    option = click.option("-o", "--output", "out", type=_FILE, required=True, help=_("The file to write."))
    return option(function)


def _rejects(function: Any) -> Any:
    return click.option("--rejects", type=_FILE, help=_("Write what could not be read to this file."))(function)


def _removed(function: Any) -> Any:
    return click.option("--removed", type=_FILE, help=_("Write the units taken out to this file."))(function)


def _as_json(function: Any) -> Any:
    return click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))(function)


def _tell(outcome: "Outcome", rejects: Path | None, line: str) -> None:
    if rejects is not None:
        outcome.rejects.save(rejects)
    click.echo(line, err=True)
    for reject in outcome.rejects.first:
        click.echo(_("not read, line {line}: {reason}").format(line=reject.line, reason=reject.reason), err=True)
    if more := len(outcome.rejects) - len(outcome.rejects.first):
        click.echo(_("… and {n} more not read").format(n=more), err=True)


@command.command(help=_("Check memories against TMX 1.4b and against what tools refuse or lose."))
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--fix", "out", type=_FILE, help=_("Write the memory with all that can be put right (one FILE only)."))
@click.option("--limit", default=20, show_default=True, help=_("Places shown for each rule."))
@click.option("--rules", "list_rules", is_flag=True, help=_("Show the tool and the source of each rule that fired."))
@_as_json
def validate(files: tuple[Path, ...], out: Path | None, limit: int, list_rules: bool, as_json: bool) -> None:
    """Print problems; exit with 1 where there are errors."""
    from ..tmx.tools import validate as validation

    if out is not None and len(files) != 1:
        raise click.UsageError(_("--fix takes one file"))
    reports = [validation.collect(path, limit) for path in files]
    if as_json:
        click.echo(json.dumps([report.as_data() for report in reports], ensure_ascii=False, indent=1))
    else:
        for report in reports:
            click.echo("\n".join(report.lines(list_rules)))
    if out is not None:
        written, broken = validation.fix(files[0], out)
        click.echo(_("{n} units written to {out}, {m} left out").format(n=written, out=out, m=len(broken)), err=True)
    sys.exit(1 if any(report.errors for report in reports) else 0)


@command.command(help=_("Count units, words, repeats, dates and over-long segments."))
@click.argument("file", type=_FILE)
@_rejects
@_as_json
def stats(file: Path, rejects: Path | None, as_json: bool) -> None:
    """Print figures."""
    from ..tmx.tools.operations import Outcome, read_memory
    from ..tmx.tools.stats import statistics

    outcome = Outcome()
    figures = statistics(read_memory(file, outcome)[1])
    if as_json:
        data = {**figures.as_data(), "not_read": len(outcome.rejects)}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_figures(figures)))
    _tell(outcome, rejects, _("{n} units read, {m} not").format(n=outcome.read, m=len(outcome.rejects)))


def _figures(figures: "Statistics") -> list[str]:
    lines = [
        _("units              {n:>12,}").format(n=figures.units),
        _("repeated           {n:>12,}").format(n=figures.repeated),
        _("several renderings {n:>12,}").format(n=figures.ambiguous),
        _("documents          {n:>12,}").format(n=figures.documents),
    ]
    if figures.first_date:
        lines.append(_("dates              {first} – {last}").format(first=figures.first_date, last=figures.last_date))
    for code, one in sorted(figures.languages.items()):
        row = _("{code}: {n:,} texts, {words:,} words, {characters:,} characters, longest {longest:,}, empty {empty:,}")
        values = {"words": one.words, "characters": one.characters, "longest": one.longest}
        lines.append(row.format(code=code or "?", n=one.variants, empty=one.empty, **values))
        over = [_("{n:,} over {limit:,}").format(n=n, limit=limit) for limit, n in sorted(one.over.items())]
        lines.extend(["  " + ", ".join(over)] if over else [])
        steps = [f"≤{step}: {n:,}" if step else f">: {n:,}" for step, n in sorted(one.lengths.items()) if n]
        lines.append("  " + _("lengths") + "  " + "  ".join(steps))
    for title, counter in ((_("prop"), figures.props), (_("put right"), figures.faults)):
        lines.extend(f"{title} {name}: {n:,}" for name, n in sorted(counter.items()))
    return lines


@command.command(help=_("Put units right and take bad ones out, by named rules."))
@click.argument("file", type=_FILE)
@_out
@click.option("--rule", "rules", multiple=True, type=click.Choice(_RULES), help=_("Run these rules only."))
@click.option("--skip", multiple=True, type=click.Choice(_RULES), help=_("Run all rules but these."))
@click.option(
    "--least-ratio", default=1.0, show_default=True, help=_("English characters for one of Chinese, at least.")
)
@click.option(
    "--most-ratio", default=10.0, show_default=True, help=_("English characters for one of Chinese, at most.")
)
@_removed
@_rejects
@_as_json
def clean(
    file: Path,
    out: Path,
    rules: tuple[str, ...],
    skip: tuple[str, ...],
    least_ratio: float,
    most_ratio: float,
    removed: Path | None,
    rejects: Path | None,
    as_json: bool,
) -> None:
    """Clean a memory."""
    from ..tmx.tools.clean import CleaningOptions
    from ..tmx.tools.operations import clean_memory

    chosen = tuple(rule for rule in (rules or _RULES) if rule not in skip)
    report, outcome = clean_memory(file, out, CleaningOptions(chosen, least_ratio, most_ratio), removed)
    if as_json:
        click.echo(json.dumps({**report.as_data(), "not_read": len(outcome.rejects)}, ensure_ascii=False))
    else:
        for title, counter in ((_("put right"), report.repaired), (_("taken out"), report.removed)):
            for rule in chosen:
                if counter[rule]:
                    click.echo(f"{title}  {rule:<10}  {counter[rule]:>10,}")
    _tell(outcome, rejects, _("{n} units read, {m} kept").format(n=report.read, m=report.kept))


@command.command(help=_("Join memories into one."))
@click.argument("files", nargs=-1, required=True, type=_FILE)
@_out
@_rejects
def merge(files: tuple[Path, ...], out: Path, rejects: Path | None) -> None:
    """Merge memories."""
    from ..tmx.tools.operations import merge_memories

    outcome, pairs = merge_memories(files, out)
    _tell(outcome, rejects, _("{n} units from {m} files").format(n=outcome.written, m=len(files)))
    if len(pairs) > 1:
        line = _("several language pairs ({pairs}): many tools read one only; 'duizhao tmx convert' makes them alike")
        click.echo(line.format(pairs=", ".join(pairs)), err=True)


@command.command(help=_("Cut a memory into files by count, by size or by a property."))
@click.argument("file", type=_FILE)
@click.option("-o", "--output", "stem", type=_FILE, help=_("Names of the parts begin like this; default: the file's."))
@click.option("--count", type=click.IntRange(1), help=_("Units a file."))
@click.option("--size", type=click.IntRange(1), help=_("Megabytes a file."))
@click.option("--by", "name", help=_("A file for each value of this property, e.g. x-document."))
@_rejects
def split(
    file: Path, stem: Path | None, count: int | None, size: int | None, name: str | None, rejects: Path | None
) -> None:
    """Split a memory."""
    from ..tmx.tools.operations import split_memory

    if sum(map(bool, (count, size, name))) != 1:
        raise click.UsageError(_("choose one of --count, --size and --by"))
    parts, outcome = split_memory(file, stem or file, count=count or 0, size=(size or 0) * 1_000_000, name=name or "")
    for part in parts:
        click.echo(f"{part.path}\t{part.units}")
    _tell(outcome, rejects, _("{n} units in {m} files").format(n=outcome.written, m=len(parts)))


@command.command(help=_("Take out repeated units; or report sources with several targets."))
@click.argument("file", type=_FILE)
@click.option("-o", "--output", "out", type=_FILE, help=_("The file to write."))
@click.option(
    "--keep",
    type=click.Choice(["all", "newest", "first"]),
    default="all",
    show_default=True,
    help=_("Of units with one source and different targets."),
)
@click.option("--report", is_flag=True, help=_("Only list sources with several targets."))
@_removed
@_rejects
def dedupe(file: Path, out: Path | None, keep: Any, report: bool, removed: Path | None, rejects: Path | None) -> None:
    """Deduplicate a memory."""
    from ..tmx.tools.dedupe import conflicts
    from ..tmx.tools.operations import Outcome, deduplicate_memory, read_memory

    if report:
        outcomes = [Outcome()]

        def read() -> Any:
            outcomes[0] = Outcome()
            return read_memory(file, outcomes[0])[1]

        number = 0
        for source, units in conflicts(read):
            number += 1
            click.echo(source)
            for unit in units:
                click.echo(f"\t{unit.tuid}\t{unit.changed}\t{unit.en}")
        _tell(outcomes[0], rejects, _("{n} sources with several targets").format(n=number))
        return
    if out is None:
        raise click.UsageError(_("give -o FILE or --report"))
    outcome = deduplicate_memory(file, out, keep, removed)
    _tell(outcome, rejects, _("{n} units kept, {m} taken out").format(n=outcome.written, m=outcome.removed))


@command.command(
    "filter", help=_("Keep the units for which a condition is true, e.g. 'confidence >= 0.9 and zh ~ 气候'.")
)
@click.argument("expression")
@click.argument("file", type=_FILE)
@_out
@_removed
@_rejects
def filter_units(expression: str, file: Path, out: Path, removed: Path | None, rejects: Path | None) -> None:
    """Filter a memory."""
    from ..tmx.tools.operations import filter_memory

    outcome = filter_memory(file, out, expression, removed)
    _tell(outcome, rejects, _("{n} of {m} units kept").format(n=outcome.written, m=outcome.read))


@command.command(help=_("Show units added, gone and changed from one memory to another."))
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@_as_json
def diff(old: Path, new: Path, as_json: bool) -> None:
    """Compare two memories; exit with 1 where they differ."""
    from ..tmx.tools.diff import difference
    from ..tmx.tools.operations import Outcome, read_memory

    outcomes = {old: Outcome(), new: Outcome()}

    def read(path: Path) -> Any:
        outcomes[path] = Outcome()
        return read_memory(path, outcomes[path])[1]

    counts = {"added": 0, "gone": 0, "changed": 0}
    for what, before, after in difference(lambda: read(old), lambda: read(new)):
        counts[what] += 1
        sides = [
            None if unit is None else {"tuid": unit.tuid, "zh": unit.zh, "en": unit.en} for unit in (before, after)
        ]
        if as_json:
            click.echo(json.dumps({"what": what, "old": sides[0], "new": sides[1]}, ensure_ascii=False))
        else:
            for mark, side in zip("-+", sides, strict=True):
                if side is not None:
                    click.echo(f"{mark} {side['tuid']}\t{side['zh']}\t{side['en']}")
    for path, outcome in outcomes.items():
        if outcome.rejects:
            click.echo(_("{file}: {n} units not read").format(file=path, n=len(outcome.rejects)), err=True)
    click.echo(_("{added} added, {gone} gone, {changed} changed").format(**counts), err=True)
    sys.exit(1 if any(counts.values()) else 0)


@command.command(help=_("Convert between TMX, TSV, CSV, XLSX, XLIFF, Moses, JSON lines, Parquet and OmegaT projects."))
@click.argument("file", type=_FILE)
@click.argument("out", type=_FILE)
@click.option("--from", "source_format", type=click.Choice((*_FORMATS, "po")), help=_("Format that is read."))
@click.option("--to", "target_format", type=click.Choice(_FORMATS), help=_("Format that is written."))
@click.option("--zh", help=_("Language code of Chinese; default: a memory's own, else zh-CN."))
@click.option("--en", help=_("Language code of English; default: a memory's own, else en."))
@click.option("--source", type=click.Choice(["zh", "en"]), help=_("Source language; default: a memory's own, else zh."))
@click.option("--level", type=click.Choice(["sentence", "paragraph"]), help=_("The segtype of a TMX file."))
@click.option("--plain", is_flag=True, help=_("Leave inline tags out of TMX."))
@click.option("--date", default="", help=_("Date of units without one, e.g. 2021-08-04."))
@click.option("--glossary", type=_FILE, help=_("A glossary for an OmegaT project."))
@_rejects
def convert(
    file: Path,
    out: Path,
    source_format: str | None,
    target_format: str | None,
    zh: str | None,
    en: str | None,
    source: str | None,
    level: str | None,
    plain: bool,
    date: str,
    glossary: Path | None,
    rejects: Path | None,
) -> None:
    """Convert a file."""
    from ..tmx.formats.registry import ConversionOptions
    from ..tmx.tools.operations import convert as convert_file

    keep = not (zh or en or source)
    codes = (zh or "zh-CN", en or "en", source or "zh")
    options = ConversionOptions(*codes, level or "", plain, date, glossary, keep)
    outcome = convert_file(file, out, options, source=source_format or "", target=target_format or "")
    _tell(outcome, rejects, _("{n} units written to {out}").format(n=outcome.written, out=out))


@command.command(help=_("Write the sentence rules as an SRX 2.0 file for CAT tools."))
@click.option(
    "-o", "--output", "out", type=_FILE, default=Path("un.srx"), show_default=True, help=_("The file to write.")
)
def srx(out: Path) -> None:
    """Export the rules."""
    from ..language.segmentation import export_rules

    export_rules(out)
    click.echo(_("sentence rules for Chinese and English written to {out}").format(out=out), err=True)
