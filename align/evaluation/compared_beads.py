"""Beads as evaluation sees them: told apart by line numbers, or by their texts where there are no line numbers."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import regex

from ...language.comparison_keys import without_spaces
from ...language.segmentation import sentence_spans
from ..sentences.beads import Indices

BeadTexts = tuple[str, str, str]  # Chinese, English (one empty where the other is unaligned), kind where known
_REFERENCE = regex.compile(r"⟦[^⟦⟧]{1,8}⟧")
_END = regex.compile(r"\p{Terminal_Punctuation}+")
_TELLING = {"zh": 6, "en": 18}  # characters from which a passage is not one of a list's short items


@dataclass(frozen=True, slots=True)
class ComparedBead:
    """One bead of a gold or test alignment: what it is compared by, which a `Pair` or a `Bead` does not have.

    Attributes:
        key: Two beads with the same key are the same bead.
        zh: Its Chinese sentences, or passages, each told apart from all others of the text.
        en: The same for English.
        shape: Sentences on either side.
        texts: Chinese and English, for a listing; empty where only line numbers are known.
        kind: Kind of the block, where known.
    """

    key: Hashable
    zh: tuple[Hashable, ...]
    en: tuple[Hashable, ...]
    shape: tuple[int, int]
    texts: tuple[str, str] = ("", "")
    kind: str = ""

    @property
    def matched(self) -> bool:
        """Whether both sides are there; other beads are deletions and not counted."""
        return bool(self.zh and self.en)


def compared_links(
    links: Iterable[Indices], texts: tuple[Sequence[str], Sequence[str]] | None = None
) -> list[ComparedBead]:
    """Return beads told apart by line numbers.

    Args:
        links: Line numbers.
        texts: The lines of both files, for the listing of errors.
    """
    return [
        ComparedBead((zh, en), zh, en, (len(zh), len(en)), _texts(zh, en, texts) if texts else ("", ""))
        for zh, en in links
        if zh or en
    ]


def texts_of(links: Iterable[Indices], texts: tuple[Sequence[str], Sequence[str]]) -> list[BeadTexts]:
    """Return links as texts, to be compared with a table or a memory."""
    return [(*_texts(zh, en, texts), "") for zh, en in links]


def compared_texts(beads: Iterable[BeadTexts]) -> list[ComparedBead]:
    """Return beads told apart by their texts, white space and marks of note references (``⟦12⟧``) aside.

    The same pair of texts twice is two beads: the second has to be found twice. Passages end at any mark that ends a
    sentence or clause, so that both alignments see the same ones wherever they cut.
    """
    seen: Counter[Hashable] = Counter()
    found = []
    for left, right, kind in beads:
        zh, en = (without_spaces(_REFERENCE.sub("", text)) for text in (left, right))
        if not zh and not en:
            continue
        seen[zh, en] += 1
        shape = len(sentence_spans(left, "zh")), len(sentence_spans(right, "en"))
        parts = [
            [_counted(side, part, seen) for part in _passages(text, side)] for side, text in (("zh", zh), ("en", en))
        ]
        key = (zh, en, seen[zh, en])
        found.append(ComparedBead(key, tuple(parts[0]), tuple(parts[1]), shape, (left, right), kind))
    return found


def comparable(gold: Sequence[ComparedBead], test: Sequence[ComparedBead]) -> tuple[list[ComparedBead], int]:
    """Return the beads of ``test`` that ``gold`` can judge, and how many it cannot.

    A gold of paragraphs says nothing of headings and notes: beads of a kind that gold does not have are set aside,
    unless they share passages with it.
    """
    kinds = {bead.kind for bead in gold}
    if "" in kinds:
        return list(test), 0
    known = {_text_of(part) for bead in gold for side in (bead.zh, bead.en) for part in side}
    kept = [bead for bead in test if bead.kind in kinds or not bead.kind or _shares(bead, known)]
    return kept, len(test) - len(kept)


def _shares(bead: ComparedBead, known: set[str]) -> bool:
    sides = (side for side in (bead.zh, bead.en) if side)
    return all(any(_text_of(part) in known for part in side) for side in sides)


def _text_of(part: Hashable) -> str:
    return str(part[1]) if isinstance(part, tuple) else ""


def _passages(text: str, side: str) -> list[str]:
    """Return the longer passages of a text: the short ones are in many texts, and would join what is apart."""
    parts = [part for part in _END.split(text) if len(part) >= _TELLING[side]]
    return parts or ([text] if text else [])


def _counted(side: str, part: str, seen: Counter[Hashable]) -> tuple[str, str, int]:
    """Return a passage with the number of times that it was seen on its side."""
    seen[side, part, "passage"] += 1
    return side, part, seen[side, part, "passage"]


def _texts(zh: Sequence[int], en: Sequence[int], texts: tuple[Sequence[str], Sequence[str]]) -> tuple[str, str]:
    left = "".join(texts[0][at] for at in zh if at < len(texts[0]))
    return left, " ".join(texts[1][at] for at in en if at < len(texts[1]))
