"""The number of a heading, paragraph or item as a value that is the same in both languages."""

from dataclasses import dataclass
from typing import Literal

from ...language.numerals import han_value, letter_value, to_letters, to_roman

Style = Literal[
    "annex", "part", "chapter", "section", "article", "named", "roman", "upper", "arabic", "decimal",
    "lower-paren", "roman-paren", "han-paren", "arabic-paren", "circled",
]  # fmt: skip

BRACKETED = frozenset({"lower-paren", "roman-paren", "han-paren", "arabic-paren", "circled"})
_LETTERED = 1000  # what a letter in a code counts from: 1.a stands after 1.999


@dataclass(frozen=True, slots=True)
class Label:
    """One reading of the number at the start of a line.

    Attributes:
        style: The kind of number; 一. and I. share a style, because the two languages use them for the same level.
        value: Its value, 1-based; 0 for an annex without a number; of a code its last part.
        printed: As printed, without its full stop.
        end: Offset in the line where the text after it begins.
        suffix: ``bis``, ``ter``, ``之二`` or empty.
        han: Whether it is written with Chinese numerals.
        last: Last value of a range (12–15.); 0 for a single number.
        name: What it counts, where a word says so: ``rule`` for Rule 3 and 规则3, ``no`` for words that are not known.
        word: That word, in lower case, where it is not known: ``lesson``, ``课``.
        code: The parts of a code (1.a.1), as `code_of` gives them; empty for the rest.
        doubtful: Whether the text goes on as a sentence does that begins with such words: Article 3 provides that …
    """

    style: Style
    value: int
    printed: str
    end: int
    suffix: str = ""
    han: bool = False
    last: int = 0
    name: str = ""
    word: str = ""
    code: tuple[int, ...] = ()
    doubtful: bool = False

    @property
    def counts(self) -> str:
        """What it counts: a word, known or not, or the style of its number."""
        return self.word or self.name or self.style

    @property
    def key(self) -> str:
        """The label in a form that is the same in both languages: ``II``, ``A``, ``1``, ``a``, ``art3``, ``1.a.1``."""
        return self._base_key + _suffix_key(self.suffix) + (f"-{self.last}" if self.last else "")

    @property
    def _base_key(self) -> str:
        value = self.value
        match self.style:
            case "chapter" | "roman":
                return to_roman(value) or str(value)
            case "annex" | "part" | "section":
                return f"{self.style}{value or ''}"
            case "article":
                return f"art{value}"
            case "named":
                return f"{self.name}{value}"
            case "upper":
                return chr(64 + value) if value <= 26 else f"upper{value}"
            case "decimal":
                return ".".join(to_letters(part - _LETTERED) if part > _LETTERED else str(part) for part in self.code)
            case "lower-paren":
                return to_letters(value) or str(value)
            case "roman-paren" | "han-paren":
                return to_roman(value).lower() or str(value)
            case _:
                return str(value)


def code_of(text: str) -> tuple[int, ...]:
    """Return the parts of a code as numbers, letters after all figures.

    Example:
        >>> code_of("1.2") < code_of("1.10") < code_of("1.a") < code_of("1.a.1")
        True
    """
    return tuple(int(part) if part.isdecimal() else _LETTERED + (letter_value(part) or 0) for part in text.split("."))


def follows_code(code: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Whether a code comes right after another: its first child (1.1.1, 1.a), or next to it or one above it (1.2)."""
    depth = len(code) - 1
    own, above = code[-1], code[:-1]
    if above == last[:depth] and len(last) == depth:
        return own in (1, _LETTERED + 1)
    if above == last[:depth] and len(last) > depth:
        return own == last[depth] + 1 or (own == _LETTERED + 1 and last[depth] < _LETTERED)
    return code[0] == last[0] + 1 and set(code[1:]) == {1}


def _suffix_key(suffix: str) -> str:
    if suffix.startswith("之"):
        order = han_value(suffix[1:], positional=True) or 0
        return {2: "bis", 3: "ter", 4: "quater"}.get(order, f"-{order}")
    return suffix
