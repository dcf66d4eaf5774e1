"""Reads a PDF's pages with PDFium in a process of its own: ``python -m duizhao.corpora.pdf.worker``.

A file of a few kilobytes can make PDFium take gigabytes or minutes, or crash: here only this process dies of it. The
PDF comes in on stdin; out go JSON lines: ``{"pages": n}`` or ``{"error": …}``, then a `Sheet` a line.
"""

import contextlib
import json
import sys
from dataclasses import astuple
from typing import Any, TextIO

import pypdfium2.raw as pdfium

from .spans import read_sheet

MOST_PAGES = 3_000
_MEMORY = 400_000_000  # bytes besides the file itself
_SECONDS = 8.0  # of processor time, to open the file and for the first pages
_SECONDS_A_PAGE = 0.1  # a dense page takes 0.015
_MOST_BYTES = 80_000_000  # written; a dense page takes 50,000


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
        line = json.dumps(astuple(read_sheet(document, index)), ensure_ascii=True, separators=(",", ":"))
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


if __name__ == "__main__":
    main()
