"""Bytes to text: what a byte order mark says of the encoding, else what the bytes can be.

GB18030 and Big5 use the same bytes: the commonest characters tell them apart.
"""

import codecs
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
_CONTROLS = regex.compile(r"[\p{Cc}--[\t\n\r\f\v\x85]]", regex.V1)
# any bytes are some UTF-16; a text has the commonest signs of one of the two languages
_COMMON = regex.compile(r"[的，。、]|[a-z] [a-z]")
# the commonest characters of UN texts in either script: right decoding has many, wrong decoding hardly any
_COMMON_HAN = frozenset("的是在和了有会會这這为為国國及与與中年第报報告委员員人权權合联聯大各方对對以不一关關发發")
_SAMPLE = 4096
_BLOCK = 1 << 18


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Args:
        data: The file's bytes: UTF-8 or UTF-16 with or without BOM, GB18030, or Big5.
        name: The file's name, for messages.

    Raises:
        DuizhaoError: The bytes are empty or no text in these encodings.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise DuizhaoError(_("is empty; give a file with text"), file=name)
    for encoding in _candidate_encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_like_text(text) and (not encoding.startswith("utf-16-") or _COMMON.search(text)):
            return text.removeprefix("\ufeff"), encoding.removesuffix("-sig")
    raise DuizhaoError(
        _("is not text in UTF-8, UTF-16, GB18030 or Big5; give a text file, or save it again as UTF-8"), file=name
    )


def text_encoding(opener: Callable[[], BinaryIO], name: str) -> str:
    """Return the encoding of a text of any length, read block by block; well-formed UTF-8 is that, whatever it says.

    Args:
        opener: Opens the file's bytes, several times.
        name: The file's name, for messages.

    Raises:
        DuizhaoError: It is in none of the encodings; with the first line that fails.
    """
    with opener() as stream:
        encoding = _told_encoding(stream.read(_SAMPLE)) or "utf-8"
    broken = _first_broken(opener, encoding)
    if broken is None:
        return encoding
    if encoding == "utf-8":
        with opener() as stream:
            stream.seek(broken)
            sample = stream.read(_BLOCK)
        for encoding in _double_bytes(sample):
            if _first_broken(opener, encoding) is None:
                return encoding
    with opener() as stream:
        line = stream.read(broken).count(b"\n") + 1
    raise DuizhaoError(_("is not text in UTF-8, UTF-16, GB18030 or Big5; save it as UTF-8"), file=name, line=line)


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


def _candidate_encodings(data: bytes) -> list[str]:
    told = _told_encoding(data[:_SAMPLE])
    return [told] if told else ["utf-8", *_double_bytes(data[:_BLOCK]), "utf-16-le", "utf-16-be"]


def _told_encoding(start: bytes) -> str:
    """Return what the first bytes tell for certain: by a mark, or by the zero bytes of UTF-16; empty for nothing."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return encoding
    # each Latin letter, tab and line feed of UTF-16 has one, all on the same side; other texts have none
    zeros = start[::2].count(0), start[1::2].count(0)
    if max(zeros) <= max(1, 8 * min(zeros), len(start) // 64):
        return ""
    return "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"


def _double_bytes(sample: bytes) -> list[str]:
    def common(encoding: str) -> int:
        return sum(character in _COMMON_HAN for character in sample.decode(encoding, "ignore"))

    return sorted(("gb18030", "big5hkscs"), key=common, reverse=True)


def _looks_like_text(text: str) -> bool:
    sample = text[:100_000]
    odd = len(_CONTROLS.findall(sample)) + len(regex.findall(r"[\p{Co}\p{Cn}\ufffd]", sample))
    return odd <= len(sample) // 200
