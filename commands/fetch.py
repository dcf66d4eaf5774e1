"""``duizhao fetch``: official documents by symbol."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click

from ..errors import DuizhaoError
from ..i18n import _

if TYPE_CHECKING:
    from ..corpora.official.fetching import Fetched


@click.command(name="fetch", help=_("Download official documents by symbol, in Chinese and English."))
@click.argument("symbols", nargs=-1, required=True, metavar="SYMBOL…")
@click.option(
    "--to", "folder", default=".", show_default=True, type=click.Path(path_type=Path), metavar="DIR",
    help=_("Folder for the files and their manifest."),
)  # fmt: skip
@click.option(
    "--format", "asked", type=click.Choice(["pdf", "docx"]), default="pdf", show_default=True,
    help=_("Format to ask for; the server may send another."),
)  # fmt: skip
@click.option(
    "--languages", default="zh,en", show_default=True, metavar="CODES",
    help=_("Official languages, parted by commas: ar, en, es, fr, ru, zh."),
)  # fmt: skip
@click.option(
    "--base-url", "base", envvar="DUIZHAO_BASE_URL", show_envvar=True, metavar="URL",
    help=_("Address of the document service, for a mirror."),
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help=_("Print the results as JSON."))
def command(
    symbols: tuple[str, ...], folder: Path, asked: str, languages: str, base: str | None, as_json: bool
) -> None:
    """Fetch documents and say what became of each."""
    from ..corpora.official.fetching import fetch

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
        click.echo(json.dumps([_as_dict(result) for result in results], ensure_ascii=False, indent=2))
    failed = sum(result.path is None for result in results)
    if failed:
        raise DuizhaoError(
            _("{failed} of {all} files could not be had; see above").format(failed=failed, all=len(results))
        )


def _show(result: "Fetched") -> None:
    name = f"{result.symbol} {result.language}".strip()
    if result.entry:
        size = f"{result.entry.size:,} B"
        words = {"fetched": _("fetched"), "there": _("there already")}[result.status]
        odd = f" ({result.message})" if result.message else ""
        click.echo(f"{name}: {words}, {result.path}, {size}{odd}")
    else:
        click.echo(f"{name}: {result.message}", err=True)


def _as_dict(result: "Fetched") -> dict[str, object]:
    values = asdict(result)
    return {**values, "path": None if result.path is None else str(result.path)}
