"""CSV for memoQ: a row an entry, synonyms in one cell, UTF-8 with its mark; forbidden terms are not exported."""

import csv
import io
from typing import BinaryIO

from ...i18n import _
from ..glossary import Glossary
from .delimited import as_text
from .losses import losses

_HEADER = ("Chinese (PRC)", "English", "Definition", "Domain", "Note", "Source", "ID")


def write_memoq(glossary: Glossary, stream: BinaryIO) -> list[str]:
    """Write a glossary for memoQ's import; return what it cannot say."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEADER)
    avoided = 0
    for concept in glossary:
        avoided += sum(not term.usable for term in concept.terms)
        cells = ["|".join(term.text for term in concept.renderings(language)) for language in ("zh", "en")]
        cells += [concept.definition, concept.domain, concept.note, concept.source, concept.id]
        if cells[0] or cells[1]:
            writer.writerow([as_text(cell) for cell in cells])
    stream.write(b"\xef\xbb\xbf" + text.getvalue().encode())
    lost = losses(glossary, keeps=("definition", "domain", "note", "source"), candidates=False)
    return lost + ([_("deprecated and forbidden terms: left out, {count}").format(count=avoided)] if avoided else [])
