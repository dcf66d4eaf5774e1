"""Bytes to text: what a byte order mark says of the encoding, else what the bytes can be."""

import codecs

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


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Args:
        data: The file's bytes: UTF-8 or UTF-16 with or without BOM, or GB18030.
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
        _("is not text in UTF-8, UTF-16 or GB18030; give a text file, or save it again as UTF-8"), file=name
    )


def _candidate_encodings(data: bytes) -> list[str]:
    for bom, encoding in BYTE_ORDER_MARKS:
        if data.startswith(bom):
            return [encoding]
    sample = data[:4096]
    if sample.count(0) > len(sample) // 8:  # Latin letters in UTF-16 have a zero byte each
        little = sample[1::2].count(0) >= sample[::2].count(0)
        return ["utf-16-le" if little else "utf-16-be"]
    return ["utf-8", "gb18030", "utf-16-le", "utf-16-be"]


def _looks_like_text(text: str) -> bool:
    sample = text[:100_000]
    odd = len(_CONTROLS.findall(sample)) + len(regex.findall(r"[\p{Co}\p{Cn}\ufffd]", sample))
    return odd <= len(sample) // 200
