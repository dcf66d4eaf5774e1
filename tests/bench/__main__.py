"""Run the benchmarks named on the command line, or all: ``python -m bench [align memory …]``."""

import importlib
import os
import platform
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Print the machine, then the table of each benchmark."""
    names = sys.argv[1:] or sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"Python {platform.python_version()}, {platform.machine()}, {cores} cores")
    for name in names:
        print(f"\n== {name}", flush=True)
        start = time.perf_counter()
        importlib.import_module(f"bench.bench_{name}").run()
        print(f"== {name}: {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
