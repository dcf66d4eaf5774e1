"""What a block's number says of its place, in a form that is the same in both languages."""

from collections import Counter
from collections.abc import Sequence

from ...corpora.document import Block, Document
from ...corpora.structure.named_labels import RESTARTS
from ...unique_ids import UniqueIds

_PREFIX = {
    "paragraph": "p",
    "footnote": "fn",
    "row": "r",
    "front": "front",
    "title": "title",
    "summary": "s",
}


class PairIds:
    """The ids of all blocks of two documents.

    ``p5`` paragraph 5, ``p5(a)`` its item (a), ``p5(a)(i)`` an item of that, ``p5+1`` the first unnumbered paragraph
    after it, ``h:II.A.1`` a heading, ``fn12`` a footnote. Where numbers start again (annexes, articles), the heading
    comes first: ``annex1/p3``. What stands twice is told apart: ``p5(a)~2``.

    Args:
        zh: The Chinese document; its ids are the ones used.
        en: The English document, for what has no Chinese.
    """

    def __init__(self, zh: Document, en: Document) -> None:
        self._zh = _block_ids(zh.blocks)
        self._en = _block_ids(en.blocks)
        self._zh_names = frozenset(self._zh.values())
        self._given = UniqueIds()
        self._single = _single_ids(self._zh) | _single_ids(self._en)

    def of(self, zh: Sequence[Block], en: Sequence[Block]) -> str:
        """Return the id of a link; every id is given once."""
        name = self._zh[id(zh[0])] if zh else self._en[id(en[0])]
        if zh and en and not zh[0].key and en[0].key and zh[0].kind == en[0].kind:
            name = self._en[id(en[0])]  # the number is missing in the Chinese
        elif not zh and name in self._zh_names:
            name += "~en"
        return self._given.give(name)

    def of_blocks(self, blocks: Sequence[Block]) -> tuple[str, ...]:
        """Return the ids of some blocks of one of the documents, each once in it."""
        return tuple(self._single[id(block)] for block in blocks)


def _single_ids(names: dict[int, str]) -> dict[int, str]:
    """Return the ids of one document's blocks, the second of a name with ``~2`` behind it."""
    ids = UniqueIds()
    return {block: ids.give(name) for block, name in names.items()}


def _block_ids(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the id of each block, by the block's identity."""
    names = [_PREFIX[at.kind] + at.key if at.kind in ("paragraph", "footnote") and at.key else "" for at in blocks]
    counts = Counter(name for name in names if name)
    found: dict[int, str] = {}
    last, extra = "", 0
    items: list[str] = []  # keys of the open items, outermost first
    orders: Counter[str] = Counter()
    for block, name in zip(blocks, names, strict=True):
        if counts[name] > 1:
            name = "/".join([*(key for key in block.path if key.startswith(RESTARTS)), name])
        if block.kind == "item":
            items[max(block.level - 1, 0) :] = [f"({block.key})"]
            name = last + "".join(items)
        elif block.kind == "heading":
            name = "h:" + ".".join([*block.path, block.key]) if block.key else ""
        if not name and block.kind in ("front", "title", "summary", "row"):
            orders[block.kind] += 1
            name = f"{_PREFIX[block.kind]}{orders[block.kind]}" if block.kind != "title" else "title"
        if not name:
            extra += 1
            name = f"{'h:' if block.kind == 'heading' else ''}{last or 'p0'}+{extra}"
        elif block.kind in ("paragraph", "heading"):
            last, extra, items = name.removeprefix("h:"), 0, []
        found[id(block)] = name
    return found
