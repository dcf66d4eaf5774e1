"""``duizhao align``: two documents in, a translation memory out."""

import json
import time
from pathlib import Path

import click

from ..i18n import _
from .screen import show_furniture, show_summary, working


@click.command(name="align", help=_("Align a Chinese document with its English version."))
@click.argument("zh", metavar="ZH")
@click.argument("en", metavar="EN")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    required=True,
    metavar="FILE",
    help=_("File to write; the suffix decides: .tmx, .tsv, .html, .align. May be given several times."),
)
@click.option(
    "--level",
    type=click.Choice(["sentence", "paragraph"]),
    default="sentence",
    show_default=True,
    help=_("Cut paragraphs into sentences, or keep them whole."),
)
@click.option("--sentences", is_flag=True, help=_("The files hold a sentence a line: align line with line."))
@click.option("--force", is_flag=True, help=_("Go on where the files do not look like versions of one document."))
@click.option("--explain", is_flag=True, help=_("List what was taken for page furniture."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the summary as JSON."))
def command(
    zh: str, en: str, outputs: tuple[str, ...], level: str, sentences: bool, force: bool, explain: bool, as_json: bool
) -> None:
    """Align two documents and write the result."""
    from ..align.summary import summarise
    from ..tmx.writing import write, writer_for

    start = time.perf_counter()
    for output in outputs:
        writer_for(output)
    with working(_("aligning …")):
        bitext = _align(zh, en, level, sentences, force)
    write(bitext, outputs)
    summary = summarise(bitext)
    seconds = time.perf_counter() - start
    if as_json:
        figures = {**summary.as_dict(), "written": [str(Path(path)) for path in outputs], "seconds": round(seconds, 2)}
        click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    if explain:
        show_furniture(bitext)
    show_summary(summary, outputs, seconds)


def _align(zh: str, en: str, level: str, sentences: bool, force: bool):  # type: ignore[no-untyped-def]
    from ..align.documents import align_documents
    from ..align.lines import align_files
    from ..corpora.reading import read

    if sentences:
        return align_files(zh, en)
    return align_documents(read(zh), read(en), "paragraph" if level == "paragraph" else "sentence", force=force)
