"""A translator's version against the official one: BLEU, chrF and TER by document, section and paragraph.

All three by sacrebleu (Post 2018), with its signatures; Chinese is cut by its own Chinese tokenizer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from ..corpora.document import Block, Document
from ..errors import DuizhaoError
from ..i18n import _
from ..language import Language

_COUNTED = ("title", "summary", "heading", "paragraph", "item", "footnote", "row")


@dataclass(frozen=True, slots=True)
class PartScores:
    """A paragraph, a section or the document with its scores.

    Attributes:
        name: Label and first words of a paragraph, or the heading.
        hypothesis: The translator's text; empty where it has none.
        reference: The official text; empty where it has none.
        bleu: 0..100.
        chrf: 0..100.
        ter: Edits per 100 words (characters in Chinese), 0 = equal; may exceed 100.
    """

    name: str
    hypothesis: str
    reference: str
    bleu: float
    chrf: float
    ter: float


@dataclass(frozen=True, slots=True)
class VersionScores:
    """Scores of a version.

    Attributes:
        whole: The document.
        sections: From heading to heading.
        paragraphs: Worst chrF first; of equal ones in the order of the text.
        signatures: sacrebleu's signature of each metric.
    """

    whole: PartScores
    sections: tuple[PartScores, ...]
    paragraphs: tuple[PartScores, ...]
    signatures: tuple[tuple[str, str], ...]


def score_files(hypothesis: str | Path, reference: str | Path) -> VersionScores:
    """Return the scores of one file against another, in whatever formats the readers know.

    Raises:
        DuizhaoError: A file cannot be read, the languages differ, or one of them has no text.
    """
    from ..corpora.reading import read

    return score_documents(read(hypothesis), read(reference))


def score_documents(hypothesis: Document, reference: Document) -> VersionScores:
    """Return the scores of a document against the official one in the same language.

    Raises:
        DuizhaoError: The languages differ, or a document has no text.
    """
    if hypothesis.language != reference.language:
        message = _("this version is in {one}, the official one in {other}; both must be in one language")
        raise DuizhaoError(
            message.format(one=hypothesis.language, other=reference.language), file=hypothesis.source or None
        )
    blocks = match_blocks(hypothesis, reference)
    if not any(block.hypothesis for block in blocks) or not any(block.reference for block in blocks):
        raise DuizhaoError(_("no text to score"), file=hypothesis.source or None)
    metrics = _metrics(reference.language)
    by_section: dict[str, list[MatchedBlock]] = {}
    for block in blocks:
        by_section.setdefault(block.section, []).append(block)
    paragraphs = [_part(block.name, [block], metrics) for block in blocks]
    sections = tuple(_part(section, inside, metrics) for section, inside in by_section.items())
    whole = _part(reference.symbol or reference.source, blocks, metrics)
    signatures = tuple((name, str(metric.get_signature())) for name, metric in metrics.items())
    return VersionScores(whole, sections, tuple(sorted(paragraphs, key=lambda part: part.chrf)), signatures)


class MatchedBlock(NamedTuple):
    """A block of the translator's version and of the official one; a text is empty where one of them has none."""

    name: str
    section: str
    hypothesis: str
    reference: str


def match_blocks(hypothesis: Document, reference: Document) -> list[MatchedBlock]:
    """Return the blocks of the two documents beside each other.

    Blocks belong together by their place under the headings, their kind, the key of their label, and their turn among
    those.
    Every block of both is in one row.
    """
    one, other = _by_key(hypothesis), _by_key(reference)
    found = []
    for key, (section, block) in other.items():
        mine = one.get(key)
        found.append(MatchedBlock(_name(block), section, mine[1].text if mine else "", block.text))
    for key, (section, block) in one.items():
        if key not in other:
            found.append(MatchedBlock(_name(block), section, block.text, ""))
    return found


def _by_key(document: Document) -> dict[tuple[object, ...], tuple[str, Block]]:
    found: dict[tuple[object, ...], tuple[str, Block]] = {}
    turns: dict[tuple[object, ...], int] = {}
    section = document.title or document.symbol or "—"
    for block in document.blocks:
        if block.kind not in _COUNTED or not block.text.strip():
            continue
        if block.kind == "heading":
            section = f"{block.label} {block.text}".strip()
        # a numbered paragraph is known by its number: the headings above it may differ
        place = () if block.key and block.kind == "paragraph" else block.path
        key = (block.kind, place, block.key)
        turns[key] = turn = turns.get(key, -1) + 1
        found[(*key, turn)] = (section, block)
    return found


def _name(block: Block) -> str:
    text = block.text[:40] + ("…" if len(block.text) > 40 else "")
    return f"{block.label} {text}".strip()


def _metrics(language: Language) -> dict[str, Any]:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    chinese = language == "zh"
    return {
        "BLEU": BLEU(tokenize="zh" if chinese else "13a", effective_order=True),
        "chrF": CHRF(),
        "TER": TER(asian_support=chinese, normalized=chinese),
    }


def _part(name: str, blocks: Sequence[MatchedBlock], metrics: dict[str, Any]) -> PartScores:
    hypotheses, references = [block.hypothesis for block in blocks], [block.reference for block in blocks]
    bleu, chrf, ter = (
        round(metrics[key].corpus_score(hypotheses, [references]).score, 2) for key in ("BLEU", "chrF", "TER")
    )
    return PartScores(name, " ".join(filter(None, hypotheses)), " ".join(filter(None, references)), bleu, chrf, ter)


def scores_record(scores: VersionScores) -> dict[str, Any]:
    """Return the scores as a record for JSON."""

    def row(part: PartScores) -> dict[str, Any]:
        return {"name": part.name, "bleu": part.bleu, "chrf": part.chrf, "ter": part.ter}

    return {
        "document": row(scores.whole),
        "sections": [row(part) for part in scores.sections],
        "paragraphs": [
            {**row(part), "hypothesis": part.hypothesis, "reference": part.reference} for part in scores.paragraphs
        ],
        "signatures": dict(scores.signatures),
    }
