"""A memory of a million segments: import, size, exact, fuzzy and concordance search, recall against brute force.

DUIZHAO_BENCH_SEGMENTS and DUIZHAO_BENCH_QUERIES choose other numbers.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar

from duizhao.memory.memory import Memory, open_memory
from duizhao.memory.placeables import skeleton
from duizhao.memory.store import MemoryUnit
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from . import segments, shared_is_missing

Result = TypeVar("Result")
Language = Literal["zh", "en"]
SEGMENTS = int(os.environ.get("DUIZHAO_BENCH_SEGMENTS", "1000000"))
QUERIES = int(os.environ.get("DUIZHAO_BENCH_QUERIES", "100"))  # a language
SHARES = (0.05, 0.1, 0.15, 0.2, 0.25)  # of a segment's characters or words changed for a query
BEST = 5
_IMPORT = """
import resource, sys
from duizhao.memory.importing import import_files
report = import_files([sys.argv[1]], sys.argv[2])
used = resource.getrusage(resource.RUSAGE_SELF)
print(report.added, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)
"""


def run() -> None:
    """Print the table."""
    if shared_is_missing():
        return
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        tmx, db = Path(folder) / "m.tmx", Path(folder) / "m.db"
        size = segments.write_tmx(tmx, SEGMENTS)
        print(f"{SEGMENTS:,} segments, TMX {size / 1e6:.0f} MB")
        _import(tmx, db, size)
        with open_memory(db) as memory:
            for language in ("zh", "en"):
                _search(memory, language)


def _import(tmx: Path, db: Path, size: int) -> None:
    for target in ("under 120 s, 1,000 MB", "again"):
        start = time.perf_counter()
        result = subprocess.run(
            [sys.executable, "-c", _IMPORT, str(tmx), str(db)], capture_output=True, text=True, check=True
        )
        seconds = time.perf_counter() - start
        added, peak, used = result.stdout.split()
        figures = f"{seconds:.0f} s ({float(used):.0f} s of a core), peak {float(peak):.0f} MB, {int(added):,} added"
        _row(f"import ({target})", figures)
    _row("database (at most 3 x TMX)", f"{db.stat().st_size / 1e6:.0f} MB, {db.stat().st_size / size:.2f} x TMX")


def _search(memory: Memory, language: Language) -> None:
    dice = random.Random(11)
    skeletons = [skeleton(getattr(unit, language), language) for unit in memory.units()]
    samples = [getattr(unit, language) for unit in _sample(memory, dice)]
    # Chinese changed by characters; English by words and, every second one, by letters
    by_letters = [language == "zh" or number % 2 == 1 for number in range(len(samples))]
    queries = [
        segments.changed(text, dice.choice(SHARES), dice, letters)
        for text, letters in zip(samples, by_letters, strict=True)
    ]
    phrases = [_phrase(text, dice, language) for text in samples]
    memory.fuzzy(queries[0], language)
    _times(f"{language} exact (under 1 ms)", lambda text: memory.exact(text, language), samples)
    hits = _times(
        f"{language} fuzzy (median under 20 ms, p95 under 60)",
        lambda text: [hit.percent for hit in memory.fuzzy(text, language, BEST, 70)],
        queries,
    )
    brute = _times(f"{language} brute force, rapidfuzz", lambda text: _brute_force(text, skeletons, language), queries)
    _recall(language, hits, brute)
    _times(f"{language} concordance (median under 20 ms)", lambda text: memory.concordance(text, language), phrases)
    if language == "zh":
        singles = [dice.choice(text) for text in samples]
        _times("zh concordance, one character", lambda text: memory.concordance(text, "zh"), singles)
    else:
        memory.concordance("report", "en", stem=True)  # loads the inflections
        _times("en concordance, by stem", lambda text: memory.concordance(text, "en", stem=True), phrases)


def _sample(memory: Memory, dice: random.Random) -> list[MemoryUnit]:
    chosen = set(dice.sample(range(SEGMENTS), QUERIES))
    return [unit for number, unit in enumerate(memory.units()) if number in chosen]


def _phrase(text: str, dice: random.Random, language: Language) -> str:
    """Return two to six characters, or one to three words, of a segment."""
    if language == "zh":
        length = dice.randint(2, 6)
        start = dice.randrange(max(1, len(text) - length))
        return text[start : start + length]
    words = text.split()
    length = dice.randint(1, 3)
    start = dice.randrange(max(1, len(words) - length))
    return " ".join(words[start : start + length]).strip(".,;:()")


def _brute_force(text: str, skeletons: list[str], language: Language) -> list[int]:
    """Return the percentages of the best segments of all."""
    found = process.extract(
        skeleton(text, language),
        skeletons,
        scorer=Levenshtein.normalized_similarity,
        limit=BEST,
        score_cutoff=0.7,
    )
    return [min(99, int(score * 100 + 1e-9)) for _choice, score, _place in found]


def _recall(language: Language, hits: list[list[int]], brute: list[list[int]]) -> None:
    """Print how many of the best by brute force, at 75 % and more, were found; equals may stand for one another."""
    wanted = found = firsts = first_found = 0
    for ours, best in zip(hits, brute, strict=True):
        ours = [min(99, percent) for percent in ours]
        for rank, percent in enumerate(best):
            if percent >= 75:
                good = rank < len(ours) and ours[rank] >= percent
                wanted, found = wanted + 1, found + good
                if rank == 0:
                    firsts, first_found = firsts + 1, first_found + good
    text = f"{found}/{wanted} = {found / max(wanted, 1):.4f}; best match {first_found}/{firsts}"
    _row(f"{language} recall of top {BEST} at >= 75 % (0.99)", text)


def _times(name: str, ask: Callable[[str], Result], texts: list[str]) -> list[Result]:
    """Ask each text once, print the times, return the answers."""
    answers, times, used = [], [], []
    for text in texts:
        start, start_used = time.perf_counter(), time.process_time()
        answers.append(ask(text))
        used.append((time.process_time() - start_used) * 1000)
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
    core = statistics.median(used)
    _row(name, f"median {statistics.median(times):.2f} ms ({core:.2f} of a core), p95 {p95:.2f}, max {times[-1]:.2f}")
    return answers


def _row(name: str, value: str) -> None:
    print(f"  {name:<50}{value}", flush=True)
