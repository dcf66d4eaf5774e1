"""XML from strangers, whole or an entry at a time: no entities, no network, no DTD, and a limit on its size."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from ..errors import DuizhaoError
from ..files import unreadable
from ..i18n import _

# Each element costs libxml2 about 120 bytes and each attribute about 100; five hundred printed pages of DOCX have
# about half a million "<". Far above these, memory would pass 500 MB.
MOST_TAGS = 1_200_000
MOST_ATTRIBUTES = 1_000_000
MOST_BYTES = 100_000_000
_GUARDS: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def parse_xml(data: bytes, name: str, part: str) -> etree._Element:
    """Parse XML and return its root.

    Args:
        data: The bytes of the file or part.
        name: The file, for messages.
        part: The part inside it, for messages.

    Raises:
        DuizhaoError: It is not well-formed, declares entities or is too large.
    """
    check_markup_size(data, name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise DuizhaoError(
            _("{part} declares a DTD or entities, which is not allowed; save the document again").format(part=part),
            file=name,
        )
    parser = etree.XMLParser(**_GUARDS, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            message = _("{part} holds elements nested more than 256 deep; save the document again")
            raise DuizhaoError(message.format(part=part), file=name) from error
        raise DuizhaoError(
            _("{part} is damaged ({reason}); save the document again").format(part=part, reason=error),
            file=name,
        ) from error


def check_markup_size(data: bytes, name: str) -> None:
    """Refuse markup that would take too much memory as a tree.

    Raises:
        DuizhaoError: There are too many tags or attributes.
    """
    if (
        len(data) > MOST_BYTES
        or data.count(b"<") > MOST_TAGS
        or data.count(b'="') + data.count(b"='") > MOST_ATTRIBUTES
    ):
        raise DuizhaoError(_("holds too much markup to be a document; split it"), file=name)


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of(element: etree._Element) -> str:
    """Return all text inside an element, inline marks left out, white space as one space."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def lines_of(element: etree._Element) -> str:
    """Return the text inside an element, its lines kept, their margins not."""
    lines = "".join(str(piece) for piece in element.itertext()).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def xml_entries(path: str | Path, names: frozenset[str], roots: frozenset[str], what: str) -> Iterator[etree._Element]:
    """Yield the elements called one of ``names``, each emptied after use.

    Args:
        path: The file.
        names: Local names of the elements wanted.
        roots: Local names that the root may have.
        what: What the file should be, for the message.

    Raises:
        DuizhaoError: The file cannot be read, is no XML, or has another root.
    """
    try:
        with Path(path).open("rb") as stream:
            root = ""
            for event, element in etree.iterparse(stream, events=("start", "end"), **_GUARDS):
                name = local_name(element)
                if not root:
                    root = name
                    if root not in roots:
                        message = _("not {what}: its root is <{root}>, not <{wanted}>; convert it first")
                        wanted = ">, <".join(sorted(roots))
                        raise DuizhaoError(message.format(what=what, root=root, wanted=wanted), file=path)
                if event == "end" and name in names:
                    yield element
                    element.clear(keep_tail=False)
                    parent = element.getparent()
                    while parent is not None and parent[0] is not element:
                        del parent[0]
    except OSError as error:
        raise unreadable(error, path) from error
    except etree.XMLSyntaxError as error:
        reason = str(error.msg).split(", line")[0]
        raise DuizhaoError(
            _("is not well-formed XML: {reason}").format(reason=reason), file=path, line=error.lineno
        ) from error
