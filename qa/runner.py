"""A QA run: a bitext through all chosen checks, with the evidence of the whole memory, to a report's findings.

A big memory is checked in stretches, one a process: each process reads its stretch, gives its share of the evidence,
and checks when it has the evidence of all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..align.bitext import Bitext, Pair
from ..align.encoders.encoder import Encoder, usable_cores
from ..terms.glossary import Glossary
from .checks.inconsistency import check_inconsistent_source, check_inconsistent_target
from .checks.misaligned import check_misaligned
from .checks.registry import CHECKS, Check
from .consistency import TermUse
from .finding import SEVERITIES, Finding, Severity
from .settings import Settings
from .stretches import Checked, check_stretches

# a process costs about a second to begin
_STRETCH = 4000


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found.

    Attributes:
        bitext: What was checked.
        findings: In the order of the pairs, then of the table of checks.
        uses: The uses of all terms; None without a glossary.
        checks: Names of the checks that ran.
        accepted: How many findings a baseline kept quiet.
    """

    bitext: Bitext
    findings: tuple[Finding, ...]
    uses: tuple[TermUse, ...] | None
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
    chosen = [check for check in CHECKS.values() if _chosen(check, settings)]
    names = [check.name for check in chosen if check.pair]
    parts = check_stretches(_stretches(bitext.pairs), names, glossary, settings)
    findings = [finding for part in parts for finding in part.findings]
    findings += _whole(bitext.pairs, {check.name for check in chosen}, parts, settings, encoder)
    order = {name: place for place, name in enumerate(CHECKS)}
    findings = [_as_set(finding, settings) for finding in findings]
    findings.sort(key=lambda each: (each.index, order[each.check]))
    uses = tuple(use for part in parts for use in part.uses) if glossary is not None else None
    return Result(bitext, tuple(findings), uses, tuple(check.name for check in chosen))


def _chosen(check: Check, settings: Settings) -> bool:
    return check.name not in settings.skip and (not settings.select or check.name in settings.select)


def _as_set(finding: Finding, settings: Settings) -> Finding:
    severity = settings.severity.get(finding.check)
    return replace(finding, severity=severity) if severity else finding


def _stretches(pairs: Sequence[Pair]) -> list[tuple[int, Sequence[Pair]]]:
    """Return the index of the first pair and the pairs of each stretch, as many as there are cores."""
    count = min(usable_cores(), max(1, len(pairs) // _STRETCH))
    step = -(-len(pairs) // count) if pairs else 1
    return [(start, pairs[start : start + step]) for start in range(0, len(pairs), step)]


def _whole(
    pairs: Sequence[Pair], names: set[str], parts: Sequence[Checked], settings: Settings, encoder: Encoder | None
) -> list[Finding]:
    """Return what the checks find that look at the whole memory."""
    found: list[Finding] = []
    if "inconsistent-target" in names:
        found += check_inconsistent_target(pairs)
    if "inconsistent-source" in names:
        found += check_inconsistent_source(pairs)
    if "misaligned" in names and settings.encoder:
        suspicions = [suspicion for part in parts for suspicion in part.suspicions]
        found += check_misaligned(pairs, suspicions, encoder, settings.budget)
    return found


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
