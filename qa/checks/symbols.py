"""Document symbols, resolution numbers and addresses: read from a text, compared as sets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...language.figures import blank

# organ / body / session / number / modification: capitals first, at least one part with a digit (HIV/AIDS is none)
_SYMBOL = re.compile(
    r"(?<![A-Za-z0-9/.])"
    r"(?=[A-Z][A-Za-z]*[^\s]*/[^\s]*\d)"
    r"[A-Z][A-Za-z]{0,9}(?:/(?:[A-Z][A-Za-z]{0,9}(?:\.\d+)?|\d+[A-Za-z]?(?:-\d+)?|[A-Z]\.\d+|\([A-Z]+\)))+"
    r"(?:/(?:Add|Corr|Rev|Amend|Summary)\.\d+)*"
    r"(?: ?\((?:19|20)\d\d\))?"
)
# 48/141, 1/CP.16, 2000/3; 1325 (2000); 217 A (III)
_SESSION = re.compile(r"(?<![A-Za-z0-9_/.])\d{1,4}/(?:[A-Z]{2,4}\.\d{1,3}|\d{1,4})(?![A-Za-z0-9_/])")
_COUNCIL = re.compile(r"(?<![A-Za-z0-9_/.])\d{2,4} ?\((?:19|20)\d\d\)(?!年)")
_ROMAN = re.compile(r"(?<![A-Za-z0-9_/.])\d{1,4} ?[A-Z]? ?\((?:S-)?[IVXLC]+\)")
_URL = re.compile(r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+|[\w.+-]+@[\w-]+\.[\w.-]*\w", re.ASCII)
_LANGUAGE = re.compile(
    r"(?<=[/=.\-_])(?:zh|en|ch|cn|chi|eng|chinese|english|zh-cn|en-us|zh-hans|c|e)(?=$|[/&.\-_?#])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A symbol, number of a resolution, or address.

    Attributes:
        name: The reference in the form that is compared.
        start: Offset of its first character.
        end: Offset after its last character.
        sure: Whether it is unmistakable; 3/4 may be a fraction.
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
    return _LANGUAGE.sub("*", plain).lower()


def take_symbols(text: str) -> tuple[list[Reference], str]:
    """Return the symbols and resolution numbers of a folded text, and the text with them blanked out."""
    found: list[Reference] = []
    if "/" not in text and "(" not in text:
        return found, text
    for pattern in (_SYMBOL, _SESSION, _COUNCIL, _ROMAN):
        part = [reference for match in pattern.finditer(text) if (reference := _reference(match)) is not None]
        text = _without(text, part)
        found += part
    return found, text


def _reference(match: re.Match[str]) -> Reference | None:
    name = match[0].replace(" ", "")
    if match.re is _SESSION and _is_fiscal_year(name):
        return None
    return Reference(name, match.start(), match.end(), sure=match.re is not _SESSION or not _is_fraction(name))


def _is_fiscal_year(name: str) -> bool:
    first, _slash, second = name.partition("/")
    if len(first) != 4 or not second.isdigit():
        return False
    return int(second) in {int(first) + 1, (int(first) + 1) % 100} and len(second) in (2, 4)


def _is_fraction(name: str) -> bool:
    first, _slash, second = name.partition("/")
    return second.isdigit() and int(first) < int(second) <= 10


def _without(text: str, found: list[Reference]) -> str:
    return blank(text, [(reference.start, reference.end) for reference in found])


def missing(references: tuple[Reference, ...], others: tuple[Reference, ...]) -> Iterator[Reference]:
    """Yield the sure references that the other side does not have."""
    names = {other.name for other in others}
    return (reference for reference in references if reference.sure and reference.name not in names)
