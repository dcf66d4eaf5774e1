"""The report as one HTML page without network: the data as JSON inside, rows drawn as one scrolls."""

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from ...i18n import current_language
from ..consistency import TermScore
from ..finding import SEVERITIES, words
from .report import QualityReport, summary


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
        "terms": [_term(term, place) for term in _terms(report)],
        "repeats": [[place[r.first], place[r.second], r.source, r.chrf] for r in report.repeats],
    }


def _terms(report: QualityReport) -> Sequence[TermScore]:
    return report.consistency.terms if report.consistency else ()


def _referred(report: QualityReport) -> set[int]:
    """Return the indices of the pairs that findings, terms and repeats refer to."""
    places = (index for term in _terms(report) for rendering in term.renderings for index in rendering.places)
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
