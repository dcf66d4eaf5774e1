"""One call of ``duizhao qa``: read, check, leave out what was accepted, write the reports."""

from dataclasses import dataclass, replace

from ..align.bitext import Bitext
from ..align.encoder import SentenceEncoder
from ..terms.glossary import Glossary, load_glossary
from .baseline import read_baseline, without_accepted, write_baseline
from .checks import NAMES
from .report import Report, make_report
from .reports import write_report, writer_of
from .running import check_bitext
from .settings import check_names, read_settings
from .sources import read_sources

NO_GLOSSARY = "none"


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


def run_job(job: Job) -> Report:
    """Check the files, write the reports, and return what they show.

    Raises:
        DuizhaoError: A file, name or setting is wrong; nothing is checked before all of them are known to be right.
    """
    for path in job.outputs:
        writer_of(path)
    settings = read_settings(job.config, NAMES).with_command_line(job.select, job.skip, job.encoder)
    check_names((*job.select, *job.skip), NAMES)
    accepted = read_baseline(job.baseline) if job.baseline else frozenset()
    glossary = None if job.glossary == NO_GLOSSARY else load_glossary(job.glossary)
    sources = read_sources(job.files)
    if job.extract:
        glossary = with_extracted(glossary, sources.bitext)
    found = check_bitext(sources.bitext, glossary, settings, SentenceEncoder())
    result = without_accepted(found, accepted)
    report = make_report(result, sources.documents, glossary, settings)
    for path in job.outputs:
        write_report(report, path)
    if job.accept:
        write_baseline(result, job.accept, accepted)
    return report


def with_extracted(glossary: Glossary | None, bitext: Bitext) -> Glossary:
    """Return the glossary with the terms that the memory itself shows; those are candidates, never demanded."""
    from ..terms.extraction import extract_terms

    known = glossary or Glossary(())
    found = (
        candidate.concept for candidate in extract_terms(bitext, known) if candidate.kind in ("term", "short form")
    )
    fresh = [replace(concept, status="candidate") for concept in found if known.concept(concept.id) is None]
    return Glossary([*known, *fresh], name=f"{known.name or NO_GLOSSARY}+extracted")
