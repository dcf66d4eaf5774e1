"""Files in, reports out: baselines, and several documents in one run."""

import json

import pytest
from duizhao.errors import DuizhaoError
from duizhao.qa.job import read_baseline, run_job, without_accepted, write_baseline

ROWS = [
    ("调查团走访了37个村庄。", "The mission visited 73 villages."),
    ("委员会通过了报告。", "The Committee adopted the the report."),
]


def test_baseline_keeps_quiet_until_the_text_changes(run, tmp_path):
    file = tmp_path / "accepted.json"
    result = run(ROWS)
    assert write_baseline(result, file) == len({(f.check, f.pair) for f in result.findings})
    accepted = read_baseline(file)
    again = without_accepted(run([("一般性辩论", "General debate"), *ROWS]), accepted)
    assert again.findings == ()
    assert again.accepted == len(result.findings)
    changed = without_accepted(run([(ROWS[0][0], "The mission visited 74 villages.")]), accepted)
    assert [f.check for f in changed.findings] == ["numbers"]


@pytest.mark.parametrize("text", ["", "{}", '{"version": 9, "accepted": []}', "[1]"])
def test_broken_baseline_is_one_line(tmp_path, text):
    file = tmp_path / "accepted.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DuizhaoError):
        read_baseline(file)


def test_several_documents_are_one_memory_with_their_names_before_the_ids(tmp_path):
    names, report = ("one.tsv", "two.tsv"), tmp_path / "report.json"
    for name, (zh, en) in zip(names, ROWS, strict=True):
        (tmp_path / name).write_text(f"id\tzh\ten\n7\t{zh}\t{en}\n", encoding="utf-8")
    files = [str(tmp_path / name) for name in names]
    made = run_job(files, "none", outputs=[str(report)], encoder=False)
    assert made.documents == (("one.tsv", 0, 1), ("two.tsv", 1, 2))
    issues = json.loads(report.read_text(encoding="utf-8"))["issues"]
    assert {(issue["tuid"], issue["check"]) for issue in issues} == {
        ("one.tsv:7", "numbers"),
        ("two.tsv:7", "repeated-word"),
    }
    assert {issue.pair for issue in run_job(files[:1], "none", encoder=False).findings} == {"7"}
