"""Mastheads beside each other: the front matter of two documents cut alike, by its contents.

One file has its masthead in printed lines, another in paragraphs, a third in lines that run over from the agenda item
into the title. So both are taken apart into pieces, as far as lines and contents tell; the pieces are aligned as
sentences are, and what belongs together becomes one block on either side.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, takewhile

import regex

from ..corpora.document import Block, Document
from ..language import Language
from ..language.annotated_text import join
from .encoders.encoder import Encoder
from .sentences.aligner import align_sentences

_MOST = 80  # blocks: front matter with a table of contents is no masthead
# what stands in mastheads and has a form of its own, in the same order for both languages: session, agenda item, date,
# distribution, language of the original, report or note of an officer (whose end has none)
_CONTENTS: "dict[Language, tuple[regex.Pattern[str], ...]]" = {
    "en": (
        regex.compile(r"\p{Lu}\p{Ll}+(?:-\p{Ll}+)?(?: special| resumed| regular)? session\b"),
        regex.compile(
            r"(?:Provisional agenda i|Agenda i|I)tems? \d+(?: ?\([a-z]\))?"
            r"(?:(?:,| and|,? to|[–-]) ?\d+(?: ?\([a-z]\))?)*"
            r"(?: of the (?:provisional agenda|preliminary list))?\*{0,2}"
        ),
        regex.compile(r"\d{1,2}(?: \p{Lu}\p{Ll}{2,8})?(?: ?(?:[–-]|to) ?\d{1,2})? \p{Lu}\p{Ll}{2,8} \d{4}\b"),
        regex.compile(r"Distr\.: ?\p{Lu}\p{Ll}+"),
        regex.compile(r"Original: ?\p{Lu}\p{Ll}+"),
        regex.compile(r"\b(?:Report|Note|Letter|Statement|\p{Lu}\p{Ll}+ reports?) (?:of|by|from|on|dated)\b.*"),
    ),
    "zh": (
        regex.compile(r"第[\p{Han}\d]{1,8}[届屆](?:特别|特別|常会)?(?:会议|會議)"),
        regex.compile(
            r"(?:临时|臨時)?[议議]程[项項]目\d+(?:[(（][a-z][)）])?(?:[、和至]\d+(?:[(（][a-z][)）])?)*\*{0,2}"
        ),
        regex.compile(r"\d{4}年\d{1,2}月\d{1,2}日(?:至(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日)?"),
        regex.compile(r"Distr\.: ?\p{Lu}\p{Ll}+"),
        regex.compile(r"原文[：:] ?\p{Han}{2,6}"),
        regex.compile(r".{2,40}的(?:报告|報告|说明|說明)"),
    ),
}


def match_mastheads(zh: Document, en: Document, encoder: Encoder) -> tuple[Document, Document]:
    """Cut the front matter of two documents alike; a title that one of them knows is a title in both.

    Args:
        zh: The Chinese document.
        en: The English document.
        encoder: Compares the pieces.

    Returns:
        The Chinese and the English document: the same text, in other blocks where that brings the mastheads together.
    """
    fronts = _front_blocks(zh), _front_blocks(en)
    if not all(fronts):
        return zh, en
    alone = _standing_alone(fronts[0], "zh"), _standing_alone(fronts[1], "en")
    left = _FrontMatter(zh, _pieces(fronts[0], "zh", [one < other for one, other in zip(*alone, strict=True)]))
    right = _FrontMatter(en, _pieces(fronts[1], "en", [other < one for one, other in zip(*alone, strict=True)]))
    # several whole blocks beside several are not put together: the block aligner may still tell them apart
    beads = [
        bead
        for bead in align_sentences(left.texts, right.texts, encoder)
        if bead.matched and (1 in (len(bead.zh), len(bead.en)) or left.cuts(bead.zh) or right.cuts(bead.en))
    ]
    ours, theirs = [bead.zh for bead in beads], [bead.en for bead in beads]
    told = left.titled(ours), right.titled(theirs)
    both = [at for at in told[0] if at in told[1]]
    # one that knows no title takes the other's; two that know different ones keep theirs
    either = both or ([] if all(told) else [*told[0], *told[1]])
    title = either[-1] if either else -1
    return left.recut(ours, title), right.recut(theirs, title)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Part of a block of front matter.

    Attributes:
        block: Index of the block in its document.
        start: Offset of its first character in the block's text, half-open with ``end``.
        end: Offset after its last character.
    """

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _FrontMatter:
    """The pieces of a document's front matter, in order."""

    document: Document
    pieces: tuple[_Piece, ...]

    @property
    def texts(self) -> list[str]:
        blocks = self.document.blocks
        return [blocks[piece.block].text[piece.start : piece.end] for piece in self.pieces]

    def cuts(self, span: range) -> bool:
        """Whether a run of pieces begins or ends inside a block."""
        first, last = self.pieces[span.start], self.pieces[span.stop - 1]
        return first.start > 0 or last.end < len(self.document.blocks[last.block].text)

    def titled(self, spans: Sequence[range]) -> list[int]:
        """Return which runs of pieces hold something of the title."""
        blocks = self.document.blocks
        return [at for at, span in enumerate(spans) if any(blocks[self.pieces[k].block].kind == "title" for k in span)]

    def recut(self, spans: Sequence[range], title: int) -> Document:
        """Return the document with a block for each run of pieces; that of the run ``title`` is the title."""
        runs = self._runs(spans)
        made = []
        for run in runs:
            block = self._block(run)
            if title >= 0:
                block = replace(block, kind="title" if spans[title].start in run else "front")
            made.append(block)
        blocks = (*made, *self.document.blocks[self.pieces[-1].block + 1 :])
        text = next((block.text for block in blocks if block.kind == "title"), "")
        return replace(self.document, blocks=blocks, title=text)

    def _runs(self, spans: Sequence[range]) -> list[range]:
        """Return all pieces in runs: those that belong together, and what is left; no block is cut for nothing."""
        begins = set(range(len(self.pieces)))
        held = {k for span in spans for k in span}
        for span in spans:
            begins -= set(span[1:])
        for k in range(len(self.pieces)):
            if k not in held:
                neighbour = k if k and self.pieces[k].block == self.pieces[k - 1].block else k + 1
                if neighbour < len(self.pieces) and self.pieces[neighbour].block == self.pieces[neighbour - 1].block:
                    begins.discard(neighbour)
        return [range(first, last) for first, last in pairwise([*sorted(begins), len(self.pieces)])]

    def _block(self, run: range) -> Block:
        parts: list[_Piece] = []
        for piece in (self.pieces[k] for k in run):
            if parts and parts[-1].block == piece.block:
                piece = _Piece(piece.block, parts.pop().start, piece.end)
            parts.append(piece)
        blocks = self.document.blocks
        texts = (blocks[part.block].annotated.slice(part.start, part.end).strip() for part in parts)
        text = join(texts, "" if self.document.language == "zh" else " ")
        return replace(blocks[parts[0].block], text=text.text, notes=text.notes)


def _front_blocks(document: Document) -> list[Block]:
    """Return the blocks of a document's front matter, up to the first that is numbered or text."""
    begin = (block.kind in ("front", "title") and not block.label and not block.cells for block in document.blocks)
    return [block for block, _front in zip(document.blocks[:_MOST], takewhile(bool, begin), strict=False)]


def _standing_alone(blocks: Sequence[Block], language: Language) -> list[int]:
    """Return how many blocks are of one kind of contents and nothing else, for each kind."""
    return [sum(bool(kind.fullmatch(block.text)) for block in blocks) for kind in _CONTENTS[language]]


def _pieces(blocks: Sequence[Block], language: Language, wanted: Sequence[bool]) -> tuple[_Piece, ...]:
    """Take blocks apart at the contents of the wanted kinds: those that stand alone more often on the other side."""
    kinds = [kind for kind, want in zip(_CONTENTS[language], wanted, strict=True) if want]
    pieces: list[_Piece] = []
    for at, block in enumerate(blocks):
        found = (match.span() for kind in kinds for match in kind.finditer(block.text))
        cuts = {0, len(block.text), *chain.from_iterable(found)}
        pieces += [_Piece(at, *span) for span in pairwise(sorted(cuts)) if block.text[slice(*span)].strip()]
    return tuple(pieces)
