"""The sentence aligner beside others: seconds, peak memory and strict F1, each run in a process of its own.

Others: `galechurch` (Gale and Church 1993), and `sentalign` and `sentweave` (the search of Vecalign, Thompson and Koehn
2019), fed with the same vectors, where they are installed. Seconds are those of a warm process: imports and the loading
of the model are not in them, encoding is.
"""

import ast
import importlib.util
import json
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from . import SHARED, shared_is_missing

DATA = SHARED / "data"
TUNED, HELD_OUT = ("001", "003", "005"), ("002", "004", "006")
SIZES = (1000, 5000, 20000)
TOOLS = ("duizhao", "duizhao without embeddings", "galechurch", "sentalign", "sentweave")
SLOW = {"sentalign", "sentweave"}
LIMIT = 120

Text = tuple[list[str], list[str], list[tuple[tuple[int, ...], tuple[int, ...]]]]

_FRAMES = (
    ("委员会审议了{0}和{1}问题。", "The Committee considered the questions of {0} and {1}."),
    ("秘书长在报告第{2}段中提到了{0}。", "In paragraph {2} of his report, the Secretary-General referred to {0}."),
    ("{2}个会员国表示关切{0}对{1}的影响。", "{2} Member States expressed concern at the effects of {0} on {1}."),
    ("关于{0}的讲习班有{2}名学员参加。", "The workshop on {0} was attended by {2} participants."),
    ("需要更多关于{0}、{1}的资料。", "More information is needed on {0} and {1}."),
)


def read(stem: Path) -> Text:
    """Read sentences and gold beads."""
    zh, en = (Path(f"{stem}.{side}").read_text(encoding="utf-8").splitlines() for side in ("zh", "en"))
    gold = []
    for line in Path(f"{stem}.align").read_text(encoding="utf-8").splitlines():
        left, right = (tuple(ast.literal_eval(side)) for side in line.strip().split(":")[:2])
        if left and right:
            gold.append((left, right))
    return zh, en, gold


def synthetic(size: int, seed: int = 5) -> Text:
    """Compose sentences from thesaurus terms: one in ten translated by two, one in fifty dropped, one block missing."""
    rows = (DATA / "unbis" / "unbis_zh_en.tsv").read_text(encoding="utf-8").splitlines()[1:]
    terms = [(row.split("\t")[1], row.split("\t")[2].lower()) for row in rows]
    chance = random.Random(seed)
    zh: list[str] = []
    en: list[str] = []
    gold = []

    def made() -> tuple[str, str]:
        left, right = chance.choice(_FRAMES)
        (zh0, en0), (zh1, en1), number = chance.choice(terms), chance.choice(terms), chance.randrange(10, 300)
        return left.format(zh0, zh1, number), right.format(en0, en1, number)

    while len(zh) < size:
        a, b = made()
        fate = chance.random()
        if fate < 0.02 or size // 2 < len(zh) < size // 2 + size // 50:
            zh.append(a)
        elif fate < 0.12:
            c, d = made()
            gold.append(((len(zh),), (len(en), len(en) + 1)))
            zh.append(a.rstrip("。") + "，" + c)
            en += [b, d]
        else:
            gold.append(((len(zh),), (len(en),)))
            zh.append(a)
            en.append(b)
    return zh, en, gold


def texts(name: str) -> list[Text]:
    """Return the texts of one data set by name."""
    if name == "A_76_36":
        return [read(DATA / "A_76_36" / "sentences")]
    if name.startswith("mac"):
        return [read(DATA / "mac_dev" / chapter) for chapter in (TUNED if "tuned" in name else HELD_OUT)]
    return [synthetic(int(name.split()[-1]))]


def duizhao(zh: list[str], en: list[str], encoder, plain: bool = False):
    """Align with this project."""
    from duizhao.align.sentences.aligner import DEFAULT, PLAIN, align_sentences

    return [(tuple(b.zh), tuple(b.en)) for b in align_sentences(zh, en, encoder, PLAIN if plain else DEFAULT)]


def gale_church(zh: list[str], en: list[str]):
    """Align with `galechurch`."""
    import galechurch

    beads = galechurch.align(zh, en)
    beads = getattr(beads, "beads", beads)
    return [(tuple(range(b.source_start, b.source_end)), tuple(range(b.target_start, b.target_end))) for b in beads]


def vecalign(module: str, zh: list[str], en: list[str], encoder):
    """Align with the search of Vecalign as packaged, fed with this project's encoder."""
    align = (
        importlib.import_module(module).sentalign if module == "sentalign" else importlib.import_module(module).align
    )
    return [(tuple(a.src_indices), tuple(a.tgt_indices)) for a in align(zh, en, encoder).alignments]


def measure(tool: str, name: str) -> None:
    """Run one tool on one data set and print the figures as JSON: the child process."""
    from duizhao.align.encoders.encoder import SentenceEncoder

    encoder = SentenceEncoder()
    data = texts(name)
    if tool.startswith("duizhao"):
        duizhao(["热身。"] * 2, ["Warm up."] * 2, encoder, "without" in tool)
    elif tool in SLOW:
        encoder.encode(["Warm up."])
    seconds = 0.0
    right = proposed = there = 0
    for zh, en, gold in data:
        began = time.perf_counter()
        if tool.startswith("duizhao"):
            found = duizhao(zh, en, encoder, "without" in tool)
        elif tool == "galechurch":
            found = gale_church(zh, en)
        else:
            found = vecalign(tool, zh, en, encoder)
        seconds += time.perf_counter() - began
        pairs = {bead for bead in found if bead[0] and bead[1]}
        right, proposed, there = right + len(pairs & set(gold)), proposed + len(pairs), there + len(gold)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mb": peak, "f1": 2 * right / max(1, proposed + there)}))


def reliability() -> None:
    """Print predicted against observed, ten bins, of the beads of the held-out chapters and of the UN report."""
    from duizhao.align.encoders.encoder import SentenceEncoder
    from duizhao.align.sentences.aligner import align_sentences

    encoder = SentenceEncoder()
    for name in ("A_76_36", "mac_dev held-out half", "mac_dev tuned half"):
        bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
        for zh, en, gold in texts(name):
            paired_zh, paired_en = {i for a, _ in gold for i in a}, {j for _, b in gold for j in b}
            for bead in align_sentences(zh, en, encoder):
                there = (tuple(bead.zh), tuple(bead.en)) in gold
                free = not paired_zh & set(bead.zh) and not paired_en & set(bead.en)
                bins[min(9, int(bead.confidence * 10))].append((bead.confidence, there if bead.matched else free))
        total = sum(map(len, bins))
        error = 0.0
        print(f"\n{name}: confidence, beads, predicted, observed")
        for k, found in enumerate(bins):
            if found:
                predicted, observed = (sum(x) / len(found) for x in zip(*found, strict=True))
                error += abs(predicted - observed) * len(found) / total
                print(f"{k / 10:.1f}-{k / 10 + 0.1:.1f} {len(found):6} {predicted:8.3f} {observed:8.3f}")
        print(f"expected calibration error {error:.4f}", flush=True)


def run() -> None:
    """Print the table."""
    if shared_is_missing():
        return
    names = ["A_76_36", "mac_dev tuned half", "mac_dev held-out half", *(f"synthetic {size}" for size in SIZES)]
    print(f"{'data':24} {'tool':28} {'seconds':>9} {'peak MB':>9} {'strict F1':>10}")
    for name in names:
        for tool in TOOLS:
            module = tool.split()[0]
            if importlib.util.find_spec(module) is None:
                print(f"{name:24} {tool:28} not installed")
                continue
            command = [sys.executable, "-m", "bench.bench_align", "--child", tool, name]
            try:
                done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
            except subprocess.TimeoutExpired:
                print(f"{name:24} {tool:28} more than {LIMIT} s")
                continue
            if done.returncode:
                print(f"{name:24} {tool:28} failed: {done.stderr.strip().splitlines()[-1:]}")
                continue
            figures = json.loads(done.stdout.splitlines()[-1])
            print(
                f"{name:24} {tool:28} {figures['seconds']:9.2f} {figures['mb']:9.0f} {figures['f1']:10.4f}", flush=True
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--reliability"]:
        reliability()
    elif sys.argv[1:2] == ["--child"]:
        measure(sys.argv[2], sys.argv[3])
    else:
        run()
