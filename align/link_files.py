"""Sentence links by line number, in the files of other aligners.

``.align`` (Vecalign, Bertalign): a bead a line, ``[0, 1]:[2]``.

Ladders (hunalign; Varga et al. 2005): a rung a line, two line numbers and a score, separated by tabs. The sentences
between one rung and the next are a bead, and the score on a rung is that of the bead that begins there. A ladder covers
both texts wholly, so deletions are beads with an empty side.

XCES (Corpus Encoding Standard, part 5.3), as OPUS distributes it: ``<link xtargets="s1 s2;s1" certainty="0.9"/>`` joins
the sentences s1 and s2 of one document with s1 of the other.
"""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

import regex
from lxml import etree

from ..corpora.file_types import gunzip
from ..corpora.reading import load
from ..corpora.xml import check_markup_size
from ..errors import DuizhaoError
from ..i18n import _
from ..language.decoding import decode
from .sentences.beads import Bead, Indices, with_lone_sentences

_NUMBERS = r"\[\s*((?:0|[1-9][0-9]{0,17})(?:\s*,\s*(?:0|[1-9][0-9]{0,17}))*)?\s*\]"
_LINE = regex.compile(rf"\s*{_NUMBERS}\s*:\s*{_NUMBERS}\s*(?::.*)?")
_MOST = 10_000_000  # sentences of a text; more is no ladder
_HEAD = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" "">
<cesAlign version="1.0">
"""
Key = tuple[int, ...]  # the numbers in an id: (1, 2) for s1.2


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
        zh, en = (tuple(map(int, side.split(","))) if side else () for side in match.groups())
        found.append((zh, en))
    return found


def read_links(path: str | Path) -> list[Indices]:
    """Read an ``.align`` file, an XCES link file or a hunalign ladder, packed with gzip or not.

    Which of them it is, the contents tell.

    Raises:
        DuizhaoError: The file cannot be read, or is none of these.
    """
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
        beads.append(Bead(left, right, 1.0, "read"))
        i, j = left.stop, right.stop
    return with_lone_sentences(beads, zh, en)


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


def format_ladder(beads: Sequence[Bead]) -> str:
    """Return beads that cover both texts, in order, as a ladder; the score is the confidence."""
    rungs = []
    i = j = 0
    for bead in beads:
        rungs.append(f"{i}\t{j}\t{bead.confidence:g}\n")
        i, j = i + len(bead.zh), j + len(bead.en)
    return "".join([*rungs, f"{i}\t{j}\t0\n"])


def parse_ladder(text: str, name: str) -> list[Indices]:
    """Return the beads of a ladder.

    Raises:
        DuizhaoError: A line is no rung, or a rung lies below the one before it.
    """
    rungs = [_rung(line, name, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    found: list[Indices] = []
    for (i, j, _line), (to_i, to_j, number) in pairwise(rungs):
        if to_i < i or to_j < j:
            raise DuizhaoError(
                _("has lower line numbers than the line before it; those of a ladder only rise"), file=name, line=number
            )
        if (i, j) != (to_i, to_j):
            found.append((tuple(range(i, to_i)), tuple(range(j, to_j))))
    return found


def _rung(line: str, name: str, number: int) -> tuple[int, int, int]:
    cells = line.split("\t")
    try:
        i, j = int(cells[0]), int(cells[1])
    except (ValueError, IndexError):
        i = j = -1
    if not 0 <= i <= _MOST or not 0 <= j <= _MOST:
        raise DuizhaoError(
            _("is not a line of a hunalign ladder: two line numbers and a score, separated by tabs"),
            file=name,
            line=number,
        )
    return i, j, number


def format_xces(beads: Iterable[Bead], zh: str = "zh", en: str = "en") -> str:
    """Return beads as an XCES link file.

    Args:
        beads: What to write; sentence ids are line numbers, 1-based.
        zh: Name of the Chinese document.
        en: Name of the English document.
    """
    lines = [_HEAD, f' <linkGrp targType="s" fromDoc="{escape(zh)}" toDoc="{escape(en)}">\n']
    for order, bead in enumerate(beads, 1):
        ids = ";".join(" ".join(str(at + 1) for at in side) for side in (bead.zh, bead.en))
        lines.append(f'  <link id="SL{order}" xtargets="{ids}" certainty="{bead.confidence:g}" />\n')
    return "".join([*lines, " </linkGrp>\n</cesAlign>\n"])


def parse_xces(data: bytes, name: str) -> list[Indices]:
    """Return the links of an XCES file, the Chinese side first where the names of the documents tell.

    A plain id (``7``, ``s7``) is a line number, 1-based. Ids of several numbers (``s3.2``, ``p3s2``) are put in order
    and counted; this needs all sentences in the file, as aligners write them.

    Raises:
        DuizhaoError: It is broken, holds no links, or links of more than one pair of documents.
    """
    check_markup_size(data, name)
    if b"<!ENTITY" in data:
        raise DuizhaoError(_("declares entities, which is not allowed; save it again without them"), file=name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        groups = _read_groups(etree.fromstring(data, parser), name)
    except etree.XMLSyntaxError as error:
        raise DuizhaoError(
            _("is not well-formed XML ({reason}); get the file again").format(reason=error.msg),
            file=name,
            line=error.lineno,
        ) from error
    if len(groups) != 1:
        raise DuizhaoError(
            _("holds links of {count} pairs of documents; give a file with one").format(count=len(groups)), file=name
        )
    ((documents, links),) = groups.items()
    left, right = _lines_of([link[0] for link in links]), _lines_of([link[1] for link in links])
    swapped = _is("en", documents[0]) and _is("zh", documents[1])
    return [(b, a) if swapped else (a, b) for a, b in zip(left, right, strict=True)]


def _read_groups(root: etree._Element, name: str) -> dict[tuple[str, str], list[tuple[list[Key], list[Key]]]]:
    """Return the links by the two documents that their group names."""
    groups: dict[tuple[str, str], list[tuple[list[Key], list[Key]]]] = {}
    documents = ("", "")
    for element in root.iter("{*}*"):
        tag = etree.QName(element).localname.lower()
        values = {str(key).lower(): str(value) for key, value in element.attrib.items()}
        if tag == "linkgrp":
            documents = values.get("fromdoc", ""), values.get("todoc", "")
        elif tag == "link":
            line: int = element.sourceline  # type: ignore[assignment]
            groups.setdefault(documents, []).append(_link(values.get("xtargets", ""), name, line))
    return groups


def _link(targets: str, name: str, line: int) -> tuple[list[Key], list[Key]]:
    sides = targets.split(";")
    keys = [[_key(target) for target in side.split()] for side in sides]
    if len(sides) != 2 or not all(all(side) for side in keys):
        raise DuizhaoError(_('has no targets of the form xtargets="1 2;3"; correct the link'), file=name, line=line)
    return keys[0], keys[1]


def _key(target: str) -> Key:
    return tuple(int(number[:18]) for number in regex.findall(r"[0-9]+", target))


def _lines_of(sides: Sequence[Sequence[Key]]) -> list[tuple[int, ...]]:
    """Return the 0-based lines of one side of all links."""
    keys = sorted({key for side in sides for key in side})
    if all(len(key) == 1 for key in keys):
        first = 0 if (0,) in keys else 1
        return [tuple(key[0] - first for key in side) for side in sides]
    order = {key: at for at, key in enumerate(keys)}
    return [tuple(order[key] for key in side) for side in sides]


def _is(language: str, document: str) -> bool:
    """Tell whether a document's name says its language: ``en/1.xml.gz``, ``A_76_36.zh-CN.xml``."""
    return regex.search(rf"(?<![a-z]){language}(?![a-z])", document.lower()) is not None
