"""``duizhao qa``: what is wrong in a translation, and which terms are rendered in different ways."""

import sys
from typing import TYPE_CHECKING

import click

from ..i18n import _

if TYPE_CHECKING:
    from ..qa.reports.report import QualityReport


@click.command(name="qa", help=_("Check a memory: numbers, dates, terms, countries and twenty checks more."))
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("-g", "--glossary", metavar="FILE", help=_("Glossary, or none; the UN glossary that ships otherwise."))
@click.option("--extract", is_flag=True, help=_("Score the terms found in the memory as well."))
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="FILE",
    help=_("Report: .html, .xlsx, .json, .csv, .xml (JUnit) or .sarif; several -o are allowed."),
)
@click.option("--select", multiple=True, metavar="CHECK", help=_("Run this check only; several are allowed."))
@click.option("--skip", multiple=True, metavar="CHECK", help=_("Leave this check out; several are allowed."))
@click.option("--config", metavar="FILE", help=_("Settings; duizhao.toml of this folder otherwise."))
@click.option("--baseline", metavar="FILE", help=_("Findings accepted before stay quiet."))
@click.option("--accept", metavar="FILE", help=_("Accept all findings of this run: write them to a baseline."))
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help=_("Exit with status 1 when a finding is as bad as this."),
)
@click.option("--no-encoder", is_flag=True, help=_("Do not compare sentences by their meaning (faster)."))
@click.option(
    "--list",
    "listed",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda *a: _list(*a),
    help=_("List the checks and stop."),
)
def command(
    files: tuple[str, ...],
    glossary: str | None,
    extract: bool,
    outputs: tuple[str, ...],
    select: tuple[str, ...],
    skip: tuple[str, ...],
    config: str | None,
    baseline: str | None,
    accept: str | None,
    fail_on: str,
    no_encoder: bool,
) -> None:
    """Check memories."""
    from ..qa.job import Job, run_job
    from ..qa.reports.report import reaches

    job = Job(files, glossary, outputs, select, skip, config, baseline, accept, encoder=not no_encoder, extract=extract)
    report = run_job(job)
    _show(report)
    for path in (*outputs, *([accept] if accept else [])):
        click.echo(_("written: {path}").format(path=path), err=True)
    sys.exit(1 if reaches(report.findings, fail_on) else 0)


def _list(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        from ..qa.checks.registry import CHECKS

        for check in CHECKS.values():
            click.echo(f"{check.name:20} {_(check.doc)}")
        context.exit()


def _show(report: "QualityReport") -> None:
    """Print the short table and the ten worst findings."""
    from ..qa.reports.terminal import terminal_report

    click.echo(terminal_report(report), nl=False)
