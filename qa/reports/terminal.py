"""The report on a terminal: a short table and the ten worst findings."""

import io
from collections import Counter
from typing import TYPE_CHECKING

from rich.markup import escape

from ...i18n import _, current_language
from ..finding import SEVERITIES, words
from ..report import Report, summary
from ..runner import worst
from ..score import Part, Scores

if TYPE_CHECKING:
    from rich.console import Console

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def terminal_report(report: Report, width: int | None = None) -> str:
    """Return the table of checks, the score and the ten worst findings, coloured on a terminal only."""
    from rich.table import Table
    from rich.text import Text

    console, stream = _console(width)
    labels = words("page", current_language())
    record = summary(report)
    table = Table(box=None, pad_edge=False)
    table.add_column(labels["check"])
    for severity in SEVERITIES:
        table.add_column(labels[severity], justify="right")
    counts = Counter((finding.check, finding.severity) for finding in report.findings)
    for name in report.result.checks:
        if record["checks"][name]:
            table.add_row(name, *(str(counts[name, severity] or "") for severity in SEVERITIES))
    console.print(table)
    clean = record["pairs_without_fault"]
    console.print(f"{labels['pairs']}: {record['pairs']}; {labels['clean']}: {clean}")
    if score := record["consistency"]:
        shown = labels["interval"].format(
            f"{score['low']:.3f}", f"{score['high']:.3f}", score["terms"], score["occurrences"]
        )
        console.print(f"{labels['consistency']}: {score['mean']:.3f} ({shown})")
    if record["accepted"]:
        console.print(f"{labels['baseline']}: {record['accepted']}")
    console.print(record["signature"], soft_wrap=True, markup=False)
    if report.findings:
        console.print()
        console.print(_("The ten worst:"))
    for finding in worst(report.findings):
        line = Text(f"{labels[finding.severity]} ", style=_COLOURS[finding.severity])
        line.append(f"{finding.pair} {finding.check}: ", style="bold")
        line.append(finding.message()[:300])
        console.print(line)
    return stream.getvalue()


def terminal_scores(scores: Scores, worst: int, width: int | None = None) -> str:
    """Return a table of the document, its sections and its worst paragraphs, with sacrebleu's signatures."""
    from rich.table import Table

    console, stream = _console(width)
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Part"), max_width=60)
    for name in ("BLEU", "chrF", "TER"):
        table.add_column(name, justify="right")
    for part in (scores.whole, *scores.sections):
        table.add_row(escape(part.name), *_figures(part))
    table.add_section()
    for part in scores.paragraphs[:worst]:
        table.add_row(escape(part.name), *_figures(part))
    console.print(table)
    for name, signature in scores.signatures:
        console.print(f"{name}: {signature}", soft_wrap=True, markup=False)
    return stream.getvalue()


def _figures(part: Part) -> tuple[str, str, str]:
    return f"{part.bleu:.1f}", f"{part.chrf:.1f}", f"{part.ter:.1f}"


def _console(width: int | None) -> tuple["Console", io.StringIO]:
    """Return a console that writes to a string: with colours where the real one is a terminal."""
    from rich.console import Console

    real = Console()
    stream = io.StringIO()
    wide = width or (min(real.width, 110) if real.is_terminal else 110)
    return Console(file=stream, force_terminal=real.is_terminal, width=wide, highlight=False), stream
