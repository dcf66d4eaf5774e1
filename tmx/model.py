"""The model of a translation memory: header, translation units, variants, as TMX 1.4b names them.

Source: TMX 1.4b Specification (LISA OSCAR, 2005). What TMX 1.1 to 1.3 add (``lang``, ``ut``) is read as well.
"""

import re
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
    """A translation unit (a ``tu``) with all that TMX can say of it; a `Pair` says what the alignment knows.

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
        found = self.variant_in(language)
        return "" if found is None else found.text

    def variant_in(self, language: str) -> Variant | None:
        """Return the first variant in a language, told likewise, or None."""
        for variant in self.variants:
            if primary(variant.language) == language:
                return variant
        return None

    @property
    def confirmed(self) -> bool:
        """Whether the unit says that a person confirmed it: ``x-status``, or the level that Trados Studio writes.

        What came from elsewhere is neither aligned by this program nor confirmed, unless it says so.
        """
        return any(prop.text in _CONFIRMED.get(prop.type, ()) for prop in self.props)

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
_ANY_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?", re.ASCII)
# property types of a tu and their texts; Trados: developers.rws.com, Importing Content into a Translation Memory
_CONFIRMED = {"x-status": ("confirmed",), "x-ConfirmationLevel": ("ApprovedTranslation", "ApprovedSignOff")}


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


@lru_cache(maxsize=4096)
def tmx_date(date: str) -> str:
    """Return a date of any usual form as TMX wants it, empty for no date; a day alone is its first second.

    Example:
        >>> tmx_date("2021-08-04"), tmx_date("2021-08-04T09:30:00Z"), tmx_date("August")
        ('20210804T000000Z', '20210804T093000Z', '')
    """
    match = _ANY_DATE.match(date)
    return f"{''.join(match.groups('')[:3])}T{''.join(match.groups('00')[3:])}Z" if match else ""


@lru_cache(maxsize=4096)
def iso_date(date: str) -> str:
    """Return ``2021-08-04T00:00:00Z`` for TMX's ``20210804T000000Z``; another form as it is.

    Example:
        >>> iso_date("20210804T093000Z")
        '2021-08-04T09:30:00Z'
    """
    if len(date) == 16 and date[8] == "T" and date[:8].isdecimal() and date[9:15].isdecimal():
        return f"{date[:4]}-{date[4:6]}-{date[6:8]}T{date[9:11]}:{date[11:13]}:{date[13:]}"
    return date


@lru_cache(maxsize=1024)
def primary(code: str) -> str:
    """Return the primary language of a code, in lower case and two letters where it has two: ``ZH_cn`` -> ``zh``.

    Example:
        >>> primary("zho-Hans-CN"), primary("EN-GB"), primary("x")
        ('zh', 'en', 'x')
    """
    first = code.replace("_", "-").partition("-")[0].lower()
    return _PRIMARY.get(first, first)


def markup_text(markup: str) -> str:
    """Return the plain text of the inner XML of a segment; nothing where it is not well-formed."""
    try:
        return plain_text(etree.fromstring(f"<seg>{markup}</seg>", _PARSER))
    except etree.XMLSyntaxError:
        return ""


def plain_text(element: etree._Element) -> str:
    """Return the text of a parsed ``seg`` without native codes."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in CODE_TAGS:
            parts.append(plain_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
