"""The checks, a module a family, and the table of all of them: by name, in the order of reports.

A check is registered by the decorator above its function (see `check`).
"""

from . import completeness, counterparts, inconsistency, misaligned, punctuation, terms
from .check import Check

FAMILIES = (terms, inconsistency, counterparts, completeness, misaligned, punctuation)
CHECKS: dict[str, Check] = {
    check.name: check for family in FAMILIES for check in vars(family).values() if isinstance(check, Check)
}
