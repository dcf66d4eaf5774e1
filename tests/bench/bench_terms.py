"""Terms: speed of matching and look-up; what extraction finds in A/76/36.

How the gold list (tests/terms/gold_terms_A_76_36.tsv) was judged: by the extractor's author, so not blind. The
candidates of several versions of the extractor were read with A/76/36 at hand, and a pair was kept where (1) the
English is what stands for the Chinese in those sentences, (2) both are whole units, not pieces of a longer name and
not two things joined by "and" unless the joint expression is a fixed one, and (3) they are a noun, a noun phrase, a
name or a set phrase that a glossary could list. For terms given wrongly the right rendering was put in from the text.
A candidate that is not in the list counts as wrong, whether or not anybody has judged it.
"""

import csv
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from duizhao.align.bitext import Bitext, Pair
from duizhao.align.encoders.encoder import SentenceEncoder
from duizhao.terms.extraction.candidates import Candidate, extract_terms
from duizhao.terms.glossary import Concept, Glossary, Term
from duizhao.terms.matching.matcher import TermMatcher

from . import SHARED, shared_is_missing

ROOT = Path(__file__).resolve().parents[2]
Result = TypeVar("Result")
GOLD = ROOT / "tests" / "terms" / "gold_terms_A_76_36.tsv"


def run() -> None:
    """Print the figures."""
    if shared_is_missing():
        return
    _extraction()
    _matching()
    _lookup()


def gold_pairs() -> list[tuple[str, str]]:
    """Return A/76/36's sentence pairs."""
    with (SHARED / "data/A_76_36/gold_sentences.tsv").open(encoding="utf-8", newline="") as stream:
        return [(row["zh"], row["en"]) for row in csv.DictReader(stream, delimiter="\t") if row["zh"] and row["en"]]


def unbis() -> list[tuple[str, str]]:
    """Return the Chinese and English labels of the UNBIS Thesaurus."""
    with (SHARED / "data/unbis/unbis_zh_en.tsv").open(encoding="utf-8", newline="") as stream:
        return [(row["zh"], row["en"]) for row in csv.DictReader(stream, delimiter="\t")]


def on_both_sides(pairs: list[tuple[str, str]], terms: list[tuple[str, str]], least: int) -> list[tuple[str, str]]:
    """Return the terms whose Chinese and English stand in the same pair at least ``least`` times, nested or not."""
    matcher = TermMatcher(
        Glossary(Concept(str(i), (Term(zh, "zh"), Term(en, "en"))) for i, (zh, en) in enumerate(terms))
    )
    counts = [0] * len(terms)
    for zh, en in pairs:
        here = {c.id for match in matcher.find(zh, "zh", nested=True) for c, _term in match.readings}
        there = {c.id for match in matcher.find(en, "en", nested=True) for c, _term in match.readings}
        for id in here & there:
            counts[int(id)] += 1
    return [term for term, count in zip(terms, counts, strict=True) if count >= least]


def is_form_of(text: str, term: str) -> bool:
    """Return whether an English text is a form of a term, and nothing more."""
    matcher = TermMatcher(Glossary([Concept("1", (Term(term.lower(), "en"),))]))
    return any((match.start, match.end) == (0, len(text)) for match in matcher.find(text, "en"))


def proposed(candidates: list[Candidate], zh: str) -> str:
    """Return the first English translation proposed for a Chinese term; empty for none."""
    for candidate in candidates:
        if any(term.text == zh for term in candidate.concept.zh):
            return candidate.concept.text("en")
    return ""


def precision(candidates: list[Candidate], gold: dict[str, list[str]], first: int) -> tuple[float, list[str]]:
    """Return the share of the first candidates that the gold list has, and the others."""
    wrong = []
    for candidate in candidates[:first]:
        zh, en = candidate.concept.text("zh"), candidate.concept.text("en")
        if not any(en == each or is_form_of(en, each) for each in gold.get(zh, [])):
            wrong.append(f"{zh} = {en}")
    return 1 - len(wrong) / first, wrong


def _extraction() -> None:
    pairs = gold_pairs()
    bitext = Bitext(tuple(Pair(str(i), "paragraph", "", zh, en, 1.0) for i, (zh, en) in enumerate(pairs)))
    with GOLD.open(encoding="utf-8", newline="") as stream:
        gold = {row["zh"]: row["en"].split("|") for row in csv.DictReader(stream, delimiter="\t")}
    wanted = on_both_sides(pairs, unbis(), 2)
    print(
        f"UNBIS terms on both sides of A/76/36: {len(on_both_sides(pairs, unbis(), 1))}, twice or more: {len(wanted)}"
    )
    for name, encoder in (("with encoder", SentenceEncoder()), ("counts alone", None)):
        candidates, seconds = _timed(lambda encoder=encoder: extract_terms(bitext, Glossary([]), encoder=encoder))
        right = [term for term in wanted if is_form_of(proposed(candidates, term[0]), term[1])]
        share, wrong = precision(candidates, gold, 100)
        print(
            f"{name}: {len(candidates)} candidates in {seconds}; UNBIS first translation right "
            f"{len(right)}/{len(wanted)} = {len(right) / len(wanted):.3f}; precision of the first 100 {share:.2f}"
        )
        print("   not in the gold list:", "; ".join(wrong))


def _matching() -> None:
    zh, en = ((SHARED / f"data/A_76_36/{name}.txt").read_text(encoding="utf-8") for name in ("zh", "en"))
    terms = unbis()
    step = 0
    while len(terms) < 100_000:
        step += 1
        terms += [(a[0] + b[0], f"{a[1]} {b[1]}") for a, b in zip(terms[:7000], terms[step:7000], strict=False)]
    terms = terms[:100_000]
    matcher = TermMatcher(
        Glossary(Concept(str(i), (Term(z, "zh"), Term(e.lower(), "en"))) for i, (z, e) in enumerate(terms))
    )
    _found, built_zh = _timed(lambda: matcher.find("人权", "zh"))
    _found, built_en = _timed(lambda: matcher.find("human rights", "en"))
    text = (zh * 40).encode()[:1_000_000].decode(errors="ignore")
    found_zh, seconds_zh = _timed(lambda: matcher.find(text, "zh"))
    found_en, seconds_en = _timed(lambda: matcher.find((en * 40)[:1_000_000], "en"))
    print(f"100,000 terms, index built: Chinese {built_zh}, English {built_en}")
    print(f"1 MB of Chinese: {seconds_zh}, {len(found_zh)} matches")
    print(f"1 MB of English: {seconds_en}, {len(found_en)} matches")


def _lookup() -> None:
    times = []
    for query in ("重建得更好", "OHCHR", "普遍定期审查", "States parties", "zzzz"):
        _done, seconds = _timed(
            lambda query=query: subprocess.run(
                [sys.executable, "-m", "duizhao", "term", query], capture_output=True, check=False
            )
        )
        times.append(f"{query} {seconds}")
    print("duizhao term, whole process:", "; ".join(times))


def _timed(work: Callable[[], Result]) -> tuple[Result, str]:
    """Return a result and the time it took: by the clock, and of the processors, which other work does not lengthen."""
    start, before = time.perf_counter(), os.times()
    result = work()
    after = os.times()
    return result, f"{time.perf_counter() - start:.2f} s ({sum(after[:4]) - sum(before[:4]):.2f} s of processors)"
