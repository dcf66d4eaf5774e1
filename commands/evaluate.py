"""``duizhao evaluate``: how good an alignment is, measured against gold."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..i18n import _
from ..language.script import padded
from . import COMMANDS, grammar
from .screen import show

if TYPE_CHECKING:
    from ..align.evaluation import ComparedBead, DifferingBeads, Evaluation


@grammar.command(
    help=COMMANDS["evaluate"] + "\n\n"
    "Strict counts the beads that are exactly as in GOLD, lax those that join a Chinese and an English sentence as "
    "GOLD does. Files: .align, XCES .xml or .ladder (by line number), .tsv, .xlsx or .tmx (by text, white space "
    "aside). Several pairs of files are evaluated together.",
    examples=["duizhao evaluate gold.align test.align", "duizhao evaluate gold.align --texts zh.txt en.txt --errors"],
)
@grammar.argument("files", metavar="GOLD [TEST]", nargs=-1, required=True)
@grammar.option(
    "--texts",
    nargs=2,
    multiple=True,
    metavar="ZH EN",
    help="The files that line numbers point to, once for each GOLD; without TEST they are aligned now and evaluated.",
)
@grammar.option("--errors", is_flag=True, help="List the places where TEST is not as GOLD, side by side.")
@grammar.option("--samples", default=1000, type=grammar.Between(0, 100_000), help="Bootstrap samples.")
@grammar.option("--seed", default=20210630, type=grammar.Between(0), help="Seed of the bootstrap.")
def command(files: tuple[str, ...], texts: tuple[tuple[str, str], ...], errors: bool, samples: int, seed: int) -> None:
    """Evaluate alignments and print the figures."""
    from ..align.evaluation import Resampling
    from ..tmx.evaluation_files import evaluate_files

    found = evaluate_files(files, texts, Resampling(samples, seed))
    lines = [*_lines(found.evaluation)]
    if found.set_aside:
        lines.append(_("set aside: {count} rows of kinds that GOLD does not have").format(count=found.set_aside))
    figures = {"set_aside": found.set_aside, "signature": found.signature}
    show({**found.evaluation.as_dict(), **figures}, [*lines, found.signature])
    if errors and not grammar.settings().as_json:
        _show_differences(found.evaluation.differences)


def _lines(evaluation: "Evaluation") -> Iterator[str]:
    yield f"{'':8}{'P':>8}{'R':>8}{'F1':>8}   95 %"
    for name, score in ((_("strict"), evaluation.strict), (_("lax"), evaluation.lax)):
        bounds = f"{score.interval.low:.4f}–{score.interval.high:.4f}"
        yield f"{padded(name, 8)}{score.precision:8.4f}{score.recall:8.4f}{score.f1:8.4f}   {bounds}"
    heads = "".join(padded(name, 8, right=True) for name in (_("gold"), _("test"), _("right")))
    yield from ("", f"{padded(_('beads'), 8)}{heads}{'P':>8}{'R':>8}{'F1':>8}")
    for row in evaluation.types:
        yield f"{row.shape:8}{row.gold:8}{row.test:8}{row.right:8}{row.precision:8.4f}{row.recall:8.4f}{row.f1:8.4f}"
    yield f"{padded(_('all'), 8)}{evaluation.gold:8}{evaluation.test:8}"


def _show_differences(differences: "tuple[DifferingBeads, ...]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True, expand=True)
    for name in (_("gold"), _("test")):
        table.add_column(name, overflow="fold", ratio=1)
    for at in differences:
        table.add_row(*(Text("\n".join(map(_bead, beads))) for beads in (at.gold, at.test)))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 160
    console.print(table)


def _bead(bead: "ComparedBead") -> str:
    numbered = all(isinstance(part, int) for part in (*bead.zh, *bead.en))
    places = f"{list(bead.zh)}:{list(bead.en)}" if numbered else ""
    texts = "\n".join(filter(None, bead.texts))
    return "\n".join(filter(None, [places, texts])) + ("\n" if texts else "")
