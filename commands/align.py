"""``duizhao align``: two documents in, a translation memory out; ``duizhao demo``: the same with the sample."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..i18n import _
from . import COMMANDS, grammar
from .screen import show_json, show_kept, show_rejected, show_running_matter, show_summary, working

if TYPE_CHECKING:
    from ..align.bitext import Bitext, Level
    from ..align.corrections.applying import CorrectedRow, RejectedRow


@grammar.command(
    help=COMMANDS["align"] + "\n\n"
    "Instead of two files, a document symbol such as A/76/36 may be given: its official versions are then downloaded.",
    examples=[
        "duizhao align report-zh.pdf report-en.docx -o report.tmx -o report.html",
        "duizhao align A/76/36 -o A_76_36.xlsx",
        "duizhao align zh.txt en.txt --sentences -o lines.align",
    ],
)
@grammar.argument("zh", metavar="ZH")
@grammar.argument("en", metavar="EN", required=False)
@grammar.output(
    "File to write; the suffix decides its format: .tmx, .tsv, .xlsx, .html; with --sentences also .align, "
    ".xml (XCES), .ladder. May be repeated.",
    multiple=True,
)
@grammar.option(
    "--level", type=grammar.LEVEL, default="sentence", help="Cut paragraphs into sentences, or keep them whole."
)
@grammar.option("--sentences", is_flag=True, help="The files hold a sentence a line: align line with line.")
@grammar.option(
    "--links",
    metavar="FILE",
    help="Take the beads of another tool as given (.align, XCES or a hunalign ladder); needs --sentences.",
)
@grammar.option(
    "--corrections",
    metavar="FILE",
    help="A .tsv or .xlsx of an earlier run that a translator has corrected: align afresh and apply it.",
)
@grammar.option("--force", is_flag=True, help="Go on where the files do not look like versions of one document.")
@grammar.option("--explain", is_flag=True, help="List what was taken for running matter.")
def command(
    zh: str,
    en: str | None,
    outputs: tuple[str, ...],
    level: str,
    sentences: bool,
    links: str | None,
    corrections: str | None,
    force: bool,
    explain: bool,
) -> None:
    """Align two documents and write the result."""
    from ..align.bitext import summarise
    from ..tmx.formats.bitext_files import check_outputs, write, write_rejected

    start = time.perf_counter()
    if links and not sentences:
        raise grammar.UsageError(_("--links needs --sentences: links are line numbers"))
    if sentences and en is None:
        raise grammar.UsageError(_("--sentences needs two files"))
    check_outputs(outputs, [path for path in (zh, en, links) if path], lines=sentences)
    rows = _read_rows(corrections) if corrections else None
    with working(_("aligning …")):
        bitext = _align(zh, en, level, sentences, links, force)
    rejected: tuple[RejectedRow, ...] = ()
    if rows is not None:
        from ..align.corrections.applying import apply_corrections
        from ..align.sentence_files import read_both

        lines = read_both(zh, en) if bitext.beads and en else None
        bitext, rejected = apply_corrections(bitext, rows, lines)
    kept = write(bitext, outputs)
    rejects, kept_rejects = write_rejected(rejected, outputs)
    kept += kept_rejects
    if grammar.settings().as_json:
        applied = {"corrections": _correction_figures(bitext, rejected, rejects)} if rows is not None else {}
        show_json({**_figures(bitext, outputs, start), **applied, "kept": [str(path) for path in kept]})
        return
    if explain:
        show_running_matter(bitext)
    show_summary(summarise(bitext), outputs, time.perf_counter() - start)
    show_rejected(rejected, rejects, corrections or "")
    show_kept(kept)


def _read_rows(corrections: str) -> "list[CorrectedRow]":
    from ..tmx.formats.correction_table import read_rows

    return read_rows(corrections)


def _align(zh: str, en: str | None, level: str, sentences: bool, links: str | None, force: bool) -> "Bitext":
    """Align what is named; the modules of the network, of corrections and of links are loaded only where needed."""
    if sentences and en is not None:
        from ..align.sentence_files import align_sentence_files, link_files

        return link_files(zh, en, links) if links else align_sentence_files(zh, en)
    from ..align.documents import align_documents, align_files

    chosen: Level = "paragraph" if level == "paragraph" else "sentence"
    if en is not None:
        return align_files(zh, en, chosen, force=force)
    from ..corpora.official.fetching import read_pair

    return align_documents(*read_pair(zh), chosen, force=force)


def _correction_figures(bitext: "Bitext", rejected: "tuple[RejectedRow, ...]", rejects: Path | None) -> dict[str, Any]:
    return {
        "confirmed": sum(pair.confirmed for pair in bitext),
        "rejected": [{"row": item.row.number, "reason": item.reason} for item in rejected],
        "rejects": str(rejects) if rejects else None,
    }


@grammar.command(
    help=COMMANDS["demo"] + "\n\nWrites sample.tmx, sample.tsv and sample.html.",
    examples=["duizhao demo", "duizhao demo -o trial"],
)
@grammar.option(
    "-o", "--output", "folder", default="duizhao-demo", metavar="DIR", type=click.Path(file_okay=False),
    help="Folder for the files; made where it does not exist.",
)  # fmt: skip
def demo(folder: str) -> None:
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
    if grammar.settings().as_json:
        show_json(_figures(bitext, outputs, start))
        return
    show_summary(summarise(bitext), outputs, time.perf_counter() - start)
    click.echo(_("open {page} in a browser").format(page=outputs[-1]))


def _figures(bitext: "Bitext", outputs: Sequence[str], start: float) -> dict[str, Any]:
    """Return the figures of an alignment for JSON; ``start`` is when it began, by `time.perf_counter`."""
    from ..align.bitext import summarise

    seconds = round(time.perf_counter() - start, 2)
    return {**asdict(summarise(bitext)), "written": [str(Path(path)) for path in outputs], "seconds": seconds}
