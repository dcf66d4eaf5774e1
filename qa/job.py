"""Files checked: memories or tables put together to one bitext, findings accepted before left out, reports written.

An accepted finding stays quiet the next time. It is known by its check and texts, not by its place or wording: a
paragraph added before it changes nothing, and a new fault in the same pair is new.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ..align.bitext import Bitext, Pair
from ..align.encoders.encoder import SentenceEncoder
from ..errors import DuizhaoError
from ..files import atomic_write
from ..i18n import _
from ..terms.formats.registry import NO_GLOSSARY, load_glossary
from ..terms.glossary import Glossary
from ..tmx.formats.bitext_files import read_bitext
from .checks import CHECKS
from .finding import Finding
from .reports.formats import format_of, write_report
from .reports.report import QualityReport, make_report
from .runner import CheckResult, check
from .settings import check_names, read_settings

_VERSION = 1  # of baselines


def read_memories(paths: Sequence[str | Path]) -> tuple[Bitext, list[tuple[str, int, int]]]:
    """Read memories (.tmx, .tmx.gz) and tables (.tsv).

    Returns:
        All pairs in one bitext (with several documents an id begins with its document's name); name, index of the first
        pair and of the pair after the last one of each document.

    Raises:
        DuizhaoError: A file cannot be read, or no pair is in it.
    """
    pairs: list[Pair] = []
    documents = []
    for path in paths:
        bitext = read_bitext(path)
        if not bitext.pairs:
            raise DuizhaoError(_("has no pair of Chinese and English"), file=path)
        name = bitext.symbol or Path(path).name
        documents.append((name, len(pairs), len(pairs) + len(bitext.pairs)))
        pairs += bitext.pairs if len(paths) == 1 else [replace(pair, id=f"{name}:{pair.id}") for pair in bitext.pairs]
    return Bitext(tuple(pairs)), documents


def run_job(
    files: Sequence[str],
    glossary: str | None = None,
    *,
    outputs: Sequence[str] = (),
    select: Sequence[str] = (),
    skip: Sequence[str] = (),
    config: str | None = None,
    baseline: str | None = None,
    accept: str | None = None,
    encoder: bool = True,
    extract: bool = False,
) -> QualityReport:
    """Check files, write the reports, and return what they show; see ``duizhao qa --help``.

    Args:
        files: Memories and tables.
        glossary: A file; None for the shipped one, ``none`` for none.
        outputs: Reports to write; the suffix decides the format.
        select: Checks to run; empty for all.
        skip: Checks to leave out.
        config: File of settings; None for ``duizhao.toml`` in the working folder.
        baseline: File of the findings accepted before.
        accept: File to accept all findings in.
        encoder: Whether sentences are compared by meaning.
        extract: Whether the terms found in the memory are scored, too.

    Raises:
        DuizhaoError: A file, name or setting is wrong; nothing is checked before all of them are known to be right.
    """
    for path in outputs:
        format_of(path)
    check_names((*select, *skip), CHECKS)
    settings = read_settings(config, CHECKS)
    chosen, left_out = frozenset(select) or settings.select, settings.skip.union(skip)
    settings = replace(settings, select=chosen, skip=left_out, encoder=settings.encoder and encoder)
    accepted = read_baseline(baseline) if baseline else frozenset()
    terms = None if glossary == NO_GLOSSARY else load_glossary(glossary)
    bitext, documents = read_memories(files)
    if extract:
        terms = with_extracted(terms, bitext)
    result = without_accepted(check(bitext, terms, settings, SentenceEncoder()), accepted)
    report = make_report(result, documents, terms, settings)
    for path in outputs:
        write_report(report, path)
    if accept:
        write_baseline(result, accept, accepted)
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


def fingerprint(finding: Finding, zh: str, en: str) -> str:
    """Return what a finding is known by: check, kind of message, both texts and what is marked in them."""
    marked = [zh[s.start : s.end] for s in finding.zh] + [en[s.start : s.end] for s in finding.en]
    text = "\x1f".join([finding.check, finding.key, zh, en, *marked])
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def read_baseline(path: str | Path) -> frozenset[str]:
    """Return the accepted fingerprints.

    Raises:
        DuizhaoError: The file cannot be read or is no baseline.
    """
    try:
        record = json.loads(Path(path).read_text(encoding="utf-8"))
        version, accepted = record["version"], record["accepted"]
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        message = _("is not a baseline that can be read; write one with --accept")
        raise DuizhaoError(message, file=path) from error
    if version != _VERSION or not isinstance(accepted, list):
        raise DuizhaoError(_("is a baseline of another version; write it again with --accept"), file=path)
    return frozenset(str(each["id"]) if isinstance(each, dict) else str(each) for each in accepted)


def without_accepted(result: CheckResult, accepted: frozenset[str]) -> CheckResult:
    """Return the result without the findings that were accepted before."""
    pairs = result.bitext.pairs
    kept = tuple(
        finding
        for finding in result.findings
        if fingerprint(finding, pairs[finding.index].zh, pairs[finding.index].en) not in accepted
    )
    return replace(result, findings=kept, accepted=len(result.findings) - len(kept))


def write_baseline(result: CheckResult, path: str | Path, before: Iterable[str] = ()) -> int:
    """Accept all findings of a result, and those accepted before; return how many there are.

    Raises:
        DuizhaoError: The file cannot be written.
    """
    rows = {
        fingerprint(finding, (pair := result.bitext.pairs[finding.index]).zh, pair.en): (finding.check, finding.pair)
        for finding in result.findings
    }
    known = [{"id": id, "check": check, "tuid": pair} for id, (check, pair) in rows.items()]
    known += [{"id": id} for id in sorted(set(before) - set(rows))]
    text = json.dumps({"version": _VERSION, "accepted": known}, ensure_ascii=False, indent=1)
    with atomic_write(path) as stream:
        stream.write(text.encode() + b"\n")
    return len(known)
