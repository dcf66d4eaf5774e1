"""Titles of numbered headings: where one language has the number alone, the other's title is a block of its own.

What stands under "Schedule" may be its title or the first block of its text; each document is read by itself, and may
be read otherwise than the other. Taken apart, number stands beside number, and the aligner finds what the rest belongs
to, or that nothing does.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..corpora.document import Block, Document
from ..corpora.structure.page import is_complete

_Place = tuple[tuple[int, ...], int, int]
"""Values of the numbers above a heading, its own, and how many had the same up to it."""


def part_titles(zh: Document, en: Document) -> tuple[Document, Document]:
    """Give the titles of numbered headings that have none in the other language a block of their own.

    Args:
        zh: The Chinese document.
        en: The English document.

    Returns:
        The Chinese and the English document: the same text, in other blocks where one has a number alone.
    """
    left, right = _numbered_headings(zh.blocks), _numbered_headings(en.blocks)
    both = left.keys() & right.keys()
    return (
        _with_parted(zh, {id(left[place]) for place in both if _is_bare(right[place])}),
        _with_parted(en, {id(right[place]) for place in both if _is_bare(left[place])}),
    )


def _numbered_headings(blocks: Sequence[Block]) -> dict[_Place, Block]:
    found: dict[_Place, Block] = {}
    above: list[Block] = []
    times = Counter[tuple[tuple[int, ...], int]]()
    for block in blocks:
        if block.kind != "heading":
            continue
        while above and above[-1].level >= block.level:
            above.pop()
        if block.label:
            way = tuple(outer.value for outer in above if outer.label)
            times[way, block.value] += 1
            found[way, block.value, times[way, block.value]] = block
        above.append(block)
    return found


def _is_bare(block: Block) -> bool:
    return block.text == block.label


def _with_parted(document: Document, wanted: set[int]) -> Document:
    blocks = tuple(part for block in document.blocks for part in _parted(block, id(block) in wanted))
    return document if len(blocks) == len(document.blocks) else replace(document, blocks=blocks)


def _parted(block: Block, wanted: bool) -> Iterator[Block]:
    if not wanted or _is_bare(block):
        yield block
        return
    yield replace(block, text=block.label, notes=())
    path = (*block.path, block.key)
    title = replace(block, label="", key="", style="", value=0, level=block.level + 1, path=path)
    yield replace(title, kind="paragraph", level=0) if is_complete(block.text) else title
