"""The head of an HTML page: what belongs to it, and what only an unclosed head has drawn into it."""

from itertools import dropwhile

from lxml import etree

# HTML Living Standard, 13.2.6.4.4 "in head"; any other element closes the head and opens the body
_HEAD_ELEMENTS = frozenset(
    {"title", "meta", "link", "script", "style", "base", "basefont", "bgsound", "noscript", "noframes", "template",
     "object", "isindex"}
)  # fmt: skip


def free_text_in_head(root: etree._Element) -> None:
    """Move what is no part of a head to the beginning of the body, as a browser does.

    libxml2 knows the elements of HTML 4 only: after an unclosed head it takes ``main``, ``section`` or ``header`` for
    elements of the head.
    """
    for head in list(root.iter("head")):
        moved = list(dropwhile(lambda child: child.tag in _HEAD_ELEMENTS, head))
        if moved:
            _put_first(moved, _body_after(head))


def _body_after(head: etree._Element) -> etree._Element:
    """Return the body that follows a head, a new one where there is none."""
    body = next(head.itersiblings("body"), None)
    if body is None:
        body = head.makeelement("body")
        head.addnext(body)
        body.tail, head.tail = head.tail, None
    return body


def _put_first(nodes: list[etree._Element], body: etree._Element) -> None:
    text, body.text = body.text, None
    for at, node in enumerate(nodes):
        body.insert(at, node)  # its tail goes with it
    nodes[-1].tail = (nodes[-1].tail or "") + (text or "")
