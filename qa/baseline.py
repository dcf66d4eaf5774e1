"""Accepted findings: they stay quiet the next time.

A finding is known by its check and texts, not by its place or wording: a paragraph added before it changes nothing,
and a new fault in the same pair is new.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..errors import DuizhaoError
from ..files import atomic_write
from ..i18n import _
from .finding import Finding
from .runner import Result

_VERSION = 1


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


def without_accepted(result: Result, accepted: frozenset[str]) -> Result:
    """Return the result without the findings that were accepted before."""
    pairs = result.bitext.pairs
    kept = tuple(
        finding
        for finding in result.findings
        if fingerprint(finding, pairs[finding.index].zh, pairs[finding.index].en) not in accepted
    )
    return replace(result, findings=kept, accepted=len(result.findings) - len(kept))


def write_baseline(result: Result, path: str | Path, before: Iterable[str] = ()) -> int:
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
