r"""The text of fields whose result Word draws and does not store (ECMA-376 part 1, 17.16.5): EQ, SYMBOL, buttons.

EQ holds what Word's menus set for Chinese as well: characters in a circle, ``EQ \o\ac(○,11)``, and the pronunciation
above characters, ``EQ \o\ad(\s\up 9(pin),拼)``, which is no text.
"""

from dataclasses import dataclass, field

import regex

from ...language.numerals import format_number
from .formulas import fraction, raised, root
from .symbol_fonts import is_symbol_font, sign

_FIELD = regex.compile(
    r"\s*(?:(?P<eq>EQ)\b(?P<formula>.*)|SYMBOL\s+(?P<code>0x[0-9A-F]{1,4}|\d{1,5})\b(?P<switches>.*)"
    r"|(?:MACROBUTTON|GOTOBUTTON)\s+(?:\"[^\"]*\"|\S+)\s+(?P<shown>.*))",
    regex.IGNORECASE | regex.DOTALL,
)
_FORMAT = regex.compile(r"\\\*\s*(?:\"[^\"]*\"|\S+)")  # of the result's font and size
_FONT = regex.compile(r"\\f\s*(?:\"(?P<name>[^\"]*)\"|(?P<word>\S+))", regex.IGNORECASE)
_PIECE = regex.compile(
    r"\\(?P<escaped>[^\p{Latin}\s])|\\(?P<name>[A-Za-z]+)\s*\d*\s*|(?P<mark>[(),;])|(?P<text>[^\\(),;]+|\\)"
)
_SWITCHES = frozenset("abdfilorsx")  # what is written; all others say how
_SIGNS = {"su": "∑", "pr": "∏"}
_LONGEST = 4000  # characters of an equation; what is longer stands as it is
_CIRCLES = "○◯〇"
_SHAPES = _CIRCLES + "□△◇"
_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}


@dataclass(slots=True)
class _Switch:
    """An open switch of EQ; of a bracket in the text, the name is empty."""

    name: str = ""
    options: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)  # brackets that it names
    texts: list[str] = field(default_factory=lambda: [""])

    def add(self, text: str) -> None:
        """Add to the last of its elements."""
        self.texts[-1] += text


def computed_text(instruction: str) -> str:
    r"""Return what a field prints that stores no result; empty for any other field.

    Example:
        >>> computed_text(r"EQ \o\ac(○,11)"), computed_text(r"EQ \f(1,2)"), computed_text(r"SYMBOL 179 \f Symbol")
        ('⑪', '1/2', '≥')
    """
    found = _FIELD.match(instruction)
    if found is None:
        return ""
    if found["code"]:
        return _symbol(int(found["code"], 0), found["switches"])
    return _equation(_FORMAT.sub("", found["formula"])) if found["eq"] else found["shown"].strip()


def _symbol(code: int, switches: str) -> str:
    font = _FONT.search(switches)
    if regex.search(r"\\u\b", switches, regex.IGNORECASE):
        return chr(code) if 0x20 <= code < 0xD800 else ""
    name = (font["name"] or font["word"] or "") if font else ""
    if is_symbol_font(name):
        return sign(chr(code), name)
    return bytes((code,)).decode("cp1252", "replace") if 0x20 <= code <= 0xFF else ""


def _equation(formula: str) -> str:
    """Return an equation in one line; what is not closed ends with it."""
    if len(formula) > _LONGEST:
        return formula.strip()
    open_ = [_Switch()]
    waiting: _Switch | None = None
    for piece in _PIECE.finditer(formula):
        if piece["name"]:
            if piece["name"].lower() in _SWITCHES:
                waiting = _Switch(piece["name"].lower())
            elif waiting:
                waiting.options.append(piece["name"].lower())
        elif piece["escaped"] and waiting:
            waiting.marks.append(piece["escaped"])
        elif piece["mark"] == "(":
            open_.append(waiting or _Switch())
            waiting = None
        elif piece["mark"] == ")" and len(open_) > 1:
            _close(open_)
        elif piece["mark"] in (",", ";") and open_[-1].name:
            open_[-1].texts.append("")
        else:
            open_[-1].add(piece["escaped"] or piece["mark"] or piece["text"])
    while len(open_) > 1:
        _close(open_)
    return open_[0].texts[0].strip()


def _close(open_: list[_Switch]) -> None:
    part = open_.pop()
    if part.name == "s" and "up" in part.options and "ad" in open_[-1].options:
        return  # pronunciation
    # a fraction after a figure is a mixed number: 2 1/2
    apart = " " if part.name == "f" and open_[-1].texts[-1][-1:].isdecimal() else ""
    open_[-1].add(apart + _written(part) if part.name else f"({part.texts[0]})")


def _written(part: _Switch) -> str:
    texts = [text.strip() for text in part.texts]
    name, options = part.name, part.options
    if name == "f" and len(texts) > 1:
        return fraction(texts[0], texts[1])
    if name == "r":
        return root(texts[-1], texts[0] if len(texts) > 1 else "")
    if name == "s":
        return raised(texts[0]) if "up" in options else "".join(texts)
    if name == "o":
        return _overlaid(texts)
    if name == "b":
        first = part.marks[0] if part.marks else "("
        return first + ", ".join(texts) + (part.marks[1] if len(part.marks) > 1 else _CLOSING.get(first, first))
    if name == "i":
        drawn = next((_SIGNS[option] for option in options if option in _SIGNS), "∫")
        return f"{drawn}({', '.join(texts[:-1])}) {texts[-1]}"
    return {"l": ", ", "a": " "}.get(name, "").join(texts)


def _overlaid(texts: list[str]) -> str:
    """Return what is printed over one another: of a sign in a circle or a box, the sign of Unicode or brackets."""
    shapes = [text for text in texts if text in _SHAPES and text]
    inside = "".join(text for text in texts if text not in _SHAPES)
    if not shapes or not inside:
        return "".join(texts)
    if shapes[0] not in _CIRCLES:
        return f"[{inside}]"
    circled = format_number(int(inside), "decimalEnclosedCircle") if inside.isascii() and inside.isdecimal() else ""
    return circled if circled and circled != inside else f"({inside})"
