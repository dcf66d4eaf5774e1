"""Read TMX 1.1 to 1.4b as found in the wild, unit by unit: memory does not grow with the file.

The text is cut at ``<tu`` and ``</tu>`` and each piece parsed on its own, so that a broken unit costs only itself: it
becomes a `Reject` with its line, the reason and its text, and reading goes on at the next. DTDs are never fetched,
entities never expanded; a unit may have at most `MAX_UNIT` characters.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO

from ..errors import DuizhaoError
from ..files import atomic_write
from ..i18n import _
from .formats.table_files import tsv_line
from .model import Attributes, Header, Note, Prop, Reject, Unit
from .parse import PLAIN, Broken, parse_header, parse_unit, plain_unit
from .source import FORBIDDEN, Damaged, open_source

MAX_UNIT = 4 << 20  # characters of one unit, its tags included
MAX_HEAD = 1 << 20  # characters before <body>
_KEEP = 1 << 16  # characters of a broken unit that its record keeps
_BODY = re.compile(r"(?s:<!--.*?-->)|(<body\s*>|(?=<body\s*/>|<tu[\s>]))")
_TOKEN = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|(</tu\s*>)|(<tu[\s>])", re.DOTALL)
_START = re.compile(r"<tu[\s>]")
_SPACE = re.compile(r"\s*")
_BETWEEN = re.compile(r"<!--.*?-->|<\?.*?\?>|</?body\s*/?>|</tmx\s*>", re.DOTALL)
_END = re.compile(r"</tu\s*>|(?=<tu[\s>])")
_VERSION = re.compile(r"<tmx\b[^>]*?\bversion\s*=\s*[\"']([^\"']*)[\"']")
_HEADER = re.compile(r"<header\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(?:/>|>.*?</header\s*>)", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")

Rejects = Callable[[Reject], None]


class TmxReader:
    """An open memory: its `header`, then its units by iteration, once.

    Args:
        source: A path (``.tmx``, ``.tmx.gz``) or a binary stream.
        rejects: Called with each broken unit; None raises at the first one instead.
        encoding: The encoding, where the file does not tell it.

    Raises:
        DuizhaoError: The file cannot be opened or is no TMX.
    """

    def __init__(
        self, source: str | Path | IO[bytes], rejects: Rejects | None = None, encoding: str | None = None
    ) -> None:
        opened = open_source(source, encoding)
        self.name = opened.name
        self._blocks = opened.blocks
        self._rejects = rejects
        self._buffer = ""
        self._line = 1
        self._ended = False
        self._good = True
        self.header = self._read_head(opened.encoding, opened.declared)

    def _reject(self, line: int, reason: str, text: str) -> None:
        reason = " ".join(reason.split())
        if self._rejects is None:
            raise DuizhaoError(
                _("{reason}; run 'duizhao tmx validate' for a list").format(reason=reason), file=self.name, line=line
            )
        self._rejects(Reject(line, reason, text[:_KEEP]))

    def _more(self) -> bool:
        """Add a block to the buffer; False at the end of the file."""
        try:
            block = next(self._blocks, None)
        except Damaged as error:
            self._reject(self._line, _("the file is damaged from here on: {reason}").format(reason=error), "")
            self._ended = True
            return False
        if block is None:
            return False
        self._good = block.good and (self._good or not self._buffer)
        self._buffer += block.text
        return True

    def _read_head(self, encoding: str, declared: str) -> Header:
        start = None
        while start is None and len(self._buffer) < MAX_HEAD and self._more():
            start = next((found for found in _BODY.finditer(self._buffer) if found.group(1) is not None), None)
        head = self._buffer[: start.start()] if start else self._buffer
        if "<tmx" not in head[:MAX_HEAD]:
            raise DuizhaoError(_("is not a TMX file (no <tmx> at its start); choose a .tmx file"), file=self.name)
        header = self._header(head, encoding, declared)
        cut = start.end() if start else 0
        self._line += self._buffer.count("\n", 0, cut)
        self._buffer = self._buffer[cut:]
        return header

    def _header(self, head: str, encoding: str, declared: str) -> Header:
        version = _VERSION.search(head)
        element = _HEADER.search(head)
        found: tuple[Attributes, tuple[Prop, ...], tuple[Note, ...]] = ((), (), ())
        try:
            if element is None:
                raise Broken(_("the header is missing"))
            found = parse_header(FORBIDDEN.sub("", element.group()))
        except Broken as error:
            self._reject(1 + head.count("\n", 0, element.start() if element else 0), str(error), head)
        if "<!ENTITY" in head:
            self._reject(1, _("the file declares entities; they are not expanded"), head)
        return Header(version.group(1) if version else "", *found, encoding, declared)

    def __iter__(self) -> Iterator[Unit]:
        # one long loop: a generator inside a generator would cost a tenth of the speed
        match_plain = PLAIN.match
        more = True
        while more:
            buffer, done, counted, line = self._buffer, 0, 0, self._line
            while True:
                plain = match_plain(buffer, done) if self._good else None
                if plain is None:
                    line += buffer.count("\n", counted, done)
                    counted = done
                    step = self._step(buffer, done, line)
                    if step is None:
                        break
                    done, unit = step
                else:
                    start, done = plain.start(1), plain.end()
                    line += buffer.count("\n", counted, start)
                    counted = start
                    try:
                        unit = plain_unit(plain, line) or parse_unit(buffer[start:done], line)
                    except Broken as error:
                        self._reject(line, str(error), buffer[start:done])
                        continue
                if unit is not None:
                    yield unit
            self._line, self._buffer = line, buffer[done:]
            if len(self._buffer) > MAX_UNIT:
                self._skip()
            more = self._more()
        self._finish()

    def _step(self, buffer: str, done: int, line: int) -> tuple[int, Unit | None] | None:
        """Take one step where the plain shape does not fit: the next place with a unit or none; None to wait for more.

        ``line`` is that of the character at ``done``.
        """
        found = _START.search(buffer, done)
        place = _SPACE.match(buffer, done).end()  # type: ignore[union-attr]
        line += buffer.count("\n", done, place)
        if found is None or place < found.start():
            end = self._gap(buffer, place, found.start() if found else -1, line)
            return None if end < 0 else (end, None)
        for token in _TOKEN.finditer(buffer, place + 3):
            if token.group(1):
                return token.end(), self._one(buffer[place : token.end()], line)
            if token.group(2):
                self._reject(line, _("a unit without its end: another begins inside it"), buffer[place : token.start()])
                return token.start(), None
        return None

    def _gap(self, buffer: str, place: int, unit: int, line: int) -> int:
        """Step over something between two units; return where to go on, or -1 to wait for more text."""
        known = _BETWEEN.match(buffer, place)
        if known is not None:
            self._ended = self._ended or known.group().startswith("</tmx")
            return known.end()
        if unit < 0 or buffer.startswith("<!--", place):
            return -1
        later = _BETWEEN.search(buffer, place, unit)
        end = later.start() if later else unit
        self._reject(line, _("text between units"), buffer[place:end])
        return end

    def _one(self, xml: str, line: int) -> Unit | None:
        """Parse a unit with all care, or reject it; characters that XML forbids are taken out."""
        clean = xml if self._good else FORBIDDEN.sub("", xml)
        try:
            if not self._good and _SURROGATE.search(clean):
                raise Broken(_("bytes that are not {encoding}").format(encoding=self.header.encoding))
            unit = parse_unit(clean, line)
        except Broken as error:
            self._reject(line, str(error), xml.encode("utf-8", "backslashreplace").decode("utf-8"))
            return None
        return unit if clean == xml else unit._replace(faults=(*unit.faults, _("control characters")))

    def _skip(self) -> None:
        """Pass over a unit (or other text) that is larger than the limit."""
        start = _SPACE.match(self._buffer).end()  # type: ignore[union-attr]
        line, text = self._line + self._buffer.count("\n", 0, start), self._buffer[start : start + _KEEP]
        reason = _("larger than {n} characters").format(n=f"{MAX_UNIT:,}")
        end: re.Match[str] | None = None
        place = 3
        while (end := _END.search(self._buffer, place)) is None:
            self._line += self._buffer.count("\n", 0, max(len(self._buffer) - 16, 0))
            self._buffer, place = self._buffer[-16:], 0
            if not self._more():
                break
        cut = end.end() if end else len(self._buffer)
        self._line += self._buffer.count("\n", 0, cut)
        self._buffer = self._buffer[cut:]
        self._reject(line, reason, text)

    def _finish(self) -> None:
        """Look at what is left at the end of the file."""
        rest = self._buffer.lstrip()
        line = self._line + self._buffer.count("\n", 0, len(self._buffer) - len(rest))
        start = _START.search(rest)
        if rest[: start.start() if start else None]:
            self._reject(line, _("text between units"), rest[: start.start() if start else None])
        if start:
            line += rest.count("\n", 0, start.start())
            self._reject(line, _("the file ends inside this unit"), rest[start.start() :])
        if not self._ended:
            self._reject(self._line + self._buffer.count("\n"), _("the file is cut off: it has no </tmx>"), "")


def read_units(
    source: str | Path | IO[bytes], rejects: Rejects | None = None, encoding: str | None = None
) -> Iterator[Unit]:
    """Return the units of a memory, one after the other.

    Args:
        source: A path (``.tmx``, ``.tmx.gz``) or a binary stream.
        rejects: Called with each broken unit, e.g. ``list.append``; None raises at the first one instead.
        encoding: The encoding, where the file does not tell it.

    Raises:
        DuizhaoError: The file cannot be opened, is no TMX, or (without ``rejects``) has a broken unit.
    """
    return iter(TmxReader(source, rejects, encoding))


class RejectLog:
    """Takes broken units: counts them, keeps the first few in memory and all of them in a temporary file."""

    SHOWN = 5

    def __init__(self) -> None:
        self.first: list[Reject] = []
        self._count = 0
        self._spool: IO[bytes] | None = None

    def __len__(self) -> int:
        return self._count

    def __call__(self, reject: Reject) -> None:
        """Take one broken unit."""
        self._count += 1
        if len(self.first) < self.SHOWN:
            self.first.append(reject)
        if self._spool is None:
            self._spool = SpooledTemporaryFile(max_size=1 << 20)  # noqa: SIM115 - closed with the log
        row = (str(reject.line), reject.reason, reject.text)
        self._spool.write(tsv_line(row).encode("utf-8", "replace"))

    def save(self, path: str | Path) -> None:
        """Write all as tab-separated line, reason and original text (its line ends as spaces).

        Raises:
            DuizhaoError: The file cannot be written.
        """
        with atomic_write(path) as stream:
            stream.write(b"line\treason\ttext\n")
            if self._spool is not None:
                self._spool.seek(0)
                copyfileobj(self._spool, stream)
