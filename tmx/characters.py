"""Characters that a memory may hold: NFC, no control characters, nothing of no width, XML-escaped.

Characters are told by their Unicode category: Cc (controls) without tab and newline, Cf (format: zero-width spaces and
joiners, direction marks, soft hyphens, byte-order marks), Cs and Cn (surrogates and non-characters).
"""

import re
import unicodedata
from functools import cache

# one class for the quick look at a whole block; `_wanted` decides by category, character by character
SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff\U000e0000-\U000e007f]"
)
_OPEN_SPACE = {"\x0b": " ", "\x0c": " ", "\r": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}


def clean_text(text: str) -> str:
    """Return text in NFC without control, zero-width and other invisible characters; vertical white space stays space.

    Example:
        >>> clean_text("re\\u200bport\\x0bA")
        'report A'
    """
    if SUSPECT.search(text):
        text = SUSPECT.sub(lambda match: _wanted(match.group()), text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def escaped(text: str) -> str:
    """Escape text for XML contents."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def escaped_attribute(text: str) -> str:
    """Escape text for an XML attribute in double quotes; line ends and tabs are kept as references."""
    text = escaped(text)
    if '"' in text:
        text = text.replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;") if "\n" in text or "\t" in text else text


@cache
def _wanted(character: str) -> str:
    if character in _OPEN_SPACE:
        return _OPEN_SPACE[character]
    return "" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn") else character
