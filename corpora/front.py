"""Front matter: the masthead, the title and the symbol of a UN document."""

from collections.abc import Sequence

import regex

from .document import Kind
from .layout import SYMBOL
from .lines import Line

_MASTHEAD = regex.compile(
    r"联合国|聯合國|大会|大會|.{0,12}理事会|.{0,12}委员会|第.{1,8}[届屆](?:会议|會議|特别会议)?|议程项目|議程項目|临时议程"
    r"|.*\d{1,2}\s?月\s?\d{1,2}\s?日.*|Distr|原文|Original|中文|简体"
    r"|United Nations|General Assembly|.{0,40}Council|.{0,40}Committee|.{0,30}session|(?:Provisional )?[Aa]genda item"
    r"|Item \d+|\d{1,2}(?:\s?[–-]\s?\d{1,2})? [A-Z][a-z]+.*\d{4}.*"
)
_BYLINE = regex.compile(
    r"(?:.{0,40}(?:的报告|的說明|的说明)|(?:Report|Note|Letter|Statement) (?:of|by|from|submitted) .*)[*]*"
)
_LONGEST_HEAD = 40


def front_kinds(texts: Sequence[str]) -> list[Kind]:
    """Tell the title from the rest of the front matter.

    The title is the last thing before a by-line (联合国人权事务高级专员的报告 / Report of the …) that is no masthead, else
    the last such thing before the text.

    Args:
        texts: The pieces of the front matter in order.

    Returns:
        ``title`` or ``front`` for each.
    """
    kinds: list[Kind] = ["front"] * len(texts)
    open_ = [at for at, text in enumerate(texts) if not _MASTHEAD.match(text)]
    bylines = [at for at in open_ if _BYLINE.fullmatch(texts[at])]
    last = bylines[-1] if bylines and bylines[-1] > min(open_, default=0) else len(texts)
    before = [at for at in open_ if at < last and at not in bylines]
    if before:
        kinds[before[-1]] = "title"
    return kinds


def document_symbol(lines: Sequence[Line], furniture: dict[int, str]) -> str:
    """Return the document's symbol: from the running heads, else from the first lines; empty where there is none."""
    heads = [
        lines[index].text for index, reason in sorted(furniture.items()) if reason in ("running head", "page layout")
    ]
    firsts = [line.text for line in lines[:_LONGEST_HEAD]]
    for text in [*heads, *firsts]:
        for word in text.split():
            if SYMBOL.fullmatch(word) and regex.match(r"[A-Z]+/", word):
                return word
    return ""
