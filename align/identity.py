"""Ids that last: they come from the numbers of the document, not from the alignment."""

from collections import Counter
from collections.abc import Sequence

from ..corpora.document import Block, Document
from ..corpora.numbering import RESTARTS
from .keys import label_key_of

_PREFIX = {
    "paragraph": "p",
    "footnote": "fn",
    "item": "i",
    "row": "r",
    "front": "front",
    "title": "title",
    "summary": "s",
}


class PairIds:
    """The ids of all blocks of two documents.

    ``p5`` paragraph 5, ``p5(a)`` its item (a), ``p5+1`` the first unnumbered paragraph after it, ``h:II.A.1`` a
    heading, ``fn12`` a footnote. Where numbers start again (annexes, articles), the heading comes first: ``annex1/p3``.

    Args:
        zh: The Chinese document; its ids are the ones used.
        en: The English document, for what has no Chinese.
    """

    def __init__(self, zh: Document, en: Document) -> None:
        self._zh = _block_ids(zh.blocks)
        self._en = _block_ids(en.blocks)
        self._zh_names = frozenset(self._zh.values())
        self._taken: Counter[str] = Counter()

    def of(self, zh: Sequence[Block], en: Sequence[Block]) -> str:
        """Return the id of a link; every id is given once."""
        name = self._zh[id(zh[0])] if zh else self._en[id(en[0])]
        if zh and en and not zh[0].label and en[0].label and zh[0].kind == en[0].kind:
            name = self._en[id(en[0])]  # the number is missing in the Chinese
        elif not zh and name in self._zh_names:
            name += "~en"
        self._taken[name] += 1
        return name if self._taken[name] == 1 else f"{name}~{self._taken[name]}"


def _block_ids(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the id of each block, by the block's identity."""
    names = [_name(block) for block in blocks]
    counts = Counter(name for name in names if name)
    found: dict[int, str] = {}
    last, extra, items = "", 0, ""
    orders: Counter[str] = Counter()
    for block, plain in zip(blocks, names, strict=True):
        name = plain
        if block.kind in ("paragraph", "footnote") and counts[name] > 1:
            name = "/".join([*(key for key in block.path if key.startswith(RESTARTS)), name])
        if block.kind == "item":
            items = name = _item_name(block, last, items)
        elif block.kind == "heading":
            name = "h:" + ".".join([*block.path, label_key_of(block)]) if block.label else ""
        if not name and block.kind in ("front", "title", "summary", "row"):
            orders[block.kind] += 1
            name = f"{_PREFIX[block.kind]}{orders[block.kind]}" if block.kind != "title" else "title"
        if not name:
            extra += 1
            name = f"{'h:' if block.kind == 'heading' else ''}{last or 'p0'}+{extra}"
        elif block.kind in ("paragraph", "heading"):
            last, extra, items = name.removeprefix("h:"), 0, ""
        found[id(block)] = name
    return found


def _name(block: Block) -> str:
    if block.kind in ("paragraph", "footnote") and block.label:
        return _PREFIX[block.kind] + label_key_of(block)
    return ""


def _item_name(block: Block, paragraph: str, before: str) -> str:
    """Return ``p5(a)``; a list inside item (a) gives ``p5(a)(i)``."""
    return f"{paragraph}({label_key_of(block)})" if block.label else ""
