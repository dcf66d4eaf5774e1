"""The table of checks, by name, in the order of reports: every check that a family registers by its decorator."""

from . import brackets, completeness, counterparts, inconsistency, misaligned, names, punctuation, terms
from .check import Check

FAMILIES = (terms, inconsistency, counterparts, names, completeness, misaligned, brackets, punctuation)
CHECKS: dict[str, Check] = {
    check.name: check for family in FAMILIES for check in vars(family).values() if isinstance(check, Check)
}
NAMES = frozenset(CHECKS)
