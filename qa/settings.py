"""Settings of a QA run, from ``duizhao.toml`` and the command line."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import regex

from ..errors import DuizhaoError
from ..i18n import _, listed
from .finding import SEVERITIES, Severity, TextSpan

SETTINGS_FILE = "duizhao.toml"
# sentences: at a few hundred a second a big memory waits some ten seconds
ENCODER_BUDGET = 4000
# seconds; a pattern that takes longer on one segment is the user's mistake, not the machine's
_PATTERN_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A pattern that must not occur.

    Attributes:
        pattern: A regular expression of the `regex` module.
        side: The text that is searched.
        message: What the user wants to read where it is found.
        severity: How bad it is.
    """

    pattern: regex.Pattern[str]
    side: Literal["zh", "en"] = "en"
    message: str = ""
    severity: Severity = "warning"

    def find(self, text: str) -> list[TextSpan]:
        """Return where the pattern stands in a text.

        Raises:
            DuizhaoError: The pattern took too long.
        """
        try:
            return [TextSpan(*match.span()) for match in self.pattern.finditer(text, timeout=_PATTERN_SECONDS)]
        except TimeoutError as error:
            message = _("the forbidden pattern {pattern!r} takes too long; write it without nested repetitions")
            raise DuizhaoError(message.format(pattern=self.pattern.pattern)) from error


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run checks, and how.

    Attributes:
        select: Names of the checks to run; empty for all.
        skip: Names of the checks to leave out.
        severity: Severity of all findings of a check, by its name, where the user changes it.
        forbidden: The user's patterns.
        encoder: Whether the sentence encoder may be used.
        budget: How many sentences the encoder may read; the most suspicious pairs come first.
    """

    select: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    forbidden: tuple[Forbidden, ...] = ()
    encoder: bool = True
    budget: int = ENCODER_BUDGET


def read_settings(path: str | Path | None, names: Collection[str]) -> Settings:
    """Return the settings of the table ``[qa]``; the defaults where there is no file.

    Args:
        path: The file; None for ``duizhao.toml`` in the working folder, if it is there.
        names: Names of all checks.

    Raises:
        DuizhaoError: The file cannot be read, or has a key, a name or a value that means nothing.
    """
    file = Path(path or SETTINGS_FILE)
    if path is None and not file.is_file():
        return Settings()
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DuizhaoError(
            _("is not a TOML file that can be read ({reason})").format(reason=error), file=file
        ) from error
    part = table.get("qa", {})
    if not isinstance(part, dict):
        raise DuizhaoError(_("[qa] must be a table"), file=file)
    return _settings(part, names, file)


def _settings(part: dict[str, Any], names: Collection[str], file: Path) -> Settings:
    for name, value in part.items():
        _check_kind(name, value, file)
    settings = Settings(
        frozenset(map(str, part.get("select", ()))),
        frozenset(map(str, part.get("skip", ()))),
        part.get("severity", {}),
        tuple(_forbidden(rule, file) for rule in part.get("forbidden", ())),
        part.get("encoder", True),
        part.get("budget", ENCODER_BUDGET),
    )
    check_names(sorted({*settings.select, *settings.skip, *settings.severity}), names, file)
    if wrong := [value for value in settings.severity.values() if value not in SEVERITIES]:
        message = _("no severity {value!r}; write error, warning or info")
        raise DuizhaoError(message.format(value=wrong[0]), file=file)
    return settings


def _check_kind(name: str, value: object, file: Path) -> None:
    """Raise where there is no such setting, or its value is of another kind."""
    kinds = {
        "select": (list, _("a list")),
        "skip": (list, _("a list")),
        "severity": (dict, _("a table")),
        "forbidden": (list, _("a list")),
        "encoder": (bool, _("true or false")),
        "budget": (int, _("a whole number")),
    }
    if name not in kinds:
        message = _("[qa] has no setting {name}; choose from {known}")
        raise DuizhaoError(message.format(name=name, known=listed(sorted(kinds))), file=file)
    kind, words = kinds[name]
    if type(value) is not kind or (isinstance(value, int) and value < 0):
        raise DuizhaoError(_("[qa] {name} must be {kind}").format(name=name, kind=words), file=file)


def check_names(wanted: Iterable[str], names: Collection[str], file: Path | None = None) -> None:
    """Raise where a name is no check's.

    Raises:
        DuizhaoError: With all names there are.
    """
    for name in wanted:
        if name not in names:
            message = _("there is no check {name!r}; choose from {names}")
            raise DuizhaoError(message.format(name=name, names=listed(sorted(names))), file=file)


def _forbidden(rule: Any, file: Path) -> Forbidden:
    if not isinstance(rule, dict) or not isinstance(rule.get("pattern"), str):
        raise DuizhaoError(_("each [[qa.forbidden]] needs a pattern"), file=file)
    side, severity = rule.get("side", "en"), rule.get("severity", "warning")
    if side not in ("zh", "en") or severity not in SEVERITIES:
        raise DuizhaoError(_("[[qa.forbidden]]: side is zh or en; severity is error, warning or info"), file=file)
    try:
        pattern = regex.compile(rule["pattern"])
    except regex.error as error:
        message = _("the forbidden pattern {pattern!r} is not a regular expression ({reason})")
        raise DuizhaoError(message.format(pattern=rule["pattern"], reason=error), file=file) from error
    return Forbidden(pattern, side, str(rule.get("message", "")), severity)
