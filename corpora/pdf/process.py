"""The pages of a PDF, read by `worker` in a process that may die of a hostile file without harm."""

import json
import subprocess
import sys
from typing import Any

from ...errors import DuizhaoError
from ...i18n import _
from .spans import Bar, Rule, Sheet, Span
from .worker import MOST_PAGES

_TIMEOUT = 600.0  # seconds by the clock; the worker's own limit of processor time is far below


def read_sheets(data: bytes, name: str) -> list[Sheet]:
    """Return the pages of a PDF.

    Raises:
        DuizhaoError: It is broken or encrypted, has too many pages, or takes too much time or memory.
    """
    command = [sys.executable, "-P", "-m", f"{__package__}.worker"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_TIMEOUT, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DuizhaoError(_("cannot be read ({reason})").format(reason=error), file=name) from error
    try:
        return _sheets(done.stdout.splitlines(), done.returncode, name)
    except (ValueError, KeyError, TypeError) as error:  # cut in the middle of a line, or something else wrote there
        raise DuizhaoError(_complaint("broken"), file=name) from error


def _sheets(lines: list[bytes], status: int, name: str) -> list[Sheet]:
    """Return the pages that the worker's output holds."""
    first: dict[str, Any] = json.loads(lines[0]) if lines else {"error": "broken"}
    if "error" in first:
        raise DuizhaoError(_complaint(str(first["error"])), file=name)
    count = int(first["pages"])
    if not 0 < count <= MOST_PAGES:
        raise DuizhaoError(
            _("has {count} pages, not 1 to {most}; split it").format(count=count, most=MOST_PAGES), file=name
        )
    if lines[-1].startswith(b"{") and len(lines) > 1:
        raise DuizhaoError(_complaint(str(json.loads(lines[-1]).get("error"))), file=name)
    if status or len(lines) != count + 1:
        message = _("takes too much time or memory; print it to a new PDF, or split it")
        raise DuizhaoError(message, file=name, page=max(1, min(len(lines), count)))
    return [_sheet(json.loads(line)) for line in lines[1:]]


def _complaint(code: str) -> str:
    return {
        "encrypted": _("is encrypted; save it without a password"),
        "large": _("holds too much text; split it"),
    }.get(code, _("is a damaged PDF; copy or download it again"))


def _sheet(values: list[Any]) -> Sheet:
    width, height, spans, rules, pictures, turned, bars = values
    return Sheet(
        width,
        height,
        tuple(Span(*span) for span in spans),
        tuple(Rule(*rule) for rule in rules),
        pictures,
        turned,
        tuple(Bar(*bar) for bar in bars),
    )
