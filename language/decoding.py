"""Bytes to text: the encoding by a byte order mark or zero bytes, else the first in which the bytes are text.

What a file declares is evidence, and holds unless the bytes are Chinese in another encoding.
"""

import codecs
import contextlib
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
_CHINESE = ("gb18030", "big5hkscs")
_BLOCK = 1 << 18  # bytes read at a time
_START = 4096  # bytes whose zeros tell UTF-16
_CONTROLS = regex.compile(r"[\p{Cc}--[\t\n\r\f\v\x85]]", regex.V1)
# what stands in Western texts beside ASCII: curly quotes, dashes, …, §, °, «», small letters, À and É; no ÿ
_WESTERN_BYTES = frozenset(
    [0x80, 0x85, *range(0x91, 0x98), 0xA0, 0xA7, 0xAB, 0xB0, 0xBB, 0xC0, 0xC9, *range(0xDF, 0xFF)]
)
_BINARY = regex.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")  # bytes that no text has
_MOST_BINARY = 0.01  # of the bytes; scars of a text are fewer, and packed data have ten times as many
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
# of all Han characters: 15 to 30 % of a text rightly decoded, less than 3 % of one wrongly decoded
_LEAST_COMMON = 0.1
_FEWEST_COMMON = 2
_OUTSIDE_ASCII = regex.compile(r"[^\x00-\x7f\ufffd]{2,}")
_SAMPLE = 200_000  # characters in which marks of a wrong encoding are looked for
_LEAST_RESTORED = 0.6  # of the bytes of such characters; of a right text in Chinese or English less than a tenth
_FEWEST_RESTORED = 2


def decode(data: bytes, name: str, declared: str = "") -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Args:
        data: The file's bytes: UTF-8 or UTF-16 with or without a byte order mark, GB18030, Big5, HZ or, where most of
            them are ASCII and the rest is no Chinese, Windows-1252.
        name: The file's name, for messages.
        declared: The encoding that the file says it is in, by Python's name for it.

    Raises:
        DuizhaoError: The bytes are empty or no text in these encodings.
        LookupError: Python does not know what is declared.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise DuizhaoError(_("is empty; give a file with text"), file=name)
    if declared and (text := _as_declared(data, declared)):
        return text, declared
    encoding = text_encoding(lambda: io.BytesIO(data), name)
    text = data.decode(encoding)
    # hardly any other bytes are UTF-8, whatever signs of a symbol font or scars of character recognition stand there
    if not _looks_like_text(text, _ODD_IN_UTF8 if encoding.startswith("utf-8") else _ODD_ELSEWHERE):
        raise _no_text(name, data[:_BLOCK])
    return text.removeprefix("\ufeff"), encoding.removesuffix("-sig")


def _as_declared(data: bytes, declared: str) -> str:
    """Return the text in the encoding that is declared; empty where the bytes are better text in another one."""
    with contextlib.suppress(UnicodeError):
        if not data.isascii() and data.decode("utf-8"):  # hardly any other bytes are UTF-8, whatever is declared
            return ""
    # a declaration that can be read as ASCII is in no encoding of two or four bytes a character
    if declared.lower().startswith(("utf-16", "utf-32")) or any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        return ""
    with contextlib.suppress(UnicodeError):
        text = data.decode(declared)
        common = sum(map(_COMMON_HAN.__contains__, text[:_BLOCK]))
        better = (each for each in _CHINESE if each != declared and _is_chinese(data[:_BLOCK], each))
        return "" if any(_common_han(data[:_BLOCK], each) > 2 * common for each in better) else text
    return ""


def saved_in_wrong_encoding(text: str) -> tuple[str, str] | None:
    """Return what stands in a text and what it was, where UTF-8 was read in another encoding and saved as that.

    Example:
        >>> saved_in_wrong_encoding("the State of CÃ´te dâ€™Ivoire")
        ('Ã´', 'ô')
    """
    runs = _OUTSIDE_ASCII.findall(text[:_SAMPLE])
    for encoding in (WESTERN, "latin-1", *_CHINESE):
        # Chinese bytes are by chance UTF-8 of two bytes a character, seldom of three
        least = "\u07ff" if encoding in _CHINESE else "\x7f"
        read = [(run, run.encode(encoding, "replace")) for run in runs]
        were = [(run, [char for char in data.decode("utf-8", "ignore") if char > least]) for run, data in read]
        restored = [char for _run, chars in were for char in chars]
        size = sum(len(data) for _run, data in read)
        if len(restored) >= _FEWEST_RESTORED and len("".join(restored).encode()) >= _LEAST_RESTORED * size:
            run, chars = next(each for each in were if each[1])
            return run[:20], "".join(chars)[:10]
    return None


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
    if likely == "utf-8" and before.isascii():
        likely = max(_CHINESE, key=lambda each: _common_han(sample, each))
        if not _is_chinese(sample, likely):
            raise _no_text(name, before[-_START:] + sample, before.count(b"\n") + 1)
        broken = _first_broken(opener, likely) or 0
    raise _damaged(opener, name, likely, broken)


def _damaged(opener: Callable[[], BinaryIO], name: str, encoding: str, broken: int) -> DuizhaoError:
    """Say in which line a text breaks off that is otherwise in an encoding."""
    with opener() as stream:
        line = stream.read(broken).decode(encoding, "ignore").count("\n") + 1
    shown = {"gb18030": "GB18030", "big5hkscs": "Big5"}.get(encoding, encoding.removesuffix("-sig").upper())
    message = _("is in {encoding}, but has bytes in this line that are not; mend it, or save the whole file as UTF-8")
    return DuizhaoError(message.format(encoding=shown), file=name, line=line)


def _is_binary(sample: bytes) -> bool:
    return len(_BINARY.findall(sample)) > _MOST_BINARY * len(sample)


def _no_text(name: str, sample: bytes, line: int | None = None) -> DuizhaoError:
    if _is_binary(sample):
        message = _("is not text but a file of another program; save it there as text or as a document")
        return DuizhaoError(message, file=name)
    return DuizhaoError(
        _("is not text in UTF-8, UTF-16, GB18030, Big5 or Windows-1252; save it as UTF-8"), file=name, line=line
    )


def _likely_encoding(start: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return encoding
    if _HZ.search(start) and start.isascii() and _is_in("hz", start) and _common_han(start, "hz"):
        return "hz"
    head = start[: min(_START, len(start) & ~3)]
    for wide in ("utf-32-le", "utf-32-be"):
        with contextlib.suppress(UnicodeDecodeError):  # other bytes are numbers that no character has
            if head and "\0" not in head.decode(wide):
                return wide
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
    for encoding in _CHINESE:
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


def _is_chinese(sample: bytes, encoding: str) -> bool:
    """Whether bytes are Chinese text in an encoding: its commonest characters are common there."""
    han = sum(map(len, _HAN.findall(sample.decode(encoding, "ignore"))))
    return _common_han(sample, encoding) >= max(_FEWEST_COMMON, _LEAST_COMMON * han)


def _looks_like_text(text: str, most: float = _ODD_ELSEWHERE) -> bool:
    """Whether at most such a share of the characters is no text: controls, private, not assigned or not read."""
    sample = text[:100_000]
    odd = len(_CONTROLS.findall(sample)) + len(_ODD.findall(sample))
    return odd <= int(len(sample) * most)
