"""The text of diagrams and charts (ECMA-376 part 1, 21.4 and 21.2): paragraphs of shapes, names of series and axes."""

from lxml import etree

from ..line import tidy
from ..xml import local_name

_FRAMES = {
    "relIds": "dm",
    "chart": "id",
}  # what stands in a paragraph for a diagram or a chart -> how it names its part


def part_of_drawing(element: etree._Element, office: str) -> str | None:
    """Return the relationship by which a diagram or chart names the part with its text; None for other elements.

    Args:
        element: Any element of a drawing.
        office: The namespace of relationships.
    """
    name = local_name(element)
    return element.get(f"{{{office}}}{_FRAMES[name]}") if name in _FRAMES else None


def drawing_texts(part: etree._Element) -> list[str]:
    """Return the texts of a diagram or chart, in order, each once: a title, a shape, a name on an axis."""
    texts: list[str] = []
    for node in part.iter():
        name = local_name(node)
        if name == "p":
            texts.append("".join(each.text or "" for each in node.iter() if local_name(each) == "t"))
        elif name == "strCache":
            texts += [each.text or "" for each in node.iter() if local_name(each) == "v"]
    tidied = (tidy(text).strip() for text in texts)
    return list(dict.fromkeys(text for text in tidied if text))
