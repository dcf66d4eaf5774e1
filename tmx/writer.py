"""Write TMX 1.4 that every tool takes, unit by unit: memory does not grow with the file.

Text is escaped and joined in blocks, and only a block that holds a suspect character is cleaned text by text.
"""

import gzip
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .. import __version__
from ..errors import DuizhaoError
from ..files import atomic_write
from ..i18n import _
from .model import Attributes, Header, Note, Prop, Unit, Variant, clean_text, escaped_attribute, escaped_text, is_clean

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_BLOCK = 200  # units joined before they are written
REQUIRED = {  # attributes of a header, with what this program writes
    "creationtool": "duizhao",
    "creationtoolversion": __version__,
    "segtype": "sentence",
    "o-tmf": "duizhao",
    "adminlang": "en-US",
    "srclang": "zh-CN",
    "datatype": "plaintext",
}
_DATES = {"creationdate", "creationid", "changedate", "changeid"}
_HEADER = frozenset({*REQUIRED, "o-encoding"} | _DATES)
_VARIANT = frozenset({"o-encoding", "datatype", "usagecount", "lastusagedate", "creationtool", "creationtoolversion"})
_VARIANT |= _DATES | {"o-tmf"}
_UNIT = _VARIANT | {"segtype", "srclang"}
SEGTYPES = frozenset({"block", "sentence", "phrase", "paragraph"})


def header_for(
    *, source: str = "zh-CN", segtype: str = "sentence", date: str = "", props: tuple[Prop, ...] = ()
) -> Header:
    """Return a header of this tool's; ``date`` as ``20210804T000000Z``, or empty for none."""
    attributes = {**REQUIRED, "srclang": source, "segtype": segtype, **({"creationdate": date} if date else {})}
    return Header("1.4", tuple(attributes.items()), props)


def with_segtype(units: Iterable[Unit], segtype: str) -> Iterator[Unit]:
    """Yield the units of a file, each with the segtype that its header says of all, where it is not ``sentence``."""
    own = (("segtype", segtype),) if segtype in SEGTYPES - {"sentence"} else ()
    for unit in units:
        yield unit._replace(attributes=unit.attributes + own) if own and not unit.attribute("segtype") else unit


def under_segtype(units: Iterable[Unit], segtype: str) -> Iterator[Unit]:
    """Undo `with_segtype`: yield units to stand under a header that says a segtype."""
    for unit in units:
        if segtype != "sentence" and unit.attribute("segtype") in ("", segtype):
            others = tuple(one for one in unit.attributes if one[0] != "segtype")
            own = () if unit.attribute("segtype") else (("segtype", "sentence"),)
            unit = unit._replace(attributes=others + own)
        yield unit


def expect_tmx(path: str | Path) -> None:
    """Refuse to write a memory under the suffix of another format.

    Raises:
        DuizhaoError: The name ends neither in ``.tmx`` nor in ``.tmx.gz``.
    """
    if not str(path).lower().endswith((".tmx", ".tmx.gz")):
        raise DuizhaoError(
            _("a memory is written as .tmx or .tmx.gz; 'duizhao tmx convert' makes other formats"), file=path
        )


class TmxWriter:
    """Writes one memory to a binary stream: the header at once, units by `write`, the end by `close`.

    Args:
        stream: Where the bytes go; it is not closed.
        header: The header; attributes that TMX requires and it lacks are filled in.
        plain: Leave inline elements out; not by itself, because a memory of others' must not lose them unasked.
    """

    def __init__(self, stream: "SupportsWrite[bytes]", header: Header, *, plain: bool = False) -> None:
        self._stream = stream
        self._plain = plain
        self._units: list[Unit] = []
        self.count = 0
        self._stream.write(_head(header).encode())

    def write(self, unit: Unit) -> None:
        """Write one unit."""
        self._units.append(unit)
        if len(self._units) >= _BLOCK:
            self._flush()

    def write_all(self, units: Iterable[Unit]) -> None:
        """Write many units."""
        for unit in units:
            self.write(unit)

    def close(self) -> None:
        """Write what is left and the end of the memory."""
        self._flush()
        self._stream.write(b"  </body>\n</tmx>\n")

    def _flush(self) -> None:
        units = [_without_markup(unit) for unit in self._units] if self._plain else self._units
        self._stream.write(_block_xml(units).encode("utf-8", "replace"))
        self.count += len(units)
        self._units = []


def write_units(units: Iterable[Unit], path: str | Path, header: Header, *, plain: bool = False) -> int:
    """Write a memory to a file, gzip-packed where the name ends in ``.gz``; the file changes at the end or not at all.

    Returns:
        How many units were written.

    Raises:
        DuizhaoError: It cannot be written.
    """
    with atomic_write(path) as stream:
        if not str(path).endswith(".gz"):
            return _written(units, TmxWriter(stream, header, plain=plain))
        # no name and no time in the packed file: the same units give the same bytes
        with gzip.GzipFile(filename="", fileobj=stream, mode="wb", compresslevel=6, mtime=0) as packed:
            return _written(units, TmxWriter(packed, header, plain=plain))


def _written(units: Iterable[Unit], writer: TmxWriter) -> int:
    writer.write_all(units)
    writer.close()
    return writer.count


def _head(header: Header) -> str:
    given = dict(header.attributes)
    if given.get("segtype") not in SEGTYPES:
        given.pop("segtype", None)
    # *all* is refused by some tools; the pair is always Chinese and English here
    if given.get("srclang", "*all*").lower() == "*all*":
        given["srclang"] = "zh-CN"
    given["datatype"] = given.get("datatype") or "plaintext"
    values = {**REQUIRED, **given}
    attributes = "".join(f' {name}="{escaped_attribute(value)}"' for name, value in values.items() if name in _HEADER)
    children = _children(header.notes, header.props, "    ")
    end = f">\n{children}  </header>" if children else "/>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
        f"  <header{attributes}{end}\n  <body>\n"
    )


def _block_xml(units: list[Unit]) -> str:
    """Return units as XML; the shape that nearly all have is put together at once and looked at once, for speed."""
    parts: list[str] = []
    seen: list[str] = []
    for tuid, variants, props, notes, attributes, _line, _faults in units:
        if notes or len(variants) != 2:
            return _careful_xml(units)
        one, two = variants
        if one[2:] != _PLAIN or two[2:] != _PLAIN:
            return _careful_xml(units)
        text, text_two = one[1], two[1]
        seen += (tuid, text, text_two)
        head = f' tuid="{tuid}"{_unit_attributes(attributes)}' if tuid else _unit_attributes(attributes)
        children = ""
        for kind, value, language in props:
            children += f"      {_prop(kind, language)}{value}</prop>\n"
            seen.append(value)
        start, start_two = _tuv(one[0]), _tuv(two[0])
        parts.append(f"    <tu{head}>\n{children}{start}{text}{_CLOSE}{start_two}{text_two}{_CLOSE}    </tu>\n")
    raw = "".join(seen)
    if "&" in raw or "<" in raw or ">" in raw or '"' in raw or not is_clean(raw):
        return _careful_xml(units)
    return "".join(parts)


def unit_size(unit: Unit) -> int:
    """Return the bytes that a unit takes in a file."""
    return len(_block_xml([unit]).encode("utf-8", "replace"))


def _careful_xml(units: list[Unit]) -> str:
    """Return units as XML, each text cleaned and escaped on its own."""
    return "".join([_unit_xml(unit) for unit in units])


_PLAIN: tuple[object, ...] = ("", (), (), ())
_CLOSE = "</seg></tuv>\n"


@lru_cache(maxsize=256)
def _tuv(language: str) -> str:
    """Return the start of a variant that has nothing but a language and a text."""
    return f'      <tuv xml:lang="{escaped_attribute(language) or "und"}"><seg>'


@lru_cache(maxsize=4096)
def _unit_attributes(attributes: Attributes) -> str:
    return _attributes(attributes, _UNIT)


@lru_cache(maxsize=1024)
def _prop(kind: str, language: str) -> str:
    return f'<prop type="{escaped_attribute(kind) or "x-unknown"}"{_language(language)}>'


def _unit_xml(unit: Unit) -> str:
    tuid, variants, props, notes, attributes, _line, _faults = unit
    name = escaped_attribute(tuid)
    head = f' tuid="{name}"{_unit_attributes(attributes)}' if name else _unit_attributes(attributes)
    children = _children(notes, props, "      ")
    tuvs = "".join([_variant_xml(variant) for variant in variants])
    return f"    <tu{head}>\n{children}{tuvs}    </tu>\n"


def _variant_xml(variant: Variant) -> str:
    language, text, markup, attributes, props, notes = variant
    head = _attributes(attributes, _VARIANT)
    children = f"\n{_children(notes, props, '        ')}        " if notes or props else ""
    close = "\n      " if children else ""
    code, body = escaped_attribute(language) or "und", clean_text(markup) or escaped_text(text)
    return f'      <tuv xml:lang="{code}"{head}>{children}<seg>{body}</seg>{close}</tuv>\n'


def _attributes(attributes: Attributes, known: frozenset[str]) -> str:
    return "".join(
        [
            f' {name}="{escaped_attribute(value)}"'
            for name, value in attributes
            if name in known and (name != "segtype" or clean_text(value) in SEGTYPES)
        ]
    )


def _children(notes: tuple[Note, ...], props: tuple[Prop, ...], indent: str) -> str:
    """Return notes, then props: the order that every tool takes."""
    lines = [f"{indent}<note{_language(note.language)}>{escaped_text(note.text)}</note>\n" for note in notes]
    lines += [f"{indent}{_prop(prop.type, prop.language)}{escaped_text(prop.text)}</prop>\n" for prop in props]
    return "".join(lines)


def _language(code: str) -> str:
    code = escaped_attribute(code)
    return f' xml:lang="{code}"' if code else ""


def _without_markup(unit: Unit) -> Unit:
    return unit._replace(variants=tuple(variant._replace(markup="") for variant in unit.variants))
