"""The model of a translation memory: header, units, variants, as TMX 1.4b names them, and the characters they hold.

Source: TMX 1.4b Specification (LISA OSCAR, 2005). What TMX 1.1 to 1.3 add (``lang``, ``ut``) is read as well.
Characters are told by their Unicode category: Cc (controls, but tab and newline), Cf (format: zero-width spaces and
joiners, direction marks, soft hyphens, byte-order marks), Cs (surrogates) and the non-characters go.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import NamedTuple

Attributes = tuple[tuple[str, str], ...]  # names with values, in the order of the file
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# ISO 639-2 and -3 codes that memories use for the two languages
_PRIMARY = {"chi": "zh", "zho": "zh", "cmn": "zh", "eng": "en"}
_VERTICAL = {"\x0b": " ", "\x0c": " ", "\r": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
        faults: What was wrong in the file and is corrected here, a phrase each.
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

    def with_codes(self, codes: dict[str, str]) -> "Unit":
        """Return the unit with other language codes, given by primary code; languages without one keep theirs."""
        return self._replace(
            variants=tuple(v._replace(language=codes.get(primary(v.language), v.language)) for v in self.variants)
        )

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


def is_clean(text: str) -> bool:
    """Return whether text surely needs no cleaning: a quick look that may be wrong only by saying no.

    `str.isprintable` is true only without characters of the categories C and Z, the space excepted.
    """
    return text.isprintable() and unicodedata.is_normalized("NFC", text)


def clean_text(text: str) -> str:
    """Return text in NFC without control, zero-width and other invisible characters; vertical white space stays space.

    Example:
        >>> clean_text("re\\u200bport\\x0bA")
        'report A'
    """
    if not text.isprintable():
        for character in set(text):
            wanted = _wanted(character)
            if wanted != character:
                text = text.replace(character, wanted)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def xml_text(text: str) -> str:
    """Return text without the characters that XML 1.0 forbids, all others as they are."""
    return _NOT_XML.sub("", text)


def escaped_text(text: str) -> str:
    """Return text cleaned and escaped for XML contents."""
    return escape(clean_text(text), quote=False)


def escaped_attribute(text: str) -> str:
    """Return text cleaned and escaped for an attribute in double quotes; line ends and tabs are kept as references."""
    return escaped_text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


@cache
def _wanted(character: str) -> str:
    if character in _VERTICAL:
        return _VERTICAL[character]
    if character in "\t\n" or character.isprintable():
        return character
    return (
        "" if unicodedata.category(character) in ("Cc", "Cf", "Cs") or ord(character) & 0xFFFE == 0xFFFE else character
    )
