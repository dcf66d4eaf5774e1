"""MultiTerm XML (mtf): concepts with language groups; every field is a described field and comes back as it was."""

from collections import Counter
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from ...corpora.xml import lines_of, local_name, text_of, xml_entries
from ...i18n import _
from ...language import Language
from ...tmx.model import xml_text
from ..glossary import TERM_STATUSES, Concept, Glossary, Term, left_out, losses, with_id

_LANGUAGES: dict[Language, tuple[str, str]] = {"zh": ("ZH-CN", "Chinese"), "en": ("EN", "English")}
_FIELDS = {"Domain": "domain", "Definition": "definition", "Note": "note", "Source": "source", "Date": "date"}
_SYNONYMS = {"Subject": "Domain", "Subject field": "Domain", "Remark": "Note", "Comment": "Note"}
_TERM_FIELDS = {"Kind": "kind", "Part of speech": "pos", "Note": "note", "Source": "source"}
_NUMBERS = {"Frequency": "frequency", "Documents": "documents", "Score": "score"}


def read_multiterm(path: str | Path) -> Glossary:
    """Return the glossary of a MultiTerm XML file.

    Raises:
        DuizhaoError: The file is no MultiTerm XML.
    """
    unread: Counter[str] = Counter()
    concepts: dict[str, Concept] = {}
    for group in xml_entries(path, frozenset({"conceptGrp"}), frozenset({"mtf"}), "MultiTerm XML"):
        concept = _concept(group, unread)
        if concept is None or concept.id in concepts:
            unread[_("entries without a Chinese or English term, or with an id used before")] += 1
        else:
            concepts[concept.id] = concept
    return Glossary(concepts.values(), name=Path(path).name, warnings=left_out(unread))


def _fields(group: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for child in group:
        if local_name(child) == "descripGrp":
            for descrip in child:
                name = descrip.get("type", "")
                if local_name(descrip) == "descrip" and name:
                    name = _SYNONYMS.get(name, name)
                    found[name] = f"{found[name]}\n{lines_of(descrip)}" if name in found else lines_of(descrip)
    return found


def _concept(group: etree._Element, unread: Counter[str]) -> Concept | None:
    fields = _fields(group)
    terms: list[Term] = []
    for section in group:
        if local_name(section) != "languageGrp":
            continue
        head = section.find("./{*}language")
        code = "" if head is None else (head.get("lang") or head.get("type") or "").lower()
        language: Language | None = "zh" if code[:2] in ("zh", "ch") else "en" if code[:2] == "en" else None
        if language is None:
            unread[_("terms in {code}").format(code=code or "?")] += 1
            continue
        for each in section:
            if local_name(each) == "termGrp":
                terms += _terms(each, language, unread)
    if not terms:
        return None
    known = {*_FIELDS, *_NUMBERS, "Status", "ID"}
    unread.update(name for name in fields if name not in known)
    texts: dict[str, Any] = {field: fields.get(name, "") for name, field in _FIELDS.items()}
    return with_id(
        Concept(
            id=fields.get("ID", ""),
            terms=tuple(terms),
            status="candidate" if fields.get("Status", "").lower() == "candidate" else "approved",
            frequency=int(_number(fields.get("Frequency", ""))),
            documents=int(_number(fields.get("Documents", ""))),
            score=_number(fields.get("Score", "")),
            **texts,
        )
    )


def _terms(group: etree._Element, language: Language, unread: Counter[str]) -> list[Term]:
    head = group.find("./{*}term")
    text = "" if head is None else text_of(head)
    fields = _fields(group)
    if not text:
        unread[_("empty terms")] += 1
        return []
    unread.update(
        f"{name} of a term" for name in fields if name not in {*_TERM_FIELDS, "Status", "Capitals", "Frequency"}
    )
    status = fields.get("Status", "preferred").lower()
    kind = fields.get("Kind", "")
    return [
        Term(
            text,
            language,
            status=status if status in TERM_STATUSES else "accepted",
            kind=kind if kind in ("full", "short", "acronym", "variant") else "",  # type: ignore[arg-type]
            pos=fields.get("Part of speech", ""),
            case=fields.get("Capitals", "") == "yes",
            note=fields.get("Note", ""),
            source=fields.get("Source", ""),
            frequency=int(_number(fields.get("Frequency", ""))),
        )
    ]


def _number(text: str) -> float:
    try:
        return max(0.0, float(text or 0))
    except ValueError:
        return 0.0


def write_multiterm(glossary: Glossary, stream: BinaryIO) -> list[str]:
    """Write a glossary as MultiTerm XML; return what it cannot say."""
    with etree.xmlfile(stream, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("mtf"):
            for number, concept in enumerate(glossary, 1):
                file.write(_group(concept, number))
    stream.write(b"\n")
    kept = (*_FIELDS.values(), *_NUMBERS.values())
    return losses(glossary, keeps=kept, term_keeps=("kind", "pos", "case", "note", "source", "frequency"))


def _group(concept: Concept, number: int) -> etree._Element:
    group = etree.Element("conceptGrp")
    etree.SubElement(group, "concept").text = str(number)
    _describe(group, "ID", concept.id)
    for name, field in _FIELDS.items():
        _describe(group, name, getattr(concept, field))
    for name, field in _NUMBERS.items():
        _describe(group, name, str(getattr(concept, field) or ""))
    if concept.status == "candidate":
        _describe(group, "Status", "candidate")
    for language, (code, name) in _LANGUAGES.items():
        terms = concept.of(language)
        if terms:
            section = etree.SubElement(group, "languageGrp")
            etree.SubElement(section, "language", lang=code, type=name)
            for term in terms:
                _write_term(section, term)
    return group


def _write_term(section: etree._Element, term: Term) -> None:
    group = etree.SubElement(section, "termGrp")
    etree.SubElement(group, "term").text = xml_text(term.text)
    _describe(group, "Status", term.status)
    for name, field in _TERM_FIELDS.items():
        _describe(group, name, getattr(term, field))
    _describe(group, "Capitals", "yes" if term.case else "")
    _describe(group, "Frequency", str(term.frequency or ""))


def _describe(group: etree._Element, name: str, value: str) -> None:
    if value:
        etree.SubElement(etree.SubElement(group, "descripGrp"), "descrip", type=name).text = xml_text(value)
