"""Benchmarks: figures are printed, never asserted."""

import os
from pathlib import Path

SHARED = Path(os.environ.get("DUIZHAO_SHARED", Path(__file__).resolve().parents[3] / "shared"))
"""Folder of the UN data that is not part of the repository: beside the checkout, or where DUIZHAO_SHARED says."""


def shared_is_missing() -> bool:
    """Say where the data was looked for if it is not there."""
    if missing := not (SHARED / "data").is_dir():
        print(f"the shared UN data is not at {SHARED}; set DUIZHAO_SHARED to its folder")
    return missing
