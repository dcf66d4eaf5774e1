"""``duizhao score``: a translator's version against the official one."""

import json

import click

from ..i18n import _


@click.command(name="score", help=_("Score a translation (HYP) against the official version (REF)."))
@click.argument("hypothesis", metavar="HYP")
@click.argument("reference", metavar="REF")
@click.option(
    "-n", "--worst", type=click.IntRange(0), default=10, show_default=True, help=_("Worst paragraphs to show.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON with all paragraphs."))
def command(hypothesis: str, reference: str, worst: int, as_json: bool) -> None:
    """Score a translation."""
    from ..qa.score import score_files, scores_record

    scores = score_files(hypothesis, reference)
    if as_json:
        click.echo(json.dumps(scores_record(scores), ensure_ascii=False, indent=1))
        return
    from ..qa.reports.terminal import terminal_scores

    click.echo(terminal_scores(scores, worst), nl=False)
