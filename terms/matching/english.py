"""English terms in a text: a trie over words, whose edges are sets of lemmas.

A word of the text goes along an edge where the two lemma sets intersect. Every distinct word form is looked up once.
"""

import gc
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from ...language.words import known_parts, lemma_keys, spelling_key
from ..glossary import Concept, Glossary, Term

# An initialism; a word with what an apostrophe adds and the (s) of UN texts; one mark. Hyphens divide words.
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W\d_]+)?(?:\((?:s|es)\)(?!\w))?|(?!(?<=\w)[-‐‑–](?=\w))[^\w\s]|_"
)
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_PLURAL = re.compile(r"\((?:s|es)\)$", re.IGNORECASE)
_HYPHENS = frozenset("-‐‑–")
_ARTICLES = frozenset(("the", "The", "THE"))
_SHORT = 3
_LONGEST_ACRONYM = 8
_MANY = 20_000
# what an edge demands: capitals of a kind, and a word that is not the opposite participle
_ANY, _CAPITALS, _INITIAL, _LOWER = range(4)
_NO_ED, _NO_ING = 4, 8
# Start and end (half-open, in characters), and which groups of readings the matcher has for the span. A plain tuple:
# a long text has hundreds of thousands.
Occurrence = tuple[int, int, tuple[int, ...]]


class Token(NamedTuple):
    """A word or mark of a text; half-open span in characters."""

    raw: str
    start: int
    end: int


class Word(NamedTuple):
    """What counts of a word form: the keys of its lemmas, its capitals, and which participle it may be."""

    keys: tuple[str, ...]
    capitals: bool
    initial: bool
    participle: str


def tokens_of(text: str) -> list[Token]:
    """Return the words and marks of a text, without ``the``: an article more or less makes no other term."""
    columns = _columns_of(text)
    return [Token(*row) for row in zip(columns.raws, columns.starts, columns.ends, strict=True)]


class _Columns(NamedTuple):
    """The tokens of a text as three lists: a long text has too many for an object each."""

    raws: list[str]
    starts: list[int]
    ends: list[int]


def _columns_of(text: str) -> _Columns:
    raws: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        raw = match.group()
        if raw in _ARTICLES:
            continue
        raws.append(raw)
        start, end = match.span()
        starts.append(start)
        ends.append(end)
    return _Columns(raws, starts, ends) if raws else _Columns([text], [0], [len(text)])


def plain_form(raw: str) -> str:
    """Return a token in lower case, without possessive, ``(s)`` and the points of an initialism."""
    form = _POSSESSIVE.sub("", _PLURAL.sub("", raw)) if len(raw) > 1 else raw
    if len(form) > 2 and form[-1] == "s" and form[:-1].isupper():
        form = form[:-1]  # NGOs
    return (form.replace(".", "") if len(form) > 1 else form).lower()


def word_of(raw: str) -> Word:
    """Return what counts of a token."""
    letters = [character for character in raw if character.isalpha()]
    capitals = len(letters) > 1 and all(character.isupper() for character in letters[:-1])
    capitals = capitals and (letters[-1].isupper() or letters[-1] == "s")
    form = plain_form(raw)
    keys = lemma_keys(form)
    inflected = any(key != spelling_key(form) for key in keys)
    participle = form[-3:] if form.endswith("ing") else form[-2:] if form.endswith("ed") else ""
    return Word(keys, capitals, bool(letters) and letters[0].isupper(), participle if inflected else "")


def same_words(one: str, other: str) -> bool:
    """Return whether two English phrases are forms of each other, word by word."""
    left, right = tokens_of(one), tokens_of(other)
    return len(left) == len(right) and all(
        _same_word(word_of(a.raw), word_of(b.raw)) for a, b in zip(left, right, strict=True)
    )


def _same_word(one: Word, other: Word) -> bool:
    opposite = {one.participle, other.participle} == {"ing", "ed"}
    return not opposite and not set(one.keys).isdisjoint(other.keys)


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class _Node:
    """A place in the trie.

    Attributes:
        free: Nodes by lemma key, where nothing is demanded of capitals.
        demanding: Demands and nodes by lemma key, for the rest.
        group: Which group of terms ends here, -1 for none.
    """

    __slots__ = ("demanding", "free", "group")

    def __init__(self) -> None:
        # most nodes are the ends of terms: they share one empty mapping
        self.free: Mapping[str, list[_Node]] = _NOTHING
        self.demanding: Mapping[str, list[tuple[int, _Node]]] = _NOTHING
        self.group = -1

    def link(self, keys: tuple[str, ...], demand: int, node: "_Node") -> None:
        """Add the edges to a node."""
        if demand:
            if not isinstance(self.demanding, dict):
                self.demanding = {}
            for key in keys:
                self.demanding.setdefault(key, []).append((demand, node))
            return
        if not isinstance(self.free, dict):
            self.free = {}
        for key in keys:
            self.free.setdefault(key, []).append(node)

    def follow(self, word: Word) -> Sequence["_Node"]:
        """Return the nodes that a word of the text leads to."""
        keys = word.keys
        if not self.demanding and len(keys) == 1:
            return self.free.get(keys[0], ())
        nodes = [node for key in keys for node in self.free.get(key, ())]
        nodes += [node for key in keys for demand, node in self.demanding.get(key, ()) if _meets(word, demand)]
        return nodes if len(keys) == 1 else list({id(node): node for node in nodes}.values())


def _meets(word: Word, demand: int) -> bool:
    # developing countries are not developed countries, though both may be "develop"
    if (demand & _NO_ED and word.participle == "ed") or (demand & _NO_ING and word.participle == "ing"):
        return False
    capitals = demand & _LOWER
    if capitals == _CAPITALS:
        return word.capitals
    if capitals == _INITIAL:
        return word.initial
    return capitals == _ANY or not word.initial


# the node it starts from (by identity), lemma keys, and what is demanded besides
_Edge = tuple[int, tuple[str, ...], int]


class EnglishMatcher:
    """A trie over the English terms of a glossary.

    Args:
        glossary: The terms.

    Attributes:
        groups: The terms that end at each node where any does, by the index that occurrences give.
    """

    def __init__(self, glossary: Glossary) -> None:
        self.groups: list[list[tuple[Concept, Term]]] = []
        self._root = _Node()
        self._words: dict[str, Word] = {}
        self._starts: dict[str, Sequence[_Node]] = {}
        self._vocabulary: set[str] = set()
        terms = list(glossary.terms("en"))
        # a glossary all in capitals (as thesauri are) says nothing about capitals; its acronyms are no sign of that
        words = [term.text for _concept, term in terms if len(term.text) > _LONGEST_ACRONYM]
        shouted = sum(text.isupper() for text in words) * 2 > len(words)
        edges: dict[_Edge, _Node] = {}
        for concept, term in terms:
            self._add(concept, term, shouted, edges)
        if len(terms) > _MANY:
            # a million new objects make the collector's next full round due: here, rather than in the first search
            gc.collect()

    def _add(self, concept: Concept, term: Term, shouted: bool, edges: dict["_Edge", _Node]) -> None:
        tokens = tokens_of(term.text)
        forms = [tuple(token.raw for token in tokens)]
        if _HYPHENS.intersection(term.text) and (joined := _joined(term.text, tokens)) != forms[0]:
            forms.append(joined)
        for raws in forms:
            node = self._root
            for place, raw in enumerate(raws):
                word = self._word(raw)
                demand = _ANY if shouted else _demand(term, word, raw, place, len(raws))
                demand |= {"ing": _NO_ED, "ed": _NO_ING}.get(word.participle, 0)
                keys = word.keys
                if len(raws) == 1 and term.pos.lower() in ("noun", "n", "n."):
                    keys = lemma_keys(plain_form(raw), "noun")
                edge = (id(node), keys, demand)
                if edge not in edges:
                    edges[edge] = _Node()
                    node.link(keys, demand, edges[edge])
                    self._vocabulary.update(keys)
                node = edges[edge]
            if node.group < 0:
                node.group = len(self.groups)
                self.groups.append([])
            self.groups[node.group].append((concept, term))

    def _word(self, raw: str) -> Word:
        word = self._words.get(raw)
        if word is None:
            word = self._words[raw] = word_of(raw)
        return word

    def occurrences(self, text: str) -> list[Occurrence]:
        """Return every occurrence of every term, overlapping ones too."""
        columns = _columns_of(text)
        joins = dict(self._joins(text, columns))
        trail = _Trail(columns, joins, self._word)
        for place, raw in enumerate(columns.raws):
            nodes = self._starts.get(raw)
            if nodes is None:
                nodes = self._starts[raw] = self._root.follow(self._word(raw))
            if not nodes and place not in joins:
                continue
            ways = [(node, place + 1) for node in nodes]
            if place in joins:
                ways += [(node, place + 2) for node in self._root.follow(joins[place])]
            trail.walk(ways, place)
        return [(start, end, tuple(sorted(groups))) for (start, end), groups in trail.found.items()]

    def _joins(self, text: str, columns: _Columns) -> Iterator[tuple[int, Word]]:
        """Yield the places where two hyphened words are one word of the glossary: ``co-operation``."""
        for place, (end, start) in enumerate(zip(columns.ends, columns.starts[1:], strict=False)):
            if start - end == 1 and text[end] in _HYPHENS:
                word = self._word(columns.raws[place] + columns.raws[place + 1])
                if not self._vocabulary.isdisjoint(word.keys):
                    yield place, word


# a node, and the place of the next word
_Way = tuple[_Node, int]


class _Trail:
    """A text's words, with what has been found out on the way: a text says the same things often.

    Attributes:
        found: Span, half-open, in characters -> the groups of terms that stand there.
    """

    __slots__ = ("_columns", "_joins", "_known", "_word", "found")

    def __init__(self, columns: _Columns, joins: dict[int, Word], word: Callable[[str], Word]) -> None:
        self._columns = columns
        self._joins = joins
        self._word = word
        self._known: dict[tuple[int, str], Sequence[_Node]] = {}
        self.found: dict[tuple[int, int], set[int]] = {}

    def walk(self, ways: list[_Way], first: int) -> None:
        """Follow the trie from one token, all ways, and note where terms end."""
        raws, starts, ends = self._columns
        while ways:
            node, place = ways.pop()
            if node.group >= 0:
                self.found.setdefault((starts[first], ends[place - 1]), set()).add(node.group)
            if place >= len(ends) or not (node.free or node.demanding):
                continue
            key = (id(node), raws[place])
            nodes = self._known.get(key)
            if nodes is None:
                nodes = self._known[key] = node.follow(self._word(raws[place]))
            ways += [(child, place + 1) for child in nodes]
            if place in self._joins:
                ways += [(child, place + 2) for child in node.follow(self._joins[place])]


def _joined(text: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    """Return a term's words with hyphened words as one: ``policy-maker`` is also looked for as ``policymaker``."""
    raws: list[str] = []
    end = -1
    for token in tokens:
        if raws and token.start == end + 1 and text[end] in _HYPHENS:
            raws[-1] += token.raw
        else:
            raws.append(token.raw)
        end = token.end
    return tuple(raws)


def _is_common(form: str) -> bool:
    """Return whether an acronym's letters are, or may be, an ordinary word as well."""
    return len(form) <= _SHORT or bool(known_parts(form))


def _demand(term: Term, word: Word, raw: str, place: int, length: int) -> int:
    """Return what a term demands of the capitals of one of its words."""
    if not (word.capitals or term.case):
        return _ANY
    letters = sum(character.isalpha() for character in raw)
    # WHO is not who, AIDS not aids, but Covid is COVID; and a term all in capitals is a title, and says nothing
    if word.capitals and (length == 1 or not term.text.isupper()) and _is_common(plain_form(raw)):
        return _CAPITALS
    if not (term.case and letters):
        return _ANY
    if word.capitals:
        return _CAPITALS
    if word.initial:
        return _INITIAL
    return _LOWER if place else _ANY
