"""How a check makes a finding of a unit."""

from collections.abc import Iterable

from .finding import Finding, Severity, Span
from .unit import Unit


def finding(
    unit: Unit,
    check: str,
    severity: Severity,
    key: str,
    values: tuple[str, ...] = (),
    zh: Iterable[Span] = (),
    en: Iterable[Span] = (),
) -> Finding:
    """Return a finding on a unit."""
    return Finding(check, severity, unit.pair.id, key, values, tuple(zh), tuple(en), unit.index)
