"""Link files of XCES (Corpus Encoding Standard, part 5.3), as OPUS distributes them.

``<link xtargets="s1 s2;s1" certainty="0.9"/>`` joins the sentences s1 and s2 of one document with s1 of the other.
"""

import io
from collections.abc import Iterable, Sequence
from html import escape

import regex
from lxml import etree

from ...corpora.xml import check_markup_size
from ...errors import DuizhaoError
from ...i18n import _
from ..sentences.beads import Bead, Indices

_HEAD = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" "">
<cesAlign version="1.0">
"""
Key = tuple[int, ...]  # the numbers in an id: (1, 2) for s1.2


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
    groups: dict[tuple[str, str], list[tuple[list[Key], list[Key]]]] = {}
    try:
        _read_groups(data, name, groups)
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


def _read_groups(data: bytes, name: str, groups: dict[tuple[str, str], list[tuple[list[Key], list[Key]]]]) -> None:
    """Collect the links by the two documents that their group names."""
    documents = ("", "")
    reading = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for event, element in reading:
        tag = etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
        values = {str(key).lower(): str(value) for key, value in element.attrib.items()}
        if event == "start" and tag == "linkgrp":
            documents = values.get("fromdoc", ""), values.get("todoc", "")
        elif event == "end" and tag == "link":
            line = element.sourceline
            groups.setdefault(documents, []).append(_link(values.get("xtargets", ""), name, line))
        if event == "end":
            element.clear()


def _link(targets: str, name: str, line: int | None) -> tuple[list[Key], list[Key]]:
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
