"""Readers of formats: a hundred pages of PDF and DOCX on one core, and what hostile files cost."""

import io
import random
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

from . import SHARED

PAGES = 100
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CHILD = """
import os, resource, sys, time
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from duizhao.errors import DuizhaoError
start = time.perf_counter()
import duizhao as dz
from duizhao.corpora.file_types import unpack
from duizhao.corpora.reading import read_lines
data = open(sys.argv[1], "rb").read()
try:
    lines = len(read_lines(*unpack(data, "file"))[0])
    middle = time.perf_counter()
    used = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    blocks = len(dz.read(sys.argv[1]).blocks)
    outcome = f"{lines:7d} lines {blocks:7d} blocks"
except DuizhaoError as error:
    middle, used, outcome = time.perf_counter(), 0.0, str(error)[:70]
end = time.perf_counter()
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
print(f"{middle - start:6.2f} s {used:6.2f} s {end - middle:6.2f} s {peak:5d} MB  {outcome}")
"""


def run() -> None:
    """Print a row a file: seconds for its lines (imports included) by the clock and of the processor, for the whole
    document again, peak memory."""
    print("file                     lines      cpu document   peak")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in _files().items():
            path = Path(folder) / name
            path.write_bytes(make())
            command = [sys.executable, "-c", _CHILD, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            print(f"{name:22}", done.stdout.strip() or done.stderr.strip()[-200:], flush=True)


def _files():
    chosen = {"100 pages.docx": _docx, "hostile runs.docx": _runs, "hostile paragraphs.htm": _paragraphs}
    chosen |= {"hostile zeros.pdf": _zeros, "hostile operators.pdf": _operators, "noise.pdf": _noise}
    source = SHARED / "data" / "pdf" / "A_RES_73_3-EN.pdf"
    if source.is_file():
        return {"100 pages.pdf": lambda: _pdf(source), **chosen}
    print(f"no {source}: the PDF of {PAGES} pages is left out")
    return chosen


def _pdf(source: Path) -> bytes:
    """Put a resolution's pages together until there are a hundred."""
    import pypdfium2

    one, many = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    while len(many) < PAGES:
        many.import_pages(one)
    stream = io.BytesIO()
    many.save(stream)
    return stream.getvalue()


def _word(body: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return stream.getvalue()


def _docx() -> bytes:
    text = "The Committee recalled its decision and requested the Secretary-General to report. " * 5
    runs = "".join(f"<w:r><w:t>{word} </w:t></w:r>" for word in text.split())
    return _word("".join(f"<w:p><w:r><w:t>{number}. </w:t></w:r>{runs}</w:p>" for number in range(1, 6 * PAGES)))


def _runs() -> bytes:
    return _word("<w:p>" + "<w:r><w:t>x</w:t></w:r>" * 290_000 + "</w:p>")


def _paragraphs() -> bytes:
    return b"<html>" + b"<p>The Committee met.</p>" * 149_000


def _stream(contents: bytes) -> bytes:
    head = (
        b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
        b"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >> endobj\n"
    )
    head += f"4 0 obj << /Length {len(contents)} /Filter /FlateDecode >>\nstream\n".encode()
    return head + contents + b"\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF"


def _zeros() -> bytes:
    return _stream(zlib.compress(bytes(500_000_000)))


def _operators() -> bytes:
    return _stream(zlib.compress(b"q " * 50_000_000))


def _noise() -> bytes:
    return b"%PDF-1.7\n" + random.Random(1).randbytes(2_000_000)
