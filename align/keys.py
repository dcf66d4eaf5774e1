"""What a block's number says of its place, in a form that is the same in both languages."""

from collections.abc import Sequence

from ..corpora.document import Block
from ..corpora.numbering import read_labels

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
