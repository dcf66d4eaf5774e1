"""Sentence links by line number, and the ``.align`` form of Vecalign and Bertalign: a bead a line, ``[0, 1]:[2]``."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import regex

from ...corpora.archive import gunzip
from ...corpora.reading import load
from ...errors import DuizhaoError
from ...i18n import _
from ...language.decoding import decode
from ..sentences.beads import Bead, Indices

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
            raise DuizhaoError(_("is not a bead of the form [0, 1]:[2]"), file=name, line=number)
        found.append((_numbers(match[1], name, number), _numbers(match[2], name, number)))
    return found


def read_links(path: str | Path) -> list[Indices]:
    """Read an ``.align`` file, an XCES link file or a hunalign ladder, packed with gzip or not.

    Which of them it is, the contents tell.

    Raises:
        DuizhaoError: The file cannot be read, or is none of these.
    """
    from .ladder import parse_ladder
    from .xces import parse_xces

    data, name = load(path), str(path)
    if data.startswith(b"\x1f\x8b"):
        data = gunzip(data, name)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return parse_xces(data, name)
    text, _encoding = decode(data, name)
    if regex.match(r"\s*-?\d+\t", text):
        return parse_ladder(text, name)
    return parse_align(text, name)


def links_of(beads: Iterable[Bead]) -> list[Indices]:
    """Return beads as plain indices."""
    return [(tuple(bead.zh), tuple(bead.en)) for bead in beads]


def beads_of(links: Sequence[Indices], zh: int, en: int, name: str) -> list[Bead]:
    """Return links of another tool as beads that cover ``zh`` and ``en`` sentences; what no link takes stands alone.

    Raises:
        DuizhaoError: A link points outside the files, crosses another, or takes sentences that are no neighbours.
    """
    beads: list[Bead] = []
    i = j = 0
    runs = [
        (_run(link[0], zh, name, order), _run(link[1], en, name, order), order) for order, link in enumerate(links, 1)
    ]
    for left, right, order in sorted((run for run in runs if run[0] and run[1]), key=lambda run: run[0].start):
        if left.start < i or right.start < j:
            raise DuizhaoError(
                _("bead {order} crosses or overlaps another; correct the file").format(order=order), file=name
            )
        beads += [*_alone(range(i, left.start), range(j, right.start)), Bead(left, right, 1.0, "read")]
        i, j = left.stop, right.stop
    return [*beads, *_alone(range(i, zh), range(j, en))]


def _run(numbers: Sequence[int], size: int, name: str, order: int) -> range:
    if not numbers:
        return range(0)
    if max(numbers) >= size:
        raise DuizhaoError(
            _("bead {order} points to sentence {number}, but the file has {size} lines; check the files").format(
                order=order, number=max(numbers), size=size
            ),
            file=name,
        )
    run = range(min(numbers), max(numbers) + 1)
    if len(run) != len(set(numbers)):
        raise DuizhaoError(
            _("bead {order} joins sentences that are not neighbours: {numbers}").format(
                order=order, numbers=list(numbers)
            ),
            file=name,
        )
    return run


def _alone(zh: range, en: range) -> Iterator[Bead]:
    yield from (Bead(range(at, at + 1), range(0), 1.0, "alone") for at in zh)
    yield from (Bead(range(0), range(at, at + 1), 1.0, "alone") for at in en)


def _numbers(text: str, name: str, line: int) -> tuple[int, ...]:
    try:
        return tuple(json.loads(text))
    except ValueError as error:
        raise DuizhaoError(_("is not a bead of the form [0, 1]:[2]"), file=name, line=line) from error
