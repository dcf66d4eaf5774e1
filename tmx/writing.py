"""A Bitext to files, the format chosen by the suffix."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..align.beads import Bead
from ..align.bitext import Bitext
from ..errors import DuizhaoError
from ..files import atomic_write
from ..i18n import _

if TYPE_CHECKING:
    from ..align.corrections import Rejected

Writer = Callable[[Bitext, Path], None]


def write(bitext: Bitext, paths: Sequence[str | Path]) -> list[Path]:
    """Write a bitext to one or more files.

    Args:
        bitext: What to write.
        paths: Files; the suffix decides: ``.tmx``, ``.tmx.gz``, ``.tsv``, ``.xlsx``, ``.html``; line numbers go to
            ``.align``, ``.xml`` (XCES) and ``.ladder`` (hunalign).

    Returns:
        Old tables that a person may have changed, each kept beside the one that took its place.

    Raises:
        DuizhaoError: A suffix is unknown (nothing is written then), or a file cannot be written.
    """
    from .keeping import keeping

    kept: list[Path] = []
    for path, writer in [(Path(path), writer_for(path)) for path in paths]:
        with keeping(path, kept):
            writer(bitext, path)
    return kept


def check_outputs(paths: Sequence[str | Path], inputs: Sequence[str | Path] = (), *, lines: bool = True) -> None:
    """Find before any work whether files can be written.

    Args:
        paths: Files to be written.
        inputs: Files that are read, and must not be overwritten.
        lines: Whether there will be line numbers.

    Raises:
        DuizhaoError: A suffix is unknown or needs line numbers, a folder is missing, or a file is one of the inputs.
    """
    read = {Path(path).resolve() for path in inputs}
    for path in map(Path, paths):
        if writer_for(path) in _BY_LINE and not lines:
            raise _without_lines(path)
        if path.is_dir():
            raise DuizhaoError(_("is a folder; name a file in it"), file=path)
        if not path.parent.is_dir():
            raise DuizhaoError(_("has no folder {folder}; make it first").format(folder=path.parent), file=path)
        if path.resolve() in read:
            raise DuizhaoError(_("is an input; write to another file"), file=path)


def write_rejected(rejected: "Sequence[Rejected]", outputs: Sequence[str | Path]) -> tuple[Path | None, list[Path]]:
    """Write the rows that could not be placed beside the first output, as ``name.rejects.tsv``.

    Returns:
        The file, None where nothing was rejected; and an older one of that name, kept under another.
    """
    if not rejected:
        return None, []
    from .keeping import keeping
    from .rows import write_rejects

    first = Path(outputs[0])
    path = first.with_name(f"{first.stem}.rejects.tsv")
    kept: list[Path] = []
    with keeping(path, kept):
        write_rejects(rejected, path)
    return path, kept


def writer_for(path: str | Path) -> Writer:
    """Return the writer for a file name.

    Raises:
        DuizhaoError: The suffix is unknown.
    """
    name = Path(path).name.lower()
    for suffix, writer in _WRITERS.items():
        if name.endswith(suffix):
            return writer
    raise DuizhaoError(_("has no known suffix; use one of {suffixes}").format(suffixes=", ".join(_WRITERS)), file=path)


def _write_tmx(bitext: Bitext, path: Path) -> None:
    from .exchange import write_tmx

    write_tmx(bitext, path)


def _write_tsv(bitext: Bitext, path: Path) -> None:
    from .tsv import write_tsv

    write_tsv(bitext, path)


def _write_page(bitext: Bitext, path: Path) -> None:
    from .page import write_page

    write_page(bitext, path)


def _write_sheet(bitext: Bitext, path: Path) -> None:
    from .sheet import write_sheet

    write_sheet(bitext, path)


def _write_align(bitext: Bitext, path: Path) -> None:
    from ..align.links import format_align

    _write_links(format_align, bitext, path)


def _write_xces(bitext: Bitext, path: Path) -> None:
    from ..align.xces import format_xces

    _write_links(format_xces, bitext, path)


def _write_ladder(bitext: Bitext, path: Path) -> None:
    from ..align.ladder import format_ladder

    _write_links(format_ladder, bitext, path)


def _write_links(form: Callable[[Sequence[Bead]], str], bitext: Bitext, path: Path) -> None:
    if not bitext.beads:
        raise _without_lines(path)
    with atomic_write(path) as stream:
        stream.write(form(bitext.beads).encode())


def _without_lines(path: Path) -> DuizhaoError:
    message = _("line numbers exist only for files with a sentence a line; use --sentences, or write .tsv")
    return DuizhaoError(message, file=path)


_BY_LINE: frozenset[Writer] = frozenset({_write_align, _write_xces, _write_ladder})
_WRITERS: dict[str, Writer] = {
    ".tmx": _write_tmx,
    ".tmx.gz": _write_tmx,
    ".tsv": _write_tsv,
    ".xlsx": _write_sheet,
    ".html": _write_page,
    ".align": _write_align,
    ".xml": _write_xces,
    ".ladder": _write_ladder,
}
