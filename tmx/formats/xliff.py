"""XLIFF 1.2 and 2.1, bilingual, for review in a CAT tool: written in blocks, read as a stream.

Sources: XLIFF 1.2 (OASIS, 2008); XLIFF 2.1 (OASIS, 2018). One file, one segment a unit, plain text.
Properties are ``context`` elements (1.2, section 2.5) or the Metadata module (2.1, section 5.4).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from lxml import etree

from ...corpora.xml import local_name
from ...errors import DuizhaoError
from ...i18n import _
from ..model import XML_LANG, Note, Prop, Unit, Variant, escaped_attribute, escaped_text, primary

Version = Literal["1.2", "2.1"]
_METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_FINAL = ("final", "signed-off", "reviewed")  # states of either version that only a person gives
_OWN_STATES = ("", "translated", "needs-review-translation", "initial", "reviewed")  # those that `write_xliff` gives
_SURE = 0.9  # a confidence from which on a pair needs no look
_MAX_TEXT = 1 << 24  # characters of a unit


@dataclass(frozen=True, slots=True)
class Proposal:
    """A segment of a memory that is like the unit's: percentage, where it comes from, both texts."""

    percent: int
    origin: str
    source: str
    target: str


def write_xliff(
    units: Iterable[Unit],
    stream: IO[bytes],
    version: Version,
    *,
    source: str = "zh-CN",
    target: str = "en",
    original: str = "duizhao",
    proposals: Callable[[Unit], Iterable[Proposal]] = lambda _unit: (),
) -> None:
    """Write units as XLIFF, their properties as contexts (1.2) or metadata (2.1).

    What a person confirmed is approved; a confidence below 0.9, or a match (``x-match``) below 100 %, asks for review.
    Inline tags, dates and authors are not written.

    Args:
        units: The units; those without the source language are written with an empty source.
        stream: Where the bytes go.
        version: ``1.2`` or ``2.1``.
        source: Code of the source language.
        target: Code of the target language.
        original: Name of the document.
        proposals: The matches of a unit in a memory, best first; written as ``alt-trans``, which 2.1 does not have.
    """
    values = {"source": source, "target": target, "original": original}
    stream.write(_HEAD[version].format(**{name: escaped_attribute(value) for name, value in values.items()}).encode())
    one = _unit_12 if version == "1.2" else _unit_21
    for number, unit in enumerate(units, 1):
        text = "".join(one(number, unit, (source, target), proposals(unit)))
        stream.write(text.encode("utf-8", "replace"))
    stream.write(_TAIL[version].encode())


_HEAD = {
    "1.2": """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="{original}" source-language="{source}" target-language="{target}" datatype="plaintext">
    <body>
""",
    "2.1": """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="{source}" trgLang="{target}">
  <file id="f1" original="{original}">
""",
}
_TAIL = {"1.2": "    </body>\n  </file>\n</xliff>\n", "2.1": "  </file>\n</xliff>\n"}


def _is_sure(unit: Unit) -> bool:
    """Tell whether a unit needs no look."""
    try:
        return float(unit.prop("x-confidence") or 1) >= _SURE and int(unit.prop("x-match") or 100) == 100
    except ValueError:
        return False


def _unit_12(number: int, unit: Unit, codes: tuple[str, str], proposals: Iterable[Proposal]) -> Iterator[str]:
    approved = ' approved="yes"' if unit.confirmed else ""
    yield f'      <trans-unit id="{number}"{_named("resname", unit)}{approved} xml:space="preserve">\n'
    yield f"        <source>{_text_in(unit, codes[0])}</source>\n"
    if unit.variant_in(primary(codes[1])) is not None:
        state = "translated" if _is_sure(unit) else "needs-review-translation"
        match = unit.prop("x-match")
        qualifier = f' state-qualifier="{"exact" if match == "100" else "fuzzy"}-match"' if match else ""
        yield f'        <target state="{state}"{qualifier}>{_text_in(unit, codes[1])}</target>\n'
    if unit.props:
        yield '        <context-group purpose="information">\n'
        for prop in unit.props:
            yield f'          <context context-type="{_type(prop)}">{escaped_text(prop.text)}</context>\n'
        yield "        </context-group>\n"
    yield from (f"        <note>{escaped_text(note.text)}</note>\n" for note in unit.notes)
    for found in proposals:
        yield f'        <alt-trans match-quality="{found.percent}%" origin="{escaped_attribute(found.origin)}">\n'
        yield f"          <source>{escaped_text(found.source)}</source>\n"
        yield f"          <target>{escaped_text(found.target)}</target>\n"
        yield "        </alt-trans>\n"
    yield "      </trans-unit>\n"


def _unit_21(number: int, unit: Unit, codes: tuple[str, str], proposals: Iterable[Proposal]) -> Iterator[str]:
    state = "reviewed" if unit.confirmed else "translated" if _is_sure(unit) else "initial"
    yield f'    <unit id="u{number}"{_named("name", unit)} xml:space="preserve">\n'
    if unit.props:
        yield f'      <mda:metadata xmlns:mda="{_METADATA}">\n        <mda:metaGroup>\n'
        for prop in unit.props:
            yield f'          <mda:meta type="{_type(prop)}">{escaped_text(prop.text)}</mda:meta>\n'
        yield "        </mda:metaGroup>\n      </mda:metadata>\n"
    if unit.notes:
        lines = "".join(f"        <note>{escaped_text(note.text)}</note>\n" for note in unit.notes)
        yield f"      <notes>\n{lines}      </notes>\n"
    source, target = (_text_in(unit, code) for code in codes)
    yield f'      <segment state="{state}">\n        <source>{source}</source>\n'
    yield f"        <target>{target}</target>\n      </segment>\n    </unit>\n"


def _text_in(unit: Unit, code: str) -> str:
    return escaped_text(unit.text_in(primary(code)))


def _named(name: str, unit: Unit) -> str:
    return f' {name}="{escaped_attribute(unit.tuid)}"' if unit.tuid else ""


def _type(prop: Prop) -> str:
    """Return the type of a property as both versions allow it: ``x-`` and no white space."""
    name = "_".join(prop.type.split())
    return escaped_attribute(name if name.startswith("x-") else f"x-{name}")


# element -> its attributes that tell the languages, in XLIFF 1.2 and 2.1
_LANGUAGES = {"file": ("source-language", "target-language"), "xliff": ("srcLang", "trgLang")}


def read_xliff(path: Path) -> Iterator[Unit]:
    """Yield the units of an XLIFF 1.x or 2.x file; inline codes are left out of the text.

    Raises:
        DuizhaoError: It is no well-formed XLIFF, or too large a text is in it.
    """
    codes = ["", ""]
    try:
        events = etree.iterparse(
            str(path), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        )
        for event, element in events:
            name = local_name(element)
            if event == "start":
                for at, attribute in enumerate(_LANGUAGES.get(name, ())):
                    codes[at] = element.get(attribute) or codes[at]
            elif name in ("trans-unit", "unit"):
                yield from _read_unit(element, name, codes)
                element.clear()
                while (parent := element.getparent()) is not None and element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        reason = (error.msg or "").split(", line")[0]
        raise DuizhaoError(_("is not XLIFF ({reason})").format(reason=reason), file=path, line=error.lineno) from error
    except OSError as error:
        raise DuizhaoError(_("cannot be read ({reason})").format(reason=error), file=path) from error
    if not any(codes):
        raise DuizhaoError(_("is not XLIFF (no source language)"), file=path)


def _read_unit(element: etree._Element, kind: str, codes: list[str]) -> Iterator[Unit]:
    notes = tuple(Note(_plain(note).strip()) for note in element.iter("{*}note"))
    name = element.get("resname") or element.get("name") or element.get("id") or ""
    line: int = element.sourceline  # type: ignore[assignment]
    known = [
        Prop(str(at.get("context-type") or at.get("type") or ""), _plain(at))
        for at in element.iter("{*}context", f"{{{_METADATA}}}meta")
    ]
    segments = [element] if kind == "trans-unit" else list(element.iter("{*}segment"))
    for number, segment in enumerate(segments, 1):
        source, target = segment.find("{*}source"), segment.find("{*}target")
        texts = ["" if part is None else _plain(part) for part in (source, target)]
        language = "" if target is None else target.get(XML_LANG) or ""
        state = "" if target is None else str(target.get("state") or segment.get("state") or "")
        props = [prop for prop in known if prop.type.startswith("x-") and prop.text and prop.type != "x-status"]
        # what the reviewer's tool says is newer than what was written as a property
        if element.get("approved") == "yes" or state in _FINAL:
            props.append(Prop("x-status", "confirmed"))
        elif any(prop.type == "x-status" for prop in known):
            props.append(Prop("x-status", "aligned"))
        if state not in _OWN_STATES:
            props.append(Prop("x-state", state))
        variants = (Variant(codes[0], texts[0]), Variant(codes[1] or language, texts[1]))
        tuid = name if len(segments) == 1 else f"{name}.{number}"
        yield Unit(tuid, variants, tuple(props), notes, (), line)


_CODES = frozenset({"bpt", "ept", "ph", "it", "x", "bx", "ex", "sc", "ec", "cp"})


def _plain(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if (name := local_name(child)) and name not in _CODES:
            parts.append(_plain(child))
        parts.append(child.tail or "")
    return "".join(parts)
