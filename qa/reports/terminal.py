"""The report on a terminal: a short table and the ten worst findings."""

import io
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.markup import escape

from ...i18n import _, current_language, placed
from ..finding import SEVERITIES, Finding, Severity, words
from ..score import PartScores, VersionScores
from .report import QualityReport, summary

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}
# how much a finding makes its pair the worst
_WEIGHTS: dict[Severity, int] = {"error": 10, "warning": 2, "info": 0}
# what makes other checks fire as well comes first
_CAUSES = ("misaligned", "empty", "omission")


def terminal_report(report: QualityReport, width: int | None = None) -> str:
    """Return the table of checks, the score and the ten worst findings, coloured on a terminal only."""
    from rich.text import Text

    console, stream = _console(width)
    labels = words("page", current_language())
    record = summary(report)
    console.print(_check_table(report, labels))
    console.print(placed(labels["pairs"], record["pairs"]))
    console.print(placed(labels["clean"], record["pairs_without_fault"]))
    if score := record["consistency"]:
        interval = labels["interval"].format(
            f"{score['low']:.3f}", f"{score['high']:.3f}", score["terms"], score["occurrences"]
        )
        console.print(placed(labels["consistency"], f"{score['mean']:.3f} ({interval})"))
    if record["accepted"]:
        console.print(placed(labels["baseline"], record["accepted"]))
    console.print(record["signature"], soft_wrap=True, markup=False)
    if report.findings:
        console.print()
        console.print(_("The ten worst:"))
    for finding in _worst(report.findings):
        line = Text(f"{labels[finding.severity]} ", style=_COLOURS[finding.severity])
        line.append(placed(f"{finding.pair} {_shown(finding.check)}", ""), style="bold")
        line.append(finding.message()[:300])
        console.print(line)
    return stream.getvalue()


def _shown(check: str) -> str:
    """Return the name of a check: in Chinese that of the page, in English that which ``--skip`` takes."""
    return words("checks", "zh")[check] if current_language() == "zh" else check


def _check_table(report: QualityReport, labels: dict[str, str]) -> "Table":
    """Return the table of the checks that found something, with their findings by severity."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column(labels["check"])
    for severity in SEVERITIES:
        table.add_column(labels[severity], justify="right")
    counts = Counter((finding.check, finding.severity) for finding in report.findings)
    for name in report.result.checks:
        if any(counts[name, severity] for severity in SEVERITIES):
            table.add_row(_shown(name), *(str(counts[name, severity] or "") for severity in SEVERITIES))
    return table


def terminal_scores(scores: VersionScores, worst: int, width: int | None = None) -> str:
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


def _figures(part: PartScores) -> tuple[str, str, str]:
    return f"{part.bleu:.1f}", f"{part.chrf:.1f}", f"{part.ter:.1f}"


def _console(width: int | None) -> tuple["Console", io.StringIO]:
    """Return a console that writes to a string: with colours where the real one is a terminal."""
    from rich.console import Console

    real = Console()
    stream = io.StringIO()
    wide = width or (min(real.width, 110) if real.is_terminal else 110)
    return Console(file=stream, force_terminal=real.is_terminal, width=wide, highlight=False), stream


def _worst(findings: Sequence[Finding], count: int = 10) -> list[Finding]:
    """Return the worst findings, one a pair: errors first, and first those of the pairs with most of them."""
    load: Counter[int] = Counter()
    for finding in findings:
        load[finding.index] += _WEIGHTS[finding.severity]
    ranked = sorted(findings, key=lambda f: (SEVERITIES.index(f.severity), _cause(f), -load[f.index], f.index))
    first: dict[int, Finding] = {}
    for finding in ranked:
        first.setdefault(finding.index, finding)
    return list(first.values())[:count]


def _cause(finding: Finding) -> int:
    return _CAUSES.index(finding.check) if finding.check in _CAUSES else len(_CAUSES)
