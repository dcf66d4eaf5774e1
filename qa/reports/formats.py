"""The formats of a report: the suffix of the file decides. The workbook has a module of its own.

The HTML page needs no network: the data stand in it as JSON, and rows are drawn as one scrolls.
"""

import io
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import etree

from ... import __version__
from ...errors import DuizhaoError
from ...files import atomic_write
from ...i18n import _, current_language, listed
from ...tmx.formats.table_files import write_csv_rows
from ...tmx.model import xml_text
from ..checks import CHECKS
from ..consistency import TermScore
from ..finding import SEVERITIES, Finding, words
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
        for term in report.terms
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
        name=xml_text(report.name) or "duizhao qa",
        tests=str(len(by_check)),
        failures=str(sum(bool(found) for found in bad.values())),
        errors="0",
    )
    for name, found in bad.items():
        case = etree.SubElement(suite, "testcase", classname="duizhao.qa", name=name)
        if found:
            failure = etree.SubElement(case, "failure", message=f"{len(found)}", type=found[0].severity)
            failure.text = xml_text("\n".join(f"{f.pair}: {f.severity}: {f.message()}" for f in found))
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


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


def html_report(report: QualityReport) -> bytes:
    """Return the page."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader(__package__, "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.get_template("report.html").render(
        language=current_language(),
        name=report.name,
        style=_resource("report.css"),
        script=_resource("report.js"),
        data=_embedded(_data(report)),
    )
    return page.encode()


def _resource(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def _embedded(data: dict[str, Any]) -> str:
    """Return JSON that can stand inside a script element: no text in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _data(report: QualityReport) -> dict[str, Any]:
    """Return what the page shows; only pairs that something refers to are in it, each once."""
    pairs = report.result.bitext.pairs
    shown = sorted(_referred(report))
    place = {index: number for number, index in enumerate(shown)}
    return {
        "summary": summary(report),
        "words": {language: words("page", language) for language in ("en", "zh")},
        "checks": list(report.result.checks),
        "names": {language: words("checks", language) for language in ("en", "zh")},
        "pairs": [[pairs[index].id, pairs[index].zh, pairs[index].en] for index in shown],
        "findings": _findings(report, place),
        "terms": [_term(term, place) for term in report.terms],
        "repeats": [[place[r.first], place[r.second], r.source, r.chrf] for r in report.repeats],
    }


def _referred(report: QualityReport) -> set[int]:
    """Return the indices of the pairs that findings, terms and repeats refer to."""
    places = (index for term in report.terms for rendering in term.renderings for index in rendering.places)
    repeats = (index for repeat in report.repeats for index in (repeat.first, repeat.second))
    return {*(finding.index for finding in report.findings), *places, *repeats}


def _findings(report: QualityReport, place: dict[int, int]) -> list[list[Any]]:
    """Return the findings: place of the pair, check, severity, messages, starts and ends in both texts."""
    checks = {name: number for number, name in enumerate(report.result.checks)}
    return [
        [
            place[finding.index],
            checks[finding.check],
            SEVERITIES.index(finding.severity),
            finding.message("en"),
            finding.message("zh"),
            [offset for span in finding.zh for offset in (span.start, span.end)],
            [offset for span in finding.en for offset in (span.start, span.end)],
        ]
        for finding in report.findings
    ]


def _term(term: TermScore, place: dict[int, int]) -> list[Any]:
    """Return a term: both texts, consistency, share of the approved rendering, renderings with their places."""
    renderings = [[each.text, each.status, [place[index] for index in each.places]] for each in term.renderings]
    return [term.zh, term.en, round(term.herfindahl, 4), round(term.approved, 4), renderings]


FORMATS: dict[str, Callable[[QualityReport], bytes]] = {
    ".html": html_report,
    ".xlsx": xlsx_report,
    ".json": json_report,
    ".csv": csv_report,
    ".xml": junit_report,
    ".sarif": sarif_report,
}
