"""``duizhao terms``: glossaries extracted, converted, merged, checked, compared, looked up one after the other."""

import contextlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..i18n import _, listed, placed
from ..language.script import display_width, padded
from . import COMMANDS, grammar
from .screen import show, show_warnings, working

if TYPE_CHECKING:
    from ..terms.extraction.candidates import Candidate
    from ..terms.glossary import Concept, Glossary

_SHOWN = 20
_HISTORY_LINES = 2000
_FORMATS = "terms.formats.registry"

_output = grammar.output()


def _columns(function: grammar.Decorated) -> grammar.Decorated:
    """Declare which columns of a table hold the terms."""
    details: Any = {"default": "", "show_default": False, "metavar": "COLUMN"}
    chinese = grammar.option("--zh-column", help="Heading or number of a table's Chinese column.", **details)
    english = grammar.option("--en-column", help="Heading or number of a table's English column.", **details)
    return chinese(english(function))


@grammar.group(
    help=COMMANDS["terms"],
    examples=[
        "duizhao terms extract report.tmx -o glossary.tbx",
        "duizhao terms convert glossary.tbx -o glossary.xlsx",
    ],
)
def command() -> None:
    """Make and keep glossaries."""


@command.command(
    help="Extract terms from aligned text (.tmx, .tsv, .csv, .xlsx).",
    examples=[
        "duizhao terms extract report.tmx -o review.html -o glossary.tbx",
        "duizhao terms extract a.tmx b.tmx -g none -n 200 -o new.tsv",
    ],
)
@grammar.argument("files", nargs=-1, required=True, metavar="FILE")
@grammar.output(
    "File to write; the suffix decides its format; .html is a page for review. May be repeated.",
    multiple=True,
    required=False,
)
@grammar.write_as(_FORMATS)
@grammar.glossary("Terms that are known, or none; the UN glossary that ships otherwise.")
@grammar.option(
    "--known", "known_file", metavar="FILE", writes=True, help="Write the known terms found, with their counts."
)
@grammar.option("--without", metavar="FILE", help="Glossary of terms not to propose, e.g. rejected ones.")
@grammar.option("--min-count", type=grammar.Between(1), default=2, help="Fewest occurrences of a term.")
@grammar.limit(None, "Most new terms to write.")
@grammar.no_encoder("Decide by counts alone: faster, less exact for rare terms.")
def extract(
    files: tuple[str, ...],
    outputs: tuple[str, ...],
    target_format: str | None,
    glossary: str | None,
    known_file: str | None,
    without: str | None,
    min_count: int,
    limit: int | None,
    no_encoder: bool,
) -> None:
    """Extract terms."""
    from ..terms.extraction.candidates import extract_files
    from ..terms.formats.registry import writer_for
    from ..terms.glossary import record_of

    for output in outputs:
        if not output.lower().endswith((".html", ".htm")):
            writer_for(output, target_format or "")
    with working(_("extracting …")):
        candidates = extract_files(
            files, glossary, without=without, least=min_count, limit=limit, counts_only=no_encoder
        )
    fresh = [candidate for candidate in candidates if not candidate.known]
    known = [candidate for candidate in candidates if candidate.known]
    for output in outputs:
        _write_candidates(candidates, fresh, output, target_format, files)
    if known_file:
        _write([candidate.concept for candidate in known], known_file, None)
    records = [{"kind": c.kind, "otherwise": c.otherwise, **record_of(c.concept)} for c in candidates]
    show(records, _candidates_shown(fresh, known, outputs))


def _write_candidates(
    candidates: "Sequence[Candidate]",
    fresh: "Sequence[Candidate]",
    output: str,
    format: str | None,
    files: Sequence[str],
) -> None:
    if output.lower().endswith((".html", ".htm")):
        from ..files import atomic_write
        from ..terms.extraction.candidates import review_page

        title = ", ".join(Path(file).name for file in files)
        with atomic_write(output) as stream:
            stream.write(review_page(candidates, title).encode())
    else:
        _write([candidate.concept for candidate in fresh], output, format)


def _candidates_shown(
    fresh: "Sequence[Candidate]", known: "Sequence[Candidate]", outputs: Sequence[str]
) -> Iterator[str]:
    yield _("{fresh} new terms, {known} known ones").format(fresh=len(fresh), known=len(known))
    for heading, some in ((_("new, best first:"), fresh), (_("known, most frequent first:"), known)):
        if some:
            yield click.style(heading, bold=True)
            yield from _candidate_lines(some[:_SHOWN])
    if outputs:
        yield _("written: {files}").format(files=listed(outputs))


@command.command(
    help="Convert a glossary to another format.",
    examples=[
        "duizhao terms convert glossary.tbx -o glossary.xlsx",
        "duizhao terms convert list.csv -o list.tbx --zh-column 2 --en-column 1 --zh zh-CN --en en-GB",
    ],
)
@grammar.argument("file")
@_output
@grammar.read_as(_FORMATS)
@grammar.write_as(_FORMATS)
@_columns
@grammar.option(
    "--zh", default="", show_default=False, metavar="CODE", help="Language code of Chinese in TBX; zh otherwise."
)
@grammar.option(
    "--en", default="", show_default=False, metavar="CODE", help="Language code of English in TBX; en otherwise."
)
def convert(
    file: str,
    out: str,
    source_format: str | None,
    target_format: str | None,
    zh_column: str,
    en_column: str,
    zh: str,
    en: str,
) -> None:
    """Convert a glossary."""
    glossary = _read(file, source_format, zh_column, en_column)
    notes = _write(glossary.concepts, out, target_format, glossary.name, zh, en)
    record = {"concepts": len(glossary), "written": out, "notes": [*glossary.warnings, *notes]}
    show(record, [_("{n} concepts written to {file}").format(n=len(glossary), file=out)])


@command.command(
    help="Merge glossaries; conflicts are listed.", examples=["duizhao terms merge mine.tbx theirs.xlsx -o all.tbx"]
)
@grammar.argument("files", nargs=-1, required=True, metavar="FILE")
@_output
@grammar.write_as(_FORMATS)
def merge(files: tuple[str, ...], out: str, target_format: str | None) -> None:
    """Merge glossaries."""
    from ..terms.merging import merge as merge_glossaries

    merged = merge_glossaries([_read(file) for file in files], name=Path(out).name)
    _write(merged.glossary.concepts, out, target_format, name=merged.glossary.name)
    rivals = [
        {"zh": each.zh, "concepts": [{"id": concept.id, "en": concept.text("en")} for concept in each.concepts]}
        for each in merged.conflicts
    ]
    line = _("{n} concepts written to {file}; {joined} were in an earlier file")
    lines = [line.format(n=len(merged.glossary), file=out, joined=merged.joined)]
    for conflict in merged.conflicts:
        english = " / ".join(concept.text("en") for concept in conflict.concepts)
        lines.append(_("conflict: {zh}: {english}").format(zh=conflict.zh, english=english))
    show({"concepts": len(merged.glossary), "joined": merged.joined, "conflicts": rivals}, lines)


@command.command(
    help="Check a glossary, the UN glossary that ships where no FILE is given.\n\n"
    "Exit status 1 where there are errors.",
    examples=["duizhao terms validate glossary.tsv"],
)
@grammar.argument("file", required=False)
@grammar.read_as(_FORMATS)
@_columns
def validate(file: str | None, source_format: str | None, zh_column: str, en_column: str) -> None:
    """Check a glossary."""
    from dataclasses import asdict

    from ..terms.validation import validate as check

    problems = check(_read(file, source_format, zh_column, en_column))
    errors = sum(problem.is_error for problem in problems)
    lines = [placed(f"{problem.code} {problem.id}  {problem.term}", problem.message) for problem in problems]
    lines.append(_("{errors} errors, {warnings} warnings").format(errors=errors, warnings=len(problems) - errors))
    show([asdict(problem) for problem in problems], lines)
    if errors:
        sys.exit(1)


@command.command(
    help="Count concepts, terms and statuses of a glossary, the UN glossary that ships where no FILE is given.",
    examples=["duizhao terms stats glossary.tbx"],
)
@grammar.argument("file", required=False)
@grammar.read_as(_FORMATS)
@_columns
def stats(file: str | None, source_format: str | None, zh_column: str, en_column: str) -> None:
    """Show a glossary in figures."""
    from ..terms.merging import statistics

    figures = statistics(_read(file, source_format, zh_column, en_column))
    show(figures, _figure_lines(figures))


@command.command(
    help="Show the concepts added, removed and changed from one glossary to another.\n\n"
    "Exit status 1 where there are any.",
    examples=["duizhao terms diff old.tbx new.tbx"],
)
@grammar.argument("old")
@grammar.argument("new")
def diff(old: str, new: str) -> None:
    """Compare two glossaries."""
    from ..terms.glossary import record_of
    from ..terms.merging import changes, difference

    found = difference(_read(old), _read(new))
    changed = [{"before": record_of(one), "after": record_of(two)} for one, two in found.changed]
    added, removed = ([record_of(each) for each in some] for some in (found.added, found.removed))
    lines = [
        click.style(f"{sign} {concept.text('zh')}  {concept.text('en')}", fg=colour)
        for sign, colour, concepts in (("−", "red", found.removed), ("+", "green", found.added))
        for concept in concepts
    ]
    for before, after in found.changed:
        lines += [f"~ {after.text('zh')}  {after.text('en')}", *(f"    {line}" for line in changes(before, after))]
    counts = {"added": len(added), "removed": len(removed), "changed": len(changed)}
    lines.append(_("{added} added, {removed} removed, {changed} changed").format(**counts))
    show({"added": added, "removed": removed, "changed": changed}, lines)
    if found.added or found.removed or found.changed:
        sys.exit(1)


@command.command(
    help="Look terms up one after the other; an empty line ends it.",
    examples=["duizhao terms shell -g mine.tbx"],
    has_json=False,
)
@grammar.glossary("Glossary to look in; the UN glossary that ships otherwise.")
@grammar.limit(10, "Most lines of each kind.")
def shell(glossary: str | None, limit: int) -> None:
    """Keep a prompt open."""
    from ..terms.lookup import look_up
    from .term import lines_of

    known = _read(glossary)
    with _history(known):
        while True:
            try:
                query = input(_("term> ") if sys.stdin.isatty() else "").strip()
            except (EOFError, KeyboardInterrupt):
                click.echo()
                return
            if not query:
                return
            for line in lines_of(look_up(known, query, limit=limit), None, limit):
                click.echo(line)


def _read(file: str | None, format: str | None = None, zh: str = "", en: str = "") -> "Glossary":
    """Return a glossary and tell on stderr what reading it left out."""
    if file is None:
        from ..terms.formats.registry import shipped_glossary

        return shipped_glossary()
    from ..terms.formats.registry import read_glossary

    glossary = read_glossary(file, format or "", zh=zh, en=en)
    show_warnings(glossary.warnings)
    return glossary


def _write(
    concepts: "Sequence[Concept]", output: str, format: str | None, name: str = "", zh: str = "", en: str = ""
) -> list[str]:
    """Write a glossary; tell on stderr, and return, what its format cannot say."""
    from ..terms.formats.registry import write_glossary
    from ..terms.glossary import Glossary

    notes = write_glossary(Glossary(concepts, name or Path(output).name), output, format or "", zh=zh, en=en)
    for note in notes:
        click.echo(_("note: {warning}").format(warning=placed(output, note)), err=True)
    return notes


def _candidate_lines(candidates: Sequence["Candidate"]) -> list[str]:
    """Return one line a candidate: count, Chinese, renderings with their counts."""
    width = min(30, max((display_width(candidate.concept.text("zh")) for candidate in candidates), default=0))
    lines = []
    for candidate in candidates:
        concept = candidate.concept
        renderings = "; ".join(f"{t.text} ×{t.frequency}" if t.frequency else t.text for t in concept.en if t.usable)
        other = _("; otherwise ×{count}").format(count=candidate.otherwise) if candidate.otherwise else ""
        lines.append(f"{concept.frequency:6}  {padded(concept.text('zh'), width)}  {renderings}{other}")
    return lines


def _figure_lines(figures: Mapping[str, Any]) -> list[str]:
    """Return a glossary's figures, a line each; of long lists the most frequent."""
    lines = []
    width = max(display_width(_(name)) for name in figures)
    for name, value in figures.items():
        if isinstance(value, Mapping):
            own = name in ("domains", "sources")  # the glossary's words, not ours
            shown = [f"{each if own else _(each)} {count}" for each, count in list(value.items())[:_SHOWN]]
            text = listed([*shown, *(["…"] if len(value) > _SHOWN else [])])
        else:
            text = str(value)
        lines.append(f"{padded(_(name), width)}  {text}")
    return lines


@contextlib.contextmanager
def _history(glossary: "Glossary") -> Iterator[None]:
    """Load the history of the prompt and complete the glossary's terms on Tab; the history is saved at the end."""
    try:
        import readline
    except ImportError:  # Windows
        yield
        return
    from platformdirs import user_state_path

    path = user_state_path("duizhao") / "terms_history"
    with contextlib.suppress(OSError):
        readline.read_history_file(path)
    forms = sorted({term.text for _concept, term in glossary.terms()})

    def complete(text: str, state: int) -> str | None:  # asked for one completion after the other
        fits = [form for form in forms if form.lower().startswith(text.lower())] if text else []
        return fits[state] if state < len(fits) else None

    readline.set_completer(complete)
    readline.set_completer_delims("\t\n")
    readline.parse_and_bind("tab: complete")
    readline.set_history_length(_HISTORY_LINES)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(path)
