"""Addresses of official documents: where the UN's document service has a symbol in a language."""

from urllib.parse import quote

from ...language.symbols import Symbol

DEFAULT_BASE = "https://documents.un.org"
# the six official languages: code -> the letter that names a version in the UN's file names
LANGUAGE_LETTERS = {"ar": "A", "zh": "C", "en": "E", "fr": "F", "ru": "R", "es": "S"}


def symbol_address(symbol: Symbol, language: str, document: bool = False, base: str = DEFAULT_BASE) -> str:
    """Return the address of one language version of a document.

    Args:
        symbol: The document.
        language: ``zh``, ``en``, ``fr``, ``es``, ``ru`` or ``ar``.
        document: Ask for the word-processing file instead of the PDF.
        base: Scheme and host of the document service.
    """
    kind = "doc" if document else "pdf"
    return f"{base.rstrip('/')}/api/symbol/access?s={quote(str(symbol), safe='/')}&l={language}&t={kind}"
