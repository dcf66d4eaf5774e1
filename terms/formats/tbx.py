"""TBX, the exchange format for terms: ISO 30042:2008 (martif) and 2019 (v3, in styles DCA and DCT).

Both are read into the same values. martif with the categories of TBX-Basic is what most tools take.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Literal

from lxml import etree

from ...corpora.xml import lines_of, local_name, text_of, xml_entries
from ...i18n import _
from ...language import Language
from ...tmx.model import XML_LANG, xml_text
from ..glossary import Concept, Example, Glossary, Term, TermKind, TermStatus, left_out, losses, with_id

Style = Literal["martif", "dca", "dct"]
_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_XML = "http://www.w3.org/XML/1998/namespace"  # lxml's writer invents another prefix for it unless it is told
_MODULES = {"min": "http://www.tbxinfo.net/ns/min", "basic": "http://www.tbxinfo.net/ns/basic"}
_MODULE_OF = {"partOfSpeech": "min", "administrativeStatus": "min", "subjectField": "min"}
_NAMES_OF_2008 = {"tbxHeader": "martifHeader", "conceptEntry": "termEntry", "langSec": "langSet", "termSec": "tig"}
# undesired terms are to be avoided; superseded ones were right once
_STATUSES: Mapping[TermStatus, str] = {
    "preferred": "preferredTerm-admn-sts",
    "accepted": "admittedTerm-admn-sts",
    "deprecated": "supersededTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
}
_STATUS_OF: Mapping[str, TermStatus] = {
    **{name: status for status, name in _STATUSES.items()},
    **{name.removesuffix("-admn-sts"): status for status, name in _STATUSES.items()},
    "preferred": "preferred",
    "admitted": "accepted",
    "notRecommended": "deprecated",
    "obsolete": "deprecated",
    "deprecated": "forbidden",
    "forbidden": "forbidden",
}
_KINDS: Mapping[TermKind, str] = {"full": "fullForm", "short": "shortForm", "acronym": "acronym", "variant": "variant"}
_KIND_OF: Mapping[str, TermKind] = {name: kind for kind, name in _KINDS.items()} | {"abbreviation": "acronym"}
# all that TBX-Basic has
_POS = {name: name for name in ("noun", "verb", "adjective", "adverb", "other")} | {"proper noun": "properNoun"}
_POS_OF = {name: pos for pos, name in _POS.items()}
_CANDIDATE = frozenset(("candidate", "starterElement", "workingElement"))
_ID = re.compile(r"[^\W\d][\w.\-]*")
_KEPT = ("domain", "definition", "note", "source", "date", "examples")
_TERM_KEPT = ("kind", "pos", "note", "source")


def read_tbx(path: str | Path) -> Glossary:
    """Return the glossary of a TBX file of 2008 or 2019, in any style.

    Raises:
        DuizhaoError: The file is no TBX of these, or no well-formed XML.
    """
    unread: Counter[str] = Counter()
    names = frozenset({"termEntry", "conceptEntry"})
    concepts: dict[str, Concept] = {}
    for number, entry in enumerate(xml_entries(path, names, frozenset({"martif", "tbx"}), "TBX"), 1):
        concept = _concept(entry, unread)
        if concept is None:
            unread[_("entries without a Chinese or English term")] += 1
            continue
        if concept.id in concepts:
            concept = replace(concept, id=f"{concept.id}-{number}")
            unread[_("ids that were not unique, and were changed")] += 1
        concepts[concept.id] = concept
    return Glossary(concepts.values(), name=Path(path).name, warnings=left_out(unread))


def _concept(entry: etree._Element, unread: Counter[str]) -> Concept | None:
    data: dict[str, list[str]] = defaultdict(list)
    terms: list[Term] = []
    contexts: dict[Language, dict[str, str]] = {"zh": {}, "en": {}}
    for section in entry:
        if local_name(section) not in ("langSet", "langSec"):
            _collect(section, data)
            continue
        code = (section.get(XML_LANG) or section.get("lang") or "").lower()
        language: Language | None = "zh" if code[:2] == "zh" else "en" if code[:2] == "en" else None
        if language is None:
            unread[_("terms in {code}").format(code=code or "?")] += 1
            continue
        for child in section:
            if local_name(child) in ("tig", "ntig", "termSec"):
                terms += _term(child, language, contexts[language], unread)
            else:
                _collect(child, data)
    if not terms:
        return None
    known = {"subjectField", "definition", "note", "source", "date", "transactionType"}
    known |= {"projectSubset", "elementWorkingStatus"}
    unread.update(name for name in data if name not in known and name)
    return with_id(
        Concept(
            id=entry.get("id", ""),
            terms=tuple(terms),
            domain="; ".join(data["subjectField"]),
            definition="\n".join(data["definition"]),
            note="\n".join(data["note"]),
            source="; ".join(data["source"]),
            date=data["date"][-1] if data["date"] else "",
            status="candidate" if _CANDIDATE & {*data["projectSubset"], *data["elementWorkingStatus"]} else "approved",
            examples=_examples(contexts),
        )
    )


def _collect(element: etree._Element, data: dict[str, list[str]]) -> None:
    """Add an element's data, by category; groups are opened."""
    name = local_name(element)
    if name.endswith("Grp"):
        for child in element:
            _collect(child, data)
    elif name:
        category = element.get("type") or name
        if value := lines_of(element):
            data[category].append(value)


def _term(
    section: etree._Element, language: Language, contexts: dict[str, str], unread: Counter[str]
) -> Iterator[Term]:
    data: dict[str, list[str]] = defaultdict(list)
    term: etree._Element | None = None
    for child in section.iterchildren():
        name = local_name(child)
        if name == "descripGrp" and any(
            each.get("type") == "context" or local_name(each) == "context" for each in child
        ):
            sentence, *rest = (text_of(each) for each in child if text_of(each))
            contexts[rest[0] if rest else str(len(contexts) + 1)] = sentence
        elif name == "termGrp":
            for inner in child:
                if local_name(inner) == "term":
                    term = inner
                else:
                    _collect(inner, data)
        elif name == "term":
            term = child
        else:
            _collect(child, data)
    for sentence in data.pop("context", []):
        contexts[str(len(contexts) + 1)] = sentence
    text = text_of(term) if term is not None else ""
    if not text:
        unread[_("empty terms")] += 1
        return
    known = {"partOfSpeech", "administrativeStatus", "termType", "note", "source", "usageNote"}
    unread.update(name for name in data if name not in known and name)
    pos = (data["partOfSpeech"] or [""])[0]
    status = (data["administrativeStatus"] or [""])[0]
    yield Term(
        text=text,
        language=language,
        status=_STATUS_OF.get(status, "preferred" if not status else "accepted"),
        kind=_KIND_OF.get((data["termType"] or [""])[0], ""),
        pos=_POS_OF.get(pos, pos),
        note="\n".join(data["note"] + data["usageNote"]),
        source="; ".join(data["source"]),
    )


def _examples(contexts: dict[Language, dict[str, str]]) -> tuple[Example, ...]:
    ids = dict.fromkeys([*contexts["zh"], *contexts["en"]])
    return tuple(Example(id, contexts["zh"].get(id, ""), contexts["en"].get(id, "")) for id in ids)


def write_tbx(
    glossary: Glossary, stream: BinaryIO, *, style: Style = "martif", zh: str = "zh", en: str = "en"
) -> list[str]:
    """Write a glossary as TBX-Basic; return what it cannot say, a line each.

    Args:
        glossary: What to write.
        stream: Binary stream.
        style: ``martif`` (2008), or ``dca`` or ``dct`` (2019).
        zh: Language code for Chinese.
        en: Language code for English.
    """
    writer = _Writer(style, {"zh": zh, "en": en})
    with etree.xmlfile(stream, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element(*writer.root()):
            file.write(writer.header(glossary.name))
            with file.element(writer.tag("text")), file.element(writer.tag("body")):
                for concept in glossary:
                    file.write(writer.entry(concept))
    stream.write(b"\n")
    lost = losses(glossary, keeps=_KEPT, term_keeps=_TERM_KEPT)
    others = sum(bool(term.pos) and term.pos not in _POS for _concept, term in glossary.terms())
    if others:
        lost.append(
            _("parts of speech that TBX-Basic does not have: written as other, {count} times").format(count=others)
        )
    changed = sum(not _ID.fullmatch(concept.id) for concept in glossary)
    return lost + ([_("ids that XML does not allow: changed, {count} times").format(count=changed)] if changed else [])


class _Writer:
    """Builds the elements of one style."""

    def __init__(self, style: Style, codes: dict[Language, str]) -> None:
        self.style = style
        self.codes = codes

    def tag(self, name: str) -> str:
        """Return a core element's tag, given by its name of 2019."""
        return _NAMES_OF_2008.get(name, name) if self.style == "martif" else f"{{{_NAMESPACE}}}{name}"

    def root(self) -> tuple[str, dict[str, str], dict[str | None, str]]:
        """Return the root's tag, attributes and namespaces."""
        if self.style == "martif":
            return "martif", {"type": "TBX-Basic", XML_LANG: self.codes["zh"]}, {"xml": _XML}
        spaces: dict[str | None, str] = {None: _NAMESPACE, "xml": _XML}
        if self.style == "dct":
            spaces.update(_MODULES)
        return self.tag("tbx"), {"type": "TBX-Basic", "style": self.style, XML_LANG: self.codes["zh"]}, spaces

    def header(self, name: str) -> etree._Element:
        """Return the header."""
        header = etree.Element(self.tag("tbxHeader"))
        described = etree.SubElement(header, self.tag("fileDesc"))
        titles = etree.SubElement(described, self.tag("titleStmt"))
        etree.SubElement(titles, self.tag("title")).text = xml_text(name) or "glossary"
        source = etree.SubElement(described, self.tag("sourceDesc"))
        etree.SubElement(source, self.tag("p")).text = "duizhao"
        if self.style == "martif":
            encoding = etree.SubElement(header, "encodingDesc")
            etree.SubElement(encoding, "p", type="XCSURI").text = "TBXBasicXCSV02.xcs"
        return header

    def entry(self, concept: Concept) -> etree._Element:
        """Return a concept's element."""
        entry = etree.Element(self.tag("conceptEntry"))
        entry.set("id", concept.id if _ID.fullmatch(concept.id) else "c" + re.sub(r"[^\w.\-]", "-", concept.id))
        for part in filter(None, concept.domain.split("; ")):
            self._datum(entry, "descrip", "subjectField", part)
        self._datum(entry, "descrip", "definition", concept.definition)
        self._datum(entry, "admin", "source", concept.source)
        if concept.status == "candidate":
            self._datum(entry, "admin", "projectSubset", "candidate")
        if concept.date:
            group = etree.SubElement(entry, self.tag("transacGrp"))
            self._datum(group, "transac", "transactionType", "modification")
            etree.SubElement(group, self.tag("date")).text = xml_text(concept.date)
        self._note(entry, concept.note)
        for language in self.codes:
            if terms := concept.of(language):
                self._section(entry, language, terms, concept.examples)
        return entry

    def _section(
        self, entry: etree._Element, language: Language, terms: tuple[Term, ...], examples: tuple[Example, ...]
    ) -> None:
        section = etree.SubElement(entry, self.tag("langSec"))
        section.set(XML_LANG, self.codes[language])
        for place, term in enumerate(terms):
            tig = etree.SubElement(section, self.tag("termSec"))
            etree.SubElement(tig, self.tag("term")).text = xml_text(term.text)
            self._datum(tig, "termNote", "partOfSpeech", _POS.get(term.pos, "other") if term.pos else "")
            self._datum(tig, "termNote", "administrativeStatus", _STATUSES[term.status])
            self._datum(tig, "termNote", "termType", _KINDS.get(term.kind, ""))
            self._datum(tig, "admin", "source", term.source)
            self._note(tig, term.note)
            for example in examples if place == 0 else ():
                sentence = example.zh if language == "zh" else example.en
                if sentence:
                    group = etree.SubElement(tig, self.tag("descripGrp"))
                    self._datum(group, "descrip", "context", sentence)
                    self._datum(group, "admin", "source", example.id)

    def _datum(self, parent: etree._Element, name: str, category: str, value: str) -> None:
        if not value:
            return
        if self.style == "dct":
            module = _MODULES[_MODULE_OF.get(category, "basic")]
            etree.SubElement(parent, f"{{{module}}}{category}").text = xml_text(value)
        else:
            etree.SubElement(parent, self.tag(name), type=category).text = xml_text(value)

    def _note(self, parent: etree._Element, note: str) -> None:
        if note:
            etree.SubElement(parent, self.tag("note")).text = xml_text(note)
