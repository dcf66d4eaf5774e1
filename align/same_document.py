"""Whether two documents are versions of one: a Chinese and an English one, with the same contents."""

from collections.abc import Sequence

from ..corpora.document import Block, Document
from ..errors import DuizhaoError
from ..i18n import _
from ..language.comparison_keys import simplified
from .bitext import LOW
from .blocks.aligner import BlockEncoder
from .encoders.encoder import Encoder

PairedBlocks = tuple[Sequence[Block], Sequence[Block], float]
"""Chinese and English blocks that were paired, or are left over, and the confidence that they belong together."""

_TELLING = 20  # characters of a block that says something of its document
_FEWEST = 6  # telling blocks from which a document can be told from another
_PAIRED = 0.2  # share of telling blocks that must find a partner, ...
# ... or be nearest to one anywhere, both ways, at this cosine: 0.40 to 0.97 of the blocks in four genuine documents and
# a report, at most 0.04 in 23 pairs of different ones, 0.19 in two reports on human rights
_ALIKE, _NEAR = 0.3, 0.5
_MOST = 500  # Chinese blocks that are compared with all English ones, for memory


def check_languages(zh: Document, en: Document) -> None:
    """Check that a Chinese and an English document were given, in this order.

    Raises:
        DuizhaoError: They are in the other order, or in one language.
    """
    if zh.language == "en" and en.language == "zh":
        raise DuizhaoError(
            _("is English and {other} is Chinese; give the Chinese file first").format(other=en.source), file=zh.source
        )
    if zh.language == en.language:
        name = _("Chinese") if zh.language == "zh" else _("English")
        raise DuizhaoError(
            _("is {language}, and so is {other}; give the Chinese file, then the English one").format(
                other=en.source, language=name
            ),
            file=zh.source,
        )


def check_same_document(zh: Document, en: Document, paired: Sequence[PairedBlocks], encoder: Encoder) -> None:
    """Check that two documents look like versions of one.

    They do where enough blocks were paired; else where enough have their like in the other document, in any order and
    under any number.

    Args:
        zh: The Chinese document.
        en: The English document.
        paired: All their blocks as they were aligned.
        encoder: Compares the blocks where few were paired.

    Raises:
        DuizhaoError: They do not.
    """
    telling = [row for row in paired if max(len(block.text) for block in (*row[0], *row[1])) >= _TELLING]
    good = sum(bool(left and right) and confidence >= LOW for left, right, confidence in telling)
    if len(telling) < _FEWEST or good >= len(telling) * _PAIRED or _alike(zh, en, encoder) >= _ALIKE:
        return
    raise DuizhaoError(
        _(
            "does not look like a version of the same document as {other} ({good} of {all} blocks match); "
            "check the files, or use --force"
        ).format(other=en.source, good=good, all=len(telling)),
        file=zh.source,
    )


def _alike(zh: Document, en: Document, encoder: Encoder) -> float:
    """Return the share of the shorter document's telling blocks that are each other's nearest, and near."""
    left, right = ([block for block in document.blocks if len(block.text) >= _TELLING] for document in (zh, en))
    left = left[:: 1 + len(left) // _MOST]
    if not left or not right:
        return 0.0
    texts = simplified([block.text for block in left]), [block.text for block in right]
    cosines = BlockEncoder(encoder, "zh").encode(texts[0]) @ BlockEncoder(encoder, "en").encode(texts[1]).T
    best, back = cosines.argmax(axis=1), cosines.argmax(axis=0)
    near = sum(back[j] == i and cosines[i, j] >= _NEAR for i, j in enumerate(best))
    return float(near) / min(len(left), len(right))
