"""``duizhao term``: what a term is in the other language, and how it was translated."""

import json
import shutil
import sys
from typing import TYPE_CHECKING, Literal

import click

from ..errors import DuizhaoError
from ..i18n import _

if TYPE_CHECKING:
    from ..terms.contexts import Concordance
    from ..terms.lookup import Answer


@click.command(name="term", help=_("Look a term up, in Chinese or English."))
@click.argument("query", nargs=-1, required=True, metavar="QUERY")
@click.option("-g", "--glossary", metavar="FILE", help=_("Glossary to look in; the UN glossary that ships otherwise."))
@click.option("-m", "--memory", metavar="FILE", help=_("Show how a memory (.tmx, .tsv, .db) translates it."))
@click.option("--from", "language", type=click.Choice(["zh", "en"]), help=_("Language of QUERY; found out otherwise."))
@click.option("-n", "--limit", type=click.IntRange(1), default=10, show_default=True, help=_("Most lines of a kind."))
@click.option("--json", "form", flag_value="json", help=_("Print JSON."))
@click.option("--tsv", "form", flag_value="tsv", help=_("Print tab-separated values."))
def command(
    query: tuple[str, ...],
    glossary: str | None,
    memory: str | None,
    language: Literal["zh", "en"] | None,
    limit: int,
    form: str | None,
) -> None:
    """Look a term up."""
    from ..terms.formats.registry import load_glossary
    from ..terms.lookup import look_up

    if not "".join(query).strip():
        raise DuizhaoError(_("the query is empty; give a term in Chinese or English"))
    answer = look_up(load_glossary(glossary), " ".join(query), language=language, limit=limit)
    found = _concordance(memory, answer) if memory else None
    if form == "json":
        from ..terms.lookup_record import answer_record

        click.echo(json.dumps(answer_record(answer, found), ensure_ascii=False, indent=2))
    elif form == "tsv":
        from ..terms.lookup_record import answer_rows

        for row in answer_rows(answer, found):
            click.echo("\t".join(row))
    else:
        show(answer, found, limit)
    if not answer.hits and not (found and found.lines):
        sys.exit(1)


def show(answer: "Answer", found: "Concordance | None", limit: int) -> None:
    """Print an answer and a concordance for people."""
    from ..terms.presentation import answer_lines, concordance_lines, nearest_lines

    for line in answer_lines(answer, counts=found) if answer.hits else nearest_lines(answer):
        click.echo(line)
    if found is not None:
        width = shutil.get_terminal_size((120, 24)).columns
        click.echo()
        for line in concordance_lines(found, answer.language, width=width, colour=sys.stdout.isatty(), limit=limit):
            click.echo(line)


def _concordance(memory: str, answer: "Answer") -> "Concordance":
    from ..memory.pairs import memory_pairs
    from ..terms.contexts import concordance

    exact = [hit.concept for hit in answer.hits if hit.how == "exact"]
    forms = [term.text for concept in exact for term in concept.of(answer.language)]
    pairs = memory_pairs(memory, list(dict.fromkeys([answer.query, *forms])), answer.language)
    return concordance(pairs, answer.query, answer.language, exact)
