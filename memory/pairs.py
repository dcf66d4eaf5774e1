"""The pairs of a translation memory, for concordances and extraction: TMX, TSV or a memory's database."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..align.bitext import Pair
from ..language import Language
from ..tmx.formats.bitext_files import read_bitext

_MOST_HITS = 1000


def memory_pairs(path: str | Path, phrases: Sequence[str], language: Language) -> Iterable[Pair]:
    """Return pairs of a memory with both sides, all those among them that have one of the phrases.

    Args:
        path: A TMX or TSV file, or a memory's database (``.db``), which is asked for the phrases only.
        phrases: Forms of a term.
        language: Their language.
    """
    if str(path).lower().endswith((".db", ".sqlite")):
        return _from_data_base(path, phrases, language)
    return read_bitext(path).matched


def _from_data_base(path: str | Path, phrases: Sequence[str], language: Language) -> list[Pair]:
    from .memory import open_memory

    found: dict[int, Pair] = {}
    with open_memory(path) as memory:
        for phrase in phrases:
            for hit in memory.concordance(phrase, language, limit=_MOST_HITS, stem=True):
                id = ":".join(part for part in (hit.document, hit.unit or str(hit.id)) if part)
                found[hit.id] = Pair(id, "paragraph", hit.label, hit.zh, hit.en, 1.0)
    return [found[id] for id in sorted(found)]
