"""Characters that a memory may hold: NFC, no control characters, nothing of no width, XML-escaped.

Characters are told by their Unicode category: Cc (controls, but tab and newline), Cf (format: zero-width spaces and
joiners, direction marks, soft hyphens, byte-order marks), Cs (surrogates) and the non-characters go.
"""

import unicodedata
from functools import cache

import regex

_VERTICAL = {"\x0b": " ", "\x0c": " ", "\r": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_NOT_XML = regex.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_clean(text: str) -> bool:
    """Return whether text surely needs no cleaning: a quick look that may be wrong only by saying no.

    `str.isprintable` is true only without characters of the categories C and Z, the space excepted.
    """
    return text.isprintable() and unicodedata.is_normalized("NFC", text)


def clean_text(text: str) -> str:
    """Return text in NFC without control, zero-width and other invisible characters; vertical white space stays space.

    Example:
        >>> clean_text("re\\u200bport\\x0bA")
        'report A'
    """
    if not text.isprintable():
        for character in set(text):
            wanted = _wanted(character)
            if wanted != character:
                text = text.replace(character, wanted)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def xml_text(text: str) -> str:
    """Return text without the characters that XML 1.0 forbids, all others as they are."""
    return _NOT_XML.sub("", text)


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
    if character in _VERTICAL:
        return _VERTICAL[character]
    if character in "\t\n" or character.isprintable():
        return character
    return (
        "" if unicodedata.category(character) in ("Cc", "Cf", "Cs") or ord(character) & 0xFFFE == 0xFFFE else character
    )
