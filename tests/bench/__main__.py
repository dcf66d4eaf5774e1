"""Run the benchmarks named on the command line, or all: ``python -m bench [align memory …]``."""

import importlib
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Print the machine, then the table of each benchmark."""
    names = sys.argv[1:] or sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    if len(names) > 1:
        # a process each: the peak memory of a child counts from that of its parent
        sys.exit(max(subprocess.run([sys.executable, "-m", "bench", name], check=False).returncode for name in names))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"\n== {names[0]}: Python {platform.python_version()}, {platform.machine()}, {cores} cores", flush=True)
    start = time.perf_counter()
    importlib.import_module(f"bench.bench_{names[0]}").run()
    print(f"== {names[0]}: {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
