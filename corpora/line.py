"""Lines with layout: what every reader of a format hands to the one reader of structure."""

from dataclasses import dataclass, field
from typing import Literal

from ..language.annotated_text import NoteReference


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one whole paragraph where the format has paragraphs.

    A plain-text extraction knows text and number only; a PDF knows the layout; a DOCX knows the roles. What a
    format does not know keeps its default, and the structure reader decides from the rest.

    Attributes:
        text: The text; note references may already be taken out and stand in ``notes``.
        number: 1-based line (or paragraph) in the file.
        page: 1-based page, where known.
        indent: Left edge in points from the text area's left edge, where known.
        size: Font size in points, where known.
        bold: Set in bold, where known.
        role: What the format itself says of the line, where it says: ``heading``, ``footnote``, ``furniture``, ….
        label: The number that the format computes or marks (Word's numbering, a footnote's number), not in ``text``.
        level: Heading or list level that the format gives, 1 = outermost, 0 = none.
        notes: Note references already told by the format, offsets into ``text``.
        cells: Cells of a table row.
        reason: Why a line of role ``furniture`` is furniture, as `Furniture.reason` has it.
        whole: True when the line is a whole paragraph that must not be joined with its neighbours.
        gap: Blank lines above it in a plain text, None where the format does not say.
        lead: Spaces before it in a plain text; for a layout format 1 where its first line is indented or centred.
    """

    text: str
    number: int
    page: int | None = None
    indent: float | None = None
    size: float | None = None
    bold: bool | None = None
    role: Literal["", "title", "front", "heading", "body", "item", "footnote", "row", "furniture"] = ""
    label: str = ""
    level: int = 0
    notes: tuple[NoteReference, ...] = ()
    cells: tuple[str, ...] = field(default=())
    reason: str = ""
    whole: bool = False
    gap: int | None = None
    lead: int = 0
