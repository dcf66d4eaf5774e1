"""The units of a memory as rows: what a unit is there, how it is read, how a TMX unit becomes one."""

import json
import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from ..language import Language
from ..tmx.model import Note, Prop, Unit, Variant, primary

_CODES = ("zh-CN", "en")  # language codes that are not worth keeping
_OWN_PROPS = ("x-document", "x-label", "x-confirmed")  # kept as columns


class MemoryUnit(NamedTuple):
    """A pair of texts with what is known of it. A named tuple, since memories have millions of them.

    Attributes:
        zh: Chinese text.
        en: English text.
        document: Symbol of its document, or name of the file it came in.
        unit: Its id in that document (``p5.2``); empty where it has none.
        label: Number of its paragraph as printed; empty where not known.
        created: When it was made, ``2021-08-04T00:00:00Z``; empty where not known.
        changed: When it was last changed, likewise.
        origin: Name of the file it was imported from.
        confirmed: Whether a person has confirmed it.
        details: Other properties, notes and language codes, as JSON; empty for none.
    """

    zh: str
    en: str
    document: str = ""
    unit: str = ""
    label: str = ""
    created: str = ""
    changed: str = ""
    origin: str = ""
    confirmed: bool = False
    details: str = ""

    @property
    def identity(self) -> int:
        """A signed 64-bit hash of what makes it the same unit: document and id, or document and texts."""
        return self._hash(self.document, self.unit) if self.unit else self.full_identity

    @property
    def full_identity(self) -> int:
        """A signed 64-bit hash of document, id and both texts."""
        return self._hash(self.document, self.unit, self.zh, self.en)

    @staticmethod
    def _hash(*parts: str) -> int:
        digest = blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest, "big", signed=True)


COLUMNS = (
    "unit.zh, unit.en, document.name, unit.unit, unit.label, unit.created, unit.changed, unit.origin, unit.confirmed, "
    "unit.details"
)
_READ = f"SELECT {COLUMNS} FROM unit JOIN document ON document.id = unit.document_id WHERE unit.id = ?"  # noqa: S608
_TEXTS = {
    "zh": "SELECT id, zh FROM unit WHERE id IN (SELECT value FROM json_each(?))",
    "en": "SELECT id, en FROM unit WHERE id IN (SELECT value FROM json_each(?))",
}


def from_tmx(unit: Unit, name: str) -> MemoryUnit:
    """Return a TMX unit as the memory keeps it; ``name`` is that of its file. A side may be empty."""
    props = {prop.type: prop.text for prop in reversed(unit.props)}
    dates = {key: value for key, value in reversed(_attributes(unit)) if key in ("creationdate", "changedate")}
    return MemoryUnit(
        unit.zh,
        unit.en,
        props.get("x-document") or name,
        unit.tuid,
        props.get("x-label", ""),
        iso_date(dates.get("creationdate", "")),
        iso_date(unit.changed),
        name,
        props.get("x-confirmed", "").lower() in ("yes", "true", "1"),
        _details(unit),
    )


def to_tmx(unit: MemoryUnit) -> Unit:
    """Return a unit of the memory as TMX."""
    details = json.loads(unit.details) if unit.details else {}
    zh_code, en_code = details.get("codes", _CODES)
    own = (("x-document", unit.document), ("x-label", unit.label), ("x-confirmed", "yes" if unit.confirmed else ""))
    props = [Prop(kind, text) for kind, text in own if text]
    props += [Prop(*prop) for prop in details.get("props", ())]
    dates = (("creationdate", tmx_date(unit.created)), ("changedate", tmx_date(unit.changed)))
    attributes = tuple((name, date) for name, date in dates if date)
    variants = (Variant(zh_code, unit.zh), Variant(en_code, unit.en))
    return Unit(unit.unit, variants, tuple(props), tuple(Note(*note) for note in details.get("notes", ())), attributes)


def read_unit(connection: sqlite3.Connection, id_: int) -> MemoryUnit | None:
    """Return a unit by its id in the memory; None where there is none."""
    row = connection.execute(_READ, (id_,)).fetchone()
    return None if row is None else from_row(row)


def from_row(row: tuple[str, ...]) -> MemoryUnit:
    """Return the unit of a row of `COLUMNS`."""
    zh, en, document, unit, label, created, changed, origin, confirmed, details = row
    return MemoryUnit(zh, en, document, unit, label, created, changed, origin, bool(confirmed), details)


def read_texts(connection: sqlite3.Connection, ids: Iterable[int], language: Language) -> dict[int, str]:
    """Return the texts of units in one language by id; ids without a unit are left out."""
    return dict(connection.execute(_TEXTS[language], (json.dumps(list(ids)),)))


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


def tmx_date(date: str) -> str:
    """Return a date as TMX wants it; a day alone is its first second.

    Example:
        >>> tmx_date("2021-08-04")
        '20210804T000000Z'
    """
    plain = date.replace("-", "").replace(":", "")
    return plain + "T000000Z" if len(plain) == 8 and plain.isdecimal() else plain


def _attributes(unit: Unit) -> list[tuple[str, str]]:
    return [*unit.attributes, *(pair for variant in unit.variants for pair in variant.attributes)]


def _details(unit: Unit) -> str:
    details: dict[str, object] = {}
    props = [prop for prop in unit.props if prop.type not in _OWN_PROPS]
    props += [prop for variant in unit.variants for prop in variant.props]
    if props:
        details["props"] = [[*prop] if prop.language else [prop.type, prop.text] for prop in props]
    notes = [*unit.notes, *(note for variant in unit.variants for note in variant.notes)]
    if notes:
        details["notes"] = [[*note] if note.language else [note.text] for note in notes]
    codes = _codes(unit)
    if codes != _CODES:
        details["codes"] = codes
    return json.dumps(details, ensure_ascii=False, separators=(",", ":")) if details else ""


def _codes(unit: Unit) -> tuple[str, str]:
    codes = {primary(variant.language): variant.language for variant in reversed(unit.variants)}
    return codes.get("zh", _CODES[0]), codes.get("en", _CODES[1])
