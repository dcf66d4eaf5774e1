"""The report: a run's findings with scores, in the one form that all formats take."""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ... import __version__
from ...terms.glossary import Glossary
from ..checks.inconsistency import Repeat, find_repeats
from ..consistency import SAMPLES, Consistency, ConsistencyScore, TermScore, consistency_of
from ..finding import SEVERITIES, Finding, Severity
from ..runner import CheckResult
from ..settings import Settings

# a chart with more bars is no overview: then, and without headings, so many equal parts are shown
_MOST_SECTIONS, _EQUAL_PARTS = 40, 20


@dataclass(frozen=True, slots=True)
class QualityReport:
    """What reports show.

    Attributes:
        name: What was checked, for people.
        result: The run.
        documents: Name, first pair and pair after the last of each document.
        consistency: Scores of terms; None without a glossary.
        repeats: Pairs with similar Chinese, least similar English first.
        signature: Version, glossary and settings: two scores compare where these agree.
    """

    name: str
    result: CheckResult
    documents: tuple[tuple[str, int, int], ...]
    consistency: Consistency | None
    repeats: tuple[Repeat, ...]
    signature: str

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, in the order of the pairs."""
        return self.result.findings

    @property
    def terms(self) -> tuple[TermScore, ...]:
        """The scored terms, the least consistent first; none without a glossary."""
        return self.consistency.terms if self.consistency else ()


def make_report(
    result: CheckResult, documents: Sequence[tuple[str, int, int]], glossary: Glossary | None, settings: Settings
) -> QualityReport:
    """Return the report of a run."""
    consistency = None
    if result.uses is not None and glossary is not None:
        consistency = consistency_of(result.uses, glossary, len(result.bitext.pairs), documents)
    repeats = tuple(find_repeats(result.bitext.pairs))
    name = ", ".join(name for name, _start, _end in documents[:3]) + (" …" if len(documents) > 3 else "")
    return QualityReport(name, result, tuple(documents), consistency, repeats, _signature(glossary, settings, result))


def _signature(glossary: Glossary | None, settings: Settings, result: CheckResult) -> str:
    """Return what two runs must have in common for their scores to be compared."""
    checks = hashlib.blake2b(",".join(result.checks).encode(), digest_size=3).hexdigest()
    parts = [
        f"duizhao:{__version__}",
        f"glossary:{_glossary_name(glossary)}",
        f"checks:{len(result.checks)}.{checks}",
        f"encoder:{'yes' if settings.encoder else 'no'}",
        "score:herfindahl",
        f"bootstrap:{SAMPLES}",
    ]
    return "|".join(parts)


def _glossary_name(glossary: Glossary | None) -> str:
    if glossary is None:
        return "none"
    text = "\n".join(f"{c.id}\t{t.text}\t{t.status}" for c, t in glossary.terms())
    return f"{glossary.name or 'unnamed'}.{hashlib.blake2b(text.encode(), digest_size=4).hexdigest()}"


def summary(report: QualityReport) -> dict[str, Any]:
    """Return the counts and scores, as the JSON report has them."""
    findings = report.findings
    checks = Counter(finding.check for finding in findings)
    severities = Counter(finding.severity for finding in findings)
    alarmed = {finding.index for finding in findings if finding.severity != "info"}
    pairs = len(report.result.bitext.pairs)
    return {
        "name": report.name,
        "pairs": pairs,
        "findings": len(findings),
        "accepted": report.result.accepted,
        "severities": {severity: severities[severity] for severity in SEVERITIES},
        "checks": {name: checks[name] for name in report.result.checks},
        "pairs_without_fault": pairs - len(alarmed),
        "documents": [_document(report, *document) for document in report.documents],
        "sections": _sections(report),
        "consistency": _consistency(report.consistency),
        "signature": report.signature,
    }


def _document(report: QualityReport, name: str, start: int, end: int) -> dict[str, Any]:
    counts = Counter(finding.severity for finding in report.findings if start <= finding.index < end)
    return {"name": name, "pairs": end - start, **{severity: counts[severity] for severity in SEVERITIES}}


def _sections(report: QualityReport) -> list[dict[str, Any]]:
    """Return the counts of findings by section: from heading to heading, or by equal parts where there is none."""
    pairs = report.result.bitext.pairs
    starts = [(i, pair.zh or pair.en) for i, pair in enumerate(pairs) if pair.kind in ("heading", "title")]
    if not 1 < len(starts) <= _MOST_SECTIONS:
        step = max(1, -(-len(pairs) // _EQUAL_PARTS))
        starts = [(i, f"{i + 1}–{min(i + step, len(pairs))}") for i in range(0, len(pairs), step)]
    elif starts[0][0] > 0:
        starts.insert(0, (0, pairs[0].zh or pairs[0].en))
    firsts = [start for start, _name in starts]
    counts = [Counter[Severity]() for _start in starts]
    for finding in report.findings:
        counts[bisect_right(firsts, finding.index) - 1][finding.severity] += 1
    lengths = (end - start for start, end in pairwise([*firsts, len(pairs)]))
    return [
        {"name": name[:60], "pairs": length, **{severity: count[severity] for severity in SEVERITIES}}
        for (_start, name), length, count in zip(starts, lengths, counts, strict=True)
    ]


def _consistency(consistency: Consistency | None) -> dict[str, Any] | None:
    if consistency is None or consistency.whole is None:
        return None
    return {
        **_figures(consistency.whole),
        "occurrences": consistency.whole.occurrences,
        "documents": {name: _figures(score) for name, score in consistency.documents},
    }


def _figures(score: ConsistencyScore) -> dict[str, Any]:
    means = {name: round(getattr(score, name), 4) for name in ("mean", "low", "high")}
    return {**means, "terms": score.terms}


def reaches(findings: Sequence[Finding], threshold: str) -> bool:
    """Whether a finding is at least as bad as ``error`` or ``warning``; ``never`` is not reached."""
    bad = {"never": (), "error": ("error",), "warning": ("error", "warning")}[threshold]
    return any(finding.severity in bad for finding in findings)
