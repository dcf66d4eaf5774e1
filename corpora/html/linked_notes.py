"""Notes in HTML: a short link forward is a reference, the block that it leads to is the note."""

import regex
from lxml import etree

from ...language.note_marks import linked_mark
from ..line import tidy

_BACK = regex.compile(r"[\[(]?\s*(?:[↩↑^⬆]\ufe0e?|back|返回)\s*[\])]?", regex.IGNORECASE)
_NOTE_BLOCKS = frozenset({"p", "li", "div", "dd", "dt", "td", "aside", "section", "footnote"})


class LinkedNotes:
    """The notes of a page, found by its internal links."""

    def __init__(self, root: etree._Element) -> None:
        order: dict[etree._Element, int] = {}
        targets: dict[str, etree._Element] = {}
        links: list[etree._Element] = []
        for at, node in enumerate(root.iter()):
            order[node] = at
            for key in (node.get("id"), node.get("name") if node.tag == "a" else None):
                if key:
                    targets.setdefault(key, node)
            if node.tag == "a" and node.get("href", "").startswith("#"):
                links.append(node)
        self._calls: dict[etree._Element, str] = {}
        self._notes: dict[etree._Element, str] = {}
        self._backs: set[etree._Element] = set()
        self._find(links, targets, order)

    def _find(
        self, links: list[etree._Element], targets: dict[str, etree._Element], order: dict[etree._Element, int]
    ) -> None:
        for link in links:
            target = targets.get(link.get("href", "")[1:])
            label = linked_mark(_printed(link))
            if target is None or not label or order[target] <= order[link]:
                continue
            block = _block_of(target)
            if block is not None and block is not _block_of(link):
                self._calls[link] = label
                self._notes.setdefault(block, label)
        for link in links:
            target = targets.get(link.get("href", "")[1:])
            if target is None or order[target] > order[link] or not self._in_note(link):
                continue
            if linked_mark(_printed(link)) or _BACK.fullmatch(_printed(link)):
                self._backs.add(link)

    def _in_note(self, link: etree._Element) -> bool:
        return any(node in self._notes for node in link.iterancestors())

    def called(self, node: etree._Element) -> str:
        """Return the label of the note that this link calls; empty for every other node."""
        return self._calls.get(node, "")

    def is_note(self, node: etree._Element) -> bool:
        """Tell whether a node is the block of a note."""
        return node in self._notes

    def label_of(self, node: etree._Element) -> str:
        """Return the label of a note's block, as its first reference prints it."""
        return self._notes[node]

    def is_back_link(self, node: etree._Element) -> bool:
        """Tell a link from a note back to the text."""
        return node in self._backs


def _printed(link: etree._Element) -> str:
    return tidy("".join(map(str, link.itertext()))).strip()


def _block_of(node: etree._Element) -> etree._Element | None:
    """Return the block that a node is or stands in."""
    while node is not None and node.tag not in _NOTE_BLOCKS:
        parent = node.getparent()
        if parent is None:
            return None
        node = parent
    return node
