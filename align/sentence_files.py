"""Two files that are cut already, a sentence a line: aligned as a whole, without any number."""

from collections.abc import Sequence
from pathlib import Path

from ..corpora.reading import load
from ..errors import DuizhaoError
from ..i18n import _
from ..language.decoding import decode
from ..language.script import detect_language
from .bitext import Bitext, ConfidenceParts, Pair
from .encoders.encoder import Encoder
from .link_files import beads_of, read_links
from .sentences.aligner import align_sentences
from .sentences.beads import Bead, with_lone_sentences


def read_sentences(path: str | Path) -> list[str]:
    """Return the lines of a file, each a sentence, blank ones as empty text.

    Raises:
        DuizhaoError: The file is missing, empty or no text.
    """
    text, _encoding = decode(load(path), str(path))
    return [line.strip() for line in text.removesuffix("\n").split("\n")]


def read_both(zh: str | Path, en: str | Path) -> tuple[list[str], list[str]]:
    """Return the lines of a Chinese and an English file.

    Raises:
        DuizhaoError: A file cannot be read, or the languages are not Chinese and English in this order.
    """
    left, right = read_sentences(zh), read_sentences(en)
    for path, lines, wanted in ((zh, left, "zh"), (en, right, "en")):
        found = detect_language("\n".join(lines))
        if found != wanted:
            name = _("Chinese") if wanted == "zh" else _("English")
            raise DuizhaoError(
                _("is not {language}; give the Chinese file, then the English one").format(language=name), file=path
            )
    return left, right


def align_sentence_files(zh: str | Path, en: str | Path, encoder: Encoder | None = None) -> Bitext:
    """Align two files with a sentence a line.

    Raises:
        DuizhaoError: A file cannot be read, or the languages are not Chinese and English in this order.
    """
    return align_lines(*read_both(zh, en), encoder)


def link_files(zh: str | Path, en: str | Path, links: str | Path) -> Bitext:
    """Return the bitext of two files with a sentence a line, as another tool or a person has linked them.

    Args:
        zh: Chinese sentences.
        en: English sentences.
        links: An ``.align``, XCES or ladder file; its links are taken as given, with confidence 1.

    Raises:
        DuizhaoError: A file cannot be read, or the links do not fit the lines.
    """
    left, right = read_both(zh, en)
    return _bitext_of_lines(left, right, beads_of(read_links(links), len(left), len(right), str(links)))


def align_lines(zh: Sequence[str], en: Sequence[str], encoder: Encoder | None = None) -> Bitext:
    """Align sentences with sentences; `Bitext.beads` has their line numbers (0-based).

    Blank lines count as lines and stand alone.
    """
    left = [at for at, line in enumerate(zh) if line]
    right = [at for at, line in enumerate(en) if line]
    found = align_sentences([zh[at] for at in left], [en[at] for at in right], encoder)
    beads = [Bead(_lines(bead.zh, left), _lines(bead.en, right), bead.confidence, bead.reason) for bead in found]
    return _bitext_of_lines(zh, en, with_lone_sentences(beads, len(zh), len(en)))


def _lines(places: range, numbers: Sequence[int]) -> range:
    """Return the lines from the first to the last of some places among those that are not blank."""
    return range(numbers[places.start], numbers[places.stop - 1] + 1) if places else range(0)


def _bitext_of_lines(zh: Sequence[str], en: Sequence[str], beads: Sequence[Bead]) -> Bitext:
    """Return the pairs of beads over lines; beads of blank lines alone are no pairs."""
    pairs = [_pair(order, bead, zh, en) for order, bead in enumerate(beads, 1)]
    return Bitext(tuple(pair for pair in pairs if pair.zh or pair.en), beads=tuple(beads))


def _pair(order: int, bead: Bead, zh: Sequence[str], en: Sequence[str]) -> Pair:
    left = "".join(zh[at] for at in bead.zh)
    right = " ".join(en[at] for at in bead.en)
    if not (left and right):
        return Pair(f"s{order}", "paragraph", "", left, right, 0.0)
    parts = ConfidenceParts(sentence=bead.confidence)
    return Pair(f"s{order}", "paragraph", "", left, right, bead.confidence, "sentence", parts=parts)
