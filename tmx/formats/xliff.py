"""XLIFF 1.2 and 2.1, bilingual, for review in a CAT tool: written in blocks, read as a stream.

Sources: XLIFF 1.2 (OASIS, 2008); XLIFF 2.1 (OASIS, 2018). One file, one segment a unit, plain text.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Literal

from lxml import etree

from ...errors import DuizhaoError
from ...i18n import _
from ..characters import clean_text, escaped, escaped_attribute
from ..model import XML_LANG, Note, Prop, Unit, Variant, primary

Version = Literal["1.2", "2.1"]
_SURE = 0.9  # a confidence from which on a pair needs no look
_MAX_TEXT = 1 << 24  # characters of a unit


def write_xliff(
    units: Iterable[Unit], stream: IO[bytes], version: Version, *, source: str = "zh-CN", target: str = "en"
) -> None:
    """Write units as XLIFF; confidence below 0.9 asks for review.

    Args:
        units: The units; those without the source language are written with an empty source.
        stream: Where the bytes go.
        version: ``1.2`` or ``2.1``.
        source: Code of the source language.
        target: Code of the target language.
    """
    head = _HEAD[version].format(source=escaped_attribute(source), target=escaped_attribute(target))
    stream.write(head.encode())
    one = _unit_12 if version == "1.2" else _unit_21
    for number, unit in enumerate(units, 1):
        texts = [escaped(clean_text(unit.text_in(primary(code)))) for code in (source, target)]
        notes = [escaped(clean_text(note.text)) for note in unit.notes]
        name = escaped_attribute(clean_text(unit.tuid))
        stream.write(one(number, name, texts[0], texts[1], notes, _sure(unit)).encode("utf-8", "replace"))
    stream.write(_TAIL[version].encode())


_HEAD = {
    "1.2": """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="duizhao" source-language="{source}" target-language="{target}" datatype="plaintext">
    <body>
""",
    "2.1": """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="{source}" trgLang="{target}">
  <file id="f1">
""",
}
_TAIL = {"1.2": "    </body>\n  </file>\n</xliff>\n", "2.1": "  </file>\n</xliff>\n"}


def _sure(unit: Unit) -> bool:
    try:
        return float(unit.prop("x-confidence") or 1) >= _SURE
    except ValueError:
        return False


def _unit_12(number: int, name: str, source: str, target: str, notes: list[str], sure: bool) -> str:
    state = "translated" if sure else "needs-review-translation"
    resname = f' resname="{name}"' if name else ""
    lines = "".join(f"        <note>{note}</note>\n" for note in notes)
    return (
        f'      <trans-unit id="{number}"{resname} xml:space="preserve">\n        <source>{source}</source>\n'
        f'        <target state="{state}">{target}</target>\n{lines}      </trans-unit>\n'
    )


def _unit_21(number: int, name: str, source: str, target: str, notes: list[str], sure: bool) -> str:
    state = "translated" if sure else "initial"
    named = f' name="{name}"' if name else ""
    lines = "".join(f"        <note>{note}</note>\n" for note in notes)
    lines = f"      <notes>\n{lines}      </notes>\n" if lines else ""
    return (
        f'    <unit id="u{number}"{named} xml:space="preserve">\n{lines}      <segment state="{state}">\n'
        f"        <source>{source}</source>\n        <target>{target}</target>\n      </segment>\n    </unit>\n"
    )


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
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if event == "start":
                _note_languages(element, name, codes)
            elif name in ("trans-unit", "unit"):
                yield from _read_unit(element, name, codes)
                element.clear()
                while (parent := element.getparent()) is not None and element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        reason = (error.msg or "").split(", line")[0]
        raise DuizhaoError(_("is no XLIFF ({reason})").format(reason=reason), file=path, line=error.lineno) from error
    except OSError as error:
        raise DuizhaoError(_("cannot be read ({reason})").format(reason=error), file=path) from error
    if not any(codes):
        raise DuizhaoError(_("is no XLIFF (no source language)"), file=path)


def _note_languages(element: etree._Element, name: str, codes: list[str]) -> None:
    if name == "file":
        codes[0] = element.get("source-language") or codes[0]
        codes[1] = element.get("target-language") or codes[1]
    elif name == "xliff":
        codes[0] = element.get("srcLang") or codes[0]
        codes[1] = element.get("trgLang") or codes[1]


def _read_unit(element: etree._Element, kind: str, codes: list[str]) -> Iterator[Unit]:
    notes = tuple(Note(_plain(note).strip()) for note in element.iter("{*}note"))
    name = element.get("resname") or element.get("name") or element.get("id") or ""
    line: int = element.sourceline  # type: ignore[assignment]
    segments = [element] if kind == "trans-unit" else list(element.iter("{*}segment"))
    for number, segment in enumerate(segments, 1):
        source, target = segment.find("{*}source"), segment.find("{*}target")
        texts = ["" if part is None else _plain(part) for part in (source, target)]
        language = "" if target is None else target.get(XML_LANG) or ""
        state = "" if target is None else target.get("state") or segment.get("state") or ""
        props = (Prop("x-state", state),) if state else ()
        variants = (Variant(codes[0], texts[0]), Variant(codes[1] or language, texts[1]))
        tuid = name if len(segments) == 1 else f"{name}.{number}"
        yield Unit(tuid, variants, props, notes, (), line)


_CODES = frozenset({"bpt", "ept", "ph", "it", "x", "bx", "ex", "sc", "ec", "cp"})


def _plain(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname not in _CODES:
            parts.append(_plain(child))
        parts.append(child.tail or "")
    return "".join(parts)
