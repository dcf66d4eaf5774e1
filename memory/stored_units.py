"""The units of a memory as rows: what a unit is there, how it is read, how a TMX unit becomes one."""

import json
import sqlite3
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from ..language import Language
from ..tmx.formats.unit_records import details_of, unit_of_details
from ..tmx.model import Attributes, Prop, Unit, iso_date, tmx_date

_PLAIN = [{"language": "zh-CN"}, {"language": "en"}]  # variants that are not worth keeping


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
        details: All else that its TMX unit has (`tmx.unit_details`), as JSON; empty for nothing.
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
    document, label, rest = _columns(unit)
    attributes = [*unit.attributes, *(one for variant in unit.variants for one in variant.attributes)]
    created = next((value for name, value in attributes if name == "creationdate"), "")
    dates = iso_date(created), iso_date(unit.changed)
    details = details_of(rest)
    if details["variants"] == _PLAIN:
        del details["variants"]
    if _dates(*dates) == rest.attributes:
        details.pop("attributes", None)
    else:
        details.setdefault("attributes", [])
    text = json.dumps(details, ensure_ascii=False, separators=(",", ":")) if details else ""
    return MemoryUnit(unit.zh, unit.en, document or name, unit.tuid, label, *dates, name, unit.confirmed, text)


def to_tmx(unit: MemoryUnit) -> Unit:
    """Return a unit of the memory as TMX: as it was imported, its document and whether it is confirmed told."""
    details = {"variants": _PLAIN} | (json.loads(unit.details) if unit.details else {})
    rest = unit_of_details(unit.unit, unit.zh, unit.en, details)
    own = (("x-document", unit.document), ("x-label", unit.label), ("x-status", "confirmed" if unit.confirmed else ""))
    props = tuple(Prop(kind, text) for kind, text in own if text)
    attributes = rest.attributes if "attributes" in details else _dates(unit.created, unit.changed)
    return rest._replace(props=(*props, *rest.props), attributes=attributes)


def _columns(unit: Unit) -> tuple[str, str, Unit]:
    """Return document and label, and the unit without the first properties that tell these and that it is confirmed."""
    found = {"x-document": "", "x-label": "", "x-status": ""}
    props = []
    for prop in unit.props:
        if prop.language or found.get(prop.type, "-") or (prop.type == "x-status" and prop.text != "confirmed"):
            props.append(prop)
        else:
            found[prop.type] = prop.text
    return found["x-document"], found["x-label"], unit._replace(props=tuple(props))


def _dates(created: str, changed: str) -> Attributes:
    dates = (("creationdate", tmx_date(created) or created), ("changedate", tmx_date(changed) or changed))
    return tuple((name, date) for name, date in dates if date)


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
