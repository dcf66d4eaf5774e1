"""The text of an HTML page in reading order: where each element's begins and ends, and in which block each piece is."""

from bisect import bisect_left
from dataclasses import dataclass, field

from lxml import etree

BLOCKS = frozenset(
    {
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "ul", "menu", "dir", "dl", "dt", "dd", "table",
        "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "section", "article", "main", "header", "footer", "nav",
        "aside", "blockquote", "pre", "address", "figure", "figcaption", "form", "fieldset", "legend", "hr", "center",
        "body", "html", "details", "summary", "dialog", "hgroup", "search", "listing", "xmp", "plaintext", "noframes",
    }
)  # fmt: skip
# never printed; a reading aid (rt, rp) stands above the characters that it explains
NO_TEXT = frozenset({"script", "style", "template", "head", "title", "svg", "iframe", "object", "rt", "rp", "datalist"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class PrintedText:
    """The pieces of text of a page that are no white space; each element and each piece has a place, ascending.

    Attributes:
        spans: Each element -> its own place and the place after all that is in it, half-open.
        places: The place of each piece.
        pieces: The pieces.
        blocks: The block that each piece stands in.
        headings: The places of all headings.
        sizes: Characters of text before each piece, and of all.
    """

    spans: dict[etree._Element, tuple[int, int]] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    blocks: list[etree._Element] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=lambda: [0])

    def begin(self, element: etree._Element) -> int:
        """Return the index of the first piece in or after an element."""
        return bisect_left(self.places, self.spans[element][0])

    def end(self, element: etree._Element) -> int:
        """Return the index after the last piece in an element; that of `begin` where it has none."""
        return bisect_left(self.places, self.spans[element][1])

    def head(self, element: etree._Element, most: int) -> str:
        """Return the first characters of an element's text, some more than ``most`` where it is longer."""
        return self.between(self.begin(element), self.end(element), most)

    def between(self, first: int, last: int, most: int) -> str:
        """Return the text of the pieces from ``first`` to ``last``, some more than ``most`` characters at most."""
        text = ""
        for index in range(first, last):
            text += self.pieces[index]
            if len(text) > most:
                break
        return text

    def before(self, element: etree._Element, most: int) -> str:
        """Return the end of what stands before an element in its block, some more than ``most`` characters at most."""
        at = self.begin(element)
        text = ""
        block = self.blocks[at] if at < len(self.blocks) else None
        while at and self.blocks[at - 1] is block and len(text) <= most:
            at -= 1
            text = self.pieces[at] + text
        return text

    def opens_block(self, index: int) -> bool:
        """Whether a piece is the first of its block."""
        return index == self.begin(self.blocks[index])

    def holds(self, outer: etree._Element, inner: etree._Element) -> bool:
        """Whether an element is another one or stands in it."""
        start, end = self.spans[outer]
        return start <= self.spans[inner][0] < end

    def has_heading(self, element: etree._Element) -> bool:
        """Whether an element is a heading or has one in it."""
        start, end = self.spans[element]
        at = bisect_left(self.headings, start)
        return at < len(self.headings) and self.headings[at] < end

    def share(self, element: etree._Element) -> float:
        """Return the share of the page's characters that stand in an element."""
        return (self.sizes[self.end(element)] - self.sizes[self.begin(element)]) / max(self.sizes[-1], 1)


def printed_text(root: etree._Element) -> PrintedText:
    """Go through a page once and note where its text stands."""
    text = PrintedText()
    open_blocks = [root]
    place = 0

    def add(piece: str | None) -> None:
        nonlocal place
        if piece and not piece.isspace():
            text.places.append(place)
            text.pieces.append(piece)
            text.blocks.append(open_blocks[-1])
            text.sizes.append(text.sizes[-1] + len(piece.strip()))
            place += 1

    events = etree.iterwalk(root, events=("start", "end"))
    for event, node in events:
        if event == "end":
            if node.tag in BLOCKS:
                open_blocks.pop()
            text.spans[node] = (text.spans[node][0], place)
            if node is not root:
                add(node.tail)
            continue
        text.spans[node] = (place, place)
        place += 1
        if node.tag in BLOCKS:
            open_blocks.append(node)
        if node.tag in HEADINGS:
            text.headings.append(place - 1)
        if node.tag in NO_TEXT:
            events.skip_subtree()
        else:
            add(node.text)
    return text
