"""The checks, a module a family, and the table of all of them: by name, in the order of reports.

A check is registered by the decorator above its function (see `check`).
"""

from . import brackets, completeness, counterparts, inconsistency, misaligned, names, punctuation, terms
from .check import Check

FAMILIES = (terms, inconsistency, counterparts, names, completeness, misaligned, brackets, punctuation)
CHECKS: dict[str, Check] = {
    check.name: check for family in FAMILIES for check in vars(family).values() if isinstance(check, Check)
}
