"""A Bitext to files and back, the format told by the suffix; a table that a person may have changed is kept."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...align.bitext import KINDS, Bitext, Pair
from ...align.link_files import format_align, format_ladder, format_xces
from ...align.sentences.beads import Bead
from ...corpora.document import Kind
from ...errors import DuizhaoError
from ...files import atomic_write, expect_folder, spare_inputs
from ...i18n import _, listed
from ..bitexts import read_confidence, read_tmx, write_tmx
from ..source import open_file
from .table_files import SUFFIXES, named_rows, write_tsv_rows
from .unit_records import COLUMNS

if TYPE_CHECKING:
    from ...align.corrections.applying import RejectedRow

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
    for path, suffix in [(Path(path), _suffix(path)) for path in files]:
        with keeping(path, kept):
            if suffix in _WRITERS:
                _WRITERS[suffix](bitext, path)
            else:
                _write_links(bitext, path, _LINK_FORMS[suffix])
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
        if _suffix(path) in _LINK_FORMS and not lines:
            raise _without_lines(path)
        if path.is_dir():
            raise DuizhaoError(_("is a folder; name a file in it"), file=path)
        expect_folder(path)


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


def write_tsv(bitext: Bitext, path: str | Path) -> None:
    """Write all pairs, unaligned ones (one side empty) too, in UTF-8 with a header; tabs and line ends become spaces.

    The TSV of a Bitext is the twin of its memory, for spreadsheets and QA tools.

    Raises:
        DuizhaoError: The file cannot be written.
    """
    with atomic_write(path) as stream:
        write_tsv_rows([COLUMNS, *map(_cells, bitext)], stream)


def read_pairs(path: str | Path) -> Bitext:
    """Read rows as `write_tsv` writes them, from any table; only the columns ``zh`` and ``en`` are needed.

    Raises:
        DuizhaoError: The file cannot be read, lacks a column, or a row has more cells than the header.
    """
    rows = named_rows(path, columns=COLUMNS)
    return Bitext(tuple(_pair(dict.fromkeys(COLUMNS, "") | row.cells, row.number - 1) for row in rows))


def _cells(pair: Pair) -> tuple[str, ...]:
    return (pair.id, pair.kind, pair.label, pair.zh, pair.en, f"{pair.confidence:.3f}", pair.status, pair.note)


def _pair(values: dict[str, str], number: int) -> Pair:
    kind: Kind = next((name for name in KINDS if name == values["kind"]), "paragraph")
    both = bool(values["zh"] and values["en"])
    confidence = read_confidence(values["confidence"], 1.0 if both else 0.0)
    name = values["id"] or f"r{number}"
    confirmed = values["status"] == "confirmed"
    texts = values["label"], values["zh"], values["en"]
    return Pair(name, kind, *texts, confidence, note=values["note"], confirmed=confirmed)


def _write_sheet(bitext: Bitext, path: Path) -> None:
    from .correction_table import write_sheet  # corrections and spreadsheets are loaded only where one is written

    write_sheet(bitext, path)


def _write_page(bitext: Bitext, path: Path) -> None:
    from .html import write_page

    write_page(bitext, path)


_WRITERS: dict[str, Callable[[Bitext, Path], object]] = {
    ".tmx": write_tmx,
    ".tmx.gz": write_tmx,
    ".tsv": write_tsv,
    ".xlsx": _write_sheet,
    ".html": _write_page,
}
_LINK_FORMS: dict[str, Callable[[Sequence[Bead]], str]] = {
    ".align": format_align,
    ".xml": format_xces,
    ".ladder": format_ladder,
}


def _suffix(path: str | Path) -> str:
    """Return the suffix of a file that can be written.

    Raises:
        DuizhaoError: It is unknown.
    """
    known = [*_WRITERS, *_LINK_FORMS]
    for suffix in known:
        if Path(path).name.lower().endswith(suffix):
            return suffix
    raise DuizhaoError(_("has no known suffix; use one of {suffixes}").format(suffixes=listed(known)), file=path)


def _write_links(bitext: Bitext, path: Path, form: Callable[[Sequence[Bead]], str]) -> None:
    if not bitext.beads:
        raise _without_lines(path)
    with atomic_write(path) as stream:
        stream.write(form(bitext.beads).encode())


def _without_lines(path: Path) -> DuizhaoError:
    message = _("line numbers exist only for files with a sentence a line; use --sentences, or write .tsv")
    return DuizhaoError(message, file=path)


def read_bitext(path: str | Path) -> Bitext:
    """Return the bitext of a TMX file or of a table (TSV, CSV, XLSX).

    Raises:
        DuizhaoError: The file cannot be read, or is none of these.
    """
    name = str(path).lower().removesuffix(".gz")
    open_file(Path(path)).close()
    if name.endswith(".tmx"):
        return read_tmx(path)
    if name.endswith(SUFFIXES):
        return read_pairs(path)
    raise DuizhaoError(_("is not a memory by its suffix; give a .tmx, .tsv, .csv, .xlsx or .db file"), file=path)
