"""Bytes to text: the encoding by a byte order mark or zero bytes, else the first in which the bytes are text."""

import codecs
import io
from collections.abc import Callable
from typing import BinaryIO

import regex

from ..errors import DuizhaoError
from ..i18n import _

# longest first: the mark of UTF-32 begins as that of UTF-16 does
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = "cp1252"  # what Windows in the West calls ANSI: any bytes are in it, so that it is a guess
_OTHERS = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")  # what is not UTF-8 may be
_BLOCK = 1 << 18  # bytes read at a time
_START = 4096  # bytes whose zeros tell UTF-16
_CONTROLS = regex.compile(r"[\p{Cc}--[\t\n\r\f\v\x85]]", regex.V1)
# what stands in Western texts beside ASCII: curly quotes, dashes, …, §, °, «», small letters, À and É; no ÿ
_WESTERN_BYTES = frozenset(
    [0x80, 0x85, *range(0x91, 0x98), 0xA0, 0xA7, 0xAB, 0xB0, 0xBB, 0xC0, 0xC9, *range(0xDF, 0xFF)]
)
_HAN = regex.compile(r"\p{Han}+")
# HZ (RFC 1843): characters of GB 2312 as two ASCII bytes each, between ~{ and ~}
_HZ = regex.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}")
_MOSTLY_ASCII = 0.7  # of the bytes of a text in a Western language; a Chinese one has some tenths in figures and names
_ODD = regex.compile(r"[\p{Co}\p{Cn}\ufffd]")
_ODD_IN_UTF8, _ODD_ELSEWHERE = 0.2, 0.005  # of a text's characters: a list of ten words a line with a bullet has some
# the commonest characters of UN texts in either script: right decoding has many, wrong decoding hardly any
_COMMON_HAN = frozenset(
    "的是在和了有会會这這为為国國及与與中年第报報告委员員人权權合联聯大各方对對以不一关關发發，。、"
)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Args:
        data: The file's bytes: UTF-8 or UTF-16 with or without a byte order mark, GB18030, Big5, HZ or, where most of
            them are ASCII and the rest is no Chinese, Windows-1252.
        name: The file's name, for messages.

    Raises:
        DuizhaoError: The bytes are empty or no text in these encodings.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise DuizhaoError(_("is empty; give a file with text"), file=name)
    encoding = text_encoding(lambda: io.BytesIO(data), name)
    text = data.decode(encoding)
    # hardly any other bytes are UTF-8, whatever signs of a symbol font or scars of character recognition stand there
    if not _looks_like_text(text, _ODD_IN_UTF8 if encoding.startswith("utf-8") else _ODD_ELSEWHERE):
        raise _no_text(name)
    return text.removeprefix("\ufeff"), encoding.removesuffix("-sig")


def text_encoding(opener: Callable[[], BinaryIO], name: str) -> str:
    """Return the encoding in which the whole of a file can be decoded, which is read block by block.

    Args:
        opener: Opens the file anew.
        name: The file's name, for messages.

    Raises:
        DuizhaoError: There is none; with the first line that fails.
    """
    with opener() as stream:
        start = stream.read(_BLOCK)
    likely = _likely_encoding(start)
    broken = _first_broken(opener, likely)
    if broken is not None and likely == "hz":  # a lone ~, as in an address: ASCII with marks that look like those of HZ
        likely, broken = "utf-8", _first_broken(opener, "utf-8")
    if broken is None:
        return likely
    with opener() as stream:
        before = stream.read(broken & ~1)
        sample = stream.read(_BLOCK)
    if likely == "utf-8":
        if _is_western(before[-_START:] + sample) and _first_broken(opener, WESTERN) is None:
            return WESTERN
        for encoding in sorted(_OTHERS, key=lambda each: -_common_han(sample, each)):
            if _is_in(encoding, sample) and _first_broken(opener, encoding) is None:
                return encoding
    raise _no_text(name, before.count(b"\n") + 1)


def _no_text(name: str, line: int | None = None) -> DuizhaoError:
    return DuizhaoError(
        _("is not text in UTF-8, UTF-16, GB18030, Big5 or Windows-1252; save it as UTF-8"), file=name, line=line
    )


def _likely_encoding(start: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return encoding
    if _HZ.search(start) and start.isascii() and _is_in("hz", start) and _common_han(start, "hz"):
        return "hz"
    zeros = start[:_START:2].count(0), start[1:_START:2].count(0)
    # each Latin letter, tab and line feed of UTF-16 has one, all on the same side; a text has none
    if max(zeros) > max(1, 8 * min(zeros), len(start[:_START]) // 64):
        return "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    return "utf-8"


def _is_in(encoding: str, sample: bytes) -> bool:
    """Whether a sample may be text in an encoding; any bytes are some UTF-16, so that its Chinese must be common."""
    return _looks_like_text(sample.decode(encoding, "ignore")) and (
        not encoding.startswith("utf-16") or _common_han(sample, encoding) > 0
    )


def _is_western(sample: bytes) -> bool:
    """Whether a sample is Western text: read as Chinese, a curly quote or é makes one character between letters.

    Chinese characters stand side by side. An English text in GB18030 has Chinese marks, but no characters.
    """
    others = [byte for byte in sample if byte >= 0x80]
    usual = sum(byte in _WESTERN_BYTES for byte in others)
    if len(others) > (1 - _MOSTLY_ASCII) * len(sample) or 2 * usual <= len(others):
        return False
    for encoding in ("gb18030", "big5hkscs"):
        runs = _HAN.findall(sample.decode(encoding, "ignore"))
        together = sum(len(run) for run in runs if len(run) > 1)
        if together > sum(map(len, runs)) / 2 or (not runs and _is_whole(sample, encoding)):
            return False
    return True


def _is_whole(sample: bytes, encoding: str) -> bool:
    """Whether a sample is in an encoding, but for a character cut at the end of a block."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample, final=len(sample) < _BLOCK)
    except UnicodeDecodeError:
        return False
    return True


def _first_broken(opener: Callable[[], BinaryIO], encoding: str) -> int | None:
    """Return where the first byte stands that is none of an encoding; None where the whole file is in it."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    with opener() as stream:
        while True:
            block = stream.read(_BLOCK)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                return done + error.start
            if not block:
                return None
            done += len(block)


def _common_han(sample: bytes, encoding: str) -> int:
    return sum(character in _COMMON_HAN for character in sample.decode(encoding, "ignore"))


def _looks_like_text(text: str, most: float = _ODD_ELSEWHERE) -> bool:
    """Whether at most such a share of the characters is no text: controls, private, not assigned or not read."""
    sample = text[:100_000]
    odd = len(_CONTROLS.findall(sample)) + len(_ODD.findall(sample))
    return odd <= int(len(sample) * most)
