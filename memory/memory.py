"""A translation memory to search: one SQLite file, asked in either direction for equal, similar, containing segments.

Example:
    >>> with open_memory("my.db") as memory:                              # doctest: +SKIP
    ...     for hit in memory.fuzzy("截至2022年6月30日", "zh", threshold=75):
    ...         print(hit.percent, hit.en)
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rapidfuzz.distance import Levenshtein

from ..align.bitext import Pair
from ..errors import DuizhaoError, check_choice
from ..i18n import _
from ..language import LANGUAGES, Language
from ..language.comparison_keys import segment_key, width_folded
from ..language.script import detect_language
from .batches import make_batch, signed_hashes
from .concordance import find_occurrences
from .fuzzy import find_matches
from .index import IndexBlock, read_blocks
from .placeables import fill, skeleton_spans
from .store import COLUMNS, MemoryUnit, disk_errors, from_row, open_database, read_unit

How = Literal["auto", "exact", "fuzzy", "concordance"]
WAYS: tuple[How, ...] = ("auto", "exact", "fuzzy", "concordance")
Spans = tuple[tuple[int, int], ...]  # first character and one past the last, from 0
_ALL = f"SELECT {COLUMNS} FROM unit JOIN document ON document.id = unit.document_id ORDER BY unit.id"  # noqa: S608
_EXACT = {
    "zh": "SELECT id, zh FROM unit WHERE zh_coarse = ? AND zh_hash = ? ORDER BY id DESC LIMIT ?",
    "en": "SELECT id, en FROM unit WHERE en_coarse = ? AND en_hash = ? ORDER BY id DESC LIMIT ?",
}
_MOST_HITS = 1000  # of one phrase, for a concordance


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that was found: its own view, for it says how like the query it is and where, and carries a proposal.

    Attributes:
        percent: How like the query it is, 0 to 100 (see `fuzzy`); 100 for a concordance hit.
        zh: Chinese text.
        en: English text.
        proposal: The text in the other language, with the query's figures in it where that was asked.
        unfilled: The query's figures and symbols that could not be put into the proposal.
        document: Symbol of its document, or name of the file it came in.
        label: Number of its paragraph as printed; empty where not known.
        unit: Its id in that document; empty where it has none.
        id: Its id in the memory.
        date: When it was last changed or made, ``2021-08-04T00:00:00Z``; empty where not known.
        confirmed: Whether a person has confirmed it.
        language: The language that was searched.
        spans: In the text of that language: where the phrase stands (concordance) or what differs from the query.
        query_spans: In the query: what differs from that text.
    """

    percent: int
    zh: str
    en: str
    proposal: str
    unfilled: tuple[str, ...]
    document: str
    label: str
    unit: str
    id: int
    date: str
    confirmed: bool
    language: Language
    spans: Spans
    query_spans: Spans


class Memory:
    """An open memory. Many may read at once, in threads and in processes, while one writes.

    Args:
        path: The database file.

    Raises:
        DuizhaoError: It is missing, no memory of this program, or cannot be read.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._connection = open_database(self.path)
        self._lock = threading.Lock()
        self._blocks: list[IndexBlock] = []
        self._seen = -1

    def __enter__(self) -> "Memory":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def search(
        self,
        text: str,
        how: How = "auto",
        language: Language | None = None,
        limit: int = 10,
        threshold: int = 70,
        *,
        stem: bool = False,
        fill_figures: bool = False,
    ) -> list[Hit]:
        """Return the hits for ``text``, best first.

        Args:
            text: A segment or a phrase.
            how: ``auto`` is `fuzzy` and, where that finds nothing, `concordance`.
            language: Language of the text; None to tell it from the text.
            limit: Most hits.
            threshold: Least percentage of fuzzy search.
            stem: Whether an English word of a concordance stands for all its forms.
            fill_figures: Whether the text's figures are put into the proposals of fuzzy search.

        Raises:
            DuizhaoError: The text is empty, or its language is not given and cannot be told.
        """
        check_choice("how", how, WAYS)
        if not text.strip():
            raise DuizhaoError(_("there is nothing to search for; give a text"))
        language = language or detect_language(text)
        if language is None:
            raise DuizhaoError(_("the text is neither Chinese nor English; say which with --source zh or --source en"))
        if how == "exact":
            return self.exact(text, language, limit)
        hits: list[Hit] = []
        if how in ("auto", "fuzzy"):
            hits = self.fuzzy(text, language, limit, threshold, fill_figures=fill_figures)
        if how == "concordance" or (how == "auto" and not hits):
            hits = self.concordance(text, language, limit, stem=stem)
        return hits

    def exact(self, text: str, language: Language, limit: int = 50) -> list[Hit]:
        """Return the newest units whose text is ``text`` but for white space and width, at most ``limit``."""
        check_choice("language", language, LANGUAGES)
        (exact,), (coarse,) = signed_hashes(make_batch([text], language))
        wanted = segment_key(text, language)
        with self._lock, disk_errors(self.path):
            rows = self._connection.execute(_EXACT[language], (coarse, exact, limit)).fetchall()
            ids = [id_ for id_, found in rows if segment_key(found, language) == wanted]
            return [hit for id_ in ids if (hit := self._hit(id_, 100, language, (), ()))]

    def fuzzy(
        self, text: str, language: Language, limit: int = 5, threshold: int = 70, *, fill_figures: bool = False
    ) -> list[Hit]:
        """Return the units most like ``text``, best first.

        Args:
            text: A segment.
            language: Its language.
            limit: Most hits.
            threshold: Least percentage, 1 to 100.
            fill_figures: Whether to put the figures and symbols of ``text`` into each proposal.
        """
        check_choice("language", language, LANGUAGES)
        if not text.strip():
            return []
        with self._reading() as blocks:
            matches = find_matches(self._connection, blocks, text, language, limit, max(1, threshold))
            hits = []
            for match in matches:
                spans, query_spans = differences(text, match.text, language)
                hit = self._hit(match.id, match.percent, language, spans, query_spans, text if fill_figures else "")
                if hit is not None:
                    hits.append(hit)
        return hits

    def concordance(self, phrase: str, language: Language, limit: int = 50, *, stem: bool = False) -> list[Hit]:
        """Return the newest units that hold ``phrase``.

        Args:
            phrase: Chinese of one character or more; English words. Case, width and white space do not matter.
            language: The language to look in.
            limit: Most hits.
            stem: Whether an English word stands for all its forms (build: built, building).
        """
        check_choice("language", language, LANGUAGES)
        with self._reading() as blocks:
            found = find_occurrences(self._connection, blocks, phrase, language, limit, stem)
            return [hit for one in found if (hit := self._hit(one.id, 100, language, one.spans, ()))]

    def units(self) -> Iterator[MemoryUnit]:
        """Yield all units in the order in which they came."""
        with disk_errors(self.path):
            yield from map(from_row, self._connection.execute(_ALL))

    def __len__(self) -> int:
        with self._lock, disk_errors(self.path):
            return int(self._connection.execute("SELECT count(*) FROM unit").fetchone()[0])

    @contextmanager
    def _reading(self) -> Iterator[list[IndexBlock]]:
        """Give one consistent view of the memory: index and units of the same moment."""
        with self._lock, disk_errors(self.path):
            self._connection.execute("BEGIN")
            try:
                yield self._current_blocks()
            finally:
                self._connection.rollback()

    def _current_blocks(self) -> list[IndexBlock]:
        """Return the blocks of the index, read again when another connection has written."""
        self._connection.execute("SELECT max(number) FROM block").fetchone()  # from here on the view stays the same
        seen = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        if seen != self._seen:
            self._blocks, self._seen = read_blocks(self._connection), seen
        return self._blocks

    def _hit(
        self, id_: int, percent: int, language: Language, spans: Spans, query_spans: Spans, query: str = ""
    ) -> Hit | None:
        unit = read_unit(self._connection, id_)
        if unit is None:
            return None
        source, target = (unit.zh, unit.en) if language == "zh" else (unit.en, unit.zh)
        proposal, unfilled = fill(target, source, query) if query else (target, ())
        return Hit(
            percent,
            unit.zh,
            unit.en,
            proposal,
            unfilled,
            unit.document,
            unit.label,
            unit.unit,
            id_,
            unit.changed or unit.created,
            unit.confirmed,
            language,
            spans,
            query_spans,
        )


def open_memory(path: str | Path) -> Memory:
    """Open a memory for searching.

    Raises:
        DuizhaoError: It is missing, no memory of this program, or cannot be read.

    Example:
        >>> import duizhao as dz
        >>> dz.write(dz.align_documents(*dz.read_sample()), "sample.tmx")
        []
        >>> report = dz.import_files(["sample.tmx"], "sample.db")
        >>> with dz.open_memory("sample.db") as memory:
        ...     [hit.percent for hit in memory.fuzzy("报告最后提出几项建议，以期重建得更好，不让任何人掉队。", "zh")]
        [86]
    """
    return Memory(path)


def differences(query: str, text: str, language: Language) -> tuple[Spans, Spans]:
    """Return what differs: spans in ``text``, and spans in ``query``; figures that differ are among them."""
    wanted, query_places = skeleton_spans(query, language)
    found, places = skeleton_spans(text, language)
    in_text: list[tuple[int, int]] = []
    in_query: list[tuple[int, int]] = []
    for step in Levenshtein.opcodes(wanted, found):
        mine_there, other_there = query_places[step.src_start : step.src_end], places[step.dest_start : step.dest_end]
        if step.tag != "equal":
            in_query += mine_there
            in_text += other_there
            continue
        for mine, other in zip(mine_there, other_there, strict=True):
            was, now = text[slice(*other)], query[slice(*mine)]
            if width_folded(was) != width_folded(now) and not was.isspace():
                in_text.append(other)
                in_query.append(mine)
    return _joined(in_text), _joined(in_query)


def _joined(spans: Iterable[tuple[int, int]]) -> Spans:
    """Join spans that touch."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and joined[-1][1] >= start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def memory_pairs(path: str | Path, phrases: Sequence[str], language: Language) -> Iterable[Pair]:
    """Return pairs of a memory with both sides, all those among them that have one of the phrases.

    Args:
        path: A TMX or TSV file, or a memory (``.db``), which is asked for the phrases only.
        phrases: Forms of a term.
        language: Their language.
    """
    if str(path).lower().endswith((".db", ".sqlite")):
        return _pairs_with(path, phrases, language)
    from ..tmx.formats.bitext_files import read_bitext

    return read_bitext(path).matched


def _pairs_with(path: str | Path, phrases: Sequence[str], language: Language) -> list[Pair]:
    found: dict[int, Pair] = {}
    with open_memory(path) as memory:
        for phrase in phrases:
            for hit in memory.concordance(phrase, language, limit=_MOST_HITS, stem=True):
                id = ":".join(part for part in (hit.document, hit.unit or str(hit.id)) if part)
                found[hit.id] = Pair(id, "paragraph", hit.label, hit.zh, hit.en, 1.0, confirmed=hit.confirmed)
    return [found[id] for id in sorted(found)]
