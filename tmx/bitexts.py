"""A Bitext <-> a translation memory: what becomes of pairs, and of what is left over."""

from dataclasses import dataclass, replace
from pathlib import Path

import regex

from ..align.bitext import KINDS, METHODS, Bitext, Level, Method, Pair
from ..corpora.document import Kind
from ..errors import DuizhaoError
from ..i18n import _
from .model import Header, Note, Prop, Reject, Unit, Variant
from .reader import Rejects, TmxReader
from .writer import header_for, write_units

# confidence is written with three decimals: more would claim more than calibration gives
_DECIMALS = 3
_DATE = regex.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class TmxOptions:
    """How a Bitext becomes a memory.

    Attributes:
        zh: Code of the Chinese: zh-CN is taken by every tool tried, zh-Hans is too long for one.
        en: Code of the English.
        source: The source language; translators of the UN work from English, this project's texts start in Chinese.
        context: Write the segment before and the one after (of the source) as props x-context-pre and x-context-post.
    """

    zh: str = "zh-CN"
    en: str = "en"
    source: str = "zh"
    context: bool = True


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: units, and how many pairs were left out because one side is empty."""

    units: int
    left_out: int


def write_tmx(bitext: Bitext, path: str | Path, *, options: TmxOptions = TmxOptions()) -> Written:
    """Write the matched pairs of a Bitext as a memory (gzip-packed where the name ends in ``.gz``).

    Leftovers are no translation units: they are counted, and stand in the TSV and HTML of the same Bitext.

    Raises:
        DuizhaoError: The file cannot be written.
    """
    source = options.zh if options.source == "zh" else options.en
    props = (Prop("x-document", bitext.symbol),) if bitext.symbol else ()
    header = header_for(source=source, segtype=_segtype(bitext.level), date=tmx_date(bitext.date), props=props)
    count = write_units(bitext_units(bitext, options), path, header)
    return Written(count, len(bitext.pairs) - count)


def bitext_units(bitext: Bitext, options: TmxOptions = TmxOptions()) -> list[Unit]:
    """Return the matched pairs as units, in reading order."""
    segments = [pair.zh if options.source == "zh" else pair.en for pair in bitext.pairs]
    date = tmx_date(bitext.date)
    attributes = (("creationdate", date), ("changedate", date)) if date else ()
    units = []
    for place, pair in enumerate(bitext.pairs):
        if pair.matched:
            context = _context(segments, place) if options.context else ()
            props = (*_props(pair, bitext.symbol), *context)
            variants = [Variant(options.zh, pair.zh), Variant(options.en, pair.en)]
            ordered = tuple(variants if options.source == "zh" else reversed(variants))
            notes = (Note(pair.note),) if pair.note else ()
            units.append(Unit(pair.id, ordered, props, notes, attributes))
    return units


def tmx_date(date: str) -> str:
    """Return an ISO date (``2021-08-04``) as TMX writes it, empty for none or another form."""
    match = _DATE.match(date)
    return f"{''.join(match.groups())}T000000Z" if match else ""


def read_tmx(path: str | Path, *, rejects: Rejects | None = None) -> Bitext:
    """Read a memory as a Bitext; foreign memories too, as far as they have Chinese and English.

    Units without Chinese or without English are in it as leftovers; broken units and units with neither are in its
    warnings, and go to ``rejects`` where given.

    Raises:
        DuizhaoError: The file is no TMX, or has no unit in Chinese and English.
    """
    broken: list[Reject] = []
    reader = TmxReader(path, broken.append)
    units = list(reader)
    pairs = _unique([_pair(unit, number) for number, unit in enumerate(units, 1) if unit.zh or unit.en])
    if not any(pair.matched for pair in pairs):
        raise DuizhaoError(_("has no unit with both Chinese and English"), file=path)
    for reject in broken:
        if rejects is not None:
            rejects(reject)
    warnings = _warnings(broken, len(units) - len(pairs))
    symbols = sorted({prop.text for prop in reader.header.props if prop.type == "x-document"})
    level: Level = "paragraph" if dict(reader.header.attributes).get("segtype") == "paragraph" else "sentence"
    symbol = symbols[0] if len(symbols) == 1 else _one([unit.prop("x-document") for unit in units])
    return Bitext(pairs, level, symbol, "", _iso(_created(reader.header)), None, None, warnings)


def _segtype(level: Level) -> str:
    return "paragraph" if level == "paragraph" else "sentence"


def _props(pair: Pair, symbol: str) -> tuple[Prop, ...]:
    values = (
        ("x-document", symbol),
        ("x-kind", pair.kind),
        ("x-label", pair.label),
        ("x-confidence", f"{pair.confidence:.{_DECIMALS}f}"),
        ("x-status", pair.status),
        ("x-method", pair.method),
    )
    return tuple(Prop(name, value) for name, value in values if value)


def _context(segments: list[str], place: int) -> tuple[Prop, ...]:
    before = next((segments[i] for i in range(place - 1, -1, -1) if segments[i]), "")
    after = next((segments[i] for i in range(place + 1, len(segments)) if segments[i]), "")
    values = (("x-context-pre", before), ("x-context-post", after))
    return tuple(Prop(name, value) for name, value in values if value)


def _pair(unit: Unit, number: int) -> Pair:
    kind = unit.prop("x-kind")
    known: Kind = next((name for name in KINDS if name == kind), "paragraph")
    zh, en = unit.zh, unit.en
    note = " ".join(note.text for note in unit.notes)
    method: Method = next((name for name in METHODS if name == unit.prop("x-method")), "")
    confirmed = unit.prop("x-status") == "confirmed"
    confidence = _confidence(unit.prop("x-confidence")) if zh and en else 0.0
    return Pair(
        unit.tuid or f"u{number}", known, unit.prop("x-label"), zh, en, confidence, method, note, confirmed=confirmed
    )


def _confidence(text: str) -> float:
    """Return a confidence; 1 where a memory names none, for its units were made or confirmed by people."""
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 1.0


def _unique(pairs: list[Pair]) -> tuple[Pair, ...]:
    """Give the second pair of an id, and each later one, an id of its own."""
    taken = {pair.id for pair in pairs}
    seen: dict[str, int] = {}
    result = []
    for pair in pairs:
        number = seen.get(pair.id, 0) + 1
        seen[pair.id] = number
        name = pair.id
        while number > 1 and name in taken:
            name = f"{pair.id}~{number}"
            number += 1
        taken.add(name)
        result.append(replace(pair, id=name))
    return tuple(result)


def _warnings(broken: list[Reject], other: int) -> tuple[str, ...]:
    lines = [_("line {line}: {reason}").format(line=reject.line, reason=reject.reason) for reject in broken]
    if other:
        lines.append(_("{n} units with neither Chinese nor English were left out").format(n=other))
    return tuple(lines)


def _one(values: list[str]) -> str:
    """Return the value that all units share, else nothing."""
    return values[0] if len(set(values)) == 1 else ""


def _created(header: Header) -> str:
    return dict(header.attributes).get("creationdate", "")


def _iso(date: str) -> str:
    """Return a TMX date as an ISO date, empty for another form."""
    match = regex.match(r"(\d{4})-?(\d{2})-?(\d{2})", date)
    return "-".join(match.groups()) if match else ""
