"""``duizhao term``: what a term is in the other language, and how it was translated."""

import shutil
import sys
from typing import TYPE_CHECKING

import click

from ..errors import DuizhaoError
from ..i18n import _
from . import grammar
from .screen import show_json

if TYPE_CHECKING:
    from ..language import Language
    from ..terms.contexts import Concordance
    from ..terms.lookup import Answer


@grammar.command(
    help="Look a term up, in Chinese or English, with its renderings in context.\n\n"
    "Exit status 1 where nothing is found.",
    examples=[
        "duizhao term 重建得更好",
        "duizhao term build back better -m report.tmx",
        "duizhao term 人权高专办 -g mine.tbx --json",
    ],
)
@grammar.argument("query", nargs=-1, required=True, metavar="TERM")
@grammar.glossary("Glossary to look in, or none; the UN glossary that ships otherwise.")
@grammar.memory("Show how a memory (.tmx, .tsv, .db) translates it.", required=False)
@grammar.source("Language of TERM; inferred from it otherwise.")
@grammar.limit(10, "Most lines of each kind.")
@grammar.option("--tsv", "as_tsv", is_flag=True, help="Print tab-separated values.")
def command(
    query: tuple[str, ...],
    glossary: str | None,
    memory: str | None,
    source: "Language | None",
    limit: int,
    as_tsv: bool,
) -> None:
    """Look a term up."""
    from ..terms.formats.registry import load_glossary
    from ..terms.lookup import look_up

    if not "".join(query).strip():
        raise DuizhaoError(_("the query is empty; give a term in Chinese or English"))
    answer = look_up(load_glossary(glossary), " ".join(query), language=source, limit=limit)
    found = _concordance(memory, answer) if memory else None
    if grammar.settings().as_json:
        from ..terms.contexts import concordance_record
        from ..terms.lookup import answer_record

        show_json(answer_record(answer) | ({"memory": concordance_record(found)} if found else {}))
    elif as_tsv:
        from ..terms.contexts import concordance_rows
        from ..terms.lookup import answer_rows
        from ..tmx.formats.table_files import tsv_line

        pairs = concordance_rows(found, answer.query, answer.language) if found else ()
        for row in (*answer_rows(answer), *pairs):
            click.echo(tsv_line(row), nl=False)
    else:
        show(answer, found, limit)
    if not answer.hits and not (found and found.lines):
        sys.exit(1)


def show(answer: "Answer", found: "Concordance | None", limit: int) -> None:
    """Print an answer and a concordance for people."""
    from .terms_screen import answer_lines, concordance_lines, nearest_lines

    for line in answer_lines(answer, counts=found) if answer.hits else nearest_lines(answer):
        click.echo(line)
    if found is not None:
        width = shutil.get_terminal_size((120, 24)).columns
        click.echo()
        for line in concordance_lines(found, answer.language, width=width, colour=sys.stdout.isatty(), limit=limit):
            click.echo(line)


def _concordance(memory: str, answer: "Answer") -> "Concordance":
    from ..memory.memory import memory_pairs
    from ..terms.contexts import concordance

    exact = [hit.concept for hit in answer.hits if hit.how == "exact"]
    forms = [term.text for concept in exact for term in concept.of(answer.language)]
    pairs = memory_pairs(memory, list(dict.fromkeys([answer.query, *forms])), answer.language)
    return concordance(pairs, answer.query, answer.language, exact)
