"""Symbols of United Nations documents: ``A/HRC/47/47``, ``S/RES/1325 (2000)``, ``E/C.12/UKR/CO/7/Add.1``.

A symbol is made of an organ, bodies under it, a session or year, a number, and what changes the document afterwards
(Add., Corr., Rev.). One grammar finds symbols in a text, reads those that people type and says what is none. Sources:
the UN Editorial Manual on document symbols, and the symbols in the UN's own resolutions and reports.

What is cited like documents is found here too: numbers of resolutions and addresses, compared as sets.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from ..errors import DuizhaoError
from ..i18n import _
from . import Language
from .comparison_keys import figure_form, width_folded
from .dates import MONTHS, text_figures
from .figures import Figure, blank

# A part ends where no letter or figure follows; nothing is given back once read, so that reading takes linear time.
_END = r"(?![A-Za-z0-9])"
# A, ST, CCPR, ICC-ASP, TD(XIV), IDB.49
_ORGAN = r"[A-Z]{1,10}+(?:-[A-Z]{2,6}+)?+(?:\([IVXLC]{1,6}\)|\.\d{1,3}+)?+"
# HRC, Summary, OPS-ICEF, C.I, MP.EIA
_LETTERS = rf"[A-Z][A-Za-z&]{{0,14}}+(?:-[A-Z]{{2,8}}+)?+(?:\.[A-Z]{{1,6}}+(?![A-Za-z0-9]))?+{_END}"
# 36, 12a, 7-8; S-10, ES-11; C.12, Add.1, L.5; COP15, COP(14), (1455)
_FIGURES = (
    rf"(?:\d{{1,6}}+[A-Za-z]?+(?:[-+]\d{{1,6}}+)?+|(?:E?S|EM|SS)-\d{{1,3}}+"
    rf"|[A-Z][A-Za-z]{{0,14}}+\.\d{{1,6}}+[A-Za-z]?+|[A-Z]{{2,8}}+(?:\d{{1,4}}+|\(\d{{1,3}}\))|\(\d{{3,4}}\)){_END}"
)
# (2000), (Sect. 24), (Part I), (Vol. II), (Resumption 1), (SUPP)
_SUFFIX = (
    r"(?:\ ?\((?:(?:18|19|20)\d\d|SUPP|(?:Sect|Part|Vol|Suppl|Resumption|Annex)"
    r"(?:\.\ ?|\ )(?:\d{1,3}|[IVXLC]{1,6})[A-Z]?)\))"
)
# At least one part after the organ has a figure: HIV/AIDS, AND/OR, N/A are no symbols, and 24/7 has no organ.
GRAMMAR = (
    rf"(?<![A-Za-z0-9/._@]){_ORGAN}(?:/{_LETTERS}(?=/))*+/{_FIGURES}"
    rf"(?:{_SUFFIX}?+/(?:{_FIGURES}|{_LETTERS}))*+{_SUFFIX}?+"
)
_SYMBOL = re.compile(GRAMMAR, re.ASCII)
# Roots of series, from the UN Library's list (ST/LIB/SER.B/5 and research.un.org/en/docs/symbols). A symbol of another
# root has a numbered body or modifier (CN.4, Add.1) or figures in two parts: COP/26, UTF/8, AND/OR/2 are none.
_SERIES = (  # noqa: SIM905
    "A S E T ST AT APLC ATT BWC CAC CAT CBD CCM CCPR CCW CD CED CEDAW CERD CES CLCS CMW CRC CRPD CTOC DC DP ECE ESCAP "
    "FCCC GA GC GOV HR HRI HS HSP ICC-ASP ICCD ID IDB INFCIRC IPBES ISBA ITC JIU LOS NPT OPCAT PBC PCNICC SC SG SPLOS "
    "TD TRADE TRANS UNCTAD UNDP UNDT UNAT UNEP UNITAR UNW WFC"
).split()
_ROOT = re.compile(r"[A-Z]+(?:-[A-Z]+)*")
_NUMBERED_PARTS = re.compile(r"[A-Za-z]\.\d|/[^/]*\d[^/]*/(?:[^/]*/)*?[^/]*\d")
_REISSUED = re.compile(r"\s?\*{1,4}$")  # a star after a symbol says that the document was issued again
_LONGEST = 80
_MODIFIERS = {"ADD": "Add", "CORR": "Corr", "REV": "Rev", "AMEND": "Amend", "SUB": "Sub", "RES": "Res"}
_MODIFIER = re.compile(r"(ADD|CORR|REV|AMEND|SUB|RES)\.\s*(\w+)", re.IGNORECASE)
_BEFORE_SUFFIX = re.compile(r"\s*\(\s*(.*?)\s*\)$")
_NUMBERED = re.compile(r"(sect|part|vol|suppl|resumption|annex)\b(\.?)\s*(\w+)", re.IGNORECASE)
_HOSTS = re.compile(r"(?:[\w-]+\.)*(?:un\.org|undocs\.org)", re.IGNORECASE)
# 48/141, 1/CP.16, 2000/3; 1325 (2000); 217 A (III)
_SESSION = re.compile(r"(?<![A-Za-z0-9_/.])\d{1,4}/(?:[A-Z]{2,4}\.\d{1,3}|\d{1,4})(?![A-Za-z0-9_/])")
# it is believed where the text says what it numbers: resolutions 64/236 of 24 December 2009 and 65/152, 第64/236号
_CITED_FROM = re.compile(
    rf"(?:[Rr]esolutions?|[Dd]ecisions?|决议|决定|第)(?:[\s\d/,、()年月日的号和及与以A-Z.]|and|of|{'|'.join(MONTHS)})*$"
)
_CITED_TO = re.compile(r"[\s\d/,、和及与]{0,80}号")
_CITED_WITHIN = 80  # characters
_COUNCIL = re.compile(r"(?<![A-Za-z0-9_/.])(?<!\d[, ])\d{2,4} ?\((?:19|20)\d\d\)(?!年)")
_ROMAN = re.compile(r"(?<![A-Za-z0-9_/.])\d{1,4} ?[A-Z]? ?\((?:S-)?[IVXLC]+\)")
# each run of signs is tried from its start only: a text may be one run
_URL = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w", re.ASCII
)
_ADDRESS_LANGUAGE = re.compile(
    r"(?<=[/=.\-_])(?:zh|en|ch|cn|chi|eng|chinese|english|zh-cn|en-us|zh-hans|c|e)(?=$|[/&.\-_?#])", re.IGNORECASE
)
_QUERY_KEYS = ("s", "symbol", "finalsymbol")
_LANGUAGE_PART = re.compile(r"(?:ar|zh|en|fr|ru|es|[acefrs])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A document symbol in its usual form.

    Attributes:
        parts: What stands between its strokes, in order.
    """

    parts: tuple[str, ...]

    def __str__(self) -> str:
        return "/".join(self.parts)

    @property
    def file_stem(self) -> str:
        """The symbol as part of a file name, in letters, figures, dots and lines: ``A_HRC_47_47``."""
        return re.sub(r"[^A-Za-z0-9.\-]+", "_", str(self)).strip("_.")


class FoundSymbol(NamedTuple):
    """A symbol in a text, with the offsets of its first character and after its last one."""

    symbol: Symbol
    start: int
    end: int


def find_symbols(text: str) -> Iterator[FoundSymbol]:
    """Yield the symbols in a text, in order; full-width forms count as usual ones, sentence marks are no part.

    Example:
        >>> [str(found.symbol) for found in find_symbols("见A/76/6（Sect. 24）和S/RES/2250(2015)号决议。")]
        ['A/76/6 (Sect. 24)', 'S/RES/2250 (2015)']
    """
    if "/" in text or "／" in text:
        for match in _SYMBOL.finditer(width_folded(figure_form(text))):
            if _has_series(symbol := _symbol(match[0])):
                yield FoundSymbol(symbol, match.start(), match.end())


def is_symbol(line: str) -> bool:
    """Whether a line of a document is a symbol in print and nothing else, but for the star of a reissue."""
    match = _SYMBOL.fullmatch(_REISSUED.sub("", line))
    return bool(match and _has_series(_symbol(match[0])))


def read_symbol(text: str) -> Symbol:
    """Read a symbol as people type it, or the address of a document.

    Example:
        >>> str(read_symbol("a/hrc/46/61/add.1")), str(read_symbol("https://undocs.org/zh/A/76/36"))
        ('A/HRC/46/61/Add.1', 'A/76/36')

    Raises:
        DuizhaoError: It is neither.
    """
    symbol = maybe_symbol(text)
    if symbol is None:
        shown = " ".join(text.split())[:60]
        raise DuizhaoError(
            _("{text!r} is not a document symbol; give one such as A/76/36 or S/RES/1325 (2000)").format(text=shown)
        )
    return symbol


def maybe_symbol(text: str) -> Symbol | None:
    """Return the symbol that ``text`` is, in capitals or small letters, or None where it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if "://" in plain or _HOSTS.match(plain):
        plain = _in_address(plain).strip("/ ")
    plain = _REISSUED.sub("", plain)
    if any(char in plain for char in "\n\r\t") or not 3 <= len(plain) <= _LONGEST:
        return None
    symbol = _symbol(plain)
    return symbol if _SYMBOL.fullmatch(str(symbol)) and _has_series(symbol) else None


def _has_series(symbol: Symbol) -> bool:
    """Whether what has the grammar of a symbol is of a known series, or shaped as only symbols are."""
    root = _ROOT.match(symbol.parts[0])
    return bool(root and root[0] in _SERIES) or bool(_NUMBERED_PARTS.search(str(symbol)))


def _symbol(text: str) -> Symbol:
    return Symbol(tuple(_usual_form(part.strip()) for part in text.split("/")))


def _usual_form(part: str) -> str:
    """Return a part with the capitals and spaces that it has in print; small letters only become capitals."""
    if (suffix := _BEFORE_SUFFIX.search(part)) and suffix.start():
        head = part[: suffix.start()]
        if numbered := _NUMBERED.fullmatch(suffix[1]):
            return f"{_usual_form(head)} ({numbered[1].capitalize()}{numbered[2]} {numbered[3].upper()})"
        if len(suffix[1]) == 4:
            return f"{_usual_form(head)} ({suffix[1].upper()})"
    if match := _MODIFIER.fullmatch(part):
        return f"{_MODIFIERS[match[1].upper()]}.{match[2]}"
    return part if any(char.isupper() for char in part) else part.upper()


def _in_address(address: str) -> str:
    """Return the symbol inside an address of the UN's document sites; empty where there is none."""
    if "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if not _HOSTS.fullmatch(host):
        return ""
    query = {key.lower(): values[0] for key, values in parse_qs(parts.query).items()}
    for key in _QUERY_KEYS:
        if key in query:
            return query[key]
    path = unquote(parts.path).strip("/")
    first, stroke, rest = path.partition("/")
    # undocs.org/zh/A/76/36, but undocs.org/A/76/36 and undocs.org/E/2020/1: an organ may look like a language
    is_language = stroke and rest.count("/") >= 1 and _LANGUAGE_PART.fullmatch(first)
    return rest if is_language and (len(first) == 2 or maybe_symbol(rest)) and first not in "AE" else path


@dataclass(frozen=True, slots=True)
class Reference:
    """A symbol, number of a resolution, or address.

    Attributes:
        name: The reference in the form that is compared.
        start: Offset of its first character.
        end: Offset after its last character.
        sure: Whether it is unmistakable; 48/141 may be a fraction, 24/7 the hours of a service.
    """

    name: str
    start: int
    end: int
    sure: bool = True


def take_addresses(text: str) -> tuple[list[Reference], str]:
    """Return the URLs and mail addresses of a folded text, and the text with them blanked out."""
    found = []
    if "://" in text or "www." in text or "@" in text:
        for match in _URL.finditer(text):
            raw = match[0].rstrip(".,;:!?'")
            if raw.endswith(")") and raw.count("(") < raw.count(")"):
                raw = raw.rstrip(").,;")
            found.append(Reference(_plain_address(raw), match.start(), match.start() + len(raw)))
    return found, _without(text, found)


def _plain_address(url: str) -> str:
    """Return an address without what rightly differs between languages."""
    plain = re.sub(r"^(?:https?://)?(?:www\.)?", "", url).rstrip("/")
    return _ADDRESS_LANGUAGE.sub("*", plain).lower()


def read_figures(text: str, language: Language) -> tuple[list[Reference], list[Reference], list[Figure]]:
    """Return the addresses, the symbols and the figures of a text: what must stand in its translation too."""
    addresses, rest = take_addresses(figure_form(text))
    symbols, rest = take_symbols(rest)
    return addresses, symbols, text_figures(rest, language)


def take_symbols(text: str) -> tuple[list[Reference], str]:
    """Return the symbols and resolution numbers of a folded text, and the text with those that are sure blanked out."""
    found: list[Reference] = []
    if "/" not in text and "(" not in text:
        return found, text
    found += [Reference(_bare(symbol), start, end) for symbol, start, end in find_symbols(text)]
    text = _without(text, found)
    for pattern in (_SESSION, _COUNCIL, _ROMAN):
        part = [reference for match in pattern.finditer(text) if (reference := _reference(match)) is not None]
        text = _without(text, [reference for reference in part if reference.sure])
        found += part
    return found, text


def _reference(match: re.Match[str]) -> Reference | None:
    name = _bare(match[0])
    if match.re is _SESSION and _is_fiscal_year(name):
        return None
    return Reference(name, match.start(), match.end(), sure=match.re is not _SESSION or _is_cited(match))


def _bare(name: object) -> str:
    return str(name).replace(" ", "")


def _is_fiscal_year(name: str) -> bool:
    first, _slash, second = name.partition("/")
    if len(first) != 4 or not second.isdecimal():
        return False
    return int(second) in {int(first) + 1, (int(first) + 1) % 100} and len(second) in (2, 4)


def _is_cited(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - _CITED_WITHIN) : match.start()]
    return "." in match[0] or bool(  # 1/CP.16
        _CITED_FROM.search(before) or _CITED_TO.match(match.string, match.end())
    )


def _without(text: str, found: list[Reference]) -> str:
    return blank(text, [(reference.start, reference.end) for reference in found])


def missing(references: tuple[Reference, ...], others: tuple[Reference, ...]) -> Iterator[Reference]:
    """Yield the sure references that the other side does not have; 第76/300号决议 is A/RES/76/300."""
    names = {other.name for other in others}
    answered = names | {_number(name) for name in names}
    return (
        reference
        for reference in references
        if reference.sure and reference.name not in answered and _number(reference.name) not in names
    )


def _number(name: str) -> str:
    """Return the number of a resolution or decision without the organ of its symbol."""
    return re.sub(r"^.*/(?:RES|DEC)/", "", name)
