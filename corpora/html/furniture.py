"""What belongs to a page and not to its text: navigation, forms, its foot, comments, what is hidden or struck out."""

import regex
from lxml import etree

from ..xml import text_of
from .printed_text import BLOCKS, HEADINGS, PrintedText

_PAGE_PARTS = {"nav": "navigation", "footer": "page foot"}
_PAGE_ROLES = {"navigation": "navigation", "search": "page layout", "contentinfo": "page foot"}
_FORM_PARTS = frozenset({"input", "select", "button", "textarea", "noscript", "audio", "video", "canvas"})
_FIELDS_WITHOUT_TEXT = frozenset({"hidden", "password", "checkbox", "radio", "file", "image", "color", "range"})
_BRACKETED = regex.compile(r"\s*[\[［【]\s*[^\[\]]{1,40}[\]］】]\s*")
# a foot in one of these is the foot of a text or a quotation, not of the page
_TEXT_PARTS = frozenset({"article", "main", "section", "blockquote", "aside", "li", "td", "figure"})
MOST_OF_PAGE = 0.5  # a part of the page with more of its text than this, or with a title, is no furniture
_HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", regex.IGNORECASE)
# what Word saves of comments: their list, and the links to it
_COMMENTS = regex.compile(r"mso-element\s*:\s*comment", regex.IGNORECASE)
_TO_COMMENT = "#_msocom"
_EDITS = regex.compile(r"edit", regex.IGNORECASE)
_FEWEST_PIECES = 5  # of text in the main part of a page; a note or a paragraph has fewer
_FIRST_PIECES = 3  # of a page's text, among which links stand that lead past its head


def page_part(node: etree._Element, printed: PrintedText) -> str:
    """Return why an element is no part of the text, or empty."""
    role = node.get("role", "")
    reason = _PAGE_ROLES.get(role) or _PAGE_PARTS.get(str(node.tag), "")
    if not reason or role.startswith("doc-"):
        return ""
    if reason == "page foot" and any(above.tag in _TEXT_PARTS for above in node.iterancestors()):
        return ""
    if printed.share(node) > MOST_OF_PAGE or next(node.iter("h1", "main", "article"), None) is not None:
        return ""
    return reason


def skip_links(root: etree._Element, printed: PrintedText) -> frozenset[etree._Element]:
    """Return the links at the very beginning that lead to most of the page: "Skip to main content"."""
    found = set()
    for link in root.iter("a"):
        if link not in printed.spans or printed.begin(link) > _FIRST_PIECES:
            break
        name = link.get("href", "").removeprefix("#")
        targets = (node for node in printed.spans if name and name in (node.get("id"), node.get("name")))
        target = next(targets, None) if link.get("href", "").startswith("#") else None
        if target is None or printed.end(target) - printed.begin(target) < _FEWEST_PIECES:
            continue
        if _stands_alone(link, printed) and printed.share(target) > MOST_OF_PAGE:
            found.add(link)
    return frozenset(found)


def _stands_alone(link: etree._Element, printed: PrintedText) -> bool:
    """Whether a link is all that its block prints, as far as the next block."""
    first, last = printed.begin(link), printed.end(link)
    if first == last or printed.before(link, 1).strip():
        return False
    return last == len(printed.blocks) or printed.blocks[last] is not printed.blocks[first]


def shown(node: etree._Element) -> str:
    """Return what is shown of an element: of a list to choose from, the choice; of a field, what is filled in."""
    if node.tag == "input":
        return "" if node.get("type", "text").lower() in _FIELDS_WITHOUT_TEXT else node.get("value", "")
    if node.tag == "select" and node.get("multiple") is None:
        options = list(node.iter("option"))
        node = (
            next((option for option in options if option.get("selected") is not None), options[0]) if options else node
        )
    return text_of(node)


def _is_command(node: etree._Element) -> bool:
    """Whether an element in a heading is a link to what can be done with it, as a wiki has it: [edit]."""
    link = next(node.iter("a"), None)
    if link is None or not _BRACKETED.fullmatch(text_of(node)):
        return False
    return "?" in link.get("href", "") or bool(_EDITS.search(node.get("class", "")))


def _follows_heading(node: etree._Element) -> bool:
    """Whether an element stands right behind a heading, beside it."""
    before = node.getprevious()
    return before is not None and before.tag in HEADINGS and not (before.tail or "").strip()


def left_out(node: etree._Element, *, heading: bool = False) -> str:
    """Return why an element is not printed, or empty; ``heading`` tells that it stands in one."""
    if (heading or _follows_heading(node)) and node.tag not in BLOCKS and _is_command(node):
        return "page layout"
    if _COMMENTS.search(node.get("style", "")) or (node.tag == "a" and node.get("href", "").startswith(_TO_COMMENT)):
        return "comment"
    if node.get("hidden") is not None or _HIDDEN.search(node.get("style", "")):
        return "hidden text"
    if node.tag == "dialog" and node.get("open") is None:
        return "hidden text"
    if node.tag == "del":
        return "deleted text"
    return "page layout" if node.tag in _FORM_PARTS else ""
