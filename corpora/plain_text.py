"""Plain text: bytes to printed lines, the encoding found from the bytes."""

from dataclasses import replace

import regex

from ..errors import DuizhaoError
from ..i18n import _
from ..language.decoding import BYTE_ORDER_MARKS
from ..language.width import display_width
from .line import Line

_MASTHEAD_LINES = 12
_LONGEST_NUMBER = 8
_CONTROLS = regex.compile(r"[\p{Cc}--[\t\n\r\f\v\x85]]", regex.V1)
# any bytes are some UTF-16; a text has the commonest signs of one of the two languages
_COMMON = regex.compile(r"[的，。、]|[a-z] [a-z]")
_ENDS_CLAUSE = regex.compile(r"[.。!！?？:：;；,，][\p{Pe}\p{Pf}\"'0-9*]*\s*$")


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


def text_lines(text: str) -> list[Line]:
    """Return the printed lines that are not blank, with what a plain text says of their layout.

    Lines of a text that has one paragraph a line are marked whole.
    """
    lines: list[Line] = []
    gap = 0
    page, paged = 1, "\f" in text
    for number, raw in enumerate(regex.split(r"\r\n|[\n\r\v\x85\u2028\u2029]", text), 1):
        page += raw.count("\f")
        body = raw.replace("\f", "").expandtabs(4).rstrip()
        stripped = body.strip()
        if stripped:
            lead = len(body) - len(body.lstrip())
            for piece in _columns(stripped) if len(lines) < _MASTHEAD_LINES else [stripped]:
                lines.append(Line(piece, number, page=page if paged else None, gap=gap, lead=lead))
                gap = 0
        else:
            gap += 1
    return lines if _is_wrapped(lines) else [replace(line, whole=True) for line in lines]


def _columns(text: str) -> list[str]:
    """Cut the two columns of a masthead apart; a number and its title, far apart too, stay together."""
    left, *rest = regex.split(r"\s{6,}", text)
    return [left, *rest] if len(left) > _LONGEST_NUMBER else [text]


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


def _is_wrapped(lines: list[Line]) -> bool:
    """Tell a hard-wrapped text: many lines stop in mid-sentence, all at about the same width."""
    widths = sorted(display_width(line.text) for line in lines)
    if not widths:
        return False
    usual = widths[int(len(widths) * 0.9)]
    cut = sum(display_width(line.text) > usual * 0.7 and not _ENDS_CLAUSE.search(line.text) for line in lines)
    return 30 <= usual <= 160 and cut >= max(2, len(lines) * 0.15)
