"""``duizhao tmx``: check, count, clean, merge, split, filter, compare and convert translation memories."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..i18n import _, listed, placed
from ..language.script import padded
from . import COMMANDS, grammar
from .screen import show, show_json_line, show_not_read

if TYPE_CHECKING:
    from ..tmx.model import Unit
    from ..tmx.tools.operations import Outcome
    from ..tmx.tools.stats import Statistics

_RULE = grammar.ChoiceOf("tmx.tools.clean", "RULES")
_output = grammar.output("Memory to write: .tmx or .tmx.gz.", type=grammar.FILE)


@grammar.group(
    help=COMMANDS["tmx"],
    examples=["duizhao tmx validate old.tmx", "duizhao tmx clean old.tmx -o clean.tmx"],
)
def command() -> None:
    """Group the commands."""


def _show(outcome: "Outcome", rejects: Path | None, *lines: str, **figures: Any) -> None:
    """Print what became of a memory; what could not be read goes to stderr and to the file that keeps it."""
    if rejects is not None:
        outcome.rejects.save(rejects)
    counts = {"read": outcome.read, "written": outcome.written, "removed": outcome.removed}
    show({**counts, **figures, "not_read": len(outcome.rejects)}, lines)
    show_not_read(outcome.rejects)


@command.command(
    help="Check memories against TMX 1.4b and against what tools refuse or lose.\n\n"
    "Exit status 1 where there are errors.",
    examples=["duizhao tmx validate old.tmx others.tmx", "duizhao tmx validate old.tmx --fix -o fixed.tmx"],
)
@grammar.argument("files", nargs=-1, required=True, type=grammar.FILE, metavar="FILE")
@grammar.option("--fix", is_flag=True, help="Repair what can be repaired, and write it with -o (one FILE only).")
@grammar.output("Memory to write with --fix.", type=grammar.FILE, required=False)
@grammar.limit(20, "Most places shown for each rule.")
@grammar.option("--explain", is_flag=True, help="Show the tool and the source of each rule broken.")
def validate(files: tuple[Path, ...], fix: bool, out: Path | None, limit: int, explain: bool) -> None:
    """Print problems; exit with 1 where there are errors."""
    from ..tmx.tools import validate as validation

    if fix != (out is not None):
        raise grammar.UsageError(_("--fix and -o FILE need each other"))
    if fix and len(files) != 1:
        raise grammar.UsageError(_("--fix takes one file"))
    reports = [validation.collect(path, limit) for path in files]
    show([report.as_data() for report in reports], (line for report in reports for line in report.lines(explain)))
    if out is not None:
        written, broken = validation.fix(files[0], out)
        click.echo(_("{n} units written to {file}, {m} left out").format(n=written, file=out, m=len(broken)), err=True)
    sys.exit(1 if any(report.errors for report in reports) else 0)


@command.command(
    help="Count units, words, repeats, dates and over-long segments.", examples=["duizhao tmx stats old.tmx --json"]
)
@grammar.argument("file", type=grammar.FILE)
@grammar.rejects
def stats(file: Path, rejects: Path | None) -> None:
    """Print figures."""
    from ..tmx.tools.operations import Outcome, read_memory
    from ..tmx.tools.stats import statistics

    outcome = Outcome()
    figures = statistics(read_memory(file, outcome)[1])
    line = _("{n} units read, {m} not").format(n=outcome.read, m=len(outcome.rejects))
    _show(outcome, rejects, *_figures(figures), line, **figures.as_data())


def _figures(figures: "Statistics") -> list[str]:
    lines = [
        f"{padded(name, 19)}{n:>12,}"
        for name, n in (
            (_("units"), figures.units),
            (_("repeated"), figures.repeated),
            (_("several renderings"), figures.ambiguous),
            (_("documents"), figures.documents),
        )
    ]
    if figures.first_date:
        lines.append(f"{padded(_('dates'), 19)}{figures.first_date} – {figures.last_date}")
    for code, one in sorted(figures.languages.items()):
        row = _("{code}: {n:,} texts, {words:,} words, {characters:,} characters, longest {longest:,}, empty {empty:,}")
        values = {"words": one.words, "characters": one.characters, "longest": one.longest}
        lines.append(row.format(code=code or "?", n=one.variants, empty=one.empty, **values))
        over = [_("{n:,} over {limit:,}").format(n=n, limit=limit) for limit, n in sorted(one.over.items())]
        lines.extend(["  " + listed(over)] if over else [])
        steps = [f"≤{step}: {n:,}" if step else f">: {n:,}" for step, n in sorted(one.lengths.items()) if n]
        lines.append("  " + _("lengths") + "  " + "  ".join(steps))
    for title, counter in ((_("property"), figures.props), (_("repaired"), figures.faults)):
        lines.extend(placed(f"{title} {name}", f"{n:,}") for name, n in sorted(counter.items()))
    return lines


@command.command(
    help="Repair units and take bad ones out, by named rules.",
    examples=[
        "duizhao tmx clean old.tmx -o clean.tmx --removed removed.tsv",
        "duizhao tmx clean old.tmx -o clean.tmx --skip same",
    ],
)
@grammar.argument("file", type=grammar.FILE)
@_output
@grammar.option("--select", multiple=True, type=_RULE, help="Run this rule only. May be repeated.")
@grammar.option("--skip", multiple=True, type=_RULE, help="Leave this rule out. May be repeated.")
@grammar.option("--min-ratio", default=1.0, help="Fewest English characters for each Chinese one.")
@grammar.option("--max-ratio", default=10.0, help="Most English characters for each Chinese one.")
@grammar.removed
@grammar.rejects
def clean(
    file: Path,
    out: Path,
    select: tuple[str, ...],
    skip: tuple[str, ...],
    min_ratio: float,
    max_ratio: float,
    removed: Path | None,
    rejects: Path | None,
) -> None:
    """Clean a memory."""
    from ..tmx.tools.clean import RULES, CleaningOptions
    from ..tmx.tools.operations import clean_memory

    chosen = tuple(rule for rule in (select or RULES) if rule not in skip)
    cleaned, outcome = clean_memory(file, out, CleaningOptions(chosen, min_ratio, max_ratio), removed)
    lines = [
        f"{title}  {rule:<10}  {counter[rule]:>10,}"
        for title, counter in ((_("repaired"), cleaned.repaired), (_("taken out"), cleaned.removed))
        for rule in chosen
        if counter[rule]
    ]
    line = _("{n} units read, {m} kept").format(n=outcome.read, m=outcome.written)
    counts: dict[str, Any] = {"removed": cleaned.removed, "kept": outcome.written, "repaired": cleaned.repaired}
    _show(outcome, rejects, *lines, line, **counts)


@command.command(help="Merge memories into one.", examples=["duizhao tmx merge old.tmx new.tmx -o all.tmx"])
@grammar.argument("files", nargs=-1, required=True, type=grammar.FILE, metavar="FILE")
@_output
@grammar.rejects
def merge(files: tuple[Path, ...], out: Path, rejects: Path | None) -> None:
    """Merge memories."""
    from ..tmx.tools.operations import merge_memories

    outcome, pairs = merge_memories(files, out)
    _show(outcome, rejects, _("{n} units from {m} files").format(n=outcome.written, m=len(files)), language_pairs=pairs)
    if len(pairs) > 1:
        line = _(
            "note: several language pairs ({pairs}): many tools read one only; make them one with 'duizhao tmx convert'"
        )
        click.echo(line.format(pairs=listed(pairs)), err=True)


@command.command(
    help="Split a memory into files by count, by size or by a property.",
    examples=["duizhao tmx split all.tmx --count 50000", "duizhao tmx split all.tmx --by x-document -o un"],
)
@grammar.argument("file", type=grammar.FILE)
@grammar.option(
    "-o",
    "--output",
    "stem",
    type=grammar.FILE,
    metavar="FILE",
    help="Beginning of the names of the parts; FILE's own otherwise.",
)
@grammar.option("--count", type=grammar.Between(1), help="Most units in each file.")
@grammar.option("--size", type=grammar.Between(1), help="Most megabytes in each file.")
@grammar.option("--by", "name", metavar="PROPERTY", help="A file for each value of this property, e.g. x-document.")
@grammar.rejects
def split(
    file: Path, stem: Path | None, count: int | None, size: int | None, name: str | None, rejects: Path | None
) -> None:
    """Split a memory."""
    from ..tmx.tools.operations import split_memory

    if sum(map(bool, (count, size, name))) != 1:
        raise grammar.UsageError(_("choose one of --count, --size and --by"))
    parts, outcome = split_memory(file, stem or file, count=count or 0, size=(size or 0) * 1_000_000, name=name or "")
    lines = [f"{part.path}\t{part.units}" for part in parts]
    line = _("{n} units in {m} files").format(n=outcome.written, m=len(parts))
    _show(outcome, rejects, *lines, line, parts=[{"file": str(part.path), "units": part.units} for part in parts])


@command.command(
    help="Take out repeated units, or list the Chinese texts with several renderings.",
    examples=["duizhao tmx dedupe all.tmx -o once.tmx --keep newest", "duizhao tmx dedupe all.tmx --conflicts"],
)
@grammar.argument("file", type=grammar.FILE)
@grammar.output("Memory to write: .tmx or .tmx.gz.", type=grammar.FILE, required=False)
@grammar.option(
    "--keep",
    type=click.Choice(["all", "newest", "first"]),
    default="all",
    help="Which units stay of those with the same Chinese and different English.",
)
@grammar.option("--conflicts", "listed", is_flag=True, help="Only list the Chinese texts with several renderings.")
@grammar.removed
@grammar.rejects
def dedupe(file: Path, out: Path | None, keep: Any, listed: bool, removed: Path | None, rejects: Path | None) -> None:
    """Deduplicate a memory."""
    from ..tmx.tools.operations import deduplicate_memory

    if listed == (out is not None):
        raise grammar.UsageError(_("choose one of -o FILE and --conflicts"))
    if out is None:
        _show_conflicts(file, rejects)
        return
    outcome = deduplicate_memory(file, out, keep, removed)
    _show(outcome, rejects, _("{n} units kept, {m} taken out").format(n=outcome.written, m=outcome.removed))


def _show_conflicts(file: Path, rejects: Path | None) -> None:
    from ..tmx.tools.operations import Outcome, reader_of
    from ..tmx.tools.stats import conflicts

    outcome = Outcome()
    found = list(conflicts(reader_of(file, outcome)))
    lines = []
    for chinese, units in found:
        lines += [chinese, *(f"\t{unit.tuid}\t{unit.changed}\t{unit.en}" for unit in units)]
    line = _("Chinese texts with several renderings: {n}").format(n=len(found))
    records = [{"zh": chinese, "units": [_record(unit) for unit in units]} for chinese, units in found]
    _show(outcome, rejects, *lines, line, conflicts=records)


def _record(unit: "Unit") -> dict[str, str]:
    return {"tuid": unit.tuid, "zh": unit.zh, "en": unit.en, "changed": unit.changed}


@command.command(
    "filter",
    help="Keep the units for which a condition is true.",
    examples=["duizhao tmx filter all.tmx --where 'confidence >= 0.9 and zh ~ 气候' -o climate.tmx"],
)
@grammar.argument("file", type=grammar.FILE)
@grammar.option("-w", "--where", required=True, metavar="CONDITION", help="The condition.")
@_output
@grammar.removed
@grammar.rejects
def filter_units(file: Path, where: str, out: Path, removed: Path | None, rejects: Path | None) -> None:
    """Filter a memory."""
    from ..tmx.tools.operations import filter_memory

    outcome = filter_memory(file, out, where, removed)
    _show(outcome, rejects, _("{n} of {m} units kept").format(n=outcome.written, m=outcome.read))


@command.command(
    help="Show the units added, removed and changed from one memory to another.\n\n"
    "Exit status 1 where there are any. --json prints an object a line.",
    examples=["duizhao tmx diff old.tmx new.tmx"],
)
@grammar.argument("old", type=grammar.FILE)
@grammar.argument("new", type=grammar.FILE)
def diff(old: Path, new: Path) -> None:
    """Compare two memories; exit with 1 where they differ."""
    from ..tmx.tools.operations import Outcome, reader_of
    from ..tmx.tools.stats import difference

    outcomes = {old: Outcome(), new: Outcome()}
    counts = {"added": 0, "removed": 0, "changed": 0}
    for what, before, after in difference(*(reader_of(path, outcomes[path]) for path in (old, new))):
        counts[what] += 1
        if grammar.settings().as_json:
            sides = {name: unit and _record(unit) for name, unit in (("old", before), ("new", after))}
            show_json_line({"what": what, **sides})
        else:
            for mark, unit in (("-", before), ("+", after)):
                if unit is not None:
                    click.echo(f"{mark} {unit.tuid}\t{unit.zh}\t{unit.en}")
    if not grammar.settings().as_json:
        click.echo(_("{added} added, {removed} removed, {changed} changed").format(**counts))
    for outcome in outcomes.values():
        show_not_read(outcome.rejects)
    sys.exit(1 if any(counts.values()) else 0)


@command.command(
    help="Convert between TMX, TSV, CSV, XLSX, XLIFF, Moses, JSON Lines, Parquet and OmegaT projects.",
    examples=[
        "duizhao tmx convert report.tmx -o report.xlsx",
        "duizhao tmx convert report.tsv -o report.tmx --zh zh-Hans --en en-GB",
    ],
)
@grammar.argument("file", type=grammar.FILE)
@grammar.output("File or folder to write; the suffix decides its format.", type=grammar.FILE)
@grammar.read_as("tmx.formats.registry")
@grammar.write_as("tmx.formats.registry")
@grammar.option("--zh", metavar="CODE", help="Language code of Chinese; a memory's own otherwise, else zh-CN.")
@grammar.option("--en", metavar="CODE", help="Language code of English; a memory's own otherwise, else en.")
@grammar.source("Source language; a memory's own otherwise, else zh.")
@grammar.option("--level", type=grammar.LEVEL, help="What the segments are, as TMX says it (segtype).")
@grammar.option("--plain", is_flag=True, help="Leave inline tags out of TMX.")
@grammar.option(
    "--date", default="", show_default=False, metavar="DATE", help="Date of units without one, e.g. 2021-08-04."
)
@grammar.option("-g", "--glossary", type=grammar.FILE, metavar="FILE", help="Glossary for an OmegaT project.")
@grammar.rejects
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
    _show(outcome, rejects, _("{n} units written to {file}").format(n=outcome.written, file=out))


@command.command(
    help="Write the sentence rules as an SRX 2.0 file for CAT tools.",
    examples=["duizhao tmx srx -o un.srx"],
    has_json=False,
)
@grammar.output("File to write: .srx.", type=grammar.FILE)
def srx(out: Path) -> None:
    """Export the rules."""
    from ..language.segmentation import export_rules

    export_rules(out)
    click.echo(_("sentence rules for Chinese and English written to {file}").format(file=out))
