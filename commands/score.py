"""``duizhao score``: a translator's version against the official one."""

import click

from . import grammar
from .screen import show_json


@grammar.command(
    help="Score a translation against the official version: BLEU, chrF, TER.",
    examples=["duizhao score mine.docx A_76_36-E.pdf", "duizhao score mine.docx A_76_36-E.pdf -n 3"],
)
@grammar.argument("translation", metavar="TRANSLATION")
@grammar.argument("reference", metavar="OFFICIAL")
@grammar.limit(10, "Most paragraphs to show, the worst first.")
def command(translation: str, reference: str, limit: int) -> None:
    """Score a translation."""
    from ..qa.reports.terminal import terminal_scores
    from ..qa.score import score_files, scores_record

    scores = score_files(translation, reference)
    if grammar.settings().as_json:
        show_json(scores_record(scores))
    else:
        click.echo(terminal_scores(scores, limit), nl=False)
