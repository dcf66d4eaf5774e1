"""The XML of one unit -> a Unit: a fast path for the plain shape that nearly all units have, lxml for the rest."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from lxml import etree

from ..i18n import _
from .model import XML_LANG, Attributes, Note, Prop, Unit, Variant

_ATTRIBUTES = r"""((?:\s++[\w:.-]++="[^"<>&]*+")*+)\s*+"""
_CHILDREN = r"((?:<(?:prop|note)(?:\s[^<>]*+)?>[^<]*+</(?:prop|note)>\s*+)*+)"
_TUV = rf"<tuv{_ATTRIBUTES}>\s*+{_CHILDREN}<seg>([^<]*+)</seg>\s*+</tuv>\s*+"
_TUID = r'(?:\s++tuid="([^"<>&]*+)")?+'
# the first properties, as many as a unit of this program has, are caught by the one expression: a second search in each
# unit would cost a quarter of the time
_CAUGHT = 10
_PROPS = r'(?:<prop type="([^"<>&]*+)">([^<]*+)</prop>\s*+)?+' * _CAUGHT
PLAIN = re.compile(rf"\s*+(<)tu{_TUID}{_ATTRIBUTES}>\s*+{_PROPS}{_CHILDREN}{_TUV}{_TUV}</tu>", re.ASCII)
_ATTRIBUTE = re.compile(r'([\w:.-]++)="([^"]*+)"')
_PROP = re.compile(r'<prop type="([^"<>&]*+)">([^<]*+)()</prop>')
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|([^;\s&]{1,40}))?(;?)")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_PREFIX = re.compile(r"[<\s/]([A-Za-z_][\w.-]*):[A-Za-z_]")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
# named tuples made past their own constructor: a third of the time, and reading spends most of it here
_new = tuple.__new__
# attributes that every variant of a file has alike are parsed once
_KEPT = 4096


# inline elements with the attributes that TMX 1.4 requires of them
_INLINE = {"bpt": ("i",), "ept": ("i",), "it": ("pos",), "ph": (), "hi": (), "sub": (), "ut": ()}
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})  # those that hold native codes, not text
_INLINE_ATTRIBUTES = {"i", "x", "type", "pos", "assoc", "datatype"}


class Broken(Exception):
    """The unit cannot be read; the message says why."""


def parse_unit(xml: str, line: int) -> Unit:
    """Parse the XML of one ``tu``.

    Raises:
        Broken: It is not well-formed, has no variant, or uses an entity that XML does not define.
    """
    plain = PLAIN.fullmatch(xml)
    return (plain and plain_unit(plain, line)) or _parse_slowly(xml, line)


def plain_unit(match: re.Match[str], line: int) -> Unit | None:
    """Make a unit of a match of `PLAIN`; None where only the whole parser can.

    Raises:
        Broken: It uses an entity that XML does not define.
    """
    groups = match.groups()
    tuid, attributes = groups[1], groups[2]
    children, one, one_children, one_text, two, two_children, two_text = groups[_AFTER:]
    language, rest = _variant_attributes(one)
    language_two, rest_two = _variant_attributes(two)
    if not (language and language_two):
        return None
    if "&" in one_text or "&" in two_text:
        one_text, two_text = _unescaped(one_text), _unescaped(two_text)
    props, notes = _props_and_notes(one_children) if one_children else ((), ())
    first = _new(Variant, (language, one_text, "", rest, props, notes))
    props, notes = _props_and_notes(two_children) if two_children else ((), ())
    second = _new(Variant, (language_two, two_text, "", rest_two, props, notes))
    props, notes = _props_and_notes(children) if children else ((), ())
    if groups[3] is not None:
        props = (*_caught(groups), *props)
    rest = ()
    if attributes:
        late_tuid, rest = _unit_attributes(attributes)
        tuid = late_tuid if tuid is None else tuid
    return _new(Unit, (tuid or "", (first, second), props, notes, rest, line, ()))


_AFTER = 3 + 2 * _CAUGHT


def _caught(groups: tuple[str | None, ...]) -> list[Prop]:
    props = []
    for place in range(3, _AFTER, 2):
        kind, text = groups[place], groups[place + 1]
        if kind is None or text is None:
            break
        props.append(_new(Prop, (kind, _unescaped(text) if "&" in text else text, "")))
    return props


def _unescaped(text: str) -> str:
    """Resolve the character references of XML text; Broken where XML alone cannot (no entity is ever expanded)."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name, end = match.groups()
    if not end:
        raise Broken(_("an & that stands for nothing (write &amp;)"))
    if name is not None or not (decimal or hexadecimal):
        if name not in _NAMED:
            raise Broken(_("the entity &{name}; is unknown and entities are not expanded").format(name=name or ""))
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or code in (0, 0xFFFE, 0xFFFF):
        raise Broken(_("the reference {text} stands for no character").format(text=match.group()))
    return "" if code < 32 and code not in (9, 10, 13) else chr(code)


@lru_cache(maxsize=_KEPT)
def _unit_attributes(text: str) -> tuple[str, Attributes]:
    return _taken(tuple(_ATTRIBUTE.findall(text)), "tuid")


@lru_cache(maxsize=_KEPT)
def _variant_attributes(text: str) -> tuple[str, Attributes]:
    return _taken(tuple(_ATTRIBUTE.findall(text)), "xml:lang")


def _taken(attributes: Attributes, name: str) -> tuple[str, Attributes]:
    """Take one attribute out of the rest."""
    for place, (key, value) in enumerate(attributes):
        if key == name:
            return value, attributes[:place] + attributes[place + 1 :]
    return "", attributes


def _props_and_notes(children: str) -> tuple[tuple[Prop, ...], tuple[Note, ...]]:
    found = _PROP.findall(children)
    if len(found) != children.count("</"):
        return _children(_parsed(f"<tu>{children}</tu>"))
    if "&" in children:
        return tuple([Prop(kind, _unescaped(text)) for kind, text, _language in found]), ()
    return tuple([_new(Prop, triple) for triple in found]), ()


def _parsed(xml: str) -> etree._Element:
    if "<![CDATA[" not in xml:
        _unescaped(xml)
    try:
        return etree.fromstring(xml, _PARSER)
    except etree.XMLSyntaxError as error:
        if "Namespace prefix" in str(error):
            return _parsed(_declared(xml))
        raise Broken(_("not well-formed XML: {reason}").format(reason=_reason(error))) from error
    except ValueError as error:
        raise Broken(_("not well-formed XML: {reason}").format(reason=error)) from error


def _declared(xml: str) -> str:
    """Declare the namespace prefixes of a fragment that was taken out of its file."""
    prefixes = sorted(set(_PREFIX.findall(xml)) - {"xml", "xmlns"})
    if not prefixes or "urn:duizhao:prefix:" in xml:
        raise Broken(_("not well-formed XML: {reason}").format(reason=_("a namespace prefix is not declared")))
    names = "".join(f' xmlns:{prefix}="urn:duizhao:prefix:{prefix}"' for prefix in prefixes)
    return re.sub(r"^<([\w.-]+)", lambda match: match.group() + names, xml, count=1)


def _reason(error: etree.XMLSyntaxError) -> str:
    return (error.msg or "").split(", line")[0]


def _parse_slowly(xml: str, line: int) -> Unit:
    faults: list[str] = []
    tu = _parsed(xml)
    variants = tuple(_parse_variant(tuv, faults) for tuv in tu.iterchildren("tuv"))
    if not variants:
        raise Broken(_("a unit without any <tuv>"))
    _note_order(tu, faults)
    tuid, attributes = _taken(_attributes(tu), "tuid")
    props, notes = _children(tu)
    return Unit(tuid, variants, props, notes, attributes, line, tuple(dict.fromkeys(faults)))


def _note_order(tu: etree._Element, faults: list[str]) -> None:
    tags = [child.tag for child in tu if isinstance(child.tag, str)]
    if any(tag in ("prop", "note") for tag in tags[tags.index("tuv") :]):
        faults.append(_("a prop or note after a tuv"))
    faults.extend(
        _("the element <{tag}> is not of TMX and is left out").format(tag=tag)
        for tag in tags
        if tag not in ("prop", "note", "tuv")
    )


def _parse_variant(tuv: etree._Element, faults: list[str]) -> Variant:
    language, attributes = _taken(_attributes(tuv), "xml:lang")
    if not language:
        language, attributes = _taken(attributes, "lang")
        faults.append(_("lang instead of xml:lang") if language else _("a tuv without a language"))
    segs = tuv.findall("seg")
    if len(segs) != 1:
        faults.append(_("a tuv without a seg") if not segs else _("a tuv with more than one seg"))
    text = "".join(_plain_text(seg) for seg in segs)
    markup = ""
    if any(len(seg) for seg in segs):
        wrong = {problem for seg in segs for problem in _inline_problems(seg)}
        faults.extend(sorted(wrong))
        markup = "" if wrong else "".join(_inner_xml(seg) for seg in segs)
    props, notes = _children(tuv)
    return Variant(language, text, markup, attributes, props, notes)


def _inline_problems(seg: etree._Element) -> Iterator[str]:
    """Yield what makes a segment's inline elements no TMX; their text is kept, they are not."""
    for element in seg.iterdescendants("*"):
        if element.tag not in _INLINE:
            yield _("the inline element <{tag}> is not of TMX; its text is kept").format(tag=element.tag)
        elif any(element.get(name) is None for name in _INLINE[element.tag]):
            yield _("the inline element <{tag}> lacks an attribute that TMX requires").format(tag=element.tag)
        for name in set(element.attrib) - _INLINE_ATTRIBUTES:
            del element.attrib[name]


def _inner_xml(seg: etree._Element) -> str:
    parts = [escape(seg.text or "", quote=False)]
    for child in seg:
        if isinstance(child.tag, str):
            etree.cleanup_namespaces(child)
            parts.append(etree.tostring(child, encoding="unicode", with_tail=False))
        parts.append(escape(child.tail or "", quote=False))
    return "".join(parts)


def _attributes(element: etree._Element) -> Attributes:
    return tuple(("xml:lang" if name == XML_LANG else str(name), str(value)) for name, value in element.attrib.items())


def _children(element: etree._Element) -> tuple[tuple[Prop, ...], tuple[Note, ...]]:
    """Return the props and notes of a tu, a tuv or a header."""
    props, notes = [], []
    for child in element:
        language = child.get(XML_LANG) or child.get("lang") or ""
        if child.tag == "prop":
            props.append(Prop(child.get("type") or "", "".join(map(str, child.itertext())), language))
        elif child.tag == "note":
            notes.append(Note("".join(map(str, child.itertext())), language))
    return tuple(props), tuple(notes)


def parse_header(xml: str) -> tuple[Attributes, tuple[Prop, ...], tuple[Note, ...]]:
    """Parse a ``header`` element: its attributes, props and notes.

    Raises:
        Broken: It is not well-formed.
    """
    header = _parsed(xml)
    return _attributes(header), *_children(header)


def fitting_markup(markup: str, text: str) -> str:
    """Return the inner XML of a segment if its text is still this one; nothing where it is not, or not well-formed."""
    try:
        fits = bool(markup) and _plain_text(etree.fromstring(f"<seg>{markup}</seg>", _PARSER)) == text
    except etree.XMLSyntaxError:
        return ""
    return markup if fits else ""


def _plain_text(element: etree._Element) -> str:
    """Return the text of a parsed ``seg`` without native codes."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _CODES:
            parts.append(_plain_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
