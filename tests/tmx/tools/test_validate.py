from pathlib import Path

import pytest
from duizhao.errors import DuizhaoError
from duizhao.tmx.tools.validate import RULES, collect, fix, validate
from lxml import etree

HEADER = (
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en-US" srclang="zh-CN" '
    'datatype="plaintext"/>'
)
TUV = '<tuv xml:lang="{}"><seg>{}</seg></tuv>'


def tu(one: str = "报告", two: str = "report", *, id: str = "1", zh: str = "zh-CN", en: str = "en", **more: str) -> str:
    attributes, inside = more.get("attributes", ""), more.get("inside", "")
    return f'<tu tuid="{id}"{attributes}>{inside}{TUV.format(zh, one)}{TUV.format(en, two)}</tu>'


def memory(tmp_path: Path, body: str, *, header: str = HEADER, version: str = "1.4", encoding: str = "UTF-8") -> Path:
    path = tmp_path / "m.tmx"
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n<tmx version="{version}">\n{header}\n'
    path.write_bytes(f"{head}<body>\n{body}\n</body>\n</tmx>\n".encode(encoding))
    return path


FIRES = {
    "T001": {"body": "<tu><tuv></tu>"},
    "T002": {"body": tu(), "version": "1.4b"},
    "T003": {"body": tu(), "header": HEADER.replace(' o-tmf="x"', "")},
    "T004": {"body": tu(), "header": HEADER.replace('"sentence"', '"text"')},
    "T005": {"body": tu(), "header": HEADER.replace('"zh-CN"', '"*all*"')},
    "T006": {"body": tu(), "encoding": "UTF-16"},
    "T101": {"body": tu().replace("xml:lang", "lang")},
    "T102": {"body": tu(zh="")},
    "T103": {"body": tu(zh="zh_CN")},
    "T104": {"body": tu(zh="zh-Hans")},
    "T105": {"body": tu() + tu(id="2", en="en-GB")},
    "T106": {"body": '<tu tuid="1"><tuv xml:lang="zh-CN"><seg>报告</seg></tuv></tu>'},
    "T107": {"body": tu(en="zh-CN")},
    "T108": {"body": tu(zh="fr")},
    "T201": {"body": tu(inside="<prop>a</prop>")},
    "T202": {"body": tu(inside='<prop type="a">b</prop>')},
    "T203": {"body": tu(attributes=' changedate="2021-08-04"')},
    "T204": {"body": tu() + tu()},
    "T301": {"body": tu(two=" ")},
    "T302": {"body": tu(two="a" * 2001)},
    "T303": {"body": tu(two="a" * 8001)},
    "T304": {"body": tu(two="a<ph>1</ph>")},
    "T305": {"body": tu(two="a\x07")},
    "T306": {"body": tu(one="报\u200b告")},
    "T307": {"body": tu(two="cafe\u0301")},
}


@pytest.mark.parametrize("code", sorted(set(RULES) - {"T007"}))
def test_rule_fires_with_its_place_and_only_it(tmp_path, code):
    path = memory(tmp_path, **FIRES[code])
    problems = list(validate(path))
    assert code in {problem.rule.code for problem in problems}
    allowed = {"T107": {"T106"}, "T204": set(), "T102": {"T101", "T108"}, "T101": {"T108"}}.get(code, set())
    assert {problem.rule.code for problem in problems} <= {code} | allowed
    first = next(problem for problem in problems if problem.rule.code == code)
    assert first.line == (1 if code < "T1" and code != "T001" else 5)
    assert "{" not in first.message


def test_a_good_memory_has_no_problem(tmp_path):
    report = collect(memory(tmp_path, tu() + tu(id="2")))
    assert (report.counts, report.errors) == ({}, 0)
    assert report.lines() == [f"{tmp_path / 'm.tmx'}: no problems"]


def test_every_rule_names_its_tool_and_source():
    assert all(rule.tool and rule.source and rule.message and code == rule.code for code, rule in RULES.items())


def test_fix_puts_right_what_can_be_and_the_result_is_valid(tmp_path, shared):
    schema = etree.XMLSchema(etree.parse(shared / "data" / "cat" / "tmx14.xsd"))
    body = "".join(case["body"].replace('tuid="1"', f'tuid="{code}"') for code, case in FIRES.items() if "body" in case)
    header = HEADER.replace(' o-tmf="x"', "").replace('"zh-CN"', '"*all*"').replace('"sentence"', '"text"')
    path = memory(tmp_path, body, header=header, version="1.1")
    written, broken = fix(path, tmp_path / "out.tmx")
    assert len(broken) == 1
    assert written == len(FIRES) + 1
    left = {problem.rule.code for problem in validate(tmp_path / "out.tmx")}
    assert not left & {"T001", "T002", "T003", "T004", "T005", "T006", "T101", "T103", "T201", "T202", "T203"}
    assert not left & {"T305", "T306", "T307"}
    schema.assertValid(etree.parse(tmp_path / "out.tmx"))


def test_fix_never_writes_over_its_source(tmp_path):
    path = memory(tmp_path, tu())
    with pytest.raises(DuizhaoError, match="is an input"):
        fix(path, path)
