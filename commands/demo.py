"""``duizhao demo``: the main job on the sample that ships."""

import time
from dataclasses import asdict
from pathlib import Path

import click

from ..i18n import _
from . import grammar
from .screen import show_json, show_summary, working


@grammar.command(
    help="Align the sample that ships, to see what comes out.\n\nWrites sample.tmx, sample.tsv and sample.html.",
    examples=["duizhao demo", "duizhao demo -o trial"],
)
@grammar.option(
    "-o", "--output", "folder", default="duizhao-demo", metavar="DIR", type=click.Path(file_okay=False),
    help="Folder for the files; made where it does not exist.",
)  # fmt: skip
def command(folder: str) -> None:
    """Align the embedded sample."""
    from ..align.bitext import summarise
    from ..align.documents import align_documents
    from ..corpora.sample import read_sample
    from ..tmx.formats.bitext_files import write

    start = time.perf_counter()
    with working(_("aligning …")):
        bitext = align_documents(*read_sample())
    Path(folder).mkdir(parents=True, exist_ok=True)
    outputs = [str(Path(folder) / f"sample.{suffix}") for suffix in ("tmx", "tsv", "html")]
    write(bitext, outputs)
    seconds = time.perf_counter() - start
    if grammar.settings().as_json:
        show_json({**asdict(summarise(bitext)), "written": outputs, "seconds": round(seconds, 2)})
        return
    show_summary(summarise(bitext), outputs, seconds)
    click.echo(_("open {page} in a browser").format(page=outputs[-1]))
