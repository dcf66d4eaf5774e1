"""A reader of Turtle (W3C, RDF 1.1 Turtle) for vocabularies: statements of named subjects, one at a time.

Blank nodes and collections are skipped, for no label of a thesaurus stands in one.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from ...errors import DuizhaoError
from ...i18n import _

_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*)
    |(?P<iri><[^<>"{}|^`\x00-\x20]*>)
    |(?P<long>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*''')
    |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<directive>@prefix\b|@base\b|(?:PREFIX|BASE|prefix|base)(?=\s))
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<type>\^\^)
    |(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w:]))
    |(?P<mark>[;,\[\]()]|\.(?!\w))
    |(?P<name>(?:_:)?[^\s<>"'\[\](){};,#@^]*[^\s<>"'\[\](){};,#@^.])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class Statement(NamedTuple):
    """One triple; the object is an IRI, or a literal with its language tag (empty for none)."""

    subject: str
    predicate: str
    value: str
    language: str


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


def statements(text: str, *, file: str) -> Iterator[Statement]:
    """Yield the statements of a Turtle text, in order.

    Raises:
        DuizhaoError: The text is no Turtle; with the line.
    """
    yield from _Reader(text, file).statements()


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._prefixes: dict[str, str] = {}
        self._base = ""
        self._tokens = self._split()
        self._next = next(self._tokens, None)

    def _split(self) -> Iterator[_Token]:
        place = 0
        while place < len(self._text):
            match = _TOKEN.match(self._text, place)
            if match is None or match.end() == place:
                raise self._wrong(place)
            if match.lastgroup != "skip":
                yield _Token(str(match.lastgroup), match.group(), place)
            place = match.end()

    def _wrong(self, place: int) -> DuizhaoError:
        found = self._text[place : place + 20].split("\n")[0]
        line = self._text.count("\n", 0, place) + 1
        return DuizhaoError(_("no Turtle here: {found!r}").format(found=found), file=self._file, line=line)

    def _take(self) -> _Token:
        token = self._next
        if token is None:
            raise self._wrong(len(self._text))
        self._next = next(self._tokens, None)
        return token

    def _expect(self, mark: str) -> None:
        token = self._take()
        if token.text != mark:
            raise self._wrong(token.start)

    def statements(self) -> Iterator[Statement]:
        while self._next is not None:
            if self._next.kind == "directive":
                self._directive()
                continue
            subject = self._resource(self._take())
            if self._next is not None and self._next.text == ".":
                self._take()
                continue
            yield from self._predicates(subject, ".")
            self._expect(".")

    def _directive(self) -> None:
        word = self._take().text
        if word.lower().lstrip("@") == "prefix":
            prefix = self._take().text.removesuffix(":")
            self._prefixes[prefix] = self._iri(self._take())
        else:
            self._base = self._iri(self._take())
        if word.startswith("@"):
            self._expect(".")

    def _predicates(self, subject: str, end: str) -> Iterator[Statement]:
        while self._next is not None and self._next.text != end:
            token = self._take()
            predicate = _TYPE if token.text == "a" else self._resource(token)
            while True:
                value, language = self._object()
                if subject:
                    yield Statement(subject, predicate, value, language)
                if self._next is None or self._next.text != ",":
                    break
                self._take()
            while self._next is not None and self._next.text == ";":
                self._take()

    def _object(self) -> tuple[str, str]:
        token = self._take()
        if token.kind in ("string", "long"):
            quotes = 3 if token.kind == "long" else 1
            value = _unescaped(token.text[quotes:-quotes])
            if self._next is not None and self._next.kind == "language":
                return value, self._take().text[1:].lower()
            if self._next is not None and self._next.kind == "type":
                self._take()
                self._resource(self._take())
            return value, ""
        if token.kind == "number":
            return token.text, ""
        return self._resource(token), ""

    def _resource(self, token: _Token) -> str:
        """Return an IRI; empty for a blank node or collection, whose contents are passed over."""
        if token.kind == "iri":
            return self._iri(token)
        if token.text == "[":
            for _statement in self._predicates("", "]"):
                pass
            self._expect("]")
            return ""
        if token.text == "(":
            while self._next is not None and self._next.text != ")":
                self._object()
            self._expect(")")
            return ""
        if token.kind != "name" or token.text.startswith("_:"):
            if token.text.startswith("_:"):
                return ""
            raise self._wrong(token.start)
        if token.text in ("true", "false"):
            return token.text
        prefix, colon, name = token.text.partition(":")
        if not colon or prefix not in self._prefixes:
            raise self._wrong(token.start)
        return self._prefixes[prefix] + name.replace("\\", "")

    def _iri(self, token: _Token) -> str:
        if token.kind != "iri":
            raise self._wrong(token.start)
        return urljoin(self._base, _unescaped(token.text[1:-1])) if self._base else _unescaped(token.text[1:-1])


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda match: _character(match.group(1)), text)


def _character(escape: str) -> str:
    if escape[0] in "uU" and len(escape) > 1:
        code = int(escape[1:], 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    return _ESCAPED.get(escape, escape)
