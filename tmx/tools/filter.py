"""A small language to choose units by: ``kind = heading and confidence >= 0.9 and not zh ~ "附件"``.

    expression = term {"or" term};  term = factor {"and" factor};  factor = ["not"] (comparison | "(" expression ")")
    comparison = name operator value;  operator is one of = != < <= > >= ~ !~ (``~``: regular expression found)

Names: ``zh``, ``en``, ``tuid``, ``date``, ``note``, ``zh-length``, ``en-length``, any property type (the ``x-``
of ``x-document`` may be left out), any attribute of the unit. Numbers are compared as numbers, dates as
dates, the rest as text.
"""

import operator
from collections.abc import Callable, Iterable
from typing import Any

import regex

from ...errors import DuizhaoError
from ...i18n import _
from ..model import Unit

Condition = Callable[[Unit], bool]
_TOKEN = regex.compile(
    r"""\s*(?:(?P<op>!=|<=|>=|!~|==|=|<|>|~)|(?P<paren>[()])|"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>[^']*)'"""
    r"""|(?P<word>[^\s()=!<>~"']+))""",
    regex.VERSION0,
)
_DATE = regex.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})Z?)?")
_SECONDS = 2.0  # a regular expression may take so long on one text
_DEPTH = 50


def condition(expression: str) -> Condition:
    """Compile an expression.

    Raises:
        DuizhaoError: It cannot be understood.

    Example:
        >>> condition('zh ~ "报告"')(Unit("1", ()))
        False
    """
    tokens = _tokens(expression)
    result, place = _either(tokens, 0, 0)
    if place != len(tokens):
        raise _error(tokens, place)
    return result


def _tokens(expression: str) -> list[tuple[str, str]]:
    tokens, place = [], 0
    expression = expression.strip()
    while place < len(expression):
        match = _TOKEN.match(expression, place)
        if match is None:
            raise DuizhaoError(_("cannot read the condition at {text!r}").format(text=expression[place : place + 20]))
        kind = match.lastgroup or ""
        text = match.group(kind)
        tokens.append(("value", regex.sub(r'\\(["\\])', r"\1", text)) if kind in ("double", "single") else (kind, text))
        place = match.end()
    return tokens


def _error(tokens: list[tuple[str, str]], place: int) -> DuizhaoError:
    found = tokens[place][1] if place < len(tokens) else _("the end")
    return DuizhaoError(_("the condition is not understood at {text!r}; write: name = value").format(text=found))


def _word(tokens: list[tuple[str, str]], place: int, word: str) -> bool:
    return place < len(tokens) and tokens[place] == ("word", word)


def _either(tokens: list[tuple[str, str]], place: int, depth: int) -> tuple[Condition, int]:
    if depth > _DEPTH:
        raise DuizhaoError(_("the condition has too many parentheses"))
    return _series(tokens, place, depth, "or")


def _series(tokens: list[tuple[str, str]], place: int, depth: int, word: str) -> tuple[Condition, int]:
    """Read terms joined by ``or``, or factors joined by ``and``."""
    parts: list[Condition] = []
    enough: Callable[[Iterable[bool]], bool] = any if word == "or" else all
    while True:
        part, place = _series(tokens, place, depth, "and") if word == "or" else _factor(tokens, place, depth)
        parts.append(part)
        if not _word(tokens, place, word):
            return (lambda unit: enough(part(unit) for part in parts)), place
        place += 1


def _factor(tokens: list[tuple[str, str]], place: int, depth: int) -> tuple[Condition, int]:
    if _word(tokens, place, "not"):
        inner, place = _factor(tokens, place + 1, depth + 1) if depth < _DEPTH else _either(tokens, place, depth + 1)
        return (lambda unit: not inner(unit)), place
    if place < len(tokens) and tokens[place] == ("paren", "("):
        inner, place = _either(tokens, place + 1, depth + 1)
        if place >= len(tokens) or tokens[place] != ("paren", ")"):
            raise _error(tokens, place)
        return inner, place + 1
    kinds = [kind for kind, _text in tokens[place : place + 3]]
    if kinds[:2] != ["word", "op"] or kinds[2:] not in (["word"], ["value"]):
        raise _error(tokens, place + (kinds[:1] == ["word"]) + (kinds[:2] == ["word", "op"]))
    name, sign, value = (text for _kind, text in tokens[place : place + 3])
    return _comparison(name, sign, value), place + 3


def _comparison(name: str, sign: str, value: str) -> Condition:
    get = _getter(name)
    if sign in ("~", "!~"):
        try:
            pattern = regex.compile(value)
        except regex.error as error:
            message = _("the regular expression {text!r} is wrong: {reason}")
            raise DuizhaoError(message.format(text=value, reason=error)) from error
        return lambda unit: _found(pattern, get(unit)) == (sign == "~")
    test = _TESTS[sign]
    return lambda unit: test(*_comparable(get(unit), value))


def _found(pattern: regex.Pattern[str], text: str) -> bool:
    try:
        return pattern.search(text, timeout=_SECONDS) is not None
    except TimeoutError as error:
        message = _("the regular expression {text!r} takes too long; make it simpler")
        raise DuizhaoError(message.format(text=pattern.pattern)) from error


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _comparable(found: str, wanted: str) -> tuple[object, object]:
    """Return both as dates, as numbers or as text, whichever both are."""
    dates = [_DATE.fullmatch(text) for text in (found, wanted)]
    if dates[0] and dates[1]:
        return tuple("".join(part or "00" for part in match.groups()) for match in dates)  # type: ignore[return-value,union-attr]
    try:
        return float(found), float(wanted)
    except ValueError:
        return found, wanted


def _getter(name: str) -> Callable[[Unit], str]:
    if name in _FIELDS:
        return _FIELDS[name]
    return lambda unit: unit.prop(name) or unit.prop(f"x-{name}") or unit.attribute(name)


_FIELDS: dict[str, Callable[[Unit], str]] = {
    "zh": lambda unit: unit.zh,
    "en": lambda unit: unit.en,
    "tuid": lambda unit: unit.tuid,
    "id": lambda unit: unit.tuid,
    "date": lambda unit: unit.changed,
    "note": lambda unit: " ".join(note.text for note in unit.notes),
    "zh-length": lambda unit: str(len(unit.zh)),
    "en-length": lambda unit: str(len(unit.en)),
}
