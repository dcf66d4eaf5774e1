"""A Bitext <-> a translation memory: what becomes of pairs, and of what is unaligned.

This program's own properties are `OWN`; whatever else a unit has stays with its pair and is written again.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..align.bitext import KINDS, METHODS, NO_DETAILS, Bitext, ConfidenceParts, ExchangeDetails, Method, Pair
from ..corpora.document import Kind
from ..errors import DuizhaoError
from ..i18n import _
from ..language import Language
from ..unique_ids import UniqueIds
from .model import Header, Note, Prop, Reject, Unit, Variant, iso_date, primary, tmx_date
from .parse import fitting_markup
from .reader import Rejects, TmxReader
from .writer import header_for, write_units

# confidence is written with three decimals: more would claim more than calibration gives
_DECIMALS = 3
_CODES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}  # zh-CN is taken by every tool tried, zh-Hans is too long
_PARTS = ("x-confidence-block", "x-confidence-sentence")
_BLOCKS = ("x-block-zh", "x-block-en")
_MADE = frozenset({"creationdate", "creationid", "changedate", "changeid"})  # of a header, kept in a bitext
_CONTEXT = ("x-context-pre", "x-context-post")
# properties that are fields of a pair; all others are kept as they stand
OWN = frozenset({"x-kind", "x-label", "x-status", "x-method", "x-confidence", *_PARTS, *_BLOCKS})


def write_tmx(bitext: Bitext, path: str | Path) -> int:
    """Write the matched pairs of a Bitext as a memory (gzip-packed where the name ends in ``.gz``).

    What is unaligned is no translation unit: it stands in the TSV and HTML of the same Bitext. The codes are those that
    a pair was read with, else ``zh-CN`` and ``en``; the segments before and after one (of the Bitext's source) are
    props, x-context-pre and x-context-post.

    Returns:
        How many units were written.

    Raises:
        DuizhaoError: The file cannot be written.
    """
    units = _units(bitext)
    source = units[0].variants[0].language if units else _CODES[bitext.source]
    props = [Prop("x-document", bitext.symbol)] if bitext.symbol else []
    props += [Prop(*prop) for prop in bitext.details.properties]
    header = header_for(source=source, segtype=bitext.level, date=tmx_date(bitext.date), props=tuple(props))
    attributes = (dict(header.attributes) | dict(bitext.details.attributes)).items()
    header = replace(header, attributes=tuple(attributes), notes=tuple(Note(*note) for note in bitext.details.notes))
    return write_units(units, path, header)


def _units(bitext: Bitext) -> list[Unit]:
    """Return the matched pairs as units, in reading order."""
    segments = [pair.zh if bitext.source == "zh" else pair.en for pair in bitext.pairs]
    # the units of a memory that was read keep the dates that they have
    date = "" if bitext.details.attributes else tmx_date(bitext.date)
    dates = (("creationdate", date), ("changedate", date)) if date else ()
    units = []
    ids = UniqueIds(pair.id for pair in bitext.pairs)
    for place, pair in enumerate(bitext.pairs):
        if pair.matched:
            props = _own_props(pair)
            others = [Prop(*prop) for prop in pair.details.properties]
            if bitext.symbol and not any(prop.type == "x-document" for prop in others):
                props.insert(0, Prop("x-document", bitext.symbol))
            if props and not any(prop.type in _CONTEXT for prop in others):
                others += _context(segments, place)
            variants = _variant(pair, "zh"), _variant(pair, "en")
            ordered = variants if bitext.source == "zh" else variants[::-1]
            attributes = pair.details.attributes or dates
            units.append(
                Unit(ids.give(pair.id) if pair.id else "", ordered, (*props, *others), _notes(pair), attributes)
            )
    return units


def _variant(pair: Pair, language: Language) -> Variant:
    """Return one side; inline tags are written as long as the text is the one that they were read with."""
    text, details = (pair.zh, pair.zh_details) if language == "zh" else (pair.en, pair.en_details)
    markup = fitting_markup(details.markup, text)
    props, notes = tuple(Prop(*prop) for prop in details.properties), tuple(Note(*note) for note in details.notes)
    return Variant(details.language or _CODES[language], text, markup, details.attributes, props, notes)


def _notes(pair: Pair) -> tuple[Note, ...]:
    """Return the notes as they were read, or the pair's own where it has another now."""
    read = tuple(Note(*note) for note in pair.details.notes)
    if _joined(read) == pair.note:
        return read
    return (Note(pair.note),) if pair.note else ()


def _joined(notes: tuple[Note, ...]) -> str:
    return " ".join(note.text for note in notes)


def read_tmx(path: str | Path, *, rejects: Rejects | None = None) -> Bitext:
    """Read a memory as a Bitext; foreign memories too, as far as they have Chinese and English.

    A pair is confirmed only where its unit says so (`Unit.confirmed`); a unit that names no confidence has 1. Units
    without Chinese or without English are unaligned. Broken units and units with neither are in the warnings, and go to
    ``rejects`` where given; texts beyond the first of each language, and in other languages, are counted there.

    Raises:
        DuizhaoError: The file is no TMX, or has no unit in Chinese and English.

    Example:
        >>> import duizhao as dz
        >>> dz.write(dz.align_documents(*dz.read_sample()), "sample.tmx")
        []
        >>> memory = dz.read_tmx("sample.tmx")
        >>> memory.symbol, len(memory.matched)
        ('A/00/1', 124)
    """
    broken: list[Reject] = []
    reader = TmxReader(path, broken.append)
    units = list(reader)
    documents = {prop.text for prop in reader.header.props if prop.type == "x-document"}
    if len(documents) != 1:
        named = ([prop.text for prop in unit.props if prop.type == "x-document"] for unit in units)
        documents = {names[0] if names else "" for names in named}
    symbol = documents.pop() if len(documents) == 1 else ""
    pairs = _unique([_pair(unit, number, symbol) for number, unit in enumerate(units, 1) if unit.zh or unit.en])
    if not any(pair.matched for pair in pairs):
        raise DuizhaoError(_("has no unit with both Chinese and English"), file=path)
    for reject in broken:
        if rejects is not None:
            rejects(reject)
    header = dict(reader.header.attributes)
    source = primary(header.get("srclang", "")) if "srclang" in header else primary(units[0].variants[0].language)
    return Bitext(
        pairs,
        "paragraph" if header.get("segtype") == "paragraph" else "sentence",
        symbol,
        date=iso_date(tmx_date(header.get("creationdate", "")))[:10],
        warnings=tuple(_warnings(broken, units, len(units) - len(pairs))),
        source="en" if source == "en" else "zh",
        details=_header_details(reader.header, symbol),
    )


def _header_details(header: Header, symbol: str) -> ExchangeDetails:
    props = tuple(prop for prop in header.props if prop != Prop("x-document", symbol))
    attributes = tuple(one for one in header.attributes if one[0] in _MADE)
    return ExchangeDetails(attributes=attributes, properties=props, notes=header.notes)


def _own_props(pair: Pair) -> list[Prop]:
    """Return what is known of a pair as properties; nothing of one that says nothing of how it came about."""
    if not (pair.method or pair.confirmed or pair.label or pair.confidence < 1.0 or pair.kind != "paragraph"):
        return []
    values = [
        ("x-kind", pair.kind),
        ("x-label", pair.label),
        ("x-status", pair.status),
        ("x-method", pair.method),
        ("x-confidence", _decimals(pair.confidence)),
    ]
    if pair.parts != _only_part(pair.method, pair.confidence):
        parts = pair.parts.block, pair.parts.sentence
        values += [(name, _decimals(part)) for name, part in zip(_PARTS, parts, strict=True) if part is not None]
    values += [(name, block) for name, blocks in zip(_BLOCKS, pair.blocks, strict=True) for block in blocks]
    return [Prop(name, value) for name, value in values if value]


def _only_part(method: Method, confidence: float) -> ConfidenceParts:
    """Return the parts of a confidence that has only one, which need not be written."""
    if not method:
        return ConfidenceParts()
    return ConfidenceParts(sentence=confidence) if method == "sentence" else ConfidenceParts(confidence)


def _decimals(confidence: float) -> str:
    return f"{confidence:.{_DECIMALS}f}"


def _context(segments: list[str], place: int) -> Iterator[Prop]:
    before = next((segments[i] for i in range(place - 1, -1, -1) if segments[i]), "")
    after = next((segments[i] for i in range(place + 1, len(segments)) if segments[i]), "")
    yield from (Prop(name, value) for name, value in zip(_CONTEXT, (before, after), strict=True) if value)


def _pair(unit: Unit, number: int, symbol: str) -> Pair:
    known = {prop.type: prop.text for prop in reversed(unit.props) if prop.type in OWN}
    kind: Kind = next((name for name in KINDS if name == known.get("x-kind")), "paragraph")
    method: Method = next((name for name in METHODS if name == known.get("x-method")), "")
    both = bool(unit.zh and unit.en)
    confidence = read_confidence(known.get("x-confidence", "")) if both else 0.0
    parts = ConfidenceParts(*(None if name not in known else read_confidence(known[name]) for name in _PARTS))
    if parts == ConfidenceParts():
        parts = _only_part(method, confidence)
    blocks = [tuple(prop.text for prop in unit.props if prop.type == name) for name in _BLOCKS]
    return Pair(
        unit.tuid or f"u{number}",
        kind,
        known.get("x-label", ""),
        unit.zh,
        unit.en,
        confidence,
        method,
        _joined(unit.notes),
        confirmed=unit.confirmed,
        parts=parts,
        zh_blocks=blocks[0],
        en_blocks=blocks[1],
        details=_unit_details(unit, symbol),
        zh_details=_side_details(unit, "zh"),
        en_details=_side_details(unit, "en"),
    )


def _unit_details(unit: Unit, symbol: str) -> ExchangeDetails:
    props = tuple(prop for prop in unit.props if prop.type not in OWN and prop != Prop("x-document", symbol))
    details = ExchangeDetails("", "", unit.attributes, props, unit.notes)
    return NO_DETAILS if details == NO_DETAILS else details


def _side_details(unit: Unit, language: Language) -> ExchangeDetails:
    found = unit.variant_in(language)
    if found is None or found == Variant(_CODES[language], found.text):
        return NO_DETAILS
    code, _text, markup, attributes, props, notes = found
    return ExchangeDetails(code, markup, attributes, props, notes)


def read_confidence(text: str, unknown: float = 1.0) -> float:
    """Return a confidence; 1 where a memory names none: nothing is known against its units."""
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return unknown


def _unique(pairs: list[Pair]) -> tuple[Pair, ...]:
    """Give the second pair of an id, and each later one, an id of its own."""
    ids = UniqueIds(pair.id for pair in pairs)
    return tuple(replace(pair, id=ids.give(pair.id)) for pair in pairs)


def _warnings(broken: list[Reject], units: list[Unit], other: int) -> Iterator[str]:
    yield from (_("line {line}: {reason}").format(line=reject.line, reason=reject.reason) for reject in broken)
    if other:
        yield _("{n} units with neither Chinese nor English were left out").format(n=other)
    if more := sum(len(unit.variants) - bool(unit.zh) - bool(unit.en) for unit in units if unit.zh and unit.en):
        yield _("{n} texts in other languages, or second ones in the same, were left out").format(n=more)
