"""The formats of a report: the suffix of the file decides. Page and workbook have modules of their own."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

from ... import __version__
from ...errors import DuizhaoError
from ...files import atomic_write
from ...i18n import _, listed
from ...tmx.formats.table_files import write_csv_rows
from ..checks import CHECKS
from ..finding import Finding
from .html import html_report
from .report import QualityReport, summary
from .xlsx import xlsx_report

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def write_report(report: QualityReport, path: str | Path) -> None:
    """Write a report in the format that the file's name asks for.

    Raises:
        DuizhaoError: No such format, or the file cannot be written.
    """
    with atomic_write(path) as stream:
        stream.write(format_of(path)(report))


def format_of(path: str | Path) -> Callable[[QualityReport], bytes]:
    """Return what makes the bytes of a file with this name.

    Raises:
        DuizhaoError: No such format.
    """
    for suffix, make in FORMATS.items():
        if str(path).lower().endswith(suffix):
            return make
    raise DuizhaoError(_("has no known suffix; use one of {suffixes}").format(suffixes=listed(FORMATS)), file=path)


def _issue(report: QualityReport, finding: Finding) -> dict[str, Any]:
    pair = report.result.bitext.pairs[finding.index]
    return {
        "tuid": finding.pair,
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message(),
        "source": pair.zh,
        "target": pair.en,
        "spans": {
            "source": [[span.start, span.end] for span in finding.zh],
            "target": [[span.start, span.end] for span in finding.en],
        },
    }


def json_report(report: QualityReport) -> bytes:
    """Return the report as JSON: summary, issues, terms, repeats."""
    record = {
        "summary": summary(report),
        "issues": [_issue(report, finding) for finding in report.findings],
        "terms": term_records(report),
        "repeats": repeat_records(report),
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"


def term_records(report: QualityReport) -> list[dict[str, Any]]:
    """Return the scored terms with their renderings and places."""
    pairs = report.result.bitext.pairs
    return [
        {
            "id": term.concept,
            "zh": term.zh,
            "en": term.en,
            "occurrences": term.count,
            "herfindahl": round(term.herfindahl, 4),
            "approved": round(term.approved, 4),
            "renderings": [
                {
                    "text": rendering.text,
                    "status": rendering.status,
                    "count": len(rendering.places),
                    "places": [pairs[index].id for index in rendering.places],
                }
                for rendering in term.renderings
            ],
        }
        for term in (report.consistency.terms if report.consistency else ())
    ]


def repeat_records(report: QualityReport) -> list[dict[str, Any]]:
    """Return the repeats with the ids of their pairs."""
    pairs = report.result.bitext.pairs
    return [
        {
            "first": pairs[repeat.first].id,
            "second": pairs[repeat.second].id,
            "source_similarity": repeat.source,
            "target_chrf": repeat.chrf,
        }
        for repeat in report.repeats
    ]


def csv_report(report: QualityReport) -> bytes:
    """Return the findings as CSV with a byte-order mark, as spreadsheets need it; no cell runs as a formula."""
    names = ("tuid", "check", "severity", "message", "source", "target")
    issues = (_issue(report, finding) for finding in report.findings)
    stream = io.BytesIO()
    write_csv_rows([names, *([str(issue[name]) for name in names] for issue in issues)], stream)
    return stream.getvalue()


def junit_report(report: QualityReport) -> bytes:
    """Return a JUnit file: one suite, one case a check; errors and warnings fail their case."""
    by_check: dict[str, list[Finding]] = {name: [] for name in report.result.checks}
    for finding in report.findings:
        by_check[finding.check].append(finding)
    bad = {name: [f for f in found if f.severity != "info"] for name, found in by_check.items()}
    root = etree.Element("testsuites", name="duizhao qa")
    suite = etree.SubElement(
        root,
        "testsuite",
        name=_xml(report.name) or "duizhao qa",
        tests=str(len(by_check)),
        failures=str(sum(bool(found) for found in bad.values())),
        errors="0",
    )
    for name, found in bad.items():
        case = etree.SubElement(suite, "testcase", classname="duizhao.qa", name=name)
        if found:
            failure = etree.SubElement(case, "failure", message=f"{len(found)}", type=found[0].severity)
            failure.text = _xml("\n".join(f"{f.pair}: {f.severity}: {f.message()}" for f in found))
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _xml(text: str) -> str:
    """Return a text without the characters that XML forbids."""
    return "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


def sarif_report(report: QualityReport) -> bytes:
    """Return a SARIF 2.1.0 file, as code-scanning services take it; a pair's place is its number in the memory."""
    rules = [{"id": name, "shortDescription": {"text": CHECKS[name].doc}} for name in report.result.checks]
    results = [
        {
            "ruleId": finding.check,
            "level": _LEVELS[finding.severity],
            "message": {"text": f"{finding.pair}: {finding.message()}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _document_of(report, finding)},
                        "region": {"startLine": finding.index + 1},
                    },
                    "logicalLocations": [{"name": finding.pair, "kind": "element"}],
                }
            ],
        }
        for finding in report.findings
    ]
    driver = {"name": "duizhao", "version": __version__, "rules": rules}
    record = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"


def _document_of(report: QualityReport, finding: Finding) -> str:
    from urllib.parse import quote

    name = next((name for name, start, end in report.documents if start <= finding.index < end), report.name)
    return quote(name)


FORMATS: dict[str, Callable[[QualityReport], bytes]] = {
    ".html": html_report,
    ".xlsx": xlsx_report,
    ".json": json_report,
    ".csv": csv_report,
    ".xml": junit_report,
    ".sarif": sarif_report,
}
