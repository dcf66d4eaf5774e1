"""The Document: what every reader returns and every aligner takes."""

from dataclasses import dataclass
from typing import Literal

from ..language import Language
from ..language.annotated_text import AnnotatedText, NoteReference

Kind = Literal["title", "front", "summary", "heading", "paragraph", "item", "footnote", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of a document's structure.

    Attributes:
        kind: What it is.
        label: The number as printed, without its full stop: ``12``, ``第一章``, ``(a)``; empty where it has none.
        text: The text, without label and note numbers, rejoined as the original has it.
        level: Depth of a heading or of an item in its lists, 1 = outermost; 0 for the rest.
        path: Keys of the headings above it, outermost first, as their `key` has them.
        notes: References to footnotes in ``text``, by offset.
        line: 1-based line of its first character in the file.
        page: 1-based page, where the format has pages.
        cells: The cells of a table row, left to right.
        key: ``label`` as parsed, the same in both languages: ``12``, ``II``, ``a``, ``art3``; empty where it has none.
        style: How its number is written, as `structure.labels.Style` names it: ``arabic``, ``lower-paren``; empty where
            it has none.
        value: What its number counts to among its like, 1-based: 3 for ``(c)``; 0 where it has none.
    """

    kind: Kind
    label: str
    text: str
    level: int = 0
    path: tuple[str, ...] = ()
    notes: tuple[NoteReference, ...] = ()
    line: int = 0
    page: int | None = None
    cells: tuple[str, ...] = ()
    key: str = ""
    style: str = ""
    value: int = 0

    @property
    def annotated(self) -> AnnotatedText:
        """The text with its note references."""
        return AnnotatedText(self.text, self.notes)


@dataclass(frozen=True, slots=True)
class RunningMatter:
    """A line that belongs to the page, not to the text; kept so that ``--explain`` can list it.

    Attributes:
        line: 1-based line in the file.
        text: The line as it stood.
        reason: Why it was taken out: ``running head``, ``page number``, ``job number``, ``rule``, ``link``, …
    """

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document's structure in reading order; footnotes stand where they were found.

    Attributes:
        source: Name of the file it was read from.
        language: Language of the text.
        symbol: Document symbol (``A/76/36``) where it stands in the text, else empty.
        title: Title where it stands in the text, else empty.
        encoding: How the bytes were read, e.g. ``utf-8``, ``gb18030``; the format's name for PDF or DOCX.
        blocks: All blocks.
        running_matter: What was taken for running matter.
        warnings: What a reader should know, a line each.
        date: ISO date of the document (``2021-08-04``) where it stands in the text, else empty.
    """

    source: str
    language: Language
    blocks: tuple[Block, ...]
    symbol: str = ""
    title: str = ""
    encoding: str = ""
    running_matter: tuple[RunningMatter, ...] = ()
    warnings: tuple[str, ...] = ()
    date: str = ""
