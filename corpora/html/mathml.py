"""Formulas of a page (MathML Core, 3), written in one line: x², 1/2, (a+b)/c, √(2)."""

from lxml import etree

from ...language.note_marks import exponent
from ..line import tidy

_LAST = {"mfrac": "/", "msup": "^"}  # what stands before the second part of each
_NOT_PRINTED = frozenset({"annotation", "annotation-xml", "mphantom"})


def formula_text(formula: etree._Element) -> str:
    """Return the text of a ``math`` element; its annotations repeat it in another language and are not printed.

    Example:
        >>> formula_text(etree.HTML("<math>E<mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math>")[0][0])
        'E=mc²'
    """
    text = ""
    done: set[etree._Element] = set()
    events = etree.iterwalk(formula, events=("start", "end"))
    for event, node in events:
        if event == "end":
            text += ("" if node in done else _closing(node)) + _ink(node.tail if node is not formula else "")
        elif node.tag in _NOT_PRINTED:
            events.skip_subtree()
        elif _is_exponent(node) and (signs := exponent("0", _ink("".join(map(str, node.itertext()))))):
            text += signs
            done.add(node)
            events.skip_subtree()
        else:
            text += _opening(node, text) + _ink(node.text)
    return text


def _ink(text: str | None) -> str:
    return tidy(text or "").strip()


def _is_exponent(node: etree._Element) -> bool:
    """Whether an element is what ``msup`` raises."""
    parent = node.getparent()
    return parent is not None and parent.tag == "msup" and node.getnext() is None


def _opening(node: etree._Element, before: str) -> str:
    """Return what is written before an element, ``before`` standing before that."""
    if node.tag == "msqrt":
        return "√("
    if node.tag == "mfrac" and before[-1:].isdecimal():
        return " "  # a fraction after a figure is a mixed number: 2 1/2
    parent = node.getparent()
    sign = _LAST.get(str(parent.tag), "") if parent is not None and node.getprevious() is not None else ""
    return sign + ("(" if _is_bracketed(node) else "")


def _closing(node: etree._Element) -> str:
    return ")" if node.tag == "msqrt" or _is_bracketed(node) else ""


def _is_bracketed(node: etree._Element) -> bool:
    """Whether an element is a part of a fraction, or raised, and more than one sign or word."""
    parent = node.getparent()
    if parent is None or not (parent.tag == "mfrac" or _is_exponent(node)):
        return False
    inked = (part for part in node.iter() if _ink(part.text))
    return next(inked, None) is not None and next(inked, None) is not None
