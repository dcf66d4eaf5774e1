"""A Bitext to files, the format chosen by the suffix."""

from collections.abc import Callable, Sequence
from pathlib import Path

from ..align.bitext import Bitext
from ..align.links import format_align
from ..errors import DuizhaoError
from ..files import atomic_write
from ..i18n import _

Writer = Callable[[Bitext, Path], None]


def write(bitext: Bitext, paths: Sequence[str | Path]) -> None:
    """Write a bitext to one or more files.

    Args:
        bitext: What to write.
        paths: Files; the suffix decides: ``.tmx``, ``.tmx.gz``, ``.tsv``, ``.html``, ``.align``.

    Raises:
        DuizhaoError: A suffix is unknown (nothing is written then), or a file cannot be written.
    """
    for path, writer in [(Path(path), writer_for(path)) for path in paths]:
        writer(bitext, path)


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


def _write_align(bitext: Bitext, path: Path) -> None:
    if not bitext.beads:
        raise DuizhaoError(
            _("line numbers exist only for files with a sentence a line; use --sentences, or write .tsv"), file=path
        )
    with atomic_write(path) as stream:
        stream.write(format_align(bitext.beads).encode())


_WRITERS: dict[str, Writer] = {
    ".tmx": _write_tmx,
    ".tmx.gz": _write_tmx,
    ".tsv": _write_tsv,
    ".html": _write_page,
    ".align": _write_align,
}
