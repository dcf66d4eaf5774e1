"""Alignments out of files of any kind, to be evaluated: links by line number, or pairs of texts."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ..align.encoders.encoder import Encoder, SentenceEncoder
from ..align.evaluation import (
    DEFAULT,
    BeadTexts,
    ComparedBead,
    Evaluation,
    Resampling,
    comparable,
    compared_links,
    compared_texts,
    evaluate,
    signature,
    texts_of,
)
from ..align.link_files import links_of, read_links
from ..align.sentence_files import align_lines
from ..align.sentence_files import read_both as read_lines
from ..align.sentences.aligner import DEFAULT as OPTIONS
from ..align.sentences.beads import Indices
from ..corpora.reading import load
from ..errors import DuizhaoError
from ..i18n import _
from .bitexts import read_tmx
from .formats.table_files import SUFFIXES, TableRow, named_rows

Lines = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class FileEvaluation:
    """An evaluation with what it has to be quoted with.

    Attributes:
        evaluation: Figures and differences.
        signature: Version, encoder and settings.
        set_aside: Rows of test of kinds that gold says nothing of.
    """

    evaluation: Evaluation
    signature: str
    set_aside: int


_MEMORIES = (".tmx", ".tmx.gz")


def read_beads(path: str | Path) -> tuple[list[Indices] | None, list[BeadTexts]]:
    """Read an alignment.

    Args:
        path: ``.align``, XCES or a ladder (links by line number); a table or ``.tmx`` (texts).

    Returns:
        Links and no texts, or None and the texts.

    Raises:
        DuizhaoError: The file cannot be read, or is none of these.
    """
    name = Path(path).name.lower()
    if name.endswith(_MEMORIES) or b"<tmx" in load(path)[:2048]:
        return None, [(pair.zh, pair.en, pair.kind) for pair in read_tmx(path)]
    if name.endswith(SUFFIXES):
        rows = named_rows(path, columns=("id", "kind", "paragraph"))
        return None, [(row.get("zh"), row.get("en"), _kind(row)) for row in rows]
    return read_links(path), []


def read_both(
    gold: str | Path, test: str | Path, lines: Lines | None = None
) -> tuple[list[ComparedBead], list[ComparedBead], int]:
    """Read gold and test and make their beads comparable: by line numbers, or by texts where one has only these.

    Args:
        gold: The alignment that is right.
        test: The one to be evaluated.
        lines: The lines that line numbers point to.

    Returns:
        The beads of gold, those of test that gold can judge, and how many it cannot.

    Raises:
        DuizhaoError: A file cannot be read, or one has line numbers, the other texts, and the lines are not given.
    """
    (left, left_texts), (right, right_texts) = read_beads(gold), read_beads(test)
    if left is not None and right is not None:
        return compared_links(left, lines), compared_links(right, lines), 0
    one = compared_texts(left_texts if left is None else _as_texts(left, lines, gold))
    other = compared_texts(right_texts if right is None else _as_texts(right, lines, test))
    return one, *comparable(one, other)


def evaluate_files(
    files: Sequence[str | Path],
    sentences: Sequence[tuple[str, str]] = (),
    resampling: Resampling = DEFAULT,
) -> FileEvaluation:
    """Judge alignments by gold, all texts together.

    Args:
        files: Gold, test, gold, test, … With ``sentences``, gold files alone may be given: the sentences are then
            aligned here and now.
        sentences: For each gold file, the Chinese and the English file that line numbers point to.
        resampling: How intervals are found.

    Raises:
        DuizhaoError: Files cannot be read or compared, or their number does not fit.
    """
    afresh = bool(sentences) and len(files) == len(sentences)
    if not files or (not afresh and len(files) % 2) or (sentences and not afresh and len(files) != 2 * len(sentences)):
        raise DuizhaoError(_("give GOLD and TEST, or GOLD with --texts ZH EN; repeat them for more files"))
    given: list[Lines | None] = [read_lines(zh, en) for zh, en in sentences]
    lines = given or [None] * (len(files) // 2)
    encoder = SentenceEncoder() if afresh else None
    texts, aside, known = [], 0, True
    for at, texts_of_one in enumerate(lines):
        if encoder and texts_of_one:
            one, other, unknown = _aligned(files[at], texts_of_one, encoder)
        else:
            one, other, unknown = read_both(files[2 * at], files[2 * at + 1], texts_of_one)
        if not any(bead.matched for bead in one):
            raise DuizhaoError(_("has no pair to judge by"), file=files[at if afresh else 2 * at])
        known = known and all(isinstance(part, int) for bead in one for part in bead.zh)
        texts.append((one, other))
        aside += unknown
    settings: dict[str, object] = {"texts": len(texts), "match": "lines" if known else "texts"}
    made: dict[str, object] = {"encoder": encoder.name, **asdict(OPTIONS)} if encoder else {"encoder": "unstated"}
    return FileEvaluation(evaluate(texts, resampling), signature(resampling, **made, **settings), aside)


def _aligned(gold: str | Path, lines: Lines, encoder: Encoder) -> tuple[list[ComparedBead], list[ComparedBead], int]:
    bitext = align_lines(*lines, encoder)
    links, texts = read_beads(gold)
    if links is not None:
        return compared_links(links, lines), compared_links(links_of(bitext.beads), lines), 0
    one = compared_texts(texts)
    return one, *comparable(one, compared_texts((pair.zh, pair.en, "") for pair in bitext))


def _as_texts(links: list[Indices], lines: Lines | None, path: str | Path) -> list[BeadTexts]:
    if lines is None:
        raise DuizhaoError(
            _("has line numbers, the other file has texts; give the lines with --texts ZH EN"), file=path
        )
    return texts_of(links, lines)


def _kind(row: TableRow) -> str:
    """Return a row's kind; a table by paragraphs (gold of sentences in paragraphs) has only these."""
    return row.get("kind") or ("paragraph" if row.get("paragraph") else "")
