"""The numbers that a browser prints: of list items (HTML 4.4.5 to 4.4.8) and of CSS counters (CSS Lists 3, 4)."""

from dataclasses import dataclass, field

import regex
from lxml import etree

from ...language.numerals import format_number
from .style_sheet import StyleSheet

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
# names of CSS -> names of Word, as `numerals.format_number` takes them
_STYLES = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "cjk-decimal": "ideographDigital", "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting", "trad-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified", "trad-chinese-formal": "ideographLegalTraditional",
    "japanese-informal": "chineseCounting", "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}  # fmt: skip
LISTS = frozenset({"ol", "ul", "menu", "dir"})
_WHOLE = regex.compile(r"\s*(-?\d{1,6})\b.*", regex.DOTALL)
_NAMED_NUMBERS = regex.compile(r"(?P<name>[\w-]+)(?:\s+(?P<number>-?\d{1,6}))?")
_CONTENT = regex.compile(
    r"""(?P<quote>["'])(?P<text>.*?)(?P=quote)"""
    r"""|counter\(\s*(?P<one>[\w-]+)\s*(?:,\s*(?P<style>[\w-]+)\s*)?\)"""
    r"""|counters\(\s*(?P<all>[\w-]+)\s*,\s*["'](?P<between>[^"']*)["']\s*(?:,\s*(?P<styles>[\w-]+)\s*)?\)"""
)
_ESCAPE = regex.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")


@dataclass(slots=True)
class _OpenList:
    """An open list: the style of its markers and the next number."""

    style: str
    number: int
    step: int


@dataclass(slots=True)
class _Counter:
    """One CSS counter: its name, its value, and how deep the element stands that began it."""

    name: str
    value: int
    depth: int


@dataclass(slots=True)
class ListNumbers:
    """Counts lists and counters; call `enter` and `leave` for each element, in order.

    Attributes:
        sheet: What the page's style sheets say.
    """

    sheet: StyleSheet
    _lists: list[_OpenList] = field(default_factory=list)
    _counters: list[_Counter] = field(default_factory=list)
    _depth: int = 0

    @property
    def level(self) -> int:
        """How many lists are open."""
        return len(self._lists)

    def enter(self, node: etree._Element) -> str:
        """Open an element; return the number that is printed before it, empty where there is none, • for a bullet.

        Small letters and small Roman numbers of a list stand in brackets, as these documents print them.
        """
        self._depth += 1
        declared = self.sheet.of(node)
        self._count(declared)
        if node.tag in LISTS:
            self._lists.append(_open_list(node, declared))
        label = self._item(node, declared) if node.tag == "li" else ""
        return self._generated(node) or label

    def leave(self, node: etree._Element) -> None:
        """Close an element."""
        if node.tag in LISTS:
            self._lists.pop()
        while self._counters and self._counters[-1].depth > self._depth:
            self._counters.pop()
        self._depth -= 1

    def _item(self, node: etree._Element, declared: dict[str, str]) -> str:
        if not self._lists:
            return ""
        current = self._lists[-1]
        if own := _WHOLE.fullmatch(node.get("value", "")):
            current.number = int(own[1])
        style = _list_style(declared) or _TYPES.get(node.get("type", "").strip()) or current.style
        number = current.number
        current.number += current.step
        if style == "none":
            return ""
        if style not in _STYLES:
            return "•"
        label = format_number(number, _STYLES[style])
        return f"({label})" if style.startswith("lower") else label

    def _count(self, declared: dict[str, str]) -> None:
        """Carry out what an element says of counters: begin again, then go on."""
        for name, number in _numbers(declared.get("counter-reset", ""), 0):
            # a counter that a sibling began is begun again; else a new one, inside those above
            self._counters = [each for each in self._counters if (each.name, each.depth) != (name, self._depth)]
            self._counters.append(_Counter(name, number, self._depth))
        for name, number in _numbers(declared.get("counter-set", ""), 0):
            self._counter(name).value = number
        for name, number in _numbers(declared.get("counter-increment", ""), 1):
            self._counter(name).value += number

    def _counter(self, name: str) -> _Counter:
        for counter in reversed(self._counters):
            if counter.name == name:
                return counter
        self._counters.append(_Counter(name, 0, self._depth))
        return self._counters[-1]

    def _generated(self, node: etree._Element) -> str:
        """Return what a style sheet sets before an element, where a counter is in it."""
        for pseudo in ("before", "marker"):
            declared = self.sheet.of(node, pseudo)
            content = declared.get("content", "")
            if "counter" not in content:
                continue
            self._count(declared)
            return "".join(self._piece(match) for match in _CONTENT.finditer(content)).strip().rstrip(".．、 ")
        return ""

    def _piece(self, match: "regex.Match[str]") -> str:
        if match["quote"]:
            return _ESCAPE.sub(lambda found: _character(found), match["text"])
        if match["one"]:
            return _formatted(self._counter(match["one"]).value, match["style"])
        self._counter(match["all"])
        values = [counter.value for counter in self._counters if counter.name == match["all"]]
        return match["between"].join(_formatted(value, match["styles"]) for value in values)


def _open_list(node: etree._Element, declared: dict[str, str]) -> _OpenList:
    usual = "decimal" if node.tag == "ol" else "disc"
    style = _list_style(declared) or _TYPES.get(node.get("type", "").strip(), usual)
    start = _WHOLE.fullmatch(node.get("start", ""))
    number = int(start[1]) if start else 1
    if node.tag == "ol" and node.get("reversed") is not None:
        items = sum(1 for _item in node.iterchildren("li"))
        return _OpenList(style, number if start else items, -1)
    return _OpenList(style, number, 1)


def _list_style(declared: dict[str, str]) -> str:
    """Return the style of the markers, or empty where none is declared."""
    if kind := declared.get("list-style-type"):
        return kind.strip("'\"").lower()
    words = declared.get("list-style", "").lower().split()
    return next((word for word in words if word in _STYLES or word in ("none", "disc", "circle", "square")), "")


def _numbers(declared: str, usual: int) -> list[tuple[str, int]]:
    if declared in ("", "none"):
        return []
    found = _NAMED_NUMBERS.finditer(declared)
    return [(match["name"], int(match["number"]) if match["number"] else usual) for match in found]


def _formatted(value: int, style: str | None) -> str:
    return format_number(value, _STYLES.get(style or "decimal", "decimal"))


def _character(match: "regex.Match[str]") -> str:
    code = int(match[1], 16) if match[1] else ord(match[2])
    return chr(code) if code < 0xD800 or 0xE000 <= code < 0x110000 else ""
