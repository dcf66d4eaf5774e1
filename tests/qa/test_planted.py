"""Planted faults are found and clean pairs left alone: measured with the shared tools on several seeds."""

import csv
import json
import re
import subprocess
import sys

import pytest
from duizhao.qa.job import run_job


@pytest.mark.shared
@pytest.mark.parametrize(("seed", "per_type"), [(1, 6), (17, 4), (23, 9)])
def test_planted_faults_are_found(shared, tmp_path, seed, per_type):
    memory, key, report = tmp_path / "planted.tmx", tmp_path / "key.tsv", tmp_path / "report.json"
    gold = shared / "data" / "A_76_36" / "gold_sentences.tsv"
    options = ["--seed", str(seed), "--per-type", str(per_type)]
    planted = subprocess.run(
        [sys.executable, str(shared / "tools" / "plant_errors.py"), str(gold), str(memory), str(key), *options],
        check=True,
        capture_output=True,
        text=True,
    )
    run_job([str(memory)], outputs=[str(report)])
    total = re.match(r"(\d+) units", planted.stdout)[1]
    scored = subprocess.run(
        [sys.executable, str(shared / "tools" / "score_qa.py"), str(key), str(report), total],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    own, found, alarms = map(float, re.search(r"all .*own name (\S+)  any (\S+) .* = (\S+)", scored).groups())
    assert own >= 0.90, scored
    assert found >= 0.95, scored
    assert alarms <= 0.03, scored


def test_faults_planted_in_the_sample_are_found(fixtures, tmp_path):
    """Paragraph by paragraph, as the sample's own list of units pairs them."""
    sample = fixtures.parents[3] / "corpora" / "sample"
    with (sample / "gold.tsv").open(encoding="utf-8", newline="") as stream:
        units = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    with (sample / "planted.tsv").open(encoding="utf-8", newline="") as stream:
        planted = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    memory, report = tmp_path / "sample.tsv", tmp_path / "report.json"
    rows = ["id\tkind\tlabel\tzh\ten"]
    rows += [f"{i}\t{u['kind']}\t{u['label_en']}\t{u['zh']}\t{u['en']}" for i, u in enumerate(units)]
    memory.write_text("\n".join(rows) + "\n", encoding="utf-8")
    run_job([str(memory)], outputs=[str(report)])
    labels = {str(i): u["label_en"] for i, u in enumerate(units) if u["kind"] == "paragraph"}
    issues = json.loads(report.read_text(encoding="utf-8"))["issues"]
    said = {(labels.get(i["tuid"]), i["check"]) for i in issues if i["severity"] != "info"}
    # repeated sentences are seen where paragraphs are cut into sentences only
    wanted = [(row["label"], row["check"]) for row in planted if row["check"] != "inconsistent-target"]
    assert wanted
    found = [each for each in wanted if each in said]
    assert len(found) >= 0.9 * len(wanted), set(wanted) - set(found)
