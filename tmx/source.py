"""The bytes of a memory as text: compressed or not, in the encoding that they are in, in blocks."""

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple

from ..errors import DuizhaoError
from ..files import unreadable
from ..i18n import _
from ..language.decoding import BYTE_ORDER_MARKS

SIZE = 1 << 18  # bytes a read: small enough for the memory, large enough for the speed
MAX_RATIO = 500  # gzip can reach 1,032: a memory of real text stays below 50
_FREE = 64 << 20  # bytes unpacked before the ratio counts
_DECLARATION = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
# what stands in declarations and means more than it says
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "ascii": "utf-8", "iso8859-1": "cp1252"}


class Damaged(Exception):
    """The compressed data end too early or are broken; what was read before is good."""


class TextBlock(NamedTuple):
    """A piece of text, and whether it has only characters that XML allows."""

    text: str
    good: bool


@dataclass(frozen=True, slots=True)
class Source:
    """An open memory: its name for messages, its encoding, what its XML declaration says, and its text in blocks.

    The text has line ends as XML wants them (``\\n``); bytes that the encoding does not know are lone surrogates.
    """

    name: str
    encoding: str
    declared: str
    blocks: Iterator[TextBlock]


def open_source(source: str | Path | IO[bytes], encoding: str | None = None) -> Source:
    """Open a file or a binary stream.

    Raises:
        DuizhaoError: It cannot be opened, is empty, or the encoding is unknown.
    """
    if isinstance(source, str | Path):
        return _opened(open_file(Path(source)), str(source), encoding, close=True)
    return _opened(source, str(getattr(source, "name", "-")), encoding, close=False)


def open_file(path: Path) -> BinaryIO:
    """Open a file for reading; one that cannot be opened is a `DuizhaoError`."""
    try:
        return path.open("rb")
    except OSError as error:
        raise unreadable(error, path) from error


def _opened(stream: IO[bytes], name: str, encoding: str | None, *, close: bool) -> Source:
    blocks = _byte_blocks(stream, close=close)
    try:
        first = next(blocks, b"")
    except Damaged as error:
        raise DuizhaoError(_("the compressed file is damaged at its start; get it again"), file=name) from error
    if not first.strip():
        raise DuizhaoError(_("is empty; nothing to read"), file=name)
    declaration = _DECLARATION.search(first[:400])
    declared = declaration.group(1).decode("ascii") if declaration else ""
    chosen = _known(encoding, name) if encoding else _encoding(first, declared)
    return Source(name, chosen, declared, _text_blocks(first, blocks, chosen, name))


def _known(encoding: str, name: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise DuizhaoError(_("unknown encoding {name!r}").format(name=encoding), file=name) from error


def _encoding(first: bytes, declared: str) -> str:
    """Choose the encoding: a byte-order mark, zero bytes, valid UTF-8, then what is declared."""
    for mark, name in BYTE_ORDER_MARKS:
        if first.startswith(mark):
            return name
    if first[:2] in (b"<\0", b"\0<"):
        return "utf-16-le" if first[0:1] == b"<" else "utf-16-be"
    if _is_utf8(first):
        return "utf-8"
    try:
        name = codecs.lookup(declared or "utf-8").name
    except LookupError:
        return "utf-8"
    # a declaration that could be read byte by byte is in no encoding of two or four bytes
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else _WIDER.get(name, name)


def _is_utf8(block: bytes) -> bool:
    if block.isascii():
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(block)
    except UnicodeDecodeError:
        return False
    return True


def _byte_blocks(stream: IO[bytes], *, close: bool) -> Iterator[bytes]:
    """Yield blocks of unpacked bytes."""
    try:
        first = stream.read(SIZE)
        if first[:2] == b"\x1f\x8b":
            yield from _unpacked(_Rest(first, stream))
            return
        while first:
            yield first
            first = stream.read(SIZE)
    finally:
        if close:
            stream.close()


def _unpacked(packed: "_Rest") -> Iterator[bytes]:
    total = 0
    with gzip.GzipFile(fileobj=io.BufferedReader(packed)) as stream:  # type: ignore[type-var]
        while True:
            try:
                block = stream.read(SIZE)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise Damaged(str(error)) from error
            if not block:
                return
            total += len(block)
            if total > _FREE and total > MAX_RATIO * packed.count:
                raise Damaged(_("unpacks to more than {n} times its size").format(n=MAX_RATIO))
            yield block


class _Rest(io.RawIOBase):
    """A stream with its first bytes put back; counts the bytes taken."""

    def __init__(self, first: bytes, rest: IO[bytes]) -> None:
        self._first = first
        self._rest = rest
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._first[: len(buffer)] or self._rest.read(len(buffer))
        self._first = self._first[len(data) :]
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _text_blocks(first: bytes, blocks: Iterator[bytes], encoding: str, name: str) -> Iterator[TextBlock]:
    wide = encoding.startswith(("utf-16", "utf-32"))
    decoder = _Decoder(encoding, "surrogatepass" if wide else "surrogateescape")
    newlines: io.IncrementalNewlineDecoder | None = None
    try:
        for block in chain((first,), blocks, (b"",)):
            text, good = decoder.decode(block, final=not block)
            if wide:
                good = good and not FORBIDDEN.search(text)
            else:
                good = good and len(block.translate(None, _CONTROLS)) == len(block)
            if newlines is None and "\r" in text:
                newlines = io.IncrementalNewlineDecoder(None, translate=True)
            yield TextBlock(newlines.decode(text, final=not block) if newlines else text, good)
    except OSError as error:
        raise unreadable(error, name) from error
    except UnicodeError as error:
        raise Damaged(str(error)) from error


class _Decoder:
    """Decode strictly while that works, else with lone surrogates for the bytes that are wrong."""

    def __init__(self, encoding: str, errors: str) -> None:
        make = codecs.getincrementaldecoder(encoding)
        self._strict, self._lenient = make("strict"), make(errors)

    def decode(self, block: bytes, *, final: bool) -> tuple[str, bool]:
        """Return the text and whether all bytes were right."""
        state = self._strict.getstate()
        try:
            return self._strict.decode(block, final), True
        except UnicodeDecodeError:
            self._lenient.setstate(state)
            text = self._lenient.decode(block, final)
            self._strict.setstate(self._lenient.getstate())
            return text, False
