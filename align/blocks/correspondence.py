"""How the numbers and kinds of one document's blocks correspond to the other's, learnt from the two documents.

A Chinese text may number 1., 2. what the English letters (a), (b), or number what the other leaves alone; it does so
throughout. So each block has a form, its kind with the style of its number, and pairs of blocks that their words alone
put beside each other teach which form stands beside which, and whether their numbers then count alike. What is learnt
is said in log odds (naive Bayes): of a pair against any two blocks. Few pairs teach little: what is usual counts as
some pairs do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...corpora.document import Block
from ...corpora.structure.page import is_complete
from ...language.comparison_keys import without_spaces
from ..sentences.corridor import Ints, Scores

Form = tuple[str, str]  # kind, style of its number or what it counts
Flags = NDArray[np.bool_]

_NUMBERLESS = -1
# Pairs that the prior counts as, and how much likelier than any other it holds a form of the same kind and style, and
# one of the same kind or numbered likewise. The weights that are learnt for what comes of it (train_blocks.py) take the
# place of a finer choice.
_PRIOR_PAIRS = 3.0
_SAME_FORM, _LIKE_FORM = 20.0, 4.0
# numbers that agree among pairs before anything is seen, in one style and in two, and among any two blocks
_SAME_STYLE, _OTHER_STYLE, _BY_CHANCE = (4.5, 0.5), (1.0, 1.0), (0.5, 4.5)
_MOST_ODDS = 4.0


@dataclass(frozen=True, slots=True)
class BlockPlaces:
    """What the blocks of one document are and how they are numbered, a row a block.

    Attributes:
        forms: Number of its form among `Correspondence.forms`, shape (n,).
        keys: Number of its key, -1 where it has no number; equal keys of both documents have equal numbers.
        values: What its number counts to; -1 where it has none.
        parents: Number of the way to it through the numbers above it, whatever their style.
        headings: Whether it is a heading or a title.
        unfinished: Whether it is none and ends as no sentence does: The General Assembly,.
        wordings: Number of its text, white space and case aside; equal texts of both documents have equal numbers.
    """

    forms: Ints
    keys: Ints
    values: Ints
    parents: Ints
    headings: Flags
    unfinished: Flags
    wordings: Ints

    @property
    def numbered(self) -> Flags:
        """Whether each block has a number."""
        return np.asarray(self.keys != _NUMBERLESS)


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What two documents' numbers and kinds say of a pair of blocks, in log odds.

    Attributes:
        zh: The Chinese blocks.
        en: The English blocks.
        forms: The forms of both.
        beside: What it says that a Chinese form stands beside an English one, shape (forms, forms).
        agree: What it says that their numbers count alike, the same shape.
        differ: What it says that they do not.
        parents: What it says that the numbers above them, too, differ or agree.
    """

    zh: BlockPlaces
    en: BlockPlaces
    forms: tuple[Form, ...]
    beside: Scores
    agree: Scores
    differ: Scores
    parents: tuple[float, float]

    def alike(self, i: Ints, j: Ints) -> Flags:
        """Return whether the numbers of Chinese and English blocks, pair by pair, count alike."""
        zh, en = self.zh, self.en
        known = zh.numbered[i] & en.numbered[j]
        other_style = (zh.forms[i] != en.forms[j]) & (zh.values[i] > 0)
        return np.asarray(known & ((zh.keys[i] == en.keys[j]) | (other_style & (zh.values[i] == en.values[j]))))

    def numbers(self, i: Ints, j: Ints) -> tuple[Scores, Scores, Scores]:
        """Return what numbers that agree, that differ, and the numbers above them say, pair by pair."""
        alike = self.alike(i, j)
        differ = self.zh.numbered[i] & self.en.numbered[j] & ~alike
        s, t = self.zh.forms[i], self.en.forms[j]
        same_parents = self.zh.parents[i] == self.en.parents[j]
        above = np.where(same_parents, self.parents[1], self.parents[0])
        return (
            np.where(alike, self.agree[s, t], 0.0),
            np.where(differ, self.differ[s, t], 0.0),
            np.where(alike, above, 0.0),
        )

    def kinds(self, i: Ints, j: Ints) -> Scores:
        """Return what it says that forms such as these stand beside each other, pair by pair."""
        return np.asarray(self.beside[self.zh.forms[i], self.en.forms[j]])


def correspondence(zh: Sequence[Block], en: Sequence[Block], pairs: Sequence[tuple[int, int]]) -> Correspondence:
    """Learn how two documents' numbers and kinds correspond.

    Args:
        zh: The Chinese blocks.
        en: The English blocks.
        pairs: Blocks on either side that belong together by their words alone, in order.
    """
    forms = tuple(sorted({_form(block) for block in (*zh, *en)}))
    keys: dict[object, int] = {}
    left, right = _places(zh, forms, keys), _places(en, forms, keys)
    i, j = (np.asarray(side, dtype=np.int64) for side in (zip(*pairs, strict=True) if pairs else ((), ())))
    shape = (len(forms), len(forms))
    counts: Scores = np.zeros(shape, dtype=np.float32)
    np.add.at(counts, (left.forms[i], right.forms[j]), 1.0)
    plain = Correspondence(left, right, forms, counts, counts, counts, (0.0, 0.0))
    agreeing: Scores = np.zeros(shape, dtype=np.float32)
    np.add.at(agreeing, (left.forms[i], right.forms[j]), plain.alike(i, j).astype(np.float32))
    agree, differ = _agreement(forms, counts, agreeing, *_by_chance(plain, i, j))
    beside = _beside(forms, counts, left, right)
    return Correspondence(left, right, forms, beside, agree, differ, _parents(plain, i, j))


def _form(block: Block) -> Form:
    if not block.key:
        return block.kind, ""
    # rules are numbered otherwise than what a word counts that only their document knows: rule3, no3
    return block.kind, block.key.rstrip("0123456789") if block.style == "named" else block.style or "number"


def _places(blocks: Sequence[Block], forms: Sequence[Form], known: dict[object, int]) -> BlockPlaces:
    numbers = {form: number for number, form in enumerate(forms)}
    return BlockPlaces(
        np.asarray([numbers[_form(block)] for block in blocks], dtype=np.int64),
        np.asarray([known.setdefault(b.key, len(known)) if b.key else _NUMBERLESS for b in blocks], dtype=np.int64),
        np.asarray([block.value if block.key and block.value else _NUMBERLESS for block in blocks], dtype=np.int64),
        np.asarray([known.setdefault(way, len(known)) for way in _ways(blocks)], dtype=np.int64),
        np.asarray([_is_heading(block) for block in blocks], dtype=bool),
        np.asarray([not (_is_heading(block) or is_complete(block.text)) for block in blocks], dtype=bool),
        np.asarray([known.setdefault(_wording(block), len(known)) for block in blocks], dtype=np.int64),
    )


def _is_heading(block: Block) -> bool:
    return block.kind in ("heading", "title")


def _wording(block: Block) -> tuple[str, str]:
    return "text", without_spaces(block.text).casefold()


def _ways(blocks: Sequence[Block]) -> list[tuple[int, ...]]:
    """Return for each block the values of the numbers above it: of headings, of its paragraph, of outer items."""
    ways = []
    headings: list[tuple[int, int]] = []  # level and value
    items: list[tuple[int, int]] = []
    for block in blocks:
        open_ = headings if block.kind == "heading" else items
        level = block.level if block.kind in ("heading", "item") else 0
        if block.kind == "heading":
            items.clear()
        while open_ and open_[-1][0] >= level:
            open_.pop()
        ways.append(tuple(value for _level, value in (*headings, *items) if value))
        if block.key and block.kind in ("heading", "item", "paragraph"):
            open_.append((level, block.value))
    return ways


def _agreement(
    forms: Sequence[Form], counts: Scores, agreeing: Scores, near: Scores, near_agreeing: Scores
) -> tuple[Scores, Scores]:
    """Return the log odds of numbers that agree and that differ, for each two forms."""
    same = np.asarray([[one[1] == other[1] for other in forms] for one in forms])
    yes = np.where(same, _SAME_STYLE[0], _OTHER_STYLE[0]) + agreeing
    no = np.where(same, _SAME_STYLE[1], _OTHER_STYLE[1]) + counts - agreeing
    chance_yes, chance_no = _BY_CHANCE[0] + near_agreeing, _BY_CHANCE[1] + near - near_agreeing
    share, chance = yes / (yes + no), chance_yes / (chance_yes + chance_no)
    return _bounded(np.log(share / chance)), _bounded(np.log((1 - share) / (1 - chance)))


def _by_chance(plain: Correspondence, i: Ints, j: Ints) -> tuple[Scores, Scores]:
    """Count each two forms, and numbers that agree, among blocks of different pairs that stand near each other."""
    near: Scores = np.zeros_like(plain.beside)
    agreeing: Scores = np.zeros_like(plain.beside)
    for step in (1, 2):
        for one, other in ((i[step:], j[:-step]), (i[:-step], j[step:])):
            at = plain.zh.forms[one], plain.en.forms[other]
            np.add.at(near, at, 1.0)
            np.add.at(agreeing, at, plain.alike(one, other).astype(np.float32))
    return near, agreeing


def _parents(plain: Correspondence, i: Ints, j: Ints) -> tuple[float, float]:
    """Return the log odds of numbers above that differ and that agree, where the numbers themselves agree."""
    alike = plain.alike(i, j)
    same = float((plain.zh.parents[i] == plain.en.parents[j])[alike].sum())
    share = (_SAME_STYLE[0] + same) / (sum(_SAME_STYLE) + float(alike.sum()))
    # of blocks with the same number that are no pair, about half have the same numbers above them
    return float(np.log((1 - share) / 0.5)), float(np.log(share / 0.5))


def _beside(forms: Sequence[Form], counts: Scores, zh: BlockPlaces, en: BlockPlaces) -> Scores:
    """Return the log odds that a form of one document stands beside one of the other (pointwise information)."""
    like = np.asarray([[_likeness(one, other) for other in forms] for one in forms], dtype=np.float32)
    shares = [np.bincount(side.forms, minlength=len(forms)) + 0.5 for side in (zh, en)]
    rows, columns = (side / side.sum() for side in shares)
    prior = like * rows[:, None] * columns
    both = counts + _PRIOR_PAIRS * prior / prior.sum()
    both = both / both.sum()
    # seen by a pair or not, a form on either side is as frequent among the pairs as it is in its document
    chance = np.maximum(both.sum(axis=1, keepdims=True) * both.sum(axis=0), 1e-9)
    return _bounded(np.log(both / chance))


def _likeness(one: Form, other: Form) -> float:
    if one == other:
        return _SAME_FORM
    return _LIKE_FORM if one[0] == other[0] or (one[1] and other[1]) else 1.0


def _bounded(odds: Scores) -> Scores:
    return np.asarray(np.clip(odds, -_MOST_ODDS, _MOST_ODDS), dtype=np.float32)
