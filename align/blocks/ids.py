"""What a block's number says of its place, in a form that is the same in both languages."""

from collections import Counter
from collections.abc import Sequence

from ...corpora.document import Block, Document
from ...corpora.structure.labels import RESTARTS, read_labels

Key = tuple[str, tuple[str, ...], str]  # kind, keys of the headings above, own label


def block_key(block: Block) -> Key:
    """Return kind, headings above and label; a note stands under other headings where pages break elsewhere."""
    return block.kind, () if block.kind == "footnote" else block.path, label_key_of(block)


def label_key_of(block: Block) -> str:
    """Return a block's label in a form that is the same in both languages; empty where it has none."""
    if not block.label:
        return ""
    readings = read_labels(f"{block.label}. x") or read_labels(f"{block.label} x")
    if block.kind == "heading":
        readings = [reading for reading in readings if reading.style == "roman"] or readings
    return readings[0].key if readings else block.label


def unique_keys(keys: Sequence[Key]) -> dict[Key, int]:
    """Return the keys that stand once, of blocks that have a number or are one of a kind, and where they stand."""
    found: dict[Key, int] = {}
    twice: set[Key] = set()
    for at, key in enumerate(keys):
        if key in found:
            twice.add(key)
        elif key[2] or key[0] in ("title", "summary"):
            found[key] = at
    return {key: at for key, at in found.items() if key not in twice}


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
        self._single = _single_ids(self._zh) | _single_ids(self._en)

    def of(self, zh: Sequence[Block], en: Sequence[Block]) -> str:
        """Return the id of a link; every id is given once."""
        name = self._zh[id(zh[0])] if zh else self._en[id(en[0])]
        if zh and en and not zh[0].label and en[0].label and zh[0].kind == en[0].kind:
            name = self._en[id(en[0])]  # the number is missing in the Chinese
        elif not zh and name in self._zh_names:
            name += "~en"
        self._taken[name] += 1
        return name if self._taken[name] == 1 else f"{name}~{self._taken[name]}"

    def of_blocks(self, blocks: Sequence[Block]) -> tuple[str, ...]:
        """Return the ids of some blocks of one of the documents, each once in it."""
        return tuple(self._single[id(block)] for block in blocks)


def _single_ids(names: dict[int, str]) -> dict[int, str]:
    """Return the ids of one document's blocks, the second of a name with ``~2`` behind it."""
    seen: Counter[str] = Counter()
    found = {}
    for block, name in names.items():
        seen[name] += 1
        found[block] = name if seen[name] == 1 else f"{name}~{seen[name]}"
    return found


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
