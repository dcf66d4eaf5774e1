"""The model of a translation memory: header, translation units, variants, as TMX 1.4b names them.

Source: TMX 1.4b Specification (LISA OSCAR, 2005). What TMX 1.1 to 1.3 add (``lang``, ``ut``) is read as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

Attributes = tuple[tuple[str, str], ...]  # names with values, in the order of the file
CODE_TAGS = frozenset({"bpt", "ept", "ph", "it", "ut"})
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# ISO 639-2 and -3 codes that memories use for the two languages
_PRIMARY = {"chi": "zh", "zho": "zh", "cmn": "zh", "eng": "en"}


class Prop(NamedTuple):
    """A property: its type (``x-document``), its text, its language where given."""

    type: str
    text: str
    language: str = ""


class Note(NamedTuple):
    """A note for people: its text, its language where given."""

    text: str
    language: str = ""


class Inline(NamedTuple):
    """An inline element of a segment.

    ``offset`` counts characters of the plain text before it; ``text`` is the native code (bpt, ept, ph, it, ut) or the
    marked text (hi); ``end`` is where marked text ends, equal to ``offset`` for codes.
    """

    tag: str
    attributes: Mapping[str, str]
    text: str
    offset: int
    end: int


class Variant(NamedTuple):
    """The text of a unit in one language (a ``tuv``). A named tuple, as Unit is: memories have millions of them.

    Attributes:
        language: The code as it stood: ``zh-CN``, ``EN-US``; empty where missing.
        text: The plain text: without the native codes inside inline elements, with the text that ``hi`` marks.
        markup: Inner XML of the segment where it has inline elements, else empty.
        attributes: Other attributes of the tuv (creationdate, changeid, …).
        props: Properties of the tuv.
        notes: Notes of the tuv.
    """

    language: str
    text: str
    markup: str = ""
    attributes: Attributes = ()
    props: tuple[Prop, ...] = ()
    notes: tuple[Note, ...] = ()


class Unit(NamedTuple):
    """A translation unit (a ``tu``).

    Attributes:
        tuid: Its id; empty where missing.
        variants: Its texts, in the order of the file.
        props: Its properties.
        notes: Its notes.
        attributes: Other attributes of the tu (creationdate, changedate, segtype, …).
        line: 1-based line where it starts, 0 for a unit that was not read from a file.
        faults: What was wrong in the file and is put right here, a phrase each.
    """

    tuid: str
    variants: tuple[Variant, ...]
    props: tuple[Prop, ...] = ()
    notes: tuple[Note, ...] = ()
    attributes: Attributes = ()
    line: int = 0
    faults: tuple[str, ...] = ()

    @property
    def zh(self) -> str:
        """The Chinese text; empty where there is none."""
        return self.text_in("zh")

    @property
    def en(self) -> str:
        """The English text; empty where there is none."""
        return self.text_in("en")

    def text_in(self, language: str) -> str:
        """Return the first text in a language, told by its primary code (``zh`` finds ``zh-CN``), or nothing."""
        for variant in self.variants:
            if primary(variant.language) == language:
                return variant.text
        return ""

    def prop(self, name: str) -> str:
        """Return the text of the first property of a type, of the unit or a variant, or nothing."""
        for props in (self.props, *(variant.props for variant in self.variants)):
            for prop in props:
                if prop.type == name:
                    return prop.text
        return ""

    @property
    def changed(self) -> str:
        """The latest date that the unit or a variant carries, as written (``20210804T000000Z``), or nothing."""
        attributes = [*self.attributes, *(pair for variant in self.variants for pair in variant.attributes)]
        return max((value for name, value in attributes if name in _DATES), default="", key=date_digits)

    def attribute(self, name: str) -> str:
        """Return an attribute of the tu; empty where it has none of this name."""
        return dict(self.attributes).get(name, "")


_DATES = ("changedate", "creationdate")


@dataclass(slots=True, frozen=True)
class Header:
    """The header of a memory.

    Attributes:
        version: The version that the file names: ``1.4``.
        attributes: The attributes of the header element as they stood (srclang, segtype, …).
        props: Its properties.
        notes: Its notes.
        encoding: How the bytes were read, e.g. ``utf-8``.
        declared: The encoding that the XML declaration names; empty where it names none.
    """

    version: str = "1.4"
    attributes: Attributes = ()
    props: tuple[Prop, ...] = ()
    notes: tuple[Note, ...] = ()
    encoding: str = "utf-8"
    declared: str = ""


class Reject(NamedTuple):
    """What could not be read as a unit: 1-based line, reason, original text (its first 65,536 characters)."""

    line: int
    reason: str
    text: str


def date_digits(date: str) -> str:
    """Return the digits of a date: dates of different forms (``2021-08-04``, ``20210804T000000Z``) compare by them."""
    return "".join(filter(str.isdigit, date))


@lru_cache(maxsize=1024)
def primary(code: str) -> str:
    """Return the primary language of a code, in lower case and two letters where it has two: ``ZH_cn`` -> ``zh``.

    Example:
        >>> primary("zho-Hans-CN"), primary("EN-GB"), primary("x")
        ('zh', 'en', 'x')
    """
    first = code.replace("_", "-").partition("-")[0].lower()
    return _PRIMARY.get(first, first)


def inline_elements(variant: Variant) -> tuple[Inline, ...]:
    """Return the inline elements of a segment in the order of their starts."""
    if not variant.markup:
        return ()
    # our own serialization of an element that was parsed before
    seg = etree.fromstring(f"<seg>{variant.markup}</seg>", _PARSER)
    return tuple(_walk(seg, [0]))


def plain_text(element: etree._Element) -> str:
    """Return the text of a parsed ``seg`` without native codes."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in CODE_TAGS:
            parts.append(plain_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _walk(element: etree._Element, place: list[int]) -> Iterator[Inline]:
    place[0] += len(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            attributes = {str(name): str(value) for name, value in child.attrib.items()}
            start = place[0]
            if child.tag in CODE_TAGS:
                yield Inline(child.tag, attributes, "".join(map(str, child.itertext())), start, start)
            else:
                inner = tuple(_walk(child, place))
                yield Inline(child.tag, attributes, plain_text(child), start, place[0])
                yield from inner
        place[0] += len(child.tail or "")
