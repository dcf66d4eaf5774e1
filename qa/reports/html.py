"""The report as one HTML page without network: the data as JSON inside, rows drawn as one scrolls."""

import json
from importlib.resources import files
from typing import Any

from ...i18n import current_language
from ..finding import SEVERITIES, words
from ..report import Report, summary


def html_report(report: Report) -> bytes:
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


def _data(report: Report) -> dict[str, Any]:
    """Return what the page shows; only pairs that something refers to are in it, each once."""
    pairs = report.result.bitext.pairs
    terms = report.consistency.terms if report.consistency else ()
    wanted = {finding.index for finding in report.findings}
    wanted |= {index for term in terms for rendering in term.renderings for index in rendering.places}
    wanted |= {index for repeat in report.repeats for index in (repeat.first, repeat.second)}
    place = {index: number for number, index in enumerate(sorted(wanted))}
    checks = list(report.result.checks)
    return {
        "summary": summary(report),
        "words": {language: words("page", language) for language in ("en", "zh")},
        "checks": checks,
        "names": {language: words("checks", language) for language in ("en", "zh")},
        "pairs": [[pairs[i].id, pairs[i].zh, pairs[i].en] for i in sorted(wanted)],
        "findings": [
            [
                place[finding.index],
                checks.index(finding.check),
                SEVERITIES.index(finding.severity),
                finding.message("en"),
                finding.message("zh"),
                [number for span in finding.zh for number in (span.start, span.end)],
                [number for span in finding.en for number in (span.start, span.end)],
            ]
            for finding in report.findings
        ],
        "terms": [
            [
                term.zh,
                term.en,
                round(term.herfindahl, 4),
                round(term.approved, 4),
                [[r.text, r.status, [place[index] for index in r.places]] for r in term.renderings],
            ]
            for term in terms
        ],
        "repeats": [[place[r.first], place[r.second], r.source, r.chrf] for r in report.repeats],
    }
