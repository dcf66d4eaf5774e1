"""Sentence links by line number: the `.align` form of Vecalign and Bertalign, a bead a line: ``[0, 1]:[2]``."""

import json
from collections.abc import Iterable

import regex

from ..errors import DuizhaoError
from ..i18n import _
from .beads import Bead

Indices = tuple[tuple[int, ...], tuple[int, ...]]  # 0-based sentences on either side; an empty side is a deletion

_LINE = regex.compile(r"\s*(\[[\d,\s]*\])\s*:\s*(\[[\d,\s]*\])\s*(?::.*)?")


def format_align(beads: Iterable[Bead]) -> str:
    """Return beads in the ``.align`` form."""
    return "".join(f"{list(bead.zh)}:{list(bead.en)}\n" for bead in beads)


def parse_align(text: str, name: str) -> list[Indices]:
    """Return the beads of an ``.align`` text; what follows a second colon (costs of other tools) is left out.

    Raises:
        DuizhaoError: A line is not of that form.
    """
    found: list[Indices] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise DuizhaoError(_("is no bead of the form [0, 1]:[2]"), file=name, line=number)
        found.append((_numbers(match[1]), _numbers(match[2])))
    return found


def _numbers(text: str) -> tuple[int, ...]:
    try:
        return tuple(json.loads(text))
    except ValueError:
        return tuple(int(number) for number in regex.findall(r"\d+", text))
