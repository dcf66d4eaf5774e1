"""``duizhao qa`` and ``duizhao score``.

The one says what is wrong in a translation and which terms are rendered in different ways, the other how near a
translation comes to the official version.
"""

import sys

import click

from ..i18n import _
from . import COMMANDS, grammar
from .screen import show, show_json


def _list(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        from ..qa.checks import CHECKS

        checks = CHECKS.values()
        show({check.name: check.doc for check in checks}, (f"{check.name:20} {_(check.doc)}" for check in checks))
        context.exit()


@grammar.command(
    help=COMMANDS["qa"] + "\n\nExit status 1 where a finding is as bad as --fail-on says.",
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
    shown = json_report if grammar.settings().as_json else terminal_report
    click.echo(shown(report), nl=False)
    for path in (*outputs, *([accept] if accept else [])):
        click.echo(_("written: {files}").format(files=path), err=True)
    sys.exit(1 if reaches(report.findings, fail_on) else 0)


@grammar.command(
    help=COMMANDS["score"],
    examples=["duizhao score mine.docx A_76_36-E.pdf", "duizhao score mine.docx A_76_36-E.pdf -n 3"],
)
@grammar.argument("translation", metavar="TRANSLATION")
@grammar.argument("reference", metavar="OFFICIAL")
@grammar.limit(10, "Most paragraphs to show, the worst first.")
def score(translation: str, reference: str, limit: int) -> None:
    """Score a translation."""
    from ..qa.reports.terminal import terminal_scores
    from ..qa.score import score_files, scores_record

    scores = score_files(translation, reference)
    if grammar.settings().as_json:
        show_json(scores_record(scores))
    else:
        click.echo(terminal_scores(scores, limit), nl=False)
