"""Work in progress is never lost: an old table that a person may have changed is kept beside the new one."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from ..errors import DuizhaoError
from ..files import atomic_write
from .sheet import is_untouched

_TABLES = (".tsv", ".xlsx")


@contextlib.contextmanager
def keeping(path: Path, kept: list[Path]) -> Iterator[None]:
    """Keep the table at ``path``, if the block replaces it by another, as ``name.1.tsv`` and so on.

    A sheet that is known to be as the program wrote it is not kept.

    Args:
        path: A file that is about to be written.
        kept: Gets the name of the kept file, where one was needed.

    Raises:
        DuizhaoError: The old file cannot be kept.
    """
    old = _old_table(path)
    if old is None:
        yield
        return
    name = _free_name(path)
    with atomic_write(name) as stream:
        stream.write(old)
    try:
        yield
    finally:
        if path.read_bytes() == old:
            name.unlink()
        else:
            kept.append(name)


def _old_table(path: Path) -> bytes | None:
    """Return the bytes of a table that may hold a person's work; None where there is none."""
    if path.suffix.lower() not in _TABLES or not path.is_file():
        return None
    try:
        data = path.read_bytes()
    except OSError:
        return None  # what cannot be read cannot be kept; the writer will say so
    if path.suffix.lower() == ".xlsx":
        with contextlib.suppress(DuizhaoError):
            return None if is_untouched(data, str(path)) else data
    return data or None


def _free_name(path: Path) -> Path:
    number = 1
    while (name := path.with_name(f"{path.stem}.{number}{path.suffix}")).exists():
        number += 1
    return name
