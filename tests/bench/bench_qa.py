"""QA: how long all checks take on a big memory with a big glossary, and how much memory."""

import csv
import os
import random
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

from duizhao.align.bitext import Bitext, Pair
from duizhao.align.encoders.encoder import SentenceEncoder
from duizhao.qa.reports.formats import write_report
from duizhao.qa.reports.report import make_report
from duizhao.qa.runner import check
from duizhao.qa.settings import Settings
from duizhao.terms.formats.registry import load_glossary
from duizhao.terms.glossary import Concept, Glossary, Term

from . import SHARED, shared_is_missing

SEGMENTS = 100_000
TERMS = 8_000


def run() -> None:
    """Print a table of times and the peak of memory."""
    if shared_is_missing():
        return
    count = int(os.environ.get("DUIZHAO_BENCH_SEGMENTS", SEGMENTS))
    glossary, bitext = _glossary(), _bitext(count)
    print(f"{len(bitext.pairs):,} segments, a glossary of {len(glossary):,} concepts, {os.cpu_count()} cores")
    settings = Settings()
    started = time.perf_counter()
    result = check(bitext, glossary, settings, SentenceEncoder())
    checked = time.perf_counter()
    print(f"{'all checks':28} {checked - started:7.1f} s   {len(result.findings):,} findings")
    report = make_report(result, [("bench", 0, len(bitext.pairs))], glossary, settings)
    scored = time.perf_counter()
    print(f"{'scores and repeats':28} {scored - checked:7.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("html", "json", "xlsx"):
            begun = time.perf_counter()
            path = Path(folder) / f"report.{suffix}"
            write_report(report, path)
            size = path.stat().st_size / 1e6
            print(f"{'report.' + suffix:28} {time.perf_counter() - begun:7.1f} s   {size:.0f} MB")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e3 if sys.platform != "darwin" else 1e6)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    took, cpu = time.perf_counter() - started, sum(os.times()[:4])
    print(f"{'all':28} {took:7.1f} s   {cpu:.0f} s of CPU, peak {peak:,.0f} MB, largest child {children:,.0f} MB")


def _glossary() -> Glossary:
    """The shipped glossary, filled up with the thesaurus to 8,000 concepts."""
    shipped = load_glossary()
    known = {term.text for concept in shipped for term in concept.zh}
    with (SHARED / "data/unbis/unbis_zh_en.tsv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE) if row["zh"] not in known]
    more = [
        Concept(row["concept"], (Term(row["zh"], "zh"), Term(row["en"].lower(), "en"))) for row in rows if row["en"]
    ]
    return Glossary([*shipped, *more[: TERMS - len(shipped)]], name="bench")


def _bitext(count: int) -> Bitext:
    """Pairs of the shared report with other numbers, the same on both sides; one in twenty has a number wrong."""
    dice = random.Random(11)
    with (SHARED / "data/A_76_36/gold_sentences.tsv").open(encoding="utf-8") as stream:
        gold = [(row["zh"], row["en"]) for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)]
    pairs = []
    for number in range(count):
        zh, en = gold[number % len(gold)]
        case = dice.randint(2, 9_999_999)
        wrong = case + (dice.random() < 0.05)
        zh, en = re.sub("。$", f"(第{case}号来文)。", zh), re.sub(r"\.$", f" (communication No. {wrong}).", en)
        pairs.append(Pair(str(number), "paragraph", "", zh, en, 1.0))
    return Bitext(tuple(pairs))
