"""What is checked: one or more memories or tables, put together to one bitext with the place of each document."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..align.bitext import Bitext, Pair
from ..align.encoders.encoder import SentenceEncoder
from ..errors import DuizhaoError
from ..i18n import _
from ..terms.formats.registry import NO_GLOSSARY, load_glossary
from ..terms.glossary import Glossary
from ..tmx.formats.bitext_files import read_bitext
from .baseline import read_baseline, without_accepted, write_baseline
from .checks import CHECKS
from .reports.formats import format_of, write_report
from .reports.report import QualityReport, make_report
from .runner import check
from .settings import check_names, read_settings


@dataclass(frozen=True, slots=True)
class Sources:
    """A bitext made of documents.

    Attributes:
        bitext: All pairs; with several documents an id begins with its document's name.
        documents: Name, index of the first pair and of the pair after the last one.
    """

    bitext: Bitext
    documents: tuple[tuple[str, int, int], ...]


def read_sources(paths: Sequence[str | Path]) -> Sources:
    """Read memories (.tmx, .tmx.gz) and tables (.tsv).

    Raises:
        DuizhaoError: A file cannot be read, or no pair is in it.
    """
    bitexts = [(str(path), read_bitext(path)) for path in paths]
    for path, bitext in bitexts:
        if not bitext.pairs:
            raise DuizhaoError(_("has no pair of Chinese and English"), file=path)
    if len(bitexts) == 1:
        bitext = bitexts[0][1]
        name = bitext.symbol or Path(bitexts[0][0]).name
        return Sources(bitext, ((name, 0, len(bitext.pairs)),))
    pairs: list[Pair] = []
    documents = []
    for path, bitext in bitexts:
        name = bitext.symbol or Path(path).name
        documents.append((name, len(pairs), len(pairs) + len(bitext.pairs)))
        pairs += [replace(pair, id=f"{name}:{pair.id}") for pair in bitext.pairs]
    return Sources(Bitext(tuple(pairs)), tuple(documents))


@dataclass(frozen=True, slots=True)
class Job:
    """What the user asks for: files and names as given, see ``duizhao qa --help``.

    ``glossary`` is a file, None for the shipped one, or ``none``; ``extract`` adds the terms found in the memory.
    """

    files: tuple[str, ...]
    glossary: str | None = None
    outputs: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    config: str | None = None
    baseline: str | None = None
    accept: str | None = None
    encoder: bool = True
    extract: bool = False


def run_job(job: Job) -> QualityReport:
    """Check the files, write the reports, and return what they show.

    Raises:
        DuizhaoError: A file, name or setting is wrong; nothing is checked before all of them are known to be right.
    """
    for path in job.outputs:
        format_of(path)
    check_names((*job.select, *job.skip), CHECKS)
    settings = read_settings(job.config, CHECKS)
    settings = settings.with_command_line(select=job.select, skip=job.skip, encoder=job.encoder)
    accepted = read_baseline(job.baseline) if job.baseline else frozenset()
    glossary = None if job.glossary == NO_GLOSSARY else load_glossary(job.glossary)
    sources = read_sources(job.files)
    if job.extract:
        glossary = with_extracted(glossary, sources.bitext)
    found = check(sources.bitext, glossary, settings, SentenceEncoder())
    result = without_accepted(found, accepted)
    report = make_report(result, sources.documents, glossary, settings)
    for path in job.outputs:
        write_report(report, path)
    if job.accept:
        write_baseline(result, job.accept, accepted)
    return report


def with_extracted(glossary: Glossary | None, bitext: Bitext) -> Glossary:
    """Return the glossary with the terms that the memory itself shows; those are candidates, never demanded."""
    from ..terms.extraction.candidates import extract_terms

    known = glossary or Glossary(())
    found = (
        candidate.concept for candidate in extract_terms(bitext, known) if candidate.kind in ("term", "short form")
    )
    fresh = [replace(concept, status="candidate") for concept in found if known.concept(concept.id) is None]
    return Glossary([*known, *fresh], name=f"{known.name or NO_GLOSSARY}+extracted")
