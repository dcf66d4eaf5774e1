"""``duizhao qa``: what is wrong in a translation, and which terms are rendered in different ways."""

import sys

import click

from ..i18n import _
from . import grammar
from .screen import show_json


def _list(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        from ..qa.checks import CHECKS

        if grammar.settings(context).as_json:
            show_json({check.name: check.doc for check in CHECKS.values()})
        else:
            for check in CHECKS.values():
                click.echo(f"{check.name:20} {_(check.doc)}")
        context.exit()


@grammar.command(
    help="Check a translation for over twenty kinds of faults, from numbers and dates to terms and omissions.\n\n"
    "Exit status 1 where a finding is as bad as --fail-on says.",
    examples=[
        "duizhao qa report.tmx -o qa.html -o qa.xlsx",
        "duizhao qa report.tmx -g mine.tbx --skip punctuation",
        "duizhao qa report.tmx --accept accepted.json && duizhao qa report.tmx --baseline accepted.json",
    ],
)
@grammar.argument("files", nargs=-1, required=True, metavar="FILE")
@grammar.glossary("Glossary, or none; the UN glossary that ships otherwise.")
@grammar.option("--extract", is_flag=True, help="Score the terms found in the memory as well.")
@grammar.output(
    "Report to write; the suffix decides its format: .html, .xlsx, .json, .csv, .xml (JUnit), .sarif. May be repeated.",
    multiple=True,
    required=False,
)
@grammar.option("--select", multiple=True, metavar="CHECK", help="Run this check only. May be repeated.")
@grammar.option("--skip", multiple=True, metavar="CHECK", help="Leave this check out. May be repeated.")
@grammar.option("--config", metavar="FILE", help="Settings; duizhao.toml of this folder otherwise.")
@grammar.option("--baseline", metavar="FILE", help="Do not report the findings accepted in this file.")
@grammar.option(
    "--accept", metavar="FILE", writes=True, help="Accept all findings of this run: write them to a baseline."
)
@grammar.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    help="Exit with status 1 where a finding is as bad as this.",
)
@grammar.no_encoder("Do not compare sentences by meaning: faster.")
@grammar.option("--list", is_flag=True, expose_value=False, callback=_list, help="List the checks and stop.")
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
    from ..qa.job import run_job
    from ..qa.reports.formats import json_report
    from ..qa.reports.report import reaches
    from ..qa.reports.terminal import terminal_report

    report = run_job(
        files,
        glossary,
        outputs=outputs,
        select=select,
        skip=skip,
        config=config,
        baseline=baseline,
        accept=accept,
        encoder=not no_encoder,
        extract=extract,
    )
    if grammar.settings().as_json:
        click.echo(json_report(report), nl=False)
    else:
        click.echo(terminal_report(report), nl=False)
    for path in (*outputs, *([accept] if accept else [])):
        click.echo(_("written: {files}").format(files=path), err=True)
    sys.exit(1 if reaches(report.findings, fail_on) else 0)
