"""Styles of a DOCX file, with what they inherit (ECMA-376 part 1, 17.7)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import regex
from lxml import etree

from .package import W, is_on, value, whole_number

# Word's own headings in English and Chinese, and the United Nations templates' ("_ H _Ch_G", "H1", "_ H_2/3")
_HEADING = regex.compile(r"(?:heading|标题|標題)\s*([1-9])", regex.IGNORECASE)
_UN_HEADING = regex.compile(r"_?\s*H[\s_]*(M|Ch|[1-6](?:/?[1-6])?)(?:[\s_]*G)?", regex.IGNORECASE)
_TITLE = regex.compile(r"(?:title|标题|標題|document title)", regex.IGNORECASE)
_T = TypeVar("_T")
_CONTENTS = regex.compile(r"(?:toc|目录|目錄)\s*[1-9]", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What one paragraph style says, inheritance included.

    Attributes:
        role: ``heading``, ``title``, ``front`` (contents) or empty.
        level: Heading level, 1 = outermost, 0 = none.
        number: ``w:numId`` of its list, or None.
        number_level: ``w:ilvl`` in that list, 0-based, or None.
        hidden: Hidden text, or None.
    """

    role: str = ""
    level: int = 0
    number: str | None = None
    number_level: int | None = None
    hidden: bool | None = None


class Styles:
    """The styles of a document; every look-up must succeed, an unknown style is an empty one."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {s.get(f"{W}styleId", ""): s for s in root.iter(f"{W}style")} if root is not None else {}
        self._cache: dict[str, Style] = {}
        self._usual = next(
            (
                key
                for key, s in self._elements.items()
                if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default") in ("1", "true")
            ),
            "",
        )

    def get(self, identifier: str | None) -> Style:
        """Return the style with this id; the default paragraph style where it is None or unknown."""
        key = identifier if identifier in self._elements else self._usual
        assert key is not None  # noqa: S101
        if key not in self._cache:
            self._cache[key] = self._resolve(key)
        return self._cache[key]

    def character(self, identifier: str | None) -> Style | None:
        """Return a character style, or None where there is none of that id."""
        return self.get(identifier) if identifier in self._elements else None

    def list_style(self, identifier: str) -> str | None:
        """Return the ``w:numId`` that a list style names."""
        return value(self._numbering(self._elements.get(identifier)), "numId")

    def _chain(self, key: str) -> Iterator[etree._Element]:
        """Yield a style and what it is based on, nearest first; a circle ends at its first repetition."""
        seen: set[str] = set()
        while key in self._elements and key not in seen:
            seen.add(key)
            yield self._elements[key]
            key = value(self._elements[key], "basedOn") or ""

    @staticmethod
    def _numbering(style: etree._Element | None) -> etree._Element | None:
        return None if style is None else style.find(f"{W}pPr/{W}numPr")

    def _resolve(self, key: str) -> Style:
        chain = list(self._chain(key))
        role, level = _role_by_outline(chain)
        if not role:
            role, level = next((found for style in chain if (found := _role_by_name(style))[0]), ("", 0))
        lists = [self._numbering(style) for style in chain]
        number_level = first_set(value(numbering, "ilvl") for numbering in lists)
        return Style(
            role=role,
            level=level,
            number=first_set(value(numbering, "numId") for numbering in lists),
            number_level=None if number_level is None else whole_number(number_level),
            hidden=first_set(is_on(style.find(f"{W}rPr"), "vanish") for style in chain),
        )


def _role_by_outline(chain: list[etree._Element]) -> tuple[str, int]:
    outline = first_set(value(style.find(f"{W}pPr"), "outlineLvl") for style in chain)
    level = whole_number(outline, 9)
    return ("heading", level + 1) if level < 9 else ("", 0)


def _role_by_name(style: etree._Element) -> tuple[str, int]:
    name = (value(style, "name") or "").strip()
    if heading := _HEADING.fullmatch(name):
        return "heading", int(heading[1])
    if heading := _UN_HEADING.fullmatch(name):
        rank = heading[1][0].upper()
        return "heading", int(rank) + 1 if rank.isdigit() else 1
    if _TITLE.fullmatch(name):
        return "title", 0
    return ("front", 0) if _CONTENTS.fullmatch(name) else ("", 0)


def first_set(values: Iterable[_T | None]) -> _T | None:
    """Return the first value that is set."""
    return next((found for found in values if found is not None), None)
