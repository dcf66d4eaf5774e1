"""A Bitext to files and back, the format told by the suffix; a table that a person may have changed is kept."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...align.bitext import Bitext
from ...align.sentences.beads import Bead
from ...errors import DuizhaoError
from ...files import atomic_write, spare_inputs
from ...i18n import _, listed

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
        from .correction_table import is_untouched

        with contextlib.suppress(DuizhaoError):
            return None if is_untouched(data, str(path)) else data
    return data or None


def _free_name(path: Path) -> Path:
    number = 1
    while (name := path.with_name(f"{path.stem}.{number}{path.suffix}")).exists():
        number += 1
    return name


if TYPE_CHECKING:
    from ...align.corrections.applying import RejectedRow

Writer = Callable[[Bitext, Path], None]


def write(bitext: Bitext, paths: str | Path | Sequence[str | Path]) -> list[Path]:
    """Write a bitext to one or more files.

    Args:
        bitext: What to write.
        paths: A file, or several; the suffix decides: ``.tmx``, ``.tmx.gz``, ``.tsv``, ``.xlsx``, ``.html``; line
            numbers go to ``.align``, ``.xml`` (XCES) and ``.ladder`` (hunalign).

    Returns:
        Old tables that a person may have changed, each kept beside the one that took its place.

    Raises:
        DuizhaoError: A suffix is unknown (nothing is written then), or a file cannot be written.

    Example:
        >>> import duizhao as dz
        >>> bitext = dz.align_documents(*dz.read_sample())
        >>> dz.write(bitext, ["sample.tmx", "sample.tsv"])
        []
    """
    files = [paths] if isinstance(paths, str | Path) else paths
    kept: list[Path] = []
    for path, writer in [(Path(path), writer_for(path)) for path in files]:
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
    spare_inputs(inputs, paths)
    for path in map(Path, paths):
        if writer_for(path) in _BY_LINE and not lines:
            raise _without_lines(path)
        if path.is_dir():
            raise DuizhaoError(_("is a folder; name a file in it"), file=path)
        if not path.parent.is_dir():
            raise DuizhaoError(_("has no folder {folder}; make it first").format(folder=path.parent), file=path)


def write_rejected(rejected: "Sequence[RejectedRow]", outputs: Sequence[str | Path]) -> tuple[Path | None, list[Path]]:
    """Write the rows that could not be placed beside the first output, as ``name.rejects.tsv``.

    Returns:
        The file, None where nothing was rejected; and an older one of that name, kept under another.
    """
    if not rejected:
        return None, []
    from .correction_table import write_rejects

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
    raise DuizhaoError(_("has no known suffix; use one of {suffixes}").format(suffixes=listed(_WRITERS)), file=path)


def _write_tmx(bitext: Bitext, path: Path) -> None:
    from ..bitexts import write_tmx

    write_tmx(bitext, path)


def _write_tsv(bitext: Bitext, path: Path) -> None:
    from .bitext_table import write_tsv

    write_tsv(bitext, path)


def _write_page(bitext: Bitext, path: Path) -> None:
    from .html import write_page

    write_page(bitext, path)


def _write_sheet(bitext: Bitext, path: Path) -> None:
    from .correction_table import write_sheet

    write_sheet(bitext, path)


def _write_align(bitext: Bitext, path: Path) -> None:
    from ...align.link_files import format_align

    _write_links(format_align, bitext, path)


def _write_xces(bitext: Bitext, path: Path) -> None:
    from ...align.link_files import format_xces

    _write_links(format_xces, bitext, path)


def _write_ladder(bitext: Bitext, path: Path) -> None:
    from ...align.link_files import format_ladder

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


def read_bitext(path: str | Path) -> Bitext:
    """Return the bitext of a TMX file or of a table (TSV, CSV, XLSX).

    Raises:
        DuizhaoError: The file cannot be read, or is none of these.
    """
    name = str(path).lower().removesuffix(".gz")
    if not Path(path).is_file():
        raise DuizhaoError(_("there is no such file; give a .tmx, .tsv, .csv or .xlsx file"), file=path)
    if name.endswith(".tmx"):
        from ..bitexts import read_tmx

        return read_tmx(path)
    if name.endswith((".tsv", ".tab", ".txt", ".csv", ".xlsx")):
        from .bitext_table import read_pairs

        return read_pairs(path)
    raise DuizhaoError(_("is not a memory by its suffix; give a .tmx, .tsv, .csv, .xlsx or .db file"), file=path)
