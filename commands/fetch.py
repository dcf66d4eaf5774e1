"""``duizhao fetch``: official documents by symbol."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click

from ..errors import DuizhaoError
from ..i18n import _, listed, placed
from . import COMMANDS, grammar
from .screen import show_json

if TYPE_CHECKING:
    from ..corpora.official.fetching import Fetched


@grammar.command(
    help=COMMANDS["fetch"],
    examples=["duizhao fetch A/76/36", "duizhao fetch A/HRC/47/47 --to docx -o docs --languages zh,en,fr"],
)
@grammar.argument("symbols", nargs=-1, required=True, metavar="SYMBOL")
@grammar.option(
    "-o", "--output", "folder", default=".", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Folder for the files and their manifest.",
)  # fmt: skip
@grammar.option(
    "--to", "asked", type=click.Choice(["pdf", "docx"]), default="pdf",
    help="Format to ask for; the server may send another.",
)  # fmt: skip
@grammar.option(
    "--languages", default="zh,en", metavar="CODES",
    help="Official languages, separated by commas: ar, en, es, fr, ru, zh.",
)  # fmt: skip
@grammar.option(
    "--base-url", "base", envvar="DUIZHAO_BASE_URL", show_envvar=True, metavar="URL",
    help="Address of the document service, for a mirror.",
)  # fmt: skip
def command(symbols: tuple[str, ...], folder: Path, asked: str, languages: str, base: str | None) -> None:
    """Fetch documents and say what became of each."""
    from ..corpora.official.fetching import fetch

    as_json = grammar.settings().as_json
    codes = [code.strip().lower() for code in languages.split(",") if code.strip()]
    results = fetch(
        symbols,
        folder,
        codes,
        cast(Literal["pdf", "docx"], asked),
        base,
        report=None if as_json else _show,
    )
    if as_json:
        show_json([_as_dict(result) for result in results])
    failed = sum(result.path is None for result in results)
    if failed:
        raise DuizhaoError(
            _("{failed} of {all} files could not be downloaded; see above").format(failed=failed, all=len(results))
        )


def _show(result: "Fetched") -> None:
    name = f"{result.symbol} {result.language}".strip()
    if result.entry:
        size = f"{result.entry.size:,} B"
        words = {"fetched": _("fetched"), "there": _("already there")}[result.status]
        odd = f" ({result.message})" if result.message else ""
        click.echo(placed(name, listed([words, str(result.path), size]) + odd))
    else:
        click.echo(placed(name, result.message), err=True)


def _as_dict(result: "Fetched") -> dict[str, object]:
    values = asdict(result)
    return {**values, "path": None if result.path is None else str(result.path)}
