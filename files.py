"""Files written whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from .errors import DuizhaoError
from .i18n import _


@contextlib.contextmanager
def atomic_write(path: str | Path) -> Iterator[BinaryIO]:
    """Open a binary stream whose bytes replace ``path`` at the end, or not at all when the block raises.

    Raises:
        DuizhaoError: The folder does not exist or cannot be written.

    Example:
        >>> with atomic_write("out.txt") as stream:   # doctest: +SKIP
        ...     stream.write(b"whole or nothing")
    """
    target = Path(path)
    expect_folder(target)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise DuizhaoError(
            _("cannot write here ({reason}); choose another folder").format(reason=error.strerror), file=target
        ) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, _mode_of(target))  # noqa: PTH101
        os.replace(name, target)  # noqa: PTH105
    except OSError as error:
        raise DuizhaoError(
            _("could not be written ({reason}); the old file, if any, is untouched").format(reason=error.strerror),
            file=target,
        ) from error
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108


def expect_folder(path: Path) -> None:
    """Raise where the folder of a file to be written is missing."""
    if not path.parent.is_dir():
        raise DuizhaoError(_("has no folder {folder}; make it first").format(folder=path.parent), file=path)


def unreadable(error: OSError, file: str | Path) -> DuizhaoError:
    """Return what to raise where a file cannot be opened or read."""
    if isinstance(error, FileNotFoundError):
        return DuizhaoError(_("no such file; check the name"), file=file)
    return DuizhaoError(_("cannot be read ({reason})").format(reason=error.strerror or error), file=file)


def spare_inputs(inputs: Iterable[str | Path], outputs: Iterable[str | Path]) -> None:
    """Refuse to write over a file that is read.

    Raises:
        DuizhaoError: An output is one of the inputs, by whatever name.
    """
    read = [path for path in inputs if os.path.exists(path)]  # noqa: PTH110 - false for a text too long for a name
    for output in map(Path, outputs):
        if output.exists() and any(output.samefile(path) for path in read):
            raise DuizhaoError(_("is an input; write to another file"), file=output)


def _mode_of(target: Path) -> int:
    """Return the mode the file has, or the one the user's umask gives a new file."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
