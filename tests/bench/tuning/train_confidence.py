"""Learn align/confidence.tsv from documents whose pairs are known, and say how far it holds on those left out.

usage: python train_confidence.py SHARED [CONFIDENCE.tsv]

SHARED holds data/genuine, A_76_36, unpc_dev, mac_dev and tools/score_documents.py. Every document is aligned at both
levels, as it is and damaged by a fixed seed (`gold_documents`). Each group of documents (a genuine document with its
damaged copies; the convention in both scripts is one) is left out in turn and judged by what the rest teaches. What
ships is learnt from all. The logistic regression has a quadratic penalty and no weight below zero; projected Newton
steps (Bertsekas 1982) find it.
"""

import sys
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from duizhao.align.bitext import Bitext, Level
from duizhao.align.confidence import NAMES, ConfidenceModel, measure_pairs
from duizhao.align.documents import align_documents
from duizhao.align.encoders.encoder import cached, default_encoder
from duizhao.corpora.reading import read, read_bytes
from gold_documents import GENUINE, GoldDocument, documents, verdicts
from numpy.typing import NDArray

SEEDS = (1, 2, 3)
PENALTY = 1.0
STEPS = 40
LEVELS: tuple[Level, ...] = ("paragraph", "sentence")
BINS = 10
COPIES = ("damaged", "with other texts", "with sentences missing", "with other words", "in another order")
GROUPS = {name.removesuffix("_hans") for name in GENUINE}

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Rows:
    """Judged pairs, an entry each.

    Attributes:
        groups: What is left out together.
        copies: Whether the pair is of the document itself, a copy with faults of all kinds, or one with faults of one
            kind.
        right: Whether the pair is exactly right.
        measures: What speaks against it, (pairs, measures).
    """

    groups: NDArray[np.str_]
    copies: NDArray[np.str_]
    right: Array
    measures: Array

    def of(self, wanted: NDArray[np.bool_]) -> "Rows":
        """Return some of the rows."""
        return Rows(self.groups[wanted], self.copies[wanted], self.right[wanted], self.measures[wanted])


def aligned(document: GoldDocument, level: Level) -> Bitext:
    """Align a document of known pairs; half of the made ones are printed with blank lines."""
    if document.files:
        zh, en = (read(file) for file in document.files)
    else:
        blank = zlib.crc32(document.name.encode()) % 2 == 0
        zh, en = (read_bytes(document.text(side, blank).encode(), f"{side}.txt") for side in ("zh", "en"))
    return align_documents(zh, en, level, cached(default_encoder()), force=True)


def judged(made: Iterable[tuple[str, GoldDocument]]) -> Rows:
    """Align all documents, and keep the pairs of which gold knows whether they are right."""
    groups, copies, right, measures = [], [], [], []
    for group, document in made:
        for level in LEVELS:
            bitext = aligned(document, level)
            rows = measure_pairs(bitext.pairs, cached(default_encoder()))
            for verdict, row in zip(verdicts(document, bitext), rows, strict=True):
                if verdict is not None:
                    groups.append(group)
                    copies.append(next((name for name in COPIES if name in document.name), ""))
                    right.append(float(verdict))
                    measures.append(row)
    return Rows(np.asarray(groups), np.asarray(copies), np.asarray(right), np.asarray(measures))


def learn(rows: Rows) -> ConfidenceModel:
    """Return the offset and the weights with the highest penalized likelihood, no weight below zero."""
    scale = rows.measures.std(axis=0) + 1e-9
    x = np.c_[-np.ones(len(rows.right)), rows.measures / scale]  # log odds against the pair
    penalty = np.r_[0.0, np.full(len(scale), PENALTY)]

    def loss(at: Array) -> float:
        odds = x @ at
        return float((np.logaddexp(0.0, odds) - (1.0 - rows.right) * odds).sum() + 0.5 * penalty @ at**2)

    now = np.r_[2.0, np.zeros(len(scale))]
    for _time in range(STEPS):
        against = 1.0 / (1.0 + np.exp(-(x @ now)))
        slope = x.T @ (against - (1.0 - rows.right)) + penalty * now
        free = (now > 0.0) | (slope < 0.0)
        free[0] = True
        curve = (x[:, free].T * (against * (1.0 - against))) @ x[:, free] + np.diag(penalty[free] + 1e-6)
        step = np.zeros(len(now))
        step[free] = np.linalg.solve(curve, slope[free])
        size, before = 1.0, loss(now)
        while loss(_held(now - size * step)) > before and size > 1e-6:
            size /= 2.0
        now = _held(now - size * step)
    return ConfidenceModel(float(now[0]), now[1:] / scale)


def _held(at: Array) -> Array:
    return np.r_[at[0], np.maximum(at[1:], 0.0)]


def left_out(rows: Rows) -> Array:
    """Return the probability of every pair by what the other groups teach."""
    found = np.zeros(len(rows.right))
    for group in np.unique(rows.groups):
        held = rows.groups == group
        found[held] = learn(rows.of(~held)).probabilities(rows.measures[held])
    return found


def calibration_error(sure: Array, right: Array) -> float:
    """Return the expected calibration error over ten bins of equally many pairs."""
    parts = np.array_split(np.argsort(sure, kind="stable"), BINS)
    return float(sum(len(at) * abs(sure[at].mean() - right[at].mean()) for at in parts if len(at)) / len(sure))


def figures(title: str, sure: Array, right: Array) -> str:
    """Return a line of the table of figures."""
    wrong = right == 0.0
    counts = [len(right), wrong.sum(), (wrong & (sure >= 0.5)).sum(), (wrong & (sure >= 0.9)).sum()]
    counts.append((~wrong & (sure < 0.5)).sum())
    brier = float(((sure - right) ** 2).mean())
    return f"| {title} | {' | '.join(map(str, counts))} | {calibration_error(sure, right):.4f} | {brier:.4f} |"


def reliability(columns: Sequence[tuple[str, Array, Array]]) -> str:
    """Return a table of predicted and observed shares, a column of documents each."""
    head = "| confidence |" + "".join(f" {title}: pairs | predicted | observed |" for title, *_ in columns)
    lines = [head, "|---" * (1 + 3 * len(columns)) + "|"]
    for k in range(BINS):
        line = f"| {k / BINS:.1f}-{(k + 1) / BINS:.1f} |"
        for _title, sure, right in columns:
            held = np.minimum((sure * BINS).astype(int), BINS - 1) == k
            shares = f"{sure[held].mean():.3f} | {right[held].mean():.3f}" if held.any() else " | "
            line += f" {held.sum()} | {shares} |"
        lines.append(line)
    return "\n".join(lines)


def report(rows: Rows) -> None:
    """Print the tables of docs/alignment.md: every group by what the others teach."""
    sure = left_out(rows)
    genuine = np.isin(rows.groups, sorted(GROUPS))
    clean, faults = rows.copies == "", rows.copies == COPIES[0]
    titles = ("other texts put in", "sentences missing", "other words put in", "a run in another order")
    alone = tuple(zip(titles, COPIES[1:], strict=True))
    sets = [("genuine documents", genuine & clean), ("genuine documents, damaged", genuine & faults)]
    sets += [("both", genuine & (clean | faults))]
    kinds = [("genuine documents", genuine)]
    kinds += [
        (title, np.char.startswith(rows.groups, start))
        for title, start in (("A/76/36", "A_76"), ("composed of official pairs", "official"), ("novels", "mac_dev"))
    ]
    for title, of_kind in kinds:
        if of_kind is not genuine:
            sets.append((f"{title}, with copies", of_kind & (clean | faults)))
        sets += [
            (f"{title}, {what}", of_kind & (rows.copies == name))
            for what, name in alone
            if (of_kind & (rows.copies == name)).any()
        ]
    print("| left out | pairs | wrong | over 0.5 | over 0.9 | right under 0.5 | calibration error | Brier |")
    print("|---" * 8 + "|")
    for title, held in [*sets, *((name, genuine & (rows.groups == name)) for name in sorted(GROUPS))]:
        print(figures(title, sure[held], rows.right[held]))
    print("\n" + reliability([(title, sure[held], rows.right[held]) for title, held in sets[:2]]))


def write(model: ConfidenceModel, path: Path) -> None:
    """Write the weights."""
    head = [
        "# what speaks against a pair, and how many log odds it takes away for each unit; written by",
        "# tests/bench/tuning/train_confidence.py from genuine documents with gold, A/76/36, documents composed of",
        "# official pairs (United Nations Parallel Corpus, development set), MAC-Dev, and damaged copies of all",
    ]
    lines = [f"offset\t{model.offset:.4f}", *(f"{n}\t{w:.4f}" for n, w in zip(NAMES, model.weights, strict=True))]
    path.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


def main(shared: str, target: str | None = None) -> None:
    """Judge, report, learn and write."""
    rows = judged(documents(Path(shared), SEEDS))
    report(rows)
    model = learn(rows)
    for name, weight in zip(("offset", *NAMES), (model.offset, *model.weights), strict=True):
        print(f"{name:40} {weight:8.3f}")
    if target:
        write(model, Path(target))


if __name__ == "__main__":
    main(*sys.argv[1:])
