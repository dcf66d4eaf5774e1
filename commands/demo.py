"""``duizhao demo``: the main job on the sample that ships."""

import time
from pathlib import Path

import click

from ..i18n import _
from .screen import show_summary, working


@click.command(name="demo", help=_("Align the sample that ships and write TMX, TSV and HTML into DIR."))
@click.argument("folder", metavar="[DIR]", default="duizhao-demo", type=click.Path(file_okay=False))
def command(folder: str) -> None:
    """Align the embedded sample."""
    from ..align.documents import align_documents
    from ..align.summary import summarise
    from ..corpora.sample import read_sample
    from ..tmx.formats.bitext_files import write

    start = time.perf_counter()
    with working(_("aligning …")):
        bitext = align_documents(*read_sample())
    Path(folder).mkdir(parents=True, exist_ok=True)
    outputs = [str(Path(folder) / f"sample.{suffix}") for suffix in ("tmx", "tsv", "html")]
    write(bitext, outputs)
    show_summary(summarise(bitext), outputs, time.perf_counter() - start)
    click.echo(_("open {page} in a browser").format(page=outputs[-1]))
