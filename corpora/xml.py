"""XML from strangers: no entities, no network, no DTD, and a limit on its size."""

from lxml import etree

from ..errors import DuizhaoError
from ..i18n import _

# Each element costs libxml2 about 120 bytes and each attribute about 100; five hundred printed pages of DOCX have
# about half a million "<". Far above these, memory would pass 500 MB.
MOST_TAGS = 1_200_000
MOST_ATTRIBUTES = 1_000_000
MOST_BYTES = 100_000_000


def parse_xml(data: bytes, name: str, part: str = "") -> etree._Element:
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
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DuizhaoError(
            _("{part} is damaged ({reason}); save the document again").format(part=part or "XML", reason=error),
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
