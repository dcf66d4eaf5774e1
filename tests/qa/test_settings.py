"""Settings and stretches: what the user may say, and what must not change the findings."""

import numpy as np
import pytest
import regex
from duizhao.errors import DuizhaoError
from duizhao.qa import runner as running
from duizhao.qa.checks import CHECKS
from duizhao.qa.runner import check
from duizhao.qa.settings import Forbidden, Settings, read_settings

ROWS = [
    ("调查团走访了37个村庄。", "The mission visited 73 villages."),
    ("委员会通过了报告。", "The Committee adopted the the report."),
]
TOML = """
[qa]
skip = ["spaces"]
encoder = false
[qa.severity]
numbers = "info"
[[qa.forbidden]]
pattern = "chairman"
message = "write Chair"
severity = "error"
"""


def test_settings_are_read(tmp_path):
    file = tmp_path / "duizhao.toml"
    file.write_text(TOML, encoding="utf-8")
    settings = read_settings(file, CHECKS)
    assert settings.skip == {"spaces"}
    assert settings.severity == {"numbers": "info"}
    assert not settings.encoder
    assert settings.forbidden[0].find("The chairman spoke.")
    assert settings.forbidden[0].severity == "error"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[qa]\nskipp = []", "skipp"),
        ('[qa]\nskip = ["number"]', "number"),
        ('[qa.severity]\nnumbers = "bad"', "bad"),
        ('[[qa.forbidden]]\npattern = "("', "regular expression"),
        ('[[qa.forbidden]]\nside = "en"', "pattern"),
        ("[qa", "TOML"),
        ("qa = 3", "table"),
        ('[qa]\nselect = "terms"', "select must be a list"),
        ("[qa]\nselect = [[1]]", "no check"),
        ("[qa]\nseverity = 3", "severity must be a table"),
        ("[qa]\nforbidden = 3", "forbidden must be a list"),
        ('[qa]\nencoder = "no"', "encoder must be true or false"),
        ('[qa]\nbudget = "many"', "budget must be a whole number"),
        ("[qa]\nbudget = -1", "budget must be a whole number"),
        ("[qa.severity]\nnumbers = []", "no severity"),
    ],
)
def test_wrong_settings_are_one_line(tmp_path, text, said):
    file = tmp_path / "duizhao.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DuizhaoError, match=said) as caught:
        read_settings(file, CHECKS)
    assert "duizhao.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_pattern_that_never_ends_is_stopped():
    rule = Forbidden(regex.compile(r"(a+)+\$"))
    with pytest.raises(DuizhaoError, match="too long"):
        rule.find("a" * 4000)


def test_severity_and_skip(run):
    assert {f.check for f in run(ROWS).findings} >= {"numbers", "repeated-word"}
    assert "numbers" not in {f.check for f in run(ROWS, skip=frozenset({"numbers"})).findings}
    found = run(ROWS, severity={"numbers": "info"}).findings
    assert {f.severity for f in found if f.check == "numbers"} == {"info"}


def test_stretches_find_what_one_stretch_finds(run, monkeypatch):
    rows = [
        *ROWS,
        ("条约机构举行了会议。", "The treaty bodies met."),
        ("条约机构感谢人权维护者。", "The treaty bodies thanked rights champions."),
    ] * 6
    whole = run(rows)
    monkeypatch.setattr(running, "_STRETCH", 4)
    monkeypatch.setattr(running, "usable_cores", lambda: 3)
    parts = run(rows)
    assert parts.findings == whole.findings
    assert parts.uses == whole.uses


def test_a_run_names_its_checks(run):
    assert run(ROWS).checks == tuple(CHECKS)
    assert run(ROWS, skip=frozenset({"terms"})).checks == tuple(CHECKS)[1:]


class CountingEncoder:
    """Gives every text the same vector and keeps the texts."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts):
        self.texts += texts
        return np.ones((len(texts), 1), dtype=np.float32)


@pytest.mark.parametrize("budget", [20, 40, 400])
def test_the_encoder_reads_no_more_than_its_budget(make_bitext, budget):
    """And first what looks most suspicious: the pairs whose numbers differ."""
    rows = [
        (f"调查团第{i}天走访了村庄。", f"On day {i + 100 * (i % 30 == 7)} the mission visited villages.")
        for i in range(90)
    ]
    encoder = CountingEncoder()
    check(make_bitext(rows), None, Settings(budget=budget), encoder)
    assert 0 < len(encoder.texts) <= budget
    assert {rows[7][0], rows[37][0]} <= set(encoder.texts)
