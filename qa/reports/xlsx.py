"""The report as a workbook: one sheet a check with filters; texts are never formulas."""

import io
from collections.abc import Sequence
from typing import Any

from ...i18n import current_language
from ...tmx.formats.workbooks import new_workbook
from ..finding import Finding, TextSpan, words
from .report import QualityReport, summary

# what xlsxwriter calls a format of cells, by its purpose: head, text, mark
Formats = dict[str, Any]
_HEAD = ("tuid", "severity", "message", "source", "target")
_WIDTHS = (14, 10, 44, 60, 80)
# what a cell and a sheet of the format can hold
_LONGEST = 32_000
_MOST_ROWS = 1_000_000


def xlsx_report(report: QualityReport) -> bytes:
    """Return the workbook."""
    stream = io.BytesIO()
    book = new_workbook(stream, "duizhao qa")
    formats = {
        "head": book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "mark": book.add_format({"bold": True, "font_color": "#A31515"}),
    }
    labels = words("page", current_language())
    _summary_sheet(book, report, labels, formats)
    by_check: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_check.setdefault(finding.check, []).append(finding)
    for name in report.result.checks:
        if found := by_check.get(name):
            _check_sheet(book.add_worksheet(name[:31]), found, report, labels, formats)
    if report.terms:
        _term_sheet(book.add_worksheet("term consistency"), report, labels, formats)
    book.close()
    return stream.getvalue()


def _summary_sheet(book: Any, report: QualityReport, labels: dict[str, str], formats: Formats) -> None:
    sheet = book.add_worksheet("summary")
    record = summary(report)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 60)
    rows: list[tuple[str, Any]] = [
        (labels["pairs"], record["pairs"]),
        (labels["findings"], record["findings"]),
        *((labels[severity], count) for severity, count in record["severities"].items()),
        (labels["baseline"], record["accepted"]),
    ]
    if score := record["consistency"]:
        rows.append((labels["consistency"], f"{score['mean']:.3f} ({score['low']:.3f}–{score['high']:.3f})"))
    rows += [(labels["signature"], record["signature"]), ("", ""), *record["checks"].items()]
    for place, (name, value) in enumerate(rows):
        sheet.write_string(place, 0, name, formats["head"] if name else None)
        if isinstance(value, int):
            sheet.write_number(place, 1, value)
        else:
            sheet.write_string(place, 1, str(value))


def _check_sheet(
    sheet: Any, found: Sequence[Finding], report: QualityReport, labels: dict[str, str], formats: Formats
) -> None:
    for column, (name, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, labels[name], formats["head"])
    sheet.freeze_panes(1, 0)
    rows = found[:_MOST_ROWS]
    sheet.autofilter(0, 0, len(rows), len(_HEAD) - 1)
    for row, finding in enumerate(rows, 1):
        pair = report.result.bitext.pairs[finding.index]
        sheet.write_string(row, 0, finding.pair[:_LONGEST], formats["text"])
        sheet.write_string(row, 1, labels[finding.severity], formats["text"])
        sheet.write_string(row, 2, finding.message()[:_LONGEST], formats["text"])
        _write_marked(sheet, row, 3, pair.zh, finding.zh, formats)
        _write_marked(sheet, row, 4, pair.en, finding.en, formats)


def _write_marked(sheet: Any, row: int, column: int, text: str, spans: Sequence[TextSpan], formats: Formats) -> None:
    """Write a text with its spans in bold; as plain text where nothing, or all of it, is marked."""
    text = text[:_LONGEST]
    parts: list[Any] = []
    last = 0
    for span in sorted(spans, key=lambda span: span.start):
        if last <= span.start < span.end <= len(text):
            parts += [text[last : span.start], formats["mark"], text[span.start : span.end]]
            last = span.end
    # the format allows no empty part, and no text of a single one
    parts = [part for part in (*parts, text[last:]) if part != ""]
    if sum(isinstance(part, str) for part in parts) < 2:
        sheet.write_string(row, column, text, formats["text"])
    else:
        sheet.write_rich_string(row, column, *parts, formats["text"])


def _term_sheet(sheet: Any, report: QualityReport, labels: dict[str, str], formats: Formats) -> None:
    names = ("term", "approved", "rendering", "status", "count", "herfindahl")
    for column, name in enumerate(names):
        sheet.set_column(column, column, 30 if column < 3 else 12)
        sheet.write_string(0, column, labels[name], formats["head"])
    sheet.freeze_panes(1, 0)
    row = 0
    for term in report.terms:
        for rendering in term.renderings:
            row += 1
            sheet.write_string(row, 0, term.zh)
            sheet.write_string(row, 1, term.en)
            sheet.write_string(row, 2, rendering.text or labels["none"])
            sheet.write_string(row, 3, labels[rendering.status])
            sheet.write_number(row, 4, len(rendering.places))
            sheet.write_number(row, 5, round(term.herfindahl, 4))
    sheet.autofilter(0, 0, row, len(names) - 1)
