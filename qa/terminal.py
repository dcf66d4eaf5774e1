"""The report on a terminal: a short table and the ten worst findings."""

import io
from collections import Counter

from ..i18n import _, current_language
from .finding import SEVERITIES
from .report import Report, summary
from .running import worst
from .wording import words

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def terminal_report(report: Report, width: int | None = None) -> str:
    """Return the table of checks, the score and the ten worst findings, coloured on a terminal only."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    real = Console()
    stream = io.StringIO()
    console = Console(
        file=stream, force_terminal=real.is_terminal, width=width or min(real.width, 110), highlight=False
    )
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
