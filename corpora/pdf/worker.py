"""Reads a PDF's pages with PDFium in a process of its own: ``python -m duizhao.corpora.pdf.worker``.

A file of a few kilobytes can make PDFium take gigabytes or minutes, or crash: here only this process dies of it. The
PDF comes in on stdin; out go JSON lines: ``{"pages": n}`` or ``{"error": …}``, then a line a page: a list of its
`Sheet`s.
"""

import contextlib
import json
import subprocess
import sys
from dataclasses import astuple
from typing import Any, TextIO

import pypdfium2.raw as pdfium

from ...errors import DuizhaoError
from ...i18n import _
from .pages import read_page
from .sheet import Bar, DrawnRule, Sheet, Span

MOST_PAGES = 3_000
_MEMORY = 400_000_000  # bytes besides the file itself
_SECONDS = 8.0  # of processor time, to open the file and for the first pages
_SECONDS_A_PAGE = 0.1  # a dense page takes 0.015
_MOST_BYTES = 80_000_000  # written; a dense page takes 50,000
_TIMEOUT = 600.0  # seconds by the clock; the worker's own limit of processor time is far below


def main() -> None:
    """Read the PDF on stdin and write its pages to stdout."""
    data = sys.stdin.buffer.read()
    _limit("RLIMIT_DATA", _MEMORY + 2 * len(data))
    _limit("RLIMIT_CPU", _SECONDS)
    _limit("RLIMIT_CORE", 0)
    write_pages(data, sys.stdout)


def write_pages(data: bytes, out: TextIO) -> None:
    """Write the pages of a PDF to ``out``, as JSON lines."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        _put({"error": "encrypted" if locked else "broken"}, out)
        return
    count = pdfium.FPDF_GetPageCount(document)
    _put({"pages": count}, out)
    if not 0 < count <= MOST_PAGES:
        return
    _limit("RLIMIT_CPU", _SECONDS + _SECONDS_A_PAGE * count)
    size = 0
    for index in range(count):
        sheets = [astuple(sheet) for sheet in read_page(document, index)]
        line = json.dumps(sheets, ensure_ascii=True, separators=(",", ":"))
        size += len(line)
        if size > _MOST_BYTES:
            _put({"error": "large"}, out)
            return
        out.write(line + "\n")
    pdfium.FPDF_CloseDocument(document)


def _put(value: dict[str, Any], out: TextIO) -> None:
    out.write(json.dumps(value) + "\n")


def _limit(name: str, value: float) -> None:
    """Set a limit of this process where the system has such limits."""
    with contextlib.suppress(ImportError, OSError, ValueError, AttributeError):
        import resource

        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        soft = int(value) if hard == resource.RLIM_INFINITY else min(int(value), hard)
        resource.setrlimit(kind, (soft, hard))


def read_sheets(data: bytes, name: str) -> list[Sheet]:
    """Return the pages of a PDF: a sheet each, and one more for text that is turned.

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
    return [_sheet(values) for line in lines[1:] for values in json.loads(line)]


def _complaint(code: str) -> str:
    return {
        "encrypted": _("is encrypted; save it without a password"),
        "large": _("holds too much text; split it"),
    }.get(code, _("is a damaged PDF; copy or download it again"))


def _sheet(values: list[Any]) -> Sheet:
    page, width, height, spans, rules, bars, scanned, turned, shown, written, outside, comments, edges = values
    return Sheet(
        page,
        width,
        height,
        tuple(Span(*span) for span in spans),
        tuple(DrawnRule(*rule) for rule in rules),
        tuple(Bar(*bar) for bar in bars),
        scanned,
        turned,
        shown,
        tuple(written),
        outside,
        comments,
        tuple(edges),
    )


if __name__ == "__main__":
    main()
