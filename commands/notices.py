"""What ``duizhao align`` says of corrections: rows without a place, and old tables that were kept."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..i18n import _

if TYPE_CHECKING:
    from ..align.corrections import Rejected

_SHOWN = 20


def show_rejected(rejected: "Sequence[Rejected]", rejects: Path | None, corrections: str) -> None:
    """Print the rows that could not be placed, to stderr, and where they are kept."""
    for item in rejected[:_SHOWN]:
        click.echo(f"{corrections}:{item.row.number}: {item.reason}", err=True)
    if rejects:
        message = _("{count} rows could not be placed; they are kept in {file}")
        click.echo(message.format(count=len(rejected), file=rejects), err=True)


def show_kept(kept: Sequence[Path]) -> None:
    """Print the names of old tables that were kept, to stderr."""
    for path in kept:
        click.echo(_("note: the old table, which may hold changes, is kept as {file}").format(file=path), err=True)
