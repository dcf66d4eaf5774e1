"""The main job as a user runs it: both texts of a UN report to a TMX, a new process each time, against the targets."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import SHARED, shared_is_missing

_CHILD = """
import resource, sys
from duizhao.cli import main
sys.argv = ["duizhao", *sys.argv[1:]]
try:
    main()
finally:
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""
_WARM = """
import sys, time
import duizhao as dz
for turn in range(4):
    start = time.perf_counter()
    bitext = dz.align_documents(dz.read(sys.argv[1]), dz.read(sys.argv[2]))
    dz.write(bitext, sys.argv[3])
    if turn:
        print(time.perf_counter() - start)
"""


def run() -> None:
    """Print seconds and peak memory of the command, and seconds in a warm process."""
    if shared_is_missing():
        return
    folder = SHARED / "data" / "A_76_36"
    with tempfile.TemporaryDirectory() as scratch:
        zh, en, out = str(folder / "zh.txt"), str(folder / "en.txt"), str(Path(scratch) / "out.tmx")
        cold = [_timed([sys.executable, "-c", _CHILD, "align", zh, en, "-o", out]) for _turn in range(5)]
        seconds = sorted(second for second, _peak in cold)
        print(
            f"command, start to TMX   {statistics.median(seconds):.2f} s (min {seconds[0]:.2f}, max {seconds[-1]:.2f})"
        )
        print(f"peak memory             {max(peak for _second, peak in cold)} MB")
        warm = subprocess.run([sys.executable, "-c", _WARM, zh, en, out], capture_output=True, text=True, check=True)
        times = [float(line) for line in warm.stdout.split()]
        print(f"warm process            {statistics.median(times):.2f} s (min {min(times):.2f}, max {max(times):.2f})")
        helps = [_timed([sys.executable, "-m", "duizhao", "--help"])[0] for _turn in range(5)]
        print(f"duizhao --help          {statistics.median(helps):.2f} s")


def _timed(command: list[str]) -> tuple[float, int]:
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - start
    peak = [line.split()[1] for line in done.stderr.splitlines() if line.startswith("peak ")]
    return seconds, int(peak[0]) if peak else 0
