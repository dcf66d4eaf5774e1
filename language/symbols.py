"""Symbols of United Nations documents: ``A/HRC/47/47``, ``S/RES/1325 (2000)``, ``E/C.12/UKR/CO/7/Add.1``.

A symbol is made of an organ, bodies under it, a session or year, a number, and what changes the document afterwards
(Add., Corr., Rev.). Sources: the UN Editorial Manual on document symbols, and FIELD's list of addresses.
"""

import unicodedata
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlsplit

import regex

from ..errors import DuizhaoError
from ..i18n import _

DEFAULT_BASE = "https://documents.un.org"
# the six official languages: code -> the letter that names a version in the UN's file names
LANGUAGE_LETTERS = {"ar": "A", "zh": "C", "en": "E", "fr": "F", "ru": "R", "es": "S"}

_LONGEST = 80
_ORGAN = regex.compile(r"[A-Z][A-Z0-9&\-]{0,14}(?:\.\d{1,4})?")
_PART = regex.compile(r"[A-Z0-9][A-Za-z0-9.&+\-]{0,30}(?: \(\d{4}\))?")
_MODIFIERS = {"ADD": "Add", "CORR": "Corr", "REV": "Rev", "AMEND": "Amend", "SUB": "Sub"}
_MODIFIER = regex.compile(r"(ADD|CORR|REV|AMEND|SUB)\.\s*(\w+)", regex.IGNORECASE)
_YEAR = regex.compile(r"\s*\(\s*(\d{4})\s*\)")
_HOSTS = regex.compile(r"(?:[\w-]+\.)*(?:un\.org|undocs\.org)", regex.IGNORECASE)
_QUERY_KEYS = ("s", "symbol", "finalsymbol")
_LANGUAGE_PART = regex.compile(r"(?:ar|zh|en|fr|ru|es|[acefrs])", regex.IGNORECASE)


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
    def organ(self) -> str:
        """The organ that issued it: ``A``, ``S``, ``E``, ``CCPR``, ….

        Example:
            >>> read_symbol("S/RES/1325(2000)").organ
            'S'
        """
        return self.parts[0]

    @property
    def modifiers(self) -> tuple[str, ...]:
        """What changes the document: ``Add.1``, ``Corr.2``, ``Rev.1``; empty for the document itself."""
        start = len(self.parts)
        while start > 2 and _MODIFIER.fullmatch(self.parts[start - 1]) and not self.parts[start - 1].startswith("Sub"):
            start -= 1
        return self.parts[start:]

    @property
    def base(self) -> "Symbol":
        """The symbol of the document that this one changes; itself where it changes none."""
        return Symbol(self.parts[: len(self.parts) - len(self.modifiers)])

    @property
    def file_stem(self) -> str:
        """The symbol as part of a file name, in letters, figures, dots and lines: ``A_HRC_47_47``."""
        return regex.sub(r"[^A-Za-z0-9.\-]+", "_", str(self)).strip("_.")


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
            _("“{text}” is not a document symbol; give one such as A/76/36 or S/RES/1325 (2000)").format(text=shown)
        )
    return symbol


def maybe_symbol(text: str) -> Symbol | None:
    """Return the symbol that ``text`` is, or None where it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if "://" in plain or _HOSTS.match(plain):
        plain = _in_address(plain).strip("/ ")
    plain = _YEAR.sub(r" (\1)", plain)
    if any(char in plain for char in "\n\r\t") or not 3 <= len(plain) <= _LONGEST:
        return None
    parts = tuple(_usual_form(part.strip()) for part in plain.split("/"))
    whole = len(parts) >= 2 and any(char.isdigit() for part in parts[1:] for char in part)
    if not whole or not _ORGAN.fullmatch(parts[0]) or not all(map(_PART.fullmatch, parts)):
        return None
    return None if any(".." in part for part in parts) else Symbol(parts)


def _usual_form(part: str) -> str:
    """Return a part with the capitals it has in print; what is typed in small letters only gets capitals."""
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


def symbol_address(symbol: Symbol, language: str, document: bool = False, base: str = DEFAULT_BASE) -> str:
    """Return the address of one language version of a document.

    Args:
        symbol: The document.
        language: ``zh``, ``en``, ``fr``, ``es``, ``ru`` or ``ar``.
        document: Ask for the word-processing file instead of the PDF.
        base: Scheme and host of the document service.
    """
    kind = "doc" if document else "pdf"
    return f"{base.rstrip('/')}/api/symbol/access?s={quote(str(symbol), safe='/')}&l={language}&t={kind}"
