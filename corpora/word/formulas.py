"""The text of a formula in Word (ECMA-376 part 1, 22.1), written in one line: 1/2, 10⁶, x², √(2)."""

import regex
from lxml import etree

from ...language.note_marks import exponent
from ..xml import local_name
from .package import W

_SINGLE = regex.compile(r"[\p{L}\p{N}.,%]*")  # needs no brackets beside a stroke
_PRINTED_WRAPPERS = frozenset({"ins", "moveTo", "r", "t", "hyperlink", "smartTag", "sdt", "sdtContent"})
_CHILDREN = frozenset({"e", "num", "den", "sup", "sub", "deg", "fName", "lim"})


def formula_text(node: etree._Element) -> str:
    """Return the text of a formula or a part of one; deletions are no text.

    Example:
        >>> from lxml import etree
        >>> math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
        >>> half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
        >>> formula_text(etree.fromstring(f"<m:oMath xmlns:m='{math}'>{half}</m:oMath>"))
        '1/2'
    """
    name = local_name(node)
    if name == "t":
        return node.text or ""
    if str(node.tag).startswith(W) and name not in _PRINTED_WRAPPERS:
        return ""
    if name == "d":
        return _delimited(node)
    if name in ("f", "sSup", "sSubSup", "rad"):
        parts = {local_name(child): formula_text(child) for child in node if local_name(child) in _CHILDREN}
        return _written(name, parts)
    text = _setting(node, name, "chr", "∫") if name == "nary" else ""
    for child in node:
        part = formula_text(child)
        # a fraction after a figure is a mixed number, 2 1/2; the entries of a matrix and lines stand apart
        apart = (local_name(child) == "f" and text[-1:].isdecimal()) or (text and name in ("m", "mr", "eqArr", "func"))
        text += f" {part}" if apart and part else part
    return text


def _written(name: str, parts: dict[str, str]) -> str:
    base = parts.get("e", "")
    if name == "f":
        return fraction(parts.get("num", ""), parts.get("den", ""))
    if name == "rad":
        return root(base, parts.get("deg", ""))
    return base + parts.get("sub", "") + raised(parts.get("sup", ""))


def fraction(numerator: str, denominator: str) -> str:
    """Return a fraction, with brackets around what is more than a figure or a word."""
    return f"{_bracketed(numerator)}/{_bracketed(denominator)}"


def root(base: str, degree: str = "") -> str:
    """Return a root: √(2), 3√(x)."""
    return f"{degree}√({base})"


def raised(text: str) -> str:
    """Return an exponent behind whatever stands before it: in raised signs where there are such, else after ^."""
    return exponent("0", text) or (f"^{_bracketed(text)}" if text else "")


def _bracketed(text: str) -> str:
    return text if _SINGLE.fullmatch(text) else f"({text})"


def _delimited(node: etree._Element) -> str:
    inside = _setting(node, "d", "sepChr", "|").join(formula_text(child) for child in node if local_name(child) == "e")
    return _setting(node, "d", "begChr", "(") + inside + _setting(node, "d", "endChr", ")")


def _setting(node: etree._Element, name: str, key: str, default: str) -> str:
    """Return a character that an element's properties name, or the default of the standard."""
    for setting in node.iterfind(f"{{*}}{name}Pr/{{*}}{key}"):
        return next((str(text) for attribute, text in setting.items() if str(attribute).endswith("val")), default)
    return default
