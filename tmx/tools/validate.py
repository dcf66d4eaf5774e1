"""Check a memory against TMX 1.4b and against what named tools refuse or lose; correct what can be.

Each rule is a row of `RULES`: a code, how bad it is, who minds, where that is known from, what to tell people.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ...files import spare_inputs
from ...i18n import _, listed, placed
from ..model import Attributes, Header, Prop, Reject, Unit, Variant, is_clean, primary, tmx_date
from ..reader import RejectLog, TmxReader
from ..writer import REQUIRED, SEGTYPES, expect_tmx, write_units
from .clean import key

Severity = Literal["error", "warning"]
_SPEC = "TMX 1.4b specification (LISA OSCAR, 2005)"
_OMEGAT = "github.com/omegat-org/omegat, pull requests 1570 and 1666: a memory that its schema refuses is not loaded"
_CLOUD = "docs.rws.com, Trados Studio cloud capabilities: Importing TM content"
_STUDIO = "developers.rws.com: Importing Content into a Translation Memory; memoQ help: Translation memories (TMX)"
_WORDFAST = "wordfast.net wiki: The WFC Translation memory format"
_FIELD = "this project's experience"


@dataclass(frozen=True, slots=True)
class TmxRule:
    """A rule: its code, how bad a breach is, the tool that minds, the source of that, what is wrong and what helps."""

    code: str
    severity: Severity
    tool: str
    source: str
    message: str


def _rules(*rows: tuple[str, Severity, str, str, str]) -> dict[str, TmxRule]:
    return {row[0]: TmxRule(*row) for row in rows}


RULES = _rules(
    ("T001", "error", "all", _SPEC, "could not be read"),
    ("T002", "error", "OmegaT 6.1", _OMEGAT, "the version is {detail}; write 1.4, which every tool knows"),
    ("T003", "error", "OmegaT 6.1", _OMEGAT, "the header lacks {detail}"),
    ("T004", "error", "OmegaT 6.1", _OMEGAT, "segtype is {detail}; it must be block, paragraph, sentence or phrase"),
    ("T005", "warning", "Trados cloud", _CLOUD, "srclang is *all*: a tool cannot tell source from target"),
    ("T006", "warning", "all", _FIELD, "the file says {detail}: it is read here, other tools may fail"),
    ("T007", "warning", "Trados cloud", _CLOUD, "larger than 1 GB; split it"),
    ("T101", "error", "OmegaT 6.1", _OMEGAT, "{detail}"),
    ("T102", "error", "all", _SPEC, "the language code is missing"),
    ("T103", "error", "all", _SPEC, "the language code {detail} has an underscore; write a hyphen"),
    ("T104", "warning", "Wordfast Classic", _WORDFAST, "the language code {detail} has more than 5 characters"),
    ("T105", "warning", "Trados, memoQ", _STUDIO, "more than one language pair in the file: {detail}"),
    ("T106", "error", "all", _FIELD, "only one language"),
    ("T107", "warning", "all", _FIELD, "more than one text in {detail}: tools take one of them"),
    ("T108", "error", "Trados cloud", _CLOUD, "no text in the source language {detail}"),
    ("T201", "error", "OmegaT 6.1", _OMEGAT, "a prop without a type"),
    ("T202", "warning", "Trados cloud", _CLOUD, "the prop type {detail} does not begin with x- and is lost"),
    ("T203", "warning", "OmegaT", _SPEC, "the date {detail} is not of the form YYYYMMDDThhmmssZ"),
    ("T204", "warning", "all", _FIELD, "the tuid {detail} is not unique"),
    ("T301", "warning", "Wordfast Classic", _WORDFAST, "the {detail} text is empty"),
    ("T302", "warning", "Trados cloud", _CLOUD, "the {detail} text has more than 2,000 characters and is not imported"),
    ("T303", "warning", "Wordfast Classic", _WORDFAST, "the {detail} text has more than 8,000 characters"),
    ("T304", "warning", "all", _FIELD, "the {detail} text has inline tags, which tools read differently"),
    ("T305", "error", "all", "XML 1.0, section 2.2", "control characters"),
    ("T306", "warning", "all", _FIELD, "the {detail} text has invisible characters, which look-up does not find"),
    ("T307", "warning", "all", _FIELD, "the {detail} text is not in Unicode form NFC, which look-up does not find"),
)
_DATE = re.compile(r"\d{8}T\d{6}Z")
_DATED = ("creationdate", "changedate", "lastusagedate")
_GIGABYTE = 1 << 30


@dataclass(frozen=True, slots=True)
class TmxBreach:
    """One breach of a rule: 1-based line, the unit's id where it has one, the message for people."""

    rule: TmxRule
    line: int
    tuid: str
    message: str


def validate(path: str | Path) -> Iterator[TmxBreach]:
    """Yield the problems of a memory, those of the header first.

    Raises:
        DuizhaoError: The file cannot be opened or is no TMX.
    """
    broken: list[Reject] = []
    reader = TmxReader(path, broken.append)
    yield from _check_header(reader.header, Path(path))
    source = primary(dict(reader.header.attributes).get("srclang", "*all*"))
    seen: set[bytes] = set()
    pairs: set[tuple[str, ...]] = set()
    for unit in reader:
        yield from _flush(broken)
        yield from _check_unit(unit, source)
        if unit.tuid:
            digest = key(unit.tuid)
            if digest in seen:
                yield _breach("T204", unit.line, unit.tuid, unit.tuid)
            seen.add(digest)
        pair = tuple(sorted({variant.language.lower() for variant in unit.variants}))
        if pair not in pairs and len(pair) > 1:
            pairs.add(pair)
            if len(pairs) > 1:
                yield _breach("T105", unit.line, unit.tuid, listed(pair))
    yield from _flush(broken)


@dataclass(slots=True)
class TmxValidation:
    """The problems of one file: by rule how many, and the first places of each."""

    path: Path
    counts: dict[str, int]
    shown: list[TmxBreach]

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(count for code, count in self.counts.items() if RULES[code].severity == "error")

    def as_data(self) -> dict[str, object]:
        """Return the report as plain data."""
        problems = [
            {"rule": p.rule.code, "severity": p.rule.severity, "line": p.line, "tuid": p.tuid, "message": p.message}
            for p in self.shown
        ]
        return {"file": str(self.path), "errors": self.errors, "counts": self.counts, "problems": problems}

    def lines(self, sources: bool = False) -> list[str]:
        """Return the report as lines for people: places first, then a count for each rule."""
        lines = []
        for problem in self.shown:
            place = f"{self.path}:{problem.line}" + (f" ({problem.tuid})" if problem.tuid else "")
            lines.append(placed(place, placed(f"{_(problem.rule.severity)} {problem.rule.code}", problem.message)))
        for code, count in sorted(self.counts.items()):
            rule = RULES[code]
            tool = _("every tool") if rule.tool == "all" else rule.tool
            lines.append(f"{code}  {count:>8,}  {_(rule.severity)}  {tool}" + (f"  [{rule.source}]" if sources else ""))
        return lines or [_("{file}: no problems").format(file=self.path)]


def collect(path: Path, limit: int = 20) -> TmxValidation:
    """Validate a file; keep at most ``limit`` places of each rule.

    Raises:
        DuizhaoError: The file cannot be opened or is no TMX.
    """
    report = TmxValidation(path, {}, [])
    for problem in validate(path):
        code = problem.rule.code
        report.counts[code] = report.counts.get(code, 0) + 1
        if report.counts[code] <= limit:
            report.shown.append(problem)
    return report


def _flush(broken: list[Reject]) -> Iterator[TmxBreach]:
    while broken:
        reject = broken.pop(0)
        yield TmxBreach(RULES["T001"], reject.line, "", placed(_(RULES["T001"].message), reject.reason))


def _breach(code: str, line: int = 0, tuid: str = "", detail: str = "") -> TmxBreach:
    return TmxBreach(RULES[code], line, tuid, _(RULES[code].message).format(detail=detail))


def _check_header(header: Header, path: Path) -> Iterator[TmxBreach]:
    attributes = dict(header.attributes)
    if header.version != "1.4":
        yield _breach("T002", 1, "", header.version or _("missing"))
    for name in REQUIRED:
        if not attributes.get(name):
            yield _breach("T003", 1, "", name)
    if attributes.get("segtype") and attributes["segtype"] not in SEGTYPES:
        yield _breach("T004", 1, "", attributes["segtype"])
    if attributes.get("srclang", "").lower() == "*all*":
        yield _breach("T005", 1)
    if header.encoding not in ("utf-8", "utf-8-sig") or header.declared.lower() not in ("", "utf-8"):
        detail = _("encoding {declared}, the bytes are {found}").format(declared=header.declared, found=header.encoding)
        yield _breach("T006", 1, "", detail)
    if path.stat().st_size > _GIGABYTE:
        yield _breach("T007")
    yield from _check_props(header.props, 1, "")
    yield from _check_dates(header.attributes, 1, "")


def _check_unit(unit: Unit, source: str) -> Iterator[TmxBreach]:
    line, tuid = unit.line, unit.tuid
    for fault in unit.faults:
        yield _breach("T305" if fault == _("control characters") else "T101", line, tuid, fault)
    languages = [primary(variant.language) for variant in unit.variants]
    if len(unit.variants) < 2:
        yield _breach("T106", line, tuid)
    elif source and source != "*all*" and source not in languages:
        yield _breach("T108", line, tuid, source)
    for language in sorted({each for each in languages if languages.count(each) > 1}):
        yield _breach("T107", line, tuid, language)
    yield from _check_props(unit.props, line, tuid)
    yield from _check_dates(unit.attributes, line, tuid)
    for variant in unit.variants:
        yield from _check_variant(variant, line, tuid)


def _check_variant(variant: Variant, line: int, tuid: str) -> Iterator[TmxBreach]:
    code, text = variant.language, variant.text
    if not code:
        yield _breach("T102", line, tuid)
    if "_" in code:
        yield _breach("T103", line, tuid, code)
    if len(code) > 5:
        yield _breach("T104", line, tuid, code)
    if not text.strip():
        yield _breach("T301", line, tuid, code)
    if len(text) > 2000:
        yield _breach("T303" if len(text) > 8000 else "T302", line, tuid, code)
    if variant.markup:
        yield _breach("T304", line, tuid, code)
    if not is_clean(text):
        yield from _check_characters(text, code, line, tuid)
    yield from _check_props(variant.props, line, tuid)
    yield from _check_dates(variant.attributes, line, tuid)


def _check_characters(text: str, code: str, line: int, tuid: str) -> Iterator[TmxBreach]:
    if not unicodedata.is_normalized("NFC", text):
        yield _breach("T307", line, tuid, code)
    if any(unicodedata.category(character) == "Cf" for character in text):
        yield _breach("T306", line, tuid, code)


def _check_props(props: Iterable[Prop], line: int, tuid: str) -> Iterator[TmxBreach]:
    for prop in props:
        if not prop.type:
            yield _breach("T201", line, tuid)
        elif not prop.type.startswith("x-"):
            yield _breach("T202", line, tuid, prop.type)


def _check_dates(attributes: Attributes, line: int, tuid: str) -> Iterator[TmxBreach]:
    for name, value in attributes:
        if name in _DATED and not _DATE.fullmatch(value):
            yield _breach("T203", line, tuid, value)


def fix(path: str | Path, out: str | Path) -> tuple[int, RejectLog]:
    """Write a memory anew with all that can be corrected; inline tags, long and empty texts stay as they are.

    Returns:
        How many units were written, and what could not be read (and is not in the new file).

    Raises:
        DuizhaoError: The file cannot be read or the new one not written.
    """
    expect_tmx(out)
    spare_inputs([path], [out])
    broken = RejectLog()
    reader = TmxReader(path, broken)
    count = write_units((_fixed(unit) for unit in reader), out, _fixed_header(reader.header))
    return count, broken


def _fixed_header(header: Header) -> Header:
    """Return the header without empty attributes; the writer fills in those that TMX requires."""
    given = tuple((name, value) for name, value in header.attributes if value and value.lower() != "*all*")
    coded = tuple((name, _fixed_code(value) if name == "srclang" else value) for name, value in given)
    return Header("1.4", _fixed_dates(coded), _fixed_props(header.props), header.notes)


def _fixed(unit: Unit) -> Unit:
    variants = tuple(
        variant._replace(
            language=_fixed_code(variant.language),
            props=_fixed_props(variant.props),
            attributes=_fixed_dates(variant.attributes),
        )
        for variant in unit.variants
    )
    return unit._replace(variants=variants, props=_fixed_props(unit.props), attributes=_fixed_dates(unit.attributes))


def _fixed_code(code: str) -> str:
    """Return a code with hyphens, language in lower and a region in upper case: ``ZH_cn`` -> ``zh-CN``."""
    first, *rest = code.replace("_", "-").split("-")
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def _fixed_props(props: tuple[Prop, ...]) -> tuple[Prop, ...]:
    return tuple(
        prop._replace(type=prop.type if prop.type.startswith("x-") else f"x-{prop.type or 'unknown'}") for prop in props
    )


def _fixed_dates(attributes: Attributes) -> Attributes:
    """Return dates in the one form that every tool reads; a date of no known form is left out."""
    result = []
    for name, value in attributes:
        if name not in _DATED:
            result.append((name, value))
        elif date := tmx_date(value):
            result.append((name, date))
    return tuple(result)
