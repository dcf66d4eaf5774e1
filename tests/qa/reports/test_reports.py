"""Every report's form: what a spreadsheet, a CI server or a script reads from it."""

import csv
import io
import json

import openpyxl
import pytest
from duizhao.errors import DuizhaoError
from duizhao.qa.reports.formats import FORMATS, write_report
from duizhao.qa.reports.report import QualityReport, make_report, reaches
from duizhao.qa.settings import Settings
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock

ROWS = [
    ("=调查团走访了37个村庄。", "=The mission visited 73 villages."),
    ("委员会通过了<b>报告</b>。", "The Committee adopted the </script><script>alert(1)</script> 报告."),
    ("条约机构举行了会议。", "The treaty bodies met."),
    ("条约机构通过了报告。", "The treaty body adopted the report."),
    ("乍得、秘鲁和肯尼亚", "Chad, Peru and Uganda"),
    ("委员会", "@Committee\x0b"),
]


@pytest.fixture(scope="module")
def report(run, glossary) -> QualityReport:
    result = run(ROWS)
    return make_report(result, [("A/00/1", 0, len(ROWS))], glossary, Settings())


def test_json_has_the_promised_form(report):
    record = json.loads(FORMATS[".json"](report))
    assert set(record) >= {"summary", "issues"}
    assert set(record["issues"][0]) == {"tuid", "check", "severity", "message", "source", "target", "spans"}
    numbers = next(issue for issue in record["issues"] if issue["check"] == "numbers")
    assert [numbers["source"][a:b] for a, b in numbers["spans"]["source"]] == ["37"]
    assert [numbers["target"][a:b] for a, b in numbers["spans"]["target"]] == ["73"]
    assert record["summary"]["pairs"] == len(ROWS)
    assert sum(record["summary"]["checks"].values()) == len(record["issues"])


def test_workbook_has_a_sheet_a_check_with_filters_and_no_formula(report):
    book = openpyxl.load_workbook(io.BytesIO(FORMATS[".xlsx"](report)))
    checks = {finding.check for finding in report.findings}
    assert checks <= set(book.sheetnames)
    for name in checks:
        assert book[name].auto_filter.ref
        assert all(cell.data_type != "f" for row in book[name].iter_rows() for cell in row)
    texts = {cell.value for row in book["numbers"].iter_rows() for cell in row}
    assert "=The mission visited 73 villages." in texts


def test_marks_of_a_workbook_are_bold_wherever_they_stand(run, glossary):
    rows = [
        ("37个村庄", "73 villages"),
        ("走访37个村庄", "visited 73"),
        ("走访37", "visited 73 villages"),
        ("37", "73"),
    ]
    report = make_report(run(rows, select=frozenset({"numbers"})), [("A/00/1", 0, 4)], glossary, Settings())
    sheet = openpyxl.load_workbook(io.BytesIO(FORMATS[".xlsx"](report)), rich_text=True)["numbers"]
    cells = [cell for row in sheet.iter_rows(min_row=2, min_col=4) for cell in row]
    parts = [part for cell in cells if isinstance(cell.value, CellRichText) for part in cell.value]
    bold = [part.text for part in parts if isinstance(part, TextBlock) and part.font.b]
    assert bold == ["37", "73"] * 3
    assert [cell.value for cell in cells[-2:]] == ["37", "73"]


def test_csv_cells_run_nowhere(report):
    rows = list(csv.reader(io.StringIO(FORMATS[".csv"](report).decode("utf-8-sig"))))
    assert rows[0] == ["tuid", "check", "severity", "message", "source", "target"]
    assert all(cell[:1] not in ("=", "+", "-", "@") for row in rows for cell in row)


def test_junit_fails_the_checks_that_found_something(report):
    root = etree.fromstring(FORMATS[".xml"](report))
    failed = {case.get("name") for case in root.iter("testcase") if case.find("failure") is not None}
    assert failed == {finding.check for finding in report.findings if finding.severity != "info"}
    assert len(list(root.iter("testcase"))) == len(report.result.checks)


def test_sarif_names_rule_level_and_place(report):
    record = json.loads(FORMATS[".sarif"](report))
    assert record["version"] == "2.1.0"
    found = record["runs"][0]["results"]
    rules = {rule["id"] for rule in record["runs"][0]["tool"]["driver"]["rules"]}
    assert len(found) == len(report.findings)
    assert {each["ruleId"] for each in found} <= rules
    assert {each["level"] for each in found} <= {"error", "warning", "note"}
    assert all(each["locations"][0]["physicalLocation"]["region"]["startLine"] > 0 for each in found)


def test_page_holds_texts_as_data_only(report):
    page = FORMATS[".html"](report).decode()
    assert "</script><script>alert" not in page
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in page


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_same_findings_same_bytes(report, suffix):
    assert FORMATS[suffix](report) == FORMATS[suffix](report)


def test_unknown_suffix_is_one_line(report, tmp_path):
    with pytest.raises(DuizhaoError, match=r"\.sarif"):
        write_report(report, tmp_path / "report.pdf")
    assert not list(tmp_path.iterdir())


def test_thresholds(report):
    assert reaches(report.findings, "error")
    assert not reaches([f for f in report.findings if f.severity == "info"], "warning")
    assert not reaches(report.findings, "never")
