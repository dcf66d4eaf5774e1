"""The inverted index of a memory: for each token the segments that hold it, by blocks of segments.

A block covers a range of unit ids and is written whole: one row a token, its blob the local ids (unit id less the
block's first id) as little-endian 32-bit integers, ascending. Rows of a block follow one another in the file, so a
block is written at the speed of the disk and dropped by one range delete. New units make a small block; small blocks
at the end are made anew as one (as log-structured merge trees do), so that a query has few blocks to ask.
Units that were removed stay in their block until `rebuild`: who reads the index skips ids that have no unit.
"""

import json
import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from ..language import Language
from .batches import TOKEN_BITS, Batch, find_grams, make_batch, segment_lengths

Ids = npt.NDArray[np.uint32]

SCHEMA = """
CREATE TABLE block (
    number INTEGER PRIMARY KEY,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    zh_lengths BLOB NOT NULL,
    en_lengths BLOB NOT NULL
);
CREATE TABLE posting (key INTEGER PRIMARY KEY, ids BLOB NOT NULL);
"""

_SIZES = """
SELECT posting.key, length(posting.ids) FROM json_each(?) AS wanted CROSS JOIN posting ON posting.key = wanted.value
"""
_LOCAL_BITS = 22  # a token and a local id together are 64 bits, sorted at once
_KIND_SHIFT = TOKEN_BITS
_BLOCK_SHIFT = TOKEN_BITS + 2
_MOST_IDS = 1 << _LOCAL_BITS
_MOST_POSTINGS = 30_000_000  # 240 MB while a block is made
_MERGE_FACTOR = 6  # a block is made anew with its successor unless it is this many times as large
_ROWS_AT_ONCE = 4096
_CHARACTERS_AT_ONCE = 4_000_000  # some 50 bytes each while they are worked on

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class IndexBlock:
    """A range of units that is indexed together.

    Attributes:
        number: Its number, ascending with the ids.
        first_id: First unit id.
        last_id: Last unit id.
        zh_lengths: Length of the Chinese of each id, in characters, figures counted as one; 0 where no unit is.
        en_lengths: Likewise for the English.
    """

    number: int
    first_id: int
    last_id: int
    zh_lengths: npt.NDArray[np.uint16]
    en_lengths: npt.NDArray[np.uint16]

    def lengths(self, language: Language) -> npt.NDArray[np.uint16]:
        """Return the lengths of one language."""
        return self.zh_lengths if language == "zh" else self.en_lengths


class IndexWriter:
    """Indexes units in the order of their ids.

    Args:
        connection: A connection inside a transaction.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._ids: list[npt.NDArray[np.int64]] = []  # of the block in the making, as are the rest
        self._lengths: dict[Language, list[npt.NDArray[np.uint16]]] = {"zh": [], "en": []}
        self._postings: dict[int, list[npt.NDArray[np.uint64]]] = {}  # by kind of token
        self._size = 0  # postings

    def add(self, ids: list[int], zh: Batch, en: Batch) -> None:
        """Index some units: ids ascending and above all before."""
        if self._ids and (self._is_full() or ids[-1] - self._ids[0][0] >= _MOST_IDS):
            self.write_block()
        self._ids.append(np.array(ids, dtype=np.int64))
        local = self._ids[-1] - self._ids[0][0]
        sides: tuple[tuple[Language, Batch], ...] = (("zh", zh), ("en", en))
        for language, batch in sides:
            self._lengths[language].append(segment_lengths(batch))
            for grams in find_grams(batch, language):
                packed = grams.tokens << np.uint64(_LOCAL_BITS) | local[grams.texts].astype(np.uint64)
                self._postings.setdefault(grams.kind, []).append(packed)
                self._size += len(packed)

    def _is_full(self) -> bool:
        return self._size >= _MOST_POSTINGS or self._ids[-1][-1] - self._ids[0][0] >= _MOST_IDS // 2

    def finish(self) -> None:
        """Write what is pending, and make small blocks at the end anew as one."""
        self.write_block()
        merged = _blocks_to_merge(self._connection)
        if merged:
            drop_blocks(self._connection, merged[0])
            index_units(self._connection, merged[1])

    def write_block(self) -> None:
        """Write what is pending, if anything, as a block."""
        if not self._ids:
            return
        ids = np.concatenate(self._ids)
        first, last = ids[[0, -1]].tolist()
        lengths = np.zeros((2, last - first + 1), dtype="<u2")
        lengths[:, ids - first] = [np.concatenate(each) for each in self._lengths.values()]
        number = int(self._connection.execute("SELECT coalesce(max(number), 0) + 1 FROM block").fetchone()[0])
        self._connection.execute(
            "INSERT INTO block VALUES (?, ?, ?, ?, ?)", (number, first, last, *(each.tobytes() for each in lengths))
        )
        for kind in sorted(self._postings):
            rows = _posting_rows(self._postings.pop(kind), number << _BLOCK_SHIFT | kind << _KIND_SHIFT)
            self._connection.executemany("INSERT INTO posting VALUES (?, ?)", rows)
        self._ids, self._lengths, self._size = [], {"zh": [], "en": []}, 0


def batches(rows: Iterable[Row], size: Callable[[Row], int]) -> Iterator[list[Row]]:
    """Yield ``rows`` in lists that are worked on at once: some thousand rows, fewer where their texts are long.

    Args:
        rows: Any rows.
        size: Characters of a row.
    """
    batch: list[Row] = []
    characters = 0
    for row in rows:
        batch.append(row)
        characters += size(row)
        if len(batch) >= _ROWS_AT_ONCE or characters >= _CHARACTERS_AT_ONCE:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def index_units(connection: sqlite3.Connection, first_id: int) -> None:
    """Index all units from ``first_id`` on, which must not be indexed yet, without a merge."""
    writer = IndexWriter(connection)
    cursor = connection.execute("SELECT id, zh, en FROM unit WHERE id >= ? ORDER BY id", (first_id,))
    for rows in batches(cursor, lambda row: len(row[1]) + len(row[2])):
        while rows:  # after removals ids may lie far apart, further than a block reaches
            near = bisect_left(rows, rows[0][0] + _MOST_IDS // 4, key=itemgetter(0))
            ids, zh, en = zip(*rows[:near], strict=True)
            writer.add(list(ids), make_batch(list(zh), "zh"), make_batch(list(en), "en"))
            rows = rows[near:]
    writer.write_block()


def rebuild(connection: sqlite3.Connection) -> None:
    """Index all units anew."""
    drop_blocks(connection, 0)
    index_units(connection, 0)


def drop_blocks(connection: sqlite3.Connection, first: int) -> None:
    """Drop the blocks from number ``first`` on."""
    connection.execute("DELETE FROM posting WHERE key >= ?", (first << _BLOCK_SHIFT,))
    connection.execute("DELETE FROM block WHERE number >= ?", (first,))


def read_blocks(connection: sqlite3.Connection) -> list[IndexBlock]:
    """Return the blocks, oldest first."""
    rows = connection.execute("SELECT number, first_id, last_id, zh_lengths, en_lengths FROM block ORDER BY number")
    return [
        IndexBlock(number, first, last, np.frombuffer(zh, dtype="<u2"), np.frombuffer(en, dtype="<u2"))
        for number, first, last, zh, en in rows
    ]


def posting_sizes(
    connection: sqlite3.Connection, block: IndexBlock, kind: int, tokens: Iterable[int]
) -> dict[int, int]:
    """Return for each of ``tokens`` that the block has the number of its ids."""
    base = _base(block, kind)
    keys = json.dumps([base | token for token in tokens])
    return {key - base: size // 4 for key, size in connection.execute(_SIZES, (keys,))}


def postings(connection: sqlite3.Connection, block: IndexBlock, kind: int, token: int) -> Ids:
    """Return the local ids of a token in a block, ascending; empty where it does not occur."""
    row = connection.execute("SELECT ids FROM posting WHERE key = ?", (_base(block, kind) | token,)).fetchone()
    return np.frombuffer(b"" if row is None else row[0], dtype="<u4")


def postings_between(
    connection: sqlite3.Connection, block: IndexBlock, kind: int, low: int, high: int
) -> Iterator[Ids]:
    """Yield the local ids of each token of the block in ``low <= token < high``."""
    base = _base(block, kind)
    query = "SELECT ids FROM posting WHERE key >= ? AND key < ?"
    for (blob,) in connection.execute(query, (base | low, base + high)):
        yield np.frombuffer(blob, dtype="<u4")


def _base(block: IndexBlock, kind: int) -> int:
    return block.number << _BLOCK_SHIFT | kind << _KIND_SHIFT


def _blocks_to_merge(connection: sqlite3.Connection) -> tuple[int, int] | None:
    """Return number and first id of the oldest block to be made anew with all after it; None for no need."""
    rows = connection.execute("SELECT number, first_id, last_id FROM block ORDER BY number DESC").fetchall()
    merged = None
    size = 0
    for number, first, last in rows:
        if size and last - first + 1 >= size * _MERGE_FACTOR:
            break
        size += last - first + 1
        if size > _MOST_IDS // 16:
            break
        if number != rows[0][0]:
            merged = (number, first)
    return merged


def _posting_rows(parts: list[npt.NDArray[np.uint64]], base: int) -> Iterator[tuple[int, memoryview]]:
    packed = np.concatenate(parts)
    parts.clear()
    if not len(packed):
        return
    packed.sort()
    packed = packed[_changes(packed)]
    ids: Ids = (packed & np.uint64(_MOST_IDS - 1)).astype("<u4")
    packed >>= np.uint64(_LOCAL_BITS)
    starts = np.flatnonzero(_changes(packed))
    tokens = packed[starts].tolist()
    del packed
    data = memoryview(ids).cast("B")  # type: ignore[arg-type]
    bounds = [*starts.tolist(), len(ids)]
    for token, start, end in zip(tokens, bounds[:-1], bounds[1:], strict=True):
        yield base | token, data[start * 4 : end * 4]


def _changes(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    """Mark the first of each run of equal values."""
    changes = np.ones(len(values), dtype=np.bool_)
    changes[1:] = values[1:] != values[:-1]
    return changes
