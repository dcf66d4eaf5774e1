"""The simple part of a page's style sheets: what is numbered how (CSS 2.2, 5 and 12; CSS Lists 3).

Selectors of names, classes and ids, with "descendant" and "child" between them; rules for print, for states such as
``:hover`` and for attributes are left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex
from lxml import etree

_COMMENT = regex.compile(r"/\*.*?\*/|<!--|-->", regex.DOTALL)
_DECLARATION = regex.compile(r"""\s*([\w-]+)\s*:\s*((?:"[^"]*"|'[^']*'|[^;"'])*+)""")
_COMPOUND = regex.compile(r"(?P<name>[\w-]+|\*)?(?P<parts>(?:[.#][\w-]+)*)(?:::?(?P<pseudo>before|marker))?")
_WANTED = frozenset({"list-style", "list-style-type", "counter-reset", "counter-increment", "counter-set", "content"})
_MEDIA = regex.compile(r"@media\s+(?:only\s+)?(?:all|screen)\b|@supports|@layer", regex.IGNORECASE)
_MOST_RULES = 500  # that say something of numbers
_MOST_PARTS = 8  # names in a selector
_HIGHEST = 64  # elements above one that are looked at for a selector


@dataclass(frozen=True, slots=True)
class _Compound:
    """One step of a selector: ``li.item#i3``; ``child`` where it must stand directly in the step before it."""

    name: str
    classes: frozenset[str]
    identifier: str
    child: bool = False

    def fits(self, element: etree._Element) -> bool:
        """Whether an element is one of these."""
        if self.name not in ("", "*", element.tag):
            return False
        if self.identifier and element.get("id") != self.identifier:
            return False
        return not self.classes or self.classes <= set(element.get("class", "").split())


@dataclass(frozen=True, slots=True)
class _Rule:
    steps: tuple[_Compound, ...]  # outermost first
    pseudo: str
    declarations: tuple[tuple[str, str], ...]
    weight: tuple[int, int, int]  # ids, classes, names

    def is_used(self, classes: set[str], identifiers: set[str]) -> bool:
        """Whether a page has the classes and ids that the rule names."""
        return all(step.classes <= classes and step.identifier in identifiers for step in self.steps)

    def fits(self, element: etree._Element) -> bool:
        """Whether the rule holds for an element."""
        if not self.steps[-1].fits(element):
            return False
        child = self.steps[-1].child
        above = element.getparent()
        for step in reversed(self.steps[:-1]):
            for _level in range(_HIGHEST):
                if above is None or child or step.fits(above):
                    break
                above = above.getparent()
            if above is None or not step.fits(above):
                return False
            child, above = step.child, above.getparent()
        return True


class StyleSheet:
    """What a page's own style sheets say of its numbers."""

    def __init__(self, rules: Iterable[_Rule] = ()) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        for rule in sorted(rules, key=lambda rule: rule.weight):  # stable: the later of two like rules wins
            self._rules.setdefault(rule.steps[-1].name or "*", []).append(rule)

    def of(self, element: etree._Element, pseudo: str = "") -> dict[str, str]:
        """Return what is declared of an element, or of what is set before it; its own ``style`` goes last."""
        found: dict[str, str] = {}
        if self._rules:
            rules = [*self._rules.get("*", ()), *self._rules.get(str(element.tag), ())]
            for rule in sorted(rules, key=lambda rule: rule.weight):
                if rule.pseudo == pseudo and rule.fits(element):
                    found.update(rule.declarations)
        if not pseudo and (own := element.get("style")):
            found.update(_declarations(own))
        return found


def read_style_sheets(root: etree._Element) -> StyleSheet:
    """Read the ``<style>`` elements of a page."""
    sheets = [_COMMENT.sub(" ", "".join(map(str, node.itertext()))) for node in root.iter("style")]
    rules = [rule for sheet in sheets for rule in _rules(sheet)]
    if not rules:
        return StyleSheet()
    classes = {name for node in root.iter() for name in node.get("class", "").split()}
    identifiers = {node.get("id", "") for node in root.iter()} | {""}
    return StyleSheet(rule for rule in rules if rule.is_used(classes, identifiers))


def _rules(sheet: str) -> Iterator[_Rule]:
    """Yield the rules of a sheet that say something of numbers."""
    count = 0
    closed: list[bool] = []  # for each open at-rule, whether what is in it is left out
    selector = ""
    pieces = regex.split(r"([{}])", sheet)
    for piece, mark in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        if mark == "{":
            selector = piece.rpartition(";")[2].strip()
            if selector.startswith("@"):
                closed.append(not _MEDIA.match(selector))
                selector = ""
        elif mark == "}" and selector:
            declarations = _declarations(piece)
            if declarations and not any(closed):
                for one in selector.split(",", _MOST_RULES - count):
                    if count < _MOST_RULES and (rule := _rule(one.strip(), declarations)):
                        count += 1
                        yield rule
            selector = ""
        elif mark == "}" and closed:
            closed.pop()


def _declarations(text: str) -> tuple[tuple[str, str], ...]:
    pairs = ((match[1].lower(), match[2].replace("!important", "").strip()) for match in _DECLARATION.finditer(text))
    return tuple((key, value) for key, value in pairs if key in _WANTED and (key != "content" or "counter" in value))


def _rule(selector: str, declarations: tuple[tuple[str, str], ...]) -> _Rule | None:
    steps: list[_Compound] = []
    pseudo = ""
    child = False
    words = selector.replace(">", " > ").split()
    if len(words) > _MOST_PARTS:
        return None
    for word in words:
        if word == ">":
            child = True
            continue
        match = _COMPOUND.fullmatch(word)
        if match is None or pseudo:
            return None
        parts = regex.findall(r"[.#][\w-]+", match["parts"])
        classes = frozenset(part[1:] for part in parts if part[0] == ".")
        identifier = next((part[1:] for part in parts if part[0] == "#"), "")
        steps.append(_Compound((match["name"] or "").lower(), classes, identifier, child))
        pseudo, child = match["pseudo"] or "", False
    if not steps:
        return None
    names = sum(step.name not in ("", "*") for step in steps)
    weight = sum(bool(step.identifier) for step in steps), sum(len(step.classes) for step in steps), names
    return _Rule(tuple(steps), pseudo, declarations, weight)
