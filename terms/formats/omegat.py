"""OmegaT's glossary: source, target, comment, tab-separated; a concept's other renderings stand in the comment.

A row for every rendering would make OmegaT (and QA tools that read its files) ask for all of them at once.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from ...i18n import _
from ...language.script import has_han
from ...tmx.formats.table_files import read_text
from ..glossary import Concept, Glossary, Term, concept_id, losses
from .glossary_table import first_of

_BREAKS = re.compile(r"[\t\r\n]+")
_SIGNS = {"accepted": "also", "deprecated": "old", "forbidden": "not"}
_STATUSES = {sign: status for status, sign in _SIGNS.items()}
# "also: a | b; not: c; note text": what the writer puts into the comment
_LIST = re.compile(r"(also|old|not|zh also|zh old|zh not|acronym): ([^;]*)(?:; |$)")


def read_omegat(path: str | Path) -> Glossary:
    """Return the glossary of an OmegaT file; rows that are no entries are named.

    Raises:
        DuizhaoError: The file cannot be read.
    """
    text, _encoding = read_text(path)
    warnings: list[str] = []
    concepts: dict[str, Concept] = {}
    for number, line in enumerate(text.split("\n"), 1):
        cells = [cell.strip() for cell in line.rstrip("\r").split("\t")]
        if not line.strip() or line.startswith("#"):
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            warnings.append(_("line {line}: left out: no source and target").format(line=number))
            continue
        zh, en = cells[:2]
        if has_han(en) and not has_han(zh):
            zh, en = en, zh
        concept = _concept(zh, en, cells[2] if len(cells) > 2 else "")
        if concept.id in concepts:
            warnings.append(_("line {line}: left out: the same as an earlier row").format(line=number))
            continue
        concepts[concept.id] = concept
    return Glossary(concepts.values(), name=Path(path).name, warnings=warnings)


def _concept(zh: str, en: str, comment: str) -> Concept:
    terms = [Term(zh, "zh"), Term(en, "en")]
    rest = comment
    while match := _LIST.match(rest):
        rest = rest[match.end() :]
        name = match.group(1)
        status = _STATUSES.get(name.removeprefix("zh "), "accepted")
        for form in match.group(2).split(" | "):
            kind = "acronym" if name == "acronym" else ""
            terms.append(Term(form, "zh" if name.startswith("zh ") else "en", status, kind))  # type: ignore[arg-type]
    return Concept(concept_id(zh, en), tuple(terms), note=rest)


def write_omegat(glossary: Glossary, stream: BinaryIO) -> list[str]:
    """Write a glossary for OmegaT in UTF-8; return what it cannot say."""
    lines = ["# -*- coding: utf-8 -*-"]
    one_sided = 0
    for concept in glossary:
        zh, en = first_of(concept, "zh"), first_of(concept, "en")
        zh, en = zh or next(iter(concept.zh), None), en or next(iter(concept.en), None)
        if zh is None or en is None or not (zh.usable and en.usable):
            one_sided += 1
            continue
        lines.append("\t".join(_cell(text) for text in (zh.text, en.text, _comment(concept, zh, en))))
    stream.write(("\n".join(lines) + "\n").encode())
    lost = losses(glossary, keeps=("note",), term_keeps=(), candidates=False)
    if one_sided:
        lost.append(_("concepts without a usable term in both languages: left out, {count}").format(count=one_sided))
    return lost


def _cell(text: str) -> str:
    text = _BREAKS.sub(" ", text).strip()
    return f" {text}" if text.startswith("#") else text


def _comment(concept: Concept, zh: Term, en: Term) -> str:
    others = [term for term in concept.terms if term is not zh and term is not en]
    parts = _lists("acronym", [t for t in others if t.kind == "acronym" and t.language == "en" and t.usable])
    for prefix, language in (("", "en"), ("zh ", "zh")):
        for status, sign in _SIGNS.items():
            named = [t for t in others if t.language == language and _status(t) == status]
            parts += _lists(prefix + sign, [t for t in named if not (t.kind == "acronym" and t.usable and not prefix)])
    return "; ".join([*parts, concept.note] if concept.note else parts)


def _status(term: Term) -> str:
    return "accepted" if term.status == "preferred" else term.status


def _lists(name: str, terms: Sequence[Term]) -> list[str]:
    return [f"{name}: " + " | ".join(term.text.replace(";", ",") for term in terms)] if terms else []
