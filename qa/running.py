"""A QA run: a bitext through all chosen checks, with the evidence of the whole memory, to a report's findings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..align.bitext import Bitext
from ..align.encoder import Encoder
from ..terms.glossary import Glossary
from ..terms.matching import TermMatcher
from .checks import CHECKS, Check
from .context import Context
from .finding import SEVERITIES, Finding, Severity
from .settings import Settings
from .terminology import Terminology, TermReader, gather
from .unit import Unit, read_units


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found.

    Attributes:
        bitext: What was checked.
        findings: In the order of the pairs, then of the table of checks.
        terminology: The terms of all pairs; None without a glossary.
        checks: Names of the checks that ran.
        accepted: How many findings a baseline kept quiet.
    """

    bitext: Bitext
    findings: tuple[Finding, ...]
    terminology: Terminology | None
    checks: tuple[str, ...]
    accepted: int = 0


def check_bitext(
    bitext: Bitext, glossary: Glossary | None, settings: Settings | None = None, encoder: Encoder | None = None
) -> Result:
    """Return what the chosen checks find in a bitext.

    Args:
        bitext: The pairs.
        glossary: The terms; None leaves out what needs them.
        settings: The user's settings.
        encoder: Compares sentences; None leaves out what needs it.
    """
    settings = settings or Settings()
    units = read_units(bitext)
    matcher = TermMatcher(glossary) if glossary is not None else None
    terminology = read_terminology(units, matcher) if matcher else None
    context = Context(units, settings, matcher, encoder if settings.encoder else None, terminology)
    chosen = [check for check in CHECKS.values() if _chosen(check, settings)]
    findings = [finding for check in chosen for finding in _run(check, units, context)]
    names = list(CHECKS)
    findings.sort(key=lambda each: (each.index, names.index(each.check)))
    return Result(bitext, tuple(findings), terminology, tuple(check.name for check in chosen))


def _chosen(check: Check, settings: Settings) -> bool:
    return check.name not in settings.skip and (not settings.select or check.name in settings.select)


def _run(check: Check, units: Sequence[Unit], context: Context) -> list[Finding]:
    if check.pair is not None:
        found = [finding for unit in units for finding in check.pair(unit, context)]
    else:
        found = list(check.memory(units, context)) if check.memory else []
    severity = context.settings.severity.get(check.name)
    return [replace(finding, severity=severity) for finding in found] if severity else found


def read_terminology(units: Sequence[Unit], matcher: TermMatcher) -> Terminology:
    """Return the terms of all units."""
    reader = TermReader(matcher)
    return gather(reader.read(unit.zh.text, unit.en.text) for unit in units)


def worst(findings: Sequence[Finding], count: int = 10) -> list[Finding]:
    """Return the worst findings, one a pair: errors first, and first those of the pairs with most of them."""
    load: dict[int, int] = {}
    for finding in findings:
        load[finding.index] = load.get(finding.index, 0) + _WEIGHTS[finding.severity]
    ranked = sorted(findings, key=lambda f: (SEVERITIES.index(f.severity), _cause(f), -load[f.index], f.index))
    first: dict[int, Finding] = {}
    for finding in ranked:
        first.setdefault(finding.index, finding)
    return list(first.values())[:count]


_WEIGHTS: dict[Severity, int] = {"error": 10, "warning": 2, "info": 0}
# what makes other checks fire as well comes first
_CAUSES = ("misaligned", "empty", "omission")


def _cause(finding: Finding) -> int:
    return _CAUSES.index(finding.check) if finding.check in _CAUSES else len(_CAUSES)
