"""The Bitext: two documents' pairs in reading order, with what is left over on either side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..corpora.document import Document, Kind
from ..language.annotated_text import NoteReference
from .sentences.beads import Bead

Level = Literal["sentence", "paragraph"]
LOW = 0.5  # pairs under this confidence are worth a look


@dataclass(frozen=True, slots=True)
class Pair:
    """Chinese and English that belong together, or one side alone, left over.

    Attributes:
        id: An id that lasts: ``p5.2`` (paragraph 5, second bead), ``h:II.A.1``, ``fn12``.
        kind: Kind of the blocks it comes from.
        label: The number as printed (the Chinese side's, else the English side's).
        zh: Chinese text; empty when the English is left over.
        en: English text; empty when the Chinese is left over.
        confidence: 0..1; of pairs at 0.9 about 90 % are right. 0 for what is left over.
        reason: Why it was made: ``number``, ``contents`` or ``order`` of its blocks, ``+sentence`` after it where the
            blocks were cut; ``sentence`` where there are no blocks; ``leftover``; ``confirmed`` by a person.
        note: What a reader should know of it, one line; empty for nothing.
        zh_notes: Note references in ``zh``.
        en_notes: Note references in ``en``.
    """

    id: str
    kind: Kind
    label: str
    zh: str
    en: str
    confidence: float
    reason: str = ""
    note: str = ""
    zh_notes: tuple[NoteReference, ...] = ()
    en_notes: tuple[NoteReference, ...] = ()

    @property
    def matched(self) -> bool:
        """Whether both sides are there."""
        return bool(self.zh and self.en)


@dataclass(frozen=True, slots=True)
class Bitext:
    """Pairs in reading order.

    Attributes:
        pairs: All pairs and all leftovers: every block of both documents is in one of them.
        level: Whether long blocks were cut into sentences.
        symbol: Document symbol, where known.
        title: Title, where known.
        date: ISO date of the document (``2021-08-04``), where known; empty otherwise.
        zh: The Chinese document, where the bitext was made from documents.
        en: The English document, likewise.
        warnings: What the user must know, a line each.
        beads: Line numbers of the pairs, where the bitext was made from files with a sentence a line.
    """

    pairs: tuple[Pair, ...]
    level: Level = "sentence"
    symbol: str = ""
    title: str = ""
    date: str = ""
    zh: Document | None = None
    en: Document | None = None
    warnings: tuple[str, ...] = ()
    beads: tuple[Bead, ...] = ()

    def __iter__(self) -> Iterator[Pair]:
        return iter(self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    @property
    def matched(self) -> tuple[Pair, ...]:
        """The pairs with both sides."""
        return tuple(pair for pair in self.pairs if pair.matched)

    @property
    def leftovers(self) -> tuple[Pair, ...]:
        """What stands on one side only."""
        return tuple(pair for pair in self.pairs if not pair.matched)
